"""``doctor``: is everything in order? It looks, it changes nothing, and it never shows the token."""

import argparse
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from sqlalchemy import text

from bot.clock import Clock
from bot.command_line.connection import connected, ensure_there, say, sqlite_file
from bot.command_line.failures import CommandError, plain
from bot.command_line.telegram_checks import TelegramChecks
from bot.config import Settings
from bot.db import migrations
from bot.db.queries import people as people_queries
from bot.db.queries import seasons as season_queries
from bot.domain.enums import OfficeRole
from bot.texts import LANGUAGES, LOCALES

_FREE_MB = 500
_MB = 1_048_576

Check = Callable[[], Awaitable[str]]
"""Returns what it found; raises CommandError, or anything else, when that is not in order."""


async def run(settings: Settings, _arguments: argparse.Namespace) -> int:
    """A line for each check; 1 when one of them fails."""
    here, telegram = LocalChecks(settings), TelegramChecks(settings, Clock())
    checks: dict[str, Check] = {
        "настройки": here.settings_given,
        "тексты": here.texts,
        "диск": here.disk,
        "база данных": here.database,
        "схема базы": here.schema,
        "сезон": here.season,
        "проектный офис": here.office,
        "Bot API": telegram.reachable,
        "часы": telegram.clocks_agree,
        "получение сообщений": telegram.updates_come,
    }
    failed = 0
    for name, check in checks.items():
        try:
            say(f"✓ {name}: {await check()}")
        except Exception as error:
            failed += 1
            say(f"✗ {name}: {plain(error)}")
    say(f"Требует внимания: {failed}" if failed else "Всё в порядке")
    return 1 if failed else 0


class LocalChecks:
    """What can be seen on this machine and in the database."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def settings_given(self) -> str:
        """A token, and how updates are to come."""
        if self._settings.bot_token is None:
            raise CommandError("нет BOT_TOKEN; без него python -m bot run запускает демонстрацию")
        mode = "webhook" if self._settings.webhook_url else "long polling"
        return f"токен задан, {mode}, {self._settings.send_rate:g} сообщений в секунду"

    async def texts(self) -> str:
        """Every language has every text."""
        keys = {language: set(_keys(LOCALES / language)) for language in LANGUAGES}
        everything = set().union(*keys.values())
        for language, known in keys.items():
            if missing := sorted(everything - known):
                raise CommandError(f"в языке {language} не хватает текстов: {len(missing)}, например {missing[0]}")
        return f"{len(everything)} в каждом языке ({', '.join(LANGUAGES)})"

    async def disk(self) -> str:
        """Room where the embedded database grows, or where the program runs."""
        folder = (sqlite_file(self._settings) or Path("var") / "x").absolute().parent
        while not folder.exists():
            folder = folder.parent
        free = shutil.disk_usage(folder).free // _MB
        if free < _FREE_MB:
            raise CommandError(f"свободно {free} МБ, нужно хотя бы {_FREE_MB}")
        return f"свободно {free} МБ"

    async def database(self) -> str:
        """It answers; an embedded one passes SQLite's quick check."""
        ensure_there(self._settings)
        async with connected(self._settings) as database, database.reading() as session:
            if not database.is_sqlite:
                version = await session.scalar(text("SHOW server_version"))
                return f"PostgreSQL {version}"
            found = await session.scalar(text("PRAGMA quick_check(1)"))
        path = sqlite_file(self._settings)
        if found != "ok" or path is None:
            raise CommandError(f"файл повреждён: {found}")
        return f"{path}, {path.stat().st_size / _MB:.1f} МБ"

    async def schema(self) -> str:
        """The newest migration has run."""
        ensure_there(self._settings)
        async with connected(self._settings) as database:
            found, newest = await migrations.revisions(database)
        if found != newest:
            raise CommandError(f"версия {found or 'не задана'}, нужна {newest}: python -m bot migrate")
        return f"версия {found}"

    async def season(self) -> str:
        """There is a programme year."""
        ensure_there(self._settings)
        async with connected(self._settings) as database, database.reading() as session:
            season = await season_queries.newest(session)
        if season is None:
            raise CommandError("не загружен: python -m bot season load ФАЙЛ")
        return season.title

    async def office(self) -> str:
        """Somebody can open the office's screens."""
        ensure_there(self._settings)
        async with connected(self._settings) as database, database.reading() as session:
            administrators = await people_queries.office_chats(session, OfficeRole.ADMINISTRATOR)
        if not administrators and not self._settings.office_ids:
            raise CommandError("нет ни одного администратора: задайте OFFICE_IDS")
        return f"администраторов {len(administrators)}, в OFFICE_IDS {len(self._settings.office_ids)}"


def _keys(folder: Path) -> list[str]:
    parsed = (FluentParser().parse(path.read_text(encoding="utf-8")) for path in folder.glob("*.ftl"))
    return [entry.id.name for resource in parsed for entry in resource.body if isinstance(entry, ftl.Message)]
