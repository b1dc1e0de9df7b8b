"""Mentors: whom to offer a team, who is next after a decline, and until when an offer may be answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.applications import is_past
from bot.domain.enums import OfferStatus
from bot.domain.errors import Stale
from bot.domain.quiet import deadline_outside_quiet

OFFER_TERM = timedelta(days=3)
LIVE = frozenset({OfferStatus.STAGED, OfferStatus.OFFERED, OfferStatus.ACCEPTED})
"""What a team has at most one of, whoever it goes to."""

_NOT_NAMED = 1000


@dataclass(frozen=True, slots=True)
class Mentor:
    """A candidate: `directions` from the dearest on, `load` the teams held or offered now, `limit` of them."""

    id: int
    directions: tuple[str, ...] = ()
    load: int = 0
    limit: int = 1
    reserve: bool = False
    online_only: bool = False

    @property
    def has_room(self) -> bool:
        """Whether one more team may be offered."""
        return self.load < self.limit


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer of one team to one mentor."""

    mentor_id: int
    status: OfferStatus


def distance(direction: str | None, mentor: Mentor) -> int:
    """How far down a mentor names the direction; not named comes after all that are, and without one all are alike."""
    if direction is None:
        return 0
    return mentor.directions.index(direction) if direction in mentor.directions else _NOT_NAMED


def next_mentor(offers: Iterable[Offer], waterfall: Iterable[Mentor]) -> Mentor | None:
    """Whom to offer the team now: the first of its waterfall with room who was not asked about it yet.

    None while an offer is staged, open or accepted (one slot never has two), and when nobody is left: then the office
    is told.
    """
    asked = {offer.mentor_id: offer.status for offer in offers}
    if LIVE & set(asked.values()):
        return None
    return next((mentor for mentor in waterfall if mentor.has_room and mentor.id not in asked), None)


def ensure_can_offer(offers: Sequence[Offer]) -> None:
    """A team is offered to one mentor at a time.

    Raises Stale `mentor-already-accepted`, `mentor-offer-open`, `mentor-offer-staged`.
    """
    statuses = {offer.status for offer in offers}
    if OfferStatus.ACCEPTED in statuses:
        raise Stale("mentor-already-accepted")
    if OfferStatus.OFFERED in statuses:
        raise Stale("mentor-offer-open")
    if OfferStatus.STAGED in statuses:
        raise Stale("mentor-offer-staged")


def ensure_can_answer(status: OfferStatus, *, deadline: datetime, now: datetime) -> None:
    """An open offer may be answered until its deadline.

    Raises Stale `offer-already-accepted`, `offer-already-declined`, `offer-withdrawn`, `offer-expired`.
    """
    if status is OfferStatus.ACCEPTED:
        raise Stale("offer-already-accepted")
    if status is OfferStatus.DECLINED:
        raise Stale("offer-already-declined")
    if status in {OfferStatus.WITHDRAWN, OfferStatus.RELEASED, OfferStatus.STAGED}:
        raise Stale("offer-withdrawn")
    if status is OfferStatus.EXPIRED or is_past(deadline, now):
        raise Stale("offer-expired", deadline=deadline)


def offer_deadline(offered_at: datetime, zone: str, term: timedelta = OFFER_TERM) -> datetime:
    """Until when the mentor may answer; it does not run out at night in the mentor's zone."""
    return deadline_outside_quiet(offered_at + term, zone)
