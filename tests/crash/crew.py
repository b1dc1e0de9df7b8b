"""Three bots in processes of their own on one database, behind what hands each of them an update in turn."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Select, func, select

from bench.balancer import Balancer, free_ports
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


@pytest.fixture
async def crew(postgres: Postgres) -> AsyncIterator[Crew]:
    """Three replicas that are ready; those still alive are killed at the end."""
    postgres.reset(season=True)
    door, *ports = free_ports(4)
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
