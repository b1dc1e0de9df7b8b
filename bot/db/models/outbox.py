"""Everything promised to a person: the outbox, its send budget, files it carries, broadcasts."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt, Id
from bot.domain.enums import BroadcastStatus, OutboxStatus

_PENDING = text("status IN ('pending', 'sending')")


class OutboxMessage(Base):
    """One message to one chat, stored as a text's key and arguments and rendered when it is sent.

    ``key`` is unique: whoever promises the same thing twice promises it once. ``subject`` (``event:5``) lets a change
    withdraw what is not sent yet; ``expires_at`` drops what would come too late; ``lease_until`` and ``worker`` belong
    to whoever is sending it now. ``message_id`` is what it became (``album_ids``: all of an album), or, for a message that
    corrects or recalls another, what that one became.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "priority", "not_before", "id", sqlite_where=_PENDING, postgresql_where=_PENDING),
        Index("ix_outbox_broadcast", "broadcast_id", "status"),
        Index("ix_outbox_subject", "subject", "status"),
    )

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(200), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    chat_id: Mapped[int]
    priority: Mapped[int] = mapped_column(Integer)
    template: Mapped[str] = mapped_column(String(80))
    args: Mapped[dict[str, Any]]
    subject: Mapped[str | None] = mapped_column(String(80))
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcasts.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    not_before: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    status: Mapped[OutboxStatus]
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    worker: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[datetime | None]
    message_id: Mapped[int | None] = mapped_column(BigInt)
    album_ids: Mapped[list[int] | None]
    error: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class SendBudget(Base):
    """The shared send rate as one GCRA row per bucket: ``tat_us`` is the theoretical arrival time, µs since 1970.

    For the pause it is its end; ``set_us`` is when the pause was set: a moment to come means that the clock was set back.
    """

    __tablename__ = "send_budget"

    bucket: Mapped[str] = mapped_column(String(40), primary_key=True)
    tat_us: Mapped[int] = mapped_column(BigInt, default=0)
    set_us: Mapped[int] = mapped_column(BigInt, default=0)


class StoredFile(Base):
    """A file the bot made or was given and will send; ``telegram_file_id`` spares a second upload."""

    __tablename__ = "stored_files"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    telegram_file_id: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]


class Broadcast(Base):
    """A message of the office to many. ``audience`` is the filter as chosen; ``text_html`` what recipients read.

    ``send_at``, ``local_time`` and ``ignores_quiet`` say when it is to leave; ``starts_at`` is when the first message
    may, ``ends_at`` the latest moment a recipient's clock asks for. ``text_html_en`` is for those who read English (empty:
    they get the other); ``files`` and ``buttons`` are those of ``domain.attachments``; ``revision`` grows when what has
    been sent is corrected, and ``recalled_at`` is when it was taken from everybody.
    """

    __tablename__ = "broadcasts"

    id: Mapped[Id]
    status: Mapped[BroadcastStatus]
    text_html: Mapped[str] = mapped_column(Text, default="")
    text_html_en: Mapped[str] = mapped_column(Text, default="")
    files: Mapped[list[Any]] = mapped_column(default=list)
    buttons: Mapped[list[Any]] = mapped_column(default=list)
    revision: Mapped[int] = mapped_column(BigInt, default=0)
    audience: Mapped[dict[str, Any]]
    recipients: Mapped[int] = mapped_column(BigInt, default=0)
    send_at: Mapped[datetime | None]
    local_time: Mapped[bool] = mapped_column(default=False)
    ignores_quiet: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    recalled_at: Mapped[datetime | None]
    card_chat_id: Mapped[int | None] = mapped_column(BigInt)
    card_message_id: Mapped[int | None] = mapped_column(BigInt)
    card_updated_at: Mapped[datetime | None]
