"""Applications: a person's way through a call, from the draft to the decision, and the call's own times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, ApplicationVersion, Call, Event, Person, Season, Seat
from bot.db.queries import applications as queries
from bot.db.queries import duplicates as duplicate_queries
from bot.db.queries import people as people_queries
from bot.db.queries import seats as seat_queries
from bot.db.queries import selection as selection_queries
from bot.domain.access import Permission
from bot.domain.applications import (
    application_number,
    ensure_call_open,
    ensure_can_edit,
    ensure_can_reopen,
    ensure_can_submit,
    ensure_can_withdraw,
    ensure_complete,
    is_past,
)
from bot.domain.call_questions import asked, kept
from bot.domain.enums import ApplicationStatus, Role
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.people import eligibility, needs_guardian
from bot.domain.questions import Question
from bot.domain.seats import MoveCause
from bot.services import audit, consents, duplicates, office, outbox, personal_access, reminders, seasons, seats

APPLYING_ROLES = frozenset({Role.STUDENT, Role.TUTOR, Role.MENTOR})


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a person stands with the call of their role.

    ``consent_late`` says that the guardians' own deadline has gone by.
    ``own_consent`` and ``guardian_consent`` say which signatures are there, ``consent`` that none is missing; ``needs_guardian`` whether one of a guardian is
    among those needed, ``in_time`` that all of them came in time. ``kept_instead`` is the number
    of the person's other application that stays in the selection in place of this one. ``position`` is the place on
    the reserve, from 1, ``seat`` the last place that was offered, ``seat_late`` that its deadline is behind.
    """

    season: Season
    call: Call
    application: Application | None
    opened: bool
    closes_at: datetime
    closed: bool
    consent_late: bool
    own_consent: bool
    guardian_consent: bool
    consent: bool
    needs_guardian: bool
    in_time: bool = False
    kept_instead: str | None = None
    position: int | None = None
    seat: Seat | None = None
    seat_late: bool = False
    reason: str | None = None
    school: Event | None = None

    @property
    def open(self) -> bool:
        """Whether applications are taken now."""
        return self.opened and not self.closed


def questions_of(call: Call) -> Sequence[Question]:
    """Every question the call has ever asked, for reading answers; retired ones are among them."""
    return [Question.from_dict(question) for question in call.questions]


def current_questions(call: Call) -> Sequence[Question]:
    """The questions the call asks."""
    return [question for question in questions_of(call) if not question.retired]


async def asked_of(session: AsyncSession, person: Person, call: Call, *, now: datetime) -> Sequence[Question]:
    """What a person is asked now: of what was sent, frozen answers are not asked for again."""
    return asked(questions_of(call), _sent(await queries.of_person(session, call.id, person.id)), now)


def _sent(application: Application | None) -> Mapping[str, Any]:
    return application.answers if application is not None and application.version else {}


async def situation(session: AsyncSession, actor: Person, *, now: datetime) -> Situation:
    """The call for the actor's role and their application.

    Raises RuleViolation ``application-not-for-role`` for those whose role does not apply, NotFound
    ``call-unknown`` when the season has no such call.
    """
    if actor.role not in APPLYING_ROLES:
        raise RuleViolation("application-not-for-role")
    season = await seasons.current(session)
    call = await queries.call_of_role(session, season.id, actor.role)
    if call is None:
        raise NotFound("call-unknown")
    application = await queries.of_person(session, call.id, actor.id)
    today = await seasons.today(session, season.id, now=now)
    position, reason, school, seat, in_time, kept_instead = None, None, None, None, False, None
    if application is not None:
        in_time, second = await selection_queries.admission(session, application.id, day=today)
        kept_instead = await duplicate_queries.kept_instead(session, application.id) if second else None
        if application.status is ApplicationStatus.RESERVE:
            position = await seat_queries.position(session, application)
        if application.decided_at is not None:
            seat = await seat_queries.newest_of(session, application.id)
        reason = await queries.released_reason(session, application.id)
        school = await queries.school(session, season.id)
    closes_at = await personal_access.closing_for(session, call, actor.id)
    own_consent, guardian_consent = await selection_queries.who_has_signed(session, actor.id)
    return Situation(
        season=season,
        call=call,
        application=application,
        opened=now >= call.opens_at,
        closes_at=closes_at,
        closed=is_past(closes_at, now),
        consent_late=is_past(call.consent_closes_at, now),
        own_consent=own_consent,
        guardian_consent=guardian_consent,
        consent=await selection_queries.has_consent(session, actor.id, day=today),
        needs_guardian=actor.birth_date is not None and needs_guardian(actor.birth_date, today),
        in_time=in_time,
        kept_instead=kept_instead,
        position=position,
        seat=seat,
        seat_late=seat is not None and is_past(seat.deadline_at, now),
        reason=reason,
        school=school,
    )


