"""Answers to an update: stored with it as JSON, sent after the commit, sent again after a crash.

An answer whose outcome is unknown (the connection broke) is repeated: a second answer is a lesser evil than silence.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.default import Default
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    ApproveChatJoinRequest,
    DeclineChatJoinRequest,
    DeleteMessage,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    PinChatMessage,
    Response,
    SendChatAction,
    SendContact,
    SendDocument,
    SendLocation,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SetMessageReaction,
    SetMyCommands,
    TelegramMethod,
    UnpinChatMessage,
)
from aiogram.types import CallbackQuery, Update
from pydantic import BaseModel

from bot.delivery.budget import Budget
from bot.delivery.chats import Chats
from bot.intake.reply_files import UNAVAILABLE, ReplyFiles
from bot.metrics import Metrics
from bot.telegram_session import call

log = structlog.get_logger(__name__)

Reply = TelegramMethod[Any]

Owed = dict[str, Any]
"""A reply as JSON, as it is stored and sent: ``method`` and ``params``."""

_METHODS: dict[str, type[Reply]] = {
    method.__api_method__: method
    for method in (
        AnswerCallbackQuery,
        ApproveChatJoinRequest,
        DeclineChatJoinRequest,
        DeleteMessage,
        EditMessageCaption,
        EditMessageReplyMarkup,
        EditMessageText,
        PinChatMessage,
        SendChatAction,
        SendContact,
        SendDocument,
        SendLocation,
        SendMediaGroup,
        SendMessage,
        SendPhoto,
        SetMessageReaction,
        SetMyCommands,
        UnpinChatMessage,
    )
}
_RESPONSES = tuple(Response[method.__returning__] for method in _METHODS.values())  # type: ignore[name-defined]
"""aiogram makes these classes at every call (2 ms each) unless somebody holds them."""


def prepare() -> None:
    """Build the validators of what every update needs now, when nobody waits (a tenth of a second)."""
    models: tuple[type[BaseModel], ...] = (Update, *_METHODS.values(), *_RESPONSES)
    for model in models:
        model.model_rebuild()


_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)
_FREE = frozenset(
    {
        "answerCallbackQuery",
        "approveChatJoinRequest",
        "declineChatJoinRequest",
        "deleteMessage",
        "sendChatAction",
        "setMessageReaction",
        "setMyCommands",
    }
)
"""Calls that put nothing into a chat: they do not wait for the end of a pause."""

_MESSAGES = frozenset({"sendMessage", "sendPhoto", "sendDocument", "sendLocation", "sendContact", "sendMediaGroup"})
"""Calls that count against the rate of messages."""

_WITH_FILES = frozenset({"sendPhoto", "sendDocument", "sendMediaGroup"})
"""Calls whose parameters are not all JSON: a file, or a default of something nested."""

_DONE = ("message is not modified", "query is too old", "hide_requester_missing", "user_already_participant")
"""What a repeated or late answer is told: there is nothing left to do."""

_GONE = ("message to edit not found", "message can't be edited", "no text in the message to edit")


def collect(result: Any, update: Update) -> list[Reply]:
    """What a handler returned, as a list; a tap that nobody answered is answered, so that its button stops spinning."""
    if isinstance(result, TelegramMethod):
        replies = [result]
    elif isinstance(result, list | tuple):
        replies = [reply for reply in result if isinstance(reply, TelegramMethod)]
    else:
        replies = []
    query: CallbackQuery | None = update.callback_query
    if query is not None and not any(isinstance(reply, AnswerCallbackQuery) for reply in replies):
        replies.insert(0, AnswerCallbackQuery(callback_query_id=query.id))
    return replies


def dump(reply: Reply) -> Owed:
    """A reply as JSON."""
    return {"method": reply.__api_method__, "params": _plain(reply.model_dump(mode="python", exclude_none=True))}


def load(owed: Owed) -> Reply:
    """The reply that ``dump`` wrote."""
    return _METHODS[owed["method"]].model_validate(owed["params"])


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if not isinstance(item, Default)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _chat_of(reply: Owed) -> int:
    """The chat a reply goes to; 0 when it goes to none."""
    chat_id = reply["params"].get("chat_id")
    return chat_id if isinstance(chat_id, int) else 0


class ReplySender:
    """Sends the replies an update is owed. ``unreachable`` is told the chat of somebody who has blocked the bot, ``sent``
    each reply that has arrived and Telegram's answer, as JSON where the reply has no file.

    Replies wait for no slot of the shared rate nor for the pace of their chat, but count, and obey Telegram's pauses.
    """

    def __init__(
        self,
        files: ReplyFiles,
        bot: Bot,
        unreachable: Callable[[int], Awaitable[None]],
        *,
        sent: Callable[[Owed, Any], Awaitable[None]] | None = None,
        budget: Budget,
        chats: Chats,
        metrics: Metrics,
    ) -> None:
        self._bot = bot
        self._files = files
        self._unreachable = unreachable
        self._sent = sent
        self._budget = budget
        self._chats = chats
        self._metrics = metrics

    async def send(self, replies: Sequence[Owed]) -> bool:
        """Send in order; False when Telegram could not be reached, so that they must be tried again later."""
        for reply in replies:
            if not await self._send_one(reply):
                return False
        return True

    async def _send_one(self, reply: Owed) -> bool:
        name, params = reply["method"], reply["params"]
        if name not in _WITH_FILES:
            return await self._deliver(reply, partial(call, self._bot, _METHODS[name], params))
        try:
            whole = await self._files.attach(load(reply))
        except UNAVAILABLE as error:
            log.warning("reply.repeat", method=name, error=type(error).__name__)
            return False
        if whole.__api_method__ not in _WITH_FILES:
            return await self._send_one(dump(whole))
        return await self._deliver(reply, partial(self._bot, whole))

    async def _deliver(self, reply: Owed, leave: Callable[[], Awaitable[Any]]) -> bool:
        name, chat_id = reply["method"], _chat_of(reply)
        for pause in (*_PAUSES, None):
            if name not in _FREE:
                await self._budget.wait()
                await self._chats.wait(chat_id)
            if name in _MESSAGES:
                self._budget.spend()
                self._chats.slip_in(chat_id)
            try:
                result = await leave()
            except TelegramRetryAfter as error:
                await self._wait_out(chat_id, error.retry_after)
            except (TelegramNetworkError, TelegramServerError, ClientDecodeError) as error:
                log.warning("reply.repeat", method=name, error=type(error).__name__)
                if pause is None:
                    return False
                await asyncio.sleep(pause)
            except TelegramForbiddenError:
                if chat_id:
                    await self._unreachable(chat_id)
                return True
            except TelegramBadRequest as error:
                return await self._refused(reply, error)
            except TelegramAPIError as error:
                log.error("reply.refused", method=name, error=error.message)
                return True
            else:
                await self._arrived(reply, result)
                return True
        return False

    async def _wait_out(self, chat_id: int, seconds: float) -> None:
        self._metrics.floods.inc()
        if chat_id < 0:
            self._chats.rest(chat_id, seconds)
            await self._chats.wait(chat_id)
        else:
            self._budget.hold(seconds)
            await self._budget.wait()

    async def _arrived(self, reply: Owed, result: Any) -> None:
        self._metrics.replies.labels(reply["method"]).inc()
        if self._sent is not None:
            await self._sent(reply, result)

    async def _refused(self, reply: Owed, error: TelegramBadRequest) -> bool:
        reason, params = error.message.lower(), reply["params"]
        edits = reply["method"] == EditMessageText.__api_method__ and params.get("chat_id")
        if edits and any(gone in reason for gone in _GONE):
            # An old screen cannot be edited any more: the person gets it as a new message instead.
            kept = {name: params[name] for name in ("chat_id", "text", "reply_markup") if name in params}
            return await self._send_one({"method": SendMessage.__api_method__, "params": kept})
        if not any(done in reason for done in _DONE):
            log.error("reply.refused", method=reply["method"], error=error.message)
        return True
