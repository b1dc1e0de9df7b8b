"""One, two and four replicas behind one webhook on one PostgreSQL database: how much more they carry together.

People register as in ``bench.registration``, a fifth of a second after each answer; the reverse proxy, the sandbox and they share one more
process, which with PostgreSQL takes its part of the machine. ``python -m bench.replicas`` (``--quick`` for fewer people)
needs the server at ``BENCH_POSTGRES`` and makes a database of its own there.
"""

import argparse
import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from bench.balancer import Balancer, free_ports
from bench.figures import Figure, percentile, show
from bench.processes import Child, child
from bench.registration import prepare, registration_steps
from bench.stage import Stage, stage

PEOPLE, QUICK = 90, 30
_PAUSE = 0.2
REPLICAS = (1, 2, 4)
_SERVER = os.environ.get("BENCH_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
_PATIENCE = 60.0
_PREFIX = "kadry_bench_"
_WARMING = 8
"""People for each replica before the clock runs: whatever is compiled and remembered once is so everywhere."""


@asynccontextmanager
async def own_database() -> AsyncIterator[str]:
    """A database with the season of today; it is dropped at the end. Raises OSError where no server answers.

    One that a killed measurement has left behind is dropped, too.
    """
    for left in await _left_behind():
        await _on_server(f'DROP DATABASE IF EXISTS "{left}" WITH (FORCE)')
    name = f"{_PREFIX}{os.getpid()}"
    await _on_server(f'CREATE DATABASE "{name}"')
    try:
        url = f"{_SERVER.replace('postgresql://', 'postgresql+asyncpg://')}/{name}"
        await prepare(url)
        yield url
    finally:
        await _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


async def _left_behind() -> list[str]:
    server = await asyncpg.connect(f"{_SERVER}/postgres", timeout=3)
    try:
        rows = await server.fetch("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", _PREFIX)
    finally:
        await server.close()
    return [row["datname"] for row in rows if not _runs(row["datname"].removeprefix(_PREFIX))]


def _runs(pid: str) -> bool:
    return Path(f"/proc/{pid}").exists()


async def _on_server(statement: str) -> None:
    server = await asyncpg.connect(f"{_SERVER}/postgres", timeout=3)
    try:
        await server.execute(statement)
    finally:
        await server.close()


@asynccontextmanager
async def replicas(place: Stage, url: str, number: int) -> AsyncIterator[list[Child]]:
    """So many bots that are ready, behind a balancer."""
    door, *ports = free_ports(number + 1)
    settings = place.settings | {
        "DATABASE_URL": url,
        "WEBHOOK_URL": f"http://127.0.0.1:{door}",
        "WEBHOOK_SECRET": "bench",
        "SEND_RATE": "100000",
        "LOG_LEVEL": "WARNING",
    }
    async with Balancer(ports).listening(door), contextlib.AsyncExitStack() as stack:
        bots = [
            await stack.enter_async_context(child("bench.our_bot", **settings, HTTP_PORT=str(port))) for port in ports
        ]
        async with asyncio.timeout(_PATIENCE):
            while place.hooks_set() < number:  # noqa: ASYNC110 - the sandbox has no event for it
                await asyncio.sleep(0.05)
        yield bots


async def carry(number: int, people: int) -> list[Figure]:
    """What so many replicas do."""
    async with own_database() as url, stage() as place, replicas(place, url, number) as bots:
        await place.crowd(_WARMING * number, registration_steps(), bare=False)
        before = [bot.cpu() for bot in bots]
        course = await place.crowd(people, registration_steps(), bare=False, pause=_PAUSE)
        used = sum(bot.cpu() for bot in bots) - sum(before)
    name = f"{number} replica{'s' if number > 1 else ''}"
    return [
        Figure(name, course.rate, "updates/s"),
        Figure(f"{name}, answer p50", percentile(course.waits, 50) * 1000, "ms"),
        Figure(f"{name}, answer p95", percentile(course.waits, 95) * 1000, "ms"),
        Figure(f"{name}, processor", used / course.updates * 1000, "ms/update"),
    ]


async def measure(people: int) -> list[Figure]:
    """One number of replicas after another, each on an empty database."""
    return [figure for number in REPLICAS for figure in await carry(number, people)]


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.replicas", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} people instead of {PEOPLE}")
    people = QUICK if parser.parse_args(arguments).quick else PEOPLE
    try:
        figures = asyncio.run(measure(people))
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        print(f"\nReplicas: not measured, no PostgreSQL at {_SERVER.rpartition('@')[2]} ({type(error).__name__})")
        return 0
    return 0 if show(f"Replicas: {people} people, {len(registration_steps())} updates each", figures) else 1


if __name__ == "__main__":
    sys.exit(main())
