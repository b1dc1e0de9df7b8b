"""Lists the office sends in the chat: received, checked as a whole, loaded by a tap; all of a file or nothing.

A file is a row: whoever works on it (a job) asks for the ``next_to_do``, and a crash in between repeats the work. What is
in the file is kept until it is loaded, dropped, or a day has passed.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import FileImport, Person
from bot.db.queries import applications as application_queries
from bot.db.queries import file_imports as queries
from bot.domain.access import Permission, permissions_of
from bot.domain.applications import is_past
from bot.domain.enums import ImportState, Priority, Role
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.services import audit, office, outbox, seasons
from bot.services.imports import BadRow, Imported, Listed
from bot.services.outbox import Notice

LARGEST = 5 * 1024 * 1024
"""Bytes of a file."""
MOST_ROWS = 10_000
ENDINGS = (".xlsx", ".csv")
KEPT_FOR = timedelta(days=1)
_MOST_ERRORS = 2000
_REASON = (5, 300)


async def receive(
    session: AsyncSession, actor: Person, listed: Listed, *, name: str, size: int, source_id: str, now: datetime
) -> FileImport:
    """Take a file in; it is looked into after the commit.

    Raises NotAllowed, RuleViolation ``import-wrong-ending``, ``import-file-too-large`` (limit, in MB).
    """
    await office.ensure_allowed(session, actor, Permission.IMPORT)
    if PurePath(name).suffix.lower() not in ENDINGS:
        raise RuleViolation("import-wrong-ending")
    if size > LARGEST:
        raise RuleViolation("import-file-too-large", limit=LARGEST // 2**20)
    row = FileImport(
        listed=listed.value,
        state=ImportState.RECEIVED,
        name=name[-200:],
        source_id=source_id,
        asked_by=actor.id,
        asked_at=now,
    )
    session.add(row)
    await session.flush()
    audit.record(session, "import.asked", actor=actor, now=now, subject=f"file_import:{row.id}", detail=listed.value)
    return row


async def opened(session: AsyncSession, actor: Person, import_id: int) -> FileImport:
    """One's own file. Raises NotAllowed, NotFound ``import-unknown`` for another's too."""
    await office.ensure_allowed(session, actor, Permission.IMPORT)
    row = await session.get(FileImport, import_id)
    if row is None or row.asked_by != actor.id:
        raise NotFound("import-unknown")
    return row


async def load(session: AsyncSession, actor: Person, import_id: int, *, reason: str = "", now: datetime) -> FileImport:
    """Let a checked file be written. A call that is closed takes it from an administrator who says why.

    Raises NotAllowed, NotFound ``import-unknown``, Stale ``import-started`` for a second tap, RuleViolation
    ``import-not-checked``, ``import-call-closed``, ``import-reason-needed``.
    """
    row = await _locked(session, actor, import_id)
    if row.state in {ImportState.LOADING, ImportState.DONE}:
        raise Stale("import-started")
    if row.state is not ImportState.CHECKED:
        raise RuleViolation("import-not-checked")
    if await _is_closed(session, row, now):
        role = await office.ensure_allowed(session, actor, Permission.IMPORT)
        if Permission.ADMIT_LATE not in permissions_of(role):
            raise RuleViolation("import-call-closed")
        row.reason = ensure_reason(reason)
        audit.record(session, "import.late", actor=actor, now=now, subject=f"file_import:{row.id}")
    row.state, row.started_by, row.done_rows = ImportState.LOADING, actor.id, 0
    await session.flush()
    return row


def ensure_reason(typed: str) -> str:
    """Raises RuleViolation ``import-reason-needed`` (lowest, highest)."""
    typed, (lowest, highest) = " ".join(typed.split()), _REASON
    if not lowest <= len(typed) <= highest:
        raise RuleViolation("import-reason-needed", lowest=lowest, highest=highest)
    return typed


async def needs_reason(session: AsyncSession, actor: Person, row: FileImport, *, now: datetime) -> bool:
    """Whether an administrator has to say why the file may come now."""
    role = await office.ensure_allowed(session, actor, Permission.IMPORT)
    return Permission.ADMIT_LATE in permissions_of(role) and await _is_closed(session, row, now)


async def drop(session: AsyncSession, actor: Person, import_id: int, *, now: datetime) -> FileImport:
    """Forget a file that is not being loaded. Raises as ``load``."""
    row = await _locked(session, actor, import_id)
    if row.state in {ImportState.LOADING, ImportState.DONE}:
        raise Stale("import-started")
    _forget(row, ImportState.DROPPED, now)
    await session.flush()
    return row


async def forget_waiting(session: AsyncSession, *, now: datetime) -> None:
    """The job: what nobody has loaded for a day is dropped."""
    for row in await queries.left_waiting(session, since=now - KEPT_FOR):
        _forget(row, ImportState.DROPPED, now)
    await session.flush()


# --- for the job that looks into files


async def note_progress(session: AsyncSession, import_id: int, *, done: int, total: int) -> None:
    """How many rows have been checked, for whoever looks."""
    row = await session.get(FileImport, import_id)
    if row is not None and row.state in {ImportState.RECEIVED, ImportState.LOADING}:
        row.done_rows, row.total_rows = done, total


async def checked(
    session: AsyncSession,
    import_id: int,
    *,
    content: bytes,
    total: int,
    found: Imported,
    roles: Sequence[Role],
    bad: Sequence[BadRow],
    now: datetime,
) -> None:
    """Write what was found in a file and tell who sent it; of rows that do not fit the first two thousand are kept."""
    row = await queries.lock(session, import_id)
    if row is None or row.state is not ImportState.RECEIVED:
        return
    row.total_rows = row.done_rows = total
    row.added, row.changed, row.same = found.added, found.changed, found.same
    row.roles = [role.value for role in roles]
    row.errors = [_encoded(each) for each in bad[:_MOST_ERRORS]]
    row.state = ImportState.REFUSED if bad else ImportState.CHECKED
    row.content = None if bad else content
    await _tell(session, row, "import-refused" if bad else "import-checked", now, errors=len(bad), rows=total)


async def refuse(session: AsyncSession, import_id: int, problem: RuleViolation, *, now: datetime) -> None:
    """The file as a whole does not fit: say why."""
    row = await queries.lock(session, import_id)
    if row is None or row.state not in {ImportState.RECEIVED, ImportState.LOADING}:
        return
    row.problem = {"key": problem.key, "arguments": outbox.encode_arguments(problem.arguments)}
    row.state, row.content = ImportState.REFUSED, None
    await _tell(session, row, "import-unfit", now)


async def loaded(session: AsyncSession, row: FileImport, done: Imported, *, now: datetime) -> None:
    """The rows have been written by this very transaction: the file is not needed any more."""
    row.added, row.changed, row.same = done.added, done.changed, done.same
    _forget(row, ImportState.DONE, now)
    await _tell(session, row, "import-done", now, added=done.added, changed=done.changed, same=done.same)


async def _tell(session: AsyncSession, row: FileImport, template: str, now: datetime, **args: Any) -> None:
    await session.flush()
    asker = await session.get_one(Person, row.asked_by)
    notice = Notice(
        key=f"import:{row.id}:{template}",
        template=template,
        args={"import": row.id, "name": row.name, **args},
        priority=Priority.ANSWER,
    )
    await outbox.promise(session, [(asker, notice)], now=now)


def _encoded(bad: BadRow) -> dict[str, Any]:
    return {
        "row": bad.number,
        "column": bad.column,
        "title": dict(bad.title) if bad.title is not None else None,
        "key": bad.reason.key,
        "arguments": outbox.encode_arguments(bad.reason.arguments),
    }


def bad_rows(row: FileImport) -> list[BadRow]:
    """The rows that did not fit, as ``checked`` was told."""
    return [
        BadRow(
            each["row"],
            each["column"],
            RuleViolation(each["key"], **outbox.decode_arguments(each["arguments"])),
            each["title"],
        )
        for each in row.errors
    ]


def problem_of(row: FileImport) -> RuleViolation | None:
    """Why the file as a whole did not fit."""
    if row.problem is None:
        return None
    return RuleViolation(row.problem["key"], **outbox.decode_arguments(row.problem["arguments"]))


def _forget(row: FileImport, state: ImportState, now: datetime) -> None:
    row.state, row.finished_at = state, now
    row.content, row.errors = None, []


async def _locked(session: AsyncSession, actor: Person, import_id: int) -> FileImport:
    await opened(session, actor, import_id)
    row = await queries.lock(session, import_id)
    if row is None:
        raise NotFound("import-unknown")
    return row


async def _is_closed(session: AsyncSession, row: FileImport, now: datetime) -> bool:
    season = await seasons.current(session)
    for role in row.roles:
        call = await application_queries.call_of_role(session, season.id, Role(role))
        if call is None or now < call.opens_at or is_past(call.closes_at, now):
            return True
    return False
