"""The outbox on its way out: claiming, and what became of each message."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, and_, bindparam, case, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import latest
from bot.db.inserts import insert
from bot.db.models import Broadcast, Change, OutboxMessage, Person
from bot.domain.enums import BroadcastStatus, OutboxStatus, Priority, Role

OUTCOME_UNKNOWN = "outcome-unknown"
"""The reason noted when a message may or may not have arrived."""

WITHDRAWN_LATE = "withdrawn-late"
"""The reason noted when a message was withdrawn from somebody's hands: it may have left already. It goes away when its
sender knows better."""

RECALLED = "outbox_recalled"
"""Set in ``session.info`` when the transaction withdraws what somebody is about to send."""

_RECALLS = "recalls"
# Spelled out, not bound: SQLite uses a partial index only when it sees the index's own condition.
_OPEN = text("outbox.status IN ('pending', 'sending')")


class Due(NamedTuple):
    """A claimed message with what must be known about its recipient. ``retaken``: a lease ran out under somebody;
    ``leased_until``: when ours does (seconds since 1970), and by this process's steady clock; ``moment``: when the chat
    may get it, by that clock (0: at once)."""

    id: int
    key: str
    person_id: int | None
    chat_id: int
    priority: int
    template: str
    args: dict[str, Any]
    broadcast_id: int | None
    file_id: int | None
    not_before: datetime
    expires_at: datetime | None
    attempts: int
    retaken: bool
    language: str | None
    role: Role | None
    stopped_at: datetime | None
    erased_at: datetime | None
    unreachable_since: datetime | None
    broadcast_status: BroadcastStatus | None
    broadcast_revision: int | None = None
    message_id: int | None = None
    album_ids: list[int] | None = None
    leased_until: float = 0.0
    leased_until_steady: float = 0.0
    moment: float = 0.0


class Result(NamedTuple):
    """What became of one message. ``again_at`` (real time) belongs to one that goes back to ``pending``."""

    id: int
    status: OutboxStatus
    error: str | None = None
    message_id: int | None = None
    album_ids: list[int] | None = None
    counts: bool = True
    again_at: datetime | None = None


def _claimable(now: datetime, wall: datetime) -> tuple[Any, ...]:
    free = or_(OutboxMessage.lease_until.is_(None), OutboxMessage.lease_until <= wall)
    return _OPEN, OutboxMessage.not_before <= now, free


async def anything_due(session: AsyncSession, *, now: datetime, wall: datetime) -> bool:
    """Whether a claim would find something."""
    return await session.scalar(select(OutboxMessage.id).where(*_claimable(now, wall)).limit(1)) is not None


async def due(session: AsyncSession, *, now: datetime, wall: datetime, limit: int) -> list[Due]:
    """What may leave, the most urgent first, locked until the commit; rows that others are claiming are passed over.

    ``now`` is the programme's time (``not_before``), ``wall`` the machine's (leases).
    """
    if session.get_bind().dialect.name == "postgresql":
        # Right after a broadcast is queued PostgreSQL still believes the table small, and would sort all of it at each
        # claim: 200 ms for 100,000 rows. The index has the order already.
        await session.execute(text("SET LOCAL enable_sort = off"))
    statement = (
        select(
            OutboxMessage.id,
            OutboxMessage.key,
            OutboxMessage.person_id,
            OutboxMessage.chat_id,
            OutboxMessage.priority,
            OutboxMessage.template,
            OutboxMessage.args,
            OutboxMessage.broadcast_id,
            OutboxMessage.file_id,
            OutboxMessage.not_before,
            OutboxMessage.expires_at,
            OutboxMessage.attempts,
            OutboxMessage.status == OutboxStatus.SENDING,
            Person.language,
            Person.role,
            Person.stopped_at,
            Person.erased_at,
            Person.unreachable_since,
            Broadcast.status,
            Broadcast.revision,
            OutboxMessage.message_id,
            OutboxMessage.album_ids,
        )
        .outerjoin(Person, Person.id == OutboxMessage.person_id)
        .outerjoin(Broadcast, Broadcast.id == OutboxMessage.broadcast_id)
        .where(*_claimable(now, wall))
        .order_by(OutboxMessage.priority, OutboxMessage.not_before, OutboxMessage.id)
        .limit(limit)
        .with_for_update(of=OutboxMessage, skip_locked=True)
    )
    return [Due(*row) for row in await session.execute(statement)]


async def end_leases(session: AsyncSession, *, wall: datetime) -> None:
    """All leases run out now: for a start at which nobody else can be sending."""
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.status == OutboxStatus.SENDING)
        .values(lease_until=wall)
        .execution_options(synchronize_session=False)
    )


def _in_vain(now: datetime, wall: datetime, longest: timedelta) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What waits for a moment that the clock was set back from: to leave though it was to leave at once when it was
    promised; to be tried again though that was to be at latest ``longest`` from its failure."""
    at_once = and_(OutboxMessage.not_before > now, OutboxMessage.not_before <= OutboxMessage.created_at)
    again = and_(OutboxMessage.worker.is_(None), OutboxMessage.lease_until > latest(wall, longest))
    return at_once, again


