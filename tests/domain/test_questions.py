from datetime import date
from typing import Any

import pytest

from bot.domain.enums import QuestionKind
from bot.domain.errors import RuleViolation
from bot.domain.questions import Answer, Option, Question, RawAnswer, check_answer, join_parts

TODAY = date(2026, 9, 1)
OPTIONS = (
    Option("it", {"ru": "Цифровые технологии", "en": "Digital"}),
    Option("space", {"ru": "Космос", "en": "Space"}),
    Option("agro", {"ru": "Агро", "en": "Agro"}),
)


def asked(kind: QuestionKind, **values: Any) -> Question:
    return Question(**{"key": "question", "kind": kind, "text_key": "question"} | values)


@pytest.mark.parametrize(
    ("question", "raw", "answer"),
    [
        (asked(QuestionKind.TEXT), "  Люблю химию \n", "Люблю химию"),
        (asked(QuestionKind.TEXT), "а\x00б", "аб"),
        (asked(QuestionKind.TEXT, required=False), "", None),
        (asked(QuestionKind.TEXT, required=False), None, None),
        (asked(QuestionKind.LONG_TEXT), ["Первая часть. ", "", " Вторая."], "Первая часть.\n\nВторая."),
        (asked(QuestionKind.LONG_TEXT), "Одним куском", "Одним куском"),
        (asked(QuestionKind.CHOICE, options=OPTIONS), "it", "it"),
        (asked(QuestionKind.CHOICE, options=OPTIONS), "КОСМОС", "space"),
        (asked(QuestionKind.CHOICE, options=OPTIONS), "space", "space"),
        (asked(QuestionKind.CHOICES, options=OPTIONS), ["agro", "it", "agro"], ["it", "agro"]),
        (asked(QuestionKind.CHOICES, options=OPTIONS, max_choices=2), ["agro", "it"], ["it", "agro"]),
        (asked(QuestionKind.CHOICES, options=OPTIONS, required=False), [], None),
        (asked(QuestionKind.DATE), "5 марта 2027", "2027-03-05"),
        (asked(QuestionKind.DATE), "5.3.27", "2027-03-05"),
        (asked(QuestionKind.DATE, key="birth_date"), "5.3.10", "2010-03-05"),
        (asked(QuestionKind.PHONE), "8 914 555-12-34", "+79145551234"),
        (asked(QuestionKind.YES_NO), True, True),
        (asked(QuestionKind.YES_NO), False, False),
        (asked(QuestionKind.YES_NO), "Да!", True),
        (asked(QuestionKind.YES_NO), "нет", False),
        (asked(QuestionKind.FILE), "AgACAgIAAxkBAAI", "AgACAgIAAxkBAAI"),
        (asked(QuestionKind.NUMBER), "12", 12),
        (asked(QuestionKind.NUMBER), "1 200", 1200),
        (asked(QuestionKind.NUMBER), "3,5", 3.5),
        (asked(QuestionKind.NUMBER, lowest=0, highest=10), "10", 10),
        (asked(QuestionKind.NAME, key="surname"), "О", "О"),
        (asked(QuestionKind.NAME, key="patronymic"), "Петровна", "Петровна"),
    ],
)
def test_answer_comes_out_in_its_stored_form(question: Question, raw: RawAnswer, answer: Answer | None) -> None:
    stored = check_answer(question, raw, today=TODAY)
    assert (stored, type(stored)) == (answer, type(answer))


