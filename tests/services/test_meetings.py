"""Meetings of a team: planned, told, followed by a roll-call."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import MeetingAttendance, OutboxMessage
from bot.domain.errors import NotAllowed, RuleViolation
from bot.services import meetings
from tests.services.team_cast import NOW, Company

SOON = NOW + timedelta(days=2)
AFTER = SOON + timedelta(days=1)


async def test_meeting_is_told_once_and_the_tutor_calls_the_roll(database: Database) -> None:
    company = await Company.gather(database)
    team, tutor, student = company.teams[0], company.tutors[0], company.students[0]
    async with database.transaction() as session:
        meeting = await meetings.plan(session, tutor, team.id, SOON, " Библиотека ", now=NOW)
    with pytest.raises(RuleViolation, match="meeting-twice"):
        async with database.transaction() as session:
            await meetings.plan(session, tutor, team.id, SOON, "Библиотека", now=NOW)
    async with database.reading() as session:
        told = (await session.scalars(select(OutboxMessage.person_id))).all()
    assert Counter(told) == Counter(each.id for each in company.students[:3])
    with pytest.raises(RuleViolation, match="meeting-not-yet"):
        async with database.transaction() as session:
            await meetings.mark(session, tutor, meeting.id, student.id, True, now=NOW)
    for present in (True, True, False, True):
        async with database.transaction() as session:
            await meetings.mark(session, tutor, meeting.id, student.id, present, now=AFTER)
    async with database.transaction() as session:
        await meetings.write_note(session, tutor, meeting.id, "Начали", now=AFTER)
    async with database.transaction() as session:
        rows = (await session.scalars(select(MeetingAttendance.present))).all()
        log = await meetings.log(session, student, team.id, page=5)
        seen = await meetings.card(session, student, meeting.id, now=AFTER)
        office = await meetings.card(session, company.office, meeting.id, now=AFTER)
    assert rows == [True]
    assert [(line.meeting.place, line.present) for line in log.lines] == [("Библиотека", 1)]
    assert (seen.roll, seen.meeting.note, len(office.roll)) == ([], "Начали", 3)
    with pytest.raises(RuleViolation, match="meeting-too-late"):
        async with database.transaction() as session:
            await meetings.mark(session, tutor, meeting.id, student.id, False, now=AFTER + timedelta(days=30))


async def test_other_teams_see_and_change_nothing(database: Database) -> None:
    company = await Company.gather(database)
    team = company.teams[0]
    async with database.transaction() as session:
        late = await meetings.plan(session, company.tutors[0], team.id, NOW - timedelta(days=3), "Парк", now=NOW)
    async with database.reading() as session:
        assert (await session.scalars(select(OutboxMessage.id))).all() == []
    for stranger in (company.tutors[1], company.students[3], company.mentors[0]):
        async with database.transaction() as session:
            with pytest.raises(NotAllowed):
                await meetings.plan(session, stranger, team.id, SOON, "Парк", now=NOW)
            with pytest.raises(NotAllowed):
                await meetings.mark(session, stranger, late.id, company.students[0].id, True, now=NOW)
            with pytest.raises(NotAllowed):
                await meetings.card(session, stranger, late.id, now=NOW)
            with pytest.raises(NotAllowed):
                await meetings.log(session, stranger, team.id, page=0)
