"""Formed teams before the office: what every team and seat is like, what holds it, and how it could be arranged anew.

A change is thought of as another arrangement of the same run; `services.team_changes` carries it out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Season, Team, TeamMember, TeamRun
from bot.db.queries import teams as queries
from bot.db.queries.teams import TeamLine
from bot.domain.access import Permission
from bot.domain.enums import TeamChangeKind, TeamRunStatus
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.team_model import FormedTeam, Student, TeamRules, Tutor, mutual_pairs
from bot.domain.team_repair import repair, split
from bot.domain.team_report import (
    Comparison,
    Exchange,
    Fact,
    Seat,
    compare,
    exchanged,
    explain,
    explain_seat,
    why_apart,
)
from bot.domain.teams import Score, ensure_apart, ensure_can_move, score
from bot.services import audit, office, team_people
from bot.services.team_people import TeamPeople

NOBODY = Tutor(id=0)
"""Where a team has no tutor."""


@dataclass(frozen=True, slots=True)
class Move:
    """A student goes from one team to another; ``other`` comes back in exchange. ``source_id`` None: had no team."""

    person_id: int
    source_id: int | None
    target_id: int
    other_id: int | None = None

    @property
    def kind(self) -> TeamChangeKind:
        """How it is called in the history."""
        return TeamChangeKind.MOVE if self.other_id is None else TeamChangeKind.SWAP


@dataclass(frozen=True, slots=True)
class Repair:
    """Late comers in, leavers out, the fewest others moved."""

    kind = TeamChangeKind.REPAIR


@dataclass(frozen=True, slots=True)
class Split:
    """A team becomes two; the second gets a tutor who has none yet."""

    team_id: int
    tutor_id: int
    kind = TeamChangeKind.SPLIT


@dataclass(frozen=True, slots=True)
class Merge:
    """A team goes into another; its tutor is free again."""

    team_id: int
    into_id: int
    kind = TeamChangeKind.MERGE


Act = Move | Repair | Split | Merge


@dataclass(frozen=True, slots=True)
class Card:
    """A team as the office sees it; ``gone`` are the ids of members who are accepted no more, ``held`` the locked ones."""

    run: TeamRun
    line: TeamLine
    members: Sequence[Person]
    gone: frozenset[int]
    held: frozenset[int]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class SeatCard:
    """One member's place in the team; ``names`` are the people who would come in exchange, by id."""

    run: TeamRun
    line: TeamLine
    person: Person
    held: bool
    seat: Seat
    teams: Mapping[int, Team]
    names: Mapping[int, Person]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why two people are not in one team."""

    one: Person
    other: Person
    home: Team
    facts: tuple[Fact, ...]
    way: Exchange | None
    target: Team
    back: Person | None
    banned: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """Two runs of the same people side by side."""

    runs: tuple[TeamRun, TeamRun]
    scores: tuple[Score, Score]
    sizes: tuple[int, int]
    likeness: Comparison


class Board:
    """A run with everything its score depends on; rearranged in memory, without touching the database."""

    def __init__(
        self, run: TeamRun, lines: Sequence[TeamLine], people: TeamPeople, places: Sequence[TeamMember]
    ) -> None:
        self.run, self.people, self.places = run, people, places
        self.rules = TeamRules.from_dict(run.rules)
        self.lines = {line.team.id: line for line in lines}
        self.by_number = {line.team.number: line.team for line in lines}
        seated: dict[int, list[Student]] = {line.team.id: [] for line in lines}
        for place in places:
            if place.person_id in people.students:
                seated[place.team_id].append(people.students[place.person_id])
        self.formed = [
            FormedTeam(
                line.team.number,
                line.team.direction_id,
                people.tutors.get(line.team.tutor_id or 0, NOBODY),
                tuple(seated[line.team.id]),
            )
            for line in lines
        ]
        self.mates = mutual_pairs(each for team in self.formed for each in team.members)

    def number(self, team_id: int) -> int:
        """The number of one of the run's teams. Raises NotFound `teams-team-unknown`."""
        if team_id not in self.lines:
            raise NotFound("teams-team-unknown")
        return self.lines[team_id].team.number

    def team(self, team_id: int) -> FormedTeam:
        """One of the run's teams."""
        number = self.number(team_id)
        return next(team for team in self.formed if team.number == number)

    def explain(self, team: FormedTeam) -> tuple[Fact, ...]:
        """A team's facts; an empty one has none."""
        return explain(team, self.people.apart, self.mates) if team.members else ()

    def home(self) -> dict[int, int]:
        """Everybody's team by number."""
        return home_of(self.formed)

    def arrange(self, act: Act) -> list[FormedTeam]:
        """The teams after a change; nothing is written. Raises what forbids it."""
        match act:
            case Move():
                after = self._move(act)
            case Repair():
                after = self._repair()
            case Split():
                after = self._split(act)
            case Merge():
                after = self._merge(act)
        ensure_apart(self.formed, after, self.people.apart)
        return after

    def _move(self, act: Move) -> list[FormedTeam]:
        home, target = self.home(), self.number(act.target_id)
        source = self.number(act.source_id) if act.source_id is not None else None
        if act.person_id not in self.people.students:
            raise NotFound("teams-team-unknown")
        if source == target or home.get(act.person_id) != source:
            raise Stale("teams-member-elsewhere")
        if act.other_id is not None and (source is None or home.get(act.other_id) != target):
            raise Stale("teams-member-elsewhere")
        if act.other_id is None:
            # Somebody without a team leaves none behind too small.
            size = len(self.team(act.source_id).members) if act.source_id is not None else self.rules.min_size + 1
            ensure_can_move(source_size=size, target_size=len(self.team(act.target_id).members), rules=self.rules)
        if source is not None:
            return exchanged(self.formed, act.person_id, Exchange(target, act.other_id, 0))
        student = self.people.students[act.person_id]
        return [with_members(team, (*team.members, student)) if team.number == target else team for team in self.formed]

    def _repair(self) -> list[FormedTeam]:
        home = self.home()
        waiting = [self.people.students[each] for each in sorted(self.people.accepted) if each not in home]
        leavers = {each for each in home if each not in self.people.accepted}
        if not waiting and not leavers:
            raise Stale("teams-nothing-to-repair")
        return repair(
            self.formed,
            waiting,
            leavers,
            self.rules,
            apart=self.people.apart,
            stuck={place.person_id for place in self.places if place.locked},
            closed={line.team.number for line in self.lines.values() if line.team.locked},
        )

    def _split(self, act: Split) -> list[FormedTeam]:
        _ensure_draft(self.run)
        team, tutor = self.team(act.team_id), self.people.tutors.get(act.tutor_id)
        if tutor is None or tutor.id in {each.tutor.id for each in self.formed}:
            raise Stale("teams-tutor-busy")
        number = max(self.by_number) + 1
        halves = split(team, tutor, number, self.rules, self.people.apart)
        return [*(halves[0] if each is team else each for each in self.formed), halves[1]]

    def _merge(self, act: Merge) -> list[FormedTeam]:
        _ensure_draft(self.run)
        team, into = self.team(act.team_id), self.team(act.into_id)
        size = len(team.members) + len(into.members)
        if team is into or size > self.rules.max_size:
            raise RuleViolation("teams-merge-big", size=size, largest=self.rules.max_size)
        whole = with_members(into, (*into.members, *team.members))
        return [whole if each is into else each for each in self.formed if each is not team]


