"""Files on their way out: uploaded once, then sent by the id Telegram gave them."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import PurePath
from weakref import WeakValueDictionary

from aiogram.types import BufferedInputFile, InputFile, Message
from sqlalchemy import select, update

from bot.db.engine import Database
from bot.db.models import StoredFile

_PICTURES = (".png", ".jpg", ".jpeg", ".webp")

SendFile = Callable[[str | InputFile, bool], Awaitable[Message]]
"""Sends a file (its Telegram id, or its content) as a picture or as a document."""


class Files:
    """The stored files, shared by many messages."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._uploads: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def send(self, file_id: int, send: SendFile) -> Message:
        """Send the file; while its first upload is under way the others wait for the id that comes of it.

        Raises ``LookupError`` when there is nothing to send.
        """
        async with self._uploads.setdefault(file_id, asyncio.Lock()):
            async with self._database.reading() as session:
                row = await session.execute(
                    select(StoredFile.name, StoredFile.telegram_file_id).where(StoredFile.id == file_id)
                )
                name, telegram_id = row.one()
            picture = PurePath(name).suffix.lower() in _PICTURES
            if telegram_id is None:
                message = await send(BufferedInputFile(await self._content(file_id), filename=name), picture)
                await self._remember(file_id, message)
                return message
        return await send(telegram_id, picture)

    async def _content(self, file_id: int) -> bytes:
        async with self._database.reading() as session:
            content = await session.scalar(select(StoredFile.content).where(StoredFile.id == file_id))
        if not content:
            raise LookupError("the stored file is empty")
        return content

    async def _remember(self, file_id: int, message: Message) -> None:
        telegram_id = _telegram_id(message)
        if telegram_id is None:
            return
        async with self._database.transaction() as session:
            await session.execute(
                update(StoredFile).where(StoredFile.id == file_id).values(telegram_file_id=telegram_id)
            )


def _telegram_id(message: Message) -> str | None:
    if message.photo:
        return message.photo[-1].file_id
    if message.document is not None:
        return message.document.file_id
    return None
