"""Choices of recipients the office keeps by name."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class SavedAudience(Base):
    """A choice of recipients to be used again; ``audience`` is the filter as chosen, counted anew each time."""

    __tablename__ = "saved_audiences"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(80), unique=True)
    audience: Mapped[dict[str, Any]]
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
