"""What a formation of teams is made of: the people, the rules of the run, the teams that come out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Self

from bot.domain.enums import Gender, TeamRole
from bot.domain.errors import RuleViolation

WISH_PENALTIES = (0, 1, 3)
"""What the first, second and third wish of a person cost when they come true."""
UNWISHED_PENALTY = 6


@dataclass(frozen=True, slots=True)
class Student:
    """A student to place. `directions` are the wishes from the dearest on; `age` is in full years.

    What is not known (None) is nobody else's. `roles` are what they would like to be in a team, `mates` whom they wish
    beside them (it counts when the wish is mutual).
    """

    id: int
    gender: Gender | None
    age: int
    municipality: str | int | None = None
    organisation: str | int | None = None
    directions: tuple[str, ...] = ()
    roles: tuple[TeamRole, ...] = ()
    mates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tutor:
    """A tutor who may lead one team."""

    id: int
    directions: tuple[str, ...] = ()
    organisation: str | int | None = None


@dataclass(frozen=True, slots=True)
class LockedTeam:
    """What the office has locked of a team: its number and tutor, its direction, some of its members.

    A `closed` team is these members and no others; an open one is filled up and may come to another direction.
    """

    number: int
    tutor_id: int
    members: tuple[int, ...] = ()
    direction: str | None = None
    closed: bool = False


Pair = tuple[int, int]
"""Two people, students or a student and a tutor, by id."""


@dataclass(frozen=True, slots=True)
class TeamWeights:
    """How much one unit of each component of the score weighs; whole numbers, so that every machine agrees.

    A lone girl or boy outweighs everything else together, a lone pupil of a municipality whatever one person may wish.
    """

    lone: int = 1_000_000
    lone_towns: int = 250
    wishes: int = 30
    mates: int = 150
    roles: int = 60
    municipalities: int = 8
    organisations: int = 12
    ages: int = 1
    tutors: int = 40
    sizes: int = 20


@dataclass(frozen=True, slots=True)
class TeamRules:
    """Settings of one run."""

    min_size: int = 5
    max_size: int = 10
    weights: TeamWeights = field(default_factory=TeamWeights)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read back what `dataclasses.asdict` wrote; what is absent takes its default."""
        known = {each.name for each in fields(TeamWeights)}
        weights = {name: int(value) for name, value in data.get("weights", {}).items() if name in known}
        sizes = {name: int(data[name]) for name in ("min_size", "max_size") if name in data}
        return cls(**sizes, weights=TeamWeights(**weights))


@dataclass(frozen=True, slots=True)
class FormedTeam:
    """A team as formed; `number` counts from 1, members stand in the order of their ids."""

    number: int
    direction: str | None
    tutor: Tutor
    members: tuple[Student, ...]


@dataclass(frozen=True, slots=True)
class Formation:
    """All teams of a run; the same people, rules, seed and steps give the same formation on every machine."""

    teams: tuple[FormedTeam, ...]
    unused_tutors: tuple[Tutor, ...]
    seed: int
    steps: int


def wish_penalty(directions: Sequence[str], direction: str | None) -> int:
    """What a direction costs a person with these wishes; who wished nothing is content with everything."""
    if not directions:
        return 0
    place = directions.index(direction) if direction in directions else len(WISH_PENALTIES)
    return WISH_PENALTIES[place] if place < len(WISH_PENALTIES) else UNWISHED_PENALTY


def lone_count(girls: int, boys: int) -> int:
    """How many of a team are the only girl or the only boy beside others."""
    return (girls == 1) + (boys == 1) if girls + boys > 1 else 0


def mutual_pairs(students: Iterable[Student]) -> list[Pair]:
    """Pairs of students who wish each other beside them, the smaller id first."""
    wished = {each.id: set(each.mates) - {each.id} for each in students}
    return sorted(
        (one, other) for one, mates in wished.items() for other in mates if one < other and one in wished.get(other, ())
    )


def pairs(count: int) -> int:
    """Pairs among so many."""
    return count * (count - 1) // 2


def least_pairs(people: int, teams: int) -> int:
    """Pairs within teams when these are as even as can be: uneven teams have more."""
    quotient, remainder = divmod(people, teams)
    return remainder * pairs(quotient + 1) + (teams - remainder) * pairs(quotient)


def team_count(students: int, tutors: int, rules: TeamRules) -> int:
    """How many teams to form: one for every tutor, or fewer when that would leave teams too small.

    Raises RuleViolation with the numbers: `teams-sizes-crossed`, `teams-no-tutors`, `teams-too-few-students`,
    `teams-too-many-students`, `teams-sizes-impossible`.
    """
    smallest, largest = rules.min_size, rules.max_size
    if not 1 <= smallest <= largest:
        raise RuleViolation("teams-sizes-crossed", smallest=smallest, largest=largest)
    if tutors == 0:
        raise RuleViolation("teams-no-tutors", students=students)
    if students < smallest:
        raise RuleViolation("teams-too-few-students", students=students, smallest=smallest)
    if students > tutors * largest:
        needed = -(-students // largest)
        raise RuleViolation(
            "teams-too-many-students",
            students=students,
            tutors=tutors,
            largest=largest,
            places=tutors * largest,
            needed=needed,
        )
    count = min(tutors, students // smallest)
    if count * largest < students:
        raise RuleViolation("teams-sizes-impossible", students=students, smallest=smallest, largest=largest)
    return count
