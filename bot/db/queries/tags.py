"""Tags: all there are, those of a person, who has one."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, PersonTag


class TagLine(NamedTuple):
    """A tag as it was first written, and how many people have it."""

    key: str
    name: str
    people: int


async def known(session: AsyncSession) -> list[TagLine]:
    """Every tag somebody has, by name."""
    statement = (
        select(PersonTag.key, func.min(PersonTag.name), func.count())
        .join(Person, Person.id == PersonTag.person_id)
        .where(Person.erased_at.is_(None))
        .group_by(PersonTag.key)
        .order_by(PersonTag.key)
    )
    return [TagLine(*row) for row in await session.execute(statement)]


async def of_person(session: AsyncSession, person_id: int) -> Sequence[PersonTag]:
    """A person's tags, by name."""
    statement = select(PersonTag).where(PersonTag.person_id == person_id).order_by(PersonTag.key)
    return (await session.scalars(statement)).all()
