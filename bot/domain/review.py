"""Review: what a score is made of, who may review what, and who reviews it.

A rubric is a list of criteria with weights, each with levels from the weakest to the strongest. A review's score is the
weighted share of the levels reached, 0–100.
"""

import hashlib
import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from bot.domain.errors import RuleViolation
from bot.domain.quiet import deadline_outside_quiet

Texts = Mapping[str, str]
"""The same text by language: {"ru": …, "en": …}."""

DISAGREEMENT = 30.0
"""Points of 100 between two reviews of one application that call one reviewer more."""
COMMENT_LIMIT = 1000
CALIBRATION_SIZE = 5
PATIENCE = timedelta(hours=24)
"""How long after the nudge an overdue review still waits before it is passed on."""
MOST_CRITERIA = 8
"""Rows of buttons one card may have."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: `weight` is its share among the others, `levels` describe 0, 1, 2 …"""

    key: str
    label: Texts
    weight: int
    levels: tuple[Texts, ...]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read a criterion of a season's data. Raises RuleViolation `criterion-bad` (criterion)."""
        key = str(data.get("key", ""))
        levels = tuple(data.get("levels") or ())
        weight = data.get("weight", 1)
        sound = key and data.get("label") and 2 <= len(levels) <= 6 and isinstance(weight, int) and 1 <= weight <= 100
        if not sound or set(data) - {"key", "label", "weight", "levels"}:
            raise RuleViolation("criterion-bad", criterion=key)
        return cls(key, dict(data["label"]), weight, tuple(dict(level) for level in levels))

    def to_dict(self) -> dict[str, Any]:
        """What `from_dict` reads back."""
        levels = [dict(level) for level in self.levels]
        return {"key": self.key, "label": dict(self.label), "weight": self.weight, "levels": levels}

    @property
    def highest(self) -> int:
        """The strongest level."""
        return len(self.levels) - 1


