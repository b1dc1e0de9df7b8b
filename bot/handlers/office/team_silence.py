"""«Без активности»: teams that have done nothing for a while, and a reminder to their tutors."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.paging import page_count
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open, PageNumber, RowId
from bot.handlers.keyboards import Row, back_to, button, keyboard, page_row
from bot.handlers.notices import notice_keyboard
from bot.handlers.office.team_callbacks import LivingTeam
from bot.handlers.screens import Reply, Screen, show
from bot.services import team_silence, teams
from bot.services.team_silence import Pulse
from bot.texts import Translate

router = Router(name="office-team-silence")
router.callback_query.middleware(OfficeDoor())

_PAGE = 8


class SilentPage(CallbackData, prefix="slp"):
    """A page of the silent teams."""

    page: PageNumber = 0


class SilentTeam(CallbackData, prefix="slt"):
    """``open`` one of them, ``remind`` its tutor."""

    team: RowId
    act: str = "open"


@router.callback_query(SilentPage.filter())
async def open_silent(
    query: CallbackQuery, callback_data: SilentPage, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The longest silent first."""
    found = await team_silence.silent_teams(session, actor, now=now)
    pages = page_count(len(found.teams), _PAGE)
    page = min(callback_data.page, pages - 1)
    rows: list[Row] = [
        [button(_line(each, t), SilentTeam(team=each.line.team.id))]
        for each in found.teams[page * _PAGE : (page + 1) * _PAGE]
    ]
    rows.append(page_row(t, page=page, pages=pages, data=lambda number: SilentPage(page=number)))
    text = t("team-silence", count=len(found.teams), days=found.days)
    return show(query, Screen(text, keyboard([*rows, [back_to("team_life", t)]])))


def _line(each: Pulse, t: Translate) -> str:
    return t.plain("team-silence-line", team=each.line.team.name, days=each.days, kind=each.last.kind.value)


@router.callback_query(SilentTeam.filter(F.act == "open"))
async def open_team(
    query: CallbackQuery, callback_data: SilentTeam, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """What the team did last, and who leads it."""
    return show(query, _card(await team_silence.pulse(session, actor, callback_data.team, now=now), t))


@router.callback_query(SilentTeam.filter(F.act == "remind"))
async def remind(
    query: CallbackQuery, callback_data: SilentTeam, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Напомнить тьютору»."""
    found = await team_silence.remind(session, actor, callback_data.team, now=now)
    return show(query, _card(found, t, reminded=True))


def _card(found: Pulse, t: Translate, *, reminded: bool = False) -> Screen:
    team_id = found.line.team.id
    text = t(
        "team-silent-card",
        team=found.line.team.name,
        tutor=teams.tutor_name(found.line.tutor),
        kind=found.last.kind.value,
        at=found.last.at,
        days=found.days,
        ahead=found.ahead or "—",
    )
    if reminded:
        text += "\n\n" + t("team-silent-told")
    asks = found.silent and found.line.tutor is not None and not reminded
    word = [button(t.plain("team-silent-remind"), SilentTeam(team=team_id, act="remind"))] if asks else []
    back = button(t.plain("button-back"), SilentPage())
    return Screen(text, keyboard([word, [button(t.plain("mentors-alert-open"), LivingTeam(team=team_id)), back]]))


@notice_keyboard("team-silent")
def to_team(t: Translate, args: object) -> InlineKeyboardMarkup:
    """«👥 Команда»."""
    return keyboard([[button(t.plain("team-open"), Open(screen="team"))]])
