"""Meetings of teams: the next one, the log, the roll."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Meeting, MeetingAttendance, Person, TeamMember


class MeetingLine(NamedTuple):
    """A meeting with how many were there."""

    meeting: Meeting
    present: int


class RollLine(NamedTuple):
    """A member of the team today; ``present`` is None before the first tap."""

    person: Person
    present: bool | None


async def next_of(session: AsyncSession, team_id: int, *, now: datetime) -> Meeting | None:
    """The team's next meeting."""
    found: Meeting | None = await session.scalar(
        select(Meeting)
        .where(Meeting.team_id == team_id, Meeting.starts_at >= now, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
    )
    return found


async def at_moment(session: AsyncSession, team_id: int, starts_at: datetime) -> Meeting | None:
    """The team's meeting that begins at a moment."""
    found: Meeting | None = await session.scalar(
        select(Meeting)
        .where(Meeting.team_id == team_id, Meeting.starts_at == starts_at, Meeting.cancelled_at.is_(None))
        .limit(1)
    )
    return found


async def count(session: AsyncSession, team_id: int) -> int:
    """How many meetings the log holds."""
    return await session.scalar(select(func.count()).select_from(Meeting).where(Meeting.team_id == team_id)) or 0


async def log(session: AsyncSession, team_id: int, *, offset: int, limit: int) -> list[MeetingLine]:
    """A page of the team's meetings, the latest first."""
    present = (
        select(func.count())
        .select_from(MeetingAttendance)
        .where(MeetingAttendance.meeting_id == Meeting.id, MeetingAttendance.present.is_(True))
        .correlate(Meeting)
        .scalar_subquery()
    )
    statement = (
        select(Meeting, present)
        .where(Meeting.team_id == team_id)
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [MeetingLine(*row) for row in await session.execute(statement)]


async def roll(session: AsyncSession, meeting: Meeting) -> Sequence[RollLine]:
    """The team's members of today by name, each with whether they were there."""
    there = (MeetingAttendance.person_id == Person.id) & (MeetingAttendance.meeting_id == meeting.id)
    statement = (
        select(Person, MeetingAttendance.present)
        .join(TeamMember, TeamMember.person_id == Person.id)
        .outerjoin(MeetingAttendance, there)
        .where(TeamMember.team_id == meeting.team_id)
        .order_by(Person.search_name, Person.id)
    )
    return [RollLine(*row) for row in await session.execute(statement)]


async def attendance(session: AsyncSession, meeting_id: int, person_id: int) -> MeetingAttendance | None:
    """What is known of somebody at a meeting."""
    found: MeetingAttendance | None = await session.scalar(
        select(MeetingAttendance).where(
            MeetingAttendance.meeting_id == meeting_id, MeetingAttendance.person_id == person_id
        )
    )
    return found
