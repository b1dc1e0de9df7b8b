"""The roll of an event: those who go, and who of them came."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import EventAttendance, EventRegistration, Person
from bot.domain.enums import RegistrationStatus


class RollLine(NamedTuple):
    """Somebody who goes, and whether they came on the day."""

    person: Person
    present: bool


class Roll(NamedTuple):
    """A page of the roll; ``total`` people fit the search, ``going`` go in all, ``present`` of them came.

    The two numbers keep those who have been erased since: totals stay, nameless.
    """

    lines: Sequence[RollLine]
    total: int
    going: int
    present: int


def _goes(event_id: int) -> ColumnElement[bool]:
    return and_(EventRegistration.event_id == event_id, EventRegistration.status == RegistrationStatus.GOING)


_IS_HERE = Person.erased_at.is_(None)


async def roll(session: AsyncSession, event_id: int, day: date, *, typed: str, offset: int, limit: int) -> Roll:
    """Those who go by name; ``typed`` (as ``search_key`` writes it) is a part of the name."""
    came = and_(
        EventAttendance.event_id == event_id, EventAttendance.person_id == Person.id, EventAttendance.day == day
    )
    base = (
        select(Person, EventAttendance.id.is_not(None))
        .join(EventRegistration, EventRegistration.person_id == Person.id)
        .outerjoin(EventAttendance, came)
        .where(_goes(event_id))
    )
    found = base.where(_IS_HERE)
    if typed:
        found = found.where(Person.search_name.contains(typed, autoescape=True))
    page = found.order_by(Person.search_name, Person.id).offset(offset).limit(limit)
    lines = [RollLine(*row) for row in await session.execute(page)]
    total = await session.scalar(select(func.count()).select_from(found.subquery())) or 0
    counted = base.with_only_columns(func.count(), func.count(EventAttendance.id))
    going, present = (await session.execute(counted)).one()
    return Roll(lines, total, going, present)


async def goes(session: AsyncSession, event_id: int, person_id: int) -> bool:
    """Whether somebody is on the roll."""
    statement = (
        select(Person.id)
        .join(EventRegistration, EventRegistration.person_id == Person.id)
        .where(_goes(event_id), _IS_HERE, Person.id == person_id)
    )
    return await session.scalar(statement) is not None


async def mark_of(session: AsyncSession, event_id: int, person_id: int, day: date) -> EventAttendance | None:
    """The mark of a person on a day."""
    found: EventAttendance | None = await session.scalar(
        select(EventAttendance).where(
            EventAttendance.event_id == event_id, EventAttendance.person_id == person_id, EventAttendance.day == day
        )
    )
    return found


async def days_of(session: AsyncSession, event_id: int, person_id: int) -> Sequence[date]:
    """The days a person came, the first first."""
    statement = (
        select(EventAttendance.day)
        .where(EventAttendance.event_id == event_id, EventAttendance.person_id == person_id)
        .order_by(EventAttendance.day)
    )
    return (await session.scalars(statement)).all()
