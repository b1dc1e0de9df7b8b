"""Seats: a place of a call is offered to one person until a deadline; a place that becomes free goes to the reserve.

A seat is offered, then confirmed, declined, expired or withdrawn; the statuses are those of every offer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.enums import ApplicationStatus, OfferStatus
from bot.domain.errors import RuleViolation, Stale
from bot.domain.quiet import deadline_outside_quiet, earlier, later

TERMS = (0, 1, 2, 3, 5, 7)
"""Days to think the office may choose from; without any, who is accepted holds the place at once."""

MOST_PLACES = 9999
NUDGE_BEFORE = timedelta(days=1)


class MoveCause(StrEnum):
    """Why an application came to where it is; each has a text ``seat-move-<value>``."""

    ACCEPTED = "accepted"
    RESERVED = "reserved"
    REJECTED = "rejected"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    EXPIRED = "expired"
    FREED = "freed"
    ERASED = "erased"
    LEFT = "left"
    LEFT_TEAM = "left_team"
    MOVED_UP = "moved_up"
    RETURNED = "returned"
    INVITED = "invited"


@dataclass(frozen=True, slots=True)
class Terms:
    """When a seat offered now is spoken of, nudged about and lost."""

    told_at: datetime
    nudge_at: datetime | None
    deadline_at: datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on the reserve, ``municipality_id`` as far as it is known."""

    application_id: int
    municipality_id: str | None


def terms(now: datetime, zone: str, days: int, *, quietly: bool) -> Terms:
    """The times of an offer made now to somebody in ``zone``.

    ``quietly``: the news waits for the morning, and the term begins with it. The deadline never falls into quiet hours
    nor right after them, the nudge comes a day before it, or half-way when the term is short.
    """
    told_at = later(now, zone) if quietly else now
    deadline = deadline_outside_quiet(told_at + timedelta(days=days), zone)
    ahead = min(NUDGE_BEFORE, (deadline - told_at) / 2)
    nudge = earlier(deadline - ahead, zone)
    return Terms(told_at, nudge if nudge > told_at else None, deadline)


def move_up(candidates: Iterable[Candidate], free: int, room: Mapping[str, int]) -> list[int]:
    """Application ids of those who get the ``free`` places, in the order given (the order of the reserve).

    ``room`` holds the places left in municipalities that have a limit of their own; who lives where none is left keeps
    their turn and is passed over.
    """
    left, chosen = dict(room), list[int]()
    for one in candidates:
        if len(chosen) >= free:
            break
        if one.municipality_id in left:
            if left[one.municipality_id] <= 0:
                continue
            left[one.municipality_id] -= 1
        chosen.append(one.application_id)
    return chosen


def passed_on(
    silent: Sequence[str | None], candidates: Sequence[Candidate], free: int, room: Mapping[str, int]
) -> list[int]:
    """Which overdue seats are to be taken back: those somebody of the reserve gets instead, given what is free already.

    ``silent`` are the municipalities of the people who have not answered, the longest overdue first; the result are
    indexes into it. Where nobody gains by it, silence costs nothing.
    """
    left, taken = dict(room), list[int]()
    if not candidates:
        return taken
    for index, place in enumerate(silent):
        if place in left:
            left[place] += 1
        if free < 0 or len(move_up(candidates, free + 1, left)) > free:
            free += 1
            taken.append(index)
        elif place in left:
            left[place] -= 1
    return taken


def ensure_can_confirm(status: OfferStatus) -> None:
    """An offered seat may be confirmed as long as nobody else has got it, even after its deadline.

    Raises Stale `seat-already-confirmed`, and those of a seat that is gone: `seat-already-declined`, `seat-passed-on`,
    `seat-gone`.
    """
    if status is OfferStatus.ACCEPTED:
        raise Stale("seat-already-confirmed")
    ensure_can_leave(status)


def ensure_can_leave(status: OfferStatus) -> None:
    """An offered and a confirmed seat may be given up. Raises Stale: see `ensure_can_confirm`."""
    match status:
        case OfferStatus.DECLINED:
            raise Stale("seat-already-declined")
        case OfferStatus.EXPIRED:
            raise Stale("seat-passed-on")
        case OfferStatus.WITHDRAWN:
            raise Stale("seat-gone")


_MAY_RETURN = frozenset({MoveCause.DECLINED, MoveCause.EXPIRED, MoveCause.FREED, MoveCause.LEFT_TEAM})


def can_return(status: ApplicationStatus, last: MoveCause | None) -> bool:
    """Whether the office may put somebody back on the reserve who has lost or given up a place."""
    return status is ApplicationStatus.WITHDRAWN and last in _MAY_RETURN


def ensure_can_return(status: ApplicationStatus, last: MoveCause | None) -> None:
    """Raises Stale `seat-cannot-return`: see `can_return`."""
    if not can_return(status, last):
        raise Stale("seat-cannot-return")


def ensure_limit(limit: int) -> None:
    """How many places a municipality may have at most. Raises RuleViolation `seat-limit-bad` (most)."""
    if not 1 <= limit <= MOST_PLACES:
        raise RuleViolation("seat-limit-bad", most=MOST_PLACES)


def ensure_term(days: int) -> None:
    """Raises RuleViolation `seat-term-unknown` for a number of days that is not offered."""
    if days not in TERMS:
        raise RuleViolation("seat-term-unknown")
