"""/apply: the call for a person's role, the application as a form, its state and what comes next."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Call, FormDraft, Person
from bot.domain.applications import missing_answers
from bot.domain.enums import ApplicationStatus, OfferStatus
from bot.domain.errors import NotFound
from bot.domain.questions import Question
from bot.domain.text_arguments import Moment
from bot.handlers.application_answers import answer_pages
from bot.handlers.callbacks import Open, PageNumber, RowId
from bot.handlers.forms import FormKind, open_form, register
from bot.handlers.keyboards import back_to, button, keyboard, page_row, to_menu
from bot.handlers.notices import notice_keyboard
from bot.handlers.screens import Reply, Screen, show
from bot.handlers.seats import answer_row
from bot.services import applications
from bot.services.applications import Situation
from bot.services.selection import reason_arguments
from bot.texts import Translate

router = Router(name="applications")

FORM = "application"
_SEAT_GONE = {OfferStatus.DECLINED, OfferStatus.EXPIRED}


class ApplicationAct(CallbackData, prefix="app"):
    """``act`` on one's own application to a call: fill, ask-withdraw, withdraw, reopen, view (a page of it)."""

    act: str
    call: RowId
    page: PageNumber = 0


@router.message(Command("apply"))
@router.callback_query(Open.filter(F.screen == "apply"))
async def open_apply(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """/apply: where the person stands and what to do next."""
    return show(event, await apply_screen(session, actor, now, t))


async def apply_screen(session: AsyncSession, actor: Person, now: datetime, t: Translate) -> Screen:
    """Where the person stands; somebody new is asked to register first."""
    if actor.registered_at is None:
        rows = [[button(t.plain("application-register"), Open(screen="register"))], [to_menu(t)]]
        return Screen(t("application-register-first"), keyboard(rows))
    return _screen(await applications.situation(session, actor, now=now), t)


@router.callback_query(ApplicationAct.filter(F.act == "fill"))
async def fill(
    query: CallbackQuery,
    callback_data: ApplicationAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """The form: new, as it was left, or with what has been sent."""
    application = await applications.start(session, actor, callback_data.call, now=now)
    return show(query, await _form(session, actor, state, t, now, application))


@router.callback_query(ApplicationAct.filter(F.act == "ask-withdraw"))
async def ask_to_withdraw(query: CallbackQuery, callback_data: ApplicationAct, t: Translate) -> Reply:
    """«Точно?»"""
    rows = [
        [button(t.plain("application-withdraw-yes"), ApplicationAct(act="withdraw", call=callback_data.call))],
        [back_to("apply", t)],
    ]
    return show(query, Screen(t("application-withdraw-ask"), keyboard(rows)))


@router.callback_query(ApplicationAct.filter(F.act == "withdraw"))
async def withdraw(
    query: CallbackQuery,
    callback_data: ApplicationAct,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
) -> Reply:
    """The application is taken back."""
    await applications.withdraw(session, actor, callback_data.call, now=now)
    return show(query, _screen(await applications.situation(session, actor, now=now), t))


@router.callback_query(ApplicationAct.filter(F.act == "reopen"))
async def reopen(
    query: CallbackQuery,
    callback_data: ApplicationAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """A withdrawn application comes back as a draft with its answers: to be looked over and sent."""
    application = await applications.reopen(session, actor, callback_data.call, now=now)
    return show(query, await _form(session, actor, state, t, now, application))


@router.callback_query(ApplicationAct.filter(F.act == "view"))
async def view(
    query: CallbackQuery,
    callback_data: ApplicationAct,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
) -> Reply:
    """One's own answers as they were sent."""
    found = await applications.situation(session, actor, now=now)
    if found.application is None:
        raise NotFound("application-unknown")
    pages = answer_pages(applications.questions_of(found.call), found.application.answers, t)
    page = min(max(callback_data.page, 0), len(pages) - 1)
    rows = [
        page_row(
            t,
            page=page,
            pages=len(pages),
            data=lambda number: ApplicationAct(act="view", call=found.call.id, page=number),
        ),
        [back_to("apply", t)],
    ]
    text = t("application-view", number=found.application.number, lines=pages[page])
    return show(query, Screen(text, keyboard(rows)))


async def _form(
    session: AsyncSession, actor: Person, state: FSMContext, t: Translate, now: datetime, application: Application
) -> Screen:
    call = await session.get_one(Call, application.call_id)
    answers: dict[str, Any] = {}
    if application.version:
        # What was asked has been answered or passed over: the form opens at its summary, or at what has come since.
        asked = await applications.asked_of(session, actor, call, now=now)
        new = set(missing_answers(asked, application.answers))
        answers = {each.key: application.answers.get(each.key) for each in asked if each.key not in new}
    return await open_form(session, actor, state, t, now, form=FORM, subject_id=call.id, answers=answers)


async def _questions(session: AsyncSession, person: Person, draft: FormDraft, now: datetime) -> Sequence[Question]:
    call = await session.get(Call, draft.subject_id)
    if call is None:
        raise NotFound("call-unknown")
    return await applications.asked_of(session, person, call, now=now)


async def _finish(session: AsyncSession, person: Person, draft: FormDraft, now: datetime, t: Translate) -> Screen:
    await applications.submit(session, person, draft.subject_id, draft.answers, now=now)
    return _screen(await applications.situation(session, person, now=now), t, note=t("application-taken"))


register(FormKind(name=FORM, title_key="application-form", questions=_questions, finish=_finish, cancel_screen="apply"))


def _screen(found: Situation, t: Translate, *, note: str = "") -> Screen:
    """Where the person stands: the state in plain words, the next step with its date, what is missing."""
    blocks = [note, _state(found, t), _missing(found, t)]
    rows = [*_consent_buttons(found, t), *_buttons(found, t), [to_menu(t)]]
    return Screen("\n\n".join(block for block in blocks if block), keyboard(rows))


def _state(found: Situation, t: Translate) -> str:
    call, application = found.call, found.application
    given: dict[str, Any] = {
        "role": call.role.value,
        "opens": call.opens_at,
        "closes": found.closes_at,
        "contact": found.season.contact,
    }
    if application is None:
        key = "missed" if found.closed else "invite" if found.opened else "not-open"
        return t(f"application-state-{key}", **given)
    given |= {"number": application.number, "sent": application.submitted_at, **reason_arguments(found.reason)}
    match application.status:
        case ApplicationStatus.DRAFT:
            return t("application-state-draft" if found.open else "application-state-draft-late", **given)
        case ApplicationStatus.SUBMITTED:
            return t("application-state-sent" if found.open else "application-state-in-selection", **given)
        case ApplicationStatus.ACCEPTED:
            return t("application-state-accepted", **given) + "\n\n" + _next_step(found, t)
        case ApplicationStatus.RESERVE:
            return t("application-state-reserve", position=found.position, **given)
        case ApplicationStatus.REJECTED:
            return t("application-state-rejected", **given)
        case ApplicationStatus.WITHDRAWN if found.seat is not None and found.seat.status in _SEAT_GONE:
            return t("application-state-seat-gone", seat=found.seat.status.value, **given)
        case ApplicationStatus.WITHDRAWN:
            return t("application-state-withdrawn" if found.open else "application-state-withdrawn-late", **given)


def _next_step(found: Situation, t: Translate) -> str:
    seat, role, school = found.seat, found.call.role.value, found.school
    if seat is not None and seat.status is OfferStatus.OFFERED:
        return t("application-next-confirm", deadline=seat.deadline_at, late=found.seat_late)
    when = Moment(school.starts_at, school.zone) if school is not None else ""
    return t("application-next-school" if school is not None else "application-next", role=role, when=when)


def _missing(found: Situation, t: Translate) -> str:
    """Which signature keeps the application from being accepted; nothing once that does not matter any more."""
    if not _consent_matters(found):
        return ""
    if found.application is not None and found.kept_instead is not None:
        number, contact = found.application.number, found.season.contact
        return t("application-second", number=number, kept=found.kept_instead, contact=contact)
    if found.in_time:
        return ""
    lines = []
    if not found.own_consent:
        lines.append(t("application-needs-own-consent"))
    guardian_at_fault = found.needs_guardian and (found.own_consent or not found.guardian_consent)
    if guardian_at_fault and found.consent_late:
        lines.append(
            t(
                "application-guardian-late",
                closes=found.call.consent_closes_at,
                signed=found.guardian_consent,
                contact=found.season.contact,
            )
        )
    elif guardian_at_fault:
        lines.append(t("application-needs-guardian", closes=found.call.consent_closes_at))
    return "\n".join(lines)


def _consent_matters(found: Situation) -> bool:
    waiting = {ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED, ApplicationStatus.RESERVE}
    return found.application is not None and found.application.status in waiting


Rows = list[list[InlineKeyboardButton]]


def _consent_buttons(found: Situation, t: Translate) -> Rows:
    if found.consent or not _consent_matters(found):
        return []
    if not found.own_consent:
        return [[button(t.plain("application-to-consents"), Open(screen="privacy"))]]
    return [[button(t.plain("application-to-guardian"), Open(screen="guardian"))]]


def _buttons(found: Situation, t: Translate) -> Rows:
    def act(key: str, name: str) -> list[InlineKeyboardButton]:
        return [button(t.plain(key), ApplicationAct(act=name, call=found.call.id))]

    application, rows = found.application, list[list[InlineKeyboardButton]]()
    status = application.status if application is not None else None
    if found.open:
        match status:
            case None:
                rows.append(act("application-fill", "fill"))
            case ApplicationStatus.DRAFT:
                rows.append(act("application-continue", "fill"))
            case ApplicationStatus.SUBMITTED:
                rows.append(act("application-change", "fill"))
            case ApplicationStatus.WITHDRAWN:
                rows.append(act("application-reopen", "reopen"))
    if application is not None and application.version:
        rows.append(act("application-show", "view"))
    seat = found.seat
    if status is ApplicationStatus.ACCEPTED and seat is not None:
        asked = seat.status is OfferStatus.OFFERED
        rows.append(answer_row(seat.id, t) if asked else answer_row(seat.id, t)[1:])
    elif status in {ApplicationStatus.SUBMITTED, ApplicationStatus.RESERVE, ApplicationStatus.ACCEPTED}:
        rows.append(act("application-withdraw", "ask-withdraw"))
    return rows


@notice_keyboard("call-question-required")
@notice_keyboard("call-deadline-moved")
@notice_keyboard("call-opened-for-one")
@notice_keyboard("decision-reserve")
@notice_keyboard("decision-rejected")
def to_application(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«📝 К заявке» under the office's decision."""
    return keyboard([[button(t.plain("application-open"), Open(screen="apply"))]])
