"""What the bot asks the messenger about teams' groups: a link to come in by, and that who has left the team leaves.

Rows say what is due. A call whose outcome is not known is made again: a second link, or a second removal of somebody who
is gone, changes nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import BanChatMember, CreateChatInviteLink, TelegramMethod, UnbanChatMember
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.models import TeamGroup
from bot.db.queries.team_groups import Departure
from bot.delivery.budget import Budget
from bot.delivery.chats import Chats
from bot.domain.team_groups import GroupProblem
from bot.services import team_groups
from bot.texts import Texts

log = structlog.get_logger(__name__)

EVERY = 2.0
"""Seconds between two looks."""

_GONE = ("chat not found", "group chat was deactivated")
_NOT_THERE = ("user not found", "user_not_participant", "participant_id_invalid")

Result = TypeVar("Result")


class TeamGroups:
    """Makes links and takes leave, one look at a time."""

    def __init__(
        self, *, bot: Bot, database: Database, texts: Texts, clock: Clock, budget: Budget, chats: Chats
    ) -> None:
        self._bot = bot
        self._database = database
        self._texts = texts
        self._clock = clock
        self._budget = budget
        self._chats = chats

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self.look()
            except Exception:
                # The rows are still there: the next look sees them again.
                log.exception("team_groups.failed")
            await asyncio.sleep(EVERY)

    async def look(self) -> None:
        """Do what is due."""
        if self._budget.held_for() > 0:
            return
        async with self._database.reading() as session:
            if not await team_groups.anything_due(session, now=self._clock.now()):
                return
        for group in await self._due(team_groups.links_to_make):
            if not self._chats.rests_for(group.chat_id):
                await self._make_link(group)
        for departure in await self._due(team_groups.departures):
            if not self._chats.rests_for(departure.group.chat_id):
                await self._take_leave(departure)

    async def _due(self, ask: Callable[..., Awaitable[Result]]) -> Result:
        async with self._database.transaction() as session:
            return await ask(session, now=self._clock.now())

    async def _make_link(self, group: TeamGroup) -> None:
        name = self._texts.translator().plain("team-group-link-name")
        try:
            made = await self._call(
                group, CreateChatInviteLink(chat_id=group.chat_id, name=name, creates_join_request=True)
            )
        except (TelegramBadRequest, TelegramForbiddenError) as error:
            problem = GroupProblem.REMOVED if _is_gone(error) else GroupProblem.RIGHTS
            await self._told(team_groups.link_refused, group.id, problem)
        else:
            if made is not None:
                await self._told(team_groups.link_made, group.id, made.invite_link)

    async def _take_leave(self, departure: Departure) -> None:
        """Removed, and free to come back should they belong to the team again."""
        guest, group = departure
        unban = UnbanChatMember(chat_id=group.chat_id, user_id=guest.telegram_id, only_if_banned=True)
        try:
            if await self._call(group, BanChatMember(chat_id=group.chat_id, user_id=guest.telegram_id)) is None:
                return
        except (TelegramBadRequest, TelegramForbiddenError) as error:
            refused = not any(words in error.message.lower() for words in _NOT_THERE)
            await self._told(team_groups.departed, guest.id, refused=refused)
            return
        try:
            if await self._call(group, unban) is None:
                return
        except TelegramBadRequest:
            # A basic group knows no bans that last: whoever was removed is free already.
            log.info("team_groups.no_bans")
        await self._told(team_groups.departed, guest.id, refused=False)

    async def _call(self, group: TeamGroup, method: TelegramMethod[Any]) -> Any:
        """The answer; None when it is not known, or to be asked for again later."""
        try:
            return await self._bot(method)
        except TelegramRetryAfter as error:
            self._chats.rest(group.chat_id, error.retry_after)
        except (TelegramNetworkError, TelegramServerError) as error:
            log.warning("team_groups.repeat", method=method.__api_method__, error=type(error).__name__)
        except TelegramMigrateToChat as error:
            async with self._database.transaction() as session:
                await team_groups.moved(session, group.chat_id, error.migrate_to_chat_id)
        return None

    async def _told(self, tell: Callable[..., Awaitable[None]], *what: Any, **how: Any) -> None:
        session: AsyncSession
        now: datetime = self._clock.now()
        async with self._database.transaction() as session:
            await tell(session, *what, **how, now=now)


def _is_gone(error: TelegramBadRequest | TelegramForbiddenError) -> bool:
    return isinstance(error, TelegramForbiddenError) or any(words in error.message.lower() for words in _GONE)
