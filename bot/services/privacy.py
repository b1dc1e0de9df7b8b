"""Everything stored about a person: shown, handed over, erased.

``ABOUT`` names every column that points at a person and holds something about them; ``ACTS`` those that only say who
of the office did something to another record. A test holds that no such column is in neither.
"""

import enum
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, StoredFile
from bot.db.queries import consents as consent_queries
from bot.db.queries import people as people_queries
from bot.db.queries import privacy as queries
from bot.domain.access import Permission
from bot.domain.errors import NotFound, RuleViolation
from bot.services import audit, events, office, outbox, seats, team_life
from bot.services.outbox import Notice

ABOUT: Mapping[str, frozenset[str]] = {
    "agenda_cards": frozenset({"person_id"}),
    "form_drafts": frozenset({"person_id"}),
    "consents": frozenset({"person_id", "signer_id"}),
    "account_links": frozenset({"person_id"}),
    "guardian_links": frozenset({"child_id", "guardian_id"}),
    "applications": frozenset({"person_id"}),
    "personal_accesses": frozenset({"person_id"}),
    "person_tags": frozenset({"person_id"}),
    "reviewers": frozenset({"person_id"}),
    "reviews": frozenset({"reviewer_id"}),
    "event_registrations": frozenset({"person_id"}),
    "event_attendance": frozenset({"person_id"}),
    "document_marks": frozenset({"person_id"}),
    "team_members": frozenset({"person_id"}),
    "team_wishes": frozenset({"person_id"}),
    "team_ties": frozenset({"said_by"}),
    "teams": frozenset({"tutor_id", "mentor_id"}),
    "mentor_offers": frozenset({"mentor_id"}),
    "mentor_profiles": frozenset({"person_id"}),
    "mentor_substitutes": frozenset({"mentor_id", "substitute_id"}),
    "team_questions": frozenset({"asked_by", "asked_to"}),
    "project_versions": frozenset({"author_id"}),
    "meetings": frozenset({"planned_by"}),
    "meeting_attendance": frozenset({"person_id"}),
    "team_steps": frozenset({"person_id"}),
    "team_group_guests": frozenset({"person_id"}),
    "outbox": frozenset({"person_id"}),
    "office_members": frozenset({"person_id"}),
    "mentor_invitations": frozenset({"used_by"}),
    "office_invitations": frozenset({"used_by"}),
    "source_visits": frozenset({"person_id"}),
    "audit_log": frozenset({"actor_id"}),
}
ACTS = frozenset(
    {
        ("account_links", "created_by"),
        ("broadcasts", "approved_by"),
        ("broadcasts", "confirmed_by"),
        ("broadcasts", "created_by"),
        ("consents", "recorded_by"),
        ("duplicate_pairs", "decided_by"),
        ("document_marks", "marked_by"),
        ("event_attendance", "marked_by"),
        ("events", "created_by"),
        ("file_imports", "asked_by"),
        ("file_imports", "started_by"),
        ("measures", "changed_by"),
        ("mentor_substitutes", "asked_by"),
        ("mentor_wishes", "changed_by"),
        ("mentor_invitations", "created_by"),
        ("office_invitations", "created_by"),
        ("office_members", "granted_by"),
        ("office_members", "revoked_by"),
        ("project_supports", "recorded_by"),
        ("person_tags", "added_by"),
        ("personal_accesses", "granted_by"),
        ("personal_accesses", "revoked_by"),
        ("seat_moves", "actor_id"),
        ("source_links", "created_by"),
        ("team_groups", "bound_by"),
        ("team_steps", "actor_id"),
        ("team_runs", "created_by"),
        ("review_rounds", "started_by"),
        ("saved_audiences", "created_by"),
        ("reviewers", "added_by"),
        ("team_changes", "made_by"),
        # What others say about somebody is for the office alone.
        ("team_ties", "one_id"),
        ("team_ties", "other_id"),
        ("release_orders", "asked_by"),
        ("release_orders", "confirmed_by"),
        ("release_orders", "cancelled_by"),
        ("decisions", "staged_by"),
        ("decisions", "released_by"),
    }
)
_SECRET = frozenset({"token", "worker", "lease_until"})
"""Columns that are keys to something or machinery; what they are about is in the others."""

EXPORT_LIFETIME = timedelta(hours=1)
_EXPORT_NAME = "my-data-{person}.json"


