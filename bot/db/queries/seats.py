"""Seats: who holds places, who is next on the reserve, what is overdue, and why anybody is where they are."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db.models import Application, Call, Municipality, Person, Seat, SeatMove
from bot.db.queries.selection import admitted
from bot.domain.enums import ApplicationStatus, OfferStatus
from bot.domain.seats import Candidate, MoveCause
from bot.domain.short_names import short_place

Rows = Select[*tuple[Any, ...]]

_LIVE = (OfferStatus.OFFERED, OfferStatus.ACCEPTED)
_GONE = (OfferStatus.DECLINED, OfferStatus.EXPIRED, OfferStatus.WITHDRAWN)
_LAST = 2_000_000_000
"""Where there is no ranking everybody stands behind those who have a place in one."""


class Held(NamedTuple):
    """How the places of a call stand. ``accepted`` counts confirmed and offered ones and those nobody was asked about."""

    accepted: int
    confirmed: int
    offered: int
    reserve: int
    moved_up: int


class SeatLine(NamedTuple):
    """One person with a seat, for a list of the office."""

    seat: Seat
    application: Application
    place: str | None


class MoveLine(NamedTuple):
    """A move with who did it and whose place it was, None where there is nobody; ``own``: the applicant did it."""

    move: SeatMove
    number: str | None
    actor: Person | None
    own: bool
    other: str | None
    deadline: datetime | None


def in_order() -> tuple[Any, ...]:
    """The order of the reserve: by rank, then by the day of the decision, then as begun."""
    return func.coalesce(Application.rank, _LAST), Application.decided_at, Application.id


async def reserve_list(session: AsyncSession, call_id: int) -> Sequence[int]:
    """Ids of the applications on the reserve, the next in line first."""
    statement = select(Application.id).where(_on_reserve(call_id)).order_by(*in_order())
    return (await session.scalars(statement)).all()


async def position(session: AsyncSession, application: Application) -> int:
    """The place of an application on the reserve, 1 for the next in line."""
    rank, own = func.coalesce(Application.rank, _LAST), application.rank if application.rank is not None else _LAST
    decided = application.decided_at
    ahead = or_(
        rank < own,
        and_(rank == own, Application.decided_at < decided),
        and_(rank == own, Application.decided_at == decided, Application.id < application.id),
    )
    return 1 + (await session.scalar(select(func.count()).where(_on_reserve(application.call_id), ahead)) or 0)


def _on_reserve(call_id: int) -> ColumnElement[bool]:
    return and_(Application.call_id == call_id, Application.status == ApplicationStatus.RESERVE)


def _can_move_up(day: date) -> ColumnElement[bool]:
    """Whether ``Person`` may be given a place on ``day`` and can be told of it."""
    return and_(
        admitted(day),
        Person.erased_at.is_(None),
        Person.telegram_id.is_not(None),
        Person.unreachable_since.is_(None),
        Person.stopped_at.is_(None),
    )


async def candidates(session: AsyncSession, call_id: int, *, day: date, limit: int | None) -> list[Candidate]:
    """Those of the reserve who could move up now, the next in line first."""
    statement = (
        select(Application.id, Person.municipality_id)
        .join(Person, Person.id == Application.person_id)
        .where(_on_reserve(call_id), _can_move_up(day))
        .order_by(*in_order())
        .limit(limit)
    )
    return [Candidate(*row) for row in await session.execute(statement)]


async def held(session: AsyncSession, call_id: int) -> Held:
    """The numbers of a call's places, in one statement."""

    def applications(status: ApplicationStatus) -> Any:
        where = (Application.call_id == call_id, Application.status == status)
        return select(func.count()).select_from(Application).where(*where).scalar_subquery()

    def seats(*where: ColumnElement[bool]) -> Any:
        return select(func.count()).select_from(Seat).where(Seat.call_id == call_id, *where).scalar_subquery()

    moved_up = (
        select(func.count())
        .select_from(SeatMove)
        .where(SeatMove.call_id == call_id, SeatMove.cause == MoveCause.MOVED_UP)
        .scalar_subquery()
    )
    row = await session.execute(
        select(
            applications(ApplicationStatus.ACCEPTED),
            seats(Seat.status == OfferStatus.ACCEPTED),
            seats(Seat.status == OfferStatus.OFFERED),
            applications(ApplicationStatus.RESERVE),
            moved_up,
        )
    )
    return Held(*row.one())


