"""Questions as data, and the check of one answer.

A form is a list of questions: those of the program name their texts by key, those of a season carry their texts in
every language. Answers come out ready for JSON: text, number, yes or no, a list of options, an ISO date.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Self

from bot.domain.dates import parse_date
from bot.domain.enums import QuestionKind
from bot.domain.errors import RuleViolation
from bot.domain.people import NamePart, parse_birth_date, parse_name, parse_phone

Answer = str | int | float | bool | list[str]
RawAnswer = str | bool | Sequence[str] | None
Texts = Mapping[str, str]
"""The same text by language: {"ru": …, "en": …}."""

TEXT_LIMIT = 255
LONG_TEXT_LIMIT = 3000
PART_SEPARATOR = "\n\n"
_FAR_YEARS = 50

# Keys and values travel inside a button, which holds 64 bytes in all.
_KEY = re.compile(r"[a-z][a-z0-9_]{0,31}")
_VALUE = re.compile(r"[a-z0-9_\-]{1,32}")
_YES = frozenset({"да", "yes", "y", "true", "1", "д", "+"})
_NO = frozenset({"нет", "no", "n", "false", "0", "н", "-"})
NAME_PARTS: dict[str, NamePart] = {"surname": "surname", "first_name": "first_name", "patronymic": "patronymic"}


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice: `value` is stored, `label` is shown."""

    value: str
    label: Texts


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form.

    Exactly one of `text_key` (a text of the program) and `text` (season data) is set. A question of the kind `name`
    is read as the part of a name its key says, one of the kind `date` with the key `birth_date` as a birth date.

    A `retired` question is asked no more and stays where it was answered. From `frozen_from` on an answer that was sent
    stays as it is; from `required_from` on the question is required.
    """

    key: str
    kind: QuestionKind
    text_key: str | None = None
    text: Texts | None = None
    hint_key: str | None = None
    hint: Texts | None = None
    required: bool = True
    options: tuple[Option, ...] = ()
    min_length: int = 0
    max_length: int | None = None
    max_choices: int | None = None
    lowest: float | None = None
    highest: float | None = None
    visible_to_reviewers: bool = False
    retired: bool = False
    frozen_from: datetime | None = None
    required_from: datetime | None = None

    def at(self, now: datetime) -> Self:
        """The question as it is asked at a moment."""
        late = self.required_from is not None and now >= self.required_from
        return replace(self, required=True) if late and not self.required else self

    def is_frozen(self, now: datetime) -> bool:
        """Whether an answer that was sent can be changed no more."""
        return self.frozen_from is not None and now >= self.frozen_from

    @property
    def length_limit(self) -> int:
        """Characters the answer may have."""
        if self.max_length is not None:
            return self.max_length
        return LONG_TEXT_LIMIT if self.kind is QuestionKind.LONG_TEXT else TEXT_LIMIT

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read a question from season data; a text given as a plain string is Russian.

        Raises RuleViolation: `question-key-bad`, `question-kind-unknown`, `question-field-unknown`,
        `question-text-missing`, `question-options-missing`, `question-option-bad`, `question-limits-crossed`,
        `question-moment-bad`.
        """
        key = str(data.get("key", ""))
        if not _KEY.fullmatch(key):
            raise RuleViolation("question-key-bad", question=key)
        if unknown := sorted(set(data) - {field.name for field in fields(cls)}):
            raise RuleViolation("question-field-unknown", question=key, field=unknown[0])
        if data.get("kind") not in list(QuestionKind):
            raise RuleViolation("question-kind-unknown", question=key, kind=str(data.get("kind", "")))
        values = dict(data) | {
            "kind": QuestionKind(data["kind"]),
            "text": _texts(data.get("text")),
            "hint": _texts(data.get("hint")),
            "options": tuple(_option(key, option) for option in data.get("options", ())),
            "frozen_from": _moment(key, data.get("frozen_from")),
            "required_from": _moment(key, data.get("required_from")),
        }
        question = cls(**values)
        question._ensure_sound()
        return question

    def to_dict(self) -> dict[str, Any]:
        """What `from_dict` reads back; only what differs from the default is kept."""
        values: dict[str, Any] = {"key": self.key, "kind": self.kind.value}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in values or value == field.default:
                continue
            values[field.name] = (
                dict(value)
                if isinstance(value, Mapping)
                else value.isoformat()
                if isinstance(value, datetime)
                else value
            )
        if self.options:
            values["options"] = [{"value": option.value, "label": dict(option.label)} for option in self.options]
        return values

    def _ensure_sound(self) -> None:
        if bool(self.text_key) == bool(self.text):
            raise RuleViolation("question-text-missing", question=self.key)
        if self.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}:
            if not self.options:
                raise RuleViolation("question-options-missing", question=self.key)
            values = [option.value for option in self.options]
            if repeated := [value for value in values if values.count(value) > 1]:
                raise RuleViolation("question-option-bad", question=self.key, option=repeated[0])
        crossed = self.lowest is not None and self.highest is not None and self.lowest > self.highest
        if crossed or not 0 <= self.min_length <= self.length_limit or self.max_choices == 0:
            raise RuleViolation("question-limits-crossed", question=self.key)


