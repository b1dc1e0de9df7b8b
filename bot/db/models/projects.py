"""Projects of teams: every version of their card, and who supports them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class ProjectVersion(Base):
    """A card as it was saved, never changed afterwards; ``answers`` are those of ``domain.projects.card_questions``."""

    __tablename__ = "project_versions"
    __table_args__ = (UniqueConstraint("team_id", "number"),)

    id: Mapped[Id]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    number: Mapped[int]
    answers: Mapped[dict[str, Any]]
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    saved_at: Mapped[datetime]


class ProjectSupport(Base):
    """An organisation or an investor supports a project: who, with what, by which document."""

    __tablename__ = "project_supports"

    id: Mapped[Id]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    supporter: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(32))
    document: Mapped[str] = mapped_column(String(200))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]
