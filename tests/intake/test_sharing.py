"""Replicas on one PostgreSQL database: whose turn it is in a lane, and who takes over from whom."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.db import locks
from bot.db.engine import Database
from bot.db.models import Municipality
from bot.db.queries import intake as queries
from bot.db.queries import people
from bot.db.queries.intake import Arrival, Turn
from bot.intake.sharing import Sharing
from tests.clocks import HandClock
from tests.engines import Postgres

NOW = datetime(2019, 9, 1, 3, 0, tzinfo=UTC)
ANNA, BORIS = 101, 102
REPLY = {"method": "sendMessage", "params": {"chat_id": ANNA, "text": "Да"}}


@pytest.fixture
def engine(postgres: Postgres) -> Postgres:
    """Only here are there several replicas."""
    return postgres


async def _store(database: Database, worker: str, *numbers: int, lane: int = ANNA) -> None:
    async with database.transaction() as session:
        arrivals = [Arrival(number, lane, {"update_id": number}) for number in numbers]
        await queries.store(session, arrivals, now=NOW, worker=worker)


async def _turn(
    database: Database, worker: str, number: int, *, lane: int = ANNA, passed: tuple[int, ...] = ()
) -> Turn:
    async with database.transaction() as session:
        since = NOW - timedelta(seconds=30)
        return await queries.turn(session, number, lane, worker=worker, passed=passed, since=since, until=NOW)


async def _finish(database: Database, number: int, *, replies: bool = True, at: datetime = NOW) -> None:
    async with database.transaction() as session:
        await queries.finish(session, number, replies=[REPLY] if replies else None, now=at, worker="a")


async def _beat(database: Database, worker: str, *, wall: datetime = NOW, held: tuple[int, ...] = ()) -> list[int]:
    async with database.transaction() as session:
        await queries.stay_alive(session, worker, until=wall + timedelta(seconds=20), wall=wall)
        return [row.update_id for row in await queries.take_over(session, worker, held=held, wall=wall)]


async def test_update_waits_until_the_older_one_of_its_chat_is_answered(database: Database) -> None:
    await _store(database, "a", 1)
    await _store(database, "b", 2)
    await _store(database, "b", 3, lane=BORIS)
    assert await _turn(database, "b", 2) is Turn.LATER
    assert await _turn(database, "b", 3, lane=BORIS) is Turn.NOW
    await _finish(database, 1)
    assert await _turn(database, "b", 2) is Turn.LATER
    async with database.transaction() as session:
        await queries.mark_answered(session, [1])
    assert await _turn(database, "b", 2) is Turn.NOW


async def test_own_answer_that_has_left_holds_up_nothing_though_no_row_says_so(database: Database) -> None:
    await _store(database, "a", 1, 2)
    await _finish(database, 1)
    assert await _turn(database, "a", 2) is Turn.LATER
    assert await _turn(database, "a", 2, passed=(1,)) is Turn.NOW


@pytest.mark.parametrize("at", [NOW - timedelta(seconds=31), NOW + timedelta(hours=1)])
async def test_answer_that_cannot_be_delivered_holds_up_the_chat_for_half_a_minute_only(
    database: Database, at: datetime
) -> None:
    await _store(database, "a", 1)
    await _store(database, "b", 2)
    await _finish(database, 1, at=at)
    assert await _turn(database, "b", 2) is Turn.NOW


async def test_lane_is_for_one_transaction_at_a_time_whatever_the_order_of_arrival(database: Database) -> None:
    await _store(database, "b", 2)
    async with database.transaction() as session:
        assert await queries.turn(session, 2, ANNA, worker="b", passed=(), since=NOW, until=NOW) is Turn.NOW
        await _store(database, "a", 1)
        assert await _turn(database, "a", 1) is Turn.LATER
    assert await _turn(database, "a", 1) is Turn.NOW


async def test_update_that_is_done_or_taken_over_is_left_alone(database: Database) -> None:
    await _store(database, "a", 1, 2)
    await _finish(database, 1, replies=False)
    assert await _turn(database, "a", 1) is Turn.ELSE
    assert await _turn(database, "b", 2) is Turn.ELSE
    assert await _turn(database, "a", 99) is Turn.ELSE


async def test_work_of_a_silent_replica_is_taken_over_once_in_order(database: Database) -> None:
    await _beat(database, "a")
    await _beat(database, "b")
    await _store(database, "a", 2, 1, 3)
    await _finish(database, 1)
    await _finish(database, 3, replies=False)
    assert await _beat(database, "b") == []
    later = NOW + timedelta(seconds=21)
    assert await _beat(database, "b", wall=later) == [1, 2]
    assert await _beat(database, "c", wall=later) == []
    assert await _turn(database, "a", 2) is Turn.ELSE


async def test_replica_that_stops_leaves_its_work_to_the_others_at_once(database: Database) -> None:
    await _beat(database, "a")
    await _store(database, "a", 1)
    async with database.transaction() as session:
        await queries.leave(session, "a")
    assert await _beat(database, "b") == [1]


async def test_own_update_that_has_slipped_from_ones_hands_is_found_again(database: Database) -> None:
    await _store(database, "a", 1, 2)
    assert await _beat(database, "a", held=(2,)) == [1]


async def test_named_lock_is_for_one_process_until_its_transaction_ends(database: Database) -> None:
    async with database.reading() as ours, database.reading() as theirs:
        assert await locks.take(ours, "job:x")
        assert not await locks.take(theirs, "job:x")
        assert await locks.take(theirs, "job:y")
    async with database.reading() as theirs:
        assert await locks.take(theirs, "job:x")


async def test_list_changed_through_another_replica_is_seen_by_the_next_update(database: Database) -> None:
    theirs = Database(database.url.render_as_string(hide_password=False))
    await _store(theirs, "b", 1)
    await _store(theirs, "b", 2, lane=BORIS)
    assert await _turn(theirs, "b", 1) is Turn.NOW
    async with theirs.reading() as session:
        assert await people.municipality_list(session) == ()
    async with database.transaction() as session:
        session.add(Municipality(id="a", name="a", position=0))
    assert await _turn(theirs, "b", 2, lane=BORIS) is Turn.NOW
    async with theirs.reading() as session:
        assert [one.name for one in await people.municipality_list(session)] == ["a"]
    await theirs.dispose()


async def test_dead_replica_is_known_after_a_lease_though_the_clock_was_set_back_since(database: Database) -> None:
    clock = HandClock()
    await _store(database, "dead", 1)
    await _beat(database, "dead", wall=datetime.fromtimestamp(clock.wall(), UTC))
    await _store(database, "right", 2)
    clock.set_back(3600)
    ours = Sharing(database, clock, lease=20)
    for _ in range(4):
        await _say_alive_by_the_right_clock(database, clock)
        assert await ours.beat(()) == []
        clock.advance(5)
    await _say_alive_by_the_right_clock(database, clock)
    assert [row.update_id for row in await ours.beat(())] == [1]


async def _say_alive_by_the_right_clock(database: Database, clock: HandClock) -> None:
    wall = datetime.fromtimestamp(clock.wall() + 3600, UTC)
    async with database.transaction() as session:
        await queries.stay_alive(session, "right", until=wall + timedelta(seconds=15), wall=wall)
