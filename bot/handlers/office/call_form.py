"""«Изменить» on a call's card: which part, its new value, «Было / Стало»."""

from datetime import datetime
from typing import Annotated

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.call_edit import CallField, pack, unpack
from bot.domain.enums import InstitutionKind
from bot.domain.people import STUDYING
from bot.handlers.callbacks import RowId
from bot.handlers.keyboards import button, keyboard
from bot.handlers.office.call_callbacks import LATEST, CallAct
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import applications, call_office
from bot.texts import Translate

# No filter hides these: the services refuse those outside the office, and so the attempt is logged.
router = Router(name="office-call-form")


class CallPart(CallbackData, prefix="callpart"):
    """``act`` on a part of a call: ask, save (``value``, as ``domain.call_edit.pack`` writes it)."""

    act: str
    call: RowId
    part: CallField
    value: Annotated[int, Field(ge=0, le=LATEST)] = 0


class CallPlace(CallbackData, prefix="callplace"):
    """Whether a call shall be open to a kind of place, so that a double tap is one."""

    call: RowId
    kind: InstitutionKind
    on: bool


class Changing(StatesGroup):
    """The office types the new value of a part."""

    value = State()


@router.callback_query(CallAct.filter(F.act == "parts"))
async def choose_part(
    query: CallbackQuery, callback_data: CallAct, session: AsyncSession, actor: Person, state: FSMContext, t: Translate
) -> Reply:
    """The parts of a call with their values."""
    await state.clear()
    return show(query, await _parts(session, actor, callback_data.call, t))


@router.callback_query(CallPart.filter(F.act == "ask"))
async def ask_for_value(
    query: CallbackQuery, callback_data: CallPart, session: AsyncSession, actor: Person, state: FSMContext, t: Translate
) -> Reply:
    """What is it to be?"""
    call = await applications.call_to_edit(session, actor, callback_data.call)
    part = callback_data.part
    await state.set_state(Changing.value)
    await state.set_data({"call": call.id, "part": part.value})
    rows = [[button(t.plain("button-back"), CallAct(act="parts", call=call.id))]]
    text = t("call-part-ask", role=call.role.value, part=part.value, was=getattr(call, part.value))
    return show(query, Screen(text, keyboard(rows)))


@router.message(Changing.value, F.text)
async def take_value(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """What was typed, as «Было / Стало»; nothing has changed yet."""
    data = await state.get_data()
    part = CallField(data["part"])
    call, value = await call_office.read(session, actor, data["call"], part, message.text or "", now=now)
    save = CallPart(act="save", call=call.id, part=part, value=pack(value))
    rows = [
        [button(t.plain("call-part-save"), save)],
        [button(t.plain("button-cancel"), CallAct(act="parts", call=call.id))],
    ]
    was = getattr(call, part.value)
    text = t("call-part-sure", role=call.role.value, part=part.value, was=was, becomes=value)
    return send(message, Screen(text, keyboard(rows)))


@router.callback_query(CallPart.filter(F.act == "save"))
async def save_value(
    query: CallbackQuery,
    callback_data: CallPart,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """The part is changed."""
    part = callback_data.part
    value = unpack(part, callback_data.value)
    await call_office.change(session, actor, callback_data.call, part, value, now=now)
    await state.clear()
    screen = await _parts(session, actor, callback_data.call, t)
    return show(query, Screen(f"{t('call-part-saved')}\n\n{screen.text}", screen.keyboard))


async def _parts(session: AsyncSession, actor: Person, call_id: int, t: Translate) -> Screen:
    call = await applications.call_to_edit(session, actor, call_id)
    rows = [
        [button(t.plain("call-part", part=part.value), CallPart(act="ask", call=call.id, part=part))]
        for part in CallField
    ]
    open_to = call_office.places_of(call)
    if open_to:
        rows.append([_place_button(call.id, kind, kind in open_to, t) for kind in STUDYING])
    rows.append([button(t.plain("button-back"), CallAct(act="open", call=call.id))])
    text = t(
        "call-parts",
        role=call.role.value,
        opens=call.opens_at,
        closes=call.closes_at,
        consent=call.consent_closes_at,
        reference=call.age_reference_on,
        quota=call.quota,
        reserve=call.reserve,
        reviews=call.reviews,
        places=", ".join(t.plain(f"institution-{kind}") for kind in STUDYING if kind in open_to),
        anywhere=not open_to,
    )
    return Screen(text, keyboard(rows))


def _place_button(call_id: int, kind: InstitutionKind, on: bool, t: Translate) -> InlineKeyboardButton:
    name = t.plain(f"institution-{kind}")
    return button(t.plain("call-place", name=name, on=on), CallPlace(call=call_id, kind=kind, on=not on))


@router.callback_query(CallPlace.filter())
async def switch_place(
    query: CallbackQuery, callback_data: CallPlace, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The call is open to a kind of place, or not any more."""
    await call_office.switch_place(session, actor, callback_data.call, callback_data.kind, callback_data.on, now=now)
    return show(query, await _parts(session, actor, callback_data.call, t))
