"""A team's group in the messenger: its tutor binds it, the bot lets in the team and nobody else.

What has to be asked of the messenger (a link, somebody's leaving) is a row that says so; the delivery asks, and tells
here what came of it. What people read there goes by the outbox, as everything else.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Team, TeamGroup, TeamGroupGuest
from bot.db.queries import seasons as season_queries
from bot.db.queries import team_groups as queries
from bot.db.queries import teams as team_queries
from bot.db.queries.team_groups import Departure
from bot.domain.enums import Priority
from bot.domain.errors import NotAllowed, Stale
from bot.domain.team_groups import GroupProblem, ensure_can_bind, problem_of
from bot.services import audit, outbox, teams
from bot.services.outbox import Notice

RETRY = timedelta(minutes=1)
"""After so long a call whose outcome was never told is made again."""

_BATCH = 10


async def bind(session: AsyncSession, actor: Person, chat_id: int, *, now: datetime) -> Team | None:
    """Make a chat the group of the team whose tutor says so there; what anybody else says there is None.

    Raises Stale ``team-group-bound``, RuleViolation ``team-group-taken`` or ``team-group-already``.
    """
    team = await _led(session, actor)
    if team is None:
        return None
    await session.get(Team, team.id, with_for_update=True, populate_existing=True)
    taken = await queries.of_chat(session, chat_id, lock=True)
    present = await queries.of_team(session, team.id, lock=True)
    ensure_can_bind(
        chat_team=taken.team_id if taken is not None else None,
        team_chat=present.chat_id if present is not None else None,
        team_id=team.id,
        chat_id=chat_id,
    )
    group = TeamGroup(team_id=team.id, chat_id=chat_id, bound_by=actor.id, bound_at=now, look_at=now)
    session.add(group)
    await session.flush()
    await _welcome(session, group, actor, now=now)
    audit.record(session, "team_group.bound", actor=actor, now=now, subject=f"team:{team.id}")
    return team


async def own(session: AsyncSession, actor: Person, *, lock: bool = False) -> tuple[Team, TeamGroup | None]:
    """The team the actor leads, and its group. Raises NotAllowed for anybody who leads none."""
    team = await _led(session, actor)
    if team is None:
        raise NotAllowed("not-allowed")
    return team, await queries.of_team(session, team.id, lock=lock)


async def unbind(session: AsyncSession, actor: Person, *, now: datetime) -> Team:
    """The tutor gives the group up: the bot lets nobody in any more. Raises Stale ``team-group-none``."""
    team, group = await own(session, actor, lock=True)
    if group is None:
        raise Stale("team-group-none")
    await queries.forget(session, group)
    audit.record(session, "team_group.unbound", actor=actor, now=now, subject=f"team:{team.id}")
    return team


async def knock(session: AsyncSession, actor: Person, chat_id: int, *, now: datetime) -> bool | None:
    """Whether somebody who asks to come in is let in; None for a chat that is no team's group."""
    group = await queries.of_chat(session, chat_id)
    if group is None:
        return None
    if actor.erased_at is not None or not await queries.on_roster(session, group.team_id, actor.id):
        return False
    await _welcome(session, group, actor, now=now)
    return True


async def standing(session: AsyncSession, chat_id: int, *, inside: bool, may_invite: bool, now: datetime) -> None:
    """The bot was added, promoted, demoted or removed in a chat; the tutor of its team hears of what is wrong."""
    group = await queries.of_chat(session, chat_id, lock=True)
    if group is not None:
        await _set_problem(session, group, problem_of(inside=inside, may_invite=may_invite), now=now)


async def moved(session: AsyncSession, chat_id: int, new_chat_id: int) -> None:
    """The group has become a supergroup: the same people at another address."""
    group = await queries.of_chat(session, chat_id, lock=True)
    if group is not None:
        # A link of the former group is dead.
        group.chat_id, group.link = new_chat_id, None


# --- what the delivery asks the messenger for


async def anything_due(session: AsyncSession, *, now: datetime) -> bool:
    """A look without a lock: whether a link is to be made or leave to be taken."""
    if await queries.without_link(session, now=now, longest=RETRY, limit=1, lock=False):
        return True
    return bool(await queries.departures(session, now=now, longest=RETRY, limit=1, lock=False))


async def links_to_make(session: AsyncSession, *, now: datetime) -> Sequence[TeamGroup]:
    """Groups that need a link; unless something is told of them, they come again after ``RETRY``."""
    found = await queries.without_link(session, now=now, longest=RETRY, limit=_BATCH)
    for group in found:
        group.look_at = now + RETRY
    return found


