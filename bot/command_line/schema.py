"""``migrate`` and ``season load``: the database gets its tables and its programme year."""

import argparse

from bot.clock import Clock
from bot.command_line.connection import connected, say
from bot.config import Settings
from bot.db import migrations
from bot.services import seasons


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
            season = await seasons.load(session, data, now=Clock(lambda: settings.shift).now())
    say(f"Сезон загружен: {season.title}")
