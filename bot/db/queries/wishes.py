"""Wishes for teams, and who is with whom and with whom not."""

from collections.abc import Sequence

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Call, Person, TeamTie, TeamWish
from bot.domain.enums import ApplicationStatus, Role, TieKind


async def wish(session: AsyncSession, season_id: int, person_id: int) -> TeamWish | None:
    """What a student has said, if anything."""
    found: TeamWish | None = await session.scalar(
        select(TeamWish)
        .where(TeamWish.season_id == season_id, TeamWish.person_id == person_id)
        .execution_options(populate_existing=True)
    )
    return found


async def wishes(session: AsyncSession, season_id: int) -> dict[int, TeamWish]:
    """Everybody's wishes by person."""
    found = await session.scalars(select(TeamWish).where(TeamWish.season_id == season_id))
    return {each.person_id: each for each in found}


async def ties(session: AsyncSession, season_id: int) -> Sequence[TeamTie]:
    """Everything said about two people of the season."""
    statement = select(TeamTie).where(TeamTie.season_id == season_id).order_by(TeamTie.id)
    return (await session.scalars(statement)).all()


async def said_by(session: AsyncSession, season_id: int, person_id: int) -> Sequence[TeamTie]:
    """What a person has said about themselves and others, in that order."""
    statement = (
        select(TeamTie)
        .where(TeamTie.season_id == season_id, TeamTie.said_by == person_id, TeamTie.one_id == person_id)
        .order_by(TeamTie.id)
    )
    return (await session.scalars(statement)).all()


async def bans_of(session: AsyncSession, season_id: int, person_id: int) -> Sequence[TeamTie]:
    """Whom a person must not be with, whoever said so."""
    statement = (
        select(TeamTie)
        .where(
            TeamTie.season_id == season_id,
            TeamTie.kind == TieKind.APART,
            or_(TeamTie.one_id == person_id, TeamTie.other_id == person_id),
        )
        .order_by(TeamTie.id)
    )
    return (await session.scalars(statement)).all()


async def tie(session: AsyncSession, season_id: int, one_id: int, other_id: int) -> TeamTie | None:
    """What the first has said about the second, or the office about both."""
    found: TeamTie | None = await session.scalar(
        select(TeamTie).where(TeamTie.season_id == season_id, TeamTie.one_id == one_id, TeamTie.other_id == other_id)
    )
    return found


async def drop_tie(session: AsyncSession, tie_id: int) -> None:
    """Unsay it."""
    await session.execute(delete(TeamTie).where(TeamTie.id == tie_id))


async def by_number(session: AsyncSession, season_id: int, number: str) -> Sequence[Person]:
    """The student with this application number."""
    statement = _students(season_id).where(Application.number == number)
    return (await session.scalars(statement)).all()


async def by_name(session: AsyncSession, season_id: int, first_name: str, surname: str) -> Sequence[Person]:
    """Applicants whose surname begins so and in whose name the first name stands somewhere; both as search keys."""
    pattern = f"{_literal(surname)}%{_literal(first_name)}%"
    statement = _students(season_id).where(Person.search_name.like(pattern, escape="\\")).order_by(Person.id).limit(200)
    return (await session.scalars(statement)).all()


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _students(season_id: int) -> Select[Person]:
    return (
        select(Person)
        .join(Application, Application.person_id == Person.id)
        .join(Call, Call.id == Application.call_id)
        .where(
            Call.season_id == season_id,
            Call.role == Role.STUDENT,
            Application.status.not_in((ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN)),
            Person.erased_at.is_(None),
        )
    )
