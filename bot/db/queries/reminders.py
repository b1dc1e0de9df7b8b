"""Reminders: which are due, and whom each kind of them is for."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db.models import (
    Application,
    Call,
    Consent,
    Event,
    EventRegistration,
    FormDraft,
    GuardianLink,
    MentorOffer,
    OutboxMessage,
    Person,
    Reminder,
    Team,
)
from bot.db.queries import outbox, seasons
from bot.domain.consents import Signer
from bot.domain.enums import (
    ApplicationStatus,
    ConsentPurpose,
    EventStatus,
    OfferStatus,
    RegistrationStatus,
)

HOME_ZONE = "Asia/Yakutsk"

WITHDRAWN = "withdrawn"


async def claim_due_subjects(
    session: AsyncSession, kinds: Collection[str], *, now: datetime, limit: int
) -> list[tuple[str, int]]:
    """(kind, subject) with something due that no other replica is looking at.

    The oldest row of a subject is the lock of the whole subject: two offsets which have become due together are never
    judged by two replicas, and everybody locks a subject's rows in the same order.
    """
    due = (
        select(Reminder.kind, Reminder.subject_id)
        .where(Reminder.closed_at.is_(None), Reminder.due_at <= now, Reminder.kind.in_(kinds))
        .group_by(Reminder.kind, Reminder.subject_id)
        .order_by(func.min(Reminder.due_at))
        .limit(limit)
    )
    leaders = (
        select(func.min(Reminder.id))
        .where(tuple_(Reminder.kind, Reminder.subject_id).in_(due))
        .group_by(Reminder.kind, Reminder.subject_id)
    )
    statement = (
        select(Reminder.kind, Reminder.subject_id)
        .where(Reminder.id.in_(leaders))
        .order_by(Reminder.id)
        .with_for_update(skip_locked=True)
    )
    return [(kind, subject_id) for kind, subject_id in await session.execute(statement)]


async def locked_rows(session: AsyncSession, kind: str, subject_id: int) -> Sequence[Reminder]:
    """All reminders of a subject, closed ones too, locked and read afresh."""
    statement = (
        select(Reminder)
        .where(Reminder.kind == kind, Reminder.subject_id == subject_id)
        .order_by(Reminder.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(statement)).all()


async def one(session: AsyncSession, kind: str, subject_id: int, offset_minutes: int) -> Reminder | None:
    """A single reminder."""
    found: Reminder | None = await session.scalar(
        select(Reminder).where(
            Reminder.kind == kind, Reminder.subject_id == subject_id, Reminder.offset_minutes == offset_minutes
        )
    )
    return found


async def withdraw_unsent(session: AsyncSession, kind: str, subject_id: int, *, now: datetime) -> None:
    """Take back the reminders of a subject that wait in the outbox; its other notices stay."""
    await outbox.withdraw(
        session,
        OutboxMessage.subject == f"{kind}:{subject_id}",
        OutboxMessage.key.startswith(f"reminder:{kind}:{subject_id}:", autoescape=True),
        now=now,
    )


async def home_zone(session: AsyncSession) -> str:
    """The programme's own clock."""
    season = await seasons.newest(session)
    return season.zone if season is not None else HOME_ZONE


async def zones(session: AsyncSession) -> set[str]:
    """Every zone somebody may be in: home, those people live in, those of events they travel to."""
    lived_in = await session.scalars(select(Person.zone).where(Person.zone.is_not(None)).distinct())
    travelled_to = await session.scalars(select(Event.zone).where(Event.status == EventStatus.ANNOUNCED).distinct())
    return {await home_zone(session), *(zone for zone in lived_in if zone), *travelled_to}


async def zones_away(session: AsyncSession, *, now: datetime) -> dict[int, str]:
    """person id → the zone of the event the person is at right now (Artek, the forum)."""
    statement = (
        select(EventRegistration.person_id, Event.zone)
        .join(Event, Event.id == EventRegistration.event_id)
        .where(
            EventRegistration.status == RegistrationStatus.GOING,
            Event.status == EventStatus.ANNOUNCED,
            Event.starts_at <= now,
            Event.ends_at >= now,
        )
    )
    return {row.person_id: row.zone for row in await session.execute(statement)}


async def people_going(session: AsyncSession, event_id: int) -> tuple[Event | None, Sequence[Person]]:
    """An announced event and those who go."""
    event = await session.get(Event, event_id)
    if event is None or event.status is not EventStatus.ANNOUNCED:
        return None, []
    statement = (
        select(Person)
        .join(EventRegistration, EventRegistration.person_id == Person.id)
        .where(EventRegistration.event_id == event_id, EventRegistration.status == RegistrationStatus.GOING)
        .order_by(Person.id)
    )
    return event, (await session.scalars(statement)).all()


