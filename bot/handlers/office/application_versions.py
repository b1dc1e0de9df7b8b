"""Earlier versions of an application for the office: what was sent when, and what each sending changed."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import ApplicationVersion, Person
from bot.domain.applications import changed_answers
from bot.domain.errors import Stale
from bot.domain.questions import Question
from bot.domain.text_arguments import Html
from bot.handlers.application_answers import answer_pages, paged
from bot.handlers.forms import question_label, shown_answer
from bot.handlers.keyboards import Row, button, keyboard, page_row
from bot.handlers.office.selection_callbacks import CardAct, VersionAct
from bot.handlers.office.selection_screens import readable
from bot.handlers.screens import Reply, Screen, show
from bot.services import selection
from bot.texts import Translate

# No filter hides it: the service refuses those outside the office, and so the attempt is logged.
router = Router(name="office-application-versions")

_SHOWN = 700
"""Characters of an answer beside another one."""
_NEAR = 6
"""Versions a row of buttons holds."""


@router.callback_query(VersionAct.filter())
async def open_version(
    query: CallbackQuery, callback_data: VersionAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The first version whole, each later one by what it changed."""
    card, versions = await selection.versions(session, actor, callback_data.app, now=now)
    wanted = callback_data.number or len(versions)
    index = next((place for place, each in enumerate(versions) if each.version == wanted), None)
    if index is None:
        raise Stale("application-version-gone")
    pages = _pages(readable(card), versions, index, t)
    page = min(callback_data.page, len(pages) - 1)
    here = callback_data.model_copy(update={"number": wanted})
    rows: list[Row] = [
        page_row(t, page=page, pages=len(pages), data=lambda turn: here.model_copy(update={"page": turn})),
        [
            button(t.plain("application-version-button", number=each.version), VersionAct(app=here.app, number=each.version))
            for each in [one for one in versions if one.version != wanted][-_NEAR:]
        ],
        [button(t.plain("button-back"), CardAct(app=here.app))],
    ]  # fmt: skip
    text = t(
        "application-version",
        application=card.row.application.number,
        number=wanted,
        versions=len(versions),
        sent=versions[index].submitted_at,
        first=index == 0,
        answers=pages[page],
    )
    return show(query, Screen(text, keyboard(rows)))


def _pages(
    questions: Sequence[Question], versions: Sequence[ApplicationVersion], index: int, t: Translate
) -> list[Html]:
    after = versions[index].answers
    if index == 0:
        return answer_pages(questions, after, t)
    before = versions[index - 1].answers
    changed = changed_answers(before, after)
    blocks = [
        t(
            "application-version-change",
            question=question_label(question, t),
            before=shown_answer(question, before.get(question.key), t, limit=_SHOWN),
            after=shown_answer(question, after.get(question.key), t, limit=_SHOWN),
        )
        for question in questions
        if question.key in changed
    ]
    return paged(blocks or [t("application-version-same")])
