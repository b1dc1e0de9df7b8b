"""What mentors say of themselves, who stands in for them, and what a team's tutor wishes for in a mentor."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id
from bot.domain.mentor_profiles import MentorFormat
from bot.domain.substitutes import SubstituteStatus


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


class MentorSubstitute(Base):
    """``substitute_id`` answers for ``mentor_id`` in a team from ``first_day`` to ``last_day``, both included.

    The status follows the days, set by the job: whoever is ``active`` may do what the team's mentor may.
    """

    __tablename__ = "mentor_substitutes"
    __table_args__ = (
        Index(
            "uq_mentor_substitutes_active",
            "team_id",
            unique=True,
            sqlite_where=text("status = 'active'"),
            postgresql_where=text("status = 'active'"),
        ),
        Index("ix_mentor_substitutes_team", "team_id", "status"),
    )

    id: Mapped[Id]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    mentor_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    substitute_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    status: Mapped[SubstituteStatus]
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
