"""The sandbox's clock: the real time plus an offset that only the time machine changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Real time plus `offset`. `on_shift` holds functions to call after every shift."""

    def __init__(self) -> None:
        self._offset = 0.0
        self.on_shift: list[Callable[[], None]] = []
        self.marks: list[tuple[str, datetime]] = []

    @property
    def offset(self) -> timedelta:
        """How far this clock is ahead of the real one."""
        return timedelta(seconds=self._offset)

    def seconds(self) -> float:
        """Seconds since the epoch by this clock."""
        return time.time() + self._offset

    def now(self) -> datetime:
        """This clock's time, aware, UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def shift(self, seconds: float) -> None:
        """Move by so many seconds and tell everybody who asked."""
        self._offset += seconds
        self._tell()

    def reset(self) -> None:
        """Back to the real time."""
        self._offset = 0.0
        self._tell()

    def _tell(self) -> None:
        for tell in self.on_shift:
            tell()


def iso(seconds: float) -> str:
    """Seconds since the epoch as ISO-8601 UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
