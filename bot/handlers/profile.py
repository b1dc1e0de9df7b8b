"""/profile: what the bot knows about a person, and every line of it to be corrected."""

from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import FormDraft, Person
from bot.db.queries import consents as consent_queries
from bot.domain.enums import Role
from bot.domain.questions import Question
from bot.domain.text_arguments import Html
from bot.handlers.callbacks import Open
from bot.handlers.forms import FormKind, open_form, question_label, register, shown_answer
from bot.handlers.keyboards import Row, back_to, beside, button, keyboard, to_menu
from bot.handlers.mentor_profiles import profile_button
from bot.handlers.registration import check_about_person, is_registered
from bot.handlers.screens import Reply, Screen, show
from bot.services import mentor_profiles, people
from bot.texts import Translate

router = Router(name="profile")

_EDUCATION = ("institution", "organisation", "organisation_name", "grade")
PARTS: tuple[tuple[str, ...], ...] = (
    ("surname",),
    ("first_name",),
    ("patronymic",),
    ("gender",),
    ("birth_date",),
    _EDUCATION,
    ("workplace",),
    ("municipality",),
    ("phone",),
)
"""What is corrected together: the place of study decides which organisations and classes there are."""

_OF_EVERYBODY = frozenset({"surname", "first_name", "patronymic", "phone"})


class EditPart(CallbackData, prefix="prf"):
    """Correct one of ``PARTS``."""

    part: int


@router.message(Command("profile"))
@router.callback_query(Open.filter(F.screen == "profile"))
async def open_profile(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The profile."""
    return show(event, await profile_screen(session, actor, now, t))


async def profile_screen(
    session: AsyncSession, actor: Person, now: datetime, t: Translate, *, note: str = ""
) -> Screen:
    """Every line the person has told, and the ways to what belongs to it."""
    if actor.registered_at is None:
        rows = [
            [button(t.plain("start-join"), Open(screen="register"))],
            [button(t.plain("profile-privacy"), Open(screen="privacy"))],
            [to_menu(t)],
        ]
        return Screen(t("profile-empty"), keyboard(rows))
    answers = people.answers_of(actor)
    lines = [
        t("profile-line", name=question_label(question, t), value=shown_answer(question, answers.get(question.key), t))
        for question in await _profile_questions(session, actor, answers)
    ]
    text = t("profile-card", role=t.plain(f"profile-role-{actor.role}"), lines=Html("\n".join(lines)))
    ways: list[Row] = [
        [button(t.plain("form-edit"), Open(screen="profile_edit"))],
        *await _ways(session, actor, now, t),
        [button(t.plain("profile-language"), Open(screen="language"))],
        [button(t.plain("profile-privacy"), Open(screen="privacy"))],
        [to_menu(t)],
    ]
    return Screen(f"{note}\n\n{text}" if note else text, keyboard(ways))


async def _ways(session: AsyncSession, actor: Person, now: datetime, t: Translate) -> list[Row]:
    """To the guardian for a minor, to the child for a guardian, to a mentor's own profile."""
    rows: list[Row] = []
    if await people.is_minor(session, actor, now=now):
        rows.append([button(t.plain("guardian-open"), Open(screen="guardian"))])
    if await consent_queries.children(session, actor.id):
        rows.append([button(t.plain("menu-child"), Open(screen="child"))])
    if await mentor_profiles.has_one(session, actor):
        rows.append([profile_button(t)])
    return rows


async def _profile_questions(session: AsyncSession, person: Person, answers: dict[str, Any]) -> list[Question]:
    """The questions whose answers the profile shows; a guardian was asked only some of them."""
    questions = await people.registration_questions(session, answers)
    if not is_registered(person):
        return [question for question in questions if question.key in _OF_EVERYBODY]
    return [question for question in questions if question.key != "role"]


@router.callback_query(Open.filter(F.screen == "profile_edit"))
async def choose_part(query: CallbackQuery, session: AsyncSession, actor: Person, t: Translate) -> Reply:
    """Which line?"""
    questions = await _profile_questions(session, actor, people.answers_of(actor))
    shown = {question.key: question for question in questions}
    buttons = []
    for number, part in enumerate(PARTS):
        question = next((shown[key] for key in part if key in shown), None)
        if question is not None:
            label = t.plain("profile-education") if part is _EDUCATION else question_label(question, t)
            buttons.append(button(label, EditPart(part=number)))
    rows = beside(buttons)
    return show(query, Screen(t("form-what-to-edit"), keyboard([*rows, [back_to("profile", t)]])))


@router.callback_query(EditPart.filter(F.part.in_(range(len(PARTS)))))
async def edit_part(
    query: CallbackQuery,
    callback_data: EditPart,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """Ask that part anew."""
    screen = await open_form(
        session, actor, state, t, now, form=PROFILE.name, subject_id=callback_data.part, fresh=True
    )
    return show(query, screen)


async def _questions(session: AsyncSession, person: Person, draft: FormDraft, now: datetime) -> list[Question]:
    answers = {**people.answers_of(person), **draft.answers}
    part = PARTS[draft.subject_id]
    return [one for one in await _profile_questions(session, person, answers) if one.key in part]


async def _check(
    session: AsyncSession, person: Person, draft: FormDraft, question: Question, value: Any, now: datetime, t: Translate
) -> Any:
    if not is_registered(person):
        return value
    answers = {**people.answers_of(person), **draft.answers}
    return await check_about_person(session, answers, question, value, now, t)


async def _finish(session: AsyncSession, person: Person, draft: FormDraft, now: datetime, t: Translate) -> Screen:
    # An answer that is not asked any more (another place of study) does not count.
    asked = {question.key for question in await _questions(session, person, draft, now)}
    await people.change(session, person, {key: draft.answers[key] for key in draft.answers if key in asked}, now=now)
    return await profile_screen(session, person, now, t, note=t("profile-changed"))


def _reader(person: Person, answers: Any) -> Role | None:
    return person.role


PROFILE = register(
    FormKind(
        name="profile",
        title_key="menu-profile",
        questions=_questions,
        finish=_finish,
        check=_check,
        reader=_reader,
        summary=False,
        cancel_screen="profile",
    )
)
