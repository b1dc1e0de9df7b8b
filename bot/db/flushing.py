"""Writing what an update has changed of the few rows it works with, without the ORM's unit of work.

A handler changes a value or two of the person, and of the form they are filling in. The unit of work sorts tables, groups
rows and prepares events for that, and takes ten times as long as the statements. Here are only the simplest changes: a
new object or values of one that is there, one of a class. Everything else is left to SQLAlchemy.
"""

import sqlite3
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

from sqlalchemy import ClauseElement, Column, Table, bindparam, insert, update
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.state import InstanceState
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from bot.db.fixed import Fixed

_VARIANTS = 1_000
"""Statements kept: one for each set of columns that change together."""


class _Row(NamedTuple):
    """An object and what is to be written of it: for a new one all its columns, else those that have changed."""

    state: InstanceState[Any]
    mapper: Mapper[Any]
    values: dict[str, Any]


def write(session: Session, raw: sqlite3.Connection, *, leave: tuple[type, ...] = ()) -> bool:
    """Write what the session has changed, if that is simple; False when nothing was done and the session is to do it.

    Objects of the classes ``leave`` are not simple. ``raw`` is the driver's connection of the session's transaction.
    Raises what a flush raises.
    """
    if session.deleted:
        return False
    new = [_new(row, leave) for row in sorted(session.new, key=_order)]
    changed = [_changed(row, leave) for row in session.dirty]
    rows = [row for row in (*new, *changed) if row is not None]
    # Of several rows of a class the unit of work knows which comes first.
    if len(rows) != len(new) + len(changed) or len({row.mapper for row in rows}) != len(rows):
        return False
    for state, mapper, values in rows:
        if state.key is None:
            _insert(mapper, state, values, raw, session)
        elif values:
            _update(mapper, state, values, raw, session)
    # As the unit of work ends: what is written now is what the next change is told from.
    session._register_persistent({row.state for row in rows})  # noqa: SLF001
    return True


def _order(row: Any) -> int:
    return instance_state(row).insert_order or 0


def _new(row: object, leave: tuple[type, ...]) -> _Row | None:
    """All columns of a new object; None when it is not simple."""
    state = instance_state(row)
    columns = None if isinstance(row, leave) else _columns(state.mapper)
    if columns is None:
        return None
    values = {}
    for name, column in columns.items():
        value = state.dict.get(name)
        if name not in state.dict and column.default is not None:
            if not isinstance(column.default, ScalarElementColumnDefault):
                return None
            value = column.default.arg
        unnumbered = value is None and column.primary_key and column is not column.table.autoincrement_column
        if unnumbered or _is_expression(value):
            return None
        values[name] = value
    return _Row(state, state.mapper, values)


def _changed(row: object, leave: tuple[type, ...]) -> _Row | None:
    """The attributes that have another value than their column; None when the change is not simple."""
    state = instance_state(row)
    columns = None if isinstance(row, leave) else _columns(state.mapper)
    if columns is None:
        return None
    values = {}
    for name, former in state.committed_state.items():
        column = columns.get(name)
        if column is None or column.primary_key or name not in state.dict:
            return None
        value = state.dict[name]
        if _is_expression(value):
            return None
        if not column.type.compare_values(value, former):
            values[name] = value
    return _Row(state, state.mapper, values)


def _is_expression(value: Any) -> bool:
    return isinstance(value, ClauseElement) or hasattr(value, "__clause_element__")


@cache
def _columns(mapper: Mapper[Any]) -> Mapping[str, Column[Any]] | None:
    """The columns by their attributes; None for a class that asks for more than a row with a value in each."""
    table = mapper.local_table
    if mapper.inherits is not None or mapper.version_id_col is not None or mapper.relationships:
        return None
    if not isinstance(table, Table) or len(table.primary_key.columns) != 1:
        return None
    if any(each.onupdate or each.server_onupdate or each.server_default for each in table.columns):
        return None
    return {each.key: cast("Column[Any]", each.columns[0]) for each in mapper.column_attrs}


def _insert(
    mapper: Mapper[Any], state: InstanceState[Any], values: dict[str, Any], raw: sqlite3.Connection, session: Session
) -> None:
    key = _key(mapper)
    numbered = values[key] is None
    names = tuple(name for name in values if not (numbered and name == key))
    cursor = _inserting(mapper, names).run(raw, session, {_NEW + name: values[name] for name in names})
    state.dict.update(values)
    if numbered:
        state.dict[key] = cursor.lastrowid


def _update(
    mapper: Mapper[Any], state: InstanceState[Any], values: dict[str, Any], raw: sqlite3.Connection, session: Session
) -> None:
    given = {_NEW + name: value for name, value in values.items()}
    given[_WHICH] = state.dict[_key(mapper)]
    if _updating(mapper, tuple(values)).run(raw, session, given).rowcount != 1:
        raise StaleDataError(f"a row of {mapper.local_table} that was to be changed is gone")


_NEW, _WHICH = "new_", "which"


@cache
def _key(mapper: Mapper[Any]) -> str:
    return mapper.get_property_by_column(mapper.primary_key[0]).key


@lru_cache(_VARIANTS)
def _inserting(mapper: Mapper[Any], names: tuple[str, ...]) -> Fixed:
    return Fixed(insert(_table(mapper)).values(_given(mapper, names)))


@lru_cache(_VARIANTS)
def _updating(mapper: Mapper[Any], names: tuple[str, ...]) -> Fixed:
    which = mapper.primary_key[0] == bindparam(_WHICH)
    return Fixed(update(_table(mapper)).where(which).values(_given(mapper, names)))


def _given(mapper: Mapper[Any], names: tuple[str, ...]) -> dict[Any, Any]:
    columns = _columns(mapper) or {}
    return {columns[name]: bindparam(_NEW + name) for name in names}


def _table(mapper: Mapper[Any]) -> Table:
    return cast("Table", mapper.local_table)
