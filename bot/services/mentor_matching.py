"""Matching mentors with teams: proposals are staged for the office to look at, then released together.

And what the office decides by hand: an appointment without asking, the end of a mentor's work with a team.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import MentorWish, Person, Season, Team
from bot.db.queries import mentors as queries
from bot.db.queries import teams as team_queries
from bot.domain import mentors as rules
from bot.domain.access import Permission
from bot.domain.enums import OfferStatus
from bot.domain.errors import NotAllowed, NotFound, Stale
from bot.domain.mentor_matching import propose
from bot.services import audit, mentors, office, outbox, substitutes

NAMED_LIMIT = 5
"""How many mentors a tutor may name."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What the matching came to: proposals staged, and teams for which nobody has room."""

    staged: int
    without: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """A team's wishes and the mentors its tutor may name, by name."""

    team: Team
    named: tuple[int, ...]
    in_person: bool
    pool: Sequence[queries.PoolEntry]


async def stage_all(session: AsyncSession, actor: Person, run_id: int, *, now: datetime) -> Staged:
    """Match every team that has neither a mentor nor an offer; what is staged already is matched anew."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    run = await mentors.lock_published(session, run_id)
    await queries.delete_staged(session, run_id)
    offers = await queries.offers_of_run(session, run_id)
    taken = {offer.team_id for offer in offers if offer.status in rules.LIVE}
    free = {line.team.id: line for line in await team_queries.lines(session, run_id) if line.team.id not in taken}
    wishes = await queries.wishes(session, run_id)
    entries = await queries.pool(session, run_id, run.season_id)
    people = {entry.person.id: entry.person for entry in entries}
    teams = {team_id: mentors.wish_of(line.team, wishes.get(team_id)) for team_id, line in free.items()}
    asked = {(offer.team_id, offer.mentor_id) for offer in offers}
    chosen = propose(list(teams.values()), [mentors.mentor_of(entry) for entry in entries], asked)
    season = await session.get_one(Season, run.season_id)
    for team_id, mentor_id in sorted(chosen.items()):
        place = mentors.Place(run, season, free[team_id], [], teams[team_id])
        await mentors.write_offer(
            session, place, people[mentor_id], OfferStatus.STAGED, offered_at=now, deadline_at=now
        )
    audit.record(session, "mentors.staged", actor=actor, now=now, subject=f"team_run:{run_id}")
    return Staged(staged=len(chosen), without=len(free) - len(chosen))


async def release_staged(session: AsyncSession, actor: Person, run_id: int, *, now: datetime) -> int:
    """Send every staged proposal; the term of all begins together. Returns how many."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    await mentors.lock_published(session, run_id)
    staged = await queries.staged(session, run_id)
    if not staged:
        raise Stale("mentors-nothing-staged")
    for team_id, mentor in sorted(staged.items()):
        await mentors.send_offer(session, await mentors.lock_slot(session, team_id), mentor, actor, now=now)
    return len(staged)


async def unstage(session: AsyncSession, actor: Person, team_id: int) -> None:
    """Take a proposal that was not sent out of the staged ones."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    place = await mentors.lock_slot(session, team_id)
    for offer in place.offers:
        if offer.status is OfferStatus.STAGED:
            await session.delete(offer)
    await session.flush()


async def appoint(session: AsyncSession, actor: Person, team_id: int, mentor_id: int, *, now: datetime) -> Team:
    """The office decides by hand: the mentor, who has agreed elsewhere, leads the team at once."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    place = await mentors.lock_slot(session, team_id)
    rules.ensure_can_offer(place.asked())
    people, ranked = await mentors.candidates_for(session, place)
    if mentor_id not in {mentor.id for mentor in ranked if mentor.has_room}:
        raise Stale("mentors-candidate-gone")
    mentor = people[mentor_id]
    offer = await mentors.write_offer(session, place, mentor, OfferStatus.ACCEPTED, offered_at=now, deadline_at=now)
    offer.answered_at = now
    audit.record(session, "mentor.appointed", actor=actor, now=now, subject=f"offer:{offer.id}")
    await mentors.settle(session, place, offer, mentor, now=now)
    notice = mentors.notice_about(offer, "appointed", "mentors-appointed", team=place.team.name, team_id=team_id)
    await outbox.promise(session, [(mentor, notice)], now=now)
    return place.team


