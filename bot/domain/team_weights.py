"""The weights of a run as the office sets them: a ladder of five levels around each default, from «off» to «most».

A lone girl or boy is a matter of yes or no: it is watched, or it is not.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from enum import StrEnum

from bot.domain.errors import RuleViolation
from bot.domain.team_model import TeamRules, TeamWeights

NAMES = tuple(each.name for each in fields(TeamWeights))
_USUAL = TeamWeights()


class Level(StrEnum):
    """How strongly a component counts, beside its default."""

    OFF = "off"
    LESS = "less"
    USUAL = "usual"
    MORE = "more"
    MOST = "most"


_TIMES = {Level.OFF: (0, 1), Level.LESS: (1, 2), Level.USUAL: (1, 1), Level.MORE: (2, 1), Level.MOST: (4, 1)}
"""A level as a share of the default: (numerator, denominator)."""


def ladder(name: str) -> list[Level]:
    """The levels of a component, the weakest first. Raises RuleViolation `teams-weight-unknown`."""
    if name not in NAMES:
        raise RuleViolation("teams-weight-unknown")
    if name == "lone":
        return [Level.OFF, Level.USUAL]
    # Of the smallest weight there is no half.
    return [level for level in Level if weight_at(name, level) != 0 or level is Level.OFF]


def weight_at(name: str, level: Level) -> int:
    """The weight of a component at a level."""
    times, part = _TIMES[level]
    usual: int = getattr(_USUAL, name)
    return usual * times // part


def level_of(name: str, weight: int) -> Level:
    """The level of a weight: the strongest that is not above it, for one that was set in another way."""
    return max((level for level in ladder(name) if weight_at(name, level) <= weight), key=list(Level).index)


def neighbours(name: str, weight: int) -> tuple[Level, Level]:
    """One step down and one step up; at an end of the ladder the level itself."""
    levels = ladder(name)
    place = levels.index(level_of(name, weight))
    return levels[max(place - 1, 0)], levels[min(place + 1, len(levels) - 1)]


def at_level(weights: TeamWeights, name: str, level: Level) -> TeamWeights:
    """The weights with one of them at a level. Raises RuleViolation `teams-weight-unknown`."""
    if level not in ladder(name):
        raise RuleViolation("teams-weight-unknown")
    return replace(weights, **{name: weight_at(name, level)})


def differences(one: TeamRules, other: TeamRules) -> Sequence[str]:
    """The components that two runs weigh differently, in the order of the weights."""
    return [name for name in NAMES if getattr(one.weights, name) != getattr(other.weights, name)]
