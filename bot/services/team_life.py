"""A published team lives: people leave, the reserve steps in, teams that became too small are merged.

Every act holds the team's run first, as moves, offers and answers do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Call, Person, Team, TeamRun, TeamStep
from bot.db.queries import applications as application_queries
from bot.db.queries import mentors as mentor_queries
from bot.db.queries import team_life as queries
from bot.db.queries import teams as team_queries
from bot.db.queries.teams import TeamLine
from bot.domain.access import Permission
from bot.domain.enums import ApplicationStatus, OfferStatus, OfficeRole, Role, TeamRunStatus, TeamStepKind
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.seats import MoveCause
from bot.domain.team_life import ReserveTutor, below_minimum, ensure_can_merge, next_tutor
from bot.domain.teams import TeamRules
from bot.services import audit, mentors, office, outbox, seats, substitutes, teams
from bot.services.outbox import Notice
from bot.services.team_people import directions_of

HISTORY = 10
"""How many changes a card shows."""


@dataclass(frozen=True, slots=True)
class Living:
    """A published team as the office follows it."""

    line: TeamLine
    members: Sequence[Person]
    smallest: int
    largest: int
    history: Sequence[queries.ChangeLine]


@dataclass(frozen=True, slots=True)
class _Held:
    run: TeamRun
    line: TeamLine

    @property
    def team(self) -> Team:
        """The team itself."""
        return self.line.team


async def published(session: AsyncSession, actor: Person, season_id: int) -> tuple[TeamRun | None, list[TeamLine]]:
    """The season's teams, those that need somebody first: too small, without a tutor."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    run = await team_queries.published_run(session, season_id)
    if run is None:
        return None, []
    smallest = TeamRules.from_dict(run.rules).min_size
    lines = await team_queries.lines(session, run.id)
    return run, sorted(lines, key=lambda line: (line.size >= smallest and line.tutor is not None, line.team.number))


