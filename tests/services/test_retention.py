"""Handled updates and the words of finished messages are forgotten after a while; what is not finished stays."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import IncomingUpdate, OutboxMessage
from bot.domain.enums import OutboxStatus, Priority
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


async def test_words_of_old_messages_that_are_over_are_forgotten_and_the_promise_is_not(database: Database) -> None:
    old, fresh = NOW - timedelta(days=8), NOW - timedelta(days=6)
    cases = [
        (OutboxStatus.SENT, old),
        (OutboxStatus.WITHDRAWN, old),
        (OutboxStatus.SENT, fresh),
        (OutboxStatus.PENDING, None),
        (OutboxStatus.HELD, None),
    ]
    async with database.transaction() as session:
        session.add_all(
            OutboxMessage(
                key=f"k:{number}",
                chat_id=1,
                priority=int(Priority.REMINDER),
                template="event-promoted",
                args={"name": "Анна"},
                not_before=old,
                created_at=old,
                status=status,
                finished_at=finished,
            )
            for number, (status, finished) in enumerate(cases)
        )
    for _ in range(2):
        async with database.transaction() as session:
            await retention.empty_messages(session, now=NOW)
    async with database.reading() as session:
        rows = (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.key))).all()
    assert [row.args for row in rows] == [{}, {}, *[{"name": "Анна"}] * 3]
    assert [row.status for row in rows] == [status for status, _ in cases]
