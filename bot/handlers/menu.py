"""The main menu and /help: what this person can do now."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.enums import OfficeRole, Role
from bot.handlers.callbacks import Open
from bot.handlers.forms.resuming import has_begun, resume_row
from bot.handlers.keyboards import Row, button, keyboard, to_menu
from bot.handlers.screens import Reply, Screen, show
from bot.texts import Translate

router = Router(name="menu")

_ITEMS: dict[Role | None, tuple[tuple[str, ...], ...]] = {
    None: (("my",), ("apply",), ("events", "help")),
    Role.STUDENT: (("my",), ("apply",), ("events", "team"), ("profile", "help")),
    Role.TUTOR: (("my",), ("apply",), ("events", "team"), ("profile", "help")),
    Role.MENTOR: (("my",), ("apply", "teams"), ("events",), ("profile", "help")),
    Role.GUARDIAN: (("my",), ("child",), ("events",), ("profile", "help")),
    Role.PARTNER: (("my",), ("events",), ("profile", "help")),
}
"""Screens offered per role, row by row; each has a text ``menu-<screen>``."""


def menu_rows(actor: Person, office_role: OfficeRole | None, t: Translate) -> list[Row]:
    """The buttons of the main menu."""
    rows: list[Row] = [
        [button(t.plain(f"menu-{item}"), Open(screen=item)) for item in row] for row in _ITEMS[actor.role]
    ]
    if office_role is not None:
        rows.insert(0, [button(t.plain("menu-office"), Open(screen="office"))])
    return rows


def menu_screen(actor: Person, office_role: OfficeRole | None, t: Translate, *, begun: bool = False) -> Screen:
    """The main menu, addressed by name where there is one; ``begun``: a form waits to be finished."""
    text = t("menu-title", name=actor.first_name) if actor.first_name else t("menu-title-stranger")
    rows = menu_rows(actor, office_role, t)
    return Screen(text, keyboard([resume_row(t), *rows] if begun else rows))


@router.message(Command("menu"))
@router.message(F.text.casefold().in_({"меню", "menu"}))
@router.callback_query(Open.filter(F.screen == "menu"))
async def open_menu(
    event: Message | CallbackQuery,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """/menu: leaves any dialog (drafts stay) and shows what there is to do."""
    await state.clear()
    return show(event, menu_screen(actor, office_role, t, begun=await has_begun(session, actor)))


@router.message(Command("cancel"))
@router.message(F.text.casefold().in_({"отмена", "cancel"}))
async def cancel(
    message: Message,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """/cancel: leaves the dialog; what was typed stays as a draft."""
    left = await state.get_state() is not None
    await state.clear()
    screen = menu_screen(actor, office_role, t, begun=await has_begun(session, actor))
    text = t("dialog-left") if left else t("dialog-none")
    return show(message, Screen(f"{text}\n\n{screen.text}", screen.keyboard))


@router.message(Command("help"))
@router.message(F.text.casefold().in_({"помощь", "help"}))
@router.callback_query(Open.filter(F.screen == "help"))
async def open_help(event: Message | CallbackQuery, office_role: OfficeRole | None, t: Translate) -> Reply:
    """/help: the commands in plain words."""
    text = t("help-office") if office_role is not None else t("help")
    return show(event, Screen(text, keyboard([[to_menu(t)]])))
