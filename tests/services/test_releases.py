"""Announcing decisions: at a chosen time, never at night, with a second administrator where there are two."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import Application, Call, OutboxMessage, Person, ReleaseOrder
from bot.domain.enums import ApplicationStatus, OfficeRole, Outcome, Role
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.services import applications, decisions, releases, selection
from bot.services.decisions import Overview
from tests.cast import OPEN, apply, load_season, office_member, participant

LATER = OPEN + timedelta(days=20)
NIGHT = LATER + timedelta(hours=13)
"""23:00 in Blagoveshchensk; the next morning's letters leave nine hours later."""


@pytest.fixture
def database(season_database: Database) -> Database:
    """With the shipped season in it."""
    return season_database


async def _scene(session: AsyncSession, *, administrators: int) -> tuple[list[Person], Call, list[Application]]:
    call = (await load_season(session))[Role.STUDENT]
    office = [
        await office_member(session, OfficeRole.ADMINISTRATOR, telegram_id=900 + number)
        for number in range(administrators)
    ]
    sent = [await apply(session, await participant(session, 10 + place), call) for place in range(3)]
    for application in sent[:2]:
        await selection.stage(session, office[0], application.id, Outcome.ACCEPTED, now=LATER)
    return office, call, sent


async def _announce(
    session: AsyncSession, actor: Person, call: Call, *, at: datetime | None = None, now: datetime = LATER
) -> Overview | ReleaseOrder:
    seen = (await decisions.overview(session, actor, call.id, now=now)).seen
    return await releases.announce(session, actor, call.id, seen=seen, at=at, now=now)


async def _told(session: AsyncSession) -> list[str]:
    rows = select(OutboxMessage).where(OutboxMessage.template == "decision-accepted").order_by(OutboxMessage.id)
    return [row.args["number"] for row in await session.scalars(rows)]


async def test_one_administrator_announces_at_once(database: Database) -> None:
    async with database.transaction() as session:
        (boss,), call, _ = await _scene(session, administrators=1)
        assert isinstance(await _announce(session, boss, call), Overview)
        assert await _told(session) == ["С-0001", "С-0002"]


async def test_two_administrators_need_each_other(database: Database) -> None:
    async with database.transaction() as session:
        (boss, other), call, _ = await _scene(session, administrators=2)
        order = await _announce(session, boss, call)
        assert isinstance(order, ReleaseOrder)
        await releases.tick(session, now=LATER)
        assert await _told(session) == []
        asked = await session.scalars(select(OutboxMessage.chat_id).where(OutboxMessage.template == "release-asked"))
        assert asked.all() == [other.telegram_id]
        with pytest.raises(RuleViolation, match="release-own"):
            await releases.confirm(session, boss, order.id, now=LATER)
        clerk = await office_member(session, OfficeRole.OPERATOR, telegram_id=950)
        with pytest.raises(NotAllowed):
            await releases.confirm(session, clerk, order.id, now=LATER)
        with pytest.raises(Stale, match="release-ordered"):
            await _announce(session, boss, call)
        await releases.confirm(session, other, order.id, now=LATER)
        assert await _told(session) == ["С-0001", "С-0002"]
        with pytest.raises(Stale, match="release-over"):
            await releases.confirm(session, other, order.id, now=LATER)


async def test_at_a_chosen_time_and_only_what_stood_then(database: Database) -> None:
    async with database.transaction() as session:
        (boss,), call, (one, two, three) = await _scene(session, administrators=1)
        at = LATER + timedelta(days=1)
        await _announce(session, boss, call, at=at)
        hour_later = LATER + timedelta(hours=1)
        await selection.stage(session, boss, three.id, Outcome.ACCEPTED, now=hour_later)
        await selection.stage(session, boss, two.id, Outcome.RESERVE, now=hour_later)
        await releases.tick(session, now=at - timedelta(seconds=1))
        assert await _told(session) == []
        await releases.tick(session, now=at)
        await releases.tick(session, now=at)
        assert await _told(session) == ["С-0001"]
        assert [row.status.value for row in (one, two, three)] == ["accepted", "submitted", "submitted"]
        assert await releases.order_of(session, call.id) is None


async def test_at_night_everything_waits_for_the_morning(database: Database) -> None:
    async with database.transaction() as session:
        (boss,), call, (one, *_) = await _scene(session, administrators=1)
        order = await _announce(session, boss, call, now=NIGHT)
        assert isinstance(order, ReleaseOrder)
        assert order.release_at == NIGHT + timedelta(hours=9)
        await releases.tick(session, now=NIGHT + timedelta(hours=8))
        assert (one.status, await _told(session)) == (ApplicationStatus.SUBMITTED, [])
        gone = await session.get_one(Person, one.person_id)
        await applications.withdraw(session, gone, call.id, now=NIGHT + timedelta(hours=8))
        await releases.tick(session, now=order.release_at)
        assert await _told(session) == ["С-0002"]


async def test_called_off_leaves_the_decisions(database: Database) -> None:
    async with database.transaction() as session:
        (boss, other), call, _ = await _scene(session, administrators=2)
        order = await _announce(session, boss, call)
        assert isinstance(order, ReleaseOrder)
        await releases.cancel(session, other, order.id, now=LATER)
        await releases.tick(session, now=LATER + timedelta(days=2))
        overview = await decisions.overview(session, boss, call.id, now=LATER)
        assert (await _told(session), overview.staged[Outcome.ACCEPTED]) == ([], 2)


async def test_a_bad_time_is_refused(database: Database) -> None:
    async with database.transaction() as session:
        (boss,), call, _ = await _scene(session, administrators=1)
        with pytest.raises(RuleViolation, match="release-in-past"):
            await _announce(session, boss, call, at=LATER)
        with pytest.raises(RuleViolation, match="release-too-far"):
            await _announce(session, boss, call, at=LATER + timedelta(days=61))
