"""What every handler is given: the person who acts, their office role and their texts."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.middlewares.user_context import EVENT_FROM_USER_KEY
from aiogram.types import TelegramObject, User
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import people
from bot.handlers.dialogs import ACTOR
from bot.texts import LANGUAGES, Texts

Next = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class ActorMiddleware(BaseMiddleware):
    """Loads (at the first contact creates) the person behind the update; runs before the FSM, whose state is theirs."""

    async def __call__(self, handler: Next, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Add ``actor``, ``office_role`` and ``t`` to the handler's arguments."""
        user: User | None = data.get(EVENT_FROM_USER_KEY)
        if user is None or user.is_bot:
            return await handler(event, data)
        session: AsyncSession = data["session"]
        found = await people.by_telegram_id(session, user.id)
        if found is None:
            actor, role = await _newcomer(session, user, data["now"]), None
        else:
            actor, role = found
        session.info[ACTOR] = actor
        texts: Texts = data["texts"]
        data |= {"actor": actor, "office_role": role, "t": texts.translator(actor.language, role=actor.role)}
        return await handler(event, data)


async def _newcomer(session: AsyncSession, user: User, now: datetime) -> Person:
    code = (user.language_code or "")[:2]
    person = Person(telegram_id=user.id, language=code if code in LANGUAGES else LANGUAGES[0], created_at=now)
    session.add(person)
    await session.flush()
    return person
