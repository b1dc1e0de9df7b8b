"""From a row of the outbox to the call that keeps its promise: text, buttons, files; or an edit, or a deletion."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple

from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import DeleteMessage, DeleteMessages, EditMessageCaption, EditMessageText, TelegramMethod
from aiogram.types import InlineKeyboardMarkup, InputFile, Message

from bot.db.engine import Database
from bot.db.models import Broadcast
from bot.db.queries.broadcasts import CORRECTION, RECALL, TEMPLATE
from bot.db.queries.outbox import Due
from bot.delivery.files import Files
from bot.domain.attachments import Attachment, files_from
from bot.domain.broadcasts import version_for
from bot.letters import caption_bearer, letter, with_file
from bot.services.outbox import decode_arguments
from bot.texts import Texts, Translate

Keyboards = Mapping[str, Callable[[Translate, Mapping[str, Any]], InlineKeyboardMarkup]]
Call = Callable[[TelegramMethod[Any]], Awaitable[Any]]

_REMEMBERED = 256
_DONE_ALREADY = ("message is not modified", "message to delete not found")
"""What an edit or a deletion is told when the message is as it should be: a repeated one, or the person was quicker."""


class _Rendered(NamedTuple):
    text: str
    markup: InlineKeyboardMarkup | None
    files: tuple[Attachment, ...] = ()


class Composer:
    """Renders each text once for all who read it alike; a broadcast is read from the database once per language."""

    def __init__(self, database: Database, texts: Texts, keyboards: Keyboards) -> None:
        self._database = database
        self._texts = texts
        self._keyboards = keyboards
        self._files = Files(database)
        self._rendered: OrderedDict[object, _Rendered] = OrderedDict()

    async def send(self, due: Due, call: Call) -> Sequence[int]:
        """Do what the message asks for through ``call``; returns the ids of the messages it is in the chat.

        Raises what ``call`` raises, and ``LookupError`` for what is missing.
        """
        if due.template in (RECALL, CORRECTION):
            return await self._change(due, call)
        rendered = await self._render(due)
        if due.file_id is None:
            return _ids(await call(letter(due.chat_id, rendered.text, rendered.markup, rendered.files)))

        async def send_file(source: str | InputFile, picture: bool) -> Message:
            message: Message = await call(
                with_file(due.chat_id, rendered.text, rendered.markup, source, picture=picture)
            )
            return message

        return _ids(await self._files.send(due.file_id, send_file))

    async def _change(self, due: Due, call: Call) -> Sequence[int]:
        """Edit or delete what was sent before."""
        if due.message_id is None:
            raise LookupError("no message to change")
        ids = due.album_ids or [due.message_id]
        try:
            await call(_deletion(due.chat_id, ids) if due.template == RECALL else await self._correction(due))
        except TelegramBadRequest as error:
            if not any(words in error.message for words in _DONE_ALREADY):
                raise
        return ids

    async def _correction(self, due: Due) -> TelegramMethod[Any]:
        text, markup, files = await self._render(due)
        if not files:
            return EditMessageText(chat_id=due.chat_id, message_id=due.message_id, text=text, reply_markup=markup)
        bearer = caption_bearer(files)
        message_id = due.album_ids[bearer] if due.album_ids else due.message_id
        return EditMessageCaption(chat_id=due.chat_id, message_id=message_id, caption=text, reply_markup=markup)

    async def _render(self, due: Due) -> _Rendered:
        broadcast_id = due.args.get("broadcast") if due.template == CORRECTION else due.broadcast_id
        key = _key(due)
        found = self._rendered.get(key)
        if found is None:
            found = self._text(due) if broadcast_id is None else await self._broadcast(broadcast_id, due)
            self._rendered[key] = found
            if len(self._rendered) > _REMEMBERED:
                self._rendered.popitem(last=False)
        return found

    def _text(self, due: Due) -> _Rendered:
        t = self._texts.translator(due.language, role=due.role)
        args = decode_arguments(due.args)
        make = self._keyboards.get(due.template)
        return _Rendered(t(due.template, **args), make(t, args) if make is not None else None)

    async def _broadcast(self, broadcast_id: int, due: Due) -> _Rendered:
        async with self._database.reading() as session:
            broadcast = await session.get_one(Broadcast, broadcast_id)
        t = self._texts.translator(due.language, role=due.role)
        text = version_for(due.language, broadcast.text_html, broadcast.text_html_en)
        make = self._keyboards.get(TEMPLATE)
        markup = make(t, {"buttons": broadcast.buttons}) if make is not None and broadcast.buttons else None
        return _Rendered(text, markup, files_from(broadcast.files))


def _key(due: Due) -> object:
    if due.broadcast_id is not None:
        return due.broadcast_id, due.broadcast_revision, due.language
    return due.template, due.language, due.role, repr(due.args)


def _deletion(chat_id: int, ids: list[int]) -> TelegramMethod[bool]:
    if len(ids) == 1:
        return DeleteMessage(chat_id=chat_id, message_id=ids[0])
    return DeleteMessages(chat_id=chat_id, message_ids=ids)


def _ids(sent: Message | list[Message]) -> list[int]:
    return [message.message_id for message in (sent if isinstance(sent, list) else [sent])]
