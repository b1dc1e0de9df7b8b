"""What is staged: accepting the first in a row, looking at everything staged, releasing it together."""

from datetime import datetime

from aiogram import F, Router
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.enums import OfficeRole
from bot.handlers.office import decision_screens as screens
from bot.handlers.office.selection_callbacks import ProtocolAct
from bot.handlers.office.selection_screens import FirstAct, StagedAct
from bot.handlers.screens import Reply, show
from bot.papers import made
from bot.papers.protocol import PDF, XLSX
from bot.services import decisions, protocol, selection
from bot.texts import Translate

# No filter hides these: the services refuse those outside the office, and so the attempt is logged.
router = Router(name="office-decisions")


@router.callback_query(FirstAct.filter(F.count == 0))
async def ask_first(
    query: CallbackQuery, callback_data: FirstAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """How many of the first?"""
    overview = await decisions.overview(session, actor, callback_data.call, now=now)
    return show(query, screens.first_screen(overview, callback_data.place, t))


@router.callback_query(FirstAct.filter())
async def stage_first(
    query: CallbackQuery,
    callback_data: FirstAct,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    now: datetime,
    t: Translate,
) -> Reply:
    """The first so many get a staged acceptance."""
    staged = await selection.stage_first(
        session, actor, callback_data.call, callback_data.count, municipality_id=callback_data.place or None, now=now
    )
    overview = await decisions.overview(session, actor, callback_data.call, now=now)
    note = t("selection-first-done", count=staged)
    return show(query, screens.staged_screen(overview, office_role, t, note=note))


@router.callback_query(StagedAct.filter(F.act.in_({"open", "ask"})))
async def open_staged(
    query: CallbackQuery,
    callback_data: StagedAct,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    now: datetime,
    t: Translate,
) -> Reply:
    """What is staged, or the question before the release."""
    overview = await decisions.overview(session, actor, callback_data.call, now=now)
    if callback_data.act == "ask" and overview.plan.releases:
        return show(query, screens.release_question(overview, t))
    return show(query, screens.staged_screen(overview, office_role, t))


@router.callback_query(StagedAct.filter(F.act == "release"))
async def release(
    query: CallbackQuery,
    callback_data: StagedAct,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    now: datetime,
    t: Translate,
) -> Reply:
    """Everybody staged is told at once."""
    done = await decisions.release(session, actor, callback_data.call, seen=callback_data.seen, now=now)
    overview = await decisions.overview(session, actor, callback_data.call, now=now)
    return show(query, screens.staged_screen(overview, office_role, t, note=screens.released_note(done, t)))


@router.callback_query(ProtocolAct.filter(F.what.in_({"xlsx", "pdf"})))
async def send_protocol(
    query: CallbackQuery, callback_data: ProtocolAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The protocol to be signed, made after the commit."""
    call = await protocol.ask_for(session, actor, callback_data.call, now=now)
    name = XLSX if callback_data.what == "xlsx" else PDF
    caption = t("protocol-caption", role=call.role.value, at=now)
    return SendDocument(chat_id=query.from_user.id, document=made(name, t, str(call.id)), caption=caption)
