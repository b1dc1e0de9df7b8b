"""What the office sees of documents for an event: the checklist, an entry, who has handed in what, one person."""

from collections.abc import Sequence
from datetime import datetime

from aiogram.types import InlineKeyboardButton

from bot.db.models import DocumentItem, Event
from bot.db.queries.documents import EventLine, Progress
from bot.domain.documents import NOTE_LIMIT, TITLE_LIMIT, due_at, next_status
from bot.domain.enums import DocumentStatus, EventStatus
from bot.domain.paging import page_count
from bot.handlers.document_lines import MARKS, document_line, due_text, note_of, title_of
from bot.handlers.events import event_label
from bot.handlers.keyboards import Row, back_to, button, keyboard, page_row
from bot.handlers.office.document_callbacks import (
    DocumentAct,
    DocumentEvents,
    DocumentExport,
    DocumentFolder,
    DocumentMarking,
    DocumentRoster,
    DocumentsOf,
    DocumentTerm,
)
from bot.handlers.office.event_callbacks import OfficeEvent
from bot.handlers.screens import Screen
from bot.services.document_office import Checklist, People
from bot.services.documents import Document, Folder
from bot.texts import Translate, join_lines

PAGE = 8
PEOPLE_PAGE = 10
_LABEL = 44
_IN_A_ROW = 4


def event_list(lines: Sequence[EventLine], total: int, page: int, t: Translate) -> Screen:
    """The events that ask for documents, each with how many people lack nothing."""
    rows: list[Row] = [[button(event_label(line.event, "📄", t), DocumentsOf(event=line.event.id))] for line in lines]
    shown = [
        t("documents-event", title=line.event.title, complete=line.complete, going=line.going, items=line.items)
        for line in lines
    ]
    pages = page_count(total, PAGE)
    rows.append(page_row(t, page=page, pages=pages, data=lambda number: DocumentEvents(page=number)))
    rows.append([back_to("office", t)])
    text = t("documents-events", lines=join_lines(shown)) if lines else t("documents-events-none")
    return Screen(text, keyboard(rows))


def checklist(found: Checklist, t: Translate, *, note: str = "") -> Screen:
    """What an event asks for with numbers; whoever may change it has a button for every entry."""
    event = found.event
    lines = [
        t(
            "documents-item", number=number, title=title_of(item, t), handed=progress.handed_in, going=found.going,
            checked=progress.checked, expiring=progress.expiring,
            due=due_text(item, due_at(event.starts_at, item.due_minutes), t),
        )
        for number, (item, progress) in enumerate(found.items, start=1)
    ]  # fmt: skip
    text = t(
        "documents-of", title=event.title, count=len(lines), lines=join_lines(lines), complete=found.complete,
        going=found.going,
    )  # fmt: skip
    return Screen(f"{note}\n\n{text}" if note else text, keyboard(_checklist_rows(found, t)))


def _checklist_rows(found: Checklist, t: Translate) -> list[Row]:
    event = found.event
    if not found.kept:
        return [[back_to("documents", t)]]
    rows: list[Row] = [
        [button(_short(f"{number}. {title_of(item, t)}"), DocumentAct(item=item.id))]
        for number, (item, _) in enumerate(found.items, start=1)
    ]
    rows.append([button(t.plain("documents-add"), DocumentsOf(event=event.id, act="add"))])
    if found.usual:
        rows.append([button(t.plain("documents-usual", count=found.usual), DocumentsOf(event=event.id, act="usual"))])
    if found.items and event.status is EventStatus.ANNOUNCED:
        rows.append([button(t.plain("documents-people"), DocumentRoster(event=event.id))])
        rows.append([button(t.plain("documents-export"), DocumentExport(event=event.id))])
    rows.append([button(t.plain("button-back"), OfficeEvent(act="open", event=event.id))])
    return rows


def _short(text: str) -> str:
    return text if len(text) <= _LABEL else text[: _LABEL - 1].rstrip() + "…"


def item_card(event: Event, item: DocumentItem, progress: Progress, t: Translate) -> Screen:
    """One entry, and what can be changed of it."""
    other = str(item.title["en"])
    text = t(
        "documents-card", title=str(item.title["ru"]), translated=other != item.title["ru"], english=other,
        event=event.title, noted=item.note is not None, note=note_of(item, t),
        due=due_text(item, due_at(event.starts_at, item.due_minutes), t),
        handed=progress.handed_in, checked=progress.checked, expiring=progress.expiring,
    )  # fmt: skip

    def act(name: str) -> InlineKeyboardButton:
        return button(t.plain(f"documents-do-{name}"), DocumentAct(item=item.id, act=name))

    rows: list[Row] = [[act("title"), act("due")], [act("note")]]
    if event.status is EventStatus.ANNOUNCED:
        rows.append([button(t.plain("documents-who-lacks"), DocumentRoster(event=event.id, item=item.id))])
    rows += [[act("up"), act("ask")], [_to_checklist(event.id, t)]]
    return Screen(text, keyboard(rows))


def _to_checklist(event_id: int, t: Translate) -> InlineKeyboardButton:
    return button(t.plain("button-back"), DocumentsOf(event=event_id))


