"""The ladder of weights: five levels around each default."""

import pytest

from bot.domain.errors import RuleViolation
from bot.domain.team_model import TeamRules, TeamWeights
from bot.domain.team_weights import NAMES, Level, at_level, differences, ladder, level_of, neighbours, weight_at

USUAL = TeamWeights()


@pytest.mark.parametrize("name", NAMES)
def test_every_level_reads_back_and_weights_grow_with_them(name: str) -> None:
    weights = [weight_at(name, level) for level in ladder(name)]
    assert weights == sorted(set(weights))
    assert weights[0] == 0
    for level in ladder(name):
        set_to = at_level(USUAL, name, level)
        assert level_of(name, getattr(set_to, name)) is level
        assert at_level(set_to, name, Level.USUAL) == USUAL


def test_steps_stop_at_the_ends() -> None:
    assert neighbours("wishes", 0) == (Level.OFF, Level.LESS)
    assert neighbours("wishes", USUAL.wishes) == (Level.LESS, Level.MORE)
    assert neighbours("wishes", USUAL.wishes * 4) == (Level.MORE, Level.MOST)
    assert neighbours("lone", USUAL.lone) == (Level.OFF, Level.USUAL)
    assert neighbours("ages", USUAL.ages) == (Level.OFF, Level.MORE)


def test_weight_set_in_another_way_is_told_as_the_level_below() -> None:
    assert level_of("wishes", USUAL.wishes + 1) is Level.USUAL
    assert level_of("wishes", 10**6) is Level.MOST


def test_what_is_no_weight_is_refused() -> None:
    for name, level in (("luck", Level.MORE), ("lone", Level.MOST), ("ages", Level.LESS)):
        with pytest.raises(RuleViolation, match="teams-weight-unknown"):
            at_level(USUAL, name, level)


def test_differences_are_named_in_order() -> None:
    changed = at_level(at_level(USUAL, "sizes", Level.OFF), "wishes", Level.MOST)
    assert differences(TeamRules(), TeamRules(weights=changed)) == ["wishes", "sizes"]
    assert differences(TeamRules(), TeamRules(min_size=2)) == []
