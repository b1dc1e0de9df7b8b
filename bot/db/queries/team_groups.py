"""Groups of teams: of a chat, of a team, and what the bot has to do in them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.clock import latest
from bot.db.models import Person, Team, TeamGroup, TeamGroupGuest, TeamMember


class Departure(NamedTuple):
    """Somebody who is in a group and not in its team any more."""

    guest: TeamGroupGuest
    group: TeamGroup


async def of_chat(session: AsyncSession, chat_id: int, *, lock: bool = False) -> TeamGroup | None:
    """The group behind a chat, freshly read."""
    return await _one(session, TeamGroup.chat_id == chat_id, lock=lock)


async def of_team(session: AsyncSession, team_id: int, *, lock: bool = False) -> TeamGroup | None:
    """A team's group, freshly read."""
    return await _one(session, TeamGroup.team_id == team_id, lock=lock)


async def _one(session: AsyncSession, condition: object, *, lock: bool) -> TeamGroup | None:
    statement = select(TeamGroup).where(condition)  # type: ignore[arg-type]  # a condition, whatever its type
    found: TeamGroup | None = await session.scalar(
        (statement.with_for_update() if lock else statement).execution_options(populate_existing=True)
    )
    return found


async def on_roster(session: AsyncSession, team_id: int, person_id: int) -> bool:
    """Whether a person is a student or the tutor of a team that still stands."""
    member = exists().where(TeamMember.team_id == Team.id, TeamMember.person_id == person_id)
    statement = select(Team.id).where(
        Team.id == team_id, Team.merged_into_id.is_(None), or_(Team.tutor_id == person_id, member)
    )
    return await session.scalar(statement) is not None


async def guest(session: AsyncSession, group_id: int, person_id: int) -> TeamGroupGuest | None:
    """What is known of somebody in a group."""
    found: TeamGroupGuest | None = await session.scalar(
        select(TeamGroupGuest).where(TeamGroupGuest.group_id == group_id, TeamGroupGuest.person_id == person_id)
    )
    return found


def _due(look_at: InstrumentedAttribute[datetime], now: datetime, longest: timedelta) -> ColumnElement[bool]:
    """Its moment has come, or lies further ahead than ``longest``: the clock was set back since."""
    return or_(look_at <= now, look_at > latest(now, longest))


async def without_link(
    session: AsyncSession, *, now: datetime, longest: timedelta, limit: int, lock: bool = True
) -> Sequence[TeamGroup]:
    """Groups for which a link is to be made now, held; those that another replica holds are left to it.

    ``longest`` is how far ahead the next look may lie.
    """
    statement = (
        select(TeamGroup)
        .where(TeamGroup.link.is_(None), TeamGroup.problem.is_(None), _due(TeamGroup.look_at, now, longest))
        .order_by(TeamGroup.look_at, TeamGroup.id)
        .limit(limit)
    )
    if lock:
        statement = statement.with_for_update(skip_locked=True)
    return (await session.scalars(statement)).all()


async def departures(
    session: AsyncSession, *, now: datetime, longest: timedelta, limit: int, lock: bool = True
) -> list[Departure]:
    """Those who are to leave a group now, held as above."""
    member = exists().where(TeamMember.team_id == Team.id, TeamMember.person_id == TeamGroupGuest.person_id)
    tutor = func.coalesce(Team.tutor_id, 0) == TeamGroupGuest.person_id
    erased = exists().where(Person.id == TeamGroupGuest.person_id, Person.erased_at.is_not(None))
    statement = (
        select(TeamGroupGuest, TeamGroup)
        .join(TeamGroup, TeamGroup.id == TeamGroupGuest.group_id)
        .join(Team, Team.id == TeamGroup.team_id)
        # A merged team's group is given up as a whole.
        .where(
            Team.merged_into_id.is_(None),
            ~or_(member, tutor) | erased,
            TeamGroup.problem.is_(None),
            _due(TeamGroupGuest.look_at, now, longest),
        )
        .order_by(TeamGroupGuest.look_at, TeamGroupGuest.id)
        .limit(limit)
    )
    if lock:
        statement = statement.with_for_update(skip_locked=True, of=TeamGroupGuest)
    return [Departure(*row) for row in await session.execute(statement)]


async def merged_away(session: AsyncSession, *, limit: int) -> list[tuple[TeamGroup, Team]]:
    """Groups of teams that have become part of another one, with that other one."""
    into = select(Team).subquery()
    statement = (
        select(TeamGroup, Team)
        .join(into, into.c.id == TeamGroup.team_id)
        .join(Team, Team.id == into.c.merged_into_id)
        .order_by(TeamGroup.id)
        .limit(limit)
    )
    return [(group, team) for group, team in await session.execute(statement)]


async def forget_erased(session: AsyncSession, group: TeamGroup) -> None:
    """Accounts of people who are erased, in a group the bot cannot ask anybody to leave."""
    erased = select(Person.id).where(Person.erased_at.is_not(None))
    await session.execute(
        delete(TeamGroupGuest)
        .where(TeamGroupGuest.group_id == group.id, TeamGroupGuest.person_id.in_(erased))
        .execution_options(synchronize_session=False)
    )


async def forget(session: AsyncSession, group: TeamGroup) -> None:
    """The group is the team's no more."""
    await session.execute(
        delete(TeamGroupGuest).where(TeamGroupGuest.group_id == group.id).execution_options(synchronize_session=False)
    )
    await session.delete(group)
    await session.flush()
