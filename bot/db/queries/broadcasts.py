"""Broadcasts: the one statement that queues them, and how far they are."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, and_, cast, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert
from bot.db.models import Broadcast, OutboxMessage, Person
from bot.db.queries.audiences import recipients
from bot.domain.audiences import Audience
from bot.domain.enums import BroadcastStatus, OutboxStatus, Priority

TEMPLATE = "broadcast"
_LIVE = (BroadcastStatus.SENDING, BroadcastStatus.PAUSED, BroadcastStatus.DONE, BroadcastStatus.CANCELLED)
_UNSENT = (OutboxStatus.PENDING, OutboxStatus.HELD)


async def locked(session: AsyncSession, broadcast_id: int) -> Broadcast | None:
    """The broadcast under its row lock, read afresh."""
    found: Broadcast | None = await session.scalar(
        select(Broadcast)
        .where(Broadcast.id == broadcast_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def page(session: AsyncSession, *, offset: int, limit: int) -> tuple[Sequence[Broadcast], int]:
    """The newest first, and how many there are."""
    total = await session.scalar(select(func.count()).select_from(Broadcast)) or 0
    rows = await session.scalars(select(Broadcast).order_by(Broadcast.id.desc()).offset(offset).limit(limit))
    return rows.all(), total


async def queue(
    session: AsyncSession, broadcast_id: int, audience: Audience, season_id: int | None, *, now: datetime
) -> int:
    """Promise the broadcast to everybody the choice reaches, in one statement; returns how many they are."""
    key = literal(f"broadcast:{broadcast_id}:", String) + cast(Person.id, String)
    columns: dict[str, Any] = {
        "key": key,
        "person_id": Person.id,
        "chat_id": Person.telegram_id,
        "priority": literal(int(Priority.BROADCAST)),
        "template": literal(TEMPLATE),
        "args": literal({}, OutboxMessage.args.type),
        "subject": literal(f"broadcast:{broadcast_id}"),
        "broadcast_id": literal(broadcast_id),
        "not_before": literal(now, OutboxMessage.not_before.type),
        "status": literal(OutboxStatus.PENDING, OutboxMessage.status.type),
        "attempts": literal(0),
        "created_at": literal(now, OutboxMessage.created_at.type),
    }
    chosen = select(*columns.values()).where(recipients(audience, season_id, now)).order_by(Person.id)
    result = await session.execute(
        insert(session, OutboxMessage).from_select(list(columns), chosen).on_conflict_do_nothing()
    )
    return int(result.rowcount)  # type: ignore[attr-defined]  # an INSERT's result is a CursorResult


async def move_unsent(
    session: AsyncSession, broadcast_id: int, *, old: OutboxStatus | None, new: OutboxStatus, now: datetime
) -> None:
    """Hold, release or withdraw what has not left (of status ``old``, or all of it)."""
    was = (old,) if old is not None else _UNSENT
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.broadcast_id == broadcast_id, OutboxMessage.status.in_(was))
        .values(status=new, lease_until=None, finished_at=None if new in _UNSENT else now)
        .execution_options(synchronize_session=False)
    )


async def counts(session: AsyncSession, broadcast_id: int) -> dict[OutboxStatus, int]:
    """The broadcast's messages by status."""
    rows = await session.execute(
        select(OutboxMessage.status, func.count())
        .where(OutboxMessage.broadcast_id == broadcast_id)
        .group_by(OutboxMessage.status)
    )
    return {status: count for status, count in rows}  # noqa: C416 - a Row is no pair to the type checker


async def reasons(session: AsyncSession, broadcast_id: int, status: OutboxStatus) -> list[tuple[str, int]]:
    """Why messages ended in a status, the commonest reason first."""
    number = func.count()
    rows = await session.execute(
        select(OutboxMessage.error, number)
        .where(OutboxMessage.broadcast_id == broadcast_id, OutboxMessage.status == status)
        .group_by(OutboxMessage.error)
        .order_by(number.desc(), OutboxMessage.error)
    )
    return [(error or "", count) for error, count in rows]


async def watched(session: AsyncSession) -> Sequence[Broadcast]:
    """Broadcasts under way, and finished ones whose card does not say so yet."""
    statement = select(Broadcast).where(
        or_(
            Broadcast.status == BroadcastStatus.SENDING,
            and_(Broadcast.card_message_id.is_not(None), Broadcast.status.in_(_LIVE)),
        )
    )
    return (await session.scalars(statement.order_by(Broadcast.id))).all()


async def take_card(session: AsyncSession, seen: Broadcast, *, every: timedelta, wall: datetime) -> bool:
    """Whether the card is still the one ``seen`` and it is this caller's turn to edit it, and nobody else's for the
    next ``every``. Real time."""
    result = await session.execute(
        update(Broadcast)
        .where(
            Broadcast.id == seen.id,
            Broadcast.card_chat_id == seen.card_chat_id,
            Broadcast.card_message_id == seen.card_message_id,
            or_(Broadcast.card_updated_at.is_(None), Broadcast.card_updated_at <= wall - every),
        )
        .values(card_updated_at=wall)
        .execution_options(synchronize_session=False)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result is a CursorResult


async def release_card(session: AsyncSession, *, chat_id: int, message_id: int) -> None:
    """This message shows something else now: no broadcast is written over it any more."""
    await session.execute(
        update(Broadcast)
        .where(Broadcast.card_chat_id == chat_id, Broadcast.card_message_id == message_id)
        .values(card_message_id=None)
        .execution_options(synchronize_session=False)
    )
