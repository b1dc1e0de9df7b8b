"""Telegram's command menu: what each person finds under «/», per role and language."""

from collections.abc import Sequence

from aiogram import Bot
from aiogram.methods import SetMyCommands
from aiogram.types import BotCommand, BotCommandScopeChat

from bot.domain.access import Permission, permissions_of
from bot.domain.enums import OfficeRole, Role
from bot.texts import LANGUAGES, Texts, Translate

_EVERYBODY = ("my", "menu", "apply", "events", "profile", "help")
_LAST = ("language", "privacy", "cancel", "stop")
_BY_ROLE: dict[Role | None, tuple[str, ...]] = {
    None: ("start", *_EVERYBODY),
    Role.STUDENT: (*_EVERYBODY, "team", "wishes"),
    Role.TUTOR: (*_EVERYBODY, "team", "review"),
    Role.MENTOR: (*_EVERYBODY, "teams"),
    Role.GUARDIAN: ("my", "menu", "child", "events", "profile", "help"),
    Role.PARTNER: ("my", "menu", "events", "profile", "help"),
}
_OFFICE: tuple[tuple[str, Permission], ...] = (
    ("call", Permission.EDIT_CALLS),
    ("selection", Permission.DECIDE),
    ("review", Permission.SCORE),
    ("teams_form", Permission.FORM_TEAMS),
    ("event", Permission.MANAGE_EVENTS),
    ("broadcast", Permission.BROADCAST),
    ("reminders", Permission.MANAGE_REMINDERS),
    ("schedule", Permission.MANAGE_REMINDERS),
    ("stats", Permission.SEE_STATISTICS),
    ("people", Permission.SEE_PEOPLE),
    ("export", Permission.EXPORT),
)


def commands_for(role: Role | None, office_role: OfficeRole | None, t: Translate) -> list[BotCommand]:
    """The menu of somebody with these roles, the most needed first."""
    names: list[str] = []
    if office_role is not None:
        allowed = permissions_of(office_role)
        names += ["office", *(name for name, needed in _OFFICE if needed in allowed)]
    names += [name for name in (*_BY_ROLE[role], *_LAST) if name not in names]
    return [BotCommand(command=name, description=t.plain(f"command-{name.replace('_', '-')}")) for name in names]


def set_commands(role: Role | None, office_role: OfficeRole | None, t: Translate, *, chat_id: int) -> SetMyCommands:
    """The reply that gives one private chat its menu: send it whenever a role or the language changes."""
    return SetMyCommands(commands=commands_for(role, office_role, t), scope=BotCommandScopeChat(chat_id=chat_id))


async def publish_commands(bot: Bot, texts: Texts) -> None:
    """Give strangers their menu in every language; called once when the bot starts."""
    codes: Sequence[str | None] = (None, *LANGUAGES[1:])
    for code in codes:
        await bot.set_my_commands(commands_for(None, None, texts.translator(code)), language_code=code)
