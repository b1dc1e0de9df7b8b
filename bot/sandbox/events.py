"""What changed, told live: a bounded ring of events for the page (Server-Sent Events) and wake-ups for waiting people."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import Any, Final

from .model import Json, Person

RING: Final = 4096


class EventHub:
    """Publishes events. Publishing is cheap when nobody listens: one append and a counter per person."""

    def __init__(self) -> None:
        self.last_seq = 0
        self._ring: deque[tuple[int, Json]] = deque(maxlen=RING)
        self._listeners: set[asyncio.Event] = set()
        self._waiting: dict[int, list[asyncio.Future[None]]] = {}

    def publish(self, kind: str, people: Iterable[Person] = (), **fields: Any) -> None:
        """Tell of a change. `people` are those whose screens it touches."""
        ids = []
        for person in people:
            person.version += 1
            ids.append(person.id)
            if self._waiting and person.id in self._waiting:
                for future in self._waiting.pop(person.id):
                    if not future.done():
                        future.set_result(None)
        self.last_seq += 1
        self._ring.append((self.last_seq, {"type": kind, "for": ids, **fields}))
        for listener in self._listeners:
            listener.set()

    def listen(self) -> asyncio.Event:
        """An event object that is set at each publication, until `unlisten`."""
        listener = asyncio.Event()
        self._listeners.add(listener)
        return listener

    def unlisten(self, listener: asyncio.Event) -> None:
        """Stop what `listen` began."""
        self._listeners.discard(listener)

    def wake_all(self) -> None:
        """Wake every listener and waiter (at the end)."""
        for listener in self._listeners:
            listener.set()
        for futures in self._waiting.values():
            for future in futures:
                if not future.done():
                    future.set_result(None)
        self._waiting.clear()

    def since(self, seq: int) -> list[tuple[int, Json]] | None:
        """Events after `seq`, oldest first; None when some of them are no longer kept."""
        if seq >= self.last_seq:
            return []
        if self._ring and self._ring[0][0] > seq + 1:
            return None
        missing = self.last_seq - seq
        return [self._ring[i] for i in range(len(self._ring) - missing, len(self._ring))]

    async def changed(self, person: Person, timeout: float) -> None:
        """Return when something on this person's screens changes, or after `timeout` seconds."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(person.id, []).append(future)
        try:
            await asyncio.wait_for(future, timeout)
        except TimeoutError:
            rest = [f for f in self._waiting.get(person.id, ()) if f is not future]
            if rest:
                self._waiting[person.id] = rest
            else:
                self._waiting.pop(person.id, None)
