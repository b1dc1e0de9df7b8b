"""What a team's tutor wishes for in a mentor, and who stands in for one who is away."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class MentorWish(Base):
    """A team's wishes: ``named`` are ids of mentors, the dearest first."""

    __tablename__ = "mentor_wishes"

    id: Mapped[Id]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), unique=True)
    named: Mapped[list[int]]
    in_person: Mapped[bool]
    changed_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]


class MentorSubstitute(Base):
    """Somebody who leads a team from one day to another, both included, while its mentor is away."""

    __tablename__ = "mentor_substitutes"

    id: Mapped[Id]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
