"""Updates of Telegram, kept until their effects are committed and their answers sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, BigInt

_OPEN = text("status IN ('new', 'answering')")


class IncomingUpdate(Base):
    """An update, stored before it is confirmed to Telegram.

    ``status``: ``new`` (its effects are not committed), ``answering`` (they are; ``replies`` are owed), ``done``,
    ``set_aside`` (it failed three times). ``payload`` and ``replies`` are emptied when they are not needed any more:
    they hold what people wrote. ``lane`` is what orders updates: the chat, or the person where there is no chat.
    ``worker`` is the replica that takes care of it; nobody where one process has all of them.
    """

    __tablename__ = "incoming_updates"
    __table_args__ = (
        Index("ix_incoming_updates_open", "lane", "update_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    update_id: Mapped[int] = mapped_column(BigInt, primary_key=True, autoincrement=False)
    lane: Mapped[int]
    status: Mapped[str] = mapped_column(String(12))
    # Not JSONB: it refuses the character NUL, and one such message would keep a whole batch from being stored.
    payload: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    replies: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    worker: Mapped[str | None] = mapped_column(String(40))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    error: Mapped[str | None] = mapped_column(String(300))
    received_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class Replica(Base):
    """A process that takes in updates beside others. What belongs to one that is not alive any more is taken over."""

    __tablename__ = "replicas"

    worker: Mapped[str] = mapped_column(String(40), primary_key=True)
    alive_until: Mapped[datetime]
