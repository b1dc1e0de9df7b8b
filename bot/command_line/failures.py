"""Errors as one plain line, without a traceback, a token or what people wrote."""

import errno
from typing import Any

from bot.domain.errors import RuleViolation

_FILES = {
    errno.ENOENT: "нет такого файла или папки",
    errno.EACCES: "нет доступа",
    errno.EPERM: "нет доступа",
    errno.EISDIR: "это папка, а не файл",
    errno.ENOTDIR: "путь проходит через файл",
    errno.EEXIST: "такой файл уже есть",
    errno.ENOSPC: "на диске нет места",
    errno.EADDRINUSE: "порт занят другой программой",
    errno.ECONNREFUSED: "соединение отклонено: сервер не запущен?",
}
_SETTINGS = {
    "int_parsing": "нужно целое число",
    "float_parsing": "нужно число",
    "greater_than": "нужно число больше {gt}",
    "greater_than_equal": "нужно число не меньше {ge}",
    "less_than_equal": "нужно число не больше {le}",
    "literal_error": "допустимо {expected}",
}


class CommandError(Exception):
    """A command cannot do what was asked; the message is a plain Russian sentence."""


def plain(error: Exception) -> str:
    """The error in one line."""
    # By name, so that nothing is imported only to tell it apart.
    kind, origin = type(error).__name__, type(error).__module__.partition(".")[0]
    match error:
        case CommandError():
            line = str(error)
        case RuleViolation():
            line = _refusal(error)
        case OSError():
            line = _system(error)
        case _ if kind == "ValidationError" and origin.startswith("pydantic"):
            line = _setting(error)
        case _ if kind == "SeasonFileError":
            line = f"файл сезона: {error}"
        case _ if origin in {"sqlalchemy", "sqlite3", "asyncpg"}:
            line = f"база данных: {_first_line(getattr(error, 'orig', None) or error)}"
        case _ if origin == "aiogram":
            line = f"Bot API: {_first_line(error)}"
        case ValueError():
            line = _first_line(error)
        case _:
            line = f"внутренняя ошибка ({kind}); подробности покажет LOG_LEVEL=DEBUG"
    return _without_token(line)


def _first_line(error: object) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _refusal(error: RuleViolation) -> str:
    from bot.texts import Texts

    t = Texts.load().translator("ru")
    return t.plain(error.key, **error.arguments) if t.has(error.key) else error.key


def _system(error: OSError) -> str:
    reason = _FILES.get(error.errno or 0) or error.strerror or _first_line(error)
    return f"{reason}: {error.filename}" if error.filename else reason


def _setting(error: Any) -> str:
    """The first setting that is wrong; its value stays out, it may be a secret."""
    first = error.errors(include_input=False, include_url=False)[0]
    name = ".".join(str(part) for part in first["loc"]).upper()
    wording = _SETTINGS.get(first["type"])
    reason = wording.format(**first.get("ctx", {})) if wording else first["msg"].removeprefix("Value error, ")
    return f"настройка {name}: {reason}" if name else f"настройки: {reason}"


def _without_token(line: str) -> str:
    from bot.logs import hide_tokens

    shown: str = hide_tokens(None, "", {"line": line})["line"]
    return shown
