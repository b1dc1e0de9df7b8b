"""What the office may do to a call's questions, and what applicants are asked then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain import call_questions as rules
from bot.domain.call_questions import Since, Switch
from bot.domain.enums import QuestionKind
from bot.domain.errors import RuleViolation, Stale
from bot.domain.questions import Option, Question

NOW = datetime(2026, 9, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
OPTIONS = (Option("a", {"ru": "Да", "en": "Yes"}), Option("b", {"ru": "Нет", "en": "No"}))


def text(key: str, **values: Any) -> Question:
    return Question(key, QuestionKind.TEXT, text={"ru": key, "en": key}, **values)


ONE, TWO, OLD = text("one"), text("two", required=False), text("old", retired=True)
CHOICE = Question("choice", QuestionKind.CHOICE, text={"ru": "?", "en": "?"}, options=OPTIONS)


def test_question_survives_being_stored() -> None:
    asked = replace(CHOICE, frozen_from=NOW, required_from=LATER, retired=True, hint={"ru": "h", "en": "h"})
    assert Question.from_dict(asked.to_dict()) == asked


@pytest.mark.parametrize("bad", ["soon", "2026-09-01T10:00:00"])
def test_moment_without_a_zone_is_refused(bad: str) -> None:
    with pytest.raises(RuleViolation, match="question-moment-bad"):
        Question.from_dict(ONE.to_dict() | {"frozen_from": bad})


def test_office_reads_back_what_it_wrote() -> None:
    for question in (ONE, CHOICE, replace(ONE, hint={"ru": "h", "en": "h"}, max_length=50, visible_to_reviewers=True)):
        assert rules.read_question(question.key, rules.answers_of(question), question) == question


def test_new_question_says_in_one_language_what_it_is_not_told_in_the_other() -> None:
    answers = {
        "kind": "choices",
        "text_ru": "Что?",
        "text_en": "What?",
        "hint_ru": "Подсказка",
        "options": "Да | Yes\nНет",
    }
    made = rules.read_question("q1", answers, None)
    assert made.hint == {"ru": "Подсказка", "en": "Подсказка"}
    assert made.options == (Option("o1", {"ru": "Да", "en": "Yes"}), Option("o2", {"ru": "Нет", "en": "Нет"}))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Да", "question-options-few"),
        ("\n".join(f"в{number}" for number in range(21)), "question-options-many"),
        ("Да\n" + "я" * 61, "question-option-long"),
        ("Да | Yes\nДа | No", "question-options-repeat"),
    ],
)
def test_options_that_do_not_fit_are_refused(typed: str, key: str) -> None:
    with pytest.raises(RuleViolation, match=key):
        rules.read_options(typed, ())


def test_line_without_a_text_is_no_option() -> None:
    typed = "|\nДа | Yes\n | \n| No"
    assert [each.label for each in rules.read_options(typed, ())] == [
        {"ru": "Да", "en": "Yes"},
        {"ru": "No", "en": "No"},
    ]


def test_option_keeps_its_value_and_stays_once_it_was_chosen() -> None:
    kept = rules.read_options("Нет | Nope\nМожет быть | Maybe", OPTIONS)
    assert [(each.value, each.label["en"]) for each in kept] == [("b", "Nope"), ("o1", "Maybe")]
    changed = replace(CHOICE, options=kept)
    assert rules.changed([CHOICE], changed, chosen={"b"}) == [changed]
    with pytest.raises(RuleViolation, match="question-option-chosen"):
        rules.changed([CHOICE], changed, chosen={"a"})
    with pytest.raises(Stale, match="call-question-same"):
        rules.changed([CHOICE], CHOICE)


def test_questions_change_places_among_those_that_are_asked() -> None:
    asked = [ONE, OLD, TWO]
    assert rules.moved(asked, "two", up=True) == [TWO, ONE, OLD]
    assert rules.moved(asked, "one", up=True) == [ONE, TWO, OLD]
    assert rules.moved(asked, "two", up=False) == [ONE, TWO, OLD]
    with pytest.raises(Stale, match="call-question-gone"):
        rules.moved(asked, "nothing", up=True)


def test_last_question_stays_and_there_are_no_more_than_can_be_answered() -> None:
    with pytest.raises(RuleViolation, match="call-questions-none"):
        rules.switched([ONE, OLD], "one", Switch.RETIRED, True)
    many = [text(f"k{number}") for number in range(rules.MOST)]
    with pytest.raises(RuleViolation, match="call-questions-many"):
        rules.added(many, ONE)
    with pytest.raises(RuleViolation, match="call-questions-many"):
        rules.switched([*many, OLD], "old", Switch.RETIRED, False)
    assert rules.new_key([text("q1"), text("q3")]) == "q2"


def test_frozen_and_retired_questions_are_not_asked_and_their_answers_stay() -> None:
    frozen, late = replace(ONE, frozen_from=NOW), replace(TWO, required_from=NOW)
    every, sent = [frozen, late, OLD], {"one": "1", "two": "2", "old": "3"}
    before = NOW - timedelta(seconds=1)
    assert [question.key for question in rules.asked(every, sent, before)] == ["one", "two"]
    assert [question.required for question in rules.asked(every, sent, before)] == [True, False]
    assert [(question.key, question.required) for question in rules.asked(every, sent, NOW)] == [("two", True)]
    assert rules.kept(every, sent, NOW) == {"one": "1", "old": "3"}
    # Whoever has sent nothing yet is asked what others can change no more.
    assert [question.key for question in rules.asked(every, {}, NOW)] == ["one", "two"]
    assert rules.dated(every, "one", Since.FROZEN, None)[0] == ONE
