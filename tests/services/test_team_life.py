"""A published team lives: leaving, the reserve that steps in, merging; told to those concerned, kept as history."""

import asyncio
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import (
    Application,
    Call,
    OutboxMessage,
    Person,
    ProjectSupport,
    Season,
    Seat,
    SeatMove,
    Team,
    TeamMember,
)
from bot.db.queries import indicators as indicator_queries
from bot.db.queries import team_life as queries
from bot.db.queries import teams as team_queries
from bot.domain.enums import ApplicationStatus, OfferStatus, Role, TeamRunStatus
from bot.domain.errors import NotAllowed, NotFound, RuleViolation, Stale
from bot.services import mentor_matching, privacy, seats, team_life
from tests.cast import sign
from tests.services.team_cast import NOW, Company, applicant

RESERVE = ApplicationStatus.RESERVE


async def _told(database: Database, person: Person) -> list[str]:
    async with database.reading() as session:
        statement = select(OutboxMessage.template).where(OutboxMessage.person_id == person.id)
        return list(await session.scalars(statement.order_by(OutboxMessage.id)))


async def _office_told(database: Database, person: Person) -> list[str]:
    """What was sent to the chat of somebody of the office."""
    async with database.reading() as session:
        statement = select(OutboxMessage.template).where(OutboxMessage.chat_id == person.telegram_id)
        return list(await session.scalars(statement.order_by(OutboxMessage.id)))


async def _moves(session: AsyncSession, person: Person) -> list[tuple[str, int | None]]:
    """(cause, whose place) of everything that became of somebody's application."""
    statement = (
        select(SeatMove.cause, SeatMove.place_of)
        .join(Application, Application.id == SeatMove.application_id)
        .where(Application.person_id == person.id)
        .order_by(SeatMove.id)
    )
    return [(cause.value, place) for cause, place in await session.execute(statement)]


async def _application(session: AsyncSession, person: Person) -> Application:
    found: Application = (await session.scalars(select(Application).where(Application.person_id == person.id))).one()
    return found


async def _history(database: Database, team: Team) -> list[str]:
    async with database.reading() as session:
        return [line.change.kind.value for line in await queries.history(session, team.id, limit=10)]


async def test_member_leaves_and_the_office_learns_that_the_team_is_too_small(database: Database) -> None:
    company = await Company.gather(database)
    team, office = company.teams[0], company.office
    first, second, third = company.students[:3]
    async with database.transaction() as session:
        await team_life.leave(session, office, team.id, first.id, now=NOW)
    # Nobody is on the reserve: the office hears of the free place.
    assert await _office_told(database, office) == ["application-place-freed"]
    async with database.transaction() as session:
        await team_life.leave(session, office, team.id, second.id, now=NOW)
    assert "team-small-alert" in await _told(database, office)
    assert await _told(database, first) == ["team-left-you"]
    assert await _told(database, third) == ["team-left", "team-left"]
    assert await _told(database, company.tutors[0]) == ["team-left", "team-left"]
    assert await _history(database, team) == ["member_left", "member_left"]
    with pytest.raises(Stale, match="teams-member-elsewhere"):
        async with database.transaction() as session:
            await team_life.leave(session, office, team.id, first.id, now=NOW)


async def test_office_learns_of_a_team_that_lost_people_to_erasure(database: Database) -> None:
    company = await Company.gather(database)
    team, office = company.teams[0], company.office
    for gone, told in ((company.students[0], 0), (company.students[1], 1), (company.tutors[0], 2)):
        async with database.transaction() as session:
            await privacy.erase(session, await session.get_one(Person, gone.id), now=NOW)
        assert await _told(database, office) == ["team-small-alert", "team-tutorless-alert"][:told]
    assert await _history(database, team) == ["tutor_left", "member_left", "member_left"]
    async with database.reading() as session:
        assert (await session.get_one(Team, team.id)).tutor_id is None
        assert [each.id for each in await team_queries.members_of(session, team.id)] == [company.students[2].id]


