from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.enums import EventStatus, RegistrationStatus, Role
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.events import (
    EventChange,
    EventSnapshot,
    ReminderTime,
    changes,
    ensure_can_announce,
    ensure_can_change,
    ensure_can_join,
    ensure_can_leave,
    ensure_sound,
    free_places,
    is_invited,
    is_reminder_due,
    place_for,
    promote,
    reminder_due,
    reminder_times,
    two_clocks,
)
from bot.domain.quiet import is_quiet

HOME = "Asia/Yakutsk"
MOSCOW = "Europe/Moscow"
STARTS = datetime(2026, 9, 20, 1, tzinfo=UTC)  # 10:00 at home
BEFORE = STARTS - timedelta(seconds=1)
WEEK, DAY, TWO_HOURS = timedelta(days=7), timedelta(days=1), timedelta(hours=2)
DRAFT, ANNOUNCED, CANCELLED = EventStatus


@pytest.mark.parametrize(
    ("ensure", "status", "now", "refusal"),
    [
        (ensure_can_join, ANNOUNCED, BEFORE, None),
        (ensure_can_join, ANNOUNCED, STARTS, Stale("event-started")),
        (ensure_can_join, CANCELLED, BEFORE, Stale("event-cancelled")),
        (ensure_can_join, DRAFT, BEFORE, NotFound("event-not-found")),
        (ensure_can_leave, ANNOUNCED, BEFORE, None),
        (ensure_can_leave, ANNOUNCED, STARTS, Stale("event-started")),
        (ensure_can_announce, DRAFT, BEFORE, None),
        (ensure_can_announce, DRAFT, STARTS, RuleViolation("event-in-the-past", starts=STARTS)),
        (ensure_can_announce, ANNOUNCED, BEFORE, Stale("event-already-announced")),
        (ensure_can_announce, CANCELLED, BEFORE, Stale("event-cancelled")),
        (ensure_can_change, DRAFT, BEFORE, None),
        (ensure_can_change, ANNOUNCED, BEFORE, None),
        (ensure_can_change, ANNOUNCED, STARTS, Stale("event-started")),
        (ensure_can_change, CANCELLED, BEFORE, Stale("event-cancelled")),
    ],
)
def test_event_can_be_acted_on_while_it_is_alive(
    ensure: Callable[..., None], status: EventStatus, now: datetime, refusal: RuleViolation | None
) -> None:
    if refusal is None:
        ensure(status, starts_at=STARTS, now=now)
        return
    with pytest.raises(RuleViolation) as raised:
        ensure(status, starts_at=STARTS, now=now)
    assert raised.value == refusal


@pytest.mark.parametrize(
    ("ends_at", "capacity", "refusal"),
    [
        (STARTS, 10, RuleViolation("event-ends-before-start", starts=STARTS, ends=STARTS)),
        (None, 0, RuleViolation("event-capacity-bad", capacity=0)),
    ],
)
def test_event_that_makes_no_sense_is_refused(ends_at: datetime | None, capacity: int, refusal: RuleViolation) -> None:
    with pytest.raises(RuleViolation) as raised:
        ensure_sound(starts_at=STARTS, ends_at=ends_at, capacity=capacity)
    assert raised.value == refusal


@pytest.mark.parametrize(
    ("capacity", "going", "waiting", "place"),
    [
        (240, 0, 0, RegistrationStatus.GOING),
        (240, 239, 0, RegistrationStatus.GOING),
        (240, 240, 0, RegistrationStatus.WAITING),
        (240, 239, 1, RegistrationStatus.WAITING),
        (240, 250, 0, RegistrationStatus.WAITING),
        (None, 10_000, 0, RegistrationStatus.GOING),
    ],
)
def test_newcomer_goes_or_waits(capacity: int | None, going: int, waiting: int, place: RegistrationStatus) -> None:
    assert place_for(capacity, going, waiting) is place


def test_first_of_those_waiting_move_up() -> None:
    assert promote(["Аня", "Боря", "Вера"], free_places(10, 8)) == ["Аня", "Боря"]
    assert promote(["Аня"], free_places(10, 10)) == []
    assert promote(["Аня"], free_places(10, 12)) == []
    assert promote(["Аня", "Боря"], free_places(None, 8)) == ["Аня", "Боря"]


SNAPSHOT = EventSnapshot("Региональная школа", STARTS, STARTS + timedelta(days=3), "Благовещенск", HOME)


def test_unchanged_event_has_nothing_to_tell() -> None:
    assert changes(SNAPSHOT, replace(SNAPSHOT)) == []


def test_changes_are_told_field_by_field() -> None:
    moved = replace(SNAPSHOT, starts_at=STARTS + TWO_HOURS, place="Свободный", ends_at=None)
    assert changes(SNAPSHOT, moved) == [
        EventChange("starts_at", STARTS, STARTS + TWO_HOURS),
        EventChange("ends_at", SNAPSHOT.ends_at, None),
        EventChange("place", "Благовещенск", "Свободный"),
    ]


