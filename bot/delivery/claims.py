"""Claiming: due messages and the slots to send them in, taken together in one short transaction."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, Doubtful, Setback
from bot.db.engine import Database
from bot.db.queries import outbox as queries
from bot.db.queries import send_budget
from bot.db.queries.outbox import OUTCOME_UNKNOWN, Due, Result
from bot.db.queries.send_budget import SharedBudget
from bot.delivery.budget import HORIZON, Budget
from bot.delivery.chats import NO_NEWS, Chats, News
from bot.delivery.outcome import ATTEMPTS, BACKOFF
from bot.delivery.paces import Paces
from bot.domain.enums import BroadcastStatus, OutboxStatus, Priority
from bot.metrics import Metrics
from bot.services.outbox import RECHECKS

log = structlog.get_logger(__name__)

BATCH = 500
"""Messages held in memory at most, however high the rate."""

_MENDED_EVERY = 60.0
"""Seconds between looks for what waits in vain since a clock was set back."""

_LONGEST_WAIT = timedelta(seconds=max(BACKOFF))

_RECALLS_EVERY = 0.1
"""Seconds between looks whether another process has taken back what is in hand here."""


class Claimed(NamedTuple):
    """What a claim took; whether there is ``more``; in how many seconds the next claim will find room."""

    messages: list[Due]
    more: bool
    next_in: float


class Claims:
    """One worker's claims. A lease lasts ``lease`` seconds of real time; then others may take the message over."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        budget: Budget,
        chats: Chats,
        metrics: Metrics,
        *,
        worker: str,
        lease: float,
    ) -> None:
        self._database = database
        self._clock = clock
        self._budget = budget
        self._chats = chats
        self._paces = Paces(clock, chats)
        self._metrics = metrics
        self._worker = worker
        self._lease = timedelta(seconds=lease)
        self._recalls = 0
        self._recalls_looked_at = 0.0
        self._pause_seen_us = 0
        self.pause_moved = False
        self._setback = Setback(clock)
        self._doubtful = Doubtful(clock, lease)
        self._mended_at: float | None = None

    def _wall(self) -> datetime:
        return datetime.fromtimestamp(self._clock.wall(), UTC)

    async def anything_due(self) -> bool:
        """A look without a lock."""
        async with self._database.reading() as session:
            return await self._anything_due(session)

    async def _anything_due(self, session: AsyncSession) -> bool:
        return await queries.anything_due(session, now=self._clock.now(), wall=self._wall())

    async def publish_pause(self) -> None:
        """Tell the other replicas that Telegram asked to wait."""
        async with self._database.transaction() as session:
            shared = await send_budget.lock(session)
            stored_us = await self._hear_pause(session, shared)
            pause = self._budget.share_pause(stored_us)
            if pause is not None:
                await send_budget.move(session, send_budget.PAUSE, pause[0], set_us=pause[1])

    async def _hear_pause(self, session: AsyncSession, shared: SharedBudget) -> int:
        """Returns the end of the pause that is stored now."""
        anew = self._budget.hear_pause(shared.pause_us, shared.pause_set_us)
        if anew is None:
            return shared.pause_us
        await send_budget.move(session, send_budget.PAUSE, anew[0], set_us=anew[1])
        return anew[0]

    async def claim(self, *, backlog: int, held: int) -> Claimed:
        """Take what is due, with slots for it and for those of the ``backlog`` that have none.

        ``held`` messages are in memory; the ``backlog`` among them could leave now.
        """
        news = NO_NEWS
        try:
            async with self._database.transaction() as session:
                shared = await send_budget.lock(session)
                await self._hear_pause(session, shared)
                if self._budget.held_for() > 0:
                    # The next look, at once, gives back what is in hand: its leases may end before the pause does.
                    return Claimed([], True, 0.0)
                news = self._chats.take_news()
                return await self._claim(session, shared.tat_us, news, backlog=backlog, held=held)
        except BaseException:
            self._chats.give_back(news)
            raise

    async def _claim(self, session: AsyncSession, tat_us: int, news: News, *, backlog: int, held: int) -> Claimed:
        room = self._budget.room(self._budget.first_slot_us(tat_us))
        wanted = min(room + self._budget.left - backlog, BATCH - held)
        found = await self._due(session, wanted) if wanted > 0 else []
        taken = await self._sort_out(session, found, news)
        soon = self._clock.steady() + HORIZON
        needed = backlog + sum(due.moment <= soon for due in taken) - self._budget.left
        slots = min(room, max(0, needed))
        # Asked again: answers may have been charged while the database was busy.
        next_us = self._budget.grant(self._budget.first_slot_us(tat_us), slots)
        if slots:
            await send_budget.move(session, send_budget.RATE, next_us)
        more = len(found) == wanted if wanted > 0 else await self._anything_due(session)
        return Claimed(taken, more, next_us / 1e6 - HORIZON / 2 - self._clock.wall())

    async def _due(self, session: AsyncSession, limit: int) -> list[Due]:
        return await queries.due(session, now=self._clock.now(), wall=self._wall(), limit=limit)

    async def _sort_out(self, session: AsyncSession, found: list[Due], news: News) -> list[Due]:
        """Settle what needs no call, take the lease of what its chat may get soon."""
        now = self._clock.now()
        verdicts = [_verdict(due, now) for due in found]
        settled = [verdict for verdict in verdicts if verdict is not None]
        taken = [due for due, verdict in zip(found, verdicts, strict=True) if verdict is None]
        if settled:
            await queries.settle(session, settled, worker=None, now=now)
            for verdict in settled:
                self._metrics.finished.labels(verdict.status.value).inc()
        if not self._database.is_sqlite:
            taken = await self._paces.book(session, taken, news)
        until, steady = self._wall() + self._lease, self._clock.steady()
        if taken:
            await queries.lease(session, [due.id for due in taken], worker=self._worker, until=until)
        return [
            due._replace(
                attempts=due.attempts + due.retaken,
                leased_until=until.timestamp(),
                leased_until_steady=steady + self._lease.total_seconds(),
            )
            for due in taken
        ]

    def is_ours(self, due: Due, *, seconds: float) -> bool:
        """Whether a claimed message stays ours for so long by either clock: one stands still while the machine sleeps,
        the other may be set."""
        return (
            due.leased_until >= self._clock.wall() + seconds
            and due.leased_until_steady >= self._clock.steady() + seconds
        )

    async def outdated(self, claimed: list[Due]) -> set[int]:
        """Those of the claimed whose reason is gone, by the rechecks of the capabilities that promised them."""
        asked = [due for due in claimed if due.template in RECHECKS]
        return {due.id for due in asked if not await self._still_wanted(due)}

    async def _still_wanted(self, due: Due) -> bool:
        try:
            # A session each: one that has failed answers nobody else's question.
            async with self._database.reading() as session:
                return await RECHECKS[due.template](session, due, self._clock.now())
        except Exception:
            # What was promised is sent when in doubt: a question that cannot be answered must not silence it.
            log.exception("outbox.recheck_failed", message=due.id, template=due.template)
            return True

    async def taken_back(self, held: list[Due]) -> set[int]:
        """Those of the messages in hand that have been withdrawn or are kept back; their rows say now that they never
        left."""
        async with self._database.transaction() as session:
            found = await queries.taken_back(session, [due.id for due in held])
            if found:
                await queries.let_fall(session, found, worker=self._worker)
        return found

    async def others_recalled(self) -> bool:
        """Whether another process may have taken back something since the last look; on SQLite there is none.

        Whether one was told to wait is seen by the way: then ``pause_moved``.
        """
        if self._database.is_sqlite or self._clock.steady() < self._recalls_looked_at + _RECALLS_EVERY:
            return False
        self._recalls_looked_at = self._clock.steady()
        async with self._database.reading() as session:
            before, self._recalls = self._recalls, await queries.recalls(session)
            pause_us = await send_budget.pause_us(session)
        self.pause_moved = pause_us != self._pause_seen_us
        self._pause_seen_us = pause_us
        return before != self._recalls

    async def inherit(self) -> None:
        """Take over at once what a dead predecessor was sending, where there can be no other: a file has one bot."""
        if self._database.is_sqlite:
            async with self._database.transaction() as session:
                await queries.end_leases(session, wall=self._wall())

    def mending_is_due(self) -> bool:
        """Whether to look for what waits in vain: at the start, when the clock was set back, and now and then, because it
        may have been another replica's."""
        if self._setback.noticed():
            self._mended_at = None
        pause = self._lease.total_seconds() / 4 if self._doubtful else _MENDED_EVERY
        return self._mended_at is None or self._clock.steady() >= self._mended_at + pause

    async def mend(self) -> None:
        """Set right what waits for a moment that the clock was set back from; nothing in somebody's hands leaves twice."""
        now, wall = self._clock.now(), self._wall()
        # A look without a lock: hardly ever is there anything to do.
        async with self._database.reading() as session:
            in_vain = await queries.anything_in_vain(session, now=now, wall=wall, longest=_LONGEST_WAIT)
            over = self._doubtful.over(await queries.long_leases(session, wall=wall, longest=self._lease))
        if in_vain or over:
            async with self._database.transaction() as session:
                await queries.bring_forward(session, now=now, wall=wall, longest=_LONGEST_WAIT)
                await queries.end_long_leases(session, over, wall=wall, longest=self._lease)
        more = not self._database.is_sqlite
        while more:
            async with self._database.transaction() as session:
                more = await self._paces.forget_old(session)
        self._mended_at = self._clock.steady()

    async def release(self, left: list[Due]) -> None:
        """Give claimed messages back unsent."""
        if not left:
            return
        async with self._database.transaction() as session:
            results = [Result(due.id, OutboxStatus.PENDING, counts=False) for due in left]
            await queries.settle(session, results, worker=self._worker, now=self._clock.now())


def _verdict(due: Due, now: datetime) -> Result | None:
    """What can be said about a message without calling Telegram; None: it is to be sent."""
    if due.retaken and due.attempts + 1 >= ATTEMPTS:
        return Result(due.id, OutboxStatus.FAILED, OUTCOME_UNKNOWN)
    if due.expires_at is not None and due.expires_at < now:
        return Result(due.id, OutboxStatus.DROPPED, "late", counts=False)
    if due.erased_at is not None:
        return Result(due.id, OutboxStatus.WITHDRAWN, "erased", counts=False)
    if due.stopped_at is not None and due.priority > Priority.ANSWER:
        return Result(due.id, OutboxStatus.WITHDRAWN, "stopped", counts=False)
    if due.unreachable_since is not None:
        return Result(due.id, OutboxStatus.BLOCKED, "unreachable", counts=False)
    if due.broadcast_status is BroadcastStatus.PAUSED:
        return Result(due.id, OutboxStatus.HELD, counts=False)
    if due.broadcast_status is BroadcastStatus.CANCELLED:
        return Result(due.id, OutboxStatus.WITHDRAWN, "cancelled", counts=False)
    return None
