"""The office's view of applications: the queue, one card, what is staged; and who has been Application."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Exists, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db.models import (
    Application,
    Call,
    Consent,
    Decision,
    DuplicatePair,
    Municipality,
    Organisation,
    Person,
    PersonalAccess,
)
from bot.domain.enums import AccessKind, ApplicationStatus, ConsentPurpose, Outcome, Role
from bot.domain.people import ADULT_AGE
from bot.domain.short_names import short_place

Rows = Select[*tuple[Any, ...]]

OWN = "self"
"""The relation of a person to themselves."""

_BEFORE_THE_OFFICE = (ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN)


class Decided(StrEnum):
    """Which staged decisions to show; short, because it travels inside a button."""

    ANY = ""
    NONE = "n"
    STAGED = "y"
    ACCEPTED = "a"
    RESERVE = "r"
    REJECTED = "j"


_OUTCOMES = {Decided.ACCEPTED: Outcome.ACCEPTED, Decided.RESERVE: Outcome.RESERVE, Decided.REJECTED: Outcome.REJECTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """What of a call's applications to show; without a status all that were sent and not withdrawn.

    ``consent_missing``: only those who are not admitted; ``ready``: only those who are. ``among``: only these, instead
    of asking who is not admitted.
    """

    status: ApplicationStatus | None = None
    decided: Decided = Decided.ANY
    consent_missing: bool = False
    ready: bool = False
    among: Sequence[int] | None = None
    municipality_id: str | None = None


class QueueRow(NamedTuple):
    """A line of the queue: no names."""

    application: Application
    municipality: str | None
    staged: Outcome | None
    consented: bool


class CardRow(NamedTuple):
    """Everything about one application."""

    application: Application
    call: Call
    person: Person
    municipality: str | None
    organisation: str | None
    staged: Decision | None
    consented: bool
    second: bool


class StagedState(NamedTuple):
    """A staged decision and the application as it stands."""

    decision_id: int
    application_id: int
    status: ApplicationStatus
    outcome: Outcome
    reason: str | None
    consented: bool
    second: bool


class StagedRow(NamedTuple):
    """A staged decision with what it is about."""

    decision: Decision
    application: Application
    person: Person
    consented: bool
    second: bool

    @property
    def state(self) -> StagedState:
        """The same without the people."""
        app, decision = self.application, self.decision
        return StagedState(
            decision.id, app.id, app.status, decision.outcome, decision.reason, self.consented, self.second
        )


def consent_holds(day: date) -> ColumnElement[bool]:
    """Whether all required signatures for the participation of ``Person`` are there on ``day``.

    The person's own, and for minors one of somebody else: a guardian, or a paper the office has recorded. Who has come
    of age since keeps the signatures given before: there is a term for signing anew (domain.consents.ADULT_TERM).
    """
    standing = _signed().where(Consent.withdrawn_at.is_(None))
    own = standing.where(Consent.relation == OWN)
    another = standing.where(Consent.relation != OWN)
    return and_(own, or_(_adult(day), another))


def admitted(day: date) -> ColumnElement[bool]:
    """Whether ``Application`` of ``Person`` may be ranked and accepted on ``day``: signed for in time
    (``consented_in_time``), and nobody's second one (``is_second``)."""
    return and_(consented_in_time(day), ~is_second())


def consented_in_time(day: date) -> ColumnElement[bool]:
    """Whether all signatures for ``Person`` stand (``consent_holds``), and a guardian's stood when the deadline of
    ``Application``'s call for it came, unless an administrator has let a later one count."""
    deadline = select(Call.consent_closes_at).where(Call.id == Application.call_id).correlate(Application)
    in_time = _signed().where(
        Consent.relation != OWN,
        Consent.given_at <= deadline.scalar_subquery(),
        or_(Consent.withdrawn_at.is_(None), Consent.withdrawn_at > deadline.scalar_subquery()),
    )
    let_in = exists().where(
        PersonalAccess.call_id == Application.call_id,
        PersonalAccess.person_id == Application.person_id,
        PersonalAccess.kind == AccessKind.CONSENT,
        PersonalAccess.revoked_at.is_(None),
    )
    return and_(consent_holds(day), or_(_adult(day), in_time, let_in))


def is_second() -> ColumnElement[bool]:
    """Whether ``Application`` is set aside as the second one of somebody, or waits for the office to say whether it is."""
    # Pairs are few beside applications: their ids are gathered once per statement instead of looked for row by row.
    earlier = aliased(Application)
    open_pair = (
        select(DuplicatePair.second_id)
        .join(earlier, earlier.id == DuplicatePair.first_id)
        .where(DuplicatePair.verdict.is_(None), earlier.status.not_in(_BEFORE_THE_OFFICE))
    )
    lost = [
        select(side).where(DuplicatePair.kept_id != side) for side in (DuplicatePair.first_id, DuplicatePair.second_id)
    ]
    return or_(*(Application.id.in_(each) for each in (open_pair, *lost)))


