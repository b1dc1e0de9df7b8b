"""Checklists of documents: their entries, who has handed in what, who still lacks something."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db.models import DocumentItem, DocumentMark, Event, EventRegistration, GuardianLink, Municipality, Person
from bot.db.queries.consents import CONFIRMED
from bot.domain.enums import DocumentStatus, EventStatus, RegistrationStatus

_AT_ONCE = 500
"""Ids in one statement: both engines limit parameters."""


class Progress(NamedTuple):
    """How one document stands among those who go: handed in (checked ones too) in time, checked, expiring too early."""

    handed_in: int
    checked: int
    expiring: int


class RosterLine(NamedTuple):
    """Somebody who goes, and how many documents they have handed in that are valid long enough."""

    person: Person
    done: int


class Roster(NamedTuple):
    """A page of those who go; ``total`` fit the search, ``going`` go in all, ``complete`` of them lack nothing."""

    lines: Sequence[RosterLine]
    total: int
    going: int
    complete: int


class EventLine(NamedTuple):
    """An event with a checklist: entries, people who go, people who lack nothing."""

    event: Event
    items: int
    going: int
    complete: int


async def items(session: AsyncSession, event_id: int) -> Sequence[DocumentItem]:
    """The checklist in its order."""
    statement = (
        select(DocumentItem)
        .where(DocumentItem.event_id == event_id)
        .order_by(DocumentItem.position, DocumentItem.id)
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(statement)).all()


async def dues(session: AsyncSession, event_ids: Collection[int]) -> dict[int, list[int | None]]:
    """event id → how long before the start each entry is due, in minutes; an event without a checklist is left out."""
    found: dict[int, list[int | None]] = {}
    statement = select(DocumentItem.event_id, DocumentItem.due_minutes).where(DocumentItem.event_id.in_(event_ids))
    for event_id, minutes in await session.execute(statement):
        found.setdefault(event_id, []).append(minutes)
    return found


async def guardians_of(session: AsyncSession, person_ids: Collection[int]) -> Sequence[int]:
    """Ids of the confirmed guardians of these people."""
    statement = (
        select(Person.id)
        .join(GuardianLink, GuardianLink.guardian_id == Person.id)
        .where(*CONFIRMED, GuardianLink.child_id.in_(person_ids))
        .distinct()
    )
    return (await session.scalars(statement)).all()


async def going(session: AsyncSession, event_id: int) -> Sequence[int]:
    """Ids of those who go."""
    statement = select(EventRegistration.person_id).where(
        EventRegistration.event_id == event_id, EventRegistration.status == RegistrationStatus.GOING
    )
    return (await session.scalars(statement.order_by(EventRegistration.person_id))).all()


async def locked_item(session: AsyncSession, item_id: int) -> DocumentItem | None:
    """An entry under its row lock, read afresh: whoever marks it or takes it off the list holds it."""
    return await session.get(DocumentItem, item_id, with_for_update=True, populate_existing=True)


async def mark_of(session: AsyncSession, item_id: int, person_id: int) -> DocumentMark | None:
    """What is noted of one document of one person, read afresh."""
    found: DocumentMark | None = await session.scalar(
        select(DocumentMark)
        .where(DocumentMark.item_id == item_id, DocumentMark.person_id == person_id)
        .execution_options(populate_existing=True)
    )
    return found


async def marks_of(session: AsyncSession, event_id: int, person_id: int | None = None) -> Sequence[DocumentMark]:
    """Everything noted about an event's documents, of everybody or of one person."""
    statement = (
        select(DocumentMark)
        .join(DocumentItem, DocumentItem.id == DocumentMark.item_id)
        .where(DocumentItem.event_id == event_id)
        .execution_options(populate_existing=True)
    )
    if person_id is not None:
        statement = statement.where(DocumentMark.person_id == person_id)
    return (await session.scalars(statement)).all()


async def drop(session: AsyncSession, item: DocumentItem) -> None:
    """Take an entry off the list, with everything noted about it."""
    await session.execute(delete(DocumentMark).where(DocumentMark.item_id == item.id))
    await session.delete(item)
    await session.flush()


async def follow_end(session: AsyncSession, event_id: int, through: date) -> None:
    """The event ends on another day: its documents have to be valid to that one."""
    await session.execute(
        update(DocumentItem)
        .where(DocumentItem.event_id == event_id)
        .values(valid_through=through)
        .execution_options(synchronize_session="fetch")
    )


