"""What the office may change of a call, and what would contradict the rest of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from bot.domain.dates import parse_date
from bot.domain.errors import RuleViolation, Stale
from bot.domain.event_input import parse_moment

Value = datetime | date | int

_FAR_YEARS = 10


class CallField(StrEnum):
    """A part of a call the office changes by itself; the closing, which takes others along, has its own dialog."""

    OPENS = "opens_at"
    CONSENT = "consent_closes_at"
    AGE = "age_reference_on"
    QUOTA = "quota"
    RESERVE = "reserve"
    REVIEWS = "reviews"


BOUNDS = {CallField.QUOTA: (1, 100_000), CallField.RESERVE: (0, 100_000), CallField.REVIEWS: (1, 5)}
"""The lowest and the highest of each number."""

MOMENTS = frozenset({CallField.OPENS, CallField.CONSENT})


@dataclass(frozen=True, slots=True)
class CallState:
    """A call as it is: ``accepted`` people hold its places, ``value`` is that of the field to change."""

    opens_at: datetime
    closes_at: datetime
    accepted: int
    value: Value


def read_value(field: CallField, text: str, *, zone: str, now: datetime, day_of: datetime) -> Value:
    """What was typed. Raises those of ``parse_moment`` and ``parse_date``, ``call-number-wrong`` (lowest, highest)."""
    if field in MOMENTS:
        return parse_moment(text, zone=zone, now=now, day_of=day_of)
    if field is CallField.AGE:
        return parse_date(text, latest_year=now.year + _FAR_YEARS)
    lowest, highest = BOUNDS[field]
    typed = text.strip()
    if not (
        typed.isascii() and typed.isdigit() and len(typed) <= len(str(highest)) and lowest <= int(typed) <= highest
    ):
        raise RuleViolation("call-number-wrong", lowest=lowest, highest=highest)
    return int(typed)


def pack(value: Value) -> int:
    """A value as a button carries it: moments and days as seconds since 1970."""
    if isinstance(value, int):
        return value
    at = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day, tzinfo=UTC)
    return max(0, int(at.timestamp()))


def unpack(field: CallField, packed: int) -> Value:
    """What ``pack`` made a number of."""
    if field in BOUNDS:
        return packed
    at = datetime.fromtimestamp(packed, UTC)
    return at.date() if field is CallField.AGE else at


def ensure_can_become(field: CallField, state: CallState, value: Value, *, now: datetime) -> None:
    """Raises Stale ``call-field-unchanged``; RuleViolation ``call-number-wrong`` (lowest, highest),
    ``call-opens-after-closing`` (closes), ``call-already-open``, ``call-consent-before-closing`` (closes),
    ``call-closes-in-past``, ``call-quota-taken`` (accepted), ``call-age-date-far`` (closes)."""
    if value == state.value:
        raise Stale("call-field-unchanged")
    if isinstance(value, datetime):
        _ensure_moment(field, state, value, now)
    elif isinstance(value, int):
        lowest, highest = BOUNDS[field]
        if not lowest <= value <= highest:
            raise RuleViolation("call-number-wrong", lowest=lowest, highest=highest)
        if field is CallField.QUOTA and value < state.accepted:
            raise RuleViolation("call-quota-taken", accepted=state.accepted)
    elif abs(value.year - state.closes_at.year) > 1:
        # A slip in the year would make everybody too old or too young.
        raise RuleViolation("call-age-date-far", closes=state.closes_at)


def _ensure_moment(field: CallField, state: CallState, value: datetime, now: datetime) -> None:
    if field is CallField.OPENS:
        if value >= state.closes_at:
            raise RuleViolation("call-opens-after-closing", closes=state.closes_at)
        if state.opens_at <= now < value:
            raise RuleViolation("call-already-open")
        return
    if value < state.closes_at:
        raise RuleViolation("call-consent-before-closing", closes=state.closes_at)
    if value < now:
        raise RuleViolation("call-closes-in-past")
