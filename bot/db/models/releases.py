"""The announcing of decisions at a chosen time, or with a second administrator's consent."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class ReleaseOrder(Base):
    """Decisions of a call staged until ``asked_at`` are to be announced at ``release_at``; one open order per call.

    ``needs_second``: another administrator has to confirm first. ``closed_at`` is when it was carried out or called off
    (``cancelled_by``); a closed order stays as history.
    """

    __tablename__ = "release_orders"
    __table_args__ = (
        Index(
            "uq_release_orders_open",
            "call_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    release_at: Mapped[datetime]
    needs_second: Mapped[bool]
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[datetime | None]
    cancelled_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    closed_at: Mapped[datetime | None]
