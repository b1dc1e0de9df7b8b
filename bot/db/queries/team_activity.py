"""What the published teams did last, and when they meet next."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.db.models import Meeting, ProjectVersion, Team, TeamQuestion
from bot.domain.team_activity import Activity, ActivityKind

_MOMENTS: tuple[tuple[ActivityKind, InstrumentedAttribute[int], InstrumentedAttribute[Any]], ...] = (
    (ActivityKind.PLANNED, Meeting.team_id, Meeting.planned_at),
    (ActivityKind.MET, Meeting.team_id, Meeting.starts_at),
    (ActivityKind.ROLL, Meeting.team_id, Meeting.rolled_at),
    (ActivityKind.PROJECT, ProjectVersion.team_id, ProjectVersion.saved_at),
    (ActivityKind.QUESTION, TeamQuestion.team_id, TeamQuestion.asked_at),
    (ActivityKind.QUESTION, TeamQuestion.team_id, TeamQuestion.answered_at),
)


_STANDS = {ActivityKind.MET: (Meeting.cancelled_at.is_(None),)}
"""A meeting that was cancelled was planned, but nobody met."""


async def of_run(session: AsyncSession, run_id: int, *, now: datetime) -> dict[int, list[Activity]]:
    """The last activity of every kind of a run's teams until now; teams that did nothing are left out."""
    found: dict[int, list[Activity]] = {}
    for team_id, kind, at in await session.execute(union_all(*_newest(run_id, now))):
        found.setdefault(team_id, []).append(Activity(at, ActivityKind(kind)))
    return found


def _newest(run_id: int, now: datetime) -> Iterable[Select[*tuple[Any, ...]]]:
    for kind, team, moment in _MOMENTS:
        yield (
            select(team, literal(kind.value), func.max(moment))
            .join(Team, Team.id == team)
            .where(Team.run_id == run_id, moment <= now, *_STANDS.get(kind, ()))
            .group_by(team)
        )


async def next_meetings(session: AsyncSession, run_id: int, *, now: datetime) -> dict[int, datetime]:
    """When the teams of a run meet next."""
    statement = (
        select(Meeting.team_id, func.min(Meeting.starts_at))
        .join(Team, Team.id == Meeting.team_id)
        .where(Team.run_id == run_id, Meeting.starts_at > now, Meeting.cancelled_at.is_(None))
        .group_by(Meeting.team_id)
    )
    return {team_id: at for team_id, at in await session.execute(statement)}  # noqa: C416 - rows are no tuples to mypy
