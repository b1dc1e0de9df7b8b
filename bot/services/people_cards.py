"""One person's card for the office: what is known about them, and that it was looked at."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Municipality, Organisation, Person
from bot.db.queries import tags as tag_queries
from bot.domain.access import Permission
from bot.domain.consents import Participation
from bot.domain.errors import NotFound
from bot.services import audit, consents, office

VOCABULARIES = frozenset({"role", "gender", "institution", "signatures"})
"""Lines whose value is a word of a closed vocabulary: the screen translates it."""


async def open_card(
    session: AsyncSession, actor: Person, person_id: int, *, now: datetime
) -> dict[str, str | int | date | datetime]:
    """What is known about a person, line by line, in the order of reading; the reading itself is audited."""
    await office.ensure_allowed(session, actor, Permission.SEE_PEOPLE)
    statement = (
        select(Person, Municipality.name, Organisation.name)
        .outerjoin(Municipality, Municipality.id == Person.municipality_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.id == person_id, Person.erased_at.is_(None))
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound("person-unknown")
    person, municipality, organisation = row
    audit.record(session, "person.read", actor=actor, now=now, subject=f"person:{person.id}")
    tags = await tag_queries.of_person(session, person.id)
    signatures = await consents.participation(session, person, now=now)
    lines = {
        "name": person.full_name,
        "role": person.role,
        "gender": person.gender,
        "birth-date": person.birth_date,
        "municipality": municipality,
        "institution": person.institution,
        "organisation": organisation or person.organisation_name,
        "grade": person.grade,
        "phone": person.phone,
        "signatures": signatures if signatures is not Participation.STANDS else None,
        "tags": ", ".join(tag.name for tag in tags),
        "source": person.source,
        "registered": person.registered_at,
        "stopped": person.stopped_at,
        "unreachable": person.unreachable_since,
    }
    return {name: value for name, value in lines.items() if value is not None and value != ""}
