"""The card «Что дальше?» of each person: where it is and when it is to be looked at again."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt


class AgendaCard(Base):
    """One message per person, edited in place. ``shown`` is a digest of what stands on it; ``look_at`` when it may have
    become wrong: a term that passes, or something the person has been told meanwhile."""

    __tablename__ = "agenda_cards"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInt, unique=True)
    message_id: Mapped[int] = mapped_column(BigInt)
    pinned: Mapped[bool] = mapped_column(default=False)
    shown: Mapped[str] = mapped_column(String(32), default="")
    look_at: Mapped[datetime] = mapped_column(index=True)
