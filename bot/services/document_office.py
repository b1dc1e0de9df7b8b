"""Checklists of documents for the office: what an event asks for, who has handed in what; statuses only, never a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert_new
from bot.db.models import DocumentItem, DocumentMark, Event, Person, Season
from bot.db.queries import documents as queries
from bot.db.queries import events as event_queries
from bot.db.queries import seasons as season_queries
from bot.db.queries.documents import EventLine, Progress, Roster
from bot.domain import documents as rules
from bot.domain.access import Permission, permissions_of
from bot.domain.edited_lists import free_key, shifted
from bot.domain.enums import DocumentStatus, EventStatus
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.people import search_key
from bot.services import audit, documents, reminders, seasons
from bot.services.documents import Document, Folder
from bot.services.events import subject
from bot.services.office import ensure_allowed

_NOTHING = Progress(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Checklist:
    """What an event asks for and how it stands: entries with their numbers, people who go, people who lack nothing.

    ``usual`` is how many entries of the season's usual list are not there yet; ``kept``: the reader may change things.
    """

    event: Event
    items: Sequence[tuple[DocumentItem, Progress]]
    going: int
    complete: int
    usual: int
    kept: bool


async def open_list(
    session: AsyncSession, actor: Person, *, offset: int, limit: int, now: datetime
) -> tuple[list[EventLine], int]:
    """A page of the season's events that ask for documents, with numbers and no names."""
    await ensure_allowed(session, actor, Permission.SEE_DOCUMENTS)
    season = await seasons.current(session)
    return await queries.with_checklists(session, season.id, now=now, offset=offset, limit=limit)


async def open_checklist(session: AsyncSession, actor: Person, event_id: int) -> Checklist:
    """An event's checklist with numbers and no names. Raises NotFound ``event-not-found``."""
    role = await ensure_allowed(session, actor, Permission.SEE_DOCUMENTS)
    event = _standing(await session.get(Event, event_id, populate_existing=True))
    items, found = await queries.items(session, event_id), await queries.progress(session, event_id)
    going, complete = await queries.numbers(session, event_id)
    return Checklist(
        event=event,
        items=[(item, found.get(item.id, _NOTHING)) for item in items],
        going=going,
        complete=complete if items else 0,
        usual=len(await _usual(session, event, items)),
        kept=Permission.MANAGE_EVENTS in permissions_of(role),
    )


async def open_to_change(session: AsyncSession, actor: Person, event_id: int) -> Event:
    """An event whose checklist the actor is about to change. Raises NotFound ``event-not-found``."""
    await ensure_allowed(session, actor, Permission.MANAGE_EVENTS)
    return _standing(await session.get(Event, event_id))


async def open_item(session: AsyncSession, actor: Person, item_id: int) -> tuple[Event, DocumentItem, Progress]:
    """One entry and how it stands. Raises NotFound ``document-gone``."""
    await ensure_allowed(session, actor, Permission.MANAGE_EVENTS)
    item = await session.get(DocumentItem, item_id, populate_existing=True)
    if item is None:
        raise NotFound("document-gone")
    event = _standing(await session.get(Event, item.event_id))
    return event, item, (await queries.progress(session, event.id)).get(item.id, _NOTHING)


async def add(session: AsyncSession, actor: Person, event_id: int, typed: str, *, now: datetime) -> DocumentItem:
    """Ask everybody who goes for one document more. Raises RuleViolation as ``read_title`` and ``ensure_room`` do."""
    event = await _locked_event(session, actor, event_id)
    there = await queries.items(session, event_id)
    rules.ensure_room(len(there))
    title = rules.read_title(typed, [item.title for item in there])
    item = DocumentItem(
        event_id=event_id, code=free_key("own", {item.code for item in there}), title=title, note=None,
        position=_after(there), due_minutes=None, valid_through=rules.last_day(event.ends_at, event.zone),
    )  # fmt: skip
    session.add(item)
    await session.flush()
    await _changed(session, actor, event, "document.added", item.code, now)
    return item


async def add_usual(session: AsyncSession, actor: Person, event_id: int, *, now: datetime) -> int:
    """Put what is missing of the season's usual list on the checklist, as far as there is room. Returns how many."""
    event = await _locked_event(session, actor, event_id)
    there = await queries.items(session, event_id)
    season = await session.get_one(Season, event.season_id)
    offered = await _usual(session, event, there)
    rows = [
        {
            "event_id": event_id, "code": each["code"], "title": each["title"], "note": each.get("note"),
            "position": _after(there) + place, "valid_through": rules.last_day(event.ends_at, event.zone),
            "due_minutes": rules.usual_due(event.starts_at, each.get("days"), zone=season.zone, now=now),
        }
        for place, each in enumerate(offered)
    ]  # fmt: skip
    added = await insert_new(session, DocumentItem, rows)
    if added:
        await _changed(session, actor, event, "document.added", "usual", now)
    return added


