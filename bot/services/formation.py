"""Forming teams: asked for by the office, computed outside every transaction, written once.

A request is a row; whoever computes it (a job) asks for the ``next_order``, works as long as it takes and hands the
plan to ``finish``. A crash in between leaves the request, and the next look repeats it with the same result.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Person, Season, Team, TeamMember, TeamRun
from bot.db.queries import selection as selection_queries
from bot.db.queries import teams as queries
from bot.domain.access import Permission
from bot.domain.enums import Priority, Role, TeamRunStatus
from bot.domain.errors import RuleViolation, Stale
from bot.domain.people import age_on
from bot.domain.team_model import team_count
from bot.domain.teams import Student, TeamRules, Tutor
from bot.services import audit, office, outbox
from bot.services.outbox import Notice

_AGE_UNKNOWN = 16
"""Everybody selected has told a birth date; somebody who has not is taken for the middle of the students' ages."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a formation is computed from."""

    run_id: int
    students: tuple[Student, ...]
    tutors: tuple[Tutor, ...]
    rules: TeamRules
    seed: int


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
    session: AsyncSession, actor: Person, season: Season, *, rules: TeamRules, after: int, now: datetime
) -> TeamRun:
    """Ask for a formation of everybody accepted. ``after`` is the newest run the actor has seen (0: none).

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
    students = await selection_queries.accepted_people(session, season.id, Role.STUDENT)
    tutors = await selection_queries.accepted_people(session, season.id, Role.TUTOR)
    student_forms = await queries.applications(session, season.id, Role.STUDENT)
    tutor_forms = await queries.applications(session, season.id, Role.TUTOR)
    return Order(
        run_id=run.id,
        students=tuple(student_of(person, student_forms.get(person.id), day) for person in students),
        tutors=tuple(tutor_of(person, tutor_forms.get(person.id)) for person in tutors),
        rules=TeamRules.from_dict(run.rules),
        seed=run.seed,
    )


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
        run.score = {"error": result.key, "arguments": outbox.encode_arguments(result.arguments)}
        template, args = result.key, dict(result.arguments)
    audit.record(session, f"teams.{run.status.value}", actor=None, now=now, subject=f"team_run:{run.id}")
    requester = await session.get_one(Person, run.created_by)
    notice = Notice(key=f"team-run:{run.id}", template=template, args=args, priority=Priority.ANSWER)
    await outbox.promise(session, [(requester, notice)], now=now)
    return True


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


def student_of(person: Person, application: Application | None, day: date) -> Student:
    """A student as the rules see them; ``day`` is the one on which ages count."""
    return Student(
        id=person.id,
        gender=person.gender,
        age=age_on(person.birth_date, day) if person.birth_date is not None else _AGE_UNKNOWN,
        municipality=person.municipality_id,
        organisation=_organisation(person),
        directions=_wishes(application),
    )


def tutor_of(person: Person, application: Application | None) -> Tutor:
    """A tutor as the rules see them."""
    return Tutor(id=person.id, directions=_wishes(application), organisation=_organisation(person))


def _organisation(person: Person) -> int | str | None:
    if person.organisation_id is not None:
        return person.organisation_id
    return person.organisation_name.casefold() if person.organisation_name else None


def _wishes(application: Application | None) -> tuple[str, ...]:
    """The directions an application names, the dearest first, each once."""
    if application is None:
        return ()
    answers = application.answers
    named: Iterable[str | None] = (
        answers.get("direction_first"),
        answers.get("direction_second"),
        *(answers.get("directions") or ()),
    )
    return tuple(dict.fromkeys(direction for direction in named if direction))
