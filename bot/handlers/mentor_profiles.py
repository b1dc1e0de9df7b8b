"""A mentor's profile: directions in order, how many teams, how to meet, wishes; changed at any time."""

from datetime import datetime
from typing import Annotated

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import seasons as season_queries
from bot.domain.enums import Role
from bot.domain.mentor_profiles import MOST_DIRECTIONS, WISHES_LIMIT, MentorFormat
from bot.domain.short_names import short_direction
from bot.handlers.access import RoleIs
from bot.handlers.callbacks import Open
from bot.handlers.directions import ranked_rows
from bot.handlers.keyboards import back_to, button, keyboard
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import mentor_profiles
from bot.services.mentor_profiles import Mine
from bot.texts import Translate

router = Router(name="mentor-profiles")


class ProfileDirection(CallbackData, prefix="mpd"):
    """The directions, or a tap on one."""

    value: str = ""


class ProfileTeams(CallbackData, prefix="mpt"):
    """«−», «+»: how many teams there shall be, so that a double tap is one."""

    capacity: Annotated[int, Field(ge=0, le=9)]


class ProfileFormat(CallbackData, prefix="mpf"):
    """How to meet."""

    format: MentorFormat


class ProfileWishes(CallbackData, prefix="mpw"):
    """Tell one's wishes."""


class Telling(StatesGroup):
    """The mentor is typing wishes."""

    wishes = State()


@router.callback_query(Open.filter(F.screen == "mentor_profile"), RoleIs(Role.MENTOR))
async def open_profile(
    query: CallbackQuery, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """Everything the matching knows of the mentor."""
    await state.clear()
    return show(query, await _screen(session, await mentor_profiles.mine(session, actor), t))


async def _screen(session: AsyncSession, mine: Mine, t: Translate) -> Screen:
    profile = mine.profile
    names = {each.id: short_direction(each.name) for each in await season_queries.directions(session, retired=True)}
    ranked = [f"{place}. {names.get(each, each)}" for place, each in enumerate(profile.directions, start=1)]
    lines = [
        t(
            "mentor-profile",
            directions="; ".join(ranked) or "—",
            capacity=profile.capacity,
            format=profile.format.value,
            municipality=mine.municipality or "—",
            wishes=profile.wishes or "—",
        )
    ]
    if profile.changed_at is not None:
        lines.append(t("mentor-profile-changed", at=profile.changed_at))
    if mine.held or mine.waiting:
        lines.append(t("mentor-profile-stays", held=mine.held, waiting=mine.waiting))
    rows = [
        [
            button(t.plain("mentor-profile-fewer"), ProfileTeams(capacity=profile.capacity - 1)),
            button(t.plain("mentor-profile-teams", count=profile.capacity), ProfileTeams(capacity=profile.capacity)),
            button(t.plain("mentor-profile-more"), ProfileTeams(capacity=profile.capacity + 1)),
        ],
        [
            button(
                t.plain("mentor-profile-format", format=each.value, on=each is profile.format),
                ProfileFormat(format=each),
            )
            for each in MentorFormat
        ],
        [
            button(t.plain("mentor-profile-directions"), ProfileDirection()),
            button(t.plain("mentor-profile-wishes"), ProfileWishes()),
        ],
        [button(t.plain("mentor-profile-home"), Open(screen="profile_edit"))],
        [back_to("teams", t), back_to_profile(t)],
    ]
    return Screen("\n\n".join(lines), keyboard(rows))


def back_to_profile(t: Translate) -> InlineKeyboardButton:
    """«👤 Профиль»."""
    return button(t.plain("menu-profile"), Open(screen="profile"))


def profile_button(t: Translate) -> InlineKeyboardButton:
    """«🧭 Анкета наставника», in /profile and /teams."""
    return button(t.plain("mentor-profile-open"), Open(screen="mentor_profile"))


@router.callback_query(ProfileDirection.filter())
async def choose_direction(
    query: CallbackQuery, callback_data: ProfileDirection, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """Tap after tap: first, second, third; one more tap takes it out."""
    if callback_data.value:
        mine = await mentor_profiles.choose_direction(session, actor, callback_data.value, now=now)
    else:
        mine = await mentor_profiles.mine(session, actor)
    rows = await ranked_rows(session, mine.profile.directions, lambda value: ProfileDirection(value=value), t)
    text = t("mentor-profile-directions-ask", most=MOST_DIRECTIONS)
    return show(query, Screen(text, keyboard([*rows, [back_to("mentor_profile", t)]])))


@router.callback_query(ProfileTeams.filter())
async def set_capacity(
    query: CallbackQuery, callback_data: ProfileTeams, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """One more or one fewer."""
    mine = await mentor_profiles.set_capacity(session, actor, callback_data.capacity, now=now)
    return show(query, await _screen(session, mine, t))


@router.callback_query(ProfileFormat.filter())
async def set_format(
    query: CallbackQuery, callback_data: ProfileFormat, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """In person, online, both."""
    mine = await mentor_profiles.set_format(session, actor, callback_data.format, now=now)
    return show(query, await _screen(session, mine, t))


@router.callback_query(ProfileWishes.filter())
async def ask_wishes(
    query: CallbackQuery, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """One message in one's own words."""
    await mentor_profiles.mine(session, actor)
    await state.set_state(Telling.wishes)
    text = t("mentor-profile-wishes-ask", limit=WISHES_LIMIT)
    return show(query, Screen(text, keyboard([[back_to("mentor_profile", t)]])))


@router.message(Telling.wishes, F.text, ~F.text.startswith("/"))
async def take_wishes(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """Kept as typed."""
    mine = await mentor_profiles.tell_wishes(session, actor, message.text or "", now=now)
    await state.clear()
    return send(message, await _screen(session, mine, t))


@router.message(Telling.wishes, ~F.text)
async def not_a_text(message: Message, t: Translate) -> Reply:
    """A voice, a photo, a sticker: the question stays."""
    return send(message, Screen(t("mentors-reason-text-only"), keyboard([[back_to("mentor_profile", t)]])))
