"""Applicants the office brings in a file: people without an account yet, with their applications sent for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, ApplicationVersion, Call, Person
from bot.db.queries import applications as application_queries
from bot.db.queries import imports as queries
from bot.db.queries import people as people_queries
from bot.domain.applications import application_number
from bot.domain.enums import ApplicationStatus, InstitutionKind, QuestionKind, Role
from bot.domain.errors import RuleViolation
from bot.domain.people import parse_grade, search_key
from bot.domain.questions import Question, RawAnswer, check_answer
from bot.services import audit, duplicates, people, seasons
from bot.services.applications import questions_of
from bot.services.imports import ANSWER, BadRow, BadRowsError, Imported, Listed, Row, Value, note

SOURCE = "import"
"""The source of people who came in a file."""

_PROFILE = {
    "surname": "surname",
    "first_name": "first-name",
    "patronymic": "patronymic",
    "gender": "gender",
    "birth_date": "birth-date",
    "institution": "institution",
    "organisation_name": "organisation",
    "workplace": "organisation",
    "organisation": "organisation",
    "grade": "grade",
    "municipality": "municipality",
    "phone": "phone",
}
"""Question of the registration → column."""


@dataclass(frozen=True, slots=True)
class _Plan:
    row: int
    role: Role
    profile: Mapping[str, Any]
    answers: Mapping[str, Any]

    @property
    def who(self) -> tuple[str, str]:
        """By what somebody is known again: the name and the date of birth (ISO)."""
        names = [self.profile.get(part) or "" for part in ("surname", "first_name", "patronymic")]
        return search_key(" ".join(name for name in names if name)), self.profile["birth_date"]


class _RefusedError(Exception):
    def __init__(self, reason: RuleViolation, column: str | None, title: Mapping[str, str] | None = None) -> None:
        super().__init__(reason.key)
        self.reason, self.column, self.title = reason, column, title


async def calls_asked(session: AsyncSession) -> dict[Role, Call]:
    """The calls of the present season by role. Raises NotFound ``season-missing``."""
    season = await seasons.current(session)
    found = [await application_queries.call_of_role(session, season.id, role) for role in people.APPLYING]
    return {call.role: call for call in found if call is not None}


async def bring_applicants(session: AsyncSession, rows: Sequence[Row], *, now: datetime) -> Imported:
    """People and their sent applications; who is in the call already, by name and date of birth, is left alone.

    A file may come after a call has closed: what was collected on paper counts by the office's word. No consent comes
    with a file. Raises BadRowsError, NotFound ``season-missing``.
    """
    calls = await calls_asked(session)
    for call in calls.values():
        await application_queries.lock_call(session, call.id)
    plans = await _plans(session, rows, calls, now)
    known = {role: await queries.applicants(session, call.id) for role, call in calls.items()}
    new = [plan for plan in plans if plan.who not in known[plan.role]]
    made = [(plan, _person(plan, now)) for plan in new]
    session.add_all(person for _, person in made)
    await session.flush()
    sent = [(person, _application(calls[plan.role], person, plan, now)) for plan, person in made]
    session.add_all(application for _, application in sent)
    await session.flush()
    for person, application in sent:
        session.add(
            ApplicationVersion(application_id=application.id, version=1, answers=application.answers, submitted_at=now)
        )
        subject = f"application:{application.id}"
        audit.record(session, "application.imported", actor=None, now=now, subject=subject)
        await duplicates.look_for(session, application, person, now=now)
    return note(session, Listed.APPLICANTS, Imported(len(new), 0, len(plans) - len(new)), now)


async def _plans(session: AsyncSession, rows: Sequence[Row], calls: Mapping[Role, Call], now: datetime) -> list[_Plan]:
    plans, bad, seen = [], [], dict[object, int]()
    places = await queries.municipality_ids(session)
    day = await people.today(session, now)
    for row in rows:
        try:
            plan = await _plan(session, row, calls, places, day, now)
        except _RefusedError as no:
            bad.append(BadRow(row.number, no.column, no.reason, no.title))
            continue
        first = seen.setdefault((plan.role, plan.who), row.number)
        if first != row.number:
            bad.append(BadRow(row.number, None, RuleViolation("import-twice", row=first)))
        plans.append(plan)
    if bad:
        raise BadRowsError(bad)
    return plans


async def _plan(
    session: AsyncSession,
    row: Row,
    calls: Mapping[Role, Call],
    places: Mapping[str, str],
    day: date,
    now: datetime,
) -> _Plan:
    typed = _typed(row.values.get("role"))
    role = next((each for each in calls if each.value == typed), None)
    if role is None:
        known = ", ".join(each.value for each in calls)
        key = "import-unknown-word" if typed else "import-missing"
        raise _RefusedError(RuleViolation(key, typed=typed, known=known), "role")
    profile = await _profile(session, row, role, places, day)
    try:
        await people.ensure_open(session, profile, now=now)
    except RuleViolation as no:
        raise _RefusedError(no, None) from None
    answers = {}
    for question in questions_of(calls[role]):
        answer = _answer(question, row, day)
        if answer is not None:
            answers[question.key] = answer
    return _Plan(row.number, role, profile, answers)


async def _profile(session: AsyncSession, row: Row, role: Role, places: Mapping[str, str], day: date) -> dict[str, Any]:
    """The answers of a registration, each checked as if it were typed in the chat."""
    profile: dict[str, Any] = {"role": role.value}
    institution = _typed(row.values.get("institution"))
    if role is not Role.MENTOR and institution in list(InstitutionKind):
        profile["institution"] = institution
        listed = await people_queries.organisation_list(session, InstitutionKind(institution))
        name = queries.folded(_typed(row.values.get("organisation")))
        found = next((one.id for one in listed if queries.folded(one.name) == name), None)
        profile["organisation"] = found or people.OTHER
    for question in await people.registration_questions(session, profile):
        if question.key in ("role", "organisation"):
            continue
        column = _PROFILE[question.key]
        typed = _typed(row.values.get(column))
        if question.key == "municipality" and typed:
            typed = places.get(queries.folded(typed), "")
            if not typed:
                shown = _typed(row.values.get(column))
                raise _RefusedError(RuleViolation("import-not-in-list", typed=shown), column)
        try:
            profile[question.key] = check_answer(question, typed, today=day)
            if question.key == "grade":
                parse_grade(typed)
        except RuleViolation as no:
            reason = RuleViolation("import-missing") if no.key == "answer-required" else no
            raise _RefusedError(reason, column) from None
    return {key: value for key, value in profile.items() if value is not None}


def _answer(question: Question, row: Row, day: date) -> Any:
    value = row.values.get(ANSWER + question.key)
    if question.kind is QuestionKind.FILE:
        return None  # a file does not fit into a cell
    typed = _typed(value)
    raw: RawAnswer = typed
    if question.kind is QuestionKind.CHOICES:
        raw = _chosen(question, typed)
    try:
        return check_answer(question, raw, today=day)
    except RuleViolation as no:
        raise _RefusedError(no, None, question.text or {"ru": question.key}) from None


def _chosen(question: Question, typed: str) -> list[str]:
    """The options named in a cell; a label may hold commas itself, so the longest are looked for first."""
    rest, chosen = typed.casefold(), []
    names = [(name.casefold(), one.value) for one in question.options for name in (*one.label.values(), one.value)]
    for name, value in sorted(names, key=lambda pair: -len(pair[0])):
        if name in rest:
            chosen.append(value)
            rest = rest.replace(name, "", 1)
    unknown = rest.strip(" ,;\n")
    return [*chosen, unknown] if unknown else chosen


def _typed(value: Value) -> str:
    match value:
        case None:
            return ""
        case date():
            return f"{value:%d.%m.%Y}"
    return str(value).strip()


def _person(plan: _Plan, now: datetime) -> Person:
    person = Person(role=plan.role, source=SOURCE, language="ru", created_at=now, registered_at=now)
    people.write_answers(person, plan.profile)
    return person


def _application(call: Call, person: Person, plan: _Plan, now: datetime) -> Application:
    call.last_number += 1
    return Application(
        call_id=call.id,
        person_id=person.id,
        number=application_number(call.role, call.last_number),
        status=ApplicationStatus.SUBMITTED,
        answers=dict(plan.answers),
        version=1,
        created_at=now,
        submitted_at=now,
    )