async def open_team(session: AsyncSession, actor: Person, team_id: int, *, now: datetime) -> Living:
    """A published team with its members by name, which is an audited reading."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    run_id = await team_queries.run_of_team(session, team_id)
    run = await session.get(TeamRun, run_id) if run_id is not None else None
    if run is None:
        raise NotFound("teams-team-unknown")
    (line,) = await team_queries.lines(session, run.id, team_id=team_id)
    members = await team_queries.members_of(session, team_id)
    audit.record(session, "team.read", actor=actor, now=now, subject=f"team:{team_id}")
    rules = TeamRules.from_dict(run.rules)
    history = await queries.history(session, team_id, limit=HISTORY)
    return Living(line, members, rules.min_size, rules.max_size, history)


async def leave(session: AsyncSession, actor: Person, team_id: int, person_id: int, *, now: datetime) -> Team:
    """A student leaves the team and the programme; the rest and the tutor are told, the office when it becomes too small.

    Their place goes to the reserve.
    """
    call = await _lock_call(session, actor, team_id, Role.STUDENT)
    held = await _hold(session, actor, team_id)
    place = await team_queries.membership(session, held.run.id, person_id)
    if place is None or place.team_id != team_id:
        raise Stale("teams-member-elsewhere")
    person = await session.get_one(Person, person_id)
    await session.delete(place)
    await session.flush()
    change = await _note(session, held, TeamStepKind.MEMBER_LEFT, actor, now, person_id=person_id)
    await _free_seat(session, call, held, person, actor, now=now)
    args: dict[str, object] = {"team": held.team.name, "name": teams.mate_name(person)}
    told: list[tuple[Person, str]] = [(person, "team-left-you")]
    told += [(each, "team-left") for each in await _people_of(session, held)]
    await _tell(session, change, told, args, now=now)
    await _alert_if_small(session, held, change, now=now)
    return held.team


async def replace_tutor(session: AsyncSession, actor: Person, team_id: int, *, now: datetime) -> Person | None:
    """The tutor leaves and the reserve steps in at once; None (and the office is told) when there is no reserve."""
    call = await _lock_call(session, actor, team_id, Role.TUTOR)
    held = await _hold(session, actor, team_id)
    gone, left = held.line.tutor, None
    if gone is not None:
        left = await _part_with(session, call, held, gone, actor, now=now)
    reserve = await queries.reserve_tutors(session, held.run.id, held.run.season_id)
    people = {person.id: (person, application) for person, application in reserve}
    ranked = [
        ReserveTutor(person.id, place, directions_of(application))
        for place, (person, application) in enumerate(reserve)
    ]
    chosen = next_tutor(held.team.direction_id, ranked)
    if chosen is None:
        change = await _note(session, held, TeamStepKind.NO_TUTOR, actor, now)
        args = {"team": held.team.name, "team_id": team_id}
        await _alert(session, change, "team-tutor-alert", args, now=now)
        return None
    tutor, application = people[chosen.id]
    held.team.tutor_id = tutor.id
    await session.flush()
    if call is not None:
        await seats.step_in(session, call, application, tutor, instead_of=left, actor=actor, now=now)
    change = await _note(session, held, TeamStepKind.TUTOR_JOINED, actor, now, person_id=tutor.id)
    args = {"team": held.team.name, "tutor": teams.tutor_name(tutor), "size": held.line.size}
    told: list[tuple[Person, str]] = [(tutor, "team-tutor-you")]
    told += [(each, "team-tutor-new") for each in await _people_of(session, held) if each not in (gone, tutor)]
    await _tell(session, change, told, args, now=now)
    return tutor


async def merge(
    session: AsyncSession, actor: Person, source_id: int, target_id: int, *, beyond: bool = False, now: datetime
) -> Team:
    """Move everybody of one published team into another; the emptied team stays as history.

    The target keeps tutor and mentor. Those of the emptied team are told and thanked; an open offer ends. ``beyond``:
    the office accepts more than the largest size.
    """
    source = await _hold(session, actor, source_id)
    target = await _hold(session, actor, target_id)
    if source.run.id != target.run.id:
        raise NotFound("teams-team-unknown")
    largest = TeamRules.from_dict(target.run.rules).max_size
    together = source.line.size + target.line.size
    ensure_can_merge(source_id, target_id, size=source.line.size, together=together, largest=largest, beyond=beyond)
    newcomers = list(await team_queries.members_of(session, source_id))
    hosts = await _people_of(session, target)
    await team_queries.move_all(session, source_id, target_id)
    await _end_offers(session, source, actor, now=now)
    goodbye = [each for each in (source.line.tutor, source.line.mentor) if each is not None]
    source.team.merged_into_id, source.team.tutor_id, source.team.mentor_id = target_id, None, None
    await session.flush()
    change = await _note(session, target, TeamStepKind.MERGED, actor, now, other_team_id=source_id)
    await _note(session, source, TeamStepKind.MERGED_AWAY, actor, now, other_team_id=target_id)
    args = {
        "team": source.team.name,
        "into": target.team.name,
        "tutor": teams.tutor_name(target.line.tutor),
        "size": target.line.size + len(newcomers),
    }
    told = [(each, "team-merged-you") for each in newcomers]
    told += [(each, "team-merged-hosts") for each in hosts]
    told += [(each, "team-merged-goodbye") for each in goodbye]
    await _tell(session, change, told, args, now=now)
    audit.record(session, "team.merged", actor=actor, now=now, subject=f"team:{source_id}", detail=str(target_id))
    return target.team


async def forget(session: AsyncSession, person: Person, *, now: datetime) -> None:
    """Somebody is being erased: their place is free, and the office hears of a team that needs somebody now."""
    for run_id, team_id in await queries.teams_of(session, person.id):
        run = await team_queries.lock_run(session, run_id)
        lines = await team_queries.lines(session, run_id, team_id=team_id)
        if run is None or not lines:
            continue
        held = _Held(run, lines[0])
        if held.team.tutor_id == person.id:
            held.team.tutor_id = None
            change = await _note(session, held, TeamStepKind.TUTOR_LEFT, person, now, person_id=person.id)
            args: dict[str, object] = {"team": held.team.name, "team_id": team_id}
            await _alert(session, change, "team-tutorless-alert", args, now=now)
        elif (place := await team_queries.membership(session, run_id, person.id)) is not None:
            await session.delete(place)
            change = await _note(session, held, TeamStepKind.MEMBER_LEFT, person, now, person_id=person.id)
            await _alert_if_small(session, held, change, now=now)


async def _hold(session: AsyncSession, actor: Person, team_id: int) -> _Held:
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    run_id = await team_queries.run_of_team(session, team_id)
    run = await team_queries.lock_run(session, run_id) if run_id is not None else None
    lines = await team_queries.lines(session, run.id, team_id=team_id) if run is not None else []
    if run is None or not lines:
        # Merged while we waited for the lock, or never there.
        raise NotFound("teams-team-unknown")
    if run.status is not TeamRunStatus.PUBLISHED:
        raise RuleViolation("team-life-unpublished-yet")
    return _Held(run, lines[0])


async def _people_of(session: AsyncSession, held: _Held) -> list[Person]:
    """Members, tutor and mentor."""
    people = list(await team_queries.members_of(session, held.team.id))
    return people + [each for each in (held.line.tutor, held.line.mentor) if each is not None]


async def _lock_call(session: AsyncSession, actor: Person, team_id: int, role: Role) -> Call | None:
    """The call whose places are about to change: it is locked before the run, as whoever is erased does."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    run_id = await team_queries.run_of_team(session, team_id)
    run = await session.get(TeamRun, run_id) if run_id is not None else None
    call = await application_queries.call_of_role(session, run.season_id, role) if run is not None else None
    return await application_queries.lock_call(session, call.id) if call is not None else None


