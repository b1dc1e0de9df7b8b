"""The sender: takes due messages from the outbox and sends each in its slot.

Three loops work beside each other. Claiming takes messages with slots for them; sending lets each go when its slot
comes, without waiting for the answers to those before it; the ledger writes what became of them. No transaction is open
while Telegram is called. Whatever happens to the process, a row says what is still to be done: at worst a message
that was in flight is sent twice.
"""

import asyncio
import os
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import structlog
from aiogram import Bot
from aiogram.methods import TelegramMethod

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.queries.outbox import Due
from bot.delivery.budget import Budget
from bot.delivery.chats import GROUP_WINDOW, PRIVATE_PAUSE, Chats
from bot.delivery.claims import BATCH, Claims
from bot.delivery.composer import Composer, Keyboards
from bot.delivery.ledger import Ledger
from bot.delivery.outcome import Outcome, outcome_of, sent
from bot.delivery.paces import LATE
from bot.delivery.queue import Queue
from bot.domain.doubt import doubt_about
from bot.domain.enums import OutboxStatus
from bot.metrics import Metrics
from bot.texts import Texts

log = structlog.get_logger(__name__)

LEASE = 30.0
REQUEST_TIMEOUT = 15
_IDLE = 1.0
_BREATH = 0.002
_FULL = 0.02
_ERROR_PAUSE = 1.0
_LAST_CALLS = 5.0


