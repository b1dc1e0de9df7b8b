"""Files the office has sent: fetched, read and checked outside every transaction, then written by a short one.

Checking five thousand rows takes seconds of pure computing: the worker process does it part by part, so that the bot
answers meanwhile and charts get their turn.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.models import FileImport, Person
from bot.db.queries import file_imports as queries
from bot.domain.enums import ImportState, Role
from bot.domain.errors import RuleViolation
from bot.scheduler import import_work
from bot.services import applicant_imports, applicant_writing, file_imports, imports
from bot.services.applicant_writing import ApplicantPlan
from bot.services.applications import current_questions
from bot.services.imports import BadRow, BadRowsError, Imported, Listed, Row
from bot.worker import in_worker

Download = Callable[[str], Awaitable[bytes | None]]
"""Telegram's name of a file → what is in it; None when Telegram has it no more."""

_PART = 500
_BRING: Mapping[Listed, Callable[..., Awaitable[Imported]]] = {
    Listed.EVENTS: imports.bring_events,
    Listed.PARTNERS: imports.bring_partners,
}


@dataclass
class _Found:
    """What is in a file. ``plans`` are those of applicants; other lists are written from their rows."""

    rows: Sequence[Row] = ()
    plans: Sequence[ApplicantPlan] = ()
    counted: Imported = field(default_factory=lambda: Imported(0, 0, 0))
    bad: Sequence[BadRow] = ()

    @property
    def roles(self) -> list[Role]:
        return sorted({plan.role for plan in self.plans})


async def work_on_files(download: Download, database: Database, clock: Clock) -> None:
    """Check or load the file that has waited longest, if any; a crash at any moment leaves it waiting."""
    async with database.reading() as session:
        row = await queries.next_to_do(session)
    if row is None:
        return
    content = row.content if row.content is not None else await download(row.source_id)
    try:
        if content is None:
            raise RuleViolation("import-not-downloaded")  # noqa: TRY301 - refused like what is found in the file
        found = await _look_into(database, clock, row, content)
        if row.state is ImportState.LOADING:
            await _load(database, clock, row, found)
            return
    except (RuleViolation, BrokenProcessPool) as error:
        # A file that kills the worker would do so at every look, and keep the others waiting for ever.
        problem = error if isinstance(error, RuleViolation) else RuleViolation("import-no-workbook")
        async with database.transaction() as session:
            await file_imports.refuse(session, row.id, problem, now=clock.now())
        return
    async with database.transaction() as session:
        await file_imports.checked(
            session,
            row.id,
            content=content,
            total=len(found.rows),
            found=found.counted,
            roles=found.roles,
            bad=found.bad,
            now=clock.now(),
        )


async def _look_into(database: Database, clock: Clock, row: FileImport, content: bytes) -> _Found:
    listed = Listed(row.listed)
    async with database.reading() as session:
        calls = await applicant_imports.calls_asked(session) if listed is Listed.APPLICANTS else {}
    questions = [question for call in calls.values() for question in current_questions(call)]
    rows = await in_worker(import_work.read, row.name, content, listed, questions)
    if isinstance(rows, RuleViolation):
        raise rows
    if len(rows) > file_imports.MOST_ROWS:
        raise RuleViolation("import-too-many-rows", limit=file_imports.MOST_ROWS)
    if listed is Listed.APPLICANTS:
        return await _applicants(database, clock, row.id, rows)
    found = _Found(rows)
    try:
        async with database.reading() as session:
            found.counted = await _BRING[listed](session, rows, now=clock.now())
    except BadRowsError as error:
        found.bad = error.rows
    return found


async def _applicants(database: Database, clock: Clock, import_id: int, rows: Sequence[Row]) -> _Found:
    url = database.url.render_as_string(hide_password=False)
    plans: list[ApplicantPlan] = []
    bad: list[BadRow] = []
    for start in range(0, len(rows), _PART):
        async with database.transaction() as session:
            await file_imports.note_progress(session, import_id, done=start, total=len(rows))
        fit, unfit = await in_worker(import_work.check, url, rows[start : start + _PART], clock.now())
        plans += fit
        bad += unfit
    found = _Found(rows, plans)
    try:
        applicant_imports.once(plans, bad)
    except BadRowsError as error:
        found.bad = error.rows
        return found
    async with database.reading() as session:
        found.counted = await applicant_writing.count_new(session, plans)
    return found


async def _load(database: Database, clock: Clock, row: FileImport, found: _Found) -> None:
    if found.bad:
        # It did fit when it was checked: a list or a call has changed since.
        raise RuleViolation("import-fits-no-more")
    async with database.transaction() as session:
        held = await queries.lock(session, row.id)
        if held is None or held.state is not ImportState.LOADING:
            return
        actor = await session.get(Person, held.started_by) if held.started_by is not None else None
        await file_imports.loaded(
            session, held, await _write(session, Listed(held.listed), found, actor, clock), now=clock.now()
        )


async def _write(session: AsyncSession, listed: Listed, found: _Found, actor: Person | None, clock: Clock) -> Imported:
    if listed is Listed.APPLICANTS:
        return await applicant_writing.write(session, found.plans, actor=actor, now=clock.now())
    try:
        return await _BRING[listed](session, found.rows, actor=actor, now=clock.now())
    except BadRowsError:
        raise RuleViolation("import-fits-no-more") from None
