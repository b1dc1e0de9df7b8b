"""A mentor changes the profile: the next matching follows it, what was sent stays, the office sees when."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import Application, MentorOffer, MentorProfile, Person
from bot.db.queries import mentor_profiles as queries
from bot.db.queries import mentors as mentor_queries
from bot.domain.enums import ApplicationStatus, OfferStatus
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.domain.mentor_profiles import MentorFormat
from bot.services import mentor_matching, mentor_profiles, mentors, privacy
from tests.services.team_cast import NOW, Company

LATER = NOW + timedelta(hours=1)


async def _staged(database: Database, company: Company) -> dict[int, int]:
    async with database.transaction() as session:
        await mentor_matching.stage_all(session, company.office, company.run.id, now=LATER)
        return {team: mentor.id for team, mentor in (await mentor_queries.staged(session, company.run.id)).items()}


async def test_what_is_changed_counts_at_the_next_matching(database: Database) -> None:
    company = await Company.gather(database, mentors=2)  # the first names it, the second agro
    first, second = company.mentors
    one, other = (team.id for team in company.teams)  # it, agro
    assert await _staged(database, company) == {one: first.id, other: second.id}
    async with database.transaction() as session:
        await mentor_profiles.choose_direction(session, second, "it", now=LATER)
        mine = await mentor_profiles.set_capacity(session, first, 2, now=LATER)
        assert (mine.profile.directions, mine.profile.capacity) == (("it",), 2)
        mine = await mentor_profiles.choose_direction(session, first, "agro", now=LATER)
        mine = await mentor_profiles.choose_direction(session, first, "it", now=LATER)
        assert mine.profile.directions == ("agro",)
        mine = await mentor_profiles.choose_direction(session, second, "agro", now=LATER)
        assert mine.profile.directions == ("it",)
    assert await _staged(database, company) == {one: second.id, other: first.id}


async def test_offers_that_were_sent_stay_and_the_office_sees_who_changed_since_the_matching(
    database: Database,
) -> None:
    company = await Company.gather(database, mentors=2)
    first, second = company.mentors
    async with database.transaction() as session:
        offer = await mentors.offer_next(session, company.office, company.teams[0].id, now=NOW)
        await mentor_matching.stage_all(session, company.office, company.run.id, now=NOW)
    async with database.transaction() as session:
        mine = await mentor_profiles.set_format(session, first, MentorFormat.ONLINE, now=LATER)
        assert (mine.waiting, mine.profile.changed_at) == (1, LATER)
        await mentor_profiles.tell_wishes(session, second, "по субботам", now=LATER)
    async with database.reading() as session:
        assert (await session.get_one(MentorOffer, offer.id)).status is OfferStatus.OFFERED
        assert [each.id for each in await queries.changed_since_staged(session, company.run.id)] == [second.id]
        slot = await mentors.open_slot(session, company.office, company.teams[0].id)
        assert slot.changed == {first.id: LATER, second.id: LATER}


async def test_saying_the_same_again_is_no_change(database: Database) -> None:
    company = await Company.gather(database, mentors=1)
    async with database.transaction() as session:
        mine = await mentor_profiles.set_format(session, company.mentors[0], MentorFormat.BOTH, now=LATER)
        assert mine.profile.changed_at is None
        assert (await session.scalars(select(MentorProfile))).all() == []


async def test_application_sent_anew_is_the_later_word_but_knows_no_wishes(database: Database) -> None:
    company = await Company.gather(database, mentors=1)
    mentor = company.mentors[0]
    async with database.transaction() as session:
        await mentor_profiles.set_capacity(session, mentor, 3, now=LATER)
        await mentor_profiles.tell_wishes(session, mentor, "вечером", now=LATER)
        sent = (await session.scalars(select(Application).where(Application.person_id == mentor.id))).one()
        sent.answers, sent.submitted_at = {"directions": ["space"], "capacity": 2}, LATER + timedelta(hours=1)
    async with database.reading() as session:
        (entry,) = await mentor_queries.pool(session, company.run.id, company.run.season_id)
    assert (entry.profile.directions, entry.profile.capacity) == (("space",), 2)
    assert entry.profile.wishes == "вечером"


async def test_bounds_are_kept(database: Database) -> None:
    company = await Company.gather(database, mentors=1)
    mentor = company.mentors[0]
    async with database.transaction() as session:
        with pytest.raises(RuleViolation, match="mentor-profile-no-direction"):
            await mentor_profiles.choose_direction(session, mentor, "it", now=LATER)
        with pytest.raises(Stale, match="wishes-direction-gone"):
            await mentor_profiles.choose_direction(session, mentor, "alchemy", now=LATER)
        with pytest.raises(RuleViolation, match="mentor-profile-capacity"):
            await mentor_profiles.set_capacity(session, mentor, 4, now=LATER)


async def test_profile_is_a_mentors_whose_application_stands(database: Database) -> None:
    company = await Company.gather(database, mentors=1)
    mentor = company.mentors[0]
    async with database.transaction() as session:
        for stranger in (company.students[0], company.tutors[0], company.office):
            with pytest.raises(NotAllowed):
                await mentor_profiles.mine(session, stranger)
            assert not await mentor_profiles.has_one(session, stranger)
        assert await mentor_profiles.has_one(session, mentor)
        sent = (await session.scalars(select(Application).where(Application.person_id == mentor.id))).one()
        for gone in (ApplicationStatus.DRAFT, ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN):
            sent.status = gone
            await session.flush()
            with pytest.raises(RuleViolation, match="mentor-profile-not-yet"):
                await mentor_profiles.set_capacity(session, mentor, 2, now=LATER)


async def test_erased_mentor_leaves_no_profile(database: Database) -> None:
    company = await Company.gather(database, mentors=1)
    async with database.transaction() as session:
        mentor = await session.get_one(Person, company.mentors[0].id)
        await mentor_profiles.tell_wishes(session, mentor, "вечером", now=LATER)
        assert len((await privacy.everything_about(session, mentor))["mentor_profiles"]) == 1
        await privacy.erase(session, mentor, now=LATER)
        assert (await session.scalars(select(MentorProfile))).all() == []
