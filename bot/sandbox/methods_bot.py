"""Bot API: the bot about itself (getMe, names, commands, menu button) and its answers to pressed buttons."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import urlsplit

from .errors import bad_request
from .methods_messages import known_chat
from .model import Json
from .registry import method
from .request import Params
from .world import World

QUERY_LIVES: Final = 15 * 60
MAX_TOAST: Final = 200
MAX_COMMANDS: Final = 100
MAX_COMMAND: Final = 32
MAX_DESCRIPTION: Final = 256
_COMMAND = re.compile(r"[a-z0-9_]+\Z")
_GENERAL_SCOPES: Final = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


@method("getMe")
def get_me(world: World, _params: Params) -> Json:
    """Who the bot is."""
    return {
        **world.bot.user,
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("logOut")
def log_out(_world: World, _params: Params) -> bool:
    """Accepted; there is no other server to go to."""
    return True


@method("close")
def close(_world: World, _params: Params) -> bool:
    """Accepted."""
    return True


@method("answerCallbackQuery")
def answer_callback_query(world: World, params: Params) -> bool:
    """Stop the waiting sign of a pressed button; a text becomes a toast or an alert."""
    text = params.text("text")
    if len(text) > MAX_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.get(params.text("callback_query_id"))
    if query is None or query.answered or world.clock.seconds() - query.at > QUERY_LIVES:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    url = params.text("url")
    if url and urlsplit(url).netloc.lower() not in ("t.me", "telegram.me"):
        raise bad_request("URL_INVALID")
    query.answered = True
    world.hub.publish("answered", (query.person,), person_id=query.person.id, query_id=query.id)
    if text:
        world.toast(query.person, text, alert=params.flag("show_alert"))
    return True


def _scope(world: World, params: Params) -> str:
    raw = params.parsed("scope", "can't parse BotCommandScope JSON object")
    if raw is None:
        return "default"
    kind = raw.get("type") if isinstance(raw, dict) else None
    if kind in _GENERAL_SCOPES:
        return str(kind)
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = known_chat(world, Params(raw))
    if kind != "chat" and chat.person is not None:
        raise bad_request("can't change commands in private chats with this scope")
    return f"{kind}:{chat.id}" + (f":{raw.get('user_id')}" if kind == "chat_member" else "")


def _language(params: Params) -> str:
    language = params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("BOT_LANG_CODE_INVALID")
    return language


@method("setMyCommands")
def set_my_commands(world: World, params: Params) -> bool:
    """The command menu of one scope and language."""
    raw = params.parsed("commands", "can't parse commands JSON object")
    if not isinstance(raw, list):
        raise bad_request("expected an Array of BotCommand")
    if len(raw) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = []
    for item in raw:
        if not isinstance(item, dict):
            raise bad_request("can't parse BotCommand: expected an Object")
        for field in ("command", "description"):
            if field not in item:
                raise bad_request(f"can't parse BotCommand: Can't find field \"{field}\"")
        name, description = str(item["command"]).strip().removeprefix("/"), str(item["description"]).strip()
        commands.append({"command": _command(name), "description": _description(description)})
    key = (_scope(world, params), _language(params))
    if commands:
        world.bot.commands[key] = commands
    else:
        world.bot.commands.pop(key, None)
    world.hub.publish("bot")
    return True


def _command(name: str) -> str:
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > MAX_COMMAND:
        raise bad_request(f"command length must not exceed {MAX_COMMAND}")
    if not _COMMAND.match(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return name


def _description(text: str) -> str:
    if not text:
        raise bad_request("command description must be non-empty")
    if len(text) > MAX_DESCRIPTION:
        raise bad_request(f"command description length must not exceed {MAX_DESCRIPTION}")
    return text


@method("getMyCommands")
def get_my_commands(world: World, params: Params) -> list[Json]:
    """The commands of exactly this scope and language."""
    return world.bot.commands.get((_scope(world, params), _language(params)), [])


@method("deleteMyCommands")
def delete_my_commands(world: World, params: Params) -> bool:
    """Forget the commands of this scope and language."""
    world.bot.commands.pop((_scope(world, params), _language(params)), None)
    world.hub.publish("bot")
    return True


def _set_word(world: World, params: Params, field: str, words: dict[str, str], limit: int) -> bool:
    word = params.text(field)
    if len(word) > limit:
        raise bad_request(f"{field.replace('_', ' ')} is too long")
    language = _language(params)
    if word:
        words[language] = word
    else:
        words.pop(language, None)
    world.hub.publish("bot")
    return True


def _get_word(params: Params, field: str, words: dict[str, str], otherwise: str = "") -> Json:
    return {field: words.get(_language(params)) or words.get("") or otherwise}


@method("setMyName")
def set_my_name(world: World, params: Params) -> bool:
    """The bot's name in a language."""
    return _set_word(world, params, "name", world.bot.names, 64)


@method("getMyName")
def get_my_name(world: World, params: Params) -> Json:
    """The bot's name."""
    return _get_word(params, "name", world.bot.names, world.bot.first_name)


@method("setMyDescription")
def set_my_description(world: World, params: Params) -> bool:
    """What an empty chat shows."""
    return _set_word(world, params, "description", world.bot.descriptions, 512)


@method("getMyDescription")
def get_my_description(world: World, params: Params) -> Json:
    """What an empty chat shows."""
    return _get_word(params, "description", world.bot.descriptions)


@method("setMyShortDescription")
def set_my_short_description(world: World, params: Params) -> bool:
    """What the bot's profile shows."""
    return _set_word(world, params, "short_description", world.bot.short_descriptions, 120)


@method("getMyShortDescription")
def get_my_short_description(world: World, params: Params) -> Json:
    """What the bot's profile shows."""
    return _get_word(params, "short_description", world.bot.short_descriptions)


@method("setChatMenuButton")
def set_chat_menu_button(world: World, params: Params) -> bool:
    """The button beside the input field, for one private chat or for all."""
    chat_id = known_chat(world, params).id if params.get("chat_id") else 0
    raw: Any = params.parsed("menu_button", "can't parse menu button JSON object") or {"type": "default"}
    kind = raw.get("type") if isinstance(raw, dict) else None
    if kind == "web_app":
        app = raw.get("web_app")
        url = app.get("url", "") if isinstance(app, dict) else ""
        if not str(url).startswith("https://"):
            raise bad_request(f"menu button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    elif kind not in ("commands", "default"):
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    if kind == "default" and chat_id:
        world.bot.menu_buttons.pop(chat_id, None)
    else:
        world.bot.menu_buttons[chat_id] = raw
    world.hub.publish("bot")
    return True


@method("getChatMenuButton")
def get_chat_menu_button(world: World, params: Params) -> Json:
    """The button beside the input field."""
    chat_id = known_chat(world, params).id if params.get("chat_id") else 0
    buttons = world.bot.menu_buttons
    return buttons.get(chat_id) or buttons.get(0) or {"type": "commands" if world.bot.commands else "default"}
