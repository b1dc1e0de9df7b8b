"""What the next formation watches and how strongly, in plain words, changed by «−» and «+»."""

from datetime import datetime

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.team_model import TeamWeights
from bot.domain.team_weights import NAMES, Level, level_of, neighbours
from bot.handlers.access import OfficeDoor
from bot.handlers.keyboards import button, keyboard
from bot.handlers.office.team_callbacks import FormScreen, TeamSize
from bot.handlers.screens import Reply, Screen, show
from bot.services import seasons, team_weights
from bot.texts import Translate, join_lines

router = Router(name="office-team-weights")
router.callback_query.middleware(OfficeDoor())

_USUAL = TeamWeights()


class WeightScreen(CallbackData, prefix="tws"):
    """The weights; the sizes being chosen come along. ``usual``: back to what is shipped."""

    smallest: TeamSize
    largest: TeamSize
    usual: bool = False


class WeightSet(CallbackData, prefix="twl"):
    """Let a component count as strongly as ``level``: what it shall be, so that a double tap is one."""

    smallest: TeamSize
    largest: TeamSize
    name: str
    level: Level


@router.callback_query(WeightScreen.filter())
async def open_weights(
    query: CallbackQuery, callback_data: WeightScreen, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«⚖️ Правила», «По умолчанию»."""
    season = await seasons.current(session)
    if callback_data.usual:
        weights = await team_weights.reset(session, actor, season, now=now)
    else:
        weights = await team_weights.open_weights(session, actor, season)
    return show(query, _screen(weights, callback_data.smallest, callback_data.largest, t))


@router.callback_query(WeightSet.filter())
async def set_level(
    query: CallbackQuery, callback_data: WeightSet, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«−», «+», and a tap on the name switches it off or on."""
    data = callback_data
    season = await seasons.current(session)
    weights = await team_weights.set_level(session, actor, season, data.name, data.level, now=now)
    return show(query, _screen(weights, data.smallest, data.largest, t))


def _screen(weights: TeamWeights, smallest: int, largest: int, t: Translate) -> Screen:
    def row(name: str) -> list[InlineKeyboardButton]:
        weight = getattr(weights, name)
        level, (down, up) = level_of(name, weight), neighbours(name, weight)
        toggled = Level.USUAL if level is Level.OFF else Level.OFF
        label = t.plain(
            "teams-weight-button", name=t.plain(f"teams-weight-{name.replace('_', '-')}"), level=level.value
        )
        steps = ((t.plain("teams-form-smaller"), down), (label, toggled), (t.plain("teams-form-larger"), up))
        return [
            button(text, WeightSet(smallest=smallest, largest=largest, name=name, level=step)) for text, step in steps
        ]

    lines = [
        t(
            "teams-weight-line",
            name=t.plain(f"teams-component-{name.replace('_', '-')}"),
            level=level_of(name, getattr(weights, name)).value,
            usual=getattr(weights, name) == getattr(_USUAL, name),
        )
        for name in NAMES
    ]
    text = t("teams-weights", smallest=smallest, largest=largest, lines=join_lines(lines))
    reset = [button(t.plain("teams-weights-usual"), WeightScreen(smallest=smallest, largest=largest, usual=True))]
    back = [button(t.plain("button-back"), FormScreen(smallest=smallest, largest=largest))]
    return Screen(text, keyboard([*map(row, NAMES), reset if weights != _USUAL else [], back]))
