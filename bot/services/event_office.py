"""Events for the office: prepare, announce, change («Было / Стало»), cancel, see who comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Event, Person
from bot.db.queries import events as queries
from bot.db.queries import reminders as reminder_queries
from bot.domain import events as rules
from bot.domain.access import Permission
from bot.domain.enums import EventKind, EventStatus, Priority, RegistrationStatus
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.events import EventSnapshot
from bot.domain.text_arguments import Moment
from bot.services import audit, documents, events, outbox, reminders, seasons
from bot.services.events import notice_args, subject
from bot.services.office import ensure_allowed
from bot.services.outbox import Notice, decode_arguments, encode_arguments

_SAYING_WHAT_HOLDS_NOW = ("event-announced", "event-promoted")
_CHANGED = "event-changed"
_CHANGED_FOR_OTHERS = "event-changed-others"
"""For those who do not go themselves and have been reminded: guardians, tutors, mentors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDetails:
    """What the office decides about an event. ``reminder_offsets`` are minutes before the start."""

    kind: EventKind
    title: str
    description: str
    place: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    capacity: int | None
    audience: tuple[str, ...]
    reminder_offsets: tuple[int, ...]


def details_of(event: Event) -> EventDetails:
    """The details as they stand."""
    return EventDetails(
        kind=event.kind,
        title=event.title,
        description=event.description,
        place=event.place,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.zone,
        capacity=event.capacity,
        audience=tuple(event.audience),
        reminder_offsets=tuple(event.reminder_offsets),
    )


async def create(session: AsyncSession, actor: Person, details: EventDetails, *, now: datetime) -> Event:
    """A draft that only the office sees. Raises RuleViolation: see ``domain.events.ensure_sound``."""
    await ensure_allowed(session, actor, Permission.MANAGE_EVENTS)
    rules.ensure_sound(starts_at=details.starts_at, ends_at=details.ends_at, capacity=details.capacity)
    season = await seasons.current(session)
    event = Event(season_id=season.id, status=EventStatus.DRAFT, created_by=actor.id, created_at=now, version=1)
    _write(event, details)
    session.add(event)
    await session.flush()
    audit.record(session, "event.created", actor=actor, now=now, subject=subject(event.id))
    return event


async def open_event(session: AsyncSession, actor: Person, event_id: int) -> tuple[Event, queries.Counts]:
    """An event in any state, and its numbers."""
    await ensure_allowed(session, actor, Permission.MANAGE_EVENTS)
    event = await session.get(Event, event_id, populate_existing=True)
    if event is None:
        raise NotFound("event-not-found")
    return event, await queries.counts(session, event_id)


async def see_attendance(
    session: AsyncSession,
    actor: Person,
    event_id: int,
    status: RegistrationStatus,
    *,
    offset: int,
    limit: int,
    now: datetime,
) -> tuple[Event, queries.Attendance]:
    """Who goes or waits, by name; an audited reading, for minors are among them."""
    event, _ = await open_event(session, actor, event_id)
    audit.record(session, "event.people_seen", actor=actor, now=now, subject=subject(event_id), detail=status.value)
    return event, await queries.attendance(session, event_id, status, offset=offset, limit=limit)


async def announce(session: AsyncSession, actor: Person, event_id: int, *, now: datetime) -> int:
    """Tell the audience, each person once, and plan the reminders. Returns how many are told.

    Raises Stale ``event-already-announced``, ``event-cancelled``; RuleViolation ``event-in-the-past``.
    """
    event = await _locked(session, actor, event_id)
    rules.ensure_can_announce(event.status, starts_at=event.starts_at, now=now)
    event.status, event.announced_at = EventStatus.ANNOUNCED, now
    await session.flush()
    told = await _tell_invited(session, event, now)
    await _plan_reminders(session, event, now)
    audit.record(session, "event.announced", actor=actor, now=now, subject=subject(event.id), detail=str(told))
    return told


