"""Callback data that more than one capability knows; a capability's own stand in its own module."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

RowId = Annotated[int, Field(ge=0, le=2**63 - 1)]
"""An id in a button: a forged one the database could not hold makes the button unknown instead of an error."""

PageNumber = Annotated[int, Field(ge=0, le=100_000)]

Day = Annotated[int, Field(ge=730_000, le=799_999)]
"""A day in a button, as `date.toordinal` counts it."""


class Open(CallbackData, prefix="open"):
    """Open a main screen: ``menu``, ``apply``, ``events``, ``team``, ``teams``, ``profile`` …, ``office``."""

    screen: str
