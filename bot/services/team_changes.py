"""Rearranging formed teams: every change can be looked at before, is explained, audited, and can be undone.

A change is another arrangement of the same run (`Board.arrange` makes it); what differs is written, kept for «undo», and
told to those it concerns once the teams are published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Team, TeamChange, TeamMember, TeamRun
from bot.db.queries import teams as queries
from bot.domain.access import Permission
from bot.domain.enums import TeamRunStatus
from bot.domain.errors import NotFound, Stale
from bot.domain.team_model import FormedTeam, Student
from bot.domain.team_report import Fact
from bot.domain.teams import Score, score
from bot.services import audit, office, outbox
from bot.services.outbox import Notice
from bot.services.team_board import NOBODY, Act, Board, Move, home_of, load, open_board, open_board_of, with_members
from bot.services.teams import mate_name, place_notice, team_args


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


def _effect(board: Board, after: Sequence[FormedTeam]) -> Effect:
    was, becomes = board.home(), home_of(after)
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
    was, becomes = board.home(), home_of(after)
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
            tutor = board.people.tutors.get(told["tutor"] or 0, NOBODY)
            teams[number] = FormedTeam(number, told["direction"], tutor, ())
    seated: dict[int, list[Student]] = {number: [] for number in teams}
    for person, place in home.items():
        if place is not None:
            seated[place].append(board.people.students[person])
    return [with_members(team, seated[number]) for number, team in sorted(teams.items())]


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
