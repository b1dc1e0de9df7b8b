"""Mentors by invitation: a one-time link, bound to the account that confirms it; the place is taken once they are known.

The first twenty (the call's quota) get the main list, those after them the reserve; whoever applied by a form is counted
with them, under the same lock.
"""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Call, MentorInvitation, Person
from bot.db.queries import applications as application_queries
from bot.db.queries import mentor_invitations as queries
from bot.db.queries import people as people_queries
from bot.db.queries import seats as seat_queries
from bot.domain.access import Permission, permissions_of
from bot.domain.applications import application_number
from bot.domain.enums import ApplicationStatus, Role
from bot.domain.errors import DeadLink, NotFound, RuleViolation
from bot.services import audit, office, seats, tokens
from bot.services.selection import known_call
from bot.services.tokens import Issued

LIFE = timedelta(days=14)
_PLACED = {ApplicationStatus.ACCEPTED, ApplicationStatus.RESERVE}


async def invite(
    session: AsyncSession, actor: Person, call_id: int, *, surname: str, first_name: str, now: datetime
) -> Issued:
    """A link for somebody who is to be a mentor, valid for fourteen days. Raises NotFound ``call-unknown``."""
    await ensure_may_invite(session, actor, call_id)
    token = tokens.new()
    made = MentorInvitation(
        call_id=call_id,
        token=tokens.hashed(token),
        surname=surname,
        first_name=first_name,
        created_by=actor.id,
        created_at=now,
        expires_at=now + LIFE,
    )
    session.add(made)
    await session.flush()
    audit.record(session, "mentor.invited", actor=actor, now=now, subject=f"mentor_invitation:{made.id}")
    return Issued(token, made.expires_at)


async def ensure_may_invite(session: AsyncSession, actor: Person, call_id: int) -> Call:
    """The mentors' call, for those who may invite. Raises NotAllowed, NotFound ``call-unknown``."""
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    call = await known_call(session, call_id)
    if call.role is not Role.MENTOR:
        raise NotFound("call-unknown")
    return call


async def look(session: AsyncSession, actor: Person, token: str, *, now: datetime) -> MentorInvitation:
    """The invitation behind a link, for whoever may still use it; nothing is bound yet. Raises as ``accept``."""
    return await _usable(session, actor, await queries.by_token(session, tokens.hashed(token)), now=now)


async def accept(session: AsyncSession, actor: Person, token: str, *, now: datetime) -> Application | None:
    """Bind the link to this account. Returns the application with its place, None for who has to register first.

    Raises DeadLink ``mentor-invitation-dead`` (unknown, used, old, of somebody who may not invite any more);
    RuleViolation ``mentor-invitation-other-role``, ``mentor-places-full``.
    """
    found = await _usable(session, actor, await queries.by_token(session, tokens.hashed(token), lock=True), now=now)
    found.used_by, found.used_at = actor.id, found.used_at or now
    if not actor.first_name:
        actor.surname, actor.first_name = found.surname, found.first_name
    await session.flush()
    application = await take_place(session, actor, now=now)
    if application is None and actor.registered_at is not None and actor.role is Role.MENTOR:
        raise RuleViolation("mentor-places-full")
    return application


async def take_place(session: AsyncSession, person: Person, *, now: datetime) -> Application | None:
    """Give a registered mentor the place of a confirmed link; None where there is no link or no place left."""
    found = await queries.bound_to(session, person.id)
    if found is None or person.registered_at is None or person.role is not Role.MENTOR:
        return None
    call = await application_queries.lock_call(session, found.call_id)
    application = await application_queries.of_person(session, found.call_id, person.id, lock=True)
    if call is None or (application is not None and application.status in _PLACED):
        return application
    held = await seat_queries.held(session, call.id)
    if held.accepted < call.quota:
        status = ApplicationStatus.ACCEPTED
    elif held.reserve < call.reserve:
        status = ApplicationStatus.RESERVE
    else:
        return None
    if application is None:
        application = Application(call_id=call.id, person_id=person.id, answers={}, version=0, created_at=now)
        session.add(application)
    if application.number is None:
        call.last_number += 1
        application.number = application_number(call.role, call.last_number)
    application.status, application.decided_at, application.withdrawn_at = status, now, None
    application.submitted_at = application.submitted_at or now
    await session.flush()
    await seats.seat_invited(session, call, application, person, now=now)
    return application


async def _usable(
    session: AsyncSession, actor: Person, found: MentorInvitation | None, *, now: datetime
) -> MentorInvitation:
    if found is None or found.expires_at < now or found.used_by not in {None, actor.id}:
        raise DeadLink("mentor-invitation-dead")
    if Permission.DECIDE not in permissions_of(await people_queries.office_role(session, found.created_by)):
        raise DeadLink("mentor-invitation-dead")
    if actor.role not in {None, Role.MENTOR}:
        raise RuleViolation("mentor-invitation-other-role")
    return found
