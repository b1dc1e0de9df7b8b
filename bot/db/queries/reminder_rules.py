"""The rules of reminders, what they are about, and whom they are for."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select
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
    Meeting,
    MentorOffer,
    MentorSubstitute,
    Person,
    ReminderRule,
    Season,
    Team,
    TeamMember,
    TeamRun,
)
from bot.db.queries.consents import CONFIRMED
from bot.domain.consents import Signer
from bot.domain.enums import (
    ApplicationStatus,
    ConsentPurpose,
    EventKind,
    EventStatus,
    OfferStatus,
    RegistrationStatus,
    TeamRunStatus,
)
from bot.domain.substitutes import SubstituteStatus

_AFTERWARDS = timedelta(days=7)

Pairs = Select[Person, Person]
"""Whom to remind, each with the person it is about."""


async def rules(session: AsyncSession, season_id: int) -> Sequence[ReminderRule]:
    """A season's rules in the order they were written."""
    statement = select(ReminderRule).where(ReminderRule.season_id == season_id).order_by(ReminderRule.id)
    return (await session.scalars(statement)).all()


async def by_code(session: AsyncSession, code: str) -> ReminderRule | None:
    """The rule of this code in the season that starts last."""
    found: ReminderRule | None = await session.scalar(
        select(ReminderRule)
        .join(Season, Season.id == ReminderRule.season_id)
        .where(ReminderRule.code == code)
        .order_by(Season.starts_on.desc(), Season.id.desc())
        .limit(1)
    )
    return found


async def locked(session: AsyncSession, rule_id: int) -> ReminderRule | None:
    """A rule under its row lock, read afresh."""
    return await session.get(ReminderRule, rule_id, with_for_update=True, populate_existing=True)


async def events_ahead(session: AsyncSession, rule: ReminderRule, *, now: datetime) -> Sequence[Event]:
    """The announced events a rule is about that are not long over (people are still to return), the nearest first."""
    statement = (
        select(Event)
        .where(
            Event.season_id == rule.season_id, Event.status == EventStatus.ANNOUNCED, Event.ends_at > now - _AFTERWARDS
        )
        .order_by(Event.starts_at, Event.id)
    )
    if rule.event_kind is not None:
        statement = statement.where(Event.kind == rule.event_kind)
    return (await session.scalars(statement)).all()


async def calls_ahead(session: AsyncSession, rule: ReminderRule, *, now: datetime) -> Sequence[Call]:
    """The calls a rule is about that have a deadline ahead."""
    statement = (
        select(Call)
        .where(Call.season_id == rule.season_id, or_(Call.closes_at > now, Call.consent_closes_at > now))
        .order_by(Call.closes_at, Call.id)
    )
    if rule.role is not None:
        statement = statement.where(Call.role == rule.role)
    return (await session.scalars(statement)).all()


async def open_offers(session: AsyncSession, *, now: datetime) -> Sequence[MentorOffer]:
    """Offers that wait for an answer."""
    statement = (
        select(MentorOffer)
        .where(MentorOffer.status == OfferStatus.OFFERED, MentorOffer.deadline_at > now)
        .order_by(MentorOffer.deadline_at, MentorOffer.id)
    )
    return (await session.scalars(statement)).all()


async def open_offer(session: AsyncSession, offer_id: int) -> tuple[MentorOffer, Team] | None:
    """An offer that waits for the mentor's answer, and its team."""
    statement = (
        select(MentorOffer, Team)
        .join(Team, Team.id == MentorOffer.team_id)
        .where(MentorOffer.id == offer_id, MentorOffer.status == OfferStatus.OFFERED)
    )
    row = (await session.execute(statement)).one_or_none()
    return (row[0], row[1]) if row is not None else None


def _held_meetings() -> Select[Meeting, Team]:
    """Meetings that stand, of published teams."""
    return (
        select(Meeting, Team)
        .join(Team, Team.id == Meeting.team_id)
        .join(TeamRun, TeamRun.id == Team.run_id)
        .where(
            Meeting.cancelled_at.is_(None),
            Team.merged_into_id.is_(None),
            TeamRun.status == TeamRunStatus.PUBLISHED,
        )
    )


async def meetings_ahead(session: AsyncSession, *, now: datetime) -> list[tuple[Meeting, Team]]:
    """Meetings that are to come, the nearest first."""
    statement = _held_meetings().where(Meeting.starts_at > now).order_by(Meeting.starts_at, Meeting.id)
    return [(meeting, team) for meeting, team in await session.execute(statement)]


async def meeting(session: AsyncSession, meeting_id: int) -> tuple[Meeting, Team] | None:
    """A meeting that stands, and its team."""
    row = (await session.execute(_held_meetings().where(Meeting.id == meeting_id))).one_or_none()
    return (row[0], row[1]) if row is not None else None


def members_of_team(team_id: int) -> Select[Person]:
    """The students of a team."""
    return (
        select(Person)
        .join(TeamMember, TeamMember.person_id == Person.id)
        .where(TeamMember.team_id == team_id, Person.erased_at.is_(None))
    )


def leader_of_team(team_id: int, *, mentors: bool) -> Select[Person]:
    """The tutor of a team, or its mentor (for one who is away, the one who stands in)."""
    leader = func.coalesce(_standing_in(), Team.mentor_id) if mentors else Team.tutor_id
    return select(Person).join(Team, leader == Person.id).where(Team.id == team_id, Person.erased_at.is_(None))