async def invite_newcomers(session: AsyncSession, actor: Person, event_id: int, *, now: datetime) -> int:
    """Announce an event to those it is for who have not been told: they have come since. Returns how many are told.

    Raises Stale ``event-cancelled``, ``event-started``; NotFound for a draft.
    """
    event = await _locked(session, actor, event_id)
    rules.ensure_can_join(event.status, starts_at=event.starts_at, now=now)
    told = await _tell_invited(session, event, now)
    audit.record(session, "event.invited", actor=actor, now=now, subject=subject(event.id), detail=str(told))
    return told


async def change(
    session: AsyncSession, actor: Person, event_id: int, changes: Mapping[str, Any], *, version: int, now: datetime
) -> int:
    """Change some details (names of ``EventDetails``) of the version that was on the screen. Returns how many are told.

    Of an announced event those who go or wait are told «Было / Стало» once; unsent older notices give way to it;
    reminders move along; new places go to those who wait.
    Raises Stale ``event-changed-meanwhile``, ``event-cancelled``, ``event-started``; RuleViolation
    ``event-in-the-past``, ``event-capacity-taken`` (going) and those of ``domain.events.ensure_sound``.
    """
    event = await _locked(session, actor, event_id)
    if event.version != version:
        raise Stale("event-changed-meanwhile")
    details, announced = replace(details_of(event), **changes), event.status is EventStatus.ANNOUNCED
    await _ensure_can_become(session, event, details, now)
    before = _snapshot(event)
    _write(event, details)
    event.version += 1
    await session.flush()
    await documents.follow_end(session, event)
    audit.record(
        session, "event.changed", actor=actor, now=now, subject=subject(event.id), detail=",".join(sorted(changes))
    )
    if not announced:
        return 0
    told = await _tell_change(session, event, before, now)
    await events.fill(session, event, now=now)
    await _plan_reminders(session, event, now)
    return told


async def cancel(session: AsyncSession, actor: Person, event_id: int, *, now: datetime) -> int:
    """Cancel: whoever goes or waits is told once, everything else about the event falls silent. Returns how many.

    Raises Stale ``event-cancelled``, ``event-started``.
    """
    event = await _locked(session, actor, event_id)
    if event.status is not EventStatus.DRAFT:
        rules.ensure_can_change(event.status, starts_at=event.starts_at, now=now)
    announced = event.status is EventStatus.ANNOUNCED
    event.status, event.cancelled_at, event.version = EventStatus.CANCELLED, now, event.version + 1
    await session.flush()
    await outbox.withdraw(session, subject=subject(event.id), now=now)
    others = await _reminded(session, event) if announced else []
    await reminders.plan_event(session, event, now=now)
    told = 0
    if announced:
        notices = [
            (
                person,
                Notice(
                    key=f"event-cancelled:{event.id}:{person.id}",
                    template="event-cancellation",
                    args=notice_args(event),
                    subject=subject(event.id),
                    expires_at=event.starts_at,
                ),
            )
            for person in [*await queries.attending(session, event.id), *others]
        ]
        told = await outbox.promise(session, notices, now=now)
    audit.record(session, "event.cancelled", actor=actor, now=now, subject=subject(event.id), detail=str(told))
    return told


async def _locked(session: AsyncSession, actor: Person, event_id: int) -> Event:
    """The office's door to an event it is about to change."""
    await ensure_allowed(session, actor, Permission.MANAGE_EVENTS)
    event = await queries.locked(session, event_id)
    if event is None:
        raise NotFound("event-not-found")
    return event


def _write(event: Event, details: EventDetails) -> None:
    event.kind, event.title, event.description = details.kind, details.title, details.description
    event.place, event.zone, event.capacity = details.place, details.zone, details.capacity
    event.starts_at, event.ends_at = details.starts_at, details.ends_at
    event.audience, event.reminder_offsets = list(details.audience), list(details.reminder_offsets)


async def _ensure_can_become(session: AsyncSession, event: Event, details: EventDetails, now: datetime) -> None:
    rules.ensure_sound(starts_at=details.starts_at, ends_at=details.ends_at, capacity=details.capacity)
    if event.status is EventStatus.DRAFT:
        return
    rules.ensure_can_change(event.status, starts_at=event.starts_at, now=now)
    if details.starts_at <= now:
        raise RuleViolation("event-in-the-past", starts=details.starts_at)
    going = (await queries.counts(session, event.id)).going
    if details.capacity is not None and going > details.capacity:
        raise RuleViolation("event-capacity-taken", going=going)


