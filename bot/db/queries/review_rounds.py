"""Rounds of reviews as the office runs them: what lacks reviews, who may give them, how far it is. No names but the office's."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Consent, OfficeMember, Person, Review, Reviewer, ReviewRound
from bot.db.queries.review import may_review, waits
from bot.db.queries.selection import OWN, admitted
from bot.domain.enums import ApplicationStatus, OfficeRole, ReviewState
from bot.domain.review import DISAGREEMENT, Candidate, Need, organisation_keys

Rows = Select[*tuple[Any, ...]]


async def round_of(session: AsyncSession, call_id: int) -> ReviewRound | None:
    """A call's round."""
    found: ReviewRound | None = await session.scalar(select(ReviewRound).where(ReviewRound.call_id == call_id))
    return found


async def lock_round(session: AsyncSession, round_id: int) -> ReviewRound | None:
    """A round, held until the transaction ends: reviews are given out one after the other."""
    return await session.get(ReviewRound, round_id, with_for_update={"key_share": True}, populate_existing=True)


async def open_rounds(session: AsyncSession, *, now: datetime) -> Sequence[ReviewRound]:
    """Rounds in which reviews can be given now."""
    statement = select(ReviewRound).where(
        ReviewRound.started_at.is_not(None), ReviewRound.closed_at.is_(None), ReviewRound.closes_at > now
    )
    return (await session.scalars(statement.order_by(ReviewRound.id))).all()


def _lacking(this: ReviewRound, day: date) -> Rows:
    """Applications of a round's call that may be ranked, with how many reviews they lack (more than none)."""
    held = Review.state.in_((ReviewState.ASSIGNED, ReviewState.GIVEN))
    counted = (
        select(
            Review.application_id,
            func.count().label("held"),
            func.count(Review.score).label("given"),
            (func.max(Review.score) - func.min(Review.score)).label("apart"),
        )
        .where(Review.round_id == this.id, held)
        .group_by(Review.application_id)
        .subquery()
    )
    apart = and_(counted.c.given >= this.reviews, counted.c.apart >= DISAGREEMENT)
    missing = this.reviews + case((apart, 1), else_=0) - func.coalesce(counted.c.held, 0)
    return (
        select(Application.id, Person.id, Person.organisation_id, Person.organisation_name, Person.municipality_id)
        .add_columns(missing)
        .join(Person, Person.id == Application.person_id)
        .outerjoin(counted, counted.c.application_id == Application.id)
        .where(
            Application.call_id == this.call_id,
            Application.status == ApplicationStatus.SUBMITTED,
            Person.erased_at.is_(None),
            admitted(day),
            missing > 0,
        )
    )


def _keys(
    this: ReviewRound, person_id: int, organisation_id: int | None, organisation: str | None, municipality: str | None
) -> frozenset[str]:
    keys = {f"person:{person_id}", *organisation_keys(organisation_id, organisation)}
    if this.avoid_municipality and municipality:
        keys.add(f"municipality:{municipality}")
    return frozenset(keys)


async def needs(
    session: AsyncSession, this: ReviewRound, *, day: date, application_id: int | None = None
) -> list[Need]:
    """What lacks reviews in a round (or one application of it)."""
    statement = _lacking(this, day)
    if application_id is not None:
        statement = statement.where(Application.id == application_id)
    rows = (await session.execute(statement)).all()
    return await _as_needs(session, this, rows)


