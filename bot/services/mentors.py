"""Mentors: a team is offered to one of them at a time; a refusal or silence passes it on by itself.

Every act takes the lock of the team's run first, so that offers, answers and expiries of a run follow one another:
nobody is offered more teams than they can lead, and a team never has two mentors.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import MentorOffer, Person, Season, Team, TeamRun
from bot.db.queries import mentors as queries
from bot.db.queries import teams as team_queries
from bot.domain import mentors as rules
from bot.domain.access import Permission
from bot.domain.applications import is_past
from bot.domain.enums import OfferStatus, OfficeRole, TeamRunStatus
from bot.domain.errors import NotAllowed, NotFound, RuleViolation, Stale
from bot.domain.quiet import later
from bot.domain.text_arguments import Moment
from bot.services import audit, office, outbox, reminders
from bot.services.outbox import Notice

REASONS = ("mentors-reason-time", "mentors-reason-direction", "mentors-reason-distance")
"""Reasons offered as buttons, as text keys; any other reason is stored as it was typed."""

REASON_LIMIT = 500  # characters
_NUDGE = "mentor-offer"
_UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class _Slot:
    """A team's place for a mentor, under the lock of its run."""

    run: TeamRun
    season: Season
    line: team_queries.TeamLine
    offers: Sequence[MentorOffer]

    @property
    def team(self) -> Team:
        return self.line.team

    def asked(self) -> list[rules.Offer]:
        return [rules.Offer(offer.mentor_id, offer.status) for offer in self.offers]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor the team could be offered to; ``asked`` is what became of an earlier offer."""

    person: Person
    mentor: rules.Mentor
    asked: OfferStatus | None


@dataclass(frozen=True, slots=True)
class OfferedToAll:
    """What offering all teams at once came to: offers made, and teams for which nobody is left."""

    offered: int
    without: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A team's place for a mentor as the office sees it: its offers in order, each with whom it went to."""

    line: team_queries.TeamLine
    offers: Sequence[tuple[MentorOffer, Person]]

    @property
    def live(self) -> MentorOffer | None:
        """The offer whose answer is awaited."""
        return next((offer for offer, _ in self.offers if offer.status is OfferStatus.OFFERED), None)


@dataclass(frozen=True, slots=True)
class Mine:
    """A mentor's teams, and offers with the teams they are about."""

    held: Sequence[team_queries.TeamLine]
    offers: Sequence[tuple[MentorOffer, team_queries.TeamLine]]


async def open_slot(session: AsyncSession, actor: Person, team_id: int) -> Slot:
    """A team's mentor and the offers made so far, for the office."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    run_id = await team_queries.run_of_team(session, team_id)
    if run_id is None:
        raise NotFound("teams-team-unknown")
    (line,) = await team_queries.lines(session, run_id, team_id=team_id)
    return Slot(line, await queries.waterfall(session, team_id))


async def candidates(session: AsyncSession, actor: Person, team_id: int) -> list[Candidate]:
    """Who could lead the team, the best match first; those who have no room for another team are left out."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    slot = await _lock_slot(session, team_id)
    asked = {offer.mentor_id: offer.status for offer in slot.offers}
    people, ranked = await _ranked(session, slot)
    return [Candidate(people[mentor.id], mentor, asked.get(mentor.id)) for mentor in ranked]


async def offer_next(session: AsyncSession, actor: Person, team_id: int, *, now: datetime) -> MentorOffer:
    """Offer the team to the best candidate who has not been asked; RuleViolation when nobody is left."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    slot = await _lock_slot(session, team_id)
    rules.ensure_can_offer(slot.asked())
    offer = await _offer_best(session, slot, actor, now=now)
    if offer is None:
        raise RuleViolation("mentors-nobody-left", team=slot.team.name)
    return offer


async def offer_to(session: AsyncSession, actor: Person, team_id: int, mentor_id: int, *, now: datetime) -> MentorOffer:
    """Offer the team to a mentor the office has chosen, even to one who did not take it before."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    slot = await _lock_slot(session, team_id)
    rules.ensure_can_offer(slot.asked())
    people, ranked = await _ranked(session, slot)
    if mentor_id not in {mentor.id for mentor in ranked}:
        raise Stale("mentors-candidate-gone")
    return await _offer(session, slot, people[mentor_id], actor, now=now)


