"""Substitutes: another mentor answers for a team's own one from a day to a day, both included, by the home clock.

A substitute is asked, agrees or not, begins on the first day and ends after the last by itself; a team has at most one
on any day, asked ones counted.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.dates import parse_date
from bot.domain.errors import RuleViolation, Stale

LONGEST = timedelta(days=92)
FARTHEST = timedelta(days=365)


class SubstituteStatus(StrEnum):
    """``lapsed``: the first day went by without an answer; ``cancelled`` by whoever asked, or with the mentor's work."""

    ASKED = "asked"
    AGREED = "agreed"
    ACTIVE = "active"
    ENDED = "ended"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


LIVE = frozenset({SubstituteStatus.ASKED, SubstituteStatus.AGREED, SubstituteStatus.ACTIVE})


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last one, both included."""

    first: date
    last: date

    def overlaps(self, other: "Span") -> bool:
        """Whether some day is in both."""
        return self.first <= other.last and other.first <= self.last


def ensure_span(span: Span, today: date) -> None:
    """Raises RuleViolation `substitute-days-crossed`, `substitute-days-past`, `substitute-days-far` (days)."""
    if span.last < span.first:
        raise RuleViolation("substitute-days-crossed")
    if span.first < today:
        raise RuleViolation("substitute-days-past")
    if span.last - span.first >= LONGEST or span.first - today > FARTHEST:
        raise RuleViolation("substitute-days-far", days=LONGEST.days)


def ensure_free(span: Span, others: Iterable[Span]) -> None:
    """One substitute at a time. Raises RuleViolation `substitute-overlaps` with the days of the other one."""
    for other in others:
        if span.overlaps(other):
            raise RuleViolation("substitute-overlaps", first=other.first, last=other.last)


def ensure_can_agree(status: SubstituteStatus, span: Span, today: date) -> None:
    """Raises Stale `substitute-agreed-already`, `substitute-over`."""
    if status in {SubstituteStatus.AGREED, SubstituteStatus.ACTIVE}:
        raise Stale("substitute-agreed-already")
    ensure_live(status)
    if span.last < today:
        raise Stale("substitute-over")


def ensure_live(status: SubstituteStatus) -> None:
    """What is asked, agreed or under way may be refused or cancelled. Raises Stale `substitute-over`."""
    if status not in LIVE:
        raise Stale("substitute-over")


def due(status: SubstituteStatus, span: Span, today: date) -> SubstituteStatus | None:
    """What the day makes of it by itself; None when nothing."""
    match status:
        case SubstituteStatus.ASKED if span.first < today:
            return SubstituteStatus.LAPSED
        case SubstituteStatus.AGREED | SubstituteStatus.ACTIVE if span.last < today:
            return SubstituteStatus.ENDED
        case SubstituteStatus.AGREED if span.first <= today:
            return SubstituteStatus.ACTIVE
    return None


_HAS_YEAR = re.compile(r"[0-9]{4}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2}\b")
_BETWEEN = re.compile(r"\s+(?:по|до|to|till)\s+|\s*[–—]\s*|\s+-\s+")
_TIGHT = re.compile(r"([0-9.]+)\s*-\s*([0-9.]+(?:\s.*)?)")
_FROM = re.compile(r"^(?:с|со|from)\s+")
_BARE_DAY = re.compile(r"[0-9]{1,2}")


def parse_span(text: str, today: date) -> Span:
    """Read «10.10–20.10», «с 10 по 20 октября», «10 октября»; without a year, the next such days.

    Raises RuleViolation `substitute-days-unread`, `date-impossible`.
    """
    typed = _FROM.sub("", " ".join(text.casefold().split()))
    parts = _BETWEEN.split(typed)
    if len(parts) == 1 and (tight := _TIGHT.fullmatch(typed)):
        parts = list(tight.groups())
    if not 1 <= len(parts) <= 2 or not all(parts):
        raise RuleViolation("substitute-days-unread")
    first, last = parts[0], parts[-1]
    if _BARE_DAY.fullmatch(first) and len(parts) == 2:
        first += last.lstrip("0123456789")  # «с 10 по 20 октября»
    try:
        begin = _day(first, today)
        return Span(begin, _day(last, begin))
    except RuleViolation as refusal:
        if refusal.key == "date-not-a-date":
            raise RuleViolation("substitute-days-unread") from None
        raise


def _day(typed: str, earliest: date) -> date:
    latest = earliest.year + 2
    if _HAS_YEAR.search(typed):
        return parse_date(typed, latest_year=latest)
    separator = "." if typed[-1].isdigit() else " "
    days = [parse_date(f"{typed}{separator}{year}", latest_year=latest) for year in (earliest.year, earliest.year + 1)]
    return next((day for day in days if day >= earliest), days[0])