async def calibration_needs(session: AsyncSession, this: ReviewRound, *, day: date, size: int) -> list[Need]:
    """The applications everybody is to score first: spread evenly over the call's, the same every time."""
    ready = _lacking(this, day).order_by(func.length(Application.number), Application.number)
    rows = (await session.execute(ready)).all()
    step = max(len(rows) // size, 1)
    return await _as_needs(session, this, rows[: step * size : step])


async def _as_needs(session: AsyncSession, this: ReviewRound, rows: Sequence[Any]) -> list[Need]:
    taken: dict[int, set[int]] = {}
    held = select(Review.application_id, Review.reviewer_id).where(Review.round_id == this.id)
    if len(rows) == 1:
        held = held.where(Review.application_id == rows[0][0])
    if rows:
        for application_id, reviewer_id in await session.execute(held):
            taken.setdefault(application_id, set()).add(reviewer_id)
    return [
        Need(number, missing, _keys(this, *about), frozenset(taken.get(number, ()))) for number, *about, missing in rows
    ]


async def calibration_of(session: AsyncSession, this: ReviewRound) -> list[Need]:
    """The calibration set of a round as it was given out, for a reviewer who comes later."""
    statement = (
        select(Application.id, Person.id, Person.organisation_id, Person.organisation_name, Person.municipality_id)
        .join(Person, Person.id == Application.person_id)
        .where(
            Application.status == ApplicationStatus.SUBMITTED,
            Application.id.in_(select(Review.application_id).where(Review.round_id == this.id, Review.calibration)),
        )
        .order_by(Application.id)
    )
    rows = [(*row, 1) for row in await session.execute(statement)]
    return await _as_needs(session, this, rows)


async def candidates(session: AsyncSession, this: ReviewRound, *, but: Collection[int] = ()) -> list[Candidate]:
    """Those who review in a round and still may, with what they have to do and have done."""
    loads = (
        select(Review.reviewer_id, func.count().label("load"))
        .where(Review.round_id == this.id, Review.state.in_((ReviewState.ASSIGNED, ReviewState.GIVEN)))
        .group_by(Review.reviewer_id)
        .subquery()
    )
    statement = (
        select(Person.id, Person.organisation_id, Person.organisation_name, Person.municipality_id)
        .add_columns(func.coalesce(loads.c.load, 0))
        .join(Reviewer, and_(Reviewer.person_id == Person.id, Reviewer.round_id == this.id))
        .outerjoin(loads, loads.c.reviewer_id == Person.id)
        .where(Reviewer.removed_at.is_(None), Person.id.not_in(but), may_review())
        .order_by(Person.id)
    )
    rows = (await session.execute(statement)).all()
    children: dict[int, set[str]] = {}
    signed = select(Consent.signer_id, Consent.person_id).where(
        Consent.signer_id.in_([row[0] for row in rows]), Consent.relation != OWN
    )
    for signer_id, child_id in await session.execute(signed):
        if signer_id is not None:
            children.setdefault(signer_id, set()).add(f"person:{child_id}")
    return [
        Candidate(person, load, _keys(this, person, *about) | children.get(person, set()))
        for person, *about, load in rows
    ]


class Progress(NamedTuple):
    """How far a round is, in numbers of reviews and of applications."""

    wanted: int
    given: int
    overdue: int
    applications: int
    ready: int


async def progress(session: AsyncSession, this: ReviewRound, *, day: date, now: datetime) -> Progress:
    """The numbers of a round: applications count as ready with all reviews they were given out for."""
    reviews = (
        select(
            Review.application_id,
            func.sum(case((Review.state == ReviewState.GIVEN, 1), else_=0)).label("given"),
            func.sum(case((waits(), 1), else_=0)).label("waiting"),
            func.sum(case((and_(waits(), Review.due_at <= now), 1), else_=0)).label("overdue"),
        )
        .join(Application, Application.id == Review.application_id)
        .where(Review.round_id == this.id)
        .group_by(Review.application_id)
        .subquery()
    )
    ready = and_(reviews.c.given >= this.reviews, reviews.c.waiting == 0)
    row = (
        await session.execute(
            select(
                func.coalesce(func.sum(reviews.c.given + reviews.c.waiting), 0),
                func.coalesce(func.sum(reviews.c.given), 0),
                func.coalesce(func.sum(reviews.c.overdue), 0),
                func.coalesce(func.sum(case((ready, 1), else_=0)), 0),
            )
        )
    ).one()
    applications = await session.scalar(
        select(func.count())
        .select_from(Application)
        .join(Person, Person.id == Application.person_id)
        .where(
            Application.call_id == this.call_id,
            Application.status.not_in((ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN)),
            Person.erased_at.is_(None),
            admitted(day),
        )
    )
    wanted, given, overdue, done = (int(number) for number in row)
    return Progress(wanted, given, overdue, applications or 0, done)


class ReviewerLine(NamedTuple):
    """Somebody who reviews or could, as the office sees them."""

    person: Person
    office_role: OfficeRole | None
    chosen: bool
    given: int
    waiting: int
    overdue: int


async def reviewer_lines(
    session: AsyncSession, this: ReviewRound, *, tutors: bool, now: datetime, offset: int, limit: int
) -> tuple[list[ReviewerLine], int]:
    """A page of those who may review in a round, the office first; ``tutors``: whether they may."""
    statement: Rows = (
        select(Person, OfficeMember.role, Reviewer.id.is_not(None))
        .outerjoin(OfficeMember, and_(OfficeMember.person_id == Person.id, OfficeMember.revoked_at.is_(None)))
        .outerjoin(
            Reviewer,
            and_(Reviewer.person_id == Person.id, Reviewer.round_id == this.id, Reviewer.removed_at.is_(None)),
        )
        .where(may_review())
    )
    if not tutors:
        statement = statement.where(OfficeMember.role.is_not(None))
    total = await session.scalar(select(func.count()).select_from(statement.with_only_columns(Person.id).subquery()))
    ordered = statement.order_by(OfficeMember.role.is_(None), Person.search_name, Person.id)
    rows = (await session.execute(ordered.offset(offset).limit(limit))).all()
    loads = await _loads(session, this, [row[0].id for row in rows], now)
    lines = [ReviewerLine(person, role, chosen, *loads[person.id]) for person, role, chosen in rows]
    return lines, total or 0


async def _loads(
    session: AsyncSession, this: ReviewRound, people: Sequence[int], now: datetime
) -> dict[int, tuple[int, int, int]]:
    """person → reviews given, waiting and of those overdue."""
    theirs = (Review.round_id == this.id, Review.reviewer_id.in_(people))
    given = await session.execute(
        select(Review.reviewer_id, func.count())
        .where(*theirs, Review.state == ReviewState.GIVEN)
        .group_by(Review.reviewer_id)
    )
    waiting = await session.execute(
        select(Review.reviewer_id, func.count(), func.count().filter(Review.due_at <= now))
        .join(Application, Application.id == Review.application_id)
        .where(*theirs, waits())
        .group_by(Review.reviewer_id)
    )
    done = {person: count for person, count in given}  # noqa: C416 - rows are no tuples to mypy
    owed = {person: (count, late) for person, count, late in waiting}
    return {person: (done.get(person, 0), *owed.get(person, (0, 0))) for person in people}


async def eligible(session: AsyncSession, *, tutors: bool) -> list[int]:
    """Everybody who is to be asked together: the office's experts, or the accepted tutors."""
    members = select(OfficeMember.person_id).where(OfficeMember.revoked_at.is_(None))
    statement = select(Person.id).where(may_review())
    if tutors:
        statement = statement.where(Person.id.not_in(members))
    else:
        statement = statement.where(Person.id.in_(members.where(OfficeMember.role == OfficeRole.EXPERT)))
    return list(await session.scalars(statement.order_by(Person.id)))


async def chosen(session: AsyncSession, round_id: int) -> dict[int, Reviewer]:
    """Everybody who is or was in a round, by person."""
    rows = await session.scalars(select(Reviewer).where(Reviewer.round_id == round_id))
    return {row.person_id: row for row in rows}


class Owed(NamedTuple):
    """A review somebody owes."""

    review: Review
    person: Person


async def overdue(session: AsyncSession, *, now: datetime) -> list[Owed]:
    """Reviews past their time in rounds that still run, reviewer by reviewer; locked."""
    statement = (
        select(Review, Person)
        .join(ReviewRound, ReviewRound.id == Review.round_id)
        .join(Application, Application.id == Review.application_id)
        .join(Person, Person.id == Review.reviewer_id)
        .where(ReviewRound.closed_at.is_(None), ReviewRound.closes_at > now, waits(), Review.due_at <= now)
        .order_by(Review.id)
        .with_for_update(of=Review, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return [Owed(*row) for row in await session.execute(statement)]


async def orphaned(session: AsyncSession, this: ReviewRound) -> list[int]:
    """Ids of reviews that wait for somebody who has left the round or may review no more."""
    still = (
        select(Reviewer.person_id)
        .join(Person, Person.id == Reviewer.person_id)
        .where(Reviewer.round_id == this.id, Reviewer.removed_at.is_(None), may_review())
    )
    statement = (
        select(Review.id)
        .where(Review.round_id == this.id, Review.state == ReviewState.ASSIGNED, Review.reviewer_id.not_in(still))
        .order_by(Review.id)
    )
    return list(await session.scalars(statement))


async def close(session: AsyncSession, review_ids: Sequence[int], state: ReviewState, *, now: datetime) -> None:
    """End reviews without a score."""
    if review_ids:
        await session.execute(
            update(Review)
            .where(Review.id.in_(review_ids))
            .values(state=state, closed_at=now)
            .execution_options(synchronize_session=False)
        )


async def held_in(session: AsyncSession, round_id: int) -> int:
    """How many reviews of a round are given or wait."""
    held = Review.state.in_((ReviewState.ASSIGNED, ReviewState.GIVEN))
    return await session.scalar(select(func.count()).where(Review.round_id == round_id, held)) or 0


async def needs_of(session: AsyncSession, this: ReviewRound, missing: Mapping[int, int]) -> list[Need]:
    """So many reviews of these applications are to be found anew."""
    statement = (
        select(Application.id, Person.id, Person.organisation_id, Person.organisation_name, Person.municipality_id)
        .join(Person, Person.id == Application.person_id)
        .where(Application.id.in_(missing))
        .order_by(Application.id)
    )
    rows = [(*row, missing[row[0]]) for row in await session.execute(statement)]
    return await _as_needs(session, this, rows)


async def people(session: AsyncSession, ids: Collection[int]) -> Sequence[Person]:
    """These people."""
    return (await session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id))).all()