async def start(session: AsyncSession, actor: Person, call_id: int, *, now: datetime) -> Application:
    """The application to write or to change: a new draft, or the one there is (with what was sent as its answers).

    Raises what ``ensure_can_edit`` and ``eligibility`` give; Stale when the call is of another role than the actor's.
    """
    call = await _own_call(session, actor, call_id)
    await _ensure_eligible(session, actor, call)
    await consents.ensure_participating(session, actor, now=now)
    closes_at = await personal_access.closing_for(session, call, actor.id)
    application = await queries.of_person(session, call_id, actor.id, lock=True)
    if application is None:
        ensure_call_open(now=now, opens_at=call.opens_at, closes_at=closes_at)
        application = Application(
            call_id=call_id,
            person_id=actor.id,
            status=ApplicationStatus.DRAFT,
            answers={},
            version=0,
            created_at=now,
        )
        session.add(application)
        await session.flush()
        return application
    ensure_can_edit(application.status, now=now, opens_at=call.opens_at, closes_at=closes_at)
    return application


async def submit(
    session: AsyncSession, actor: Person, call_id: int, answers: Mapping[str, Any], *, now: datetime
) -> Application:
    """Send an application, or send it anew: the number stays, the version grows, every version is kept.

    Raises RuleViolation: ``call-closed`` and the others of ``ensure_can_edit``, ``answers-missing``, those of
    ``eligibility``.
    """
    call = await queries.lock_call(session, call_id)
    await _own_call(session, actor, call_id)
    if call is None:
        raise NotFound("call-unknown")
    await _ensure_eligible(session, actor, call)
    await consents.ensure_participating(session, actor, now=now)
    application = await queries.of_person(session, call_id, actor.id, lock=True)
    if application is None:
        raise NotFound("application-unknown")
    check = ensure_can_edit if application.status is ApplicationStatus.SUBMITTED else ensure_can_submit
    closes_at = await personal_access.closing_for(session, call, actor.id)
    check(application.status, now=now, opens_at=call.opens_at, closes_at=closes_at)
    every, sent = questions_of(call), _sent(application)
    questions = asked(every, sent, now)
    ensure_complete(questions, answers)
    given = {question.key: answers[question.key] for question in questions if answers.get(question.key) is not None}
    application.answers = kept(every, sent, now) | given
    application.status, application.submitted_at, application.withdrawn_at = ApplicationStatus.SUBMITTED, now, None
    application.version += 1
    if application.number is None:
        call.last_number += 1
        application.number = application_number(call.role, call.last_number)
    session.add(
        ApplicationVersion(
            application_id=application.id,
            version=application.version,
            answers=application.answers,
            submitted_at=now,
        )
    )
    await session.flush()
    await duplicates.look_for(session, application, actor, now=now)
    return application


async def withdraw(session: AsyncSession, actor: Person, call_id: int, *, now: datetime) -> Application:
    """Take the application back; a place that becomes free goes to the reserve. Raises as ``ensure_can_withdraw``."""
    call = await queries.lock_call(session, call_id)
    application = await _own_application(session, actor, call_id)
    ensure_can_withdraw(application.status)
    if call is not None and application.status in {ApplicationStatus.ACCEPTED, ApplicationStatus.RESERVE}:
        await seats.give_up(session, call, application, actor, MoveCause.LEFT, actor=actor, now=now)
    application.status, application.withdrawn_at = ApplicationStatus.WITHDRAWN, now
    await session.flush()
    return application


