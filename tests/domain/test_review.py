"""Review: scores from levels, and who gets what: never what is closed to them, evenly, the same every time."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import RuleViolation
from bot.domain.review import (
    Candidate,
    Criterion,
    Need,
    distribute,
    due_at,
    ensure_level,
    organisation_keys,
    read_rubric,
    score_of,
)

LEVELS = tuple({"ru": str(level)} for level in range(4))
RUBRIC = (
    Criterion("motivation", {"ru": "Мотивация"}, 3, LEVELS),
    Criterion("idea", {"ru": "Идея"}, 1, LEVELS[:2]),
)


@pytest.mark.parametrize(
    ("motivation", "idea", "score"),
    [(0, 0, 0.0), (3, 1, 100.0), (3, 0, 75.0), (0, 1, 25.0), (1, 0, 25.0), (2, 1, 75.0)],
)
def test_score_is_the_weighted_share_of_the_levels(motivation: int, idea: int, score: float) -> None:
    assert score_of(RUBRIC, {"motivation": motivation, "idea": idea}) == score


def test_score_needs_every_criterion() -> None:
    with pytest.raises(RuleViolation) as no:
        score_of(RUBRIC, {"idea": 1})
    assert no.value == RuleViolation("review-incomplete", count=1)


@pytest.mark.parametrize(("key", "level"), [("idea", 2), ("idea", -1), ("name", 0)])
def test_level_outside_the_rubric_is_refused(key: str, level: int) -> None:
    with pytest.raises(RuleViolation, match="review-level-unknown"):
        ensure_level(RUBRIC, key, level)


@pytest.mark.parametrize(
    "data",
    [
        {"key": "", "label": {"ru": "x"}, "levels": [{}, {}]},
        {"key": "x", "label": {"ru": "x"}, "levels": [{"ru": "0"}]},
        {"key": "x", "label": {"ru": "x"}, "weight": 0, "levels": [{}, {}]},
        {"key": "x", "label": {"ru": "x"}, "levels": [{}, {}], "colour": "red"},
    ],
)
def test_bad_criterion_is_named(data: dict[str, object]) -> None:
    with pytest.raises(RuleViolation) as no:
        read_rubric([data])
    assert no.value == RuleViolation("criterion-bad", criterion=str(data["key"]))


def test_rubric_comes_back_as_it_was_stored() -> None:
    assert read_rubric([each.to_dict() for each in RUBRIC]) == RUBRIC


def test_organisation_is_the_same_however_it_is_typed() -> None:
    assert organisation_keys(None, " Школа  № 1 ") & organisation_keys(7, "школа № 1")
    assert not organisation_keys(None, None) & organisation_keys(None, " ")


def test_due_time_is_neither_at_night_nor_after_the_end() -> None:
    night = datetime(2019, 9, 9, 14, 0, tzinfo=UTC)  # 23:00 in Blagoveshchensk
    closes = datetime(2019, 9, 20, 9, 0, tzinfo=UTC)
    assert due_at(night, days=3, closes_at=closes, zone="Asia/Yakutsk") == datetime(2019, 9, 13, 1, 0, tzinfo=UTC)
    assert due_at(night, days=30, closes_at=closes, zone="Asia/Yakutsk") == closes


def _loads(pairs: list[tuple[int, int]], people: int) -> list[int]:
    counts = Counter(reviewer for _, reviewer in pairs)
    return sorted(counts[each] for each in range(people))


def test_two_hundred_and_fifty_applications_among_twenty_tutors() -> None:
    needs = [Need(number, 2, frozenset({f"school:{number % 20}"})) for number in range(250)]
    tutors = [Candidate(each, keys=frozenset({f"school:{each}"})) for each in range(20)]
    found = distribute(needs, tutors, seed=1)
    assert _loads(found.pairs, 20) == [25] * 20
    assert all(application % 20 != reviewer for application, reviewer in found.pairs)
    assert not found.unfilled


def test_who_has_much_already_gets_less() -> None:
    people = [Candidate(0, load=5), Candidate(1), Candidate(2)]
    assert _loads(distribute([Need(number, 1) for number in range(6)], people, seed=1).pairs, 3) == [0, 3, 3]


def test_nobody_left_is_said() -> None:
    found = distribute([Need(1, 2, taken=frozenset({0}))], [Candidate(0), Candidate(1)], seed=1)
    assert (found.pairs, found.unfilled) == ([(1, 1)], {1: 1})


@settings(max_examples=60, deadline=None)
@given(
    schools=st.lists(st.integers(0, 4), min_size=1, max_size=30),
    reviewers=st.lists(st.integers(0, 4), min_size=1, max_size=7),
    missing=st.integers(1, 3),
    seed=st.integers(0, 3),
)
def test_whatever_the_schools_everybody_gets_their_own_share(
    schools: list[int], reviewers: list[int], missing: int, seed: int
) -> None:
    needs = [Need(number, missing, frozenset({f"s{school}"})) for number, school in enumerate(schools)]
    people = [Candidate(number, keys=frozenset({f"s{school}"})) for number, school in enumerate(reviewers)]
    found = distribute(needs, people, seed=seed)
    assert found == distribute(reversed(needs), people, seed=seed)
    assert len(set(found.pairs)) == len(found.pairs)
    for need in needs:
        mine = [reviewer for application, reviewer in found.pairs if application == need.application_id]
        able = sum(person.may(need) for person in people)
        assert len(mine) == min(missing, able)
        assert len(mine) + found.unfilled.get(need.application_id, 0) == missing
        assert all(people[reviewer].may(need) for reviewer in mine)
