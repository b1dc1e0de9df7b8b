"""Who is let to a handler: a filter that only hides, and the door of the office, which refuses.

Neither replaces the check where the object is loaded.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.filters import Filter
from aiogram.types import TelegramObject

from bot.db.models import Person
from bot.domain.enums import Role
from bot.domain.errors import NotAllowed


class OfficeDoor(BaseMiddleware):
    """Stands before the handlers of a router of the office, once one of them matches.

    Outsiders are refused rather than passed by: they see what an unknown button or command answers, and the attempt
    stands in the audit log.
    """

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Let members of the office through; raises NotAllowed for the rest."""
        if data.get("office_role") is None:
            raise NotAllowed("not-allowed")
        return await handler(event, data)


class RoleIs(Filter):
    """The actor takes part in the programme as one of ``roles``."""

    def __init__(self, *roles: Role) -> None:
        self._roles = roles

    async def __call__(self, event: TelegramObject, actor: Person | None = None) -> bool:
        """True for one of the roles."""
        return actor is not None and actor.role in self._roles
