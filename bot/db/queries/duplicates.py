"""Applications that may be one person's: who looks alike, the pairs, their two sides."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db.models import Application, Call, DuplicatePair, Municipality, Organisation, Person
from bot.domain.enums import ApplicationStatus


class PairSide(NamedTuple):
    """One application of a pair with everything that helps to compare."""

    application: Application
    call: Call
    person: Person
    municipality: str | None
    organisation: str | None


async def lookalikes(session: AsyncSession, season_id: int, person: Person) -> list[tuple[Application, Person]]:
    """Sent applications of the season by other people with this phone or this date of birth; names are compared later."""
    same = []
    if person.phone:
        same.append(Person.phone == person.phone)
    if person.birth_date is not None:
        same.append(Person.birth_date == person.birth_date)
    if not same:
        return []
    statement = (
        select(Application, Person)
        .join(Person, Person.id == Application.person_id)
        .join(Call, Call.id == Application.call_id)
        .where(
            Call.season_id == season_id,
            Application.person_id != person.id,
            Application.number.is_not(None),
            Application.status != ApplicationStatus.WITHDRAWN,
            Person.erased_at.is_(None),
            or_(*same),
        )
        .order_by(Application.id)
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]


@dataclass(slots=True)
class Applicant:
    """What somebody is compared by."""

    surname: str | None
    first_name: str | None
    birth_date: date | None
    phone: str | None


async def applicants_of(session: AsyncSession, season_id: int) -> list[tuple[int, Applicant]]:
    """Every sent application of a season with who sent it."""
    statement = (
        select(Application.id, Person.surname, Person.first_name, Person.birth_date, Person.phone)
        .join(Person, Person.id == Application.person_id)
        .join(Call, Call.id == Application.call_id)
        .where(
            Call.season_id == season_id,
            Application.number.is_not(None),
            Application.status != ApplicationStatus.WITHDRAWN,
            Person.erased_at.is_(None),
        )
        .order_by(Application.id)
    )
    return [(row[0], Applicant(*row[1:])) for row in await session.execute(statement)]


async def pairs(
    session: AsyncSession, season_id: int, *, settled: bool, offset: int, limit: int
) -> tuple[list[tuple[DuplicatePair, str, str]], int]:
    """A page of a season's pairs with both numbers, the oldest first, and how many there are in all."""
    first, second = aliased(Application), aliased(Application)
    statement = (
        select(DuplicatePair, first.number, second.number)
        .join(first, first.id == DuplicatePair.first_id)
        .join(second, second.id == DuplicatePair.second_id)
        .join(Call, Call.id == first.call_id)
        .where(Call.season_id == season_id)
        .where(DuplicatePair.verdict.is_not(None) if settled else DuplicatePair.verdict.is_(None))
    )
    total = await session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    rows = await session.execute(statement.order_by(DuplicatePair.id).offset(offset).limit(limit))
    return [(pair, str(one), str(other)) for pair, one, other in rows], total


async def locked(session: AsyncSession, pair_id: int) -> DuplicatePair | None:
    """A pair, held until the transaction ends."""
    return await session.get(DuplicatePair, pair_id, with_for_update=True, populate_existing=True)


async def side(session: AsyncSession, application_id: int) -> PairSide:
    """One application of a pair, read afresh."""
    statement = (
        select(Application, Call, Person, Municipality.name, func.coalesce(Organisation.name, Person.organisation_name))
        .join(Call, Call.id == Application.call_id)
        .join(Person, Person.id == Application.person_id)
        .outerjoin(Municipality, Municipality.id == Person.municipality_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Application.id == application_id)
        .execution_options(populate_existing=True)
    )
    return PairSide(*(await session.execute(statement)).one())


async def kept_instead(session: AsyncSession, application_id: int) -> str | None:
    """The number of the application that stays in the selection in place of this one; None when this one does."""
    number: str | None = await session.scalar(
        select(Application.number)
        .join(DuplicatePair, DuplicatePair.kept_id == Application.id)
        .where(
            or_(DuplicatePair.first_id == application_id, DuplicatePair.second_id == application_id),
            DuplicatePair.kept_id != application_id,
        )
        .limit(1)
    )
    return number
