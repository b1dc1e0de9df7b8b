"""Callback data shared by the office's screens about calls."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.handlers.callbacks import PageNumber, RowId

LATEST = 4_102_444_800
"""The year 2100: a forged moment beyond what a calendar holds makes the button unknown."""


class CallAct(CallbackData, prefix="call"):
    """``act`` on a call: open, parts (to change), ask (for another closing time), move (to ``at``, seconds since 1970)."""

    act: str
    call: RowId
    at: Annotated[int, Field(ge=0, le=LATEST)] = 0


class QuestionList(CallbackData, prefix="cql"):
    """A page of a call's questions."""

    call: RowId
    page: PageNumber = 0


class RubricOf(CallbackData, prefix="cru"):
    """What a call's reviewers score by."""

    call: RowId
