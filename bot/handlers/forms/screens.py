"""What a form looks like: its steps, what waits for «Верно?», the summary."""

import html
from datetime import date
from typing import Any

from aiogram.types import InlineKeyboardButton, KeyboardButton, ReplyKeyboardMarkup

from bot.domain.enums import QuestionKind
from bot.domain.people import age_on
from bot.domain.questions import Question, join_parts
from bot.handlers.forms import choices
from bot.handlers.forms.dialogue import Dialogue
from bot.handlers.forms.kinds import FormAct, token
from bot.handlers.forms.labels import (
    option_label,
    own_text,
    question_hint,
    question_label,
    question_text,
    shown_answer,
)
from bot.handlers.keyboards import Row, back_to, beside, button, keyboard, page_row
from bot.handlers.screens import Screen

_SUMMARY_ROOM = 3600  # characters for the answers: 4,096 less the head, the marks of the markup and a reserve
_LABEL_LIMIT = 120
_SHORT_LABEL = 40

Buttons = list[Row]


def current(dialogue: Dialogue, *, note: str = "", page: int | None = None) -> Screen:
    """The step the form stands at, under ``note`` (HTML), which says what became of the last message."""
    question = dialogue.question
    if question is None:
        return summary(dialogue, note=note)
    pending = dialogue.draft.pending or {}
    if pending.get("kind") in CONFIRMATIONS:
        return _confirmation(dialogue, question, pending, note)
    text = _question(dialogue, question, note)
    if question.kind is QuestionKind.PHONE:
        return Screen(text, _contact_keyboard(dialogue, question))
    rows = _answers(dialogue, question, pending, page)
    return Screen(text, keyboard([*rows, *_ways(dialogue, question)]))


def act(dialogue: Dialogue, label: str, what: str, value: str = "") -> InlineKeyboardButton:
    """A button of the present step."""
    step = token(dialogue.draft.current)
    return button(label, FormAct(draft=dialogue.draft.id, step=step, act=what, value=value))


def _question(dialogue: Dialogue, question: Question, note: str) -> str:
    t, draft = dialogue.t, dialogue.draft
    head = t(
        "form-step",
        title=t.plain(dialogue.kind.title_key),
        step=dialogue.position(question) + 1,
        steps=len(dialogue.questions),
    )
    # A form of one question needs no counting.
    blocks = [note, head if len(dialogue.questions) > 1 else "", question_text(question, t)]
    if hint := question_hint(question, t) or _kind_hint(dialogue, question):
        blocks.append(f"<i>{hint}</i>")
    if question.key in draft.answers:
        blocks.append(t("form-answer-now", answer=shown_answer(question, draft.answers[question.key], t)))
    if progress := _progress(dialogue, question):
        blocks.append(progress)
    return "\n\n".join(block for block in blocks if block)


def _kind_hint(dialogue: Dialogue, question: Question) -> str:
    t = dialogue.t
    match question.kind:
        case QuestionKind.LONG_TEXT if question.min_length:
            return t("form-hint-long-text-from", least=question.min_length, limit=question.length_limit)
        case QuestionKind.LONG_TEXT:
            return t("form-hint-long-text", limit=question.length_limit)
        case QuestionKind.CHOICE | QuestionKind.CHOICES if choices.is_long(question):
            return t("form-hint-search")
        case QuestionKind.CHOICES if question.max_choices is not None:
            return t("form-hint-choices-limit", limit=question.max_choices)
        case QuestionKind.CHOICES:
            return t("form-hint-choices")
        case QuestionKind.FILE:
            return t("form-hint-file")
        case _:
            return ""


def _progress(dialogue: Dialogue, question: Question) -> str:
    """What has been gathered of an answer that comes in parts."""
    pending, t = dialogue.draft.pending or {}, dialogue.t
    match pending.get("kind"):
        case "parts":
            text = join_parts(question, pending["parts"], finished=False)
            return t("form-parts", length=len(text), limit=question.length_limit, parts=len(pending["parts"]))
        case "search":
            found = choices.find_options(question, pending["text"], t)
            return t("form-found" if found else "form-found-none", typed=pending["text"][:60])
        case _:
            return ""


