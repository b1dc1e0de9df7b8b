"""What other processes must notice."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt


class Change(Base):
    """A counter that grows with each transaction that changes what other processes remember or hold in their hands."""

    __tablename__ = "changes"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(BigInt)
