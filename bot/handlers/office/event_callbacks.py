"""Callback data shared by the office's screens about events."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.handlers.callbacks import PageNumber, RowId


class OfficeEvent(CallbackData, prefix="oev"):
    """An act on an event; ``version`` is that of the screen the button stands on."""

    act: str
    event: RowId = 0
    version: RowId = 0


class RollOf(CallbackData, prefix="oar"):
    """A page of who came on a day (as `date.toordinal` counts it); 0 is today, or the nearest day of the event."""

    event: RowId
    day: Annotated[int, Field(ge=0, le=799_999)] = 0
    page: PageNumber = 0
