"""What is taken back while somebody has it in hand: it does not leave, and the row says what became of it."""

import asyncio

import pytest

from bot.db.models import OutboxMessage
from bot.db.queries import outbox as queries
from bot.db.queries.outbox import OUTCOME_UNKNOWN, WITHDRAWN_LATE, Due, Result
from bot.delivery.claims import Claims
from bot.domain.enums import OutboxStatus
from bot.services import outbox
from tests.delivery.conftest import PostOffice

SUBJECT = "event:5"


@pytest.fixture
def claims(post: PostOffice) -> Claims:
    """What claims for a sender called «me»."""
    return post.claims("me")


async def _claimed(post: PostOffice, claims: Claims) -> Due:
    """A message in our hands that has been withdrawn."""
    await post.promise(await post.people(1), subject=SUBJECT)
    (due,) = (await claims.claim(backlog=0, held=0)).messages
    async with post.database.transaction() as session:
        await outbox.withdraw(session, subject=SUBJECT, now=post.clock.now())
        assert session.info[queries.RECALLED]
    return due


async def _settle(post: PostOffice, result: Result) -> None:
    async with post.database.transaction() as session:
        await queries.settle(session, [result], worker="me", now=post.clock.now())


async def _becomes(post: PostOffice) -> tuple[OutboxStatus, str | None]:
    row = await post.row()
    return row.status, row.error


async def test_claimed_message_is_taken_out_of_its_senders_hands(post: PostOffice, claims: Claims) -> None:
    due = await _claimed(post, claims)
    assert await _becomes(post) == (OutboxStatus.WITHDRAWN, WITHDRAWN_LATE)
    assert await claims.taken_back([due]) == {due.id}
    assert await _becomes(post) == (OutboxStatus.WITHDRAWN, None)
    assert await claims.taken_back([]) == set()


async def test_message_that_had_left_is_sent_after_all(post: PostOffice, claims: Claims) -> None:
    due = await _claimed(post, claims)
    await _settle(post, Result(due.id, OutboxStatus.SENT, message_id=7))
    row = await post.row()
    assert (row.status, row.message_id) == (OutboxStatus.SENT, 7)


@pytest.mark.parametrize(
    ("result", "left"),
    [
        (Result(0, OutboxStatus.PENDING, "unreached"), None),
        (Result(0, OutboxStatus.PENDING, OUTCOME_UNKNOWN), WITHDRAWN_LATE),
    ],
)
async def test_message_that_is_withdrawn_is_not_tried_again(
    post: PostOffice, claims: Claims, result: Result, left: str | None
) -> None:
    due = await _claimed(post, claims)
    await _settle(post, result._replace(id=due.id))
    assert await _becomes(post) == (OutboxStatus.WITHDRAWN, left)


async def test_withdrawal_of_what_nobody_holds_disturbs_nobody(post: PostOffice) -> None:
    await post.promise(await post.people(1), subject=SUBJECT)
    async with post.database.transaction() as session:
        await outbox.withdraw(session, subject=SUBJECT, now=post.clock.now())
        assert queries.RECALLED not in session.info
        assert await queries.recalls(session) == 0
    assert await _becomes(post) == (OutboxStatus.WITHDRAWN, None)


async def test_held_message_keeps_its_senders_lease_until_the_sender_lets_it_fall(
    post: PostOffice, claims: Claims
) -> None:
    await post.promise(await post.people(1), subject=SUBJECT)
    (due,) = (await claims.claim(backlog=0, held=0)).messages
    which = OutboxMessage.subject == SUBJECT
    async with post.database.transaction() as session:
        await queries.hold(session, which)
        assert session.info[queries.RECALLED]
    async with post.database.transaction() as session:
        await queries.let_go(session, which)
    # Let go while its sender still has it: nobody else takes it up.
    assert (await post.row()).status is OutboxStatus.PENDING
    assert (await claims.claim(backlog=0, held=0)).messages == []
    async with post.database.transaction() as session:
        await queries.hold(session, which)
    assert await claims.taken_back([due]) == {due.id}
    async with post.database.transaction() as session:
        await queries.let_go(session, which)
    assert [again.id for again in (await claims.claim(backlog=0, held=0)).messages] == [due.id]


async def test_held_message_that_had_left_is_sent_after_all(post: PostOffice, claims: Claims) -> None:
    await post.promise(await post.people(1), subject=SUBJECT)
    (due,) = (await claims.claim(backlog=0, held=0)).messages
    async with post.database.transaction() as session:
        await queries.hold(session, OutboxMessage.subject == SUBJECT)
    await _settle(post, Result(due.id, OutboxStatus.SENT, message_id=7))
    assert await _becomes(post) == (OutboxStatus.SENT, None)


@pytest.mark.parametrize("cancelled", [False, True])
async def test_nothing_leaves_a_sender_after_the_office_has_stopped_it(post: PostOffice, cancelled: bool) -> None:
    await post.promise(await post.people(60), subject=SUBJECT)
    which = OutboxMessage.subject == SUBJECT
    async with post.sender(rate=40, private_pause=0.0) as sender, asyncio.timeout(60):
        post.database.on_commit.append(lambda session: sender.recall() if session.info.get(queries.RECALLED) else None)
        sender.wake()
        while len(post.calls()) < 5:  # noqa: ASYNC110 - a log of calls tells nobody
            await asyncio.sleep(0.01)
        async with post.database.transaction() as session:
            if cancelled:
                await queries.withdraw(session, which, now=post.clock.now())
            else:
                await queries.hold(session, which)
        # A call already under way when the office pressed the button may still arrive; none may start.
        most = len(post.calls()) + len(sender._flying)
        await asyncio.sleep(1.0)
        after = len(post.calls())
        assert after <= most
        rows = await post.rows()
        assert sum(row.status is OutboxStatus.SENT for row in rows) == after
        stopped = OutboxStatus.WITHDRAWN if cancelled else OutboxStatus.HELD
        assert {row.status for row in rows} == {OutboxStatus.SENT, stopped}
        assert {row.worker for row in rows} == {None}
        if not cancelled:
            async with post.database.transaction() as session:
                await queries.let_go(session, which)
            sender.wake()
            await post.settled()
            assert sorted(call.chat_id for call in post.calls()) == sorted(row.chat_id for row in rows)


async def test_other_processes_learn_of_a_withdrawal(post: PostOffice, claims: Claims) -> None:
    await _claimed(post, claims)
    async with post.database.reading() as session:
        assert await queries.recalls(session) == 1
    # One process on SQLite is told by the commit itself.
    assert await claims.others_recalled() is not post.database.is_sqlite
