"""Meetings of a published team: planned by its tutor or mentor, told to everybody, followed by the tutor's roll-call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Meeting, MeetingAttendance, Person, Team
from bot.db.queries import meetings as queries
from bot.db.queries import substitutes
from bot.db.queries import teams as team_queries
from bot.db.queries.meetings import MeetingLine, RollLine
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.domain.meetings import NOTE_LIMIT, PLACE_LIMIT, checked, ensure_ahead, ensure_plannable, ensure_roll_open
from bot.domain.paging import page_count
from bot.services import audit, outbox, reminders, team_access
from bot.services.outbox import Notice

PAGE = 6
"""Meetings on a page of the log."""


@dataclass(frozen=True, slots=True)
class Log:
    """A page of a team's meetings; ``plans`` says whether the reader may plan one, ``office`` whose page it is."""

    team: Team
    lines: Sequence[MeetingLine]
    page: int
    pages: int
    plans: bool
    mentor: bool
    office: bool


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """A meeting; ``roll`` is empty for members, who see no list of who was missing; ``plans``: may move or cancel it."""

    meeting: Meeting
    team: Team
    roll: Sequence[RollLine]
    leads: bool
    mentor: bool
    plans: bool


async def plan(
    session: AsyncSession, actor: Person, team_id: int, starts_at: datetime, place: str, *, now: datetime
) -> Meeting:
    """Plan a meeting, or enter one that was held; the others are told of one to come.

    Raises RuleViolation ``meeting-twice`` when the team has one at that moment.
    """
    team = await planner_of(session, actor, team_id)
    # Holding the team, a message sent twice finds the first meeting.
    await session.get(Team, team_id, with_for_update=True, populate_existing=True)
    ensure_plannable(starts_at, now)
    if await queries.at_moment(session, team_id, starts_at) is not None:
        raise RuleViolation("meeting-twice")
    meeting = Meeting(
        team_id=team_id, starts_at=starts_at, place=checked(place, PLACE_LIMIT), planned_by=actor.id, planned_at=now
    )
    session.add(meeting)
    await session.flush()
    if starts_at > now:
        await _tell(session, team, meeting, actor, "meeting-planned", {}, now=now)
        await reminders.plan_meeting(session, meeting, now=now)
    return meeting


async def move(session: AsyncSession, actor: Person, meeting_id: int, starts_at: datetime, *, now: datetime) -> Meeting:
    """A meeting to come is at another time: «Было / Стало» to the others, reminders move along.

    Raises Stale ``meeting-same``, RuleViolation ``meeting-over``, ``meeting-twice`` and those of ``ensure_plannable``.
    """
    meeting, team = await planned(session, actor, meeting_id, now=now)
    ensure_ahead(starts_at, now)
    ensure_plannable(starts_at, now)
    if meeting.starts_at == starts_at:
        raise Stale("meeting-same")
    if await queries.at_moment(session, team.id, starts_at) is not None:
        raise RuleViolation("meeting-twice")
    old, meeting.starts_at = meeting.starts_at, starts_at
    meeting.version += 1
    await session.flush()
    await _tell(session, team, meeting, actor, "meeting-moved", {"old": old}, now=now)
    await reminders.plan_meeting(session, meeting, now=now)
    return meeting


async def cancel(session: AsyncSession, actor: Person, meeting_id: int, *, now: datetime) -> Meeting:
    """A meeting to come does not take place: the others are told once. Raises as ``planned``."""
    meeting, team = await planned(session, actor, meeting_id, now=now)
    meeting.cancelled_at, meeting.version = now, meeting.version + 1
    await session.flush()
    await _tell(session, team, meeting, actor, "meeting-cancelled", {}, now=now)
    await reminders.plan_meeting(session, meeting, now=now)
    return meeting


async def planned(session: AsyncSession, actor: Person, meeting_id: int, *, now: datetime) -> tuple[Meeting, Team]:
    """A meeting to come that the actor may move or cancel; held for a change.

    Raises Stale ``meeting-gone`` for a cancelled one, RuleViolation ``meeting-over`` once it has begun.
    """
    found = await session.get(Meeting, meeting_id)
    if found is None:
        raise NotAllowed("not-allowed")
    team = await planner_of(session, actor, found.team_id)
    # The team first, as whoever plans does: a moment is free or taken for everybody.
    await session.get(Team, team.id, with_for_update=True, populate_existing=True)
    meeting = await session.get_one(Meeting, meeting_id, with_for_update=True, populate_existing=True)
    if meeting.cancelled_at is not None:
        raise Stale("meeting-gone")
    ensure_ahead(meeting.starts_at, now)
    return meeting, team


