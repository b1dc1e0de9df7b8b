"""The send rate that all replicas share, and the last pause Telegram asked for."""

from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert_new
from bot.db.models import SendBudget

RATE, PAUSE = "all", "pause"
"""The rows of ``send_budget``: when the next message may leave, and until when Telegram asked everybody to wait."""


class SharedBudget(NamedTuple):
    """The send rate that all replicas share, µs since 1970: the theoretical arrival time of the next message, the end
    of the pause, and when that was set."""

    tat_us: int
    pause_us: int
    pause_set_us: int


async def lock(session: AsyncSession) -> SharedBudget:
    """The shared rate, locked until the commit."""
    statement = (
        select(SendBudget.bucket, SendBudget.tat_us, SendBudget.set_us)
        .where(SendBudget.bucket.in_((RATE, PAUSE)))
        .order_by(SendBudget.bucket)
        .with_for_update()
    )
    found = {row.bucket: row for row in await session.execute(statement)}
    if len(found) < 2:
        new = [{"bucket": bucket, "tat_us": 0, "set_us": 0} for bucket in (RATE, PAUSE)]
        await insert_new(session, SendBudget, new)
        found = {row.bucket: row for row in await session.execute(statement)}
    return SharedBudget(found[RATE].tat_us, found[PAUSE].tat_us, found[PAUSE].set_us)


async def pause_us(session: AsyncSession) -> int:
    """The end of the last pause Telegram asked any process for, µs since 1970; a look without a lock."""
    return await session.scalar(select(SendBudget.tat_us).where(SendBudget.bucket == PAUSE)) or 0


async def move(session: AsyncSession, bucket: str, tat_us: int, *, set_us: int = 0) -> None:
    """Write a row of the shared rate that this transaction has locked."""
    await session.execute(
        update(SendBudget)
        .where(SendBudget.bucket == bucket)
        .values(tat_us=tat_us, set_us=set_us)
        .execution_options(synchronize_session=False)
    )
