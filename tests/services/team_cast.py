"""People of a season for the tests of teams and mentors: a whole selection behind them, without its dialogues."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import (
    Application,
    Call,
    Direction,
    Municipality,
    OfficeMember,
    Person,
    Season,
    Team,
    TeamMember,
    TeamRun,
)
from bot.domain.enums import ApplicationStatus, Gender, OfficeRole, Role, TeamRunStatus

NOW = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)
"""Monday, ten in the morning in the region."""

DIRECTIONS = ("it", "agro", "space")
_TOWNS = ("tynda", "zeya", "svobodny")


async def set_stage(session: AsyncSession) -> Season:
    """A season with its reference lists and the three calls, closed."""
    session.add_all(Direction(id=name, name=name.title(), position=place) for place, name in enumerate(DIRECTIONS))
    session.add_all(Municipality(id=name, name=name.title(), position=place) for place, name in enumerate(_TOWNS))
    season = Season(
        code="test", title="Test", zone="Asia/Yakutsk", starts_on=date(2026, 8, 1), ends_on=date(2027, 5, 1),
        contact="office", targets={}, texts={}, created_at=NOW,
    )  # fmt: skip
    session.add(season)
    await session.flush()
    for role in (Role.STUDENT, Role.TUTOR, Role.MENTOR):
        call = Call(
            season_id=season.id, role=role, title=role.value, opens_at=NOW - timedelta(days=40),
            closes_at=NOW - timedelta(days=10), age_reference_on=NOW.date(), quota=20, reserve=5, questions=[],
        )  # fmt: skip
        session.add(call)
    await session.flush()
    return season


async def office_member(session: AsyncSession, telegram_id: int, role: OfficeRole = OfficeRole.OPERATOR) -> Person:
    """Somebody of the project office."""
    person = Person(telegram_id=telegram_id, first_name="Офис", created_at=NOW)
    session.add(person)
    await session.flush()
    session.add(OfficeMember(person_id=person.id, role=role, granted_at=NOW))
    return person


async def applicant(
    session: AsyncSession,
    season: Season,
    role: Role,
    index: int,
    *,
    status: ApplicationStatus = ApplicationStatus.ACCEPTED,
    **answers: object,
) -> Person:
    """The ``index``-th person of a role with a decided application; girls and boys, towns and wishes take turns."""
    first = DIRECTIONS[index % 3]
    telegram_id = {Role.STUDENT: 10_000, Role.TUTOR: 20_000, Role.MENTOR: 30_000}[role] + index
    person = Person(
        telegram_id=telegram_id, role=role, surname=f"Яковлев{index}", first_name=f"Имя{index}",
        patronymic="Петрович", search_name=f"яковлев{index:04}", gender=list(Gender)[index % 2],
        birth_date=date(2010, 1, 1 + index % 28), municipality_id=_TOWNS[index % 3],
        organisation_name=f"Школа {index % 7}", created_at=NOW, registered_at=NOW,
    )  # fmt: skip
    session.add(person)
    await session.flush()
    call = await _call(session, season, role)
    wishes = {"directions": [first]} if role is Role.MENTOR else {"direction_first": first}
    session.add(
        Application(
            call_id=call.id,
            person_id=person.id,
            number=f"{role.value}-{index}",
            status=status,
            answers=wishes | answers,
            version=1,
            created_at=NOW,
        )
    )
    await session.flush()
    return person


async def _call(session: AsyncSession, season: Season, role: Role) -> Call:
    found = await session.scalars(select(Call).where(Call.season_id == season.id, Call.role == role))
    return found.one()


async def formed_run(
    session: AsyncSession, season: Season, actor: Person, teams: list[tuple[Person, list[Person]]],
    *, status: TeamRunStatus = TeamRunStatus.PUBLISHED,
) -> tuple[TeamRun, list[Team]]:  # fmt: skip
    """A run as the formation would have written it; the n-th team's direction is the n-th of DIRECTIONS."""
    run = TeamRun(
        season_id=season.id, seed=1, rules={"min_size": 2, "max_size": 4}, score={}, status=status,
        created_by=actor.id, created_at=NOW, published_at=NOW if status is TeamRunStatus.PUBLISHED else None,
    )  # fmt: skip
    session.add(run)
    await session.flush()
    made = []
    for place, (tutor, students) in enumerate(teams):
        team = Team(
            run_id=run.id,
            number=place + 1,
            name=f"№ {place + 1}",
            direction_id=DIRECTIONS[place % 3],
            tutor_id=tutor.id,
        )
        session.add(team)
        await session.flush()
        session.add_all(TeamMember(run_id=run.id, team_id=team.id, person_id=each.id) for each in students)
        made.append(team)
    await session.flush()
    return run, made


class Company:
    """A published season in the database: two teams of three, their tutors, the office, ``mentors`` mentors."""

    office: Person
    run: TeamRun
    teams: list[Team]
    students: list[Person]
    tutors: list[Person]
    mentors: list[Person]

    @classmethod
    async def gather(
        cls, database: Database, *, mentors: int = 3, status: TeamRunStatus = TeamRunStatus.PUBLISHED
    ) -> "Company":
        """Write everybody in one transaction."""
        self = cls()
        async with database.transaction() as session:
            season = await set_stage(session)
            self.office = await office_member(session, 1)
            self.students = [await applicant(session, season, Role.STUDENT, index) for index in range(6)]
            self.tutors = [await applicant(session, season, Role.TUTOR, index) for index in range(2)]
            self.mentors = [await applicant(session, season, Role.MENTOR, index) for index in range(mentors)]
            pairs = [(self.tutors[0], self.students[:3]), (self.tutors[1], self.students[3:])]
            self.run, self.teams = await formed_run(session, season, self.office, pairs, status=status)
        return self