async def is_going(session: AsyncSession, event_id: int, person_id: int) -> bool:
    """Whether the person still goes to an event that still stands."""
    statement = (
        select(EventRegistration.id)
        .join(Event, Event.id == EventRegistration.event_id)
        .where(
            EventRegistration.event_id == event_id,
            EventRegistration.person_id == person_id,
            EventRegistration.status == RegistrationStatus.GOING,
            Event.status == EventStatus.ANNOUNCED,
        )
    )
    return await session.scalar(statement) is not None


async def people_with_draft(session: AsyncSession, call_id: int) -> tuple[Call | None, Sequence[Person]]:
    """A call and those who have begun an application to it and not sent it."""
    call = await session.get(Call, call_id)
    beyond_draft = select(Application.person_id).where(
        Application.call_id == call_id, Application.status != ApplicationStatus.DRAFT
    )
    begun = select(Application.person_id).where(
        Application.call_id == call_id, Application.status == ApplicationStatus.DRAFT
    )
    typing = select(FormDraft.person_id).where(FormDraft.form == "application", FormDraft.subject_id == call_id)
    statement = (
        select(Person)
        .where(Person.id.in_(begun.union(typing)), Person.id.not_in(beyond_draft))
        .where(Person.erased_at.is_(None))
        .order_by(Person.id)
    )
    return call, (await session.scalars(statement)).all()


async def people_without_guardian(session: AsyncSession, call_id: int) -> tuple[Call | None, Sequence[Person]]:
    """A call and its applicants for whose participation nobody but themselves has signed."""
    call = await session.get(Call, call_id)
    statement = select(Person).where(*_unsigned(Person, call_id)).order_by(Person.id)
    return call, (await session.scalars(statement)).all()


async def guardians_to_sign(
    session: AsyncSession, call_id: int, *, now: datetime, guardian_id: int | None = None
) -> tuple[Call | None, list[tuple[Person, Person]]]:
    """A call and (guardian, child) where the child has applied and this guardian could sign and has not.

    Such a guardian has begun the form behind the child's link, or has signed before and taken it back.
    """
    call = await session.get(Call, call_id)
    began = (
        select(FormDraft.person_id.label("guardian_id"), GuardianLink.child_id.label("child_id"))
        .join(GuardianLink, GuardianLink.id == FormDraft.subject_id)
        .where(FormDraft.form == "guardian", GuardianLink.used_at.is_(None), GuardianLink.revoked_at.is_(None))
        .where(GuardianLink.expires_at >= now)
    )
    signed_before = select(GuardianLink.guardian_id, GuardianLink.child_id).where(
        GuardianLink.guardian_id.is_not(None), GuardianLink.revoked_at.is_(None)
    )
    pairs, child = began.union(signed_before).subquery(), aliased(Person)
    statement = (
        select(Person, child)
        .join(pairs, pairs.c.guardian_id == Person.id)
        .join(child, child.id == pairs.c.child_id)
        .where(Person.erased_at.is_(None), *_unsigned(child, call_id))
        .order_by(Person.id, child.id)
    )
    if guardian_id is not None:
        statement = statement.where(Person.id == guardian_id)
    return call, [(row[0], row[1]) for row in await session.execute(statement)]


def _unsigned(person: type[Person], call_id: int) -> tuple[ColumnElement[bool], ...]:
    """The person has applied to the call, and nobody else's signature for them stands."""
    signed = select(Consent.person_id).where(
        Consent.purpose == ConsentPurpose.PARTICIPATION,
        Consent.relation != Signer.SELF,
        Consent.withdrawn_at.is_(None),
    )
    applied = select(Application.person_id).where(
        Application.call_id == call_id,
        Application.status.in_([ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED]),
    )
    return (
        person.id.in_(applied),
        person.id.not_in(signed),
        person.birth_date.is_not(None),
        person.erased_at.is_(None),
    )


async def open_offer(session: AsyncSession, offer_id: int) -> tuple[MentorOffer, Team, Person] | None:
    """An offer that waits for the mentor's answer."""
    statement = (
        select(MentorOffer, Team, Person)
        .join(Team, Team.id == MentorOffer.team_id)
        .join(Person, Person.id == MentorOffer.mentor_id)
        .where(MentorOffer.id == offer_id, MentorOffer.status == OfferStatus.OFFERED)
    )
    row = (await session.execute(statement)).one_or_none()
    return (row[0], row[1], row[2]) if row is not None else None
