"""Who really came to an event: marked once a day, by the clock of the place."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import RuleViolation, Stale

CAME, MISSED = "came", "missed"
"""Answers a broadcast can choose by once an event has begun, beside those people gave themselves."""

MOST_DAYS = 31


def days_of(starts_at: datetime, ends_at: datetime, zone: str) -> tuple[date, ...]:
    """The days of an event on the clock of its place, at least one; an end at midnight begins no day."""
    first = starts_at.astimezone(ZoneInfo(zone)).date()
    last = (ends_at - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date()
    return tuple(first + timedelta(days=number) for number in range(min(max((last - first).days, 0) + 1, MOST_DAYS)))


def ensure_markable(day: date, days: Sequence[date], *, now: datetime, zone: str) -> None:
    """A day of the event that has come; a late entry is welcome.

    Raises Stale ``attendance-other-day`` (the event has moved), RuleViolation ``attendance-not-yet`` (day).
    """
    if day not in days:
        raise Stale("attendance-other-day")
    if now.astimezone(ZoneInfo(zone)).date() < day:
        raise RuleViolation("attendance-not-yet", day=day)


def day_to_show(days: Sequence[date], *, now: datetime, zone: str) -> date:
    """Today, where it is a day of the event; else the nearest."""
    today = now.astimezone(ZoneInfo(zone)).date()
    return min(max(today, days[0]), days[-1])
