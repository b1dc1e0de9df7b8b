"""The edge: one update is one transaction, committed here and nowhere else.

The update is marked done, its effects are written and the replies it owes are stored by the same commit. A rule that
says no rolls everything back and becomes a plain message; an error is tried three times and then set aside, with an
apology to the person and an alert to the office.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import Update, User
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.models import Person
from bot.db.queries import intake
from bot.db.queries import people as people_queries
from bot.db.queries.intake import Turn
from bot.domain.enums import OfficeRole, Priority
from bot.domain.errors import DeadLink, NotAllowed, RuleViolation, Stale
from bot.handlers.fallback import unknown_screen
from bot.handlers.keyboards import keyboard, to_menu
from bot.handlers.screens import Screen, show
from bot.intake.lanes import NotYetError
from bot.intake.replies import Owed, Reply, collect, dump
from bot.services import audit, outbox
from bot.texts import Texts, Translate

log = structlog.get_logger(__name__)

ATTEMPTS = 3
_TOAST_LIMIT = 200

AskTurn = Callable[[AsyncSession, int, int], Awaitable[Turn]]
"""(session, update, lane) → whether another replica has a better claim."""


class AlreadyHandledError(Exception):
    """Another worker has committed this update's effects."""


class UnreadableUpdateError(Exception):
    """Telegram sent what the framework's types do not know."""


class Edge:
    """Turns a stored update into committed effects and owed replies. ``extras`` are given to every handler.

    ``ask_turn`` and ``worker`` are set where several replicas share the intake.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        dispatcher: Dispatcher,
        database: Database,
        texts: Texts,
        clock: Clock,
        extras: dict[str, Any],
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._database = database
        self._texts = texts
        self._clock = clock
        self._extras = extras
        self.ask_turn: AskTurn | None = None
        self.worker: str | None = None

    async def handle(self, update_id: int, payload: dict[str, Any]) -> list[Owed]:
        """Commit the update's effects; return the replies to send.

        Raises NotYetError when another replica comes first, and nothing else but what stops the process.
        """
        for _ in range(ATTEMPTS):
            try:
                return await self._attempt(update_id, payload)
            except AlreadyHandledError:
                log.info("update.repeated", update_id=update_id)
                return []
            except NotYetError:
                raise
            except Exception as error:
                log.exception("update.failed", update_id=update_id, error=type(error).__name__)
                replies = await self._failed(update_id, payload, error)
                if replies is not None:
                    return replies
        return []

    async def _attempt(self, update_id: int, payload: dict[str, Any]) -> list[Owed]:
        update = self._read(payload)
        try:
            async with self._database.transaction() as session:
                await self._ensure_turn(session, update_id, payload)
                now = self._clock.now()
                result = await self._dispatcher.feed_update(
                    self._bot, update, session=session, now=now, texts=self._texts, **self._extras
                )
                replies = [] if result is UNHANDLED else collect(result, update)
                return await self._finish(session, update_id, replies, now)
        except RuleViolation as violation:
            return await self._refuse(update_id, update, violation)

    async def _ensure_turn(self, session: AsyncSession, update_id: int, payload: dict[str, Any]) -> None:
        if self.ask_turn is None:
            return
        turn = await self.ask_turn(session, update_id, lane_of(payload))
        if turn is Turn.LATER:
            raise NotYetError
        if turn is Turn.ELSE:
            raise AlreadyHandledError

    def _read(self, payload: dict[str, Any]) -> Update:
        try:
            return Update.model_validate(payload, context={"bot": self._bot})
        except ValidationError as error:
            # The library's message quotes what the person wrote; ours goes to the log.
            raise UnreadableUpdateError(f"{error.error_count()} fields") from None

    async def _finish(self, session: Any, update_id: int, replies: list[Reply], now: datetime) -> list[Owed]:
        owed = [dump(reply) for reply in replies]
        if not await intake.finish(session, update_id, replies=owed, now=now, worker=self.worker):
            raise AlreadyHandledError
        return owed

    async def _refuse(self, update_id: int, update: Update, violation: RuleViolation) -> list[Owed]:
        user = _sender(update)
        async with self._database.transaction() as session:
            now = self._clock.now()
            found = await people_queries.by_telegram_id(session, user.id) if user is not None else None
            actor: Person | None = found[0] if found is not None else None
            if isinstance(violation, NotAllowed | DeadLink):
                log.warning("access.refused", update_id=update_id, key=violation.key)
                audit.record(
                    session,
                    "access.refused",
                    actor=actor,
                    now=now,
                    # The log is for ever: an account stands in it only where there is no person to name.
                    telegram_id=user.id if user is not None and actor is None else None,
                    detail=violation.key,
                )
            t = self._texts.translator(actor.language if actor else None, role=actor.role if actor else None)
            return await self._finish(session, update_id, _explain(update, violation, t), now)

    async def _failed(self, update_id: int, payload: dict[str, Any], error: Exception) -> list[Owed] | None:
        """Count the failure; at the last attempt apologise and alert the office. None: try again."""
        async with self._database.transaction() as session:
            now = self._clock.now()
            reason = type(error).__name__
            if await intake.note_failure(session, update_id, error=reason, limit=ATTEMPTS) < ATTEMPTS:
                return None
            chats = await people_queries.office_chats(session, OfficeRole.ADMINISTRATOR)
            for person_id, chat_id in chats:
                notice = outbox.Notice(
                    key=f"update-failed:{update_id}:{person_id}",
                    template="office-alert-update-failed",
                    args={"update": update_id, "error": reason},
                    priority=Priority.DECISION,
                )
                await outbox.promise_to_chat(session, chat_id, notice, now=now)
            # The apology is a row too: it must not depend on what has just failed.
            chat_id = lane_of(payload)
            if chat_id > 0:
                apology = outbox.Notice(
                    key=f"update-failed:{update_id}", template="something-broke", priority=Priority.ANSWER
                )
                await outbox.promise_to_chat(session, chat_id, apology, now=now)
        return []


def _explain(update: Update, violation: RuleViolation, t: Translate) -> list[Reply]:
    refused = isinstance(violation, NotAllowed)
    if update.callback_query is not None:
        text = t.plain("button-outdated" if refused else violation.key, **violation.arguments)[:_TOAST_LIMIT]
        alert = not isinstance(violation, Stale | NotAllowed)
        return [AnswerCallbackQuery(callback_query_id=update.callback_query.id, text=text, show_alert=alert)]
    if update.message is not None:
        if refused:
            return [show(update.message, unknown_screen(t))]
        text = t(violation.key, **violation.arguments)
        if isinstance(violation, DeadLink):
            # Whoever came by a link that leads nowhere must not be left there.
            return [show(update.message, Screen(text, keyboard([[to_menu(t)]])))]
        return [SendMessage(chat_id=update.message.chat.id, text=text)]
    return []


def _sender(update: Update) -> User | None:
    event = update.message or update.callback_query or update.edited_message
    return event.from_user if event is not None else None


def lane_of(payload: dict[str, Any]) -> int:
    """What orders an update: its chat, else its sender, else nothing (0)."""
    for kind, event in payload.items():
        if kind == "update_id" or not isinstance(event, dict):
            continue
        chat = event.get("chat") or event.get("message", {}).get("chat") or event.get("from") or event.get("user")
        if chat:
            return int(chat["id"])
    return 0
