"""A team's last activity, and when it counts as silent."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.team_activity import Activity, ActivityKind, is_silent, latest

NOW = datetime(2019, 11, 5, 3, 0, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def test_of_two_at_one_moment_the_one_that_says_more_is_named() -> None:
    kinds = (ActivityKind.ROLL, ActivityKind.PLANNED, ActivityKind.FORMED)
    assert latest(Activity(NOW, kind) for kind in kinds) == (NOW, ActivityKind.ROLL)
    assert (
        latest([Activity(NOW, ActivityKind.QUESTION), Activity(NOW + SECOND, ActivityKind.FORMED)]).at == NOW + SECOND
    )


@pytest.mark.parametrize(
    ("since", "ahead", "silent"),
    [
        (14 * DAY - SECOND, None, False),
        (14 * DAY, None, True),
        (40 * DAY, 14 * DAY, False),
        (40 * DAY, 14 * DAY + SECOND, True),
        (DAY, 60 * DAY, False),
    ],
)
def test_silence_begins_after_whole_days_unless_a_meeting_is_near(
    since: timedelta, ahead: timedelta | None, silent: bool
) -> None:
    assert is_silent(NOW - since, NOW + ahead if ahead is not None else None, now=NOW, days=14) is silent
