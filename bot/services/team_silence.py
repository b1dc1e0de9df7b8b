"""Teams without activity: which they are, since when, and a word to the tutor, once a day at most."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Season, TeamRun
from bot.db.queries import team_activity as queries
from bot.db.queries import teams as team_queries
from bot.db.queries.teams import TeamLine
from bot.domain import quiet
from bot.domain.access import Permission
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.team_activity import Activity, ActivityKind, is_silent, latest
from bot.services import audit, office, outbox, seasons, team_access
from bot.services.outbox import Notice

TEMPLATE = "team-silent"


@dataclass(frozen=True, slots=True)
class Pulse:
    """A team's last activity, its next meeting, the whole days since the former; ``silent``: it belongs on the list."""

    line: TeamLine
    last: Activity
    ahead: datetime | None
    days: int
    silent: bool


@dataclass(frozen=True, slots=True)
class Silence:
    """The teams without activity for ``days`` days, the longest silent first."""

    days: int
    teams: list[Pulse]


async def silent_teams(session: AsyncSession, actor: Person, *, now: datetime) -> Silence:
    """The list for those who form teams; empty before the teams are published."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    season = await seasons.current(session)
    run = await team_queries.published_run(session, season.id)
    pulses = await _pulses(session, run, season.silent_after_days, now=now) if run is not None else []
    silent = sorted((each for each in pulses if each.silent), key=lambda each: (each.last.at, each.line.team.number))
    return Silence(season.silent_after_days, silent)


async def pulse(session: AsyncSession, actor: Person, team_id: int, *, now: datetime) -> Pulse:
    """One published team. Raises NotFound ``teams-team-unknown`` for others, and for one merged into another."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    return await _pulse(session, team_id, now=now)


async def remind(session: AsyncSession, actor: Person, team_id: int, *, now: datetime) -> Pulse:
    """Write to the tutor of a silent team, outside quiet hours.

    Raises Stale ``team-silent-over``, ``team-silent-reminded``; RuleViolation ``team-silent-nobody`` where there is no
    tutor who can be reached.
    """
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    found = await _pulse(session, team_id, now=now)
    if not found.silent:
        raise Stale("team-silent-over")
    tutor = found.line.tutor
    if tutor is None or tutor.telegram_id is None or tutor.unreachable_since is not None:
        raise RuleViolation("team-silent-nobody")
    season = await seasons.current(session)
    day = await seasons.today(session, season.id, now=now)
    args = {"team": found.line.team.name, "team_id": team_id, "days": found.days}
    notice = Notice(
        key=f"{TEMPLATE}:{team_id}:{tutor.id}:{day.isoformat()}",
        template=TEMPLATE,
        args=args,
        not_before=quiet.later(now, season.zone),
    )
    if not await outbox.promise(session, [(tutor, notice)], now=now):
        raise Stale("team-silent-reminded")
    audit.record(session, "team.reminded", actor=actor, now=now, subject=f"team:{team_id}")
    return found


async def _pulse(session: AsyncSession, team_id: int, *, now: datetime) -> Pulse:
    team = await team_access.published(session, team_id)
    if team is None:
        raise NotFound("teams-team-unknown")
    run = await session.get_one(TeamRun, team.run_id)
    season = await session.get_one(Season, run.season_id)
    pulses = await _pulses(session, run, season.silent_after_days, now=now, team_id=team_id)
    if not pulses:
        raise NotFound("teams-team-unknown")
    return pulses[0]


async def _pulses(
    session: AsyncSession, run: TeamRun, days: int, *, now: datetime, team_id: int | None = None
) -> list[Pulse]:
    done = await queries.of_run(session, run.id, now=now)
    ahead = await queries.next_meetings(session, run.id, now=now)
    formed = Activity(run.published_at or run.created_at, ActivityKind.FORMED)
    pulses = []
    for line in await team_queries.lines(session, run.id, team_id=team_id):
        last = latest([formed, *done.get(line.team.id, ())])
        following = ahead.get(line.team.id)
        silent = is_silent(last.at, following, now=now, days=days)
        pulses.append(Pulse(line, last, following, (now - last.at).days, silent))
    return pulses


async def _still_silent(session: AsyncSession, message: Any, now: datetime) -> bool:
    """Recheck: the team may have done something while the message waited for the morning."""
    try:
        found = await _pulse(session, int(message.args["team_id"]), now=now)
    except NotFound:
        return False
    return found.silent and found.line.tutor is not None and found.line.tutor.id == message.person_id


outbox.RECHECKS[TEMPLATE] = _still_silent
