"""Teams: publishing a formation, how people are called before a team, and who is told what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, TeamRun
from bot.db.queries import selection as selection_queries
from bot.db.queries import teams as queries
from bot.db.queries import wishes as wish_queries
from bot.db.queries.teams import TeamLine
from bot.domain.access import Permission
from bot.domain.enums import Role, TeamRunStatus, TieKind
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.teams import ensure_can_publish
from bot.services import audit, office, outbox
from bot.services.outbox import Notice

_UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class Gaps:
    """Where a run differs from the selection: accepted students without a team, members who are accepted no more."""

    unplaced: tuple[Person, ...]
    gone: tuple[Person, ...]


async def open_run(session: AsyncSession, actor: Person, run_id: int) -> TeamRun:
    """A run, for those who form teams."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    run = await session.get(TeamRun, run_id)
    if run is None:
        raise NotFound("teams-run-unknown")
    return run


async def ask_for_sheet(session: AsyncSession, actor: Person, run_id: int, *, now: datetime) -> TeamRun:
    """Let the actor have the sheet of a run's teams, which is noted in the audit log."""
    run = await open_run(session, actor, run_id)
    audit.record(session, "teams.sheet", actor=actor, now=now, subject=f"team_run:{run.id}")
    return run


async def gaps(session: AsyncSession, run: TeamRun) -> Gaps:
    """Who is accepted and has no team, and who has a team and is accepted no more."""
    accepted = {
        person.id: person for person in await selection_queries.accepted_people(session, run.season_id, Role.STUDENT)
    }
    placed = {person.id: person for team in (await queries.members(session, run.id)).values() for person in team}
    return Gaps(
        unplaced=tuple(person for person_id, person in accepted.items() if person_id not in placed),
        gone=tuple(person for person_id, person in placed.items() if person_id not in accepted),
    )


async def publish(session: AsyncSession, actor: Person, run_id: int, *, now: datetime) -> TeamRun:
    """Make a run the season's teams, once; every student and tutor learns team, people and first step."""
    await office.ensure_allowed(session, actor, Permission.PUBLISH_TEAMS)
    run = await queries.lock_run(session, run_id)
    if run is None:
        raise NotFound("teams-run-unknown")
    await queries.lock_season(session, run.season_id)
    ensure_can_publish(run.status)
    if await queries.published_run(session, run.season_id) is not None:
        raise Stale("teams-already-published")
    if run.status is not TeamRunStatus.DRAFT:
        raise RuleViolation("teams-not-formed")
    missing = await gaps(session, run)
    if missing.unplaced or missing.gone:
        raise RuleViolation("teams-people-changed", unplaced=len(missing.unplaced), gone=len(missing.gone))
    members = await queries.members(session, run.id)
    home = {person.id: team_id for team_id, team in members.items() for person in team}
    bans = [tie for tie in await wish_queries.ties(session, run.season_id) if tie.kind is TieKind.APART]
    if broken := sum(tie.one_id in home and home[tie.one_id] == home.get(tie.other_id) for tie in bans):
        raise RuleViolation("teams-must-not-left", count=broken)
    run.status, run.published_at = TeamRunStatus.PUBLISHED, now
    await session.flush()
    audit.record(session, "teams.published", actor=actor, now=now, subject=f"team_run:{run.id}")
    notices: list[tuple[Person, Notice]] = []
    for line in await queries.lines(session, run.id):
        args = team_args(line)
        told = [(person, "teams-published-member") for person in members.get(line.team.id, [])]
        if line.tutor is not None:
            told.append((line.tutor, "teams-published-tutor"))
        notices += [(person, place_notice(run, person, key, args, "published")) for person, key in told]
    await outbox.promise(session, notices, now=now)
    return run


def tutor_name(tutor: Person | None) -> str:
    """How a tutor is called before the team: first name and surname."""
    return " ".join(filter(None, (tutor.first_name, tutor.surname))) or _UNKNOWN if tutor is not None else _UNKNOWN


def mentor_name(mentor: Person | None) -> str:
    """How a mentor is called before the team: first name, patronymic and surname."""
    if mentor is None:
        return _UNKNOWN
    return " ".join(filter(None, (mentor.first_name, mentor.patronymic, mentor.surname))) or _UNKNOWN


def mate_name(person: Person) -> str:
    """How team-mates see each other: first name and the surname's first letter."""
    initial = f"{person.surname[0]}." if person.surname else None
    return " ".join(filter(None, (person.first_name, initial))) or _UNKNOWN


def given_name(person: Person) -> str:
    """All a mentor learns of a student."""
    return person.first_name or _UNKNOWN


def team_args(line: TeamLine) -> dict[str, object]:
    """What a notice about somebody's team tells of it."""
    return {
        "team": line.team.name,
        "direction": line.direction or _UNKNOWN,
        "tutor": tutor_name(line.tutor),
        "size": line.size,
    }


def place_notice(run: TeamRun, person: Person, template: str, args: Mapping[str, object], why: str) -> Notice:
    """A notice about a person's place, to be withdrawn when the place changes before it has left."""
    subject = f"team-place:{run.id}:{person.id}"
    return Notice(key=f"{subject}:{why}", template=template, args=args, subject=subject)