def _valid() -> ColumnElement[bool]:
    """Handed in, and valid long enough; a statement that has a document's entry and its mark."""
    long_enough = or_(DocumentMark.valid_until.is_(None), DocumentMark.valid_until >= DocumentItem.valid_through)
    return and_(DocumentMark.status != DocumentStatus.MISSING, long_enough)


def _goes(event_id: Any, person: type[Person] = Person) -> ColumnElement[bool]:
    """Whether somebody has said that they go."""
    said = select(EventRegistration.id).where(
        EventRegistration.event_id == event_id,
        EventRegistration.person_id == person.id,
        EventRegistration.status == RegistrationStatus.GOING,
    )
    return said.correlate(person).exists()


def lacks(event_id: Any, person: type[Person] = Person) -> ColumnElement[bool]:
    """Whether somebody goes to an event and has still to bring something."""
    given = select(DocumentMark.id).where(
        DocumentMark.item_id == DocumentItem.id, DocumentMark.person_id == person.id, _valid()
    )
    asked = select(DocumentItem.id).where(
        DocumentItem.event_id == event_id, ~given.correlate(DocumentItem, person).exists()
    )
    return and_(_goes(event_id, person), asked.correlate(person).exists(), person.erased_at.is_(None))


def lacking(event_id: int) -> Select[Person]:
    """Those who go to an event and have still to bring something."""
    return select(Person).where(lacks(event_id))


def guardians_of_lacking(event_id: int, minors_after: date) -> Select[Person, Person]:
    """(guardian, child) of the minors among them."""
    child = aliased(Person)
    return (
        select(Person, child)
        .join(GuardianLink, GuardianLink.guardian_id == Person.id)
        .join(child, child.id == GuardianLink.child_id)
        .where(*CONFIRMED, lacks(event_id, child), child.birth_date > minors_after)
    )


class Lacked(NamedTuple):
    """A document somebody has still to bring; ``expires``: it was handed in and is not valid long enough."""

    event: Event
    item: DocumentItem
    person_id: int
    expires: bool


async def lacked_by(
    session: AsyncSession, person_ids: Collection[int], *, event_id: int | None = None, now: datetime | None = None
) -> list[Lacked]:
    """What these people have still to bring to events they go to, the nearest event first.

    Either to one event, or (``now``) to every announced one that has not begun.
    """
    found: list[Lacked] = []
    ids = sorted(person_ids)
    handed_in = select(DocumentMark.id).where(
        DocumentMark.item_id == DocumentItem.id,
        DocumentMark.person_id == EventRegistration.person_id,
        DocumentMark.status != DocumentStatus.MISSING,
    )
    given = select(DocumentMark.id).where(
        DocumentMark.item_id == DocumentItem.id, DocumentMark.person_id == EventRegistration.person_id, _valid()
    )
    statement = (
        select(Event, DocumentItem, EventRegistration.person_id, handed_in.exists())
        .join(DocumentItem, DocumentItem.event_id == Event.id)
        .join(EventRegistration, EventRegistration.event_id == Event.id)
        .where(EventRegistration.status == RegistrationStatus.GOING, ~given.exists())
        .order_by(Event.starts_at, Event.id, DocumentItem.position, DocumentItem.id)
    )
    if event_id is not None:
        statement = statement.where(Event.id == event_id)
    if now is not None:
        statement = statement.where(Event.status == EventStatus.ANNOUNCED, Event.starts_at > now)
    for start in range(0, len(ids), _AT_ONCE):
        part = statement.where(EventRegistration.person_id.in_(ids[start : start + _AT_ONCE]))
        found += [Lacked(*row) for row in await session.execute(part)]
    return found


async def events_of(session: AsyncSession, person_id: int, *, now: datetime) -> Sequence[Event]:
    """The announced events with a checklist somebody goes to that are not over, the nearest first."""
    asked = select(DocumentItem.id).where(DocumentItem.event_id == Event.id)
    statement = (
        select(Event)
        .join(EventRegistration, EventRegistration.event_id == Event.id)
        .where(
            EventRegistration.person_id == person_id,
            EventRegistration.status == RegistrationStatus.GOING,
            Event.status == EventStatus.ANNOUNCED,
            Event.ends_at > now,
            asked.exists(),
        )
        .order_by(Event.starts_at, Event.id)
    )
    return (await session.scalars(statement)).all()


