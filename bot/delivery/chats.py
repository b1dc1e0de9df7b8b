"""The pace within one chat: one message in flight, a second between two private ones, twenty a minute in a group."""

from collections import deque
from collections.abc import Callable

PRIVATE_PAUSE = 1.0
GROUP_MESSAGES, GROUP_WINDOW = 20, 60.0
_IN_FLIGHT_PAUSE = 0.05


class Chats:
    """Remembers only chats of the last second (groups: the last minute). Times are those of ``clock`` (monotonic)."""

    def __init__(self, clock: Callable[[], float], *, private_pause: float = PRIVATE_PAUSE) -> None:
        self._clock = clock
        self.private_pause = private_pause
        self._flying: set[int] = set()
        self._last: dict[int, float] = {}  # private chat → its last message; in the order of time
        self._groups: dict[int, deque[float]] = {}

    def __len__(self) -> int:
        """How many chats are remembered."""
        return len(self._flying | self._last.keys() | self._groups.keys())

    def ready_at(self, chat_id: int) -> float:
        """When the chat may get its next message; a moment not after now when it may have it at once."""
        if chat_id in self._flying:
            return self._clock() + _IN_FLIGHT_PAUSE
        if chat_id > 0:
            last = self._last.get(chat_id)
            return last + self.private_pause if last is not None else 0.0
        times = self._groups.get(chat_id)
        return times[0] + GROUP_WINDOW if times is not None and len(times) == GROUP_MESSAGES else 0.0

    def depart(self, chat_id: int) -> None:
        """A message to the chat is on its way."""
        self._flying.add(chat_id)

    def arrive(self, chat_id: int) -> None:
        """It has been answered for. The pause counts from here: when Telegram took it in is not known more exactly."""
        now = self._clock()
        self._flying.discard(chat_id)
        if chat_id > 0:
            self._last.pop(chat_id, None)
            self._last[chat_id] = now
        else:
            self._groups.setdefault(chat_id, deque(maxlen=GROUP_MESSAGES)).append(now)
        self._forget(now)

    def _forget(self, now: float) -> None:
        while self._last:
            oldest = next(iter(self._last))
            if self._last[oldest] + self.private_pause > now:
                break
            del self._last[oldest]
        for chat_id in [chat_id for chat_id, times in self._groups.items() if times[-1] + GROUP_WINDOW <= now]:
            del self._groups[chat_id]
