"""Formation runs, teams, their members, and the offers made to mentors."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt, Id
from bot.domain.enums import OfferStatus, TeamChangeKind, TeamRunStatus


class TeamRun(Base):
    """One formation: its seed, rules with weights, steps and score, so that it can be explained and repeated.

    ``based_on`` is the run whose locked people and teams it keeps. ``progress`` is in percent while it is computed.
    ``score`` is empty while the run is only requested; of a failed run it holds ``error`` and ``arguments``, the text
    that says why.
    """

    __tablename__ = "team_runs"

    id: Mapped[Id]
    season_id: Mapped[int] = mapped_column(ForeignKey("seasons.id"))
    seed: Mapped[int]
    steps: Mapped[int] = mapped_column(BigInt, default=0)
    rules: Mapped[dict[str, Any]]
    based_on: Mapped[int | None] = mapped_column(ForeignKey("team_runs.id"))
    progress: Mapped[int] = mapped_column(BigInt, default=0)
    score: Mapped[dict[str, Any]]
    status: Mapped[TeamRunStatus]
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]


class Team(Base):
    """A team of students with one tutor and, later, one mentor; one merged into another is history only."""

    __tablename__ = "teams"
    __table_args__ = (UniqueConstraint("run_id", "number"),)

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("team_runs.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    direction_id: Mapped[str | None] = mapped_column(ForeignKey("directions.id"))
    locked: Mapped[bool] = mapped_column(default=False)
    tutor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    defended_at: Mapped[datetime | None]


class TeamMember(Base):
    """A student's place in a team; one per run. A locked one is kept by repairs and by the next variant."""

    __tablename__ = "team_members"
    __table_args__ = (UniqueConstraint("run_id", "person_id"),)

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("team_runs.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    locked: Mapped[bool] = mapped_column(default=False)


class TeamChange(Base):
    """What the office changed in a run's teams, so that it can be undone.

    ``before`` and ``after`` name only what differs: ``places`` (person → number of the team, null: none) and ``teams``
    (number → name, direction and tutor, null: there was none).
    """

    __tablename__ = "team_changes"

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("team_runs.id"), index=True)
    kind: Mapped[TeamChangeKind]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    made_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class MentorOffer(Base):
    """A team offered to a mentor. At most one staged, open or accepted offer per team, whoever taps first.

    ``online_only``: accepted on the condition that they meet online.
    """

    __tablename__ = "mentor_offers"
    __table_args__ = (
        UniqueConstraint("team_id", "mentor_id"),
        Index(
            "uq_mentor_offers_live",
            "team_id",
            unique=True,
            sqlite_where=text("status IN ('staged', 'offered', 'accepted')"),
            postgresql_where=text("status IN ('staged', 'offered', 'accepted')"),
        ),
    )

    id: Mapped[Id]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    mentor_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    status: Mapped[OfferStatus]
    offered_at: Mapped[datetime]
    deadline_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    online_only: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(Text)
