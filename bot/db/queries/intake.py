"""Updates of Telegram between their arrival and the last answer they are owed."""

import enum
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Table,
    all_,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import latest
from bot.db import memory
from bot.db.fixed import Fixed, driver
from bot.db.inserts import insert
from bot.db.models import Change, IncomingUpdate, Replica
from bot.db.models.base import UtcDateTime
from bot.db.queries.outbox import OUTCOME_UNKNOWN


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it came: its number, the lane that orders it, Telegram's own JSON."""

    update_id: int
    lane: int
    payload: dict[str, Any]


# Statements of every update are made once: making one takes longer than running it.
_OPEN_ROW = IncomingUpdate.status.in_(("new", "answering"))
_FORGOTTEN = timedelta(hours=1)
_ROWS: Table = IncomingUpdate.__table__  # type: ignore[assignment]  # declared as any FROM clause, and a table
_NEW = {
    "update_id": bindparam("number"),
    "lane": bindparam("of_lane"),
    "status": "new",
    "payload": bindparam("whole"),
    "attempts": 0,
    "worker": bindparam("holder"),
    "received_at": bindparam("now"),
}
_STORE = Fixed(sqlite.insert(_ROWS).values(_NEW).on_conflict_do_nothing())
_STORE_ALL = postgresql.insert(_ROWS).values(_NEW).on_conflict_do_nothing().returning(_ROWS.c.update_id)
_FINISH = Fixed(
    update(_ROWS)
    .where(_ROWS.c.update_id == bindparam("number"), _ROWS.c.status == "new")
    .values(
        status=bindparam("becomes"),
        replies=bindparam("owed"),
        payload=None,
        done_at=bindparam("now"),
        worker=bindparam("holder"),
    )
)
_MARK_ANSWERED = (
    update(_ROWS).where(_ROWS.c.update_id.in_(bindparam("numbers", expanding=True))).values(status="done", replies=None)
)


_older = _ROWS.alias("older")
# Spelled out, not bound: a partial index is used only where its own condition is seen.
_OLDER_OPEN = text("older.status IN ('new', 'answering')")
_TURN = select(
    # Tried, not waited for: whoever waits would hold a connection meanwhile.
    func.pg_try_advisory_xact_lock(bindparam("lane", type_=BigInteger)).label("free"),
    _ROWS.c.status,
    _ROWS.c.worker,
    select(_older.c.update_id)
    .where(
        _older.c.lane == bindparam("lane", type_=BigInteger),
        _older.c.update_id < bindparam("number", type_=BigInteger),
        _OLDER_OPEN,
        _older.c.update_id != all_(bindparam("passed", type_=ARRAY(BigInteger))),
        or_(
            _older.c.status == "new",
            _older.c.done_at.between(bindparam("since", type_=UtcDateTime), bindparam("until", type_=UtcDateTime)),
        ),
    )
    .exists()
    .label("behind"),
    select(Change.number).where(Change.name == memory.SEASON).scalar_subquery().label("changes"),
).where(_ROWS.c.update_id == bindparam("number", type_=BigInteger))


class Turn(enum.Enum):
    """Whether an update may be handled: ``now``, ``later``, or by somebody ``else``, who has it or has done it."""

    NOW = "now"
    LATER = "later"
    ELSE = "else"


async def store(
    session: AsyncSession, arrivals: Sequence[Arrival], *, now: datetime, worker: str | None = None
) -> set[int]:
    """Store a batch, for a replica to handle; return the numbers that were new."""
    rows: list[dict[str, Any]] = [
        {"number": arrival.update_id, "of_lane": arrival.lane, "whole": arrival.payload, "holder": worker, "now": now}
        for arrival in arrivals
    ]
    if await driver(session) is not None:
        # Where nobody is at the other end of a wire, a row at a time is the shortest way.
        return {row["number"] for row in rows if await _STORE.change(session, **row)}
    return set((await session.scalars(_STORE_ALL, rows)).all())


