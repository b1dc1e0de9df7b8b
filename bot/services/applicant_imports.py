"""Applicants the office brings in a file: people without an account yet, with their applications sent for them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call
from bot.db.queries import applications as application_queries
from bot.db.queries import imports as queries
from bot.db.queries import people as people_queries
from bot.domain.enums import InstitutionKind, QuestionKind, Role
from bot.domain.errors import RuleViolation
from bot.domain.people import parse_grade
from bot.domain.questions import Question, RawAnswer, check_answer
from bot.services import applicant_writing, people, seasons
from bot.services.applicant_writing import ApplicantPlan
from bot.services.applications import current_questions
from bot.services.imports import ANSWER, BadRow, BadRowsError, Imported, Row, Value

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
    plans, bad = await read_part(session, rows, now=now)
    return await applicant_writing.write(session, once(plans, bad), actor=None, now=now)


async def read_part(
    session: AsyncSession, rows: Sequence[Row], *, now: datetime
) -> tuple[list[ApplicantPlan], list[BadRow]]:
    """What the rows say, and those that do not fit. It only reads: a long file may be checked part by part."""
    plans, bad = [], []
    calls = await calls_asked(session)
    places = await queries.municipality_ids(session)
    day, asked = await people.today(session, now), _Asked(session)
    for row in rows:
        try:
            plans.append(await _plan(asked, row, calls, places, day, now))
        except _RefusedError as no:
            bad.append(BadRow(row.number, no.column, no.reason, no.title))
    return plans, bad


def once(plans: Sequence[ApplicantPlan], bad: Sequence[BadRow]) -> Sequence[ApplicantPlan]:
    """The plans, if every row fits and nobody is in the file twice. Raises BadRowsError with all that is wrong."""
    seen, twice = dict[object, int](), []
    for plan in plans:
        first = seen.setdefault((plan.role, plan.who), plan.row)
        if first != plan.row:
            twice.append(BadRow(plan.row, None, RuleViolation("import-twice", row=first)))
    if bad or twice:
        raise BadRowsError(sorted([*bad, *twice], key=lambda each: each.number))
    return plans


class _Asked:
    """The questions of a registration, made once for all the rows that are asked the same."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        self._made: dict[tuple[Any, ...], list[Question]] = {}

    async def questions(self, profile: Mapping[str, Any]) -> list[Question]:
        key = (profile["role"], profile.get("institution"), profile.get("organisation"))
        if key not in self._made:
            self._made[key] = await people.registration_questions(self.session, profile)
        return self._made[key]


async def _plan(
    asked: _Asked,
    row: Row,
    calls: Mapping[Role, Call],
    places: Mapping[str, str],
    day: date,
    now: datetime,
) -> ApplicantPlan:
    typed = _typed(row.values.get("role"))
    role = next((each for each in calls if each.value == typed), None)
    if role is None:
        known = ", ".join(each.value for each in calls)
        key = "import-unknown-word" if typed else "import-missing"
        raise _RefusedError(RuleViolation(key, typed=typed, known=known), "role")
    profile = await _profile(asked, row, role, places, day)
    try:
        await people.ensure_open(asked.session, profile, now=now)
    except RuleViolation as no:
        raise _RefusedError(no, None) from None
    answers = {}
    for question in current_questions(calls[role]):
        answer = _answer(question, row, day)
        if answer is not None:
            answers[question.key] = answer
    return ApplicantPlan(row.number, role, profile, answers)


async def _profile(asked: _Asked, row: Row, role: Role, places: Mapping[str, str], day: date) -> dict[str, Any]:
    """The answers of a registration, each checked as if it were typed in the chat."""
    profile: dict[str, Any] = {"role": role.value}
    institution = _typed(row.values.get("institution"))
    if role is not Role.MENTOR and institution in list(InstitutionKind):
        profile["institution"] = institution
        listed = await people_queries.organisation_list(asked.session, InstitutionKind(institution))
        name = queries.folded(_typed(row.values.get("organisation")))
        found = next((one.id for one in listed if queries.folded(one.name) == name), None)
        profile["organisation"] = found or people.OTHER
    for question in await asked.questions(profile):
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
