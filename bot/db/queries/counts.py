"""Whether there is much to be counted."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application


async def are_many(session: AsyncSession, many: int) -> bool:
    """Whether so many applications have been begun (ids are never given twice)."""
    return (await session.scalar(select(func.max(Application.id))) or 0) >= many
