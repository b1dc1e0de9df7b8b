"""Seats: when an offer is told, nudged and lost; who moves up; whose silence costs a place."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.enums import ApplicationStatus, OfferStatus
from bot.domain.errors import RuleViolation, Stale
from bot.domain.quiet import is_quiet
from bot.domain.seats import (
    Candidate,
    MoveCause,
    can_return,
    ensure_can_confirm,
    ensure_can_leave,
    ensure_limit,
    ensure_term,
    move_up,
    passed_on,
    terms,
)

HOME = "Asia/Yakutsk"
NOON = datetime(2019, 9, 10, 3, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_term_begins_when_the_person_is_told() -> None:
    by_day = terms(NOON, HOME, 3, quietly=True)
    assert (by_day.told_at, by_day.deadline_at, by_day.nudge_at) == (NOON, NOON + 3 * DAY, NOON + 2 * DAY)
    late_evening = NOON + 11 * HOUR
    by_night = terms(late_evening, HOME, 3, quietly=True)
    assert by_night.told_at == NOON + 20 * HOUR
    assert by_night.deadline_at == by_night.told_at + 3 * DAY + 2 * HOUR
    assert terms(late_evening, HOME, 3, quietly=False).told_at == late_evening


@pytest.mark.parametrize("days", [1, 2, 3, 5, 7])
def test_deadlines_and_nudges_never_fall_into_quiet_hours(days: int) -> None:
    for zone in (HOME, "Europe/Moscow"):
        for hours in range(24):
            for quietly in (False, True):
                made = terms(NOON + hours * HOUR, zone, days, quietly=quietly)
                assert not is_quiet(made.deadline_at, zone)
                assert made.deadline_at - made.told_at >= days * DAY
                assert made.nudge_at is not None
                assert made.told_at < made.nudge_at < made.deadline_at
                assert not is_quiet(made.nudge_at, zone)


def _line(*places: str | None) -> list[Candidate]:
    return [Candidate(number, place) for number, place in enumerate(places, start=1)]


@pytest.mark.parametrize(
    ("places", "free", "room", "moved"),
    [
        (("a", "b"), 0, {}, []),
        (("a", "b"), -3, {}, []),
        (("a", "b", "c"), 2, {}, [1, 2]),
        (("a", "b"), 5, {}, [1, 2]),
        (("a", "a", "b"), 2, {"a": 1}, [1, 3]),
        (("a", "b"), 1, {"a": 0}, [2]),
        (("a",), 1, {"a": -1}, []),
        ((None, "a"), 2, {"a": 1}, [1, 2]),
    ],
)
def test_reserve_moves_up_in_order_within_the_limits(
    places: tuple[str | None, ...], free: int, room: dict[str, int], moved: list[int]
) -> None:
    assert move_up(_line(*places), free, room) == moved


@pytest.mark.parametrize(
    ("silent", "waiting", "free", "room", "lost"),
    [
        (("a", "b"), (), 0, {}, []),
        (("a", "b"), ("c",), 0, {}, [0]),
        (("a", "b"), ("c", "d", "e"), 0, {}, [0, 1]),
        (("a", "b"), ("c",), 1, {}, []),
        (("a", "b"), ("c",), -1, {}, [0, 1]),
        (("a", "b"), ("b",), 0, {"b": 0}, [1]),
        (("a",), ("b",), 0, {"b": 0}, []),
    ],
)
def test_silence_costs_a_place_only_when_somebody_gets_it(
    silent: tuple[str, ...], waiting: tuple[str, ...], free: int, room: dict[str, int], lost: list[int]
) -> None:
    assert passed_on(silent, _line(*waiting), free, room) == lost


@pytest.mark.parametrize(
    ("status", "confirming", "leaving"),
    [
        (OfferStatus.OFFERED, None, None),
        (OfferStatus.ACCEPTED, "seat-already-confirmed", None),
        (OfferStatus.DECLINED, "seat-already-declined", "seat-already-declined"),
        (OfferStatus.EXPIRED, "seat-passed-on", "seat-passed-on"),
        (OfferStatus.WITHDRAWN, "seat-gone", "seat-gone"),
    ],
)
def test_what_may_be_answered(status: OfferStatus, confirming: str | None, leaving: str | None) -> None:
    for rule, key in ((ensure_can_confirm, confirming), (ensure_can_leave, leaving)):
        if key is None:
            rule(status)
        else:
            with pytest.raises(Stale, match=key):
                rule(status)


def test_who_may_be_put_back_and_what_may_be_set() -> None:
    withdrawn = ApplicationStatus.WITHDRAWN
    back = {cause for cause in MoveCause if can_return(withdrawn, cause)}
    assert back == {MoveCause.DECLINED, MoveCause.EXPIRED, MoveCause.FREED, MoveCause.LEFT_TEAM}
    assert not can_return(withdrawn, None)
    assert not can_return(ApplicationStatus.REJECTED, MoveCause.EXPIRED)
    for wrong in (0, 10_000):
        with pytest.raises(RuleViolation, match="seat-limit-bad"):
            ensure_limit(wrong)
    with pytest.raises(RuleViolation, match="seat-term-unknown"):
        ensure_term(4)