def _after(there: Sequence[DocumentItem]) -> int:
    return max((item.position for item in there), default=0) + 1


async def _usual(session: AsyncSession, event: Event, there: Sequence[DocumentItem]) -> list[Mapping[str, Any]]:
    """What of the season's usual list is not there and has room."""
    season = await session.get_one(Season, event.season_id)
    codes, titles = {item.code for item in there}, {item.title["ru"].casefold() for item in there}
    found = [
        each
        for each in season.documents or ()
        if each["event"] == event.kind and each["code"] not in codes and each["title"]["ru"].casefold() not in titles
    ]
    return found[: max(rules.MOST_ITEMS - len(there), 0)]


async def rename(session: AsyncSession, actor: Person, item_id: int, typed: str, *, now: datetime) -> DocumentItem:
    """Another name; what is noted of people stays. Raises RuleViolation as ``read_title`` does."""
    event, item = await _locked_item(session, actor, item_id)
    others = [each.title for each in await queries.items(session, event.id) if each.id != item_id]
    item.title = rules.read_title(typed, others)
    return await _item_changed(session, actor, event, item, now)


async def note(session: AsyncSession, actor: Person, item_id: int, typed: str, *, now: datetime) -> DocumentItem:
    """What to bring and where; an empty text takes it away. Raises RuleViolation ``document-too-long``."""
    event, item = await _locked_item(session, actor, item_id)
    item.note = rules.read_note(typed)
    return await _item_changed(session, actor, event, item, now)


async def set_due(
    session: AsyncSession, actor: Person, item_id: int, typed: str | None, *, now: datetime
) -> DocumentItem:
    """Until when it is to be handed in; None: until the start. Raises RuleViolation as ``parse_due`` does."""
    event, item = await _locked_item(session, actor, item_id)
    zone = await season_queries.zone(session) or event.zone
    item.due_minutes = rules.parse_due(typed, starts_at=event.starts_at, zone=zone, now=now) if typed else None
    return await _item_changed(session, actor, event, item, now)


async def move_up(session: AsyncSession, actor: Person, item_id: int, *, now: datetime) -> Event:
    """One place up in the list; the first stays where it is. Raises NotFound ``document-gone``."""
    event, _, _ = await open_item(session, actor, item_id)
    await _locked_event(session, actor, event.id)
    there = await queries.items(session, event.id)
    place = next((number for number, item in enumerate(there) if item.id == item_id), None)
    if place is None:
        raise NotFound("document-gone")
    for position, item in enumerate(shifted(there, place, up=True), start=1):
        item.position = position
    await session.flush()
    audit.record(session, "document.changed", actor=actor, now=now, subject=subject(event.id), detail=there[place].code)
    return event


async def _item_changed(
    session: AsyncSession, actor: Person, event: Event, item: DocumentItem, now: datetime
) -> DocumentItem:
    await session.flush()
    await _changed(session, actor, event, "document.changed", item.code, now)
    return item


async def remove(session: AsyncSession, actor: Person, item_id: int, *, now: datetime) -> Event:
    """Ask for it no more; what was noted of it goes too, everything else stays. Raises NotFound ``document-gone``."""
    event, item = await _locked_item(session, actor, item_id)
    code = item.code
    await queries.drop(session, item)
    await _changed(session, actor, event, "document.removed", code, now)
    return event


async def _changed(session: AsyncSession, actor: Person, event: Event, act: str, code: str, now: datetime) -> None:
    await reminders.plan_documents(session, event, now=now)
    await documents.look_again(session, await queries.going(session, event.id), now=now)
    audit.record(session, act, actor=actor, now=now, subject=subject(event.id), detail=code)


# --- people


@dataclass(frozen=True, slots=True)
class People:
    """A page of those who go, how many documents each is asked for, and the one whose lack they were chosen by."""

    event: Event
    asked: int
    roster: Roster
    lacking: DocumentItem | None


async def read_roster(
    session: AsyncSession,
    actor: Person,
    event_id: int,
    *,
    item_id: int = 0,
    typed: str = "",
    offset: int,
    limit: int,
    now: datetime,
) -> People:
    """Those who go (and lack one document), who lacks most first; an audited reading, for minors are among them.

    By a document that is off the list nobody is chosen: it is everybody then.
    """
    event = await _announced(session, actor, event_id)
    items = await queries.items(session, event_id)
    lacking = next((item for item in items if item.id == item_id), None)
    found = await queries.roster(
        session,
        event_id,
        lacking=lacking.id if lacking is not None else None,
        typed=search_key(typed),
        offset=offset,
        limit=limit,
    )
    audit.record(session, "document.people_seen", actor=actor, now=now, subject=subject(event_id))
    return People(event, len(items), found, lacking)


