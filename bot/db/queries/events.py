"""Events: the locked row places are counted under, answers, the waiting list, audiences, what waits in the outbox."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Call, Event, EventRegistration, OutboxMessage, Person
from bot.db.queries import outbox
from bot.domain.enums import ApplicationStatus, EventStatus, OutboxStatus, RegistrationStatus, Role
from bot.domain.events import ACCEPTED_ONLY

_HERE = (RegistrationStatus.GOING, RegistrationStatus.WAITING)


class Counts(NamedTuple):
    """How many have answered what."""

    going: int
    waiting: int
    declined: int


class Attendance(NamedTuple):
    """A page of those who go (or wait), in the order in which they came, and how many there are in all."""

    people: Sequence[Person]
    total: int


async def locked(session: AsyncSession, event_id: int) -> Event | None:
    """The event under its row lock, read afresh: places are counted only while it is held."""
    found: Event | None = await session.scalar(
        select(Event).where(Event.id == event_id).with_for_update().execution_options(populate_existing=True)
    )
    return found


async def registration(session: AsyncSession, event_id: int, person_id: int) -> EventRegistration | None:
    """The person's answer."""
    found: EventRegistration | None = await session.scalar(
        select(EventRegistration)
        .where(EventRegistration.event_id == event_id, EventRegistration.person_id == person_id)
        .execution_options(populate_existing=True)
    )
    return found


async def counts(session: AsyncSession, event_id: int) -> Counts:
    """Going, waiting, declined."""
    statement = (
        select(EventRegistration.status, func.count())
        .where(EventRegistration.event_id == event_id)
        .group_by(EventRegistration.status)
    )
    found = {status: number for status, number in await session.execute(statement)}  # noqa: C416 - rows are no pairs to mypy
    return Counts(*(found.get(status, 0) for status in (*_HERE, RegistrationStatus.DECLINED)))


async def position(session: AsyncSession, waiting: EventRegistration) -> int:
    """1 for the first of the waiting list."""
    ahead = await session.scalar(
        select(func.count())
        .select_from(EventRegistration)
        .where(
            EventRegistration.event_id == waiting.event_id,
            EventRegistration.status == RegistrationStatus.WAITING,
            or_(
                EventRegistration.queued_at < waiting.queued_at,
                and_(EventRegistration.queued_at == waiting.queued_at, EventRegistration.id < waiting.id),
            ),
        )
    )
    return (ahead or 0) + 1


