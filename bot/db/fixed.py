"""Statements that every update runs, on their short way to the driver.

SQLAlchemy takes ten times as long to run one of them as SQLite does: it looks up what it has compiled, prepares a
context and a result, crosses to a greenlet and back. Here a statement is compiled once, and on SQLite given to the driver
as it is; its rows become the same values and objects. On PostgreSQL, whose driver is asynchronous, SQLAlchemy runs it.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Executable, Select, inspect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapper, Session, SessionTransaction
from sqlalchemy.orm.attributes import instance_dict, instance_state, set_committed_value

from bot.db import sqlite

_DRIVER = "driver"
"""Where a session keeps its transaction and the driver's connection of it."""

Convert = Callable[[Any], Any] | None
"""What turns a value for the driver, or the driver's for us; None where it stays as it is."""


class _Given(NamedTuple):
    """A parameter by its name, or (``name`` None) a constant of the statement, ready for the driver."""

    name: str | None
    convert: Convert
    constant: Any


class _Part(NamedTuple):
    """What some columns of a row become: an object of ``mapper``, or (None) the value of the one column."""

    mapper: Mapper[Any] | None
    names: Sequence[str]
    keys: Sequence[str]
    convert: Sequence[Convert]


class _Compiled(NamedTuple):
    sql: str
    given: Sequence[_Given]
    parts: Sequence[_Part]


class Fixed:
    """A statement made once, whose values are given by the names of its ``bindparam``s (none of them expanding).

    It may select columns and whole mapped classes; the objects are the session's, as if it had loaded them.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._compiled: _Compiled | None = None

    async def rows(self, session: AsyncSession, **values: Any) -> Sequence[Sequence[Any]]:
        """The rows of a SELECT. What the session has changed is seen by it."""
        raw = await driver(session)
        if raw is None:
            return (await session.execute(self._statement, values)).all()
        if session.sync_session.autoflush:
            session.sync_session.flush()
        compiled = self._compiled or self._compile(session.sync_session)
        with sqlite.Told(compiled.sql):
            found = raw.execute(compiled.sql, _values(compiled.given, values)).fetchall()
        return [_row(session.sync_session, compiled.parts, row) for row in found]

    async def first(self, session: AsyncSession, **values: Any) -> Sequence[Any] | None:
        """The first row, None when there is none."""
        rows = await self.rows(session, **values)
        return rows[0] if rows else None

    async def scalar(self, session: AsyncSession, **values: Any) -> Any:
        """The first column of the first row, None when there is none."""
        rows = await self.rows(session, **values)
        return rows[0][0] if rows else None

    async def scalars(self, session: AsyncSession, **values: Any) -> Sequence[Any]:
        """The first column of each row."""
        return [row[0] for row in await self.rows(session, **values)]

    async def change(self, session: AsyncSession, **values: Any) -> int:
        """Run an INSERT, an UPDATE or a DELETE; how many rows it has changed. Objects do not learn of it."""
        raw = await driver(session)
        if raw is None:
            result: Any = await session.execute(self._statement, values)
            return int(result.rowcount)
        return self.run(raw, session.sync_session, values).rowcount

    def run(self, raw: sqlite3.Connection, session: Session, values: Mapping[str, Any]) -> sqlite3.Cursor:
        """Run an INSERT, an UPDATE or a DELETE at once. Raises SQLAlchemy's errors, without the values."""
        sql, given, _ = self._compiled or self._compile(session)
        with sqlite.Told(sql):
            return raw.execute(sql, _values(given, values))

    def _compile(self, session: Session) -> _Compiled:
        self._compiled = _compile(self._statement, session.get_bind().dialect)
        return self._compiled


def _values(given: Sequence[_Given], values: Mapping[str, Any]) -> list[Any]:
    return [
        constant if name is None else values[name] if convert is None else convert(values[name])
        for name, convert, constant in given
    ]


