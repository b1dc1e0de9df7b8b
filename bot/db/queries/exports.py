"""Whole lists for the office's spreadsheets. People who were erased are in none of them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db.models import (
    Application,
    AuditEntry,
    Call,
    Consent,
    Decision,
    Direction,
    Event,
    EventRegistration,
    Municipality,
    Organisation,
    Person,
    PersonalAccess,
    Team,
    TeamMember,
    TeamRun,
)
from bot.db.queries.selection import OWN, admitted, consent_holds, is_second
from bot.domain.enums import AccessKind, ConsentPurpose, RegistrationStatus, TeamRunStatus

Places = tuple[str | None, str | None]
"""The names of a person's municipality and organisation."""


class PersonLine(NamedTuple):
    """Somebody registered."""

    person: Person
    municipality: str | None
    organisation: str | None
    consented: bool


class ApplicationLine(NamedTuple):
    """Somebody's application that was sent at least once, with the newest decision, released or not.

    ``guardian_signed`` is when the first guardian's consent that stands was given, ``open_until`` how long the call is
    open to this person alone, ``late_reason`` why a consent that came too late counts.
    """

    application: Application
    call: Call
    person: Person
    municipality: str | None
    organisation: str | None
    decision: Decision | None
    admitted: bool
    second: bool
    guardian_signed: datetime | None
    open_until: datetime | None
    late_reason: str | None


class EventLine(NamedTuple):
    """An event and how many go and wait."""

    event: Event
    going: int
    waiting: int


class VisitLine(NamedTuple):
    """Somebody's answer to an event."""

    registration: EventRegistration
    event: Event
    person: Person
    municipality: str | None
    organisation: str | None


class TeamLine(NamedTuple):
    """Somebody in a team."""

    team: Team
    direction: str | None
    person: Person
    municipality: str | None
    organisation: str | None


class AuditLine(NamedTuple):
    """An entry of the log and who acted."""

    entry: AuditEntry
    actor: Person | None


def _with_places(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        statement.outerjoin(Municipality, Municipality.id == Person.municipality_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .add_columns(Municipality.name, func.coalesce(Organisation.name, Person.organisation_name))
        .where(Person.erased_at.is_(None))
    )


async def people(session: AsyncSession, *, day: date) -> list[PersonLine]:
    """Everybody registered, by name; ``consented`` as of ``day``."""
    statement = _with_places(select(Person)).where(Person.registered_at.is_not(None))
    statement = statement.add_columns(consent_holds(day)).order_by(Person.search_name, Person.id)
    return [PersonLine._make(row) for row in await session.execute(statement)]


async def applications(session: AsyncSession, season_id: int, *, day: date) -> list[ApplicationLine]:
    """The season's applications that have a number, call by call; ``admitted`` as of ``day``."""
    newest = select(func.max(Decision.id)).where(Decision.application_id == Application.id).correlate(Application)
    open_to, late = aliased(PersonalAccess), aliased(PersonalAccess)
    signed = (
        select(func.min(Consent.given_at))
        .where(
            Consent.person_id == Person.id,
            Consent.purpose == ConsentPurpose.PARTICIPATION,
            Consent.relation != OWN,
            Consent.withdrawn_at.is_(None),
        )
        .correlate(Person)
        .scalar_subquery()
    )
    statement = (
        select(Application, Call, Person)
        .join(Call, Call.id == Application.call_id)
        .join(Person, Person.id == Application.person_id)
        .where(Call.season_id == season_id, Application.number.is_not(None))
    )
    statement = (
        _with_places(statement)
        .outerjoin(Decision, Decision.id == newest.scalar_subquery())
        .outerjoin(open_to, _standing(open_to, AccessKind.APPLICATION))
        .outerjoin(late, _standing(late, AccessKind.CONSENT))
        .add_columns(Decision, admitted(day), is_second(), signed, open_to.until, late.reason)
        .order_by(Call.id, Application.submitted_at, Application.id)
    )
    return [ApplicationLine._make(row) for row in await session.execute(statement)]


def _standing(access: type[PersonalAccess], kind: AccessKind) -> ColumnElement[bool]:
    return and_(
        access.call_id == Application.call_id,
        access.person_id == Application.person_id,
        access.kind == kind,
        access.revoked_at.is_(None),
    )


async def events(session: AsyncSession, season_id: int) -> list[EventLine]:
    """The season's events by their start."""
    going, waiting = (
        select(func.count())
        .select_from(EventRegistration)
        .where(EventRegistration.event_id == Event.id, EventRegistration.status == status)
        .scalar_subquery()
        for status in (RegistrationStatus.GOING, RegistrationStatus.WAITING)
    )
    statement = select(Event, going, waiting).where(Event.season_id == season_id).order_by(Event.starts_at, Event.id)
    return [EventLine._make(row) for row in await session.execute(statement)]


async def visits(session: AsyncSession, season_id: int) -> list[VisitLine]:
    """Who goes, waits or has declined, event by event."""
    statement = (
        select(EventRegistration, Event, Person)
        .join(Event, Event.id == EventRegistration.event_id)
        .join(Person, Person.id == EventRegistration.person_id)
        .where(Event.season_id == season_id)
    )
    ordered = _with_places(statement).order_by(
        Event.starts_at, Event.id, EventRegistration.status, EventRegistration.queued_at, EventRegistration.id
    )
    return [VisitLine._make(row) for row in await session.execute(ordered)]


async def newest_run(session: AsyncSession, season_id: int) -> TeamRun | None:
    """The published teams of the season; before that, the newest draft."""
    known = (TeamRunStatus.PUBLISHED, TeamRunStatus.DRAFT)
    runs: Sequence[TeamRun] = (
        await session.scalars(
            select(TeamRun).where(TeamRun.season_id == season_id, TeamRun.status.in_(known)).order_by(TeamRun.id.desc())
        )
    ).all()
    published = (run for run in runs if run.status is TeamRunStatus.PUBLISHED)
    return next(published, runs[0] if runs else None)


async def team_people(session: AsyncSession, run_id: int) -> list[TeamLine]:
    """Students, tutors and mentors of a run's teams; each team's students first."""
    student, tutor, mentor = aliased(TeamMember), Team.tutor_id, Team.mentor_id
    belongs = (
        (Person.id == tutor)
        | (Person.id == mentor)
        | Person.id.in_(select(student.person_id).where(student.team_id == Team.id).correlate(Team))
    )
    statement = (
        select(Team, Direction.name, Person)
        .select_from(Team)
        .outerjoin(Direction, Direction.id == Team.direction_id)
        .join(Person, belongs)
        .where(Team.run_id == run_id)
    )
    ordered = _with_places(statement).order_by(Team.number, Person.search_name, Person.id)
    return [TeamLine._make(row) for row in await session.execute(ordered)]


async def audit(session: AsyncSession) -> list[AuditLine]:
    """The whole log, oldest first."""
    statement = select(AuditEntry, Person).outerjoin(Person, Person.id == AuditEntry.actor_id).order_by(AuditEntry.id)
    return [AuditLine._make(row) for row in await session.execute(statement)]
