"""A whole registration, many people at once: our bot, which forgets nothing, against a bare aiogram bot.

Both run in a process of their own against the same sandbox, which shares a process with the people. Run it alone with
``python -m bench.registration`` (``--quick`` for fewer people, ``--people N``).
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.figures import Figure, percentile, show
from bench.processes import Child, child
from bench.stage import Course, Stage, Step, stage
from bot.clock import Clock
from bot.config import Settings
from bot.db import migrations
from bot.db.engine import Database
from bot.services import seasons

PEOPLE, QUICK = 300, 60
_UNHURRIED = 12
_PAUSE = 0.03
_IDLE = 2.0


def registration_steps() -> list[Step]:
    """What a student of sixteen does from the first screen to the last."""
    born = Clock().now().year - 16
    acts = [
        "/start",
        "[🚀 Участвовать]",
        "[Участник, 14–17 лет]",
        "Иванова",
        "Анна",
        "[Нет отчества]",
        "[Женский]",
        f"01.02.{born}",
        "[Да, верно]",
        "[Школа]",
        "школа № 5",
        "9А",
        "белогорск",
        "8 914 555-12-34",
        "[Даю согласие]",
        "[Даю согласие]",
        "[Не даю]",
        "[Не даю]",
        "[Зарегистрироваться]",
    ]
    # The keyboard that shares the phone goes away with a message of its own.
    return [Step(act, 2 if act.startswith("8 914") else 1) for act in acts]


async def prepare(url: str) -> None:
    """A database whose season is open today."""
    database, now = Database(url), Clock().now()
    await migrations.upgrade(database)
    data = seasons.read_file(Settings.model_fields["season_file"].default)
    async with database.transaction() as session:
        await seasons.load(session, data, now=now, shift=seasons.demo_shift(data, now))
    await database.dispose()


@asynccontextmanager
async def our_bot(place: Stage, folder: Path, *command: str, **settings: str) -> AsyncIterator[Child]:
    """Our bot on a database of its own in ``folder``."""
    url = f"sqlite+aiosqlite:///{folder}/bot.sqlite3"
    await prepare(url)
    fast = {"SEND_RATE": "100000", "LOG_LEVEL": "WARNING", "HTTP_PORT": "0", "DATABASE_URL": url}
    async with child(*(command or ("bench.our_bot",)), **place.settings, **(fast | settings)) as bot:
        await place.polled()
        yield bot


async def starting(figures: list[Figure]) -> None:
    """From nothing to the first answer, where the database is made on the way; then what a bot that is started again
    takes to stand idle (making a database leaves ten megabytes of the migrations' library behind)."""
    with tempfile.TemporaryDirectory() as folder:
        async with stage() as place:
            settings = place.settings | {"DATABASE_URL": f"sqlite+aiosqlite:///{folder}/x.sqlite3", "HTTP_PORT": "0"}
            began = time.perf_counter()
            async with child("bot", "run", LOG_LEVEL="WARNING", **settings) as bot:
                await place.walk(place.person(), [Step("/start")], Course(), bare=False)
                figures.append(Figure("start to first answer", time.perf_counter() - began, "s", 6, "less"))
            began = time.perf_counter()
            async with child("bot", "run", LOG_LEVEL="WARNING", **settings) as bot:
                await place.walk(place.person(), [Step("/start")], Course(), bare=False)
                figures.append(Figure("the same, started again", time.perf_counter() - began, "s", 6, "less"))
                await asyncio.sleep(_IDLE)
                figures.append(Figure("idle memory", bot.memory(), "MB", 230, "less"))


async def unhurried(place: Stage, bot: Child, figures: list[Figure]) -> None:
    """One person after another: how long an answer takes when there is nothing else to do."""
    course = Course()
    await bot.stalls()
    for _ in range(_UNHURRIED):
        await place.walk(place.person(), registration_steps(), course, bare=False, pause=_PAUSE)
    stalls = await bot.stalls()
    figures += [
        Figure("answer at low load, p50", percentile(course.waits, 50) * 1000, "ms"),
        Figure("answer at low load, p99", percentile(course.waits, 99) * 1000, "ms"),
        Figure("longest stall at low load", stalls["late"], "ms", 60, "less"),
    ]


async def measure(people: int) -> list[Figure]:
    """Everything, one after another."""
    figures: list[Figure] = []
    await starting(figures)
    steps = registration_steps()
    async with stage() as place, child("bench.bare_bot", **place.settings) as bot:
        await place.polled()
        await place.crowd(10, steps, bare=True)
        before = bot.cpu()
        bare = await place.crowd(people, steps, bare=True)
        bare_cpu = (bot.cpu() - before) / bare.updates
    with tempfile.TemporaryDirectory() as folder:
        async with stage() as place, our_bot(place, Path(folder)) as bot:
            await unhurried(place, bot, figures)
            await bot.stalls()
            before = bot.cpu()
            ours = await place.crowd(people, steps, bare=False)
            ours_cpu = (bot.cpu() - before) / ours.updates
            stalls = await bot.stalls()
            memory = bot.memory()
    return [
        *figures,
        Figure("longest pause of the collector", stalls["collector"], "ms", 60, "less"),
        Figure("memory after the crowd", memory, "MB"),
        Figure("bare bot", bare.rate, "updates/s"),
        Figure("our bot", ours.rate, "updates/s"),
        Figure("bare bot, processor", bare_cpu * 1000, "ms/update"),
        Figure("our bot, processor", ours_cpu * 1000, "ms/update"),
        Figure("ratio ours / bare", ours.rate / bare.rate, "", 0.5),
    ]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.registration", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} people instead of {PEOPLE}")
    parser.add_argument("--people", type=int)
    given = parser.parse_args(arguments)
    people = given.people or (QUICK if given.quick else PEOPLE)
    figures = asyncio.run(measure(people))
    return 0 if show(f"Registration: {people} people, {len(registration_steps())} updates each", figures) else 1


if __name__ == "__main__":
    sys.exit(main())
