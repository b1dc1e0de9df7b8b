"""What the office's desk shows: members, the audit log, people by name."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import (
    Application,
    AuditEntry,
    Base,
    Broadcast,
    Decision,
    DuplicatePair,
    MentorOffer,
    OfficeMember,
    Person,
    Team,
    TeamRun,
)
from bot.domain.applications import application_number, parse_application_number
from bot.domain.enums import ApplicationStatus, BroadcastStatus, OfferStatus, OfficeRole, TeamRunStatus
from bot.domain.people import search_key


class Member(NamedTuple):
    """Somebody who now holds a role."""

    person: Person
    role: OfficeRole


async def members(session: AsyncSession) -> list[Member]:
    """The office of today, administrators first."""
    statement = (
        select(Person, OfficeMember.role)
        .join(OfficeMember, OfficeMember.person_id == Person.id)
        .where(OfficeMember.revoked_at.is_(None))
        .order_by(OfficeMember.granted_at, OfficeMember.id)
    )
    rank = list(OfficeRole)
    found = [Member(person, role) for person, role in await session.execute(statement)]
    return sorted(found, key=lambda member: rank.index(member.role))


class Desk(NamedTuple):
    """What waits for the office, as numbers."""

    undecided: int
    staged: int
    duplicates: int
    teams_without_mentor: int
    offers_open: int
    broadcasts_running: int
    unreachable: int


async def desk(session: AsyncSession) -> Desk:
    """Everything on the desk in one statement."""
    decided = select(Decision.application_id).where(Decision.released_at.is_(None))
    published = select(TeamRun.id).where(TeamRun.status == TeamRunStatus.PUBLISHED)
    counts = (
        _count(Application).where(Application.status == ApplicationStatus.SUBMITTED, Application.id.not_in(decided)),
        _count(Decision).where(Decision.released_at.is_(None)),
        _count(DuplicatePair).where(DuplicatePair.verdict.is_(None)),
        _count(Team).where(Team.run_id.in_(published), Team.mentor_id.is_(None), Team.merged_into_id.is_(None)),
        _count(MentorOffer).where(MentorOffer.status == OfferStatus.OFFERED),
        _count(Broadcast).where(
            Broadcast.status.in_(
                (BroadcastStatus.APPROVAL, BroadcastStatus.QUEUED, BroadcastStatus.SENDING, BroadcastStatus.PAUSED)
            )
        ),
        _count(Person).where(Person.unreachable_since.is_not(None), Person.registered_at.is_not(None)),
    )
    row = (await session.execute(select(*(count.scalar_subquery() for count in counts)))).one()
    return Desk(*row)


def _count(model: type[Base]) -> Select[int]:
    return select(func.count()).select_from(model)


class LogLine(NamedTuple):
    """An audit entry with the name of who acted."""

    entry: AuditEntry
    actor: Person | None


async def audit_page(session: AsyncSession, *, offset: int, limit: int) -> list[LogLine]:
    """The newest entries first."""
    statement = (
        select(AuditEntry, Person)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .order_by(AuditEntry.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [LogLine(entry, person) for entry, person in await session.execute(statement)]


async def audit_count(session: AsyncSession) -> int:
    """How many entries there are."""
    return await session.scalar(select(func.count()).select_from(AuditEntry)) or 0


class Found(NamedTuple):
    """A page of a search: the people and how many there are in all."""

    people: Sequence[Person]
    total: int


async def find_people(session: AsyncSession, typed: str, *, offset: int, limit: int) -> Found:
    """Registered people whose name contains what was typed (ё as е), whose phone ends with its digits, or whose
    application has it as its number."""
    statement = select(Person).where(Person.registered_at.is_not(None), Person.erased_at.is_(None))
    if not typed.strip():
        total = await session.scalar(select(func.count()).select_from(statement.subquery())) or 0
        everybody = statement.order_by(Person.search_name, Person.id).offset(offset).limit(limit)
        return Found((await session.scalars(everybody)).all(), total)
    conditions = [Person.search_name.contains(search_key(typed), autoescape=True)]
    digits = "".join(filter(str.isdigit, typed))
    if len(digits) >= 4:
        conditions.append(Person.phone.endswith(digits[-10:], autoescape=True))
    if (number := parse_application_number(typed)) is not None:
        applied = select(Application.person_id).where(Application.number == application_number(*number))
        conditions.append(Person.id.in_(applied))
    statement = statement.where(or_(*conditions))
    # A part of a name is looked for in every row: once, for the page and its total together.
    ids = statement.with_only_columns(Person.id, func.count().over()).order_by(Person.search_name, Person.id)
    found = (await session.execute(ids.offset(offset).limit(limit))).all()
    page = select(Person).where(Person.id.in_([row[0] for row in found])).order_by(Person.search_name, Person.id)
    return Found((await session.scalars(page)).all(), found[0][1] if found else 0)
