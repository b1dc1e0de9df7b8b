"""A document on a screen: its mark, its name, until when it is due and valid; the same for everybody who may see it."""

from collections.abc import Sequence
from datetime import datetime

from bot.db.models import DocumentItem
from bot.domain.documents import DocumentState
from bot.domain.languages import in_language
from bot.handlers.keyboards import Row, keyboard
from bot.handlers.screens import Screen
from bot.services.documents import Document, Folder
from bot.texts import Translate, join_lines

MARKS = {
    DocumentState.MISSING: "▫️",
    DocumentState.EXPIRES: "⚠️",
    DocumentState.HANDED_IN: "📥",
    DocumentState.CHECKED: "✅",
}


_SHOWN = 6
"""Documents named on an event's card, which has a description as well; all of them are on the screen behind it."""


def title_of(item: DocumentItem, t: Translate) -> str:
    """The name of a document in the reader's language, without markup."""
    return in_language(item.title, t.language)


def note_of(item: DocumentItem, t: Translate) -> str:
    """What to bring and where, without markup; empty where nothing is said."""
    return in_language(item.note, t.language)


def document_line(document: Document, number: int, now: datetime, t: Translate, *, noted: bool = False) -> str:
    """«2. 📥 Полис — сдан, действителен до 5 марта 2027»; with ``noted`` what to bring and where below it."""
    note = note_of(document.item, t) if noted and document.state.lacking else ""
    return t(
        "document-line",
        number=number,
        mark=MARKS[document.state],
        title=title_of(document.item, t),
        state=document.state.value,
        due=due_text(document.item, document.due, t),
        overdue=document.due <= now,
        termed=document.valid_until is not None,
        until=document.valid_until,
        noted=bool(note),
        note=note,
    )


def lacking_lines(documents: Sequence[Document], now: datetime, t: Translate) -> str:
    """How many documents are there, and until when each of the others is needed."""
    lacking = [each for each in documents if each.state.lacking]
    return t(
        "documents-lacking",
        done=len(documents) - len(lacking),
        asked=len(documents),
        complete=not lacking,
        lines=join_lines(_short_line(each, now, t) for each in lacking[:_SHOWN]),
        rest=max(len(lacking) - _SHOWN, 0),
    )


def _short_line(document: Document, now: datetime, t: Translate) -> str:
    return t(
        "document-short",
        title=title_of(document.item, t),
        expires=document.state is DocumentState.EXPIRES,
        due=due_text(document.item, document.due, t),
        overdue=document.due <= now,
    )


def own_screen(found: Folder, rows: Sequence[Row], now: datetime, t: Translate, *, child: str | None = None) -> Screen:
    """Everything an event asks somebody for, with what to bring where; for themselves or for the guardian of ``child``."""
    lines = [document_line(each, number, now, t, noted=True) for number, each in enumerate(found.documents, start=1)]
    text = t(
        "documents-own", title=found.event.title, of_child=child is not None, child=child or "",
        done=len(found.documents) - len(found.lacking), asked=len(found.documents), complete=not found.lacking,
        lines=join_lines(lines),
    )  # fmt: skip
    return Screen(text, keyboard(rows))


def due_text(item: DocumentItem, due: datetime, t: Translate) -> str:
    """«до пт, 20 августа, 23:59» or «до начала», without markup."""
    return t.plain("document-due", at=due) if item.due_minutes else t.plain("document-due-start")
