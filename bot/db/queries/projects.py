"""Projects of teams: versions of a card, supports, titles for lists."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, ProjectSupport, ProjectVersion


class VersionLine(NamedTuple):
    """A version with who saved it."""

    version: ProjectVersion
    author: Person


async def versions(session: AsyncSession, team_id: int) -> list[VersionLine]:
    """All versions of a team's card, the first first."""
    statement = (
        select(ProjectVersion, Person)
        .join(Person, Person.id == ProjectVersion.author_id)
        .where(ProjectVersion.team_id == team_id)
        .order_by(ProjectVersion.number)
    )
    return [VersionLine(*row) for row in await session.execute(statement)]


async def newest(session: AsyncSession, team_id: int) -> ProjectVersion | None:
    """A team's card as it is today."""
    found: ProjectVersion | None = await session.scalar(
        select(ProjectVersion)
        .where(ProjectVersion.team_id == team_id)
        .order_by(ProjectVersion.number.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return found


async def titles(session: AsyncSession, team_ids: Collection[int]) -> dict[int, str]:
    """What the projects of these teams are called; teams without a card are left out."""
    last = (
        select(ProjectVersion.team_id, func.max(ProjectVersion.number).label("number"))
        .where(ProjectVersion.team_id.in_(team_ids))
        .group_by(ProjectVersion.team_id)
        .subquery()
    )
    statement = select(ProjectVersion.team_id, ProjectVersion.answers).join(
        last, (last.c.team_id == ProjectVersion.team_id) & (last.c.number == ProjectVersion.number)
    )
    return {team_id: str(answers["title"]) for team_id, answers in await session.execute(statement)}


async def supports(session: AsyncSession, team_id: int) -> Sequence[ProjectSupport]:
    """Who supports a team's project, in the order of recording."""
    statement = select(ProjectSupport).where(ProjectSupport.team_id == team_id).order_by(ProjectSupport.id)
    return (await session.scalars(statement)).all()
