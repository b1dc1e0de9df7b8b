"""The pace of a chat is kept by all replicas together (PostgreSQL)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from sqlalchemy import select

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.models import ChatPace
from bot.db.queries import privacy
from bot.delivery import paces
from bot.delivery.budget import Budget
from bot.delivery.chats import GROUP_MESSAGES, GROUP_WINDOW, Chats
from bot.delivery.claims import Claims
from bot.delivery.paces import LATE
from bot.delivery.sender import Sender
from bot.domain.enums import OutboxStatus
from bot.metrics import Metrics
from bot.services import outbox
from bot.services.outbox import Notice
from tests.clocks import HandClock
from tests.delivery.conftest import TEMPLATE, PostOffice
from tests.engines import Postgres

PAUSE, WINDOW = 0.1, 2.0
GROUP, ANNA = -100, 100


@pytest.fixture
def engine(postgres: Postgres) -> Postgres:
    """Only here are there several replicas."""
    return postgres


@asynccontextmanager
async def _replicas(post: PostOffice, number: int) -> AsyncIterator[list[Sender]]:
    async with AsyncExitStack() as stack:
        senders = [post.sender(rate=100, private_pause=PAUSE, group_window=WINDOW) for _ in range(number)]
        yield [await stack.enter_async_context(sender) for sender in senders]


async def _write_to(post: PostOffice, chat_id: int, number: int, *, key: str = "") -> None:
    async with post.database.transaction() as session:
        for each in range(number):
            notice = Notice(key=f"{chat_id}:{key}:{each}", template=TEMPLATE)
            await outbox.promise_to_chat(session, chat_id, notice, now=post.clock.now())


async def _group(post: PostOffice) -> int:
    return await post.client.group("Команда", [await post.client.person("Анна")])


async def _limit(post: PostOffice) -> None:
    """What the sandbox allows, measured by our pauses: twenty in a window, and six in a row to a person."""
    per_minute = GROUP_MESSAGES / WINDOW * 60
    await post.client.set_limits(
        per_chat_per_second=1 / PAUSE, per_chat_burst=6, per_group_per_minute=per_minute, per_group_burst=GROUP_MESSAGES
    )


async def test_replicas_send_no_more_into_a_chat_than_one_may(post: PostOffice) -> None:
    group, (anna,) = await _group(post), await post.people(1)
    await _limit(post)
    async with _replicas(post, 3) as senders:
        for number, sender in enumerate(senders):
            await _write_to(post, group, 13, key=f"{number}")
            await _write_to(post, anna.telegram_id or 0, 4, key=f"{number}")
            sender.wake()
            await _looked(sender)
        rows = await post.settled()
    times = sorted(call.at for call in post.calls() if call.chat_id == group)
    assert {(row.status, row.attempts) for row in rows} == {(OutboxStatus.SENT, 1)}
    assert [call.error for call in post.calls()] == [None] * 3 * (13 + 4)
    assert min(later - former for former, later in zip(times, times[GROUP_MESSAGES:], strict=False)) >= WINDOW


async def _looked(sender: Sender) -> None:
    """What was due has been claimed or put off."""
    async with asyncio.timeout(60):
        while await sender._claims.anything_due():  # noqa: ASYNC110 - rows tell nobody
            await asyncio.sleep(0.005)


async def test_group_that_must_rest_holds_up_nobody_else(post: PostOffice) -> None:
    group, people = await _group(post), await post.people(20)
    await post.client.fault("429", chat_id=group, retry_after=2)
    await _write_to(post, group, 1)
    async with _replicas(post, 2) as (one, other):
        one.wake()
        async with asyncio.timeout(60):
            while not (await _chat(post.database, group)).held_until_us:  # noqa: ASYNC110 - rows tell nobody
                await asyncio.sleep(0.01)
        # The other has it from the row.
        await _write_to(post, group, 3, key="more")
        await post.promise(people)
        other.wake()
        rows = await post.settled()
        assert (one.budget.held_for(), other.budget.held_for()) == (0, 0)
    refused = next(call for call in post.calls() if call.error)
    to_people = [call.at for call in post.calls() if call.chat_id > 0]
    later = [call.at for call in post.calls() if call.chat_id == group and not call.error]
    assert {(row.status, row.attempts) for row in rows} == {(OutboxStatus.SENT, 1)}
    assert (len(to_people), len(later)) == (20, 4)
    assert max(to_people) < refused.at + 2.0 <= min(later)


async def test_pause_heard_from_another_replica_gives_back_what_is_in_hand(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    other = Budget(1000, post.clock.wall, post.clock.steady)
    chats = Chats(post.clock.steady, shares=True)
    claims = Claims(post.database, post.clock, other, chats, Metrics(), worker="other", lease=2.0)
    async with post.sender(rate=1000, lease=2.0, private_pause=0.5, request_timeout=1) as sender:
        await _write_to(post, anna.telegram_id or 0, 3)
        sender.wake()
        async with asyncio.timeout(60):
            while not sender.waiting:  # noqa: ASYNC110 - a private pause is before the second
                await asyncio.sleep(0.005)
        other.hold(2.5)
        await claims.publish_pause()
        rows = await post.settled()
    # Else their leases would have ended, and nobody would know whether they had left.
    assert [(row.status, row.attempts, row.error) for row in rows] == [(OutboxStatus.SENT, 1, None)] * 3


async def test_answer_in_a_group_counts_for_all(post: PostOffice) -> None:
    group = await _group(post)
    async with _replicas(post, 2) as (one, _):
        one.chats.slip_in(group, GROUP_MESSAGES)
        async with asyncio.timeout(60):
            while not await _stored(post.database, group):  # noqa: ASYNC110 - rows tell nobody
                await asyncio.sleep(0.01)
    assert len(await _stored(post.database, group)) == GROUP_MESSAGES


async def _chat(database: Database, chat_id: int) -> ChatPace:
    async with database.reading() as session:
        return await session.get(ChatPace, chat_id) or ChatPace(moments_us=[], held_until_us=0)


async def _stored(database: Database, chat_id: int) -> list[int]:
    return (await _chat(database, chat_id)).moments_us


@pytest.fixture
def clock(post: PostOffice) -> HandClock:
    """The clock of claims that are made one after another."""
    post.clock = clock = HandClock()
    return clock


async def _taken(claims: Claims, clock: HandClock) -> list[float]:
    """In how many seconds the messages that a claim takes leave."""
    claimed = await claims.claim(backlog=0, held=0)
    return [round(due.moment - clock.steady(), 2) for due in claimed.messages]


async def _again(post: PostOffice, clock: HandClock) -> list[float]:
    """In how many seconds those that were put off are looked at again."""
    waiting = [row.lease_until for row in await post.rows() if row.status is OutboxStatus.PENDING and row.lease_until]
    return [round(moment.timestamp() - clock.wall(), 2) for moment in waiting]


async def test_claim_books_what_leaves_soon_and_puts_off_the_rest(post: PostOffice, clock: HandClock) -> None:
    await _write_to(post, ANNA, 6)
    assert await _taken(post.claims("a"), clock) == [0.0, 1.25, 2.5]
    assert await _again(post, clock) == [0.75, 2.0, 3.25]
    clock.advance(0.75)
    assert await _taken(post.claims("b"), clock) == [3.0]
    assert await _taken(post.claims("a"), clock) == []
    assert len(await _stored(post.database, ANNA)) == 1


async def test_twenty_first_message_of_a_group_waits_for_the_first_to_be_a_minute_old(
    post: PostOffice, clock: HandClock
) -> None:
    await _write_to(post, GROUP, 21)
    began, moments = clock.steady(), []
    for turn in range(200):
        since = clock.steady() - began
        moments += [since + moment for moment in await _taken(post.claims(f"{turn % 3}", lease=600), clock)]
        clock.advance(0.5)
    assert moments[:20] == [1.25 * number for number in range(20)]
    assert moments[20:] == [GROUP_WINDOW + LATE]
    assert len(await _stored(post.database, GROUP)) == GROUP_MESSAGES


async def test_message_is_put_off_for_a_minute_at_most(post: PostOffice, clock: HandClock) -> None:
    await _write_to(post, GROUP, 60)
    await _taken(post.claims("a"), clock)
    assert max(await _again(post, clock)) == GROUP_WINDOW + LATE


async def test_answers_and_albums_are_told_with_the_next_claim(post: PostOffice, clock: HandClock) -> None:
    claims = post.claims("a", lease=600)
    claims._chats.slip_in(ANNA)
    claims._chats.arrive(GROUP, GROUP_MESSAGES)
    clock.advance(0.25)
    await _write_to(post, ANNA, 1)
    await _write_to(post, GROUP, 1)
    assert await _taken(claims, clock) == [1.0, 1.0]
    clock.advance(30)
    await _write_to(post, -101, 1)
    claims._chats.rest(-101, 60)
    assert await _taken(claims, clock) == []
    assert await _again(post, clock) == [57.0]


async def test_news_of_a_claim_that_failed_are_told_by_the_next(
    post: PostOffice, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = post.claims("a")
    claims._chats.slip_in(GROUP)
    await _write_to(post, GROUP, 1)
    with monkeypatch.context() as patch:
        patch.setattr(clock, "wall", lambda: float("nan"))
        with pytest.raises(ValueError, match="NaN"):
            await claims.claim(backlog=0, held=0)
    assert await _taken(claims, clock) == [1.25]


async def test_moments_move_along_when_the_clock_is_set_back(post: PostOffice, clock: HandClock) -> None:
    claims = post.claims("a")
    await _write_to(post, GROUP, 1)
    assert await _taken(claims, clock) == [0.0]
    clock.set_back(3600)
    await claims.mend()
    await _write_to(post, GROUP, 1, key="later")
    assert await _taken(claims, clock) == [1.25]


async def test_row_of_a_quiet_chat_is_deleted_and_that_of_one_that_rests_is_not(
    post: PostOffice, clock: HandClock
) -> None:
    claims = post.claims("a")
    await _write_to(post, ANNA, 1)
    claims._chats.rest(GROUP, 1000)
    await _taken(claims, clock)
    clock.advance(90)
    await claims.mend()
    assert await _chats(post.database) == {ANNA, GROUP}
    clock.advance(20)
    await claims.mend()
    assert await _chats(post.database) == {GROUP}
    clock.advance(1000)
    await claims.mend()
    assert await _chats(post.database) == set()


async def test_all_old_rows_are_deleted_however_many(
    post: PostOffice, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paces, "_FORGOTTEN", 2)
    for chat_id in range(1, 6):
        await _write_to(post, chat_id, 1)
    claims = post.claims("a")
    assert await _taken(claims, clock) == [0.0] * 5
    clock.advance(110)
    await claims.mend()
    assert await _chats(post.database) == set()


async def _chats(database: Database) -> set[int]:
    async with database.reading() as session:
        return set(await session.scalars(select(ChatPace.chat_id)))


class _LeapingClock(Clock):
    """A steady clock that can leap, as a process sees it that stood still."""

    leap = 0.0

    def steady(self) -> float:
        return super().steady() + self.leap


async def test_message_that_missed_its_moment_books_another(post: PostOffice) -> None:
    post.clock = clock = _LeapingClock()
    (anna,) = await post.people(1)
    await post.promise([anna], key="first")
    await post.promise([anna], key="second")
    async with post.sender() as sender, asyncio.timeout(60):
        sender.wake()
        while (len(post.calls()), sender.waiting) != (1, 1):  # noqa: ASYNC110 - counts tell nobody
            await asyncio.sleep(0.01)
        booked = await _stored(post.database, anna.telegram_id or 0)
        clock.leap = LATE + 2
        rows = await post.settled()
    assert {(row.status, row.attempts) for row in rows} == {(OutboxStatus.SENT, 1)}
    assert await _stored(post.database, anna.telegram_id or 0) > booked


async def test_erasure_takes_the_pace_along(post: PostOffice, clock: HandClock) -> None:
    (anna,) = await post.people(1)
    await post.promise([anna])
    await _taken(post.claims("a"), clock)
    assert await _chats(post.database) == {anna.telegram_id}
    async with post.database.transaction() as session:
        await privacy.silence(session, anna.id, anna.telegram_id, now=clock.now())
    assert await _chats(post.database) == set()
