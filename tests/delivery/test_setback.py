"""A clock that somebody sets back while messages are on their way: they leave, none of them twice."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.db.models import OutboxMessage
from bot.db.queries import outbox as queries
from bot.db.queries.outbox import OUTCOME_UNKNOWN, Result
from bot.delivery.claims import Claims
from bot.delivery.outcome import BACKOFF
from bot.domain.enums import OutboxStatus
from tests.clocks import HandClock, SetBackClock
from tests.delivery.conftest import PostOffice

HOUR = 3600.0


@pytest.fixture
def clock(post: PostOffice) -> SetBackClock:
    """The machine's clock, which the senders of the post office read."""
    post.clock = clock = SetBackClock(lambda: post.sandbox.offset)
    return clock


async def _taken(claims: Claims) -> list[int]:
    """What a sender takes when it looks."""
    if claims.mending_is_due():
        await claims.mend()
    return [due.id for due in (await claims.claim(backlog=0, held=0)).messages]


async def test_messages_leave_though_the_clock_is_set_back_and_none_twice(
    post: PostOffice, clock: SetBackClock
) -> None:
    people = await post.people(120)
    await post.promise(people)
    async with post.sender(rate=60) as sender, post.sender(rate=60) as other:
        sender.wake()
        other.wake()
        async with asyncio.timeout(60):
            while len(post.calls()) < 40:  # noqa: ASYNC110 - a log of calls tells nobody
                await asyncio.sleep(0.01)
        clock.set_back(HOUR)
        await post.promise(people[:20], key="later")
        sender.wake()
        rows = await post.settled()
    assert {row.status for row in rows} == {OutboxStatus.SENT}
    assert {row.error for row in rows} == {None}
    assert sum(Counter(call.chat_id for call in post.calls()).values()) == 140


async def test_pause_lasts_as_long_as_it_was_asked_for_and_everybody_hears_of_it(
    post: PostOffice, clock: SetBackClock
) -> None:
    await post.client.fault("429", retry_after=2)
    await post.promise(await post.people(10))
    async with post.sender(rate=10) as sender:
        sender.wake()
        async with asyncio.timeout(60):
            while not post.calls():  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.3)
        clock.set_back(HOUR)
        rows = await post.settled()
    refused, *others = post.calls()
    assert {row.status for row in rows} == {OutboxStatus.SENT}
    assert min(call.at for call in others if call.at > refused.at + 0.4) - refused.at >= 2.0


async def test_what_a_dead_sender_held_is_taken_up_after_a_lease_and_not_before(post: PostOffice) -> None:
    post.clock = clock = HandClock()
    await post.promise(await post.people(2))
    held = await _taken(post.claims("dead", clock=clock))
    assert len(held) == 2
    clock.set_back(HOUR)
    other = post.claims("other", clock=clock)
    for _ in range(3):
        # Its holder may be alive yet: nobody else may send it.
        assert await _taken(other) == []
        clock.advance(10)
    assert await _taken(other) == held
    assert {row.error for row in await post.rows()} == {OUTCOME_UNKNOWN}


async def test_lease_that_is_taken_anew_is_watched_anew(post: PostOffice) -> None:
    post.clock = clock = HandClock()
    await post.promise(await post.people(1))
    await _taken(post.claims("dead", clock=clock))
    clock.set_back(HOUR)
    other = post.claims("other", clock=clock)
    assert await _taken(other) == []
    clock.advance(20)
    until = datetime.fromtimestamp(clock.wall() + HOUR + 30, UTC)  # by a replica whose clock is right
    async with post.database.transaction() as session:
        await session.execute(update(OutboxMessage).values(lease_until=until))
    for _ in range(3):
        assert await _taken(other) == []
        clock.advance(10)
    assert len(await _taken(other)) == 1


async def test_what_was_to_be_tried_again_is_not_put_off_by_an_hour(post: PostOffice) -> None:
    post.clock = clock = HandClock()
    await post.promise(await post.people(1))
    claims = post.claims("me", clock=clock)
    (message,) = await _taken(claims)
    again_at = datetime.fromtimestamp(clock.wall() + BACKOFF[-1], UTC)
    async with post.database.transaction() as session:
        result = Result(message, OutboxStatus.PENDING, again_at=again_at)
        await queries.settle(session, [result], worker="me", now=clock.now())
    clock.advance(100)
    assert await _taken(claims) == []
    clock.set_back(HOUR)
    assert await _taken(claims) == [message]


async def test_message_with_a_moment_of_its_own_waits_for_it(post: PostOffice) -> None:
    post.clock = clock = HandClock()
    (anna,) = await post.people(1)
    await post.promise([anna], key="at once")
    await post.promise([anna], key="appointed", not_before=clock.now() + timedelta(minutes=1))
    clock.set_back(HOUR)
    claims = post.claims("me", clock=clock)
    assert await _taken(claims) == [1]
    async with post.database.transaction() as session:
        await queries.settle(session, [Result(1, OutboxStatus.SENT)], worker="me", now=clock.now())
    clock.advance(HOUR)
    assert await _taken(claims) == []
    clock.advance(60)
    assert await _taken(claims) == [2]


async def test_clock_of_another_replica_is_noticed_within_a_minute(post: PostOffice) -> None:
    ours, theirs = HandClock(), HandClock()
    theirs.set_back(-HOUR)
    claims = post.claims("me", clock=ours)
    assert await _taken(claims) == []
    post.clock = theirs
    await post.promise(await post.people(1))
    assert await _taken(claims) == []
    ours.advance(60)
    assert await _taken(claims) == [1]


async def test_lease_is_ours_only_while_both_clocks_say_so(post: PostOffice) -> None:
    post.clock = clock = HandClock()
    await post.promise(await post.people(1))
    claims = post.claims("me", clock=clock)
    (due,) = (await claims.claim(backlog=0, held=0)).messages
    assert claims.is_ours(due, seconds=15)
    clock.set_back(HOUR)
    clock.advance(20)
    assert not claims.is_ours(due, seconds=15)
    clock.set_back(-HOUR)
    clock.advance(-20)
    assert claims.is_ours(due, seconds=15)
    clock.set_back(-20)
    assert not claims.is_ours(due, seconds=15)
