"""The office's checklists: which events ask for documents, what they ask for, until when."""

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open
from bot.handlers.office import document_screens as screens
from bot.handlers.office.document_callbacks import DocumentAct, DocumentEvents, DocumentsOf
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import document_office
from bot.texts import Translate

router = Router(name="office-documents")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())


class Listing(StatesGroup):
    """The next text is a new entry of the ``event`` of the data, or the ``part`` of the ``item``."""

    typing = State()


@router.callback_query(Open.filter(F.screen == "documents"))
async def open_events(query: CallbackQuery, session: AsyncSession, actor: Person, now: datetime, t: Translate) -> Reply:
    """The events that ask for documents."""
    return show(query, await _events(session, actor, 0, now, t))


@router.callback_query(DocumentEvents.filter())
async def turn_page(
    query: CallbackQuery, callback_data: DocumentEvents, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """Another page."""
    return show(query, await _events(session, actor, callback_data.page, now, t))


async def _events(session: AsyncSession, actor: Person, page: int, now: datetime, t: Translate) -> Screen:
    lines, total = await document_office.open_list(
        session, actor, offset=page * screens.PAGE, limit=screens.PAGE, now=now
    )
    return screens.event_list(lines, total, page, t)


@router.callback_query(DocumentsOf.filter(F.act == "open"))
async def open_checklist(
    query: CallbackQuery, callback_data: DocumentsOf, session: AsyncSession, actor: Person, state: FSMContext,
    t: Translate,
) -> Reply:  # fmt: skip
    """What an event asks for."""
    await state.clear()
    return show(query, await _checklist(session, actor, callback_data.event, t))


async def _checklist(session: AsyncSession, actor: Person, event_id: int, t: Translate, *, note: str = "") -> Screen:
    return screens.checklist(await document_office.open_checklist(session, actor, event_id), t, note=note)


@router.callback_query(DocumentsOf.filter(F.act == "add"))
async def ask_new(
    query: CallbackQuery, callback_data: DocumentsOf, session: AsyncSession, actor: Person, state: FSMContext,
    t: Translate,
) -> Reply:  # fmt: skip
    """«➕ Добавить»: its name is to be typed."""
    event = await document_office.open_to_change(session, actor, callback_data.event)
    await state.set_state(Listing.typing)
    await state.set_data({"event": event.id})
    return show(query, screens.ask_new(event, t))


@router.callback_query(DocumentsOf.filter(F.act == "usual"))
async def add_usual(
    query: CallbackQuery, callback_data: DocumentsOf, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The season's usual list."""
    added = await document_office.add_usual(session, actor, callback_data.event, now=now)
    note = t("documents-usual-added", count=added)
    return show(query, await _checklist(session, actor, callback_data.event, t, note=note))


@router.callback_query(DocumentAct.filter(F.act == "open"))
async def open_item(
    query: CallbackQuery, callback_data: DocumentAct, session: AsyncSession, actor: Person, state: FSMContext,
    t: Translate,
) -> Reply:  # fmt: skip
    """One entry."""
    await state.clear()
    return show(query, await _card(session, actor, callback_data.item, t))


async def _card(session: AsyncSession, actor: Person, item_id: int, t: Translate) -> Screen:
    return screens.item_card(*await document_office.open_item(session, actor, item_id), t)


@router.callback_query(DocumentAct.filter(F.act.in_({"title", "note", "due"})))
async def ask_part(
    query: CallbackQuery, callback_data: DocumentAct, session: AsyncSession, actor: Person, state: FSMContext,
    t: Translate,
) -> Reply:  # fmt: skip
    """Something of an entry is to be typed."""
    event, item, _ = await document_office.open_item(session, actor, callback_data.item)
    await state.set_state(Listing.typing)
    await state.set_data({"item": item.id, "part": callback_data.act})
    return show(query, screens.ask_part(event, item, callback_data.act, t))


@router.message(Listing.typing, F.text, ~F.text.startswith("/"))
async def take_text(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """A new entry, or a part of one; what is refused may be typed again."""
    data, typed = await state.get_data(), message.text or ""
    if "event" in data:
        await document_office.add(session, actor, int(data["event"]), typed, now=now)
        # Several are typed one after another.
        return send(message, await _checklist(session, actor, int(data["event"]), t, note=t("documents-added")))
    item_id = int(data["item"])
    match data["part"]:
        case "title":
            await document_office.rename(session, actor, item_id, typed, now=now)
        case "note":
            await document_office.note(session, actor, item_id, typed, now=now)
        case _:
            await document_office.set_due(session, actor, item_id, typed, now=now)
    await state.clear()
    return send(message, await _card(session, actor, item_id, t))


@router.message(Listing.typing)
async def not_a_text(message: Message, t: Translate) -> Reply:
    """A picture is no name, and no document is ever kept here."""
    return send(message, Screen(t("documents-text-only")))


@router.callback_query(DocumentAct.filter(F.act.in_({"unnote", "undue"})))
async def clear_part(
    query: CallbackQuery, callback_data: DocumentAct, session: AsyncSession, actor: Person, state: FSMContext,
    now: datetime, t: Translate,
) -> Reply:  # fmt: skip
    """Without a note, or due only at the start."""
    if callback_data.act == "unnote":
        await document_office.note(session, actor, callback_data.item, "", now=now)
    else:
        await document_office.set_due(session, actor, callback_data.item, None, now=now)
    await state.clear()
    return show(query, await _card(session, actor, callback_data.item, t))


@router.callback_query(DocumentAct.filter(F.act == "up"))
async def move_up(
    query: CallbackQuery, callback_data: DocumentAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """One place up in the list."""
    event = await document_office.move_up(session, actor, callback_data.item, now=now)
    return show(query, await _checklist(session, actor, event.id, t))


@router.callback_query(DocumentAct.filter(F.act == "ask"))
async def ask_removal(
    query: CallbackQuery, callback_data: DocumentAct, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """«Убрать?»"""
    _, item, progress = await document_office.open_item(session, actor, callback_data.item)
    return show(query, screens.removal(item, progress, t))


@router.callback_query(DocumentAct.filter(F.act == "drop"))
async def drop(
    query: CallbackQuery, callback_data: DocumentAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Off the list."""
    event = await document_office.remove(session, actor, callback_data.item, now=now)
    return show(query, await _checklist(session, actor, event.id, t, note=t("documents-dropped")))
