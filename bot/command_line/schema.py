"""``migrate`` and ``season load``: the database gets its tables and its programme year."""

import argparse

from bot.clock import Clock
from bot.command_line.connection import connected, say
from bot.config import Settings
from bot.db import migrations
from bot.domain.enums import Role
from bot.services import seasons

_ROLES = {Role.STUDENT: "участники", Role.TUTOR: "тьюторы", Role.MENTOR: "наставники"}
_PARTS = {"questions": "вопросы заявки", "rubric": "критерии оценки"}


async def migrate(settings: Settings, _arguments: argparse.Namespace) -> None:
    """Bring the database to the newest schema."""
    async with connected(settings) as database:
        await migrations.upgrade(database)
    say("Схема базы данных обновлена")


async def load_season(settings: Settings, arguments: argparse.Namespace) -> None:
    """Load a programme year from its file, or bring a loaded one up to it."""
    data = seasons.read_file(arguments.file)
    async with connected(settings) as database:
        await migrations.upgrade(database)
        async with database.transaction() as session:
            now = Clock(lambda: settings.shift).now()
            season = await seasons.load(session, data, now=now, overwrite=arguments.overwrite)
            kept = await seasons.changed_in_chat(session, season)
    say(f"Сезон загружен: {season.title}")
    for role, part in kept:
        say(f"  {_ROLES[role]}: {_PARTS[part]} — оставлено, как изменено в чате (заменить: --overwrite)")