async def offer_all(session: AsyncSession, actor: Person, run_id: int, *, now: datetime) -> OfferedToAll:
    """Offer every team without a mentor and without an open offer, spread evenly over the pool."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    run = await _lock_published(session, run_id)
    lines = await team_queries.lines(session, run_id)
    offers = await queries.offers_of_run(session, run_id)
    taken = {offer.team_id for offer in offers if offer.status in {OfferStatus.OFFERED, OfferStatus.ACCEPTED}}
    free = {line.team.id: line for line in lines if line.team.id not in taken}
    entries = await queries.pool(session, run_id, run.season_id)
    people = {entry.person.id: entry.person for entry in entries}
    chosen = rules.spread(
        {team_id: line.team.direction_id for team_id, line in free.items()},
        [_mentor(entry) for entry in entries],
        {(offer.team_id, offer.mentor_id) for offer in offers},
    )
    season = await session.get_one(Season, run.season_id)
    for team_id, mentor_id in sorted(chosen.items()):
        slot = _Slot(run, season, free[team_id], [offer for offer in offers if offer.team_id == team_id])
        await _offer(session, slot, people[mentor_id], actor, now=now)
    return OfferedToAll(offered=len(chosen), without=len(free) - len(chosen))


async def withdraw(session: AsyncSession, actor: Person, offer_id: int, *, now: datetime) -> MentorOffer:
    """Take back an offer nobody has answered; the office decides who is asked next."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    slot, offer = await _lock_offer(session, offer_id)
    rules.ensure_can_answer(offer.status, deadline=offer.deadline_at, now=now)
    await _close(session, offer, OfferStatus.WITHDRAWN, actor, now=now)
    mentor = await session.get_one(Person, offer.mentor_id)
    notice = _notice(offer, "withdrawn", "mentors-offer-withdrawn", team=slot.team.name)
    await outbox.promise(session, [(mentor, notice)], now=now)
    return offer


async def accept(session: AsyncSession, actor: Person, offer_id: int, *, now: datetime) -> Team:
    """The mentor takes the team; its students and tutor are told."""
    slot, offer = await _own_offer(session, actor, offer_id, now=now)
    await _close(session, offer, OfferStatus.ACCEPTED, actor, now=now)
    slot.team.mentor_id = actor.id
    await session.flush()
    told = list(await team_queries.members_of(session, slot.team.id))
    if slot.line.tutor is not None:
        told.append(slot.line.tutor)
    name = " ".join(filter(None, (actor.first_name, actor.patronymic))) or _UNKNOWN
    notices = [
        (person, _notice(offer, f"found:{person.id}", "mentors-found", team=slot.team.name, mentor=name))
        for person in told
    ]
    await outbox.promise(session, notices, now=now)
    return slot.team


async def decline(session: AsyncSession, actor: Person, offer_id: int, *, reason: str, now: datetime) -> Team:
    """The mentor does not take the team; it goes to the next one at once. ``reason``: one of REASONS, or typed."""
    reason = reason.strip()
    if not 0 < len(reason) <= REASON_LIMIT:
        raise RuleViolation("mentors-reason-length", limit=REASON_LIMIT, length=len(reason))
    slot, offer = await _own_offer(session, actor, offer_id, now=now)
    offer.reason = reason
    await _close(session, offer, OfferStatus.DECLINED, actor, now=now)
    await _pass_on(session, slot.team.id, now=now)
    return slot.team


async def offer_card(session: AsyncSession, actor: Person, offer_id: int, *, now: datetime) -> dict[str, object]:
    """What the mentor reads about an offer that still waits for their answer, as arguments of ``mentors-offer``."""
    slot, offer = await _own_offer(session, actor, offer_id, now=now)
    return _card(slot, offer, actor.zone or slot.season.zone)