class Sender:
    """Sends what is due. ``wake`` is called after every commit that added messages.

    ``rate`` is messages per second, shared by all replicas. ``lease``, ``private_pause``, ``group_window`` and
    ``request_timeout`` are seconds. ``budget`` is also charged for what leaves by other ways.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        database: Database,
        texts: Texts,
        clock: Clock,
        rate: float,
        keyboards: Keyboards,
        metrics: Metrics | None = None,
        lease: float = LEASE,
        private_pause: float = PRIVATE_PAUSE,
        group_window: float = GROUP_WINDOW,
        request_timeout: int = REQUEST_TIMEOUT,
    ) -> None:
        self.budget = Budget(rate, clock.wall, clock.steady)
        self.worker = f"{os.getpid()}-{secrets.token_hex(6)}"
        # Answers keep the rest of the 100 connections.
        self._window = min(80, max(30, int(rate / 10)))
        self._bot = bot
        self._metrics = metrics or Metrics()
        self._request_timeout = request_timeout
        self._margin = min(request_timeout, lease / 2)  # a call begun with less of the lease left could outlive it
        self._composer = Composer(database, texts, keyboards)
        self.chats = Chats(
            clock.steady, private_pause=private_pause, group_window=group_window, shares=not database.is_sqlite
        )
        self._claims = Claims(database, clock, self.budget, self.chats, self._metrics, worker=self.worker, lease=lease)
        self._ledger = Ledger(
            database, clock, self._metrics, worker=self.worker, batch=self._window // 3, written=self._make_room
        )
        self._queue = Queue(self.chats, clock.steady, self._postpone)
        self._flying: set[asyncio.Task[None]] = set()
        self._awake = asyncio.Event()
        self._stirred = asyncio.Event()
        self._steady = clock.steady
        self._looking = False
        self._recalled = False
        self._full = False  # the window is: the next message waits for an outcome to be written
        self._more = False  # the last claim found as much as it asked for
        self._published_until = 0.0

    @property
    def busy(self) -> bool:
        """Whether something is being sent or waits to be looked at."""
        memory = bool(self._queue) or bool(self._flying) or bool(self._ledger)
        return memory or self._looking or self._more or self._awake.is_set()

    @property
    def window(self) -> int:
        """How many messages are in flight or not yet written down at most: what a crash may repeat."""
        return self._window

    @property
    def waiting(self) -> int:
        """Messages claimed and not sent yet."""
        return len(self._queue)

    def wake(self) -> None:
        """There may be something to send."""
        self._awake.set()

    def recall(self) -> None:
        """Something was withdrawn or is kept back: what is in hand is looked at before any of it leaves."""
        self._recalled = True

    async def run(self) -> None:
        """Send until cancelled; then what is in flight is finished and the rest given back."""
        try:
            await self._claims.inherit()
            async with asyncio.TaskGroup() as group:
                group.create_task(self._forever(self._look), name="claims")
                group.create_task(self._forever(self._send_next), name="sends")
                group.create_task(self._ledger.run(), name="ledger")
        finally:
            await self._close()

    async def _forever(self, step: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await step()
            except Exception:
                # The database may be away for a while: the rows wait, and so does this loop.
                log.exception("sender.failed", step=getattr(step, "__name__", ""))
                await asyncio.sleep(_ERROR_PAUSE)

    async def _look(self) -> None:
        """Claim what there is room for, then wait until another look is worth it."""
        self._looking = True
        try:
            pause = await self._claim()
        finally:
            self._looking = False
        if self._more:
            await asyncio.sleep(pause)  # slots for the next moments are in hand: nothing can leave any earlier
        else:
            await _wait(self._awake, pause)

    async def _claim(self) -> float:
        """Returns the seconds until the next look."""
        woken = self._awake.is_set() or self._more
        self._awake.clear()
        if self._claims.mending_is_due():
            await self._claims.mend()
        held = self.budget.held_for()
        if held > 0:
            await self._pause()
            return held
        if not woken and not self.chats.has_urgent_news and not await self._claims.anything_due():
            return _IDLE
        if len(self._queue) > BATCH // 2 and self._queue.backlog <= self.budget.left:
            return _FULL
        claimed = await self._claims.claim(backlog=self._queue.backlog, held=len(self._queue))
        self._more = claimed.more
        outdated = await self._claims.outdated(claimed.messages)
        for due in claimed.messages:
            if due.id in outdated:
                self._ledger.note(due, Outcome(OutboxStatus.WITHDRAWN, "outdated", counts=False))
            else:
                self._queue.add(due)
        self._stirred.set()
        if not self._more:
            return _IDLE
        return max(claimed.next_in, _BREATH)

    async def _pause(self) -> None:
        """Telegram asked to wait: the others are told, and what is claimed goes back for the time after."""
        self._more = False
        await self._give_back()
        if self.budget.paused_until > self._published_until:
            await self._claims.publish_pause()
            self._published_until = self.budget.paused_until

    async def _give_back(self) -> None:
        left = self._queue.clear()
        try:
            await self._claims.release(left)
        except BaseException:
            for due in left:
                self._queue.add(due)
            raise

    async def _send_next(self) -> None:
        """Let go what may go now, then wait for the next slot, a free place in the window, or new messages."""
        if self._queue and (self._recalled or await self._claims.others_recalled()):
            await self._drop_taken_back()
        if self._claims.pause_moved:
            # The next claim hears of it and gives back what is in hand, though nothing else is due.
            self._claims.pause_moved = False
            self.wake()
        await _wait(self._stirred, self._depart())
        self._stirred.clear()

    async def _drop_taken_back(self) -> None:
        self._recalled = False
        try:
            self._queue.remove(await self._claims.taken_back(self._queue.held()))
        except BaseException:
            self._recalled = True
            raise

    def _depart(self) -> float:
        """Returns the seconds until something may leave unless the loop is stirred before."""
        if self._recalled and self._queue:
            return 0.0
        self._queue.unpark()
        while self._queue.backlog and self.budget.ready():
            if len(self._flying) + len(self._ledger) >= self._window:
                self._full = True
                return _IDLE
            due = self._queue.pop()
            if due is None:
                break
            if not self._claims.is_ours(due, seconds=self._margin):
                continue  # the process was asleep: others may be sending it by now, and its lease runs out anyway
            if due.moment and due.moment + LATE < self._steady():
                self._postpone(due, 0.0)  # its place in the chat's minute may be another's by now
                continue
            self.budget.spend()
            self.chats.depart(due.chat_id)
            task = asyncio.create_task(self._fly(due))
            self._flying.add(task)
            task.add_done_callback(self._landed)
        pause = self._queue.unparks_in()
        if not self._queue.backlog:
            return pause
        next_in = self.budget.next_in
        if next_in is None:
            self._awake.set()  # its slot went to an answer, or came too late: another one is needed
            return pause
        return min(pause, next_in)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._make_room()

    def _make_room(self) -> None:
        if self._full:
            self._full = False
            self._stirred.set()

    def _postpone(self, due: Due, seconds: float) -> None:
        self._ledger.note(due, Outcome(OutboxStatus.PENDING, again_in=seconds, counts=False))

    async def _fly(self, due: Due) -> None:
        count = 1
        try:
            message_ids = await self._composer.send(due, self._call)
            count = len(message_ids)  # Telegram counts every file of an album
            self.budget.spend(count - 1)
            outcome = sent(message_ids)
        except Exception as error:
            outcome = self._failed(due, error)
        finally:
            self.chats.arrive(due.chat_id, count)
        self._ledger.note(due, outcome)

    async def _call(self, method: TelegramMethod[Any]) -> Any:
        with self._metrics.send_seconds.time():
            return await self._bot(method, request_timeout=self._request_timeout)

    def _failed(self, due: Due, error: Exception) -> Outcome:
        repeats = doubt_about(due.template, due.priority).repeats
        outcome = outcome_of(error, attempts=due.attempts, repeats=repeats)
        if outcome.hold:
            self._metrics.floods.inc()
            if due.chat_id < 0:
                # A group's own limit. That of a private chat cannot be told from the one over all.
                self.chats.rest(due.chat_id, outcome.hold)
                outcome = replace(outcome, again_in=outcome.hold)
            else:
                self.budget.hold(outcome.hold)
            self.wake()
        if outcome.status is OutboxStatus.FAILED:
            log.error("outbox.failed", message=due.id, template=due.template, error=outcome.error)
        elif outcome.status is OutboxStatus.PENDING:
            log.warning("outbox.again", message=due.id, error=outcome.error, hold=outcome.hold)
        return outcome

    async def _close(self) -> None:
        if self._flying:
            _, late = await asyncio.wait(self._flying, timeout=_LAST_CALLS)
            for task in late:
                task.cancel()
        try:
            await self._ledger.write()
            await self._give_back()
        except Exception:
            # Their leases run out, and the next sender takes them over.
            log.exception("sender.closing_failed")


async def _wait(event: asyncio.Event, seconds: float) -> None:
    """Until the event is set, at most so long."""
    handle = asyncio.get_running_loop().call_later(seconds, event.set)
    try:
        await event.wait()
    finally:
        handle.cancel()
