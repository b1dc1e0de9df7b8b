"""Leaving a form: a command, a menu word or a button of a main screen works at any time, and the draft waits."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.fsm.context import FSMContext
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import ReplyKeyboardRemove, TelegramObject, Update

from bot.handlers.callbacks import Open
from bot.handlers.forms.dialogue import KEYBOARD
from bot.texts import Translate

_WORDS = frozenset({"меню", "menu", "помощь", "help", "стоп", "stop"})
_CANCEL = frozenset({"/cancel", "отмена", "cancel"})
"""These leave the dialog themselves: they say whether there was one."""


class LeaveDialogMiddleware(BaseMiddleware):
    """Ends the dialog before anything that opens another screen, and takes the contact keyboard away with it."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Clear the state, let the handler answer, put the removal of the keyboard before its replies."""
        state: FSMContext | None = data.get("state")
        typed = _typed(event)
        if state is None or not isinstance(event, Update) or not _leaves(event, typed):
            return await handler(event, data)
        keyboard_was_up = bool((await state.get_data()).get(KEYBOARD))
        if typed not in _CANCEL:
            await state.clear()
            # Handlers of the state that has just ended must not take the command for an answer.
            data["raw_state"] = None
        result = await handler(event, data)
        if not keyboard_was_up or result is UNHANDLED or (await state.get_data()).get(KEYBOARD):
            return result
        return [_removal(event, data["t"]), *_as_list(result)]


def _typed(event: TelegramObject) -> str:
    message = event.message if isinstance(event, Update) else None
    return (message.text or "").strip().casefold() if message is not None else ""


def _leaves(update: Update, typed: str) -> bool:
    if update.callback_query is not None:
        return (update.callback_query.data or "").startswith(Open.__prefix__ + Open.__separator__)
    return typed.startswith("/") or typed in _WORDS or typed in _CANCEL


def _removal(update: Update, t: Translate) -> SendMessage:
    sender = update.message.from_user if update.message is not None else None
    if sender is None and update.callback_query is not None:
        sender = update.callback_query.from_user
    chat_id = sender.id if sender is not None else 0
    return SendMessage(chat_id=chat_id, text=t("form-waits"), reply_markup=ReplyKeyboardRemove())


def _as_list(result: Any) -> list[TelegramMethod[Any]]:
    if isinstance(result, TelegramMethod):
        return [result]
    return list(result) if isinstance(result, list | tuple) else []
