"""A reviewer at work: one application after another by number, levels tap by tap, the score, a conflict of interest.

A review is loaded by its own id and only for the person it belongs to: no button leads from it to an author.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Review
from bot.db.queries import people as people_queries
from bot.db.queries import review as queries
from bot.db.queries import review_rounds as round_queries
from bot.db.queries.review import OwnReview, Paper, Standing
from bot.domain.access import Permission, permissions_of
from bot.domain.enums import ApplicationStatus, ReviewState
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.domain.review import Criterion, ensure_comment, ensure_level, missing_criteria, read_rubric, score_of
from bot.services import audit, review_rounds, seasons


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """One application for its reviewer. ``others`` stays empty until the reviewer's own score is given."""

    paper: Paper
    rubric: Sequence[Criterion]
    open: bool
    missing: int
    total: float | None
    others: Sequence[float]
    standing: Standing | None
    calibration: tuple[float, float] | None


async def standings(session: AsyncSession, actor: Person) -> list[Standing]:
    """How far the actor is in the season's rounds. Raises NotAllowed for those who cannot review at all."""
    season = await seasons.current(session)
    if not await queries.could_review(session, actor.id):
        role = await people_queries.office_role(session, actor.id)
        if Permission.SCORE not in permissions_of(role):
            raise NotAllowed("not-allowed")
    return await queries.standings(session, actor.id, season_id=season.id)


async def own_reviews(
    session: AsyncSession, actor: Person, round_id: int, *, page: int, size: int
) -> tuple[list[OwnReview], int]:
    """A page of what the actor has scored and has still to score."""
    await _ensure_reviewer(session, actor, round_id)
    return await queries.own_reviews(session, round_id, actor.id, offset=page * size, limit=size)


async def next_review(session: AsyncSession, actor: Person, round_id: int, *, after: int | None = None) -> int | None:
    """The id of the review to give next; None when nothing waits."""
    await _ensure_reviewer(session, actor, round_id)
    return await queries.next_review(session, round_id, actor.id, after=after)


async def open_card(session: AsyncSession, actor: Person, review_id: int, *, now: datetime) -> ReviewCard:
    """One of the actor's own reviews. Raises NotAllowed ``review-not-yours``, Stale ``review-application-gone``,
    RuleViolation ``review-calibrate-first`` (count) for what comes after the calibration set."""
    paper = await _paper(session, actor, review_id)
    standing = await _standing(session, actor, paper)
    review = paper.review
    waits = review.state is ReviewState.ASSIGNED
    if waits and not review.calibration and standing is not None and standing.calibrating:
        raise RuleViolation("review-calibrate-first", count=standing.calibrating)
    rubric = read_rubric(paper.round.rubric)
    missing = len(missing_criteria(rubric, review.levels))
    given = review.state is ReviewState.GIVEN
    calibrated = given and review.calibration and standing is not None and not standing.calibrating
    return ReviewCard(
        paper=paper,
        rubric=rubric,
        open=review_rounds.is_open(paper.round, now),
        missing=missing,
        total=score_of(rubric, review.levels) if not missing else None,
        others=await queries.others_scores(session, review) if given else (),
        standing=standing,
        calibration=await queries.calibration_means(session, paper.round.id, actor.id) if calibrated else None,
    )


async def _standing(session: AsyncSession, actor: Person, paper: Paper) -> Standing | None:
    found = await queries.standings(session, actor.id, season_id=paper.call.season_id)
    return next((each for each in found if each.round.id == paper.round.id), None)


async def set_level(
    session: AsyncSession, actor: Person, review_id: int, place: int, level: int, *, now: datetime
) -> None:
    """Put down the level of one criterion, the ``place``-th from 0; a score that is given changes with it."""
    card = await _to_change(session, actor, review_id, now)
    if not 0 <= place < len(card.rubric):
        raise RuleViolation("review-level-unknown")
    criterion = card.rubric[place]
    ensure_level(card.rubric, criterion.key, level)
    review = card.paper.review
    review.levels = {**review.levels, criterion.key: level}
    if review.state is ReviewState.GIVEN:
        review.score = score_of(card.rubric, review.levels)
        await _changed(session, card, now)
    await session.flush()


async def comment(session: AsyncSession, actor: Person, review_id: int, text: str, *, now: datetime) -> None:
    """Write or replace the comment: the office reads it, the applicant does not. Raises as ``ensure_comment``."""
    card = await _to_change(session, actor, review_id, now)
    card.paper.review.comment = ensure_comment(text) or None
    await session.flush()


async def give(session: AsyncSession, actor: Person, review_id: int, *, now: datetime) -> Review:
    """Count the review; where it is far from another one, one reviewer more is asked at once.

    Raises RuleViolation ``review-incomplete`` (count); Stale ``review-given``, ``review-over``.
    """
    card = await _to_change(session, actor, review_id, now)
    review = card.paper.review
    if review.state is ReviewState.GIVEN:
        raise Stale("review-given")
    review.score = score_of(card.rubric, review.levels)
    review.state, review.given_at = ReviewState.GIVEN, now
    await session.flush()
    await _changed(session, card, now)
    return review


async def _changed(session: AsyncSession, card: ReviewCard, now: datetime) -> None:
    card.paper.round.changed_at = now
    await session.flush()
    await review_rounds.call_another(session, card.paper.round, card.paper.application.id, cause="third", now=now)


async def declare_conflict(session: AsyncSession, actor: Person, review_id: int, *, now: datetime) -> None:
    """«This is somebody I know»: the application goes to another reviewer and never comes back.

    A score that was given counts no more. Raises Stale ``review-over``.
    """
    card = await _to_change(session, actor, review_id, now)
    review = card.paper.review
    review.state, review.closed_at, review.score = ReviewState.CONFLICT, now, None
    review.levels, review.comment = {}, None
    card.paper.round.changed_at = now
    await session.flush()
    audit.record(session, "review.conflict", actor=actor, now=now, subject=f"application:{review.application_id}")
    await review_rounds.call_another(session, card.paper.round, review.application_id, cause="passed_on", now=now)


async def _to_change(session: AsyncSession, actor: Person, review_id: int, now: datetime) -> ReviewCard:
    paper = await _paper(session, actor, review_id)
    # Whoever gives the last review decides about a third one: they do it one after the other.
    await round_queries.lock_round(session, paper.round.id)
    await session.refresh(paper.review, with_for_update=True)
    if paper.review.state not in {ReviewState.ASSIGNED, ReviewState.GIVEN}:
        raise Stale("review-passed-on-already")
    card = await open_card(session, actor, review_id, now=now)
    if not card.open:
        raise Stale("review-over")
    return card


async def _paper(session: AsyncSession, actor: Person, review_id: int) -> Paper:
    paper = await queries.paper(session, review_id, actor.id)
    if paper is None or not await queries.is_reviewer(session, paper.round.id, actor.id):
        raise NotAllowed("review-not-yours")
    if paper.review.state is ReviewState.ASSIGNED and paper.application.status is not ApplicationStatus.SUBMITTED:
        raise Stale("review-application-gone")
    return paper


async def _ensure_reviewer(session: AsyncSession, actor: Person, round_id: int) -> None:
    if not await queries.is_reviewer(session, round_id, actor.id):
        raise NotAllowed("review-not-yours")
