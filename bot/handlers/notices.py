"""The buttons under messages that leave by the outbox, by the message's template."""

from collections.abc import Callable, Mapping
from typing import Any

from aiogram.types import InlineKeyboardMarkup

from bot.texts import Translate

NoticeKeyboard = Callable[[Translate, Mapping[str, Any]], InlineKeyboardMarkup]

KEYBOARDS: dict[str, NoticeKeyboard] = {}
"""Filled by the capabilities: ``template → keyboard(t, args)``; a template without one has no buttons."""


def notice_keyboard(template: str) -> Callable[[NoticeKeyboard], NoticeKeyboard]:
    """Register the keyboard of a template."""

    def register(make: NoticeKeyboard) -> NoticeKeyboard:
        KEYBOARDS[template] = make
        return make

    return register
