"""Calendar files: one's own events as iCalendar (RFC 5545).

An event keeps its UID for ever and its SEQUENCE is the event's version: a calendar that is given the file again moves
what it has instead of adding a second entry, and strikes out what has been cancelled.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Entry
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Event
from bot.domain.enums import EventStatus, RegistrationStatus
from bot.papers import Paper, maker
from bot.services import calendars
from bot.texts import Translate

CALENDAR = "calendar"
ALL = 0
"""In place of an event's id: all events of the person."""

_DOMAIN = "events.kadry.invalid"  # RFC 2606: a name nobody else can have; it never changes, or entries would double


@maker(CALENDAR)
async def calendar(session: AsyncSession, t: Translate, argument: str, now: datetime) -> Paper:
    """The calendar of a person's events; ``argument`` is ``<person id>.<event id or ALL>``."""
    person_id, event_id = (int(part) for part in argument.split("."))
    found = await calendars.own_events(session, person_id, event_id=event_id or None)
    made = Calendar()
    made.add("prodid", "-//kadry//events//RU")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", t.plain("calendar-name"))
    for event, status in found:
        made.add_component(_entry(event, status, now))
    made.add_missing_timezones()
    return Paper(t.plain("calendar-file"), made.to_ical())


def _entry(event: Event, status: RegistrationStatus, now: datetime) -> Entry:
    zone, entry = ZoneInfo(event.zone), Entry()
    entry.add("uid", f"event-{event.id}@{_DOMAIN}")
    entry.add("sequence", event.version)
    entry.add("dtstamp", now)
    entry.add("dtstart", event.starts_at.astimezone(zone))
    entry.add("dtend", event.ends_at.astimezone(zone))
    entry.add("summary", event.title)
    if event.place:
        entry.add("location", event.place)
    if event.description:
        entry.add("description", event.description)
    entry.add("status", _status(event, status))
    return entry


def _status(event: Event, status: RegistrationStatus) -> str:
    if event.status is EventStatus.CANCELLED:
        return "CANCELLED"
    return "CONFIRMED" if status is RegistrationStatus.GOING else "TENTATIVE"
