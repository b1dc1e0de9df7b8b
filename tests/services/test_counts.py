"""Sums are counted at once while there are few, and kept for a minute where there are many."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import Application
from bot.db.queries.selection import QueueFilter
from bot.domain.enums import ApplicationStatus, OfficeRole, Role
from bot.services import counts, selection
from tests import cast

NOW = cast.OPEN


class Counter:
    """Counts one more each time it is asked."""

    asked = 0

    async def __call__(self) -> Sequence[Any]:
        self.asked += 1
        return [self.asked]


async def _ask(database: Database, count: Counter, at: datetime, changed_at: datetime | None = None) -> Any:
    async with database.transaction() as session:
        found, when = await counts.kept(session, "sum", count, changed_at=changed_at, now=at)
    return found[0], when


async def _one_with_id(session: AsyncSession, number: int) -> None:
    calls = await cast.load_season(session)
    person = await cast.participant(session, 5000, role=Role.STUDENT)
    session.add(
        Application(
            id=number, call_id=calls[Role.STUDENT].id, person_id=person.id, status=ApplicationStatus.DRAFT, answers={},
            created_at=NOW,
        )
    )  # fmt: skip


async def test_few_are_counted_every_time(season_database: Database) -> None:
    count = Counter()
    assert await _ask(season_database, count, NOW) == (1, NOW)
    assert await _ask(season_database, count, NOW) == (2, NOW)


async def test_many_are_counted_once_a_minute_and_after_every_change(season_database: Database) -> None:
    async with season_database.transaction() as session:
        await _one_with_id(session, counts.MANY)
    count, later, minute = Counter(), NOW + timedelta(seconds=59), NOW + timedelta(minutes=1)
    assert await _ask(season_database, count, NOW) == (1, NOW)
    assert await _ask(season_database, count, later) == (1, NOW)
    assert await _ask(season_database, count, later, changed_at=NOW) == (2, later)
    assert await _ask(season_database, count, NOW) == (3, NOW), "the clock was set back"
    assert await _ask(season_database, count, minute) == (4, minute)


@pytest.mark.parametrize("many", [False, True])
async def test_who_is_not_admitted_is_the_same_among_many(season_database: Database, *, many: bool) -> None:
    async with season_database.transaction() as session:
        call = (await cast.load_season(session))[Role.STUDENT]
        boss = await cast.office_member(session, OfficeRole.ADMINISTRATOR)
        signed = await cast.apply(session, await cast.participant(session, 1), call)
        bare = [await cast.apply(session, await cast.participant(session, n, consents=False), call) for n in (2, 3)]
        if many:
            await _one_with_id(session, counts.MANY)
        chosen = QueueFilter(consent_missing=True)
        rows, total = await selection.queue(session, boss, call.id, chosen, page=0, size=8, now=NOW)
        following = await selection.next_card(session, boss, signed.id, chosen, now=NOW)
    assert ([row.application.id for row in rows], total) == ([each.id for each in bare], 2)
    assert following == bare[0].id
