"""Callback data shared by the office's screens about teams."""

from aiogram.filters.callback_data import CallbackData

from bot.handlers.callbacks import PageNumber, RowId


class RunPage(CallbackData, prefix="tfr"):
    """A variant and the page of its teams."""

    run: RowId
    page: PageNumber = 0


class TeamCard(CallbackData, prefix="tfc"):
    """One team."""

    team: RowId


class PublishRun(CallbackData, prefix="tfx"):
    """«Объявить», then ``sure``."""

    run: RowId
    sure: bool = False


class Unplaced(CallbackData, prefix="tfu"):
    """The accepted students without a team."""

    run: RowId


class MoveWho(CallbackData, prefix="tmw"):
    """Choose who leaves a team."""

    team: RowId


class MoveWhere(CallbackData, prefix="tmh"):
    """Choose where a student goes; ``source`` 0: had no team."""

    run: RowId
    person: RowId
    source: RowId


class MoveTo(CallbackData, prefix="tmt"):
    """A move to look at, then ``sure``; ``other`` comes back in exchange (0: nobody)."""

    person: RowId
    source: RowId
    target: RowId
    other: RowId = 0
    sure: bool = False


class MoveSwap(CallbackData, prefix="tme"):
    """Choose with whom of a full team to exchange."""

    person: RowId
    source: RowId
    target: RowId


class MentorSlot(CallbackData, prefix="tms"):
    """A team's mentor and the offers made."""

    team: RowId