def _moment(question: str, value: Any) -> datetime | None:
    """A moment of season data (TOML's own, or ISO with a zone)."""
    if value is None:
        return None
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise RuleViolation("question-moment-bad", question=question) from None
    if moment.tzinfo is None:
        raise RuleViolation("question-moment-bad", question=question)
    return moment


def _texts(value: str | Texts | None) -> Texts | None:
    return {"ru": value} if isinstance(value, str) else value


def _option(question: str, data: str | Mapping[str, Any]) -> Option:
    value = data if isinstance(data, str) else str(data.get("value", ""))
    label = _texts(data if isinstance(data, str) else data.get("label"))
    if not _VALUE.fullmatch(value) or not label:
        raise RuleViolation("question-option-bad", question=question, option=value)
    return Option(value, label)


def check_answer(question: Question, raw: RawAnswer, *, today: date) -> Answer | None:
    """The answer in its stored form, or None when an optional question is passed over.

    `raw` is what the person sent: text (for a file, its id), True/False, a list of options, or the parts of a long
    text. Raises RuleViolation: `answer-required`, `answer-too-short` and `answer-too-long` (limit, actual),
    `answer-unknown-option`, `answer-too-many-options`, `answer-not-yes-no`, `answer-not-a-number`,
    `answer-number-too-small`, `answer-number-too-big`, and those of names, dates and phones.
    """
    if raw is None or _is_empty(raw):
        if question.required:
            raise RuleViolation("answer-required")
        return None
    if isinstance(raw, bool):
        if question.kind is not QuestionKind.YES_NO:
            raise RuleViolation("answer-unknown-option")
        return raw
    parts = [raw] if isinstance(raw, str) else list(raw)
    match question.kind:
        case QuestionKind.CHOICES:
            return _all_chosen(question, parts)
        case QuestionKind.LONG_TEXT:
            return join_parts(question, parts, finished=True)
        case _:
            return _from_text(question, _clean(PART_SEPARATOR.join(parts)), today)


def _from_text(question: Question, text: str, today: date) -> Answer:
    match question.kind:
        case QuestionKind.CHOICE:
            return _chosen(question, text)
        case QuestionKind.YES_NO:
            return _ensure_yes_or_no(text)
        case QuestionKind.DATE if question.key == "birth_date":
            return parse_birth_date(text, today).isoformat()
        case QuestionKind.DATE:
            return parse_date(text, latest_year=today.year + _FAR_YEARS).isoformat()
        case QuestionKind.PHONE:
            return parse_phone(text)
        case QuestionKind.NAME:
            return parse_name(text, NAME_PARTS.get(question.key, "surname")).value
        case QuestionKind.NUMBER:
            return _number(question, text)
        case QuestionKind.FILE:
            return text
        case _:
            _ensure_length(question, text, finished=True)
            return text


def join_parts(question: Question, parts: Sequence[str], *, finished: bool) -> str:
    """One long text from several messages, a blank line between them.

    Raises RuleViolation: `answer-too-long` (limit, actual) at once, `answer-too-short` only when `finished`.
    """
    text = PART_SEPARATOR.join(cleaned for part in parts if (cleaned := _clean(part)))
    _ensure_length(question, text, finished=finished)
    return text


def _ensure_length(question: Question, text: str, *, finished: bool) -> None:
    if len(text) > question.length_limit:
        raise RuleViolation("answer-too-long", limit=question.length_limit, actual=len(text))
    if finished and len(text) < question.min_length:
        raise RuleViolation("answer-too-short", limit=question.min_length, actual=len(text))


def _clean(text: str) -> str:
    """Without stray space around and without control characters, which a database may refuse."""
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc").strip()


def _is_empty(raw: str | bool | Sequence[str]) -> bool:
    if isinstance(raw, bool):
        return False
    return not any(_clean(part) for part in ([raw] if isinstance(raw, str) else raw))


def _chosen(question: Question, text: str) -> str:
    """The option's value, whether its button was pressed or its label typed."""
    typed = text.casefold()
    for option in question.options:
        if text == option.value or typed in {label.casefold() for label in option.label.values()}:
            return option.value
    raise RuleViolation("answer-unknown-option")


def _all_chosen(question: Question, parts: Sequence[str]) -> list[str]:
    chosen = {_chosen(question, _clean(part)) for part in parts}
    if question.max_choices is not None and len(chosen) > question.max_choices:
        raise RuleViolation("answer-too-many-options", limit=question.max_choices, actual=len(chosen))
    return [option.value for option in question.options if option.value in chosen]


def yes_or_no(text: str | None) -> bool | None:
    """A typed yes or no; None when it is neither."""
    typed = (text or "").casefold().strip(" .!")
    return typed in _YES if typed in _YES or typed in _NO else None


def _ensure_yes_or_no(text: str) -> bool:
    answer = yes_or_no(text)
    if answer is None:
        raise RuleViolation("answer-not-yes-no")
    return answer


def _number(question: Question, text: str) -> int | float:
    typed = "".join(text.split()).replace(",", ".").replace("−", "-")
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", typed):
        raise RuleViolation("answer-not-a-number")
    number = float(typed)
    if question.lowest is not None and number < question.lowest:
        raise RuleViolation("answer-number-too-small", limit=question.lowest)
    if question.highest is not None and number > question.highest:
        raise RuleViolation("answer-number-too-big", limit=question.highest)
    return int(number) if number.is_integer() else number
