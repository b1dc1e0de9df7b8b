"""When a broadcast leaves, and when a second administrator has to agree."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.broadcasts import COOLING, Timing, ensure_ahead, leaves_at, needs_second, starts_at
from bot.domain.errors import RuleViolation

HOME, MOSCOW, EAST = "Asia/Yakutsk", "Europe/Moscow", "Asia/Vladivostok"
NOW = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)  # 10:00 at home, 04:00 in Moscow, 11:00 in Vladivostok
NOON = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)  # 12:00 at home


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        (Timing(), NOW + COOLING),
        (Timing(NOON), NOON),
        (Timing(NOW + timedelta(minutes=1)), NOW + COOLING),
        (Timing(NOON, local=True), NOON - timedelta(hours=1)),  # noon comes to Vladivostok first
    ],
)
def test_first_message_leaves_at(timing: Timing, expected: datetime) -> None:
    assert starts_at(timing, home=HOME, zones=[HOME, MOSCOW, EAST], now=NOW) == expected


@pytest.mark.parametrize(
    ("timing", "zone", "hour"),
    [
        (Timing(), HOME, 1),
        (Timing(), MOSCOW, 5),  # 04:00 there: waits for 08:00
        (Timing(ignores_quiet=True), MOSCOW, 1),
        (Timing(NOON), MOSCOW, 5),
        (Timing(NOON, local=True), HOME, 3),
        (Timing(NOON, local=True), EAST, 2),
        (Timing(NOON, local=True), MOSCOW, 9),
    ],
)
def test_each_zone_gets_it_when_its_clock_allows(timing: Timing, zone: str, hour: int) -> None:
    start = NOW if timing.at is None else starts_at(timing, home=HOME, zones=[HOME, MOSCOW, EAST], now=NOW)
    assert leaves_at(timing, start, home=HOME, zone=zone) == datetime(2026, 9, 1, hour, 0, tzinfo=UTC)


@pytest.mark.parametrize(("recipients", "administrators", "needed"), [(300, 2, False), (301, 2, True), (301, 1, False)])
def test_second_administrator(recipients: int, administrators: int, needed: bool) -> None:
    assert needs_second(recipients=recipients, above=300, administrators=administrators) is needed


@pytest.mark.parametrize(("hours", "key"), [(0, "broadcast-when-over"), (24 * 400, "broadcast-when-far")])
def test_moment_must_be_ahead(hours: int, key: str) -> None:
    ensure_ahead(NOON, now=NOW)
    with pytest.raises(RuleViolation, match=key):
        ensure_ahead(NOW + timedelta(hours=hours), now=NOW)
