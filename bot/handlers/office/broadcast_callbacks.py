"""The buttons that more than one screen of broadcasts has."""

from typing import Any

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.handlers.callbacks import PageNumber, RowId
from bot.handlers.keyboards import button
from bot.texts import Translate


class BroadcastList(CallbackData, prefix="bcl"):
    """A page of the list."""

    page: PageNumber


class BroadcastDo(CallbackData, prefix="bcd"):
    """Something to be done with a broadcast (0: a new one)."""

    act: str
    id: RowId = 0


def do(t: Translate, act: str, broadcast_id: int, **arguments: Any) -> InlineKeyboardButton:
    """The button of an act; its text is ``broadcast-do-<act>``."""
    return button(t.plain(f"broadcast-do-{act}", **arguments), BroadcastDo(act=act, id=broadcast_id))
