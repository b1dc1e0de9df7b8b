"""The pace of a chat, which replicas keep together."""

from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt


class ChatPace(Base):
    """When the last messages left for a chat, or will leave: as many as its limit counts; µs since 1970, in order.

    ``held_until_us``: Telegram asked for silence in it until then. ``touched_us`` is when the row was written; it is
    deleted soon after. Only PostgreSQL has rows, where there may be several processes. The table is not logged: what a
    crash of the server loses has lost its meaning by then.
    """

    __tablename__ = "chat_paces"

    chat_id: Mapped[int] = mapped_column(BigInt, primary_key=True, autoincrement=False)
    moments_us: Mapped[list[int]]
    held_until_us: Mapped[int] = mapped_column(BigInt, default=0)
    touched_us: Mapped[int]
