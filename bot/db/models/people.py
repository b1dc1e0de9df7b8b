"""People, the office's roles, and where people came from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt, Id
from bot.domain.enums import Gender, InstitutionKind, OfficeRole, Role


class Person(Base):
    """One human being with a Telegram account (or without one yet, when imported by the office).

    ``search_name`` is surname, first name and patronymic casefolded with ё as е.
    ``dialog_state`` and ``dialog_data`` are the conversation's state: they belong to the person, not to a device.
    """

    __tablename__ = "people"
    __table_args__ = (
        Index("ix_people_municipality", "municipality_id", "erased_at"),
        Index(
            "ix_people_erased",
            "erased_at",
            sqlite_where=text("erased_at IS NOT NULL"),
            postgresql_where=text("erased_at IS NOT NULL"),
        ),
    )

    id: Mapped[Id]
    telegram_id: Mapped[int | None] = mapped_column(BigInt, unique=True)
    language: Mapped[str] = mapped_column(String(8), default="ru")
    zone: Mapped[str | None] = mapped_column(String(64))
    role: Mapped[Role | None]
    surname: Mapped[str | None] = mapped_column(String(100))
    first_name: Mapped[str | None] = mapped_column(String(100))
    patronymic: Mapped[str | None] = mapped_column(String(100))
    search_name: Mapped[str] = mapped_column(String(300), default="", index=True)
    gender: Mapped[Gender | None]
    birth_date: Mapped[date | None] = mapped_column(index=True)
    phone: Mapped[str | None] = mapped_column(String(20), index=True)
    municipality_id: Mapped[str | None] = mapped_column(ForeignKey("municipalities.id"))
    institution: Mapped[InstitutionKind | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    organisation_name: Mapped[str | None] = mapped_column(String(300))
    grade: Mapped[str | None] = mapped_column(String(60))
    source: Mapped[str | None] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime]
    registered_at: Mapped[datetime | None]
    unreachable_since: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    trained_at: Mapped[datetime | None]
    prepared_at: Mapped[datetime | None]
    dialog_state: Mapped[str | None] = mapped_column(String(100))
    dialog_data: Mapped[dict[str, Any] | None]

    @property
    def full_name(self) -> str:
        """Surname, first name and patronymic, as far as they are known; empty for somebody who gave none."""
        return " ".join(part for part in (self.surname, self.first_name, self.patronymic) if part)


class OfficeMember(Base):
    """A role in the project office; a revoked one stays as history."""

    __tablename__ = "office_members"
    __table_args__ = (
        Index(
            "uq_office_members_active",
            "person_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role: Mapped[OfficeRole]
    granted_at: Mapped[datetime]
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class OfficeInvitation(Base):
    """A one-time link into the office: who it was meant for and with which role."""

    __tablename__ = "office_invitations"

    id: Mapped[Id]
    token: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[OfficeRole]
    surname: Mapped[str] = mapped_column(String(100))
    first_name: Mapped[str] = mapped_column(String(100))
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class SourceVisit(Base):
    """A person opened the bot through a source link (``?start=src_<code>``)."""

    __tablename__ = "source_visits"
    __table_args__ = (Index("ix_source_visits_code_person", "code", "person_id"),)

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    visited_at: Mapped[datetime]


class SourceLink(Base):
    """A link the office has made to see where people come from: ``name`` is for the office, ``code`` for the address."""

    __tablename__ = "source_links"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]


class MentorInvitation(Base):
    """A one-time link that makes one person a mentor. It is bound to whoever confirms it (``used_by``)."""

    __tablename__ = "mentor_invitations"

    id: Mapped[Id]
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    token: Mapped[str] = mapped_column(String(64), unique=True)
    surname: Mapped[str | None] = mapped_column(String(100))
    first_name: Mapped[str | None] = mapped_column(String(100))
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    used_at: Mapped[datetime | None]
