"""Messages this process has claimed and not sent yet: the most urgent first, as soon as their chat is ready."""

import heapq
from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime

from bot.db.queries.outbox import Due
from bot.delivery.chats import Chats
from bot.delivery.paces import PATIENCE

_Entry = tuple[int, datetime, int, Due]


class Queue:
    """``postpone`` is told of messages whose chat is busy for longer than a claim lasts, and for how many seconds."""

    def __init__(self, chats: Chats, clock: Callable[[], float], postpone: Callable[[Due, float], None]) -> None:
        self._chats = chats
        self._clock = clock
        self._postpone = postpone
        self._ready: list[_Entry] = []
        self._parked: list[tuple[float, _Entry]] = []
        self._parked_in: Counter[int] = Counter()

    def __len__(self) -> int:
        """Claimed messages in memory."""
        return len(self._ready) + len(self._parked)

    @property
    def backlog(self) -> int:
        """Those that need a slot now."""
        return len(self._ready)

    def add(self, due: Due) -> None:
        """Put a claimed message in its place."""
        heapq.heappush(self._ready, (due.priority, due.not_before, due.id, due))

    def pop(self) -> Due | None:
        """The next message whose chat is ready."""
        while self._ready:
            entry = heapq.heappop(self._ready)
            due = entry[-1]
            ready_at, now = max(due.moment, self._chats.ready_at(due.chat_id)), self._clock()
            if ready_at <= now:
                return due
            # Those with a moment of their own stand behind each other already.
            wait = ready_at - now + (0.0 if due.moment else self._parked_in[due.chat_id] * self._chats.private_pause)
            if wait > PATIENCE:
                self._postpone(due, wait)
                continue
            heapq.heappush(self._parked, (ready_at, entry))
            self._parked_in[due.chat_id] += 1
        return None

    def unpark(self) -> None:
        """Put messages whose chat may be ready back in line."""
        now = self._clock()
        while self._parked and self._parked[0][0] <= now:
            entry = heapq.heappop(self._parked)[1]
            self._left_parking(entry[-1].chat_id)
            heapq.heappush(self._ready, entry)

    def _left_parking(self, chat_id: int) -> None:
        self._parked_in[chat_id] -= 1
        if not self._parked_in[chat_id]:
            del self._parked_in[chat_id]

    def unparks_in(self) -> float:
        """Seconds until a parked message may be ready; a minute when none is parked."""
        return max(0.0, self._parked[0][0] - self._clock()) if self._parked else 60.0

    def held(self) -> list[Due]:
        """Everything in it, in no order."""
        return [entry[-1] for entry in self._ready] + [entry[-1] for _, entry in self._parked]

    def remove(self, ids: Collection[int]) -> None:
        """Take these out."""
        left = [due for due in self.clear() if due.id not in ids]
        for due in left:
            self.add(due)

    def clear(self) -> list[Due]:
        """Take everything out."""
        left = self.held()
        self._ready.clear()
        self._parked.clear()
        self._parked_in.clear()
        return left