async def reopen(session: AsyncSession, actor: Person, call_id: int, *, now: datetime) -> Application:
    """Make a withdrawn application a draft again, with the answers it had; raises as ``ensure_can_reopen``."""
    call = await _own_call(session, actor, call_id)
    application = await _own_application(session, actor, call_id)
    closes_at = await personal_access.closing_for(session, call, actor.id)
    ensure_can_reopen(application.status, now=now, opens_at=call.opens_at, closes_at=closes_at)
    application.status, application.withdrawn_at = ApplicationStatus.DRAFT, None
    await session.flush()
    return application


async def numbers(session: AsyncSession, actor: Person) -> list[queries.CallNumbers]:
    """The season's calls with their numbers, for the office."""
    await office.ensure_allowed(session, actor, Permission.SEE_APPLICATIONS)
    season = await seasons.current(session)
    return await queries.numbers(session, season.id)


async def call_to_edit(session: AsyncSession, actor: Person, call_id: int) -> Call:
    """A call for those who may change its times."""
    await office.ensure_allowed(session, actor, Permission.EDIT_CALLS)
    call = await session.get(Call, call_id)
    if call is None:
        raise NotFound("call-unknown")
    return call


def ensure_can_close_at(call: Call, closes_at: datetime, *, now: datetime) -> None:
    """Raises RuleViolation ``call-closes-before-opening`` (opens), ``call-closes-in-past``; Stale ``call-unchanged``."""
    if closes_at <= call.opens_at:
        raise RuleViolation("call-closes-before-opening", opens=call.opens_at)
    if closes_at < now:
        raise RuleViolation("call-closes-in-past")
    if closes_at == call.closes_at:
        raise Stale("call-unchanged")


async def move_closing(
    session: AsyncSession, actor: Person, call_id: int, closes_at: datetime, *, now: datetime
) -> Call:
    """Close a call at another time; the guardians' deadline and the reminders move along.

    The day on which ages count stays.
    """
    await call_to_edit(session, actor, call_id)
    call = await queries.lock_call(session, call_id)
    if call is None:
        raise NotFound("call-unknown")
    ensure_can_close_at(call, closes_at, now=now)
    call.consent_closes_at += closes_at - call.closes_at
    call.closes_at = closes_at
    await session.flush()
    await reminders.plan_call(session, call, now=now)
    await _tell_applicants(session, call, now)
    audit.record(session, "call.moved", actor=actor, now=now, subject=f"call:{call_id}", detail=closes_at.isoformat())
    return call


async def _tell_applicants(session: AsyncSession, call: Call, now: datetime) -> None:
    """Those who have begun or sent an application learn of the new deadline once; of one moved on, not any more."""
    subject = f"call-moved:{call.id}"
    await outbox.withdraw(session, subject=subject, now=now)
    notices = [
        (
            person,
            outbox.Notice(
                key=f"{subject}:{int(now.timestamp())}:{person.id}",
                template="call-deadline-moved",
                args={"closes": call.closes_at},
                subject=subject,
                expires_at=call.closes_at,
            ),
        )
        for person in await queries.applicants(session, call.id)
    ]
    await outbox.promise(session, notices, now=now)


async def _ensure_eligible(session: AsyncSession, actor: Person, call: Call) -> None:
    if actor.birth_date is None:
        return
    places = await people_queries.places(session)
    refused = eligibility(call.role, actor.birth_date, call.age_reference_on, actor.institution, places)
    if refused is not None:
        raise refused


async def _own_call(session: AsyncSession, actor: Person, call_id: int) -> Call:
    call = await session.get(Call, call_id)
    if call is None or actor.registered_at is None or call.role is not actor.role:
        raise Stale("call-not-yours")
    return call


async def _own_application(session: AsyncSession, actor: Person, call_id: int) -> Application:
    application = await queries.of_person(session, call_id, actor.id, lock=True)
    if application is None:
        raise NotFound("application-unknown")
    return application
