"""SQLite without a thread per connection.

A statement of ours takes some ten microseconds, handing it to a thread and back several hundred: the thread waits for
the interpreter, then the event loop waits for the thread. So statements run where they are asked for. What may take
long is kept off the event loop: waiting for another process's lock (``_attempts``) and moving the log into the database
(``Checkpoints``).
"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any, cast

import structlog
from sqlalchemy import URL, Connection, Engine, event, pool
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.util.concurrency import await_, in_greenlet

log = structlog.get_logger(__name__)

DRIVER = "sqlite+inline"
LOCK_TIMEOUT = 5.0
"""Seconds to wait for the lock of another process before the transaction fails."""

_PRAGMAS = (
    "PRAGMA journal_mode=wal",
    "PRAGMA synchronous=normal",
    "PRAGMA foreign_keys=on",
    # The log is moved into the database by a thread, see Checkpoints.
    "PRAGMA wal_autocheckpoint=0",
)
UNREFERENCED = "sqlite_unreferenced"
"""The execution option of a connection whose transactions leave references unchecked, until ``refer_again``."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.002, 0.05


class _Done:
    """An awaitable that is ready: SQLAlchemy insists that an asynchronous engine awaits something."""

    def __await__(self) -> Generator[Any, Any, None]:
        return iter(())  # type: ignore[return-value]  # awaiting only asks it for the next, and there is none


_DONE = _Done()


class _Cursor(sqlite3.Cursor):
    async def _async_soft_close(self) -> None:
        """SQLAlchemy asks for it once it has the rows; here they are still to be read, and reading closes it."""


class _Connection(sqlite3.Connection):
    def cursor(self, factory: Any = None) -> Any:
        return super().cursor(factory or _Cursor)