def with_members(team: FormedTeam, members: Iterable[Student]) -> FormedTeam:
    """The team with these members instead, in the order of their ids."""
    return replace(team, members=tuple(sorted(members, key=lambda each: each.id)))


def home_of(teams: Iterable[FormedTeam]) -> dict[int, int]:
    """Everybody's team by number."""
    return {each.id: team.number for team in teams for each in team.members}


def _ensure_draft(run: TeamRun) -> None:
    if run.status is not TeamRunStatus.DRAFT:
        raise Stale("teams-already-published")


async def load(session: AsyncSession, run: TeamRun, *, also: Sequence[Person] = ()) -> Board:
    """A run as it stands now; ``also`` are people it knew once."""
    season = await session.get_one(Season, run.season_id)
    day = run.created_at.astimezone(ZoneInfo(season.zone)).date()
    lines = await queries.lines(session, run.id)
    members = [person for team in (await queries.members(session, run.id)).values() for person in team]
    tutors = [line.tutor for line in lines if line.tutor is not None]
    people = await team_people.load(session, season.id, day, also=[*also, *members, *tutors])
    return Board(run, lines, people, await queries.places(session, run.id))


async def open_board(session: AsyncSession, actor: Person, run_id: int, *, lock: bool = False) -> Board:
    """A run with its teams, for those who form teams."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    run = await queries.lock_run(session, run_id) if lock else await session.get(TeamRun, run_id)
    if run is None:
        raise NotFound("teams-run-unknown")
    return await load(session, run)


async def open_board_of(session: AsyncSession, actor: Person, team_id: int, *, lock: bool = False) -> Board:
    """The run a team belongs to, for those who form teams."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    run_id = await queries.run_of_team(session, team_id)
    if run_id is None:
        raise NotFound("teams-team-unknown")
    return await open_board(session, actor, run_id, lock=lock)


