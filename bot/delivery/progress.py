"""The live cards of broadcasts: one message edited in place while its broadcast runs, and the report at its end.

Everything shown is counted from rows, so a restart changes nothing but the moment of the next edit.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

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
from aiogram.types import InlineKeyboardMarkup
from sqlalchemy import select

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.models import Broadcast, Person
from bot.db.queries import broadcasts as queries
from bot.delivery.budget import Budget
from bot.domain.enums import BroadcastStatus
from bot.services import broadcasts
from bot.services.broadcasts import Progress
from bot.texts import Texts, Translate

log = structlog.get_logger(__name__)

EVERY = 2.5
"""Seconds between two edits of a card: often enough to look alive, seldom enough for Telegram."""

_REMEMBERED = 30.0  # seconds over which the speed is measured

Render = Callable[[Translate, Progress, float | None], tuple[str, InlineKeyboardMarkup]]
"""(texts of the reader, progress, messages per second) → the card."""


class _Sample(NamedTuple):
    at: float
    settled: int


class ProgressCards:
    """Closes broadcasts that have nothing left to send and keeps their cards up to date."""

    def __init__(
        self,
        *,
        bot: Bot,
        database: Database,
        texts: Texts,
        clock: Clock,
        budget: Budget,
        render: Render,
        every: float = EVERY,
    ) -> None:
        self._bot = bot
        self._database = database
        self._texts = texts
        self._clock = clock
        self._budget = budget
        self._render = render
        self._every = every
        self._samples: dict[int, deque[_Sample]] = {}
        self._shown: dict[int, str] = {}

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self.look()
            except Exception:
                # The cards are a convenience: whatever is wrong, the broadcasts go on.
                log.exception("progress.failed")
            await asyncio.sleep(self._every)

    async def look(self) -> None:
        """Close what is finished, edit the cards that have something new to say."""
        if self._budget.held_for() > 0:
            return
        now = self._clock.now()
        async with self._database.reading() as session:
            found = await queries.watched(session)
            # Asked before the numbers are read: what is not on the wire then is in them.
            flying = await queries.on_the_wire(session, [broadcast.id for broadcast in found], wall=self._wall())
            states = [(broadcast, await broadcasts.progress(session, broadcast, now=now)) for broadcast in found]
        for broadcast, state in states:
            if broadcast.status is BroadcastStatus.SENDING and not state.left:
                state = await self._finish(broadcast, state)
            written = broadcast.card_message_id is not None and await self._edit(broadcast, state)
            if written and state.is_over and broadcast.id not in flying:
                await self._release(broadcast)
        self._forget({broadcast.id for broadcast, _ in states})

    async def _finish(self, broadcast: Broadcast, state: Progress) -> Progress:
        async with self._database.transaction() as session:
            if not await broadcasts.finish(session, broadcast.id, now=self._clock.now()):
                return state
            fresh = await session.get_one(Broadcast, broadcast.id)
            return await broadcasts.progress(session, fresh, now=self._clock.now())

    def _wall(self) -> datetime:
        return datetime.fromtimestamp(self._clock.wall(), UTC)

    async def _edit(self, broadcast: Broadcast, state: Progress) -> bool:
        """Whether the card says what is to be said."""
        async with self._database.reading() as session:
            reader = await session.scalar(select(Person).where(Person.telegram_id == broadcast.card_chat_id))
        t = self._texts.translator(reader.language if reader else None, role=reader.role if reader else None)
        text, markup = self._render(t, state, self._speed(state))
        if self._shown.get(broadcast.id) != text:
            async with self._database.transaction() as session:
                if not await queries.take_card(
                    session, broadcast, every=timedelta(seconds=self._every * 0.8), wall=self._wall()
                ):
                    return False
            if not await self._write(broadcast, text, markup):
                return False
            self._shown[broadcast.id] = text
        return True

    async def _release(self, broadcast: Broadcast) -> None:
        if broadcast.card_chat_id is None or broadcast.card_message_id is None:
            return
        async with self._database.transaction() as session:
            await queries.release_card(session, chat_id=broadcast.card_chat_id, message_id=broadcast.card_message_id)

    async def _write(self, broadcast: Broadcast, text: str, markup: InlineKeyboardMarkup) -> bool:
        """Edit the card; False when that is to be tried again."""
        try:
            await self._bot.edit_message_text(
                text, chat_id=broadcast.card_chat_id, message_id=broadcast.card_message_id, reply_markup=markup
            )
        except TelegramRetryAfter as error:
            self._budget.hold(error.retry_after)
            return False
        except (TelegramNetworkError, TelegramServerError) as error:
            log.warning("progress.repeat", error=type(error).__name__)
            return False
        except (TelegramBadRequest, TelegramForbiddenError) as error:
            if "message is not modified" not in error.message:
                async with self._database.transaction() as session:
                    await broadcasts.lose_card(session, broadcast.id, now=self._clock.now())
                return False
        except TelegramAPIError as error:
            log.error("progress.refused", error=error.message)
        return True

    def _speed(self, state: Progress) -> float | None:
        """Messages per second over the last moments; None while nothing can be said."""
        if state.status is not BroadcastStatus.SENDING:
            self._samples.pop(state.id, None)
            return None
        samples = self._samples.setdefault(state.id, deque())
        samples.append(_Sample(time.monotonic(), state.settled))
        while samples[-1].at - samples[0].at > _REMEMBERED:
            samples.popleft()
        first, last = samples[0], samples[-1]
        if last.at - first.at < self._every / 2 or last.settled == first.settled:
            return None
        return (last.settled - first.settled) / (last.at - first.at)

    def _forget(self, watched: set[int]) -> None:
        for memory in (self._samples, self._shown):
            for broadcast_id in memory.keys() - watched:
                del memory[broadcast_id]
