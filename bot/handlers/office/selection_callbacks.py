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


class RankingPage(CallbackData, prefix="rk"):
    """A page of a call's ranking; ``only``: f (those the correction changes), u (not reviewed)."""

    call: RowId
    page: PageNumber = 0
    status: str = ""
    only: str = ""
    place: str = ""


class RankingAct(CallbackData, prefix="rka"):
    """``act`` on a call's ranking: places, rules, recompute, ask-line; mean, adjusted: what counts."""

    call: RowId
    act: str


class RankedApp(CallbackData, prefix="rkc"):
    """One application's scores."""

    app: RowId


class LineAct(CallbackData, prefix="rkl"):
    """A line after the first ``count`` places and ``reserve`` more; ``rest``: reject the others; ``sure``: stage it."""

    call: RowId
    count: PageNumber
    reserve: PageNumber = 0
    rest: bool = False
    sure: bool = False


class ProtocolAct(CallbackData, prefix="prt"):
    """A call's protocol; ``what``: xlsx, pdf."""

    call: RowId
    what: str


class OrderAct(CallbackData, prefix="rlo"):
    """``act`` on an order to announce decisions: confirm, cancel."""

    order: RowId
    act: str


class CardAct(CallbackData, prefix="sc"):
    """``act`` on an application: open (a page of it), accepted, reserve, reject, unstage, next, file."""

    app: RowId
    act: str = "open"
    page: PageNumber = 0


class VersionAct(CallbackData, prefix="av"):
    """A page of a version of an application; 0 is the last one."""

    app: RowId
    number: RowId = 0
    page: PageNumber = 0
