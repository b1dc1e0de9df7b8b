"""A tutor's wishes about the team's mentor: names in order, and whether to meet in person."""

from datetime import datetime

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.mentor_profiles import MentorFormat
from bot.domain.paging import page_count
from bot.handlers.callbacks import PageNumber, RowId
from bot.handlers.keyboards import back_to, button, keyboard, page_row
from bot.handlers.screens import Reply, Screen, show
from bot.services import mentor_matching, teams
from bot.services.mentor_matching import NAMED_LIMIT, Wishes
from bot.texts import Translate

router = Router(name="mentor-wishes")

_PAGE = 8


class WishPage(CallbackData, prefix="mwp"):
    """The wishes of one's team, a page of the pool."""

    team: RowId
    page: PageNumber = 0


class WishMentor(CallbackData, prefix="mwm"):
    """Name a mentor, or take the name out."""

    team: RowId
    mentor: RowId
    page: PageNumber = 0


class WishInPerson(CallbackData, prefix="mwi"):
    """Whether to meet in person."""

    team: RowId
    wanted: bool


@router.callback_query(WishPage.filter())
async def open_wishes(
    query: CallbackQuery, callback_data: WishPage, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """«Пожелания»."""
    wishes = await mentor_matching.wishes_of(session, actor, callback_data.team)
    return show(query, _screen(wishes, callback_data.page, t))


@router.callback_query(WishMentor.filter())
async def name_mentor(
    query: CallbackQuery, callback_data: WishMentor, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """A name is tapped."""
    wishes = await mentor_matching.name_mentor(session, actor, callback_data.team, callback_data.mentor, now=now)
    return show(query, _screen(wishes, callback_data.page, t))


@router.callback_query(WishInPerson.filter())
async def wish_in_person(
    query: CallbackQuery, callback_data: WishInPerson, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Хотим встречаться очно»."""
    wishes = await mentor_matching.wish_in_person(session, actor, callback_data.team, callback_data.wanted, now=now)
    return show(query, _screen(wishes, 0, t))


def wishes_button(team_id: int, t: Translate) -> InlineKeyboardButton:
    """«Пожелания», on the page of a tutor whose team has no mentor yet."""
    return button(t.plain("mentors-wishes-open"), WishPage(team=team_id))


def _screen(wishes: Wishes, page: int, t: Translate) -> Screen:
    team_id = wishes.team.id
    if not wishes.pool:
        return Screen(t("mentors-wishes-empty"), keyboard([[back_to("team", t)]]))
    pages = page_count(len(wishes.pool), _PAGE)
    page = min(page, pages - 1)
    rows = []
    for entry in wishes.pool[page * _PAGE : (page + 1) * _PAGE]:
        mentor_id = entry.person.id
        place = wishes.named.index(mentor_id) + 1 if mentor_id in wishes.named else 0
        online = entry.profile.format is MentorFormat.ONLINE
        text = t.plain("mentors-wishes-line", place=place, online=online, name=teams.mentor_name(entry.person))
        rows.append([button(text, WishMentor(team=team_id, mentor=mentor_id, page=page))])
    rows.append(list(page_row(t, page=page, pages=pages, data=lambda number: WishPage(team=team_id, page=number))))
    in_person = t.plain("mentors-wishes-in-person", wanted=wishes.in_person)
    rows.append([button(in_person, WishInPerson(team=team_id, wanted=not wishes.in_person))])
    text = t("mentors-wishes", team=wishes.team.name, limit=NAMED_LIMIT)
    return Screen(text, keyboard([*rows, [back_to("team", t)]]))
