"""Updates on their way to the bot: one queue, read by getUpdates or emptied by the webhook."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .errors import ApiError
from .model import Json
from .quiet import QuietWatch

if TYPE_CHECKING:
    from .webhook import Webhook

FIRST_UPDATE: Final = 100_000_001
#: Kinds Telegram sends only to bots that ask for them by name.
ON_REQUEST: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

_TERMINATED = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(slots=True, eq=False)
class Update:
    """One update. `lane` is the chat (or person) within which the order of delivery is kept."""

    id: int
    lane: int
    body: Json


class UpdateQueue:
    """The updates not yet confirmed by the bot. `kinds` is what it asked for, None the default set."""

    def __init__(self, quiet: QuietWatch) -> None:
        self.kinds: frozenset[str] | None = None
        self.webhook: Webhook | None = None
        self._next_id = FIRST_UPDATE
        self._items: deque[Update] = deque()
        self._poller: asyncio.Future[None] | None = None
        self._quiet = quiet
        self._polled = False
        self._closed = False
        quiet.unconfirmed = self.waiting

    def number_after(self, last: int) -> None:
        """Give numbers above ``last`` only."""
        self._next_id = max(self._next_id, last + 1)

    def waiting(self) -> int:
        """How many updates are unconfirmed."""
        return len(self._items) + (self.webhook.waiting if self.webhook is not None else 0)

    @property
    def mode(self) -> str:
        """How the bot gets its updates: webhook, polling, or none so far."""
        return "webhook" if self.webhook is not None else "polling" if self._polled else "none"

    def add(self, kind: str, payload: Json, lane: int) -> None:
        """Queue an update, unless the bot does not want its kind."""
        wanted = kind in self.kinds if self.kinds else kind not in ON_REQUEST
        if not wanted:
            return
        update = Update(self._next_id, lane, {"update_id": self._next_id, kind: payload})
        self._next_id += 1
        self._quiet.touch()
        if self.webhook is not None:
            self.webhook.push(update)
            return
        self._items.append(update)
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def drop_all(self) -> None:
        """Forget what is waiting."""
        self._items.clear()
        self._quiet.touch()

    def take_all(self) -> list[Update]:
        """Remove and return what is waiting (a webhook takes over)."""
        items = list(self._items)
        self._items.clear()
        return items

    def give_back(self, updates: list[Update]) -> None:
        """Put undelivered updates back (the webhook is gone), in their old order."""
        self._items = deque(sorted([*self._items, *updates], key=lambda update: update.id))

    def close(self) -> None:
        """End the long poll under way."""
        self._closed = True
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """getUpdates: confirm what is below `offset` (negative: keep only the last ones), then wait for news."""
        if self.webhook is not None:
            raise ApiError(409, _WEBHOOK_ACTIVE)
        self._polled = True
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(ApiError(409, _TERMINATED))
        self._poller = None
        self._confirm(offset)
        if not self._items and timeout > 0 and not self._closed:
            await self._news(timeout)
        if self._items:
            self._quiet.touch()
        return [update.body for update in itertools.islice(self._items, limit)]

    def _confirm(self, offset: int) -> None:
        items = self._items
        before = len(items)
        if offset < 0:
            while len(items) > -offset:
                items.popleft()
        else:
            while items and items[0].id < offset:
                items.popleft()
        if len(items) != before:
            self._quiet.touch()

    async def _news(self, timeout: float) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poller = mine
        try:
            await asyncio.wait_for(mine, timeout)
        except TimeoutError:
            pass
        finally:
            if self._poller is mine:
                self._poller = None
