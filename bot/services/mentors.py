"""Mentors: a team is offered to one of them at a time; a refusal or silence passes it on by itself.

Every act takes the lock of the team's run first, so that offers, answers and expiries of a run follow one another:
nobody is offered more teams than they can lead, and a team never has two mentors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import MentorOffer, MentorWish, Person, Season, Team, TeamRun
from bot.db.queries import mentors as queries
from bot.db.queries import teams as team_queries
from bot.domain import mentors as rules
from bot.domain.access import Permission
from bot.domain.applications import is_past
from bot.domain.enums import OfferStatus, OfficeRole, TeamRunStatus
from bot.domain.errors import NotAllowed, NotFound, RuleViolation, Stale
from bot.domain.mentor_matching import TeamWish, waterfall
from bot.domain.mentor_profiles import MentorFormat, Profile
from bot.domain.quiet import later
from bot.domain.text_arguments import Moment
from bot.services import audit, consents, office, outbox, reminders
from bot.services.outbox import Notice

REASONS = ("mentors-reason-time", "mentors-reason-direction", "mentors-reason-distance")
"""Reasons offered as buttons, as text keys; any other reason is stored as it was typed."""

REASON_LIMIT = 500  # characters
_NUDGE = "mentor-offer"
_UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class Place:
    """A team's place for a mentor, under the lock of its run."""

    run: TeamRun
    season: Season
    line: team_queries.TeamLine
    offers: Sequence[MentorOffer]
    wish: TeamWish

    @property
    def team(self) -> Team:
        """The team itself."""
        return self.line.team

    def asked(self) -> list[rules.Offer]:
        """What the rules need to know of its offers."""
        return [rules.Offer(offer.mentor_id, offer.status) for offer in self.offers]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor the team could be offered to; ``asked`` is what became of an earlier offer."""

    person: Person
    mentor: rules.Mentor
    asked: OfferStatus | None
    profile: Profile


@dataclass(frozen=True, slots=True)
class Slot:
    """A team's place for a mentor as the office sees it: its offers in order, each with whom it went to.

    ``ahead`` is the rest of the waterfall: who would be asked next, those without room left out. ``changed`` are
    moments at which mentors have changed their profiles, by person.
    """

    line: team_queries.TeamLine
    offers: Sequence[tuple[MentorOffer, Person]]
    ahead: Sequence[tuple[Person, rules.Mentor]]
    changed: Mapping[int, datetime]

    @property
    def live(self) -> MentorOffer | None:
        """The offer that is staged, or whose answer is awaited."""
        awaited = (OfferStatus.STAGED, OfferStatus.OFFERED)
        return next((offer for offer, _ in self.offers if offer.status in awaited), None)


async def open_slot(session: AsyncSession, actor: Person, team_id: int) -> Slot:
    """A team's mentor and the offers made so far, for the office."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    run_id = await team_queries.run_of_team(session, team_id)
    run = await session.get(TeamRun, run_id) if run_id is not None else None
    if run is None:
        raise NotFound("teams-team-unknown")
    (line,) = await team_queries.lines(session, run.id, team_id=team_id)
    offers = await queries.waterfall(session, team_id)
    asked = {person.id for _, person in offers}
    wish = (await queries.wishes(session, run.id, team_id=team_id)).get(team_id)
    entries = await queries.pool(session, run.id, run.season_id)
    people = {entry.person.id: entry.person for entry in entries}
    ranked = waterfall(wish_of(line.team, wish), [mentor_of(entry) for entry in entries])
    ahead = [(people[each.id], each) for each in ranked if each.has_room and each.id not in asked]
    changed = {each.person.id: each.profile.changed_at for each in entries if each.profile.changed_at is not None}
    return Slot(line, offers, ahead, changed)


