"""Who has handed in what for an event, as a list for a spreadsheet."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import DocumentItem, DocumentMark, Event, Person
from bot.db.queries import documents as queries
from bot.domain.access import Permission
from bot.domain.documents import state_of
from bot.domain.enums import DocumentStatus, EventStatus
from bot.domain.errors import NotFound
from bot.services import audit
from bot.services.events import subject
from bot.services.exports import Cell, Column, Sheet, Word
from bot.services.office import ensure_allowed

_WHO = ("surname", "first-name", "patronymic", "municipality", "lacking")


async def ask_for(session: AsyncSession, actor: Person, event_id: int, *, now: datetime) -> Event:
    """Let the actor have the list, and note it in the audit log; the file is made after the commit.

    Raises NotAllowed, NotFound ``event-not-found``.
    """
    await ensure_allowed(session, actor, Permission.EXPORT)
    await ensure_allowed(session, actor, Permission.MANAGE_EVENTS)
    event = await session.get(Event, event_id)
    if event is None or event.status is not EventStatus.ANNOUNCED:
        raise NotFound("event-not-found")
    audit.record(session, "export.made", actor=actor, now=now, subject=subject(event_id), detail="documents")
    return event


async def sheet(session: AsyncSession, event_id: int) -> Sheet:
    """Everybody who goes, by name: how many documents they lack, then state and term of each document."""
    items = await queries.items(session, event_id)
    marks = {(mark.item_id, mark.person_id): mark for mark in await queries.marks_of(session, event_id)}
    columns = [Column(key) for key in _WHO]
    for item in items:
        columns += [Column(item.code, title=item.title), Column("valid-until")]
    rows = [
        tuple(_row(line, items, [marks.get((item.id, line.person.id)) for item in items]))
        for line in await queries.everybody(session, event_id)
    ]
    return Sheet("documents", tuple(columns), tuple(rows))


def _row(
    line: queries.ExportLine, items: Sequence[DocumentItem], marks: Sequence[DocumentMark | None]
) -> Iterator[Cell]:
    person, told = line.person, [_told(item, mark) for item, mark in zip(items, marks, strict=True)]
    yield from (person.surname, person.first_name, person.patronymic, line.municipality)
    yield sum(lacking for _, _, lacking in told)
    for word, until, _ in told:
        yield from (word, until)


def _told(item: DocumentItem, mark: DocumentMark | None) -> tuple[Word, date | None, bool]:
    status = mark.status if mark is not None else DocumentStatus.MISSING
    until = mark.valid_until if mark is not None else None
    state = state_of(status, until, item.valid_through)
    return Word(f"export-document-{state.value.replace('_', '-')}"), until, state.lacking
