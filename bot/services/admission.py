"""Admission: whether an application has the signatures it needs in time, and the reason that lets a late one count."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Call, Person, PersonalAccess
from bot.db.queries import applications as queries
from bot.db.queries import people as people_queries
from bot.db.queries import selection as selection_queries
from bot.domain.access import Permission
from bot.domain.applications import ensure_reason, is_past
from bot.domain.enums import AccessKind, ApplicationStatus, OfficeRole
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.people import needs_guardian
from bot.services import audit, office, outbox, seasons
from bot.services.outbox import Notice

_WAITING = frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.RESERVE})
"""An application that somebody may still decide to accept."""


@dataclass(frozen=True, slots=True)
class Admission:
    """One application of the present season.

    ``signed``: every signature stands; ``in_time``: and came in time, or ``access`` lets a late one count. ``second``:
    it is, or may be, somebody's second one. ``late``: the guardians' deadline has gone by.
    """

    application: Application
    call: Call
    needs_guardian: bool
    signed: bool
    in_time: bool
    second: bool
    late: bool
    access: PersonalAccess | None

    @property
    def admitted(self) -> bool:
        """Whether it may be ranked and accepted."""
        return self.in_time and not self.second

    @property
    def may_be_let_in(self) -> bool:
        """Whether an administrator's reason would change anything."""
        waits = self.late and self.needs_guardian and self.access is None and not self.in_time
        return waits and self.application.status in _WAITING


async def of_person(session: AsyncSession, person: Person, *, now: datetime) -> Admission | None:
    """The person's application of the present season, None without one."""
    season = await seasons.current(session)
    found = await queries.newest_of_person(session, season.id, person.id)
    if found is None:
        return None
    application, call = found
    day = await seasons.today(session, season.id, now=now)
    in_time, second = await selection_queries.admission(session, application.id, day=day)
    return Admission(
        application=application,
        call=call,
        needs_guardian=person.birth_date is not None and needs_guardian(person.birth_date, day),
        signed=await selection_queries.has_consent(session, person.id, day=day),
        in_time=in_time,
        second=second,
        late=is_past(call.consent_closes_at, now),
        access=await queries.personal_access(session, call.id, person.id, AccessKind.CONSENT),
    )


async def note_signature(session: AsyncSession, person: Person, *, now: datetime) -> None:
    """A guardian has signed: administrators learn of it when it was too late to count by itself."""
    found = await of_person(session, person, now=now)
    if found is None or not (found.signed and found.may_be_let_in):
        return
    application = found.application
    for administrator, chat_id in await people_queries.office_chats(session, OfficeRole.ADMINISTRATOR):
        # Without a name: an alert says which application to open.
        notice = Notice(
            key=f"consent-late:{application.id}:{now.isoformat()}:{administrator}",
            template="admission-late-office",
            args={"number": application.number, "person": person.id},
            subject=f"application:{application.id}",
        )
        await outbox.promise_to_chat(session, chat_id, notice, now=now)


async def let_in(session: AsyncSession, actor: Person, person_id: int, reason: str, *, now: datetime) -> PersonalAccess:
    """Let a guardian's signature count although it came, or will come, after the deadline; the applicant is told.

    Raises NotAllowed but for administrators, NotFound ``application-unknown``, RuleViolation ``reason-missing``,
    ``reason-too-long`` (limit, actual), Stale ``admission-not-needed``.
    """
    await office.ensure_allowed(session, actor, Permission.ADMIT_LATE)
    ensure_reason(reason)
    person, found = await _found(session, person_id, now)
    if not found.may_be_let_in:
        raise Stale("admission-not-needed")
    access = PersonalAccess(
        call_id=found.call.id,
        person_id=person_id,
        kind=AccessKind.CONSENT,
        reason=reason.strip(),
        granted_by=actor.id,
        granted_at=now,
    )
    session.add(access)
    await session.flush()
    audit.record(session, "admission.granted", actor=actor, now=now, subject=f"application:{found.application.id}")
    notice = Notice(
        key=f"admission-granted:{access.id}",
        template="admission-granted",
        args={"number": found.application.number, "signed": found.signed},
        subject=f"application:{found.application.id}",
    )
    await outbox.promise(session, [(person, notice)], now=now)
    return access


async def revoke(session: AsyncSession, actor: Person, person_id: int, *, now: datetime) -> None:
    """Take the exception back, while nobody has been told that the application is accepted.

    Raises NotAllowed, Stale ``admission-not-granted``, RuleViolation ``admission-accepted``.
    """
    await office.ensure_allowed(session, actor, Permission.ADMIT_LATE)
    _, found = await _found(session, person_id, now)
    if found.access is None:
        raise Stale("admission-not-granted")
    if found.application.status is ApplicationStatus.ACCEPTED:
        raise RuleViolation("admission-accepted")
    found.access.revoked_at, found.access.revoked_by = now, actor.id
    await session.flush()
    audit.record(session, "admission.revoked", actor=actor, now=now, subject=f"application:{found.application.id}")


async def _found(session: AsyncSession, person_id: int, now: datetime) -> tuple[Person, Admission]:
    person = await session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise NotFound("person-unknown")
    # Two administrators at once: the second finds what the first has done.
    await queries.lock_applications_of(session, person_id)
    found = await of_person(session, person, now=now)
    if found is None:
        raise NotFound("application-unknown")
    return person, found