async def candidates(session: AsyncSession, actor: Person, team_id: int) -> list[Candidate]:
    """Who could lead the team, the best match first; those who have no room for another team are left out."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    slot = await lock_slot(session, team_id)
    asked = {offer.mentor_id: offer.status for offer in slot.offers}
    entries = {entry.person.id: entry for entry in await queries.pool(session, slot.run.id, slot.run.season_id)}
    ranked = waterfall(slot.wish, [mentor_of(entry) for entry in entries.values()])
    return [
        Candidate(entries[each.id].person, each, asked.get(each.id), entries[each.id].profile)
        for each in ranked
        if each.has_room
    ]


async def offer_next(session: AsyncSession, actor: Person, team_id: int, *, now: datetime) -> MentorOffer:
    """Offer the team to the best candidate who has not been asked; RuleViolation when nobody is left."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    slot = await lock_slot(session, team_id)
    rules.ensure_can_offer(slot.asked())
    offer = await _offer_best(session, slot, actor, now=now)
    if offer is None:
        raise RuleViolation("mentors-nobody-left", team=slot.team.name)
    return offer


async def offer_to(session: AsyncSession, actor: Person, team_id: int, mentor_id: int, *, now: datetime) -> MentorOffer:
    """Offer the team to a mentor the office has chosen, even to one who did not take it before."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    slot = await lock_slot(session, team_id)
    rules.ensure_can_offer(slot.asked())
    people, ranked = await candidates_for(session, slot)
    if mentor_id not in {mentor.id for mentor in ranked if mentor.has_room}:
        raise Stale("mentors-candidate-gone")
    return await send_offer(session, slot, people[mentor_id], actor, now=now)


async def withdraw(session: AsyncSession, actor: Person, offer_id: int, *, now: datetime) -> MentorOffer:
    """Take back an offer nobody has answered; the office decides who is asked next."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    slot, offer = await lock_offer(session, offer_id)
    rules.ensure_can_answer(offer.status, deadline=offer.deadline_at, now=now)
    await close_offer(session, offer, OfferStatus.WITHDRAWN, actor, now=now)
    mentor = await session.get_one(Person, offer.mentor_id)
    notice = notice_about(offer, "withdrawn", "mentors-offer-withdrawn", team=slot.team.name)
    await outbox.promise(session, [(mentor, notice)], now=now)
    return offer


async def accept(
    session: AsyncSession, actor: Person, offer_id: int, *, online_only: bool = False, now: datetime
) -> Team:
    """The mentor takes the team, perhaps to meet it online only; its students and tutor are told.

    The office is told, too, when the team's tutor has wished for meetings in person.
    """
    slot, offer = await _own_offer(session, actor, offer_id, now=now)
    await consents.ensure_participating(session, actor, now=now)
    offer.online_only = online_only
    await close_offer(session, offer, OfferStatus.ACCEPTED, actor, now=now)
    await settle(session, slot, offer, actor, now=now)
    if online_only and slot.wish.in_person:
        await _tell_office(session, slot, offer, "mentors-online-alert", now=now)
    return slot.team


async def settle(session: AsyncSession, slot: Place, offer: MentorOffer, mentor: Person, *, now: datetime) -> None:
    """The mentor of an accepted offer leads the team from now on; its students and tutor are told."""
    slot.team.mentor_id = mentor.id
    await session.flush()
    told = list(await team_queries.members_of(session, slot.team.id))
    if slot.line.tutor is not None:
        told.append(slot.line.tutor)
    name = " ".join(filter(None, (mentor.first_name, mentor.patronymic))) or _UNKNOWN
    template = "mentors-found-online" if offer.online_only else "mentors-found"
    notices = [
        (person, notice_about(offer, f"found:{person.id}", template, team=slot.team.name, mentor=name))
        for person in told
    ]
    await outbox.promise(session, notices, now=now)


async def decline(session: AsyncSession, actor: Person, offer_id: int, *, reason: str, now: datetime) -> Team:
    """The mentor does not take the team; it goes to the next one at once. ``reason``: one of REASONS, or typed."""
    reason = reason.strip()
    if not 0 < len(reason) <= REASON_LIMIT:
        raise RuleViolation("mentors-reason-length", limit=REASON_LIMIT, length=len(reason))
    slot, offer = await _own_offer(session, actor, offer_id, now=now)
    offer.reason = reason
    await close_offer(session, offer, OfferStatus.DECLINED, actor, now=now)
    await pass_on(session, slot.team.id, now=now)
    return slot.team


