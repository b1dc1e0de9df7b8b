"""A bot in a process of its own, that can be killed at any instant and started again."""

import asyncio
import contextlib
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.db.engine import Database
from bot.sandbox import RunningServer, Sandbox, SandboxClient, serve

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2019, 8, 20, 1, 0, tzinfo=UTC)
OFFICE = 900
TOKEN = "42:test"


@dataclass
class Victim:
    """The bot's process: ``start`` it, ``kill`` it with SIGKILL, or let ``harass`` do both at random moments."""

    zygote: asyncio.subprocess.Process
    sandbox: Sandbox
    client: SandboxClient
    database: Database
    kills: int = 0
    pid: int = 0
    _enough: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    _harassing: asyncio.Task[None] | None = field(default=None, repr=False)

    async def start(self) -> None:
        """Start a process; its clock follows the sandbox's as it stands now."""
        assert self.zygote.stdin is not None
        assert self.zygote.stdout is not None
        shift = round(self.sandbox.offset.total_seconds())
        self.zygote.stdin.write(f"start {shift} 0\n".encode())
        self.pid = int(await self.zygote.stdout.readline())

    def kill(self) -> None:
        """SIGKILL: no handler runs, nothing is flushed."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.kills += 1

    async def restart(self) -> None:
        """Kill and start again, with the clock as the sandbox has it now."""
        self.kill()
        await self.start()

    @property
    def calls(self) -> int:
        """Calls of the Bot API that the processes have made so far."""
        return sum(self.sandbox.world.stats.values())

    async def worked(self, calls: int) -> None:
        """Wait until so many more calls have been made."""
        until = self.calls + calls
        async with asyncio.timeout(60):
            while True:
                if self.calls >= until:
                    return
                await asyncio.sleep(0.01)

    def harass(self, seed: int, *, calls: tuple[int, int]) -> None:
        """Kill after a random number of calls and start again, until ``spare``.

        Counted in work done, not in seconds: a slow machine still gets somewhere, a fast one is still killed.
        """
        chance = random.Random(seed)

        async def run() -> None:
            while True:
                until = self.calls + chance.randint(*calls)
                while self.calls < until:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._enough.wait(), 0.01)
                        return
                await asyncio.sleep(chance.uniform(0, 0.05))
                await self.restart()

        self._harassing = asyncio.create_task(run())

    async def spare(self) -> None:
        """No more killing; the last process lives."""
        self._enough.set()
        if self._harassing is not None:
            await self._harassing


@pytest.fixture
async def victim(database_url: str) -> AsyncIterator[Victim]:
    """A bot in its own process on the sandbox of this one, once per engine."""
    async with _started(database_url) as victim:
        yield victim


@pytest.fixture
async def victim_on_sqlite(sqlite_database_url: str) -> AsyncIterator[Victim]:
    """The same on SQLite, where a restart inherits at once: on PostgreSQL each kill may cost the 30 s of a lease."""
    async with _started(sqlite_database_url) as victim:
        yield victim


@asynccontextmanager
async def _started(database_url: str) -> AsyncIterator[Victim]:
    async with sandbox_in_2019() as server, zygote(server.url, database_url) as process:
        database = Database(database_url)
        async with SandboxClient(server.url, settle_timeout=60) as client:
            await client.no_limits()
            victim = Victim(process, server.sandbox, client, database)
            await victim.start()
            yield victim
            await victim.spare()
        victim.kill()
        await database.dispose()


@asynccontextmanager
async def sandbox_in_2019() -> AsyncIterator[RunningServer]:
    """A sandbox whose clock stands at ``START``."""
    sandbox = Sandbox(token=TOKEN)
    sandbox.world.clock.shift((START - datetime.now(UTC)).total_seconds())
    server = await serve(sandbox)
    yield server
    await server.stop()


@asynccontextmanager
async def zygote(api_url: str, database_url: str, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """What bots are forked from; it ends those that are left."""
    environment = {
        "PATH": os.environ["PATH"],
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": api_url,
        "DATABASE_URL": database_url,
        "OFFICE_IDS": str(OFFICE),
        "SEND_RATE": "10000",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.crash.zygote",
        cwd=ROOT,
        env=environment | settings,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    await process.stdout.readline()
    yield process
    process.stdin.close()
    await process.wait()
