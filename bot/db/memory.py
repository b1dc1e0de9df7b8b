"""What changes once a season (pick-lists, the season's clock, who may apply), remembered between transactions.

Forms ask for their lists before and after each answer; reading them took a third of the time of an update. A change
made through this process is seen at once by everybody. One made by another replica is seen by the next update: the
statement that asks whose turn it is brings the number of changes along. Other programs' (an import on SQLite while the
bot runs) are seen half a minute later.
"""

import sqlite3
import time
from collections.abc import Awaitable, Callable, Sequence
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import event, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from bot.db import flushing
from bot.db.fixed import present_driver
from bot.db.models import Call, Change, Direction, Municipality, Organisation, Season

Value = TypeVar("Value")

LIFE = 30.0
"""Seconds after which a value is read anew."""

_SOURCES = (Season, Municipality, Organisation, Direction, Call)
_CALL_SOURCES = ("season_id", "role", "age_reference_on", "institutions")
"""Of a call only these are remembered: its last number changes with every application."""

_MEMORY, _CHANGED, _SINCE = "memory", "memory-changed", "memory-since"

BROKEN = "broken"
"""Where a session keeps that a change was refused in its transaction, which so must not be committed."""

SEASON = "season"
"""The name of the counter of changes."""


class Memory:
    """The values of one database. Keep immutable ones only: they are shared by all transactions."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[float, Any]] = {}
        self._number: int | None = None
        self.forgotten = 0

    @property
    def info(self) -> dict[str, Any]:
        """What a session needs in its ``info`` to remember."""
        return {_MEMORY: self}

    def begins(self, session: AsyncSession) -> None:
        """What the session reads may be as old as this moment."""
        session.info[_SINCE] = self.forgotten

    def look(self, key: str) -> tuple[Any] | None:
        """The value in a tuple, None when there is none that is fresh."""
        kept = self._kept.get(key)
        return (kept[1],) if kept is not None and kept[0] > self._clock() else None

    def keep(self, key: str, value: object) -> None:
        """Remember a value for its time."""
        self._kept[key] = (self._clock() + LIFE, value)

    def committed(self, session: AsyncSession) -> None:
        """Forget everything if the transaction has changed what values are made of."""
        if session.info.pop(_CHANGED, False):
            self._forget()

    def heard(self, number: int | None) -> None:
        """Forget everything if the counter of changes stands elsewhere than it did."""
        if number != self._number:
            self._number = number
            self._forget()

    def _forget(self) -> None:
        self._kept.clear()
        self.forgotten += 1


def heard(session: AsyncSession, number: int | None) -> None:
    """Tell the memory of the session's database where the counter of changes stands."""
    memory: Memory | None = session.info.get(_MEMORY)
    if memory is not None:
        memory.heard(number)


async def remembered(session: AsyncSession, key: str, read: Callable[[], Awaitable[Value]]) -> Value:
    """The value of ``key``, read by ``read`` unless it is remembered; a transaction sees its own changes."""
    memory: Memory | None = session.info.get(_MEMORY)
    if memory is None or session.info.get(_CHANGED):
        return await read()
    found = memory.look(key)
    if found is not None:
        value: Value = found[0]
        return value
    value = await read()
    # What was read by a session that began before others were told to forget may be what they were to forget.
    if not session.info.get(_CHANGED) and memory.forgotten == session.info.get(_SINCE):
        memory.keep(key, value)
    return value


class NoticingSession(Session):
    """A session that notices when it changes what is remembered, and writes small changes in a short way."""

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write what was changed."""
        if self._is_clean():
            # Asked before each statement.
            return
        raw = present_driver(self) if objects is None else None
        if raw is None or not self._write(raw):
            super().flush(objects)

    def _write(self, raw: sqlite3.Connection) -> bool:
        try:
            return flushing.write(self, raw, leave=_SOURCES)
        except Exception:
            # As after a flush of SQLAlchemy's that failed: whoever catches this cannot have the rest committed.
            self.info[BROKEN] = True
            raise


@event.listens_for(NoticingSession, "after_flush")
def _notice(session: Session, _context: Any) -> None:
    if session.info.get(_CHANGED):
        return
    comes_or_goes = any(isinstance(row, _SOURCES) for row in chain(session.new, session.deleted))
    if comes_or_goes or any(_changes_source(row) for row in session.dirty):
        session.info[_CHANGED] = True
        if session.get_bind().dialect.name == "postgresql":
            session.connection().execute(_COUNT_CHANGE)


def _changes_source(row: object) -> bool:
    if isinstance(row, Call):
        attributes = inspect(row).attrs
        return any(attributes[name].history.has_changes() for name in _CALL_SOURCES)
    return isinstance(row, _SOURCES)


_COUNT_CHANGE = (
    postgresql.insert(Change)
    .values(name=SEASON, number=1)
    .on_conflict_do_update(index_elements=["name"], set_={"number": Change.number + 1})
)
