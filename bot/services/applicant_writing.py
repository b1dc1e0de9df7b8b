"""Applicants of a checked file are written: in bulk, so that thousands hold everybody else up for a second or two."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, ApplicationVersion, AuditEntry, Call, Person
from bot.db.queries import applications as application_queries
from bot.db.queries import imports as queries
from bot.domain.applications import application_number
from bot.domain.enums import ApplicationStatus, Role
from bot.domain.errors import NotFound
from bot.domain.people import search_key
from bot.services import duplicates, people, seasons
from bot.services.imports import Imported, Listed, note

SOURCE = "import"
"""The source of people who came in a file."""

_ROWS = 250  # to an INSERT: others' updates are looked at in between


@dataclass(frozen=True, slots=True)
class ApplicantPlan:
    """What a row says: checked answers of the registration and of the call's questions."""

    row: int
    role: Role
    profile: Mapping[str, Any]
    answers: Mapping[str, Any]

    @property
    def who(self) -> tuple[str, str]:
        """By what somebody is known again: the name and the date of birth (ISO)."""
        names = [self.profile.get(part) or "" for part in ("surname", "first_name", "patronymic")]
        return search_key(" ".join(name for name in names if name)), self.profile["birth_date"]


async def count_new(session: AsyncSession, plans: Sequence[ApplicantPlan]) -> Imported:
    """What writing would do."""
    season = await seasons.current(session)
    known = dict[Role, set[tuple[str, str]]]()
    for role in {plan.role for plan in plans}:
        call = await application_queries.call_of_role(session, season.id, role)
        known[role] = await queries.applicants(session, call.id) if call is not None else set()
    new = sum(plan.who not in known[plan.role] for plan in plans)
    return Imported(new, 0, len(plans) - new)


async def write(
    session: AsyncSession, plans: Sequence[ApplicantPlan], *, actor: Person | None, now: datetime
) -> Imported:
    """People and their sent applications; whoever is in the call already is left alone. Raises NotFound
    ``season-missing``, ``call-unknown``."""
    season = await seasons.current(session)
    new: list[Application] = []
    for role in sorted({plan.role for plan in plans}):
        found = await application_queries.call_of_role(session, season.id, role)
        call = await application_queries.lock_call(session, found.id) if found is not None else None
        if call is None:
            raise NotFound("call-unknown")
        known = await queries.applicants(session, call.id)
        theirs = [plan for plan in plans if plan.role is role and plan.who not in known]
        new += await _write_call(session, call, theirs, actor, now)
    await duplicates.look_for_many(session, season.id, {each.id for each in new}, now=now)
    return note(session, Listed.APPLICANTS, Imported(len(new), 0, len(plans) - len(new)), now, actor=actor)


async def _write_call(
    session: AsyncSession, call: Call, plans: Sequence[ApplicantPlan], actor: Person | None, now: datetime
) -> list[Application]:
    made = []
    for start in range(0, len(plans), _ROWS):
        part = plans[start : start + _ROWS]
        ids = await _insert(session, Person, [_columns(_person(plan, now)) for plan in part])
        applications = [_application(call, person, plan, now) for person, plan in zip(ids, part, strict=True)]
        numbers = await _insert(session, Application, [_columns(each) for each in applications])
        for number, application in zip(numbers, applications, strict=True):
            application.id = number
        versions = [
            {"application_id": each.id, "version": 1, "answers": each.answers, "submitted_at": now}
            for each in applications
        ]
        await session.execute(insert(ApplicationVersion), versions)
        acts = [
            {
                "at": now,
                "actor_id": actor.id if actor is not None else None,
                "action": "application.imported",
                "subject": f"application:{each.id}",
            }
            for each in applications
        ]
        await session.execute(insert(AuditEntry), acts)
        made += applications
        await asyncio.sleep(0)
    await session.flush()
    return made


async def _insert(session: AsyncSession, model: type[Person | Application], rows: list[dict[str, Any]]) -> list[int]:
    """The ids in the order of the rows."""
    statement = insert(model).returning(model.id, sort_by_parameter_order=True)
    return list(await session.scalars(statement, rows))


def _columns(row: Person | Application) -> dict[str, Any]:
    """A row that is in no session, as values; what was not set is left to the table."""
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def _person(plan: ApplicantPlan, now: datetime) -> Person:
    # Every row of one INSERT has the same columns.
    person = Person(role=plan.role, source=SOURCE, language="ru", created_at=now, registered_at=now)
    person.patronymic = person.institution = person.organisation_id = person.organisation_name = person.grade = None
    people.write_answers(person, plan.profile)
    return person


def _application(call: Call, person_id: int, plan: ApplicantPlan, now: datetime) -> Application:
    call.last_number += 1
    return Application(
        call_id=call.id,
        person_id=person_id,
        number=application_number(call.role, call.last_number),
        status=ApplicationStatus.SUBMITTED,
        answers=dict(plan.answers),
        version=1,
        created_at=now,
        submitted_at=now,
    )
