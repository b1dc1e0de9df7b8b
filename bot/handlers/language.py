"""/language: the language of the texts and of the command menu."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.enums import OfficeRole
from bot.handlers.callbacks import Open
from bot.handlers.commands import set_commands
from bot.handlers.keyboards import button, keyboard, to_menu
from bot.handlers.screens import Reply, Screen, show
from bot.handlers.start import home_screen
from bot.texts import LANGUAGES, Texts, Translate

router = Router(name="language")


class ChooseLanguage(CallbackData, prefix="lng"):
    """Speak this language from now on."""

    code: str


@router.message(Command("language"))
@router.callback_query(Open.filter(F.screen == "language"))
async def open_language(event: Message | CallbackQuery, actor: Person, t: Translate) -> Reply:
    """The languages, the present one marked."""
    row = []
    for code in LANGUAGES:
        name = t.plain(f"language-{code}")
        row.append(button(f"✅ {name}" if code == actor.language else name, ChooseLanguage(code=code)))
    return show(event, Screen(t("language-choose"), keyboard([row, [to_menu(t)]])))


@router.callback_query(ChooseLanguage.filter(F.code.in_(LANGUAGES)))
async def choose_language(
    query: CallbackQuery,
    callback_data: ChooseLanguage,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    texts: Texts,
) -> list[Reply]:
    """Everything from here on in the chosen language."""
    actor.language = callback_data.code
    t = texts.translator(actor.language, role=actor.role)
    screen = await home_screen(session, actor, office_role, t, note=t("language-chosen"))
    return [show(query, screen), set_commands(actor.role, office_role, t, chat_id=query.from_user.id)]
