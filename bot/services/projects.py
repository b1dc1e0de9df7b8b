"""A team's project: its tutor writes the card, every version stays, the last one in time goes to the presentation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, ProjectSupport, ProjectVersion, Season, Team, TeamRun
from bot.db.queries import people
from bot.db.queries import projects as queries
from bot.db.queries.projects import VersionLine
from bot.domain.access import Permission, permissions_of
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.domain.projects import card_questions, changed_parts, counted, support_questions
from bot.services import audit, office, outbox, team_access
from bot.services.outbox import Notice


@dataclass(frozen=True, slots=True)
class Project:
    """A team's project as one of its readers may see it. ``counted`` is the index of the version for the presentation."""

    team: Team
    versions: Sequence[VersionLine]
    counted: int | None
    deadline: datetime | None
    supports: Sequence[ProjectSupport]
    edits: bool
    office: bool

    @property
    def newest(self) -> ProjectVersion | None:
        """The card as it is today."""
        return self.versions[-1].version if self.versions else None


async def project(session: AsyncSession, actor: Person, team_id: int, *, now: datetime) -> Project:
    """The project of a published team, for its people and for the office, whose reading is audited."""
    team, own = await team_access.readable(session, actor, team_id)
    versions = await queries.versions(session, team_id)
    deadline = await _deadline(session, team)
    allowed = permissions_of(await people.office_role(session, actor.id))
    by_office = Permission.FORM_TEAMS in allowed
    if not own:
        audit.record(session, "project.read", actor=actor, now=now, subject=f"team:{team_id}")
    return Project(
        team=team,
        versions=versions,
        counted=counted([line.version.saved_at for line in versions], deadline),
        deadline=deadline,
        supports=await queries.supports(session, team_id),
        edits=by_office or team.tutor_id == actor.id,
        office=by_office,
    )


async def editable(session: AsyncSession, actor: Person, team_id: int) -> Team:
    """A team whose card the actor may change: its tutor, the office."""
    team = await team_access.published(session, team_id)
    if team is None or team.tutor_id != actor.id:
        await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    if team is None:
        raise NotAllowed("not-allowed")
    return team


async def save(
    session: AsyncSession,
    actor: Person,
    team_id: int,
    answers: Mapping[str, Any],
    *,
    based_on: int | None = None,
    now: datetime,
) -> ProjectVersion:
    """Keep a version; ``based_on`` is the number of the one it was written over, 0: none, None: not known.

    Raises Stale ``project-unchanged`` when it says what the last one says, RuleViolation ``project-overtaken`` when
    somebody else has saved meanwhile. What the office writes is told to the tutor.
    """
    team = await editable(session, actor, team_id)
    # Holding the team, two who save at once get two numbers.
    await session.get(Team, team.id, with_for_update=True, populate_existing=True)
    last = await queries.newest(session, team_id)
    kept = {question.key: answers.get(question.key) for question in card_questions()}
    newest = last.number if last is not None else 0
    if last is not None and not changed_parts(last.answers, kept):
        raise Stale("project-unchanged")
    if based_on not in (None, newest):
        raise RuleViolation("project-overtaken", number=newest)
    number = newest + 1
    saved = ProjectVersion(team_id=team_id, number=number, answers=kept, author_id=actor.id, saved_at=now)
    session.add(saved)
    await session.flush()
    if team.tutor_id != actor.id:
        audit.record(session, "project.saved", actor=actor, now=now, subject=f"team:{team_id}", detail=str(number))
        await _tell_tutor(session, team, saved, now=now)
    return saved


async def record_support(
    session: AsyncSession, actor: Person, team_id: int, answers: Mapping[str, Any], *, now: datetime
) -> ProjectSupport:
    """The office records who supports a project."""
    await supportable(session, actor, team_id)
    given = {question.key: str(answers[question.key]) for question in support_questions()}
    support = ProjectSupport(team_id=team_id, recorded_by=actor.id, recorded_at=now, **given)
    session.add(support)
    await session.flush()
    audit.record(session, "project.supported", actor=actor, now=now, subject=f"team:{team_id}")
    return support


async def drop_support(session: AsyncSession, actor: Person, support_id: int, *, now: datetime) -> int:
    """A record made by mistake goes; returns its team. Raises Stale ``project-support-gone``."""
    support = await session.get(ProjectSupport, support_id)
    if support is None:
        await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
        raise Stale("project-support-gone")
    await supportable(session, actor, support.team_id)
    await session.delete(support)
    await session.flush()
    audit.record(session, "project.unsupported", actor=actor, now=now, subject=f"team:{support.team_id}")
    return support.team_id


async def set_defended(session: AsyncSession, actor: Person, team_id: int, defended: bool, *, now: datetime) -> None:
    """The office says whether the team has presented its project; saying it again changes nothing."""
    team = await supportable(session, actor, team_id)
    if (team.defended_at is not None) == defended:
        return
    team.defended_at = now if defended else None
    await session.flush()
    verb = "defended" if defended else "undefended"
    audit.record(session, f"project.{verb}", actor=actor, now=now, subject=f"team:{team_id}")


async def supportable(session: AsyncSession, actor: Person, team_id: int) -> Team:
    """A published team about whose project the actor may record what the office knows."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    team = await team_access.published(session, team_id)
    if team is None:
        raise NotAllowed("not-allowed")
    return team


async def _tell_tutor(session: AsyncSession, team: Team, version: ProjectVersion, *, now: datetime) -> None:
    tutor = await session.get(Person, team.tutor_id) if team.tutor_id is not None else None
    if tutor is not None:
        args = {"team": team.name, "team_id": team.id, "number": version.number}
        notice = Notice(key=f"project:{version.id}:{tutor.id}", template="project-by-office", args=args)
        await outbox.promise(session, [(tutor, notice)], now=now)


async def _deadline(session: AsyncSession, team: Team) -> datetime | None:
    run = await session.get_one(TeamRun, team.run_id)
    return (await session.get_one(Season, run.season_id)).projects_close_at
