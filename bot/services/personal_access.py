"""Personal access: a closed call that is open to one person for a while, for a reason."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Call, Person, PersonalAccess
from bot.db.queries import applications as queries
from bot.domain.access import Permission
from bot.domain.applications import ensure_can_open_for_one, ensure_reason, is_past
from bot.domain.enums import AccessKind
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.services import audit, office, outbox, people, seasons
from bot.services.outbox import Notice


@dataclass(frozen=True, slots=True)
class PersonalCall:
    """The call of a person's role as it stands for them."""

    person: Person
    call: Call
    application: Application | None
    access: PersonalAccess | None
    closed: bool


async def open_card(session: AsyncSession, actor: Person, person_id: int, *, now: datetime) -> PersonalCall:
    """A person's call for those of the office who may open it.

    Raises NotAllowed, NotFound ``person-unknown`` and ``call-unknown``, RuleViolation ``application-not-for-role``.
    """
    await office.ensure_allowed(session, actor, Permission.EDIT_CALLS)
    person = await session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise NotFound("person-unknown")
    if person.role not in people.APPLYING or person.registered_at is None:
        raise RuleViolation("application-not-for-role")
    season = await seasons.current(session)
    call = await queries.call_of_role(session, season.id, person.role)
    if call is None:
        raise NotFound("call-unknown")
    return PersonalCall(
        person=person,
        call=call,
        application=await queries.of_person(session, call.id, person_id),
        access=await queries.personal_access(session, call.id, person_id, AccessKind.APPLICATION),
        closed=is_past(call.closes_at, now),
    )


async def ensure_may_open(
    session: AsyncSession, actor: Person, person_id: int, until: datetime | None = None, *, now: datetime
) -> PersonalCall:
    """Whether the call may be opened for the person (until a moment); raises as ``open_card`` and
    ``ensure_can_open_for_one``."""
    found = await open_card(session, actor, person_id, now=now)
    status = found.application.status if found.application is not None else None
    ensure_can_open_for_one(status, closes_at=found.call.closes_at, until=until, now=now)
    return found


async def grant(
    session: AsyncSession, actor: Person, person_id: int, until: datetime, reason: str, *, now: datetime
) -> PersonalAccess:
    """Open the closed call for one person until a moment; a later one takes the place of an earlier. They are told.

    Raises as ``ensure_may_open`` and ``ensure_reason``.
    """
    await office.ensure_allowed(session, actor, Permission.EDIT_CALLS)
    ensure_reason(reason)
    await queries.lock_applications_of(session, person_id)
    found = await ensure_may_open(session, actor, person_id, until, now=now)
    if found.access is not None:
        await _close(session, found.access, actor, now)
    access = PersonalAccess(
        call_id=found.call.id,
        person_id=person_id,
        kind=AccessKind.APPLICATION,
        until=until,
        reason=reason.strip(),
        granted_by=actor.id,
        granted_at=now,
    )
    session.add(access)
    await session.flush()
    audit.record(
        session, "call.opened_for_one", actor=actor, now=now, subject=f"person:{person_id}", detail=until.isoformat()
    )
    notice = Notice(
        key=f"call-opened-for-one:{access.id}",
        template="call-opened-for-one",
        args={"until": until},
        subject=f"personal-access:{access.id}",
        expires_at=until,
    )
    await outbox.promise(session, [(found.person, notice)], now=now)
    return access


async def revoke(session: AsyncSession, actor: Person, person_id: int, *, now: datetime) -> None:
    """Close the call for the person like for everybody else. Raises as ``open_card``, Stale ``access-not-granted``."""
    found = await open_card(session, actor, person_id, now=now)
    if found.access is None:
        raise Stale("access-not-granted")
    await _close(session, found.access, actor, now)
    audit.record(session, "call.closed_for_one", actor=actor, now=now, subject=f"person:{person_id}")


async def _close(session: AsyncSession, access: PersonalAccess, actor: Person, now: datetime) -> None:
    access.revoked_at, access.revoked_by = now, actor.id
    await outbox.withdraw(session, subject=f"personal-access:{access.id}", now=now)
    # One stands at a time: the old one must be closed before the new one is written.
    await session.flush()


async def closing_for(session: AsyncSession, call: Call, person_id: int) -> datetime:
    """When the call closes for one person."""
    access = await queries.personal_access(session, call.id, person_id, AccessKind.APPLICATION)
    return max(call.closes_at, access.until) if access is not None and access.until is not None else call.closes_at
