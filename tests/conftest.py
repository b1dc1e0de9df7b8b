"""What the tests stand on: a real database of each engine.

PostgreSQL is used where it answers on ``TEST_POSTGRES`` (default the local server); where it does not, the tests that
need it are skipped and the summary says so.
"""

import gc
import logging
import os
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest
import structlog

from bot.db.engine import Database
from tests.engines import POSTGRES, Engine, Lender, Postgres, Sqlite

# Where nothing is configured, structlog paints tracebacks with all their variables: seconds for each, on the event loop.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)

# What is imported stays: looking through it for garbage again and again took a third of the time to collect the tests.
gc.disable()


def pytest_collection_finish() -> None:
    """Watch for garbage again, but not among what was imported."""
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _logs_go_where_they_went() -> Iterator[None]:
    """A command sends the records to the standard error of its moment, which is closed when its test ends."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    if any(type(handler) is logging.StreamHandler for handler in root.handlers):
        root.handlers[:] = handlers
        root.setLevel(level)


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Sqlite:
    """A SQLite file of this test process's own."""
    return Sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[Postgres]:
    """A PostgreSQL database of this test process's own, dropped at the end."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    try:
        made = Postgres(f"kadry_test_{worker}_{os.getpid()}")
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        pytest.skip(f"no PostgreSQL at {POSTGRES.rpartition('@')[2]}: {type(error).__name__}")
    yield made
    made.drop()


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn. A module whose tests are about the interface alone may override it by ``sqlite``."""
    chosen: Engine = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture
def database_url(engine: Engine) -> str:
    """The address of an empty database, once per engine."""
    engine.reset()
    return engine.url


@pytest.fixture
def sqlite_database_url(sqlite: Sqlite) -> str:
    """The address of an empty SQLite database."""
    sqlite.reset()
    return sqlite.url


@pytest.fixture(scope="session")
async def lender() -> AsyncIterator[Lender]:
    """Lends open databases."""
    made = Lender()
    yield made
    await made.close()


@pytest.fixture
async def database(database_url: str, lender: Lender) -> AsyncIterator[Database]:
    """An empty database, once per engine."""
    async with lender.lend(database_url) as lent:
        yield lent


@pytest.fixture
async def season_database(engine: Engine, lender: Lender) -> AsyncIterator[Database]:
    """A database with the shipped season, loaded when all its calls are open; once per engine."""
    engine.reset(season=True)
    async with lender.lend(engine.url) as lent:
        yield lent
