"""People about themselves: where they came from, registration, what they change later."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, SourceVisit
from bot.db.queries import people as queries
from bot.db.queries import seasons as season_queries
from bot.domain.applications import ensure_complete
from bot.domain.consents import CONSENT_AGE
from bot.domain.enums import Gender, InstitutionKind, QuestionKind, Role
from bot.domain.errors import RuleViolation, Stale
from bot.domain.people import age_on, eligibility, needs_guardian, parse_grade, search_key
from bot.domain.questions import Option, Question
from bot.services import audit

APPLYING = (Role.STUDENT, Role.TUTOR, Role.MENTOR)
"""Who registers on their own; guardians come by a child's link, partners are entered by the office."""

OTHER = "other"
"""The option «Другая организация»: its name is typed."""

_HOME_ZONE = "Asia/Yakutsk"
_LISTS = 500
"""Pick-lists kept as questions: one for each list and choice."""

_NAME_PARTS = ("surname", "first_name", "patronymic")
_STUDYING = (InstitutionKind.SCHOOL, InstitutionKind.COLLEGE, InstitutionKind.UNIVERSITY)


def greet(session: AsyncSession, person: Person, *, source: str | None = None, now: datetime) -> None:
    """Somebody has pressed «Start»: they can be reached and want to be; a source link is counted, the first one wins."""
    person.unreachable_since = None
    person.stopped_at = None
    if source is not None:
        session.add(SourceVisit(code=source, person_id=person.id, visited_at=now))
        person.source = person.source or source


def stop(person: Person, *, now: datetime) -> None:
    """From now on only direct answers reach the person."""
    person.stopped_at = person.stopped_at or now


async def today(session: AsyncSession, now: datetime) -> date:
    """The day by the programme's clock."""
    return now.astimezone(ZoneInfo(await season_queries.zone(session) or _HOME_ZONE)).date()


async def is_minor(session: AsyncSession, person: Person, *, now: datetime) -> bool:
    """Whether somebody who takes part needs a guardian's signature today."""
    if person.birth_date is None or person.role not in APPLYING:
        return False
    return needs_guardian(person.birth_date, await today(session, now))


async def reference_date(session: AsyncSession, role: Role, *, now: datetime) -> date:
    """The day on which the age of applicants for a role counts: that of the season's call, without one today."""
    day = await queries.age_reference(session, role)
    return day if day is not None else await today(session, now)


# --- the questions of the registration


async def registration_questions(session: AsyncSession, answers: Mapping[str, Any]) -> list[Question]:
    """What somebody who registers is asked, given the answers so far; texts are ``registration-<key>``."""
    role, institution = answers.get("role"), answers.get("institution")
    fixed = _fixed_questions()
    return [
        *(fixed.before[:-1] if role == Role.MENTOR else fixed.before),
        *await _organisation_questions(session, role, institution, answers),
        *([] if role == Role.MENTOR else [fixed.grade]),
        _offered("municipality", await queries.municipality_list(session), answers.get("municipality")),
        fixed.phone,
    ]


class _Fixed(NamedTuple):
    """The questions that do not depend on the season; the last of ``before`` is for those who study."""

    before: tuple[Question, ...]
    organisation: Question
    workplace: Question
    grade: Question
    phone: Question


# Forms ask for their questions before and after each answer: they are made once.
@cache
def _fixed_questions() -> _Fixed:
    before = (
        _choice("role", *(_plain(one) for one in APPLYING)),
        *(_question(part, QuestionKind.NAME, required=part != "patronymic") for part in _NAME_PARTS),
        _choice("gender", *(_plain(one) for one in Gender)),
        _question("birth_date", QuestionKind.DATE, hint=True),
        _choice("institution", *(_plain(one) for one in _STUDYING)),
    )
    return _Fixed(
        before,
        _question("organisation_name", QuestionKind.TEXT, min_length=2, max_length=200, hint=True),
        _question("workplace", QuestionKind.TEXT, min_length=2, max_length=200),
        _question("grade", QuestionKind.TEXT, max_length=60, hint=True),
        _question("phone", QuestionKind.PHONE, hint=True),
    )


async def _organisation_questions(
    session: AsyncSession, role: str | None, institution: str | None, answers: Mapping[str, Any]
) -> list[Question]:
    """The list of the season where there is one for this kind of institution; what is not in it is typed."""
    if role == Role.MENTOR:
        return [_fixed_questions().workplace]
    if institution is None:
        return []
    listed = await queries.organisation_list(session, InstitutionKind(institution))
    chosen = _offered("organisation", listed, answers.get("organisation"), other=True)
    typed = _fixed_questions().organisation
    if chosen.options == _OTHER:
        return [typed]
    return [chosen, typed] if answers.get("organisation") == OTHER else [chosen]


_OTHER = (Option(OTHER, {}),)


@lru_cache(_LISTS)
def _offered(key: str, listed: Sequence[queries.Listed], chosen: str | None, *, other: bool = False) -> Question:
    """A choice from a list. What is retired leaves new forms and stays where it was chosen."""
    options = [Option(one.id, {"ru": one.name}) for one in listed if not one.retired or one.id == chosen]
    return _choice(key, *options, *(_OTHER if other else ()))


def _plain(value: str) -> Option:
    return Option(str(value), {})


def _choice(key: str, *options: Option) -> Question:
    return _question(key, QuestionKind.CHOICE, options=options)