async def offer_card(session: AsyncSession, actor: Person, offer_id: int, *, now: datetime) -> dict[str, object]:
    """What the mentor reads about an offer that still waits for their answer, as arguments of ``mentors-offer``."""
    slot, offer = await _own_offer(session, actor, offer_id, now=now)
    return _card(slot, offer, actor.zone or slot.season.zone)


async def expire_offers(session: AsyncSession, *, now: datetime) -> int:
    """Pass on every team whose mentor has let the deadline go by; returns how many offers expired."""
    expired = 0
    for _, offer_id in await queries.overdue(session, now=now):
        slot, offer = await lock_offer(session, offer_id)
        if offer.status is not OfferStatus.OFFERED or not is_past(offer.deadline_at, now):
            continue  # answered while we waited for the lock
        expired += 1
        await close_offer(session, offer, OfferStatus.EXPIRED, None, now=now)
        mentor = await session.get_one(Person, offer.mentor_id)
        notice = notice_about(offer, "expired", "mentors-offer-passed", team=slot.team.name)
        await outbox.promise(session, [(mentor, notice)], now=now)
        await pass_on(session, slot.team.id, now=now)
    return expired


async def lock_published(session: AsyncSession, run_id: int) -> TeamRun:
    """A published run, held until the transaction ends."""
    run = await team_queries.lock_run(session, run_id)
    if run is None:
        raise NotFound("teams-run-unknown")
    if run.status is not TeamRunStatus.PUBLISHED:
        raise RuleViolation("mentors-team-unpublished")
    return run


async def lock_slot(session: AsyncSession, team_id: int) -> Place:
    """A published team's place for a mentor, held until the transaction ends."""
    run_id = await team_queries.run_of_team(session, team_id)
    if run_id is None:
        raise NotFound("teams-team-unknown")
    run = await lock_published(session, run_id)
    (line,) = await team_queries.lines(session, run_id, team_id=team_id)
    season = await session.get_one(Season, run.season_id)
    wish = (await queries.wishes(session, run_id, team_id=team_id)).get(team_id)
    return Place(run, season, line, await queries.offers_of_team(session, team_id), wish_of(line.team, wish))


async def lock_offer(session: AsyncSession, offer_id: int) -> tuple[Place, MentorOffer]:
    """An offer and the place it is about, held until the transaction ends."""
    offer = await session.get(MentorOffer, offer_id)
    if offer is None:
        raise NotFound("mentors-offer-unknown")
    slot = await lock_slot(session, offer.team_id)
    return slot, next(found for found in slot.offers if found.id == offer_id)


async def _own_offer(
    session: AsyncSession, actor: Person, offer_id: int, *, now: datetime
) -> tuple[Place, MentorOffer]:
    offer = await session.get(MentorOffer, offer_id)
    if offer is None or offer.mentor_id != actor.id:
        raise NotAllowed("not-allowed")
    slot, offer = await lock_offer(session, offer_id)
    rules.ensure_can_answer(offer.status, deadline=offer.deadline_at, now=now)
    return slot, offer


def wish_of(team: Team, wish: MentorWish | None) -> TeamWish:
    """A team as the matching sees it."""
    if wish is None:
        return TeamWish(team.id, team.direction_id)
    return TeamWish(team.id, team.direction_id, tuple(wish.named), wish.in_person)


def mentor_of(entry: queries.PoolEntry) -> rules.Mentor:
    """A candidate as the rules see them."""
    return rules.Mentor(
        id=entry.person.id,
        directions=entry.profile.directions,
        load=entry.load,
        limit=entry.profile.capacity,
        reserve=entry.reserve,
        online_only=entry.profile.format is MentorFormat.ONLINE,
    )