async def test_reserve_tutor_of_the_direction_steps_in_at_once(database: Database) -> None:
    company = await Company.gather(database)
    team, gone = company.teams[0], company.tutors[0]
    async with database.transaction() as session:
        season = await session.get_one(Season, company.run.season_id)
        other = await applicant(session, season, Role.TUTOR, 4, status=RESERVE)
        fitting = await applicant(session, season, Role.TUTOR, 6, status=RESERVE)
    async with database.transaction() as session:
        chosen = await team_life.replace_tutor(session, company.office, team.id, now=NOW)
        assert chosen is not None
        assert chosen.id == fitting.id
    async with database.reading() as session:
        assert (await session.get_one(Team, team.id)).tutor_id == fitting.id
        rows = await session.execute(select(Application.person_id, Application.status))
        status = dict(rows.all())
    assert [status[each.id] for each in (gone, fitting, other)] == ["withdrawn", "accepted", "reserve"]
    assert await _told(database, gone) == ["team-tutor-goodbye"]
    assert await _told(database, fitting) == ["team-tutor-you"]
    assert await _told(database, company.students[0]) == ["team-tutor-new"]
    assert await _history(database, team) == ["tutor_joined", "tutor_left"]


async def test_who_leaves_frees_the_place_and_the_reserve_moves_up_for_it(database: Database) -> None:
    company = await Company.gather(database)
    gone = company.students[0]
    async with database.transaction() as session:
        season = await session.get_one(Season, company.run.season_id)
        waiting = await applicant(session, season, Role.STUDENT, 9, status=RESERVE)
        waiting.birth_date = date(2000, 1, 1)
        await sign(session, waiting, waiting.id)
        call = (await session.scalars(select(Call).where(Call.role == Role.STUDENT))).one()
        call.quota = 6  # full
        held = Seat(
            call_id=call.id, application_id=(await _application(session, gone)).id, status=OfferStatus.ACCEPTED,
            offered_at=NOW, deadline_at=NOW,
        )  # fmt: skip
        session.add(held)
    async with database.transaction() as session:
        await team_life.leave(session, company.office, company.teams[0].id, gone.id, now=NOW)
    async with database.reading() as session:
        assert (await session.get_one(Seat, held.id)).status is OfferStatus.WITHDRAWN
        assert await _moves(session, gone) == [("left_team", None)]
        assert await _moves(session, waiting) == [("moved_up", (await _application(session, gone)).id)]
        assert (await _application(session, waiting)).status is ApplicationStatus.ACCEPTED
    assert await _told(database, waiting) == ["seat-moved-up"]


async def test_tutor_from_the_reserve_takes_the_very_place_confirmed(database: Database) -> None:
    company = await Company.gather(database)
    team, gone = company.teams[0], company.tutors[0]
    async with database.transaction() as session:
        season = await session.get_one(Season, company.run.season_id)
        first = await applicant(session, season, Role.TUTOR, 4, status=RESERVE)
        fitting = await applicant(session, season, Role.TUTOR, 6, status=RESERVE)
        call = (await session.scalars(select(Call).where(Call.role == Role.TUTOR))).one()
        call.quota = 2
    async with database.transaction() as session:
        await team_life.replace_tutor(session, company.office, team.id, now=NOW)
        await seats.tick(session, now=NOW)
    async with database.reading() as session:
        assert await _moves(session, gone) == [("left_team", None)]
        assert await _moves(session, fitting) == [("moved_up", (await _application(session, gone)).id)]
        seat = (await session.scalars(select(Seat))).one()
        assert (seat.application_id, seat.status) == ((await _application(session, fitting)).id, OfferStatus.ACCEPTED)
        assert seat.nudge_at is None
        # No place is left for the next of the reserve.
        assert await _moves(session, first) == []


async def test_merge_beyond_the_largest_size_is_confirmed(database: Database) -> None:
    company = await Company.gather(database)  # three and three, four at most
    source, target = company.teams
    with pytest.raises(RuleViolation, match="team-merge-too-big") as refused:
        async with database.transaction() as session:
            await team_life.merge(session, company.office, source.id, target.id, now=NOW)
    assert refused.value.arguments == {"size": 6, "largest": 4}
    async with database.transaction() as session:
        for person in company.students[:2]:
            await team_life.leave(session, company.office, source.id, person.id, now=NOW)
    async with database.transaction() as session:
        await team_life.merge(session, company.office, source.id, target.id, now=NOW)


