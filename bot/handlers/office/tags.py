"""«Метки» on a person's card: those there are to be tapped, a new one to be typed."""

from datetime import datetime
from zlib import crc32

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.errors import Stale
from bot.domain.paging import page_count
from bot.domain.tags import NAME_LIMIT
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import PageNumber, RowId
from bot.handlers.keyboards import Row, button, keyboard, page_row
from bot.handlers.office.person_callbacks import PersonCard, TagsOf
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import tags
from bot.texts import Translate

router = Router(name="office-tags")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())

_PAGE = 10


class TagSwitch(CallbackData, prefix="tgs"):
    """Whether a person shall have a tag, so that a double tap is one; ``token`` stands for the tag."""

    person: RowId
    token: str
    on: bool
    page: PageNumber = 0


class NewTag(CallbackData, prefix="tgn"):
    """A tag is to be typed."""

    person: RowId


class Tagging(StatesGroup):
    """The next text is a tag for the ``person`` of the data."""

    typing = State()


@router.callback_query(TagsOf.filter())
async def open_tags(
    query: CallbackQuery, callback_data: TagsOf, session: AsyncSession, actor: Person, state: FSMContext, t: Translate
) -> Reply:
    """Every tag there is; those of this person are marked."""
    await state.clear()
    return show(query, await _screen(session, actor, callback_data.person, callback_data.page, t))


async def _screen(session: AsyncSession, actor: Person, person_id: int, page: int, t: Translate) -> Screen:
    person, own, known = await tags.of_person(session, actor, person_id)
    pages = page_count(len(known), _PAGE)
    page = min(page, pages - 1)
    rows: list[Row] = [
        [
            button(
                t.plain("tag-line", on=line.key in own, name=line.name, people=line.people),
                TagSwitch(person=person_id, token=_token(line.key), on=line.key not in own, page=page),
            )
        ]
        for line in known[page * _PAGE : (page + 1) * _PAGE]
    ]
    rows.append(page_row(t, page=page, pages=pages, data=lambda turn: TagsOf(person=person_id, page=turn)))
    rows.append([button(t.plain("tag-new"), NewTag(person=person_id))])
    rows.append([button(t.plain("button-back"), PersonCard(person=person_id))])
    return Screen(t("tags-of", name=person.full_name, count=len(own), empty=not known), keyboard(rows))


@router.callback_query(TagSwitch.filter())
async def switch(
    query: CallbackQuery, callback_data: TagSwitch, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The tag is put on or taken off."""
    person_id = callback_data.person
    _, _, known = await tags.of_person(session, actor, person_id)
    line = next((each for each in known if _token(each.key) == callback_data.token), None)
    if line is None:
        raise Stale("tag-gone")
    if callback_data.on:
        await tags.add(session, actor, person_id, line.name, now=now)
    else:
        await tags.take_off(session, actor, person_id, line.key, now=now)
    return show(query, await _screen(session, actor, person_id, callback_data.page, t))


@router.callback_query(NewTag.filter())
async def ask_name(
    query: CallbackQuery, callback_data: NewTag, session: AsyncSession, actor: Person, state: FSMContext, t: Translate
) -> Reply:
    """Which one?"""
    person, _, _ = await tags.of_person(session, actor, callback_data.person)
    await state.set_state(Tagging.typing)
    await state.set_data({"person": person.id})
    back = button(t.plain("button-back"), TagsOf(person=person.id))
    return show(query, Screen(t("tag-ask", name=person.full_name, limit=NAME_LIMIT), keyboard([[back]])))


@router.message(Tagging.typing, F.text, ~F.text.startswith("/"))
async def take_name(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """A new tag, or one that exists."""
    person_id = int((await state.get_data())["person"])
    await tags.add(session, actor, person_id, message.text or "", now=now)
    await state.clear()
    return send(message, await _screen(session, actor, person_id, 0, t))


@router.message(Tagging.typing)
async def not_a_name(message: Message, t: Translate) -> Reply:
    """A picture is no tag."""
    return send(message, Screen(t("tag-type")))


def _token(key: str) -> str:
    return f"{crc32(key.encode()):08x}"
