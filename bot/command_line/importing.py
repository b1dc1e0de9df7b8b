"""``import WHAT FILE``: a list of the office, all of it or nothing."""

import argparse
import sys
from collections.abc import Awaitable, Callable, Mapping

from bot.clock import Clock
from bot.command_line.connection import connected, ensure_there, say
from bot.command_line.failures import CommandError
from bot.config import Settings
from bot.papers.import_files import explain
from bot.papers.reading import read_rows
from bot.services import applicant_imports, imports
from bot.services.applications import current_questions
from bot.services.imports import BadRowsError, Imported, Listed
from bot.texts import Texts

_BRING: Mapping[Listed, Callable[..., Awaitable[Imported]]] = {
    Listed.EVENTS: imports.bring_events,
    Listed.PARTNERS: imports.bring_partners,
    Listed.APPLICANTS: applicant_imports.bring_applicants,
}


async def run(settings: Settings, arguments: argparse.Namespace) -> None:
    """Read, check and write; with ``--check`` the writing is thrown away."""
    listed, texts = Listed(arguments.what), Texts.load()
    ensure_there(settings)
    now = Clock(lambda: settings.shift).now()
    async with connected(settings) as database:
        questions = []
        if listed is Listed.APPLICANTS:
            async with database.reading() as session:
                calls = await applicant_imports.calls_asked(session)
            questions = [question for call in calls.values() for question in current_questions(call)]
        rows = read_rows(arguments.file, listed, texts, questions)
        try:
            async with database.reading() if arguments.check else database.transaction() as session:
                done = await _BRING[listed](session, rows, now=now)
        except BadRowsError as bad:
            t = texts.translator("ru")
            for row in bad.rows:
                sys.stderr.write(f"{explain(row, t)}\n")
            raise CommandError(f"не подходит строк: {len(bad.rows)}. Ничего не загружено") from None
    counts = f"новых {done.added}, изменённых {done.changed}, без изменений {done.same}"
    say(f"Проверено, ничего не записано: {counts}" if arguments.check else f"Загружено: {counts}")
