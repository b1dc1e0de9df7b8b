from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quiet import deadline_outside_quiet, earlier, is_quiet, later

HOME = "Asia/Yakutsk"  # UTC+9: quiet from 12:00 to 23:00 UTC
ARTEK = "Europe/Moscow"
NOON_BREAK = (time(13), time(15))
MOMENTS = st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants naive bounds
ZONES = st.sampled_from([HOME, ARTEK, "Asia/Kamchatka", "UTC"])


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 9, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "zone", "quiet"),
    [
        (at(1, 11, 59, 59), HOME, False),
        (at(1, 12), HOME, True),
        (at(1, 22, 59, 59), HOME, True),
        (at(1, 23), HOME, False),
        (at(1, 12), ARTEK, False),
        (at(1, 18), ARTEK, True),
        (at(1, 4, 59), ARTEK, True),
        (at(1, 5), ARTEK, False),
    ],
)
def test_quiet_is_told_by_the_clock_of_the_zone(moment: datetime, zone: str, quiet: bool) -> None:
    assert is_quiet(moment, zone) is quiet


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        (at(1, 6), at(1, 6), at(1, 6)),
        (at(1, 12), at(1, 11, 59), at(1, 23)),
        (at(1, 16, 30), at(1, 11, 59), at(1, 23)),
        (at(1, 22, 59, 59), at(1, 11, 59), at(1, 23)),
        (at(1, 23), at(1, 23), at(1, 23)),
    ],
)
def test_moment_moves_out_of_quiet_hours(moment: datetime, before: datetime, after: datetime) -> None:
    assert earlier(moment, HOME) == before
    assert later(moment, HOME) == after


def test_quiet_hours_within_one_day_are_understood() -> None:
    moment = at(1, 14)
    assert earlier(moment, "UTC", NOON_BREAK) == at(1, 12, 59)
    assert later(moment, "UTC", NOON_BREAK) == at(1, 15)
    assert is_quiet(at(1, 15), "UTC", NOON_BREAK) is False


@pytest.mark.parametrize(
    ("deadline", "moved"),
    [
        (at(1, 6), at(1, 6)),
        (at(1, 11, 59), at(1, 11, 59)),
        (at(1, 12), at(2, 1)),
        (at(1, 13, 30), at(2, 1)),
        (at(1, 20), at(2, 1)),
        (at(1, 23), at(2, 1)),
        (at(2, 0, 59), at(2, 1)),
        (at(2, 1), at(2, 1)),
    ],
)
def test_deadline_leaves_two_hours_of_the_morning(deadline: datetime, moved: datetime) -> None:
    assert deadline_outside_quiet(deadline, HOME) == moved


@given(MOMENTS, ZONES)
def test_moved_moment_is_never_quiet_and_moves_one_way(moment: datetime, zone: str) -> None:
    before, after, deadline = earlier(moment, zone), later(moment, zone), deadline_outside_quiet(moment, zone)
    assert before <= moment <= after <= deadline
    assert [is_quiet(each, zone) for each in (before, after, deadline)] == [False, False, False]


@given(MOMENTS, ZONES)
def test_moved_moment_is_the_nearest_waking_minute(moment: datetime, zone: str) -> None:
    if is_quiet(moment, zone):
        assert is_quiet(earlier(moment, zone) + timedelta(minutes=1), zone) is True
        assert is_quiet(later(moment, zone) - timedelta(seconds=1), zone) is True
