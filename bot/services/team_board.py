"""Rearranging formed teams: every change can be looked at before, is explained, audited, and can be undone.

A change is thought of as another arrangement of the same run (`domain.team_repair` and below make it); what differs is
written, kept for «undo», and told to those it concerns once the teams are published.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Season, Team, TeamChange, TeamMember, TeamRun
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
from bot.services import audit, office, outbox, team_people
from bot.services.outbox import Notice
from bot.services.team_people import TeamPeople
from bot.services.teams import mate_name, place_notice, team_args

_NOBODY = Tutor(id=0)


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
class Placed:
    """Somebody whose team changes: from and to a team's name, None for no team."""

    person: Person
    source: str | None
    target: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does: who goes where, the score of the whole run, and the facts of the teams it touches after it.

    ``others`` counts those who move though they neither come late nor leave.
    """

    placed: tuple[Placed, ...]
    others: int
    before: Score
    after: Score
    facts: Mapping[str, tuple[Fact, ...]]


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
                people.tutors.get(line.team.tutor_id or 0, _NOBODY),
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
        return _home(self.formed)

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
        return [_with(team, (*team.members, student)) if team.number == target else team for team in self.formed]

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
        whole = _with(into, (*into.members, *team.members))
        return [whole if each is into else each for each in self.formed if each is not team]


def _with(team: FormedTeam, members: Iterable[Student]) -> FormedTeam:
    return replace(team, members=tuple(sorted(members, key=lambda each: each.id)))


def _home(teams: Iterable[FormedTeam]) -> dict[int, int]:
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


async def preview(session: AsyncSession, actor: Person, run_id: int, act: Act) -> Effect:
    """What a change would do, without doing it."""
    board = await open_board(session, actor, run_id)
    return _effect(board, board.arrange(act))


async def preview_move(session: AsyncSession, actor: Person, move: Move) -> Effect:
    """What a move would do, without doing it."""
    board = await open_board_of(session, actor, move.target_id)
    return _effect(board, board.arrange(move))


async def move(session: AsyncSession, actor: Person, move: Move, *, now: datetime) -> Effect:
    """Move (or exchange) students."""
    board = await open_board_of(session, actor, move.target_id, lock=True)
    return await _carry_out(session, actor, board, move, now=now)


async def carry_out(session: AsyncSession, actor: Person, run_id: int, act: Act, *, now: datetime) -> Effect:
    """Do it; once the teams are published, those concerned are told."""
    board = await open_board(session, actor, run_id, lock=True)
    return await _carry_out(session, actor, board, act, now=now)


async def _carry_out(session: AsyncSession, actor: Person, board: Board, act: Act, *, now: datetime) -> Effect:
    after = board.arrange(act)
    effect = _effect(board, after)
    before, later = _difference(board, after)
    await _write(session, board, before, later)
    change = TeamChange(
        run_id=board.run.id, kind=act.kind, before=before, after=later, made_by=actor.id, made_at=now
    )  # fmt: skip
    session.add(change)
    await _close(session, actor, board, effect, f"teams.{act.kind.value}", now=now)
    return effect


async def last_change(session: AsyncSession, run_id: int) -> TeamChange | None:
    """What «undo» would take back."""
    return await queries.last_change(session, run_id)


async def undo(session: AsyncSession, actor: Person, change_id: int, *, now: datetime) -> tuple[TeamChange, Effect]:
    """Take the newest change back, if everybody it concerned is still where it put them.

    Raises Stale `teams-undo-late` otherwise.
    """
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    change = await session.get(TeamChange, change_id)
    if change is None:
        raise NotFound("teams-run-unknown")
    run = await queries.lock_run(session, change.run_id)
    if run is None:
        raise NotFound("teams-run-unknown")
    known = await queries.people(session, [int(each) for each in change.before["places"]])
    board = await load(session, run, also=[each for each in known.values() if each.erased_at is None])
    newest = await queries.last_change(session, change.run_id)
    missing = {int(each) for each in change.before["places"]} - board.people.students.keys()
    if newest is None or newest.id != change.id or missing or not _stands(board, change.after):
        raise Stale("teams-undo-late")
    effect = _effect(board, _rearranged(board, change.before))
    await _write(session, board, change.after, change.before)
    change.undone_at = now
    await _close(session, actor, board, effect, "teams.undo", now=now)
    return change, effect


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


def _effect(board: Board, after: Sequence[FormedTeam]) -> Effect:
    was, becomes = board.home(), _home(after)
    names = {team.number: team.name for team in board.by_number.values()}
    names |= {team.number: _name(team.number) for team in after if team.number not in names}
    changed = [each for each in sorted({*was, *becomes}) if was.get(each) != becomes.get(each)]
    placed = tuple(
        Placed(
            board.people.people[each],
            names[was[each]] if each in was else None,
            names[becomes[each]] if each in becomes else None,
        )
        for each in changed
    )
    touched = {number for each in changed for number in (was.get(each), becomes.get(each))}
    return Effect(
        placed,
        sum(each.source is not None and each.target is not None for each in placed),
        score(board.formed, board.rules),
        score(after, board.rules),
        {names[team.number]: board.explain(team) for team in after if team.number in touched},
    )


def _name(number: int) -> str:
    return f"№ {number}"


Differences = dict[str, Any]


def _difference(board: Board, after: Sequence[FormedTeam]) -> tuple[Differences, Differences]:
    """What a change makes of places and teams, both ways; keys are text, as JSON wants them."""
    was, becomes = board.home(), _home(after)
    moved = [each for each in sorted({*was, *becomes}) if was.get(each) != becomes.get(each)]
    old = {team.number: _told(team, board) for team in board.formed}
    new = {team.number: _told(team, board) for team in after}
    teams = [number for number in sorted({*old, *new}) if old.get(number) != new.get(number)]
    return (
        {"places": {str(each): was.get(each) for each in moved}, "teams": {str(each): old.get(each) for each in teams}},
        {
            "places": {str(each): becomes.get(each) for each in moved},
            "teams": {str(each): new.get(each) for each in teams},
        },
    )


def _told(team: FormedTeam, board: Board) -> dict[str, Any]:
    known = board.by_number.get(team.number)
    # A tutor who is unknown by now is still the team's.
    tutor = team.tutor.id or (known.tutor_id if known is not None else None)
    return {
        "name": known.name if known is not None else _name(team.number),
        "direction": team.direction,
        "tutor": tutor,
    }


def _stands(board: Board, after: Mapping[str, Any]) -> bool:
    home = board.home()
    old = {team.number: _told(team, board) for team in board.formed}
    return all(home.get(int(person)) == number for person, number in after["places"].items()) and all(
        old.get(int(number)) == told for number, told in after["teams"].items()
    )


def _rearranged(board: Board, wanted: Mapping[str, Any]) -> list[FormedTeam]:
    """The teams as ``wanted`` says, the rest as they are."""
    home: dict[int, int | None] = {**board.home(), **{int(each): to for each, to in wanted["places"].items()}}
    teams = {team.number: team for team in board.formed}
    for text, told in wanted["teams"].items():
        number = int(text)
        if told is None:
            teams.pop(number, None)
        else:
            tutor = board.people.tutors.get(told["tutor"] or 0, _NOBODY)
            teams[number] = FormedTeam(number, told["direction"], tutor, ())
    seated: dict[int, list[Student]] = {number: [] for number in teams}
    for person, place in home.items():
        if place is not None:
            seated[place].append(board.people.students[person])
    return [_with(team, seated[number]) for number, team in sorted(teams.items())]


async def _write(session: AsyncSession, board: Board, before: Differences, after: Differences) -> None:
    run, teams = board.run, dict(board.by_number)
    for text, told in after["teams"].items():
        number = int(text)
        if told is not None and number not in teams:
            teams[number] = Team(run_id=run.id, number=number, name=told["name"])
            session.add(teams[number])
        if told is not None:
            teams[number].direction_id, teams[number].tutor_id = told["direction"], told["tutor"]
    await session.flush()
    places = {place.person_id: place for place in board.places}
    for text, number in after["places"].items():
        place = places.get(int(text))
        if number is None:
            if place is not None:
                await session.delete(place)
        elif place is None:
            session.add(TeamMember(run_id=run.id, team_id=teams[number].id, person_id=int(text)))
        else:
            place.team_id = teams[number].id
    await session.flush()
    for text, told in after["teams"].items():
        if told is None and before["teams"][text] is not None:
            await session.delete(teams[int(text)])
    await session.flush()


async def _close(
    session: AsyncSession, actor: Person, board: Board, effect: Effect, action: str, *, now: datetime
) -> None:
    """What every change ends with: the score, the audit log, and the people concerned."""
    run = board.run
    run.score = asdict(effect.after)
    for each in effect.placed:
        detail = f"{each.source or '-'}>{each.target or '-'}"
        audit.record(session, action, actor=actor, now=now, subject=f"person:{each.person.id}", detail=detail)
    if run.status is TeamRunStatus.PUBLISHED:
        await _tell(session, run, effect, now=now)


async def _tell(session: AsyncSession, run: TeamRun, effect: Effect, *, now: datetime) -> None:
    """The students who moved and the tutors of the teams they left and joined."""
    lines = {line.team.name: line for line in await queries.lines(session, run.id)}
    notices: list[tuple[Person, Notice]] = []
    why = f"moved:{now.isoformat()}"
    for each in effect.placed:
        # What was to be said about the place before is not true any more.
        await outbox.withdraw(session, subject=f"team-place:{run.id}:{each.person.id}", now=now)
        if each.target is not None:
            args = team_args(lines[each.target])
            notices.append((each.person, place_notice(run, each.person, "teams-moved-member", args, why)))
        told = ((each.source, "teams-moved-out"), (each.target, "teams-moved-in"))
        for name, template in told:
            tutor = lines[name].tutor if name is not None else None
            if tutor is not None and name is not None:
                key = f"team-place:{run.id}:{tutor.id}:{why}:{each.person.id}:{template}"
                args = {"team": name, "name": mate_name(each.person)}
                notices.append((tutor, Notice(key=key, template=template, args=args)))
    await outbox.promise(session, notices, now=now)
