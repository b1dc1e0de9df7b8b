"""/stop: no message unasked any more, until the person wants them again."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.db.models import Person
from bot.handlers.keyboards import button, keyboard, to_menu
from bot.handlers.screens import Reply, Screen, show
from bot.services import people
from bot.texts import Translate

router = Router(name="stop")


class Resume(CallbackData, prefix="res"):
    """Messages are wanted again."""


@router.message(Command("stop"))
@router.message(F.text.casefold().in_({"стоп", "stop"}))
async def stop(message: Message, actor: Person, state: FSMContext, now: datetime, t: Translate) -> Reply:
    """From now on the bot only answers."""
    await state.clear()
    people.stop(actor, now=now)
    rows = [[button(t.plain("stop-resume"), Resume())], [to_menu(t)]]
    return show(message, Screen(t("stop-done"), keyboard(rows)))


@router.callback_query(Resume.filter())
async def resume(query: CallbackQuery, actor: Person, t: Translate) -> Reply:
    """«Включить снова»."""
    actor.stopped_at = None
    return show(query, Screen(t("stop-resumed"), keyboard([[to_menu(t)]])))