async def everything_about(session: AsyncSession, person: Person) -> dict[str, Any]:
    """All rows about the person by table, ready for JSON; ``people`` is the person's own row."""
    found: dict[str, Any] = {
        "people": [_readable(row) for row in await queries.rows(session, "people", {"id"}, person.id)]
    }
    for table, columns in ABOUT.items():
        found[table] = [_readable(row) for row in await queries.rows(session, table, columns, person.id)]
    marks = found["document_marks"]
    titles = await queries.document_titles(session, [row["item_id"] for row in marks])
    found["document_marks"] = [row | {"document": titles[row["item_id"]]} for row in marks]
    ids = [row["id"] for row in found["applications"]]
    found["application_versions"] = [_readable(row) for row in await queries.versions(session, ids)]
    found["seats"] = [_readable(row) for row in await queries.seats(session, ids)]
    found["decisions"] = [_readable(row) for row in await queries.released_decisions(session, ids)]
    return found


def _readable(row: RowMapping) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.items() if name not in _SECRET and value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, enum.Enum) else value


async def export(session: AsyncSession, person: Person, *, now: datetime) -> StoredFile:
    """A JSON document of everything about the person, kept for an hour so that it can be sent."""
    document = {"made_at": now.isoformat(), **await everything_about(session, person)}
    content = json.dumps(document, ensure_ascii=False, indent=2).encode()
    stored = StoredFile(name=_EXPORT_NAME.format(person=person.id), content=content, created_at=now)
    session.add(stored)
    await session.flush()
    audit.record(session, "person.exported", actor=person, now=now, subject=f"person:{person.id}")
    return stored


async def forget_exports(session: AsyncSession, *, now: datetime) -> None:
    """Empty the documents that have been sent long ago."""
    await queries.empty_files(session, _EXPORT_NAME.format(person="%"), before=now - EXPORT_LIFETIME)


async def erasable(session: AsyncSession, actor: Person, person_id: int) -> Person:
    """Somebody an administrator may erase on their request. Raises NotFound ``person-unknown``, and as ``erase``."""
    await office.ensure_allowed(session, actor, Permission.ERASE_PEOPLE)
    person = await session.get(Person, person_id, with_for_update=True, populate_existing=True)
    if person is None or person.erased_at is not None:
        raise NotFound("person-unknown")
    if await people_queries.office_role(session, person.id) is not None:
        raise RuleViolation("erase-office-member")
    return person


async def erase_on_request(session: AsyncSession, actor: Person, person_id: int, *, now: datetime) -> None:
    """Erase somebody who has asked the office, with or without an account of their own. Raises as ``erasable``."""
    person = await erasable(session, actor, person_id)
    audit.record(session, "person.erased_on_request", actor=actor, now=now, subject=f"person:{person.id}")
    await erase(session, person, now=now)


async def erase(session: AsyncSession, person: Person, *, now: datetime) -> None:
    """Erase the person: nothing is sent any more, nothing personal is left, totals stay.

    The row stays as a number with role and dates; the Telegram account is forgotten, so that a later contact is a
    newcomer's. Raises RuleViolation ``erase-office-member`` while the person holds a role in the office.
    """
    if await people_queries.office_role(session, person.id) is not None:
        raise RuleViolation("erase-office-member")
    await _tell_guardians(session, person, now)
    await seats.leave_all(session, person, now=now)
    await events.leave_all(session, person, now=now)
    await queries.silence(session, person.id, person.telegram_id, now=now)
    if person.telegram_id is not None:
        await queries.forget_updates(session, person.telegram_id)
    await queries.empty_applications(session, person.id, now=now)
    await queries.close_consents(session, person.id, now=now)
    await queries.empty_invitations(session, person.id)
    await team_life.forget(session, person, now=now)
    await queries.leave_teams(session, person.id, now=now)
    await queries.forget_guest(session, person.id)
    await queries.delete_drafts(session, person.id)
    await queries.empty_files(session, _EXPORT_NAME.format(person=person.id), before=now)
    _anonymise(person, now)
    await session.flush()
    audit.record(session, "person.erased", actor=person, now=now, subject=f"person:{person.id}")


async def _tell_guardians(session: AsyncSession, person: Person, now: datetime) -> None:
    notices = [
        (guardian, Notice(key=f"child-erased:{person.id}:{guardian.id}", template="privacy-child-erased"))
        for guardian in await consent_queries.guardians(session, person.id)
    ]
    await outbox.promise(session, notices, now=now)


def _anonymise(person: Person, now: datetime) -> None:
    person.telegram_id = None
    person.surname = person.first_name = person.patronymic = None
    person.search_name = ""
    person.birth_date = None
    person.phone = None
    person.organisation_name = None
    person.grade = None
    person.dialog_state = None
    person.dialog_data = None
    person.stopped_at = person.stopped_at or now
    person.erased_at = now
