"""Files with lists the office sends in the chat, and the links by which imported people meet their accounts."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt, Id
from bot.domain.enums import ImportState


class FileImport(Base):
    """A list on its way in. ``content`` and ``errors`` hold what people are called: they go when the file is done with.

    ``source_id`` is Telegram's name of the file; ``done_rows`` of ``total_rows`` have been checked. ``added``,
    ``changed`` and ``same`` are what loading would do, then what it did; ``roles`` whose calls it is about; ``problem``
    (a text's key and arguments) is why the file as a whole does not fit; ``reason`` why a closed call was opened to it.
    """

    __tablename__ = "file_imports"
    __table_args__ = (Index("ix_file_imports_state", "state", "id"),)

    id: Mapped[Id]
    listed: Mapped[str] = mapped_column(String(20))
    state: Mapped[ImportState]
    name: Mapped[str] = mapped_column(String(200))
    source_id: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    total_rows: Mapped[int] = mapped_column(BigInt, default=0)
    done_rows: Mapped[int] = mapped_column(BigInt, default=0)
    added: Mapped[int] = mapped_column(BigInt, default=0)
    changed: Mapped[int] = mapped_column(BigInt, default=0)
    same: Mapped[int] = mapped_column(BigInt, default=0)
    roles: Mapped[list[Any]] = mapped_column(default=list)
    errors: Mapped[list[Any]] = mapped_column(default=list)
    problem: Mapped[dict[str, Any] | None]
    reason: Mapped[str | None] = mapped_column(Text)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    started_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    finished_at: Mapped[datetime | None]


class AccountLink(Base):
    """A one-time link for somebody imported: whoever opens it and knows the name and the day of birth is that person.

    ``token`` is a hash: the link itself is shown once. ``attempts`` counts wrong answers.
    """

    __tablename__ = "account_links"

    id: Mapped[Id]
    token: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
