"""The stage: a whole bot in this process, on the sandbox over HTTP, with a real database and a clock that moves."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.app import App, build
from bot.clock import Clock
from bot.config import Settings
from bot.db.engine import Database
from bot.sandbox import Phone, Sandbox, SandboxClient, serve
from tests.cast import OPEN as START

OFFICE = 900


@dataclass
class Stage:
    """What a conversation test needs: phones through ``client``, committed state through ``database``, the clock."""

    client: SandboxClient
    sandbox: Sandbox
    app: App
    database: Database
    clock: Clock

    @property
    def now(self) -> datetime:
        """The moment on stage."""
        return self.clock.now()

    async def person(self, first_name: str, **options: Any) -> Phone:
        """A new person with a phone who has not written yet."""
        return await self.client.person(first_name, **options)

    async def office(self, first_name: str = "Офис") -> Phone:
        """The administrator named in the settings, already greeted."""
        phone = await self.client.person(first_name, person_id=OFFICE)
        await phone.start()
        return phone

    async def advance(self, *, tick: bool = True, **parts: float) -> None:
        """Move the clock (``days=1, hours=2``), let the jobs look once, wait until everything is sent."""
        await self.client.shift(timedelta(**parts), settle=False)
        if tick:
            await self.tick()

    async def go_to(self, moment: datetime) -> None:
        """Move the clock to a moment, let the jobs look once, wait until everything is sent."""
        await self.client.go_to(moment, settle=False)
        await self.tick()

    async def tick(self) -> None:
        """Every job of the scheduler looks once; then the bot comes to rest."""
        await self.app.ticker.tick()
        self.app.sender.wake()
        await self.client.settle()
        await self.app.team_groups.look()
        await self.client.settle()
        await self.app.cards.look()
        await self.app.agenda_cards.look()
        await self.client.settle()


@pytest.fixture
async def stage(season_database: Database) -> AsyncIterator[Stage]:
    """A running bot with the shipped season, once per engine. Flood limits are off and the send rate is high."""
    sandbox = Sandbox(token="42:test")
    sandbox.world.clock.shift((START - datetime.now(UTC)).total_seconds())
    server = await serve(sandbox)
    settings = Settings(
        _env_file=None,
        bot_token="42:test",
        bot_api_url=server.url,
        database_url=season_database.url.render_as_string(hide_password=False),
        office_ids=(OFFICE,),
        http_port=0,
        send_rate=10_000,
    )
    clock = Clock(lambda: sandbox.offset)
    app = build(settings, clock=clock, database=season_database)
    app.sender.chats.private_pause = 0.0
    await app.start(ticking=False)
    sandbox.busy_hooks.append(lambda: app.busy)
    # The hook knows exactly whether the bot is at rest: no longer calm is needed to be sure of it.
    async with SandboxClient(server.url, calm_ms=1) as client:
        await client.no_limits()
        yield Stage(client, sandbox, app, app.database, clock)
    await app.stop()
    await server.stop()
