"""«Подтверждаю» and «Отказываюсь»: the answers of those who were offered a place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.handlers.callbacks import Open, RowId
from bot.handlers.keyboards import back_to, button, keyboard, to_menu
from bot.handlers.notices import notice_keyboard
from bot.handlers.screens import Reply, Screen, show
from bot.services import seats
from bot.texts import Translate

router = Router(name="seats")


class SeatAnswer(CallbackData, prefix="sa"):
    """``act`` on a seat of one's own: confirm, ask (whether to give it up), decline."""

    act: str
    seat: RowId


def answer_row(seat_id: int, t: Translate) -> list[InlineKeyboardButton]:
    """«✅ Подтвердить» and «Отказаться»."""
    return [
        button(t.plain("seat-confirm"), SeatAnswer(act="confirm", seat=seat_id)),
        button(t.plain("seat-decline"), SeatAnswer(act="ask", seat=seat_id)),
    ]


@router.callback_query(SeatAnswer.filter(F.act == "confirm"))
async def confirm(
    query: CallbackQuery, callback_data: SeatAnswer, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The place is theirs."""
    await seats.confirm(session, actor, callback_data.seat, now=now)
    rows = [[button(t.plain("application-open"), Open(screen="apply"))], [to_menu(t)]]
    return show(query, Screen(t("seat-confirmed"), keyboard(rows)))


@router.callback_query(SeatAnswer.filter(F.act == "ask"))
async def ask_to_decline(
    query: CallbackQuery, callback_data: SeatAnswer, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """«Точно?»: the place cannot be had back."""
    await seats.ensure_can_decline(session, actor, callback_data.seat)
    rows = [
        [button(t.plain("seat-decline-yes"), SeatAnswer(act="decline", seat=callback_data.seat))],
        [back_to("apply", t)],
    ]
    return show(query, Screen(t("seat-decline-ask"), keyboard(rows)))


@router.callback_query(SeatAnswer.filter(F.act == "decline"))
async def decline(
    query: CallbackQuery, callback_data: SeatAnswer, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The place goes to somebody else."""
    await seats.decline(session, actor, callback_data.seat, now=now)
    return show(query, Screen(t("seat-declined"), keyboard([[to_menu(t)]])))


@notice_keyboard("decision-accepted")
@notice_keyboard("seat-moved-up")
@notice_keyboard("seat-nudge")
def to_answer(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """The answers while one is asked for, and the way to the application."""
    to_application = [button(t.plain("application-open"), Open(screen="apply"))]
    return keyboard([answer_row(args["seat"], t) if args.get("asked") else (), to_application])


@notice_keyboard("seat-expired")
def to_application(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«📝 К заявке»."""
    return keyboard([[button(t.plain("application-open"), Open(screen="apply"))]])
