"""People and applications that tests need: a season, an office, applicants with their consents."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import ROOT
from bot.db.models import Application, Call, Consent, OfficeMember, Person
from bot.db.queries import seasons as season_queries
from bot.domain.enums import ConsentPurpose, Gender, InstitutionKind, OfficeRole, Role
from bot.services import applications, seasons

OPEN = datetime(2019, 8, 20, 1, 0, tzinfo=UTC)
"""Tuesday, 10:00 in Blagoveshchensk: all calls of the shipped season are open."""

MOTIVATION = "Хочу, чтобы в моём селе было чем заняться после школы, и готова за это взяться."
ANSWERS: dict[Role, dict[str, Any]] = {
    Role.STUDENT: {
        "motivation": MOTIVATION,
        "direction_first": "it",
        "direction_second": None,
        "project_idea": "Карта мест, где можно собраться и сделать что-то вместе.",
        "team_role": "invent",
        "attend_school": True,
    },
    Role.TUTOR: {
        "motivation": MOTIVATION,
        "experience": "Два лета вожатой.",
        "direction_first": "space",
        "conflict": "Соберу всех, дам каждому сказать, а потом вернёмся к плану на завтра.",
        "hours": "4-6",
        "attend_school": True,
    },
    Role.MENTOR: {
        "position": "Инженер",
        "directions": ["energy", "it"],
        "help": "Покажу станцию и помогу с расчётами.",
        "format": "both",
        "capacity": 1,
    },
}
BORN = {Role.STUDENT: date(2004, 3, 5), Role.TUTOR: date(2000, 3, 5), Role.MENTOR: date(1980, 3, 5)}
PLACES = {
    Role.STUDENT: InstitutionKind.SCHOOL,
    Role.TUTOR: InstitutionKind.UNIVERSITY,
    Role.MENTOR: InstitutionKind.WORK,
}


async def load_season(session: AsyncSession, now: datetime = OPEN) -> dict[Role, Call]:
    """The shipped season, loaded unless it is there (the fixture ``season_database``); its calls by role."""
    season = await season_queries.newest(session)
    if season is None:
        season = await seasons.load(session, seasons.read_file(ROOT / "seasons" / "2019-2020.toml"), now=now)
    calls = await session.scalars(select(Call).where(Call.season_id == season.id))
    return {call.role: call for call in calls}


async def office_member(session: AsyncSession, role: OfficeRole, *, telegram_id: int = 900) -> Person:
    """Somebody of the office."""
    person = Person(telegram_id=telegram_id, created_at=OPEN)
    session.add(person)
    await session.flush()
    session.add(OfficeMember(person_id=person.id, role=role, granted_at=OPEN))
    await session.flush()
    return person


async def participant(
    session: AsyncSession,
    telegram_id: int,
    *,
    role: Role = Role.STUDENT,
    municipality_id: str = "go-zeya",
    consents: bool = True,
) -> Person:
    """A registered person of a fitting age; a student has the consent of a guardian too."""
    person = Person(
        telegram_id=telegram_id,
        role=role,
        surname="Иванова",
        first_name="Анна",
        gender=Gender.FEMALE,
        # Nobody is taken for somebody else: same names are born on days of their own.
        birth_date=BORN[role] - timedelta(days=telegram_id % 150),
        institution=PLACES[role],
        organisation_name="Школа № 1",
        municipality_id=municipality_id,
        phone=None,
        created_at=OPEN,
        registered_at=OPEN,
    )
    session.add(person)
    await session.flush()
    if consents:
        await sign(session, person, person.id)
        if role is Role.STUDENT:
            await sign(session, person, None)
    return person


async def sign(session: AsyncSession, person: Person, signer_id: int | None) -> None:
    """A consent to take part; without a signer it is a paper of the guardian the office has recorded."""
    session.add(
        Consent(
            person_id=person.id,
            purpose=ConsentPurpose.PARTICIPATION,
            signer_id=signer_id,
            relation="self" if signer_id == person.id else "mother",
            text_version="1",
            text_hash="0" * 64,
            channel="bot",
            evidence="",
            given_at=OPEN,
        )
    )
    await session.flush()


async def apply(session: AsyncSession, person: Person, call: Call, *, now: datetime = OPEN) -> Application:
    """A sent application with all required answers."""
    await applications.start(session, person, call.id, now=now)
    return await applications.submit(session, person, call.id, ANSWERS[call.role], now=now)
