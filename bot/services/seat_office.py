"""Seats for the office: how a call's places stand and by which rules they go on, and why an application is where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Call, Person, Seat
from bot.db.queries import applications as application_queries
from bot.db.queries import seats as queries
from bot.db.queries.seats import Held, MoveLine, SeatLine
from bot.domain import seats as rules
from bot.domain.access import Permission, permissions_of
from bot.domain.applications import is_past
from bot.domain.enums import ApplicationStatus, OfferStatus
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.seats import MoveCause
from bot.services import audit, office, seasons, seats
from bot.services.selection import known_call, locked_call


@dataclass(frozen=True, slots=True)
class Overview:
    """A call's places. ``may_move`` and ``may_set`` say what this reader may do about them."""

    call: Call
    held: Held
    may_move: bool
    may_set: bool

    @property
    def free(self) -> int:
        """Places nobody holds; negative when more were accepted than there are."""
        return self.call.quota - self.held.accepted


@dataclass(frozen=True, slots=True)
class Story:
    """Why an application is where it is. ``position`` is its place on the reserve, ``late`` that the term is over."""

    application: Application
    call: Call
    moves: Sequence[MoveLine]
    seat: Seat | None
    position: int | None
    free: int
    late: bool
    may_move: bool

    @property
    def asked(self) -> bool:
        """Whether an answer is awaited."""
        return self.seat is not None and self.seat.status is OfferStatus.OFFERED

    @property
    def may_return(self) -> bool:
        """Whether this reader may put the application back on the reserve."""
        return self.may_move and rules.can_return(self.application.status, _last(self.moves))


def _last(moves: Sequence[MoveLine]) -> MoveCause | None:
    return moves[-1].move.cause if moves else None


async def overview(session: AsyncSession, actor: Person, call_id: int) -> Overview:
    """How the places of a call stand."""
    role = await office.ensure_allowed(session, actor, Permission.SEE_APPLICATIONS)
    call = await known_call(session, call_id)
    allowed = permissions_of(role)
    held = await queries.held(session, call_id)
    return Overview(call, held, Permission.DECIDE in allowed, Permission.EDIT_CALLS in allowed)


async def overview_to_set(session: AsyncSession, actor: Person, call_id: int) -> Overview:
    """The same for those who may change the rules."""
    await office.ensure_allowed(session, actor, Permission.EDIT_CALLS)
    return await overview(session, actor, call_id)


async def waiting(
    session: AsyncSession, actor: Person, call_id: int, *, page: int, size: int
) -> tuple[list[SeatLine], int]:
    """A page (from 0) of those whose answer is awaited, and how many there are."""
    shown = await overview(session, actor, call_id)
    return await queries.waiting(session, call_id, offset=page * size, limit=size), shown.held.offered


async def reserve(
    session: AsyncSession, actor: Person, call_id: int, *, page: int, size: int, now: datetime
) -> tuple[list[tuple[Application, str | None, bool]], int]:
    """A page (from 0) of the reserve in its order, each with whether they could move up now, and how many there are."""
    shown = await overview(session, actor, call_id)
    day = await seasons.today(session, shown.call.season_id, now=now)
    return await queries.reserve_page(session, call_id, day=day, offset=page * size, limit=size), shown.held.reserve


async def moves(
    session: AsyncSession, actor: Person, call_id: int, *, page: int, size: int
) -> tuple[list[MoveLine], int]:
    """A page (from 0) of everything that happened to a call's places, the newest first, and how much there is."""
    await overview(session, actor, call_id)
    return await queries.moves(session, call_id, offset=page * size, limit=size)


async def set_refill(session: AsyncSession, actor: Person, call_id: int, *, automatic: bool, now: datetime) -> None:
    """The reserve moves up by itself from now on (and at once), or waits for the office. Raises Stale ``call-unchanged``."""
    call = await _call_to_set(session, actor, call_id)
    if call.seats_refill is automatic:
        raise Stale("call-unchanged")
    call.seats_refill = automatic
    await session.flush()
    detail = "automatic" if automatic else "by hand"
    audit.record(session, "seats.refill", actor=actor, now=now, subject=f"call:{call_id}", detail=detail)
    if automatic:
        await seats.refill(session, call, now=now)


async def set_term(session: AsyncSession, actor: Person, call_id: int, days: int, *, now: datetime) -> None:
    """How many days those accepted from now on may think. Raises as ``ensure_term``, Stale ``call-unchanged``."""
    call = await _call_to_set(session, actor, call_id)
    rules.ensure_term(days)
    if call.seat_days == days:
        raise Stale("call-unchanged")
    call.seat_days = days
    await session.flush()
    audit.record(session, "seats.term", actor=actor, now=now, subject=f"call:{call_id}", detail=str(days))


