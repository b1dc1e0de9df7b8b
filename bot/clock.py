"""The one place that reads the clocks, and that knows what to think of a stored moment after one was set back."""

import time
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeVar

SKEW = timedelta(seconds=5)
"""How far apart the clocks of two replicas may be. What lies further ahead than anything we store was written before the
clock was set back."""

_STEP = 1.0
"""Seconds by which a clock must go back between two looks to have been set: time servers move it by less."""

Key = TypeVar("Key", bound=Hashable)


class Clock:
    """The program's time: the machine's clock plus a shift, so that deadlines, reminders and quiet hours move together.

    ``shift`` is asked at every reading; live bots have none, the demo follows the sandbox's time machine.
    """

    def __init__(self, shift: Callable[[], timedelta] | None = None) -> None:
        self._shift = shift

    def now(self) -> datetime:
        """The current moment, aware, in UTC."""
        moment = datetime.fromtimestamp(self.wall(), UTC)
        return moment + self._shift() if self._shift is not None else moment

    def wall(self) -> float:
        """Seconds since 1970 by the machine's clock, never shifted: rates and leases run in real time."""
        return time.time()

    def steady(self) -> float:
        """Seconds since some moment, by a clock that nobody can set: for what only this process remembers."""
        return time.monotonic()


def latest(wall: datetime, length: timedelta) -> datetime:
    """The latest end that something of this length can have, whichever replica has begun it by now."""
    return wall + length + SKEW


class Setback:
    """Notices that the machine's clock was set back."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ahead = self._now_ahead()

    def _now_ahead(self) -> float:
        return self._clock.wall() - self._clock.steady()

    def noticed(self) -> bool:
        """Whether that has happened since the last question."""
        before, self._ahead = self._ahead, self._now_ahead()
        return self._ahead < before - _STEP


class Doubtful:
    """Leases that end later than any can: their holders may be dead, or alive with a clock that is right where ours is not.

    Such a lease is over when it has stood unchanged for ``length`` seconds by this process's own steady clock: then it has
    run out, whoever's clock is right.
    """

    def __init__(self, clock: Clock, length: float) -> None:
        self._clock = clock
        self._length = length
        self._seen: dict[Hashable, tuple[datetime, float]] = {}

    def __len__(self) -> int:
        """How many are watched."""
        return len(self._seen)

    def over(self, found: Mapping[Key, datetime]) -> list[Key]:
        """Those of the ``found`` (name → end as stored) that are over; what is not found any more is forgotten."""
        now = self._clock.steady()
        self._seen = {key: (end, self._since(key, end, now)) for key, end in found.items()}
        return [key for key in found if now - self._seen[key][1] >= self._length]

    def _since(self, key: Hashable, end: datetime, now: float) -> float:
        known, since = self._seen.get(key, (None, now))
        return since if known == end else now
