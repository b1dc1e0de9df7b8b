"""What is there already, by what a file calls it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Direction, Event, Municipality, Partner, Person


def folded(name: str) -> str:
    """A name as it is compared: without case, ё as е, single spaces."""
    return " ".join(name.casefold().replace("ё", "е").split())


async def event_keys(session: AsyncSession, season_id: int) -> set[tuple[str, datetime]]:
    """Title (casefolded) and start of every event of the season."""
    rows = await session.execute(select(Event.title, Event.starts_at).where(Event.season_id == season_id))
    return {(title.casefold(), starts_at) for title, starts_at in rows}


async def municipality_ids(session: AsyncSession) -> dict[str, str]:
    """The ids of the municipalities in use, by folded name and by id."""
    rows = await session.execute(select(Municipality.id, Municipality.name).where(Municipality.retired_at.is_(None)))
    return {key: each for each, name in rows for key in (each, folded(name))}


async def direction_ids(session: AsyncSession) -> dict[str, str]:
    """The ids of the directions in use, by folded name and by id."""
    rows = await session.execute(select(Direction.id, Direction.name).where(Direction.retired_at.is_(None)))
    return {key: each for each, name in rows for key in (each, folded(name))}


async def partners(session: AsyncSession) -> dict[str, Partner]:
    """All partners by casefolded name."""
    return {partner.name.casefold(): partner for partner in await session.scalars(select(Partner))}


async def applicants(session: AsyncSession, call_id: int) -> set[tuple[str, str]]:
    """Name (as it is searched for) and date of birth (ISO) of everybody with an application to a call."""
    statement = (
        select(Person.search_name, Person.birth_date)
        .join(Application, Application.person_id == Person.id)
        .where(Application.call_id == call_id, Person.birth_date.is_not(None), Person.erased_at.is_(None))
    )
    return {(name, born.isoformat()) for name, born in await session.execute(statement) if born is not None}
