"""A broadcast on its way out: when it leaves, the confirmation, the second administrator, the way back."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings
from bot.db.models import Broadcast, Person
from bot.domain.access import Permission
from bot.domain.enums import BroadcastStatus
from bot.domain.errors import Stale
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import RowId
from bot.handlers.keyboards import button, keyboard
from bot.handlers.office import broadcast_screens as screens
from bot.handlers.office.audiences import draft_to_see, names_of
from bot.handlers.office.broadcast_callbacks import BroadcastDo
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import audiences, broadcast_launch, broadcasts, office, seasons
from bot.services.broadcasts import Card
from bot.texts import Translate

router = Router(name="office-broadcast-launch")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())

_EVENING, _MORNING = time(18), time(10)


class WhenAct(CallbackData, prefix="bcm"):
    """``now``, ``today``, ``tomorrow``: the moment; ``local``, ``night``: how it is meant."""

    act: str
    id: RowId


class Scheduling(StatesGroup):
    """The next text is the moment at which the draft ``broadcast`` leaves."""

    typing = State()


async def confirm_of(session: AsyncSession, broadcast: Broadcast, t: Translate, now: datetime) -> Screen:
    """The screen that sends a draft."""
    count = await audiences.recipients(session, broadcast, now=now)
    names = await names_of(session, broadcast, t, now)
    examples = await audiences.examples(session, broadcast, now=now, limit=screens.EXAMPLES)
    return screens.confirm_screen(t, broadcast, count, names, examples)


def place_of(event: Message | CallbackQuery) -> Card | None:
    """The tapped message, which can become a card."""
    if isinstance(event, CallbackQuery) and isinstance(event.message, Message) and event.message.text is not None:
        return Card(event.message.chat.id, event.message.message_id)
    return None


async def show_card(
    query: CallbackQuery, session: AsyncSession, broadcast: Broadcast, t: Translate, now: datetime
) -> Reply:
    """How far the broadcast is, in the tapped message."""
    await session.flush()
    text, markup = screens.card(t, await broadcasts.progress(session, broadcast, now=now), None)
    return show(query, Screen(text, markup))


@router.callback_query(BroadcastDo.filter(F.act == "send"))
async def confirm(
    query: CallbackQuery,
    callback_data: BroadcastDo,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
    settings: Settings,
) -> Reply:
    """It will go; this message becomes its card."""
    broadcast = await broadcast_launch.confirm(
        session,
        actor,
        callback_data.id,
        card=place_of(query),
        second_above=settings.second_administrator_above,
        now=now,
    )
    return await show_card(query, session, broadcast, t, now)


@router.callback_query(BroadcastDo.filter(F.act == "hurry"))
async def hurry(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Не ждать»."""
    broadcast = await broadcast_launch.start_now(session, actor, callback_data.id, now=now)
    return await show_card(query, session, broadcast, t, now)


