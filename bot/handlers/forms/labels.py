"""How questions, options and answers read: from the program's texts or from the season's data."""

import html
from datetime import date
from typing import Any

from bot.domain.enums import QuestionKind
from bot.domain.languages import in_some_language
from bot.domain.questions import Option, Question
from bot.texts import Translate


def question_text(question: Question, t: Translate) -> str:
    """The question as asked, Telegram HTML."""
    if question.text_key:
        return t(question.text_key)
    return html.escape(in_some_language(question.text, t.language), quote=False)


def question_hint(question: Question, t: Translate) -> str:
    """The hint under the question, Telegram HTML; empty where there is none."""
    if question.hint_key:
        return t(question.hint_key)
    return html.escape(in_some_language(question.hint, t.language), quote=False)


def question_label(question: Question, t: Translate) -> str:
    """The question's name in a summary, plain text: ``<text_key>-short`` where it exists, else the question."""
    if question.text_key is None:
        return in_some_language(question.text, t.language)
    short = f"{question.text_key}-short"
    return t.plain(short if t.has(short) else question.text_key)


def own_text(question: Question, part: str, default: str, t: Translate) -> str:
    """A button's text: the question's own (``<text_key>-skip``, ``-yes``, ``-no``) or the engine's; plain."""
    own = f"{question.text_key}-{part}"
    return t.plain(own if question.text_key and t.has(own) else default)


def option_label(question: Question, option: Option, t: Translate) -> str:
    """What stands on an option's button, plain; an option of the program without label is ``<text_key>-<value>``."""
    if option.label:
        return in_some_language(option.label, t.language)
    return t.plain(f"{question.text_key}-{option.value.replace('_', '-')}")


def shown_answer(question: Question, value: Any, t: Translate, *, limit: int = 300) -> str:
    """A kept answer for reading, plain text of at most ``limit`` characters and a note of its length beyond."""
    if value is None or value == []:
        return t.plain("form-no-answer")
    match question.kind:
        case QuestionKind.CHOICE:
            return _labels(question, [value], t)
        case QuestionKind.CHOICES:
            return _labels(question, value, t)
        case QuestionKind.YES_NO:
            part, default = ("yes", "form-yes") if value else ("no", "form-no")
            return own_text(question, part, default, t)
        case QuestionKind.DATE:
            return t.date(date.fromisoformat(value))
        case QuestionKind.PHONE:
            return spaced_phone(value)
        case QuestionKind.FILE:
            return str(value.get("name") or t.plain("form-a-photo"))
        case _:
            text = str(value)
            if len(text) <= limit:
                return text
            return t.plain("form-cut-answer", start=text[:limit].rstrip(), length=len(text))


def _labels(question: Question, values: list[str], t: Translate) -> str:
    labels = {option.value: option_label(question, option, t) for option in question.options}
    return ", ".join(labels.get(value, value) for value in values)


def spaced_phone(phone: str) -> str:
    """+79145551234 → +7 914 555-12-34."""
    if phone.startswith("+7") and len(phone) == 12:
        return f"+7 {phone[2:5]} {phone[5:8]}-{phone[8:10]}-{phone[10:]}"
    return phone
