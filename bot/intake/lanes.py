"""Lanes: updates of one chat run in order, different chats in parallel."""

import asyncio
from bisect import insort
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from aiogram.utils.backoff import Backoff, BackoffConfig

log = structlog.get_logger(__name__)

_BACKOFF = BackoffConfig(min_delay=0.5, max_delay=30.0, factor=2.0, jitter=0.1)
_TURN_PAUSES = (0.02, 0.25, 1.5)
"""Seconds before the first look whether another replica has done with the lane, the longest pause, its growth."""


class NotYetError(Exception):
    """Another replica works in this lane, or has an older update of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """A stored update to handle, or (with ``replies``) one that only owes its answers, of late since ``since``."""

    update_id: int
    lane: int
    payload: dict[str, Any] | None = None
    replies: list[dict[str, Any]] | None = None
    since: datetime | None = None


class Lanes:
    """Runs ``handle`` for each piece of work: one at a time per lane, oldest first, at most ``parallel`` lanes at once.

    Work for which ``handle`` raises NotYetError keeps its lane waiting, not the others.
    """

    def __init__(self, handle: Callable[[Work], Awaitable[None]], *, parallel: int) -> None:
        self._handle = handle
        self._slots = asyncio.Semaphore(parallel)
        self._lanes: dict[int, list[Work]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._handled = asyncio.Event()

    @property
    def busy(self) -> bool:
        """Whether anything is waiting or under way."""
        return bool(self._lanes)

    @property
    def waiting(self) -> int:
        """How many updates are in the lanes."""
        return sum(len(lane) for lane in self._lanes.values())

    def add(self, work: Work) -> None:
        """Put work in its place in its lane: what is taken over from another replica is older than what waits."""
        lane = self._lanes.get(work.lane)
        if lane is not None:
            insort(lane, work, key=_number)
            return
        self._lanes[work.lane] = [work]
        task = asyncio.create_task(self._run(work.lane), name=f"lane {work.lane}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, key: int) -> None:
        lane = self._lanes[key]
        backoff = Backoff(config=_BACKOFF)
        pause, longest, growth = _TURN_PAUSES
        while lane:
            work = lane[0]
            try:
                async with self._slots:
                    await self._handle(work)
            except NotYetError:
                await asyncio.sleep(pause)
                pause = min(pause * growth, longest)
                continue
            except Exception:
                # What the handler does is retried by the edge; what fails here is the database itself. The update is
                # stored and its place in the lane is kept until the database is back.
                log.exception("lane.waits", update_id=work.update_id)
                await backoff.asleep()
                continue
            backoff.reset()
            pause = _TURN_PAUSES[0]
            lane.remove(work)
            self._handled.set()
        del self._lanes[key]

    async def below(self, limit: int) -> None:
        """Return when at most ``limit`` updates wait."""
        while self.waiting > limit:
            self._handled.clear()
            await self._handled.wait()

    async def drain(self, timeout: float) -> None:
        """Wait until the lanes are empty, at most ``timeout`` seconds, then stop what is left."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=timeout)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _number(work: Work) -> int:
    return work.update_id
