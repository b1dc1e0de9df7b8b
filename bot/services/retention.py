"""What is not needed any more is not kept."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import IncomingUpdate

UPDATES_KEPT = timedelta(days=7)
"""How long the number of a handled update is kept: Telegram gives an update again for a day at most."""


async def forget_updates(session: AsyncSession, *, now: datetime) -> None:
    """Delete handled updates; those set aside stay until somebody has looked at them."""
    await session.execute(
        delete(IncomingUpdate)
        .where(IncomingUpdate.status == "done", IncomingUpdate.received_at < now - UPDATES_KEPT)
        .execution_options(synchronize_session=False)
    )