async def driver(session: AsyncSession) -> sqlite3.Connection | None:
    """The driver's connection of the session's transaction, which it begins if need be; None on PostgreSQL."""
    raw = present_driver(session.sync_session)
    if raw is not None:
        return raw
    if session.get_bind().dialect.driver != sqlite.InlineDialect.driver:
        return None
    # Beginning may have to wait for another process's lock.
    raw = sqlite.raw_of(await session.run_sync(Session.connection))
    lend(session.sync_session, raw)
    return raw


def lend(session: Session, raw: sqlite3.Connection) -> None:
    """Let the session's present transaction use the driver's connection, which it is on."""
    session.info[_DRIVER] = (_present(session), raw)


def present_driver(session: Session) -> sqlite3.Connection | None:
    """The driver's connection, if it has been asked for in the session's present transaction."""
    kept: tuple[object, sqlite3.Connection] | None = session.info.get(_DRIVER)
    return kept[1] if kept is not None and kept[0] is not None and kept[0] is _present(session) else None


def _present(session: Session) -> SessionTransaction | None:
    # SQLAlchemy sets a savepoint when it first has a statement to run inside: until then the driver is not asked.
    return session.get_nested_transaction() or session.get_transaction()


def _compile(statement: Any, dialect: Dialect) -> _Compiled:
    parts: Sequence[_Part] = ()
    if isinstance(statement, Select):
        selected = [(each["expr"], inspect(each["expr"], raiseerr=False)) for each in statement.column_descriptions]
        columns = [_columns(mapper) if isinstance(mapper, Mapper) else [one] for one, mapper in selected]
        parts = [
            _part(mapper if isinstance(mapper, Mapper) else None, own, dialect)
            for own, (_, mapper) in zip(columns, selected, strict=True)
        ]
        statement = statement.with_only_columns(*chain.from_iterable(columns), maintain_column_froms=True)
    compiled = statement.compile(dialect=dialect)
    given: list[_Given] = []
    for place in compiled.positiontup or ():
        bind = compiled.binds[place]
        if bind.expanding:
            raise ValueError(f"a fixed statement cannot have a list of any length: {place}")
        convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
        constant = None if bind.required else bind.effective_value
        given.append(_Given(bind.key if bind.required else None, convert, convert(constant) if convert else constant))
    return _Compiled(compiled.string, given, parts)


def _columns(mapper: Mapper[Any]) -> list[Any]:
    return [getattr(mapper.class_, each.key) for each in mapper.column_attrs]


def _part(mapper: Mapper[Any] | None, columns: Sequence[Any], dialect: Dialect) -> _Part:
    convert = [each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns]
    if mapper is None:
        return _Part(None, (), (), convert)
    keys = [mapper.get_property_by_column(column).key for column in mapper.primary_key]
    return _Part(mapper, [each.key for each in columns], keys, convert)


def _row(session: Session, parts: Sequence[_Part], row: Sequence[Any]) -> Sequence[Any]:
    made, place = [], 0
    for part in parts:
        width = len(part.convert)
        values = [
            value if turn is None else turn(value)
            for turn, value in zip(part.convert, row[place : place + width], strict=True)
        ]
        place += width
        made.append(values[0] if part.mapper is None else _object(session, part.mapper, part, values))
    return made


def _object(session: Session, mapper: Mapper[Any], part: _Part, values: Sequence[Any]) -> Any:
    """The session's object of this row; one it has already stays as it is. None for an outer join's empty row."""
    loaded = dict(zip(part.names, values, strict=True))
    keys = tuple(loaded[name] for name in part.keys)
    if None in keys:
        return None
    identity = mapper.identity_key_from_primary_key(keys)
    known = session.identity_map.get(identity)
    if known is not None:
        for name in instance_state(known).expired_attributes & loaded.keys():
            set_committed_value(known, name, loaded[name])
        return known
    # As SQLAlchemy makes an object of a row.
    made = mapper.class_manager.new_instance()
    instance_dict(made).update(loaded)
    state = instance_state(made)
    state.key, state.session_id = identity, session.hash_key
    session.identity_map.add(state)
    return made