def _question(
    key: str,
    kind: QuestionKind,
    *,
    hint: bool = False,
    required: bool = True,
    options: Sequence[Option] = (),
    min_length: int = 0,
    max_length: int | None = None,
) -> Question:
    name = f"registration-{key.replace('_', '-')}"
    return Question(
        key,
        kind,
        text_key=name,
        hint_key=f"{name}-hint" if hint else None,
        required=required,
        options=tuple(options),
        min_length=min_length,
        max_length=max_length,
    )


# --- rules about the answers


async def closed_because(session: AsyncSession, answers: Mapping[str, Any], *, now: datetime) -> RuleViolation | None:
    """Why the programme is closed to somebody with these answers, as far as they tell; None when it is open."""
    if not answers.get("birth_date") or not answers.get("role"):
        return None
    role, birth = Role(answers["role"]), date.fromisoformat(answers["birth_date"])
    institution = InstitutionKind(answers["institution"]) if answers.get("institution") else None
    day, places = await reference_date(session, role, now=now), await queries.places(session)
    violation = eligibility(role, birth, day, institution, places)
    if violation is not None and institution is None and violation.key.startswith("fits-"):
        return None  # where the person studies decides that, and it is not known yet
    return violation


async def is_too_young(session: AsyncSession, birth: date, *, now: datetime) -> bool:
    """Whether nothing about the person may be kept: under 14 nobody can consent."""
    return age_on(birth, await today(session, now)) < CONSENT_AGE


# --- registration and later changes


async def register(session: AsyncSession, person: Person, answers: Mapping[str, Any], *, now: datetime) -> Person:
    """Write the answers of the registration to the person.

    Raises Stale ``registration-already`` for somebody who is registered; RuleViolation ``answers-missing``,
    ``registration-too-young``, or what ``closed_because`` gives.
    """
    if person.registered_at is not None and person.role in APPLYING:
        raise Stale("registration-already")
    questions = await registration_questions(session, answers)
    # An answer that is not asked any more (another role, another kind of institution) does not count.
    kept = {question.key: answers[question.key] for question in questions if question.key in answers}
    ensure_complete(questions, kept)
    await ensure_open(session, kept, now=now)
    person.role = Role(kept["role"])
    person.organisation_id, person.organisation_name, person.grade = None, None, None
    write_answers(person, kept)
    person.registered_at = now
    audit.record(session, "person.registered", actor=person, now=now, subject=f"person:{person.id}", detail=person.role)
    return person


async def ensure_open(session: AsyncSession, answers: Mapping[str, Any], *, now: datetime) -> None:
    """Raise what ``closed_because`` gives, or ``registration-too-young``."""
    birth = answers.get("birth_date")
    if birth and await is_too_young(session, date.fromisoformat(birth), now=now):
        raise RuleViolation("registration-too-young", minimum=CONSENT_AGE)
    violation = await closed_because(session, answers, now=now)
    if violation is not None:
        raise violation


def write_answers(person: Person, answers: Mapping[str, Any]) -> None:
    """The answers of a whole, checked registration into the person's columns; the role is there already."""
    for key, value in answers.items():
        _write(person, key, value)
    if person.role is Role.MENTOR:
        person.institution = InstitutionKind.WORK
    _name_for_search(person)


def answers_of(person: Person) -> dict[str, Any]:
    """What the person has told, as answers of the registration."""
    answers: dict[str, Any] = {
        "role": person.role.value if person.role is not None else None,
        "surname": person.surname,
        "first_name": person.first_name,
        "patronymic": person.patronymic,
        "gender": person.gender.value if person.gender is not None else None,
        "birth_date": person.birth_date.isoformat() if person.birth_date is not None else None,
        "institution": person.institution.value if person.institution is not None else None,
        "grade": person.grade,
        "municipality": person.municipality_id,
        "phone": person.phone,
    }
    if person.role is Role.MENTOR:
        answers["workplace"] = person.organisation_name
    elif person.organisation_id is not None:
        answers["organisation"] = str(person.organisation_id)
    else:
        answers |= {"organisation": OTHER, "organisation_name": person.organisation_name}
    return {key: value for key, value in answers.items() if value is not None}


async def change(session: AsyncSession, person: Person, answers: Mapping[str, Any], *, now: datetime) -> None:
    """Correct what the person has told; ``answers`` are those that change, checked like a registration."""
    if person.role in APPLYING:
        await ensure_open(session, {**answers_of(person), **answers}, now=now)
    for key, value in answers.items():
        _write(person, key, value)
    _name_for_search(person)
    for key in answers:
        audit.record(session, "person.changed", actor=person, now=now, subject=f"person:{person.id}", detail=key)


def _write(person: Person, key: str, value: Any) -> None:
    """One answer into the person's columns; keys that are not about the person are left alone."""
    match key:
        case "surname" | "first_name" | "patronymic" | "phone":
            setattr(person, key, value)
        case "gender":
            person.gender = Gender(value)
        case "birth_date":
            person.birth_date = date.fromisoformat(value)
        case "institution":
            person.institution = InstitutionKind(value)
        case "organisation":
            person.organisation_id = int(value) if value != OTHER else None
            if value != OTHER:
                person.organisation_name = None
        case "organisation_name" | "workplace":
            person.organisation_name, person.organisation_id = value, None
        case "grade":
            person.grade = parse_grade(value)
        case "municipality":
            person.municipality_id = value


def _name_for_search(person: Person) -> None:
    person.search_name = search_key(person.full_name)
