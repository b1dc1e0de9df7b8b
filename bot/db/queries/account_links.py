"""Links of imported people: by what is in the address, who has none yet, what an account already has."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import AccountLink, Application, Consent, GuardianLink, MentorInvitation, OfficeMember, Person


class WithoutAccount(NamedTuple):
    """Somebody imported and the number of their application."""

    person: Person
    number: str | None


async def by_token(session: AsyncSession, hashed: str, *, lock: bool = False) -> AccountLink | None:
    """The link whose address has this hash."""
    statement = select(AccountLink).where(AccountLink.token == hashed)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found: AccountLink | None = await session.scalar(statement)
    return found


async def without_account(session: AsyncSession, *, person_id: int | None = None) -> list[WithoutAccount]:
    """Registered people nobody writes to the bot as, with their newest application; everybody or one of them."""
    statement = (
        select(Person, Application.number)
        .outerjoin(Application, Application.person_id == Person.id)
        .where(
            Person.telegram_id.is_(None),
            Person.erased_at.is_(None),
            Person.registered_at.is_not(None),
            Person.birth_date.is_not(None),
        )
        .order_by(Person.search_name, Person.id, Application.id)
    )
    if person_id is not None:
        statement = statement.where(Person.id == person_id)
    newest = {person.id: WithoutAccount(person, number) for person, number in await session.execute(statement)}
    return list(newest.values())


async def revoke(session: AsyncSession, people: Sequence[int], *, now: datetime) -> None:
    """Their links so far open nothing any more."""
    await session.execute(
        update(AccountLink)
        .where(AccountLink.person_id.in_(people), AccountLink.used_at.is_(None), AccountLink.revoked_at.is_(None))
        .values(revoked_at=now)
        .execution_options(synchronize_session=False)
    )


async def has_something(session: AsyncSession, person: Person) -> bool:
    """Whether somebody is more than an account that has pressed «Start»."""
    if person.registered_at is not None or person.role is not None:
        return True
    held = or_(
        exists().where(OfficeMember.person_id == person.id),
        exists().where(Application.person_id == person.id),
        exists().where(Consent.signer_id == person.id),
        exists().where(GuardianLink.guardian_id == person.id),
        exists().where(MentorInvitation.used_by == person.id),
    )
    return bool(await session.scalar(select(held)))
