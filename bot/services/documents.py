"""Documents for an event as those who go see them, and as their guardians do: what is missing and until when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import DocumentItem, DocumentMark, Event, Person
from bot.db.queries import agenda as agenda_queries
from bot.db.queries import documents as queries
from bot.domain.documents import DocumentState, due_at, last_day, state_of
from bot.domain.enums import DocumentStatus, EventStatus
from bot.domain.errors import NotAllowed

_AT_ONCE = 500
"""People in one statement: both engines limit parameters."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of one person: its state, until when it is valid (None: not known) and is to be handed in.

    ``status`` is what the office has noted, ``version`` that of the note (0: there is none).
    """

    item: DocumentItem
    state: DocumentState
    status: DocumentStatus
    valid_until: date | None
    due: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything an event asks one person for, in the order of the checklist."""

    event: Event
    person: Person
    documents: Sequence[Document]

    @property
    def lacking(self) -> list[Document]:
        """What is still to be brought."""
        return [each for each in self.documents if each.state.lacking]


async def folder(session: AsyncSession, event: Event, person: Person) -> Folder:
    """What is known of one person's documents; whoever calls it has asked whether the reader may know."""
    marks = {mark.item_id: mark for mark in await queries.marks_of(session, event.id, person.id)}
    items = await queries.items(session, event.id)
    return Folder(event, person, [_document(event, item, marks.get(item.id)) for item in items])


def _document(event: Event, item: DocumentItem, mark: DocumentMark | None) -> Document:
    status = mark.status if mark is not None else DocumentStatus.MISSING
    until = mark.valid_until if mark is not None else None
    return Document(
        item=item,
        state=state_of(status, until, item.valid_through),
        status=status,
        valid_until=until,
        due=due_at(event.starts_at, item.due_minutes),
        version=mark.version if mark is not None else 0,
    )


async def own(session: AsyncSession, person: Person, event_id: int) -> Folder:
    """One's own documents for an event one goes to. Raises NotAllowed for any other."""
    event = await session.get(Event, event_id, populate_existing=True)
    if event is None or event.status is not EventStatus.ANNOUNCED:
        raise NotAllowed("event-not-found")
    if await queries.goes(session, event_id, person.id) is None:
        raise NotAllowed("event-not-found")
    return await folder(session, event, person)


@dataclass(frozen=True, slots=True)
class Lacking:
    """What one person has still to bring to one event: the entries, and those of them that expire too early."""

    event: Event
    person: Person
    items: Sequence[DocumentItem]
    expiring: Sequence[DocumentItem]


async def lacked(session: AsyncSession, persons: Iterable[Person], *, now: datetime) -> list[Lacking]:
    """What these people have still to bring to events ahead, the nearest event first."""
    known = {person.id: person for person in persons}
    found: dict[tuple[int, int], list[queries.Lacked]] = {}
    for line in await queries.lacked_by(session, known.keys(), now=now):
        found.setdefault((line.event.id, line.person_id), []).append(line)
    return [
        Lacking(
            lines[0].event,
            known[person_id],
            [line.item for line in lines],
            [line.item for line in lines if line.expires],
        )
        for (_, person_id), lines in found.items()
    ]


async def follow_end(session: AsyncSession, event: Event) -> None:
    """What an event asks for has to be valid to its last day; for whoever changes the event."""
    await queries.follow_end(session, event.id, last_day(event.ends_at, event.zone))


async def look_again(session: AsyncSession, person_ids: Sequence[int], *, now: datetime) -> None:
    """The cards «Что дальше?» of these people and of their guardians may have become wrong."""
    for start in range(0, len(person_ids), _AT_ONCE):
        part = person_ids[start : start + _AT_ONCE]
        watching = await queries.guardians_of(session, part)
        await agenda_queries.look_again(session, sorted({*part, *watching}), now=now)
