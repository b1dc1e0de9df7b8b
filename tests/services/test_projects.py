"""Projects: who may read and write, every version kept, support and presentation counted by the indicators."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import OutboxMessage, ProjectVersion, Season
from bot.db.queries import indicators
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.services import projects
from tests.services.team_cast import NOW, Company

CARD = {"title": "Теплица", "problem": "Зимой нет овощей", "stage": "idea"}
SUPPORT = {"supporter": "Агрохолдинг", "kind": "money", "document": "письмо № 5"}


async def _save(database: Database, company: Company, **changes: str) -> int:
    async with database.transaction() as session:
        saved = await projects.save(session, company.tutors[0], company.teams[0].id, CARD | changes, now=NOW)
        return saved.number


async def test_every_version_is_kept_and_the_same_card_is_not_saved_twice(database: Database) -> None:
    company = await Company.gather(database)
    assert await _save(database, company) == 1
    assert await _save(database, company, stage="plan") == 2
    with pytest.raises(Stale, match="project-unchanged"):
        await _save(database, company, stage="plan")
    async with database.reading() as session:
        found = await projects.project(session, company.students[0], company.teams[0].id, now=NOW)
    assert [line.version.answers["stage"] for line in found.versions] == ["idea", "plan"]
    assert (found.edits, found.office, found.counted) == (False, False, 1)


async def test_two_who_save_at_once_get_two_numbers(database: Database) -> None:
    company = await Company.gather(database)
    numbers = await asyncio.gather(*(_save(database, company, title=f"Проект {index}") for index in range(6)))
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]


async def test_of_two_who_write_over_the_same_version_the_second_is_told(database: Database) -> None:
    company = await Company.gather(database)
    team = company.teams[0]
    await _save(database, company)
    async with database.transaction() as session:
        await projects.save(session, company.office, team.id, CARD | {"stage": "plan"}, based_on=1, now=NOW)
    with pytest.raises(RuleViolation, match="project-overtaken"):
        async with database.transaction() as session:
            await projects.save(session, company.tutors[0], team.id, CARD | {"title": "Сад"}, based_on=1, now=NOW)
    async with database.reading() as session:
        found = await projects.project(session, company.tutors[0], team.id, now=NOW)
        told = (await session.scalars(select(OutboxMessage))).all()
    assert [line.version.answers["title"] for line in found.versions] == ["Теплица", "Теплица"]
    assert [(each.person_id, each.template) for each in told] == [(company.tutors[0].id, "project-by-office")]


async def test_last_version_before_the_deadline_counts(database: Database) -> None:
    company = await Company.gather(database)
    team = company.teams[0]
    async with database.transaction() as session:
        (await session.scalars(select(Season))).one().projects_close_at = NOW
    await _save(database, company)
    async with database.transaction() as session:
        late = NOW + timedelta(seconds=1)
        await projects.save(session, company.tutors[0], team.id, CARD | {"stage": "ready"}, now=late)
        found = await projects.project(session, company.tutors[0], team.id, now=late)
    assert [line.version.number for line in found.versions] == [1, 2]
    assert found.counted == 0


async def test_strangers_read_nothing_and_members_write_nothing(database: Database) -> None:
    company = await Company.gather(database)
    team = company.teams[0]
    for reader in (company.students[3], company.tutors[1], company.mentors[0]):
        with pytest.raises(NotAllowed):
            async with database.transaction() as session:
                await projects.project(session, reader, team.id, now=NOW)
    for writer in (company.students[0], company.tutors[1]):
        with pytest.raises(NotAllowed):
            async with database.transaction() as session:
                await projects.save(session, writer, team.id, CARD, now=NOW)
        with pytest.raises(NotAllowed):
            async with database.transaction() as session:
                await projects.record_support(session, writer, team.id, SUPPORT, now=NOW)
    async with database.reading() as session:
        assert (await session.scalars(select(ProjectVersion))).all() == []


async def test_support_and_presentation_are_counted(database: Database) -> None:
    company = await Company.gather(database)
    team = company.teams[0]
    async with database.transaction() as session:
        support = await projects.record_support(session, company.office, team.id, SUPPORT, now=NOW)
        await projects.record_support(session, company.office, team.id, SUPPORT, now=NOW)
        await projects.set_defended(session, company.office, team.id, True, now=NOW)
        await projects.set_defended(session, company.office, team.id, True, now=NOW)
        assert await indicators.teams(session) == (2, 1, 1, 1)
        await projects.drop_support(session, company.office, support.id, now=NOW)
        assert await indicators.teams(session) == (2, 1, 1, 1)
        with pytest.raises(Stale, match="project-support-gone"):
            await projects.drop_support(session, company.office, support.id, now=NOW)
        await projects.set_defended(session, company.office, team.id, False, now=NOW)
        assert await indicators.teams(session) == (2, 0, 1, 0)