async def mine(session: AsyncSession, actor: Person) -> Mine:
    """The teams a mentor leads and the offers that wait for an answer, the most urgent first."""
    held = await team_queries.lines_of_mentor(session, actor.id)
    offers = []
    for offer, run_id in await queries.open_offers_to(session, actor.id):
        (line,) = await team_queries.lines(session, run_id, team_id=offer.team_id)
        offers.append((offer, line))
    return Mine(held, offers)


async def held_team(
    session: AsyncSession, actor: Person, team_id: int
) -> tuple[team_queries.TeamLine, Sequence[Person]]:
    """A team the actor leads, with its students; NotAllowed for anybody else."""
    for line in await team_queries.lines_of_mentor(session, actor.id):
        if line.team.id == team_id:
            return line, await team_queries.members_of(session, team_id)
    raise NotAllowed("not-allowed")


async def expire_offers(session: AsyncSession, *, now: datetime) -> int:
    """Pass on every team whose mentor has let the deadline go by; returns how many offers expired."""
    expired = 0
    for _, offer_id in await queries.overdue(session, now=now):
        slot, offer = await _lock_offer(session, offer_id)
        if offer.status is not OfferStatus.OFFERED or not is_past(offer.deadline_at, now):
            continue  # answered while we waited for the lock
        expired += 1
        await _close(session, offer, OfferStatus.EXPIRED, None, now=now)
        mentor = await session.get_one(Person, offer.mentor_id)
        notice = _notice(offer, "expired", "mentors-offer-passed", team=slot.team.name)
        await outbox.promise(session, [(mentor, notice)], now=now)
        await _pass_on(session, slot.team.id, now=now)
    return expired


async def _lock_published(session: AsyncSession, run_id: int) -> TeamRun:
    run = await team_queries.lock_run(session, run_id)
    if run is None:
        raise NotFound("teams-run-unknown")
    if run.status is not TeamRunStatus.PUBLISHED:
        raise RuleViolation("mentors-team-unpublished")
    return run


async def _lock_slot(session: AsyncSession, team_id: int) -> _Slot:
    run_id = await team_queries.run_of_team(session, team_id)
    if run_id is None:
        raise NotFound("teams-team-unknown")
    run = await _lock_published(session, run_id)
    (line,) = await team_queries.lines(session, run_id, team_id=team_id)
    season = await session.get_one(Season, run.season_id)
    return _Slot(run, season, line, await queries.offers_of_team(session, team_id))


async def _lock_offer(session: AsyncSession, offer_id: int) -> tuple[_Slot, MentorOffer]:
    offer = await session.get(MentorOffer, offer_id)
    if offer is None:
        raise NotFound("mentors-offer-unknown")
    slot = await _lock_slot(session, offer.team_id)
    return slot, next(found for found in slot.offers if found.id == offer_id)


async def _own_offer(
    session: AsyncSession, actor: Person, offer_id: int, *, now: datetime
) -> tuple[_Slot, MentorOffer]:
    offer = await session.get(MentorOffer, offer_id)
    if offer is None or offer.mentor_id != actor.id:
        raise NotAllowed("not-allowed")
    slot, offer = await _lock_offer(session, offer_id)
    rules.ensure_can_answer(offer.status, deadline=offer.deadline_at, now=now)
    return slot, offer


def _mentor(entry: queries.PoolEntry) -> rules.Mentor:
    capacity = entry.answers.get("capacity")
    return rules.Mentor(
        id=entry.person.id,
        directions=tuple(entry.answers.get("directions") or ()),
        load=entry.load,
        limit=capacity if isinstance(capacity, int) and capacity > 0 else 1,
        reserve=entry.reserve,
    )


