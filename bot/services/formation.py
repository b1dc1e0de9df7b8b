"""Forming teams: asked for by the office, computed outside every transaction, written once.

A request is a row; whoever computes it (a job) asks for the ``next_order``, works as long as it takes and hands the
plan to ``finish``. A crash in between leaves the request, and the next look repeats it with the same result.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Season, Team, TeamMember, TeamRun
from bot.db.queries import selection as selection_queries
from bot.db.queries import teams as queries
from bot.domain.access import Permission
from bot.domain.enums import Priority, Role, TeamRunStatus
from bot.domain.errors import RuleViolation, Stale
from bot.domain.team_model import LockedTeam, Pair, Student, TeamRules, Tutor, team_count
from bot.domain.teams import steps_for
from bot.services import audit, office, outbox, team_people
from bot.services.outbox import Notice


@dataclass(frozen=True, slots=True)
class Order:
    """What a formation is computed from."""

    run_id: int
    students: tuple[Student, ...]
    tutors: tuple[Tutor, ...]
    rules: TeamRules
    seed: int
    steps: int
    apart: tuple[Pair, ...] = ()
    locked: tuple[LockedTeam, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedTeam:
    """A team that came out, people by id."""

    number: int
    direction: str | None
    tutor_id: int
    member_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What came out of a formation: ``score`` holds the ``total`` and the ``components`` of domain.teams.Score."""

    teams: tuple[PlannedTeam, ...]
    score: Mapping[str, Any]


async def request(
    session: AsyncSession,
    actor: Person,
    season: Season,
    *,
    rules: TeamRules,
    after: int,
    based_on: int | None = None,
    now: datetime,
) -> TeamRun:
    """Ask for a formation of everybody accepted. ``after`` is the newest run the actor has seen (0: none).

    What is locked in the run ``based_on`` stays as it is.

    Raises Stale when another run has been asked for since or the teams are published, and RuleViolation with the
    numbers when no formation is possible.
    """
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    await queries.lock_season(session, season.id)
    runs = await queries.runs(session, season.id)
    if any(run.status is TeamRunStatus.PUBLISHED for run in runs):
        raise Stale("teams-already-published")
    if (runs[-1].id if runs else 0) != after:
        raise Stale("teams-requested-already")
    students = await selection_queries.accepted_people(session, season.id, Role.STUDENT)
    tutors = await selection_queries.accepted_people(session, season.id, Role.TUTOR)
    team_count(len(students), len(tutors), rules)
    run = TeamRun(
        season_id=season.id,
        # Another run has another seed, and the same history of runs gives the same teams.
        seed=len(runs) + 1,
        steps=steps_for(len(students)),
        based_on=based_on if any(run.id == based_on for run in runs) else None,
        rules=asdict(rules),
        score={},
        status=TeamRunStatus.REQUESTED,
        created_by=actor.id,
        created_at=now,
    )
    session.add(run)
    await session.flush()
    audit.record(session, "teams.requested", actor=actor, now=now, subject=f"team_run:{run.id}")
    return run


async def next_order(session: AsyncSession) -> Order | None:
    """The oldest request with everything it is computed from; None when nobody waits. Only reads."""
    run = await queries.oldest_requested(session)
    if run is None:
        return None
    season = await session.get_one(Season, run.season_id)
    day = run.created_at.astimezone(ZoneInfo(season.zone)).date()
    people = await team_people.load(session, season.id, day)
    return Order(
        run_id=run.id,
        students=tuple(people.students[each] for each in sorted(people.accepted)),
        tutors=tuple(people.tutors[each] for each in sorted(people.tutors)),
        rules=TeamRules.from_dict(run.rules),
        seed=run.seed,
        steps=run.steps,
        apart=tuple(sorted(people.apart)),
        locked=await _locked(session, run.based_on) if run.based_on is not None else (),
    )


async def _locked(session: AsyncSession, run_id: int) -> tuple[LockedTeam, ...]:
    """What the office has locked in a run: whole teams, and people in theirs."""
    places = await queries.places(session, run_id)
    found = []
    for line in await queries.lines(session, run_id):
        team = line.team
        members = tuple(
            place.person_id for place in places if place.team_id == team.id and (team.locked or place.locked)
        )
        if team.tutor_id is not None and (team.locked or members):
            found.append(LockedTeam(team.number, team.tutor_id, members, team.direction_id, closed=team.locked))
    return tuple(found)


async def note_progress(session: AsyncSession, run_id: int, percent: int) -> None:
    """How far the computing has come, for whoever looks."""
    run = await session.get(TeamRun, run_id)
    if run is not None and run.status is TeamRunStatus.REQUESTED:
        run.progress = percent


async def finish(session: AsyncSession, run_id: int, result: Plan | RuleViolation, *, now: datetime) -> bool:
    """Write what was computed and tell whoever asked; False when another worker has done it already."""
    run = await queries.lock_run(session, run_id)
    if run is None or run.status is not TeamRunStatus.REQUESTED:
        return False
    args: dict[str, Any]
    if isinstance(result, Plan):
        await _write(session, run, result)
        template, args = "teams-formed", {"count": len(result.teams), "variant": run.seed}
    else:
        run.status = TeamRunStatus.FAILED
        template, args = result.key, await _named(session, result)
        run.score = {"error": result.key, "arguments": outbox.encode_arguments(args)}
    audit.record(session, f"teams.{run.status.value}", actor=None, now=now, subject=f"team_run:{run.id}")
    requester = await session.get_one(Person, run.created_by)
    notice = Notice(key=f"team-run:{run.id}", template=template, args=args, priority=Priority.ANSWER)
    await outbox.promise(session, [(requester, notice)], now=now)
    return True


async def _named(session: AsyncSession, refusal: RuleViolation) -> dict[str, Any]:
    """The arguments of a refusal; the people in it by their names, as the office knows them."""
    arguments: dict[str, Any] = dict(refusal.arguments)
    ids = {name: arguments[name] for name in ("one", "other", "person") if name in arguments}
    people = await queries.people(session, [int(each) for each in ids.values()])
    return arguments | {name: people[id_].full_name if id_ in people else str(id_) for name, id_ in ids.items()}


async def _write(session: AsyncSession, run: TeamRun, plan: Plan) -> None:
    run.status, run.score = TeamRunStatus.DRAFT, dict(plan.score)
    teams = {
        planned.number: Team(
            run_id=run.id,
            number=planned.number,
            name=f"№ {planned.number}",
            direction_id=planned.direction,
            tutor_id=planned.tutor_id,
        )
        for planned in plan.teams
    }
    session.add_all(teams.values())
    await session.flush()
    session.add_all(
        TeamMember(run_id=run.id, team_id=teams[planned.number].id, person_id=person_id)
        for planned in plan.teams
        for person_id in planned.member_ids
    )
    await session.flush()
