"""From a row of the outbox to the call that sends it: text, buttons, file."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

from aiogram.methods import SendDocument, SendMessage, SendPhoto, TelegramMethod
from aiogram.types import InlineKeyboardMarkup, InputFile, Message

from bot.db.engine import Database
from bot.db.models import Broadcast
from bot.db.queries.outbox import Due
from bot.delivery.files import Files
from bot.services.outbox import decode_arguments
from bot.texts import Texts, Translate

Keyboards = Mapping[str, Callable[[Translate, Mapping[str, Any]], InlineKeyboardMarkup]]
Call = Callable[[TelegramMethod[Message]], Awaitable[Message]]

_REMEMBERED = 256


class _Rendered(NamedTuple):
    text: str
    markup: InlineKeyboardMarkup | None
    photo: str | None = None


class Composer:
    """Renders each text once for all who read it alike; a broadcast is read from the database once."""

    def __init__(self, database: Database, texts: Texts, keyboards: Keyboards) -> None:
        self._database = database
        self._texts = texts
        self._keyboards = keyboards
        self._files = Files(database)
        self._rendered: OrderedDict[object, _Rendered] = OrderedDict()

    async def send(self, due: Due, call: Call) -> Message:
        """Send the message through ``call``. Raises what ``call`` raises, and ``LookupError`` for what is missing."""
        text, markup, photo = await self._render(due)
        if due.file_id is not None:

            async def send_file(source: str | InputFile, picture: bool) -> Message:
                return await call(_with_file(due.chat_id, text, markup, source, picture=picture))

            return await self._files.send(due.file_id, send_file)
        if photo is not None:
            return await call(_with_file(due.chat_id, text, markup, photo, picture=True))
        return await call(SendMessage(chat_id=due.chat_id, text=text, reply_markup=markup))

    async def _render(self, due: Due) -> _Rendered:
        key = _key(due)
        found = self._rendered.get(key)
        if found is None:
            found = self._text(due) if due.broadcast_id is None else await self._broadcast(due.broadcast_id)
            self._rendered[key] = found
            if len(self._rendered) > _REMEMBERED:
                self._rendered.popitem(last=False)
        return found

    def _text(self, due: Due) -> _Rendered:
        t = self._texts.translator(due.language, role=due.role)
        args = decode_arguments(due.args)
        make = self._keyboards.get(due.template)
        return _Rendered(t(due.template, **args), make(t, args) if make is not None else None)

    async def _broadcast(self, broadcast_id: int) -> _Rendered:
        async with self._database.reading() as session:
            broadcast = await session.get_one(Broadcast, broadcast_id)
        return _Rendered(broadcast.text_html, None, broadcast.photo_file_id)


def _key(due: Due) -> object:
    if due.broadcast_id is not None:
        return due.broadcast_id
    return due.template, due.language, due.role, repr(due.args)


def _with_file(
    chat_id: int, text: str, markup: InlineKeyboardMarkup | None, source: str | InputFile, *, picture: bool
) -> TelegramMethod[Message]:
    if picture:
        return SendPhoto(chat_id=chat_id, photo=source, caption=text or None, reply_markup=markup)
    return SendDocument(chat_id=chat_id, document=source, caption=text or None, reply_markup=markup)
