"""What a mentor's application says, and what may be changed about it."""

from typing import Any

import pytest

from bot.domain.errors import RuleViolation
from bot.domain.mentor_profiles import (
    MOST_TEAMS,
    WISHES_LIMIT,
    MentorFormat,
    Profile,
    checked_wishes,
    ensure_capacity,
    told_in,
)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, Profile()),
        (
            {"directions": ["it", "agro"], "capacity": 3, "format": "online"},
            Profile(("it", "agro"), 3, MentorFormat.ONLINE),
        ),
        ({"directions": None, "capacity": 0, "format": "by pigeon"}, Profile()),
        ({"capacity": "2", "format": "in-person"}, Profile((), 1, MentorFormat.IN_PERSON)),
    ],
)
def test_application_tells_the_profile(answers: dict[str, Any], told: Profile) -> None:
    assert told_in(answers) == told


@pytest.mark.parametrize("teams", [0, -1, MOST_TEAMS + 1])
def test_no_other_number_of_teams(teams: int) -> None:
    with pytest.raises(RuleViolation, match="mentor-profile-capacity"):
        ensure_capacity(teams)
    for possible in range(1, MOST_TEAMS + 1):
        ensure_capacity(possible)


def test_wishes_are_kept_as_typed_and_a_dash_removes_them() -> None:
    assert checked_wishes("  по вторникам <b>  ") == "по вторникам <b>"
    assert [checked_wishes(text) for text in ("-", " — ", "")] == [None, None, None]
    assert checked_wishes("а" * WISHES_LIMIT) == "а" * WISHES_LIMIT
    with pytest.raises(RuleViolation, match="mentor-profile-wishes-long"):
        checked_wishes("а" * (WISHES_LIMIT + 1))
