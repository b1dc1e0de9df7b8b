"""Locks by name that all processes on one PostgreSQL database share; on SQLite there is one process, and no lock.

They last until the transaction ends, however it ends: nobody has to give them back.
"""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession


async def wait_for(session: AsyncSession, name: str) -> None:
    """Return when nobody else holds the lock."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(_NAMED, func.hashtext(name))))


async def take(session: AsyncSession, name: str) -> bool:
    """Take the lock if nobody else holds it."""
    if session.get_bind().dialect.name != "postgresql":
        return True
    taken: bool | None = await session.scalar(select(func.pg_try_advisory_xact_lock(_NAMED, func.hashtext(name))))
    return bool(taken)


# Locks of two numbers never meet those of one: lanes of the intake, the lock of migrations.
_NAMED = 436
