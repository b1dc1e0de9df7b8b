"""/call: the season's calls with their numbers, and the closing time of each."""

from datetime import UTC, datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Season
from bot.db.queries.applications import CallNumbers
from bot.domain.access import Permission, permissions_of
from bot.domain.applications import is_past
from bot.domain.enums import ApplicationStatus, OfficeRole
from bot.domain.errors import NotFound
from bot.domain.event_input import parse_moment
from bot.domain.text_arguments import Html
from bot.handlers.callbacks import Open
from bot.handlers.keyboards import back_to, button, keyboard
from bot.handlers.office.call_callbacks import CallAct, QuestionList, RubricOf
from bot.handlers.office.seat_callbacks import SeatsOf
from bot.handlers.office.selection_screens import Queue
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import applications
from bot.texts import Translate

# No filter hides these: the services refuse those outside the office, and so the attempt is logged.
router = Router(name="office-calls")


class Moving(StatesGroup):
    """The office types another closing time."""

    closing = State()


@router.message(Command("call"))
@router.callback_query(Open.filter(F.screen == "call"))
async def open_calls(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """/call: every call in a line of its own."""
    found = await applications.numbers(session, actor)
    lines = Html("\n\n".join(_line(numbers, now, t) for numbers in found))
    rows = [
        [button(t.plain("call-name", role=each.call.role.value), CallAct(act="open", call=each.call.id))]
        for each in found
    ]
    return show(
        event,
        Screen(
            t("calls", lines=lines),
            keyboard([*rows, [button(t.plain("duplicates-open"), Open(screen="duplicates"))], [back_to("office", t)]]),
        ),
    )


@router.callback_query(CallAct.filter(F.act == "open"))
async def open_call(
    query: CallbackQuery,
    callback_data: CallAct,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """One call."""
    await state.clear()
    return show(query, await _card(session, actor, office_role, callback_data.call, now, t))


@router.callback_query(CallAct.filter(F.act == "ask"))
async def ask_for_closing(
    query: CallbackQuery, callback_data: CallAct, session: AsyncSession, actor: Person, state: FSMContext, t: Translate
) -> Reply:
    """When is it to close?"""
    call = await applications.call_to_edit(session, actor, callback_data.call)
    await state.set_state(Moving.closing)
    await state.set_data({"call": call.id})
    rows = [[button(t.plain("button-back"), CallAct(act="open", call=call.id))]]
    return show(query, Screen(t("call-ask-closing", closes=call.closes_at), keyboard(rows)))


@router.message(Moving.closing, F.text)
async def take_closing(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """What was typed, as «Было / Стало»; nothing has changed yet."""
    call = await applications.call_to_edit(session, actor, (await state.get_data()).get("call", 0))
    season = await session.get_one(Season, call.season_id)
    closes_at = parse_moment(message.text or "", zone=season.zone, now=now, day_of=call.closes_at)
    applications.ensure_can_close_at(call, closes_at, now=now)
    rows = [
        [button(t.plain("call-move-yes"), CallAct(act="move", call=call.id, at=int(closes_at.timestamp())))],
        [button(t.plain("button-cancel"), CallAct(act="open", call=call.id))],
    ]
    text = t(
        "call-move-ask",
        role=call.role.value,
        was=call.closes_at,
        becomes=closes_at,
        consent_was=call.consent_closes_at,
        consent_becomes=call.consent_closes_at + (closes_at - call.closes_at),
    )
    return send(message, Screen(text, keyboard(rows)))


@router.callback_query(CallAct.filter(F.act == "move"))
async def move_closing(
    query: CallbackQuery,
    callback_data: CallAct,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """The call closes at another time; its reminders move along."""
    closes_at = datetime.fromtimestamp(callback_data.at, UTC)
    await applications.move_closing(session, actor, callback_data.call, closes_at, now=now)
    await state.clear()
    screen = await _card(session, actor, office_role, callback_data.call, now, t)
    return show(query, Screen(f"{t('call-moved')}\n\n{screen.text}", screen.keyboard))


async def _card(
    session: AsyncSession, actor: Person, office_role: OfficeRole | None, call_id: int, now: datetime, t: Translate
) -> Screen:
    numbers = next((each for each in await applications.numbers(session, actor) if each.call.id == call_id), None)
    if numbers is None:
        raise NotFound("call-unknown")
    call = numbers.call
    rows = [
        [
            button(t.plain("call-to-selection"), Queue(call=call.id)),
            button(t.plain("seats-open"), SeatsOf(call=call.id)),
        ],
        [back_to("call", t)],
    ]
    if Permission.EDIT_CALLS in permissions_of(office_role):
        closing = button(t.plain("call-change-closing"), CallAct(act="ask", call=call.id))
        rows.insert(0, [closing, button(t.plain("call-change"), CallAct(act="parts", call=call.id))])
        rows.insert(
            1,
            [
                button(t.plain("call-questions-open"), QuestionList(call=call.id)),
                button(t.plain("criteria-open"), RubricOf(call=call.id)),
            ],
        )
    text = t("call-card", line=Html(_line(numbers, now, t)), reference=call.age_reference_on, reserve=call.reserve)
    return Screen(text, keyboard(rows))


def _line(numbers: CallNumbers, now: datetime, t: Translate) -> str:
    call = numbers.call
    state = "closed" if is_past(call.closes_at, now) else "open" if now >= call.opens_at else "waits"
    return t(
        "call-line",
        role=call.role.value,
        state=state,
        opens=call.opens_at,
        closes=call.closes_at,
        drafts=numbers.by_status[ApplicationStatus.DRAFT],
        sent=numbers.sent,
        accepted=numbers.by_status[ApplicationStatus.ACCEPTED],
        quota=call.quota,
    )
