"""The days of an event, and which of them can be marked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.attendance import day_to_show, days_of, ensure_markable
from bot.domain.errors import RuleViolation, Stale

ZONE = "Asia/Yakutsk"
START = datetime(2019, 9, 20, 1, 0, tzinfo=UTC)  # ten in the morning there
FIRST = date(2019, 9, 20)


@pytest.mark.parametrize(
    ("length", "zone", "days"),
    [
        (timedelta(hours=2), ZONE, 1),
        (timedelta(days=2, hours=8), ZONE, 3),
        (timedelta(hours=14), ZONE, 1),  # midnight begins no day
        (timedelta(hours=14, seconds=1), ZONE, 2),
        (timedelta(hours=20), "Europe/Moscow", 1),
        (timedelta(0), ZONE, 1),
    ],
)
def test_days_are_those_of_the_place(length: timedelta, zone: str, days: int) -> None:
    found = days_of(START, START + length, zone)
    assert found == tuple(FIRST + timedelta(days=number) for number in range(days))


def test_day_that_has_come_can_be_marked_however_late() -> None:
    days = days_of(START, START + timedelta(days=2), ZONE)
    ensure_markable(FIRST, days, now=START, zone=ZONE)
    ensure_markable(FIRST, days, now=START + timedelta(days=90), zone=ZONE)
    with pytest.raises(RuleViolation, match="attendance-not-yet"):
        ensure_markable(days[1], days, now=START, zone=ZONE)
    with pytest.raises(Stale, match="attendance-other-day"):
        ensure_markable(FIRST - timedelta(days=1), days, now=START, zone=ZONE)
    shown = [day_to_show(days, now=START + timedelta(days=number), zone=ZONE) for number in (-1, 1, 9)]
    assert shown == [days[0], days[1], days[-1]]
