"""The pace within one chat: one message in flight, a second between two, twenty a minute in a group.

This is what one process knows by itself; ``paces`` is what replicas share.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from typing import NamedTuple

PRIVATE_PAUSE = 1.0
GROUP_MESSAGES, GROUP_WINDOW = 20, 60.0
_IN_FLIGHT_PAUSE = 0.05


class News(NamedTuple):
    """What other replicas are to hear of: chat → when something came into it that nobody had booked; chat → until when
    it rests."""

    arrivals: dict[int, list[float]]
    rests: dict[int, float]


NO_NEWS = News({}, {})


class Chats:
    """Remembers only chats of the last second (groups: of the last minute) and those that rest. Times are those of
    ``clock``, a steady one.

    With ``shares`` it also keeps, for as long, what other replicas are to hear of.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        private_pause: float = PRIVATE_PAUSE,
        group_window: float = GROUP_WINDOW,
        shares: bool = False,
    ) -> None:
        self._clock = clock
        self.private_pause = private_pause
        self.group_window = group_window
        self._shares = shares
        self._flying: set[int] = set()
        self._last: dict[int, float] = {}  # private chat → its last message; in the order of time
        self._groups: dict[int, deque[float]] = {}
        self._rests: dict[int, float] = {}
        self._untold: set[int] = set()  # private chats whose last message nobody had booked
        self._untold_groups: defaultdict[int, deque[float]] = defaultdict(lambda: deque(maxlen=GROUP_MESSAGES))
        self._untold_rests: dict[int, float] = {}

    def __len__(self) -> int:
        """How many chats are remembered."""
        return len(self._flying | self._last.keys() | self._groups.keys() | self._rests.keys())

    def ready_at(self, chat_id: int) -> float:
        """When the chat may get its next message; a moment not after now when it may have it at once."""
        rests_until = self._rests.get(chat_id, 0.0)
        if chat_id in self._flying:
            return max(rests_until, self._clock() + _IN_FLIGHT_PAUSE)
        if chat_id > 0:
            last = self._last.get(chat_id)
            return last + self.private_pause if last is not None else 0.0
        times = self._groups.get(chat_id)
        if times is None:
            return rests_until
        window_ends = times[0] + self.group_window if len(times) == GROUP_MESSAGES else 0.0
        return max(rests_until, window_ends, times[-1] + self.private_pause)

    def depart(self, chat_id: int) -> None:
        """A message to the chat is on its way."""
        self._flying.add(chat_id)

    def arrive(self, chat_id: int, count: int = 1) -> None:
        """It has been answered for. The pause counts from here: when Telegram took it in is not known more exactly.

        An album counts as so many messages.
        """
        self._flying.discard(chat_id)
        self._count(chat_id, count, unbooked=count - 1)

    def slip_in(self, chat_id: int, count: int = 1) -> None:
        """Something came into the chat that waited for nobody: an answer."""
        self._count(chat_id, count, unbooked=count)

    def _count(self, chat_id: int, count: int, *, unbooked: int) -> None:
        now = self._clock()
        if chat_id > 0:
            self._last.pop(chat_id, None)
            self._last[chat_id] = now
            if self._shares and unbooked:
                self._untold.add(chat_id)
        else:
            self._groups.setdefault(chat_id, deque(maxlen=GROUP_MESSAGES)).extend([now] * count)
            if self._shares and unbooked:
                self._untold_groups[chat_id].extend([now] * unbooked)
        self._forget(now)

    def rest(self, chat_id: int, seconds: float) -> None:
        """Telegram asked for silence in this group."""
        until = self._clock() + seconds
        if until > self._rests.get(chat_id, 0.0):
            self._rests[chat_id] = until
            if self._shares:
                self._untold_rests[chat_id] = until

    def rests_for(self, chat_id: int) -> float:
        """Seconds of silence that Telegram still wants in this chat."""
        return max(0.0, self._rests.get(chat_id, 0.0) - self._clock())

    async def wait(self, chat_id: int) -> None:
        """Return when no such silence is in force."""
        while (seconds := self.rests_for(chat_id)) > 0:  # noqa: ASYNC110 - a time to be slept, whose end may move
            await asyncio.sleep(seconds)

    @property
    def has_urgent_news(self) -> bool:
        """Whether the others ought to hear something before the next claim. Of a person's chat it is old in a second."""
        return bool(self._untold_groups or self._untold_rests)

    def take_news(self) -> News:
        """What the others are to hear of. Whoever takes it tells them, or gives it back."""
        self._forget(self._clock())
        arrivals = {chat_id: [self._last[chat_id]] for chat_id in self._untold}
        arrivals |= {chat_id: list(times) for chat_id, times in self._untold_groups.items()}
        news = News(arrivals, dict(self._untold_rests))
        for told in (self._untold, self._untold_groups, self._untold_rests):
            told.clear()
        return news

    def give_back(self, news: News) -> None:
        """They could not be told."""
        for chat_id, times in news.arrivals.items():
            if chat_id < 0:
                later = self._untold_groups.pop(chat_id, ())
                self._untold_groups[chat_id].extend([*times, *later])
            elif chat_id in self._last:
                self._untold.add(chat_id)
        for chat_id, until in news.rests.items():
            self._untold_rests[chat_id] = max(until, self._untold_rests.get(chat_id, 0.0))

    def _forget(self, now: float) -> None:
        while self._last:
            oldest = next(iter(self._last))
            if self._last[oldest] + self.private_pause > now:
                break
            del self._last[oldest]
            self._untold.discard(oldest)
        for groups in (self._groups, self._untold_groups):
            for chat_id in [chat_id for chat_id, times in groups.items() if times[-1] + self.group_window <= now]:
                del groups[chat_id]
        for rests in (self._rests, self._untold_rests):
            for chat_id in [chat_id for chat_id, until in rests.items() if until <= now]:
                del rests[chat_id]
