"""The buttons about places: of a call, of a municipality, of one application."""

from aiogram.filters.callback_data import CallbackData

from bot.handlers.callbacks import PageNumber, RowId


class SeatsOf(CallbackData, prefix="se"):
    """``act`` on a call's places: open, auto, hand, fill, term, days (so many), places."""

    call: RowId
    act: str = "open"
    days: PageNumber = 0


class SeatLimit(CallbackData, prefix="sl"):
    """The most places of a municipality: to be typed, or lifted."""

    call: RowId
    place: str
    lift: bool = False


class InviteMentor(CallbackData, prefix="mii"):
    """Make a link for a mentor."""

    call: RowId


class SeatList(CallbackData, prefix="si"):
    """A page of a list: ``waiting``, ``reserve``, ``moves``."""

    call: RowId
    what: str
    page: PageNumber = 0


class WhyAct(CallbackData, prefix="sy"):
    """``act`` on an application's place: open (why it is where it is), confirm, ask, free, back (to the reserve)."""

    app: RowId
    act: str = "open"
