"""What a broadcast says: the text, its English version, the files, the buttons."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Broadcast, Person
from bot.db.queries.audiences import Option
from bot.domain.access import Permission
from bot.domain.attachments import ALBUM_LIMIT, Attachment, FileKind, Link, Task, buttons_from
from bot.domain.paging import page_count
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import PageNumber, RowId
from bot.handlers.keyboards import button, keyboard, page_row
from bot.handlers.office import broadcast_screens as screens
from bot.handlers.office.audiences import audience_of, draft_to_see
from bot.handlers.office.broadcast_callbacks import BroadcastDo, do
from bot.handlers.office.broadcast_launch import confirm_of
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import broadcast_content, office
from bot.texts import Translate, join_lines

router = Router(name="office-broadcast-content")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())

_PAGE = 8


class Composing(StatesGroup):
    """The next message is the text of a broadcast, its English version, a file or a link; the data names the
    ``broadcast`` (none: a new one) and the ``album`` whose files are coming."""

    writing = State()
    translating = State()
    attaching = State()
    linking = State()


class TaskChoice(CallbackData, prefix="bca"):
    """The broadcast asks for this."""

    id: RowId
    task: Task
    subject: RowId


class ButtonsPage(CallbackData, prefix="bcb"):
    """A page of what a broadcast may ask for."""

    id: RowId
    page: PageNumber = 0


@router.callback_query(BroadcastDo.filter(F.act.in_({"new", "text"})))
async def ask_for_text(
    query: CallbackQuery,
    callback_data: BroadcastDo,
    session: AsyncSession,
    actor: Person,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """«Пришлите текст…»"""
    await office.ensure_allowed(session, actor, Permission.BROADCAST)
    await state.set_state(Composing.writing)
    await state.set_data({"broadcast": callback_data.id})
    return show(query, screens.compose_screen(t))


@router.message(Composing.writing, F.text & ~F.text.startswith("/") | F.photo | F.document)
async def take_text(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """The text with its formatting, or a file with its caption; of an album more is to come."""
    known = (await state.get_data()).get("broadcast") or None
    broadcast = await broadcast_content.compose(
        session, actor, text_html=_html(message), file=_file(message), broadcast_id=known, now=now
    )
    if message.media_group_id is not None:
        await state.set_state(Composing.attaching)
        await state.set_data({"broadcast": broadcast.id, "album": message.media_group_id})
        return send(message, _files_screen(t, broadcast))
    await state.clear()
    if known is not None:
        return send(message, await confirm_of(session, broadcast, t, now))
    return send(message, await audience_of(session, broadcast, t, now))


def _html(message: Message) -> str:
    return message.html_text if message.text or message.caption else ""


def _file(message: Message) -> Attachment | None:
    if message.photo:
        return Attachment(FileKind.PHOTO, message.photo[-1].file_id)
    if message.document is not None:
        return Attachment(FileKind.DOCUMENT, message.document.file_id)
    return None


@router.message(Composing.writing, ~F.text)
@router.message(Composing.attaching, ~F.photo & ~F.document)
async def not_a_text(message: Message, t: Translate) -> Reply:
    """A voice, a sticker."""
    return send(message, Screen(t("broadcast-text-or-file")))


@router.callback_query(BroadcastDo.filter(F.act == "english"))
async def ask_for_english(
    query: CallbackQuery,
    callback_data: BroadcastDo,
    session: AsyncSession,
    actor: Person,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """«Пришлите английскую версию…»"""
    broadcast = await draft_to_see(session, actor, callback_data.id)
    await state.set_state(Composing.translating)
    await state.set_data({"broadcast": broadcast.id})
    drop = [do(t, "no-english", broadcast.id)] if broadcast.text_html_en else []
    return show(query, Screen(t("broadcast-english-ask"), keyboard([drop, [_back(t, broadcast.id)]])))


def _back(t: Translate, broadcast_id: int) -> InlineKeyboardButton:
    return button(t.plain("button-back"), BroadcastDo(act="check", id=broadcast_id))


@router.message(Composing.translating, F.text, ~F.text.startswith("/"))
async def take_english(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> list[Reply]:
    """The version for those who read English, as they will see it."""
    broadcast_id = (await state.get_data()).get("broadcast", 0)
    broadcast = await broadcast_content.translate(session, actor, broadcast_id, message.html_text)
    await state.clear()
    return [
        *screens.as_received(t, broadcast, message.chat.id),
        send(message, await confirm_of(session, broadcast, t, now)),
    ]


@router.callback_query(BroadcastDo.filter(F.act.in_({"no-english", "no-files", "no-buttons"})))
async def drop_a_part(
    query: CallbackQuery,
    callback_data: BroadcastDo,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """Without it."""
    match callback_data.act:
        case "no-english":
            broadcast = await broadcast_content.translate(session, actor, callback_data.id, "")
        case "no-files":
            broadcast = await broadcast_content.drop_files(session, actor, callback_data.id)
        case _:
            broadcast = await broadcast_content.drop_buttons(session, actor, callback_data.id)
    await state.clear()
    return show(query, await confirm_of(session, broadcast, t, now))


@router.callback_query(BroadcastDo.filter(F.act == "files"))
async def ask_for_files(
    query: CallbackQuery,
    callback_data: BroadcastDo,
    session: AsyncSession,
    actor: Person,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """«Пришлите фото или документы…»"""
    broadcast = await draft_to_see(session, actor, callback_data.id)
    await state.set_state(Composing.attaching)
    await state.set_data({"broadcast": broadcast.id})
    return show(query, _files_screen(t, broadcast))


def _files_screen(t: Translate, broadcast: Broadcast) -> Screen:
    drop = [do(t, "no-files", broadcast.id)] if broadcast.files else []
    ready = button(t.plain("broadcast-do-ready"), BroadcastDo(act="preview", id=broadcast.id))
    to_whom = [] if broadcast.audience else [do(t, "audience", broadcast.id)]
    text = t("broadcast-files-ask", count=len(broadcast.files), limit=ALBUM_LIMIT)
    return Screen(text, keyboard([[ready], to_whom, drop]))


@router.message(Composing.attaching, F.photo | F.document)
async def take_file(
    message: Message, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply | None:
    """One more file; an album is answered once."""
    data = await state.get_data()
    file = _file(message)
    if file is None:
        return None
    broadcast = await broadcast_content.add_file(session, actor, data.get("broadcast", 0), file)
    if message.media_group_id is not None and message.media_group_id == data.get("album"):
        return None
    await state.update_data(album=message.media_group_id)
    return send(message, _files_screen(t, broadcast))


@router.callback_query(BroadcastDo.filter(F.act == "buttons"))
async def ask_for_buttons(
    query: CallbackQuery,
    callback_data: BroadcastDo,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """«Пришлите ссылку…», or a task to be chosen."""
    broadcast = await draft_to_see(session, actor, callback_data.id)
    await state.set_state(Composing.linking)
    await state.set_data({"broadcast": broadcast.id})
    return show(query, await _buttons_screen(session, broadcast, t, now, page=0))


@router.callback_query(ButtonsPage.filter())
async def turn_buttons(
    query: CallbackQuery, callback_data: ButtonsPage, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Another page of tasks."""
    broadcast = await draft_to_see(session, actor, callback_data.id)
    return show(query, await _buttons_screen(session, broadcast, t, now, page=callback_data.page))