async def planner_of(session: AsyncSession, actor: Person, team_id: int) -> Team:
    """A published team whose meetings the actor plans: its tutor's, its mentor's, whoever stands in for the mentor."""
    team = await team_access.published(session, team_id)
    if team is None or actor.id not in {team.tutor_id, *await substitutes.mentor_ids(session, team)}:
        raise NotAllowed("not-allowed")
    return team


async def log(session: AsyncSession, actor: Person, team_id: int, *, page: int) -> Log:
    """A page of the team's meetings for its own people and the office."""
    team, own = await team_access.readable(session, actor, team_id)
    pages = page_count(await queries.count(session, team_id), PAGE)
    page = min(page, pages - 1)
    lines = await queries.log(session, team_id, offset=page * PAGE, limit=PAGE)
    mentor = actor.id in await substitutes.mentor_ids(session, team)
    return Log(team, lines, page, pages, mentor or actor.id == team.tutor_id, mentor, not own)


async def card(session: AsyncSession, actor: Person, meeting_id: int, *, now: datetime) -> MeetingCard:
    """A meeting; the office's reading of who was there is audited."""
    meeting = await session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotAllowed("not-allowed")
    team, own = await team_access.readable(session, actor, meeting.team_id)
    leads, mentor = actor.id == team.tutor_id, actor.id in await substitutes.mentor_ids(session, team)
    roll = await queries.roll(session, meeting) if leads or mentor or not own else []
    if not own:
        audit.record(session, "meeting.read", actor=actor, now=now, subject=f"team:{team.id}")
    plans = (leads or mentor) and meeting.cancelled_at is None and meeting.starts_at > now
    return MeetingCard(meeting, team, roll, leads, mentor, plans)


async def mark(
    session: AsyncSession, actor: Person, meeting_id: int, person_id: int, present: bool, *, now: datetime
) -> None:
    """The tutor says whether a member was there; saying it again changes nothing."""
    meeting = await led(session, actor, meeting_id, now=now)
    if all(line.person.id != person_id for line in await queries.roll(session, meeting)):
        raise Stale("teams-member-elsewhere")
    known = await queries.attendance(session, meeting_id, person_id)
    if known is None:
        session.add(MeetingAttendance(meeting_id=meeting_id, person_id=person_id, present=present))
    else:
        known.present = present
    meeting.rolled_at = now
    await session.flush()


async def write_note(session: AsyncSession, actor: Person, meeting_id: int, text: str, *, now: datetime) -> Meeting:
    """The tutor's short note on what was done."""
    meeting = await led(session, actor, meeting_id, now=now)
    meeting.note = checked(text, NOTE_LIMIT)
    await session.flush()
    return meeting


async def led(session: AsyncSession, actor: Person, meeting_id: int, *, now: datetime) -> Meeting:
    """A meeting whose roll-call the actor may hold now; held for a change."""
    meeting = await session.get(Meeting, meeting_id, with_for_update=True, populate_existing=True)
    team = await team_access.published(session, meeting.team_id) if meeting is not None else None
    if meeting is None or team is None or actor.id != team.tutor_id or meeting.cancelled_at is not None:
        raise NotAllowed("not-allowed")
    ensure_roll_open(meeting.starts_at, now)
    return meeting


async def _tell(
    session: AsyncSession,
    team: Team,
    meeting: Meeting,
    actor: Person,
    template: str,
    also: Mapping[str, object],
    *,
    now: datetime,
) -> None:
    """The others of the team; what they have not been sent yet about the meeting gives way to this."""
    subject = f"meeting:{meeting.id}"
    await outbox.withdraw(session, subject=subject, now=now)
    people = list(await team_queries.members_of(session, team.id))
    leading = {team.tutor_id, *await substitutes.mentor_ids(session, team)}
    leaders = [await session.get_one(Person, each) for each in sorted(filter(None, leading))]
    args = {"team": team.name, "at": meeting.starts_at, "place": meeting.place, "meeting": meeting.id, **also}
    notices = [
        (
            person,
            Notice(
                key=f"{subject}:{meeting.version}:{person.id}",
                template=template,
                args=args,
                subject=subject,
                expires_at=meeting.starts_at,
            ),
        )
        for person in [*people, *leaders]
        if person.id != actor.id
    ]
    await outbox.promise(session, notices, now=now)
