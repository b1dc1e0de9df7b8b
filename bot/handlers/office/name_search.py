"""Lists of people in which what is typed is a part of a name: the dialog keeps the place and what is looked for there."""

from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import Message

_LONGEST = 60


async def go_on(state: FSMContext, typing: State, **place: int) -> str:
    """Open the list of a place (an event, a day) and return what was looked for there; elsewhere nothing is."""
    data = await state.get_data()
    typed = str(data.get("typed", "")) if all(data.get(name) == value for name, value in place.items()) else ""
    await state.set_state(typing)
    await state.set_data({**place, "typed": typed})
    return typed


async def look_for(message: Message, state: FSMContext) -> dict[str, Any]:
    """Note what was typed; returns the data of the dialog: the place and ``typed``."""
    data = {**await state.get_data(), "typed": (message.text or "").strip()[:_LONGEST]}
    await state.set_data(data)
    return data
