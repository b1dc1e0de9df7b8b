"""Formation runs, teams and who is in them."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db.models import (
    Application,
    Call,
    Direction,
    MentorSubstitute,
    Person,
    Season,
    Team,
    TeamChange,
    TeamMember,
    TeamRun,
)
from bot.domain.enums import ApplicationStatus, Role, TeamRunStatus
from bot.domain.substitutes import SubstituteStatus


class TeamLine(NamedTuple):
    """A team as lists show it. ``size`` counts its students."""

    team: Team
    size: int
    direction: str | None
    tutor: Person | None
    mentor: Person | None


async def lock_season(session: AsyncSession, season_id: int) -> None:
    """Let formations and publications of a season follow one another."""
    await session.execute(select(Season.id).where(Season.id == season_id).with_for_update())


async def lock_run(session: AsyncSession, run_id: int) -> TeamRun | None:
    """The run, freshly read, held until the transaction ends: moves, offers and answers of its teams queue here."""
    run: TeamRun | None = await session.scalar(
        select(TeamRun).where(TeamRun.id == run_id).with_for_update().execution_options(populate_existing=True)
    )
    return run


async def run_of_team(session: AsyncSession, team_id: int) -> int | None:
    """The run a team belongs to; None for a team merged into another one."""
    chosen = select(Team.run_id).where(Team.id == team_id, Team.merged_into_id.is_(None))
    run_id: int | None = await session.scalar(chosen)
    return run_id


async def runs(session: AsyncSession, season_id: int) -> Sequence[TeamRun]:
    """The season's formations, oldest first."""
    return (await session.scalars(select(TeamRun).where(TeamRun.season_id == season_id).order_by(TeamRun.id))).all()


async def oldest_requested(session: AsyncSession) -> TeamRun | None:
    """The formation that has waited longest to be computed."""
    run: TeamRun | None = await session.scalar(
        select(TeamRun).where(TeamRun.status == TeamRunStatus.REQUESTED).order_by(TeamRun.id).limit(1)
    )
    return run


async def published_run(session: AsyncSession, season_id: int) -> TeamRun | None:
    """The season's teams as everybody knows them."""
    run: TeamRun | None = await session.scalar(
        select(TeamRun)
        .where(TeamRun.season_id == season_id, TeamRun.status == TeamRunStatus.PUBLISHED)
        .execution_options(populate_existing=True)
    )
    return run


async def lines(session: AsyncSession, run_id: int, *, team_id: int | None = None) -> list[TeamLine]:
    """The teams of a run by number (or one of them), freshly read."""
    statement = _lines().where(Team.run_id == run_id)
    if team_id is not None:
        statement = statement.where(Team.id == team_id)
    return [TeamLine(*row) for row in await session.execute(statement)]


async def lines_of_mentor(session: AsyncSession, mentor_id: int, *, standing_in: bool = False) -> list[TeamLine]:
    """The teams a mentor has accepted, and those they stand in for another mentor of today if asked for."""
    theirs = Team.mentor_id == mentor_id
    if standing_in:
        active = MentorSubstitute.status == SubstituteStatus.ACTIVE
        rows = select(MentorSubstitute.team_id).where(MentorSubstitute.substitute_id == mentor_id, active)
        theirs = theirs | Team.id.in_(rows)
    return [TeamLine(*row) for row in await session.execute(_lines().where(theirs))]


def _lines() -> Select[*tuple[Any, ...]]:
    tutor, mentor = aliased(Person), aliased(Person)
    size = (
        select(func.count())
        .select_from(TeamMember)
        .where(TeamMember.team_id == Team.id)
        .correlate(Team)
        .scalar_subquery()
    )
    return (
        select(Team, size, Direction.name, tutor, mentor)
        .outerjoin(Direction, Direction.id == Team.direction_id)
        .outerjoin(tutor, tutor.id == Team.tutor_id)
        .outerjoin(mentor, mentor.id == Team.mentor_id)
        .where(Team.merged_into_id.is_(None))
        .order_by(Team.run_id, Team.number)
        .execution_options(populate_existing=True)
    )


async def members(session: AsyncSession, run_id: int) -> dict[int, list[Person]]:
    """The students of every team of a run, by name."""
    statement = (
        select(TeamMember.team_id, Person)
        .join(Person, Person.id == TeamMember.person_id)
        .where(TeamMember.run_id == run_id)
        .order_by(Person.search_name, Person.id)
    )
    found: dict[int, list[Person]] = {}
    for team_id, person in await session.execute(statement):
        found.setdefault(team_id, []).append(person)
    return found


async def members_of(session: AsyncSession, team_id: int) -> Sequence[Person]:
    """The students of one team, by name."""
    statement = (
        select(Person)
        .join(TeamMember, TeamMember.person_id == Person.id)
        .where(TeamMember.team_id == team_id)
        .order_by(Person.search_name, Person.id)
    )
    return (await session.scalars(statement)).all()


async def places(session: AsyncSession, run_id: int) -> Sequence[TeamMember]:
    """Everybody's place in a run, freshly read."""
    statement = select(TeamMember).where(TeamMember.run_id == run_id).order_by(TeamMember.person_id)
    return (await session.scalars(statement.execution_options(populate_existing=True))).all()


async def membership(session: AsyncSession, run_id: int, person_id: int) -> TeamMember | None:
    """A student's place in a run."""
    place: TeamMember | None = await session.scalar(
        select(TeamMember)
        .where(TeamMember.run_id == run_id, TeamMember.person_id == person_id)
        .execution_options(populate_existing=True)
    )
    return place


async def move_all(session: AsyncSession, source_id: int, target_id: int) -> None:
    """Everybody of one team goes to another."""
    statement = update(TeamMember).where(TeamMember.team_id == source_id).values(team_id=target_id)
    await session.execute(statement.execution_options(synchronize_session=False))


async def team_of(session: AsyncSession, run_id: int, person_id: int) -> int | None:
    """The team of the run in which a person is a member or the tutor."""
    team_id: int | None = await session.scalar(
        select(Team.id)
        .outerjoin(TeamMember, (TeamMember.team_id == Team.id) & (TeamMember.person_id == person_id))
        .where(Team.run_id == run_id, (Team.tutor_id == person_id) | TeamMember.id.is_not(None))
        .order_by(Team.number)
        .limit(1)
    )
    return team_id


async def applications(
    session: AsyncSession, season_id: int, role: Role, *, person_id: int | None = None
) -> dict[int, Application]:
    """The season's applications of one role (or one person's) by person, drafts left out."""
    statement = (
        select(Application)
        .join(Call, Call.id == Application.call_id)
        .where(Call.season_id == season_id, Call.role == role, Application.status != ApplicationStatus.DRAFT)
    )
    if person_id is not None:
        statement = statement.where(Application.person_id == person_id)
    return {found.person_id: found for found in await session.scalars(statement)}


async def people(session: AsyncSession, ids: Collection[int]) -> dict[int, Person]:
    """People by id."""
    found = await session.scalars(select(Person).where(Person.id.in_(ids)))
    return {person.id: person for person in found}


async def last_change(session: AsyncSession, run_id: int) -> TeamChange | None:
    """The newest change of a run that has not been undone."""
    change: TeamChange | None = await session.scalar(
        select(TeamChange)
        .where(TeamChange.run_id == run_id, TeamChange.undone_at.is_(None))
        .order_by(TeamChange.id.desc())
        .limit(1)
    )
    return change