async def anything_in_vain(session: AsyncSession, *, now: datetime, wall: datetime, longest: timedelta) -> bool:
    """Whether ``bring_forward`` would find something."""
    statement = select(OutboxMessage.id).where(_OPEN, or_(*_in_vain(now, wall, longest)))
    return await session.scalar(statement.limit(1)) is not None


async def bring_forward(session: AsyncSession, *, now: datetime, wall: datetime, longest: timedelta) -> None:
    """Make due what waits in vain since the clock was set back."""
    at_once, again = _in_vain(now, wall, longest)
    for which, values in ((at_once, {"not_before": now}), (again, {"lease_until": None})):
        # What another replica has its hand on is left for the next look.
        found = select(OutboxMessage.id).where(_OPEN, which).with_for_update(skip_locked=True)
        statement = update(OutboxMessage).where(OutboxMessage.id.in_(found)).values(values)
        await session.execute(statement.execution_options(synchronize_session=False))


async def long_leases(session: AsyncSession, *, wall: datetime, longest: timedelta) -> dict[int, datetime]:
    """Messages in somebody's hands with leases that end later than any can; message → end."""
    statement = select(OutboxMessage.id, OutboxMessage.lease_until).where(
        _OPEN, OutboxMessage.worker.is_not(None), OutboxMessage.lease_until > latest(wall, longest)
    )
    return {message: until for message, until in await session.execute(statement) if until is not None}


async def end_long_leases(session: AsyncSession, ids: Collection[int], *, wall: datetime, longest: timedelta) -> None:
    """These of them end now."""
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(ids), OutboxMessage.lease_until > latest(wall, longest))
        .values(lease_until=wall)
        .execution_options(synchronize_session=False)
    )


async def lease(session: AsyncSession, ids: Sequence[int], *, worker: str, until: datetime) -> None:
    """Take messages for a worker. One whose lease ran out may have arrived: the try is counted and noted."""
    was_sending = OutboxMessage.status == OutboxStatus.SENDING
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(ids))
        .values(
            status=OutboxStatus.SENDING,
            worker=worker,
            lease_until=until,
            attempts=case((was_sending, OutboxMessage.attempts + 1), else_=OutboxMessage.attempts),
            error=case((was_sending, OUTCOME_UNKNOWN), else_=OutboxMessage.error),
        )
        .execution_options(synchronize_session=False)
    )


async def take_back(session: AsyncSession, *which: ColumnElement[bool], now: datetime) -> dict[int, dict[str, Any]]:
    """Withdraw what waits in the outbox; person id → the arguments the person will now never read."""
    waits = (OutboxMessage.status == OutboxStatus.PENDING, OutboxMessage.person_id.is_not(None))
    statement = (
        update(OutboxMessage)
        .where(*which, *waits)
        .values(status=OutboxStatus.WITHDRAWN, finished_at=now)
        .returning(OutboxMessage.person_id, OutboxMessage.args)
        .execution_options(synchronize_session=False)
    )
    return {row.person_id: row.args for row in await session.execute(statement)}