async def release(session: AsyncSession, actor: Person, team_id: int, *, now: datetime) -> Team:
    """An accepted mentor leads the team no more; mentor, tutor and students are told, and the place is free."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    place = await mentors.lock_slot(session, team_id)
    mentor = place.line.mentor
    if mentor is None:
        raise Stale("mentors-already-free")
    offer = next((each for each in place.offers if each.status is OfferStatus.ACCEPTED), None)
    if offer is None:
        # A mentor of an imported team was never offered it: the row says that they have led it.
        offer = await mentors.write_offer(session, place, mentor, OfferStatus.ACCEPTED, offered_at=now, deadline_at=now)
    await mentors.close_offer(session, offer, OfferStatus.RELEASED, actor, now=now)
    await substitutes.cancel_all(session, team_id, actor, now=now)
    place.team.mentor_id = None
    await session.flush()
    name = place.team.name
    told: list[tuple[Person, str]] = [(mentor, "mentors-released")]
    if place.line.tutor is not None:
        told.append((place.line.tutor, "mentors-left"))
    told += [(each, "mentors-left") for each in await team_queries.members_of(session, team_id)]
    notices = [
        (person, mentors.notice_about(offer, f"left:{person.id}", template, team=name)) for person, template in told
    ]
    await outbox.promise(session, notices, now=now)
    return place.team


async def wishes_of(session: AsyncSession, actor: Person, team_id: int) -> Wishes:
    """What the actor, its tutor, wishes for the team."""
    run_id, team = await _own_team(session, actor, team_id)
    season_id = (await mentors.lock_published(session, run_id)).season_id
    wish = (await queries.wishes(session, run_id, team_id=team_id)).get(team_id)
    pool = sorted(await queries.pool(session, run_id, season_id), key=lambda entry: entry.person.search_name)
    main = [entry for entry in pool if not entry.reserve]
    if wish is None:
        return Wishes(team, (), False, main)
    return Wishes(team, tuple(wish.named), wish.in_person, main)


async def name_mentor(session: AsyncSession, actor: Person, team_id: int, mentor_id: int, *, now: datetime) -> Wishes:
    """Put a mentor at the end of the team's wishes, or take them out again."""
    before = await wishes_of(session, actor, team_id)
    if mentor_id not in {entry.person.id for entry in before.pool}:
        raise NotFound("mentors-candidate-gone")
    named = [each for each in before.named if each != mentor_id]
    if len(named) == len(before.named):
        if len(named) >= NAMED_LIMIT:
            raise Stale("mentors-named-limit", limit=NAMED_LIMIT)
        named.append(mentor_id)
    await _write_wish(session, actor, team_id, named, before.in_person, now=now)
    return await wishes_of(session, actor, team_id)


async def wish_in_person(session: AsyncSession, actor: Person, team_id: int, wanted: bool, *, now: datetime) -> Wishes:
    """Whether the team wants to meet its mentor in person."""
    before = await wishes_of(session, actor, team_id)
    await _write_wish(session, actor, team_id, list(before.named), wanted, now=now)
    return await wishes_of(session, actor, team_id)


async def _own_team(session: AsyncSession, actor: Person, team_id: int) -> tuple[int, Team]:
    team = await session.get(Team, team_id)
    if team is None or team.tutor_id != actor.id:
        raise NotAllowed("not-allowed")
    return team.run_id, team


async def _write_wish(
    session: AsyncSession, actor: Person, team_id: int, named: list[int], in_person: bool, *, now: datetime
) -> None:
    run_id = await team_queries.run_of_team(session, team_id) or 0
    wish = (await queries.wishes(session, run_id, team_id=team_id)).get(team_id) or MentorWish(team_id=team_id)
    wish.named, wish.in_person, wish.changed_by, wish.changed_at = named, in_person, actor.id, now
    session.add(wish)
    await session.flush()