def test_same_moment_in_another_zone_is_a_change_of_zone_only() -> None:
    assert changes(SNAPSHOT, replace(SNAPSHOT, zone=MOSCOW)) == [EventChange("zone", HOME, MOSCOW)]


@pytest.mark.parametrize(
    ("starts_at", "offset", "due"),
    [
        (STARTS, DAY, STARTS - DAY),
        (STARTS, TWO_HOURS, STARTS - TWO_HOURS),  # 08:00 at home: quiet hours are just over
        (datetime(2026, 9, 20, 0, tzinfo=UTC), TWO_HOURS, datetime(2026, 9, 19, 11, 59, tzinfo=UTC)),
        (datetime(2026, 9, 20, 14, tzinfo=UTC), DAY, datetime(2026, 9, 19, 11, 59, tzinfo=UTC)),
        (STARTS, timedelta(0), STARTS),
        (STARTS, -DAY, None),
    ],
)
def test_reminder_moves_out_of_the_night(starts_at: datetime, offset: timedelta, due: datetime | None) -> None:
    assert reminder_due(starts_at, offset, HOME) == due


def test_reminder_hours_are_those_of_the_recipient() -> None:
    starts_at = datetime(2026, 9, 20, 16, tzinfo=UTC)
    assert reminder_due(starts_at, TWO_HOURS, MOSCOW) == starts_at - TWO_HOURS
    assert reminder_due(starts_at, TWO_HOURS, HOME) == datetime(2026, 9, 20, 11, 59, tzinfo=UTC)


def test_reminders_are_useful_until_the_next_one() -> None:
    assert reminder_times(STARTS, [TWO_HOURS, WEEK, DAY, DAY], HOME) == [
        ReminderTime(WEEK, STARTS - WEEK, STARTS - DAY),
        ReminderTime(DAY, STARTS - DAY, STARTS - TWO_HOURS),
        ReminderTime(TWO_HOURS, STARTS - TWO_HOURS, STARTS),
    ]


def test_offsets_that_fall_on_one_moment_remind_once() -> None:
    starts_at = datetime(2026, 9, 19, 23, tzinfo=UTC)  # 08:00 at home
    evening = datetime(2026, 9, 19, 11, 59, tzinfo=UTC)
    assert reminder_times(starts_at, [TWO_HOURS, timedelta(hours=1)], HOME) == [
        ReminderTime(timedelta(hours=1), evening, starts_at)
    ]


def test_reminders_before_the_announcement_are_left_out() -> None:
    announced_at = STARTS - timedelta(days=3)
    assert [each.offset for each in reminder_times(STARTS, [WEEK, DAY], HOME, after=announced_at)] == [DAY]


@pytest.mark.parametrize(
    ("now", "due"),
    [(STARTS - DAY - timedelta(seconds=1), False), (STARTS - DAY, True), (BEFORE, True), (STARTS, False)],
)
def test_late_reminder_is_sent_only_while_it_helps(now: datetime, due: bool) -> None:
    assert is_reminder_due(ReminderTime(DAY, STARTS - DAY, STARTS), now) is due


@given(
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis wants naive bounds
    st.lists(st.integers(min_value=0, max_value=20_000).map(lambda minutes: timedelta(minutes=minutes)), max_size=6),
    st.sampled_from([HOME, MOSCOW]),
)
def test_reminders_never_disturb_the_night_nor_come_late(
    starts_at: datetime, offsets: list[timedelta], zone: str
) -> None:
    asleep = is_quiet(starts_at, zone)
    for reminder in reminder_times(starts_at, offsets, zone):
        assert reminder.due < reminder.useful_until <= starts_at or reminder.due == starts_at
        assert starts_at - reminder.due >= reminder.offset
        assert is_quiet(reminder.due, zone) is False
        assert asleep is False or reminder.due < starts_at


@pytest.mark.parametrize(
    ("zone", "both"),
    [(MOSCOW, True), (HOME, False), ("Asia/Chita", False), ("Europe/Simferopol", True)],
)
def test_both_clocks_are_shown_when_they_differ(zone: str, both: bool) -> None:
    assert two_clocks(zone, HOME, STARTS) is both


def test_other_quiet_hours_may_be_given() -> None:
    assert reminder_due(STARTS, TWO_HOURS, HOME, (time(22), time(9))) == datetime(2026, 9, 19, 12, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("audience", "role", "accepted", "expected"),
    [
        ((), None, False, True),
        ((), Role.STUDENT, False, True),
        (("student",), Role.STUDENT, False, True),
        (("student",), Role.TUTOR, True, False),
        (("student",), None, False, False),
        (("student", "accepted"), Role.STUDENT, False, False),
        (("student", "accepted"), Role.STUDENT, True, True),
        (("accepted",), Role.MENTOR, False, False),
        (("accepted",), Role.GUARDIAN, False, True),
    ],
)
def test_who_is_invited(audience: tuple[str, ...], role: Role | None, accepted: bool, expected: bool) -> None:
    assert is_invited(audience, role, accepted=accepted) is expected
