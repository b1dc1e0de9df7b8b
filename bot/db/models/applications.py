"""Calls, applications with their versions, and staged decisions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt, Id
from bot.domain.enums import AccessKind, ApplicationStatus, DuplicateVerdict, Outcome, Role


def _with_the_call(context: DefaultExecutionContext) -> datetime:
    closes_at: datetime = context.get_current_parameters()["closes_at"]  # type: ignore[no-untyped-call]  # it has no types
    return closes_at


class Call(Base):
    """A call for applications of one role. ``questions`` is a list of question dictionaries (domain.questions).

    ``institutions`` are the kinds of place it is open to (none: those of domain.people.PLACES).
    ``consent_closes_at`` is the guardians' own deadline: whose consent comes later is not admitted without a reason.
    ``rubric`` is what reviewers score by (domain.review), ``reviews`` how many of them read each application. What the
    office has changed in the chat (``questions_changed_at``, ``rubric_changed_at``) a season's file does not overwrite.
    ``seat_days`` is how long somebody accepted may think (0: no answer is asked for), ``seats_refill`` whether the
    reserve moves up by itself, ``seats_by_place`` the most places for a municipality, by its id, where there is a limit.
    """

    __tablename__ = "calls"
    __table_args__ = (UniqueConstraint("season_id", "role"),)

    id: Mapped[Id]
    season_id: Mapped[int] = mapped_column(ForeignKey("seasons.id"))
    role: Mapped[Role]
    title: Mapped[str] = mapped_column(String(200))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    consent_closes_at: Mapped[datetime] = mapped_column(default=_with_the_call)
    age_reference_on: Mapped[date]
    institutions: Mapped[list[str]] = mapped_column(default=list)
    quota: Mapped[int]
    reserve: Mapped[int]
    seat_days: Mapped[int] = mapped_column(default=3)
    seats_refill: Mapped[bool] = mapped_column(default=True)
    seats_by_place: Mapped[dict[str, Any]] = mapped_column(default=dict)
    questions: Mapped[list[Any]]
    rubric: Mapped[list[Any]] = mapped_column(default=list)
    questions_changed_at: Mapped[datetime | None]
    rubric_changed_at: Mapped[datetime | None]
    reviews: Mapped[int] = mapped_column(default=2)
    last_number: Mapped[int] = mapped_column(BigInt, default=0)


class Application(Base):
    """One person's application to one call. ``answers`` are those of the last submission; ``number`` comes with it.

    ``rank`` is its place in the ranking its decision was made by, 1 for the best; the reserve stands in this order.
    """

    __tablename__ = "applications"
    __table_args__ = (
        UniqueConstraint("call_id", "person_id"),
        # Lists, their order and their length come from here: rows are wide with answers.
        Index("ix_applications_queue", "call_id", "status", "number", "person_id"),
        Index("ix_applications_person", "person_id", "call_id", "status", "number"),
    )

    id: Mapped[Id]
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    status: Mapped[ApplicationStatus]
    answers: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(BigInt, default=0)
    rank: Mapped[int | None]
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class ApplicationVersion(Base):
    """What an application said at one of its submissions."""

    __tablename__ = "application_versions"
    __table_args__ = (UniqueConstraint("application_id", "version"),)

    id: Mapped[Id]
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    version: Mapped[int]
    answers: Mapped[dict[str, Any]]
    submitted_at: Mapped[datetime]


class PersonalAccess(Base):
    """A deadline of a call that does not hold for one person: who of the office has said so, and why.

    ``application``: the call is open to them until ``until``. ``consent``: a guardian's consent that came too late
    counts. A revoked one stays as history.
    """

    __tablename__ = "personal_accesses"
    __table_args__ = (
        Index(
            "uq_personal_accesses_standing",
            "call_id",
            "person_id",
            "kind",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[AccessKind]
    until: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text)
    granted_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    granted_at: Mapped[datetime]
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    revoked_at: Mapped[datetime | None]


class DuplicatePair(Base):
    """Two applications that look like one person's; ``first`` was begun earlier.

    Until the office has a verdict the second is not admitted; of one person's two only ``kept`` is.
    """

    __tablename__ = "duplicate_pairs"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    id: Mapped[Id]
    first_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    found_at: Mapped[datetime]
    verdict: Mapped[DuplicateVerdict | None]
    kept_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]


class Decision(Base):
    """What the office decided about an application: staged first, seen by the applicant only once released.

    A released decision stays as history; a later one (from the reserve to a place) is another row. ``reason`` is what
    was typed, or ``@`` and the code of a ready reason. ``by_line``: staged by a line on the ranking, with many others.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        Index(
            "uq_decisions_staged",
            "application_id",
            unique=True,
            sqlite_where=text("released_at IS NULL"),
            postgresql_where=text("released_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    outcome: Mapped[Outcome]
    reason: Mapped[str | None] = mapped_column(Text)
    by_line: Mapped[bool] = mapped_column(default=False)
    staged_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    staged_at: Mapped[datetime]
    released_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    released_at: Mapped[datetime | None] = mapped_column(index=True)
