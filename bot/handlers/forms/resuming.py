"""A form that was left by somebody of whom nothing else is known yet: it is offered wherever they come."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.handlers.callbacks import Open
from bot.handlers.keyboards import Row, button
from bot.services import forms
from bot.texts import Translate


async def has_begun(session: AsyncSession, person: Person) -> bool:
    """Whether such a form waits for the person."""
    return await forms.unfinished(session, person) is not None


def resume_row(t: Translate) -> Row:
    """«Продолжить»."""
    return [button(t.plain("form-resume-button"), Open(screen="resume"))]