async def held_by_place(session: AsyncSession, call_id: int, places: Collection[str]) -> dict[str, int]:
    """Accepted people of each of these municipalities; one without any is left out."""
    statement = (
        select(Person.municipality_id, func.count())
        .join(Application, Application.person_id == Person.id)
        .where(
            Application.call_id == call_id,
            Application.status == ApplicationStatus.ACCEPTED,
            Person.municipality_id.in_(places),
        )
        .group_by(Person.municipality_id)
    )
    return {place: count for place, count in await session.execute(statement) if place is not None}


async def free_seats(session: AsyncSession, call_id: int, *, limit: int) -> Sequence[Seat]:
    """Seats that became free and that nobody has followed yet, the longest free first."""
    after = aliased(Seat)
    statement = (
        select(Seat)
        .where(
            Seat.call_id == call_id, Seat.status.in_(_GONE), ~select(after.id).where(after.after_id == Seat.id).exists()
        )
        .order_by(Seat.answered_at, Seat.id)
        .limit(limit)
    )
    return (await session.scalars(statement)).all()


async def seat(session: AsyncSession, seat_id: int) -> Seat | None:
    """A seat, freshly read; lock its call before changing it."""
    return await session.get(Seat, seat_id, populate_existing=True)


async def newest_of(session: AsyncSession, application_id: int) -> Seat | None:
    """The last seat an application was offered, freshly read."""
    found: Seat | None = await session.scalar(
        select(Seat)
        .where(Seat.application_id == application_id)
        .order_by(Seat.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return found


async def with_people(session: AsyncSession, ids: Collection[int]) -> list[tuple[Application, Person]]:
    """Applications and who they are of, locked, read afresh."""
    statement = (
        select(Application, Person)
        .join(Person, Person.id == Application.person_id)
        .where(Application.id.in_(ids))
        .order_by(Application.id)
        .with_for_update(of=Application)
        .execution_options(populate_existing=True)
    )
    return [(application, person) for application, person in await session.execute(statement)]


async def of_person(session: AsyncSession, person_id: int) -> list[tuple[int, int]]:
    """(call, application) of what a person holds or waits for."""
    statement = (
        select(Application.call_id, Application.id)
        .where(
            Application.person_id == person_id,
            Application.status.in_((ApplicationStatus.ACCEPTED, ApplicationStatus.RESERVE)),
        )
        .order_by(Application.call_id)
    )
    return [(call_id, application_id) for call_id, application_id in await session.execute(statement)]


async def calls_to_look_at(session: AsyncSession, *, now: datetime) -> list[int]:
    """Calls in which an answer is overdue, or a place is free and somebody waits for one."""
    overdue = select(Seat.id).where(Seat.call_id == Call.id, Seat.status == OfferStatus.OFFERED, Seat.deadline_at < now)
    accepted = select(func.count()).where(
        Application.call_id == Call.id, Application.status == ApplicationStatus.ACCEPTED
    )
    waiting = select(Application.id).where(
        Application.call_id == Call.id, Application.status == ApplicationStatus.RESERVE
    )
    statement = select(Call.id).where(
        waiting.exists(), or_(overdue.exists(), and_(Call.seats_refill, accepted.scalar_subquery() < Call.quota))
    )
    return list(await session.scalars(statement.order_by(Call.id)))


async def overdue(session: AsyncSession, call_id: int, *, now: datetime) -> list[tuple[Seat, Application, Person]]:
    """Unanswered seats whose deadline is behind, the longest overdue first."""
    statement = (
        select(Seat, Application, Person)
        .join(Application, Application.id == Seat.application_id)
        .join(Person, Person.id == Application.person_id)
        .where(Seat.call_id == call_id, Seat.status == OfferStatus.OFFERED, Seat.deadline_at < now)
        .order_by(Seat.deadline_at, Seat.id)
        .execution_options(populate_existing=True)
    )
    return [(seat, application, person) for seat, application, person in await session.execute(statement)]


async def to_nudge(session: AsyncSession, *, now: datetime, limit: int) -> list[tuple[Seat, Application, Person]]:
    """Unanswered seats to be reminded of, claimed so that no other replica looks at them."""
    statement = (
        select(Seat, Application, Person)
        .join(Application, Application.id == Seat.application_id)
        .join(Person, Person.id == Application.person_id)
        .where(Seat.status == OfferStatus.OFFERED, Seat.nudge_at <= now)
        .order_by(Seat.id)
        .limit(limit)
        .with_for_update(of=Seat, skip_locked=True)
    )
    return [(seat, application, person) for seat, application, person in await session.execute(statement)]


async def municipality(session: AsyncSession, place: str) -> str | None:
    """The short name of a municipality of the list."""
    found = await session.get(Municipality, place)
    return short_place(found.name) if found is not None else None


async def is_open(session: AsyncSession, seat_id: int) -> bool:
    """Whether an answer about a seat is still awaited."""
    return (
        await session.scalar(select(Seat.id).where(Seat.id == seat_id, Seat.status == OfferStatus.OFFERED)) is not None
    )


def _seats(call_id: int, status: OfferStatus) -> Rows:
    statement: Rows = (
        select(Seat, Application, Municipality.name)
        .join(Application, Application.id == Seat.application_id)
        .join(Person, Person.id == Application.person_id)
        .outerjoin(Municipality, Municipality.id == Person.municipality_id)
        .where(Seat.call_id == call_id, Seat.status == status)
    )
    return statement


async def waiting(session: AsyncSession, call_id: int, *, offset: int, limit: int) -> list[SeatLine]:
    """A page of the seats nobody has answered about, the nearest deadline first."""
    order = (Seat.deadline_at, Seat.id)
    ids = select(Seat.id).where(Seat.call_id == call_id, Seat.status == OfferStatus.OFFERED).order_by(*order)
    shown = list(await session.scalars(ids.offset(offset).limit(limit)))
    statement = _seats(call_id, OfferStatus.OFFERED).where(Seat.id.in_(shown)).order_by(*order)
    return [
        SeatLine(seat, application, short_place(place) if place else None)
        for seat, application, place in await session.execute(statement)
    ]


async def reserve_page(
    session: AsyncSession, call_id: int, *, day: date, offset: int, limit: int
) -> list[tuple[Application, str | None, bool]]:
    """A page of the reserve in its order: the application, its municipality, whether it could move up now."""
    statement = (
        select(Application, Municipality.name, _can_move_up(day))
        .join(Person, Person.id == Application.person_id)
        .outerjoin(Municipality, Municipality.id == Person.municipality_id)
        .where(_on_reserve(call_id))
        .order_by(*in_order())
        .offset(offset)
        .limit(limit)
    )
    return [
        (application, short_place(place) if place else None, bool(able))
        for application, place, able in await session.execute(statement)
    ]


def _moves() -> Rows:
    of, actor, whose = aliased(Application), aliased(Person), aliased(Application)
    statement: Rows = (
        select(
            SeatMove,
            of.number,
            actor,
            func.coalesce(SeatMove.actor_id == of.person_id, False),
            whose.number,
            Seat.deadline_at,
        )
        .join(of, of.id == SeatMove.application_id)
        .outerjoin(actor, actor.id == SeatMove.actor_id)
        .outerjoin(whose, whose.id == SeatMove.place_of)
        .outerjoin(Seat, Seat.id == SeatMove.seat_id)
    )
    return statement


async def moves_of(session: AsyncSession, application_id: int) -> list[MoveLine]:
    """Everything that became of an application, in order."""
    statement = _moves().where(SeatMove.application_id == application_id).order_by(SeatMove.id)
    return [MoveLine(*row) for row in await session.execute(statement)]


async def moves(session: AsyncSession, call_id: int, *, offset: int, limit: int) -> tuple[list[MoveLine], int]:
    """A page of a call's moves, the newest first, and how many there are."""
    total = await session.scalar(select(func.count()).select_from(SeatMove).where(SeatMove.call_id == call_id))
    statement = _moves().where(SeatMove.call_id == call_id).order_by(SeatMove.id.desc()).offset(offset).limit(limit)
    return [MoveLine(*row) for row in await session.execute(statement)], total or 0
