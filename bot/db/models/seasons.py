"""A programme year as data: dates and targets, reference lists, measures, partners."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt, Id
from bot.domain.enums import InstitutionKind


class Season(Base):
    """A programme year. ``targets`` holds the selection targets and indicators by id; ``faq`` the stages and answers.

    Of a team's project the last version saved until ``projects_close_at`` goes to the presentation. A team is listed
    as silent after ``silent_after_days`` days. ``documents`` are the usual checklists offered for events of a kind:
    ``event``, ``code``, ``title`` and ``note`` by language, ``days`` before the start until whose end it is due.
    """

    __tablename__ = "seasons"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(64))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    projects_close_at: Mapped[datetime | None]
    silent_after_days: Mapped[int] = mapped_column(default=14)
    contact: Mapped[str] = mapped_column(String(300))
    targets: Mapped[dict[str, Any]]
    texts: Mapped[dict[str, Any]]
    team_weights: Mapped[dict[str, Any] | None]
    documents: Mapped[list[Any] | None]
    created_at: Mapped[datetime]


class Municipality(Base):
    """A municipality of the region; a retired one leaves new forms and stays in old ones."""

    __tablename__ = "municipalities"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]
    retired_at: Mapped[datetime | None]


class Organisation(Base):
    """A school, college or university offered in the pick-lists."""

    __tablename__ = "organisations"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    short_name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[InstitutionKind]
    city: Mapped[str | None] = mapped_column(String(120))
    retired_at: Mapped[datetime | None]


class Direction(Base):
    """A priority direction of the region's development."""

    __tablename__ = "directions"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    retired_at: Mapped[datetime | None]


class Partner(Base):
    """An organisation that offers internships and job trials; counted by form of ownership."""

    __tablename__ = "partners"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(300), unique=True)
    ownership: Mapped[str] = mapped_column(String(60))
    municipality_id: Mapped[str | None] = mapped_column(ForeignKey("municipalities.id"))
    direction_id: Mapped[str | None] = mapped_column(ForeignKey("directions.id"))
    slots: Mapped[int] = mapped_column(BigInt, default=0)
    contact: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime]


class Measure(Base):
    """A card of the roadmap: one of the season's measures with its state and evidence."""

    __tablename__ = "measures"
    __table_args__ = (UniqueConstraint("season_id", "number"),)

    id: Mapped[Id]
    season_id: Mapped[int] = mapped_column(ForeignKey("seasons.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    period: Mapped[str] = mapped_column(String(60))
    responsible: Mapped[str | None] = mapped_column(Text)
    expected: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20), default="planned")
    done_on: Mapped[date | None]
    evidence: Mapped[str | None] = mapped_column(Text)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
