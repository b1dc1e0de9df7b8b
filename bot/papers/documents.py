"""The list of documents of an event as a spreadsheet."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.papers import Paper, maker
from bot.papers.sheets import plain, workbook
from bot.services import document_exports, seasons
from bot.texts import Translate
from bot.worker import in_worker

DOCUMENTS = "documents"


@maker(DOCUMENTS)
async def documents_paper(session: AsyncSession, t: Translate, argument: str, now: datetime) -> Paper:
    """Who of the event ``argument`` (its id) has handed in what, as XLSX."""
    zone = ZoneInfo((await seasons.current(session)).zone)
    ready = plain(await document_exports.sheet(session, int(argument)), t, zone)
    name = f"documents-{argument}-{now.astimezone(zone):%Y-%m-%d}.xlsx"
    return Paper(name, await in_worker(workbook, [ready]))
