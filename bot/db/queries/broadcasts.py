"""Broadcasts: the one statement that queues them, and how far they are."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, and_, case, cast, func, literal, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import latest
from bot.db.inserts import insert
from bot.db.models import Broadcast, Event, EventRegistration, Municipality, OutboxMessage, Person
from bot.db.queries.audiences import fitting, has_done, recipients
from bot.domain.audiences import Audience
from bot.domain.enums import BroadcastStatus, EventStatus, OutboxStatus, Priority, RegistrationStatus

TEMPLATE, RECALL, CORRECTION = "broadcast", "broadcast-recall", "broadcast-correction"


async def locked(session: AsyncSession, broadcast_id: int) -> Broadcast | None:
    """The broadcast under its row lock, read afresh."""
    found: Broadcast | None = await session.scalar(
        select(Broadcast)
        .where(Broadcast.id == broadcast_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def page(session: AsyncSession, *, offset: int, limit: int) -> tuple[Sequence[Broadcast], int]:
    """The newest first, and how many there are."""
    total = await session.scalar(select(func.count()).select_from(Broadcast)) or 0
    rows = await session.scalars(select(Broadcast).order_by(Broadcast.id.desc()).offset(offset).limit(limit))
    return rows.all(), total


async def due_to_start(session: AsyncSession, *, now: datetime) -> Sequence[Broadcast]:
    """Broadcasts whose moment has come, locked; those another replica is starting are passed over."""
    statement = (
        select(Broadcast)
        .where(Broadcast.status == BroadcastStatus.QUEUED, Broadcast.starts_at <= now)
        .order_by(Broadcast.id)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(statement)).all()


async def zones(session: AsyncSession, home: str, *, now: datetime) -> set[str]:
    """Every clock recipients may live by: home, their own, that of an event under way."""
    lived_in = await session.scalars(select(Person.zone).where(Person.zone.is_not(None)).distinct())
    visited = await session.scalars(select(Event.zone).where(*_under_way(now)).distinct())
    return {home, *(zone for zone in lived_in if zone), *visited}


def _under_way(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Event.status == EventStatus.ANNOUNCED, Event.starts_at <= now, Event.ends_at >= now


def _moment(moments: Mapping[str, datetime], home: str, now: datetime) -> ColumnElement[datetime]:
    """When a message leaves, by the clock its recipient lives by now; ``moments`` by zone."""
    kind = OutboxMessage.not_before.type
    if len(set(moments.values())) == 1:
        return literal(moments[home], kind)
    away = (
        select(func.min(Event.zone))
        .join(EventRegistration, EventRegistration.event_id == Event.id)
        .where(
            EventRegistration.person_id == Person.id,
            EventRegistration.status == RegistrationStatus.GOING,
            *_under_way(now),
        )
        .correlate(Person)
        .scalar_subquery()
    )
    by_zone = {zone: literal(moment, kind) for zone, moment in moments.items() if zone != home}
    return case(by_zone, value=func.coalesce(away, Person.zone, home), else_=literal(moments[home], kind))


async def queue(
    session: AsyncSession,
    broadcast_id: int,
    audience: Audience,
    season_id: int | None,
    *,
    moments: Mapping[str, datetime],
    home: str,
    now: datetime,
) -> int:
    """Promise the broadcast to everybody the choice reaches, in one statement; returns how many they are.

    ``moments`` says for every zone when it leaves for those who live by its clock.
    """
    key = literal(f"broadcast:{broadcast_id}:", String) + cast(Person.id, String)
    columns: dict[str, Any] = {
        "key": key,
        "person_id": Person.id,
        "chat_id": Person.telegram_id,
        "priority": literal(int(Priority.BROADCAST)),
        "template": literal(TEMPLATE),
        "args": literal({}, OutboxMessage.args.type),
        "subject": literal(f"broadcast:{broadcast_id}"),
        "broadcast_id": literal(broadcast_id),
        "not_before": _moment(moments, home, now),
        "status": literal(OutboxStatus.PENDING, OutboxMessage.status.type),
        "attempts": literal(0),
        "created_at": literal(now, OutboxMessage.created_at.type),
    }
    chosen = select(*columns.values()).where(recipients(audience, season_id, now)).order_by(Person.id)
    result = await session.execute(
        insert(session, OutboxMessage).from_select(list(columns), chosen).on_conflict_do_nothing()
    )
    return int(result.rowcount)  # type: ignore[attr-defined]  # an INSERT's result is a CursorResult


async def change_sent(
    session: AsyncSession, template: str, broadcast_id: int, *, revision: int, since: datetime | None, now: datetime
) -> int:
    """Promise to edit or to delete every message of the broadcast that has arrived (after ``since``), in one statement.

    A deletion is owed to the chat, not to the person: it is due also to those who want to hear no more.
    """
    to_chat = template == RECALL
    columns: dict[str, Any] = {
        "key": literal(f"{template}:{broadcast_id}:{revision}:", String) + cast(OutboxMessage.id, String),
        "person_id": null() if to_chat else OutboxMessage.person_id,
        "chat_id": OutboxMessage.chat_id,
        "priority": literal(int(Priority.REMINDER)),
        "template": literal(template),
        "args": literal({"broadcast": broadcast_id, "revision": revision}, OutboxMessage.args.type),
        "subject": literal(f"{template}:{broadcast_id}:{revision}"),
        "not_before": literal(now, OutboxMessage.not_before.type),
        "status": literal(OutboxStatus.PENDING, OutboxMessage.status.type),
        "attempts": literal(0),
        "message_id": OutboxMessage.message_id,
        "album_ids": OutboxMessage.album_ids,
        "created_at": literal(now, OutboxMessage.created_at.type),
    }
    arrived = [
        OutboxMessage.broadcast_id == broadcast_id,
        OutboxMessage.status == OutboxStatus.SENT,
        OutboxMessage.message_id.is_not(None),
        OutboxMessage.chat_id != 0,
    ]
    if since is not None:
        arrived.append(OutboxMessage.finished_at > since)
    chosen = select(*columns.values()).where(*arrived).order_by(OutboxMessage.id)
    result = await session.execute(
        insert(session, OutboxMessage).from_select(list(columns), chosen).on_conflict_do_nothing()
    )
    return int(result.rowcount)  # type: ignore[attr-defined]  # an INSERT's result is a CursorResult


async def changes(session: AsyncSession, template: str, broadcast_id: int, revision: int) -> dict[OutboxStatus, int]:
    """How far the edits or deletions of a broadcast's messages are, by status."""
    rows = await session.execute(
        select(OutboxMessage.status, func.count())
        .where(OutboxMessage.subject == f"{template}:{broadcast_id}:{revision}")
        .group_by(OutboxMessage.status)
    )
    return {status: count for status, count in rows}  # noqa: C416 - a Row is no pair to the type checker


