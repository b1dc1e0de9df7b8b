"""Consents to the processing of personal data, one record per purpose and signature."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id
from bot.domain.enums import ConsentPurpose


class Consent(Base):
    """Who agreed to what about whom, to which wording, how and when; withdrawal is a time, never a deletion.

    A paper has no signer's account: ``evidence`` names it, ``recorded_by`` is who of the office has seen it.
    """

    __tablename__ = "consents"
    __table_args__ = (
        # Whether somebody has signed is asked for whole lists: the index answers by itself.
        Index("ix_consents_person", "person_id", "purpose", "relation", "withdrawn_at", "given_at"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    purpose: Mapped[ConsentPurpose]
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    relation: Mapped[str] = mapped_column(String(40))
    text_version: Mapped[str] = mapped_column(String(20))
    text_hash: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(20))
    evidence: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class GuardianLink(Base):
    """A one-time link by which a guardian confirms a child's participation from an account of their own."""

    __tablename__ = "guardian_links"

    id: Mapped[Id]
    token: Mapped[str] = mapped_column(String(64), unique=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    guardian_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    revoked_at: Mapped[datetime | None]