async def told(session: AsyncSession, subject: str) -> set[int]:
    """Who has been sent something about a subject, or is being sent it."""
    statement = select(OutboxMessage.person_id).where(
        OutboxMessage.subject == subject,
        OutboxMessage.status.in_([OutboxStatus.SENT, OutboxStatus.SENDING]),
        OutboxMessage.person_id.is_not(None),
    )
    return set(await session.scalars(statement))


async def withdraw(session: AsyncSession, *which: ColumnElement[bool], now: datetime) -> None:
    """Take back what has not been sent, from the hands of its sender too: whoever has it looks again before the send."""
    taken_back = {"status": OutboxStatus.WITHDRAWN, "finished_at": now}
    waits = OutboxMessage.status.in_((OutboxStatus.PENDING, OutboxStatus.HELD))
    waiting = update(OutboxMessage).where(*which, waits).values(**taken_back)
    await session.execute(waiting.execution_options(synchronize_session=False))
    # The worker stays: if the message has left nevertheless, that is written over this.
    await _take_from_hands(session, *which, **taken_back, error=WITHDRAWN_LATE)


async def hold(session: AsyncSession, *which: ColumnElement[bool]) -> None:
    """Keep back what has not been sent, from the hands of its sender too, until ``let_go``."""
    waiting = update(OutboxMessage).where(*which, OutboxMessage.status == OutboxStatus.PENDING)
    await session.execute(waiting.values(status=OutboxStatus.HELD).execution_options(synchronize_session=False))
    await _take_from_hands(session, *which, status=OutboxStatus.HELD)


async def let_go(session: AsyncSession, *which: ColumnElement[bool]) -> None:
    """Send what was kept back. What its sender still has in hand keeps its lease: nobody else sends it meanwhile."""
    held = update(OutboxMessage).where(*which, OutboxMessage.status == OutboxStatus.HELD)
    await session.execute(held.values(status=OutboxStatus.PENDING).execution_options(synchronize_session=False))


async def _take_from_hands(session: AsyncSession, *which: ColumnElement[bool], **values: object) -> None:
    claimed = update(OutboxMessage).where(*which, OutboxMessage.status == OutboxStatus.SENDING)
    result = await session.execute(claimed.values(**values).execution_options(synchronize_session=False))
    if result.rowcount:  # type: ignore[attr-defined]  # an UPDATE's result is a CursorResult
        session.info[RECALLED] = True
        await _count_recall(session)


async def _count_recall(session: AsyncSession) -> None:
    statement = insert(session, Change).values(name=_RECALLS, number=1)
    await session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"number": Change.number + 1}))


async def recalls(session: AsyncSession) -> int:
    """How often messages have been withdrawn from the hands of their senders."""
    return await session.scalar(select(Change.number).where(Change.name == _RECALLS)) or 0


async def taken_back(session: AsyncSession, ids: Collection[int]) -> set[int]:
    """Those of the messages that have been withdrawn or are kept back."""
    back = OutboxMessage.status.in_((OutboxStatus.WITHDRAWN, OutboxStatus.HELD))
    return set(await session.scalars(select(OutboxMessage.id).where(OutboxMessage.id.in_(ids), back)))