async def done(session: AsyncSession, broadcast_id: int, task: str, subject_id: int) -> int:
    """How many of those who got the broadcast have done what it asked for."""
    got = select(OutboxMessage.person_id).where(
        OutboxMessage.broadcast_id == broadcast_id, OutboxMessage.status == OutboxStatus.SENT
    )
    statement = select(func.count()).select_from(Person).where(Person.id.in_(got), has_done(task, subject_id))
    return await session.scalar(statement) or 0


async def next_moment(session: AsyncSession, broadcast_id: int) -> datetime | None:
    """When the next message of the broadcast may leave."""
    moment: datetime | None = await session.scalar(
        select(func.min(OutboxMessage.not_before)).where(
            OutboxMessage.broadcast_id == broadcast_id, OutboxMessage.status == OutboxStatus.PENDING
        )
    )
    return moment


async def counts(session: AsyncSession, broadcast_id: int) -> dict[OutboxStatus, int]:
    """The broadcast's messages by status."""
    rows = await session.execute(
        select(OutboxMessage.status, func.count())
        .where(OutboxMessage.broadcast_id == broadcast_id)
        .group_by(OutboxMessage.status)
    )
    return {status: count for status, count in rows}  # noqa: C416 - a Row is no pair to the type checker


async def reasons(session: AsyncSession, broadcast_id: int, status: OutboxStatus) -> list[tuple[str, int]]:
    """Why messages ended in a status, the commonest reason first."""
    number = func.count()
    rows = await session.execute(
        select(OutboxMessage.error, number)
        .where(OutboxMessage.broadcast_id == broadcast_id, OutboxMessage.status == status)
        .group_by(OutboxMessage.error)
        .order_by(number.desc(), OutboxMessage.error)
    )
    return [(error or "", count) for error, count in rows]


