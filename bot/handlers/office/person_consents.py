"""The consents of one person for the office: what stands, papers, and an administrator's reason for a late one."""

from datetime import date, datetime
from typing import Any

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Consent, FormDraft, Person
from bot.domain.access import Permission
from bot.domain.consents import ensure_paper_fits
from bot.domain.enums import ConsentPurpose, QuestionKind
from bot.domain.questions import Option, Question
from bot.handlers.access import OfficeDoor
from bot.handlers.consents import About, purpose_word, wordings
from bot.handlers.forms import FormKind, open_form, register
from bot.handlers.keyboards import Row, button, keyboard
from bot.handlers.office.person_callbacks import ConsentsOf, PaperAct, PersonCard
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import admission, consent_office, consents, office, people
from bot.services.admission import Admission
from bot.services.consent_office import ConsentsCard, Paper
from bot.texts import Translate, join_lines

router = Router(name="office-person-consents")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())


class LettingIn(StatesGroup):
    """An administrator types why a late consent counts."""

    reason = State()


@router.callback_query(ConsentsOf.filter(F.act == "open"))
async def open_consents(
    query: CallbackQuery,
    callback_data: ConsentsOf,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """What stands about a person."""
    await state.set_state(None)
    return show(query, await _screen(session, actor, callback_data.person, now, t))


async def _screen(
    session: AsyncSession, actor: Person, person_id: int, now: datetime, t: Translate, *, note: str = ""
) -> Screen:
    card = await consent_office.open_card(session, actor, person_id, now=now)
    lines = [_line(consent, t) for consent in card.standing] or [t("office-consents-none")]
    text = t(
        "office-consents",
        name=card.person.full_name,
        lines=join_lines(lines),
        admission=_admission(card.admission, t) if card.admission is not None else "",
    )
    return Screen(f"{note}\n\n{text}" if note else text, keyboard(_buttons(card, t)))


def _line(consent: Consent, t: Translate) -> str:
    return t(
        "office-consents-line",
        purpose=t.plain(f"consent-purpose-{purpose_word(consent.purpose)}"),
        relation=consent.relation,
        given=consent.given_at,
        channel=consent.channel,
        evidence=consent.evidence if consent.channel == consents.PAPER else "",
    )


def _admission(found: Admission, t: Translate) -> str:
    """Where the application stands with its signatures, in one or two lines of HTML."""
    if found.in_time and found.second:
        state = "second"
    elif found.access is not None:
        state = "let-in" if found.signed else "let-in-unsigned"
    elif found.admitted:
        state = "admitted"
    elif found.late and found.needs_guardian:
        state = "late" if found.signed else "closed"
    else:
        state = "waiting"
    return t(
        f"admission-{state}",
        number=found.application.number or "—",
        closes=found.call.consent_closes_at,
        reason=found.access.reason if found.access is not None else "",
        granted=found.access.granted_at if found.access is not None else "",
    )


def _buttons(card: ConsentsCard, t: Translate) -> list[Row]:
    person = card.person.id
    rows: list[Row] = []
    if card.may_keep:
        rows.append([button(t.plain("paper-record"), ConsentsOf(act="paper", person=person))])
        for consent in card.standing:
            if consent.channel == consents.PAPER:
                label = t.plain("paper-withdraw", purpose=t.plain(f"consent-purpose-{purpose_word(consent.purpose)}"))
                rows.append([button(label, PaperAct(consent=consent.id))])
    if card.may_let_in and card.admission is not None:
        if card.admission.may_be_let_in:
            rows.append([button(t.plain("admission-grant"), ConsentsOf(act="late", person=person))])
        elif card.admission.access is not None:
            rows.append([button(t.plain("admission-revoke"), ConsentsOf(act="shut", person=person))])
    return [*rows, [button(t.plain("button-back"), PersonCard(person=person))]]


# --- papers


@router.callback_query(ConsentsOf.filter(F.act == "paper"))
async def record_paper(
    query: CallbackQuery,
    callback_data: ConsentsOf,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """Who signed, when, and for what?"""
    person = await consent_office.to_record_for(session, actor, callback_data.person)
    screen = await open_form(session, actor, state, t, now, form=PAPER_FORM.name, subject_id=person.id, fresh=True)
    return show(query, screen)


async def _questions(session: AsyncSession, actor: Person, draft: FormDraft, now: datetime) -> list[Question]:
    person = await consent_office.to_record_for(session, actor, draft.subject_id)
    signers = await consent_office.who_may_sign(session, person, now=now)
    return [
        Question(
            "relation",
            QuestionKind.CHOICE,
            text_key="paper-relation",
            options=tuple(Option(relation, {}) for relation in signers),
        ),
        Question("name", QuestionKind.TEXT, text_key="paper-name", min_length=5, max_length=150),
        Question("signed_on", QuestionKind.DATE, text_key="paper-signed-on"),
        Question("number", QuestionKind.TEXT, text_key="paper-number", max_length=40),
        Question(
            "purposes",
            QuestionKind.CHOICES,
            text_key="paper-purposes",
            options=tuple(Option(purpose.value, {}) for purpose in ConsentPurpose),
        ),
    ]


async def _check(
    session: AsyncSession, actor: Person, draft: FormDraft, question: Question, value: Any, now: datetime, t: Translate
) -> Any:
    if question.key == "signed_on":
        ensure_paper_fits(date.fromisoformat(value), await people.today(session, now))
    return value


async def _finish(session: AsyncSession, actor: Person, draft: FormDraft, now: datetime, t: Translate) -> Screen:
    given = draft.answers
    paper = Paper(given["relation"], given["name"], date.fromisoformat(given["signed_on"]), given["number"])
    purposes = [ConsentPurpose(each) for each in given["purposes"]]
    about: About = "own" if paper.relation == consents.SELF else "child"
    person = await consent_office.record_paper(
        session, actor, draft.subject_id, paper, purposes, wordings=wordings(about, t), now=now
    )
    return await _screen(session, actor, person.id, now, t, note=t("paper-recorded-note"))


PAPER_FORM = register(
    FormKind(
        name="paper_consent",
        title_key="paper-form",
        questions=_questions,
        check=_check,
        finish=_finish,
        cancel_screen="people",
    )
)


@router.callback_query(PaperAct.filter())
async def withdraw_paper(
    query: CallbackQuery, callback_data: PaperAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Отозвать бумажное?», then it is."""
    if callback_data.sure:
        person = await consent_office.withdraw_paper(session, actor, callback_data.consent, now=now)
        return show(query, await _screen(session, actor, person.id, now, t, note=t("consent-withdrawn-note")))
    paper = await consent_office.paper_of(session, actor, callback_data.consent)
    rows = [
        [button(t.plain("consent-take-back"), PaperAct(consent=paper.id, sure=True))],
        [button(t.plain("button-back"), ConsentsOf(act="open", person=paper.person_id))],
    ]
    return show(query, Screen(t("paper-withdraw-ask", evidence=paper.evidence), keyboard(rows)))


# --- late consents


@router.callback_query(ConsentsOf.filter(F.act == "late"))
async def ask_why(
    query: CallbackQuery,
    callback_data: ConsentsOf,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    t: Translate,
) -> Reply:
    """Why does it count?"""
    await office.ensure_allowed(session, actor, Permission.ADMIT_LATE)
    await state.set_state(LettingIn.reason)
    await state.set_data({"person": callback_data.person})
    rows = [[button(t.plain("button-back"), ConsentsOf(act="open", person=callback_data.person))]]
    return show(query, Screen(t("admission-ask-reason"), keyboard(rows)))


@router.message(LettingIn.reason, F.text)
async def let_in(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """The reason as typed: from now on the late consent counts."""
    person_id = (await state.get_data()).get("person", 0)
    await admission.let_in(session, actor, person_id, message.text or "", now=now)
    await state.clear()
    return send(message, await _screen(session, actor, person_id, now, t))


@router.callback_query(ConsentsOf.filter(F.act == "shut"))
async def shut(
    query: CallbackQuery, callback_data: ConsentsOf, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The exception is taken back."""
    await admission.revoke(session, actor, callback_data.person, now=now)
    return show(query, await _screen(session, actor, callback_data.person, now, t))
