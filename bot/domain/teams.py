"""Teams: forming them from the students and tutors, scoring and explaining a formation, and what may be changed.

A formation keeps hard rules (everyone in exactly one team, sizes within bounds, one tutor per team) and weighs soft
ones. Every component of the score is a penalty in whole numbers; 0 is perfect:

- lone: students who are the only girl or the only boy of their team;
- wishes: the team's direction as each member ranks it (first wish 0, second 1, third 3, none of them 6);
- municipalities: pairs of members from the same municipality;
- organisations: pairs of people, the tutor included, from the same school, college or university;
- ages: squared differences of age, over all pairs of a team;
- tutors: the team's direction as its tutor ranks it, on the same scale as the wishes;
- sizes: pairs of team-mates beyond those of teams as even as can be.

The total is the sum of the components, each times its weight.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import TypeVar

from bot.domain.enums import Gender, TeamRunStatus
from bot.domain.errors import RuleViolation, Scalar, Stale
from bot.domain.team_model import (
    Formation,
    FormedTeam,
    Student,
    TeamRules,
    TeamWeights,
    Tutor,
    least_pairs,
    lone_count,
    pairs,
    team_count,
    wish_penalty,
)
from bot.domain.team_search import Search
from bot.domain.team_start import plan_seats

__all__ = [
    "STEPS",
    "Fact",
    "Formation",
    "FormedTeam",
    "Score",
    "Student",
    "TeamRules",
    "TeamWeights",
    "Tutor",
    "ensure_can_move",
    "ensure_can_publish",
    "explain",
    "form_teams",
    "score",
]

STEPS = 300_000
"""Steps of the search by default: a second or two, whatever the number of people."""

Someone = TypeVar("Someone", Student, Tutor)


@dataclass(frozen=True, slots=True)
class Score:
    """How far a formation is from perfect: the weighted total and each component before its weight."""

    total: int
    components: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about a team: the id of a text and its arguments."""

    key: str
    arguments: Mapping[str, Scalar] = field(default_factory=dict)


def form_teams(
    people: Sequence[Student], tutors: Sequence[Tutor], rules: TeamRules, seed: int, steps: int = STEPS
) -> Formation:
    """Form teams; the order of the input does not matter, the seed (0 or more) does.

    Blocks for as long as the steps take: call it off the event loop. Raises RuleViolation with the numbers when it
    cannot be done (see `team_count`), and `teams-person-twice` (person).
    """
    students, leaders = _by_id(people), _by_id(tutors)
    count = team_count(len(students), len(leaders), rules)
    random = Random(seed)
    search = Search(students, leaders, count, _draft(students, count, rules, random), rules)
    search.run(random, steps)
    formed = [
        FormedTeam(
            team + 1,
            search.names[search.direction[team]],
            leaders[search.tutor_of[team]],
            tuple(students[index] for index in sorted(search.members[team])),
        )
        for team in range(count)
    ]
    unused = tuple(leaders[index] for index in sorted(search.tutor_of[count:]))
    return Formation(tuple(formed), unused, seed, steps)


def _by_id(people: Iterable[Someone]) -> list[Someone]:
    ordered = sorted(people, key=lambda each: each.id)
    for one, other in pairwise(ordered):
        if one.id == other.id:
            raise RuleViolation("teams-person-twice", person=one.id)
    return ordered


def _draft(students: Sequence[Student], count: int, rules: TeamRules, random: Random) -> list[int]:
    """A team for every student by chance, girls and boys in the planned shares; who told no gender sits with the boys."""
    shuffled = [index for _, index in sorted((random.random(), index) for index in range(len(students)))]
    girls = [index for index in shuffled if students[index].gender is Gender.FEMALE]
    others = [index for index in shuffled if students[index].gender is not Gender.FEMALE]
    team_of = [0] * len(students)
    for team, seats in enumerate(plan_seats(len(girls), len(others), count, rules)):
        for _ in range(seats.girls):
            team_of[girls.pop()] = team
        for _ in range(seats.size - seats.girls):
            team_of[others.pop()] = team
    return team_of