async def watched(session: AsyncSession) -> Sequence[Broadcast]:
    """Broadcasts under way, and finished ones whose card does not say so yet."""
    statement = select(Broadcast).where(
        or_(
            Broadcast.status == BroadcastStatus.SENDING,
            and_(Broadcast.card_message_id.is_not(None), Broadcast.status != BroadcastStatus.DRAFT),
        )
    )
    return (await session.scalars(statement.order_by(Broadcast.id))).all()


async def take_card(session: AsyncSession, seen: Broadcast, *, every: timedelta, wall: datetime) -> bool:
    """Whether the card is still the one ``seen`` and it is this caller's turn to edit it, and nobody else's for the
    next ``every``. Real time."""
    result = await session.execute(
        update(Broadcast)
        .where(
            Broadcast.id == seen.id,
            Broadcast.card_chat_id == seen.card_chat_id,
            Broadcast.card_message_id == seen.card_message_id,
            or_(
                Broadcast.card_updated_at.is_(None),
                Broadcast.card_updated_at <= wall - every,
                Broadcast.card_updated_at > latest(wall, timedelta()),
            ),
        )
        .values(card_updated_at=wall)
        .execution_options(synchronize_session=False)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result is a CursorResult


async def on_the_wire(session: AsyncSession, ids: Collection[int], *, wall: datetime) -> set[int]:
    """Those of the broadcasts of which something is under way whose sender has not said yet what became of it."""
    statement = select(OutboxMessage.broadcast_id).where(
        OutboxMessage.broadcast_id.in_(ids), OutboxMessage.worker.is_not(None), OutboxMessage.lease_until > wall
    )
    return {found for found in await session.scalars(statement.distinct()) if found is not None}


async def release_card(session: AsyncSession, *, chat_id: int, message_id: int) -> None:
    """This message shows something else now: no broadcast is written over it any more."""
    await session.execute(
        update(Broadcast)
        .where(Broadcast.card_chat_id == chat_id, Broadcast.card_message_id == message_id)
        .values(card_message_id=None)
        .execution_options(synchronize_session=False)
    )


class Unreached(NamedTuple):
    """Somebody a broadcast was for and did not reach: ``reason`` as in the outbox, or one of the three below."""

    person: Person
    municipality: str | None
    reason: str | None


NO_ACCOUNT, UNREACHABLE, STOPPED = "no-account", "unreachable", "stopped"
"""Why somebody was not written to at all: no Telegram account is known, it cannot be written to, messages are off."""


async def unreached(
    session: AsyncSession, broadcast: Broadcast, season_id: int | None, *, now: datetime
) -> list[Unreached]:
    """Everybody the broadcast was for and did not reach, by name: those it was sent to in vain, and those its choice of
    recipients fits who could not be written to from the start."""
    ended = (OutboxStatus.BLOCKED, OutboxStatus.FAILED, OutboxStatus.DROPPED, OutboxStatus.WITHDRAWN)
    message = (OutboxMessage.person_id == Person.id) & (OutboxMessage.broadcast_id == broadcast.id)
    without = case(
        (Person.telegram_id.is_(None), NO_ACCOUNT),
        (Person.unreachable_since.is_not(None), UNREACHABLE),
        (Person.stopped_at.is_not(None), STOPPED),
    )
    never = (
        OutboxMessage.id.is_(None)
        & without.is_not(None)
        & fitting(Audience.from_dict(broadcast.audience), season_id, now)
    )
    statement = (
        select(Person, Municipality.name, case((OutboxMessage.id.is_(None), without), else_=OutboxMessage.error))
        .outerjoin(OutboxMessage, message)
        .outerjoin(Municipality, Municipality.id == Person.municipality_id)
        .where(Person.erased_at.is_(None), or_(OutboxMessage.status.in_(ended), never))
        .order_by(Person.search_name, Person.id)
    )
    return [Unreached(*row) for row in await session.execute(statement)]
