"""/broadcast: write, choose who gets it, look at it, send it, watch it."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Broadcast, Person
from bot.db.queries import broadcasts as queries
from bot.domain.access import Permission
from bot.domain.enums import BroadcastStatus
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open
from bot.handlers.office import broadcast_screens as screens
from bot.handlers.office.audiences import draft_to_see
from bot.handlers.office.broadcast_callbacks import BroadcastDo, BroadcastList
from bot.handlers.office.broadcast_launch import confirm_of, place_of, show_card
from bot.handlers.screens import Reply, send, show
from bot.services import broadcasts, office
from bot.texts import Translate

router = Router(name="office-broadcasts")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())


@router.message(Command("broadcast"))
@router.callback_query(Open.filter(F.screen == "broadcast"))
@router.callback_query(BroadcastDo.filter(F.act == "list"))
async def open_list(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """The list of broadcasts."""
    await state.clear()
    return await _list(event, session, actor, t, page=0)


@router.callback_query(BroadcastList.filter())
async def turn_page(
    query: CallbackQuery, callback_data: BroadcastList, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Another page of it."""
    return await _list(query, session, actor, t, page=max(callback_data.page, 0))


async def _list(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, t: Translate, *, page: int
) -> Reply:
    await office.ensure_allowed(session, actor, Permission.BROADCAST)
    await _release_card(event, session)
    found, total = await queries.page(session, offset=page * screens.PAGE, limit=screens.PAGE)
    return show(event, screens.list_screen(t, found, page=page, total=total))


async def _release_card(event: Message | CallbackQuery, session: AsyncSession) -> None:
    """The tapped message becomes another screen: if it was a live card, it is one no longer."""
    if (place := place_of(event)) is not None:
        await queries.release_card(session, chat_id=place.chat_id, message_id=place.message_id)


@router.callback_query(BroadcastDo.filter(F.act == "preview"))
async def preview(
    query: CallbackQuery,
    callback_data: BroadcastDo,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
    state: FSMContext,
) -> list[Reply]:
    """The message as recipients will see it, then the button that sends it."""
    broadcast = await draft_to_see(session, actor, callback_data.id)
    await state.clear()
    return await _preview(query, session, broadcast, t, now)


async def _preview(
    query: CallbackQuery, session: AsyncSession, broadcast: Broadcast, t: Translate, now: datetime
) -> list[Reply]:
    screen = await confirm_of(session, broadcast, t, now)
    return [*screens.as_received(t, broadcast, query.from_user.id), send(query, screen)]


@router.callback_query(BroadcastDo.filter(F.act == "test"))
async def test_send(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, t: Translate
) -> list[Reply]:
    """The message to oneself, as any recipient gets it."""
    broadcast = await draft_to_see(session, actor, callback_data.id)
    toast = AnswerCallbackQuery(callback_query_id=query.id, text=t.plain("broadcast-tested"))
    return [toast, *screens.as_received(t, broadcast, query.from_user.id)]


@router.callback_query(BroadcastDo.filter(F.act == "drop"))
async def drop(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """The draft is thrown away."""
    await broadcasts.discard(session, actor, callback_data.id)
    await session.flush()
    return await _list(query, session, actor, t, page=0)


@router.callback_query(BroadcastDo.filter(F.act.in_({"open", "report", "look", "refresh"})))
async def open_one(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply | list[Reply]:
    """A draft as its preview, anything else as its card; one under way lives on in this message."""
    broadcast = await broadcasts.open_one(session, actor, callback_data.id)
    if broadcast.status is BroadcastStatus.DRAFT:
        return await _preview(query, session, broadcast, t, now)
    place = place_of(query)
    running = broadcast.status not in (BroadcastStatus.DONE, BroadcastStatus.CANCELLED)
    if running and place is not None and broadcast.card_chat_id in (None, place.chat_id):
        broadcasts.attach(broadcast, place)
    return await show_card(query, session, broadcast, t, now)


@router.callback_query(BroadcastDo.filter(F.act.in_({"pause", "resume"})))
async def pause_or_resume(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Hold it, or let it go on."""
    act = broadcasts.pause if callback_data.act == "pause" else broadcasts.resume
    return await show_card(query, session, await act(session, actor, callback_data.id, now=now), t, now)


@router.callback_query(BroadcastDo.filter(F.act == "cancel"))
async def ask_to_cancel(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Точно?» The card is put aside meanwhile."""
    broadcast = await broadcasts.open_one(session, actor, callback_data.id)
    await _release_card(query, session)
    return show(
        query, screens.cancel_screen(t, broadcast.id, (await broadcasts.progress(session, broadcast, now=now)).left)
    )


@router.callback_query(BroadcastDo.filter(F.act == "stop"))
async def cancel(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """What has not left stays here."""
    broadcast = await broadcasts.cancel(session, actor, callback_data.id, now=now)
    broadcasts.attach(broadcast, place_of(query))
    return await show_card(query, session, broadcast, t, now)
