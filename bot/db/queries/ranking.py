"""The ranking: what it is computed from, a page of it, one application's reviews, what a line needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import (
    Application,
    Call,
    Decision,
    Municipality,
    Person,
    RankedApplication,
    Review,
    ReviewRound,
)
from bot.db.queries.selection import admitted
from bot.domain.enums import ApplicationStatus, Outcome, ReviewState
from bot.domain.ranking import Basis, Entry, Given, OnTheLine, Ranked
from bot.domain.review import Criterion, read_rubric
from bot.domain.short_names import short_place

Rows = Select[*tuple[Any, ...]]

_BEFORE_THE_OFFICE = (ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingFilter:
    """What of a ranking to show; ``flips``: only those whom the correction for strictness carries over the line."""

    status: ApplicationStatus | None = None
    municipality_id: str | None = None
    unreviewed: bool = False
    flips: bool = False


class RankingRow(NamedTuple):
    """A line of the ranking: no names."""

    ranked: RankedApplication
    number: str
    status: ApplicationStatus
    municipality: str | None
    staged: Outcome | None


async def entries(
    session: AsyncSession, this: ReviewRound, *, day: date
) -> tuple[list[Entry], list[Given], dict[int, str | None]]:
    """What a ranking is computed from: those admitted, the reviews that count, and where each application is from."""
    statement = (
        select(Application.id, Application.number, Application.submitted_at, Person.municipality_id)
        .join(Person, Person.id == Application.person_id)
        .where(
            Application.call_id == this.call_id,
            Application.number.is_not(None),
            Application.status.not_in(_BEFORE_THE_OFFICE),
            Person.erased_at.is_(None),
            admitted(day),
        )
        .order_by(Application.id)
    )
    rows = (await session.execute(statement)).all()
    found = [Entry(number, name, sent) for number, name, sent, _ in rows if name is not None and sent is not None]
    places = {row[0]: row[3] for row in rows}
    return found, await _given(session, this), places


async def _given(session: AsyncSession, this: ReviewRound) -> list[Given]:
    heaviest = max(read_rubric(this.rubric), key=lambda each: each.weight, default=None)
    statement = select(Review.application_id, Review.reviewer_id, Review.score, Review.levels).where(
        Review.round_id == this.id, Review.state == ReviewState.GIVEN
    )
    rows = await session.execute(statement)
    return [Given(app, reviewer, score, _share(heaviest, levels)) for app, reviewer, score, levels in rows]


def _share(criterion: Criterion | None, levels: dict[str, Any]) -> float:
    return int(levels.get(criterion.key, 0)) / criterion.highest if criterion is not None else 0.0


async def write(
    session: AsyncSession, this: ReviewRound, ranked: Sequence[Ranked], places: dict[int, str | None]
) -> None:
    """Replace a round's ranking."""
    await session.execute(
        delete(RankedApplication)
        .where(RankedApplication.round_id == this.id)
        .execution_options(synchronize_session=False)
    )
    rows = [
        {
            "application_id": one.application_id, "round_id": this.id, "municipality_id": places[one.application_id],
            "reviews": one.reviews, "mean": one.mean, "median": one.median, "adjusted": one.adjusted,
            "lowest": one.lowest, "highest": one.highest, "place": one.place, "adjusted_place": one.adjusted_place,
        }
        for one in ranked
    ]  # fmt: skip
    if rows:
        await session.execute(insert(RankedApplication), rows)


def place_by(basis: Basis) -> Any:
    """The column of the places that count."""
    return RankedApplication.adjusted_place if basis is Basis.ADJUSTED else RankedApplication.place