async def finish(
    session: AsyncSession,
    update_id: int,
    *,
    replies: list[dict[str, Any]] | None,
    now: datetime,
    worker: str | None = None,
) -> bool:
    """Mark an update's effects as done, with the replies its worker owes; False when somebody has done it already."""
    becomes = "answering" if replies else "done"
    owed = replies or None
    return bool(await _FINISH.change(session, number=update_id, becomes=becomes, owed=owed, now=now, holder=worker))


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
    statement = select(IncomingUpdate).where(_OPEN_ROW).order_by(IncomingUpdate.update_id).limit(limit)
    return _suspected((await session.scalars(statement)).all())


def _suspected(rows: Sequence[IncomingUpdate]) -> Sequence[IncomingUpdate]:
    """Answers that were on their way may have arrived: they are sent again, and the row says so."""
    for row in rows:
        if row.status == "answering":
            row.error = OUTCOME_UNKNOWN
    return rows


async def turn(
    session: AsyncSession,
    update_id: int,
    lane: int,
    *,
    worker: str,
    passed: Iterable[int],
    since: datetime,
    until: datetime,
) -> Turn:
    """Whether a replica may handle an update in this transaction, which then has its lane to itself (PostgreSQL).

    It waits for the older updates of the lane, whoever has them, but not for those ``passed`` (answered, though no row
    says so yet) nor for answers that have been owed from before ``since``, or from after ``until``: the clock was set back.
    """
    values = {"lane": lane, "number": update_id, "passed": list(passed), "since": since, "until": until}
    row = (await session.execute(_TURN, values)).one_or_none()
    if row is not None:
        memory.heard(session, row.changes)
    if row is None or row.status != "new" or row.worker != worker:
        return Turn.ELSE
    return Turn.NOW if row.free and not row.behind else Turn.LATER


async def stay_alive(session: AsyncSession, worker: str, *, until: datetime, wall: datetime) -> None:
    """Say that a replica is there; forget those that have been silent for an hour."""
    statement = insert(session, Replica).values(worker=worker, alive_until=until)
    await session.execute(
        statement.on_conflict_do_update(index_elements=["worker"], set_={"alive_until": statement.excluded.alive_until})
    )
    await session.execute(
        delete(Replica).where(Replica.alive_until < wall - _FORGOTTEN).execution_options(synchronize_session=False)
    )


async def long_lives(session: AsyncSession, *, wall: datetime, longest: timedelta) -> dict[str, datetime]:
    """Replicas that say to be alive for longer than any can; replica → until when."""
    statement = select(Replica.worker, Replica.alive_until).where(Replica.alive_until > latest(wall, longest))
    return {worker: until for worker, until in await session.execute(statement)}  # noqa: C416 - a Row is no pair to the type checker


async def leave(session: AsyncSession, worker: str) -> None:
    """A replica stops: what it has not finished is anybody's at once."""
    await session.execute(delete(Replica).where(Replica.worker == worker).execution_options(synchronize_session=False))


async def take_over(
    session: AsyncSession, worker: str, *, held: Collection[int], wall: datetime, limit: int = 1_000
) -> Sequence[IncomingUpdate]:
    """What no replica alive takes care of becomes the worker's, oldest first; what it has in its hands is left out."""
    others = select(Replica.worker).where(Replica.alive_until > wall, Replica.worker != worker)
    nobodys = and_(_OPEN_ROW, or_(IncomingUpdate.worker.is_(None), IncomingUpdate.worker.not_in(others)))
    found = await session.scalars(select(IncomingUpdate.update_id).where(nobodys).order_by(IncomingUpdate.update_id))
    numbers = [number for number in found if number not in held][:limit]
    if not numbers:
        return []
    statement = (
        select(IncomingUpdate)
        .where(IncomingUpdate.update_id.in_(numbers), nobodys)
        .order_by(IncomingUpdate.update_id)
        .with_for_update(skip_locked=True)
    )
    rows = (await session.scalars(statement)).all()
    for row in rows:
        row.worker = worker
    return _suspected(rows)


async def oldest_unhandled(session: AsyncSession) -> datetime | None:
    """When the oldest update without effects came in."""
    statement = select(func.min(IncomingUpdate.received_at)).where(IncomingUpdate.status == "new")
    moment: datetime | None = await session.scalar(statement)
    return moment