def _answers(dialogue: Dialogue, question: Question, pending: dict[str, Any], page: int | None) -> Buttons:
    t = dialogue.t
    match question.kind:
        case QuestionKind.YES_NO:
            yes, no = own_text(question, "yes", "form-yes", t), own_text(question, "no", "form-no", t)
            row = [act(dialogue, yes, "yes"), act(dialogue, no, "no")]
            return [row] if len(yes) + len(no) < _SHORT_LABEL else [[one] for one in row]
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            return _options(dialogue, question, pending, page)
        case QuestionKind.LONG_TEXT if pending.get("kind") == "parts":
            return [[act(dialogue, t.plain("form-done"), "done"), act(dialogue, t.plain("form-clear"), "clear")]]
        case _:
            return []


def chosen_values(dialogue: Dialogue, question: Question) -> list[str]:
    """The marked options of a question with several: those being chosen, else those kept before."""
    pending = dialogue.draft.pending or {}
    kept = pending.get("chosen", dialogue.draft.answers.get(question.key))
    return list(kept or ())


def _options(dialogue: Dialogue, question: Question, pending: dict[str, Any], page: int | None) -> Buttons:
    t = dialogue.t
    several = question.kind is QuestionKind.CHOICES
    marked = set(chosen_values(dialogue, question)) if several else set()

    def option_button(option: Any) -> InlineKeyboardButton:
        label = option_label(question, option, t)
        return act(dialogue, f"✅ {label}" if option.value in marked else label, "pick", token(option.value))

    rows: Buttons = []
    if pending.get("kind") == "search":
        rows += [[option_button(option)] for option in choices.find_options(question, pending["text"], t)]
        rows.append([act(dialogue, t.plain("form-whole-list"), "page", "0")])
    else:
        shown = choices.page_of(question, page or 0, t)
        rows += [[option_button(option) for option in row] for row in shown.rows]
        step = token(dialogue.draft.current)
        rows.append(
            page_row(
                t,
                page=shown.number,
                pages=shown.pages,
                data=lambda number: FormAct(draft=dialogue.draft.id, step=step, act="page", value=str(number)),
            )
        )
    if several:
        rows.append([act(dialogue, t.plain("form-done"), "done")])
    return rows


def _ways(dialogue: Dialogue, question: Question) -> Buttons:
    """Below the answers: pass over, keep what there is, go back."""
    t = dialogue.t
    rows: Buttons = []
    if question.key in dialogue.draft.answers and dialogue.kind.summary:
        rows.append([act(dialogue, t.plain("form-keep"), "keep")])
    elif not question.required:
        rows.append([act(dialogue, own_text(question, "skip", "form-skip", t), "skip")])
    rows.append([_back_button(dialogue, question)])
    return rows


def _back_button(dialogue: Dialogue, question: Question) -> InlineKeyboardButton:
    if dialogue.position(question) == 0 and not dialogue.draft.editing:
        return back_to(dialogue.kind.cancel_screen, dialogue.t)
    return act(dialogue, dialogue.t.plain("button-back"), "back")


def _contact_keyboard(dialogue: Dialogue, question: Question) -> ReplyKeyboardMarkup:
    t = dialogue.t
    rows = [[KeyboardButton(text=t.plain("form-share-contact"), request_contact=True)]]
    if question.key in dialogue.draft.answers and dialogue.kind.summary:
        rows.append([KeyboardButton(text=t.plain("form-keep"))])
    elif not question.required:
        rows.append([KeyboardButton(text=own_text(question, "skip", "form-skip", t))])
    rows.append([KeyboardButton(text=t.plain("button-back"))])
    return ReplyKeyboardMarkup(
        keyboard=rows,
        resize_keyboard=True,
        one_time_keyboard=True,
        input_field_placeholder=t.plain("form-phone-placeholder"),
    )


CONFIRMATIONS = frozenset({"spelling", "birth", "forwarded"})
"""What waits for a yes before it becomes an answer."""


