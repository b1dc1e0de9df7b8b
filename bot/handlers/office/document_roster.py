"""Who has handed in what for an event: a list of people, and a tap a document for one of them."""

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.documents import parse_valid_until
from bot.domain.paging import page_count
from bot.handlers.access import OfficeDoor
from bot.handlers.office import document_screens as screens
from bot.handlers.office import name_search
from bot.handlers.office.document_callbacks import (
    DocumentExport,
    DocumentFolder,
    DocumentMarking,
    DocumentRoster,
    DocumentTerm,
)
from bot.handlers.screens import Reply, Screen, send, show
from bot.papers import made
from bot.papers.documents import DOCUMENTS
from bot.services import document_exports, document_office
from bot.services.documents import Folder
from bot.texts import Translate

router = Router(name="office-document-roster")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())


class Collecting(StatesGroup):
    """``name``: the list is open, what is typed is a part of a name (the data: ``event``, ``item``, ``typed``); ``term``: the
    next text is until when a document is valid (also ``document``, ``person``, ``version``, ``page``)."""

    name = State()
    term = State()


@router.callback_query(DocumentRoster.filter())
async def open_roster(
    query: CallbackQuery, callback_data: DocumentRoster, session: AsyncSession, actor: Person, state: FSMContext,
    now: datetime, t: Translate,
) -> Reply:  # fmt: skip
    """A page of those who go; another event begins the search anew."""
    typed = await name_search.go_on(state, Collecting.name, event=callback_data.event, item=callback_data.item)
    return show(query, await _roster(session, actor, callback_data, typed, now, t))


@router.message(Collecting.name, F.text, ~F.text.startswith("/"))
async def search(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """A part of a name."""
    data = await name_search.look_for(message, state)
    where = DocumentRoster(event=data["event"], item=data["item"])
    return send(message, await _roster(session, actor, where, data["typed"], now, t))


async def _roster(
    session: AsyncSession, actor: Person, where: DocumentRoster, typed: str, now: datetime, t: Translate
) -> Screen:
    size = screens.PEOPLE_PAGE
    people = await document_office.read_roster(
        session, actor, where.event, item_id=where.item, typed=typed, offset=where.page * size, limit=size, now=now
    )
    last = page_count(people.roster.total, size) - 1
    if where.page > last:
        # Who has brought what was missing leaves the list, and with the last of them its last page.
        return await _roster(session, actor, where.model_copy(update={"page": last}), typed, now, t)
    return screens.roster(people, where.page, typed, t)


async def _folder(found: Folder, page: int, state: FSMContext, now: datetime, t: Translate) -> Screen:
    """A person, and the way back to the list as it was chosen."""
    data = await state.get_data()
    item = int(data.get("item", 0)) if data.get("event") == found.event.id else 0
    return screens.folder(found, DocumentRoster(event=found.event.id, item=item, page=page), now, t)


@router.callback_query(DocumentFolder.filter())
async def open_folder(
    query: CallbackQuery, callback_data: DocumentFolder, session: AsyncSession, actor: Person, state: FSMContext,
    now: datetime, t: Translate,
) -> Reply:  # fmt: skip
    """One person."""
    if await state.get_state() == Collecting.term.state:
        await state.set_state(Collecting.name)
    found = await document_office.open_folder(session, actor, callback_data.event, callback_data.person, now=now)
    return show(query, await _folder(found, callback_data.page, state, now, t))


@router.callback_query(DocumentMarking.filter())
async def mark(
    query: CallbackQuery, callback_data: DocumentMarking, session: AsyncSession, actor: Person, state: FSMContext,
    now: datetime, t: Translate,
) -> Reply:  # fmt: skip
    """Handed in, checked, or missing after all."""
    item_id, person_id = callback_data.item, callback_data.person
    await document_office.mark(
        session, actor, item_id, person_id, callback_data.status, version=callback_data.version, now=now
    )
    found, _ = await document_office.open_document(session, actor, item_id, person_id, now=now)
    return show(query, await _folder(found, callback_data.page, state, now, t))


@router.callback_query(DocumentTerm.filter())
async def ask_term(
    query: CallbackQuery, callback_data: DocumentTerm, session: AsyncSession, actor: Person, state: FSMContext,
    now: datetime, t: Translate,
) -> Reply:  # fmt: skip
    """Until when is it valid? Or no term is known."""
    item_id, person_id, page = callback_data.item, callback_data.person, callback_data.page
    if callback_data.none:
        await document_office.set_valid_until(
            session, actor, item_id, person_id, None, version=callback_data.version, now=now
        )
    found, document = await document_office.open_document(session, actor, item_id, person_id, now=now)
    data = await state.get_data()
    chosen = data if data.get("event") == found.event.id else {"event": found.event.id, "item": 0, "typed": ""}
    if callback_data.none:
        await state.set_state(Collecting.name)
        await state.set_data(chosen)
        return show(query, await _folder(found, page, state, now, t))
    asked = {"document": item_id, "person": person_id, "version": callback_data.version, "page": page}
    await state.set_state(Collecting.term)
    await state.set_data({**chosen, **asked})
    return show(query, screens.ask_term(found, document, page, t))


@router.message(Collecting.term, F.text, ~F.text.startswith("/"))
async def take_term(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """A day; what is no day is asked again."""
    data = await state.get_data()
    until = parse_valid_until(message.text or "", today=now.date())
    item_id, person_id = int(data["document"]), int(data["person"])
    await document_office.set_valid_until(
        session, actor, item_id, person_id, until, version=int(data["version"]), now=now
    )
    found, _ = await document_office.open_document(session, actor, item_id, person_id, now=now)
    await state.set_state(Collecting.name)
    return send(message, await _folder(found, int(data["page"]), state, now, t))


@router.callback_query(DocumentExport.filter())
async def send_table(
    query: CallbackQuery, callback_data: DocumentExport, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """The table, made after the commit that notes it in the audit log."""
    event = await document_exports.ask_for(session, actor, callback_data.event, now=now)
    caption = t("documents-export-caption", title=event.title, at=now)
    return SendDocument(chat_id=query.from_user.id, document=made(DOCUMENTS, t, str(event.id)), caption=caption)


@router.message(Collecting.name)
@router.message(Collecting.term)
async def not_a_text(message: Message, t: Translate) -> Reply:
    """A scan is never kept."""
    return send(message, Screen(t("documents-text-only")))