def ask_new(event: Event, t: Translate) -> Screen:
    """«Как называется документ?»"""
    text = t("documents-ask-new", title=event.title, limit=TITLE_LIMIT)
    return Screen(text, keyboard([[_to_checklist(event.id, t)]]))


def ask_part(event: Event, item: DocumentItem, part: str, t: Translate) -> Screen:
    """The name, the note or the term of an entry is to be typed."""
    limit = NOTE_LIMIT if part == "note" else TITLE_LIMIT
    text = t(f"documents-ask-{part}", title=title_of(item, t), limit=limit, starts=event.starts_at)
    rows: list[Row] = []
    if part == "note" and item.note is not None:
        rows.append([button(t.plain("documents-do-unnote"), DocumentAct(item=item.id, act="unnote"))])
    if part == "due" and item.due_minutes:
        rows.append([button(t.plain("documents-do-undue"), DocumentAct(item=item.id, act="undue"))])
    rows.append([button(t.plain("button-back"), DocumentAct(item=item.id))])
    return Screen(text, keyboard(rows))


def removal(item: DocumentItem, progress: Progress, t: Translate) -> Screen:
    """«Убрать из перечня?» with what goes with it."""
    noted = progress.handed_in + progress.expiring
    return Screen(
        t("documents-drop-ask", title=title_of(item, t), noted=noted),
        keyboard(
            [
                [button(t.plain("documents-do-drop"), DocumentAct(item=item.id, act="drop"))],
                [button(t.plain("button-cancel"), DocumentAct(item=item.id))],
            ]
        ),
    )


def roster(people: People, page: int, typed: str, t: Translate) -> Screen:
    """Those who go, a button each, who lacks most first."""
    event, asked, found, item = people.event, people.asked, people.roster, people.lacking
    item_id = item.id if item is not None else 0
    rows: list[Row] = [
        [
            button(
                t.plain(
                    "documents-person", done=line.done, asked=asked, complete=line.done >= asked,
                    name=line.person.full_name or f"№ {line.person.id}",
                ),
                DocumentFolder(event=event.id, person=line.person.id, page=page),
            )
        ]
        for line in found.lines
    ]  # fmt: skip
    pages = page_count(found.total, PEOPLE_PAGE)

    def to_page(turn: int) -> DocumentRoster:
        return DocumentRoster(event=event.id, item=item_id, page=turn)

    rows.append(page_row(t, page=page, pages=pages, data=to_page))
    back = button(t.plain("button-back"), DocumentAct(item=item_id))
    rows.append([back if item_id else _to_checklist(event.id, t)])
    text = t(
        "documents-roster", title=event.title, complete=found.complete, going=found.going, searched=bool(typed),
        typed=typed, found=found.total, chosen=item is not None, document=title_of(item, t) if item else "",
    )  # fmt: skip
    return Screen(text, keyboard(rows))


def folder(found: Folder, back: DocumentRoster, now: datetime, t: Translate) -> Screen:
    """One person's documents: a tap moves a mark on, a calendar asks until when a document is valid; ``back`` to the list
    the person was found in."""
    page = back.page
    lines = [document_line(each, number, now, t) for number, each in enumerate(found.documents, start=1)]
    rows: list[Row] = [
        [
            button(
                _short(f"{MARKS[each.state]} {number}. {title_of(each.item, t)}"),
                DocumentMarking(
                    item=each.item.id, person=found.person.id, status=next_status(each.status), version=each.version,
                    page=page,
                ),
            )
        ]
        for number, each in enumerate(found.documents, start=1)
    ]  # fmt: skip
    terms = [
        button(t.plain("documents-term", number=number), _term(found, each, page))
        for number, each in enumerate(found.documents, start=1)
        if each.status is not DocumentStatus.MISSING
    ]
    rows += [terms[start : start + _IN_A_ROW] for start in range(0, len(terms), _IN_A_ROW)]
    rows.append([button(t.plain("button-back"), back)])
    text = t(
        "documents-folder", name=found.person.full_name or f"№ {found.person.id}", title=found.event.title,
        done=len(found.documents) - len(found.lacking), asked=len(found.documents), lines=join_lines(lines),
    )  # fmt: skip
    return Screen(text, keyboard(rows))


def _term(found: Folder, document: Document, page: int, *, none: bool = False) -> DocumentTerm:
    return DocumentTerm(item=document.item.id, person=found.person.id, version=document.version, none=none, page=page)


def ask_term(found: Folder, document: Document, page: int, t: Translate) -> Screen:
    """«До какого дня действителен?»"""
    rows: list[Row] = []
    if document.valid_until is not None:
        rows.append([button(t.plain("documents-term-none"), _term(found, document, page, none=True))])
    back = DocumentFolder(event=found.event.id, person=found.person.id, page=page)
    rows.append([button(t.plain("button-back"), back)])
    text = t(
        "documents-ask-term", title=title_of(document.item, t), name=found.person.full_name,
        through=document.item.valid_through,
    )  # fmt: skip
    return Screen(text, keyboard(rows))
