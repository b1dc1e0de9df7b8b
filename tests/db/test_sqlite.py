"""SQLite on the event loop: another process's lock is waited for asleep, the log does not grow for ever."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import bindparam, func, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.db import sqlite
from bot.db.engine import Database
from bot.db.fixed import Fixed, driver
from bot.db.models import AuditEntry, OfficeMember
from bot.domain.enums import OfficeRole

NOW = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
async def embedded(sqlite_database_url: str) -> AsyncIterator[Database]:
    made = Database(sqlite_database_url)
    yield made
    await made.dispose()


def _other_process(database: Database) -> sqlite3.Connection:
    assert database.url.database is not None
    return sqlite3.connect(database.url.database, isolation_level=None)


async def _write(database: Database) -> None:
    async with database.transaction() as session:
        session.add(AuditEntry(at=NOW, action="thing.done"))


async def test_lock_of_another_process_is_waited_for_without_holding_up_the_loop(embedded: Database) -> None:
    other = _other_process(embedded)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(_write(embedded))
    turns = 0
    for _ in range(20):
        await asyncio.sleep(0.005)
        turns += 1
    assert (turns, writing.done()) == (20, False)
    other.execute("ROLLBACK")
    await writing
    async with embedded.reading() as session:
        assert await session.scalar(select(func.count()).select_from(AuditEntry)) == 1
    other.close()


async def test_lock_that_does_not_go_away_fails_the_transaction(
    embedded: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LOCK_TIMEOUT", 0.05)
    other = _other_process(embedded)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="database is locked"):
        await _write(embedded)
    other.execute("ROLLBACK")
    await _write(embedded)
    other.close()


async def test_reading_sees_one_state_while_another_process_writes(embedded: Database) -> None:
    other = _other_process(embedded)
    async with embedded.reading() as session:
        assert await session.scalar(select(func.count()).select_from(AuditEntry)) == 0
        other.execute("INSERT INTO audit_log (at, action) VALUES ('2026-09-01 03:00:00', 'thing.done')")
        assert await session.scalar(select(func.count()).select_from(AuditEntry)) == 0
    async with embedded.reading() as session:
        assert await session.scalar(select(func.count()).select_from(AuditEntry)) == 1
    other.close()


async def test_log_is_moved_into_the_database_and_begun_anew(
    embedded: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite.Checkpoints, "EVERY", 10)
    monkeypatch.setattr(sqlite.Checkpoints, "LIMIT", 20_000)
    assert embedded._checkpoints is not None
    for _ in range(40):
        await _write(embedded)
    # None is under way now, so the fiftieth commit begins one that moves everything.
    await embedded._checkpoints.close()
    for _ in range(10):
        await _write(embedded)
    await embedded._checkpoints.close()
    size = _log(embedded).stat().st_size
    assert size > 20_000
    for _ in range(9):
        await _write(embedded)
    assert _log(embedded).stat().st_size == size
    async with embedded.reading() as session:
        assert await session.scalar(select(func.count()).select_from(AuditEntry)) == 59


def _log(database: Database) -> Path:
    return Path(f"{database.url.database}-wal")


async def test_connection_is_used_as_an_asynchronous_one(embedded: Database) -> None:
    async with embedded.engine.connect() as connection:
        assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1
        await connection.exec_driver_sql("CREATE TEMP TABLE numbers (n INTEGER)")
        await connection.execute(text("INSERT INTO numbers VALUES (:n)"), [{"n": 1}, {"n": 2}])
        assert (await connection.scalars(text("SELECT n FROM numbers"))).all() == [1, 2]


async def test_commit_that_is_refused_is_told_and_leaves_nothing(embedded: Database) -> None:
    granting = Fixed(
        insert(OfficeMember).values(person_id=bindparam("whom"), role=OfficeRole.ADMINISTRATOR, granted_at=NOW)
    )

    async def grant() -> None:
        async with embedded.transaction() as session:
            await session.execute(text("PRAGMA defer_foreign_keys=on"))
            await granting.change(session, whom=1)

    for _ in range(2):
        with pytest.raises(IntegrityError, match="FOREIGN KEY"):
            await grant()
    await _write(embedded)
    async with embedded.reading() as session:
        assert await session.scalar(select(func.count()).select_from(OfficeMember)) == 0


async def test_connection_that_cannot_go_back_is_not_used_again(embedded: Database) -> None:
    async def fail() -> None:
        async with embedded.transaction() as session:
            raw = await driver(session)
            assert raw is not None
            await session.execute(text("DELETE FROM people"))
            raw.close()

    with pytest.raises(Exception, match="closed database"):
        await fail()
    await _write(embedded)
    async with embedded.reading() as session:
        assert await session.scalar(select(func.count()).select_from(AuditEntry)) == 1
