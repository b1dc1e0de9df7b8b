"""Meetings of a team: planned, told, followed by a roll-call."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from bot.db.engine import Database
from bot.db.models import Meeting, MeetingAttendance, OutboxMessage, Person, Reminder, TeamMember
from bot.db.queries import meetings as queries
from bot.domain.enums import OutboxStatus
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.services import meetings, reminders
from bot.services.outbox import RECHECKS, decode_arguments
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


async def _reminders(database: Database, meeting: Meeting) -> dict[str, list[tuple[datetime, str | None]]]:
    async with database.reading() as session:
        rows = await session.scalars(
            select(Reminder).where(Reminder.kind.like("meeting-%"), Reminder.subject_id == meeting.id)
        )
        found: dict[str, list[tuple[datetime, str | None]]] = {}
        for row in rows:
            found.setdefault(row.kind, []).append((row.at, row.outcome))
        return found


async def _sent(database: Database, meeting: Meeting, *, only: int | None = None) -> None:
    """What waits about the meeting has been sent (to one person)."""
    statement = update(OutboxMessage).where(
        OutboxMessage.subject == meetings.subject_of(meeting), OutboxMessage.status == OutboxStatus.PENDING
    )
    if only is not None:
        statement = statement.where(OutboxMessage.person_id == only)
    async with database.transaction() as session:
        await session.execute(statement.values(status=OutboxStatus.SENT))


async def _waiting(database: Database, person: Person) -> list[tuple[str, datetime | None]]:
    """What somebody is still to be sent: the template and its «Было»."""
    async with database.reading() as session:
        rows = await session.execute(
            select(OutboxMessage.template, OutboxMessage.args).where(
                OutboxMessage.person_id == person.id, OutboxMessage.status == OutboxStatus.PENDING
            )
        )
        return [(template, decode_arguments(args).get("old")) for template, args in rows]


async def test_was_is_what_each_was_told_and_nobody_hears_the_end_of_what_they_never_knew(database: Database) -> None:
    company = await Company.gather(database)
    team, tutor, anna, boris = company.teams[0], company.tutors[0], *company.students[:2]
    first, second, third = (NOW + timedelta(days=days) for days in (5, 6, 7))
    async with database.transaction() as session:
        meeting = await meetings.plan(session, tutor, team.id, first, "Штаб", now=NOW)
    await _sent(database, meeting, only=anna.id)
    for moment in (second, third):
        async with database.transaction() as session:
            await meetings.move(session, tutor, meeting.id, moment, now=NOW)
    assert await _waiting(database, anna) == [("meeting-moved", first)]
    assert await _waiting(database, boris) == [("meeting-planned", None)]
    async with database.transaction() as session:
        await meetings.move(session, tutor, meeting.id, first, now=NOW)
    assert await _waiting(database, anna) == []
    async with database.transaction() as session:
        await meetings.cancel(session, tutor, meeting.id, now=NOW)
    assert await _waiting(database, anna) == [("meeting-cancelled", None)]
    assert await _waiting(database, boris) == []


async def test_who_has_left_the_team_is_not_told_where_it_meets(database: Database) -> None:
    company = await Company.gather(database)
    team, tutor, anna, boris = company.teams[0], company.tutors[0], *company.students[:2]
    async with database.transaction() as session:
        await meetings.plan(session, tutor, team.id, SOON, "Штаб", now=NOW)
        await session.execute(delete(TeamMember).where(TeamMember.person_id == anna.id))
        rows = (await session.scalars(select(OutboxMessage).where(OutboxMessage.template == "meeting-planned"))).all()
        still = {row.person_id: await RECHECKS[row.template](session, row, NOW) for row in rows}
    assert (still[anna.id], still[boris.id]) == (False, True)


async def test_meeting_to_come_is_reminded_of_moved_and_cancelled(database: Database) -> None:
    company = await Company.gather(database)
    team, tutor, anna = company.teams[0], company.tutors[0], company.students[0]
    first, second = NOW + timedelta(days=5), NOW + timedelta(days=6)
    async with database.transaction() as session:
        meeting = await meetings.plan(session, tutor, team.id, first, "Штаб", now=NOW)
    await _sent(database, meeting)
    planned = await _reminders(database, meeting)
    assert {kind: len(rows) for kind, rows in planned.items()} == {"meeting-members": 2, "meeting-tutor": 1}
    async with database.transaction() as session:
        await meetings.move(session, tutor, meeting.id, second, now=NOW)
        with pytest.raises(Stale, match="meeting-same"):
            await meetings.move(session, tutor, meeting.id, second, now=NOW)
    assert {at for rows in (await _reminders(database, meeting)).values() for at, _ in rows} == {second}
    async with database.transaction() as session:
        eve = second - timedelta(hours=25)
        await reminders.tick(session, now=eve)
        await reminders.tick(session, now=eve + timedelta(hours=1))
        await meetings.cancel(session, tutor, meeting.id, now=eve + timedelta(hours=2))
        with pytest.raises(Stale, match="meeting-gone"):
            await meetings.cancel(session, tutor, meeting.id, now=eve + timedelta(hours=2))
        rows = await session.execute(
            select(OutboxMessage.template, OutboxMessage.status)
            .where(OutboxMessage.person_id == anna.id)
            .order_by(OutboxMessage.id)
        )
        assert [tuple(row) for row in rows] == [
            ("meeting-planned", "sent"),
            ("meeting-moved", "withdrawn"),
            ("reminder-meeting", "withdrawn"),
            ("meeting-cancelled", "pending"),
        ]
        assert await queries.next_of(session, team.id, now=NOW) is None
    assert {outcome for rows in (await _reminders(database, meeting)).values() for _, outcome in rows} <= {
        "withdrawn", "sent",
    }  # fmt: skip


async def test_only_who_plans_moves_and_only_what_is_to_come(database: Database) -> None:
    company = await Company.gather(database)
    team, tutor = company.teams[0], company.tutors[0]
    at = NOW + timedelta(days=1)
    async with database.transaction() as session:
        meeting = await meetings.plan(session, tutor, team.id, at, "Штаб", now=NOW)
        for other in (company.students[0], company.tutors[1], company.mentors[0], company.office):
            with pytest.raises(NotAllowed):
                await meetings.move(session, other, meeting.id, at + timedelta(hours=1), now=NOW)
            with pytest.raises(NotAllowed):
                await meetings.cancel(session, other, meeting.id, now=NOW)
        with pytest.raises(RuleViolation, match="meeting-over"):
            await meetings.move(session, tutor, meeting.id, NOW, now=NOW)
        with pytest.raises(RuleViolation, match="meeting-over"):
            await meetings.cancel(session, tutor, meeting.id, now=at)
