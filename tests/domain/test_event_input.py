"""Moments as the office types them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import RuleViolation
from bot.domain.event_input import parse_moment, write_moment

HOME = "Asia/Yakutsk"
NOW = datetime(2026, 8, 20, 1, 0, tzinfo=UTC)
START = datetime(2026, 9, 20, 10, 0, tzinfo=ZoneInfo(HOME))


@pytest.mark.parametrize(
    "typed",
    [
        "20.09.2026 10:00",
        "20.9.26 10:00",
        "20.09.2026, 10:00",
        "20.09.2026 в 10:00",
        "  20.09.2026   10.00 ",
        "20 сентября 2026 10:00",
        "20 сентября 2026, 10:00",
        "2026-09-20 10:00",
        "20.09 10:00",
        "20 сентября 10:00",
        "20 сентября в 10:00",
    ],
)
def test_moment_is_read(typed: str) -> None:
    assert parse_moment(typed, zone=HOME, now=NOW) == START


def test_moment_without_a_year_lies_ahead() -> None:
    assert parse_moment("5.03 9:30", zone=HOME, now=NOW) == datetime(2027, 3, 5, 9, 30, tzinfo=ZoneInfo(HOME))


def test_moment_is_by_the_clock_of_the_place() -> None:
    read = parse_moment("20.09.2026 10:00", zone="Europe/Moscow", now=NOW)
    assert read == datetime(2026, 9, 20, 7, 0, tzinfo=UTC)


def test_time_alone_means_the_same_day() -> None:
    assert parse_moment("17:00", zone=HOME, now=NOW, day_of=START) == START.replace(hour=17)


@pytest.mark.parametrize("typed", ["", "завтра", "10:00", "20.09.2026", "20.09.2026 25:00", "20.09.2026 10:60"])
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        parse_moment(typed, zone=HOME, now=NOW)
    assert refusal.value.key == "moment-not-understood"


def test_impossible_day_is_refused() -> None:
    with pytest.raises(RuleViolation) as refusal:
        parse_moment("31.02.2026 10:00", zone=HOME, now=NOW)
    assert refusal.value.key == "date-impossible"


@pytest.mark.parametrize("zone", [HOME, "Europe/Moscow"])
def test_written_moment_is_read_back(zone: str) -> None:
    assert parse_moment(write_moment(START, zone), zone=zone, now=NOW) == START