async def _tell_invited(session: AsyncSession, event: Event, now: datetime) -> int:
    args, expires_at = notice_args(event), event.starts_at
    notices = [
        (
            person,
            Notice(
                key=f"event-announced:{event.id}:{person.id}",
                template="event-announced",
                args=args,
                priority=Priority.BROADCAST,
                subject=subject(event.id),
                expires_at=expires_at,
            ),
        )
        for person in await queries.invited(session, event)
    ]
    return await outbox.promise(session, notices, now=now)


async def _plan_reminders(session: AsyncSession, event: Event, now: datetime) -> None:
    await reminders.plan_event(session, event, now=now)


async def _tell_change(session: AsyncSession, event: Event, before: EventSnapshot, now: datetime) -> int:
    """«Было / Стало» to those who come; «Было» is what each of them was last told."""
    unread = await queries.take_back(session, event.id, _CHANGED, now=now)
    unread |= await queries.take_back(session, event.id, _CHANGED_FOR_OTHERS, now=now)
    await queries.rewrite_unsent(
        session,
        event.id,
        _SAYING_WHAT_HOLDS_NOW,
        args=encode_arguments(notice_args(event)),
        expires_at=event.starts_at,
    )
    # An unsent reminder keeps to the usual words: the rule's own are the reader's language's.
    await queries.rewrite_unsent(
        session,
        event.id,
        ("reminder-event",),
        args=encode_arguments(notice_args(event) | {"worded": False, "words": ""}),
        expires_at=event.starts_at,
    )
    after, notices = _snapshot(event), []
    attending = await queries.attending(session, event.id)
    for person in [*attending, *await _reminded(session, event)]:
        old = _told_before(unread[person.id]) if person.id in unread else before
        if rules.changes(old, after):
            template = _CHANGED if person in attending else _CHANGED_FOR_OTHERS
            notices.append((person, _changed(event, old, after, person, template)))
    return await outbox.promise(session, notices, now=now)


def _snapshot(event: Event) -> EventSnapshot:
    return EventSnapshot(event.title, event.starts_at, event.ends_at, event.place, event.zone)


def _told_before(args: Mapping[str, Any]) -> EventSnapshot:
    """The «Было» of a notice that was never sent."""
    was = decode_arguments(args)
    starts, ends = was["old_starts"], was["old_ends"]
    return EventSnapshot(was["old_title"], starts.at, ends.at, was["old_place"], starts.zone)


async def _reminded(session: AsyncSession, event: Event) -> Sequence[Person]:
    """Who does not come and has been reminded of the event: they know the old date too."""
    return await reminder_queries.others_told_of_event(session, event.id)


def _changed(event: Event, old: EventSnapshot, new: EventSnapshot, person: Person, template: str) -> Notice:
    fields = {line.field for line in rules.changes(old, new)}
    moved = bool(fields & {"starts_at", "zone"})
    args = notice_args(event) | {
        "old_title": old.title,
        "old_starts": Moment(old.starts_at, old.zone),
        "old_ends": Moment(old.ends_at or old.starts_at, old.zone),
        "old_place": old.place,
        "old_placed": bool(old.place),
        "new_ends": Moment(new.ends_at or new.starts_at, new.zone),
        "title_changed": "title" in fields,
        "start_changed": moved,
        # An event that moves as a whole needs one pair of lines, not two.
        "end_changed": "ends_at" in fields and not (moved and _length(old) == _length(new)),
        "place_changed": "place" in fields,
    }
    return Notice(
        key=f"event-changed:{event.id}:{event.version}:{person.id}",
        template=template,
        args=args,
        subject=subject(event.id),
        expires_at=new.starts_at,
    )


def _length(snapshot: EventSnapshot) -> Any:
    return (snapshot.ends_at or snapshot.starts_at) - snapshot.starts_at
