"""What the office may do to the criteria of a rubric."""

from typing import Any

import pytest

from bot.domain import rubrics as rules
from bot.domain.errors import RuleViolation, Stale
from bot.domain.review import MOST_CRITERIA, Criterion

LEVELS = ({"ru": "Нет", "en": "No"}, {"ru": "Да", "en": "Yes"})


def criterion(key: str, weight: int = 1) -> Criterion:
    return Criterion(key, {"ru": key, "en": key}, weight, LEVELS)


IDEA, TEAM = criterion("idea", 3), criterion("team")


def test_office_reads_back_what_it_wrote() -> None:
    assert rules.read_criterion("idea", rules.answers_of(IDEA)) == IDEA


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"weight": 1.5}, "criterion-weight-whole"),
        ({"weight": 101}, "criterion-weight-whole"),
        ({"levels": "Один"}, "criterion-levels-number"),
        ({"levels": "\n".join("1234567")}, "criterion-levels-number"),
        ({"levels": "Нет\n" + "я" * 121}, "criterion-level-long"),
    ],
)
def test_criterion_that_does_not_fit_is_refused(changes: dict[str, Any], key: str) -> None:
    with pytest.raises(RuleViolation, match=key):
        rules.read_criterion("idea", rules.answers_of(IDEA) | changes)


def test_rubric_is_written_weighed_ordered_and_shortened() -> None:
    rubric = rules.written([IDEA], TEAM)
    assert [rules.share(rubric, each.key) for each in rubric] == [75, 25]
    assert [each.weight for each in rules.weighted(rubric, "team", 3)] == [3, 3]
    assert rules.moved(rubric, "team", up=True) == [TEAM, IDEA]
    assert rules.moved(rubric, "team", up=False) == [IDEA, TEAM]
    assert rules.without(rubric, "idea") == [TEAM]
    assert rules.new_key([criterion("c1")]) == "c2"
    with pytest.raises(Stale, match="criterion-same"):
        rules.written(rubric, TEAM)
    with pytest.raises(Stale, match="criterion-gone"):
        rules.without(rubric, "nothing")
    with pytest.raises(RuleViolation, match="criteria-many"):
        rules.written([criterion(str(number)) for number in range(MOST_CRITERIA)], TEAM)
