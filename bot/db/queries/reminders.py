"""Reminders: which are due, and whom each kind of them is for."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import String, cast, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Broadcast, Event, EventRegistration, OutboxMessage, Person, Reminder, ReminderRule
from bot.db.queries import outbox, seasons
from bot.domain.enums import BroadcastStatus, EventStatus, OutboxStatus, RegistrationStatus
from bot.domain.reminder_rules import OF_EVENTS

HOME_ZONE = "Asia/Yakutsk"

WITHDRAWN = "withdrawn"


async def claim_due_subjects(
    session: AsyncSession, kinds: Collection[str], *, now: datetime, limit: int
) -> list[tuple[str, int]]:
    """(kind, subject) with something due that no other replica is looking at.

    The oldest row of a subject is the lock of the whole subject: two offsets which have become due together are never
    judged by two replicas, and everybody locks a subject's rows in the same order.
    """
    due = (
        select(Reminder.kind, Reminder.subject_id)
        .where(Reminder.closed_at.is_(None), Reminder.held_at.is_(None))
        .where(Reminder.due_at <= now, Reminder.kind.in_(kinds))
        .group_by(Reminder.kind, Reminder.subject_id)
        .order_by(func.min(Reminder.due_at))
        .limit(limit)
    )
    leaders = (
        select(func.min(Reminder.id))
        .where(tuple_(Reminder.kind, Reminder.subject_id).in_(due))
        .group_by(Reminder.kind, Reminder.subject_id)
    )
    statement = (
        select(Reminder.kind, Reminder.subject_id)
        .where(Reminder.id.in_(leaders))
        .order_by(Reminder.id)
        .with_for_update(skip_locked=True)
    )
    return [(kind, subject_id) for kind, subject_id in await session.execute(statement)]


async def locked_rows(session: AsyncSession, kind: str, subject_id: int) -> Sequence[Reminder]:
    """All reminders of a subject, closed ones too, locked and read afresh."""
    statement = (
        select(Reminder)
        .where(Reminder.kind == kind, Reminder.subject_id == subject_id)
        .order_by(Reminder.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(statement)).all()


async def one(session: AsyncSession, kind: str, subject_id: int, offset_minutes: int) -> Reminder | None:
    """A single reminder."""
    found: Reminder | None = await session.scalar(
        select(Reminder).where(
            Reminder.kind == kind, Reminder.subject_id == subject_id, Reminder.offset_minutes == offset_minutes
        )
    )
    return found


async def withdraw_unsent(session: AsyncSession, kind: str, subject_id: int, *, now: datetime) -> None:
    """Take back the reminders of a subject that wait in the outbox; its other notices stay.

    Their keys are free again: should the subject come back to the moment it had, it is reminded of.
    """
    await outbox.withdraw(
        session,
        OutboxMessage.subject == f"{kind}:{subject_id}",
        OutboxMessage.key.startswith(f"reminder:{kind}:{subject_id}:", autoescape=True),
        now=now,
    )
    gone = OutboxMessage.status == OutboxStatus.WITHDRAWN
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.subject == f"{kind}:{subject_id}", gone)
        .where(OutboxMessage.key.startswith(f"reminder:{kind}:{subject_id}:", autoescape=True))
        .where(OutboxMessage.key.not_like("%:w%"))
        .values(key=OutboxMessage.key + ":w" + cast(OutboxMessage.id, String))
        .execution_options(synchronize_session=False)
    )


async def home_zone(session: AsyncSession) -> str:
    """The programme's own clock."""
    season = await seasons.newest(session)
    return season.zone if season is not None else HOME_ZONE


async def zones(session: AsyncSession) -> set[str]:
    """Every zone somebody may be in: home, those people live in, those of events they travel to."""
    lived_in = await session.scalars(select(Person.zone).where(Person.zone.is_not(None)).distinct())
    travelled_to = await session.scalars(select(Event.zone).where(Event.status == EventStatus.ANNOUNCED).distinct())
    return {await home_zone(session), *(zone for zone in lived_in if zone), *travelled_to}


async def zones_away(session: AsyncSession, *, now: datetime) -> dict[int, str]:
    """person id → the zone of the event the person is at right now (Artek, the forum)."""
    statement = (
        select(EventRegistration.person_id, Event.zone)
        .join(Event, Event.id == EventRegistration.event_id)
        .where(
            EventRegistration.status == RegistrationStatus.GOING,
            Event.status == EventStatus.ANNOUNCED,
            Event.starts_at <= now,
            Event.ends_at >= now,
        )
    )
    return {row.person_id: row.zone for row in await session.execute(statement)}


async def planned_for(session: AsyncSession, kind: str, subject_id: int) -> datetime | None:
    """The moment of the subject for which its reminders are planned."""
    found: datetime | None = await session.scalar(
        select(Reminder.at).where(Reminder.kind == kind, Reminder.subject_id == subject_id).limit(1)
    )
    return found


async def open_subjects(session: AsyncSession, kind: str) -> Sequence[int]:
    """The subjects of a kind with reminders still to come."""
    statement = select(Reminder.subject_id).where(Reminder.kind == kind, Reminder.closed_at.is_(None))
    return (await session.scalars(statement.distinct().order_by(Reminder.subject_id))).all()


