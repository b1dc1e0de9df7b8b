"""Checklists of documents: what an event asks for, and what the office has noted of each person. No files, no numbers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt, Id
from bot.domain.enums import DocumentStatus


class DocumentItem(Base):
    """One document an event asks everybody for. ``title`` and ``note`` (what to bring where) are by language.

    ``due_minutes`` is how long before the start it is to be handed in, so that it moves with the event; None: until the
    start. ``valid_through`` is the last day of the event on its own clock, kept beside it so that a statement about
    people can tell by itself what expires too early.
    """

    __tablename__ = "document_items"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    code: Mapped[str] = mapped_column(String(40))
    title: Mapped[dict[str, Any]]
    note: Mapped[dict[str, Any] | None]
    position: Mapped[int]
    due_minutes: Mapped[int | None] = mapped_column(BigInt)
    valid_through: Mapped[date]


class DocumentMark(Base):
    """What is known of one document of one person; without a row it is missing.

    ``version`` grows with every change: whoever changes it says which one they have seen.
    """

    __tablename__ = "document_marks"
    __table_args__ = (UniqueConstraint("item_id", "person_id"),)

    id: Mapped[Id]
    item_id: Mapped[int] = mapped_column(ForeignKey("document_items.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    status: Mapped[DocumentStatus]
    valid_until: Mapped[date | None]
    marked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    marked_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(BigInt, default=1)
