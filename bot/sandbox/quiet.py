"""When is the bot quiet? No update unconfirmed, no call in flight, no hook busy, and nothing happened for a while."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

_HOOK_PAUSE = 0.005


class QuietWatch:
    """Counts what is under way. `touch` marks activity; `wait` is woken by it instead of polling."""

    def __init__(self) -> None:
        self.in_flight = 0
        self.unconfirmed: Callable[[], int] = int
        self.hooks: list[Callable[[], bool]] = []
        self._last = 0.0
        self._waiters: list[asyncio.Future[None]] = []

    def touch(self) -> None:
        """Something happened just now."""
        self._last = time.monotonic()
        if self._waiters:
            self._wake()

    def begin(self) -> None:
        """A Bot API call other than getUpdates arrives."""
        self.in_flight += 1

    def end(self) -> None:
        """That call is answered."""
        self.in_flight -= 1
        self.touch()

    def _wake(self) -> None:
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def wait(self, calm: float, timeout: float) -> bool:
        """Wait until it has been quiet for `calm` seconds; False when `timeout` seconds pass before that."""
        deadline = time.monotonic() + timeout
        while True:
            now = time.monotonic()
            busy = self.in_flight > 0 or self.unconfirmed() > 0
            hooked = not busy and any(hook() for hook in self.hooks)
            if hooked:
                self._last = now
            left = self._last + calm - now
            if not busy and not hooked and left <= 0:
                return True
            if now >= deadline:
                return False
            pause = deadline - now
            if hooked:
                pause = min(pause, _HOOK_PAUSE)
            elif not busy:
                pause = min(pause, left)
            await self._sleep(pause)

    async def _sleep(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[None] = loop.create_future()
        self._waiters.append(waiter)
        timer = loop.call_later(seconds, _finish, waiter)
        try:
            await waiter
        finally:
            timer.cancel()
            if waiter in self._waiters:
                self._waiters.remove(waiter)


def _finish(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)
