"""Screens: a text with its buttons, shown as a new message or in place of the one that was tapped."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiogram.methods import EditMessageText, SendMessage, TelegramMethod
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, ReplyKeyboardMarkup, ReplyKeyboardRemove

STAYS = "my"
"""The prefix of buttons that stand only on a message which is never replaced: what is tapped there opens below it."""

Reply = TelegramMethod[Any]
"""What a handler returns: a method to be called after the commit (or a list of them)."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person sees: Telegram HTML and inline buttons.

    A keyboard below the conversation (to share a contact), or its removal, needs a message of its own: such a screen
    is never shown in place of another.
    """

    text: str
    keyboard: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None


def show(event: Message | CallbackQuery, screen: Screen) -> Reply:
    """A message is answered; a tapped screen is replaced in place (a photo or a lost one by a new message)."""
    if isinstance(event, Message):
        return SendMessage(chat_id=event.chat.id, text=screen.text, reply_markup=screen.keyboard)
    inline = screen.keyboard is None or isinstance(screen.keyboard, InlineKeyboardMarkup)
    if inline and isinstance(event.message, Message) and event.message.text is not None and not stays(event.message):
        return EditMessageText(
            chat_id=event.message.chat.id,
            message_id=event.message.message_id,
            text=screen.text,
            reply_markup=screen.keyboard if isinstance(screen.keyboard, InlineKeyboardMarkup) else None,
        )
    return SendMessage(chat_id=event.from_user.id, text=screen.text, reply_markup=screen.keyboard)


def stays(message: Message) -> bool:
    """Whether the message is one that is never replaced by another screen."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup is not None else []
    return any(_stays(each.callback_data) for row in rows for each in row)


def sent_to_stay(params: Mapping[str, Any]) -> bool:
    """The same of a message by the parameters it is sent with, as JSON."""
    rows = (params.get("reply_markup") or {}).get("inline_keyboard", ())
    return any(_stays(each.get("callback_data")) for row in rows for each in row)


def _stays(data: str | None) -> bool:
    return (data or "").startswith(f"{STAYS}:")


def send(event: Message | CallbackQuery, screen: Screen) -> SendMessage:
    """Always a new message in the person's private chat."""
    chat_id = event.chat.id if isinstance(event, Message) else event.from_user.id
    return SendMessage(chat_id=chat_id, text=screen.text, reply_markup=screen.keyboard)
