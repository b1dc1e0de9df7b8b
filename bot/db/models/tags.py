"""Tags of the office on people."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class PersonTag(Base):
    """A tag on a person; ``key`` is the name as it is compared."""

    __tablename__ = "person_tags"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    key: Mapped[str] = mapped_column(String(30), index=True)
    name: Mapped[str] = mapped_column(String(30))
    added_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime]
