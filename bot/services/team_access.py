"""The door to a published team: whose it is, and who of the office may come in too."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Team, TeamRun
from bot.db.queries import substitutes
from bot.db.queries import teams as queries
from bot.domain.access import Permission
from bot.domain.enums import TeamRunStatus
from bot.domain.errors import NotAllowed
from bot.services import office


async def published(session: AsyncSession, team_id: int) -> Team | None:
    """A team that has been announced; what the office still works on is nobody's yet."""
    team = await session.get(Team, team_id)
    run = await session.get(TeamRun, team.run_id) if team is not None else None
    return team if run is not None and run.status is TeamRunStatus.PUBLISHED else None


async def is_own(session: AsyncSession, actor: Person, team: Team) -> bool:
    """Whether the actor is one of the team: a student, the tutor, the mentor or whoever stands in today."""
    if actor.id in {team.tutor_id, *await substitutes.mentor_ids(session, team)}:
        return True
    place = await queries.membership(session, team.run_id, actor.id)
    return place is not None and place.team_id == team.id


async def readable(session: AsyncSession, actor: Person, team_id: int) -> tuple[Team, bool]:
    """A published team its own people and the office may read, and whether it is the actor's own."""
    team = await published(session, team_id)
    own = team is not None and await is_own(session, actor, team)
    if not own:
        await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    if team is None:
        raise NotAllowed("not-allowed")
    return team, own
