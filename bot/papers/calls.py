"""The call list of a broadcast: whom it did not reach, with their phones, as XLSX."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Broadcast
from bot.db.queries import broadcasts as queries
from bot.db.queries.outbox import OUTCOME_UNKNOWN, WITHDRAWN_LATE
from bot.papers import Paper, maker
from bot.papers.sheets import PlainSheet, workbook
from bot.services import audiences
from bot.texts import Translate
from bot.worker import in_worker

CALL_LIST = "broadcast-calls"
_COLUMNS = ("surname", "first-name", "patronymic", "role", "municipality", "phone", "reason")

_REASONS = {
    OUTCOME_UNKNOWN: "in-doubt",
    WITHDRAWN_LATE: "in-doubt",
    queries.NO_ACCOUNT: "no-account",
    queries.UNREACHABLE: "unreachable",
    queries.STOPPED: "stopped",
    "late": "late",
    "outdated": "outdated",
    "cancelled": "cancelled",
}
_IN_TELEGRAMS_WORDS = {
    "blocked by the user": "blocked",
    "user is deactivated": "deactivated",
    "initiate conversation": "not-started",
    "chat not found": "not-started",
}


def reason_text(reason: str | None, t: Translate) -> str:
    """Why a message did not arrive, in plain words; what Telegram says that we do not know is shown as it is."""
    if reason is None:
        return t.plain("outbox-reason-cancelled")
    known = _REASONS.get(reason) or next((key for words, key in _IN_TELEGRAMS_WORDS.items() if words in reason), None)
    return t.plain(f"outbox-reason-{known}") if known is not None else reason


@maker(CALL_LIST)
async def call_list(session: AsyncSession, t: Translate, argument: str, now: datetime) -> Paper:
    """The list of the broadcast ``argument`` numbers."""
    broadcast, season_id = await session.get_one(Broadcast, int(argument)), await audiences.season_id(session)
    rows = tuple(
        (
            person.surname,
            person.first_name,
            person.patronymic,
            t.plain(f"role-{person.role.value}") if person.role is not None else None,
            place,
            person.phone,
            reason_text(reason, t),
        )
        for person, place, reason in await queries.unreached(session, broadcast, season_id, now=now)
    )
    titles = tuple(t.plain(f"export-column-{name}") for name in _COLUMNS)
    sheet = PlainSheet(t.plain("broadcast-calls-sheet"), titles, rows)
    return Paper(f"calls-{argument}.xlsx", await in_worker(workbook, [sheet]))
