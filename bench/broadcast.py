"""A broadcast to thousands: how near it comes to the configured rate, and how quick the bot stays for people meanwhile.

The sandbox allows what Telegram does in proportion (30 messages a second for a rate of 28). Then a broadcast to a hundred
thousand at the raised rate, watched for a while, and one without any limit beside a bare aiogram loop. Run it alone with
``python -m bench.broadcast`` (``--quick`` for fewer recipients, ``--full`` at the rate of a live bot, three minutes).
"""

import argparse
import asyncio
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from sqlalchemy import insert, select

from bench.figures import Figure, percentile, show
from bench.processes import Child, child
from bench.registration import our_bot, registration_steps
from bench.stage import Course, Stage, stage
from bot.clock import Clock
from bot.db.engine import Database
from bot.db.models import Person
from bot.domain.enums import Role
from bot.services import audiences, broadcast_content, broadcast_launch

RECIPIENTS, QUICK = 5_000, 1_000
RATE, LIVE_RATE = 500.0, 28.0
RAISED_RATE, MASSES, QUICK_MASSES = 1_000.0, 100_000, 10_000
_WATCHED = 15.0
"""Seconds of the broadcast to the masses that are looked at."""
_ALLOWED = 30 / 28
_BOSS = 900
_FIRST = 8_000_000_000
_WALKERS = 3
_AT_ONCE = 100
_PAUSE = 0.15
_TEXT = "<b>Завтра сбор в 10:00.</b>\nПриходите вовремя и возьмите с собой тетрадь, ручку и хорошее настроение."


async def enlist(place: Stage, database: Database, number: int) -> None:
    """So many registered students with phones, and the office."""
    now = Clock().now()
    rows = [
        {
            "telegram_id": _FIRST + each, "language": "ru", "role": Role.STUDENT, "surname": "Иванова",
            "first_name": "Анна", "search_name": "иванова анна", "created_at": now, "registered_at": now,
        }
        for each in range(number)
    ]  # fmt: skip
    async with database.transaction() as session:
        await session.execute(insert(Person), rows)
    await enrol(place, number)


async def enrol(place: Stage, number: int) -> None:
    """Phones for all of them, not so many at once that those who follow the sandbox lose sight of it."""
    world = place.sandbox.world
    for person_id in (_BOSS, *range(_FIRST, _FIRST + number)):
        person = world.add_person(first_name="Анна", person_id=person_id)
        person.started = True
        world.private_chat(person)
        if person_id % _AT_ONCE == 0:
            await asyncio.sleep(0)


async def launch(database: Database) -> None:
    """Compose a broadcast to everybody and confirm it, as the office does on its screens."""
    now = Clock().now()
    async with database.transaction() as session:
        boss = (await session.scalars(select(Person).where(Person.telegram_id == _BOSS))).one()
        draft = await broadcast_content.compose(session, boss, text_html=_TEXT, file=None, broadcast_id=None, now=now)
        await audiences.to_everybody(session, boss, draft.id)
        draft.ignores_quiet = True
        await broadcast_launch.confirm(session, boss, draft.id, card=None, second_above=10**6, now=now)
        await broadcast_launch.start_now(session, boss, draft.id, now=now)


def moments(place: Stage) -> list[float]:
    """When each message of the broadcast came, in order."""
    calls = place.sandbox.world.calls
    return [
        call.at for call in calls if call.method == "sendMessage" and call.error is None and int(call.chat_id) >= _FIRST
    ]


async def watch(place: Stage, bot: Child, number: int) -> float:
    """Wait for the last message; the most memory the bot had meanwhile."""
    most = bot.memory()
    while len(moments(place)) < number:
        await asyncio.sleep(0.5)
        most = max(most, bot.memory())
    return most


async def walk_about(place: Stage) -> Course:
    """A few people who register while it goes on, without hurry, until they are cancelled or done."""
    course = Course()
    steps = registration_steps()
    people = [place.walk(place.person(), steps, course, bare=False, pause=_PAUSE) for _ in range(_WALKERS)]
    await asyncio.gather(*people)
    return course


