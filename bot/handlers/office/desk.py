"""The office's desk: what waits, and the way to every tool this role may use."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.queries import office as queries
from bot.domain.access import Permission, permissions_of
from bot.domain.enums import OfficeRole
from bot.domain.text_arguments import Html
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open
from bot.handlers.keyboards import button, keyboard, to_menu
from bot.handlers.screens import Reply, Screen, show
from bot.texts import Translate

router = Router(name="office-desk")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())

_TOOLS: tuple[tuple[tuple[str, Permission], ...], ...] = (
    (("selection", Permission.SEE_APPLICATIONS), ("review", Permission.SCORE)),
    (("call", Permission.EDIT_CALLS), ("people", Permission.SEE_PEOPLE)),
    (("teams_form", Permission.FORM_TEAMS), ("team_life", Permission.FORM_TEAMS)),
    (("mentors", Permission.OFFER_TEAMS), ("event", Permission.MANAGE_EVENTS)),
    (("documents", Permission.SEE_DOCUMENTS),),
    (("broadcast", Permission.BROADCAST), ("reminders", Permission.MANAGE_REMINDERS)),
    (("schedule", Permission.MANAGE_REMINDERS), ("stats", Permission.SEE_STATISTICS)),
    (("import", Permission.IMPORT), ("export", Permission.EXPORT)),
    (("members", Permission.MANAGE_OFFICE), ("audit", Permission.SEE_AUDIT)),
)
"""Screens of the office row by row, each with the permission it needs and a text ``office-tool-<screen>``."""


@router.message(Command("office"))
@router.callback_query(Open.filter(F.screen == "office"))
async def open_desk(
    event: Message | CallbackQuery, session: AsyncSession, office_role: OfficeRole, t: Translate, state: FSMContext
) -> Reply:
    """/office: numbers that wait for somebody, and the tools."""
    await state.clear()
    allowed = permissions_of(office_role)
    waiting = Html("")
    if Permission.SEE_APPLICATIONS in allowed:
        desk = await queries.desk(session)
        lines = [
            t(f"office-waits-{name.replace('_', '-')}", count=count) for name, count in desk._asdict().items() if count
        ]
        waiting = Html("\n".join(lines) or t("office-nothing-waits"))
    rows = [
        [button(t.plain(f"office-tool-{screen}"), Open(screen=screen)) for screen, needed in row if needed in allowed]
        for row in _TOOLS
    ]
    text = t("office-desk", role=t.plain(f"office-role-{office_role}"), waiting=waiting)
    return show(event, Screen(text, keyboard([*rows, [to_menu(t)]])))
