"""Directions to be put in an order, tap after tap: in wishes and in a mentor's own profile."""

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.queries import seasons as queries
from bot.domain.short_names import short_direction
from bot.handlers.keyboards import Row, button
from bot.texts import Translate


async def ranked_rows(
    session: AsyncSession, chosen: Sequence[str], data: Callable[[str], CallbackData], t: Translate
) -> list[Row]:
    """A row for each direction, those chosen (ids, the dearest first) with their place."""
    ranks = {each: place for place, each in enumerate(chosen, start=1)}
    return [
        [button(t.plain("wishes-ranked", rank=ranks.get(each.id, 0), name=short_direction(each.name)), data(each.id))]
        for each in await queries.directions(session)
    ]
