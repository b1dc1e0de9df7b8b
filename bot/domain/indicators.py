"""Indicators of the programme: plan, fact and forecast as numbers, with a traffic light.

Targets are data of the season; those of the decree no. 436 are given here as its default. The facts are counted by
the caller and named by the same ids.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.enums import Role


class Unit(StrEnum):
    """What a number counts."""

    PEOPLE = "people"
    ORGANISATIONS = "organisations"
    PERCENT = "percent"


class State(StrEnum):
    """Green: reached. Amber: not yet, but the forecast reaches it. Red: it will be missed as things go."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Target:
    """A plan: at least `plan` units."""

    id: str
    plan: int
    unit: Unit = Unit.PEOPLE


@dataclass(frozen=True, slots=True)
class Count:
    """A fact of today and what it will become as things go; without a forecast the fact stays."""

    fact: int
    forecast: int | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the dashboard; `warnings` are ids of texts."""

    id: str
    plan: int
    fact: int
    forecast: int
    unit: Unit
    state: State
    warnings: tuple[str, ...] = field(default=())


DECREE_TARGETS = (
    Target("trained", 250),
    Target("mentors-prepared", 20),
    Target("projects-supported-of-formed", 50, Unit.PERCENT),
    Target("projects-supported-of-defended", 50, Unit.PERCENT),
    Target("partners", 10, Unit.ORGANISATIONS),
    Target("tutors-selected", 20),
    Target("students-selected", 200),
    Target("mentors-main", 20),
    Target("mentors-reserve", 5),
    Target("school-participants", 240),
    Target("artek-team", 5),
)
"""The four indicators of the decree (the third with both denominators), then the targets of the selection."""


def measure(targets: Iterable[Target], counts: Mapping[str, Count]) -> list[Indicator]:
    """The dashboard in the order of the targets; what nobody counted yet is nought."""
    return [_indicator(target, counts.get(target.id, Count(0))) for target in targets]


def _indicator(target: Target, count: Count) -> Indicator:
    forecast = count.fact if count.forecast is None else max(count.forecast, count.fact)
    if count.fact >= target.plan:
        state = State.AMBER if count.warnings else State.GREEN
    else:
        state = State.AMBER if forecast >= target.plan else State.RED
    return Indicator(target.id, target.plan, count.fact, forecast, target.unit, state, count.warnings)


def trained(completions: Iterable[tuple[int, Role | None]], enrolled: Iterable[tuple[int, Role | None]]) -> Count:
    """Indicator 1: different people who completed training, and those who are on the way to it.

    Pairs of person's id and role; a role of None is a listener, who only trains. A person counts once, whatever the
    number of courses; mentors, guardians and partners do not count.
    """
    counted = {Role.STUDENT, Role.TUTOR, None}
    done = {person for person, role in completions if role in counted}
    on_the_way = {person for person, role in enrolled if role in counted}
    return Count(len(done), len(done | on_the_way))


def supported_share(*, formed: int, defended: int, supported: int, supported_defended: int) -> dict[str, Count]:
    """Indicator 3 over both denominators, in whole per cent rounded down; no team yet is 0 %.

    `supported`: teams with a record of support among those formed; `supported_defended`: among those that defended.
    """
    return {
        "projects-supported-of-formed": Count(_percent(supported, formed)),
        "projects-supported-of-defended": Count(_percent(supported_defended, defended)),
    }


def _percent(part: int, whole: int) -> int:
    return part * 100 // whole if whole else 0


def partners(ownership_forms: Iterable[str], planned: int = 0) -> Count:
    """Indicator 4: partner organisations, one form of ownership each, and how many more are agreed upon.

    The decree wants them of different ownership: when all are of one form the warning `partners-one-ownership` says so.
    """
    forms = list(ownership_forms)
    warnings = ("partners-one-ownership",) if len(forms) > 1 and len(set(forms)) == 1 else ()
    return Count(len(forms), len(forms) + planned, warnings)
