"""How alembic reaches the database: over the connection the program hands it, or its own from DATABASE_URL."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from bot.config import Settings
from bot.db import migrations
from bot.db.engine import Database
from bot.db.models import Base


def run(connection: Connection) -> None:
    """Run the migrations asked for on this connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        user_module_prefix="bot.db.models.base.",
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_alone() -> None:
    """Started by alembic's own command line."""
    database = Database(Settings().database_url)
    async with migrations.changing(database) as connection:
        await connection.run_sync(run)
    await database.dispose()


handed = context.config.attributes.get("connection")
if handed is not None:
    run(handed)
else:
    asyncio.run(run_alone())
