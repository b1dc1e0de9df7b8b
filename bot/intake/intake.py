"""The intake: from Telegram's JSON to stored, handled and answered updates."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.models import IncomingUpdate
from bot.db.queries import intake as queries
from bot.intake.edge import Edge, lane_of
from bot.intake.lanes import Lanes, Work
from bot.intake.replies import Owed, ReplySender
from bot.intake.sharing import Sharing
from bot.metrics import Metrics

log = structlog.get_logger(__name__)

PARALLEL_LANES = 32
BACKLOG = 2_000
"""Updates in the lanes above which no more are fetched: memory stays bounded, Telegram keeps the rest."""

REPLY_TTL = timedelta(minutes=15)
"""An answer older than this is not sent any more after a restart: it would confuse more than help."""

_FLUSH_PAUSE, _SHARED_FLUSH_PAUSE = 0.05, 0.01
"""Seconds in which answers are gathered to be marked together; other replicas may wait for the mark."""
_RETRY_PAUSE = 5.0


class Intake:
    """Stores updates, runs them through the edge in their lanes, sends their replies and marks them answered.

    With ``sharing`` other replicas do the same on the same database; without, everything in it is this process's.
    """

    def __init__(
        self,
        *,
        database: Database,
        edge: Edge,
        sender: ReplySender,
        clock: Clock,
        metrics: Metrics,
        sharing: Sharing | None = None,
    ) -> None:
        self._database = database
        self._edge = edge
        self._sender = sender
        self._clock = clock
        self._metrics = metrics
        self._sharing = sharing
        self._lanes = Lanes(self._work, parallel=PARALLEL_LANES)
        self._held: set[int] = set()  # in the lanes, or waiting to be sent again, or to be marked
        self._passed: set[int] = set()  # of these, those that hold up nothing any more
        self._answered: list[int] = []
        self._flusher: asyncio.Task[None] | None = None
        if sharing is not None:
            edge.worker, edge.ask_turn = sharing.worker, partial(sharing.turn, passed=self._passed)

    @property
    def busy(self) -> bool:
        """Whether an update is being handled or its answers are on their way."""
        return self._lanes.busy or bool(self._answered) or (self._flusher is not None and not self._flusher.done())

    @property
    def backlog(self) -> int:
        """How many updates wait in memory."""
        return self._lanes.waiting

    async def recover(self) -> int:
        """Take up what a previous run left, or a replica that is not alive; returns how many."""
        if self._sharing is not None:
            left = await self._sharing.beat(self._held)
        else:
            async with self._database.transaction() as session:
                left = await queries.unfinished(session)
        for row in left:
            self._take_up(row)
        return len(left)

    async def watch_over_others(self) -> None:
        """Stay alive for the other replicas and take over from those that are not, until cancelled."""
        while self._sharing is not None:
            await asyncio.sleep(self._sharing.pause)
            try:
                count = await self.recover()
            except (SQLAlchemyError, OSError):
                log.exception("intake.no_beat")
                continue
            if count:
                log.warning("intake.taken_over", updates=count)

    def _take_up(self, row: IncomingUpdate) -> None:
        if row.status == "new" and row.payload is not None:
            self._queue(Work(row.update_id, row.lane, payload=row.payload))
        elif row.done_at is not None and row.done_at < self._clock.now() - REPLY_TTL:
            log.warning("replies.dropped", update_id=row.update_id)
            self._mark_answered(row.update_id)
        else:
            self._queue(Work(row.update_id, row.lane, replies=row.replies))

    async def accept(self, payloads: Sequence[dict[str, Any]]) -> None:
        """Store a batch in one insert and queue what is new. When this returns, Telegram may forget them."""
        arrivals = [queries.Arrival(payload["update_id"], lane_of(payload), payload) for payload in payloads]
        # In our hands before anybody can see them; if the commit's outcome is unknown, the next beat finds them.
        unseen = {arrival.update_id for arrival in arrivals} - self._held
        self._held |= unseen
        new: set[int] = set()
        try:
            async with self._database.transaction() as session:
                new = await queries.store(session, arrivals, now=self._clock.now(), worker=self._edge.worker)
        except BaseException:
            self._held -= unseen
            raise
        self._held -= unseen - new
        for arrival in arrivals:
            if arrival.update_id in new:
                new.remove(arrival.update_id)
                self._queue(Work(arrival.update_id, arrival.lane, payload=arrival.payload))

    def _queue(self, work: Work) -> None:
        self._held.add(work.update_id)
        self._lanes.add(work)

    async def wait_for_room(self) -> None:
        """Return when the backlog is below its limit."""
        await self._lanes.below(BACKLOG)

    async def _work(self, work: Work) -> None:
        replies: list[Owed]
        if work.payload is not None:
            replies = await self._edge.handle(work.update_id, work.payload)
            self._metrics.updates.inc()
        else:
            replies = work.replies or []
        if not replies:
            self._held.discard(work.update_id)
            self._passed.discard(work.update_id)
            return
        left = await self._answer(work.update_id, replies)
        if not left:
            self._mark_answered(work.update_id)
        elif work.since is not None and work.since < self._clock.now() - REPLY_TTL:
            log.warning("replies.dropped", update_id=work.update_id)
            self._mark_answered(work.update_id)
        else:
            self._try_again(work, left)

    async def _answer(self, update_id: int, replies: Sequence[Owed]) -> list[Owed]:
        """Send in order; returns those that are still to be sent, for what has arrived must not be sent again."""
        left = list(replies)
        try:
            while left and await self._sender.send(left[:1]):
                del left[0]
        except Exception:
            # The effects are committed: what was wrong with an answer must not have the update handled again.
            log.exception("replies.failed", update_id=update_id)
        return left

    def _try_again(self, work: Work, replies: list[Owed]) -> None:
        later = Work(work.update_id, work.lane, replies=replies, since=work.since or self._clock.now())
        self._passed.add(work.update_id)
        asyncio.get_running_loop().call_later(_RETRY_PAUSE, self._lanes.add, later)

    def _mark_answered(self, update_id: int) -> None:
        # One UPDATE for many answers: a crash in between repeats at most those of the last instant.
        self._answered.append(update_id)
        self._held.add(update_id)
        self._passed.add(update_id)
        if self._flusher is None or self._flusher.done():
            self._flusher = asyncio.create_task(self._flush())

    async def _flush(self) -> None:
        while self._answered:
            if (
                self._lanes.busy
            ):  # others will have been answered in a moment; when it is quiet, nothing is worth waiting for
                await asyncio.sleep(_FLUSH_PAUSE if self._sharing is None else _SHARED_FLUSH_PAUSE)
            batch, self._answered = self._answered, []
            try:
                async with self._database.transaction() as session:
                    await queries.mark_answered(session, batch)
            except (SQLAlchemyError, OSError):
                log.exception("replies.not_marked", updates=len(batch))
                self._answered = batch + self._answered
                await asyncio.sleep(_RETRY_PAUSE)
                continue
            self._held.difference_update(batch)
            self._passed.difference_update(batch)

    async def stop(self, timeout: float = 10.0) -> None:
        """Finish what is under way, at most ``timeout`` seconds; the rest is taken up at the next start."""
        await self._lanes.drain(timeout)
        if self._flusher is not None:
            await asyncio.wait({self._flusher}, timeout=timeout)
        if self._sharing is not None:
            await self._sharing.leave()
