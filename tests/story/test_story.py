"""The main job, end to end, over HTTP: undisturbed, and with the bot killed again and again on the way."""

import asyncio
from datetime import datetime

from sqlalchemy import select

from bot.db.models import Season
from tests.conversations.conftest import OFFICE, Stage, stage
from tests.crash.conftest import Victim, victim_on_sqlite
from tests.story.story import ENDING, Set, play

__all__ = ["stage", "victim_on_sqlite"]


async def test_main_job(stage: Stage) -> None:
    place = Set(stage.client, stage.sandbox.world, stage.database, OFFICE, stage.go_to, stage.tick, _nothing)
    assert await play(place, now=stage.now) == ENDING


async def test_main_job_ends_the_same_though_the_bot_is_killed_at_random_moments(victim_on_sqlite: Victim) -> None:
    victim = victim_on_sqlite

    async def go_to(moment: datetime) -> None:
        await victim.client.go_to(moment, settle=False)
        await victim.restart()

    await _season_is_there(victim)
    victim.harass(seed=21, calls=(15, 60))
    place = Set(victim.client, victim.sandbox.world, victim.database, OFFICE, go_to, _nothing, victim.spare)
    ending = await play(place, now=victim.sandbox.now())
    assert ending == ENDING
    assert victim.kills >= 5


async def _nothing() -> None:
    """The jobs of a bot in its own process look by themselves; a bot in this one is not disturbed."""


async def _season_is_there(victim: Victim) -> None:
    async with asyncio.timeout(60):
        while True:
            async with victim.database.reading() as session:
                if await session.scalar(select(Season.id)) is not None:
                    return
            await asyncio.sleep(0.05)
