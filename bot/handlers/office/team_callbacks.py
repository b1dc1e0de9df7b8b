"""Callback data shared by the office's screens about teams."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.domain.enums import SheetKind
from bot.handlers.callbacks import PageNumber, RowId

LARGEST = 30
"""The largest team there is a button for."""

TeamSize = Annotated[int, Field(ge=1, le=LARGEST)]


class FormScreen(CallbackData, prefix="tfs"):
    """The sizes being chosen."""

    smallest: TeamSize
    largest: TeamSize


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


class SeatCard(CallbackData, prefix="tsp"):
    """One member's place in the team."""

    team: RowId
    person: RowId


class LockPerson(CallbackData, prefix="tlp"):
    """Keep a member in the team, or let go."""

    team: RowId
    person: RowId
    on: bool


class LockTeam(CallbackData, prefix="tlt"):
    """Keep a whole team, or open it again."""

    team: RowId
    on: bool


class WhyPick(CallbackData, prefix="twp"):
    """«Почему не с…»: choose the other's team (0), then the other."""

    run: RowId
    one: RowId
    team: RowId = 0


class WhyNot(CallbackData, prefix="twy"):
    """Why two people are not in one team."""

    run: RowId
    one: RowId
    other: RowId


class RepairRun(CallbackData, prefix="trp"):
    """Late comers in, leavers out: to look at, then ``sure``."""

    run: RowId
    sure: bool = False


class SplitTeam(CallbackData, prefix="tsl"):
    """Choose the second team's tutor (0), look at the halves, then ``sure``."""

    team: RowId
    tutor: RowId = 0
    sure: bool = False


class MergeTeam(CallbackData, prefix="tmg"):
    """Choose the other team (0), look at the whole, then ``sure``."""

    team: RowId
    into: RowId = 0
    sure: bool = False


class UndoChange(CallbackData, prefix="tun"):
    """Take the newest change back."""

    change: RowId


class CompareRuns(CallbackData, prefix="tcp"):
    """Two variants side by side."""

    run: RowId
    other: RowId


class BanPair(CallbackData, prefix="tbp"):
    """Two people must not be in one team, or may again."""

    run: RowId
    one: RowId
    other: RowId
    on: bool


class SheetMenu(CallbackData, prefix="tsm"):
    """Which sheet of all teams."""

    run: RowId


class TeamSheet(CallbackData, prefix="tst"):
    """All teams of a variant as a file, people by name or by number."""

    run: RowId
    kind: SheetKind
    names: bool


class Candidates(CallbackData, prefix="tml"):
    """Choose a candidate."""

    team: RowId
    page: PageNumber = 0


class LivingTeam(CallbackData, prefix="lvt"):
    """``open`` a team; ask ``who`` leaves; ``ask-tutor`` whether the tutor leaves, replace the ``tutor``."""

    team: RowId
    act: str = "open"
