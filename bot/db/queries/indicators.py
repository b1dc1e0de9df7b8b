"""Counts behind the dashboard."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db.models import (
    Application,
    Call,
    Event,
    EventRegistration,
    Partner,
    Person,
    ProjectSupport,
    Season,
    Team,
    TeamRun,
)
from bot.domain.enums import ApplicationStatus, EventKind, RegistrationStatus, Role, TeamRunStatus
from bot.domain.indicators import DECREE_TARGETS, Target


async def targets(session: AsyncSession) -> list[Target]:
    """The decree's targets with the season's own numbers in their place."""
    season = await session.scalar(select(Season).order_by(Season.starts_on.desc()).limit(1))
    own = season.targets if season is not None else {}
    return [Target(target.id, int(own.get(target.id, target.plan)), target.unit) for target in DECREE_TARGETS]


async def trained(session: AsyncSession) -> list[tuple[int, Role | None]]:
    """Who completed training: (person, role)."""
    statement = select(Person.id, Person.role).where(Person.trained_at.is_not(None), Person.erased_at.is_(None))
    return [(person, role) for person, role in await session.execute(statement)]


async def accepted_people(session: AsyncSession) -> list[tuple[int, Role | None]]:
    """Who is in the programme and so on the way to complete training: (person, role)."""
    statement = (
        select(Person.id, Person.role)
        .join(Application, Application.person_id == Person.id)
        .where(Application.status == ApplicationStatus.ACCEPTED, Person.erased_at.is_(None))
    )
    return [(person, role) for person, role in await session.execute(statement)]


async def prepared_mentors(session: AsyncSession) -> int:
    """Mentors whose training is finished."""
    statement = (
        select(func.count())
        .select_from(Person)
        .where(Person.role == Role.MENTOR, Person.prepared_at.is_not(None), Person.erased_at.is_(None))
    )
    return await session.scalar(statement) or 0


async def applications(session: AsyncSession) -> dict[tuple[Role, ApplicationStatus], int]:
    """How many applications there are per role and status."""
    statement = (
        select(Call.role, Application.status, func.count())
        .join(Call, Call.id == Application.call_id)
        .group_by(Call.role, Application.status)
    )
    return {(role, status): count for role, status, count in await session.execute(statement)}


class TeamCounts(NamedTuple):
    """Published teams by how far they are."""

    formed: int
    defended: int
    supported: int
    supported_defended: int


async def teams(session: AsyncSession) -> TeamCounts:
    """Teams of published formations; one merged into another counts with that one, and so does its support."""
    part = aliased(Team)
    parts = select(part.id).where(or_(part.id == Team.id, part.merged_into_id == Team.id)).correlate(Team)
    supported = exists().where(ProjectSupport.team_id.in_(parts))
    defended = Team.defended_at.is_not(None)
    statement = (
        select(
            func.count(),
            func.count().filter(defended),
            func.count().filter(supported),
            func.count().filter(supported & defended),
        )
        .select_from(Team)
        .join(TeamRun, TeamRun.id == Team.run_id)
        .where(TeamRun.status == TeamRunStatus.PUBLISHED, Team.merged_into_id.is_(None))
    )
    return TeamCounts(*(await session.execute(statement)).one())


async def partner_ownerships(session: AsyncSession) -> Sequence[str]:
    """The form of ownership of every partner."""
    return (await session.scalars(select(Partner.ownership))).all()


async def going_by_kind(session: AsyncSession) -> dict[EventKind, int]:
    """Different people who go to events of each kind."""
    statement = (
        select(Event.kind, func.count(EventRegistration.person_id.distinct()))
        .join(EventRegistration, EventRegistration.event_id == Event.id)
        .where(EventRegistration.status == RegistrationStatus.GOING)
        .group_by(Event.kind)
    )
    return {kind: count for kind, count in await session.execute(statement)}  # noqa: C416 - rows are no tuples to mypy
