"""The two database engines as the tests use them: one database of each per process, set back before every test."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import asyncpg
from sqlalchemy import QueuePool

from bot.config import ROOT
from bot.db import migrations
from bot.db.engine import Database
from bot.db.models import Base
from bot.services import seasons
from tests.cast import OPEN

POSTGRES = os.environ.get("TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
SEASON_FILE = ROOT / "seasons" / "2019-2020.toml"

_PATIENCE = 30.0
"""Seconds for what the server does between tests: a test that left a lock behind fails the next one, not the run."""
_SPARE = 4
"""Connections kept from test to test: the server's are few, and several runs may share it."""


def _alone(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine on a loop of its own: what lives as long as the run must not depend on the tests' loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


async def _migrate(url: str) -> None:
    database = Database(url)
    await migrations.upgrade(database)
    await database.dispose()


async def _load_season(url: str) -> None:
    database = Database(url)
    async with database.transaction() as session:
        await seasons.load(session, seasons.read_file(SEASON_FILE), now=OPEN)
    await database.dispose()


class Sqlite:
    """A file that is a copy of a migrated one, with or without the shipped season."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "bot.sqlite3"
        self.url = f"sqlite+aiosqlite:///{self._path}"
        self._empty, self._season = folder / "empty.sqlite3", folder / "season.sqlite3"
        _alone(_migrate(self.url))
        self._keep(self._empty)
        _alone(_load_season(self.url))
        self._keep(self._season)

    def reset(self, *, season: bool = False) -> None:
        """Nothing in it but the tables, or but the season. Whoever still has the old file open keeps that one."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)
        shutil.copy(self._season if season else self._empty, self._path)

    def _keep(self, copy: Path) -> None:
        # The last connection that closes moves the log into the file and removes it.
        assert not Path(f"{self._path}-wal").exists()
        shutil.copy(self._path, copy)


class Postgres:
    """A database of this process's own on the server. Raises OSError, TimeoutError or PostgresError without one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        _alone(_on_server(f'CREATE DATABASE "{name}"'))
        # Nobody misses the last milliseconds of a test when the machine loses its power.
        _alone(_on_server(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
        self.url = f"{POSTGRES.replace('postgresql://', 'postgresql+asyncpg://')}/{name}"
        _alone(_migrate(self.url))
        _alone(_load_season(self.url))
        self._thread.start()
        self._run(self._prepare())

    def reset(self, *, season: bool = False) -> None:
        """Nothing in it but the tables, or but the season."""
        self._run(self._connection.execute(self._season if season else self._empty, timeout=_PATIENCE))

    def drop(self) -> None:
        """Remove the database."""
        self._run(self._connection.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        _alone(_on_server(f'DROP DATABASE "{self._name}" WITH (FORCE)'))

    def _run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    async def _prepare(self) -> None:
        """Keep the season's rows aside, and write the statements that set everything back."""
        self._connection = await asyncpg.connect(f"{POSTGRES}/{self._name}")
        run, values = self._connection.execute, self._connection.fetch
        await run("CREATE SCHEMA kept")
        sequences = {row[0]: row[1] for row in await values("SELECT sequencename, last_value FROM pg_sequences")}
        # TRUNCATE of all tables takes 0.6 s (a file each); deleting the few rows of a test takes a hundredth of that.
        names = [table.name for table in Base.metadata.sorted_tables]
        empty = [f'DELETE FROM "{name}"' for name in names]
        empty += [f"SELECT setval('{_quoted(name)}', 1, false)" for name in sequences]
        refill = [f"SELECT setval('{_quoted(name)}', {last})" for name, last in sequences.items() if last is not None]
        for name in names:
            if await values(f'SELECT 1 FROM "{name}" LIMIT 1'):
                await run(f'CREATE TABLE kept."{name}" AS TABLE "{name}"')
                refill.append(f'INSERT INTO "{name}" OVERRIDING SYSTEM VALUE TABLE kept."{name}"')
        # Foreign keys and the triggers that protect the log of acts are for the bot, not for us.
        await run("SET session_replication_role = replica")
        self._empty, self._season = "; ".join(empty), "; ".join(empty + refill)


def _quoted(sequence: str) -> str:
    return f'"{sequence}"'


async def _on_server(statement: str) -> None:
    server = await asyncpg.connect(f"{POSTGRES}/postgres", timeout=3)
    try:
        await server.execute(statement)
    finally:
        await server.close()


Engine = Sqlite | Postgres


class Lender:
    """Lends one ``Database`` per address: a new one would compile every statement and connect anew in every test."""

    def __init__(self) -> None:
        self._made: dict[str, Database] = {}

    @asynccontextmanager
    async def lend(self, url: str) -> AsyncIterator[Database]:
        """The database at ``url``; it comes back with all its connections, or the test has failed."""
        database = self._made.setdefault(url, Database(url))
        yield database
        database.on_commit.clear()
        # The next test finds another season, which nobody tells it of.
        database._memory._forget()
        pool = database.engine.pool
        assert isinstance(pool, QueuePool)
        if database._writer is not None:
            # Keeps its connection from one transaction to the next.
            await database._writer.close()
        held = pool.checkedout()
        if database.is_sqlite or held or pool.checkedin() > _SPARE:
            await database.dispose()
        assert held == 0

    async def close(self) -> None:
        """Close what was lent."""
        for database in self._made.values():
            await database.dispose()
