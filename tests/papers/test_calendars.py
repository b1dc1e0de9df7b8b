"""The calendar file: one entry per event for ever, on the clock of the place, struck out when cancelled."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import Event, EventRegistration, Person, Season
from bot.domain.enums import EventKind, EventStatus, RegistrationStatus, Role
from bot.papers.calendars import ALL, calendar
from bot.texts import Texts

NOW = datetime(2026, 3, 1, tzinfo=UTC)
STARTS = datetime(2026, 4, 1, 12, tzinfo=ZoneInfo("Europe/Moscow"))
T = Texts.load().translator("ru")


async def _prepare(database: Database) -> int:
    async with database.transaction() as session:
        season = Season(
            code="s", title="S", zone="Asia/Yakutsk", starts_on=date(2025, 9, 1), ends_on=date(2026, 5, 1),
            contact="office", targets={}, texts={}, created_at=NOW,
        )  # fmt: skip
        person = Person(telegram_id=1, role=Role.STUDENT, created_at=NOW)
        session.add_all([season, person])
        await session.flush()
        for number, (title, status) in enumerate([("Форум, Москва; ВДНХ", EventStatus.ANNOUNCED), ("Б", "draft")]):
            event = Event(
                season_id=season.id, kind=EventKind.FORUM, title=title, place="ВДНХ", description="Строка\nвторая",
                starts_at=STARTS + timedelta(days=number), ends_at=STARTS + timedelta(days=number, hours=3),
                zone="Europe/Moscow", audience=[], reminder_offsets=[], status=EventStatus(status), created_at=NOW,
                version=1,
            )  # fmt: skip
            session.add(event)
            await session.flush()
            session.add(
                EventRegistration(
                    event_id=event.id, person_id=person.id, status=RegistrationStatus.GOING, queued_at=NOW,
                    updated_at=NOW,
                )
            )  # fmt: skip
        return person.id


async def _read(database: Database, person_id: int, now: datetime) -> Calendar:
    async with database.reading() as session:
        paper = await calendar(session, T, f"{person_id}.{ALL}", now)
    assert paper.name.endswith(".ics")
    return Calendar.from_ical(paper.content)


async def test_entry_stays_the_same_and_its_sequence_grows(database: Database) -> None:
    person_id = await _prepare(database)
    first = await _read(database, person_id, NOW)
    (entry,) = first.events
    assert (str(entry["summary"]), str(entry["description"])) == ("Форум, Москва; ВДНХ", "Строка\nвторая")
    assert entry.start == STARTS
    assert (entry["dtstart"].params["TZID"], entry["status"]) == ("Europe/Moscow", "CONFIRMED")
    assert [str(zone["tzid"]) for zone in first.timezones] == ["Europe/Moscow"]
    async with database.transaction() as session:
        event = (await session.scalars(select(Event).where(Event.status == EventStatus.ANNOUNCED))).one()
        event.starts_at, event.version, event.status = STARTS + timedelta(hours=1), 2, EventStatus.CANCELLED
    (again,) = (await _read(database, person_id, NOW + timedelta(days=1))).events
    assert (again["uid"], str(entry["sequence"]), str(again["sequence"])) == (entry["uid"], "1", "2")
    assert (again.start, again["status"]) == (STARTS + timedelta(hours=1), "CANCELLED")
