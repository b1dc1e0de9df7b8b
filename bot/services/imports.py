"""Lists the office brings in files: every row is checked before the first one is written."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Event, Partner, Person, Season
from bot.db.queries import imports as queries
from bot.domain.enums import EventKind, EventStatus, Role
from bot.domain.errors import RuleViolation
from bot.domain.event_input import parse_moment
from bot.domain.events import ACCEPTED_ONLY
from bot.services import audit, seasons


class Listed(StrEnum):
    """The lists that can be imported."""

    EVENTS = "events"
    PARTNERS = "partners"
    APPLICANTS = "applicants"


ANSWER = "answer:"
"""Before the key of a question of a call: the column of its answers."""


COLUMNS: Mapping[Listed, Mapping[str, bool]] = {
    Listed.EVENTS: {
        "title": True,
        "starts": True,
        "ends": True,
        "kind": False,
        "description": False,
        "place": False,
        "zone": False,
        "capacity": False,
        "audience": False,
        "reminders": False,
    },
    Listed.PARTNERS: {
        "name": True,
        "ownership": True,
        "municipality": False,
        "direction": False,
        "slots": False,
        "contact": False,
    },
    Listed.APPLICANTS: {
        "role": True,
        "surname": True,
        "first-name": True,
        "patronymic": False,
        "gender": True,
        "birth-date": True,
        "institution": False,
        "organisation": True,
        "grade": False,
        "municipality": True,
        "phone": True,
    },
}
"""The columns of each list and whether they must be there."""

Value = None | str | int | float | date | datetime


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: its number as people count, its cells by column."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that does not fit. ``column`` is the one at fault, None where it is the row as a whole or the answer to the
    question ``title`` (by language)."""

    number: int
    column: str | None
    reason: RuleViolation
    title: Mapping[str, str] | None = None