async def measure(number: int, rate: float) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        async with (
            stage() as place,
            our_bot(place, Path(folder), SEND_RATE=str(rate), OFFICE_IDS=str(_BOSS)) as bot,
        ):
            allowed = rate * _ALLOWED
            place.sandbox.world.limits.change({"overall_per_second": allowed, "per_chat_per_second": 1.0})
            database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3")
            await enlist(place, database, number)
            idle = await walk_about(place)
            before = bot.memory()
            await launch(database)
            walking = asyncio.create_task(walk_about(place))
            most = await watch(place, bot, number)
            course = await walking
            await database.dispose()
            sent = moments(place)
            reached = (len(sent) - 1) / (sent[-1] - sent[0])
            slower = percentile(course.waits, 95) / percentile(idle.waits, 95)
            return [
                Figure("sent", len(sent), "messages", number),
                Figure("rate reached", reached, "per second"),
                Figure("ratio of the rate", reached / rate, "", 0.97),
                Figure("longest gap", max(later - former for former, later in pairwise(sent)) * 1000, "ms"),
                Figure("floods", place.sandbox.world.limits.floods, "", 0, "less"),
                Figure("memory growth", most - before, "MB"),
                *answers("idle", idle),
                *answers("meanwhile", course),
                Figure("answers, p95 meanwhile / idle", slower, "", 2, "less"),
            ]


async def until_sent(place: Stage, number: int) -> None:
    """Wait until so many messages of the broadcast have left."""
    while True:
        if len(moments(place)) >= number:
            return
        await asyncio.sleep(0.02)


def answers(when: str, course: Course) -> list[Figure]:
    """How long people waited for an answer."""
    return [
        Figure(f"answers {when}, p{percent}", percentile(course.waits, percent) * 1000, "ms")
        for percent in (50, 95, 99)
    ]


async def masses(number: int) -> list[Figure]:
    """A broadcast to very many at the raised rate: how soon it begins, what it weighs, what it takes."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            stage() as place,
            our_bot(place, Path(folder), SEND_RATE=str(RAISED_RATE), OFFICE_IDS=str(_BOSS)) as bot,
        ):
            database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3")
            await enlist(place, database, number)
            await asyncio.sleep(1)
            most = before = bot.memory()
            began, wall = time.perf_counter(), time.time()
            await launch(database)
            queued = time.perf_counter() - began
            await until_sent(place, 1)
            used, started = bot.cpu(), time.perf_counter()
            while time.perf_counter() - started < _WATCHED and len(moments(place)) < number:
                await asyncio.sleep(0.5)
                most = max(most, bot.memory())
            used = (bot.cpu() - used) / (time.perf_counter() - started)
            await database.dispose()
            sent = moments(place)
            reached = (len(sent) - 1) / (sent[-1] - sent[0])
            return [
                Figure(f"{number} queued in", queued, "s", 10, "less"),
                Figure("first message after", sent[0] - wall - queued, "s", 2, "less"),
                Figure(f"ratio of {RAISED_RATE:g} a second", reached / RAISED_RATE, "", 0.97),
                Figure("processor meanwhile", used, "cores", 1, "less"),
                Figure(f"memory with {number}", most - before, "MB", 40, "less"),
            ]


async def unlimited(number: int) -> list[Figure]:
    """As fast as it goes, beside an aiogram loop that keeps nothing. The sandbox itself is the slowest of the three."""
    async with stage() as place, child("bench.bare_sender", **place.settings, FIRST=str(_FIRST), NUMBER=str(number)):
        await enrol(place, number)
        await until_sent(place, number)
        bare = moments(place)
    with tempfile.TemporaryDirectory() as folder:
        async with stage() as place, our_bot(place, Path(folder), OFFICE_IDS=str(_BOSS)) as bot:
            database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3")
            await enlist(place, database, number)
            await launch(database)
            await watch(place, bot, number)
            await database.dispose()
            ours = moments(place)
    rates = [(len(times) - 1) / (times[-1] - times[0]) for times in (bare, ours)]
    return [
        Figure("no limit, bare aiogram", rates[0], "per second"),
        Figure("no limit, ours", rates[1], "per second"),
        Figure("no limit, ours / bare", rates[1] / rates[0], "", 0.6),
    ]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.broadcast", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} recipients instead of {RECIPIENTS}")
    parser.add_argument("--full", action="store_true", help=f"at {LIVE_RATE:g} messages a second, not {RATE:g}")
    given = parser.parse_args(arguments)
    number, rate = QUICK if given.quick else RECIPIENTS, LIVE_RATE if given.full else RATE
    figures = asyncio.run(measure(number, rate))
    figures += asyncio.run(masses(QUICK_MASSES if given.quick else MASSES))
    figures += asyncio.run(unlimited(number))
    return 0 if show(f"Broadcast: {number} recipients at {rate:g} messages a second", figures) else 1


if __name__ == "__main__":
    sys.exit(main())