def score(formation: Formation, rules: TeamRules) -> Score:
    """The score of a formation, counted from nothing; also of one the office has changed by hand."""
    teams = formation.teams
    components = {
        "lone": sum(lone_count(*_girls_and_boys(team)) for team in teams),
        "wishes": sum(wish_penalty(each.directions, team.direction) for team in teams for each in team.members),
        "municipalities": sum(_equal_pairs(each.municipality for each in team.members) for team in teams),
        "organisations": sum(
            _equal_pairs([team.tutor.organisation, *(each.organisation for each in team.members)]) for team in teams
        ),
        "ages": sum(_age_differences([each.age for each in team.members]) for team in teams),
        "tutors": sum(wish_penalty(team.tutor.directions, team.direction) for team in teams),
        "sizes": sum(pairs(len(team.members)) for team in teams)
        - least_pairs(sum(len(team.members) for team in teams), len(teams)),
    }
    total = sum(getattr(rules.weights, name) * value for name, value in components.items())
    return Score(total, components)


def _girls_and_boys(team: FormedTeam) -> tuple[int, int]:
    genders = Counter(each.gender for each in team.members)
    return genders[Gender.FEMALE], genders[Gender.MALE]


def _equal_pairs(values: Iterable[str | int | None]) -> int:
    return sum(pairs(count) for count in Counter(value for value in values if value is not None).values())


def _age_differences(ages: Sequence[int]) -> int:
    return len(ages) * sum(age * age for age in ages) - sum(ages) ** 2


def explain(team: FormedTeam) -> tuple[Fact, ...]:
    """Why the team is as it is, for the office: sizes, mixture, wishes, the tutor, and what is not as wished."""
    girls, boys = _girls_and_boys(team)
    ages = [each.age for each in team.members]
    towns = Counter(each.municipality for each in team.members if each.municipality is not None)
    places = Counter(each.organisation for each in team.members if each.organisation is not None)
    facts = [
        Fact("team-fact-size", {"count": len(team.members), "girls": girls, "boys": boys}),
        Fact("team-fact-ages", {"youngest": min(ages), "oldest": max(ages)}),
        Fact("team-fact-municipalities", {"count": len(towns), "largest": max(towns.values(), default=0)}),
        Fact("team-fact-organisations", {"count": len(places), "largest": max(places.values(), default=0)}),
    ]
    if team.direction is not None:
        facts.append(Fact("team-fact-wishes", {"direction": team.direction, **_wishes_met(team)}))
        if team.tutor.directions and team.direction not in team.tutor.directions:
            facts.append(Fact("team-fact-tutor-other-direction", {"direction": team.direction}))
    if girls == 1 and boys > 0:
        facts.append(Fact("team-fact-lone-girl"))
    if boys == 1 and girls > 0:
        facts.append(Fact("team-fact-lone-boy"))
    if team.tutor.organisation is not None and places[team.tutor.organisation]:
        facts.append(Fact("team-fact-tutor-same-organisation", {"count": places[team.tutor.organisation]}))
    return tuple(facts)


def _wishes_met(team: FormedTeam) -> dict[str, Scalar]:
    """How many members have the team's direction as their first, another or no wish of theirs; the rest wished nothing."""
    first = sum(each.directions[:1] == (team.direction,) for each in team.members)
    other = sum(team.direction in each.directions[1:] for each in team.members)
    wished = sum(bool(each.directions) for each in team.members)
    return {"first": first, "other": other, "unwished": wished - first - other}


def ensure_can_move(*, source_size: int, target_size: int, rules: TeamRules) -> None:
    """The office may move a student while both teams stay within bounds (sizes before the move).

    Raises RuleViolation `teams-team-too-small` (smallest), `teams-team-full` (largest).
    """
    if source_size <= rules.min_size:
        raise RuleViolation("teams-team-too-small", smallest=rules.min_size)
    if target_size >= rules.max_size:
        raise RuleViolation("teams-team-full", largest=rules.max_size)


def ensure_can_publish(status: TeamRunStatus) -> None:
    """A run is published once. Raises Stale `teams-already-published`."""
    if status is TeamRunStatus.PUBLISHED:
        raise Stale("teams-already-published")
