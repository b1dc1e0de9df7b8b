"""A sender killed in the middle: nobody is left out, and what may have come twice is named."""

import asyncio
import sys
from collections import Counter

from bot.config import ROOT
from bot.db.queries.outbox import OUTCOME_UNKNOWN
from bot.domain.enums import OutboxStatus
from tests.delivery.conftest import PostOffice

LEASE = 2.0
WINDOW = 30


async def test_killed_sender_leaves_nobody_out(post: PostOffice, database_url: str) -> None:
    people = await post.people(300)
    await post.promise(people)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.delivery.sending_process",
        database_url,
        post.server.url,
        "150",
        str(LEASE),
        cwd=ROOT,
    )
    async with asyncio.timeout(60):
        while len(post.calls()) < 100:  # noqa: ASYNC110 - another program's doing
            await asyncio.sleep(0.01)
    process.kill()
    await process.wait()
    left = [row for row in await post.rows() if row.status is not OutboxStatus.SENT]
    assert len(left) >= 100

    async with post.sender(rate=300, lease=LEASE) as sender:
        sender.wake()
        rows = await post.settled(timeout=60)
    got = Counter(call.chat_id for call in post.calls() if call.error is None)
    twice = {chat_id for chat_id, count in got.items() if count > 1}
    suspected = {row.chat_id for row in rows if row.error == OUTCOME_UNKNOWN}
    assert {row.status for row in rows} == {OutboxStatus.SENT}
    assert set(got) == {person.telegram_id for person in people}
    assert max(got.values()) <= 2
    assert twice <= suspected
    assert len(twice) <= WINDOW
