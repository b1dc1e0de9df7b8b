"""Matching mentors: proposals are staged and leave together, wishes count, the office may decide by hand."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import MentorOffer, OutboxMessage, Person, Team
from bot.db.queries import mentors as queries
from bot.domain.enums import OfferStatus, OutboxStatus
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.services import mentor_matching, mentor_teams, mentors
from tests.services.team_cast import NOW, Company


async def _told(database: Database, person: Person) -> list[str]:
    async with database.reading() as session:
        statement = select(OutboxMessage.template).where(
            OutboxMessage.person_id == person.id, OutboxMessage.status == OutboxStatus.PENDING
        )
        return list(await session.scalars(statement.order_by(OutboxMessage.id)))


async def _stage(database: Database, company: Company) -> mentor_matching.Staged:
    async with database.transaction() as session:
        return await mentor_matching.stage_all(session, company.office, company.run.id, now=NOW)


async def _offers(database: Database, company: Company) -> dict[int, tuple[int, OfferStatus]]:
    async with database.reading() as session:
        found = await queries.offers_of_run(session, company.run.id)
        return {offer.team_id: (offer.mentor_id, offer.status) for offer in found}


async def test_proposals_are_staged_silently_and_leave_together(database: Database) -> None:
    company = await Company.gather(database)
    first, second = company.teams
    assert await _stage(database, company) == mentor_matching.Staged(2, 0)
    assert await _stage(database, company) == mentor_matching.Staged(2, 0)  # matched anew, not twice
    assert await _offers(database, company) == {
        first.id: (company.mentors[0].id, OfferStatus.STAGED),
        second.id: (company.mentors[1].id, OfferStatus.STAGED),
    }
    assert await _told(database, company.mentors[0]) == []
    async with database.reading() as session:
        assert (await mentor_teams.mine(session, company.mentors[0])).offers == []
    async with database.transaction() as session:
        assert await mentor_matching.release_staged(session, company.office, company.run.id, now=NOW) == 2
    assert [await _told(database, each) for each in company.mentors] == [["mentors-offer"], ["mentors-offer"], []]
    with pytest.raises(Stale, match="mentors-nothing-staged"):
        async with database.transaction() as session:
            await mentor_matching.release_staged(session, company.office, company.run.id, now=NOW)


async def test_staged_proposal_cannot_be_answered_and_can_be_taken_out(database: Database) -> None:
    company = await Company.gather(database, mentors=1)
    assert await _stage(database, company) == mentor_matching.Staged(1, 1)
    ((team_id, _),) = (await _offers(database, company)).items()
    async with database.reading() as session:
        offer = (await session.scalars(select(MentorOffer))).one()
    with pytest.raises(Stale):
        async with database.transaction() as session:
            await mentors.accept(session, company.mentors[0], offer.id, now=NOW)
    with pytest.raises(Stale, match="mentor-offer-staged"):
        async with database.transaction() as session:
            await mentors.offer_next(session, company.office, team_id, now=NOW)
    async with database.transaction() as session:
        await mentor_matching.unstage(session, company.office, team_id)
    assert await _offers(database, company) == {}


async def test_tutor_names_mentors_and_the_waterfall_follows(database: Database) -> None:
    company = await Company.gather(database)
    team, tutor, third = company.teams[0], company.tutors[0], company.mentors[2]
    async with database.transaction() as session:
        await mentor_matching.name_mentor(session, tutor, team.id, company.mentors[0].id, now=NOW)
        await mentor_matching.name_mentor(session, tutor, team.id, third.id, now=NOW)
        wishes = await mentor_matching.name_mentor(session, tutor, team.id, company.mentors[0].id, now=NOW)
        assert (wishes.named, wishes.in_person) == ((third.id,), False)
        assert (await mentor_matching.wish_in_person(session, tutor, team.id, True, now=NOW)).in_person
    async with database.reading() as session:
        slot = await mentors.open_slot(session, company.office, team.id)
        assert slot.ahead[0][0].id == third.id
    for stranger in (company.tutors[1], company.students[0], company.office):
        with pytest.raises(NotAllowed):
            async with database.transaction() as session:
                await mentor_matching.name_mentor(session, stranger, team.id, third.id, now=NOW)


async def test_office_appoints_by_hand_and_replaces_an_accepted_mentor(database: Database) -> None:
    company = await Company.gather(database)
    team, first, second = company.teams[0], company.mentors[0], company.mentors[1]
    async with database.transaction() as session:
        await mentor_matching.appoint(session, company.office, team.id, first.id, now=NOW)
    assert await _told(database, first) == ["mentors-appointed"]
    with pytest.raises(Stale, match="mentor-already-accepted"):
        async with database.transaction() as session:
            await mentor_matching.appoint(session, company.office, team.id, second.id, now=NOW)
    async with database.transaction() as session:
        await mentor_matching.release(session, company.office, team.id, now=NOW)
    with pytest.raises(Stale, match="mentors-already-free"):
        async with database.transaction() as session:
            await mentor_matching.release(session, company.office, team.id, now=NOW)
    async with database.transaction() as session:
        offer = await mentors.offer_next(session, company.office, team.id, now=NOW)
    assert offer.mentor_id == second.id
    assert await _told(database, company.students[0]) == ["mentors-found", "mentors-left"]
    async with database.reading() as session:
        history = [(person.id, each.status) for each, person in await queries.waterfall(session, team.id)]
    assert history == [(first.id, OfferStatus.RELEASED), (second.id, OfferStatus.OFFERED)]


async def test_of_many_mentors_who_take_one_team_at_once_one_leads_it(database: Database) -> None:
    company = await Company.gather(database)
    team = company.teams[0]

    async def take(place: int) -> str:
        try:
            async with database.transaction() as session:
                mentor_id = company.mentors[place % 3].id
                await mentor_matching.appoint(session, company.office, team.id, mentor_id, now=NOW)
                return "appointed"
        except RuleViolation as violation:
            return violation.key

    outcome = Counter(await asyncio.gather(*map(take, range(9))))
    assert outcome == {"appointed": 1, "mentor-already-accepted": 8}
    async with database.reading() as session:
        accepted = (await session.scalars(select(MentorOffer).where(MentorOffer.team_id == team.id))).one()
        assert (await session.get_one(Team, team.id)).mentor_id == accepted.mentor_id
