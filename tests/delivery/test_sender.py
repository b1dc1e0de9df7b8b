"""The sender: each promise is kept once, in its turn, and what became of it is written down."""

import asyncio
import time
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Broadcast, OutboxMessage, Person, StoredFile
from bot.db.queries.outbox import OUTCOME_UNKNOWN
from bot.delivery.budget import STALE
from bot.domain.enums import BroadcastStatus, OutboxStatus, Priority
from bot.services import outbox
from bot.services.outbox import RECHECKS, Notice
from tests.delivery.conftest import TEMPLATE, PostOffice


async def test_promise_is_sent_once_and_its_number_kept(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    await post.promise([anna])
    await post.promise([anna])
    async with post.sender() as sender:
        sender.wake()
        (row,) = await post.settled()
    assert (row.status, row.attempts, row.worker, row.lease_until) == (OutboxStatus.SENT, 1, None, None)
    assert len(post.calls()) == 1
    assert row.message_id is not None


async def test_message_waits_for_its_time(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    await post.promise([anna], not_before=post.clock.now() + timedelta(hours=1))
    async with post.sender() as sender:
        sender.wake()
        await asyncio.sleep(0.3)
        assert post.calls() == []
        await post.client.shift(hours=1, settle=False)
        sender.wake()
        await post.settled()
    assert len(post.calls()) == 1


async def test_blocked_person_is_marked_and_never_tried_again(post: PostOffice) -> None:
    anna, boris = await post.people(2)
    post.sandbox.world.people[anna.telegram_id or 0].blocked = True
    await post.promise([anna, boris], key="first")
    async with post.sender() as sender:
        sender.wake()
        await post.settled()
        await post.promise([anna, boris], key="second")
        sender.wake()
        rows = await post.settled()
    assert Counter(row.status for row in rows) == {OutboxStatus.BLOCKED: 2, OutboxStatus.SENT: 2}
    assert Counter(call.chat_id for call in post.calls()) == {anna.telegram_id: 1, boris.telegram_id: 2}
    async with post.database.reading() as session:
        gone = await session.scalars(select(Person.id).where(Person.unreachable_since.is_not(None)))
        assert gone.all() == [anna.id]


async def test_chat_nobody_knows_counts_as_blocked(post: PostOffice) -> None:
    async with post.database.transaction() as session:
        notice = Notice(key="lost", template=TEMPLATE)
        await outbox.promise_to_chat(session, 999_999, notice, now=post.clock.now())
    async with post.sender() as sender:
        sender.wake()
        (row,) = await post.settled()
    assert (row.status, row.error) == (OutboxStatus.BLOCKED, "Bad Request: chat not found")


@pytest.mark.parametrize(
    ("column", "status"),
    [
        ("stopped_at", OutboxStatus.WITHDRAWN),
        ("erased_at", OutboxStatus.WITHDRAWN),
        ("unreachable_since", OutboxStatus.BLOCKED),
    ],
)
async def test_person_who_is_gone_is_not_called(post: PostOffice, column: str, status: OutboxStatus) -> None:
    (anna,) = await post.people(1)
    await post.promise([anna])
    async with post.database.transaction() as session:
        await session.execute(update(Person).values({column: post.clock.now()}))
    async with post.sender() as sender:
        sender.wake()
        (row,) = await post.settled()
    assert (row.status, row.error, row.attempts) == (status, column.partition("_")[0], 0)
    assert post.calls() == []


async def test_stop_does_not_silence_a_direct_answer(post: PostOffice) -> None:
    (anna,) = await post.people(1, stopped_at=post.clock.now())
    await post.promise([anna], key="answer", priority=Priority.ANSWER)
    await post.promise([anna], key="news", priority=Priority.DECISION)
    async with post.sender() as sender:
        sender.wake()
        rows = await post.settled()
    assert [row.status for row in rows] == [OutboxStatus.SENT, OutboxStatus.WITHDRAWN]


async def test_late_message_is_dropped(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    await post.promise([anna], expires_at=post.clock.now() - timedelta(seconds=1))
    async with post.sender() as sender:
        sender.wake()
        (row,) = await post.settled()
    assert (row.status, row.error) == (OutboxStatus.DROPPED, "late")
    assert post.calls() == []


async def test_recheck_withdraws_what_has_lost_its_reason(post: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    anna, boris = await post.people(2)
    asked: list[str] = []

    async def only_boris(_session: AsyncSession, row: Any, _now: datetime) -> bool:
        asked.append(row.key)
        return bool(row.person_id == boris.id)

    monkeypatch.setitem(RECHECKS, TEMPLATE, only_boris)
    await post.promise([anna, boris])
    async with post.sender() as sender:
        sender.wake()
        rows = await post.settled()
    assert [(row.status, row.error) for row in rows] == [
        (OutboxStatus.WITHDRAWN, "outdated"),
        (OutboxStatus.SENT, None),
    ]
    assert sorted(asked) == [f"hello:{anna.id}", f"hello:{boris.id}"]


async def test_recheck_that_breaks_silences_nobody(post: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(session: AsyncSession, _row: Any, _now: datetime) -> bool:
        await session.execute(text("SELECT * FROM no_such_table"))
        return False

    monkeypatch.setitem(RECHECKS, TEMPLATE, broken)
    await post.promise(await post.people(3))
    async with post.sender() as sender:
        sender.wake()
        rows = await post.settled()
    assert {row.status for row in rows} == {OutboxStatus.SENT}


async def test_process_that_slept_through_its_lease_leaves_the_message_to_the_next_claim(post: PostOffice) -> None:
    await post.promise(await post.people(2))
    async with post.sender(lease=2.0, rate=1) as sender:
        sender.wake()
        async with asyncio.timeout(60):
            # One has left and is written down, the other waits for its slot.
            while (await post.open_ones(), sender.waiting) != (1, 1):  # noqa: ASYNC110 - counts tell nobody
                await asyncio.sleep(0.01)
        time.sleep(2.5)  # noqa: ASYNC251 - the whole process stands still
        rows = await post.settled()
    assert [row.attempts for row in rows] == [1, 2]
    assert len(post.calls()) == 2


async def test_flood_pause_is_kept_by_everybody_to_the_second(post: PostOffice) -> None:
    people = await post.people(40)
    await post.client.fault("429", retry_after=2)
    await post.promise(people)
    async with post.sender(rate=100) as sender, post.sender(rate=100) as other:
        sender.wake()
        rows = await post.settled()
        assert other.budget.paused_until == pytest.approx(sender.budget.paused_until, abs=0.001)
    refused = next(call for call in post.calls() if call.error)
    in_flight = [call for call in post.calls() if not call.error and call.at <= refused.at + 0.2]
    later = [call.at for call in post.calls() if call.at > refused.at + 0.2]
    assert {row.status for row in rows} == {OutboxStatus.SENT}
    assert {row.attempts for row in rows} == {1}
    assert len(in_flight) + len(later) == 40
    assert 2.0 <= min(later) - refused.at < 2.6


async def test_group_that_is_told_to_rest_holds_up_no_other_chat(post: PostOffice) -> None:
    group, people = await post.client.group("Команда", [await post.client.person("Анна")]), await post.people(20)
    await post.client.fault("429", chat_id=group, retry_after=2)
    async with post.database.transaction() as session:
        for number in range(2):
            notice = Notice(key=f"g{number}", template=TEMPLATE, priority=Priority.ANSWER)
            await outbox.promise_to_chat(session, group, notice, now=post.clock.now())
    await post.promise(people)
    async with post.sender(rate=100) as sender:
        sender.wake()
        rows = await post.settled()
    refused = next(call for call in post.calls() if call.error)
    to_people = [call.at for call in post.calls() if call.chat_id > 0]
    to_group = [call.at for call in post.calls() if call.chat_id == group and not call.error]
    assert {(row.status, row.attempts) for row in rows} == {(OutboxStatus.SENT, 1)}
    assert max(to_people) < refused.at + 2.0 <= min(to_group)


async def test_error_of_the_server_is_tried_again(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    await post.client.fault("500")
    await post.promise([anna])
    async with post.sender() as sender:
        sender.wake()
        (row,) = await post.settled()
    assert (row.status, row.attempts) == (OutboxStatus.SENT, 2)
    first, second = post.calls()
    assert second.at - first.at >= 1.0


async def test_unknown_outcome_is_repeated_and_noted(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    await post.client.fault("reset_after")
    await post.promise([anna])
    async with post.sender() as sender:
        sender.wake()
        (row,) = await post.settled()
    assert (row.status, row.attempts, row.error) == (OutboxStatus.SENT, 2, OUTCOME_UNKNOWN)


async def test_report_that_stands_on_a_screen_too_is_not_repeated_when_in_doubt(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    await post.client.fault("reset_after")
    report = Notice(key="x", template="broadcast-finished", args={"broadcast": 1, "sent": 2, "recipients": 3})
    async with post.database.transaction() as session:
        await outbox.promise(session, [(anna, report)], now=post.clock.now())
    async with post.sender() as sender:
        sender.wake()
        (row,) = await post.settled()
    assert (row.status, row.attempts, row.error) == (OutboxStatus.FAILED, 1, OUTCOME_UNKNOWN)
    assert len(post.calls()) == 1


async def test_silent_telegram_is_given_up_in_time(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    await post.client.fault("timeout", seconds=20)
    await post.promise([anna])
    async with post.sender(request_timeout=1) as sender:
        sender.wake()
        (row,) = await post.settled()
    assert (row.status, row.attempts, row.error) == (OutboxStatus.SENT, 2, OUTCOME_UNKNOWN)


async def test_refused_text_fails_with_the_reason(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    async with post.database.transaction() as session:
        broken = Broadcast(
            status=BroadcastStatus.SENDING,
            text_html="<b>x",
            audience={},
            created_by=anna.id,
            created_at=anna.created_at,
        )
        session.add(broken)
        await session.flush()
        await outbox.promise(session, [(anna, Notice(key="b", template="broadcast"))], now=post.clock.now())
        await session.execute(update(OutboxMessage).values(broadcast_id=broken.id))
    async with post.sender() as sender:
        sender.wake()
        (row,) = await post.settled()
    assert row.status is OutboxStatus.FAILED
    assert (row.error or "").startswith("Bad Request: can't parse entities")


async def test_missing_text_fails_alone(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    async with post.database.transaction() as session:
        notices = [(anna, Notice(key=key, template=key)) for key in ("no-such-text", TEMPLATE)]
        await outbox.promise(session, notices, now=post.clock.now())
    async with post.sender() as sender:
        sender.wake()
        rows = await post.settled()
    assert [(row.status, row.error) for row in rows] == [
        (OutboxStatus.FAILED, "TextError"),
        (OutboxStatus.SENT, None),
    ]


async def test_group_that_became_a_supergroup_is_followed(post: PostOffice) -> None:
    phone = await post.client.person("Анна")
    old = await post.client.group("Команда", [phone], kind="group")
    new = await post.client.upgrade(old)
    async with post.database.transaction() as session:
        await outbox.promise_to_chat(session, old, Notice(key="g", template=TEMPLATE), now=post.clock.now())
    async with post.sender() as sender:
        sender.wake()
        (row,) = await post.settled()
    assert (row.status, row.chat_id, row.attempts) == (OutboxStatus.SENT, new, 1)


async def test_urgent_message_overtakes_a_broadcast(post: PostOffice) -> None:
    *crowd, anna = await post.people(81)
    await post.promise(crowd, priority=Priority.BROADCAST)
    async with post.sender(rate=40) as sender:
        sender.wake()
        await asyncio.sleep(0.5)
        asked_at = time.time()
        await post.promise([anna], key="answer", priority=Priority.ANSWER)
        sender.wake()
        await post.settled()
    place, answer = next((place, call) for place, call in enumerate(post.calls()) if call.chat_id == anna.telegram_id)
    assert answer.at - asked_at < 1.2
    assert place < 60


async def test_rate_is_used_and_never_exceeded(post: PostOffice) -> None:
    people = await post.people(100)
    await post.promise(people)
    async with post.sender(rate=40) as sender, post.sender(rate=40) as other:
        sender.wake()
        other.wake()
        await post.settled()
    times = sorted(call.at for call in post.calls())
    worst = max(sum(1 for moment in times if start <= moment < start + 1.0) for start in times)
    assert worst <= 40 * (1 + STALE) + 3  # and what the machine itself delivers late
    assert times[-1] - times[0] >= 99 / 40 - 0.3


async def test_two_messages_to_one_person_are_a_pause_apart(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    for number in range(3):
        await post.promise([anna], key=f"m{number}")
    async with post.sender(private_pause=0.4) as sender:
        sender.wake()
        rows = await post.settled()
    first, second, third = (call.at for call in post.calls())
    assert min(second - first, third - second) >= 0.4
    assert [row.message_id for row in rows] == sorted(row.message_id or 0 for row in rows)


async def test_many_messages_to_one_person_do_not_hold_up_the_others(post: PostOffice) -> None:
    anna, boris = await post.people(2)
    for number in range(30):
        await post.promise([anna], key=f"m{number}")
    await post.promise([boris])
    async with post.sender() as sender:
        sender.wake()
        async with asyncio.timeout(60):
            while not any(call.chat_id == boris.telegram_id for call in post.calls()):  # noqa: ASYNC110 - another program's log
                await asyncio.sleep(0.05)
    rows = await post.rows()
    assert rows[-1].status is OutboxStatus.SENT
    assert {row.worker for row in rows} == {None}  # the clean stop gave back what was claimed


async def test_two_senders_reach_two_thousand_once_each(post: PostOffice) -> None:
    people = await post.people(2000)
    await post.promise(people)
    async with post.sender() as sender, post.sender() as other:
        sender.wake()
        other.wake()
        rows = await post.settled(timeout=60)
    assert {row.status for row in rows} == {OutboxStatus.SENT}
    assert Counter(call.chat_id for call in post.calls()) == {person.telegram_id: 1 for person in people}


async def test_clean_stop_gives_back_what_it_has_not_sent(post: PostOffice) -> None:
    people = await post.people(60)
    await post.promise(people)
    async with post.sender(rate=30) as sender:
        sender.wake()
        await asyncio.sleep(0.5)
    rows = await post.rows()
    assert {row.status for row in rows} == {OutboxStatus.SENT, OutboxStatus.PENDING}
    assert {(row.worker, row.lease_until) for row in rows} == {(None, None)}
    assert sum(row.status is OutboxStatus.SENT for row in rows) == len(post.calls())


async def test_file_is_uploaded_once_for_all(post: PostOffice) -> None:
    people = await post.people(5)
    async with post.database.transaction() as session:
        file = StoredFile(name="program.pdf", content=b"%PDF-1.4", created_at=post.clock.now())
        session.add(file)
        await session.flush()
    await post.promise(people, file_id=file.id)
    async with post.sender() as sender:
        sender.wake()
        await post.settled()
    sources = [call.params["document"] for call in post.calls("sendDocument")]
    async with post.database.reading() as session:
        telegram_id = await session.scalar(select(StoredFile.telegram_file_id))
    assert telegram_id is not None
    assert sources[1:] == [telegram_id] * 4
    assert sources[0] != telegram_id


async def test_broadcast_that_was_paused_keeps_what_comes_back(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    async with post.database.transaction() as session:
        paused = Broadcast(
            status=BroadcastStatus.PAUSED, text_html="x", audience={}, created_by=anna.id, created_at=anna.created_at
        )
        session.add(paused)
        await session.flush()
        await outbox.promise(session, [(anna, Notice(key="b", template="broadcast"))], now=post.clock.now())
        await session.execute(update(OutboxMessage).values(broadcast_id=paused.id))
    async with post.sender() as sender:
        sender.wake()
        (row,) = await post.settled()
    assert row.status is OutboxStatus.HELD
    assert post.calls() == []