class InlineDialect(SQLiteDialect_pysqlite):
    """The standard library's driver, called from the event loop's own thread."""

    driver = "inline"
    is_async = True
    supports_statement_cache = True

    @classmethod
    def get_pool_class(cls, url: URL) -> type[pool.Pool]:
        """The pool that lends connections to coroutines."""
        return pool.AsyncAdaptedQueuePool

    def create_connect_args(self, url: URL) -> Any:
        """Connections may be closed by another thread than the one that opened them."""
        arguments, options = super().create_connect_args(url)
        options.update(check_same_thread=False, timeout=LOCK_TIMEOUT, factory=_Connection)
        return arguments, options

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        """Run a statement at once."""
        cursor.execute(statement, parameters)
        _as_if_awaited()

    def do_execute_no_params(self, cursor: Any, statement: str, context: Any = None) -> None:
        """Run a statement without parameters at once."""
        cursor.execute(statement)
        _as_if_awaited()

    def do_executemany(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        """Run a statement for each set of parameters at once."""
        cursor.executemany(statement, parameters)
        _as_if_awaited()


def _as_if_awaited() -> None:
    if in_greenlet():
        await_(_DONE)


registry.register("sqlite.inline", __name__, InlineDialect.__name__)


def watch(engine: Engine) -> None:
    """Let the engine open its connections and begin its transactions as described above."""
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver must not begin transactions on its own: _begin does, with the right kind of lock.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    # From now on nothing waits inside SQLite, where it would hold up the event loop.
    connection.execute("PRAGMA busy_timeout=0")


BEGUN = "BEGUN"
"""``sqlite_begin`` of a connection whose transactions ``Writer`` begins."""


def _begin(connection: Connection) -> None:
    """Begin, and take the lock at once: to write, or (DEFERRED) to read one state of the database."""
    how = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
    if how == BEGUN:
        return
    raw = raw_of(connection)
    if connection.get_execution_options().get(UNREFERENCED):
        # Heard outside of a transaction only.
        raw.execute("PRAGMA foreign_keys=off")
    for pause in _attempts(raw, writes=how == "IMMEDIATE"):
        await_(asyncio.sleep(pause))


def _attempts(raw: sqlite3.Connection, *, writes: bool) -> Iterator[float]:
    """Begin. While another process writes, gives the seconds after which to go on, so that other coroutines do meanwhile.

    Raises SQLAlchemy's error when that takes too long, or something else is wrong.
    """
    deadline, pause = time.monotonic() + LOCK_TIMEOUT, _FIRST_PAUSE
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")
            if not writes:
                raw.execute("SELECT 1 FROM sqlite_schema LIMIT 1").close()
        except sqlite3.OperationalError as error:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                with Told("BEGIN"):
                    raise
        else:
            return
        yield pause
        pause = min(pause * 2, _LONGEST_PAUSE)


def raw_of(connection: Connection) -> sqlite3.Connection:
    """The driver's connection."""
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


class Writer:
    """The one connection by which this process writes, lent to one transaction after another.

    They wait for each other in an ``asyncio.Lock``, which is fair and does not spin as SQLite's busy handler does. Taking a
    connection from the pool each time, and giving it back, takes as long as three statements.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._connection: AsyncConnection | None = None

    @asynccontextmanager
    async def begun(self) -> AsyncIterator[tuple[AsyncConnection, sqlite3.Connection]]:
        """The connection, and the driver's, which has begun: what is not committed at the end is taken back.

        Raises sqlite3.OperationalError when another process does not let go of its lock.
        """
        async with self._turn:
            if self._connection is None:
                connection = await self._engine.connect()
                self._connection = await connection.execution_options(sqlite_begin=BEGUN)
            connection, inner = self._connection, cast("Connection", self._connection.sync_connection)
            raw = raw_of(inner)
            for pause in _attempts(raw, writes=True):
                await asyncio.sleep(pause)
            try:
                yield connection, raw
            finally:
                # A commit that has failed half-way, or worse: the next transaction gets another connection.
                if not _at_rest(raw) or inner.get_transaction() is not None:
                    await self.close()

    async def close(self) -> None:
        """Close the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()


def _at_rest(raw: sqlite3.Connection) -> bool:
    """Take back what was not committed; False when even that fails."""
    try:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
    except sqlite3.Error as error:
        log.warning("database.rollback_failed", error=type(error).__name__)
        return False
    return True


class Told:
    """Errors of the driver become SQLAlchemy's, without the values of the statement: they hold what people wrote."""

    __slots__ = ("_sql",)

    def __init__(self, sql: str) -> None:
        self._sql = sql

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, sqlite3.Error):
            raise DBAPIError.instance(self._sql, None, error, sqlite3.Error, hide_parameters=True) from error


def commit(raw: sqlite3.Connection) -> None:
    """Commit what has not been committed. Raises SQLAlchemy's errors."""
    if raw.in_transaction:
        with Told("COMMIT"):
            raw.execute("COMMIT")


def broken_references(connection: Connection) -> int:
    """How many rows refer to one that is not there."""
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())


def refer_again(connection: Connection) -> None:
    """After the transaction: the connection goes back to its pool as it came."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=on")


class Checkpoints:
    """Moves the write-ahead log into the database from a thread, so that no commit has to wait for the disk."""

    EVERY = 100
    """Commits between looks."""
    LIMIT = 4 * 1024 * 1024
    """Bytes of log from which it is worth it."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._log = Path(f"{database}-wal")
        self._commits = 0
        self._task: asyncio.Task[None] | None = None

    def committed(self) -> None:
        """Count a commit; begin a checkpoint when it is time for one."""
        self._commits += 1
        if self._commits % self.EVERY or (self._task is not None and not self._task.done()):
            return
        if self._log.exists() and self._log.stat().st_size > self.LIMIT:
            self._task = asyncio.create_task(self._run(), name="checkpoint")

    async def _run(self) -> None:
        try:
            await asyncio.to_thread(self._checkpoint)
        except sqlite3.Error as error:
            # The log stays as it is and is moved the next time.
            log.warning("database.checkpoint_failed", error=type(error).__name__)

    def _checkpoint(self) -> None:
        with closing(sqlite3.connect(self._database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    async def close(self) -> None:
        """Wait for the one under way."""
        if self._task is not None:
            await self._task