async def _buttons_screen(
    session: AsyncSession, broadcast: Broadcast, t: Translate, now: datetime, *, page: int
) -> Screen:
    found = await broadcast_content.tasks(session, now=now)
    page = min(page, max(len(found) - 1, 0) // _PAGE)
    rows = [[_task_button(t, broadcast.id, each)] for each in found[page * _PAGE : (page + 1) * _PAGE]]
    pages = page_count(len(found), _PAGE)
    rows.append(
        list(page_row(t, page=page, pages=pages, data=lambda number: ButtonsPage(id=broadcast.id, page=number)))
    )
    if broadcast.buttons:
        rows.append([do(t, "no-buttons", broadcast.id)])
    labels = [
        each.label if isinstance(each, Link) else t.plain(f"broadcast-task-{each.task.value}")
        for each in buttons_from(broadcast.buttons)
    ]
    there = join_lines(t("broadcast-button-line", label=label) for label in labels)
    text = t("broadcast-buttons-ask", count=len(labels), there=there)
    return Screen(text, keyboard([*rows, [_back(t, broadcast.id)]]))


def _task_button(t: Translate, broadcast_id: int, option: Option) -> InlineKeyboardButton:
    task, _, subject = option.value.partition(":")
    label = t.plain(f"broadcast-choose-{task}", name=option.name)
    return button(label, TaskChoice(id=broadcast_id, task=Task(task), subject=int(subject)))


@router.callback_query(TaskChoice.filter())
async def choose_task(
    query: CallbackQuery, callback_data: TaskChoice, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The broadcast asks for this."""
    broadcast = await broadcast_content.ask_for(
        session, actor, callback_data.id, callback_data.task, callback_data.subject, now=now
    )
    return show(query, await _buttons_screen(session, broadcast, t, now, page=0))


@router.message(Composing.linking, F.text, ~F.text.startswith("/"))
async def take_link(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """A button that opens an address."""
    broadcast_id = (await state.get_data()).get("broadcast", 0)
    broadcast = await broadcast_content.add_link(session, actor, broadcast_id, message.text or "")
    return send(message, await _buttons_screen(session, broadcast, t, now, page=0))


@router.message(Composing.translating, ~F.text)
@router.message(Composing.linking, ~F.text)
async def text_only(message: Message, t: Translate) -> Reply:
    """A voice, a sticker, a photo."""
    return send(message, Screen(t("broadcast-text-only")))
