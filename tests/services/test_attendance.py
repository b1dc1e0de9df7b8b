"""The roll of an event: one mark a day however often it is made, whom broadcasts reach by it, nameless once the person is erased."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import AuditEntry, Event, EventAttendance, EventRegistration, Person
from bot.db.queries import audiences
from bot.domain.audiences import Audience, AudiencePart
from bot.domain.enums import EventKind, EventStatus, RegistrationStatus, Role
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.services import attendance, privacy
from tests.services.team_cast import NOW, Company

DAY = NOW.date()


async def _event(session: AsyncSession, company: Company, going: list[Person]) -> Event:
    event = Event(
        season_id=company.run.season_id, kind=EventKind.SCHOOL, title="Школа", starts_at=NOW,
        ends_at=NOW + timedelta(days=2), zone="Asia/Yakutsk", audience=[], reminder_offsets=[],
        status=EventStatus.ANNOUNCED, created_at=NOW,
    )  # fmt: skip
    session.add(event)
    await session.flush()
    session.add_all(
        EventRegistration(
            event_id=event.id, person_id=each.id, status=RegistrationStatus.GOING, queued_at=NOW, updated_at=NOW
        )
        for each in going
    )
    await session.flush()
    return event


async def test_two_officers_mark_somebody_once(database: Database) -> None:
    company = await Company.gather(database)
    anna = company.students[0]
    async with database.transaction() as session:
        event = await _event(session, company, company.students[:3])

    async def mark(present: bool) -> None:
        async with database.transaction() as session:
            await attendance.mark(session, company.office, event.id, anna.id, DAY, present, now=NOW)

    await asyncio.gather(*(mark(True) for _ in range(4)))
    async with database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(EventAttendance)) == 1
        marked = select(func.count()).where(AuditEntry.action == "event.marked")
        assert await session.scalar(marked) == 1
        read = await attendance.read(session, company.office, event.id, offset=0, limit=10, now=NOW)
        assert (read.day, len(read.days), read.roll.going, read.roll.present) == (DAY, 3, 3, 1)
        assert [line.present for line in read.roll.lines] == [True, False, False]
        found = await attendance.read(
            session, company.office, event.id, typed="яковлев0001", offset=0, limit=10, now=NOW
        )
        assert [line.person.id for line in found.roll.lines] == [company.students[1].id]
        assert (found.roll.total, found.roll.going) == (1, 3)
    await mark(False)
    await mark(False)
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(EventAttendance)) == 0


async def test_only_who_goes_is_marked_on_a_day_that_has_come_by_the_office(database: Database) -> None:
    company = await Company.gather(database)
    async with database.transaction() as session:
        event = await _event(session, company, company.students[:1])
        anna, boris = company.students[:2]
        with pytest.raises(Stale, match="attendance-not-going"):
            await attendance.mark(session, company.office, event.id, boris.id, DAY, True, now=NOW)
        with pytest.raises(RuleViolation, match="attendance-not-yet"):
            await attendance.mark(session, company.office, event.id, anna.id, DAY + timedelta(days=1), True, now=NOW)
        with pytest.raises(NotAllowed):
            await attendance.mark(session, company.tutors[0], event.id, anna.id, DAY, True, now=NOW)


async def test_broadcasts_reach_who_came_and_who_did_not(database: Database) -> None:
    company = await Company.gather(database)
    async with database.transaction() as session:
        event = await _event(session, company, company.students[:3])
        anna = company.students[0]
        await attendance.mark(session, company.office, event.id, anna.id, DAY, True, now=NOW)

        async def reached(answer: str) -> set[int]:
            audience = Audience({AudiencePart.EVENT: (f"{event.id}:{answer}",), AudiencePart.ROLE: (Role.STUDENT,)})
            found = await session.scalars(
                select(Person.id).where(audiences.recipients(audience, company.run.season_id, NOW))
            )
            return set(found)

        assert await reached("came") == {anna.id}
        assert await reached("missed") == {each.id for each in company.students[1:3]}
        assert await reached("going") == {each.id for each in company.students[:3]}
        offered = await audiences.event_answers(session, company.run.season_id, ["going"], now=NOW)
        assert [option.answer for option in offered] == ["going", "came", "missed"]
        early = await audiences.event_answers(session, company.run.season_id, ["going"], now=NOW - timedelta(hours=1))
        assert [option.answer for option in early] == ["going"]
        assert len((await privacy.everything_about(session, anna))["event_attendance"]) == 1
        await privacy.erase(session, await session.get_one(Person, anna.id), now=NOW)
        read = await attendance.read(session, company.office, event.id, offset=0, limit=10, now=NOW)
        assert (read.roll.going, read.roll.present, read.roll.total) == (3, 1, 2)
        assert anna.id not in {line.person.id for line in read.roll.lines}
        assert await reached("came") == set()
