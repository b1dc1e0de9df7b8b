"""The intake: from Telegram's JSON to stored, handled and answered updates."""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import structlog

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.queries import intake as queries
from bot.intake.edge import Edge, lane_of
from bot.intake.lanes import Lanes, Work
from bot.intake.replies import Reply, ReplySender, dump, load
from bot.metrics import Metrics

log = structlog.get_logger(__name__)

PARALLEL_LANES = 32
BACKLOG = 2_000
"""Updates in the lanes above which no more are fetched: memory stays bounded, Telegram keeps the rest."""

REPLY_TTL = timedelta(minutes=15)
"""An answer older than this is not sent any more after a restart: it would confuse more than help."""

_FLUSH_PAUSE = 0.05
_RETRY_PAUSE = 5.0


class Intake:
    """Stores updates, runs them through the edge in their lanes, sends their replies and marks them answered."""

    def __init__(self, *, database: Database, edge: Edge, sender: ReplySender, clock: Clock, metrics: Metrics) -> None:
        self._database = database
        self._edge = edge
        self._sender = sender
        self._clock = clock
        self._metrics = metrics
        self._lanes = Lanes(self._work, parallel=PARALLEL_LANES)
        self._answered: list[int] = []
        self._flusher: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether an update is being handled or its answers are on their way."""
        return self._lanes.busy or bool(self._answered) or (self._flusher is not None and not self._flusher.done())

    @property
    def backlog(self) -> int:
        """How many updates wait in memory."""
        return self._lanes.waiting

    async def recover(self) -> int:
        """Take up what a previous run left; returns how many."""
        async with self._database.reading() as session:
            left = await queries.unfinished(session)
        oldest = self._clock.now() - REPLY_TTL
        for row in left:
            if row.status == "new" and row.payload is not None:
                self._lanes.add(Work(row.update_id, row.lane, payload=row.payload))
            elif row.done_at is not None and row.done_at < oldest:
                log.warning("replies.dropped", update_id=row.update_id)
                self._mark_answered(row.update_id)
            else:
                self._lanes.add(Work(row.update_id, row.lane, replies=row.replies))
        return len(left)

    async def accept(self, payloads: Sequence[dict[str, Any]]) -> None:
        """Store a batch in one insert and queue what is new. When this returns, Telegram may forget them."""
        arrivals = [queries.Arrival(payload["update_id"], lane_of(payload), payload) for payload in payloads]
        async with self._database.transaction() as session:
            new = await queries.store(session, arrivals, now=self._clock.now())
        for arrival in arrivals:
            if arrival.update_id in new:
                self._lanes.add(Work(arrival.update_id, arrival.lane, payload=arrival.payload))

    async def wait_for_room(self) -> None:
        """Return when the backlog is below its limit."""
        await self._lanes.below(BACKLOG)

    async def _work(self, work: Work) -> None:
        replies: list[Reply]
        if work.payload is not None:
            replies = await self._edge.handle(work.update_id, work.payload)
            self._metrics.updates.inc()
        else:
            replies = [load(reply) for reply in work.replies or ()]
        if not replies:
            return
        if await self._sender.send(replies):
            self._mark_answered(work.update_id)
        else:
            self._try_again(work, replies)

    def _try_again(self, work: Work, replies: list[Reply]) -> None:
        later = Work(work.update_id, work.lane, replies=[dump(reply) for reply in replies])
        asyncio.get_running_loop().call_later(_RETRY_PAUSE, self._lanes.add, later)

    def _mark_answered(self, update_id: int) -> None:
        # One UPDATE for many answers: a crash in between repeats at most those of the last instant.
        self._answered.append(update_id)
        if self._flusher is None or self._flusher.done():
            self._flusher = asyncio.create_task(self._flush())

    async def _flush(self) -> None:
        while self._answered:
            if (
                self._lanes.busy
            ):  # others will have been answered in a moment; when it is quiet, nothing is worth waiting for
                await asyncio.sleep(_FLUSH_PAUSE)
            batch, self._answered = self._answered, []
            async with self._database.transaction() as session:
                await queries.mark_answered(session, batch)

    async def stop(self, timeout: float = 10.0) -> None:
        """Finish what is under way, at most ``timeout`` seconds; the rest is taken up at the next start."""
        await self._lanes.drain(timeout)
        if self._flusher is not None:
            with contextlib.suppress(asyncio.CancelledError):
                await self._flusher
