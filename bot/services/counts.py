"""Sums over everybody, kept for a minute where there are many: a screen that shows them does not count thousands."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert
from bot.db.models import KeptCount
from bot.db.queries import counts as queries

MANY = 1000
"""So many applications there have to be: fewer are counted in no time."""
KEPT_FOR = timedelta(minutes=1)


async def kept(
    session: AsyncSession,
    name: str,
    count: Callable[[], Awaitable[Sequence[Any]]],
    *,
    changed_at: datetime | None = None,
    now: datetime,
) -> tuple[Sequence[Any], datetime]:
    """What ``count`` gives (JSON), and when it was counted: at most a minute ago, and after ``changed_at``."""
    if not await queries.are_many(session, MANY):
        return await count(), now
    row = await session.get(KeptCount, name)
    # A clock set back must not keep old numbers for ever.
    if (
        row is not None
        and now - KEPT_FOR < row.counted_at <= now
        and (changed_at is None or row.counted_at > changed_at)
    ):
        return row.found, row.counted_at
    found = [*await count()]
    values = {"counted_at": now, "found": found}
    statement = insert(session, KeptCount).values(name=name, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))
    return found, now
