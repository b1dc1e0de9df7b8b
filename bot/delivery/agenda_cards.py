"""The cards «Что дальше?» on their way to Telegram: one message per person, edited where it stands.

Which cards may have become wrong is known from rows (a term passes, the person has been told something) and from the
replies that have just been sent. Nothing is lost with a lost edit: the next look finds the card different again.
"""

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import EditMessageText, SendMessage
from aiogram.types import InlineKeyboardMarkup
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.models import AgendaCard, Person
from bot.db.queries import agenda as queries
from bot.delivery.budget import Budget
from bot.services import agenda
from bot.services.agenda import View
from bot.texts import Texts, Translate

log = structlog.get_logger(__name__)

EVERY = 3.0
"""Seconds between two looks."""

BATCH = 20
"""Cards per look: an announcement to everybody does not turn into as many edits at once."""

_TOUCHED = 500

_SHOWING = frozenset({SendMessage.__api_method__, EditMessageText.__api_method__})

Render = Callable[..., tuple[str, InlineKeyboardMarkup | None]]
"""(view, person, texts, pinned=) → the card."""


class AgendaCards:
    """Keeps the cards up to date; ``sent`` is told of every reply that has reached somebody.

    ``is_card`` tells a card by the parameters it was sent with.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        database: Database,
        texts: Texts,
        clock: Clock,
        budget: Budget,
        render: Render,
        is_card: Callable[[Mapping[str, Any]], bool],
    ) -> None:
        self._bot = bot
        self._database = database
        self._texts = texts
        self._clock = clock
        self._budget = budget
        self._render = render
        self._is_card = is_card
        self._touched: dict[int, None] = {}

    async def sent(self, reply: Mapping[str, Any], result: Any) -> None:
        """A reply has arrived. If it is a card, it is from now on *the* card; else its reader may have done something.

        ``reply`` is what was sent, ``result`` Telegram's answer, both as JSON.
        """
        if reply["method"] not in _SHOWING or not isinstance(result, dict):
            return
        chat_id: int = result["chat"]["id"]
        if self._is_card(reply["params"]):
            try:
                await self._place(chat_id, result["message_id"])
            except SQLAlchemyError as error:
                # The card has arrived and says what is true: that it is not kept up to date is no reason to repeat it.
                log.warning("agenda.not_placed", error=type(error).__name__)
        elif chat_id > 0:
            self._touched[chat_id] = None

    async def _place(self, chat_id: int, message_id: int) -> None:
        async with self._database.transaction() as session:
            former = await agenda.place(session, chat_id, message_id, now=self._clock.now())
        if former is None:
            return
        with suppress(TelegramAPIError):
            if former.pinned:
                await self._bot.pin_chat_message(chat_id, message_id, disable_notification=True)
            await self._bot.delete_message(chat_id, former.message_id)

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self.look()
            except Exception:
                # A convenience: whatever is wrong with the cards, the messages go on.
                log.exception("agenda.failed")
            await asyncio.sleep(EVERY)

    async def look(self) -> None:
        """Edit the cards that have something new to say."""
        if self._budget.held_for() > 0:
            return
        now = self._clock.now()
        chats = list(self._touched)[:_TOUCHED]
        async with self._database.reading() as session:
            found = await queries.cards_to_look_at(session, chats, now=now, limit=BATCH)
            views = [await agenda.view(session, person, role, now=now) for _, person, role in found]
        done = chats if len(found) < BATCH else [card.chat_id for card, *_ in found]
        for chat in done:
            self._touched.pop(chat, None)
        for (card, person, _), view in zip(found, views, strict=True):
            await self._show(card, person, view)

    async def _show(self, card: AgendaCard, person: Person, view: View) -> None:
        t: Translate = self._texts.translator(person.language, role=person.role)
        text, markup = self._render(view, person, t, pinned=card.pinned)
        digest = hashlib.sha256(f"{text}{markup}".encode()).hexdigest()[:32]
        if digest != card.shown and not await self._edit(card, text, markup):
            self._touched[card.chat_id] = None
            return
        async with self._database.transaction() as session:
            await queries.looked_at(
                session, card.person_id, card.message_id, shown=digest, was=card.look_at, look_at=view.look_at
            )

    async def _edit(self, card: AgendaCard, text: str, markup: InlineKeyboardMarkup | None) -> bool:
        """Write the card anew; False when that is to be tried again, or there is nothing to write to any more."""
        try:
            await self._bot.edit_message_text(
                text, chat_id=card.chat_id, message_id=card.message_id, reply_markup=markup
            )
        except TelegramRetryAfter as error:
            self._budget.hold(error.retry_after)
            return False
        except (TelegramNetworkError, TelegramServerError) as error:
            log.warning("agenda.repeat", error=type(error).__name__)
            return False
        except (TelegramBadRequest, TelegramForbiddenError) as error:
            if "message is not modified" not in error.message:
                async with self._database.transaction() as session:
                    await queries.forget_card(session, card.chat_id, card.message_id)
                return False
        return True
