"""Who gets a broadcast: the parts of the choice, the people it reaches, choices kept by name."""

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Broadcast, Person
from bot.domain.access import Permission
from bot.domain.audiences import Audience, AudiencePart
from bot.domain.enums import BroadcastStatus
from bot.domain.errors import Stale
from bot.handlers.access import OfficeDoor
from bot.handlers.office import audience_screens as screens
from bot.handlers.office.audience_screens import AudiencePage, AudiencePeople, AudienceToggle, SavedAct
from bot.handlers.office.broadcast_callbacks import BroadcastDo
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import audiences, broadcasts, office
from bot.texts import Translate

router = Router(name="office-audiences")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())


class Naming(StatesGroup):
    """The next text is the name of the choice of the draft ``broadcast``."""

    typing = State()


async def audience_of(session: AsyncSession, broadcast: Broadcast, t: Translate, now: datetime) -> Screen:
    """The screen «Кому отправить»."""
    count = await audiences.recipients(session, broadcast, now=now)
    return screens.audience_screen(t, broadcast, count, await names_of(session, broadcast, t, now))


async def names_of(session: AsyncSession, broadcast: Broadcast, t: Translate, now: datetime) -> dict[str, str]:
    """The chosen values as people read them, by ``<part>:<value>``."""
    names: dict[str, str] = {}
    for part, values in Audience.from_dict(broadcast.audience).chosen.items():
        if part is AudiencePart.EARLIER:
            names |= {f"{part.value}:{v}": t.plain("broadcast-earlier", number=v.split(":")[0]) for v in values}
            continue
        for option in await audiences.options(session, part, now=now):
            names[f"{part.value}:{option.value}"] = screens.option_name(t, part, option)
    return names


async def draft_to_see(session: AsyncSession, actor: Person, broadcast_id: int) -> Broadcast:
    """A draft for a screen that only shows it. Raises Stale when it is none any more."""
    broadcast = await broadcasts.open_one(session, actor, broadcast_id)
    if broadcast.status is not BroadcastStatus.DRAFT:
        raise Stale("broadcast-moved-on")
    return broadcast


@router.callback_query(BroadcastDo.filter(F.act == "audience"))
async def open_audience(
    query: CallbackQuery,
    callback_data: BroadcastDo,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """Who gets it."""
    broadcast = await draft_to_see(session, actor, callback_data.id)
    await state.clear()
    return show(query, await audience_of(session, broadcast, t, now))


@router.callback_query(BroadcastDo.filter(F.act == "everybody"))
async def choose_everybody(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """No narrowing down."""
    broadcast = await audiences.to_everybody(session, actor, callback_data.id)
    return show(query, await audience_of(session, broadcast, t, now))


@router.callback_query(AudiencePage.filter())
async def open_part(
    query: CallbackQuery, callback_data: AudiencePage, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The values of one part."""
    broadcast = await draft_to_see(session, actor, callback_data.id)
    return show(query, await _options(session, broadcast, callback_data.part, callback_data.page, t, now))


@router.callback_query(AudienceToggle.filter())
async def toggle_value(
    query: CallbackQuery,
    callback_data: AudienceToggle,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
) -> Reply:
    """In or out."""
    await office.ensure_allowed(session, actor, Permission.BROADCAST)
    part = callback_data.part
    values = {screens.token(option.value): option.value for option in await audiences.options(session, part, now=now)}
    value = values.get(callback_data.token, "")
    broadcast = await audiences.toggle(session, actor, callback_data.id, part, value, now=now)
    return show(query, await _options(session, broadcast, part, callback_data.page, t, now))


async def _options(
    session: AsyncSession, broadcast: Broadcast, part: AudiencePart, page: int, t: Translate, now: datetime
) -> Screen:
    found = await audiences.options(session, part, now=now)
    count = await audiences.recipients(session, broadcast, now=now)
    return screens.options_screen(t, broadcast, part, found, page=page, count=count)


@router.callback_query(AudiencePeople.filter())
async def open_people(
    query: CallbackQuery,
    callback_data: AudiencePeople,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
) -> Reply:
    """Those who would get it, by name."""
    await office.ensure_allowed(session, actor, Permission.SEE_PEOPLE)
    broadcast = await draft_to_see(session, actor, callback_data.id)
    count = await audiences.recipients(session, broadcast, now=now)
    page = min(callback_data.page, max(count - 1, 0) // screens.PEOPLE_PAGE)
    offset = page * screens.PEOPLE_PAGE
    found = await audiences.examples(session, broadcast, now=now, offset=offset, limit=screens.PEOPLE_PAGE)
    return show(query, screens.people_screen(t, broadcast, found, page=page, count=count))


@router.callback_query(BroadcastDo.filter(F.act == "save"))
async def ask_for_name(
    query: CallbackQuery,
    callback_data: BroadcastDo,
    session: AsyncSession,
    actor: Person,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """«Как назвать?»"""
    broadcast = await draft_to_see(session, actor, callback_data.id)
    await state.set_state(Naming.typing)
    await state.set_data({"broadcast": broadcast.id})
    return show(query, screens.name_screen(t, broadcast.id))


@router.message(Naming.typing, F.text, ~F.text.startswith("/"))
async def take_name(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """The choice is kept."""
    broadcast_id = (await state.get_data()).get("broadcast", 0)
    broadcast = await audiences.save(session, actor, broadcast_id, message.text or "", now=now)
    await state.clear()
    return send(message, await audience_of(session, broadcast, t, now))


@router.message(Naming.typing, ~F.text)
async def not_a_name(message: Message, t: Translate) -> Reply:
    """A voice, a sticker."""
    return send(message, Screen(t("audience-name-ask")))


@router.callback_query(SavedAct.filter(F.act.in_({"list", "ask", "use", "forget"})))
async def saved_choices(
    query: CallbackQuery, callback_data: SavedAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The choices kept by name: looked through, used, forgotten."""
    broadcast = await draft_to_see(session, actor, callback_data.id)
    match callback_data.act:
        case "use":
            broadcast = await audiences.use(session, actor, callback_data.id, callback_data.saved)
            return show(query, await audience_of(session, broadcast, t, now))
        case "ask":
            return show(query, screens.forget_screen(t, broadcast.id, callback_data.saved))
        case "forget":
            await audiences.forget(session, actor, callback_data.saved, now=now)
    return show(query, screens.saved_screen(t, broadcast.id, await audiences.saved(session, actor)))
