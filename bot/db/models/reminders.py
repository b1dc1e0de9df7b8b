"""Reminders as rows: when something becomes due, whatever happens to the process meanwhile."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class Reminder(Base):
    """One reminder of one subject at one offset; its audience is decided when it becomes due.

    ``kind`` names the rule (``event``, ``application-draft``, ``mentor-offer`` …), ``subject_id`` the event, call or
    offer, ``at`` its moment, ``offset_minutes`` how long before it. ``due_at`` is when to look next: recipients in
    different zones have different quiet hours, so one row may be looked at more than once before it is closed.
    After ``useful_until`` it is dropped instead of sent. ``outcome`` is ``sent``, ``late`` or ``withdrawn``.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id", "offset_minutes"),
        Index("ix_reminders_due", "closed_at", "due_at"),
    )

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    offset_minutes: Mapped[int]
    at: Mapped[datetime]
    due_at: Mapped[datetime]
    useful_until: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
