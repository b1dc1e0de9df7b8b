"""A copy of an embedded database while the bot goes on working."""

import sqlite3
from contextlib import closing
from pathlib import Path

PAGES = 512
"""Pages copied at a time; between them the bot may write."""

_PAUSE = 0.01
_PRIVATE = 0o600


class DamagedError(Exception):
    """The copy does not pass SQLite's own check; the message is what it found."""


def copy_sqlite(source: Path, target: Path) -> int:
    """Copy through SQLite's backup interface, check the copy, give it its name. Returns its size in bytes.

    The copy is one consistent moment, whatever is written meanwhile. Raises FileExistsError when ``target`` is there,
    DamagedError, sqlite3.Error.
    """
    if target.exists():
        raise FileExistsError(17, "File exists", str(target))
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    try:
        draft.touch(_PRIVATE)
        address = f"{source.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as original, closing(sqlite3.connect(draft)) as copy:
            original.backup(copy, pages=PAGES, sleep=_PAUSE)
            # The copy is one file: it needs no log beside it until somebody works with it.
            copy.execute("PRAGMA journal_mode=delete")
            _ensure_sound(copy)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    return target.stat().st_size


def _ensure_sound(copy: sqlite3.Connection) -> None:
    found: str = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise DamagedError(found)
