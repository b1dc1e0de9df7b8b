"""/wishes: what a student would like of the team to come."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import seasons as season_queries
from bot.domain.enums import TeamRole, TieKind
from bot.domain.short_names import short_direction
from bot.domain.wishes import MOST_DIRECTIONS, MOST_ROLES, MOST_TIES, SKILLS_LIMIT
from bot.handlers.callbacks import Open, RowId
from bot.handlers.directions import ranked_rows
from bot.handlers.keyboards import back_to, beside, button, keyboard, to_menu
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import wishes
from bot.services.wishes import Mine
from bot.texts import Translate

router = Router(name="wishes")


class WishDirection(CallbackData, prefix="wsd"):
    """The directions, or a tap on one."""

    value: str = ""


class WishRole(CallbackData, prefix="wsr"):
    """The roles, or a tap on one."""

    role: TeamRole | None = None


class WishSkills(CallbackData, prefix="wss"):
    """Tell one's skills."""


class WishPeople(CallbackData, prefix="wsp"):
    """One of the two lists of people."""

    kind: TieKind


class WishDrop(CallbackData, prefix="wsx"):
    """Take somebody off a list."""

    kind: TieKind
    tie: RowId


class Wishing(StatesGroup):
    """The student is typing: skills, or a person for the list that the data names (``kind``)."""

    skills = State()
    person = State()


@router.message(Command("wishes"))
@router.message(F.text.casefold().in_({"пожелания", "wishes"}))
@router.callback_query(Open.filter(F.screen == "wishes"))
async def open_wishes(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """Everything said so far."""
    await state.clear()
    return show(event, await _overview(session, await wishes.mine(session, actor), t))


async def _overview(session: AsyncSession, mine: Mine, t: Translate) -> Screen:
    names = {each.id: short_direction(each.name) for each in await season_queries.directions(session, retired=True)}
    ranked = [f"{place}. {names.get(each, each)}" for place, each in enumerate(mine.directions, start=1)]
    nothing = t.plain("wishes-nothing")
    text = t(
        "wishes",
        directions="; ".join(ranked) or nothing,
        roles=", ".join(t.plain(f"team-role-{role.value}") for role in mine.roles) or nothing,
        skills=mine.skills or nothing,
        want=", ".join(tie.label for tie in mine.of(TieKind.WANT)) or nothing,
        apart=", ".join(tie.label for tie in mine.of(TieKind.APART)) or nothing,
        closed=not mine.open,
    )
    rows = [
        [
            button(t.plain("wishes-button-directions"), WishDirection()),
            button(t.plain("wishes-button-roles"), WishRole()),
        ],
        [button(t.plain("wishes-button-skills"), WishSkills())],
        [
            button(t.plain("wishes-button-want"), WishPeople(kind=TieKind.WANT)),
            button(t.plain("wishes-button-apart"), WishPeople(kind=TieKind.APART)),
        ],
    ]
    return Screen(text, keyboard([*(rows if mine.open else []), [to_menu(t)]]))


@router.callback_query(WishDirection.filter())
async def choose_direction(
    query: CallbackQuery,
    callback_data: WishDirection,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
) -> Reply:
    """Tap after tap: first, second, third; one more tap takes it out."""
    if callback_data.value:
        await wishes.choose_direction(session, actor, callback_data.value, now=now)
    chosen = (await wishes.mine(session, actor)).directions
    rows = await ranked_rows(session, chosen, lambda value: WishDirection(value=value), t)
    text = t("wishes-directions-ask", most=MOST_DIRECTIONS)
    return show(query, Screen(text, keyboard([*rows, [back_to("wishes", t)]])))


@router.callback_query(WishRole.filter())
async def choose_role(
    query: CallbackQuery, callback_data: WishRole, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """What one would like to be."""
    if callback_data.role is not None:
        await wishes.choose_role(session, actor, callback_data.role, now=now)
    chosen = (await wishes.mine(session, actor)).roles
    buttons = [
        button(
            t.plain("wishes-chosen", on=role in chosen, name=t.plain(f"team-role-{role.value}")), WishRole(role=role)
        )
        for role in TeamRole
    ]
    rows = beside(buttons)
    return show(query, Screen(t("wishes-roles-ask", most=MOST_ROLES), keyboard([*rows, [back_to("wishes", t)]])))


@router.callback_query(WishSkills.filter())
async def ask_skills(
    query: CallbackQuery, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """One message in one's own words."""
    await wishes.mine(session, actor)
    await state.set_state(Wishing.skills)
    return show(query, Screen(t("wishes-skills-ask", limit=SKILLS_LIMIT), keyboard([[back_to("wishes", t)]])))


@router.message(Wishing.skills, F.text, ~F.text.startswith("/"))
async def take_skills(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """Kept as typed."""
    await wishes.tell_skills(session, actor, message.text or "", now=now)
    await state.clear()
    return send(message, await _overview(session, await wishes.mine(session, actor), t))


@router.callback_query(WishPeople.filter())
async def ask_person(
    query: CallbackQuery,
    callback_data: WishPeople,
    session: AsyncSession,
    actor: Person,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """Who is on the list; a number or a name adds to it, a tap takes off."""
    await state.set_state(Wishing.person)
    await state.set_data({"kind": callback_data.kind.value})
    return show(query, _people_screen(await wishes.mine(session, actor), callback_data.kind, t))


def _people_screen(mine: Mine, kind: TieKind, t: Translate) -> Screen:
    rows = [[button(t.plain("wishes-drop", name=tie.label), WishDrop(kind=kind, tie=tie.id))] for tie in mine.of(kind)]
    text = t("wishes-people-ask", kind=kind.value, most=MOST_TIES[kind])
    return Screen(text, keyboard([*rows, [back_to("wishes", t)]]))


@router.message(Wishing.person, F.text, ~F.text.startswith("/"))
async def take_person(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """Somebody more; the list waits for the next one."""
    kind = TieKind((await state.get_data())["kind"])
    await wishes.name_person(session, actor, kind, message.text or "", now=now)
    return send(message, _people_screen(await wishes.mine(session, actor), kind, t))


@router.callback_query(WishDrop.filter())
async def drop(
    query: CallbackQuery, callback_data: WishDrop, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Off the list."""
    await wishes.drop(session, actor, callback_data.tie, now=now)
    return show(query, _people_screen(await wishes.mine(session, actor), callback_data.kind, t))


@router.message(Wishing.skills, ~F.text)
@router.message(Wishing.person, ~F.text)
async def not_a_text(message: Message, t: Translate) -> Reply:
    """A voice, a photo, a sticker: the question stays."""
    return send(message, Screen(t("wishes-text-only"), keyboard([[back_to("wishes", t)]])))
