"""Moments of events as the office types them: «20.09.2026 10:00», «20 сентября 10:00», «17:00»."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.dates import parse_date
from bot.domain.errors import RuleViolation

_FAR_YEARS = 10
_TIME = re.compile(r"(?:(?P<day>.*?)[\s,]*(?:\s|,|\bв\b)\s*)??(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})")
_HAS_YEAR = re.compile(r"[0-9]{4}|[0-9]{1,2}[./\-][0-9]{1,2}[./\-][0-9]{2}\b")
_WRITTEN = "%d.%m.%Y %H:%M"


def parse_moment(text: str, *, zone: str, now: datetime, day_of: datetime | None = None) -> datetime:
    """Read a day and a time by the clock of ``zone``; without a year, the next such day.

    A time alone means the day of ``day_of`` where that is given. Raises RuleViolation `moment-not-understood` and those
    of `parse_date`.
    """
    found = _TIME.fullmatch(" ".join(text.split()))
    if found is None:
        raise RuleViolation("moment-not-understood")
    place = ZoneInfo(zone)
    clock = _clock(int(found["hour"]), int(found["minute"]))
    if found["day"]:
        return _with_day(found["day"], clock, now.astimezone(place))
    if day_of is None:
        raise RuleViolation("moment-not-understood")
    return datetime.combine(day_of.astimezone(place), clock, place)


def write_moment(at: datetime, zone: str) -> str:
    """What `parse_moment` reads back: 20.09.2026 10:00."""
    return at.astimezone(ZoneInfo(zone)).strftime(_WRITTEN)


def _clock(hour: int, minute: int) -> time:
    try:
        return time(hour, minute)
    except ValueError:
        raise RuleViolation("moment-not-understood") from None


def _with_day(typed: str, clock: time, here: datetime) -> datetime:
    latest = here.year + _FAR_YEARS
    if _HAS_YEAR.search(typed):
        return datetime.combine(parse_date(typed, latest_year=latest), clock, here.tzinfo)
    separator = "." if typed[-1].isdigit() else " "
    for year in (here.year, here.year + 1):
        day = parse_date(f"{typed}{separator}{year}", latest_year=latest)
        if day >= here.date() - timedelta(days=1):
            break
    return datetime.combine(day, clock, here.tzinfo)
