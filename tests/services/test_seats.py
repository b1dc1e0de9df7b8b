"""Seats: answers, silence and the reserve; one place has one holder whatever happens at once; every move has its cause."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import Application, Call, Event, OutboxMessage, Person, Seat, SeatMove
from bot.domain.enums import ApplicationStatus, EventKind, EventStatus, OfferStatus, OfficeRole, Outcome, Role
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.domain.seats import MoveCause
from bot.services import applications, decisions, events, privacy, seat_office, seats, selection
from tests.cast import OPEN, apply, load_season, office_member, participant

LATER = OPEN + timedelta(days=20)
ACCEPTED, RESERVE, WITHDRAWN = ApplicationStatus.ACCEPTED, ApplicationStatus.RESERVE, ApplicationStatus.WITHDRAWN


@pytest.fixture
def database(season_database: Database) -> Database:
    """With the shipped season in it."""
    return season_database


async def _scene(
    session: AsyncSession, quota: int, reserve: int, places: Sequence[str] = ()
) -> tuple[Person, Call, list[Application]]:
    """A call whose decisions are announced: ``quota`` accepted, then ``reserve`` by rank."""
    call = (await load_season(session))[Role.STUDENT]
    call.quota = quota
    clerk = await office_member(session, OfficeRole.OPERATOR)
    clerk.surname, clerk.first_name = "Ларина", "Ольга"
    sent = []
    for number in range(quota + reserve):
        place = places[number] if number < len(places) else "go-zeya"
        application = await apply(session, await participant(session, 1000 + number, municipality_id=place), call)
        # The reserve stands in the order of the ranking, not in that of the forms.
        application.rank = number + 1 if number < quota else 2 * quota + reserve - number
        sent.append(application)
        outcome = Outcome.ACCEPTED if number < quota else Outcome.RESERVE
        await selection.stage(session, clerk, application.id, outcome, now=LATER)
    seen = (await decisions.overview(session, clerk, call.id, now=LATER)).seen
    await decisions.release(session, clerk, call.id, seen=seen, now=LATER)
    return clerk, call, sent


async def _person(session: AsyncSession, application: Application) -> Person:
    return await session.get_one(Person, application.person_id)


async def _seat(session: AsyncSession, application: Application) -> Seat:
    found = await session.scalar(select(Seat).where(Seat.application_id == application.id).order_by(Seat.id.desc()))
    assert found is not None
    return found


async def _decline(session: AsyncSession, application: Application, now: datetime = LATER) -> None:
    seat = await _seat(session, application)
    await seats.decline(session, await _person(session, application), seat.id, now=now)


async def _letters(session: AsyncSession, template: str) -> list[str]:
    rows = await session.scalars(
        select(OutboxMessage).where(OutboxMessage.template == template).order_by(OutboxMessage.id)
    )
    return [row.args["number"] for row in rows]


async def _causes(session: AsyncSession, application: Application) -> list[MoveCause]:
    found = select(SeatMove.cause).where(SeatMove.application_id == application.id).order_by(SeatMove.id)
    return list(await session.scalars(found))


async def test_a_declined_place_goes_to_the_best_of_the_reserve_at_once(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, (one, two, third, fourth) = await _scene(session, 2, 2)
        waiting = await applications.situation(session, await _person(session, third), now=LATER)
        assert waiting.position == 2
        await seats.confirm(session, await _person(session, two), (await _seat(session, two)).id, now=LATER)
        await _decline(session, one)
        assert [row.status for row in (one, two, third, fourth)] == [WITHDRAWN, ACCEPTED, RESERVE, ACCEPTED]
        taken = await _seat(session, fourth)
        assert taken.after_id == (await _seat(session, one)).id
        assert taken.status is OfferStatus.OFFERED
        assert await _letters(session, "seat-moved-up") == [fourth.number]
        waiting = await applications.situation(session, await _person(session, third), now=LATER)
        assert waiting.position == 1
        story = await seat_office.story(session, clerk, fourth.id, now=LATER)
        assert [(line.move.cause, line.own, line.other) for line in story.moves] == [
            (MoveCause.RESERVED, False, None),
            (MoveCause.MOVED_UP, False, one.number),
        ]
        assert await _causes(session, one) == [MoveCause.ACCEPTED, MoveCause.DECLINED]
        assert await _causes(session, two) == [MoveCause.ACCEPTED, MoveCause.CONFIRMED]
        held = (await seat_office.overview(session, clerk, call.id)).held
        assert (held.accepted, held.confirmed, held.offered, held.reserve, held.moved_up) == (2, 1, 1, 1, 1)


async def test_silence_is_nudged_then_passes_on_by_day(database: Database) -> None:
    async with database.transaction() as session:
        _, _, (one, two, third) = await _scene(session, 2, 1)
        deadline = (await _seat(session, one)).deadline_at
        await seats.tick(session, now=deadline - timedelta(days=1))
        await seats.tick(session, now=deadline - timedelta(hours=20))
        assert await _letters(session, "seat-nudge") == [one.number, two.number]
        await seats.confirm(session, await _person(session, two), (await _seat(session, two)).id, now=deadline)
        await seats.tick(session, now=deadline)
        assert one.status is ACCEPTED
        await seats.tick(session, now=deadline + timedelta(seconds=1))
        assert [row.status for row in (one, two, third)] == [WITHDRAWN, ACCEPTED, ACCEPTED]
        assert (await _seat(session, one)).status is OfferStatus.EXPIRED
        assert await _letters(session, "seat-expired") == [one.number]
        with pytest.raises(Stale, match="seat-passed-on"):
            await seats.confirm(session, await _person(session, one), (await _seat(session, one)).id, now=deadline)


async def test_silence_costs_nothing_while_nobody_waits(database: Database) -> None:
    async with database.transaction() as session:
        _, _, (one,) = await _scene(session, 1, 0)
        seat = await _seat(session, one)
        late = seat.deadline_at + timedelta(days=30)
        await seats.tick(session, now=late)
        assert one.status is ACCEPTED
        assert (await applications.situation(session, await _person(session, one), now=late)).seat_late
        await seats.confirm(session, await _person(session, one), seat.id, now=late)
        assert seat.status is OfferStatus.ACCEPTED


async def test_limits_of_municipalities_pass_people_over(database: Database) -> None:
    async with database.transaction() as session:
        places = ["go-zeya", "go-zeya", "go-tynda", "go-zeya"]
        clerk, call, (one, two, third, fourth) = await _scene(session, 2, 2, places)
        admin = await office_member(session, OfficeRole.ADMINISTRATOR, telegram_id=901)
        await seat_office.set_limit(session, admin, call.id, "go-zeya", 1, now=LATER)
        await _decline(session, one)
        assert (third.status, fourth.status) == (ACCEPTED, RESERVE)
        await _decline(session, two)
        assert fourth.status is ACCEPTED
        with pytest.raises(RuleViolation, match="municipality-unknown"):
            await seat_office.set_limit(session, clerk, call.id, "nowhere", 1, now=LATER)


async def test_by_hand_the_office_moves_the_reserve_up(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, (one, _, third) = await _scene(session, 2, 1)
        await seat_office.set_refill(session, clerk, call.id, automatic=False, now=LATER)
        await _decline(session, one)
        await seats.tick(session, now=LATER + timedelta(days=1))
        assert third.status is RESERVE
        assert await _letters(session, "application-place-freed") == [one.number]
        assert await seat_office.fill(session, clerk, call.id, now=LATER) == 1
        with pytest.raises(RuleViolation, match="seats-nobody-moves"):
            await seat_office.fill(session, clerk, call.id, now=LATER)
        (line,) = (await seat_office.story(session, clerk, third.id, now=LATER)).moves[1:]
        assert (line.move.cause, line.actor, line.other) == (MoveCause.MOVED_UP, clerk, one.number)


async def test_who_cannot_be_told_keeps_the_turn_and_moves_up_once_back(database: Database) -> None:
    async with database.transaction() as session:
        _, _, (one, third, fourth) = await _scene(session, 1, 2)
        best = await _person(session, fourth)
        best.unreachable_since = LATER
        third_person = await _person(session, third)
        third_person.stopped_at = LATER
        await _decline(session, one)
        assert (third.status, fourth.status) == (RESERVE, RESERVE)
        best.unreachable_since = None
        await session.flush()
        await seats.tick(session, now=LATER)
        assert (third.status, fourth.status) == (RESERVE, ACCEPTED)


async def test_the_office_confirms_frees_and_puts_back(database: Database) -> None:
    async with database.transaction() as session:
        clerk, _, (one, two, third) = await _scene(session, 2, 1)
        await seat_office.confirm_for(session, clerk, one.id, now=LATER)
        with pytest.raises(Stale, match="seat-already-confirmed"):
            await seat_office.confirm_for(session, clerk, one.id, now=LATER)
        await seat_office.free(session, clerk, one.id, now=LATER)
        assert (one.status, third.status) == (WITHDRAWN, ACCEPTED)
        with pytest.raises(Stale, match="seat-gone"):
            await seat_office.free(session, clerk, one.id, now=LATER)
        await seat_office.put_back(session, clerk, one.id, now=LATER)
        with pytest.raises(Stale, match="seat-cannot-return"):
            await seat_office.put_back(session, clerk, one.id, now=LATER)
        await seat_office.free(session, clerk, two.id, now=LATER)
        assert one.status is ACCEPTED
        assert await _causes(session, one) == [
            MoveCause.ACCEPTED, MoveCause.CONFIRMED, MoveCause.FREED, MoveCause.RETURNED, MoveCause.MOVED_UP,
        ]  # fmt: skip
        expert = await office_member(session, OfficeRole.EXPERT, telegram_id=902)
        with pytest.raises(NotAllowed):
            await seat_office.free(session, expert, one.id, now=LATER)


async def test_erasure_and_withdrawal_free_a_place_and_the_school(database: Database) -> None:
    async with database.transaction() as session:
        _, call, (one, two, third, fourth) = await _scene(session, 2, 2)
        school = await session.scalar(select(Event).where(Event.kind == EventKind.SCHOOL))
        assert school is not None
        school.status, school.audience = EventStatus.ANNOUNCED, ["accepted"]
        school.starts_at, school.ends_at = LATER + timedelta(days=5), LATER + timedelta(days=8)
        leaver = await _person(session, one)
        await events.join(session, leaver, school.id, now=LATER)
        await applications.withdraw(session, leaver, call.id, now=LATER)
        assert (one.status, fourth.status) == (WITHDRAWN, ACCEPTED)
        await privacy.erase(session, await _person(session, two), now=LATER)
        assert (two.status, third.status) == (WITHDRAWN, ACCEPTED)
        assert await _causes(session, two) == [MoveCause.ACCEPTED, MoveCause.ERASED]
        with pytest.raises(NotAllowed):
            await events.standing(session, await participant(session, 5000), school.id)
        going = await events.standing(session, leaver, school.id)
        assert going.status is not None
        assert going.status.value == "declined"


async def test_nobody_answers_for_somebody_else(database: Database) -> None:
    async with database.transaction() as session:
        _, _, (one, two) = await _scene(session, 2, 0)
        stranger = await _person(session, two)
        for act in (seats.confirm, seats.decline):
            with pytest.raises(NotAllowed):
                await act(session, stranger, (await _seat(session, one)).id, now=LATER)


async def test_no_answer_is_asked_for_without_a_term(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        call.seat_days = 0
        _, _, (one,) = await _scene(session, 1, 0)
        assert (await _seat(session, one)).status is OfferStatus.ACCEPTED
        letter = await session.scalar(select(OutboxMessage).where(OutboxMessage.template == "decision-accepted"))
        assert letter is not None
        assert letter.args["asked"] is False


async def _crowd(session: AsyncSession, holders: int, reserve: int) -> Call:
    """A call with so many unanswered places and so many people waiting, written in bulk."""
    call = (await load_season(session))[Role.STUDENT]
    call.quota = holders
    now = LATER
    people = [await participant(session, 1000 + number) for number in range(holders + reserve)]
    rows = [
        Application(
            call_id=call.id, person_id=person.id, number=f"С-{number:04d}", answers={}, version=1, rank=number,
            status=ACCEPTED if number <= holders else RESERVE, created_at=now, submitted_at=now, decided_at=now,
        )
        for number, person in enumerate(people, start=1)
    ]  # fmt: skip
    session.add_all(rows)
    await session.flush()
    await seats.offer(session, call, [(row, people[at]) for at, row in enumerate(rows[:holders])], now=now)
    return call


async def test_two_hundred_answers_at_once_leave_one_holder_to_a_place(database: Database) -> None:
    async with database.transaction() as session:
        call = await _crowd(session, 200, 60)
        call_id = call.id
        found = await session.execute(select(Seat.id, Application.person_id).join(Application).order_by(Seat.id))
        asked = [(seat_id, person_id) for seat_id, person_id in found]

    async def answer(place: int, seat_id: int, person_id: int) -> None:
        # Every third gives the place up; everybody answers twice, as a shaking finger does.
        act = seats.decline if place % 3 == 0 else seats.confirm
        for _ in range(1 + place % 2):
            try:
                async with database.transaction() as session:
                    await act(session, await session.get_one(Person, person_id), seat_id, now=LATER)
            except Stale:
                pass

    gate = asyncio.Semaphore(8)

    async def one(place: int, seat_id: int, person_id: int) -> None:
        async with gate:
            await answer(place, seat_id, person_id)

    async def look() -> None:
        async with gate, database.transaction() as session:
            await seats.tick(session, now=LATER + timedelta(minutes=1))

    await asyncio.gather(*(one(place, *each) for place, each in enumerate(asked)), *(look() for _ in range(5)))
    async with database.reading() as session:
        counted = await session.execute(
            select(Application.status, func.count()).where(Application.call_id == call_id).group_by(Application.status)
        )
        assert dict(counted.all()) == {ACCEPTED: 193, WITHDRAWN: 67}
        held = (await session.scalars(select(Seat.after_id).where(Seat.after_id.is_not(None)))).all()
        assert len(held) == len(set(held)) == 60
        twice = select(Seat.application_id).where(Seat.status.in_(("offered", "accepted")))
        assert len((await session.scalars(twice)).all()) == len(set((await session.scalars(twice)).all())) == 193
        causes = await session.execute(select(SeatMove.cause, func.count()).group_by(SeatMove.cause))
        assert dict(causes.all()) == {MoveCause.CONFIRMED: 133, MoveCause.DECLINED: 67, MoveCause.MOVED_UP: 60}


async def test_a_place_cannot_be_followed_twice(database: Database) -> None:
    async with database.transaction() as session:
        _, _, (one, third, fourth) = await _scene(session, 1, 2)
        await _decline(session, one)
        await _decline(session, fourth)
        assert third.status is ACCEPTED
        chain = select(Seat.after_id).order_by(Seat.id)
        assert (await session.scalars(chain)).all() == [None, 1, 2]
