"""The conversation's state: aiogram's FSM storage on the person's own row, in the update's own transaction.

A storage with a connection of its own would, on SQLite, wait for ever for the transaction that called it.
"""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from bot.db.engine import current_session
from bot.db.models import Person

ACTOR = "actor"
"""Where the middleware keeps the person of the update in ``session.info``."""


class PersonStorage(BaseStorage):
    """State and data live in ``people.dialog_state`` and ``dialog_data``; group chats have no dialogs.

    What is as it was is not set: the row would be looked through at the flush for nothing.
    """

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Keep the state with the person."""
        wanted = state.state if isinstance(state, State) else state
        if (person := self._person(key)) is not None and person.dialog_state != wanted:
            person.dialog_state = wanted

    async def get_state(self, key: StorageKey) -> str | None:
        """The person's state."""
        person = self._person(key)
        return person.dialog_state if person is not None else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Replace the person's dialog data."""
        wanted = dict(data) or None
        if (person := self._person(key)) is not None and person.dialog_data != wanted:
            person.dialog_data = wanted

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """A copy of the person's dialog data."""
        person = self._person(key)
        return dict(person.dialog_data or {}) if person is not None else {}

    async def close(self) -> None:
        """Nothing to close: the session belongs to the update."""

    def _person(self, key: StorageKey) -> Person | None:
        person: Person | None = current_session.get().info.get(ACTOR)
        return person if person is not None and person.telegram_id == key.user_id == key.chat_id else None
