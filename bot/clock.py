"""The one place that reads the wall clock."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """The program's time: the machine's clock plus a shift, so that deadlines, reminders and quiet hours move together.

    ``shift`` is asked at every reading; live bots have none, the demo follows the sandbox's time machine.
    """

    def __init__(self, shift: Callable[[], timedelta] | None = None) -> None:
        self._shift = shift

    def now(self) -> datetime:
        """The current moment, aware, in UTC."""
        moment = datetime.now(UTC)
        return moment + self._shift() if self._shift is not None else moment

    def wall(self) -> float:
        """Seconds since 1970 by the machine's clock, never shifted: rates and leases run in real time."""
        return time.time()