def with_draft(call_id: int) -> Select[Person]:
    """Those who have begun an application to a call and not sent it."""
    beyond_draft = select(Application.person_id).where(
        Application.call_id == call_id, Application.status != ApplicationStatus.DRAFT
    )
    begun = select(Application.person_id).where(
        Application.call_id == call_id, Application.status == ApplicationStatus.DRAFT
    )
    typing = select(FormDraft.person_id).where(FormDraft.form == "application", FormDraft.subject_id == call_id)
    return select(Person).where(
        Person.id.in_(begun.union(typing)), Person.id.not_in(beyond_draft), Person.erased_at.is_(None)
    )


def not_begun(call: Call) -> Select[Person]:
    """Those registered in a call's role who have not begun an application."""
    applied = select(Application.person_id).where(Application.call_id == call.id)
    typing = select(FormDraft.person_id).where(FormDraft.form == "application", FormDraft.subject_id == call.id)
    return select(Person).where(
        Person.role == call.role,
        Person.registered_at.is_not(None),
        Person.erased_at.is_(None),
        Person.id.not_in(applied.union(typing)),
    )


def _unsigned(person: type[Person], call_id: int, minors_after: date) -> tuple[Any, ...]:
    """A minor who has applied to the call, and nobody else's signature for them stands."""
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
        person.birth_date > minors_after,
        person.erased_at.is_(None),
    )


def without_guardian(call_id: int, minors_after: date) -> Select[Person]:
    """A call's applicants born after ``minors_after`` for whom nobody but themselves has signed."""
    return select(Person).where(*_unsigned(Person, call_id, minors_after))


def to_sign(call_id: int, minors_after: date, *, now: datetime) -> Pairs:
    """(guardian, child) where the child has applied and this guardian could sign and has not.

    Such a guardian has begun the form behind the child's link, or has signed before and taken it back.
    """
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
    return (
        select(Person, child)
        .join(pairs, pairs.c.guardian_id == Person.id)
        .join(child, child.id == pairs.c.child_id)
        .where(Person.erased_at.is_(None), *_unsigned(child, call_id, minors_after))
    )


def _goes(event_id: int) -> Any:
    return select(EventRegistration.person_id).where(
        EventRegistration.event_id == event_id, EventRegistration.status == RegistrationStatus.GOING
    )


def going(event_id: int) -> Select[Person]:
    """Those who go to an event."""
    return select(Person).where(Person.id.in_(_goes(event_id)), Person.erased_at.is_(None))


def guardians_of_going(event_id: int, minors_after: date) -> Pairs:
    """(guardian, child) of the minors who go to an event."""
    child = aliased(Person)
    return (
        select(Person, child)
        .join(GuardianLink, GuardianLink.guardian_id == Person.id)
        .join(child, child.id == GuardianLink.child_id)
        .where(*CONFIRMED)
        .where(child.id.in_(_goes(event_id)), child.birth_date > minors_after, child.erased_at.is_(None))
    )


def _standing_in() -> Any:
    """Who answers for the mentor of ``Team`` today."""
    return (
        select(MentorSubstitute.substitute_id)
        .where(MentorSubstitute.team_id == Team.id, MentorSubstitute.status == SubstituteStatus.ACTIVE)
        .correlate(Team)
        .scalar_subquery()
    )


def leaders_of_going(event_id: int, *, mentors: bool) -> Pairs:
    """(tutor or mentor, member) of the published teams whose members go to an event; for a mentor who is away, the
    one who stands in."""
    member = aliased(Person)
    leader = func.coalesce(_standing_in(), Team.mentor_id) if mentors else Team.tutor_id
    return (
        select(Person, member)
        .join(Team, leader == Person.id)
        .join(TeamRun, TeamRun.id == Team.run_id)
        .join(TeamMember, TeamMember.team_id == Team.id)
        .join(member, member.id == TeamMember.person_id)
        .where(TeamRun.status == TeamRunStatus.PUBLISHED, Person.erased_at.is_(None), member.erased_at.is_(None))
        .where(member.id.in_(_goes(event_id)))
    )


def offered(offer_id: int) -> Select[Person]:
    """The mentor who has not answered an offer."""
    return (
        select(Person)
        .join(MentorOffer, MentorOffer.mentor_id == Person.id)
        .where(MentorOffer.id == offer_id, MentorOffer.status == OfferStatus.OFFERED, Person.erased_at.is_(None))
    )


async def people(
    session: AsyncSession, audience: Select[*tuple[Any, ...]], *, person_id: int | None
) -> list[tuple[Any, ...]]:
    """An audience by person (or one person of it): (person,) or (person, the one it is about)."""
    if person_id is not None:
        audience = audience.where(Person.id == person_id)
    rows = await session.execute(audience.order_by(Person.id))
    return list(dict.fromkeys(tuple(row) for row in rows))


async def count(session: AsyncSession, audience: Select[*tuple[Any, ...]]) -> int:
    """How many different people of an audience can be written to."""
    reachable = audience.where(
        Person.telegram_id.is_not(None), Person.unreachable_since.is_(None), Person.stopped_at.is_(None)
    )
    counted = reachable.with_only_columns(func.count(func.distinct(Person.id)), maintain_column_froms=True)
    return await session.scalar(counted) or 0


async def stages(session: AsyncSession, season_id: int) -> list[tuple[EventKind, str]]:
    """The stages events of the season have: (kind of the event, code), each once."""
    rows = await session.execute(
        select(Event.kind, Event.stages).where(Event.season_id == season_id).order_by(Event.id)
    )
    return list(dict.fromkeys((kind, stage["code"]) for kind, found in rows for stage in found or ()))