async def told(session: AsyncSession, kind: str, subject_id: int) -> set[int]:
    """Who has been reminded of a subject."""
    statement = select(OutboxMessage.person_id).where(
        OutboxMessage.subject == f"{kind}:{subject_id}",
        OutboxMessage.status.in_([OutboxStatus.SENT, OutboxStatus.SENDING]),
        OutboxMessage.key.startswith(f"reminder:{kind}:{subject_id}:", autoescape=True),
    )
    return {person_id for person_id in await session.scalars(statement) if person_id is not None}


async def close_held(session: AsyncSession, *, now: datetime) -> None:
    """What the office has kept back until it was too late is closed, and says so."""
    await session.execute(
        update(Reminder)
        .where(Reminder.held_at.is_not(None), Reminder.closed_at.is_(None), Reminder.useful_until <= now)
        .values(closed_at=now, outcome="held")
        .execution_options(synchronize_session=False)
    )


async def forget_holds(session: AsyncSession, kind: str, subject_id: int) -> None:
    """Nothing of a subject is kept back any more."""
    await session.execute(
        update(Reminder)
        .where(Reminder.kind == kind, Reminder.subject_id == subject_id)
        .values(held_at=None)
        .execution_options(synchronize_session=False)
    )


async def others_told_of_event(session: AsyncSession, event_id: int) -> Sequence[Person]:
    """Who has been reminded of an event, of a stage or of documents of it and neither goes nor waits."""
    about_events = select(ReminderRule.code).where(ReminderRule.subject.in_(sorted(OF_EVENTS)))
    subjects = [f"{code}:{event_id}" for code in await session.scalars(about_events.distinct())]
    reminded = select(OutboxMessage.person_id).where(
        OutboxMessage.subject.in_(subjects),
        OutboxMessage.status.in_([OutboxStatus.SENT, OutboxStatus.SENDING]),
        OutboxMessage.key.startswith("reminder:"),
    )
    answered = select(EventRegistration.person_id).where(EventRegistration.event_id == event_id)
    statement = select(Person).where(Person.id.in_(reminded), Person.id.not_in(answered), Person.erased_at.is_(None))
    return (await session.scalars(statement.order_by(Person.id))).all()


async def open_rows(session: AsyncSession) -> Sequence[Reminder]:
    """Every reminder still to come; rows somebody is working on are passed over."""
    statement = select(Reminder).where(Reminder.closed_at.is_(None)).order_by(Reminder.id)
    return (await session.scalars(statement.with_for_update(skip_locked=True))).all()


async def unclosed(session: AsyncSession) -> Sequence[Reminder]:
    """Every reminder still to come, those kept back among them."""
    return (await session.scalars(select(Reminder).where(Reminder.closed_at.is_(None)).order_by(Reminder.id))).all()


async def locked_one(session: AsyncSession, reminder_id: int) -> Reminder | None:
    """A reminder under its row lock, read afresh."""
    return await session.get(Reminder, reminder_id, with_for_update=True, populate_existing=True)


async def broadcasts_to_come(session: AsyncSession, *, after: datetime, until: datetime) -> Sequence[Broadcast]:
    """Broadcasts that wait for their moment."""
    moment = func.coalesce(Broadcast.starts_at, Broadcast.send_at)
    waits = Broadcast.status.in_([BroadcastStatus.APPROVAL, BroadcastStatus.QUEUED])
    statement = select(Broadcast).where(waits, moment > after, moment <= until).order_by(Broadcast.id)
    return (await session.scalars(statement)).all()


class Waiting(NamedTuple):
    """Messages of one priority that wait for the same moment; ``first`` is the id of one of them."""

    first: int
    due: datetime
    people: int
    priority: int
    held: bool


_WAITS = (OutboxStatus.PENDING, OutboxStatus.HELD)


async def waiting_messages(session: AsyncSession, *, after: datetime, until: datetime) -> list[Waiting]:
    """What has been promised and waits for its hour, by moment and priority; broadcasts are apart."""
    status = OutboxMessage.status
    statement = (
        select(func.min(OutboxMessage.id), OutboxMessage.not_before, func.count(), OutboxMessage.priority, status)
        .where(OutboxMessage.status.in_(_WAITS), OutboxMessage.broadcast_id.is_(None))
        .where(or_(OutboxMessage.not_before > after, status == OutboxStatus.HELD), OutboxMessage.not_before <= until)
        .group_by(OutboxMessage.not_before, OutboxMessage.priority, status)
        .order_by(OutboxMessage.not_before)
    )
    rows = await session.execute(statement)
    return [
        Waiting(first, due, people, priority, now is OutboxStatus.HELD) for first, due, people, priority, now in rows
    ]


async def hold_messages(session: AsyncSession, first: int, *, held: bool) -> bool:
    """Keep the group of messages of this one back, or let it go; False when it has left."""
    one = await session.get(OutboxMessage, first)
    if one is None or one.broadcast_id is not None or one.status is not (_WAITS if held else _WAITS[::-1])[0]:
        return False
    group = (
        OutboxMessage.not_before == one.not_before,
        OutboxMessage.priority == one.priority,
        OutboxMessage.broadcast_id.is_(None),
    )
    await (outbox.hold if held else outbox.let_go)(session, *group)
    return True
