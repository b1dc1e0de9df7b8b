"""What this process holds of the send rate that all replicas share.

The rate is one GCRA row in the database: a claim reserves slots from it together with the messages it takes. Between
two claims this object hands the slots out. Answers to updates do not wait for a slot: each takes the next one
away from the outbox, or is charged at the next claim.
"""

import asyncio
import math
from collections import deque
from collections.abc import Callable

HORIZON = 0.6
"""Seconds of slots a claim may reach ahead: what is more urgent waits at most that long behind what is not."""

STALE = 0.1
"""Seconds after which an unused slot is forgotten: a pile of them would leave as a burst. At 28/s that is 3 messages."""


class Budget:
    """Slots, charges and pauses of one process. Times are seconds since 1970 by ``wall``, the machine's own clock."""

    def __init__(self, rate: float, wall: Callable[[], float]) -> None:
        self.rate = rate
        self.interval_us = math.ceil(1e6 / rate)
        self._wall = wall
        self._slots: deque[float] = deque()
        self._granted_until = 0.0
        self._charged_until = 0.0  # what is charged queues up behind what was granted
        self._paused_until = 0.0

    @property
    def left(self) -> int:
        """Slots not used yet."""
        return len(self._slots)

    @property
    def next_at(self) -> float | None:
        """When the next slot comes."""
        return self._slots[0] if self._slots else None

    @property
    def reaches(self) -> float:
        """When the last slot comes; 0 when there is none."""
        return self._slots[-1] if self._slots else 0.0

    @property
    def paused_until(self) -> float:
        """The end of the last pause Telegram asked for."""
        return self._paused_until

    def held_for(self) -> float:
        """Seconds until anything may be sent."""
        return max(0.0, self._paused_until - self._wall())

    def hold(self, seconds: float) -> None:
        """Telegram asked to wait: nothing leaves for so long, and the slots of that time are void."""
        self.hold_until(self._wall() + seconds)

    def hold_until(self, moment: float) -> None:
        """The same, by the end of the pause; one that is over or known changes nothing."""
        if moment > max(self._paused_until, self._wall()):
            self._paused_until = moment
            self._slots.clear()

    async def wait(self) -> None:
        """Return when no pause is in force."""
        while (seconds := self.held_for()) > 0:  # noqa: ASYNC110 - a time to be slept, whose end may move
            await asyncio.sleep(seconds)

    def spend(self, count: int = 1) -> None:
        """Messages left without a slot of their own."""
        for _ in range(count):
            if self._slots:
                self._slots.popleft()
            else:
                begins = max(self._charged_until, self._granted_until, self._wall())
                self._charged_until = begins + self.interval_us / 1e6

    def ready(self) -> bool:
        """Whether there is a slot whose time has come; ``spend`` uses it."""
        now = self._wall()
        while self._slots and self._slots[0] < now - STALE:
            self._slots.popleft()
        return bool(self._slots) and self._slots[0] <= now

    def first_slot_us(self, tat_us: int) -> int:
        """The first slot of a reservation made now, after what is owed; µs since 1970."""
        now = self._wall()
        owed = max(0.0, self._charged_until - max(self._granted_until, now))
        return max(tat_us, int(now * 1e6)) + int(owed * 1e6)

    def room(self, first_us: int) -> int:
        """How many slots from ``first_us`` on lie within the horizon."""
        ahead_us = int((self._wall() + HORIZON) * 1e6) - first_us
        return ahead_us // self.interval_us + 1 if ahead_us >= 0 else 0

    def grant(self, first_us: int, count: int) -> int:
        """Keep the reserved slots; returns the row's new theoretical arrival time. What was owed is paid with them."""
        next_us = first_us + count * self.interval_us
        if count:
            self._charged_until = 0.0
            self._granted_until = next_us / 1e6
        self._slots.extend((first_us + number * self.interval_us) / 1e6 for number in range(count))
        return next_us