async def open_card(session: AsyncSession, actor: Person, team_id: int, *, now: datetime) -> Card:
    """A team with its members by name, which is an audited reading."""
    board = await open_board_of(session, actor, team_id)
    audit.record(session, "team.read", actor=actor, now=now, subject=f"team:{team_id}")
    members = await queries.members_of(session, team_id)
    return Card(
        board.run,
        board.lines[team_id],
        members,
        frozenset(person.id for person in members) - board.people.accepted,
        frozenset(place.person_id for place in board.places if place.locked),
        board.explain(board.team(team_id)),
    )


async def open_seat(session: AsyncSession, actor: Person, team_id: int, person_id: int, *, now: datetime) -> SeatCard:
    """Why somebody is in a team, and what other places would mean; an audited reading."""
    board = await open_board_of(session, actor, team_id)
    if board.home().get(person_id) != board.number(team_id):
        raise Stale("teams-member-elsewhere")
    audit.record(session, "team.read", actor=actor, now=now, subject=f"person:{person_id}")
    seat = explain_seat(board.formed, person_id, board.rules, board.people.apart)
    return SeatCard(
        board.run,
        board.lines[team_id],
        board.people.people[person_id],
        any(place.person_id == person_id and place.locked for place in board.places),
        seat,
        board.by_number,
        board.people.people,
    )


async def open_why(session: AsyncSession, actor: Person, run_id: int, one_id: int, other_id: int) -> WhyNot:
    """Why two people are not in one team, and the least bad way to bring them together."""
    board = await open_board(session, actor, run_id)
    facts, way = why_apart(board.formed, one_id, other_id, board.rules, board.people.apart)
    home, people = board.home(), board.people.people
    return WhyNot(
        people[one_id],
        people[other_id],
        board.by_number[home[one_id]],
        facts,
        way,
        board.by_number[home[other_id]],
        people[way.other_id] if way is not None and way.other_id is not None else None,
        not board.people.apart.isdisjoint({(one_id, other_id), (other_id, one_id)}),
    )


async def open_sides(session: AsyncSession, actor: Person, run_id: int, other_id: int) -> Sides:
    """Two runs side by side."""
    one, other = await open_board(session, actor, run_id), await open_board(session, actor, other_id)
    return Sides(
        (one.run, other.run),
        (score(one.formed, one.rules), score(other.formed, other.rules)),
        (len(one.formed), len(other.formed)),
        compare(one.formed, other.formed),
    )


async def free_tutors(session: AsyncSession, actor: Person, team_id: int) -> tuple[TeamRun, list[Person]]:
    """Accepted tutors who lead no team of the run."""
    board = await open_board_of(session, actor, team_id)
    busy = {team.tutor.id for team in board.formed}
    return board.run, [board.people.people[each] for each in sorted(board.people.tutors) if each not in busy]


async def lock_person(
    session: AsyncSession, actor: Person, team_id: int, person_id: int, *, locked: bool, now: datetime
) -> None:
    """Keep a person in their team through repairs and new variants, or let them go again."""
    board = await open_board_of(session, actor, team_id, lock=True)
    place = next((each for each in board.places if (each.person_id, each.team_id) == (person_id, team_id)), None)
    if place is None:
        raise Stale("teams-member-elsewhere")
    place.locked = locked
    audit.record(session, "team.locked", actor=actor, now=now, subject=f"person:{person_id}", detail=str(int(locked)))


async def lock_team(session: AsyncSession, actor: Person, team_id: int, *, locked: bool, now: datetime) -> None:
    """Keep a whole team, its tutor and direction, or open it again."""
    board = await open_board_of(session, actor, team_id, lock=True)
    board.lines[team_id].team.locked = locked
    audit.record(session, "team.locked", actor=actor, now=now, subject=f"team:{team_id}", detail=str(int(locked)))
