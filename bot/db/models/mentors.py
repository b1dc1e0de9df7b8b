"""What mentors say of themselves, and what a team's tutor wishes for in a mentor."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id
from bot.domain.mentor_profiles import MentorFormat


class MentorWish(Base):
    """A team's wishes: ``named`` are ids of mentors, the dearest first."""

    __tablename__ = "mentor_wishes"

    id: Mapped[Id]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), unique=True)
    named: Mapped[list[int]]
    in_person: Mapped[bool]
    changed_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]


class MentorProfile(Base):
    """A mentor's own word for a season once they have changed what the application said; the later of the two counts.

    ``directions`` stand from the dearest on, ``capacity`` is how many teams they would take.
    """

    __tablename__ = "mentor_profiles"
    __table_args__ = (UniqueConstraint("season_id", "person_id"),)

    id: Mapped[Id]
    season_id: Mapped[int] = mapped_column(ForeignKey("seasons.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    directions: Mapped[list[str]]
    capacity: Mapped[int]
    format: Mapped[MentorFormat]
    wishes: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime]
