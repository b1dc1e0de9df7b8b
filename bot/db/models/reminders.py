"""Reminders as rows: the rules, and when something becomes due, whatever happens to the process meanwhile."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt, Id
from bot.domain.enums import EventKind, Role
from bot.domain.reminder_rules import Audience, Subject


class ReminderRule(Base):
    """A rule of a season: of what, whom and when to remind. ``code`` is the ``kind`` of its reminders.

    ``event_kind`` and ``role`` narrow the subjects down (events of a kind, the call of a role); ``stage`` is the code of
    a stage of those events. ``offsets`` are minutes before; empty: those on each event's card. ``words`` are the
    office's own by language; none: the usual text.
    """

    __tablename__ = "reminder_rules"
    __table_args__ = (UniqueConstraint("season_id", "code"),)

    id: Mapped[Id]
    season_id: Mapped[int] = mapped_column(ForeignKey("seasons.id"))
    code: Mapped[str] = mapped_column(String(40))
    subject: Mapped[Subject]
    audience: Mapped[Audience]
    event_kind: Mapped[EventKind | None]
    role: Mapped[Role | None]
    stage: Mapped[str | None] = mapped_column(String(40))
    offsets: Mapped[list[int]]
    words: Mapped[dict[str, Any] | None]
    enabled: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(BigInt, default=1)


class Reminder(Base):
    """One reminder of one subject at one offset; its audience is decided when it becomes due.

    ``kind`` names the rule (``event``, ``application-draft``, ``mentor-offer`` …), ``subject_id`` the event, call or
    offer, ``at`` the subject's own moment, ``offset_minutes`` how long before it. ``due_at`` is when to look next:
    recipients in different zones have different quiet hours, so one row may be looked at more than once before it is
    closed. After ``useful_until`` it is dropped instead of sent. ``held_at``: the office keeps it back.
    ``outcome`` is ``sent``, ``late``, ``withdrawn`` or ``held``.
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
    held_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
