"""The engine and its transactions: the only place that commits.

On SQLite a writer takes the write lock at BEGIN (``BEGIN IMMEDIATE``): with a deferred begin, two transactions that read
and then write lose updates or fail as locked in spite of the time-out. The writers of one process share a connection.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import PendingRollbackError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from bot.db import fixed, sqlite
from bot.db.memory import BROKEN, Memory, NoticingSession

current_session: ContextVar[AsyncSession] = ContextVar("current_session")
"""The session of the transaction under way, for what cannot be handed it (aiogram's FSM storage)."""


class Database:
    """One engine and the ways to work with it. ``url`` as in SQLAlchemy with an async driver."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        # Parameters hold what people wrote: they stay out of error messages, and so out of the logs.
        options: dict[str, Any] = {"hide_parameters": True}
        if self.is_sqlite:
            if self.url.database and self.url.database != ":memory:":
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            options["pool_size"] = 8
            self.url = self.url.set(drivername=sqlite.DRIVER)
        else:
            # Eight such processes fit into the hundred connections a server grants by default; more would only wait for it.
            options |= {"pool_size": 10, "max_overflow": 2, "pool_pre_ping": True}
            # Compiling a statement that counts thousands of rows takes ten times as long as running it.
            options["connect_args"] = {"server_settings": {"jit": "off"}}
        self.engine = create_async_engine(self.url, **options)
        if self.is_sqlite:
            sqlite.watch(self.engine.sync_engine)
        self._memory = Memory()
        kept: dict[str, Any] = {
            "expire_on_commit": False,
            "sync_session_class": NoticingSession,
            "info": self._memory.info,
        }
        self._sessions = async_sessionmaker(self.engine, **kept)
        reader = self.engine.execution_options(sqlite_begin="DEFERRED")
        self._readers = async_sessionmaker(reader, **kept)
        self._writer = sqlite.Writer(self.engine) if self.is_sqlite else None
        self._checkpoints = sqlite.Checkpoints(self.url.database) if self.is_sqlite and self.url.database else None
        self.on_commit: list[Callable[[AsyncSession], None]] = []

    def transaction(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A writing transaction: committed when the block ends, rolled back when it raises."""
        return self._served() if self._writer is None else self._inline(self._writer)

    @asynccontextmanager
    async def _served(self) -> AsyncIterator[AsyncSession]:
        session = self._sessions()
        self._memory.begins(session)
        token = current_session.set(session)
        try:
            yield session
            await session.commit()
            # The connection is back in its pool: nothing is left that would have to be awaited.
            session.sync_session.close()
        except BaseException:
            await asyncio.shield(session.close())
            raise
        finally:
            current_session.reset(token)
        self._committed(session)

    @asynccontextmanager
    async def _inline(self, writer: sqlite.Writer) -> AsyncIterator[AsyncSession]:
        async with writer.begun() as (connection, raw):
            session = self._sessions(bind=connection)
            self._memory.begins(session)
            token = current_session.set(session)
            try:
                session.sync_session.begin()
                fixed.lend(session.sync_session, raw)
                yield session
                # Nothing here has to be awaited: SQLite works where it is asked.
                session.sync_session.flush()
                if session.info.get(BROKEN):
                    raise PendingRollbackError("a change was refused in this transaction")
                if connection.in_transaction():
                    # SQLAlchemy has had a part in it.
                    session.sync_session.commit()
                sqlite.commit(raw)
            finally:
                session.sync_session.close()
                current_session.reset(token)
        self._committed(session)

    def _committed(self, session: AsyncSession) -> None:
        self._memory.committed(session)
        if self._checkpoints is not None:
            self._checkpoints.committed()
        for hook in self.on_commit:
            hook(session)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A transaction that only reads; on SQLite it does not wait for writers. What it changes is thrown away."""
        async with self._readers() as session:
            self._memory.begins(session)
            yield session

    async def dispose(self) -> None:
        """Close every connection."""
        if self._checkpoints is not None:
            await self._checkpoints.close()
        if self._writer is not None:
            await self._writer.close()
        await self.engine.dispose()
