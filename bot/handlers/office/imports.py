"""«Загрузить»: a list of the office as a file, shown what it would change before anything does."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import FileImport, Person
from bot.domain.access import Permission
from bot.domain.enums import ImportState
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open, RowId
from bot.handlers.keyboards import Row, back_to, button, keyboard
from bot.handlers.notices import notice_keyboard
from bot.handlers.office.account_links import AccountLinkList
from bot.handlers.screens import Reply, Screen, send, show
from bot.papers import made
from bot.papers.import_files import ERRORS, TEMPLATE, first_of
from bot.services import file_imports, office
from bot.services.imports import Listed
from bot.texts import Translate, join_lines

router = Router(name="office-imports")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())

_SHOWN = 8
_LONGEST = 250


class ImportOf(CallbackData, prefix="imp"):
    """A list to be loaded: ask for the file, or send the one to fill in."""

    listed: Listed
    template: bool = False


class ImportAct(CallbackData, prefix="ima"):
    """``act`` on a file of one's own: open, load, errors, drop."""

    file: RowId
    act: str = "open"


class Importing(StatesGroup):
    """The office sends a file, or says why it comes after the call."""

    file = State()
    reason = State()


@router.message(Command("import"))
@router.callback_query(Open.filter(F.screen == "import"))
async def open_imports(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, state: FSMContext, t: Translate
) -> Reply:
    """What is in the file?"""
    await office.ensure_allowed(session, actor, Permission.IMPORT)
    await state.clear()
    rows = [[button(t.plain(f"import-button-{each.value}"), ImportOf(listed=each))] for each in Listed]
    rows.append([button(t.plain("account-links-make"), AccountLinkList())])
    return show(event, Screen(t("import-choose"), keyboard([*rows, [back_to("office", t)]])))


@router.callback_query(ImportOf.filter(F.template))
async def send_template(
    query: CallbackQuery, callback_data: ImportOf, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """The file to fill in."""
    await office.ensure_allowed(session, actor, Permission.IMPORT)
    return SendDocument(
        chat_id=query.from_user.id,
        document=made(TEMPLATE, t, callback_data.listed.value),
        caption=t("import-template-caption"),
    )


@router.callback_query(ImportOf.filter())
async def ask_file(
    query: CallbackQuery,
    callback_data: ImportOf,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    t: Translate,
) -> Reply:
    """The file, please."""
    await office.ensure_allowed(session, actor, Permission.IMPORT)
    await state.set_state(Importing.file)
    await state.set_data({"listed": callback_data.listed.value})
    rows = [
        [button(t.plain("import-template"), ImportOf(listed=callback_data.listed, template=True))],
        [back_to("import", t)],
    ]
    text = t(
        "import-ask-file",
        listed=callback_data.listed.value,
        megabytes=file_imports.LARGEST // 2**20,
        rows=file_imports.MOST_ROWS,
    )
    return show(query, Screen(text, keyboard(rows)))


@router.message(Importing.file, F.document)
async def take_file(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """It is looked into after this answer; what was found comes as a message."""
    document, listed = message.document, Listed((await state.get_data())["listed"])
    row = await file_imports.receive(
        session,
        actor,
        listed,
        name=(document.file_name if document is not None else None) or "",
        size=(document.file_size if document is not None else None) or 0,
        source_id=document.file_id if document is not None else "",
        now=now,
    )
    await state.clear()
    return send(message, _card(row, t))


@router.message(Importing.file, ~F.text.startswith("/"))
async def ask_file_again(message: Message, t: Translate) -> Reply:
    """Anything but a file."""
    return send(message, Screen(t("import-need-file"), keyboard([[back_to("import", t)]])))


@router.callback_query(ImportAct.filter(F.act == "errors"))
async def send_errors(
    query: CallbackQuery, callback_data: ImportAct, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """All rows that did not fit, as a file."""
    row = await file_imports.opened(session, actor, callback_data.file)
    return SendDocument(
        chat_id=query.from_user.id, document=made(ERRORS, t, str(row.id)), caption=t("import-errors-caption")
    )


@router.callback_query(ImportAct.filter(F.act == "load"))
async def load(
    query: CallbackQuery,
    callback_data: ImportAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """«Загрузить»: at once, or after the reason where the call is closed."""
    row = await file_imports.opened(session, actor, callback_data.file)
    if row.state is ImportState.CHECKED and await file_imports.needs_reason(session, actor, row, now=now):
        await state.set_state(Importing.reason)
        await state.set_data({"file": row.id})
        return show(query, Screen(t("import-ask-reason"), keyboard([[_back(row, t)]])))
    return show(query, _card(await file_imports.load(session, actor, row.id, now=now), t))


@router.message(Importing.reason, F.text, ~F.text.startswith("/"))
async def take_reason(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """Why a closed call takes it."""
    file_id = int((await state.get_data())["file"])
    row = await file_imports.load(session, actor, file_id, reason=message.text or "", now=now)
    await state.clear()
    return send(message, _card(row, t))


@router.callback_query(ImportAct.filter(F.act == "drop"))
async def drop(
    query: CallbackQuery, callback_data: ImportAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Not this file after all."""
    return show(query, _card(await file_imports.drop(session, actor, callback_data.file, now=now), t))


@router.callback_query(ImportAct.filter())
async def open_import(
    query: CallbackQuery,
    callback_data: ImportAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    t: Translate,
) -> Reply:
    """How far it is."""
    await state.clear()
    return show(query, _card(await file_imports.opened(session, actor, callback_data.file), t))


def _back(row: FileImport, t: Translate) -> Any:
    return button(t.plain("button-back"), ImportAct(file=row.id))


def _card(row: FileImport, t: Translate) -> Screen:
    problem, bad = file_imports.problem_of(row), file_imports.bad_rows(row)
    lines = [f"• {line[:_LONGEST]}" for line in first_of(bad, t, count=_SHOWN)]
    if problem is not None:
        lines = [t.plain(problem.key, **problem.arguments)]
    percent = 100 * row.done_rows // row.total_rows if row.total_rows else 0
    text = t(
        "import-card",
        listed=row.listed,
        name=row.name,
        state=row.state.value,
        bar="▓" * (percent // 10) + "░" * (10 - percent // 10),
        percent=percent,
        rows=row.total_rows,
        added=row.added,
        changed=row.changed,
        same=row.same,
        errors=len(bad),
        more=max(len(bad) - _SHOWN, 0),
        problem="yes" if problem is not None else "no",
        lines=join_lines([t("import-line", line=line) for line in lines]),
    )
    return Screen(text, keyboard([*_acts(row, t, with_errors=bool(bad)), [back_to("import", t)]]))


def _acts(row: FileImport, t: Translate, *, with_errors: bool) -> list[Row]:
    def act(name: str) -> Row:
        return [button(t.plain(f"import-act-{name}"), ImportAct(file=row.id, act=name))]

    match row.state:
        case ImportState.RECEIVED:
            return [act("open"), act("drop")]
        case ImportState.LOADING:
            return [act("open")]
        case ImportState.CHECKED:
            return [act("load"), act("drop")]
        case ImportState.REFUSED if with_errors:
            return [act("errors")]
    return []


@notice_keyboard("import-checked")
@notice_keyboard("import-refused")
@notice_keyboard("import-unfit")
@notice_keyboard("import-done")
def import_buttons(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """To the card, from where it is loaded."""
    return keyboard([[button(t.plain("import-open"), ImportAct(file=int(args["import"])))]])