async def _ranked(session: AsyncSession, slot: _Slot) -> tuple[dict[int, Person], list[rules.Mentor]]:
    entries = await queries.pool(session, slot.run.id, slot.run.season_id)
    people = {entry.person.id: entry.person for entry in entries}
    return people, rules.rank(slot.team.direction_id, map(_mentor, entries))


async def _offer_best(session: AsyncSession, slot: _Slot, actor: Person | None, *, now: datetime) -> MentorOffer | None:
    people, ranked = await _ranked(session, slot)
    mentor = rules.next_mentor(slot.asked(), ranked, slot.team.direction_id)
    return await _offer(session, slot, people[mentor.id], actor, now=now) if mentor is not None else None


async def _offer(
    session: AsyncSession, slot: _Slot, mentor: Person, actor: Person | None, *, now: datetime
) -> MentorOffer:
    """Write the offer and promise its card; somebody asked before is asked anew on the same row."""
    zone = mentor.zone or slot.season.zone
    # Nobody is asked at night, and the term begins when they are.
    asked_at = later(now, zone)
    deadline = rules.offer_deadline(asked_at, zone)
    offer = next((known for known in slot.offers if known.mentor_id == mentor.id), None)
    if offer is None:
        offer = MentorOffer(team_id=slot.team.id, mentor_id=mentor.id)
        session.add(offer)
    offer.status, offer.offered_at, offer.deadline_at = OfferStatus.OFFERED, now, deadline
    offer.answered_at = offer.reason = None
    await session.flush()
    audit.record(session, "mentor.offered", actor=actor, now=now, subject=f"offer:{offer.id}")
    await reminders.plan_offer(session, offer, now=now)
    notice = _notice(offer, "offer", "mentors-offer", not_before=asked_at, **_card(slot, offer, zone))
    await outbox.promise(session, [(mentor, notice)], now=now)
    return offer


def _card(slot: _Slot, offer: MentorOffer, zone: str) -> dict[str, object]:
    """What a mentor learns before accepting: no name of a student."""
    tutor = slot.line.tutor
    return {
        "team": slot.team.name,
        "direction": slot.line.direction or _UNKNOWN,
        "tutor": (tutor.first_name if tutor is not None else None) or _UNKNOWN,
        "size": slot.line.size,
        "deadline": Moment(offer.deadline_at, zone),
        "offer": offer.id,
    }


def _notice(
    offer: MentorOffer, what: str, template: str, /, *, not_before: datetime | None = None, **args: object
) -> Notice:
    # A mentor asked anew on the same row is told anew.
    round_ = int(offer.offered_at.timestamp())
    return Notice(
        key=f"mentor-offer:{offer.id}:{round_}:{what}",
        template=template,
        args=args,
        subject=f"mentor-offer:{offer.id}" if what == "offer" else None,
        not_before=not_before,
        expires_at=offer.deadline_at if what == "offer" else None,
    )


async def _close(
    session: AsyncSession, offer: MentorOffer, status: OfferStatus, actor: Person | None, *, now: datetime
) -> None:
    """End an open offer; what was still to be said about it is taken back."""
    offer.status, offer.answered_at = status, now
    await session.flush()
    await outbox.withdraw(session, subject=f"mentor-offer:{offer.id}", now=now)
    await reminders.withdraw(session, kind=_NUDGE, subject_id=offer.id, now=now)
    audit.record(session, f"mentor.{status.value}", actor=actor, now=now, subject=f"offer:{offer.id}")


async def _pass_on(session: AsyncSession, team_id: int, *, now: datetime) -> None:
    """Offer the team to the next mentor; when nobody is left, the office is told."""
    slot = await _lock_slot(session, team_id)
    if await _offer_best(session, slot, None, now=now) is not None:
        return
    last = slot.offers[-1]
    alerted = await queries.office_people(session, OfficeRole.ADMINISTRATOR, OfficeRole.OPERATOR)
    notices = [
        (person, _notice(last, f"nobody:{person.id}", "mentors-nobody-alert", team=slot.team.name, team_id=team_id))
        for person in alerted
    ]
    await outbox.promise(session, notices, now=now)
