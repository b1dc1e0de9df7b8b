"""People: who is writing, who is who."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.fixed import Fixed
from bot.db.memory import remembered
from bot.db.models import Call, Municipality, OfficeMember, Organisation, Person, Season
from bot.domain.enums import InstitutionKind, OfficeRole, Role
from bot.domain.people import PLACES, Places
from bot.domain.short_names import short_place

_BY_TELEGRAM_ID = Fixed(
    select(Person, OfficeMember.role)
    .outerjoin(OfficeMember, (OfficeMember.person_id == Person.id) & OfficeMember.revoked_at.is_(None))
    .where(Person.telegram_id == bindparam("account"))
)


async def by_telegram_id(session: AsyncSession, telegram_id: int) -> tuple[Person, OfficeRole | None] | None:
    """The person behind a Telegram account with their present role in the office, in one statement."""
    row = await _BY_TELEGRAM_ID.first(session, account=telegram_id)
    return (row[0], row[1]) if row is not None else None


_OFFICE_ROLE = Fixed(
    select(OfficeMember.role).where(OfficeMember.person_id == bindparam("whose"), OfficeMember.revoked_at.is_(None))
)


async def office_role(session: AsyncSession, person_id: int) -> OfficeRole | None:
    """The person's present role in the office."""
    role: OfficeRole | None = await _OFFICE_ROLE.scalar(session, whose=person_id)
    return role


async def office_chats(session: AsyncSession, *roles: OfficeRole) -> list[tuple[int, int]]:
    """(person id, Telegram id) of those who now hold one of the roles."""
    statement = (
        select(Person.id, Person.telegram_id)
        .join(OfficeMember, (OfficeMember.person_id == Person.id) & OfficeMember.revoked_at.is_(None))
        .where(OfficeMember.role.in_(roles), Person.telegram_id.is_not(None), Person.erased_at.is_(None))
        .order_by(Person.id)
    )
    return [(person_id, telegram_id) for person_id, telegram_id in await session.execute(statement) if telegram_id]


_NEWEST = select(Season.id).order_by(Season.starts_on.desc(), Season.id.desc()).limit(1).scalar_subquery()
_AGE_REFERENCES = select(Call.role, Call.age_reference_on).where(Call.season_id == _NEWEST)
_INSTITUTIONS = select(Call.role, Call.institutions).where(Call.season_id == _NEWEST)


async def age_reference(session: AsyncSession, role: Role) -> date | None:
    """The day on which the age of applicants counts, by the present season's call for a role."""
    days = await remembered(session, "age-references", lambda: _age_references(session))
    return days.get(role)


async def _age_references(session: AsyncSession) -> Mapping[Role, date]:
    rows = await session.execute(_AGE_REFERENCES)
    return MappingProxyType({row.role: row.age_reference_on for row in rows})


async def places(session: AsyncSession) -> Places:
    """From where each role is open, by the present season's calls."""
    return await remembered(session, "places", lambda: _places(session))


async def _places(session: AsyncSession) -> Places:
    rows = await session.execute(_INSTITUTIONS)
    named = {role: frozenset(InstitutionKind(kind) for kind in kinds) for role, kinds in rows if kinds}
    return MappingProxyType({**PLACES, **named})


class Listed(NamedTuple):
    """An entry of a pick-list."""

    id: str
    name: str
    retired: bool


_MUNICIPALITIES = select(Municipality.id, Municipality.name, Municipality.retired_at).order_by(
    Municipality.position, Municipality.id
)
_ORGANISATIONS = (
    select(Organisation.id, Organisation.short_name, Organisation.retired_at)
    .where(Organisation.kind == bindparam("of_kind"))
    .order_by(Organisation.short_name, Organisation.id)
)


async def municipality_list(session: AsyncSession) -> Sequence[Listed]:
    """Every municipality by its short name in the order of the list."""
    return await remembered(session, "municipalities", lambda: _municipalities(session))


async def _municipalities(session: AsyncSession) -> Sequence[Listed]:
    rows = await _listed(session, _MUNICIPALITIES, {})
    return tuple(one._replace(name=short_place(one.name)) for one in rows)


async def organisation_list(session: AsyncSession, kind: InstitutionKind) -> Sequence[Listed]:
    """Every organisation of a kind by its short name."""
    return await remembered(
        session, f"organisations:{kind}", lambda: _listed(session, _ORGANISATIONS, {"of_kind": kind})
    )


async def _listed(session: AsyncSession, statement: Executable, values: dict[str, Any]) -> Sequence[Listed]:
    rows = await session.execute(statement, values)
    return tuple(Listed(str(number), label, retired is not None) for number, label, retired in rows)
