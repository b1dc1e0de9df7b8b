"""What the commands that work on the database share: a connection that is closed again, a line of output."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.command_line.failures import CommandError
from bot.config import Settings
from bot.db.engine import Database


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Database]:
    """The database of the settings, closed at the end."""
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        await database.dispose()


def sqlite_file(settings: Settings) -> Path | None:
    """The file of an embedded database; None for another engine. Opening it would make a missing one: look first."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        return None
    return Path(url.database or ":memory:")


def ensure_there(settings: Settings) -> None:
    """Refuse to work on an embedded database that does not exist."""
    path = sqlite_file(settings)
    if path is not None and not path.is_file():
        raise CommandError(f"базы данных ещё нет: {path}. Создать её: python -m bot migrate")


def say(line: str) -> None:
    """A line on the standard output."""
    sys.stdout.write(f"{line}\n")
