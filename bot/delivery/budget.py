"""What this process holds of the send rate that all replicas share.

The rate is one GCRA row in the database: a claim reserves slots from it together with the messages it takes. Between
two claims this object hands the slots out. Answers to updates do not wait for a slot: each takes the next one
away from the outbox, or is charged at the next claim.
"""

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable

from bot.clock import SKEW

HORIZON = 0.6
"""Seconds of slots a claim may reach ahead: what is more urgent waits at most that long behind what is not."""

_SKEW_US = int(SKEW.total_seconds() * 1e6)

STALE = 0.1
"""Seconds after which an unused slot is forgotten: a pile of them would leave as a burst. At 28/s that is 3 messages."""


class Budget:
    """Slots, charges and pauses of one process.

    What is shared is told in µs since 1970 by ``wall``, the machine's own clock. What is remembered here is in seconds of
    ``steady``, so that it stays right when somebody sets the other.
    """

    def __init__(self, rate: float, wall: Callable[[], float], steady: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self.interval_us = math.ceil(1e6 / rate)
        self._wall = wall
        self._steady = steady
        self._slots: deque[float] = deque()
        self._granted_until = 0.0
        self._charged_until = 0.0  # what is charged queues up behind what was granted
        self._paused_until = 0.0
        self._heard_pause = (0, 0)

    @property
    def left(self) -> int:
        """Slots not used yet."""
        return len(self._slots)

    @property
    def next_in(self) -> float | None:
        """Seconds until the next slot comes; None when there is none."""
        return max(0.0, self._slots[0] - self._steady()) if self._slots else None

    @property
    def paused_until(self) -> float:
        """The end of the last pause Telegram asked for, by the steady clock."""
        return self._paused_until

    def held_for(self) -> float:
        """Seconds until anything may be sent."""
        return max(0.0, self._paused_until - self._steady())

    def hold(self, seconds: float) -> None:
        """Telegram asked to wait: nothing leaves for so long, and the slots of that time are void. A longer pause stays."""
        until = self._steady() + seconds
        if until > max(self._paused_until, self._steady()):
            self._paused_until = until
            self._slots.clear()

    def hear_pause(self, until_us: int, set_us: int) -> tuple[int, int] | None:
        """The shared pause: its end, and when it was set. Returns what is to be stored instead, when the clock was set
        back since: the pause begins anew, with what this process knows to be left of it."""
        now_us = self._now_us()
        known = (until_us, set_us) == self._heard_pause
        self._heard_pause = (until_us, set_us)
        if set_us <= now_us + _SKEW_US:
            if not known:  # what is known is counted here, by a clock that nobody sets
                self.hold((until_us - now_us) / 1e6)
            return None
        if not known:
            self.hold((until_us - set_us) / 1e6)
        self._heard_pause = self._pause_from_now()
        return self._heard_pause

    def share_pause(self, until_us: int) -> tuple[int, int] | None:
        """The pause in force, (end, now), if it is longer than the shared one; that ends at ``until_us``."""
        pause = self._pause_from_now()
        if pause[0] <= until_us:
            return None
        self._heard_pause = pause
        return pause

    def _pause_from_now(self) -> tuple[int, int]:
        now_us = self._now_us()
        return now_us + int(self.held_for() * 1e6), now_us

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
                begins = max(self._charged_until, self._granted_until, self._steady())
                self._charged_until = begins + self.interval_us / 1e6

    def ready(self) -> bool:
        """Whether there is a slot whose time has come; ``spend`` uses it."""
        now = self._steady()
        while self._slots and self._slots[0] < now - STALE:
            self._slots.popleft()
        return bool(self._slots) and self._slots[0] <= now

    def first_slot_us(self, tat_us: int) -> int:
        """The first slot of a reservation made now, after what is owed; µs since 1970.

        A row further ahead than any claim reaches was written before the clock was set back: it says nothing.
        """
        now_us = self._now_us()
        if tat_us > now_us + int(HORIZON * 1e6) + self.interval_us + _SKEW_US:
            tat_us = now_us
        owed = max(0.0, self._charged_until - max(self._granted_until, self._steady()))
        return max(tat_us, now_us) + int(owed * 1e6)

    def room(self, first_us: int) -> int:
        """How many slots from ``first_us`` on lie within the horizon."""
        ahead_us = self._now_us() + int(HORIZON * 1e6) - first_us
        return ahead_us // self.interval_us + 1 if ahead_us >= 0 else 0

    def grant(self, first_us: int, count: int) -> int:
        """Keep the reserved slots; returns the row's new theoretical arrival time. What was owed is paid with them."""
        next_us = first_us + count * self.interval_us
        # Both clocks are read in the same instant: a slot is so far ahead on either.
        first = self._steady() + first_us / 1e6 - self._wall()
        if count:
            self._charged_until = 0.0
            self._granted_until = first + count * self.interval_us / 1e6
        self._slots.extend(first + number * self.interval_us / 1e6 for number in range(count))
        return next_us

    def _now_us(self) -> int:
        return int(self._wall() * 1e6)
