"""The call list of a broadcast: whom it did not reach, with their phones, as XLSX."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.queries import broadcasts as queries
from bot.papers import Paper, maker
from bot.papers.sheets import PlainSheet, workbook
from bot.texts import Translate
from bot.worker import in_worker

CALL_LIST = "broadcast-calls"
_COLUMNS = ("surname", "first-name", "patronymic", "role", "municipality", "phone", "reason")


@maker(CALL_LIST)
async def call_list(session: AsyncSession, t: Translate, argument: str, now: datetime) -> Paper:
    """The list of the broadcast ``argument`` numbers."""
    rows = tuple(
        (
            person.surname,
            person.first_name,
            person.patronymic,
            t.plain(f"role-{person.role.value}") if person.role is not None else None,
            place,
            person.phone,
            reason,
        )
        for person, place, reason in await queries.unreached(session, int(argument))
    )
    titles = tuple(t.plain(f"export-column-{name}") for name in _COLUMNS)
    sheet = PlainSheet(t.plain("broadcast-calls-sheet"), titles, rows)
    return Paper(f"calls-{argument}.xlsx", await in_worker(workbook, [sheet]))
