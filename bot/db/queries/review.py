"""Reviews as one reviewer meets them: what waits, a paper to score, what the others gave. No names."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db.models import (
    Application,
    Call,
    OfficeMember,
    Person,
    Review,
    Reviewer,
    ReviewRound,
)
from bot.domain.access import Permission, permissions_of
from bot.domain.enums import ApplicationStatus, OfficeRole, ReviewState, Role

Rows = Select[*tuple[Any, ...]]

_SCORING = tuple(role for role in OfficeRole if Permission.SCORE in permissions_of(role))


def may_review() -> ColumnElement[bool]:
    """Whether ``Person`` may review now: an expert of the office, or a tutor who has been accepted."""
    held = aliased(OfficeMember)
    member = exists().where(held.person_id == Person.id, held.revoked_at.is_(None), held.role.in_(_SCORING))
    own = aliased(Application)
    accepted = exists().where(
        own.person_id == Person.id,
        own.status == ApplicationStatus.ACCEPTED,
        own.call_id.in_(select(Call.id).where(Call.role == Role.TUTOR)),
    )
    return and_(Person.erased_at.is_(None), or_(member, and_(Person.role == Role.TUTOR, accepted)))


def waits() -> ColumnElement[bool]:
    """A review that is still to be given, of an application that is still there."""
    return and_(Review.state == ReviewState.ASSIGNED, Application.status == ApplicationStatus.SUBMITTED)


class Standing(NamedTuple):
    """How far one reviewer is in one round."""

    round: ReviewRound
    call: Call
    given: int
    waiting: int
    calibrating: int
    """Of those waiting: applications everybody scores first."""
    due_at: datetime | None


async def standings(session: AsyncSession, person_id: int, *, season_id: int) -> list[Standing]:
    """The rounds somebody reviews in that have begun, with how far they are."""
    counted = (
        select(
            Review.round_id,
            func.count().filter(Review.state == ReviewState.GIVEN).label("given"),
            func.count().filter(waits()).label("waiting"),
            func.count().filter(and_(waits(), Review.calibration)).label("calibrating"),
            func.min(case((waits(), Review.due_at))).label("due"),
        )
        .join(Application, Application.id == Review.application_id)
        .where(Review.reviewer_id == person_id)
        .group_by(Review.round_id)
        .subquery()
    )
    # Grouped before rounds and calls are joined: those rows are wide with rubrics and questions.
    numbers = [func.coalesce(counted.c[name], 0) for name in ("given", "waiting", "calibrating")]
    statement = (
        select(ReviewRound, Call, *numbers, counted.c.due)
        .join(Call, Call.id == ReviewRound.call_id)
        .join(Reviewer, and_(Reviewer.round_id == ReviewRound.id, Reviewer.person_id == person_id))
        .outerjoin(counted, counted.c.round_id == ReviewRound.id)
        .where(Call.season_id == season_id, Reviewer.removed_at.is_(None), ReviewRound.started_at.is_not(None))
        .order_by(Call.id)
    )
    return [Standing(*row) for row in await session.execute(statement)]


async def is_reviewer(session: AsyncSession, round_id: int, person_id: int) -> bool:
    """Whether the person is in the round and still may review."""
    statement = (
        select(Reviewer.id)
        .join(Person, Person.id == Reviewer.person_id)
        .where(Reviewer.round_id == round_id, Reviewer.person_id == person_id, Reviewer.removed_at.is_(None))
        .where(may_review())
    )
    return await session.scalar(statement) is not None


async def could_review(session: AsyncSession, person_id: int) -> bool:
    """Whether somebody could be asked to review."""
    return await session.scalar(select(Person.id).where(Person.id == person_id, may_review())) is not None


class Paper(NamedTuple):
    """What a reviewer is shown: an application without its author."""

    review: Review
    application: Application
    round: ReviewRound
    call: Call


async def paper(session: AsyncSession, review_id: int, person_id: int) -> Paper | None:
    """One of the person's own reviews, as long as it is theirs."""
    statement = (
        select(Review, Application, ReviewRound, Call)
        .join(Application, Application.id == Review.application_id)
        .join(ReviewRound, ReviewRound.id == Review.round_id)
        .join(Call, Call.id == ReviewRound.call_id)
        .where(
            Review.id == review_id,
            Review.reviewer_id == person_id,
            Review.state.in_((ReviewState.ASSIGNED, ReviewState.GIVEN)),
        )
    )
    row = (await session.execute(statement)).one_or_none()
    return Paper(*row) if row is not None else None


async def next_review(session: AsyncSession, round_id: int, person_id: int, *, after: int | None) -> int | None:
    """The review to give next: calibration first, then the application fewest have reviewed.

    ``after`` is the one on the screen: it comes again only when nothing else is left.
    """
    others = aliased(Review)
    reviewed = (
        select(func.count())
        .where(others.application_id == Review.application_id, others.state == ReviewState.GIVEN)
        .scalar_subquery()
    )
    last = case((Review.id == (after or 0), 1), else_=0)
    statement = (
        select(Review.id)
        .join(Application, Application.id == Review.application_id)
        .where(Review.round_id == round_id, Review.reviewer_id == person_id, waits())
        .order_by(last, Review.calibration.desc(), reviewed, func.length(Application.number), Application.number)
        .limit(1)
    )
    found: int | None = await session.scalar(statement)
    return found


class OwnReview(NamedTuple):
    """A line of somebody's own list."""

    review: Review
    number: str


async def own_reviews(
    session: AsyncSession, round_id: int, person_id: int, *, offset: int, limit: int
) -> tuple[list[OwnReview], int]:
    """A page of what somebody has to review and has reviewed, those still to be given first; and how many there are."""
    statement: Rows = (
        select(Review, Application.number)
        .join(Application, Application.id == Review.application_id)
        .where(
            Review.round_id == round_id,
            Review.reviewer_id == person_id,
            or_(waits(), Review.state == ReviewState.GIVEN),
        )
    )
    total = await session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    ordered = statement.order_by(
        Review.state, Review.calibration.desc(), func.length(Application.number), Application.number
    )
    rows = await session.execute(ordered.offset(offset).limit(limit))
    return [OwnReview(*row) for row in rows], total


async def others_scores(session: AsyncSession, review: Review) -> list[float]:
    """What the others have given the same application."""
    statement = (
        select(Review.score)
        .where(
            Review.application_id == review.application_id, Review.state == ReviewState.GIVEN, Review.id != review.id
        )
        .order_by(Review.score)
    )
    return [float(score) for score in await session.scalars(statement) if score is not None]


async def calibration_means(session: AsyncSession, round_id: int, person_id: int) -> tuple[float, float] | None:
    """The means one reviewer and all the others have given the applications everybody scores; None before both did."""
    own = func.avg(case((Review.reviewer_id == person_id, Review.score)))
    theirs = func.avg(case((Review.reviewer_id != person_id, Review.score)))
    statement = select(own, theirs).where(
        Review.round_id == round_id, Review.calibration, Review.state == ReviewState.GIVEN
    )
    row = (await session.execute(statement)).one()
    return (float(row[0]), float(row[1])) if row[0] is not None and row[1] is not None else None
