"""Events: who may join, who waits and moves up, what a change is, and when people are reminded."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.domain.enums import EventStatus, RegistrationStatus, Role
from bot.domain.errors import NotFound, RuleViolation, Scalar, Stale
from bot.domain.quiet import QUIET_HOURS, QuietHours, earlier

Waiting = TypeVar("Waiting")


def ensure_visible(status: EventStatus) -> None:
    """A draft is the office's own affair: for everybody else there is no such event (NotFound `event-not-found`)."""
    if status is EventStatus.DRAFT:
        raise NotFound("event-not-found")


def ensure_can_join(status: EventStatus, *, starts_at: datetime, now: datetime) -> None:
    """An announced event may be joined until it starts, full or not: who does not fit waits.

    Raises NotFound `event-not-found`; Stale `event-cancelled`, `event-started`.
    """
    ensure_visible(status)
    _ensure_ahead(status, starts_at, now)


def ensure_can_leave(status: EventStatus, *, starts_at: datetime, now: datetime) -> None:
    """«Не иду» counts until the start; afterwards the check-in tells. Raises like `ensure_can_join`."""
    ensure_can_join(status, starts_at=starts_at, now=now)


def ensure_can_announce(status: EventStatus, *, starts_at: datetime, now: datetime) -> None:
    """A draft may be announced before it starts.

    Raises Stale `event-already-announced`, `event-cancelled`; RuleViolation `event-in-the-past`.
    """
    if status is EventStatus.ANNOUNCED:
        raise Stale("event-already-announced")
    if status is EventStatus.CANCELLED:
        raise Stale("event-cancelled")
    if now >= starts_at:
        raise RuleViolation("event-in-the-past", starts=starts_at)


def ensure_can_change(status: EventStatus, *, starts_at: datetime, now: datetime) -> None:
    """An event may be changed or cancelled until it starts. Raises Stale `event-cancelled`, `event-started`."""
    _ensure_ahead(status, starts_at, now)


def _ensure_ahead(status: EventStatus, starts_at: datetime, now: datetime) -> None:
    if status is EventStatus.CANCELLED:
        raise Stale("event-cancelled")
    if now >= starts_at:
        raise Stale("event-started")


def ensure_sound(*, starts_at: datetime, ends_at: datetime | None, capacity: int | None) -> None:
    """What the office types has to make sense. Raises RuleViolation `event-ends-before-start`, `event-capacity-bad`."""
    if ends_at is not None and ends_at <= starts_at:
        raise RuleViolation("event-ends-before-start", starts=starts_at, ends=ends_at)
    if capacity is not None and capacity < 1:
        raise RuleViolation("event-capacity-bad", capacity=capacity)


ACCEPTED_ONLY = "accepted"
"""An audience may be narrowed to those whose application has been accepted; guardians and partners do not apply."""

_APPLICANTS = frozenset({Role.STUDENT, Role.TUTOR, Role.MENTOR})


def is_invited(audience: Collection[str], role: Role | None, *, accepted: bool) -> bool:
    """Whether an event is for somebody. ``audience`` holds roles (none: everybody) and maybe ``ACCEPTED_ONLY``."""
    roles = set(audience) - {ACCEPTED_ONLY}
    if roles and role not in roles:
        return False
    return accepted or ACCEPTED_ONLY not in audience or role not in _APPLICANTS


def free_places(capacity: int | None, going_count: int) -> int | None:
    """Places left, never below zero (a capacity may shrink); None means no limit."""
    return None if capacity is None else max(capacity - going_count, 0)


def place_for(capacity: int | None, going_count: int, waiting_count: int = 0) -> RegistrationStatus:
    """Where a newcomer stands. Nobody overtakes those who wait. Count under a lock."""
    free = free_places(capacity, going_count)
    if free is None or (free > 0 and waiting_count == 0):
        return RegistrationStatus.GOING
    return RegistrationStatus.WAITING


def promote(waiting: Sequence[Waiting], free: int | None) -> list[Waiting]:
    """Who moves up: the first of those waiting, given in their order; all when there is no limit."""
    return list(waiting if free is None else waiting[:free])


@dataclass(frozen=True, slots=True)
class EventSnapshot:
    """What a participant has been told about an event; `zone` is the IANA name of the place's clock."""

    title: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    zone: str


@dataclass(frozen=True, slots=True)
class EventChange:
    """One line of «Было / Стало»; `field` is a name of EventSnapshot, an absent end is None."""

    field: str
    old: Scalar | None
    new: Scalar | None


def changes(old: EventSnapshot, new: EventSnapshot) -> list[EventChange]:
    """What is worth telling, in the order of the snapshot; empty when nothing a participant sees has changed."""
    pairs = [(field.name, getattr(old, field.name), getattr(new, field.name)) for field in fields(EventSnapshot)]
    return [EventChange(name, before, after) for name, before, after in pairs if before != after]


@dataclass(frozen=True, slots=True)
class ReminderTime:
    """One reminder of an event: sent at `due`, worth sending late only before `useful_until`."""

    offset: timedelta
    due: datetime
    useful_until: datetime


def reminder_due(starts_at: datetime, offset: timedelta, zone: str, quiet: QuietHours = QUIET_HOURS) -> datetime | None:
    """When to remind, `offset` before the start, in the recipient's zone.

    Out of quiet hours it moves earlier, so it is never past its event; a negative offset would be, hence None.
    """
    return None if offset < timedelta(0) else earlier(starts_at - offset, zone, quiet)


def reminder_times(
    starts_at: datetime,
    offsets: Iterable[timedelta],
    zone: str,
    *,
    after: datetime | None = None,
    quiet: QuietHours = QUIET_HOURS,
) -> list[ReminderTime]:
    """All reminders of an event in the order of time, each moment once.

    Offsets that fall on the same moment leave the one nearest to the event. A reminder is useful until the next
    one is due, the last until the start. With `after` (the announcement, a person's joining) earlier ones are left
    out: who has just been told needs no reminder of a week before.
    """
    nearest: dict[datetime, timedelta] = {}
    for offset in sorted(set(offsets), reverse=True):
        due = reminder_due(starts_at, offset, zone, quiet)
        if due is not None and (after is None or due > after):
            nearest[due] = offset
    moments = [*sorted(nearest), starts_at]
    return [ReminderTime(nearest[due], due, until) for due, until in pairwise(moments)]


def is_reminder_due(reminder: ReminderTime, now: datetime) -> bool:
    """Whether it is time, downtime included, and not too late."""
    return reminder.due <= now < reminder.useful_until


def two_clocks(zone: str, home_zone: str, at: datetime) -> bool:
    """Whether to show both clocks: the zones differ by their clocks at that moment, not by their names."""
    return at.astimezone(ZoneInfo(zone)).utcoffset() != at.astimezone(ZoneInfo(home_zone)).utcoffset()