async def set_limit(
    session: AsyncSession, actor: Person, call_id: int, place: str, limit: int | None, *, now: datetime
) -> None:
    """The most places a municipality may have, None for as many as there are; the reserve moves up accordingly.

    Raises as ``ensure_limit``, NotFound ``municipality-unknown``, Stale ``call-unchanged``.
    """
    call = await _call_to_set(session, actor, call_id)
    if await queries.municipality(session, place) is None:
        raise NotFound("municipality-unknown")
    limits: dict[str, int] = {key: value for key, value in call.seats_by_place.items() if key != place}
    if limit is not None:
        rules.ensure_limit(limit)
        limits[place] = limit
    if limits == call.seats_by_place:
        raise Stale("call-unchanged")
    call.seats_by_place = limits
    await session.flush()
    detail = f"{place}={limit if limit is not None else '-'}"
    audit.record(session, "seats.limit", actor=actor, now=now, subject=f"call:{call_id}", detail=detail)
    if call.seats_refill:
        await seats.refill(session, call, now=now)


async def limit_of(session: AsyncSession, actor: Person, call_id: int, place: str) -> tuple[str, int | None]:
    """A municipality's name and the most places it may have, for those who may change it."""
    await office.ensure_allowed(session, actor, Permission.EDIT_CALLS)
    call, name = await known_call(session, call_id), await queries.municipality(session, place)
    if name is None:
        raise NotFound("municipality-unknown")
    return name, call.seats_by_place.get(place)


async def fill(session: AsyncSession, actor: Person, call_id: int, *, now: datetime) -> int:
    """Move the reserve up by hand; returns how many. Raises RuleViolation ``seats-nobody-moves`` when nobody can."""
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    call = await locked_call(session, call_id)
    moved = await seats.refill(session, call, now=now, actor=actor)
    if not moved:
        raise RuleViolation("seats-nobody-moves")
    audit.record(session, "seats.filled", actor=actor, now=now, subject=f"call:{call_id}", detail=str(len(moved)))
    return len(moved)


async def story(session: AsyncSession, actor: Person, application_id: int, *, now: datetime) -> Story:
    """«Почему?»: every move of an application with its cause, and how it stands now."""
    role = await office.ensure_allowed(session, actor, Permission.SEE_APPLICATIONS)
    application = await session.get(Application, application_id)
    if application is None or application.number is None:
        raise NotFound("application-unknown")
    call = await known_call(session, application.call_id)
    on_reserve = application.status is ApplicationStatus.RESERVE
    held = await queries.held(session, call.id)
    seat = await queries.newest_of(session, application_id)
    return Story(
        application=application,
        call=call,
        moves=await queries.moves_of(session, application_id),
        seat=seat,
        position=await queries.position(session, application) if on_reserve else None,
        free=call.quota - held.accepted,
        late=seat is not None and is_past(seat.deadline_at, now),
        may_move=Permission.DECIDE in permissions_of(role),
    )


async def story_to_move(session: AsyncSession, actor: Person, application_id: int, *, now: datetime) -> Story:
    """The same for those who decide."""
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    return await story(session, actor, application_id, now=now)


async def confirm_for(session: AsyncSession, actor: Person, application_id: int, *, now: datetime) -> None:
    """The person has told the office that they take part. Raises Stale as ``ensure_can_confirm``."""
    application, _, _ = await _to_move(session, actor, application_id)
    seat = await queries.newest_of(session, application_id)
    if seat is None:
        raise Stale("seat-gone")
    rules.ensure_can_confirm(seat.status)
    await seats.confirm_seat(session, seat, application, actor=actor, now=now)


async def free(session: AsyncSession, actor: Person, application_id: int, *, now: datetime) -> None:
    """The person has told the office that they do not take part. Raises Stale ``seat-gone`` without a place."""
    application, person, call = await _to_move(session, actor, application_id)
    if application.status is not ApplicationStatus.ACCEPTED:
        raise Stale("seat-gone")
    await seats.give_up(session, call, application, person, MoveCause.FREED, actor=actor, now=now)


async def put_back(session: AsyncSession, actor: Person, application_id: int, *, now: datetime) -> None:
    """Somebody who has lost a place waits for one again, in the order of the ranking. Raises as ``ensure_can_return``."""
    application, _, call = await _to_move(session, actor, application_id)
    rules.ensure_can_return(application.status, _last(await queries.moves_of(session, application_id)))
    application.status, application.withdrawn_at, application.decided_at = ApplicationStatus.RESERVE, None, now
    seats.note(session, application, MoveCause.RETURNED, actor=actor, now=now)
    await session.flush()
    if call.seats_refill:
        await seats.refill(session, call, now=now)


async def _call_to_set(session: AsyncSession, actor: Person, call_id: int) -> Call:
    await office.ensure_allowed(session, actor, Permission.EDIT_CALLS)
    return await locked_call(session, call_id)


async def _to_move(session: AsyncSession, actor: Person, application_id: int) -> tuple[Application, Person, Call]:
    """An application under the lock of its call, for those who decide."""
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    known = await session.get(Application, application_id)
    call = await application_queries.lock_call(session, known.call_id) if known is not None else None
    if call is None:
        raise NotFound("application-unknown")
    ((application, person),) = await queries.with_people(session, [application_id])
    if person.erased_at is not None:
        raise NotFound("application-unknown")
    return application, person, call
