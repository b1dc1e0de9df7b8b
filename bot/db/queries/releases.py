"""Orders to announce decisions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import ReleaseOrder


async def open_order(session: AsyncSession, call_id: int) -> ReleaseOrder | None:
    """The order of a call that is not carried out yet."""
    statement = select(ReleaseOrder).where(ReleaseOrder.call_id == call_id, ReleaseOrder.closed_at.is_(None))
    found: ReleaseOrder | None = await session.scalar(statement)
    return found


async def lock_order(session: AsyncSession, order_id: int) -> ReleaseOrder | None:
    """An order, held until the transaction ends."""
    return await session.get(ReleaseOrder, order_id, with_for_update=True, populate_existing=True)


async def due(session: AsyncSession, *, now: datetime) -> Sequence[int]:
    """Ids of the orders whose time has come and which nobody has to confirm any more."""
    ready = or_(ReleaseOrder.needs_second.is_(False), ReleaseOrder.confirmed_at.is_not(None))
    statement = select(ReleaseOrder.id).where(ReleaseOrder.closed_at.is_(None), ReleaseOrder.release_at <= now, ready)
    return (await session.scalars(statement.order_by(ReleaseOrder.id))).all()
