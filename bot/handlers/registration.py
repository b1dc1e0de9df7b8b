"""Registration: the questions about a person, what closes the programme to them, and the consents."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import FormDraft, Person
from bot.db.queries import people as people_queries
from bot.db.queries import seasons as season_queries
from bot.domain.consents import CONSENT_AGE
from bot.domain.enums import ConsentPurpose, Role
from bot.domain.people import parse_grade
from bot.domain.questions import Question
from bot.handlers.callbacks import Open
from bot.handlers.commands import set_commands
from bot.handlers.consents import agreed, consent_key, consent_questions, wordings
from bot.handlers.forms import Finished, FormKind, Refused, open_form, register
from bot.handlers.keyboards import button, keyboard, to_menu
from bot.handlers.mentor_invitations import placed_screen
from bot.handlers.screens import Reply, Screen, show
from bot.services import consents, mentor_invitations, people
from bot.texts import Translate

router = Router(name="registration")

_DECIDING = frozenset({"role", "birth_date", "institution"})
"""Answers that can close the programme to somebody."""


@router.callback_query(Open.filter(F.screen == "register"))
async def open_registration(
    query: CallbackQuery, session: AsyncSession, actor: Person, state: FSMContext, t: Translate, now: datetime
) -> Reply:
    """«Участвовать»."""
    if is_registered(actor):
        return show(query, registered_screen(actor, t, minor=False))
    return show(query, await open_form(session, actor, state, t, now, form=REGISTRATION.name))


def is_registered(person: Person) -> bool:
    """Whether the person has registered as somebody who takes part."""
    return person.registered_at is not None and person.role in people.APPLYING


async def _questions(session: AsyncSession, person: Person, draft: FormDraft, now: datetime) -> list[Question]:
    return [*await people.registration_questions(session, draft.answers), *consent_questions("own")]


def _reader(person: Person, answers: Mapping[str, Any]) -> Role | None:
    return Role(answers["role"]) if answers.get("role") else person.role


async def check_about_person(
    session: AsyncSession, answers: Mapping[str, Any], question: Question, value: Any, now: datetime, t: Translate
) -> Any:
    """The answer as it is kept, or why the programme is closed with it; raises RuleViolation for an unread class."""
    if question.key == "grade":
        return parse_grade(value)
    if question.key not in _DECIDING:
        return value
    if question.key == "birth_date" and await people.is_too_young(session, date.fromisoformat(value), now=now):
        text = t("registration-too-young", minimum=CONSENT_AGE)
        return Refused(f"{text}\n\n{await _contact(session, t)}", ends=True)
    violation = await people.closed_because(session, {**answers, question.key: value}, now=now)
    if violation is not None:
        return Refused(f"{t(violation.key, **violation.arguments)}\n\n{await _contact(session, t)}")
    return value


async def _contact(session: AsyncSession, t: Translate) -> str:
    season = await season_queries.newest(session)
    return t("registration-contact", contact=season.contact) if season is not None else ""


async def _check(
    session: AsyncSession, person: Person, draft: FormDraft, question: Question, value: Any, now: datetime, t: Translate
) -> Any:
    if question.key == consent_key(ConsentPurpose.PARTICIPATION) and value is False:
        return Refused(t("consent-participation-needed"))
    return await check_about_person(session, draft.answers, question, value, now, t)


async def _finish(session: AsyncSession, person: Person, draft: FormDraft, now: datetime, t: Translate) -> Finished:
    await people.register(session, person, draft.answers, now=now)
    await consents.give_all(
        session,
        person,
        person,
        agreed(draft.answers),
        relation=consents.SELF,
        wordings=wordings("own", t),
        now=now,
    )
    placed = await mentor_invitations.take_place(session, person, now=now)
    minor = await people.is_minor(session, person, now=now)
    office_role = await people_queries.office_role(session, person.id)
    commands = set_commands(person.role, office_role, t, chat_id=person.telegram_id or 0)
    screen = registered_screen(person, t, minor=minor) if placed is None else placed_screen(placed, t)
    return Finished(screen, (commands,))


def registered_screen(person: Person, t: Translate, *, minor: bool) -> Screen:
    """What comes after the registration."""
    rows = [[button(t.plain("registration-apply"), Open(screen="apply"))], [to_menu(t)]]
    if minor:
        rows.insert(0, [button(t.plain("guardian-open"), Open(screen="guardian"))])
    key = "registration-done-minor" if minor else "registration-done"
    return Screen(t(key, name=person.first_name or ""), keyboard(rows))


REGISTRATION = register(
    FormKind(
        name="registration",
        title_key="registration",
        questions=_questions,
        finish=_finish,
        check=_check,
        reader=_reader,
        cancel_screen="start",
    )
)
