"""Buttons that lead from the selection to its other rooms: the review of a call."""

from aiogram.filters.callback_data import CallbackData

from bot.handlers.callbacks import PageNumber, RowId


class RoundAct(CallbackData, prefix="rr"):
    """``act`` on a call's review: open, reviews, municipality, calibration, later, sooner, people (a page of them),
    experts, tutors, ask-start, start, ask-finish, finish."""

    call: RowId
    act: str = "open"
    page: PageNumber = 0


class RoundPerson(CallbackData, prefix="rrp"):
    """Take somebody into a call's review or out of it; the page of the list stays."""

    call: RowId
    person: RowId
    page: PageNumber = 0
