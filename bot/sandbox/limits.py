"""Telegram's flood limits as GCRA buckets on the real monotonic clock; each can be changed or switched off.

Sources: the Bots FAQ (about 30 messages a second overall, one a second in a chat with short bursts allowed,
20 a minute in a group). Moving the sandbox's clock does not move them.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from .errors import ApiError
from .model import Chat, Json

_SLACK = 1e-9


@dataclass(slots=True)
class Bucket:
    """A rate with a burst: `burst` messages at once, then one each `1 / per_second` seconds. A rate of None is off."""

    per_second: float | None
    burst: int

    def wait(self, empty_at: float, now: float, cost: int) -> float:
        """Seconds until `cost` more fit, 0 when they fit now. `empty_at` is when the bucket would be empty again."""
        if not self.per_second:
            return 0.0
        ahead = max(empty_at, now) + cost / self.per_second - now
        return max(0.0, ahead - max(self.burst, cost) / self.per_second - _SLACK)

    def filled(self, empty_at: float, now: float, cost: int) -> float:
        """The new `empty_at` after taking `cost`."""
        return max(empty_at, now) + cost / self.per_second if self.per_second else empty_at


class Limits:
    """The three limits. A chat keeps its own bucket's state in `flood_at`."""

    def __init__(self) -> None:
        self.overall = Bucket(30.0, 30)
        self.chat = Bucket(1.0, 20)
        self.group = Bucket(20 / 60, 20)
        self.floods = 0
        self._overall_at = 0.0

    def charge(self, chat: Chat, cost: int = 1, *, overall: bool = True) -> None:
        """Take room for `cost` messages to the chat, or raise Telegram's 429 with retry_after (whole seconds)."""
        bucket = self.chat if chat.person is not None else self.group
        now = time.monotonic()
        wait = bucket.wait(chat.flood_at, now, cost)
        if overall:
            wait = max(wait, self.overall.wait(self._overall_at, now, cost))
        if wait > 0:
            self.floods += 1
            raise too_many_requests(math.ceil(wait))
        chat.flood_at = bucket.filled(chat.flood_at, now, cost)
        if overall:
            self._overall_at = self.overall.filled(self._overall_at, now, cost)

    def describe(self) -> Json:
        """The limits in force; None is off."""
        group = self.group.per_second
        return {
            "overall_per_second": self.overall.per_second,
            "overall_burst": self.overall.burst,
            "per_chat_per_second": self.chat.per_second,
            "per_chat_burst": self.chat.burst,
            "per_group_per_minute": round(group * 60, 6) if group else None,
            "per_group_burst": self.group.burst,
        }

    def change(self, wanted: Json) -> None:
        """Change the limits named in `wanted` (as `describe` names them). A new rate brings its usual burst along."""
        for prefix, name, scale in (
            ("overall", "overall_per_second", 1.0),
            ("chat", "per_chat_per_second", 1.0),
            ("group", "per_group_per_minute", 60.0),
        ):
            bucket: Bucket = getattr(self, prefix)
            if name in wanted:
                rate = wanted[name]
                bucket.per_second = float(rate) / scale if rate else None
                if rate and prefix != "chat":
                    bucket.burst = max(1, int(rate))
            burst = wanted.get("overall_burst" if prefix == "overall" else f"per_{prefix}_burst")
            if burst is not None:
                bucket.burst = max(1, int(burst))


def too_many_requests(retry_after: int) -> ApiError:
    """429 as Telegram words it."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
