"""How good formed teams are: the score, counted from nothing, apart from any search.

Every component is a penalty in whole numbers; 0 is perfect:

- lone: students who are the only girl or the only boy of their team;
- lone_towns: students who are the only one of their municipality in their team;
- wishes: the team's direction as each member ranks it (first wish 0, second 1, third 3, none of them 6);
- mates: pairs who wish each other beside them and are in different teams;
- roles: roles (of the six) that no member of a team would like to have, over all teams;
- municipalities: pairs of members from the same municipality;
- organisations: pairs of people, the tutor included, from the same school, college or university;
- ages: squared differences of age, over all pairs of a team;
- tutors: the team's direction as its tutor ranks it, on the same scale as the wishes;
- sizes: pairs of team-mates beyond those of teams as even as can be.

The `total` is the sum of the components, each times its weight; the less, the better.

For people the score is told as shares: a component's share is how far it is from the worst these people could be
seated (0) to the best that can be thought of (1), which may be out of reach: the bounds look at one component alone.
The `index` is that share of the weighted total, the lone girls and boys left out: they are a matter of yes or no, and
their weight would drown the rest.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.enums import Gender, TeamRole
from bot.domain.team_model import (
    UNWISHED_PENALTY,
    FormedTeam,
    Student,
    TeamRules,
    Tutor,
    least_pairs,
    lone_count,
    mutual_pairs,
    pairs,
    wish_penalty,
)


class Bounds(NamedTuple):
    """The least and the greatest value of a component for the same people and number of teams."""

    best: int
    worst: int


@dataclass(frozen=True, slots=True)
class Score:
    """The weighted total, each component before its weight, and how near they come to the best thinkable (0–100)."""

    total: int
    components: Mapping[str, int]
    shares: Mapping[str, float]
    index: float


def score(teams: Sequence[FormedTeam], rules: TeamRules) -> Score:
    """The score of teams, however they came about: by the search, or rearranged by the office."""
    found = components(teams)
    total = sum(getattr(rules.weights, name) * value for name, value in found.items())
    limits = bounds([each for team in teams for each in team.members], [team.tutor for team in teams], rules)
    shares = {name: _share(value, limits[name]) for name, value in found.items()}
    weighted = [(getattr(rules.weights, name), value, limits[name]) for name, value in found.items() if name != "lone"]
    whole = Bounds(sum(w * limit.best for w, _, limit in weighted), sum(w * limit.worst for w, _, limit in weighted))
    return Score(total, found, shares, _share(sum(w * value for w, value, _ in weighted), whole))


def _share(value: int, limit: Bounds) -> float:
    if limit.worst <= limit.best:
        return 100.0 if value <= limit.best else 0.0
    return round(min(max(100 * (limit.worst - value) / (limit.worst - limit.best), 0.0), 100.0), 2)


def components(teams: Sequence[FormedTeam]) -> dict[str, int]:
    """Every component of the score before its weight."""
    members = [each for team in teams for each in team.members]
    home = {each.id: team.number for team in teams for each in team.members}
    return {
        "lone": sum(lone_count(*girls_and_boys(team)) for team in teams),
        "lone_towns": sum(lone_towns(team) for team in teams),
        "wishes": sum(wish_penalty(each.directions, team.direction) for team in teams for each in team.members),
        "mates": sum(home[one] != home[other] for one, other in mutual_pairs(members)),
        "roles": sum(len(missing_roles(team)) for team in teams),
        "municipalities": sum(_equal_pairs(each.municipality for each in team.members) for team in teams),
        "organisations": sum(
            _equal_pairs([team.tutor.organisation, *(each.organisation for each in team.members)]) for team in teams
        ),
        "ages": sum(_age_differences([each.age for each in team.members]) for team in teams),
        "tutors": sum(wish_penalty(team.tutor.directions, team.direction) for team in teams),
        "sizes": sum(pairs(len(team.members)) for team in teams)
        - (least_pairs(len(members), len(teams)) if teams else 0),
    }


def girls_and_boys(team: FormedTeam) -> tuple[int, int]:
    """How many of each; who told no gender is neither."""
    genders = Counter(each.gender for each in team.members)
    return genders[Gender.FEMALE], genders[Gender.MALE]


def lone_towns(team: FormedTeam) -> int:
    """Members who are the only one of their municipality."""
    return sum(count == 1 for count in counted(each.municipality for each in team.members).values())


def missing_roles(team: FormedTeam) -> tuple[TeamRole, ...]:
    """Roles nobody of the team would like to have."""
    wanted = {role for each in team.members for role in each.roles}
    return tuple(role for role in TeamRole if role not in wanted)


def counted(values: Iterable[str | int | None]) -> Counter[str | int]:
    """How many there are of each, the unknown left out."""
    return Counter(value for value in values if value is not None)


def _equal_pairs(values: Iterable[str | int | None]) -> int:
    return sum(pairs(count) for count in counted(values).values())


def _age_differences(ages: Sequence[int]) -> int:
    return len(ages) * sum(age * age for age in ages) - sum(ages) ** 2


def bounds(students: Sequence[Student], tutors: Sequence[Tutor], rules: TeamRules) -> dict[str, Bounds]:
    """The bounds of every component for these people in as many teams as there are tutors."""
    teams, people = len(tutors), len(students)
    if not people or not teams:
        return dict.fromkeys(components([]), Bounds(0, 0))
    largest = max(rules.max_size, -(-people // teams))
    towns = counted(each.municipality for each in students).values()
    places = counted([*(each.organisation for each in students), *(each.organisation for each in tutors)]).values()
    ages = [each.age for each in students]
    half, left = divmod(largest, 2)
    full = -(-people // largest)
    wanted = Counter(role for each in students for role in dict.fromkeys(each.roles))
    least_bare = sum(max(0, teams - wanted[role]) for role in TeamRole)
    return {
        "lone": Bounds(0, min(people, 2 * teams)),
        "lone_towns": Bounds(sum(count == 1 for count in towns), sum(min(count, teams) for count in towns)),
        "wishes": Bounds(0, UNWISHED_PENALTY * sum(bool(each.directions) for each in students)),
        "mates": Bounds(0, len(mutual_pairs(students))),
        "roles": Bounds(least_bare, len(TeamRole) * teams),
        "municipalities": _pair_bounds(towns, teams, largest),
        "organisations": _pair_bounds(places, teams, largest + 1),
        "ages": Bounds(0, full * half * (half + left) * (max(ages) - min(ages)) ** 2),
        "tutors": Bounds(0, UNWISHED_PENALTY * sum(bool(each.directions) for each in tutors)),
        "sizes": Bounds(0, full * pairs(largest) + pairs(largest) - least_pairs(people, teams)),
    }


def _pair_bounds(groups: Iterable[int], teams: int, largest: int) -> Bounds:
    """Pairs of alike people when they are spread as evenly as can be, and when they sit together."""
    groups = list(groups)
    together = [divmod(count, largest) for count in groups]
    worst = sum(whole * pairs(largest) + pairs(rest) for whole, rest in together)
    return Bounds(sum(least_pairs(count, teams) for count in groups), worst)
