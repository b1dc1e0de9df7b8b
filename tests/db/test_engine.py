"""Transactions: nothing is lost when many write at once, and reads do not wait."""

import asyncio
from datetime import UTC, datetime

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import migrations
from bot.db.engine import Database
from bot.db.models import (
    AuditEntry,
    Call,
    Event,
    OfficeInvitation,
    Person,
    Season,
    SendBudget,
    Team,
    TeamMember,
    TeamRun,
)
from bot.domain.enums import OfficeRole, TeamRunStatus
from bot.services import office as office_service

NOW = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)


async def test_concurrent_increments_are_all_kept(database: Database) -> None:
    async with database.transaction() as session:
        session.add(SendBudget(bucket="all", tat_us=0))

    async def increment() -> None:
        async with database.transaction() as session:
            row = await session.get_one(SendBudget, "all", with_for_update=True)
            await asyncio.sleep(0)
            row.tat_us += 1

    await asyncio.gather(*(increment() for _ in range(200)))

    async with database.reading() as session:
        assert (await session.get_one(SendBudget, "all")).tat_us == 200


async def test_transaction_that_raises_leaves_nothing(database: Database) -> None:
    async def fail_after_writing() -> None:
        async with database.transaction() as session:
            session.add(Person(telegram_id=1, created_at=NOW))
            await session.flush()
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        await fail_after_writing()

    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Person)) == 0


async def test_moment_comes_back_aware(database: Database) -> None:
    async with database.transaction() as session:
        session.add(Person(telegram_id=1, created_at=NOW))

    async with database.reading() as session:
        assert await session.scalar(select(Person.created_at)) == NOW


async def test_reading_does_not_wait_for_a_writer(database: Database) -> None:
    async with database.transaction() as writer:
        writer.add(Person(telegram_id=1, created_at=NOW))
        await writer.flush()
        async with asyncio.timeout(30), database.reading() as reader:
            assert await reader.scalar(select(func.count()).select_from(AuditEntry)) == 0


async def test_migrations_go_down_and_up_again_and_match_the_models(database: Database) -> None:
    await migrations.downgrade(database, "base")
    await migrations.upgrade(database)
    await migrations.check(database)


async def test_migrations_keep_what_stands_in_the_tables(season_database: Database) -> None:
    async with season_database.transaction() as session:
        season_id = await session.scalar(select(Season.id))
        assert season_id is not None
        office, student = Person(telegram_id=1, created_at=NOW), Person(telegram_id=2, created_at=NOW)
        session.add_all([office, student])
        await session.flush()
        published = {"season_id": season_id, "seed": 1, "rules": {}, "score": {}, "status": TeamRunStatus.PUBLISHED}
        run = TeamRun(**published, created_by=office.id, created_at=NOW)
        session.add(run)
        await session.flush()
        team = Team(run_id=run.id, number=1, name="1")
        session.add(team)
        await session.flush()
        session.add(TeamMember(run_id=run.id, team_id=team.id, person_id=student.id))
    async with season_database.reading() as session:
        before = await _counts(session)
    # The first migrations of tables that others refer to: there all of these stood already.
    await migrations.downgrade(season_database, "0004")
    await migrations.upgrade(season_database)
    async with season_database.reading() as session:
        assert await _counts(session) == before
        # References are checked again on the connection the migrations ran on.
        session.add(TeamMember(run_id=run.id, team_id=team.id + 1000, person_id=office.id))
        with pytest.raises(IntegrityError):
            await session.flush()


async def test_links_that_are_out_stay_good_when_their_tokens_become_hashes(season_database: Database) -> None:
    async with season_database.transaction() as session:
        await office_service.appoint_from_settings(session, [1], now=NOW)
        boss, colleague = (await session.scalars(select(Person))).one(), Person(telegram_id=2, created_at=NOW)
        session.add(colleague)
        made = await office_service.invite(
            session, boss, surname="Зимина", first_name="Ольга", role=OfficeRole.OPERATOR, now=NOW
        )
        stored = select(OfficeInvitation.token)
        assert await session.scalar(stored) != made.token
        await session.execute(update(OfficeInvitation).values(token=made.token))
    await migrations.downgrade(season_database, "0017")
    await migrations.upgrade(season_database)
    async with season_database.transaction() as session:
        actor = await session.get_one(Person, colleague.id)
        assert await office_service.accept_invitation(session, actor, made.token, now=NOW) is OfficeRole.OPERATOR


async def _counts(session: AsyncSession) -> list[int]:
    tables = (Season, Call, Event, Team, TeamMember, Person)
    counts = [await session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]
    assert min(counts) > 0
    return counts


async def test_newest_migration_is_found_as_alembic_finds_it(database: Database) -> None:
    head = ScriptDirectory.from_config(migrations.alembic_config()).get_current_head()
    assert await migrations.revisions(database) == (head, head)
    await migrations.downgrade(database, "base")
    assert await migrations.revisions(database) == (None, head)
    await migrations.upgrade(database)
