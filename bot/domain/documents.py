"""The checklist of documents for an event: what counts as handed in, until when, and what the office may write."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.dates import parse_date
from bot.domain.edited_lists import read_lines
from bot.domain.enums import DocumentStatus
from bot.domain.errors import RuleViolation
from bot.domain.event_input import parse_moment

MOST_ITEMS = 12
"""Entries of a checklist: with these limits all of it, notes included, is one message."""
TITLE_LIMIT, NOTE_LIMIT = 80, 120
_FAR_YEARS = 20
_END_OF_DAY = time(23, 59)


class DocumentState(StrEnum):
    """What somebody reads of a document: ``EXPIRES`` was handed in and is not valid to the end of the event."""

    MISSING = "missing"
    EXPIRES = "expires"
    HANDED_IN = "handed_in"
    CHECKED = "checked"

    @property
    def lacking(self) -> bool:
        """Whether the person has still to bring it."""
        return self in {DocumentState.MISSING, DocumentState.EXPIRES}


def last_day(ends_at: datetime, zone: str) -> date:
    """The last day of an event on the clock of its place, to which documents have to be valid; an end at midnight
    begins no day."""
    return (ends_at - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date()


def state_of(status: DocumentStatus, valid_until: date | None, through: date) -> DocumentState:
    """The state of a document that has to be valid on the day ``through``; ``valid_until`` None: no term is known."""
    if status is DocumentStatus.MISSING:
        return DocumentState.MISSING
    if valid_until is not None and valid_until < through:
        return DocumentState.EXPIRES
    return DocumentState(status.value)


_NEXT = {
    DocumentStatus.MISSING: DocumentStatus.HANDED_IN,
    DocumentStatus.HANDED_IN: DocumentStatus.CHECKED,
    DocumentStatus.CHECKED: DocumentStatus.MISSING,
}


def next_status(status: DocumentStatus) -> DocumentStatus:
    """What a tap makes of a document: handed in, then checked, then missing again."""
    return _NEXT[status]


def due_at(starts_at: datetime, due_minutes: int | None) -> datetime:
    """Until when a document is to be handed in: so many minutes before the start, without them until the start."""
    return starts_at - timedelta(minutes=due_minutes or 0)


def next_deadline(starts_at: datetime, due_minutes: Iterable[int | None], now: datetime) -> datetime | None:
    """The nearest moment ahead until which something on the checklist is due.

    The start is the last one, whatever the entries say: what is overdue is asked for until then. None once the event
    has begun, or where there is no checklist.
    """
    found = [due_at(starts_at, minutes) for minutes in due_minutes]
    return min((at for at in [*found, starts_at] if at > now), default=None) if found else None


def usual_due(starts_at: datetime, days: int | None, *, zone: str, now: datetime) -> int | None:
    """Minutes before the start at which the day that is ``days`` before it ends, by the clock of ``zone``.

    None, until the start, without any days, and where that day has gone by: nobody is late for what they have just been
    asked for.
    """
    if not days:
        return None
    place = ZoneInfo(zone)
    ends = datetime.combine(starts_at.astimezone(place).date() - timedelta(days=days), _END_OF_DAY, place)
    return _minutes(starts_at - ends) if ends > now else None


def parse_due(text: str, *, starts_at: datetime, zone: str, now: datetime) -> int:
    """Read «20 августа» (to the end of that day) or «20.08.2026 18:00» as minutes before the start.

    Raises RuleViolation ``document-due-late`` (starts) unless it is before the start, ``document-due-past`` for a
    moment gone by, and those of ``parse_moment``.
    """
    try:
        at = parse_moment(text, zone=zone, now=now)
    except RuleViolation as refused:
        if refused.key != "moment-not-understood":
            raise
        at = parse_moment(f"{text} {_END_OF_DAY:%H:%M}", zone=zone, now=now)
    if at >= starts_at:
        raise RuleViolation("document-due-late", starts=starts_at)
    if at <= now:
        raise RuleViolation("document-due-past")
    return _minutes(starts_at - at)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60


def parse_valid_until(text: str, *, today: date) -> date:
    """Read until when a document is valid; raises RuleViolation as ``parse_date`` does."""
    return parse_date(text, latest_year=today.year + _FAR_YEARS)


def ensure_room(there: int) -> None:
    """Raises RuleViolation ``documents-many`` (limit) when the checklist is full."""
    if there >= MOST_ITEMS:
        raise RuleViolation("documents-many", limit=MOST_ITEMS)


def read_title(typed: str, taken: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The name of a document, «по-русски | in English» or in one language for both.

    Raises RuleViolation ``document-title-empty``, ``document-too-long`` (limit, length), ``document-title-taken``
    (title).
    """
    title = _read(typed, TITLE_LIMIT)
    if title is None:
        raise RuleViolation("document-title-empty")
    for other in taken:
        if _same(title, other):
            raise RuleViolation("document-title-taken", title=other["ru"])
    return title


def read_note(typed: str) -> dict[str, str] | None:
    """What to bring and where, like ``read_title``; raises RuleViolation ``document-too-long`` (limit, length)."""
    return _read(typed, NOTE_LIMIT)


def _read(typed: str, limit: int) -> dict[str, str] | None:
    # Typed in several lines, it is one text all the same.
    found = read_lines(" ".join(typed.split()))
    if not found:
        return None
    length = max(map(len, found[0].values()))
    if length > limit:
        raise RuleViolation("document-too-long", limit=limit, length=length)
    return found[0]


def _same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return one["ru"].casefold() == other["ru"].casefold()
