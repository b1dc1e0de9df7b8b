"""Groups in the messenger that belong to teams, and whom the bot has let into them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id
from bot.domain.team_groups import GroupProblem


class TeamGroup(Base):
    """A team's group. ``link`` lets people ask to come in; while there is none, the bot looks again at ``look_at``."""

    __tablename__ = "team_groups"

    id: Mapped[Id]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), unique=True)
    chat_id: Mapped[int] = mapped_column(unique=True)
    bound_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    bound_at: Mapped[datetime]
    link: Mapped[str | None] = mapped_column(String(200))
    problem: Mapped[GroupProblem | None]
    look_at: Mapped[datetime]


class TeamGroupGuest(Base):
    """Somebody the bot has let into a group; gone from the team, they are asked to leave at ``look_at``."""

    __tablename__ = "team_group_guests"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)

    id: Mapped[Id]
    group_id: Mapped[int] = mapped_column(ForeignKey("team_groups.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    telegram_id: Mapped[int]
    look_at: Mapped[datetime]