def _confirmation(dialogue: Dialogue, question: Question, pending: dict[str, Any], note: str) -> Screen:
    t = dialogue.t
    yes, no = t.plain("form-right"), t.plain("form-wrong")
    match pending["kind"]:
        case "spelling":
            text = t("form-spelling", offered=pending["offered"], typed=pending["value"])
            yes, no = pending["offered"], t.plain("form-as-typed", typed=pending["value"])
        case "birth":
            born = date.fromisoformat(pending["value"])
            text = t("form-birth-echo", birth=born, age=age_on(born, dialogue.today))
        case _:
            text = t("form-forwarded", answer=_shown_raw(pending["raw"]))
            yes, no = t.plain("form-record"), t.plain("form-other-answer")
    text = f"{note}\n\n{text}" if note else text
    both = [act(dialogue, _cut(yes, _SHORT_LABEL), "ok"), act(dialogue, _cut(no, _SHORT_LABEL), "redo")]
    rows = beside(both)
    rows.append([act(dialogue, t.plain("button-back"), "back")])
    return Screen(text, keyboard(rows))


def _shown_raw(raw: Any) -> str:
    if isinstance(raw, dict):
        return str(raw.get("name", ""))
    return str(raw)[:300]


def summary(dialogue: Dialogue, *, note: str = "") -> Screen:
    """All answers, «Отправить» and «Изменить»."""
    t, kind = dialogue.t, dialogue.kind
    head_key, send_key = f"{kind.title_key}-summary", f"{kind.title_key}-send"
    head = t(head_key if t.has(head_key) else "form-summary", title=t.plain(kind.title_key))
    blocks = [note, head, _answer_lines(dialogue)]
    rows: Buttons = [
        [act(dialogue, t.plain(send_key if t.has(send_key) else "form-send"), "send")],
        [act(dialogue, t.plain("form-edit"), "edit")],
        [back_to(kind.cancel_screen, t)],
    ]
    return Screen("\n\n".join(block for block in blocks if block), keyboard(rows))


def _answer_lines(dialogue: Dialogue) -> str:
    # Long answers share what room there is: a message holds 4,096 characters.
    for limit in (300, 120, 60, 30):
        lines = [_line(dialogue, question, limit) for question in dialogue.questions]
        if sum(len(line) + 1 for line in lines) <= _SUMMARY_ROOM:
            break
    return "\n".join(lines)


def _line(dialogue: Dialogue, question: Question, limit: int) -> str:
    label = _cut(question_label(question, dialogue.t), min(_LABEL_LIMIT, limit)).rstrip("?:")
    answer = shown_answer(question, dialogue.draft.answers.get(question.key), dialogue.t, limit=limit)
    return f"{html.escape(label, quote=False)}: <b>{html.escape(answer, quote=False)}</b>"


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def edit_list(dialogue: Dialogue) -> Screen:
    """Every question as a button: which answer is to be changed?"""
    t = dialogue.t
    rows = beside(
        [
            act(dialogue, _cut(question_label(question, t).rstrip("?:"), _SHORT_LABEL), "change", token(question.key))
            for question in dialogue.questions
        ]
    )
    rows.append([act(dialogue, t.plain("button-back"), "show")])
    return Screen(t("form-what-to-edit"), keyboard(rows))


def resume_offer(dialogue: Dialogue) -> Screen:
    """«Продолжить» or «Начать заново» for a form that was left."""
    t = dialogue.t
    answered = sum(question.key in dialogue.draft.answers for question in dialogue.questions)
    text = t(
        "form-resume", title=t.plain(dialogue.kind.title_key), answered=answered, questions=len(dialogue.questions)
    )
    return Screen(
        text,
        keyboard(
            [
                [act(dialogue, t.plain("form-continue"), "go")],
                [act(dialogue, t.plain("form-restart"), "new")],
                [back_to(dialogue.kind.cancel_screen, t)],
            ]
        ),
    )


def raises_keyboard(question: Question) -> bool:
    """Whether a question comes with the contact keyboard below the conversation."""
    return question.kind is QuestionKind.PHONE
