"""``export WHAT FILE``: a list of the programme as XLSX or CSV."""

import argparse
import os
from pathlib import Path

from bot.clock import Clock
from bot.command_line.connection import connected, ensure_there, say
from bot.command_line.failures import CommandError
from bot.config import Settings
from bot.papers.sheets import plain_sheets, separated, workbook
from bot.services import exports
from bot.services.exports import What
from bot.texts import Texts

_PRIVATE = 0o600


async def run(settings: Settings, arguments: argparse.Namespace) -> None:
    """Write the list; the kind of file follows from its ending."""
    path: Path = arguments.file
    what, ending = What(arguments.what), path.suffix.lower()
    if ending not in {".xlsx", ".csv"}:
        raise CommandError(f"вид файла неизвестен: {path.name}. Нужно окончание .xlsx или .csv")
    ensure_there(settings)
    now = Clock(lambda: settings.shift).now()
    async with connected(settings) as database:
        async with database.reading() as session:
            sheets = await plain_sheets(session, Texts.load().translator("ru"), what, now=now)
        write_privately(path, workbook(sheets) if ending == ".xlsx" else separated(sheets[0]))
        async with database.transaction() as session:
            exports.record(session, None, what, now=now, detail="command-line")
    say(f"Выгружено строк: {len(sheets[0].rows)}, файл {path}")


def write_privately(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE), "wb") as target:
            target.write(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
