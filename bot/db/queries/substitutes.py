"""Substitutes of mentors: of a team, of a person, those whose day has come."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import MentorSubstitute, Person, Team
from bot.domain.substitutes import LIVE, SubstituteStatus

_STATUS = MentorSubstitute.status


class SubstituteLine(NamedTuple):
    """A substitute with who it is and the team it is about."""

    row: MentorSubstitute
    person: Person
    team: Team


async def acting(session: AsyncSession, team_id: int) -> SubstituteLine | None:
    """Who answers for the team's mentor today."""
    found = await _lines(session, MentorSubstitute.team_id == team_id, _STATUS == SubstituteStatus.ACTIVE)
    return found[0] if found else None


async def mentor_ids(session: AsyncSession, team: Team) -> set[int]:
    """Who may do what the team's mentor may: the mentor, and whoever stands in today."""
    now_acting = select(MentorSubstitute.substitute_id).where(
        MentorSubstitute.team_id == team.id, _STATUS == SubstituteStatus.ACTIVE
    )
    return {each for each in (team.mentor_id, *await session.scalars(now_acting)) if each is not None}


async def of_team(session: AsyncSession, team_id: int) -> list[SubstituteLine]:
    """Those asked, agreed and under way, by their days, freshly read."""
    return await _lines(session, MentorSubstitute.team_id == team_id, _STATUS.in_(LIVE))


async def of_person(session: AsyncSession, person_id: int) -> list[SubstituteLine]:
    """What somebody is asked to stand in for, has agreed to or does today, by days."""
    return await _lines(session, MentorSubstitute.substitute_id == person_id, _STATUS.in_(LIVE))


async def _lines(session: AsyncSession, *where: object) -> list[SubstituteLine]:
    statement = (
        select(MentorSubstitute, Person, Team)
        .join(Person, Person.id == MentorSubstitute.substitute_id)
        .join(Team, Team.id == MentorSubstitute.team_id)
        .where(*where)  # type: ignore[arg-type]  # conditions, whatever their type
        .order_by(MentorSubstitute.first_day, MentorSubstitute.id)
        .execution_options(populate_existing=True)
    )
    return [SubstituteLine(*row) for row in await session.execute(statement)]


async def due(session: AsyncSession, today: date) -> Sequence[int]:
    """What a day changes, run by run (the order in which their locks are taken).

    The days of a team do not overlap, so by days what ends comes before what begins.
    """
    first, last = MentorSubstitute.first_day, MentorSubstitute.last_day
    statement = (
        select(MentorSubstitute.id)
        .join(Team, Team.id == MentorSubstitute.team_id)
        .where(
            or_(
                and_(_STATUS == SubstituteStatus.ASKED, first < today),
                and_(_STATUS == SubstituteStatus.AGREED, first <= today),
                and_(_STATUS == SubstituteStatus.ACTIVE, last < today),
            )
        )
        .order_by(Team.run_id, first, MentorSubstitute.id)
    )
    return (await session.scalars(statement)).all()