async def progress(session: AsyncSession, event_id: int) -> dict[int, Progress]:
    """entry id → how it stands among those who go; an entry nobody has handed in is left out."""
    checked = and_(_valid(), DocumentMark.status == DocumentStatus.CHECKED)
    expires = and_(DocumentMark.status != DocumentStatus.MISSING, ~_valid())
    statement = (
        select(
            DocumentItem.id,
            func.count().filter(_valid()),
            func.count().filter(checked),
            func.count().filter(expires),
        )
        .join(DocumentMark, DocumentMark.item_id == DocumentItem.id)
        .join(Person, Person.id == DocumentMark.person_id)
        .where(DocumentItem.event_id == event_id, Person.erased_at.is_(None), _goes(event_id))
        .group_by(DocumentItem.id)
    )
    return {item_id: Progress(*numbers) for item_id, *numbers in await session.execute(statement)}


def _done(event_id: Any) -> Any:
    return (
        select(func.count())
        .select_from(DocumentMark)
        .join(DocumentItem, DocumentItem.id == DocumentMark.item_id)
        .where(DocumentItem.event_id == event_id, DocumentMark.person_id == Person.id, _valid())
        .correlate(Person)
        .scalar_subquery()
    )


async def roster(
    session: AsyncSession, event_id: int, *, lacking: int | None = None, typed: str = "", offset: int, limit: int
) -> Roster:
    """Those who go, who lacks most first, then by name; ``typed`` (as ``search_key`` writes it) is a part of the name.

    With the id of an entry, only those who lack that document.
    """
    done = _done(event_id).label("done")
    base = select(Person, done).where(_goes(event_id), Person.erased_at.is_(None))
    found = base.where(Person.search_name.contains(typed, autoescape=True)) if typed else base
    if lacking is not None:
        given = (
            select(DocumentMark.id)
            .join(DocumentItem, DocumentItem.id == DocumentMark.item_id)
            .where(DocumentMark.item_id == lacking, DocumentMark.person_id == Person.id, _valid())
        )
        found = found.where(~given.correlate(Person).exists())
    page = found.order_by(done, Person.search_name, Person.id).offset(offset).limit(limit)
    lines = [RosterLine(person, count) for person, count in await session.execute(page)]
    total = await session.scalar(select(func.count()).select_from(found.subquery())) or 0
    going, complete = await numbers(session, event_id)
    return Roster(lines, total, going, complete)


async def numbers(session: AsyncSession, event_id: int) -> tuple[int, int]:
    """How many go, and how many of them lack nothing."""
    counted = select(func.count()).select_from(Person)
    going = await session.scalar(counted.where(_goes(event_id), Person.erased_at.is_(None))) or 0
    # Counted as a condition, not in each row: PostgreSQL then looks through the marks once.
    lack = await session.scalar(counted.where(lacks(event_id))) or 0
    return going, going - lack


async def goes(session: AsyncSession, event_id: int, person_id: int) -> Person | None:
    """Somebody who goes to an event."""
    found: Person | None = await session.scalar(
        select(Person).where(Person.id == person_id, _goes(event_id), Person.erased_at.is_(None))
    )
    return found


async def with_checklists(
    session: AsyncSession, season_id: int, *, now: datetime, offset: int, limit: int
) -> tuple[list[EventLine], int]:
    """A page of the season's events that have a checklist, those ahead first, and their number."""
    count = select(func.count()).select_from(DocumentItem).where(DocumentItem.event_id == Event.id)
    where = (
        Event.season_id == season_id,
        Event.status != EventStatus.CANCELLED,
        select(DocumentItem.id).where(DocumentItem.event_id == Event.id).exists(),
    )
    page = (
        select(Event, count.correlate(Event).scalar_subquery())
        .where(*where)
        .order_by(Event.ends_at <= now, Event.starts_at, Event.id)
        .offset(offset)
        .limit(limit)
    )
    total = await session.scalar(select(func.count()).select_from(Event).where(*where)) or 0
    rows = (await session.execute(page)).all()
    return [EventLine(event, number, *await numbers(session, event.id)) for event, number in rows], total


class ExportLine(NamedTuple):
    """Somebody who goes, with the name of their municipality."""

    person: Person
    municipality: str | None


async def everybody(session: AsyncSession, event_id: int) -> list[ExportLine]:
    """Those who go, by name."""
    statement = (
        select(Person, Municipality.name)
        .outerjoin(Municipality, Municipality.id == Person.municipality_id)
        .where(_goes(event_id), Person.erased_at.is_(None))
        .order_by(Person.search_name, Person.id)
    )
    return [ExportLine(person, place) for person, place in await session.execute(statement)]
