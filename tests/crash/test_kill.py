"""kill -9 at any instant loses no update and no answer."""

import asyncio

from sqlalchemy import func, select

from bot.db.engine import Database
from bot.db.models import IncomingUpdate, Person
from bot.sandbox import Phone
from tests.crash.conftest import Victim

PEOPLE = 25
WORDS = 6


async def _answers(phone: Phone) -> int:
    return sum(message.from_bot for message in (await phone.screen(limit=500)).messages)


async def _until_done(database: Database, count: int) -> None:
    done = select(func.count()).select_from(IncomingUpdate).where(IncomingUpdate.status == "done")
    async with asyncio.timeout(60):
        while True:
            async with database.reading() as session:
                if await session.scalar(done) == count:
                    return
            await asyncio.sleep(0.1)


async def test_every_update_is_handled_and_answered_though_the_bot_is_killed_again_and_again(victim: Victim) -> None:
    phones = [await victim.client.person(f"Человек {number}") for number in range(PEOPLE)]
    victim.harass(seed=436, calls=(8, 20))
    for _ in range(WORDS):
        for phone in phones:
            await phone.say("/menu", settle=False)
        await victim.worked(PEOPLE // 2)
    await victim.spare()

    await _until_done(victim.database, PEOPLE * WORDS)

    # Repeated answers are allowed for what was in flight at a kill; a missing one is not.
    assert min([await _answers(phone) for phone in phones]) >= WORDS
    async with victim.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Person).where(Person.telegram_id != 900)) == PEOPLE
    assert victim.kills >= 3