def _page(this: ReviewRound, chosen: RankingFilter, line: int) -> Rows:
    """Only what the filter needs is joined: a page of five thousand costs no more than one of fifty."""
    statement: Rows = select(RankedApplication.application_id).where(RankedApplication.round_id == this.id)
    if chosen.status is not None:
        theirs = select(Application.id).where(Application.call_id == this.call_id, Application.status == chosen.status)
        statement = statement.where(RankedApplication.application_id.in_(theirs))
    if chosen.municipality_id:
        statement = statement.where(RankedApplication.municipality_id == chosen.municipality_id)
    if chosen.unreviewed:
        statement = statement.where(RankedApplication.place.is_(None))
    if chosen.flips:
        statement = statement.where(flips(line))
    return statement


def flips(line: int) -> ColumnElement[bool]:
    """Whether the two ways of counting put an application on different sides of a line."""
    first, second = RankedApplication.place, RankedApplication.adjusted_place
    return or_(and_(first <= line, second > line), and_(first > line, second <= line))


async def page(
    session: AsyncSession, this: ReviewRound, chosen: RankingFilter, *, line: int, offset: int, limit: int
) -> tuple[list[RankingRow], int]:
    """A page of the ranking, the best first, those without a review last; and how many there are in all."""
    statement = _page(this, chosen, line)
    total = await session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    column = place_by(this.basis)
    ids = statement.order_by(column.is_(None), column, RankedApplication.application_id).offset(offset).limit(limit)
    rows = await session.execute(
        _rows().where(RankedApplication.application_id.in_(list(await session.scalars(ids)))).order_by(column)
    )
    found = [RankingRow(*row) for row in rows]
    return sorted(
        found, key=lambda row: (_place(row, this) is None, _place(row, this), row.ranked.application_id)
    ), total


def _place(row: RankingRow, this: ReviewRound) -> int | None:
    return row.ranked.adjusted_place if this.basis is Basis.ADJUSTED else row.ranked.place


def _rows() -> Rows:
    return (
        select(RankedApplication, Application.number, Application.status, Municipality.name, Decision.outcome)
        .join(Application, Application.id == RankedApplication.application_id)
        .outerjoin(Municipality, Municipality.id == RankedApplication.municipality_id)
        .outerjoin(Decision, and_(Decision.application_id == Application.id, Decision.released_at.is_(None)))
    )


async def all_rows(session: AsyncSession, this: ReviewRound) -> list[RankingRow]:
    """The whole ranking in its order: for files."""
    column = place_by(this.basis)
    statement = _rows().where(RankedApplication.round_id == this.id)
    rows = await session.execute(statement.order_by(column.is_(None), column, RankedApplication.application_id))
    return [RankingRow(*row) for row in rows]


async def one(session: AsyncSession, application_id: int) -> RankingRow | None:
    """One application of a ranking."""
    row = (await session.execute(_rows().where(RankedApplication.application_id == application_id))).one_or_none()
    return RankingRow(*row) if row is not None else None


class GivenReview(NamedTuple):
    """A review for the office, with who gave it."""

    review: Review
    reviewer: Person


async def reviews_of(session: AsyncSession, application_id: int) -> list[GivenReview]:
    """The reviews of one application that were given, the first first."""
    statement = (
        select(Review, Person)
        .join(Person, Person.id == Review.reviewer_id)
        .where(Review.application_id == application_id, Review.state == ReviewState.GIVEN)
        .order_by(Review.given_at, Review.id)
    )
    return [GivenReview(*row) for row in await session.execute(statement)]


async def owed(session: AsyncSession, this: ReviewRound, person_id: int) -> int:
    """How many reviews somebody still owes in a round."""
    statement = (
        select(func.count())
        .select_from(Review)
        .join(Application, Application.id == Review.application_id)
        .where(
            Review.round_id == this.id,
            Review.reviewer_id == person_id,
            Review.state == ReviewState.ASSIGNED,
            Application.status == ApplicationStatus.SUBMITTED,
        )
    )
    return await session.scalar(statement) or 0


