"""The sheet of all teams, for the wall or for the office's own tables."""

from datetime import datetime

from aiogram import Router
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.enums import SheetKind
from bot.handlers.access import OfficeDoor
from bot.handlers.keyboards import button, keyboard
from bot.handlers.office.team_callbacks import RunPage, SheetMenu, TeamSheet
from bot.handlers.screens import Reply, Screen, show
from bot.papers import made
from bot.papers.team_sheet import TEAM_SHEET
from bot.services import teams
from bot.texts import Translate

router = Router(name="office-team-sheets")
router.callback_query.middleware(OfficeDoor())


@router.callback_query(SheetMenu.filter())
async def choose_sheet(
    query: CallbackQuery, callback_data: SheetMenu, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Picture, pages or a table; for the wall by number or by name."""
    run = await teams.open_run(session, actor, callback_data.run)
    rows = [
        [
            button(
                t.plain("teams-sheet-button", kind=kind.value, names=names),
                TeamSheet(run=run.id, kind=kind, names=names),
            )
            for kind in (SheetKind.PNG, SheetKind.PDF)
        ]
        for names in (True, False)
    ]
    rows.append([button(t.plain("teams-sheet-table"), TeamSheet(run=run.id, kind=SheetKind.XLSX, names=True))])
    rows.append([button(t.plain("button-back"), RunPage(run=run.id))])
    return show(query, Screen(t("teams-sheet-ask"), keyboard(rows)))


@router.callback_query(TeamSheet.filter())
async def send_sheet(
    query: CallbackQuery, callback_data: TeamSheet, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The file, made after the commit that notes it in the audit log."""
    run = await teams.ask_for_sheet(session, actor, callback_data.run, now=now)
    argument = f"{run.id}-{callback_data.kind.value}-{int(callback_data.names)}"
    caption = t("teams-sheet-caption", variant=run.seed, at=now)
    return SendDocument(chat_id=query.from_user.id, document=made(TEAM_SHEET, t, argument), caption=caption)
