"""Delivery of updates to the bot's own address, as Telegram does it: in order within a chat, until it is accepted.

Only addresses of this machine are called.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Final

import aiohttp

from .model import Json
from .quiet import QuietWatch
from .updates import Update

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name, not a secret
MAX_PAUSE: Final = 60.0
READ_TIMEOUT: Final = 60.0

Call = Callable[[aiohttp.ClientResponse], Awaitable[None]]


class Webhook:
    """A webhook in force. `first_pause` seconds follow the first failure and double with each further one."""

    def __init__(
        self,
        url: str,
        *,
        secret: str,
        max_connections: int,
        first_pause: float,
        quiet: QuietWatch,
        clock: Callable[[], float],
        on_answer: Call,
    ) -> None:
        self.url = url
        self.secret = secret
        self.max_connections = max_connections
        self.last_error: tuple[int, str] | None = None
        self.waiting = 0
        self._first_pause = first_pause
        self._quiet = quiet
        self._clock = clock
        self._on_answer = on_answer
        self._lanes: dict[int, deque[Update]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(max_connections)
        self._session: aiohttp.ClientSession | None = None

    def push(self, update: Update) -> None:
        """Queue an update for delivery after those of the same chat."""
        self.waiting += 1
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._run(update.lane))
        self._tasks[update.lane] = task

    async def close(self) -> list[Update]:
        """Stop delivering; the updates not accepted so far."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        if self._session is not None:
            await self._session.close()
        left = [update for lane in self._lanes.values() for update in lane]
        self._lanes.clear()
        self.waiting = 0
        return left

    async def _run(self, key: int) -> None:
        lane = self._lanes[key]
        pause = self._first_pause
        while lane:
            async with self._room:
                error = await self._deliver(lane[0])
            if error is None:
                lane.popleft()
                self.waiting -= 1
                self._quiet.touch()
                pause = self._first_pause
                continue
            self.last_error = (int(self._clock()), error)
            await asyncio.sleep(pause)
            pause = min(pause * 2, MAX_PAUSE)
        del self._lanes[key]
        del self._tasks[key]

    async def _deliver(self, update: Update) -> str | None:
        """Send it; None when the bot accepted it, else what Telegram would report as the last error."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=READ_TIMEOUT))
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SECRET_HEADER] = self.secret
        body = json.dumps(update.body, ensure_ascii=False).encode()
        try:
            async with self._session.post(self.url, data=body, headers=headers, allow_redirects=False) as response:
                if not 200 <= response.status < 300:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
                await self._on_answer(response)
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except aiohttp.ClientError as error:
            return f"Connection failed: {type(error).__name__}"
        return None

    def describe(self) -> dict[str, Any]:
        """The part of WebhookInfo that is about delivery."""
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": self.waiting,
            "max_connections": self.max_connections,
            "ip_address": "127.0.0.1",
        }
        if self.last_error is not None:
            info["last_error_date"], info["last_error_message"] = self.last_error
        return info
