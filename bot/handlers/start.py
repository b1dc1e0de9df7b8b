"""/start: the first screen, where people came from, and links that lead somewhere."""

import re
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import seasons as season_queries
from bot.domain.enums import OfficeRole
from bot.handlers import guardians as guardian_screens
from bot.handlers.callbacks import Open
from bot.handlers.commands import set_commands
from bot.handlers.forms.resuming import has_begun, resume_row
from bot.handlers.keyboards import back_to, button, keyboard
from bot.handlers.menu import menu_screen
from bot.handlers.programme import faq_screen, in_language, stages_screen
from bot.handlers.screens import Reply, Screen, show
from bot.services import guardians, people
from bot.texts import Translate

router = Router(name="start")

_SOURCE = re.compile(r"src_([A-Za-z0-9_-]{1,60})")
_GUARDIAN = "g_"


@router.message(CommandStart())
async def start(
    message: Message,
    command: CommandObject,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    now: datetime,
    t: Translate,
) -> list[Reply]:
    """The first screen; a link's payload leads further, one that means nothing is said so plainly."""
    payload = command.args or ""
    source = _SOURCE.fullmatch(payload)
    people.greet(session, actor, source=source[1] if source else None, now=now)
    replies: list[Reply] = []
    if actor.role is not None or office_role is not None:
        replies.append(set_commands(actor.role, office_role, t, chat_id=message.chat.id))
    note = ""
    if payload.startswith(_GUARDIAN):
        token = payload.removeprefix(_GUARDIAN)
        opened = await guardians.open_link(session, actor, token, now=now)
        if opened.link is not None and opened.child is not None:
            screen = guardian_screens.invitation_screen(opened.link, token, opened.child, t)
            return [show(message, screen), *replies]
        if opened.problem is not None:
            note = t(opened.problem.key, **opened.problem.arguments)
    elif payload and not source:
        note = t("start-link-unknown")
    return [show(message, await home_screen(session, actor, office_role, t, note=note)), *replies]


@router.callback_query(Open.filter(F.screen == "start"))
async def open_start(
    query: CallbackQuery, session: AsyncSession, actor: Person, office_role: OfficeRole | None, t: Translate
) -> Reply:
    """Back to the first screen."""
    return show(query, await home_screen(session, actor, office_role, t))


async def home_screen(
    session: AsyncSession, actor: Person, office_role: OfficeRole | None, t: Translate, *, note: str = ""
) -> Screen:
    """The menu for those who are known, the programme in three lines for those who are not."""
    known = actor.registered_at is not None or office_role is not None
    screen = menu_screen(actor, office_role, t) if known else await _welcome(session, actor, t)
    return Screen(f"{note}\n\n{screen.text}" if note else screen.text, screen.keyboard)


async def _welcome(session: AsyncSession, actor: Person, t: Translate) -> Screen:
    season = await season_queries.newest(session)
    about = in_language(season.texts.get("about"), t) if season is not None else ""
    text = t("start-welcome", about=about) if about else t("start-welcome-plain")
    begun = await has_begun(session, actor)
    rows = [
        resume_row(t) if begun else [],
        [button(t.plain("start-join"), Open(screen="register"))],
        [button(t.plain("start-stages"), Open(screen="stages")), button(t.plain("start-faq"), Open(screen="faq"))],
        [button(t.plain("start-language"), Open(screen="language"))],
    ]
    return Screen(text, keyboard(rows))


@router.message(Command("stages"))
@router.callback_query(Open.filter(F.screen == "stages"))
async def open_stages(event: Message | CallbackQuery, session: AsyncSession, t: Translate) -> Reply:
    """The stages with their dates: anyone may read them without giving any data."""
    return show(event, await stages_screen(session, t, back=back_to("start", t)))


@router.message(Command("faq"))
@router.callback_query(Open.filter(F.screen == "faq"))
async def open_faq(event: Message | CallbackQuery, session: AsyncSession, t: Translate) -> Reply:
    """Questions and answers of the season."""
    return show(event, await faq_screen(session, t, back=back_to("start", t)))
