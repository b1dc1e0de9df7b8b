"""Clocks of a machine whose time somebody sets."""

from collections.abc import Callable
from datetime import timedelta

from bot.clock import Clock


class SetBackClock(Clock):
    """The machine's clock, which somebody may set back; the steady one goes on."""

    def __init__(self, shift: Callable[[], timedelta] | None = None) -> None:
        super().__init__(shift)
        self._back = 0.0

    def set_back(self, seconds: float) -> None:
        """Somebody sets the clock."""
        self._back += seconds

    def wall(self) -> float:
        return super().wall() - self._back


class HandClock(SetBackClock):
    """The same, standing still but for ``advance``."""

    def __init__(self) -> None:
        super().__init__()
        self._steady = 1_000_000.0

    def advance(self, seconds: float) -> None:
        """Time goes by."""
        self._steady += seconds

    def wall(self) -> float:
        return 1_500_000_000.0 + self._steady - self._back

    def steady(self) -> float:
        return self._steady
