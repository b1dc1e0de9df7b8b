"""Review of applications: a round per call, those who review in it, and one row per application and reviewer."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt, Id
from bot.domain.enums import ReviewState
from bot.domain.ranking import Basis


class ReviewRound(Base):
    """How a call's applications are reviewed. ``rubric`` is the call's as it was when the round began.

    ``reviews`` each, ``days`` for every one of them; nothing can be given after ``closes_at`` or ``closed_at``.
    ``ranked_at`` is when the ranking was computed from what had changed until then (``changed_at``), ``basis`` what
    its places count by.
    """

    __tablename__ = "review_rounds"

    id: Mapped[Id]
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), unique=True)
    rubric: Mapped[list[Any]]
    reviews: Mapped[int]
    days: Mapped[int]
    avoid_municipality: Mapped[bool] = mapped_column(default=False)
    calibrated: Mapped[bool] = mapped_column(default=True)
    seed: Mapped[int] = mapped_column(BigInt)
    closes_at: Mapped[datetime]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    started_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    closed_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    ranked_at: Mapped[datetime | None]
    basis: Mapped[Basis] = mapped_column(default=Basis.MEAN)


class Reviewer(Base):
    """Somebody who reviews in a round; who has left it stays as history."""

    __tablename__ = "reviewers"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("review_rounds.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    added_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class Review(Base):
    """One person's review of one application. ``levels`` fill up tap by tap; ``score`` (0–100) is there once it is given.

    ``calibration``: everybody scores this application, before all others. ``cause`` is why it came to this person:
    ``start``, ``late`` (an application or a reviewer that came later), ``third``, ``passed_on``, ``more`` (asked for).
    """

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("application_id", "reviewer_id"),
        Index("ix_reviews_reviewer", "reviewer_id", "round_id", "state"),
        Index("ix_reviews_round", "round_id", "state", "due_at", "application_id", "reviewer_id"),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("review_rounds.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    state: Mapped[ReviewState]
    calibration: Mapped[bool] = mapped_column(default=False)
    cause: Mapped[str] = mapped_column(String(20))
    levels: Mapped[dict[str, Any]]
    score: Mapped[float | None]
    comment: Mapped[str | None] = mapped_column(Text)
    assigned_at: Mapped[datetime]
    due_at: Mapped[datetime]
    nudged_at: Mapped[datetime | None]
    given_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class RankedApplication(Base):
    """An application's scores and places as they were computed last; without a review there is no place.

    Kept, so that a page of the ranking is read and not computed.
    """

    __tablename__ = "ranked_applications"
    __table_args__ = (
        Index("ix_ranked_applications_place", "round_id", "place", "adjusted_place"),
        Index("ix_ranked_applications_adjusted", "round_id", "adjusted_place"),
        Index("ix_ranked_applications_municipality", "round_id", "municipality_id", "place", "adjusted_place"),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("review_rounds.id"))
    municipality_id: Mapped[str | None] = mapped_column(ForeignKey("municipalities.id"))
    reviews: Mapped[int]
    mean: Mapped[float | None]
    median: Mapped[float | None]
    adjusted: Mapped[float | None]
    lowest: Mapped[float | None]
    highest: Mapped[float | None]
    place: Mapped[int | None]
    adjusted_place: Mapped[int | None]
