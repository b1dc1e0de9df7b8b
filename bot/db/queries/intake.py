"""Updates of Telegram between their arrival and the last answer they are owed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert
from bot.db.models import IncomingUpdate


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it came: its number, the lane that orders it, Telegram's own JSON."""

    update_id: int
    lane: int
    payload: dict[str, Any]


# Statements of every update are made once: making one takes longer than running it.
_ROWS: Table = IncomingUpdate.__table__  # type: ignore[assignment]  # declared as any FROM clause, and a table
_FINISH = (
    update(_ROWS)
    .where(_ROWS.c.update_id == bindparam("number"), _ROWS.c.status == "new")
    .values(status=bindparam("becomes"), replies=bindparam("owed"), payload=None, done_at=bindparam("now"))
)
_MARK_ANSWERED = (
    update(_ROWS).where(_ROWS.c.update_id.in_(bindparam("numbers", expanding=True))).values(status="done", replies=None)
)


async def store(session: AsyncSession, arrivals: Sequence[Arrival], *, now: datetime) -> set[int]:
    """Store a whole batch in one statement; return the numbers that were new."""
    rows = [
        {
            "update_id": arrival.update_id,
            "lane": arrival.lane,
            "status": "new",
            "payload": arrival.payload,
            "attempts": 0,
            "received_at": now,
        }
        for arrival in arrivals
    ]
    statement = insert(session, IncomingUpdate).on_conflict_do_nothing().returning(IncomingUpdate.update_id)
    return set((await session.scalars(statement, rows)).all())


async def finish(session: AsyncSession, update_id: int, *, replies: list[dict[str, Any]] | None, now: datetime) -> bool:
    """Mark an update's effects as done, with the replies it owes; False when somebody has done it already."""
    values = {"number": update_id, "becomes": "answering" if replies else "done", "owed": replies or None, "now": now}
    result = await session.execute(_FINISH, values)
    return bool(result.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result is a CursorResult


async def mark_answered(session: AsyncSession, update_ids: Sequence[int]) -> None:
    """The replies of these updates have left."""
    await session.execute(_MARK_ANSWERED, {"numbers": list(update_ids)})


async def note_failure(session: AsyncSession, update_id: int, *, error: str, limit: int) -> int:
    """Count a failed attempt; at ``limit`` the update is set aside. Returns the attempts so far."""
    row = await session.get_one(IncomingUpdate, update_id)
    row.attempts += 1
    row.error = error[:300]
    if row.attempts >= limit:
        row.status = "set_aside"
    return row.attempts


async def unfinished(session: AsyncSession, *, limit: int = 10_000) -> Sequence[IncomingUpdate]:
    """What a previous run left: updates without effects, and effects without answers, oldest first."""
    statement = (
        select(IncomingUpdate)
        .where(IncomingUpdate.status.in_(("new", "answering")))
        .order_by(IncomingUpdate.update_id)
        .limit(limit)
    )
    return (await session.scalars(statement)).all()


async def oldest_unhandled(session: AsyncSession) -> datetime | None:
    """When the oldest update without effects came in."""
    statement = select(func.min(IncomingUpdate.received_at)).where(IncomingUpdate.status == "new")
    moment: datetime | None = await session.scalar(statement)
    return moment
