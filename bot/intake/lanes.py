"""Lanes: updates of one chat run in order, different chats in parallel."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram.utils.backoff import Backoff, BackoffConfig

log = structlog.get_logger(__name__)

_BACKOFF = BackoffConfig(min_delay=0.5, max_delay=30.0, factor=2.0, jitter=0.1)


@dataclass(frozen=True, slots=True)
class Work:
    """A stored update to handle, or (with ``replies``) one that only owes its answers."""

    update_id: int
    lane: int
    payload: dict[str, Any] | None = None
    replies: list[dict[str, Any]] | None = None


class Lanes:
    """Runs ``handle`` for each piece of work: one at a time per lane, at most ``parallel`` lanes at once."""

    def __init__(self, handle: Callable[[Work], Awaitable[None]], *, parallel: int) -> None:
        self._handle = handle
        self._slots = asyncio.Semaphore(parallel)
        self._lanes: dict[int, deque[Work]] = {}
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
        """Put work at the end of its lane."""
        lane = self._lanes.get(work.lane)
        if lane is not None:
            lane.append(work)
            return
        self._lanes[work.lane] = deque((work,))
        task = asyncio.create_task(self._run(work.lane), name=f"lane {work.lane}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, key: int) -> None:
        lane = self._lanes[key]
        backoff = Backoff(config=_BACKOFF)
        while lane:
            try:
                async with self._slots:
                    await self._handle(lane[0])
            except Exception:
                # What the handler does is retried by the edge; what fails here is the database itself. The update is
                # stored and its place in the lane is kept until the database is back.
                log.exception("lane.waits", update_id=lane[0].update_id)
                await backoff.asleep()
                continue
            backoff.reset()
            lane.popleft()
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
