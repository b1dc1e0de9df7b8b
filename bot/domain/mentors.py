"""Mentors: whom to offer a team, who is next after a decline, and until when an offer may be answered."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.applications import is_past
from bot.domain.enums import OfferStatus
from bot.domain.errors import Stale
from bot.domain.quiet import deadline_outside_quiet, earlier

OFFER_TERM = timedelta(days=3)
_NOT_NAMED = 1000


@dataclass(frozen=True, slots=True)
class Mentor:
    """A candidate: `directions` from the dearest on, `load` the teams held or offered now, `limit` of them."""

    id: int
    directions: tuple[str, ...] = ()
    load: int = 0
    limit: int = 1
    reserve: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer of one team to one mentor."""

    mentor_id: int
    status: OfferStatus


def rank(direction: str | None, candidates: Iterable[Mentor]) -> list[Mentor]:
    """Candidates with room for one more team, the best first.

    The main list goes before the reserve, then the team's direction as the mentor ranks it (not named comes last),
    then the lighter load, then the smaller id. Without a direction every mentor matches alike.
    """

    def order(mentor: Mentor) -> tuple[bool, int, int, int]:
        return mentor.reserve, _distance(direction, mentor), mentor.load, mentor.id

    return sorted((mentor for mentor in candidates if mentor.load < mentor.limit), key=order)


def spread(
    teams: Mapping[int, str | None], candidates: Sequence[Mentor], asked: Collection[tuple[int, int]] = ()
) -> dict[int, int]:
    """Whom to offer many teams at once: team id → mentor id, for as many teams as there is room.

    `teams` are the directions by team id, `asked` the (team, mentor) pairs already tried. The main list goes before the
    reserve, everybody gets a first team before anybody a second one, and among equals the closest directions go first.
    """
    loads = {mentor.id: mentor.load for mentor in candidates}
    free = {mentor.id: mentor for mentor in candidates}
    chosen: dict[int, int] = {}
    while pairs := [
        (mentor.reserve, loads[mentor.id], _distance(direction, mentor), team_id, mentor.id)
        for team_id, direction in teams.items()
        for mentor in free.values()
        if team_id not in chosen and loads[mentor.id] < mentor.limit and (team_id, mentor.id) not in asked
    ]:
        *_, team_id, mentor_id = min(pairs)
        chosen[team_id] = mentor_id
        loads[mentor_id] += 1
    return chosen


def _distance(direction: str | None, mentor: Mentor) -> int:
    """How far down a mentor names the direction; not named comes after all that are, and without one all are alike."""
    if direction is None:
        return 0
    return mentor.directions.index(direction) if direction in mentor.directions else _NOT_NAMED


def next_mentor(offers: Iterable[Offer], candidates: Iterable[Mentor], direction: str | None) -> Mentor | None:
    """Whom to offer the team now: the best candidate not asked about it yet.

    None while an offer is open or accepted (one slot never has two), and when nobody is left: then the office is told.
    """
    asked = {offer.mentor_id: offer.status for offer in offers}
    if any(status in {OfferStatus.OFFERED, OfferStatus.ACCEPTED} for status in asked.values()):
        return None
    return next((mentor for mentor in rank(direction, candidates) if mentor.id not in asked), None)


def ensure_can_offer(offers: Sequence[Offer]) -> None:
    """A team is offered to one mentor at a time. Raises Stale `mentor-already-accepted`, `mentor-offer-open`."""
    statuses = {offer.status for offer in offers}
    if OfferStatus.ACCEPTED in statuses:
        raise Stale("mentor-already-accepted")
    if OfferStatus.OFFERED in statuses:
        raise Stale("mentor-offer-open")


def ensure_can_answer(status: OfferStatus, *, deadline: datetime, now: datetime) -> None:
    """An open offer may be answered until its deadline.

    Raises Stale `offer-already-accepted`, `offer-already-declined`, `offer-withdrawn`, `offer-expired`.
    """
    if status is OfferStatus.ACCEPTED:
        raise Stale("offer-already-accepted")
    if status is OfferStatus.DECLINED:
        raise Stale("offer-already-declined")
    if status is OfferStatus.WITHDRAWN:
        raise Stale("offer-withdrawn")
    if status is OfferStatus.EXPIRED or is_past(deadline, now):
        raise Stale("offer-expired", deadline=deadline)


def offer_deadline(offered_at: datetime, zone: str, term: timedelta = OFFER_TERM) -> datetime:
    """Until when the mentor may answer; it does not run out at night in the mentor's zone."""
    return deadline_outside_quiet(offered_at + term, zone)


def nudge_due(offered_at: datetime, deadline: datetime, zone: str) -> datetime | None:
    """When to remind of an unanswered offer: half-way, out of quiet hours; None when that would be at once."""
    due = earlier(offered_at + (deadline - offered_at) / 2, zone)
    return due if due > offered_at else None
