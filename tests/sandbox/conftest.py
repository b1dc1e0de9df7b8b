"""A sandbox server, a client of its person's side, and a bare caller of its Bot API."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from bot.sandbox import RunningServer, Sandbox, SandboxClient, serve

Json = dict[str, Any]
TOKEN = "42:sandbox"


class Api:
    """Raw calls of the Bot API."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.base = f"{url}/bot{TOKEN}"

    async def __call__(self, method: str, **params: Any) -> Json:
        async with self.session.post(f"{self.base}/{method}", json=params) as response:
            answer: Json = await response.json()
            assert response.status == (200 if answer["ok"] else answer["error_code"])
            return answer

    async def ok(self, method: str, **params: Any) -> Any:
        answer = await self(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def error(self, method: str, **params: Any) -> tuple[int, str]:
        answer = await self(method, **params)
        assert not answer["ok"], answer
        return answer["error_code"], answer["description"]

    async def updates(self, **params: Any) -> list[Json]:
        """Unconfirmed updates, confirmed at once."""
        found: list[Json] = await self.ok("getUpdates", **params)
        if found:
            await self.ok("getUpdates", offset=found[-1]["update_id"] + 1)
        return found


Answer = Callable[[Api, Json], Awaitable[object]]


@contextlib.asynccontextmanager
async def running_bot(api: Api, answer: Answer) -> AsyncIterator[None]:
    """A bot that polls and gives every update to `answer`; it confirms first and answers afterwards."""

    async def run() -> None:
        offset = 0
        while True:
            for update in await api.ok("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                await api.ok("getUpdates", offset=offset)
                await answer(api, update)

    task = asyncio.create_task(run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def server() -> AsyncIterator[RunningServer]:
    running = await serve(Sandbox())
    yield running
    await running.stop()


@pytest.fixture
def sandbox(server: RunningServer) -> Sandbox:
    return server.sandbox


@pytest.fixture
async def client(server: RunningServer) -> AsyncIterator[SandboxClient]:
    async with SandboxClient(server.url) as opened:
        yield opened


@pytest.fixture
async def api(server: RunningServer) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:
        yield Api(session, server.url)
