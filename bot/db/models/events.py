"""Events and who goes to them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt, Id
from bot.domain.enums import EventKind, EventStatus, RegistrationStatus


class Event(Base):
    """Something people come to. ``zone`` is where it happens; ``audience`` the roles invited (empty: everybody);
    ``reminder_offsets`` minutes before the start; ``version`` grows with every announced change.

    ``stages`` are moments that move with it (departure …): ``code``, ``title`` by language, ``minutes`` after the start
    (negative: before it), ``zone``.
    """

    __tablename__ = "events"

    id: Mapped[Id]
    season_id: Mapped[int] = mapped_column(ForeignKey("seasons.id"))
    kind: Mapped[EventKind]
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(300), default="")
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    capacity: Mapped[int | None] = mapped_column(BigInt)
    audience: Mapped[list[str]]
    reminder_offsets: Mapped[list[int]]
    stages: Mapped[list[Any]] = mapped_column(default=list)
    status: Mapped[EventStatus]
    version: Mapped[int] = mapped_column(BigInt, default=1)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    announced_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]


class EventRegistration(Base):
    """A person's answer to an event. The waiting list is ordered by ``queued_at``, then ``id``."""

    __tablename__ = "event_registrations"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        Index("ix_event_registrations_queue", "event_id", "status", "queued_at", "id"),
    )

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    status: Mapped[RegistrationStatus]
    queued_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class EventAttendance(Base):
    """Somebody who said they would come was there on a day; who was not has no row."""

    __tablename__ = "event_attendance"
    __table_args__ = (UniqueConstraint("event_id", "person_id", "day"),)

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    day: Mapped[date]
    marked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    marked_at: Mapped[datetime]
