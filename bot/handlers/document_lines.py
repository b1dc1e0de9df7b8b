"""A document on a screen: its mark, its name, until when it is due and valid; the same for everybody who may see it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.db.models import DocumentItem
from bot.domain.documents import DocumentState
from bot.services.documents import Document
from bot.texts import LANGUAGES, Translate

MARKS = {
    DocumentState.MISSING: "▫️",
    DocumentState.EXPIRES: "⚠️",
    DocumentState.HANDED_IN: "📥",
    DocumentState.CHECKED: "✅",
}


def title_of(item: DocumentItem, t: Translate) -> str:
    """The name of a document in the reader's language, without markup."""
    return _in_language(item.title, t)


def note_of(item: DocumentItem, t: Translate) -> str:
    """What to bring and where, without markup; empty where nothing is said."""
    return _in_language(item.note or {}, t)


def _in_language(texts: Mapping[str, Any], t: Translate) -> str:
    return str(texts.get(t.language) or texts.get(LANGUAGES[0]) or "")


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


def due_text(item: DocumentItem, due: datetime, t: Translate) -> str:
    """«до пт, 20 августа, 23:59» or «до начала», without markup."""
    return t.plain("document-due", at=due) if item.due_minutes else t.plain("document-due-start")
