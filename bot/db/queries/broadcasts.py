"""Broadcasts: whom a choice reaches, the one statement that queues them, and how far they are."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, and_, cast, func, literal, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert
from bot.db.models import (
    Application,
    Broadcast,
    Call,
    Event,
    EventRegistration,
    Municipality,
    OutboxMessage,
    Person,
    Team,
    TeamMember,
    TeamRun,
)
from bot.domain.broadcasts import NO_APPLICATION, Audience, AudiencePart
from bot.domain.enums import BroadcastStatus, EventStatus, OutboxStatus, Priority, TeamRunStatus
from bot.domain.short_names import short_place

TEMPLATE = "broadcast"
_LIVE = (BroadcastStatus.SENDING, BroadcastStatus.PAUSED, BroadcastStatus.DONE, BroadcastStatus.CANCELLED)
_UNSENT = (OutboxStatus.PENDING, OutboxStatus.HELD)


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


class Option(NamedTuple):
    """A value of a part of the audience; ``name`` is what the office called it, where it has a name of its own."""

    value: str
    name: str = ""
    answer: str = ""


async def municipalities(session: AsyncSession) -> list[Option]:
    """All there are, in the order of the list."""
    rows = await session.execute(
        select(Municipality.id, Municipality.name).order_by(Municipality.position, Municipality.id)
    )
    return [Option(value, short_place(name)) for value, name in rows]


async def teams(session: AsyncSession, season_id: int) -> list[Option]:
    """The season's published teams."""
    rows = await session.execute(
        select(Team.id, Team.name)
        .join(TeamRun, TeamRun.id == Team.run_id)
        .where(TeamRun.season_id == season_id, TeamRun.status == TeamRunStatus.PUBLISHED)
        .order_by(Team.number)
    )
    return [Option(str(team_id), name) for team_id, name in rows]


async def events(session: AsyncSession, season_id: int, answers: Sequence[str]) -> list[Option]:
    """The season's announced events, each once per answer."""
    rows = await session.execute(
        select(Event.id, Event.title)
        .where(Event.season_id == season_id, Event.status == EventStatus.ANNOUNCED)
        .order_by(Event.starts_at, Event.id)
    )
    return [Option(f"{event_id}:{answer}", title, answer) for event_id, title in rows for answer in answers]


def _recipients(audience: Audience, season_id: int | None) -> ColumnElement[bool]:
    """People the bot can write to and may, who fit every part of the choice."""
    conditions: list[ColumnElement[bool]] = [
        Person.telegram_id.is_not(None),
        Person.unreachable_since.is_(None),
        Person.stopped_at.is_(None),
        Person.erased_at.is_(None),
    ]
    if roles := audience.values(AudiencePart.ROLE):
        conditions.append(Person.role.in_(roles))
    if statuses := audience.values(AudiencePart.STATUS):
        conditions.append(_has_status(statuses, season_id))
    if places := audience.values(AudiencePart.MUNICIPALITY):
        conditions.append(Person.municipality_id.in_(places))
    if chosen_teams := [int(value) for value in audience.values(AudiencePart.TEAM)]:
        conditions.append(_in_teams(chosen_teams))
    if answers := audience.values(AudiencePart.EVENT):
        conditions.append(_answered(answers))
    return and_(*conditions)


def _has_status(statuses: Sequence[str], season_id: int | None) -> ColumnElement[bool]:
    applied = (
        select(Application.person_id).join(Call, Call.id == Application.call_id).where(Call.season_id == season_id)
    )
    either: list[ColumnElement[bool]] = []
    if named := [status for status in statuses if status != NO_APPLICATION]:
        either.append(Person.id.in_(applied.where(Application.status.in_(named))))
    if NO_APPLICATION in statuses:
        either.append(not_(Person.id.in_(applied)))
    return or_(*either)


def _in_teams(team_ids: Sequence[int]) -> ColumnElement[bool]:
    return or_(
        Person.id.in_(select(TeamMember.person_id).where(TeamMember.team_id.in_(team_ids))),
        Person.id.in_(select(Team.tutor_id).where(Team.id.in_(team_ids), Team.tutor_id.is_not(None))),
        Person.id.in_(select(Team.mentor_id).where(Team.id.in_(team_ids), Team.mentor_id.is_not(None))),
    )


def _answered(answers: Sequence[str]) -> ColumnElement[bool]:
    pairs = [value.split(":") for value in answers]
    either = [
        and_(EventRegistration.event_id == int(event_id), EventRegistration.status == status)
        for event_id, status in pairs
    ]
    return Person.id.in_(select(EventRegistration.person_id).where(or_(*either)))


async def count_recipients(session: AsyncSession, audience: Audience, season_id: int | None) -> int:
    """How many the choice reaches now."""
    statement = select(func.count()).select_from(Person).where(_recipients(audience, season_id))
    return await session.scalar(statement) or 0


async def queue(
    session: AsyncSession, broadcast_id: int, audience: Audience, season_id: int | None, *, now: datetime
) -> int:
    """Promise the broadcast to everybody the choice reaches, in one statement; returns how many they are."""
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
        "not_before": literal(now, OutboxMessage.not_before.type),
        "status": literal(OutboxStatus.PENDING, OutboxMessage.status.type),
        "attempts": literal(0),
        "created_at": literal(now, OutboxMessage.created_at.type),
    }
    chosen = select(*columns.values()).where(_recipients(audience, season_id)).order_by(Person.id)
    result = await session.execute(
        insert(session, OutboxMessage).from_select(list(columns), chosen).on_conflict_do_nothing()
    )
    return int(result.rowcount)  # type: ignore[attr-defined]  # an INSERT's result is a CursorResult


async def move_unsent(
    session: AsyncSession, broadcast_id: int, *, old: OutboxStatus | None, new: OutboxStatus, now: datetime
) -> None:
    """Hold, release or withdraw what has not left (of status ``old``, or all of it)."""
    was = (old,) if old is not None else _UNSENT
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.broadcast_id == broadcast_id, OutboxMessage.status.in_(was))
        .values(status=new, lease_until=None, finished_at=None if new in _UNSENT else now)
        .execution_options(synchronize_session=False)
    )


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
            and_(Broadcast.card_message_id.is_not(None), Broadcast.status.in_(_LIVE)),
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
            or_(Broadcast.card_updated_at.is_(None), Broadcast.card_updated_at <= wall - every),
        )
        .values(card_updated_at=wall)
        .execution_options(synchronize_session=False)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result is a CursorResult


async def release_card(session: AsyncSession, *, chat_id: int, message_id: int) -> None:
    """This message shows something else now: no broadcast is written over it any more."""
    await session.execute(
        update(Broadcast)
        .where(Broadcast.card_chat_id == chat_id, Broadcast.card_message_id == message_id)
        .values(card_message_id=None)
        .execution_options(synchronize_session=False)
    )
