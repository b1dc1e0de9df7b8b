"""Meetings of a published team: planned by its tutor or mentor, told to everybody, followed by the tutor's roll-call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Meeting, MeetingAttendance, OutboxMessage, Person, Team
from bot.db.queries import meetings as queries
from bot.db.queries import outbox as outbox_queries
from bot.db.queries import substitutes
from bot.db.queries import teams as team_queries
from bot.db.queries.meetings import MeetingLine, RollLine
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.domain.meetings import NOTE_LIMIT, PLACE_LIMIT, checked, ensure_ahead, ensure_plannable, ensure_roll_open
from bot.domain.paging import page_count
from bot.services import audit, outbox, reminders, team_access
from bot.services.outbox import Notice

MEETING_PLANNED, MEETING_MOVED, MEETING_CANCELLED = "meeting-planned", "meeting-moved", "meeting-cancelled"
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


def subject_of(meeting: Meeting) -> str:
    """What the messages about a meeting are about."""
    return f"meeting:{meeting.id}"


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
        await _tell(session, team, meeting, actor, now=now)
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
    await _tell(session, team, meeting, actor, before=old, now=now)
    await reminders.plan_meeting(session, meeting, now=now)
    return meeting


async def cancel(session: AsyncSession, actor: Person, meeting_id: int, *, now: datetime) -> Meeting:
    """A meeting to come does not take place: who knows of it is told once. Raises as ``planned``."""
    meeting, team = await planned(session, actor, meeting_id, now=now)
    meeting.cancelled_at, meeting.version = now, meeting.version + 1
    await session.flush()
    await _tell(session, team, meeting, actor, before=meeting.starts_at, now=now)
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
    session: AsyncSession, team: Team, meeting: Meeting, actor: Person, *, before: datetime | None = None, now: datetime
) -> None:
    """Tell the others of the team that the meeting is planned, moved from ``before``, or cancelled.

    What somebody has not been sent yet gives way, and «Было» is the time each was told: who never heard of the meeting
    hears of it at its present time, or, once it is cancelled, nothing.
    """
    subject = subject_of(meeting)
    heard = await outbox_queries.told(session, subject)
    unread = await outbox_queries.take_back(session, OutboxMessage.subject == subject, now=now)
    await outbox.withdraw(session, subject=subject, now=now)
    notices = []
    for person in await _people_of(session, team):
        told_at = _told_at(unread.get(person.id), before if person.id in heard else None)
        notice = _notice(team, meeting, person, told_at)
        if person.id != actor.id and notice is not None:
            notices.append((person, notice))
    await outbox.promise(session, notices, now=now)


async def _people_of(session: AsyncSession, team: Team) -> list[Person]:
    leading = {team.tutor_id, *await substitutes.mentor_ids(session, team)}
    leaders = [await session.get_one(Person, each) for each in sorted(filter(None, leading))]
    return [*await team_queries.members_of(session, team.id), *leaders]


def _told_at(unread: Mapping[str, Any] | None, before: datetime | None) -> datetime | None:
    """The time somebody knows: of a message they will not read any more, the one before it."""
    old = outbox.decode_arguments(unread).get("old") if unread is not None else before
    return old if isinstance(old, datetime) else None


def _notice(team: Team, meeting: Meeting, person: Person, told_at: datetime | None) -> Notice | None:
    args = {"team": team.name, "at": meeting.starts_at, "place": meeting.place, "meeting": meeting.id}
    if meeting.cancelled_at is not None:
        template = MEETING_CANCELLED if told_at is not None else None
    elif told_at is None:
        template = MEETING_PLANNED
    else:
        template, args = (MEETING_MOVED if told_at != meeting.starts_at else None), args | {"old": told_at}
    if template is None:
        return None
    return Notice(
        key=f"{subject_of(meeting)}:{meeting.version}:{person.id}",
        template=template,
        args=args,
        subject=subject_of(meeting),
        expires_at=meeting.starts_at,
    )


async def _still_concerns(session: AsyncSession, row: Any, now: datetime) -> bool:
    """Recheck: who has left the team meanwhile learns no more of where it meets."""
    meeting = await session.get(Meeting, int(row.args["meeting"]))
    team = await team_access.published(session, meeting.team_id) if meeting is not None else None
    person = await session.get(Person, row.person_id)
    return team is not None and person is not None and await team_access.is_own(session, person, team)


outbox.RECHECKS |= dict.fromkeys((MEETING_PLANNED, MEETING_MOVED, MEETING_CANCELLED), _still_concerns)