async def _free_seat(
    session: AsyncSession,
    call: Call | None,
    held: _Held,
    person: Person,
    actor: Person,
    *,
    now: datetime,
    refilling: bool = True,
) -> Application | None:
    """Give up the place of somebody accepted; None when they hold none."""
    if call is None:
        return None
    application = await queries.application_of(session, held.run.season_id, person.id, call.role)
    if application is None or application.status is not ApplicationStatus.ACCEPTED:
        return None
    cause = MoveCause.LEFT_TEAM
    await seats.give_up(session, call, application, person, cause, actor=actor, now=now, refilling=refilling)
    return application


async def _part_with(
    session: AsyncSession, call: Call | None, held: _Held, tutor: Person, actor: Person, *, now: datetime
) -> Application | None:
    """The tutor leaves; returns the application whose place is free by that. Who takes it is chosen by direction."""
    left = await _free_seat(session, call, held, tutor, actor, now=now, refilling=False)
    held.team.tutor_id = None
    await session.flush()
    change = await _note(session, held, TeamStepKind.TUTOR_LEFT, actor, now, person_id=tutor.id)
    await _tell(session, change, [(tutor, "team-tutor-goodbye")], {"team": held.team.name}, now=now)
    return left


async def _end_offers(session: AsyncSession, held: _Held, actor: Person, *, now: datetime) -> None:
    ends = {OfferStatus.OFFERED: OfferStatus.WITHDRAWN, OfferStatus.ACCEPTED: OfferStatus.RELEASED}
    ends[OfferStatus.STAGED] = OfferStatus.WITHDRAWN
    await substitutes.cancel_all(session, held.team.id, actor, now=now)
    for offer in await mentor_queries.offers_of_team(session, held.team.id):
        if offer.status not in ends:
            continue
        told = offer.status is OfferStatus.OFFERED
        await mentors.close_offer(session, offer, ends[offer.status], actor, now=now)
        if told:
            mentor = await session.get_one(Person, offer.mentor_id)
            notice = mentors.notice_about(offer, "withdrawn", "mentors-offer-withdrawn", team=held.team.name)
            await outbox.promise(session, [(mentor, notice)], now=now)


async def _note(
    session: AsyncSession,
    held: _Held,
    kind: TeamStepKind,
    actor: Person,
    now: datetime,
    *,
    person_id: int | None = None,
    other_team_id: int | None = None,
) -> TeamStep:
    change = TeamStep(
        team_id=held.team.id, kind=kind, person_id=person_id, other_team_id=other_team_id, actor_id=actor.id, at=now
    )
    session.add(change)
    await session.flush()
    audit.record(session, f"team.{kind.value}", actor=actor, now=now, subject=f"team:{held.team.id}")
    return change


async def _tell(
    session: AsyncSession,
    change: TeamStep,
    told: Iterable[tuple[Person, str]],
    args: Mapping[str, object],
    *,
    now: datetime,
) -> None:
    notices = [
        (person, Notice(key=f"team-change:{change.id}:{person.id}", template=template, args=args))
        for person, template in told
    ]
    await outbox.promise(session, notices, now=now)


async def _alert_if_small(session: AsyncSession, held: _Held, change: TeamStep, *, now: datetime) -> None:
    """After one of the team as it was held has left."""
    smallest = TeamRules.from_dict(held.run.rules).min_size
    size = held.line.size - 1
    if below_minimum(size, smallest):
        args = {"team": held.team.name, "size": size, "smallest": smallest, "team_id": held.team.id}
        await _alert(session, change, "team-small-alert", args, now=now)


async def _alert(
    session: AsyncSession, change: TeamStep, template: str, args: Mapping[str, object], *, now: datetime
) -> None:
    people = await mentor_queries.office_people(session, OfficeRole.ADMINISTRATOR, OfficeRole.OPERATOR)
    notices = [
        (person, Notice(key=f"team-alert:{change.id}:{person.id}", template=template, args=args)) for person in people
    ]
    await outbox.promise(session, notices, now=now)
