"""The office marks who came to an event, day by day; late entries are as good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert_new
from bot.db.models import Event, EventAttendance, Person
from bot.db.queries import attendance as queries
from bot.db.queries.attendance import Roll
from bot.domain.access import Permission
from bot.domain.attendance import day_to_show, days_of, ensure_markable
from bot.domain.enums import EventStatus
from bot.domain.errors import NotFound, Stale
from bot.domain.people import search_key
from bot.services import audit, office


@dataclass(frozen=True, slots=True)
class Register:
    """A page of an event's roll on one of its days."""

    event: Event
    days: Sequence[date]
    day: date
    roll: Roll


async def read(
    session: AsyncSession,
    actor: Person,
    event_id: int,
    *,
    day: date | None = None,
    typed: str = "",
    offset: int,
    limit: int,
    now: datetime,
) -> Register:
    """The roll by name, of today or the nearest day unless one is given; a reading of the list of people."""
    event = await _event(session, actor, event_id)
    days = days_of(event.starts_at, event.ends_at, event.zone)
    shown = day if day in days else day_to_show(days, now=now, zone=event.zone)
    roll = await queries.roll(session, event_id, shown, typed=search_key(typed), offset=offset, limit=limit)
    audit.record(session, "event.people_seen", actor=actor, now=now, subject=f"event:{event_id}")
    return Register(event, days, shown, roll)


async def mark(
    session: AsyncSession, actor: Person, event_id: int, person_id: int, day: date, present: bool, *, now: datetime
) -> None:
    """Whether somebody came on a day; two officers who say the same say it once.

    Raises Stale ``attendance-not-going``, and those of ``ensure_markable``.
    """
    event = await _event(session, actor, event_id)
    ensure_markable(day, days_of(event.starts_at, event.ends_at, event.zone), now=now, zone=event.zone)
    if not await queries.goes(session, event_id, person_id):
        raise Stale("attendance-not-going")
    if present:
        row = {"event_id": event_id, "person_id": person_id, "day": day, "marked_by": actor.id, "marked_at": now}
        changed = bool(await insert_new(session, EventAttendance, [row]))
    else:
        known = await queries.mark_of(session, event_id, person_id, day)
        changed = known is not None
        if known is not None:
            await session.delete(known)
            await session.flush()
    if changed:
        act = "event.marked" if present else "event.unmarked"
        audit.record(session, act, actor=actor, now=now, subject=f"event:{event_id}", detail=str(person_id))


async def _event(session: AsyncSession, actor: Person, event_id: int) -> Event:
    await office.ensure_allowed(session, actor, Permission.MANAGE_EVENTS)
    event = await session.get(Event, event_id)
    if event is None or event.status is not EventStatus.ANNOUNCED:
        raise NotFound("event-not-found")
    return event
