"""Three bots in processes of their own on one database, behind what hands each of them an update in turn."""

import asyncio
import contextlib
import itertools
import os
import signal
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import Select, func, select

from bot.db.engine import Database
from bot.db.models import IncomingUpdate, OutboxMessage
from bot.domain.enums import OutboxStatus
from bot.sandbox import Phone, Sandbox, SandboxClient
from tests.crash.conftest import sandbox_in_2019, zygote
from tests.engines import Postgres

LEASE = 4.0
RATE = 150
_SECRET = "s3cret"
_PATIENCE = 60.0


class Balancer:
    """What stands between Telegram and the replicas: each update goes to the next one that answers."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = itertools.cycle(ports)
        self._attempts = len(ports)
        self._session = aiohttp.ClientSession()

    async def pass_on(self, request: web.Request) -> web.Response:
        """Give the request to a replica."""
        body = await request.read()
        for port in itertools.islice(self._ports, self._attempts):
            url = f"http://127.0.0.1:{port}{request.path}"
            with contextlib.suppress(aiohttp.ClientError):
                async with self._session.post(url, data=body, headers=request.headers) as answer:
                    return web.Response(status=answer.status)
        return web.Response(status=502)

    @asynccontextmanager
    async def listening(self, port: int) -> AsyncIterator[None]:
        """Telegram may call."""
        app = web.Application()
        app.router.add_post("/{path:.*}", self.pass_on)
        runner = web.AppRunner(app, shutdown_timeout=1.0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield
        await runner.cleanup()
        await self._session.close()


@dataclass
class Crew:
    """The replicas, by their process ids."""

    sandbox: Sandbox
    client: SandboxClient
    database: Database
    pids: list[int]

    def kill(self) -> int:
        """SIGKILL for one of them; its process id."""
        os.kill(self.pids[0], signal.SIGKILL)
        return self.pids[0]

    def heard(self, phone: Phone) -> list[str]:
        """What the bot has written to somebody, oldest first."""
        messages = self.sandbox.world.chats[phone.id].messages.values()
        return [message.text or "" for message in messages if message.sender is None]

    async def until_answered(self, number: int) -> None:
        """So many updates have come in, and all of them are answered."""
        done = select(func.count()).select_from(IncomingUpdate).where(IncomingUpdate.status == "done")
        await self._until(done, number)

    async def until_sent(self, number: int) -> None:
        """So many messages of the outbox have left."""
        sent = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.status == OutboxStatus.SENT)
        await self._until(sent, number)

    async def _until(self, count: Select[Any], number: int) -> None:
        async with asyncio.timeout(_PATIENCE):
            while True:
                async with self.database.reading() as session:
                    if (await session.scalar(count) or 0) >= number:
                        return
                await asyncio.sleep(0.05)


def _free_ports(number: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@pytest.fixture
async def crew(postgres: Postgres) -> AsyncIterator[Crew]:
    """Three replicas that are ready; those still alive are killed at the end."""
    postgres.reset(season=True)
    door, *ports = _free_ports(4)
    settings = {
        "WEBHOOK_URL": f"http://127.0.0.1:{door}",
        "WEBHOOK_SECRET": _SECRET,
        "LEASE_SECONDS": str(LEASE),
        "SEND_RATE": str(RATE),
    }
    database = Database(postgres.url)
    async with (
        sandbox_in_2019() as server,
        Balancer(ports).listening(door),
        zygote(server.url, postgres.url, **settings) as process,
        SandboxClient(server.url) as client,
    ):
        await client.no_limits()
        assert process.stdin is not None
        assert process.stdout is not None
        shift = round(server.sandbox.offset.total_seconds())
        pids = []
        for port in ports:
            process.stdin.write(f"start {shift} {port}\n".encode())
            pids.append(int(await process.stdout.readline()))
        async with asyncio.timeout(_PATIENCE):
            while sum(call.method == "setWebhook" for call in server.sandbox.world.calls) < len(ports):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        yield Crew(server.sandbox, client, database, pids)
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    await database.dispose()