async def places_of(session: AsyncSession, call_id: int) -> dict[int, int]:
    """application → its place in the call's ranking as it counts; empty without a ranking."""
    this = await session.scalar(select(ReviewRound).where(ReviewRound.call_id == call_id))
    if this is None:
        return {}
    column = place_by(this.basis)
    statement = select(RankedApplication.application_id, column).where(
        RankedApplication.round_id == this.id, column.is_not(None)
    )
    return {row[0]: row[1] for row in await session.execute(statement)}


class LineRow(NamedTuple):
    """An application as a line sees it, and where it is from."""

    row: OnTheLine
    municipality_id: str | None


async def on_the_line(session: AsyncSession, this: ReviewRound, *, day: date) -> list[LineRow]:
    """Everything a line may fall upon, in order."""
    column = place_by(this.basis)
    statement = (
        select(Application.id, column, Application.status, Decision.outcome, Decision.by_line)
        .add_columns(admitted(day), RankedApplication.municipality_id)
        .join(Application, Application.id == RankedApplication.application_id)
        .join(Person, Person.id == Application.person_id)
        .outerjoin(Decision, and_(Decision.application_id == Application.id, Decision.released_at.is_(None)))
        .where(RankedApplication.round_id == this.id)
        .order_by(column.is_(None), column, Application.id)
    )
    return [
        LineRow(OnTheLine(number, place, status, staged, staged is not None and not by_line, consented), municipality)
        for number, place, status, staged, by_line, consented, municipality in await session.execute(statement)
    ]


async def flipped(session: AsyncSession, this: ReviewRound, line: int) -> int:
    """How many applications the correction would carry over a line."""
    statement = select(func.count()).where(RankedApplication.round_id == this.id, flips(line))
    return await session.scalar(statement) or 0


async def municipality_names(session: AsyncSession) -> dict[str, str]:
    """id → short name."""
    rows = await session.execute(select(Municipality.id, Municipality.name).order_by(Municipality.position))
    return {number: short_place(name) for number, name in rows}


async def stale_rounds(session: AsyncSession) -> Sequence[ReviewRound]:
    """Rounds in which something has changed since they were ranked."""
    stale = or_(ReviewRound.ranked_at.is_(None), ReviewRound.ranked_at < ReviewRound.changed_at)
    statement = select(ReviewRound).where(ReviewRound.started_at.is_not(None), stale).order_by(ReviewRound.id)
    return (await session.scalars(statement)).all()


async def rounds_of(session: AsyncSession, season_id: int) -> Sequence[ReviewRound]:
    """The season's rounds that have begun, call by call."""
    statement = (
        select(ReviewRound)
        .join(Call, Call.id == ReviewRound.call_id)
        .where(Call.season_id == season_id, ReviewRound.started_at.is_not(None))
        .order_by(Call.id)
    )
    return (await session.scalars(statement)).all()


class SeasonRow(NamedTuple):
    """A line of one of the season's rankings."""

    call: Call
    round: ReviewRound
    row: RankingRow


async def of_season(session: AsyncSession, season_id: int) -> list[SeasonRow]:
    """All rankings of a season, one after the other."""
    found = []
    for this in await rounds_of(session, season_id):
        call = await session.get_one(Call, this.call_id)
        found += [SeasonRow(call, this, row) for row in await all_rows(session, this)]
    return found


class SeasonReview(NamedTuple):
    """A review that was given, for a file."""

    call: Call
    number: str | None
    review: Review
    reviewer: Person


async def given_in(session: AsyncSession, season_id: int) -> list[SeasonReview]:
    """All reviews of a season, application by application."""
    statement = (
        select(Call, Application.number, Review, Person)
        .join(Application, Application.call_id == Call.id)
        .join(Review, Review.application_id == Application.id)
        .join(Person, Person.id == Review.reviewer_id)
        .join(ReviewRound, ReviewRound.id == Review.round_id)
        .where(Call.season_id == season_id, Review.state == ReviewState.GIVEN)
        .order_by(Call.id, func.length(Application.number), Application.number, Review.id)
    )
    return [SeasonReview(*row) for row in await session.execute(statement)]
