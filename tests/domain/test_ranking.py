"""Ranking: strictness is taken out, ties follow the rule, a line touches only what it may."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.enums import ApplicationStatus, Outcome
from bot.domain.ranking import Entry, Given, OnTheLine, draw_line, leanings, rank

SENT = datetime(2019, 8, 20, tzinfo=UTC)


def _entries(count: int) -> list[Entry]:
    return [Entry(number, f"С-{number:04d}", SENT + timedelta(hours=number)) for number in range(1, count + 1)]


def test_known_leanings_are_found() -> None:
    draw = random.Random(5)
    truth = {reviewer: draw.uniform(-12, 12) for reviewer in range(10)}
    given = [
        Given(number, reviewer, 20 + number % 50 + truth[reviewer])
        for number in range(300)
        for reviewer in draw.sample(range(10), 3)
    ]
    middle = sum(truth.values()) / 10
    found = leanings(given, ridge=1e-6)
    assert all(abs(found[each] - (truth[each] - middle)) < 0.01 for each in truth)
    # The ridge holds them a little nearer to nought, never on the other side.
    held = leanings(given)
    assert all(abs(held[each]) <= abs(found[each]) + 0.05 for each in truth)


def test_strict_reader_costs_nobody_a_place() -> None:
    # Reader 1 gives 20 points less than the others; the first application met this reader, the second did not.
    given = [Given(1, 1, 60), Given(1, 2, 80), Given(2, 2, 78), Given(2, 3, 78)]
    given += [Given(number, reader, 30 if reader == 1 else 50) for number in range(3, 40) for reader in (1, 2, 3)]
    first, second, *_ = rank(_entries(39), given)
    assert (first.mean, second.mean) == (70, 78)
    assert (first.place, second.place) == (2, 1)
    assert (first.adjusted_place, second.adjusted_place) == (1, 2)


def test_few_reviews_are_hardly_corrected_and_order_does_not_matter() -> None:
    given = [Given(1, 1, 90), Given(1, 2, 50)]
    found = leanings(given)
    assert found == leanings(list(reversed(given)))
    assert abs(found[1] + found[2]) < 1e-9
    assert 0 < found[1] < 20


def test_nobody_reviewed_has_neither_score_nor_place() -> None:
    looked_at, not_looked_at = rank(_entries(2), [Given(1, 1, 0.0)])
    assert (looked_at.place, looked_at.mean) == (1, 0.0)
    assert (not_looked_at.place, not_looked_at.mean, not_looked_at.reviews) == (None, None, 0)


@pytest.mark.parametrize(
    ("scores", "order"),
    [
        ({1: [50, 50], 2: [60, 60]}, [2, 1]),
        ({1: [40, 40, 70], 2: [50, 50, 50]}, [2, 1]),
        ({1: [50, 50], 2: [50, 50]}, [1, 2]),
    ],
    ids=["mean", "median", "sent"],
)
def test_ties_follow_the_rule(scores: dict[int, list[float]], order: list[int]) -> None:
    given = [Given(number, reader, score) for number, each in scores.items() for reader, score in enumerate(each)]
    found = rank(_entries(2), given)
    assert [one.application_id for one in sorted(found, key=lambda one: one.place or 0)] == order


def test_heaviest_criterion_breaks_a_tie_before_the_time() -> None:
    found = rank(_entries(2), [Given(1, 1, 50, heaviest=0.3), Given(2, 1, 50, heaviest=0.6)])
    assert [one.place for one in found] == [2, 1]


def _row(place: int | None, **more: object) -> OnTheLine:
    values = {"status": ApplicationStatus.SUBMITTED, **more}
    return OnTheLine(application_id=place or 99, place=place, **values)  # type: ignore[arg-type]  # a table of cases


def test_line_accepts_then_reserves_then_leaves_or_rejects() -> None:
    rows = [_row(place) for place in range(1, 6)]
    assert draw_line(rows, accept=2, reserve=1, reject_rest=False) == {
        1: Outcome.ACCEPTED,
        2: Outcome.ACCEPTED,
        3: Outcome.RESERVE,
    }
    assert draw_line(rows, accept=2, reserve=1, reject_rest=True)[5] is Outcome.REJECTED


@pytest.mark.parametrize(
    ("row", "plan"),
    [
        (_row(1, staged=Outcome.REJECTED, by_hand=True), {}),
        (_row(1, status=ApplicationStatus.ACCEPTED), {}),
        (_row(None), {}),
        (_row(1, staged=Outcome.ACCEPTED), {}),
        (_row(9, staged=Outcome.ACCEPTED), {9: None}),
        (_row(9), {}),
        (_row(1, consented=False), {}),
    ],
    ids=["by hand", "decided", "not reviewed", "same again", "below the line now", "below", "without consent"],
)
def test_line_touches_only_what_it_may(row: OnTheLine, plan: dict[int, Outcome | None]) -> None:
    assert draw_line([row], accept=2, reserve=0, reject_rest=False) == plan
