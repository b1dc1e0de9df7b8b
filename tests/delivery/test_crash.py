"""A sender killed in the middle: nobody is left out, and what may have come twice is named."""

import asyncio
import sys
from collections import Counter

from bot.config import ROOT
from bot.db.queries.outbox import OUTCOME_UNKNOWN
from bot.domain.enums import OutboxStatus
from tests.delivery.conftest import PostOffice

PEOPLE = 5_000
KILLED_AT = (1_500, 3_500)
RATE, LEASE = 2_000, 2.0


async def _send_until(post: PostOffice, database_url: str, calls: int) -> None:
    """Another process sends; it is killed in the middle of it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.delivery.sending_process",
        database_url,
        post.server.url,
        str(RATE),
        str(LEASE),
        cwd=ROOT,
    )
    async with asyncio.timeout(60):
        while len(post.sandbox.world.calls) < calls:  # noqa: ASYNC110 - another program's doing
            await asyncio.sleep(0.01)
    process.kill()
    await process.wait()


async def test_sender_killed_again_and_again_leaves_nobody_out(post: PostOffice, database_url: str) -> None:
    people = await post.people(PEOPLE)
    await post.promise(people)
    for calls in KILLED_AT:
        await _send_until(post, database_url, calls)
    left = [row for row in await post.rows() if row.status is not OutboxStatus.SENT]
    assert len(left) >= (PEOPLE - KILLED_AT[-1]) / 2

    async with post.sender(rate=RATE, lease=LEASE) as sender:
        sender.wake()
        rows = await post.settled(timeout=60)
        window = sender.window
    got = Counter(call.chat_id for call in post.calls() if call.error is None)
    twice = {chat_id for chat_id, count in got.items() if count > 1}
    suspected = {row.chat_id for row in rows if row.error == OUTCOME_UNKNOWN}
    assert {row.status for row in rows} == {OutboxStatus.SENT}
    assert set(got) == {person.telegram_id for person in people}
    assert twice <= suspected
    # A killed sender leaves what it had in flight; a message may be among it more than once.
    assert sum(count - 1 for count in got.values()) <= window * len(KILLED_AT)
