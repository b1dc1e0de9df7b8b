"""Teams: the office looks at what was formed, rearranges and publishes it; later changes reach those they concern."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Season, TeamMember, TeamRun
from bot.db.queries import selection as selection_queries
from bot.db.queries import teams as queries
from bot.db.queries.teams import TeamLine
from bot.domain.access import Permission
from bot.domain.enums import ApplicationStatus, Role, TeamRunStatus
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.teams import (
    Fact,
    Formation,
    FormedTeam,
    Score,
    Student,
    TeamRules,
    Tutor,
    ensure_can_move,
    ensure_can_publish,
    explain,
    score,
)
from bot.services import audit, office, outbox
from bot.services.formation import student_of, tutor_of
from bot.services.outbox import Notice

_UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class Move:
    """A student goes from one team to another; ``other`` comes back in exchange. ``source_id`` None: had no team."""

    person_id: int
    source_id: int | None
    target_id: int
    other_id: int | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a move does: the score of the whole run and the facts of the teams it touches, before and after."""

    lines: tuple[TeamLine, ...]
    before: Score
    after: Score
    facts_before: Mapping[int, tuple[Fact, ...]]
    facts_after: Mapping[int, tuple[Fact, ...]]


@dataclass(frozen=True, slots=True)
class Card:
    """A team as the office sees it; ``gone`` are the ids of members who are accepted no more."""

    run: TeamRun
    line: TeamLine
    members: Sequence[Person]
    gone: frozenset[int]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Where a run differs from the selection: accepted students without a team, members who are accepted no more."""

    unplaced: tuple[Person, ...]
    gone: tuple[Person, ...]


class _Board:
    """A run with everything its score depends on; rearranged in memory, without touching the database."""

    def __init__(self, run: TeamRun, lines: list[TeamLine], tutors: dict[int, Tutor], students: dict[int, Student]):
        self.run = run
        self.rules = TeamRules.from_dict(run.rules)
        self.lines = {line.team.id: line for line in lines}
        self._tutors = tutors
        self.students = students
        self.team_of: dict[int, int] = {}

    def formation(self) -> Formation:
        return Formation(tuple(self.formed(team_id) for team_id in self.lines), (), self.run.seed, 0)

    def formed(self, team_id: int) -> FormedTeam:
        team = self.lines[team_id].team
        tutor = self._tutors.get(team.tutor_id or 0, Tutor(id=0))
        ids = sorted(person_id for person_id, place in self.team_of.items() if place == team_id)
        return FormedTeam(team.number, team.direction_id, tutor, tuple(self.students[each] for each in ids))

    def size(self, team_id: int) -> int:
        return sum(place == team_id for place in self.team_of.values())

    def apply(self, move: Move) -> None:
        """Rearrange, keeping the sizes within the run's bounds. Raises Stale when somebody is elsewhere by now."""
        if move.source_id == move.target_id or self.team_of.get(move.person_id) != move.source_id:
            raise Stale("teams-member-elsewhere")
        if move.target_id not in self.lines or move.person_id not in self.students:
            raise NotFound("teams-team-unknown")
        if move.other_id is not None:
            if move.source_id is None or self.team_of.get(move.other_id) != move.target_id:
                raise Stale("teams-member-elsewhere")
            self.team_of[move.other_id] = move.source_id
        else:
            # Somebody without a team leaves none behind too small.
            source = self.size(move.source_id) if move.source_id is not None else self.rules.min_size + 1
            ensure_can_move(source_size=source, target_size=self.size(move.target_id), rules=self.rules)
        self.team_of[move.person_id] = move.target_id


async def open_run(session: AsyncSession, actor: Person, run_id: int) -> TeamRun:
    """A run, for those who form teams."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    run = await session.get(TeamRun, run_id)
    if run is None:
        raise NotFound("teams-run-unknown")
    return run


async def open_card(session: AsyncSession, actor: Person, team_id: int, *, now: datetime) -> Card:
    """A team with its members by name, which is an audited reading."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    run = await _run_of(session, team_id)
    board = await _board(session, run)
    members = await queries.members_of(session, team_id)
    audit.record(session, "team.read", actor=actor, now=now, subject=f"team:{team_id}")
    facts = explain(board.formed(team_id)) if members else ()
    gone = frozenset(person.id for person in (await gaps(session, run)).gone)
    return Card(run, board.lines[team_id], members, gone, facts)


async def preview(session: AsyncSession, actor: Person, move: Move) -> Effect:
    """What a move would do, without doing it."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    run = await _run_of(session, move.target_id)
    return _effect(await _board(session, run), move)


async def move(session: AsyncSession, actor: Person, move: Move, *, now: datetime) -> Effect:
    """Move (or exchange) students; once the teams are published, those concerned are told."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    run = await _run_of(session, move.target_id, lock=True)
    effect = _effect(await _board(session, run), move)
    await _place(session, run, move.person_id, move.target_id)
    if move.other_id is not None and move.source_id is not None:
        await _place(session, run, move.other_id, move.source_id)
    run.score = {"total": effect.after.total, "components": dict(effect.after.components)}
    detail = f"{move.source_id or 0}>{move.target_id}"
    for person_id in filter(None, (move.person_id, move.other_id)):
        audit.record(session, "team.moved", actor=actor, now=now, subject=f"person:{person_id}", detail=detail)
    if run.status is TeamRunStatus.PUBLISHED:
        await _tell_of_move(session, effect, move, now=now)
    return effect


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
    run.status, run.published_at = TeamRunStatus.PUBLISHED, now
    await session.flush()
    audit.record(session, "teams.published", actor=actor, now=now, subject=f"team_run:{run.id}")
    members = await queries.members(session, run.id)
    notices: list[tuple[Person, Notice]] = []
    for line in await queries.lines(session, run.id):
        args = _team_args(line)
        told = [(person, "teams-published-member") for person in members.get(line.team.id, [])]
        if line.tutor is not None:
            told.append((line.tutor, "teams-published-tutor"))
        notices += [(person, _place_notice(run, person, key, args, "published")) for person, key in told]
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


