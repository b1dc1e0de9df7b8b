"""The ranking: pages, filters, what the correction changes; a line stages what it says and no more."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import Application, AuditEntry, Consent, Decision, Person, RankedApplication
from bot.db.queries.ranking import RankingFilter
from bot.domain.enums import ApplicationStatus, OfficeRole, Outcome, ReviewState, Role
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.domain.ranking import Basis
from bot.services import applications, decisions, exports, ranking, review, review_rounds, selection
from tests.cast import OPEN, office_member, participant
from tests.services.test_review import Scene, reviews, scene

__all__ = ["database"]

LATER = OPEN + timedelta(days=20)
EVERYTHING = RankingFilter()


@pytest.fixture
def database(season_database: Database) -> Database:
    """With the shipped season in it."""
    return season_database


async def ranked(session: AsyncSession, *levels: int | None) -> Scene:
    """So many applications, each with the same level from both its reviewers; None: not reviewed."""
    this = await scene(session, applications=len(levels), reviewers=2)
    given = {application.id: level for application, level in zip(this.applications, levels, strict=True)}
    for row in await reviews(session):
        level = given[row.application_id]
        if level is not None:
            row.levels = dict.fromkeys((each["key"] for each in this.round.rubric), level)
            row.state, row.score, row.given_at = ReviewState.GIVEN, round(100 * level / 3, 1), LATER
    await session.flush()
    await ranking.recompute(session, this.clerk, this.call.id, now=LATER)
    return this


async def _numbers(
    session: AsyncSession, this: Scene, chosen: RankingFilter = EVERYTHING
) -> list[tuple[int | None, str]]:
    found = await ranking.view(session, this.clerk, this.call.id, chosen, page=0, size=10, now=LATER)
    return [(row.ranked.place, row.number) for row in found.rows]


async def _line(session: AsyncSession, this: Scene, accept: int, reserve: int = 0, *, rest: bool = False) -> None:
    await ranking.stage_line(
        session, this.clerk, this.call.id, accept=accept, reserve=reserve, reject_rest=rest, now=LATER
    )


async def _staged(session: AsyncSession) -> dict[int, str]:
    rows = select(Decision).where(Decision.released_at.is_(None)).execution_options(populate_existing=True)
    return {row.application_id: row.outcome.value for row in await session.scalars(rows)}


async def test_best_first_and_those_without_scores_last_without_a_place(database: Database) -> None:
    async with database.transaction() as session:
        this = await ranked(session, 1, None, 3, 2)
        assert await _numbers(session, this) == [(1, "С-0003"), (2, "С-0004"), (3, "С-0001"), (None, "С-0002")]
        assert await _numbers(session, this, RankingFilter(unreviewed=True)) == [(None, "С-0002")]
        second = await ranking.view(session, this.clerk, this.call.id, EVERYTHING, page=1, size=3, now=LATER)
        assert ([row.number for row in second.rows], second.total) == (["С-0002"], 4)


async def test_filters_by_municipality_and_status(database: Database) -> None:
    async with database.transaction() as session:
        this = await ranked(session, 1, 2)
        person = await session.get_one(Person, this.applications[0].person_id)
        person.municipality_id = "go-tynda"
        this.applications[1].status = ApplicationStatus.ACCEPTED
        await session.flush()
        await ranking.recompute(session, this.clerk, this.call.id, now=LATER)
        assert await _numbers(session, this, RankingFilter(municipality_id="go-tynda")) == [(2, "С-0001")]
        assert await _numbers(session, this, RankingFilter(status=ApplicationStatus.ACCEPTED)) == [(1, "С-0002")]


async def test_without_consent_or_withdrawn_nobody_is_ranked(database: Database) -> None:
    async with database.transaction() as session:
        this = await ranked(session, 1, 2, 3)
        gone = await session.get_one(Person, this.applications[2].person_id)
        await applications.withdraw(session, gone, this.call.id, now=LATER)
        paper = select(Consent).where(Consent.person_id == this.applications[1].person_id, Consent.relation == "mother")
        (await session.scalars(paper)).one().withdrawn_at = LATER
        await session.flush()
        await ranking.recompute(session, this.clerk, this.call.id, now=LATER)
        assert await _numbers(session, this) == [(1, "С-0001")]


async def test_correction_stands_beside_the_mean_and_says_what_it_would_change(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=12, reviewers=3)
        this.call.quota = 1
        strict = this.reviewers[0].id
        for row in await reviews(session):
            row.levels, row.state, row.given_at = {}, ReviewState.GIVEN, LATER
            row.score = 40.0 if row.reviewer_id == strict else 60.0
        # The best one was read by the strict reader.
        best = next(row for row in await reviews(session) if row.reviewer_id == strict)
        for row in await reviews(session):
            if row.application_id == best.application_id:
                row.score = (row.score or 0) + 8
        await session.flush()
        await ranking.recompute(session, this.clerk, this.call.id, now=LATER)
        found = await ranking.view(
            session, this.clerk, this.call.id, RankingFilter(flips=True), page=0, size=8, now=LATER
        )
        assert found.flipped == len(found.rows) == 2
        by_place = {row.ranked.adjusted_place: row.ranked.application_id for row in found.rows}
        assert by_place[1] == best.application_id
        await ranking.set_basis(session, this.clerk, this.call.id, Basis.ADJUSTED, now=LATER)
        await _line(session, this, 1)
        assert await _staged(session) == {best.application_id: "accepted"}
        with pytest.raises(Stale, match="ranking-basis-already"):
            await ranking.set_basis(session, this.clerk, this.call.id, Basis.ADJUSTED, now=LATER)


async def test_line_stages_moves_and_leaves_hands_alone(database: Database) -> None:
    async with database.transaction() as session:
        this = await ranked(session, 3, 2, 1, 0, None)
        first, second, third, fourth, fifth = (application.id for application in this.applications)
        await _line(session, this, 1, 1, rest=True)
        assert await _staged(session) == {first: "accepted", second: "reserve", third: "rejected", fourth: "rejected"}
        with pytest.raises(Stale, match="ranking-line-stands"):
            await _line(session, this, 1, 1, rest=True)
        await selection.stage(session, this.clerk, third, Outcome.ACCEPTED, now=LATER)
        await _line(session, this, 2)
        assert await _staged(session) == {first: "accepted", second: "accepted", third: "accepted"}
        plan = await ranking.plan_line(
            session, this.clerk, this.call.id, accept=2, reserve=1, reject_rest=True, now=LATER
        )
        assert plan.counts == {Outcome.ACCEPTED: 0, Outcome.RESERVE: 0, Outcome.REJECTED: 1}
        assert (plan.accepted, plan.by_hand, plan.unreviewed) == (3, 1, 1)
        assert plan.balance == [("Зея", 3, 4)]
        lines = await session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "selection.line"))
        assert lines.all() == ["accept=1 reserve=1 rest=reject", "accept=2 reserve=0 rest=leave"]
        assert (await session.get_one(Application, fifth)).status is ApplicationStatus.SUBMITTED


async def test_release_keeps_the_place_each_was_decided_by(database: Database) -> None:
    async with database.transaction() as session:
        this = await ranked(session, 1, 3, 2)
        await _line(session, this, 1, 2)
        seen = (await decisions.overview(session, this.clerk, this.call.id, now=LATER)).seen
        await decisions.release(session, this.clerk, this.call.id, seen=seen, now=LATER)
        assert [application.rank for application in this.applications] == [3, 1, 2]
        # Decided ones keep their places in a ranking computed anew.
        await ranking.recompute(session, this.clerk, this.call.id, now=LATER)
        assert await _numbers(session, this) == [(1, "С-0002"), (2, "С-0003"), (3, "С-0001")]


async def test_job_ranks_what_has_changed(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=1, reviewers=2)
        await ranking.refresh_stale(session, now=LATER)
        row = (await reviews(session))[0]
        actor = await session.get_one(Person, row.reviewer_id)
        for place in range(4):
            await review.set_level(session, actor, row.id, place, 3, now=LATER + timedelta(hours=1))
        await review.give(session, actor, row.id, now=LATER + timedelta(hours=1))
        await ranking.refresh_stale(session, now=LATER + timedelta(hours=2))
        kept = (await session.scalars(select(RankedApplication).execution_options(populate_existing=True))).one()
        assert (kept.mean, kept.place, this.round.ranked_at) == (100.0, 1, LATER + timedelta(hours=2))


async def test_who_still_owes_reviews_sees_no_scores_of_others(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=2, reviewers=2, begin=False)
        boss = await office_member(session, OfficeRole.ADMINISTRATOR, telegram_id=901)
        await review_rounds.toggle(session, this.clerk, this.round.id, boss.id, now=LATER)
        this.round.reviews = 3
        await review_rounds.start(session, this.clerk, this.round.id, now=LATER)
        for act in (
            lambda: ranking.view(session, boss, this.call.id, EVERYTHING, page=0, size=8, now=LATER),
            lambda: ranking.plan_line(session, boss, this.call.id, accept=1, reserve=0, reject_rest=False, now=LATER),
            lambda: exports.ask_for(session, boss, exports.What.RANKING, now=LATER),
        ):
            with pytest.raises(RuleViolation, match="ranking-review-first"):
                await act()
        await ranking.view(session, this.clerk, this.call.id, EVERYTHING, page=0, size=8, now=LATER)
        await review_rounds.finish(session, boss, this.round.id, now=LATER)
        await ranking.view(session, boss, this.call.id, EVERYTHING, page=0, size=8, now=LATER)


async def test_before_the_review_there_is_no_ranking_and_experts_see_none(database: Database) -> None:
    async with database.transaction() as session:
        this = await scene(session, applications=1, reviewers=2, begin=False)
        with pytest.raises(RuleViolation, match="ranking-no-reviews"):
            await ranking.view(session, this.clerk, this.call.id, EVERYTHING, page=0, size=8, now=LATER)
        expert = await office_member(session, OfficeRole.EXPERT, telegram_id=901)
        for actor in (expert, await participant(session, 99, role=Role.MENTOR)):
            with pytest.raises(NotAllowed):
                await ranking.view(session, actor, this.call.id, EVERYTHING, page=0, size=8, now=LATER)
            with pytest.raises(NotAllowed):
                await _line(session, Scene(actor, this.call, this.round, [], []), 1)


async def test_table_holds_the_ranking_and_every_review(database: Database) -> None:
    async with database.transaction() as session:
        this = await ranked(session, 3, None)
        sheets = await exports.sheets(session, exports.What.RANKING, now=LATER)
        assert [(sheet.name, len(sheet.rows)) for sheet in sheets] == [("ranking", 2), ("reviews", 2)]
        first, second = sheets[0].rows
        assert (first[1], first[2], first[6], first[8]) == (1, "С-0001", 100.0, 100.0)
        assert (second[1], second[6]) == (None, None)
        assert {row[1] for row in sheets[1].rows} == {this.applications[0].number}
