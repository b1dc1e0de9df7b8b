"""Teams without activity: found by what they did last; their tutor is reminded once a day, and only while it is so."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import AuditEntry, Meeting, OutboxMessage, Person, ProjectVersion, Season, Team, TeamQuestion
from bot.domain.errors import NotAllowed, NotFound, RuleViolation, Stale
from bot.domain.team_activity import ActivityKind
from bot.services import outbox, team_silence
from tests.services.team_cast import NOW, Company

DAY = timedelta(days=1)


async def _list(database: Database, office: Person, day: float) -> list[tuple[int, ActivityKind, int]]:
    async with database.reading() as session:
        found = await team_silence.silent_teams(session, office, now=NOW + day * DAY)
    return [(each.line.team.number, each.last.kind, each.days) for each in found.teams]


async def _add(database: Database, *rows: object) -> None:
    async with database.transaction() as session:
        session.add_all(rows)


def _meeting(company: Company, day: float, *, planned: float = 0, rolled: float | None = None) -> Meeting:
    return Meeting(
        team_id=company.teams[0].id, starts_at=NOW + day * DAY, place="Парк", planned_by=company.tutors[0].id,
        planned_at=NOW + planned * DAY, rolled_at=NOW + rolled * DAY if rolled is not None else None,
    )  # fmt: skip


async def test_the_longest_silent_come_first_and_whatever_a_team_does_takes_it_off(database: Database) -> None:
    company = await Company.gather(database)
    first, second, office = *company.teams, company.office
    assert await _list(database, office, 13.9) == []
    assert await _list(database, office, 14) == [(1, ActivityKind.FORMED, 14), (2, ActivityKind.FORMED, 14)]
    await _add(database, _meeting(company, 3))
    # It lies ahead on the first day and is held on the third.
    assert await _list(database, office, 17) == [(2, ActivityKind.FORMED, 17), (1, ActivityKind.MET, 14)]
    await _add(database, _meeting(company, 40, planned=20))
    assert await _list(database, office, 26) == [(2, ActivityKind.FORMED, 26)]
    card = ProjectVersion(
        team_id=second.id, number=1, answers={"title": "Мост"}, author_id=company.tutors[1].id, saved_at=NOW + 27 * DAY
    )
    await _add(database, card, _meeting(company, 21, planned=21, rolled=22))
    assert await _list(database, office, 27) == []
    assert await _list(database, office, 60) == [(2, ActivityKind.PROJECT, 33), (1, ActivityKind.MET, 20)]
    asked = TeamQuestion(
        team_id=second.id, asked_by=company.mentors[0].id, asked_to=company.tutors[1].id, question="Как дела?",
        asked_at=NOW + 45 * DAY,
    )  # fmt: skip
    await _add(database, asked)
    assert await _list(database, office, 60) == [(1, ActivityKind.MET, 20), (2, ActivityKind.QUESTION, 15)]
    async with database.transaction() as session:
        (await session.scalars(select(Season))).one().silent_after_days = 30
        (await session.get_one(Team, first.id)).merged_into_id = second.id
    assert await _list(database, office, 60) == []
    assert await _list(database, office, 80) == [(2, ActivityKind.QUESTION, 35)]


async def test_tutor_is_reminded_once_a_day(database: Database) -> None:
    company = await Company.gather(database)
    team, office = company.teams[0], company.office

    async def remind(day: float, actor: Person = office) -> None:
        async with database.transaction() as session:
            await team_silence.remind(session, actor, team.id, now=NOW + day * DAY)

    with pytest.raises(Stale, match="team-silent-over"):
        await remind(1)
    for stranger in (company.tutors[0], company.students[0], company.mentors[0]):
        with pytest.raises(NotAllowed):
            await remind(20, stranger)
    await remind(20)
    with pytest.raises(Stale, match="team-silent-reminded"):
        await remind(20.1)
    await remind(21)
    async with database.transaction() as session:
        told = (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all()
        logged = (await session.scalars(select(AuditEntry.action))).all()
        assert [(each.person_id, each.args["days"]) for each in told] == [
            (company.tutors[0].id, days) for days in (20, 21)
        ]
        assert logged == ["team.reminded"] * 2
        still = outbox.RECHECKS["team-silent"]
        assert await still(session, told[1], NOW + 21 * DAY)
        session.add(_meeting(company, 25, planned=21))
    async with database.reading() as session:
        # Planned while the message waited for the morning.
        assert not await still(session, told[1], NOW + 21.5 * DAY)


async def test_reminder_waits_for_the_morning(database: Database) -> None:
    company = await Company.gather(database)
    night = NOW + 20 * DAY + timedelta(hours=12)
    async with database.transaction() as session:
        await team_silence.remind(session, company.office, company.teams[0].id, now=night)
    async with database.reading() as session:
        message = (await session.scalars(select(OutboxMessage))).one()
    # 22:00 on the season's clock; quiet until 08:00.
    assert message.not_before == night + timedelta(hours=10)


async def test_team_without_a_reachable_tutor_reminds_nobody(database: Database) -> None:
    company = await Company.gather(database)
    async with database.transaction() as session:
        (await session.get_one(Person, company.tutors[0].id)).unreachable_since = NOW
        team = await session.get_one(Team, company.teams[1].id)
        team.tutor_id = None
    for team in company.teams:
        async with database.transaction() as session:
            with pytest.raises(RuleViolation, match="team-silent-nobody"):
                await team_silence.remind(session, company.office, team.id, now=NOW + 20 * DAY)
    async with database.reading() as session:
        with pytest.raises(NotFound):
            await team_silence.pulse(session, company.office, 10**6, now=NOW)