def _team_args(line: TeamLine) -> dict[str, object]:
    return {
        "team": line.team.name,
        "direction": line.direction or _UNKNOWN,
        "tutor": tutor_name(line.tutor),
        "size": line.size,
    }


def _place_notice(run: TeamRun, person: Person, template: str, args: Mapping[str, object], why: str) -> Notice:
    subject = f"team-place:{run.id}:{person.id}"
    return Notice(key=f"{subject}:{why}", template=template, args=args, subject=subject)


async def _run_of(session: AsyncSession, team_id: int, *, lock: bool = False) -> TeamRun:
    run_id = await queries.run_of_team(session, team_id)
    if run_id is None:
        raise NotFound("teams-team-unknown")
    run = await queries.lock_run(session, run_id) if lock else await session.get(TeamRun, run_id)
    if run is None:
        raise NotFound("teams-run-unknown")
    return run


async def _board(session: AsyncSession, run: TeamRun) -> _Board:
    season = await session.get_one(Season, run.season_id)
    day = run.created_at.astimezone(ZoneInfo(season.zone)).date()
    lines = await queries.lines(session, run.id)
    members = await queries.members(session, run.id)
    student_forms = await queries.applications(session, season.id, Role.STUDENT)
    tutor_forms = await queries.applications(session, season.id, Role.TUTOR)
    tutors = [line.tutor for line in lines if line.tutor is not None]
    people = {person.id: person for team in members.values() for person in team}
    accepted = [id_ for id_, form in student_forms.items() if form.status is ApplicationStatus.ACCEPTED]
    people |= await queries.people(session, [id_ for id_ in accepted if id_ not in people])
    board = _Board(
        run,
        lines,
        {tutor.id: tutor_of(tutor, tutor_forms.get(tutor.id)) for tutor in tutors},
        {id_: student_of(person, student_forms.get(id_), day) for id_, person in people.items()},
    )
    board.team_of = {person.id: team_id for team_id, team in members.items() for person in team}
    return board


def _effect(board: _Board, move: Move) -> Effect:
    touched = [team_id for team_id in (move.source_id, move.target_id) if team_id is not None]
    if any(team_id not in board.lines for team_id in touched):
        raise NotFound("teams-team-unknown")
    before, facts_before = score(board.formation(), board.rules), _facts(board, touched)
    board.apply(move)
    after, facts_after = score(board.formation(), board.rules), _facts(board, touched)
    return Effect(tuple(board.lines[team_id] for team_id in touched), before, after, facts_before, facts_after)


def _facts(board: _Board, touched: Sequence[int]) -> dict[int, tuple[Fact, ...]]:
    return {team_id: explain(board.formed(team_id)) for team_id in touched if board.size(team_id)}


async def _place(session: AsyncSession, run: TeamRun, person_id: int, team_id: int) -> None:
    place = await queries.membership(session, run.id, person_id)
    if place is None:
        session.add(TeamMember(run_id=run.id, team_id=team_id, person_id=person_id))
    else:
        place.team_id = team_id
    await session.flush()


async def _tell_of_move(session: AsyncSession, effect: Effect, move: Move, *, now: datetime) -> None:
    """The students who moved and the tutors of the teams they left and joined."""
    lines = {line.team.id: line for line in effect.lines}
    moves = [(move.person_id, move.source_id, move.target_id)]
    if move.other_id is not None and move.source_id is not None:
        moves.append((move.other_id, move.target_id, move.source_id))
    people = await queries.people(session, [person_id for person_id, *_ in moves])
    notices = []
    for person_id, source_id, target_id in moves:
        person, target = people[person_id], lines[target_id]
        run = await session.get_one(TeamRun, target.team.run_id)
        why = f"moved:{now.isoformat()}"
        # What was to be said about the place before is not true any more.
        await outbox.withdraw(session, subject=f"team-place:{run.id}:{person_id}", now=now)
        notices.append((person, _place_notice(run, person, "teams-moved-member", _team_args(target), why)))
        for team_id, template in ((source_id, "teams-moved-out"), (target_id, "teams-moved-in")):
            tutor = lines[team_id].tutor if team_id is not None else None
            if tutor is not None and team_id is not None:
                args = {"team": lines[team_id].team.name, "name": mate_name(person)}
                key = f"team-place:{run.id}:{tutor.id}:{why}:{person_id}"
                notices.append((tutor, Notice(key=key, template=template, args=args)))
    await outbox.promise(session, notices, now=now)