class BadRowsError(Exception):
    """Some rows do not fit: nothing of the file was written."""

    def __init__(self, rows: Sequence[BadRow]) -> None:
        super().__init__(f"{len(rows)} rows")
        self.rows = rows


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: rows that are new, rows that changed what was there, rows that changed nothing."""

    added: int
    changed: int
    same: int


AUDIENCES = (*Role, ACCEPTED_ONLY)
"""What the audience of an event may hold."""

_DEFAULT_REMINDERS = (7 * 24 * 60, 24 * 60, 120)
_ISO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(?::[0-9]{2})?")
_LONG = 3000

Plan = TypeVar("Plan")


async def bring_events(
    session: AsyncSession, rows: Sequence[Row], *, actor: Person | None = None, now: datetime
) -> Imported:
    """Events as drafts of the current season; one that is there already (title and start) is left alone.

    Raises BadRowsError, NotFound ``season-missing``.
    """
    season = await seasons.current(session)
    plans = _all(
        rows, lambda row: _event(row, season, now), key=lambda plan: (plan["title"].casefold(), plan["starts_at"])
    )
    known = await queries.event_keys(session, season.id)
    new = [plan for plan in plans if (plan["title"].casefold(), plan["starts_at"]) not in known]
    session.add_all(
        Event(season_id=season.id, status=EventStatus.DRAFT, version=1, created_at=now, **plan) for plan in new
    )
    await session.flush()
    return note(session, Listed.EVENTS, Imported(len(new), 0, len(plans) - len(new)), now, actor=actor)


async def bring_partners(
    session: AsyncSession, rows: Sequence[Row], *, actor: Person | None = None, now: datetime
) -> Imported:
    """Partners by name: new ones are added, known ones become what the file says. Raises BadRowsError."""
    lists = {
        "municipality": await queries.municipality_ids(session),
        "direction": await queries.direction_ids(session),
    }
    plans = _all(rows, lambda row: _partner(row, lists), key=lambda plan: plan["name"].casefold())
    known = await queries.partners(session)
    added = changed = 0
    for plan in plans:
        partner = known.get(plan["name"].casefold())
        if partner is None:
            session.add(Partner(created_at=now, **plan))
            added += 1
        elif any(getattr(partner, name) != value for name, value in plan.items()):
            for name, value in plan.items():
                setattr(partner, name, value)
            changed += 1
    await session.flush()
    return note(session, Listed.PARTNERS, Imported(added, changed, len(plans) - added - changed), now, actor=actor)


def note(
    session: AsyncSession, listed: Listed, done: Imported, now: datetime, *, actor: Person | None = None
) -> Imported:
    """Put down in the audit log what came of a file, unless it changed nothing."""
    if done.added or done.changed:
        detail = f"+{done.added} ~{done.changed}"
        audit.record(session, "import.made", actor=actor, now=now, subject=f"import:{listed.value}", detail=detail)
    return done


class _Refused(Exception):  # noqa: N818 - a row says no, nothing is broken
    def __init__(self, reason: RuleViolation, column: str | None = None) -> None:
        super().__init__(reason.key)
        self.reason, self.column = reason, column


def _all(rows: Sequence[Row], read: Callable[[Row], Plan], *, key: Callable[[Plan], object]) -> list[Plan]:
    """What every row says, or all that is wrong with them at once."""
    plans, bad, seen = [], [], dict[object, int]()
    for row in rows:
        try:
            plan = read(row)
        except _Refused as no:
            bad.append(BadRow(row.number, no.column, no.reason))
            continue
        first = seen.setdefault(key(plan), row.number)
        if first != row.number:
            bad.append(BadRow(row.number, None, RuleViolation("import-twice", row=first)))
        plans.append(plan)
    if bad:
        raise BadRowsError(bad)
    return plans


def _event(row: Row, season: Season, now: datetime) -> dict[str, Any]:
    zone = _zone(row, season.zone)
    starts_at, ends_at = _moment(row, "starts", zone, now), _moment(row, "ends", zone, now)
    if ends_at <= starts_at:
        raise _Refused(RuleViolation("import-ends-early"))
    return {
        "kind": EventKind(_known(row, "kind", list(EventKind)) or EventKind.ORDINARY),
        "title": _text(row, "title", 200, needed=True),
        "description": _text(row, "description", _LONG),
        "place": _text(row, "place", 300),
        "zone": zone.key,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "capacity": _number(row, "capacity", lowest=1),
        "audience": _several(row, "audience", AUDIENCES),
        "reminder_offsets": _reminders(row),
    }


def _partner(row: Row, lists: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    return {
        "name": _text(row, "name", 300, needed=True),
        "ownership": _text(row, "ownership", 60, needed=True),
        "municipality_id": _listed(row, "municipality", lists["municipality"]),
        "direction_id": _listed(row, "direction", lists["direction"]),
        "slots": _number(row, "slots", lowest=0) or 0,
        "contact": _text(row, "contact", 300) or None,
    }


def _typed(row: Row, column: str) -> str:
    value = row.values.get(column)
    return "" if value is None else str(value).strip()


def _text(row: Row, column: str, limit: int, *, needed: bool = False) -> str:
    text = _typed(row, column)
    if needed and not text:
        raise _Refused(RuleViolation("import-missing"), column)
    if len(text) > limit:
        raise _Refused(RuleViolation("import-too-long", limit=limit, actual=len(text)), column)
    return text


def _number(row: Row, column: str, *, lowest: int) -> int | None:
    typed = _typed(row, column)
    if not typed:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", typed) or int(typed) < lowest:
        raise _Refused(RuleViolation("import-not-a-number", typed=typed, lowest=lowest), column)
    return int(typed)


def _zone(row: Row, default: str) -> ZoneInfo:
    name = _typed(row, "zone") or default
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise _Refused(RuleViolation("import-unknown-zone", typed=name), "zone") from None


def _moment(row: Row, column: str, zone: ZoneInfo, now: datetime) -> datetime:
    """A moment on the clock of the event's own place."""
    value = row.values.get(column)
    if isinstance(value, datetime):
        # A spreadsheet keeps days as fractions: the seconds that come of it are none.
        return (value + timedelta(seconds=30)).replace(second=0, microsecond=0, tzinfo=zone)
    typed = _typed(row, column)
    if not typed:
        raise _Refused(RuleViolation("import-missing"), column)
    try:
        return parse_moment(_ISO.sub(r"\1 \2", typed), zone=zone.key, now=now)
    except RuleViolation:
        raise _Refused(RuleViolation("import-not-a-moment", typed=typed), column) from None


def _known(row: Row, column: str, values: Sequence[str]) -> str | None:
    typed = _typed(row, column)
    if typed and typed not in values:
        raise _Refused(RuleViolation("import-unknown-word", typed=typed, known=", ".join(values)), column)
    return typed or None


def _several(row: Row, column: str, values: Sequence[str]) -> list[str]:
    parts = [part.strip() for part in _typed(row, column).split(",") if part.strip()]
    return [value for part in parts if (value := _known(Row(row.number, {column: part}), column, values))]


def _reminders(row: Row) -> list[int]:
    """Minutes before the start, from hours with commas between them."""
    typed = _typed(row, "reminders")
    if not typed:
        return list(_DEFAULT_REMINDERS)
    hours = [_number(Row(row.number, {"reminders": part.strip()}), "reminders", lowest=1) for part in typed.split(",")]
    return sorted({hour * 60 for hour in hours if hour is not None}, reverse=True)


def _listed(row: Row, column: str, ids: Mapping[str, str]) -> str | None:
    typed = _typed(row, column)
    if not typed:
        return None
    found = ids.get(queries.folded(typed))
    if found is None:
        raise _Refused(RuleViolation("import-not-in-list", typed=typed), column)
    return found
