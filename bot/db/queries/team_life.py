"""Published teams: what happened to them, who could take one over."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db.models import Application, Call, Person, Team, TeamMember, TeamRun, TeamStep
from bot.domain.enums import ApplicationStatus, Role, TeamRunStatus


class ChangeLine(NamedTuple):
    """A change with whom and which other team it is about."""

    change: TeamStep
    person: Person | None
    other: Team | None


async def reserve_tutors(session: AsyncSession, run_id: int, season_id: int) -> Sequence[tuple[Person, Application]]:
    """Tutors on the reserve who can be written to and lead no team, by the order of their numbers; held for a change."""
    statement = (
        select(Person, Application)
        .join(Application, Application.person_id == Person.id)
        .join(Call, Call.id == Application.call_id)
        .where(
            Call.season_id == season_id,
            Call.role == Role.TUTOR,
            Application.status == ApplicationStatus.RESERVE,
            Person.telegram_id.is_not(None),
            Person.erased_at.is_(None),
            Person.stopped_at.is_(None),
            Person.unreachable_since.is_(None),
            Person.id.not_in(select(Team.tutor_id).where(Team.run_id == run_id, Team.tutor_id.is_not(None))),
        )
        .order_by(func.length(Application.number), Application.number)
        .with_for_update(of=Application)
    )
    return [(person, application) for person, application in await session.execute(statement)]


async def application_of(session: AsyncSession, season_id: int, person_id: int, role: Role) -> Application | None:
    """A person's application of the season."""
    found: Application | None = await session.scalar(
        select(Application)
        .join(Call, Call.id == Application.call_id)
        .where(Call.season_id == season_id, Call.role == role, Application.person_id == person_id)
    )
    return found


async def teams_of(session: AsyncSession, person_id: int) -> list[tuple[int, int]]:
    """The published teams in which a person is a student or the tutor: (run, team)."""
    member = exists().where(TeamMember.team_id == Team.id, TeamMember.person_id == person_id)
    statement = (
        select(Team.run_id, Team.id)
        .join(TeamRun, TeamRun.id == Team.run_id)
        .where(
            TeamRun.status == TeamRunStatus.PUBLISHED,
            Team.merged_into_id.is_(None),
            or_(Team.tutor_id == person_id, member),
        )
        .order_by(Team.id)
    )
    return [(run_id, team_id) for run_id, team_id in await session.execute(statement)]


async def history(session: AsyncSession, team_id: int, *, limit: int) -> list[ChangeLine]:
    """What happened to a team, the newest first; a team merged into it is among it."""
    other = aliased(Team)
    statement = (
        select(TeamStep, Person, other)
        .outerjoin(Person, Person.id == TeamStep.person_id)
        .outerjoin(other, other.id == TeamStep.other_team_id)
        .where(TeamStep.team_id == team_id)
        .order_by(TeamStep.id.desc())
        .limit(limit)
    )
    return [ChangeLine(*row) for row in await session.execute(statement)]
