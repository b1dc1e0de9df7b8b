"""A form under way: its draft, the questions as they stand, and whom it speaks to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import FormDraft, Person
from bot.domain.questions import Question
from bot.handlers.forms.kinds import FormKind, kind_named, token
from bot.services import forms
from bot.texts import Translate


class FormStates(StatesGroup):
    """The engine's dialog; its data hold the draft's id and whether a reply keyboard is up."""

    asking = State()


DRAFT = "draft"
KEYBOARD = "keyboard"


@dataclass(slots=True)
class Dialogue:
    """Everything the engine needs to ask, take and keep."""

    session: AsyncSession
    actor: Person
    state: FSMContext
    t: Translate
    now: datetime
    kind: FormKind
    draft: FormDraft
    questions: Sequence[Question]

    @property
    def question(self) -> Question | None:
        """The question being asked; None at the summary."""
        return self.find(self.draft.current)

    @property
    def today(self) -> date:
        """The day by the programme's clock."""
        return self.now.astimezone(ZoneInfo(self.t.home_zone)).date()

    def find(self, key: str | None) -> Question | None:
        """A question of the form by its key."""
        return next((question for question in self.questions if question.key == key), None)

    def find_by_token(self, value: str) -> Question | None:
        """A question of the form by the token a button carries."""
        return next((question for question in self.questions if token(question.key) == value), None)

    def position(self, question: Question) -> int:
        """Its place among the steps, from 0."""
        return [one.key for one in self.questions].index(question.key)

    async def refresh(self) -> None:
        """Ask the form for its questions again: an answer may have changed them."""
        self.questions = await self.kind.questions(self.session, self.actor, self.draft, self.now)
        forms.prune(self.draft, self.questions)
        self.t = _addressed(self.t, self.kind, self.actor, self.draft)

    async def enter(self) -> None:
        """Make this form the one the person's messages go to."""
        await self.state.set_state(FormStates.asking)
        data = await self.state.get_data()
        await self.state.set_data({DRAFT: self.draft.id, KEYBOARD: bool(data.get(KEYBOARD))})

    async def keyboard_is_up(self) -> bool:
        """Whether the person has the contact keyboard below the conversation."""
        return bool((await self.state.get_data()).get(KEYBOARD))

    async def note_keyboard(self, up: bool) -> None:
        """Remember whether the contact keyboard is up."""
        await self.state.update_data({KEYBOARD: up})


async def load(
    session: AsyncSession, actor: Person, state: FSMContext, t: Translate, now: datetime, draft: FormDraft
) -> Dialogue:
    """Take a draft up where it was left; a question that is no longer asked gives way to the next one."""
    kind = kind_named(draft.form)
    dialogue = Dialogue(session, actor, state, _addressed(t, kind, actor, draft), now, kind, draft, ())
    await dialogue.refresh()
    if draft.current is not None and dialogue.question is None:
        forms.ask(draft, forms.next_key(dialogue.questions, draft.answers), now=now)
    return dialogue


def _addressed(t: Translate, kind: FormKind, actor: Person, draft: FormDraft) -> Translate:
    if kind.reader is None:
        return t
    return t.addressing(kind.reader(actor, draft.answers))
