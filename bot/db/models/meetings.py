"""Meetings of a published team and who was there."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class Meeting(Base):
    """A meeting the tutor or the mentor has planned, or entered late; ``place`` may be a link.

    ``version`` grows with every time or place that was told anew.
    """

    __tablename__ = "meetings"

    id: Mapped[Id]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    starts_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(Text)
    planned_by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    planned_at: Mapped[datetime]
    rolled_at: Mapped[datetime | None]
    note: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    cancelled_at: Mapped[datetime | None]


class MeetingAttendance(Base):
    """Whether a student was there; nobody has a row before the tutor's first tap on them."""

    __tablename__ = "meeting_attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    present: Mapped[bool]
