"""The project office: who holds which role, and the door every act of the office passes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import OfficeInvitation, OfficeMember, Person
from bot.db.queries import people as queries
from bot.domain.access import Permission, ensure_permitted, ensure_role_can_be_taken, permissions_of
from bot.domain.enums import OfficeRole
from bot.domain.errors import DeadLink, NotFound, RuleViolation
from bot.domain.people import search_key
from bot.services import audit, tokens
from bot.services.tokens import Issued


async def ensure_allowed(session: AsyncSession, actor: Person, permission: Permission) -> OfficeRole:
    """Raise ``NotAllowed`` unless the actor's present role includes the permission; return the role."""
    role = await queries.office_role(session, actor.id)
    ensure_permitted(role, permission)
    if role is None:  # ensure_permitted has refused it already; this tells the type checker
        raise NotFound("office-member-unknown")
    return role


async def appoint(session: AsyncSession, actor: Person, person_id: int, role: OfficeRole, *, now: datetime) -> Person:
    """Give somebody a role in the office, or change the one they have; the old one stays as history."""
    await ensure_allowed(session, actor, Permission.MANAGE_OFFICE)
    person = await session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise NotFound("office-person-unknown")
    member = await _active(session, person_id)
    if member is not None and member.role is role:
        raise RuleViolation("office-role-held", role=role.value)
    await _ensure_administrator_stays(session, member, becomes=role)
    await _close(session, member, actor, now)
    session.add(OfficeMember(person_id=person_id, role=role, granted_at=now, granted_by=actor.id))
    audit.record(session, "office.appointed", actor=actor, now=now, subject=f"person:{person_id}", detail=role.value)
    return person


async def revoke(session: AsyncSession, actor: Person, person_id: int, *, now: datetime) -> Person:
    """Take the role away; it stops working with this very commit."""
    await ensure_allowed(session, actor, Permission.MANAGE_OFFICE)
    member = await _active(session, person_id)
    if member is None:
        raise NotFound("office-member-unknown")
    await _ensure_administrator_stays(session, member, becomes=None)
    await _close(session, member, actor, now)
    audit.record(
        session, "office.revoked", actor=actor, now=now, subject=f"person:{person_id}", detail=member.role.value
    )
    return await session.get_one(Person, person_id)


INVITATION_LIFE = timedelta(days=3)


async def invite(
    session: AsyncSession, actor: Person, *, surname: str, first_name: str, role: OfficeRole, now: datetime
) -> Issued:
    """A one-time link for somebody who is to join the office; valid for three days."""
    await ensure_allowed(session, actor, Permission.MANAGE_OFFICE)
    token = tokens.new()
    invitation = OfficeInvitation(
        token=tokens.hashed(token),
        role=role,
        surname=surname,
        first_name=first_name,
        created_by=actor.id,
        created_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    session.add(invitation)
    await session.flush()
    audit.record(
        session, "office.invited", actor=actor, now=now, subject=f"office_invitation:{invitation.id}", detail=role.value
    )
    return Issued(token, invitation.expires_at)


async def accept_invitation(session: AsyncSession, actor: Person, token: str, *, now: datetime) -> OfficeRole:
    """Join the office by a link: once, in time, while its author is still an administrator."""
    invited = select(OfficeInvitation).where(OfficeInvitation.token == tokens.hashed(token))
    invitation = await session.scalar(invited.with_for_update())
    if invitation is None or invitation.used_at is not None or invitation.expires_at < now:
        raise DeadLink("office-invitation-dead")
    author_role = await queries.office_role(session, invitation.created_by)
    if Permission.MANAGE_OFFICE not in permissions_of(author_role):
        raise DeadLink("office-invitation-dead")
    if await _active(session, actor.id) is not None:
        raise RuleViolation("office-member-already")
    invitation.used_at, invitation.used_by = now, actor.id
    if not actor.first_name:
        actor.surname, actor.first_name = invitation.surname, invitation.first_name
        actor.search_name = search_key(actor.full_name)
    session.add(
        OfficeMember(person_id=actor.id, role=invitation.role, granted_at=now, granted_by=invitation.created_by)
    )
    audit.record(
        session, "office.joined", actor=actor, now=now, subject=f"person:{actor.id}", detail=invitation.role.value
    )
    return invitation.role


async def appoint_from_settings(session: AsyncSession, telegram_ids: Iterable[int], *, now: datetime) -> None:
    """Make the accounts named in the settings administrators, unless the office has decided about them already."""
    for telegram_id in telegram_ids:
        found = await queries.by_telegram_id(session, telegram_id)
        if found is None:
            person = Person(telegram_id=telegram_id, created_at=now, language="ru")
            session.add(person)
            await session.flush()
        else:
            person = found[0]
        known = await session.scalar(
            select(func.count()).select_from(OfficeMember).where(OfficeMember.person_id == person.id)
        )
        if known:
            continue
        session.add(OfficeMember(person_id=person.id, role=OfficeRole.ADMINISTRATOR, granted_at=now))
        audit.record(session, "office.appointed", actor=None, now=now, subject=f"person:{person.id}", detail="settings")


async def _active(session: AsyncSession, person_id: int) -> OfficeMember | None:
    member: OfficeMember | None = await session.scalar(
        select(OfficeMember)
        .where(OfficeMember.person_id == person_id, OfficeMember.revoked_at.is_(None))
        .with_for_update()
    )
    return member


async def _ensure_administrator_stays(
    session: AsyncSession, member: OfficeMember | None, *, becomes: OfficeRole | None
) -> None:
    # All active administrators are locked in one order: two who revoke each other at once cannot both succeed.
    administrators = await session.scalars(
        select(OfficeMember.id)
        .where(OfficeMember.role == OfficeRole.ADMINISTRATOR, OfficeMember.revoked_at.is_(None))
        .order_by(OfficeMember.id)
        .with_for_update()
    )
    ensure_role_can_be_taken(
        administrators=len(administrators.all()), was=member.role if member is not None else None, becomes=becomes
    )


async def _close(session: AsyncSession, member: OfficeMember | None, actor: Person, now: datetime) -> None:
    if member is not None:
        member.revoked_at, member.revoked_by = now, actor.id
        # The partial unique index allows one active role: the old one must be closed before the new one is written.
        await session.flush()
