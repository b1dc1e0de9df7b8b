"""Roles of the office: who may give them, and that taking one away works at once."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import AuditEntry, Person
from bot.db.queries import people as queries
from bot.domain.access import Permission
from bot.domain.enums import OfficeRole
from bot.domain.errors import NotAllowed, RuleViolation
from bot.services import office

NOW = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)


async def _person(session: AsyncSession, telegram_id: int) -> Person:
    person = Person(telegram_id=telegram_id, created_at=NOW)
    session.add(person)
    await session.flush()
    return person


async def _administrator(session: AsyncSession) -> Person:
    await office.appoint_from_settings(session, [1], now=NOW)
    found = await queries.by_telegram_id(session, 1)
    assert found is not None
    return found[0]


async def test_account_from_the_settings_is_administrator_once(database: Database) -> None:
    async with database.transaction() as session:
        await office.appoint_from_settings(session, [1], now=NOW)
    async with database.transaction() as session:
        await office.appoint_from_settings(session, [1], now=NOW)
    async with database.reading() as session:
        assert await queries.office_chats(session, OfficeRole.ADMINISTRATOR) == [(1, 1)]


async def test_appointed_operator_may_decide_but_not_manage_the_office(database: Database) -> None:
    async with database.transaction() as session:
        boss, clerk = await _administrator(session), await _person(session, 2)
        await office.appoint(session, boss, clerk.id, OfficeRole.OPERATOR, now=NOW)
        await office.ensure_allowed(session, clerk, Permission.DECIDE)
        with pytest.raises(NotAllowed):
            await office.ensure_allowed(session, clerk, Permission.MANAGE_OFFICE)


async def test_revoked_role_stops_at_once_and_is_logged(database: Database) -> None:
    async with database.transaction() as session:
        boss, clerk = await _administrator(session), await _person(session, 2)
        await office.appoint(session, boss, clerk.id, OfficeRole.OPERATOR, now=NOW)
        await office.revoke(session, boss, clerk.id, now=NOW)
        with pytest.raises(NotAllowed):
            await office.ensure_allowed(session, clerk, Permission.DECIDE)
        actions = (await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))).all()
        assert actions == ["office.appointed", "office.appointed", "office.revoked"]


async def test_last_administrator_stays(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _administrator(session)
        with pytest.raises(RuleViolation) as refusal:
            await office.revoke(session, boss, boss.id, now=NOW)
        assert refusal.value.key == "office-last-administrator"


async def test_student_cannot_appoint(database: Database) -> None:
    async with database.transaction() as session:
        student, other = await _person(session, 2), await _person(session, 3)
        with pytest.raises(NotAllowed):
            await office.appoint(session, student, other.id, OfficeRole.ADMINISTRATOR, now=NOW)


@pytest.mark.parametrize("statement", ["UPDATE audit_log SET action = 'nothing'", "DELETE FROM audit_log"])
async def test_audit_log_refuses_to_be_rewritten(database: Database, statement: str) -> None:
    async with database.transaction() as session:
        await _administrator(session)
    with pytest.raises(DBAPIError, match="append-only"):
        async with database.transaction() as session:
            await session.execute(text(statement))
