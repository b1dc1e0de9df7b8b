"""Files of replies: what a stored reference stands for, fetched or made when the reply leaves.

``stored:<id>`` is the content of that row of ``stored_files``; ``made:<name>:<language>:<argument>`` is made by that
paper's maker. A reply holds only the reference, so that it can be stored and sent again.
"""

from typing import Any

import structlog
from aiogram.methods import SendDocument, SendMessage, SendPhoto, TelegramMethod
from aiogram.types import BufferedInputFile
from sqlalchemy.exc import InterfaceError, OperationalError

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.models import StoredFile
from bot.papers import MAKERS, PREFIX
from bot.texts import Texts

log = structlog.get_logger(__name__)

STORED = "stored:"

UNAVAILABLE = (OperationalError, InterfaceError, ConnectionError)
"""How a database says that it cannot answer just now."""


class ReplyFiles:
    """Puts the bytes where a reply has a reference."""

    def __init__(self, database: Database, texts: Texts, clock: Clock) -> None:
        self._database = database
        self._texts = texts
        self._clock = clock

    async def attach(self, reply: TelegramMethod[Any]) -> TelegramMethod[Any]:
        """The reply with its file; one without a reference comes back as it is.

        A file that cannot be made becomes words that say so: the person is not left waiting, and nothing else they are
        owed waits behind it. A database that is ``UNAVAILABLE`` is raised: it will answer later.
        """
        match reply:
            case SendPhoto(photo=str() as source):
                field = "photo"
            case SendDocument(document=str() as source):
                field = "document"
            case _:
                return reply
        try:
            file = await self._file(source)
        except UNAVAILABLE:
            raise
        except Exception:
            log.exception("reply.no_file", method=reply.__api_method__)
            return SendMessage(chat_id=reply.chat_id, text=self._apology(source))
        return reply if file is None else reply.model_copy(update={field: file})

    def _apology(self, source: str) -> str:
        language = source.split(":", 2)[1] if source.startswith(PREFIX) else None
        return self._texts.translator(language)("file-not-made")

    async def _file(self, source: str) -> BufferedInputFile | None:
        if source.startswith(STORED):
            async with self._database.reading() as session:
                stored = await session.get_one(StoredFile, int(source.removeprefix(STORED)))
            return BufferedInputFile(stored.content or b"", filename=stored.name)
        if source.startswith(PREFIX):
            name, language, argument = source.removeprefix(PREFIX).split(":", 2)
            async with self._database.reading() as session:
                paper = await MAKERS[name](session, self._texts.translator(language), argument, self._clock.now())
            return BufferedInputFile(paper.content, filename=paper.name)
        return None