@pytest.mark.parametrize(
    ("question", "raw", "refusal"),
    [
        (asked(QuestionKind.TEXT), "   ", RuleViolation("answer-required")),
        (asked(QuestionKind.TEXT), None, RuleViolation("answer-required")),
        (asked(QuestionKind.TEXT, max_length=5), "шесть!", RuleViolation("answer-too-long", limit=5, actual=6)),
        (asked(QuestionKind.TEXT), "я" * 256, RuleViolation("answer-too-long", limit=255, actual=256)),
        (asked(QuestionKind.TEXT, min_length=5), "мало", RuleViolation("answer-too-short", limit=5, actual=4)),
        (asked(QuestionKind.LONG_TEXT), "я" * 3001, RuleViolation("answer-too-long", limit=3000, actual=3001)),
        (
            asked(QuestionKind.LONG_TEXT, max_length=8),
            ["пять!", "пять!"],
            RuleViolation("answer-too-long", limit=8, actual=12),
        ),
        (asked(QuestionKind.LONG_TEXT), ["", " "], RuleViolation("answer-required")),
        (asked(QuestionKind.CHOICE, options=OPTIONS), "музыка", RuleViolation("answer-unknown-option")),
        (asked(QuestionKind.CHOICE, options=OPTIONS), True, RuleViolation("answer-unknown-option")),
        (asked(QuestionKind.CHOICES, options=OPTIONS), ["it", "x"], RuleViolation("answer-unknown-option")),
        (asked(QuestionKind.CHOICES, options=OPTIONS), [], RuleViolation("answer-required")),
        (
            asked(QuestionKind.CHOICES, options=OPTIONS, max_choices=2),
            ["it", "space", "agro"],
            RuleViolation("answer-too-many-options", limit=2, actual=3),
        ),
        (asked(QuestionKind.DATE), "31.02.2027", RuleViolation("date-impossible", typed="31.02.2027")),
        (asked(QuestionKind.DATE, key="birth_date"), "5.3.2027", RuleViolation("birth-date-future")),
        (asked(QuestionKind.PHONE), "нет", RuleViolation("phone-not-a-phone")),
        (asked(QuestionKind.YES_NO), "наверное", RuleViolation("answer-not-yes-no")),
        (asked(QuestionKind.NUMBER), "много", RuleViolation("answer-not-a-number")),
        (asked(QuestionKind.NUMBER, lowest=1), "0", RuleViolation("answer-number-too-small", limit=1)),
        (asked(QuestionKind.NUMBER, highest=5), "5,5", RuleViolation("answer-number-too-big", limit=5)),
        (asked(QuestionKind.NAME, key="first_name"), "Аня1", RuleViolation("name-digits")),
    ],
)
def test_answer_that_breaks_a_rule_is_refused_with_it(
    question: Question, raw: RawAnswer, refusal: RuleViolation
) -> None:
    with pytest.raises(RuleViolation) as raised:
        check_answer(question, raw, today=TODAY)
    assert raised.value == refusal


def test_unfinished_long_text_may_be_short_but_not_long() -> None:
    essay = asked(QuestionKind.LONG_TEXT, min_length=10, max_length=20)
    assert join_parts(essay, ["Начало"], finished=False) == "Начало"
    with pytest.raises(RuleViolation) as raised:
        join_parts(essay, ["Начало", "и продолжение его"], finished=False)
    assert raised.value == RuleViolation("answer-too-long", limit=20, actual=25)


FULL = {
    "key": "fields",
    "kind": "choices",
    "text": {"ru": "Что тебе интересно?", "en": "What interests you?"},
    "hint": {"ru": "До двух"},
    "required": False,
    "options": [{"value": "it", "label": {"ru": "Технологии"}}, {"value": "space", "label": {"ru": "Космос"}}],
    "max_choices": 2,
    "visible_to_reviewers": True,
}


@pytest.mark.parametrize("data", [FULL, {"key": "name", "kind": "text", "text_key": "form-name", "max_length": 100}])
def test_question_written_out_reads_back(data: dict[str, Any]) -> None:
    assert Question.from_dict(data).to_dict() == data


def test_question_with_a_plain_text_is_russian() -> None:
    question = Question.from_dict({"key": "essay", "kind": "long_text", "text": "Расскажи о себе"})
    assert (question.text, question.length_limit) == ({"ru": "Расскажи о себе"}, 3000)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"key": "Имя"}, RuleViolation("question-key-bad", question="Имя")),
        ({"key": "k" * 33}, RuleViolation("question-key-bad", question="k" * 33)),
        ({"kind": "poem"}, RuleViolation("question-kind-unknown", question="fields", kind="poem")),
        ({"kind": None}, RuleViolation("question-kind-unknown", question="fields", kind="None")),
        ({"colour": 1}, RuleViolation("question-field-unknown", question="fields", field="colour")),
        ({"text": None}, RuleViolation("question-text-missing", question="fields")),
        ({"text_key": "both"}, RuleViolation("question-text-missing", question="fields")),
        ({"options": []}, RuleViolation("question-options-missing", question="fields")),
        ({"options": ["it", "it"]}, RuleViolation("question-option-bad", question="fields", option="it")),
        ({"options": ["Космос"]}, RuleViolation("question-option-bad", question="fields", option="Космос")),
        ({"options": [{"value": "it"}]}, RuleViolation("question-option-bad", question="fields", option="it")),
        ({"min_length": 10, "max_length": 5}, RuleViolation("question-limits-crossed", question="fields")),
        ({"lowest": 10, "highest": 5}, RuleViolation("question-limits-crossed", question="fields")),
        ({"max_choices": 0}, RuleViolation("question-limits-crossed", question="fields")),
    ],
)
def test_malformed_question_is_refused_with_its_fault(change: dict[str, Any], refusal: RuleViolation) -> None:
    with pytest.raises(RuleViolation) as raised:
        Question.from_dict(FULL | change)
    assert raised.value == refusal
