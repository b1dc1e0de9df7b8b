"""Writing what an update has changed of the few rows it works with, without the ORM's unit of work.

A handler changes a value or two of the person, and of the form they are filling in. The unit of work sorts tables, groups
rows and prepares events for that, and takes ten times as long as the statements. Here are only the simplest changes:
values of objects that are there already, one of a class. Everything else is left to SQLAlchemy.
"""

import sqlite3
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

from sqlalchemy import ClauseElement, Column, Table, bindparam, update
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.state import InstanceState

from bot.db.fixed import Fixed

_VARIANTS = 1_000
"""Statements kept: one for each set of columns that change together."""


class _Change(NamedTuple):
    """An object, and the attributes of it that are to be written."""

    state: InstanceState[Any]
    names: tuple[str, ...]


def write(session: Session, raw: sqlite3.Connection, *, leave: tuple[type, ...] = ()) -> bool:
    """Write what the session has changed, if that is simple; False when nothing was done and the session is to do it.

    Objects of the classes ``leave`` are not simple. ``raw`` is the driver's connection of the session's transaction.
    Raises what a flush raises.
    """
    if session.new or session.deleted:
        return False
    changes: dict[Mapper[Any], _Change] = {}
    for row in session.dirty:
        state = instance_state(row)
        names = None if isinstance(row, leave) else _changed(state)
        # Of several rows of a class the unit of work knows which comes first.
        if names is None or state.mapper in changes:
            return False
        changes[state.mapper] = _Change(state, names)
    for mapper, (state, names) in changes.items():
        if names:
            _write(session, raw, mapper, state, names)
    # As the unit of work ends: what is written now is what the next change is told from.
    session._register_altered(change.state for change in changes.values())  # noqa: SLF001
    InstanceState._commit_all_states(  # noqa: SLF001
        ((change.state, change.state.dict) for change in changes.values()), session.identity_map
    )
    return True


def _changed(state: InstanceState[Any]) -> tuple[str, ...] | None:
    """The attributes that have another value than their column; None when the change is not simple."""
    columns = _columns(state.mapper)
    if columns is None:
        return None
    found = []
    for name, former in state.committed_state.items():
        column = columns.get(name)
        if column is None or name not in state.dict:
            return None
        value = state.dict[name]
        if isinstance(value, ClauseElement) or hasattr(value, "__clause_element__"):
            return None
        if not column.type.compare_values(value, former):
            found.append(name)
    return tuple(found)


@cache
def _columns(mapper: Mapper[Any]) -> Mapping[str, Column[Any]] | None:
    """The columns that may be changed simply, by the attribute; None for a class that asks for more when it changes."""
    table = mapper.local_table
    asks = mapper.inherits is not None or mapper.version_id_col is not None or bool(mapper.relationships)
    if asks or not isinstance(table, Table) or any(each.onupdate or each.server_onupdate for each in table.columns):
        return None
    columns = {each.key: each.columns[0] for each in mapper.column_attrs if len(each.columns) == 1}
    return {name: column for name, column in columns.items() if isinstance(column, Column) and not column.primary_key}


def _write(
    session: Session, raw: sqlite3.Connection, mapper: Mapper[Any], state: InstanceState[Any], names: tuple[str, ...]
) -> None:
    values = {_NEW + name: state.dict[name] for name in names}
    keys = mapper.primary_key_from_instance(state.obj())
    values |= {f"{_KEY}{place}": key for place, key in enumerate(keys)}
    if _update(mapper, names).run(raw, session.get_bind().dialect, values).rowcount != 1:
        raise StaleDataError(f"a row of {mapper.local_table} that was to be changed is gone")


_NEW, _KEY = "new_", "key_"


@lru_cache(_VARIANTS)
def _update(mapper: Mapper[Any], names: tuple[str, ...]) -> Fixed:
    columns = _columns(mapper) or {}
    which = [column == bindparam(f"{_KEY}{place}") for place, column in enumerate(mapper.primary_key)]
    new: dict[Any, Any] = {columns[name]: bindparam(_NEW + name) for name in names}
    return Fixed(update(cast("Table", mapper.local_table)).where(*which).values(new))