@router.callback_query(BroadcastDo.filter(F.act == "take-back"))
async def take_back(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Отозвать»: a draft again."""
    broadcast = await broadcast_launch.take_back(session, actor, callback_data.id, now=now)
    return show(query, await confirm_of(session, broadcast, t, now))


@router.callback_query(BroadcastDo.filter(F.act == "review"))
async def review(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> list[Reply]:
    """The second administrator looks at it."""
    await office.ensure_allowed(session, actor, Permission.APPROVE_BROADCASTS)
    broadcast = await broadcasts.open_one(session, actor, callback_data.id)
    if broadcast.status is not BroadcastStatus.APPROVAL:
        raise Stale("broadcast-moved-on")
    screen = screens.review_screen(t, broadcast, await names_of(session, broadcast, t, now))
    return [*screens.as_received(t, broadcast, query.from_user.id), send(query, screen)]


@router.callback_query(BroadcastDo.filter(F.act.in_({"approve", "refuse"})))
async def answer(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Подтверждаю» or «Вернуть»."""
    act = broadcast_launch.approve if callback_data.act == "approve" else broadcast_launch.refuse
    broadcast = await act(session, actor, callback_data.id, now=now)
    key = "broadcast-approved" if callback_data.act == "approve" else "broadcast-refused"
    return show(
        query, Screen(t(key, broadcast=broadcast.id), screens.answered_keyboard(t, {"broadcast": broadcast.id}))
    )


@router.callback_query(BroadcastDo.filter(F.act == "when"))
async def open_when(
    query: CallbackQuery,
    callback_data: BroadcastDo,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """When it leaves: a button, or a typed moment."""
    broadcast = await draft_to_see(session, actor, callback_data.id)
    await state.set_state(Scheduling.typing)
    await state.set_data({"broadcast": broadcast.id})
    return show(query, await _when(session, broadcast, t, now))


async def _when(session: AsyncSession, broadcast: Broadcast, t: Translate, now: datetime) -> Screen:
    def choice(act: str, mark: str = "") -> list[InlineKeyboardButton]:
        return [button(mark + t.plain(f"broadcast-when-{act}"), WhenAct(act=act, id=broadcast.id))]

    zone = (await seasons.current(session)).zone
    rows = [choice("now", "✅ " if broadcast.send_at is None else "")]
    rows += [choice(act) for act in ("today", "tomorrow") if _moment(act, zone, now) > now]
    if broadcast.send_at is not None:
        rows.append(choice("local", "✅ " if broadcast.local_time else "▫️ "))
    rows.append(choice("night", "▫️ " if broadcast.ignores_quiet else "✅ "))
    rows.append([button(t.plain("button-back"), BroadcastDo(act="check", id=broadcast.id))])
    return Screen(f"{screens.when_line(t, broadcast)}\n\n{t('broadcast-when-ask')}", keyboard(rows))


def _moment(act: str, zone: str, now: datetime) -> datetime:
    here = now.astimezone(ZoneInfo(zone))
    day, clock = (here.date(), _EVENING) if act == "today" else (here.date() + timedelta(days=1), _MORNING)
    return datetime.combine(day, clock, here.tzinfo)


@router.callback_query(WhenAct.filter(F.act.in_({"now", "today", "tomorrow"})))
async def choose_moment(
    query: CallbackQuery, callback_data: WhenAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """A moment by a button."""
    at = None
    if callback_data.act != "now":
        at = _moment(callback_data.act, (await seasons.current(session)).zone, now)
    broadcast = await broadcast_launch.set_moment(session, actor, callback_data.id, at, now=now)
    return show(query, await _when(session, broadcast, t, now))


@router.callback_query(WhenAct.filter(F.act.in_({"local", "night"})))
async def choose_manner(
    query: CallbackQuery, callback_data: WhenAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """By whose clock; whether at night too."""
    act = broadcast_launch.toggle_local_time if callback_data.act == "local" else broadcast_launch.toggle_quiet
    return show(query, await _when(session, await act(session, actor, callback_data.id), t, now))


@router.message(Scheduling.typing, F.text, ~F.text.startswith("/"))
async def take_moment(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """A moment as it is typed."""
    broadcast_id = (await state.get_data()).get("broadcast", 0)
    broadcast = await broadcast_launch.set_typed_moment(session, actor, broadcast_id, message.text or "", now=now)
    return send(message, await _when(session, broadcast, t, now))


@router.message(Scheduling.typing, ~F.text)
async def not_a_moment(message: Message, t: Translate) -> Reply:
    """A voice, a sticker."""
    return send(message, Screen(t("broadcast-when-ask")))


@router.callback_query(BroadcastDo.filter(F.act == "check"))
async def check(
    query: CallbackQuery,
    callback_data: BroadcastDo,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """Back to the button that sends it; the preview stands above."""
    broadcast = await draft_to_see(session, actor, callback_data.id)
    await state.clear()
    return show(query, await confirm_of(session, broadcast, t, now))
