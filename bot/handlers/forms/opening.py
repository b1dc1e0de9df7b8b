"""The way into a form: a new one, or one that was left."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram.fsm.context import FSMContext
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.handlers.forms import screens
from bot.handlers.forms.dialogue import KEYBOARD, Dialogue, FormStates, load
from bot.handlers.screens import Screen
from bot.services import forms
from bot.texts import Translate

__all__ = ["FormStates", "open_form"]


async def open_form(
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    t: Translate,
    now: datetime,
    *,
    form: str,
    subject_id: int = 0,
    answers: Mapping[str, Any] | None = None,
    fresh: bool = False,
) -> Screen:
    """The screen to show: the first question of a new draft, or the offer to go on with the one that was left.

    ``answers`` prefill a new draft (all of them given: it opens at its summary). ``fresh`` forgets an older draft.
    The screen of a phone question carries a keyboard of its own kind: give it to ``show`` or ``send`` as it is.
    """
    draft = None if fresh else await forms.draft_of(session, actor.id, form, subject_id)
    if draft is not None and (draft.answers or draft.pending):
        return screens.resume_offer(await load(session, actor, state, t, now, draft))
    draft = await forms.start(session, actor, form=form, subject_id=subject_id, answers=answers, first=None, now=now)
    dialogue = await load(session, actor, state, t, now, draft)
    forms.ask(draft, forms.next_key(dialogue.questions, draft.answers), now=now)
    await dialogue.enter()
    return await opened(dialogue)


async def opened(dialogue: Dialogue) -> Screen:
    """The present step, with the contact keyboard noted when it comes up with it."""
    screen = screens.current(dialogue)
    question = dialogue.question
    if question is not None and screens.raises_keyboard(question):
        await dialogue.state.update_data({KEYBOARD: True})
    return screen
