"""Handled updates are forgotten after a while; what is not handled stays."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import IncomingUpdate
from bot.services import retention

NOW = datetime(2019, 9, 1, 3, 0, tzinfo=UTC)


async def test_only_old_and_handled_updates_are_forgotten(database: Database) -> None:
    old, fresh = NOW - timedelta(days=8), NOW - timedelta(days=1)
    async with database.transaction() as session:
        session.add_all(
            IncomingUpdate(update_id=number, lane=1, status=status, received_at=received)
            for number, (status, received) in enumerate(
                [("done", old), ("done", fresh), ("new", old), ("answering", old), ("set_aside", old)]
            )
        )
    async with database.transaction() as session:
        await retention.forget_updates(session, now=NOW)
    async with database.reading() as session:
        kept = await session.scalars(select(IncomingUpdate.status).order_by(IncomingUpdate.update_id))
        assert kept.all() == ["done", "new", "answering", "set_aside"]
