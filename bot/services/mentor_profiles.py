"""A mentor's profile: changed by the mentor at any time; counts from the next matching on, what was sent stays."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import MentorProfile, Person
from bot.db.queries import mentor_profiles as queries
from bot.db.queries import mentors as mentor_queries
from bot.db.queries import seasons as season_queries
from bot.db.queries import teams as team_queries
from bot.domain.enums import Role
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.domain.mentor_profiles import (
    MOST_DIRECTIONS,
    MentorFormat,
    Profile,
    checked_wishes,
    ensure_capacity,
)
from bot.domain.wishes import toggled
from bot.services import seasons


@dataclass(frozen=True, slots=True)
class Mine:
    """A mentor's profile; ``held`` teams and ``waiting`` offers stay as they are whatever is changed."""

    profile: Profile
    municipality: str | None
    held: int
    waiting: int


async def mine(session: AsyncSession, actor: Person) -> Mine:
    """The actor's profile. Raises NotAllowed for others than mentors, RuleViolation `mentor-profile-not-yet`."""
    found, _ = await _own(session, actor)
    held = await team_queries.lines_of_mentor(session, actor.id)
    waiting = await mentor_queries.open_offers_to(session, actor.id)
    return Mine(found.profile, found.municipality, len(held), len(waiting))


async def has_one(session: AsyncSession, actor: Person) -> bool:
    """Whether there is a profile to open."""
    if actor.role is not Role.MENTOR:
        return False
    season = await season_queries.newest(session)
    return season is not None and await queries.own(session, season.id, actor.id) is not None


async def choose_direction(session: AsyncSession, actor: Person, direction_id: str, *, now: datetime) -> Mine:
    """Put a direction after those chosen already, or take it out; the last one stays."""
    found, _ = await _own(session, actor, lock=True)
    chosen = found.profile.directions
    if direction_id not in {each.id for each in await season_queries.directions(session)} | set(chosen):
        raise Stale("wishes-direction-gone")
    directions = toggled(chosen, direction_id, MOST_DIRECTIONS)
    if not directions:
        raise RuleViolation("mentor-profile-no-direction")
    return await _change(session, actor, now, directions=tuple(directions))


async def set_capacity(session: AsyncSession, actor: Person, teams: int, *, now: datetime) -> Mine:
    """How many teams the mentor would take. Raises as `ensure_capacity`."""
    ensure_capacity(teams)
    return await _change(session, actor, now, capacity=teams)


async def set_format(session: AsyncSession, actor: Person, meets: MentorFormat, *, now: datetime) -> Mine:
    """How the mentor meets a team."""
    return await _change(session, actor, now, format=meets)


async def tell_wishes(session: AsyncSession, actor: Person, text: str, *, now: datetime) -> Mine:
    """What the office should know when it matches. Raises as `checked_wishes`."""
    return await _change(session, actor, now, wishes=checked_wishes(text))


async def _own(session: AsyncSession, actor: Person, *, lock: bool = False) -> tuple[queries.OwnProfile, int]:
    if actor.role is not Role.MENTOR:
        raise NotAllowed("not-allowed")
    season = await seasons.current(session)
    found = await queries.own(session, season.id, actor.id, lock=lock)
    if found is None:
        raise RuleViolation("mentor-profile-not-yet")
    return found, season.id


async def _change(session: AsyncSession, actor: Person, now: datetime, **new: Any) -> Mine:
    """Write what counts now with ``new`` in it; saying the same again is no change."""
    found, season_id = await _own(session, actor, lock=True)
    after = replace(found.profile, **new)
    if after != found.profile:
        row = found.row
        if row is None:
            row = MentorProfile(season_id=season_id, person_id=actor.id)
            session.add(row)
        row.directions, row.capacity = list(after.directions), after.capacity
        row.format, row.wishes, row.changed_at = after.format, after.wishes, now
        await session.flush()
    return await mine(session, actor)
