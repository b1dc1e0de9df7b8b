"""Drafts of questionnaires: every answer is saved here the moment it is given."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt, Id


class FormDraft(Base):
    """A form somebody is filling in.

    ``form`` names the questionnaire (``registration``, ``application`` …), ``subject_id`` what it is about (a call's
    id; 0 where the form has no subject). ``current`` is the key of the question being asked, None at the summary.
    ``pending`` is an answer that waits for the person's «Верно?» (a corrected spelling, a birth date, parts of a long
    text).
    """

    __tablename__ = "form_drafts"
    __table_args__ = (UniqueConstraint("person_id", "form", "subject_id"),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    form: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int] = mapped_column(BigInt, default=0)
    answers: Mapped[dict[str, Any]]
    current: Mapped[str | None] = mapped_column(String(60))
    editing: Mapped[bool] = mapped_column(default=False)
    pending: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
