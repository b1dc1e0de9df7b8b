"""After a broadcast: the next one to those who have not done it, correction, recall, the call list."""

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.handlers.access import OfficeDoor
from bot.handlers.keyboards import keyboard
from bot.handlers.office import broadcast_screens as screens
from bot.handlers.office.broadcast_callbacks import BroadcastDo, do
from bot.handlers.office.broadcast_launch import confirm_of, place_of, show_card
from bot.handlers.screens import Reply, Screen, send, show
from bot.papers import made
from bot.papers.calls import CALL_LIST
from bot.services import broadcast_after, broadcasts
from bot.texts import Translate

router = Router(name="office-broadcast-after")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())


class Correcting(StatesGroup):
    """The next text is what the ``broadcast`` should have said (``english``: to those who read English)."""

    typing = State()


@router.callback_query(BroadcastDo.filter(F.act == "repeat"))
async def repeat(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> list[Reply]:
    """«Не выполнившим»: a draft of the same words."""
    broadcast = await broadcast_after.repeat_to_undone(session, actor, callback_data.id, now=now)
    screen = await confirm_of(session, broadcast, t, now)
    return [*screens.as_received(t, broadcast, query.from_user.id), send(query, screen)]


@router.callback_query(BroadcastDo.filter(F.act.in_({"correct", "correct-en"})))
async def ask_for_correction(
    query: CallbackQuery,
    callback_data: BroadcastDo,
    session: AsyncSession,
    actor: Person,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """«Пришлите исправленный текст…»"""
    broadcast = await broadcasts.open_one(session, actor, callback_data.id)
    english = callback_data.act == "correct-en"
    await state.set_state(Correcting.typing)
    await state.set_data({"broadcast": broadcast.id, "english": english})
    other = [do(t, "correct-en", broadcast.id)] if broadcast.text_html_en and not english else []
    text = t("broadcast-correct-ask", english="yes" if english else "no")
    return send(query, Screen(text, keyboard([other, [do(t, "look", broadcast.id)]])))


@router.message(Correcting.typing, F.text, ~F.text.startswith("/"))
async def take_correction(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """What has arrived is edited."""
    data = await state.get_data()
    broadcast = await broadcast_after.correct(
        session, actor, data.get("broadcast", 0), message.html_text, english=bool(data.get("english")), now=now
    )
    await state.clear()
    report = keyboard([[do(t, "report", broadcast.id)]])
    return send(message, Screen(t("broadcast-corrected", number=broadcast.id), report))


@router.message(Correcting.typing, ~F.text)
async def not_a_correction(message: Message, t: Translate) -> Reply:
    """A voice, a sticker, a photo."""
    return send(message, Screen(t("broadcast-text-only")))


@router.callback_query(BroadcastDo.filter(F.act == "recall"))
async def ask_to_recall(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Удалить у всех?»"""
    broadcast = await broadcasts.open_one(session, actor, callback_data.id)
    state = await broadcasts.progress(session, broadcast, now=now)
    rows = [[do(t, "delete", broadcast.id)], [do(t, "open", broadcast.id)]]
    return show(query, Screen(t("broadcast-recall-ask", count=state.sent), keyboard(rows)))


@router.callback_query(BroadcastDo.filter(F.act == "delete"))
async def recall(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """It disappears from the chats; this message shows how far that is."""
    broadcast = await broadcast_after.recall(session, actor, callback_data.id, now=now)
    broadcasts.attach(broadcast, place_of(query))
    return await show_card(query, session, broadcast, t, now)


@router.callback_query(BroadcastDo.filter(F.act == "calls"))
async def call_list(
    query: CallbackQuery, callback_data: BroadcastDo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Whom it did not reach, to be called."""
    broadcast = await broadcast_after.ask_for_call_list(session, actor, callback_data.id, now=now)
    caption = t("broadcast-calls", number=broadcast.id)
    return SendDocument(chat_id=query.from_user.id, document=made(CALL_LIST, t, str(broadcast.id)), caption=caption)
