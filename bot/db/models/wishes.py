"""What people say before teams are formed: directions, roles, skills, with whom and with whom not."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id
from bot.domain.enums import TieKind


class TeamWish(Base):
    """A student's wishes for one season: ``directions`` from the dearest on, ``roles`` of domain.enums.TeamRole."""

    __tablename__ = "team_wishes"
    __table_args__ = (UniqueConstraint("season_id", "person_id"),)

    id: Mapped[Id]
    season_id: Mapped[int] = mapped_column(ForeignKey("seasons.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    directions: Mapped[list[str]]
    roles: Mapped[list[str]]
    skills: Mapped[str | None] = mapped_column(Text)
    updated_at: Mapped[datetime]


class TeamTie(Base):
    """Somebody says about two people that they belong together, or must not be in one team.

    ``said_by`` is ``one_id`` itself, or somebody of the office. ``label`` is the other person as whoever said it named
    them (a number or a first name with a letter): they are shown no more than they knew.
    """

    __tablename__ = "team_ties"
    __table_args__ = (UniqueConstraint("season_id", "one_id", "other_id"),)

    id: Mapped[Id]
    season_id: Mapped[int] = mapped_column(ForeignKey("seasons.id"))
    one_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[TieKind]
    label: Mapped[str] = mapped_column(String(60))
    said_by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    said_at: Mapped[datetime]
