"""The audit log: who did what to which record; append-only, never the record's contents."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt, Id


class AuditEntry(Base):
    """One act. ``subject`` names the record (``application:17``); ``detail`` is a key or number, no personal data."""

    __tablename__ = "audit_log"

    id: Mapped[Id]
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    telegram_id: Mapped[int | None] = mapped_column(BigInt)
    action: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str | None] = mapped_column(String(80), index=True)
    detail: Mapped[str | None] = mapped_column(String(300))
