"""A team's group: who binds it, who is let in, who is due to leave it, what the tutor hears."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import OutboxMessage, Person, Team, TeamGroup, TeamGroupGuest
from bot.domain.errors import NotAllowed, RuleViolation
from bot.domain.team_groups import GroupProblem
from bot.services import privacy, team_groups, team_life
from tests.services.team_cast import NOW, Company

CHAT, OTHER = -100, -200
LATER = NOW + timedelta(hours=1)


async def _bind(database: Database, tutor: Person, chat_id: int = CHAT) -> Team | None:
    async with database.transaction() as session:
        return await team_groups.bind(session, tutor, chat_id, now=NOW)


async def _knock(database: Database, person: Person, chat_id: int = CHAT) -> bool | None:
    async with database.transaction() as session:
        fresh = await session.get_one(Person, person.id)
        return await team_groups.knock(session, fresh, chat_id, now=NOW)


async def _leaving(database: Database, now: datetime = LATER) -> list[int]:
    async with database.transaction() as session:
        return sorted(each.guest.person_id for each in await team_groups.departures(session, now=now))


async def _told(database: Database, person: Person) -> list[str]:
    async with database.reading() as session:
        statement = select(OutboxMessage.template).where(OutboxMessage.person_id == person.id)
        return list(await session.scalars(statement.order_by(OutboxMessage.id)))


async def test_only_the_teams_own_tutor_binds_and_another_tutor_takes_nothing(database: Database) -> None:
    company = await Company.gather(database)
    for nobody in (company.students[0], company.mentors[0], company.office):
        assert await _bind(database, nobody) is None
    bound = await _bind(database, company.tutors[0])
    assert bound is not None
    assert bound.id == company.teams[0].id
    with pytest.raises(RuleViolation, match="team-group-taken"):
        await _bind(database, company.tutors[1])
    with pytest.raises(RuleViolation, match="team-group-already"):
        await _bind(database, company.tutors[0], OTHER)
    assert await _bind(database, company.tutors[1], OTHER) is not None
    async with database.transaction() as session:
        with pytest.raises(NotAllowed):
            await team_groups.unbind(session, company.students[0], now=NOW)
        await team_groups.unbind(session, company.tutors[1], now=NOW)
    async with database.reading() as session:
        (left,) = (await session.scalars(select(TeamGroup))).all()
    assert (left.team_id, left.chat_id) == (company.teams[0].id, CHAT)


async def test_the_roster_of_the_moment_decides_who_is_let_in(database: Database) -> None:
    company = await Company.gather(database)
    member, outsider = company.students[0], company.students[3]
    assert await _knock(database, member) is None
    await _bind(database, company.tutors[0])
    async with database.transaction() as session:
        (await session.get_one(Team, company.teams[0].id)).mentor_id = company.mentors[0].id
    for person, let_in in ((member, True), (member, True), (outsider, False), (company.mentors[0], False)):
        assert await _knock(database, person) is let_in
    assert await _knock(database, company.tutors[1]) is False
    async with database.reading() as session:
        guests = (await session.scalars(select(TeamGroupGuest.person_id))).all()
    assert sorted(guests) == sorted((company.tutors[0].id, member.id))


async def test_whoever_is_on_the_roster_no_more_is_due_to_leave(database: Database) -> None:
    company = await Company.gather(database)
    first, second, third = company.students[:3]
    await _bind(database, company.tutors[0])
    for person in (first, second, third):
        assert await _knock(database, person)
    assert await _leaving(database) == []
    async with database.transaction() as session:
        await team_life.leave(session, company.office, company.teams[0].id, first.id, now=NOW)
        await privacy.erase(session, await session.get_one(Person, second.id), now=NOW)
        (await session.get_one(Team, company.teams[0].id)).tutor_id = company.tutors[1].id
    gone = sorted((first.id, second.id, company.tutors[0].id))
    assert await _leaving(database) == gone
    # Nothing was heard of the calls: they are made again, but not at once.
    assert await _leaving(database) == []
    assert await _leaving(database, LATER + team_groups.RETRY) == gone
    async with database.transaction() as session:
        for guest in await session.scalars(select(TeamGroupGuest).where(TeamGroupGuest.person_id.in_(gone))):
            refused = guest.person_id == company.tutors[0].id
            await team_groups.departed(session, guest.id, refused=refused, now=LATER)
    assert await _leaving(database, LATER + timedelta(days=1)) == []
    assert await _told(database, company.tutors[1]) == ["team-group-stranger"]


async def test_tutor_hears_once_of_what_is_wrong_and_nothing_of_what_is_well(database: Database) -> None:
    company = await Company.gather(database)
    await _bind(database, company.tutors[0])
    states = ((True, True), (True, False), (True, False), (True, True), (False, False), (False, False))
    for minute, (inside, may_invite) in enumerate(states):
        async with database.transaction() as session:
            now = NOW + timedelta(minutes=minute)
            await team_groups.standing(session, CHAT, inside=inside, may_invite=may_invite, now=now)
    assert await _told(database, company.tutors[0]) == ["team-group-problem-rights", "team-group-problem-removed"]
    async with database.transaction() as session:
        group = (await session.scalars(select(TeamGroup))).one()
        assert (group.problem, group.link) == (GroupProblem.REMOVED, None)
        assert list(await team_groups.links_to_make(session, now=LATER)) == []
        await team_groups.standing(session, CHAT, inside=True, may_invite=True, now=LATER)
        assert [each.id for each in await team_groups.links_to_make(session, now=LATER)] == [group.id]


async def test_group_does_not_wait_for_the_moment_that_the_clock_was_set_back_from(database: Database) -> None:
    company = await Company.gather(database)
    await _bind(database, company.tutors[0])
    earlier, found = NOW - timedelta(hours=1), []
    for now in (earlier, earlier, earlier + team_groups.RETRY):
        async with database.transaction() as session:
            found.append(len(await team_groups.links_to_make(session, now=now)))
    assert found == [1, 0, 1]


async def test_group_of_a_merged_team_is_told_where_to_go_and_is_nobodys(database: Database) -> None:
    company = await Company.gather(database)
    await _bind(database, company.tutors[0])
    assert await _knock(database, company.students[0])
    async with database.transaction() as session:
        await team_life.merge(session, company.office, company.teams[0].id, company.teams[1].id, beyond=True, now=NOW)
    assert await _knock(database, company.students[1]) is False
    assert await _leaving(database) == []
    for _ in range(2):
        async with database.transaction() as session:
            await team_groups.follow_merges(session, now=LATER)
    async with database.reading() as session:
        to_group = select(OutboxMessage.template).where(OutboxMessage.chat_id == CHAT)
        assert list(await session.scalars(to_group)) == ["team-group-merged"]
        assert (await session.scalars(select(TeamGroup))).all() == []
        assert (await session.scalars(select(TeamGroupGuest))).all() == []
