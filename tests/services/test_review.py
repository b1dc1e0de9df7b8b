"""Reviews: given out evenly and blindly, a third one where two are far apart, nothing left lying."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import Application, Call, Consent, OfficeMember, OutboxMessage, Person, Review, ReviewRound
from bot.db.queries import review_rounds as queries
from bot.domain.enums import ApplicationStatus, OfficeRole, ReviewState, Role
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.services import applications, review, review_rounds
from tests.cast import OPEN, apply, load_season, office_member, participant


@pytest.fixture
def database(season_database: Database) -> Database:
    """With the shipped season in it."""
    return season_database


LATER = OPEN + timedelta(days=20)


@dataclass
class Scene:
    """A review that has begun."""

    clerk: Person
    call: Call
    round: ReviewRound
    reviewers: list[Person]
    applications: list[Application]


async def reviewer(session: AsyncSession, number: int, *, organisation: str = "АмГУ") -> Person:
    """An accepted tutor."""
    person = await participant(session, 500 + number, role=Role.TUTOR)
    person.organisation_name = organisation
    call = (await session.scalars(select(Call).where(Call.role == Role.TUTOR))).one()
    (await apply(session, person, call)).status = ApplicationStatus.ACCEPTED
    return person


async def scene(
    session: AsyncSession, *, applications: int, reviewers: int, calibrated: bool = False, begin: bool = True
) -> Scene:
    """So many applications of students, so many tutors to review them."""
    call = (await load_season(session))[Role.STUDENT]
    clerk = await office_member(session, OfficeRole.OPERATOR, telegram_id=899)
    sent = [await apply(session, await participant(session, 10 + place), call) for place in range(applications)]
    people = [await reviewer(session, number) for number in range(reviewers)]
    this = (await review_rounds.view(session, clerk, call.id, now=LATER)).round
    this.calibrated = calibrated
    assert await review_rounds.add_all(session, clerk, this.id, tutors=True, now=LATER) == reviewers
    if begin:
        await review_rounds.start(session, clerk, this.id, now=LATER)
    return Scene(clerk, call, this, people, sent)


async def reviews(session: AsyncSession, *states: ReviewState) -> list[Review]:
    """All of them, or those in these states."""
    statement = select(Review).order_by(Review.id).execution_options(populate_existing=True)
    return [row for row in await session.scalars(statement) if not states or row.state in states]


async def score(session: AsyncSession, row: Review, level: int) -> None:
    """The reviewer chooses the same level for all criteria and is done."""
    actor = await session.get_one(Person, row.reviewer_id)
    for place in range(4):
        await review.set_level(session, actor, row.id, place, level, now=LATER)
    await review.give(session, actor, row.id, now=LATER)


async def _letters(session: AsyncSession, template: str) -> list[OutboxMessage]:
    rows = await session.scalars(select(OutboxMessage).where(OutboxMessage.template == template))
    return sorted(rows, key=lambda row: row.chat_id)


async def test_every_application_gets_its_reviews_and_each_reviewer_one_letter(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=6, reviewers=4)
        given_out = await reviews(session)
        assert sorted(row.application_id for row in given_out) == sorted(2 * [each.id for each in this.applications])
        loads = [sum(row.reviewer_id == person.id for row in given_out) for person in this.reviewers]
        assert loads == [3, 3, 3, 3]
        letters = await _letters(session, "review-start")
        assert [letter.args["count"] for letter in letters] == loads
        with pytest.raises(Stale, match="review-started"):
            await review_rounds.start(session, this.clerk, this.round.id, now=LATER)


async def test_nobody_reviews_their_own_organisation_or_their_own_child(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=3, reviewers=4, begin=False)
        this.reviewers[0].organisation_name = "школа  № 1"
        parent, child = this.reviewers[1], this.applications[0]
        signed = select(Consent).where(Consent.person_id == child.person_id, Consent.relation == "mother")
        (await session.scalars(signed)).one().signer_id = parent.id
        await review_rounds.start(session, this.clerk, this.round.id, now=LATER)
        rows = await reviews(session)
        assert len(rows) == 6
        assert this.reviewers[0].id not in {row.reviewer_id for row in rows}
        assert (child.id, parent.id) not in {(row.application_id, row.reviewer_id) for row in rows}


async def test_what_lacks_consent_waits_and_is_given_out_when_it_comes(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=2, reviewers=2, begin=False)
        late = this.applications[1]
        paper = select(Consent).where(Consent.person_id == late.person_id, Consent.relation == "mother")
        consent = (await session.scalars(paper)).one()
        consent.withdrawn_at = LATER
        await review_rounds.start(session, this.clerk, this.round.id, now=LATER)
        assert {row.application_id for row in await reviews(session)} == {this.applications[0].id}
        consent.withdrawn_at = None
        await session.flush()
        await review_rounds.tend(session, now=LATER)
        assert len([row for row in await reviews(session) if row.application_id == late.id]) == 2
        await review_rounds.tend(session, now=LATER)
        assert len(await reviews(session)) == 4
        assert [letter.args["count"] for letter in await _letters(session, "review-more")] == [1, 1]


async def test_start_says_what_is_missing(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=1, reviewers=1, begin=False)
        with pytest.raises(RuleViolation, match="review-call-open"):
            await review_rounds.start(session, this.clerk, this.round.id, now=OPEN)
        with pytest.raises(RuleViolation, match="review-too-few-reviewers"):
            await review_rounds.start(session, this.clerk, this.round.id, now=LATER)


async def test_scores_of_others_stay_hidden_until_ones_own_is_given(database: Database) -> None:
    async with database.transaction() as session:
        await scene(session, applications=1, reviewers=2)
        first, second = await reviews(session)
        await score(session, first, 3)
        reader = await session.get_one(Person, second.reviewer_id)
        assert (await review.open_card(session, reader, second.id, now=LATER)).others == ()
        await score(session, second, 2)
        card = await review.open_card(session, reader, second.id, now=LATER)
        assert (card.total, list(card.others)) == (66.7, [100.0])


async def test_two_far_apart_call_a_third_reviewer_by_themselves(database: Database) -> None:
    async with database.transaction() as session:
        await scene(session, applications=1, reviewers=4)
        first, second = await reviews(session)
        await score(session, first, 3)
        await score(session, second, 3)
        assert len(await reviews(session)) == 2
        # A changed mind counts like a new score.
        actor = await session.get_one(Person, second.reviewer_id)
        for place in range(4):
            await review.set_level(session, actor, second.id, place, 1, now=LATER)
        third = (await reviews(session, ReviewState.ASSIGNED))[0]
        assert third.cause == "third"
        assert third.reviewer_id not in {first.reviewer_id, second.reviewer_id}
        await score(session, third, 2)
        assert len(await reviews(session)) == 3
        with pytest.raises(Stale, match="review-given"):
            await score(session, third, 0)


async def test_conflict_passes_the_application_on_for_good(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=2, reviewers=3)
        mine = (await reviews(session))[0]
        actor = await session.get_one(Person, mine.reviewer_id)
        await review.declare_conflict(session, actor, mine.id, now=LATER)
        holders = [
            row.reviewer_id
            for row in await reviews(session, ReviewState.ASSIGNED)
            if row.application_id == mine.application_id
        ]
        assert len(holders) == 2
        assert actor.id not in holders
        with pytest.raises(NotAllowed):
            await review.open_card(session, actor, mine.id, now=LATER)
        await review_rounds.tend(session, now=LATER + timedelta(days=1))
        assert this.round.changed_at == LATER


async def test_overdue_is_nudged_once_then_passed_on_to_those_in_time(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=4, reviewers=3)
        late = this.reviewers[0]
        owed = [row for row in await reviews(session) if row.reviewer_id == late.id]
        for row in await reviews(session):
            if row.reviewer_id != late.id:
                await score(session, row, 2)
        due = owed[0].due_at
        for moment in (due, due + timedelta(hours=1)):
            await review_rounds.tend(session, now=moment)
        assert [letter.args["count"] for letter in await _letters(session, "review-overdue")] == [len(owed)]
        await review_rounds.tend(session, now=due + timedelta(hours=24))
        assert {row.state for row in await reviews(session) if row.reviewer_id == late.id} == {ReviewState.PASSED_ON}
        again = await reviews(session, ReviewState.ASSIGNED)
        assert len(again) == len(owed)
        assert late.id not in {row.reviewer_id for row in again}
        assert [letter.chat_id for letter in await _letters(session, "review-passed-on")] == [late.telegram_id]


async def test_overdue_without_anybody_else_stays(database: Database) -> None:
    async with database.transaction() as session:
        await scene(session, applications=2, reviewers=2)
        for day in range(3, 5):
            await review_rounds.tend(session, now=LATER + timedelta(days=day))
        assert {row.state for row in await reviews(session)} == {ReviewState.ASSIGNED}


async def test_everybody_scores_the_calibration_set_first(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=12, reviewers=3, calibrated=True)
        shared = [row for row in await reviews(session) if row.calibration]
        assert len({row.application_id for row in shared}) == 5
        assert len(shared) == 15
        actor = this.reviewers[0]
        ordinary = [row for row in await reviews(session) if row.reviewer_id == actor.id and not row.calibration]
        with pytest.raises(RuleViolation, match="review-calibrate-first"):
            await review.open_card(session, actor, ordinary[0].id, now=LATER)
        for level, person in enumerate(this.reviewers, start=1):
            for _ in range(5):
                following = await review.next_review(session, person, this.round.id)
                assert following is not None
                row = await session.get_one(Review, following)
                assert row.calibration
                await score(session, row, level)
        last = [row for row in shared if row.reviewer_id == actor.id][-1]
        card = await review.open_card(session, actor, last.id, now=LATER)
        assert [round(each, 1) for each in card.calibration or ()] == [33.3, 83.3]
        assert (await review.open_card(session, actor, ordinary[0].id, now=LATER)).missing == 4


async def test_next_is_what_fewest_have_reviewed(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=3, reviewers=2)
        first, second = this.reviewers
        theirs = [row for row in await reviews(session) if row.reviewer_id == second.id]
        await score(session, theirs[0], 2)
        following = await review.next_review(session, first, this.round.id)
        assert following is not None
        assert (await session.get_one(Review, following)).application_id == theirs[1].application_id


async def test_forged_ids_open_nothing_and_a_revoked_right_ends_at_once(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=1, reviewers=2)
        first, second = await reviews(session)
        one, other = [await session.get_one(Person, row.reviewer_id) for row in (first, second)]
        for actor, number in ((other, first.id), (this.clerk, first.id), (one, 10**6)):
            with pytest.raises(NotAllowed):
                await review.open_card(session, actor, number, now=LATER)
            with pytest.raises(NotAllowed):
                await review.give(session, actor, number, now=LATER)
        own = (await session.scalars(select(Application).where(Application.person_id == one.id))).one()
        own.status = ApplicationStatus.WITHDRAWN
        await session.flush()
        with pytest.raises(NotAllowed):
            await review.open_card(session, one, first.id, now=LATER)
        expert = await office_member(session, OfficeRole.EXPERT, telegram_id=777)
        await review_rounds.toggle(session, this.clerk, this.round.id, expert.id, now=LATER)
        moved = [
            row for row in await reviews(session, ReviewState.ASSIGNED) if row.application_id == first.application_id
        ]
        assert {row.reviewer_id for row in moved} == {second.reviewer_id, expert.id}
        member = (await session.scalars(select(OfficeMember).where(OfficeMember.person_id == expert.id))).one()
        member.revoked_at = LATER
        await session.flush()
        with pytest.raises(NotAllowed):
            await review.open_card(session, expert, moved[-1].id, now=LATER)


async def test_withdrawn_application_and_closed_phase(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=2, reviewers=2)
        gone = this.applications[0]
        mine = {row.application_id: row for row in await reviews(session) if row.reviewer_id == this.reviewers[0].id}
        applicant = await session.get_one(Person, gone.person_id)
        await applications.withdraw(session, applicant, this.call.id, now=LATER)
        with pytest.raises(Stale, match="review-application-gone"):
            await review.open_card(session, this.reviewers[0], mine[gone.id].id, now=LATER)
        (standing,) = await review.standings(session, this.reviewers[0])
        assert (standing.given, standing.waiting) == (0, 1)
        await review_rounds.finish(session, this.clerk, this.round.id, now=LATER)
        with pytest.raises(Stale, match="review-over"):
            await score(session, mine[this.applications[1].id], 1)


async def test_progress_counts_reviews_and_applications(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=2, reviewers=2)
        for row in (await reviews(session))[:2]:
            await score(session, row, 2)
        found = await review_rounds.view(session, this.clerk, this.call.id, now=LATER + timedelta(days=4))
        assert found.progress == queries.Progress(wanted=4, given=2, overdue=2, applications=2, ready=1)


@pytest.mark.parametrize("role", [None, OfficeRole.EXPERT, OfficeRole.OBSERVER])
async def test_only_who_decides_sets_reviews_up(database: Database, role: OfficeRole | None) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=1, reviewers=2)
        actor = await office_member(session, role, telegram_id=901) if role else this.reviewers[0]
        with pytest.raises(NotAllowed):
            await review_rounds.view(session, actor, this.call.id, now=LATER)
        with pytest.raises(NotAllowed):
            await review_rounds.finish(session, actor, this.round.id, now=LATER)
        with pytest.raises(NotAllowed):
            await review_rounds.toggle(session, actor, this.round.id, this.reviewers[0].id, now=LATER)
