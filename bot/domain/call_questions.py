"""What the office may do to the questions of a call: add, change, move, retire.

A question that was ever asked is never deleted, nor is an option somebody has chosen: applications keep what they say.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.edited_lists import free_key, in_both, read_lines, shifted, write_line
from bot.domain.enums import QuestionKind
from bot.domain.errors import RuleViolation, Stale
from bot.domain.questions import Option, Question

MOST = 30
"""Questions a call may have, retired ones not counted."""
OPTION_LIMIT, MOST_OPTIONS = 60, 20

KINDS = (
    QuestionKind.TEXT,
    QuestionKind.LONG_TEXT,
    QuestionKind.CHOICE,
    QuestionKind.CHOICES,
    QuestionKind.YES_NO,
    QuestionKind.NUMBER,
    QuestionKind.DATE,
    QuestionKind.FILE,
)
"""The kinds the office chooses from."""

WITH_OPTIONS = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
_LONGEST = {QuestionKind.TEXT: 255, QuestionKind.LONG_TEXT: 3000}


class Switch(StrEnum):
    """What is on or off about a question."""

    REQUIRED = "required"
    VISIBLE = "visible_to_reviewers"
    RETIRED = "retired"


class Since(StrEnum):
    """What begins for a question at a moment."""

    FROZEN = "frozen_from"
    REQUIRED = "required_from"


def form_questions(kind: QuestionKind | None) -> tuple[Question, ...]:
    """What the office is asked about a question; ``kind`` is that of the one being changed, or what was answered."""
    return (
        Question("text_ru", QuestionKind.TEXT, text_key="call-question-text-ru", max_length=255),
        Question("text_en", QuestionKind.TEXT, text_key="call-question-text-en", max_length=255),
        Question("hint_ru", QuestionKind.TEXT, text_key="call-question-hint-ru", max_length=255, required=False),
        Question("hint_en", QuestionKind.TEXT, text_key="call-question-hint-en", max_length=255, required=False),
        *(
            (
                Question(
                    "options",
                    QuestionKind.LONG_TEXT,
                    text_key="call-question-options",
                    hint_key="call-question-options-hint",
                    max_length=2500,
                ),
            )
            if kind in WITH_OPTIONS
            else ()
        ),
        *(
            (
                Question(
                    "max_length",
                    QuestionKind.NUMBER,
                    text_key="call-question-length",
                    required=False,
                    lowest=10,
                    highest=_LONGEST[kind],
                ),
            )
            if kind in _LONGEST
            else ()
        ),
    )


def kind_question() -> Question:
    """Of which kind a new question is."""
    options = tuple(Option(kind.value, {}) for kind in KINDS)
    return Question("kind", QuestionKind.CHOICE, text_key="call-question-kind", options=options)


def answers_of(question: Question) -> dict[str, Any]:
    """A question as the answers of ``form_questions``."""
    text, hint = question.text or {}, question.hint or {}
    return {
        "kind": question.kind.value,
        "text_ru": text.get("ru"),
        "text_en": text.get("en"),
        "hint_ru": hint.get("ru"),
        "hint_en": hint.get("en"),
        "options": "\n".join(write_line(each.label) for each in question.options) or None,
        "max_length": question.max_length,
    }


def read_question(key: str, answers: Mapping[str, Any], before: Question | None) -> Question:
    """The question of the office's answers; what the form does not ask stays as it was ``before``.

    Raises RuleViolation ``question-options-few``, ``question-options-many`` (most), ``question-option-long`` (limit),
    ``question-options-repeat`` (option) and those of ``Question.from_dict``.
    """
    kind = before.kind if before is not None else QuestionKind(answers["kind"])
    hint = in_both(answers.get("hint_ru"), answers.get("hint_en"))
    options = (
        read_options(str(answers.get("options") or ""), before.options if before is not None else ())
        if kind in WITH_OPTIONS
        else ()
    )
    changes: dict[str, Any] = {
        "text": in_both(answers["text_ru"], answers["text_en"]),
        "hint": hint or None,
        "options": options,
        "max_length": answers.get("max_length"),
    }
    made = replace(before, **changes) if before is not None else Question(key, kind, **changes)
    return Question.from_dict(made.to_dict())


def read_options(typed: str, before: Sequence[Option]) -> tuple[Option, ...]:
    """Options a line each, «по-русски | in English»; one that was there keeps its value by its Russian label."""
    labels = read_lines(typed)
    if len(labels) < 2:
        raise RuleViolation("question-options-few")
    if len(labels) > MOST_OPTIONS:
        raise RuleViolation("question-options-many", most=MOST_OPTIONS)
    known = {option.label.get("ru", ""): option.value for option in before}
    taken = set(known.values())
    options: list[Option] = []
    for label in labels:
        if max(map(len, label.values())) > OPTION_LIMIT:
            raise RuleViolation("question-option-long", limit=OPTION_LIMIT)
        if any(option.label["ru"] == label["ru"] for option in options):
            raise RuleViolation("question-options-repeat", option=label["ru"])
        value = known.get(label["ru"]) or free_key("o", taken)
        taken.add(value)
        options.append(Option(value, label))
    return tuple(options)


def new_key(questions: Sequence[Question]) -> str:
    """A key nobody has had."""
    return free_key("q", {question.key for question in questions})


def find(questions: Sequence[Question], key: str) -> Question:
    """Raises Stale ``call-question-gone``."""
    found = next((question for question in questions if question.key == key), None)
    if found is None:
        raise Stale("call-question-gone")
    return found


def added(questions: Sequence[Question], question: Question) -> list[Question]:
    """With one more at the end of those that are asked. Raises RuleViolation ``call-questions-many`` (most)."""
    if sum(not each.retired for each in questions) >= MOST:
        raise RuleViolation("call-questions-many", most=MOST)
    return [*questions, question]


def changed(questions: Sequence[Question], question: Question, *, chosen: Collection[str] = ()) -> list[Question]:
    """With one question in place of its former self; ``chosen`` are the options somebody has chosen.

    Raises Stale ``call-question-same``, RuleViolation ``question-option-chosen`` (option).
    """
    before = find(questions, question.key)
    if before == question:
        raise Stale("call-question-same")
    kept = {option.value for option in question.options}
    lost = next((option for option in before.options if option.value in chosen and option.value not in kept), None)
    if lost is not None:
        raise RuleViolation("question-option-chosen", option=lost.label.get("ru", lost.value))
    return [question if each.key == question.key else each for each in questions]


def moved(questions: Sequence[Question], key: str, *, up: bool) -> list[Question]:
    """One place up or down among those that are asked; at the end it stays."""
    asked = [each for each in questions if not each.retired]
    asked = shifted(asked, asked.index(find(asked, key)), up=up)
    return [*asked, *(each for each in questions if each.retired)]


def switched(questions: Sequence[Question], key: str, switch: Switch, on: bool) -> list[Question]:
    """With something on or off. Raises Stale ``call-question-same``, RuleViolation ``call-questions-none`` for the last
    one that is asked, ``call-questions-many`` (most)."""
    before = find(questions, key)
    if getattr(before, switch.value) == on:
        raise Stale("call-question-same")
    if switch is Switch.RETIRED:
        asked = sum(not each.retired for each in questions)
        if on and asked == 1:
            raise RuleViolation("call-questions-none")
        if not on and asked >= MOST:
            raise RuleViolation("call-questions-many", most=MOST)
    change: dict[str, Any] = {switch.value: on}
    return changed(questions, replace(before, **change))


def dated(questions: Sequence[Question], key: str, since: Since, at: datetime | None) -> list[Question]:
    """With a moment from which something holds; None: it does not. Raises Stale ``call-question-same``."""
    change: dict[str, Any] = {since.value: at}
    return changed(questions, replace(find(questions, key), **change))


def asked(questions: Sequence[Question], sent: Mapping[str, Any], now: datetime) -> list[Question]:
    """What somebody is asked now who has sent these answers (none yet): neither what is retired nor what is frozen."""
    return [
        question.at(now)
        for question in questions
        if not question.retired and not (question.is_frozen(now) and question.key in sent)
    ]


def kept(questions: Sequence[Question], sent: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Of the answers that were sent, those a new sending does not touch."""
    keys = {question.key for question in asked(questions, sent, now)}
    return {key: value for key, value in sent.items() if key not in keys}
