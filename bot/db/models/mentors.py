"""What a team's tutor wishes for in a mentor."""

from datetime import datetime

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