async def link_made(session: AsyncSession, group_id: int, link: str, *, now: datetime) -> None:
    """A link is there: the team is told where to ask, the group what to do first."""
    group = await session.get(TeamGroup, group_id, with_for_update=True, populate_existing=True)
    if group is None or group.link is not None:
        return
    group.link = link
    team = await session.get_one(Team, group.team_id)
    members = await team_queries.members_of(session, team.id)
    args = {"team": team.name, "link": link}
    notices = [
        (each, Notice(key=f"team-group:{group.id}:{each.id}", template="team-group-open", args=args))
        for each in members
    ]
    await outbox.promise(session, notices, now=now)
    first = Notice(key=f"team-group:{group.id}", template="team-group-first", args={"team": team.name})
    await outbox.promise_to_chat(session, group.chat_id, first, now=now)


async def link_refused(session: AsyncSession, group_id: int, problem: GroupProblem, *, now: datetime) -> None:
    """The messenger has said why there is no link."""
    group = await session.get(TeamGroup, group_id, with_for_update=True, populate_existing=True)
    if group is not None:
        await _set_problem(session, group, problem, now=now)


async def departures(session: AsyncSession, *, now: datetime) -> list[Departure]:
    """Those who are to leave a group of a team they have left; they come again after ``RETRY`` as above."""
    found = await queries.departures(session, now=now, longest=RETRY, limit=_BATCH)
    for each in found:
        each.guest.look_at = now + RETRY
    return found


async def departed(session: AsyncSession, guest_id: int, *, refused: bool, now: datetime) -> None:
    """Somebody has left a group, or the messenger has refused: then the tutor is asked to see to it."""
    guest = await session.get(TeamGroupGuest, guest_id, with_for_update=True, populate_existing=True)
    if guest is None:
        return
    group = await session.get_one(TeamGroup, guest.group_id)
    if refused:
        await _tell_tutor(session, group, "team-group-stranger", f"guest:{guest.id}", now=now)
    await session.delete(guest)
    await session.flush()


async def follow_merges(session: AsyncSession, *, now: datetime) -> None:
    """Groups of teams that became part of another are told where to go, and are nobody's afterwards."""
    for group, into in await queries.merged_away(session, limit=_BATCH):
        notice = Notice(key=f"team-group:{group.id}:merged", template="team-group-merged", args={"into": into.name})
        await outbox.promise_to_chat(session, group.chat_id, notice, now=now)
        await queries.forget(session, group)


async def _led(session: AsyncSession, actor: Person) -> Team | None:
    season = await season_queries.newest(session)
    run = await team_queries.published_run(session, season.id) if season is not None else None
    team_id = await team_queries.team_of(session, run.id, actor.id) if run is not None else None
    team = await session.get(Team, team_id) if team_id is not None else None
    return team if team is not None and team.tutor_id == actor.id else None


async def _welcome(session: AsyncSession, group: TeamGroup, person: Person, *, now: datetime) -> None:
    known = await queries.guest(session, group.id, person.id)
    if known is None and person.telegram_id is not None:
        session.add(TeamGroupGuest(group_id=group.id, person_id=person.id, telegram_id=person.telegram_id, look_at=now))
        await session.flush()


async def _set_problem(session: AsyncSession, group: TeamGroup, problem: GroupProblem | None, *, now: datetime) -> None:
    if problem == group.problem:
        return
    group.problem, group.look_at = problem, now
    if problem is GroupProblem.REMOVED:
        # A link dies with the standing of whoever made it.
        group.link = None
    if problem is not None:
        await queries.forget_erased(session, group)
        await _tell_tutor(
            session, group, f"team-group-problem-{problem.value}", f"{problem.value}:{now.timestamp():.0f}", now=now
        )


async def _tell_tutor(session: AsyncSession, group: TeamGroup, template: str, key: str, *, now: datetime) -> None:
    team = await session.get_one(Team, group.team_id)
    tutor = await session.get(Person, team.tutor_id) if team.tutor_id is not None else None
    if tutor is None:
        return
    args = {"team": team.name, "tutor": teams.tutor_name(tutor)}
    notice = Notice(
        key=f"team-group:{group.id}:{key}:{tutor.id}", template=template, args=args, priority=Priority.DECISION
    )
    await outbox.promise(session, [(tutor, notice)], now=now)