def _signed() -> Exists:
    return exists().where(Consent.person_id == Person.id, Consent.purpose == ConsentPurpose.PARTICIPATION)


def _adult(day: date) -> ColumnElement[bool]:
    # On 29 February whoever was born on 1 March is not of age yet, as in domain.people.age_on.
    last = day.day - 1 if (day.month, day.day) == (2, 29) else day.day
    born_until = date(day.year - ADULT_AGE, day.month, last)
    unknown = and_(Person.birth_date.is_(None), or_(Person.role.is_(None), Person.role != Role.STUDENT))
    return or_(Person.birth_date <= born_until, unknown)


def _queue(call_id: int, chosen: QueueFilter, day: date) -> Rows:
    """Ids and numbers. Only what the filter needs is joined: a page of five thousand costs little more than one of fifty."""
    statement: Rows = select(Application.id, Application.number).where(
        Application.call_id == call_id, Application.number.is_not(None), Application.person_id.not_in(_erased())
    )
    if chosen.status is not None:
        statement = statement.where(Application.status == chosen.status)
    else:
        statement = statement.where(Application.status.not_in(_BEFORE_THE_OFFICE))
    if chosen.among is not None:
        statement = statement.where(Application.id.in_(chosen.among))
    missing = chosen.consent_missing and chosen.among is None
    if missing or chosen.ready or chosen.municipality_id:
        statement = statement.join(Person, Person.id == Application.person_id)
    if missing:
        statement = statement.where(~admitted(day))
    if chosen.ready:
        statement = statement.where(admitted(day))
    if chosen.municipality_id:
        statement = statement.where(Person.municipality_id == chosen.municipality_id)
    staged = select(Decision.application_id).where(Decision.released_at.is_(None))
    match chosen.decided:
        case Decided.ANY:
            return statement
        case Decided.NONE:
            return statement.where(Application.id.not_in(staged))
        case Decided.STAGED:
            return statement.where(Application.id.in_(staged))
        case one:
            return statement.where(Application.id.in_(staged.where(Decision.outcome == _OUTCOMES[one])))


def _erased() -> Select[int]:
    return select(Person.id).where(Person.erased_at.is_not(None))


def _by_number(statement: Rows) -> Rows:
    # Numbers grow past four digits: the shorter one is the earlier one.
    return statement.order_by(func.length(Application.number), Application.number)


async def queue(
    session: AsyncSession, call_id: int, chosen: QueueFilter, *, day: date, offset: int, limit: int
) -> tuple[list[QueueRow], int]:
    """A page of the queue, first sent first, and how many there are in all."""
    statement = _queue(call_id, chosen, day)
    total = await session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    ids = [row[0] for row in await session.execute(_by_number(statement).offset(offset).limit(limit))]
    rows = (
        select(Application, Municipality.name, Decision.outcome, admitted(day))
        .join(Person, Person.id == Application.person_id)
        .outerjoin(Municipality, Municipality.id == Person.municipality_id)
        .outerjoin(Decision, and_(Decision.application_id == Application.id, Decision.released_at.is_(None)))
        .where(Application.id.in_(ids))
    )
    return [QueueRow(*row) for row in await session.execute(_by_number(rows))], total


async def not_admitted(session: AsyncSession, call_id: int, *, day: date) -> Sequence[int]:
    """Ids of a call's applications, withdrawn ones among them, that could not be accepted."""
    statement = (
        select(Application.id)
        .join(Person, Person.id == Application.person_id)
        .where(Application.call_id == call_id, Application.number.is_not(None), ~admitted(day))
        .order_by(Application.id)
    )
    return (await session.scalars(statement)).all()


async def next_in_queue(
    session: AsyncSession, call_id: int, chosen: QueueFilter, *, day: date, after: Application
) -> int | None:
    """The id of the application that follows in the queue."""
    length, number = func.length(Application.number), Application.number
    own = len(after.number or "")
    later = or_(length > own, and_(length == own, number > after.number))
    found: int | None = await session.scalar(_by_number(_queue(call_id, chosen, day)).where(later).limit(1))
    return found


async def lock_first_undecided(
    session: AsyncSession, call_id: int, *, day: date, municipality_id: str | None, limit: int
) -> Sequence[Application]:
    """Sent applications nobody has decided about and which could be accepted, first sent first; locked."""
    chosen = QueueFilter(
        status=ApplicationStatus.SUBMITTED, decided=Decided.NONE, ready=True, municipality_id=municipality_id or None
    )
    ids = list(await session.scalars(_by_number(_queue(call_id, chosen, day)).limit(limit)))
    statement = select(Application).where(Application.id.in_(ids), Application.status == ApplicationStatus.SUBMITTED)
    return (await session.scalars(_fresh(statement.order_by(Application.id)))).all()