def read_rubric(data: Iterable[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """A rubric as stored. Raises RuleViolation `criterion-bad` for a criterion that is wrong or there twice."""
    rubric = tuple(Criterion.from_dict(each) for each in data)
    keys = [each.key for each in rubric]
    if repeated := [key for key in keys if keys.count(key) > 1]:
        raise RuleViolation("criterion-bad", criterion=repeated[0])
    if len(rubric) > MOST_CRITERIA:
        raise RuleViolation("criterion-bad", criterion=rubric[MOST_CRITERIA].key)
    return rubric


def ensure_level(rubric: Sequence[Criterion], key: str, level: int) -> None:
    """Raises RuleViolation `review-level-unknown` for a criterion or a level the rubric does not have."""
    found = next((each for each in rubric if each.key == key), None)
    if found is None or not 0 <= level <= found.highest:
        raise RuleViolation("review-level-unknown")


def missing_criteria(rubric: Iterable[Criterion], levels: Mapping[str, int]) -> list[str]:
    """Keys of the criteria without a level, in the order of the rubric."""
    return [each.key for each in rubric if each.key not in levels]


def score_of(rubric: Sequence[Criterion], levels: Mapping[str, int]) -> float:
    """The score of a review, 0–100, to a tenth. Raises RuleViolation `review-incomplete` (count)."""
    if missing := missing_criteria(rubric, levels):
        raise RuleViolation("review-incomplete", count=len(missing))
    weights = sum(each.weight for each in rubric)
    return round(100 * sum(each.weight * levels[each.key] / each.highest for each in rubric) / weights, 1)


def ensure_comment(text: str) -> str:
    """The comment as it is kept. Raises RuleViolation `review-comment-too-long` (limit, actual)."""
    cleaned = text.strip()
    if len(cleaned) > COMMENT_LIMIT:
        raise RuleViolation("review-comment-too-long", limit=COMMENT_LIMIT, actual=len(cleaned))
    return cleaned


def due_at(assigned: datetime, *, days: int, closes_at: datetime, zone: str) -> datetime:
    """When a review becomes overdue: never at night, never after the phase has closed."""
    return min(deadline_outside_quiet(assigned + timedelta(days=days), zone), closes_at)


@dataclass(frozen=True, slots=True)
class Need:
    """An application that lacks reviews.

    `taken` are those who have it, had it or declared a conflict; `keys` name what it belongs to (its author, the
    organisation, the municipality where that counts): whoever has one of the keys is not asked.
    """

    application_id: int
    missing: int
    keys: frozenset[str] = frozenset()
    taken: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who reviews, with the number of reviews they have already."""

    reviewer_id: int
    load: int = 0
    keys: frozenset[str] = frozenset()

    def may(self, need: Need) -> bool:
        """Whether this application may be theirs."""
        return self.reviewer_id not in need.taken and not (self.keys & need.keys)


@dataclass(slots=True)
class Distribution:
    """(application, reviewer) pairs in a fixed order, and how many reviews nobody could be found for, by application."""

    pairs: list[tuple[int, int]] = field(default_factory=list)
    unfilled: dict[int, int] = field(default_factory=dict)


def organisation_keys(organisation_id: int | None, name: str | None) -> set[str]:
    """What one's organisation is called: the number on the list, or the name as typed, whatever its case and spaces."""
    keys = set()
    if organisation_id is not None:
        keys.add(f"organisation:{organisation_id}")
    if name and name.strip():
        keys.add("named:" + " ".join(name.casefold().replace("ё", "е").split()))
    return keys


def distribute(needs: Iterable[Need], candidates: Sequence[Candidate], *, seed: int) -> Distribution:
    """Give every application its missing reviews so that nobody has much more to do than the others.

    Those whom fewest may review go first; each review goes to the least loaded who may have it; then reviews wander
    from those with most to those with least as long as that evens them out. The same input gives the same result.
    """
    result = Distribution()
    chosen: dict[int, set[int]] = {}
    wanted = sorted(needs, key=lambda need: (_open_to(need, candidates), _lot(seed, need.application_id, 0)))
    by_id = {need.application_id: need for need in wanted}
    people = {each.reviewer_id: each for each in candidates}
    queue = [(each.load, _lot(seed, each.reviewer_id, 1), each.reviewer_id) for each in candidates]
    heapq.heapify(queue)
    for need in wanted:
        found, passed_by = chosen.setdefault(need.application_id, set()), []
        while queue and len(found) < need.missing:
            load, lot, reviewer_id = heapq.heappop(queue)
            if people[reviewer_id].may(need):
                found.add(reviewer_id)
                load, lot = load + 1, _lot(seed, reviewer_id, need.application_id)
            passed_by.append((load, lot, reviewer_id))
        for each in passed_by:
            heapq.heappush(queue, each)
        if len(found) < need.missing:
            result.unfilled[need.application_id] = need.missing - len(found)
    _even_out(chosen, by_id, people, {reviewer_id: load for load, _, reviewer_id in queue})
    result.pairs = [
        (application_id, each) for application_id in sorted(chosen) for each in sorted(chosen[application_id])
    ]
    return result


def _even_out(
    chosen: Mapping[int, set[int]], needs: Mapping[int, Need], people: Mapping[int, Candidate], loads: dict[int, int]
) -> None:
    """Move one review at a time from the most to the least loaded who may have it, while it makes a difference."""
    held: dict[int, list[int]] = {reviewer_id: [] for reviewer_id in people}
    for application_id, reviewers in sorted(chosen.items()):
        for reviewer_id in sorted(reviewers):
            held[reviewer_id].append(application_id)
    for _ in range(sum(map(len, chosen.values()))):
        moved = False
        least_first = sorted(people, key=lambda each: (loads[each], each))
        for giver in reversed(least_first):
            for taker in least_first:
                if loads[giver] - loads[taker] < 2:
                    break
                moved = _hand_over(giver, taker, chosen, needs, people, held)
                if moved:
                    loads[giver], loads[taker] = loads[giver] - 1, loads[taker] + 1
                    break
            if moved:
                break
        if not moved:
            return


def _hand_over(
    giver: int,
    taker: int,
    chosen: Mapping[int, set[int]],
    needs: Mapping[int, Need],
    people: Mapping[int, Candidate],
    held: Mapping[int, list[int]],
) -> bool:
    for application_id in held[giver]:
        if taker not in chosen[application_id] and people[taker].may(needs[application_id]):
            chosen[application_id].remove(giver)
            chosen[application_id].add(taker)
            held[giver].remove(application_id)
            held[taker].append(application_id)
            return True
    return False


def _open_to(need: Need, candidates: Sequence[Candidate]) -> int:
    return sum(candidate.may(need) for candidate in candidates) if need.keys or need.taken else len(candidates)


def _lot(seed: int, first: int, second: int) -> int:
    # The hash of a text, not Python's own: the same on every machine and in every process.
    return int.from_bytes(hashlib.blake2b(f"{seed}:{first}:{second}".encode(), digest_size=8).digest(), "big")
