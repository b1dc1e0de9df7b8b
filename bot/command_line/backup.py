"""``backup FILE``: a copy of the embedded database; PostgreSQL has a program of its own for that."""

import argparse
import asyncio
import shlex
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.command_line.connection import ensure_there, say, sqlite_file
from bot.command_line.failures import CommandError
from bot.config import Settings
from bot.services import backups


async def run(settings: Settings, arguments: argparse.Namespace) -> None:
    """Copy the database to a file that is not there yet."""
    target: Path = arguments.file
    source = sqlite_file(settings)
    if source is None:
        raise CommandError(f"PostgreSQL сохраняет его собственная программа: {_pg_dump(settings, target)}")
    ensure_there(settings)
    try:
        size = await asyncio.to_thread(backups.copy_sqlite, source, target)
    except backups.DamagedError as error:
        raise CommandError(f"копия повреждена, а с ней, видимо, и база: {error}") from None
    say(f"Копия сохранена: {target}, {size / 1_048_576:.1f} МБ")


def _pg_dump(settings: Settings, target: Path) -> str:
    """The command without the password, which belongs into PGPASSWORD or ~/.pgpass."""
    url = make_url(settings.database_url)
    options = {"host": url.host, "port": url.port, "username": url.username, "dbname": url.database}
    given = [f"--{name}={value}" for name, value in options.items() if value]
    return shlex.join(["pg_dump", "--format=custom", f"--file={target}", *given])
