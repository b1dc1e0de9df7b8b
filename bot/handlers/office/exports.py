"""/export: lists of the programme as spreadsheets."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.access import Permission, permissions_of
from bot.domain.enums import OfficeRole
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open
from bot.handlers.keyboards import back_to, button, keyboard
from bot.handlers.screens import Reply, Screen, show
from bot.papers import made
from bot.papers.sheets import EXPORT
from bot.services import exports, office
from bot.services.exports import What
from bot.texts import Translate

router = Router(name="office-exports")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())


class Export(CallbackData, prefix="exp"):
    """Send a list as a spreadsheet."""

    what: What


@router.message(Command("export"))
@router.callback_query(Open.filter(F.screen == "export"))
async def open_exports(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, office_role: OfficeRole, t: Translate
) -> Reply:
    """/export: which lists this role may have."""
    await office.ensure_allowed(session, actor, Permission.EXPORT)
    allowed = permissions_of(office_role)
    rows = [
        [button(t.plain(f"export-button-{what.value}"), Export(what=what))]
        for what, needed in exports.NEEDED.items()
        if needed in allowed
    ]
    return show(event, Screen(t("export-choose"), keyboard([*rows, [back_to("office", t)]])))


@router.callback_query(Export.filter())
async def send_export(
    query: CallbackQuery, callback_data: Export, session: AsyncSession, actor: Person, t: Translate, now: datetime
) -> Reply:
    """The list, made after the commit that notes it in the audit log."""
    what = callback_data.what
    await exports.ask_for(session, actor, what, now=now)
    caption = t(f"export-caption-{what.value}", at=now)
    return SendDocument(chat_id=query.from_user.id, document=made(EXPORT, t, what.value), caption=caption)
