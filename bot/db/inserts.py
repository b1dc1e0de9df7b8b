"""Inserts that both engines know but SQLAlchemy spells once per dialect."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models.base import Base


def insert(session: AsyncSession, model: type[Base]) -> "postgresql.Insert | sqlite.Insert":
    """The engine's own INSERT, which knows ON CONFLICT."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(model)
    return postgresql.insert(model)


async def insert_new(session: AsyncSession, model: type[Base], rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows that break no unique key, in one statement; return how many were new."""
    if not rows:
        return 0
    primary_key = list(model.__table__.primary_key)
    statement = insert(session, model).values(list(rows)).on_conflict_do_nothing().returning(*primary_key)
    return len((await session.execute(statement)).all())