async def candidates_for(session: AsyncSession, slot: Place) -> tuple[dict[int, Person], list[rules.Mentor]]:
    """The team's waterfall, those without room for another team included."""
    entries = await queries.pool(session, slot.run.id, slot.run.season_id)
    people = {entry.person.id: entry.person for entry in entries}
    return people, waterfall(slot.wish, [mentor_of(entry) for entry in entries])


async def _offer_best(session: AsyncSession, slot: Place, actor: Person | None, *, now: datetime) -> MentorOffer | None:
    people, ranked = await candidates_for(session, slot)
    mentor = rules.next_mentor(slot.asked(), ranked)
    return await send_offer(session, slot, people[mentor.id], actor, now=now) if mentor is not None else None


async def send_offer(
    session: AsyncSession, slot: Place, mentor: Person, actor: Person | None, *, now: datetime
) -> MentorOffer:
    """Write the offer and promise its card; somebody asked before is asked anew on the same row."""
    zone = mentor.zone or slot.season.zone
    # Nobody is asked at night, and the term begins when they are.
    asked_at = later(now, zone)
    deadline = rules.offer_deadline(asked_at, zone)
    offer = await write_offer(session, slot, mentor, OfferStatus.OFFERED, offered_at=now, deadline_at=deadline)
    audit.record(session, "mentor.offered", actor=actor, now=now, subject=f"offer:{offer.id}")
    await reminders.plan_offer(session, offer, now=now)
    notice = notice_about(offer, "offer", "mentors-offer", not_before=asked_at, **_card(slot, offer, zone))
    await outbox.promise(session, [(mentor, notice)], now=now)
    return offer


async def write_offer(
    session: AsyncSession,
    slot: Place,
    mentor: Person,
    status: OfferStatus,
    *,
    offered_at: datetime,
    deadline_at: datetime,
) -> MentorOffer:
    """The one row of this team and mentor, begun anew."""
    offer = next((known for known in slot.offers if known.mentor_id == mentor.id), None)
    if offer is None:
        offer = MentorOffer(team_id=slot.team.id, mentor_id=mentor.id)
        session.add(offer)
    offer.status, offer.offered_at, offer.deadline_at = status, offered_at, deadline_at
    offer.answered_at, offer.reason, offer.online_only = None, None, False
    await session.flush()
    return offer


def _card(slot: Place, offer: MentorOffer, zone: str) -> dict[str, object]:
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


def notice_about(
    offer: MentorOffer, what: str, template: str, /, *, not_before: datetime | None = None, **args: object
) -> Notice:
    """A notice of this round of an offer."""
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


async def close_offer(
    session: AsyncSession, offer: MentorOffer, status: OfferStatus, actor: Person | None, *, now: datetime
) -> None:
    """End an open offer; what was still to be said about it is taken back."""
    offer.status, offer.answered_at = status, now
    await session.flush()
    await outbox.withdraw(session, subject=f"mentor-offer:{offer.id}", now=now)
    await reminders.withdraw(session, kind=_NUDGE, subject_id=offer.id, now=now)
    audit.record(session, f"mentor.{status.value}", actor=actor, now=now, subject=f"offer:{offer.id}")


async def pass_on(session: AsyncSession, team_id: int, *, now: datetime) -> None:
    """Offer the team to the next mentor; when nobody is left, the office is told."""
    slot = await lock_slot(session, team_id)
    if await _offer_best(session, slot, None, now=now) is not None:
        return
    await _tell_office(session, slot, slot.offers[-1], "mentors-nobody-alert", now=now)


async def _tell_office(session: AsyncSession, slot: Place, offer: MentorOffer, template: str, *, now: datetime) -> None:
    alerted = await queries.office_people(session, OfficeRole.ADMINISTRATOR, OfficeRole.OPERATOR)
    what = template.removeprefix("mentors-").removesuffix("-alert")
    notices = [
        (each, notice_about(offer, f"{what}:{each.id}", template, team=slot.team.name, team_id=slot.team.id))
        for each in alerted
    ]
    await outbox.promise(session, notices, now=now)
