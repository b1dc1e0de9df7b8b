"""What is staged: accepting the first in a row, looking at everything staged, releasing it together."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.enums import OfficeRole
from bot.domain.event_input import parse_moment
from bot.handlers.keyboards import button, keyboard
from bot.handlers.notices import notice_keyboard
from bot.handlers.office import decision_screens as screens
from bot.handlers.office.selection_callbacks import OrderAct, ProtocolAct
from bot.handlers.office.selection_screens import FirstAct, StagedAct
from bot.handlers.screens import Reply, Screen, send, show
from bot.papers import made
from bot.papers.protocol import PDF, XLSX
from bot.services import decisions, protocol, releases, seasons, selection
from bot.services.decisions import Overview
from bot.texts import Translate


class Announcing(StatesGroup):
    """The office types when decisions are to be announced."""

    at = State()


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
    return show(query, await screens.staged_screen(session, actor, overview, office_role, t, note=note))


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
    return show(query, await screens.staged_screen(session, actor, overview, office_role, t))


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
    done = await releases.announce(session, actor, callback_data.call, seen=callback_data.seen, now=now)
    overview = await decisions.overview(session, actor, callback_data.call, now=now)
    note = screens.released_note(done, t) if isinstance(done, Overview) else t("release-ordered-note")
    return show(query, await screens.staged_screen(session, actor, overview, office_role, t, note=note))


@router.callback_query(StagedAct.filter(F.act == "later"))
async def ask_time(
    query: CallbackQuery,
    callback_data: StagedAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """When are they to be announced?"""
    await decisions.overview(session, actor, callback_data.call, now=now)
    await state.set_state(Announcing.at)
    await state.set_data({"call": callback_data.call, "seen": callback_data.seen})
    rows = [[button(t.plain("button-back"), StagedAct(call=callback_data.call))]]
    return show(query, Screen(t("release-ask-time"), keyboard(rows)))


@router.message(Announcing.at, F.text)
async def take_time(
    message: Message,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """The moment as typed, on the programme's clock."""
    data = await state.get_data()
    zone = (await seasons.current(session)).zone
    at = parse_moment(message.text or "", zone=zone, now=now)
    await releases.announce(session, actor, data.get("call", 0), seen=data.get("seen", 0), at=at, now=now)
    await state.clear()
    overview = await decisions.overview(session, actor, data.get("call", 0), now=now)
    note = t("release-ordered-note")
    return send(message, await screens.staged_screen(session, actor, overview, office_role, t, note=note))


@router.callback_query(OrderAct.filter(F.act.in_({"confirm", "cancel"})))
async def act_on_order(
    query: CallbackQuery,
    callback_data: OrderAct,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    now: datetime,
    t: Translate,
) -> Reply:
    """Another administrator agrees, or it is called off."""
    act = releases.confirm if callback_data.act == "confirm" else releases.cancel
    order = await act(session, actor, callback_data.order, now=now)
    overview = await decisions.overview(session, actor, order.call_id, now=now)
    note = t("release-order-done", act=callback_data.act, closed=order.closed_at is not None)
    return show(query, await screens.staged_screen(session, actor, overview, office_role, t, note=note))


@notice_keyboard("release-asked")
def to_staged(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«✍️ Решения»."""
    return keyboard([[button(t.plain("selection-staged"), StagedAct(call=args["call"]))]])


@router.callback_query(ProtocolAct.filter(F.what.in_({"xlsx", "pdf"})))
async def send_protocol(
    query: CallbackQuery, callback_data: ProtocolAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The protocol to be signed, made after the commit."""
    call = await protocol.ask_for(session, actor, callback_data.call, now=now)
    name = XLSX if callback_data.what == "xlsx" else PDF
    caption = t("protocol-caption", role=call.role.value, at=now)
    return SendDocument(chat_id=query.from_user.id, document=made(name, t, str(call.id)), caption=caption)