async def test_merged_team_is_formed_once_and_brings_its_support_along(database: Database) -> None:
    company = await Company.gather(database)
    source, target = company.teams
    async with database.transaction() as session:
        session.add(
            ProjectSupport(
                team_id=source.id, supporter="Завод", kind="money", document="№ 1", recorded_by=company.office.id,
                recorded_at=NOW,
            )
        )  # fmt: skip
        await session.flush()
        assert (await indicator_queries.teams(session))[:3] == (2, 0, 1)
        await team_life.merge(session, company.office, source.id, target.id, beyond=True, now=NOW)
        assert (await indicator_queries.teams(session))[:3] == (1, 0, 1)


async def test_without_a_reserve_the_office_is_told(database: Database) -> None:
    company = await Company.gather(database)
    async with database.transaction() as session:
        assert await team_life.replace_tutor(session, company.office, company.teams[0].id, now=NOW) is None
    assert await _told(database, company.office) == ["team-tutor-alert"]


async def test_two_teams_that_lose_their_tutors_at_once_never_get_the_same_one(database: Database) -> None:
    company = await Company.gather(database)
    async with database.transaction() as session:
        season = await session.get_one(Season, company.run.season_id)
        reserve = await applicant(session, season, Role.TUTOR, 6, status=RESERVE)

    async def replace(team: Team) -> int | None:
        async with database.transaction() as session:
            chosen = await team_life.replace_tutor(session, company.office, team.id, now=NOW)
            return chosen.id if chosen is not None else None

    assert Counter(await asyncio.gather(*map(replace, company.teams))) == {reserve.id: 1, None: 1}


async def test_merged_team_is_history_and_its_people_are_in_the_other(database: Database) -> None:
    company = await Company.gather(database)
    source, target = company.teams
    async with database.transaction() as session:
        await mentor_matching.appoint(session, company.office, source.id, company.mentors[0].id, now=NOW)
    async with database.transaction() as session:
        await team_life.merge(session, company.office, source.id, target.id, beyond=True, now=NOW)
    async with database.reading() as session:
        places = (await session.scalars(select(TeamMember.team_id))).all()
        lines = await team_queries.lines(session, company.run.id)
        emptied = await session.get_one(Team, source.id)
    assert set(places) == {target.id}
    assert [line.team.id for line in lines] == [target.id]
    assert (emptied.merged_into_id, emptied.tutor_id, emptied.mentor_id) == (target.id, None, None)
    assert (await _told(database, company.students[0]))[-1] == "team-merged-you"
    assert (await _told(database, company.students[3]))[-1] == "team-merged-hosts"
    assert (await _told(database, company.tutors[0]))[-1] == "team-merged-goodbye"
    assert (await _told(database, company.mentors[0]))[-1] == "team-merged-goodbye"
    assert (await _history(database, target), await _history(database, source)) == (["merged"], ["merged_away"])
    with pytest.raises(NotFound, match="teams-team-unknown"):
        async with database.transaction() as session:
            await team_life.merge(session, company.office, source.id, target.id, now=NOW)


async def test_team_cannot_be_merged_with_itself_or_before_it_is_published(database: Database) -> None:
    company = await Company.gather(database)
    with pytest.raises(RuleViolation, match="team-merge-itself"):
        async with database.transaction() as session:
            await team_life.merge(session, company.office, company.teams[0].id, company.teams[0].id, now=NOW)


async def test_draft_does_not_live_yet_and_strangers_change_nothing(database: Database) -> None:
    company = await Company.gather(database, status=TeamRunStatus.DRAFT)
    first, second = company.teams
    with pytest.raises(RuleViolation, match="team-life-unpublished-yet"):
        async with database.transaction() as session:
            await team_life.merge(session, company.office, first.id, second.id, now=NOW)
    for stranger in (company.tutors[0], company.students[0], company.mentors[0]):
        async with database.transaction() as session:
            with pytest.raises(NotAllowed):
                await team_life.leave(session, stranger, first.id, company.students[0].id, now=NOW)
            with pytest.raises(NotAllowed):
                await team_life.replace_tutor(session, stranger, first.id, now=NOW)
            with pytest.raises(NotAllowed):
                await team_life.open_team(session, stranger, first.id, now=NOW)
