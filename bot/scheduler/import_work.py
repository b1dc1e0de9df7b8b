"""What of an import is computed in the worker process: reading a file, checking its rows. It only reads the database."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from bot.db.engine import Database
from bot.domain.errors import RuleViolation
from bot.domain.questions import Question
from bot.papers.reading import read_content
from bot.services import applicant_imports
from bot.services.applicant_writing import ApplicantPlan
from bot.services.imports import BadRow, Listed, Row
from bot.texts import Texts


@cache
def _texts() -> Texts:
    return Texts.load()


def read(name: str, content: bytes, listed: Listed, questions: Sequence[Question]) -> list[Row] | RuleViolation:
    """The rows of a file, or why it is none."""
    try:
        return read_content(name, content, listed, _texts(), questions)
    except RuleViolation as no:
        return no


def check(url: str, rows: Sequence[Row], now: datetime) -> tuple[list[ApplicantPlan], list[BadRow]]:
    """What rows of applicants say, and those that do not fit, by a connection of this process's own."""

    async def _check() -> tuple[list[ApplicantPlan], list[BadRow]]:
        database = Database(url)
        try:
            async with database.reading() as session:
                return await applicant_imports.read_part(session, rows, now=now)
        finally:
            await database.dispose()

    return asyncio.run(_check())
