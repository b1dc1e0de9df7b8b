"""Seats: places of a call offered to applications, and why each application is where it is."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id
from bot.domain.enums import OfferStatus
from bot.domain.seats import MoveCause

_LIVE = "status IN ('offered', 'accepted')"


class Seat(Base):
    """A place offered to one application. ``after_id`` is the seat that became free for it: nobody else can follow it.

    ``nudge_at`` is when silence is reminded of, None once it was or where there is no time for it.
    """

    __tablename__ = "seats"
    __table_args__ = (
        UniqueConstraint("after_id"),
        Index("uq_seats_live", "application_id", unique=True, sqlite_where=text(_LIVE), postgresql_where=text(_LIVE)),
        Index("ix_seats_call_status", "call_id", "status", "deadline_at"),
    )

    id: Mapped[Id]
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    after_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    status: Mapped[OfferStatus]
    offered_at: Mapped[datetime]
    deadline_at: Mapped[datetime]
    nudge_at: Mapped[datetime | None] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]


class SeatMove(Base):
    """What became of an application, when, why and by whom; rows are only added.

    ``actor_id`` is None for what the bot did by itself. ``seat_id`` is the seat it is about, ``place_of`` the
    application whose place was taken.
    """

    __tablename__ = "seat_moves"
    __table_args__ = (Index("ix_seat_moves_call", "call_id", "id"),)

    id: Mapped[Id]
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    at: Mapped[datetime]
    cause: Mapped[MoveCause]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    place_of: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
