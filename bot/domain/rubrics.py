"""What the office may do to the criteria reviewers score by, until the scoring begins."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.domain.edited_lists import free_key, read_lines, shifted, write_line
from bot.domain.enums import QuestionKind
from bot.domain.errors import RuleViolation, Stale
from bot.domain.questions import Question
from bot.domain.review import MOST_CRITERIA, Criterion

LABEL_LIMIT, LEVEL_LIMIT, FEWEST_LEVELS, MOST_LEVELS, HEAVIEST = 40, 120, 2, 6, 100


def form_questions() -> tuple[Question, ...]:
    """What the office is asked about a criterion."""
    return (
        Question("label_ru", QuestionKind.TEXT, text_key="criterion-label-ru", max_length=LABEL_LIMIT),
        Question("label_en", QuestionKind.TEXT, text_key="criterion-label-en", max_length=LABEL_LIMIT),
        Question("weight", QuestionKind.NUMBER, text_key="criterion-weight", hint_key="criterion-weight-hint", lowest=1, highest=HEAVIEST),
        Question("levels", QuestionKind.LONG_TEXT, text_key="criterion-levels", hint_key="criterion-levels-hint", max_length=2000),
    )  # fmt: skip


def answers_of(criterion: Criterion) -> dict[str, Any]:
    """A criterion as the answers of ``form_questions``."""
    return {
        "label_ru": criterion.label.get("ru"),
        "label_en": criterion.label.get("en"),
        "weight": criterion.weight,
        "levels": "\n".join(map(write_line, criterion.levels)),
    }


def read_criterion(key: str, answers: Mapping[str, Any]) -> Criterion:
    """The criterion of the office's answers.

    Raises RuleViolation ``criterion-weight-whole`` (most), ``criterion-levels-number`` (fewest, most),
    ``criterion-level-long`` (limit).
    """
    weight = answers["weight"]
    if not isinstance(weight, int) or not 1 <= weight <= HEAVIEST:
        raise RuleViolation("criterion-weight-whole", most=HEAVIEST)
    levels = read_lines(str(answers["levels"]))
    if not FEWEST_LEVELS <= len(levels) <= MOST_LEVELS:
        raise RuleViolation("criterion-levels-number", fewest=FEWEST_LEVELS, most=MOST_LEVELS)
    if any(len(text) > LEVEL_LIMIT for level in levels for text in level.values()):
        raise RuleViolation("criterion-level-long", limit=LEVEL_LIMIT)
    return Criterion(key, {"ru": answers["label_ru"], "en": answers["label_en"]}, weight, tuple(levels))


def new_key(rubric: Sequence[Criterion]) -> str:
    """A key no criterion has."""
    return free_key("c", {each.key for each in rubric})


def find(rubric: Sequence[Criterion], key: str) -> Criterion:
    """Raises Stale ``criterion-gone``."""
    found = next((each for each in rubric if each.key == key), None)
    if found is None:
        raise Stale("criterion-gone")
    return found


def written(rubric: Sequence[Criterion], criterion: Criterion) -> list[Criterion]:
    """With one more, or with one in place of its former self.

    Raises RuleViolation ``criteria-many`` (most), Stale ``criterion-same``.
    """
    before = next((each for each in rubric if each.key == criterion.key), None)
    if before is None:
        if len(rubric) >= MOST_CRITERIA:
            raise RuleViolation("criteria-many", most=MOST_CRITERIA)
        return [*rubric, criterion]
    if before == criterion:
        raise Stale("criterion-same")
    return [criterion if each.key == criterion.key else each for each in rubric]


def weighted(rubric: Sequence[Criterion], key: str, weight: int) -> list[Criterion]:
    """With another weight for one. Raises Stale ``criterion-same``, RuleViolation ``criterion-weight-whole`` (most)."""
    if not 1 <= weight <= HEAVIEST:
        raise RuleViolation("criterion-weight-whole", most=HEAVIEST)
    return written(rubric, replace(find(rubric, key), weight=weight))


def without(rubric: Sequence[Criterion], key: str) -> list[Criterion]:
    """With one less; nobody has scored by it yet."""
    find(rubric, key)
    return [each for each in rubric if each.key != key]


def moved(rubric: Sequence[Criterion], key: str, *, up: bool) -> list[Criterion]:
    """One place up or down; at the end it stays."""
    return shifted(rubric, list(rubric).index(find(rubric, key)), up=up)


def share(rubric: Sequence[Criterion], key: str) -> int:
    """What a criterion counts for among the others, in percent."""
    return round(100 * find(rubric, key).weight / sum(each.weight for each in rubric))
