"""The demo's people: characters of classic novels who have registered and applied, so that the office has work."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, ApplicationVersion, Call, Consent, Organisation, Person, Season
from bot.domain.applications import application_number
from bot.domain.consents import WORDING
from bot.domain.enums import ApplicationStatus, ConsentPurpose, Gender, InstitutionKind, Role
from bot.domain.people import search_key
from bot.services import seasons

_FIRST_TELEGRAM_ID = 7_000_000_001
_ROLES = {"students": Role.STUDENT, "tutors": Role.TUTOR, "mentors": Role.MENTOR}


@dataclass(frozen=True, slots=True)
class DemoPhone:
    """A phone on the page: whose it is, what is written over it, whether the person has used the bot already."""

    telegram_id: int
    first_name: str
    last_name: str
    phone: str | None = None
    label: str | None = None
    accent: str | None = None
    known: bool = True
    office: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody of the demo: the pinned phones first."""

    pinned: Sequence[DemoPhone]
    others: Sequence[DemoPhone]


@dataclass(frozen=True, slots=True)
class _Character:
    role: Role
    telegram_id: int
    surname: str
    first_name: str
    patronymic: str
    gender: Gender
    age: int
    municipality: str
    institution: InstitutionKind
    organisation: str
    grade: str
    directions: tuple[str, str]
    idea: str

    @property
    def phone(self) -> str:
        """A number nobody has: 555 in the middle, as in films."""
        return f"+7914555{self.telegram_id % 10_000:04d}"


def read(path: Path) -> dict[str, Any]:
    """The file of the demo's people."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def cast(data: Mapping[str, Any]) -> Cast:
    """Who stands on the page, and who else is there."""
    characters = _characters(data)
    by_name = {(person.surname, person.first_name): person for person in characters}
    pinned: list[DemoPhone] = []
    for number, phone in enumerate(data["phones"]):
        name = (phone["surname"], phone["first_name"])
        person = by_name.pop(name) if phone.get("known") else None
        pinned.append(
            DemoPhone(
                telegram_id=person.telegram_id if person is not None else _FIRST_TELEGRAM_ID - 100 + number,
                first_name=phone["first_name"],
                last_name=phone["surname"],
                phone=person.phone if person is not None else phone.get("phone"),
                label=phone["label"],
                accent=phone.get("accent"),
                known=person is not None,
                office=phone.get("office", False),
            )
        )
    others = [
        DemoPhone(person.telegram_id, person.first_name, person.surname, person.phone) for person in by_name.values()
    ]
    return Cast(pinned, others)


def _characters(data: Mapping[str, Any]) -> list[_Character]:
    found: list[_Character] = []
    for group, role in _ROLES.items():
        for row in data[group]:
            surname, first_name, patronymic, gender, age, municipality, kind, organisation, grade, *directions, idea = (
                row
            )
            found.append(
                _Character(
                    role,
                    _FIRST_TELEGRAM_ID + len(found),
                    surname,
                    first_name,
                    patronymic,
                    Gender(gender),
                    age,
                    municipality,
                    InstitutionKind(kind),
                    organisation,
                    grade,
                    (directions[0], directions[1]),
                    idea,
                )
            )
    return found


async def seed(session: AsyncSession, data: Mapping[str, Any], *, now: datetime) -> None:
    """Write the characters with their consents and applications into the current season."""
    season = await seasons.current(session)
    calls = {call.role: call for call in await session.scalars(select(Call).where(Call.season_id == season.id))}
    rows = await session.execute(select(Organisation.short_name, Organisation.name, Organisation.id))
    organisations = {name: number for short, full, number in rows for name in (short, full)}
    for phone in cast(data).pinned:
        if phone.office:
            session.add(_colleague(phone, now))
    for offset, character in enumerate(_characters(data)):
        registered = now - timedelta(days=6, minutes=17 * offset)
        person = _person(character, organisations, season, registered)
        session.add(person)
        await session.flush()
        session.add_all(_consents(person, registered))
        await _apply(session, person, character, calls[character.role], registered + timedelta(hours=1))


def _colleague(phone: DemoPhone, now: datetime) -> Person:
    """Somebody of the office, by name: the audit log shows who did what."""
    return Person(
        telegram_id=phone.telegram_id,
        language="ru",
        surname=phone.last_name,
        first_name=phone.first_name,
        created_at=now,
    )


def _person(character: _Character, organisations: Mapping[str, int], season: Season, registered: datetime) -> Person:
    known = organisations.get(character.organisation)
    today = registered.astimezone(ZoneInfo(season.zone)).date()
    person = Person(
        telegram_id=character.telegram_id,
        language="ru",
        role=character.role,
        surname=character.surname,
        first_name=character.first_name,
        patronymic=character.patronymic,
        gender=character.gender,
        # Half a year after the birthday: the age holds on every day of the demo.
        birth_date=date(today.year - character.age, today.month, 1) - timedelta(days=182),
        phone=character.phone,
        municipality_id=character.municipality,
        institution=character.institution,
        organisation_id=known,
        organisation_name=None if known else character.organisation,
        grade=character.grade or None,
        created_at=registered,
        registered_at=registered,
    )
    person.search_name = search_key(person.full_name)
    return person


def _consents(person: Person, at: datetime) -> list[Consent]:
    signers = ["self"] if person.role is not Role.STUDENT else ["self", "guardian"]
    return [
        Consent(
            person_id=person.id,
            purpose=ConsentPurpose.PARTICIPATION,
            relation=signer,
            text_version=WORDING,
            text_hash="0" * 64,
            channel="demo",
            evidence="demo",
            given_at=at,
        )
        for signer in signers
    ]


async def _apply(session: AsyncSession, person: Person, character: _Character, call: Call, at: datetime) -> None:
    call.last_number += 1
    answers = _answers(call, character)
    application = Application(
        call_id=call.id,
        person_id=person.id,
        number=application_number(call.role, call.last_number),
        status=ApplicationStatus.SUBMITTED,
        answers=answers,
        version=1,
        created_at=at,
        submitted_at=at,
    )
    session.add(application)
    await session.flush()
    session.add(ApplicationVersion(application_id=application.id, version=1, answers=answers, submitted_at=at))


def _answers(call: Call, character: _Character) -> dict[str, Any]:
    own: dict[str, Any] = {
        "direction_first": character.directions[0],
        "direction_second": character.directions[1],
        "directions": list(character.directions),
    }
    answers: dict[str, Any] = {}
    for question in call.questions:
        key, kind = question["key"], question["kind"]
        if key in own:
            answers[key] = own[key]
        elif kind in ("long_text", "text") and question.get("required", True):
            answers[key] = character.idea
        elif kind == "yes_no":
            answers[key] = True
        elif kind == "number":
            answers[key] = question.get("lowest") or 1
        elif kind == "choice" and question.get("required", True):
            options = question["options"]
            answers[key] = options[character.telegram_id % len(options)]["value"]
    return answers