async def settle(session: AsyncSession, results: Iterable[Result], *, worker: str | None, now: datetime) -> None:
    """Write what became of messages: one statement per kind of outcome. ``worker`` None: they are held by this claim.

    A row whose lease somebody else has taken meanwhile is left to them; one that was withdrawn meanwhile stays so unless
    it was sent.
    """
    sent: list[dict[str, Any]] = []
    groups: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for result in results:
        if result.status is OutboxStatus.SENT:
            sent.append({"row": result.id, "telegram_id": result.message_id, "album": result.album_ids})
        else:
            groups[result.status, result.error, result.counts, result.again_at].append(result.id)
    if sent:
        await _settle_sent(session, sent, worker=worker, now=now)
    for (status, error, counts, again_at), ids in groups.items():
        is_open = status in (OutboxStatus.PENDING, OutboxStatus.HELD)
        statement = update(OutboxMessage).where(OutboxMessage.id.in_(ids))
        if worker is not None:
            statement = statement.where(OutboxMessage.worker == worker, OutboxMessage.status == OutboxStatus.SENDING)
        values: dict[str, Any] = {
            "status": status,
            "worker": None,
            "lease_until": again_at,
            "finished_at": None if is_open else now,
        }
        if counts:
            values["attempts"] = OutboxMessage.attempts + 1
        if error is not None:
            values["error"] = error
        written = await session.execute(statement.values(values).execution_options(synchronize_session=False))
        if worker is not None and error != OUTCOME_UNKNOWN and written.rowcount < len(ids):  # type: ignore[attr-defined]  # as above
            await let_fall(session, ids, worker=worker)


async def let_fall(session: AsyncSession, ids: Collection[int], *, worker: str) -> None:
    """What was taken from the worker's hands has not left them (and may have been let go again since)."""
    taken = OutboxMessage.status.in_((OutboxStatus.WITHDRAWN, OutboxStatus.HELD, OutboxStatus.PENDING))
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(ids), OutboxMessage.worker == worker, taken)
        .values(worker=None, lease_until=None, error=None)
        .execution_options(synchronize_session=False)
    )


_outbox: Table = OutboxMessage.__table__  # type: ignore[assignment]  # a mapped table is a Table
_SENT = (
    _outbox.update()
    .where(_outbox.c.id == bindparam("row"), _outbox.c.worker == bindparam("holder"))
    .values(
        status=OutboxStatus.SENT,
        message_id=bindparam("telegram_id"),
        album_ids=bindparam("album", type_=_outbox.c.album_ids.type),
        attempts=_outbox.c.attempts + 1,
        worker=None,
        lease_until=None,
        finished_at=bindparam("moment"),
    )
)


async def _settle_sent(session: AsyncSession, sent: list[dict[str, Any]], *, worker: str | None, now: datetime) -> None:
    connection = await session.connection()
    await connection.execute(_SENT, [{**row, "holder": worker, "moment": now} for row in sent])


async def mark_unreachable(
    session: AsyncSession, *, people: Collection[int], chats: Collection[int], now: datetime
) -> None:
    """These people cannot be written to; ``chats`` are Telegram ids of messages addressed to no person's row."""
    await session.execute(
        update(Person)
        .where(or_(Person.id.in_(people), Person.telegram_id.in_(chats)), Person.unreachable_since.is_(None))
        .values(unreachable_since=now)
        .execution_options(synchronize_session=False)
    )


async def move_chat(session: AsyncSession, old: int, new: int) -> None:
    """A group became a supergroup: what has not left goes to its new number."""
    await session.execute(
        update(OutboxMessage)
        .where(_OPEN, OutboxMessage.chat_id == old)
        .values(chat_id=new)
        .execution_options(synchronize_session=False)
    )


async def waiting_by_status(session: AsyncSession) -> dict[str, int]:
    """How many messages have not left, by status."""
    rows = await session.execute(select(OutboxMessage.status, func.count()).where(_OPEN).group_by(OutboxMessage.status))
    return {status.value: count for status, count in rows}


async def oldest_due(session: AsyncSession, *, now: datetime) -> dict[Priority, datetime]:
    """Since when the oldest due message of each priority has been waiting."""
    found: dict[Priority, datetime] = {}
    for priority in Priority:
        moment = await session.scalar(
            select(OutboxMessage.not_before)
            .where(_OPEN, OutboxMessage.priority == int(priority), OutboxMessage.not_before <= now)
            .order_by(OutboxMessage.not_before)
            .limit(1)
        )
        if moment is not None:
            found[priority] = moment
    return found
