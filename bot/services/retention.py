"""What is not needed any more is not kept."""

from datetime import datetime, timedelta

from sqlalchemy import Text, cast, delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import IncomingUpdate, OutboxMessage
from bot.domain.enums import OutboxStatus

_LIVE = (OutboxStatus.PENDING, OutboxStatus.HELD, OutboxStatus.SENDING)

UPDATES_KEPT = timedelta(days=7)
"""How long the number of a handled update is kept: Telegram gives an update again for a day at most."""


WORDS_KEPT = timedelta(days=7)
"""How long the words of a message that has left are kept: names of others among them outlive their erasure no longer.
That it was promised and what became of it is kept for good."""


async def empty_messages(session: AsyncSession, *, now: datetime) -> None:
    """Empty the arguments of messages that are over, whatever became of them."""
    await session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.finished_at < now - WORDS_KEPT,
            OutboxMessage.status.not_in(_LIVE),
            cast(OutboxMessage.args, Text) != "{}",
        )
        .values(args={})
        .execution_options(synchronize_session=False)
    )


async def forget_updates(session: AsyncSession, *, now: datetime) -> None:
    """Delete handled updates; those set aside stay until somebody has looked at them."""
    await session.execute(
        delete(IncomingUpdate)
        .where(IncomingUpdate.status == "done", IncomingUpdate.received_at < now - UPDATES_KEPT)
        .execution_options(synchronize_session=False)
    )
