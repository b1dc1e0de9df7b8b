"""Substitutes: asked, agreed, in office by the day; the team keeps its one mentor."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import MentorSubstitute, OutboxMessage, Person, Team
from bot.db.queries import substitutes as queries
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.domain.substitutes import Span, SubstituteStatus
from bot.services import meetings, mentor_matching, mentor_teams, privacy, substitutes, team_life, team_questions
from tests.services.team_cast import NOW, Company

TODAY = date(2026, 9, 21)
DAY = timedelta(days=1)
S = SubstituteStatus


def _span(first: int, last: int) -> Span:
    return Span(TODAY + first * DAY, TODAY + last * DAY)


async def _led(database: Database, *, count: int = 3) -> Company:
    """Both teams published, the first of the mentors leads the first team."""
    company = await Company.gather(database, mentors=count)
    async with database.transaction() as session:
        await mentor_matching.appoint(session, company.office, company.teams[0].id, company.mentors[0].id, now=NOW)
    return company


async def _ask(
    database: Database, company: Company, span: Span, *, by: Person | None = None, mentor: int = 1
) -> MentorSubstitute:
    async with database.transaction() as session:
        actor, chosen = by or company.mentors[0], company.mentors[mentor]
        return await substitutes.ask(session, actor, company.teams[0].id, chosen.id, span, now=NOW)


async def _status(database: Database, row: MentorSubstitute) -> S:
    async with database.reading() as session:
        return (await session.get_one(MentorSubstitute, row.id)).status


async def _told(database: Database, person: Person) -> list[str]:
    async with database.reading() as session:
        statement = select(OutboxMessage.template).where(
            OutboxMessage.person_id == person.id, OutboxMessage.template.startswith("substitute-")
        )
        return list(await session.scalars(statement.order_by(OutboxMessage.id)))


async def _may_open(database: Database, company: Company, person: Person) -> bool:
    async with database.transaction() as session:
        try:
            await mentor_teams.held_team(session, person, company.teams[0].id)
            await meetings.planner_of(session, person, company.teams[0].id)
        except NotAllowed:
            return False
        return True


async def test_substitute_answers_from_the_first_day_to_the_last_and_no_longer(database: Database) -> None:
    company = await _led(database)
    mentor, substitute, _ = company.mentors
    tutor = company.tutors[0]
    row = await _ask(database, company, _span(2, 4))
    async with database.transaction() as session:
        await substitutes.agree(session, substitute, row.id, now=NOW)
        await substitutes.tick(session, now=NOW + DAY)
    assert await _status(database, row) is S.AGREED
    assert not await _may_open(database, company, substitute)
    for _ in range(2):
        async with database.transaction() as session:
            await substitutes.tick(session, now=NOW + 2 * DAY)
    assert await _status(database, row) is S.ACTIVE
    assert await _may_open(database, company, substitute)
    assert await _may_open(database, company, mentor)
    async with database.transaction() as session:
        asked = await team_questions.ask(session, tutor, company.teams[0].id, "Когда?", now=NOW + 2 * DAY)
        assert asked.asked_to == substitute.id
        assert (await session.get_one(Team, company.teams[0].id)).mentor_id == mentor.id
        starts = NOW + 3 * DAY
        await meetings.plan(session, tutor, company.teams[0].id, starts, "Библиотека", now=NOW + 2 * DAY)
        invited = select(OutboxMessage.person_id).where(OutboxMessage.template == "meeting-planned")
        assert {mentor.id, substitute.id} <= set(await session.scalars(invited))
    async with database.transaction() as session:
        await substitutes.tick(session, now=NOW + 4 * DAY)
    assert await _status(database, row) is S.ACTIVE
    async with database.transaction() as session:
        await substitutes.tick(session, now=NOW + 5 * DAY)
        await team_questions.answer(session, substitute, asked.id, "Завтра", now=NOW + 5 * DAY)
    assert await _status(database, row) is S.ENDED
    assert not await _may_open(database, company, substitute)
    assert await _told(database, substitute) == ["substitute-asked", "substitute-begins-you", "substitute-ends-you"]
    assert await _told(database, mentor) == ["substitute-agreed", "substitute-begins", "substitute-ends"]
    assert await _told(database, tutor) == ["substitute-begins-tutor", "substitute-ends-tutor"]
    assert await _told(database, company.students[0]) == []


async def test_who_agrees_on_the_day_begins_at_once(database: Database) -> None:
    company = await _led(database)
    row = await _ask(database, company, _span(0, 1))
    async with database.transaction() as session:
        await substitutes.agree(session, company.mentors[1], row.id, now=NOW)
    assert await _status(database, row) is S.ACTIVE
    with pytest.raises(Stale, match="substitute-agreed-already"):
        async with database.transaction() as session:
            await substitutes.agree(session, company.mentors[1], row.id, now=NOW)


async def test_overlapping_substitutes_are_refused_and_days_that_follow_are_not(database: Database) -> None:
    company = await _led(database)
    row = await _ask(database, company, _span(2, 4))
    for span in (_span(4, 6), _span(0, 2), _span(3, 3), _span(0, 9)):
        with pytest.raises(RuleViolation, match="substitute-overlaps"):
            await _ask(database, company, span, mentor=2)
    after = await _ask(database, company, _span(5, 6), mentor=2)
    async with database.transaction() as session:
        await substitutes.agree(session, company.mentors[1], row.id, now=NOW)
        await substitutes.agree(session, company.mentors[2], after.id, now=NOW)
        await substitutes.tick(session, now=NOW + 2 * DAY)
        await substitutes.tick(session, now=NOW + 5 * DAY)
    assert [await _status(database, each) for each in (row, after)] == [S.ENDED, S.ACTIVE]


async def test_of_many_asked_at_once_for_the_same_days_one_is(database: Database) -> None:
    company = await _led(database, count=6)

    async def attempt(mentor: int) -> bool:
        try:
            await _ask(database, company, _span(1, 3), mentor=mentor)
        except RuleViolation:
            return False
        return True

    assert sum(await asyncio.gather(*(attempt(mentor) for mentor in range(1, 6)))) == 1


async def test_refusal_and_silence_free_the_days_and_tell_whoever_asked(database: Database) -> None:
    company = await _led(database)
    mentor, substitute, _ = company.mentors
    row = await _ask(database, company, _span(1, 3), by=company.office)
    async with database.transaction() as session:
        await substitutes.refuse(session, substitute, row.id, now=NOW)
    assert await _told(database, mentor) == ["substitute-refused"]
    assert await _told(database, company.office) == ["substitute-refused"]
    again = await _ask(database, company, _span(1, 3), mentor=2)
    async with database.transaction() as session:
        await substitutes.tick(session, now=NOW + DAY)
    assert await _status(database, again) is S.ASKED
    async with database.transaction() as session:
        await substitutes.tick(session, now=NOW + 2 * DAY)
    assert await _status(database, again) is S.LAPSED
    assert (await _told(database, mentor))[-1] == "substitute-lapsed"
    with pytest.raises(Stale, match="substitute-over"):
        async with database.transaction() as session:
            await substitutes.agree(session, company.mentors[2], again.id, now=NOW + 2 * DAY)


async def test_substitute_goes_with_the_mentor_s_work(database: Database) -> None:
    company = await _led(database)
    row = await _ask(database, company, _span(0, 3))
    async with database.transaction() as session:
        await substitutes.agree(session, company.mentors[1], row.id, now=NOW)
        await mentor_matching.release(session, company.office, company.teams[0].id, now=NOW)
    assert await _status(database, row) is S.CANCELLED
    assert not await _may_open(database, company, company.mentors[1])
    assert (await _told(database, company.mentors[1]))[-1] == "substitute-cancelled"
    async with database.transaction() as session:
        with pytest.raises(RuleViolation, match="substitute-no-mentor"):
            await substitutes.board(session, company.office, company.teams[0].id)


async def test_substitute_of_a_merged_team_ends(database: Database) -> None:
    company = await _led(database)
    row = await _ask(database, company, _span(0, 3))
    async with database.transaction() as session:
        await substitutes.agree(session, company.mentors[1], row.id, now=NOW)
    source, target = company.teams
    async with database.transaction() as session:
        await team_life.merge(session, company.office, source.id, target.id, beyond=True, now=NOW)
    assert await _status(database, row) is S.CANCELLED
    async with database.transaction() as session:
        await substitutes.tick(session, now=NOW + 9 * DAY)


async def test_erased_substitute_stands_in_no_more(database: Database) -> None:
    company = await _led(database)
    row = await _ask(database, company, _span(0, 3))
    async with database.transaction() as session:
        await substitutes.agree(session, company.mentors[1], row.id, now=NOW)
        await privacy.erase(session, await session.get_one(Person, company.mentors[1].id), now=NOW)
    assert await _status(database, row) is S.CANCELLED
    async with database.transaction() as session:
        assert await queries.acting(session, company.teams[0].id) is None


async def test_strangers_neither_name_nor_answer_nor_cancel(database: Database) -> None:
    company = await _led(database)
    row = await _ask(database, company, _span(1, 3))
    outsider = company.mentors[2]
    for stranger in (company.students[0], company.tutors[0], outsider, company.mentors[1]):
        async with database.transaction() as session:
            with pytest.raises(NotAllowed):
                await substitutes.board(session, stranger, company.teams[0].id)
            with pytest.raises(NotAllowed):
                await substitutes.ask(session, stranger, company.teams[0].id, outsider.id, _span(5, 6), now=NOW)
            with pytest.raises(NotAllowed):
                await substitutes.cancel(session, stranger, row.id, now=NOW)
            with pytest.raises(NotAllowed):
                await substitutes.cancel(session, stranger, row.id + 1000, now=NOW)
    for stranger in (company.mentors[0], outsider, company.office):
        async with database.transaction() as session:
            with pytest.raises(NotAllowed):
                await substitutes.agree(session, stranger, row.id, now=NOW)
            with pytest.raises(NotAllowed):
                await substitutes.refuse(session, stranger, row.id, now=NOW)
    # The team's own mentor and its tutor cannot be asked.
    async with database.transaction() as session:
        for person in (company.mentors[0], company.tutors[0], company.students[0]):
            with pytest.raises(Stale, match="mentors-candidate-gone"):
                await substitutes.ask(session, company.office, company.teams[0].id, person.id, _span(5, 6), now=NOW)
