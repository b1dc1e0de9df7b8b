"""Sums over everybody that are shown again and again."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base


class KeptCount(Base):
    """What was counted under a name, and when. Numbers and names of groups only, nothing of a person."""

    __tablename__ = "kept_counts"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    counted_at: Mapped[datetime]
    found: Mapped[list[Any]]
