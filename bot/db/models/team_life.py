"""What happens to a team once it is published."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id
from bot.domain.enums import TeamStepKind


class TeamStep(Base):
    """Somebody left or joined a team, or another team was merged into it (``other_team_id``). Never changed."""

    __tablename__ = "team_steps"

    id: Mapped[Id]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    kind: Mapped[TeamStepKind]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    other_team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class TeamQuestion(Base):
    """A question between a team's mentor and its tutor, asked and answered through the bot."""

    __tablename__ = "team_questions"

    id: Mapped[Id]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    asked_to: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    question: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]
