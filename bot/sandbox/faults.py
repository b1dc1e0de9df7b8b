"""Faults on demand: what goes wrong with the next calls that match."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

from .errors import PersonError
from .model import Json

KINDS: Final = ("429", "500", "timeout", "timeout_after", "reset_before", "reset_after", "gateway")


@dataclass(slots=True)
class Fault:
    """`times` calls of `method` (None: any but getUpdates) to `chat_id` (None: any) fail in the way of `kind`.

    429 and 500 answer so without doing anything. timeout holds the answer back for `seconds` and does nothing,
    timeout_after does the work first. reset_before cuts the connection undone, reset_after when it is done. gateway
    is a page of HTML, as a proxy in front of Telegram answers; nothing is done.
    """

    id: int
    kind: str
    method: str | None
    chat_id: str | None
    times: int
    retry_after: int
    seconds: float


class Faults:
    """The faults in force, the oldest matching one first."""

    def __init__(self) -> None:
        self.active: list[Fault] = []
        self._ids = itertools.count(1)

    def add(self, raw: Json) -> int:
        """Arm a fault; its id."""
        kind = str(raw.get("kind"))
        if kind not in KINDS:
            raise PersonError(f"kind must be one of {', '.join(KINDS)}")
        times = int(raw.get("times", 1))
        if times < 1:
            raise PersonError("times must be at least 1")
        method = raw.get("method")
        chat_id = raw.get("chat_id")
        fault = Fault(
            next(self._ids),
            kind,
            str(method).lower() if method else None,
            str(chat_id) if chat_id is not None else None,
            times,
            int(raw.get("retry_after", 1)),
            float(raw.get("seconds", 30)),
        )
        self.active.append(fault)
        return fault.id

    def clear(self) -> None:
        """Disarm all."""
        self.active.clear()

    def take(self, method: str, chat_id: object) -> Fault | None:
        """The fault this call meets, used up by one. `method` in lower case."""
        for fault in self.active:
            if fault.method != method and (fault.method is not None or method == "getupdates"):
                continue
            if fault.chat_id is not None and fault.chat_id != str(chat_id):
                continue
            fault.times -= 1
            if fault.times <= 0:
                self.active.remove(fault)
            return fault
        return None