async def first_waiting(
    session: AsyncSession, event_id: int, limit: int | None
) -> list[tuple[EventRegistration, Person]]:
    """The first of the waiting list who can be told that they have moved up; the others keep their turn."""
    statement = (
        select(EventRegistration, Person)
        .join(Person, Person.id == EventRegistration.person_id)
        .where(EventRegistration.event_id == event_id, EventRegistration.status == RegistrationStatus.WAITING)
        .where(_reachable())
        .order_by(EventRegistration.queued_at, EventRegistration.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def count_next(session: AsyncSession, event_id: int) -> int:
    """How many wait who would move up if there were places."""
    statement = (
        select(func.count())
        .select_from(EventRegistration)
        .join(Person, Person.id == EventRegistration.person_id)
        .where(EventRegistration.event_id == event_id, EventRegistration.status == RegistrationStatus.WAITING)
        .where(_reachable())
    )
    return await session.scalar(statement) or 0


async def with_places_to_give(session: AsyncSession, *, now: datetime) -> list[int]:
    """Ids of announced events ahead where somebody waits although there is a place."""

    def answered(status: RegistrationStatus) -> Any:
        return (
            select(func.count())
            .select_from(EventRegistration)
            .join(Person, Person.id == EventRegistration.person_id)
            .where(EventRegistration.event_id == Event.id, EventRegistration.status == status)
        )

    statement = (
        select(Event.id)
        .where(Event.status == EventStatus.ANNOUNCED, Event.starts_at > now)
        .where(answered(RegistrationStatus.WAITING).where(_reachable()).scalar_subquery() > 0)
        .where(
            or_(Event.capacity.is_(None), Event.capacity > answered(RegistrationStatus.GOING).scalar_subquery()),
        )
        .order_by(Event.id)
    )
    return list(await session.scalars(statement))


async def attending(session: AsyncSession, event_id: int) -> Sequence[Person]:
    """Everybody who goes or waits."""
    statement = (
        select(Person)
        .join(EventRegistration, EventRegistration.person_id == Person.id)
        .where(EventRegistration.event_id == event_id, EventRegistration.status.in_(_HERE))
        .order_by(Person.id)
    )
    return (await session.scalars(statement)).all()


async def attendance(
    session: AsyncSession, event_id: int, status: RegistrationStatus, *, offset: int, limit: int
) -> Attendance:
    """A page of those with this answer; those who wait in the order of the waiting list."""
    where = (EventRegistration.event_id == event_id, EventRegistration.status == status, Person.erased_at.is_(None))
    joined = select(Person).join(EventRegistration, EventRegistration.person_id == Person.id).where(*where)
    total = await session.scalar(select(func.count()).select_from(joined.with_only_columns(Person.id).subquery()))
    page = joined.order_by(EventRegistration.queued_at, EventRegistration.id).offset(offset).limit(limit)
    return Attendance((await session.scalars(page)).all(), total or 0)


async def upcoming(
    session: AsyncSession, person_id: int, *, now: datetime
) -> list[tuple[Event, RegistrationStatus | None]]:
    """Announced events that are not over, each with the person's answer."""
    statement = (
        select(Event, EventRegistration.status)
        .outerjoin(
            EventRegistration,
            and_(EventRegistration.event_id == Event.id, EventRegistration.person_id == person_id),
        )
        .where(Event.status == EventStatus.ANNOUNCED, Event.ends_at > now)
        .order_by(Event.starts_at, Event.id)
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def for_office(
    session: AsyncSession, season_id: int, *, now: datetime, offset: int, limit: int
) -> tuple[Sequence[Event], int]:
    """A page of the season's events and their number: those ahead by their start, then those that are over."""
    over = Event.ends_at <= now
    total = await session.scalar(select(func.count()).select_from(Event).where(Event.season_id == season_id))
    statement = (
        select(Event)
        .where(Event.season_id == season_id)
        .order_by(over, Event.starts_at, Event.id)
        .offset(offset)
        .limit(limit)
    )
    return (await session.scalars(statement)).all(), total or 0


async def going_of(session: AsyncSession, person_id: int, *, now: datetime) -> list[int]:
    """Ids of the events ahead the person goes to or waits for, in the order in which they are to be locked."""
    statement = (
        select(Event.id)
        .join(EventRegistration, EventRegistration.event_id == Event.id)
        .where(EventRegistration.person_id == person_id, EventRegistration.status.in_(_HERE), Event.starts_at > now)
        .order_by(Event.id)
    )
    return list(await session.scalars(statement))


async def is_accepted(session: AsyncSession, person_id: int, season_id: int) -> bool:
    """Whether an application of the person has been accepted in the season."""
    return await session.scalar(select(_accepted(season_id, person_id).exists())) or False


async def invited(session: AsyncSession, event: Event) -> Sequence[Person]:
    """Everybody the event is for who can be written to and has not answered by themselves."""
    return (await session.scalars(silent(event).order_by(Person.id))).all()


def silent(event: Event) -> Select[Person]:
    """Everybody the event is for who can be written to and has not answered."""
    answered = select(EventRegistration.person_id).where(EventRegistration.event_id == event.id)
    return select(Person).where(_invited_to(event), _reachable(), Person.id.not_in(answered))


async def count_invited(session: AsyncSession, event: Event) -> int:
    """How many people the event is for and can be written to."""
    return await session.scalar(select(func.count()).select_from(Person).where(_invited_to(event), _reachable())) or 0


def _invited_to(event: Event) -> ColumnElement[bool]:
    """``domain.events.is_invited`` in SQL, for those who have a role at all."""
    roles = set(event.audience) - {ACCEPTED_ONLY}
    condition: ColumnElement[bool] = Person.role.in_(sorted(roles)) if roles else Person.role.is_not(None)
    if ACCEPTED_ONLY not in event.audience:
        return condition
    applicants = Person.role.in_([Role.STUDENT, Role.TUTOR, Role.MENTOR])
    return and_(condition, or_(~applicants, _accepted(event.season_id, Person.id).exists()))


def _accepted(season_id: Any, person_id: Any) -> Any:
    return (
        select(Application.id)
        .join(Call, Call.id == Application.call_id)
        .where(
            Call.season_id == season_id,
            Application.person_id == person_id,
            Application.status == ApplicationStatus.ACCEPTED,
        )
    )


def event_is_for() -> ColumnElement[bool]:
    """The same between the rows of an event and of a person, for statements that have both."""
    roles = cast(Event.audience, String)
    everybody = and_(*(not_(roles.contains(f'"{role.value}"')) for role in Role))
    named = or_(*(and_(Person.role == role, roles.contains(f'"{role.value}"')) for role in Role))
    applicant = Person.role.in_([Role.STUDENT, Role.TUTOR, Role.MENTOR])
    accepted_only = roles.contains(f'"{ACCEPTED_ONLY}"')
    accepted = _accepted(Event.season_id, Person.id).correlate(Event, Person)
    return and_(
        Person.role.is_not(None),
        or_(everybody, named),
        or_(not_(accepted_only), not_(applicant), accepted.exists()),
    )


def _reachable() -> ColumnElement[bool]:
    return and_(
        Person.telegram_id.is_not(None),
        Person.erased_at.is_(None),
        Person.unreachable_since.is_(None),
        Person.stopped_at.is_(None),
    )


def _unsent(event_id: int, templates: Collection[str]) -> ColumnElement[bool]:
    return and_(
        OutboxMessage.subject == f"event:{event_id}",
        OutboxMessage.status == OutboxStatus.PENDING,
        OutboxMessage.template.in_(templates),
    )


async def take_back(session: AsyncSession, event_id: int, template: str, *, now: datetime) -> dict[int, dict[str, Any]]:
    """Withdraw the unsent notices of a template; person id → the arguments the person will now never read."""
    return await outbox.take_back(session, _unsent(event_id, [template]), now=now)


async def rewrite_unsent(
    session: AsyncSession, event_id: int, templates: Collection[str], *, args: Mapping[str, Any], expires_at: datetime
) -> None:
    """Let the unsent notices of these templates say what holds now."""
    statement = update(OutboxMessage).where(_unsent(event_id, templates))
    await session.execute(
        statement.values(args=dict(args), expires_at=expires_at).execution_options(synchronize_session=False)
    )
