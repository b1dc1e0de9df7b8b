"""Quiet hours: when nobody is written to unasked.

The hours are those of the recipient's zone, whose clock the person lives by. They begin with their first moment and
end before their last: at 21:00 it is quiet, at 08:00 it no longer is.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

QuietHours = tuple[time, time]

QUIET_HOURS: QuietHours = (time(21), time(8))
AWAKE_MARGIN = timedelta(hours=2)
_LAST_MINUTE = timedelta(minutes=1)


def is_quiet(moment: datetime, zone: str, quiet: QuietHours = QUIET_HOURS) -> bool:
    """Whether an aware moment falls into the quiet hours of a zone (IANA name)."""
    start, end = quiet
    clock = moment.astimezone(ZoneInfo(zone)).time()
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def earlier(moment: datetime, zone: str, quiet: QuietHours = QUIET_HOURS) -> datetime:
    """The moment itself, or the last minute before the quiet hours it falls into (20:59)."""
    if not is_quiet(moment, zone, quiet):
        return moment
    begin = moment.astimezone(ZoneInfo(zone))
    if begin.time() < quiet[0]:
        begin -= timedelta(days=1)
    return _at(begin, quiet[0]).astimezone(moment.tzinfo) - _LAST_MINUTE


def later(moment: datetime, zone: str, quiet: QuietHours = QUIET_HOURS) -> datetime:
    """The moment itself, or the end of the quiet hours it falls into (08:00)."""
    if not is_quiet(moment, zone, quiet):
        return moment
    end = moment.astimezone(ZoneInfo(zone))
    if end.time() >= quiet[1]:
        end += timedelta(days=1)
    return _at(end, quiet[1]).astimezone(moment.tzinfo)


def deadline_outside_quiet(
    moment: datetime, zone: str, *, awake: timedelta = AWAKE_MARGIN, quiet: QuietHours = QUIET_HOURS
) -> datetime:
    """A deadline that does not run out at night: moved later, so that the `awake` hours of a morning come before it."""
    if is_quiet(moment, zone, quiet):
        return later(moment, zone, quiet) + awake
    return later(moment - awake, zone, quiet) + awake


def _at(day: datetime, clock: time) -> datetime:
    return day.replace(hour=clock.hour, minute=clock.minute, second=clock.second, microsecond=0)
