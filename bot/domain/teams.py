"""Teams: forming them from the students and tutors, and what may be changed by hand.

A formation keeps hard rules (everyone in exactly one team, sizes within bounds, one tutor per team, nobody with whom
they must not be, what is locked as it is) and weighs soft ones: the score, defined in `bot.domain.team_score`.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import TypeVar

from bot.domain.enums import Gender, TeamRunStatus
from bot.domain.errors import RuleViolation, Stale
from bot.domain.team_model import (
    Formation,
    FormedTeam,
    LockedTeam,
    Pair,
    Student,
    TeamRules,
    TeamWeights,
    Tutor,
    team_count,
)
from bot.domain.team_score import Score, score
from bot.domain.team_search import Search
from bot.domain.team_start import plan_seats

__all__ = [
    "Formation",
    "FormedTeam",
    "LockedTeam",
    "Score",
    "Student",
    "TeamRules",
    "TeamWeights",
    "Tutor",
    "ensure_apart",
    "ensure_can_move",
    "ensure_can_publish",
    "form_teams",
    "score",
    "steps_for",
]

_FEWEST_STEPS, _STEPS_A_STUDENT = 60_000, 1_400

Someone = TypeVar("Someone", Student, Tutor)


def steps_for(students: int) -> int:
    """Steps of the search by default: about three seconds for 240 people, a quarter of a minute for 1,000."""
    return max(_FEWEST_STEPS, _STEPS_A_STUDENT * students)


@dataclass(frozen=True, slots=True)
class _Places:
    """The teams to fill: what is locked first, then those that are free."""

    locked: Sequence[LockedTeam]
    tutors: Sequence[Tutor]
    count: int
    seats: Sequence[int]


def form_teams(
    people: Sequence[Student],
    tutors: Sequence[Tutor],
    rules: TeamRules,
    seed: int,
    steps: int | None = None,
    *,
    apart: Collection[Pair] = (),
    locked: Sequence[LockedTeam] = (),
    progress: Callable[[int], None] | None = None,
) -> Formation:
    """Form teams; the order of the input does not matter, the seed (0 or more) does.

    `apart` are pairs who must not be in one team; those who are not here do not matter, neither do members of `locked`
    teams who are not here any more. Blocks for as long as the steps take (`steps_for` by default): call it off the
    event loop. Raises RuleViolation with the numbers when it cannot be done (see `team_count`), `teams-person-twice`
    (person), `teams-locked-…` (number of the team) when what is locked breaks a rule, `teams-apart-impossible` (pairs,
    one, other) when people who must not be together could not be told apart.
    """
    students, leaders = _by_id(people), _by_id(tutors)
    steps = steps_for(len(students)) if steps is None else steps
    random = Random(seed)
    places = _places(students, leaders, rules, apart, locked, random)
    search = Search(
        students,
        places.tutors,
        places.count,
        places.seats,
        rules,
        apart=apart,
        directions=[each.direction if each.closed else None for each in places.locked],
        stuck=_indices(students, (member for each in places.locked for member in each.members)),
        closed=(index for index, each in enumerate(places.locked) if each.closed),
        led=range(len(places.locked)),
    )
    search.tell_apart(random)
    search.run(random, steps, progress)
    _ensure_told_apart(search, students, places.tutors)
    return _formation(search, students, places, seed, steps)


def _formation(search: Search, students: Sequence[Student], places: _Places, seed: int, steps: int) -> Formation:
    taken = {each.number for each in places.locked}
    free = (number for number in range(1, places.count + len(taken) + 1) if number not in taken)
    numbers = [*(each.number for each in places.locked), *free]
    teams = [
        FormedTeam(
            numbers[team],
            search.names[search.direction[team]],
            places.tutors[search.tutor_of[team]],
            tuple(students[index] for index in sorted(search.members[team])),
        )
        for team in range(places.count)
    ]
    unused = sorted((places.tutors[index] for index in search.tutor_of[places.count :]), key=lambda each: each.id)
    return Formation(tuple(sorted(teams, key=lambda team: team.number)), tuple(unused), seed, steps)


def _by_id(people: Iterable[Someone]) -> list[Someone]:
    ordered = sorted(people, key=lambda each: each.id)
    for one, other in pairwise(ordered):
        if one.id == other.id:
            raise RuleViolation("teams-person-twice", person=one.id)
    return ordered


def _indices(students: Sequence[Student], ids: Iterable[int]) -> list[int]:
    number = {each.id: index for index, each in enumerate(students)}
    return [number[each] for each in ids if each in number]


def _places(
    students: Sequence[Student],
    tutors: Sequence[Tutor],
    rules: TeamRules,
    apart: Collection[Pair],
    locked: Sequence[LockedTeam],
    random: Random,
) -> _Places:
    """The first draft: how many teams there are, who leads them, and a team for every student by chance."""
    kept = sorted(locked, key=lambda each: (not each.closed, each.number))
    leader = {each.id: each for each in tutors}
    held = [_indices(students, dict.fromkeys(each.members)) for each in kept]
    for each, members in zip(kept, held, strict=True):
        _ensure_can_be_kept(each, [students[index].id for index in members], leader, rules, apart)
    closed = sum(each.closed for each in kept)
    inside = {index for members in held[:closed] for index in members}
    led = {each.tutor_id for each in kept}
    ordered = [*(leader[each.tutor_id] for each in kept), *(each for each in tutors if each.id not in led)]
    rest = len(students) - len(inside)
    if not rest and closed == len(kept) and closed:
        count = closed
    else:
        count = closed + team_count(rest, len(tutors) - closed, rules)
    if count < len(kept):
        raise RuleViolation("teams-locked-too-many", teams=len(kept), possible=count)
    seats = [-1] * len(students)
    for team, members in enumerate(held):
        for index in members:
            seats[index] = team
    _fill_up(seats, students, count, closed, rules, random)
    return _Places(kept, ordered, count, seats)


def _ensure_can_be_kept(
    locked: LockedTeam, members: Collection[int], tutors: Collection[int], rules: TeamRules, apart: Collection[Pair]
) -> None:
    if locked.tutor_id not in tutors:
        raise RuleViolation("teams-locked-no-tutor", team=locked.number)
    if len(members) > rules.max_size or (locked.closed and len(members) < rules.min_size):
        raise RuleViolation(
            "teams-locked-size", team=locked.number, size=len(members), smallest=rules.min_size, largest=rules.max_size
        )
    together = {*members, locked.tutor_id}
    for one, other in apart:
        if one in together and other in together:
            raise RuleViolation("teams-locked-apart", team=locked.number, one=one, other=other)


def _fill_up(
    seats: list[int], students: Sequence[Student], count: int, closed: int, rules: TeamRules, random: Random
) -> None:
    """A team by chance for those without; girls and boys in the planned shares, who told no gender with the boys."""
    if count == closed:
        return
    waiting = [index for index, team in enumerate(seats) if team < 0]
    shuffled = [index for _, index in sorted((random.random(), index) for index in waiting)]
    girls = [index for index in shuffled if students[index].gender is Gender.FEMALE]
    others = [index for index in shuffled if students[index].gender is not Gender.FEMALE]
    sizes = [seats.count(team) for team in range(count)]
    if not any(sizes[closed:]):
        for team, planned in enumerate(plan_seats(len(girls), len(others), count - closed, rules), closed):
            for group, places in ((girls, planned.girls), (others, planned.size - planned.girls)):
                for _ in range(places):
                    seats[group.pop()] = team
        return
    for index in (*girls, *others):
        team = min(range(closed, count), key=lambda each: (sizes[each], each))
        seats[index] = team
        sizes[team] += 1
    if min(sizes[closed:]) < rules.min_size or max(sizes[closed:]) > rules.max_size:
        raise RuleViolation("teams-locked-uneven", smallest=rules.min_size, largest=rules.max_size)


def _ensure_told_apart(search: Search, students: Sequence[Student], tutors: Sequence[Tutor]) -> None:
    broken = [(students[one].id, students[other].id) for one, other in search.broken()]
    broken += [(students[one].id, tutors[tutor].id) for one, tutor in search.broken_with_tutors()]
    if broken:
        one, other = broken[0]
        raise RuleViolation("teams-apart-impossible", pairs=len(broken), one=one, other=other)


def ensure_can_move(*, source_size: int, target_size: int, rules: TeamRules) -> None:
    """The office may move a student while both teams stay within bounds (sizes before the move).

    Raises RuleViolation `teams-team-too-small` (smallest), `teams-team-full` (largest).
    """
    if source_size <= rules.min_size:
        raise RuleViolation("teams-team-too-small", smallest=rules.min_size)
    if target_size >= rules.max_size:
        raise RuleViolation("teams-team-full", largest=rules.max_size)


def ensure_apart(before: Iterable[FormedTeam], after: Iterable[FormedTeam], apart: Collection[Pair]) -> None:
    """A change brings nobody together who must not be. Raises RuleViolation `teams-must-not` (team)."""
    had = {pair for team in before for pair in broken_pairs(team, apart)}
    for team in after:
        if set(broken_pairs(team, apart)) - had:
            raise RuleViolation("teams-must-not", team=team.number)


def broken_pairs(team: FormedTeam, apart: Collection[Pair]) -> list[Pair]:
    """Pairs of a team, the tutor included, who must not be together."""
    people = {team.tutor.id, *(each.id for each in team.members)}
    return [(one, other) for one, other in apart if one in people and other in people]


def ensure_can_publish(status: TeamRunStatus) -> None:
    """A run is published once. Raises Stale `teams-already-published`."""
    if status is TeamRunStatus.PUBLISHED:
        raise Stale("teams-already-published")