async def open_folder(session: AsyncSession, actor: Person, event_id: int, person_id: int, *, now: datetime) -> Folder:
    """One person's documents; an audited reading. Raises Stale ``document-not-going``."""
    event = await _announced(session, actor, event_id)
    person = await _going(session, event_id, person_id)
    audit.record(session, "document.read", actor=actor, now=now, subject=f"person:{person_id}", detail=str(event_id))
    return await documents.folder(session, event, person)


async def open_document(
    session: AsyncSession, actor: Person, item_id: int, person_id: int, *, now: datetime
) -> tuple[Folder, Document]:
    """One person's documents with one of them; an audited reading. Raises NotFound ``document-gone``, and as
    ``open_folder`` does."""
    event, _, _ = await open_item(session, actor, item_id)
    found = await open_folder(session, actor, event.id, person_id, now=now)
    return found, next(each for each in found.documents if each.item.id == item_id)


async def mark(
    session: AsyncSession,
    actor: Person,
    item_id: int,
    person_id: int,
    status: DocumentStatus,
    *,
    version: int,
    now: datetime,
) -> bool:
    """Note that a document is missing, handed in or checked, of the version that was on the screen (0: nothing noted).

    Said twice it changes nothing, and False is returned. Raises Stale ``document-changed-meanwhile``,
    ``document-not-going``.
    """
    event, item = await _locked_item(session, actor, item_id, announced=True)
    await _going(session, event.id, person_id)
    known = await queries.mark_of(session, item_id, person_id)
    if status is (known.status if known is not None else DocumentStatus.MISSING):
        return False
    _ensure_fresh(known, version)
    if known is None:
        known = DocumentMark(item_id=item_id, person_id=person_id, valid_until=None, version=0)
        session.add(known)
    known.status = status
    if status is DocumentStatus.MISSING:
        known.valid_until = None
    await _noted(session, actor, event, item, known, now)
    return True


async def set_valid_until(
    session: AsyncSession,
    actor: Person,
    item_id: int,
    person_id: int,
    valid_until: date | None,
    *,
    version: int,
    now: datetime,
) -> None:
    """Note until when a document is valid, or that no term is known.

    Raises RuleViolation ``document-not-handed-in``; Stale as ``mark`` does.
    """
    event, item = await _locked_item(session, actor, item_id, announced=True)
    await _going(session, event.id, person_id)
    known = await queries.mark_of(session, item_id, person_id)
    if known is None or known.status is DocumentStatus.MISSING:
        raise RuleViolation("document-not-handed-in")
    if known.valid_until == valid_until:
        return
    _ensure_fresh(known, version)
    known.valid_until = valid_until
    await _noted(session, actor, event, item, known, now)


def _ensure_fresh(known: DocumentMark | None, version: int) -> None:
    if (known.version if known is not None else 0) != version:
        raise Stale("document-changed-meanwhile")


async def _noted(
    session: AsyncSession, actor: Person, event: Event, item: DocumentItem, known: DocumentMark, now: datetime
) -> None:
    known.version += 1
    known.marked_by, known.marked_at = actor.id, now
    await session.flush()
    await documents.look_again(session, [known.person_id], now=now)
    # The log says whose which document was noted, not what of it.
    detail = f"{item.code}:{known.person_id}"
    audit.record(session, "document.marked", actor=actor, now=now, subject=subject(event.id), detail=detail)


def _standing(event: Event | None) -> Event:
    if event is None or event.status is EventStatus.CANCELLED:
        raise NotFound("event-not-found")
    return event


async def _announced(session: AsyncSession, actor: Person, event_id: int) -> Event:
    await ensure_allowed(session, actor, Permission.MANAGE_EVENTS)
    event = await session.get(Event, event_id, populate_existing=True)
    if event is None or event.status is not EventStatus.ANNOUNCED:
        raise NotFound("event-not-found")
    return event


async def _locked_event(session: AsyncSession, actor: Person, event_id: int) -> Event:
    """The door to a checklist that is about to grow: two officers do so one after the other."""
    await ensure_allowed(session, actor, Permission.MANAGE_EVENTS)
    return _standing(await event_queries.locked(session, event_id))


async def _locked_item(
    session: AsyncSession, actor: Person, item_id: int, *, announced: bool = False
) -> tuple[Event, DocumentItem]:
    await ensure_allowed(session, actor, Permission.MANAGE_EVENTS)
    item = await queries.locked_item(session, item_id)
    if item is None:
        raise NotFound("document-gone")
    event = _standing(await session.get(Event, item.event_id, populate_existing=True))
    if announced and event.status is not EventStatus.ANNOUNCED:
        raise NotFound("event-not-found")
    return event, item


async def _going(session: AsyncSession, event_id: int, person_id: int) -> Person:
    person = await queries.goes(session, event_id, person_id)
    if person is None:
        raise Stale("document-not-going")
    return person
