"""Seats: who is accepted confirms by a deadline; a place given up, or lost by silence, goes to the next of the reserve.

Places are counted, given and given up under the lock of the call: two people never hold the same one. Everything that
becomes of an application is a row of ``SeatMove`` with its cause.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Call, Person, Season, Seat, SeatMove
from bot.db.queries import applications as application_queries
from bot.db.queries import events as event_queries
from bot.db.queries import people as people_queries
from bot.db.queries import seats as queries
from bot.domain import seats as rules
from bot.domain.enums import ApplicationStatus, OfferStatus, OfficeRole, Priority
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.events import is_invited
from bot.domain.quiet import later
from bot.domain.seats import MoveCause
from bot.domain.text_arguments import Moment
from bot.services import consents, events, outbox, seasons
from bot.services.outbox import Notice

_NUDGES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class MovedUp:
    """Somebody of the reserve who has been given a place."""

    seat: Seat
    application: Application
    person: Person


def subject(seat_id: int) -> str:
    """What everything about a seat in the outbox is filed under."""
    return f"seat:{seat_id}"


def note(
    session: AsyncSession,
    application: Application,
    cause: MoveCause,
    *,
    actor: Person | None,
    now: datetime,
    seat: Seat | None = None,
    place_of: int | None = None,
) -> None:
    """Write down what became of an application and why; ``actor`` is None for what the bot does by itself."""
    move = SeatMove(
        call_id=application.call_id,
        application_id=application.id,
        at=now,
        cause=cause,
        actor_id=actor.id if actor is not None else None,
        seat_id=seat.id if seat is not None else None,
        place_of=place_of,
    )
    session.add(move)


async def offer(
    session: AsyncSession, call: Call, chosen: Iterable[tuple[Application, Person]], *, now: datetime
) -> dict[int, Seat]:
    """Seats for those whose acceptance is announced at this moment, by application; the call is locked."""
    season = await session.get_one(Season, call.season_id)
    made = {
        application.id: _new_seat(call, season, application, person, now=now, quietly=False)
        for application, person in chosen
    }
    session.add_all(made.values())
    await session.flush()
    return made


def _new_seat(
    call: Call, season: Season, application: Application, person: Person, *, now: datetime, quietly: bool
) -> Seat:
    terms = rules.terms(now, person.zone or season.zone, call.seat_days, quietly=quietly)
    asked = call.seat_days > 0
    return Seat(
        call_id=call.id,
        application_id=application.id,
        status=OfferStatus.OFFERED if asked else OfferStatus.ACCEPTED,
        offered_at=now,
        deadline_at=terms.deadline_at,
        nudge_at=terms.nudge_at if asked else None,
        answered_at=None if asked else now,
    )


async def seat_invited(
    session: AsyncSession, call: Call, application: Application, person: Person, *, now: datetime
) -> None:
    """Write down the place, or the turn on the reserve, of somebody who has confirmed an invitation; the call is locked."""
    seat = None
    if application.status is ApplicationStatus.ACCEPTED:
        season = await session.get_one(Season, call.season_id)
        seat = _new_seat(call, season, application, person, now=now, quietly=False)
        seat.status, seat.answered_at, seat.nudge_at = OfferStatus.ACCEPTED, now, None
        session.add(seat)
        await session.flush()
    note(session, application, MoveCause.INVITED, actor=person, now=now, seat=seat)
    await session.flush()


def letter_args(seat: Seat, season: Season, person: Person) -> dict[str, Any]:
    """What a letter about a seat says of it: ``seat``, ``asked`` (whether it has to be confirmed), ``deadline``."""
    zone = person.zone or season.zone
    asked = seat.status is OfferStatus.OFFERED
    return {"seat": seat.id, "asked": asked, "deadline": Moment(seat.deadline_at, zone)}


def asked_until(seat: Seat | None) -> datetime | None:
    """Until when an answer is asked for; None when none is."""
    return seat.deadline_at if seat is not None and seat.status is OfferStatus.OFFERED else None


async def confirm(session: AsyncSession, actor: Person, seat_id: int, *, now: datetime) -> Seat:
    """«Подтверждаю»: the place is theirs.

    Raises NotAllowed for a seat of somebody else, as ``ensure_can_confirm`` and as ``consents.ensure_participating``.
    """
    seat, application, _ = await _own(session, actor, seat_id)
    rules.ensure_can_confirm(seat.status)
    await consents.ensure_participating(session, actor, now=now)
    await confirm_seat(session, seat, application, actor=actor, now=now)
    return seat


async def confirm_seat(
    session: AsyncSession, seat: Seat, application: Application, *, actor: Person, now: datetime
) -> None:
    """Write a confirmation down; the call is locked and the rule has been asked."""
    seat.status, seat.answered_at, seat.nudge_at = OfferStatus.ACCEPTED, now, None
    note(session, application, MoveCause.CONFIRMED, actor=actor, now=now, seat=seat)
    await session.flush()
    await outbox.withdraw(session, subject=subject(seat.id), now=now)


async def decline(session: AsyncSession, actor: Person, seat_id: int, *, now: datetime) -> Seat:
    """«Отказываюсь»: the place goes to the next of the reserve. Raises as ``confirm`` and ``ensure_can_leave``."""
    seat, application, call = await _own(session, actor, seat_id)
    rules.ensure_can_leave(seat.status)
    await give_up(session, call, application, actor, MoveCause.DECLINED, actor=actor, now=now)
    return seat


async def ensure_can_decline(session: AsyncSession, actor: Person, seat_id: int) -> None:
    """Raises as ``decline``; nothing is changed."""
    seat, _, _ = await _own(session, actor, seat_id)
    rules.ensure_can_leave(seat.status)


async def give_up(
    session: AsyncSession,
    call: Call,
    application: Application,
    person: Person,
    cause: MoveCause,
    *,
    actor: Person | None,
    now: datetime,
    refilling: bool = True,
) -> list[MovedUp]:
    """Somebody's place, or turn on the reserve, is free from now on; the call is locked. Returns who moved up for it.

    They leave the events that are for accepted people only. The office is told of a place nobody moved up to; who
    frees several at once refills afterwards (``refilling=False``).
    """
    held_place = application.status is ApplicationStatus.ACCEPTED
    seat = await queries.newest_of(session, application.id)
    if seat is not None and seat.status in {OfferStatus.OFFERED, OfferStatus.ACCEPTED}:
        ended = {MoveCause.DECLINED: OfferStatus.DECLINED, MoveCause.EXPIRED: OfferStatus.EXPIRED}
        seat.status = ended.get(cause, OfferStatus.WITHDRAWN)
        seat.answered_at, seat.nudge_at = now, None
        await outbox.withdraw(session, subject=subject(seat.id), now=now)
    application.status, application.withdrawn_at = ApplicationStatus.WITHDRAWN, now
    note(session, application, cause, actor=actor, now=now, seat=seat if held_place else None)
    await session.flush()
    if not held_place:
        return []
    await _leave_events(session, call, person, now=now)
    if call.seats_refill and not refilling:
        return []
    moved = await refill(session, call, now=now) if call.seats_refill else []
    if not moved:
        await _tell_office(session, application, now)
    return moved


async def _leave_events(session: AsyncSession, call: Call, person: Person, *, now: datetime) -> None:
    for event_id in await event_queries.going_of(session, person.id, now=now):
        event = await event_queries.locked(session, event_id)
        if event is not None and not is_invited(event.audience, call.role, accepted=False):
            await events.leave_one(session, event, person, now=now)


async def _tell_office(session: AsyncSession, application: Application, now: datetime) -> None:
    # Without a name: an alert says which application to open.
    chats = await people_queries.office_chats(session, OfficeRole.ADMINISTRATOR, OfficeRole.OPERATOR)
    for person_id, chat_id in chats:
        notice = Notice(
            key=f"place-freed:{application.id}:{int(now.timestamp())}:{person_id}",
            template="application-place-freed",
            args={"number": application.number},
            subject=f"application:{application.id}",
        )
        await outbox.promise_to_chat(session, chat_id, notice, now=now)


@dataclass(frozen=True, slots=True)
class _Line:
    """Who could move up, in order, how many places are free, and how many in municipalities with a limit."""

    candidates: Sequence[rules.Candidate]
    free: int
    room: dict[str, int]


async def _line(session: AsyncSession, call: Call, *, now: datetime, more: int = 0) -> _Line | None:
    """None when there is nothing to give, or nobody to give it to; ``more`` places might become free as well."""
    held = await queries.held(session, call.id)
    free = call.quota - held.accepted
    if free + more <= 0 or held.reserve == 0:
        return None
    limits: dict[str, int] = call.seats_by_place
    day = await seasons.today(session, call.season_id, now=now)
    waiting = await queries.candidates(session, call.id, day=day, limit=None if limits else free + more)
    taken = await queries.held_by_place(session, call.id, limits.keys()) if limits else {}
    return _Line(waiting, free, {place: limit - taken.get(place, 0) for place, limit in limits.items()})


async def refill(session: AsyncSession, call: Call, *, now: datetime, actor: Person | None = None) -> list[MovedUp]:
    """Give the free places of a locked call to the next of the reserve who can be told, and tell them.

    ``actor`` is who of the office has asked for it, None when the bot does it by itself.
    """
    line = await _line(session, call, now=now)
    chosen = rules.move_up(line.candidates, line.free, line.room) if line is not None else []
    return await _move_up(session, call, chosen, actor=actor, now=now) if chosen else []


async def _move_up(
    session: AsyncSession, call: Call, chosen: Sequence[int], *, actor: Person | None, now: datetime
) -> list[MovedUp]:
    season = await session.get_one(Season, call.season_id)
    freed = await queries.free_seats(session, call.id, limit=len(chosen))
    found = {
        application.id: (application, person) for application, person in await queries.with_people(session, chosen)
    }
    moved = []
    for place, application_id in enumerate(chosen):
        application, person = found[application_id]
        seat = _new_seat(call, season, application, person, now=now, quietly=True)
        before = freed[place] if place < len(freed) else None
        seat.after_id = before.id if before is not None else None
        application.status, application.decided_at = ApplicationStatus.ACCEPTED, now
        session.add(seat)
        await session.flush()
        whose = before.application_id if before is not None else None
        note(session, application, MoveCause.MOVED_UP, actor=actor, now=now, seat=seat, place_of=whose)
        moved.append(MovedUp(seat, application, person))
    await session.flush()
    await outbox.promise(session, [(one.person, _moved_up(one, call, season, now)) for one in moved], now=now)
    return moved


async def step_in(
    session: AsyncSession, call: Call, application: Application, person: Person, *, instead_of: Application | None,
    actor: Person, now: datetime,
) -> Seat:  # fmt: skip
    """Somebody of the reserve is needed now and takes a place out of turn, confirmed at once; the call is locked.

    ``instead_of`` is whose place it was, given up a moment ago.
    """
    season = await session.get_one(Season, call.season_id)
    before = await queries.newest_of(session, instead_of.id) if instead_of is not None else None
    seat = _new_seat(call, season, application, person, now=now, quietly=False)
    seat.status, seat.answered_at, seat.nudge_at = OfferStatus.ACCEPTED, now, None
    seat.after_id = before.id if before is not None else None
    application.status, application.decided_at = ApplicationStatus.ACCEPTED, now
    session.add(seat)
    await session.flush()
    whose = instead_of.id if instead_of is not None else None
    note(session, application, MoveCause.MOVED_UP, actor=actor, now=now, seat=seat, place_of=whose)
    await session.flush()
    return seat


def _moved_up(one: MovedUp, call: Call, season: Season, now: datetime) -> Notice:
    return Notice(
        key=f"seat-moved-up:{one.seat.id}",
        template="seat-moved-up",
        args={
            "number": one.application.number,
            "role": call.role.value,
            **letter_args(one.seat, season, one.person),
        },
        priority=Priority.DECISION,
        subject=subject(one.seat.id),
        not_before=later(now, one.person.zone or season.zone),
    )


async def tick(session: AsyncSession, *, now: datetime) -> None:
    """Nudge those who are silent; pass on what was not confirmed in time; give away what is free."""
    await _nudge(session, now=now)
    for call_id in await queries.calls_to_look_at(session, now=now):
        call = await application_queries.lock_call(session, call_id)
        if call is not None:
            await _pass_on(session, call, now=now)
            if call.seats_refill:
                await refill(session, call, now=now)


async def _nudge(session: AsyncSession, *, now: datetime) -> None:
    season = None
    notices = []
    for seat, application, person in await queries.to_nudge(session, now=now, limit=_NUDGES_AT_ONCE):
        season = season or await seasons.current(session)
        seat.nudge_at = None
        zone = person.zone or season.zone
        notice = Notice(
            key=f"seat-nudge:{seat.id}",
            template="seat-nudge",
            args={"number": application.number, **letter_args(seat, season, person)},
            priority=Priority.REMINDER,
            subject=subject(seat.id),
            not_before=later(now, zone),
            expires_at=seat.deadline_at,
        )
        notices.append((person, notice))
    await session.flush()
    await outbox.promise(session, notices, now=now)


async def _pass_on(session: AsyncSession, call: Call, *, now: datetime) -> None:
    """Silence costs a place only when somebody waits for it; until then it may still be confirmed."""
    late = await queries.overdue(session, call.id, now=now)
    if not late:
        return
    line = await _line(session, call, now=now, more=len(late))
    if line is None:
        return
    places = [person.municipality_id for _, _, person in late]
    season = await session.get_one(Season, call.season_id)
    for index in rules.passed_on(places, line.candidates, line.free, line.room):
        seat, application, person = late[index]
        await give_up(session, call, application, person, MoveCause.EXPIRED, actor=None, now=now, refilling=False)
        notice = Notice(
            key=f"seat-expired:{seat.id}",
            template="seat-expired",
            args={"number": application.number, "contact": season.contact},
            subject=f"application:{application.id}",
            not_before=later(now, person.zone or season.zone),
        )
        await outbox.promise(session, [(person, notice)], now=now)


async def leave_all(session: AsyncSession, person: Person, *, now: datetime) -> None:
    """Give up every place and turn somebody has; for whoever erases a person."""
    for call_id, application_id in await queries.of_person(session, person.id):
        call = await application_queries.lock_call(session, call_id)
        application = await session.get_one(Application, application_id, populate_existing=True)
        if call is not None and application.status in {ApplicationStatus.ACCEPTED, ApplicationStatus.RESERVE}:
            await give_up(session, call, application, person, MoveCause.ERASED, actor=None, now=now)


async def _own(session: AsyncSession, actor: Person, seat_id: int) -> tuple[Seat, Application, Call]:
    """The one door to a seat for the person it was offered to; its call is locked."""
    seat = await session.get(Seat, seat_id)
    application = await session.get(Application, seat.application_id) if seat is not None else None
    if seat is None or application is None or application.person_id != actor.id:
        raise NotAllowed("seat-unknown")
    return await locked(session, seat_id)


async def locked(session: AsyncSession, seat_id: int) -> tuple[Seat, Application, Call]:
    """A seat with its application, under the lock of its call, all read afresh. Raises NotFound ``seat-unknown``."""
    seat = await session.get(Seat, seat_id)
    call = await application_queries.lock_call(session, seat.call_id) if seat is not None else None
    seat = await queries.seat(session, seat_id)
    if call is None or seat is None:
        raise NotFound("seat-unknown")
    application = await session.get_one(Application, seat.application_id, populate_existing=True, with_for_update=True)
    return seat, application, call


async def _still_open(session: AsyncSession, row: Any, now: datetime) -> bool:
    return await queries.is_open(session, int(row.key.partition(":")[2]))


outbox.RECHECKS["seat-nudge"] = _still_open