def _fresh(statement: Rows) -> Rows:
    return statement.with_for_update(of=Application).execution_options(populate_existing=True)


async def card(session: AsyncSession, application_id: int, *, day: date, lock: bool = False) -> CardRow | None:
    """One application that has been sent, with everything the office may want to see."""
    statement: Rows = (
        select(
            Application,
            Call,
            Person,
            Municipality.name,
            func.coalesce(Organisation.name, Person.organisation_name),
            Decision,
            admitted(day),
            is_second(),
        )
        .join(Call, Call.id == Application.call_id)
        .join(Person, Person.id == Application.person_id)
        .outerjoin(Municipality, Municipality.id == Person.municipality_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(Decision, and_(Decision.application_id == Application.id, Decision.released_at.is_(None)))
        .where(Application.id == application_id, Application.number.is_not(None), Person.erased_at.is_(None))
    )
    row = (await session.execute(_fresh(statement) if lock else statement)).one_or_none()
    return CardRow(*row) if row is not None else None


async def lock_staged(session: AsyncSession, call_id: int, *, day: date) -> list[StagedRow]:
    """The staged decisions of a call by application, locked."""
    statement = _staged(call_id, Decision, Application, Person, admitted(day), is_second())
    statement = statement.with_for_update(of=(Application, Decision)).execution_options(populate_existing=True)
    return [StagedRow(*row) for row in await session.execute(statement)]


async def staged_states(session: AsyncSession, call_id: int, *, day: date) -> list[StagedState]:
    """The staged decisions of a call by application, for who only counts them."""
    about = (Decision.id, Application.id, Application.status, Decision.outcome, Decision.reason)
    statement = _staged(call_id, *about, admitted(day), is_second())
    return [StagedState(*row) for row in await session.execute(statement)]


def _staged(call_id: int, *what: Any) -> Rows:
    statement: Rows = (
        select(*what)
        .select_from(Decision)
        .join(Application, Application.id == Decision.application_id)
        .join(Person, Person.id == Application.person_id)
        .where(Application.call_id == call_id, Decision.released_at.is_(None), Person.erased_at.is_(None))
        .order_by(Application.id)
    )
    return statement


async def municipalities_of(session: AsyncSession, call_id: int) -> list[tuple[str, str, int]]:
    """(id, short name, applications sent) of the municipalities people have applied from, in the order of the list."""
    counted = (
        select(Person.municipality_id, func.count().label("sent"))
        .join(Application, Application.person_id == Person.id)
        .where(
            Application.call_id == call_id,
            Application.status.not_in(_BEFORE_THE_OFFICE),
            Person.erased_at.is_(None),
            Person.municipality_id.is_not(None),
        )
        .group_by(Person.municipality_id)
        .subquery()
    )
    statement = (
        select(Municipality.id, Municipality.name, counted.c.sent)
        .join(counted, counted.c.municipality_id == Municipality.id)
        .order_by(Municipality.position)
    )
    return [(place, short_place(name), count) for place, name, count in await session.execute(statement)]


async def has_consent(session: AsyncSession, person_id: int, *, day: date) -> bool:
    """Whether all required signatures for somebody's participation are there."""
    return bool(await session.scalar(select(consent_holds(day)).where(Person.id == person_id)))


async def admission(session: AsyncSession, application_id: int, *, day: date) -> tuple[bool, bool]:
    """Whether an application has every signature in time, and whether it is (or may be) somebody's second one."""
    statement = (
        select(consented_in_time(day), is_second())
        .select_from(Application)
        .join(Person, Person.id == Application.person_id)
        .where(Application.id == application_id)
    )
    in_time, second = (await session.execute(statement)).one()
    return bool(in_time), bool(second)


async def who_has_signed(session: AsyncSession, person_id: int) -> tuple[bool, bool]:
    """Whether the person has signed for their own participation, and whether a guardian has."""
    statement = select(Consent.relation).where(
        Consent.person_id == person_id,
        Consent.purpose == ConsentPurpose.PARTICIPATION,
        Consent.withdrawn_at.is_(None),
    )
    relations = set(await session.scalars(statement.distinct()))
    return OWN in relations, bool(relations - {OWN})


async def accepted_people(session: AsyncSession, season_id: int, role: Role) -> Sequence[Person]:
    """Those whose acceptance has been released, by the order of their numbers."""
    statement = (
        select(Person)
        .join(Application, Application.person_id == Person.id)
        .join(Call, Call.id == Application.call_id)
        .where(
            Call.season_id == season_id,
            Call.role == role,
            Application.status == ApplicationStatus.ACCEPTED,
            Person.erased_at.is_(None),
        )
        .order_by(func.length(Application.number), Application.number)
    )
    return (await session.scalars(statement)).all()
