"""The questions of a call: listed as applicants meet them, each with its card."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, FormDraft, Person
from bot.domain import call_questions as rules
from bot.domain.call_questions import Since, Switch
from bot.domain.enums import QuestionKind
from bot.domain.paging import page_count
from bot.domain.questions import Question
from bot.domain.text_arguments import Html
from bot.handlers.callbacks import RowId
from bot.handlers.forms import FormKind, open_form, question_label, register
from bot.handlers.keyboards import Row, button, keyboard, page_row
from bot.handlers.office.call_callbacks import CallAct, QuestionList
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import applications, call_questions
from bot.texts import Translate, join_lines

# No filter hides these: the services refuse those outside the office, and so the attempt is logged.
router = Router(name="office-call-questions")

ADD, CHANGE = "call-question", "call-question-change"
"""Two forms, so that looking at what is there does not take the place of what was begun anew."""
_PAGE = 8
_SWITCHES = {"r": Switch.REQUIRED, "v": Switch.VISIBLE, "x": Switch.RETIRED}
_SINCE = {"f": Since.FROZEN, "r": Since.REQUIRED}
_CLEAR = frozenset({"нет", "no", "-", "—"})


class QuestionCard(CallbackData, prefix="cqc"):
    """``act`` on a question: open, up, down, edit."""

    call: RowId
    code: str
    act: str = "open"


class QuestionSwitch(CallbackData, prefix="cqs"):
    """What (r: required, v: visible, x: retired) shall be on or off, so that a double tap is one."""

    call: RowId
    code: str
    what: str
    on: bool


class QuestionSince(CallbackData, prefix="cqd"):
    """Ask for the moment from which answers are frozen (f) or required (r)."""

    call: RowId
    code: str
    since: str


class AddQuestion(CallbackData, prefix="cqn"):
    """A new question."""

    call: RowId


class Dating(StatesGroup):
    """The office types a moment; the data name the call, the question and what begins."""

    moment = State()


@router.callback_query(QuestionList.filter())
async def list_questions(
    query: CallbackQuery, callback_data: QuestionList, session: AsyncSession, actor: Person, state: FSMContext,
    t: Translate,
) -> Reply:  # fmt: skip
    """All questions in their order; those that are asked no more stand last."""
    await state.clear()
    call, questions = await call_questions.listed(session, actor, callback_data.call)
    pages = page_count(len(questions), _PAGE)
    page = min(callback_data.page, pages - 1)
    shown = list(enumerate(questions, start=1))[page * _PAGE : (page + 1) * _PAGE]
    rows: list[Row] = [
        [
            button(
                t.plain("call-question-line", number=number, text=question_label(each, t), retired=each.retired),
                QuestionCard(call=call.id, code=each.key),
            )
        ]
        for number, each in shown
    ]
    rows.append(page_row(t, page=page, pages=pages, data=lambda turn: QuestionList(call=call.id, page=turn)))
    rows.append([button(t.plain("call-question-add"), AddQuestion(call=call.id))])
    rows.append([button(t.plain("button-back"), CallAct(act="open", call=call.id))])
    lines = join_lines(_summary(number, each, t) for number, each in shown)
    asked = sum(not each.retired for each in questions)
    return show(query, Screen(t("call-questions", role=call.role.value, count=asked, lines=lines), keyboard(rows)))


def _summary(number: int, question: Question, t: Translate) -> str:
    return t(
        "call-question-summary",
        number=number,
        text=question_label(question, t),
        kind=t.plain(f"call-question-kind-{question.kind.value.replace('_', '-')}"),
        required=question.required,
        visible=question.visible_to_reviewers,
        retired=question.retired,
    )


@router.callback_query(QuestionCard.filter(F.act == "open"))
async def open_card(
    query: CallbackQuery, callback_data: QuestionCard, session: AsyncSession, actor: Person, state: FSMContext,
    t: Translate,
) -> Reply:  # fmt: skip
    """One question: its words in both languages, and what holds for it."""
    await state.clear()
    return show(query, await _card(session, actor, callback_data.call, callback_data.code, t))


async def _card(session: AsyncSession, actor: Person, call_id: int, key: str, t: Translate) -> Screen:
    call, question = await call_questions.one(session, actor, call_id, key)
    text, hint = question.text or {}, question.hint or {}
    shown = t(
        "call-question-card",
        role=call.role.value,
        kind=t.plain(f"call-question-kind-{question.kind.value.replace('_', '-')}"),
        ru=text.get("ru", "—"),
        en=text.get("en", "—"),
        hint_ru=hint.get("ru", "—"),
        hint_en=hint.get("en", "—"),
        retired=question.retired,
    )
    lines = [shown, *_limits(question, t)]
    return Screen("\n\n".join(lines), keyboard([*_buttons(call, question, t), [_to_list(call.id, t)]]))


def _limits(question: Question, t: Translate) -> list[str]:
    lines = []
    if question.options:
        lines.append(t("call-question-card-options", options=Html(_options(question, t))))
    if question.kind in {QuestionKind.TEXT, QuestionKind.LONG_TEXT}:
        lines.append(t("call-question-card-length", limit=question.length_limit))
    if question.required_from is not None and not question.required:
        lines.append(t("call-question-card-required-from", at=question.required_from))
    if question.frozen_from is not None:
        lines.append(t("call-question-card-frozen-from", at=question.frozen_from))
    return lines


def _options(question: Question, t: Translate) -> str:
    return join_lines(
        t("call-question-option", ru=each.label.get("ru", "—"), en=each.label.get("en", "—"))
        for each in question.options
    )


def _buttons(call: Call, question: Question, t: Translate) -> list[Row]:
    key = question.key

    def act(name: str) -> InlineKeyboardButton:
        return button(t.plain(f"call-question-{name}"), QuestionCard(call=call.id, code=key, act=name))

    def switch(what: str, on: bool) -> InlineKeyboardButton:
        name = _SWITCHES[what].name.lower()
        return button(
            t.plain(f"call-question-switch-{name}", on=on), QuestionSwitch(call=call.id, code=key, what=what, on=not on)
        )

    if question.retired:
        return [[switch("x", True)]]
    return [
        [act("edit")],
        [act("up"), act("down")],
        [switch("r", question.required), switch("v", question.visible_to_reviewers)],
        [
            button(t.plain("call-question-required-from"), QuestionSince(call=call.id, code=key, since="r")),
            button(t.plain("call-question-frozen-from"), QuestionSince(call=call.id, code=key, since="f")),
        ],
        [switch("x", False)],
    ]


def _to_list(call_id: int, t: Translate) -> InlineKeyboardButton:
    return button(t.plain("button-back"), QuestionList(call=call_id))


@router.callback_query(QuestionCard.filter(F.act.in_({"up", "down"})))
async def move(
    query: CallbackQuery, callback_data: QuestionCard, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """One place up or down."""
    call_id, key = callback_data.call, callback_data.code
    await call_questions.move(session, actor, call_id, key, up=callback_data.act == "up", now=now)
    _, questions = await call_questions.listed(session, actor, call_id)
    place = next(number for number, each in enumerate(questions, start=1) if each.key == key)
    screen = await _card(session, actor, call_id, key, t)
    return show(query, Screen(f"{t('call-question-place', number=place)}\n\n{screen.text}", screen.keyboard))


@router.callback_query(QuestionSwitch.filter(F.what.in_(set(_SWITCHES))))
async def switch(
    query: CallbackQuery, callback_data: QuestionSwitch, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """Something on or off."""
    what = _SWITCHES[callback_data.what]
    await call_questions.switch(session, actor, callback_data.call, callback_data.code, what, callback_data.on, now=now)
    return show(query, await _card(session, actor, callback_data.call, callback_data.code, t))


@router.callback_query(QuestionSince.filter(F.since.in_(set(_SINCE))))
async def ask_moment(
    query: CallbackQuery, callback_data: QuestionSince, session: AsyncSession, actor: Person, state: FSMContext,
    t: Translate,
) -> Reply:  # fmt: skip
    """From when?"""
    _, question = await call_questions.one(session, actor, callback_data.call, callback_data.code)
    since = _SINCE[callback_data.since]
    await state.set_state(Dating.moment)
    await state.set_data({"call": callback_data.call, "key": question.key, "since": since.value})
    back = button(t.plain("button-back"), QuestionCard(call=callback_data.call, code=question.key))
    text = t("call-question-ask-moment", since=since.value, text=question_label(question, t))
    return show(query, Screen(text, keyboard([[back]])))


@router.message(Dating.moment, F.text, ~F.text.startswith("/"))
async def take_moment(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """The moment, or «нет»."""
    data = await state.get_data()
    call_id, key, since = int(data["call"]), str(data["key"]), Since(data["since"])
    typed = (message.text or "").strip()
    at = (
        None
        if typed.casefold() in _CLEAR
        else await call_questions.read_moment(session, actor, call_id, typed, now=now)
    )
    await call_questions.date(session, actor, call_id, key, since, at, now=now)
    await state.clear()
    return send(message, await _card(session, actor, call_id, key, t))


@router.message(Dating.moment)
async def not_a_moment(message: Message, t: Translate) -> Reply:
    """A picture is no moment."""
    return send(message, Screen(t("call-question-type-moment")))


@router.callback_query(AddQuestion.filter())
async def add(
    query: CallbackQuery, callback_data: AddQuestion, session: AsyncSession, actor: Person, state: FSMContext,
    now: datetime, t: Translate,
) -> Reply:  # fmt: skip
    """A new question, step by step."""
    call = await applications.call_to_edit(session, actor, callback_data.call)
    return show(query, await open_form(session, actor, state, t, now, form=ADD, subject_id=call.id))


@router.callback_query(QuestionCard.filter(F.act == "edit"))
async def edit(
    query: CallbackQuery, callback_data: QuestionCard, session: AsyncSession, actor: Person, state: FSMContext,
    now: datetime, t: Translate,
) -> Reply:  # fmt: skip
    """The form with what the question says."""
    call, question = await call_questions.one(session, actor, callback_data.call, callback_data.code)
    answers = rules.answers_of(question) | {"key": question.key}
    screen = await open_form(
        session, actor, state, t, now, form=CHANGE, subject_id=call.id, answers=answers, fresh=True
    )
    return show(query, screen)


async def _form_questions(_: AsyncSession, __: Person, draft: FormDraft, ___: datetime) -> Sequence[Question]:
    answers: dict[str, Any] = draft.answers
    kind = QuestionKind(answers["kind"]) if answers.get("kind") else None
    asked = rules.form_questions(kind)
    return asked if answers.get("key") else (rules.kind_question(), *asked)


async def _finish(session: AsyncSession, person: Person, draft: FormDraft, now: datetime, t: Translate) -> Screen:
    key = draft.answers.get("key")
    question = await call_questions.write(session, person, draft.subject_id, key, draft.answers, now=now)
    screen = await _card(session, person, draft.subject_id, question.key, t)
    return Screen(f"{t('call-part-saved')}\n\n{screen.text}", screen.keyboard)


for form in (ADD, CHANGE):
    register(
        FormKind(
            name=form, title_key="call-question-form", questions=_form_questions, finish=_finish, cancel_screen="call"
        )
    )
