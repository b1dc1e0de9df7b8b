"""Ranking: what reviewers gave, as it is and with their strictness taken out; where a line would fall.

The model of strictness is additive: a score is the application's worth plus the reviewer's leaning plus noise,
``score = worth + leaning + noise``. Worths and leanings are those with the least sum of squared noise plus ``RIDGE``
times the squared leanings. This is the grader-bias part of PG1 in C. Piech et al., «Tuned Models of Peer Assessment in
MOOCs» (EDM 2013), with normal priors, which makes it a ridge regression (A. Hoerl, R. Kennard, Technometrics 12, 1970).
It is solved exactly: worths fall out of the equations, one linear system of the reviewers stays.

Places are given by a rule anybody may read: the higher score; equal ones by the higher median, then by the heaviest
criterion, then by the earlier sending, then by the number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import fmean, median

from bot.domain.enums import ApplicationStatus, Outcome

RIDGE = 3.0
"""How strongly a leaning is held at nought: the noise's variance over the leanings', about 12² to 7² points. Who has
given few scores is hardly corrected, who has given many fully."""


class Basis(StrEnum):
    """What places are counted by."""

    MEAN = "mean"
    ADJUSTED = "adjusted"


@dataclass(frozen=True, slots=True)
class Given:
    """One review that counts: score 0–100; ``heaviest`` is the share (0–1) reached in the rubric's heaviest criterion."""

    application_id: int
    reviewer_id: int
    score: float
    heaviest: float = 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """An application that may be ranked; ``number`` as given («С-0042»)."""

    application_id: int
    number: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Ranked:
    """An application with its scores and places (from 1). Without a review there are neither: it was not looked at."""

    application_id: int
    reviews: int = 0
    mean: float | None = None
    median: float | None = None
    adjusted: float | None = None
    lowest: float | None = None
    highest: float | None = None
    place: int | None = None
    adjusted_place: int | None = None


def leanings(given: Iterable[Given], *, ridge: float = RIDGE) -> dict[int, float]:
    """Each reviewer's leaning in points: above nought is mild, below strict. The same whatever the order of the reviews."""
    by_application: dict[int, list[Given]] = {}
    for each in sorted(given, key=lambda one: (one.application_id, one.reviewer_id)):
        by_application.setdefault(each.application_id, []).append(each)
    reviewers = sorted({each.reviewer_id for group in by_application.values() for each in group})
    place = {reviewer_id: index for index, reviewer_id in enumerate(reviewers)}
    matrix = [[ridge if row == column else 0.0 for column in range(len(reviewers))] for row in range(len(reviewers))]
    right = [0.0] * len(reviewers)
    for group in by_application.values():
        mean = fmean(each.score for each in group)
        share = 1 / len(group)
        rows = [place[each.reviewer_id] for each in group]
        for row, each in zip(rows, group, strict=True):
            matrix[row][row] += 1
            right[row] += each.score - mean
            for column in rows:
                matrix[row][column] -= share
    solved = _solve(matrix, right)
    return dict(zip(reviewers, solved, strict=True))


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Cholesky: the matrix is symmetric and, thanks to the ridge, positive definite."""
    size = len(right)
    lower: list[list[float]] = []
    for row in range(size):
        line: list[float] = []
        for column in range(row):
            above = lower[column]
            known = sum(a * b for a, b in zip(line, above, strict=False))
            line.append((matrix[row][column] - known) / above[column])
        line.append((matrix[row][row] - sum(value * value for value in line)) ** 0.5)
        lower.append(line)
    forward: list[float] = []
    for row in range(size):
        known = sum(a * b for a, b in zip(lower[row], forward, strict=False))
        forward.append((right[row] - known) / lower[row][row])
    result = [0.0] * size
    for row in reversed(range(size)):
        known = sum(lower[later][row] * result[later] for later in range(row + 1, size))
        result[row] = (forward[row] - known) / lower[row][row]
    return result


def rank(entries: Sequence[Entry], given: Sequence[Given], *, ridge: float = RIDGE) -> list[Ranked]:
    """Every entry with its scores and places, in the order of the entries; reviews of anything else count for the
    leanings only. Scores are kept to a hundredth, so that places do not hang on what nobody can read.
    """
    leaning = leanings(given, ridge=ridge)
    scores: dict[int, list[Given]] = {entry.application_id: [] for entry in entries}
    for each in given:
        if each.application_id in scores:
            scores[each.application_id].append(each)
    found = [_scored(entry, scores[entry.application_id], leaning) for entry in entries]
    heaviest = {number: fmean(each.heaviest for each in group) for number, group in scores.items() if group}
    by_mean = _places(entries, found, heaviest, {one.application_id: one.mean for one in found})
    by_adjusted = _places(entries, found, heaviest, {one.application_id: one.adjusted for one in found})
    return [
        Ranked(
            one.application_id,
            one.reviews,
            one.mean,
            one.median,
            one.adjusted,
            one.lowest,
            one.highest,
            by_mean.get(one.application_id),
            by_adjusted.get(one.application_id),
        )
        for one in found
    ]


def _scored(entry: Entry, group: Sequence[Given], leaning: Mapping[int, float]) -> Ranked:
    if not group:
        return Ranked(entry.application_id)
    points = sorted(each.score for each in group)
    return Ranked(
        entry.application_id,
        len(points),
        round(fmean(points), 2),
        round(median(points), 2),
        round(fmean(sorted(each.score - leaning[each.reviewer_id] for each in group)), 2),
        points[0],
        points[-1],
    )


def _places(
    entries: Sequence[Entry],
    found: Sequence[Ranked],
    heaviest: Mapping[int, float],
    worth: Mapping[int, float | None],
) -> dict[int, int]:
    order = []
    for entry, one in zip(entries, found, strict=True):
        points = worth[entry.application_id]
        if points is not None and one.median is not None:
            heavy = round(heaviest[entry.application_id], 6)
            order.append(
                (-points, -one.median, -heavy, entry.sent_at, len(entry.number), entry.number, one.application_id)
            )
    return {number: place for place, (*_, number) in enumerate(sorted(order), start=1)}


@dataclass(frozen=True, slots=True)
class OnTheLine:
    """What a line needs to know of a ranked application. ``by_hand``: somebody decided about this very one."""

    application_id: int
    place: int | None
    status: ApplicationStatus
    staged: Outcome | None = None
    by_hand: bool = False
    consented: bool = True


def draw_line(rows: Iterable[OnTheLine], *, accept: int, reserve: int, reject_rest: bool) -> dict[int, Outcome | None]:
    """What a line after place ``accept`` stages: application → outcome, None to take an earlier line's decision back.

    The first ``accept`` places are accepted, the next ``reserve`` go to the reserve, the rest is left alone or rejected.
    Decided ones keep their place and nothing happens to them; what was decided by hand stays; who was not reviewed is
    never touched.
    """
    plan: dict[int, Outcome | None] = {}
    for row in rows:
        if row.status is not ApplicationStatus.SUBMITTED or row.place is None or row.by_hand:
            continue
        wanted: Outcome | None = None
        if row.place <= accept and row.consented:
            wanted = Outcome.ACCEPTED
        elif accept < row.place <= accept + reserve:
            wanted = Outcome.RESERVE
        elif row.place > accept + reserve and reject_rest:
            wanted = Outcome.REJECTED
        if wanted is not row.staged:
            plan[row.application_id] = wanted
    return plan
