"""The weights of the next run: kept by the season, written into the run, seen by those who form teams."""

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import AuditEntry, Season
from bot.domain.enums import TeamRunStatus
from bot.domain.errors import NotAllowed
from bot.domain.team_model import TeamWeights
from bot.domain.team_weights import Level
from bot.services import team_weights
from tests.services.team_cast import NOW, Company


async def test_weights_stay_until_they_are_reset(database: Database) -> None:
    company = await Company.gather(database, status=TeamRunStatus.DRAFT)
    for _ in range(2):  # a double tap
        async with database.transaction() as session:
            season = await session.get_one(Season, company.run.season_id)
            await team_weights.set_level(session, company.office, season, "wishes", Level.MOST, now=NOW)
    async with database.transaction() as session:
        season = await session.get_one(Season, company.run.season_id)
        assert season.team_weights == {"wishes": 120}
        assert team_weights.weights_of(season) == TeamWeights(wishes=120)
        await team_weights.reset(session, company.office, season, now=NOW)
    async with database.reading() as session:
        season = await session.get_one(Season, company.run.season_id)
        assert season.team_weights is None
        done = await session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "teams.weights"))
        assert done.all() == ["wishes=most", "usual"]


async def test_strangers_neither_see_nor_set_them(database: Database) -> None:
    company = await Company.gather(database)
    for stranger in (company.students[0], company.tutors[0], company.mentors[0]):
        async with database.transaction() as session:
            season = await session.get_one(Season, company.run.season_id)
            with pytest.raises(NotAllowed):
                await team_weights.open_weights(session, stranger, season)
            with pytest.raises(NotAllowed):
                await team_weights.set_level(session, stranger, season, "wishes", Level.OFF, now=NOW)
            with pytest.raises(NotAllowed):
                await team_weights.reset(session, stranger, season, now=NOW)
