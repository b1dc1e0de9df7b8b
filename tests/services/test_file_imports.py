"""Files of the office: only its own people's, of a size that can be read, written once however often work is repeated."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot import worker
from bot.clock import Clock
from bot.db.engine import Database
from bot.db.models import DuplicatePair, FileImport, OutboxMessage, Person
from bot.domain.enums import ImportState, OfficeRole, Role
from bot.domain.errors import NotAllowed, NotFound, RuleViolation
from bot.scheduler.importing import work_on_files
from bot.services import file_imports
from bot.services.applicant_writing import SOURCE
from bot.services.imports import Listed
from tests import cast
from tests.services.test_imports import ANSWERED, PROFILE, applicant

NOW = cast.OPEN
CLOCK = Clock(lambda: timedelta(0))
LINES = [
    applicant(name, f"{day:02d}.03.2004", f"8914555123{day}") for day, name in enumerate(("Анна", "Вера", "Ольга"), 1)
]
CONTENT = f"{PROFILE};{ANSWERED}\n{''.join(LINES)}".encode()


async def _download(_source: str) -> bytes | None:
    return CONTENT


async def _received(database: Database, role: OfficeRole = OfficeRole.OPERATOR) -> tuple[int, int]:
    """The office member and the file."""
    async with database.transaction() as session:
        actor = await cast.office_member(session, role)
        row = await file_imports.receive(
            session, actor, Listed.APPLICANTS, name="a.csv", size=10, source_id="x", now=NOW
        )
        return actor.id, row.id


async def _imported(database: Database) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).where(Person.source == SOURCE)) or 0


async def test_work_repeated_after_a_crash_writes_once(season_database: Database) -> None:
    database = season_database
    async with database.transaction() as session:
        twin = await cast.participant(session, 77)
        twin.phone = "+79145551231"
        await cast.apply(session, twin, (await cast.load_season(session))[Role.STUDENT])
    actor_id, file_id = await _received(database)
    await work_on_files(_download, database, CLOCK)
    async with database.transaction() as session:
        row = await file_imports.opened(session, await session.get_one(Person, actor_id), file_id)
        assert (row.state, row.added, row.roles, row.content) == (ImportState.CHECKED, 3, ["student"], CONTENT)
        row.state, row.started_by = ImportState.LOADING, actor_id
    assert await _imported(database) == 0
    await work_on_files(_download, database, CLOCK)
    await work_on_files(_download, database, CLOCK)
    async with database.reading() as session:
        row = await session.get_one(FileImport, file_id)
        pairs = (await session.scalars(select(DuplicatePair))).all()
        told = (await session.scalars(select(OutboxMessage.template).order_by(OutboxMessage.id))).all()
    assert (row.state, row.content, await _imported(database), len(pairs)) == (ImportState.DONE, None, 3, 1)
    assert told == ["import-checked", "duplicates-found-many", "import-done"]


async def test_file_that_fits_no_more_when_it_is_loaded_writes_nothing(season_database: Database) -> None:
    database = season_database
    actor_id, file_id = await _received(database)
    await work_on_files(_download, database, CLOCK)
    async with database.transaction() as session:
        row = await session.get_one(FileImport, file_id)
        row.state, row.started_by, row.content = (
            ImportState.LOADING,
            actor_id,
            CONTENT.replace(b"go-zeya", b"go-nowhere"),
        )
    await work_on_files(_download, database, CLOCK)
    async with database.reading() as session:
        row = await session.get_one(FileImport, file_id)
    assert (row.state, (row.problem or {})["key"]) == (ImportState.REFUSED, "import-fits-no-more")
    assert await _imported(database) == 0


async def test_what_telegram_has_lost_is_asked_for_again(season_database: Database) -> None:
    async def nothing(_source: str) -> bytes | None:
        return None

    _, file_id = await _received(season_database)
    await work_on_files(nothing, season_database, CLOCK)
    async with season_database.reading() as session:
        row = await session.get_one(FileImport, file_id)
    assert (row.state, (row.problem or {})["key"]) == (ImportState.REFUSED, "import-not-downloaded")


async def _no_worker_lives() -> None:
    """As if every worker ran out of memory."""
    while True:
        for process in list((worker._pool._processes or {}).values()) if worker._pool is not None else ():
            process.kill()
        await asyncio.sleep(0.01)


async def test_file_that_kills_the_worker_is_refused_and_the_next_one_gets_its_turn(season_database: Database) -> None:
    database = season_database
    _, deadly = await _received(database)
    async with database.transaction() as session:
        first = await session.get_one(FileImport, deadly)
        after = FileImport(
            listed=first.listed, state=ImportState.RECEIVED, name="b.csv", source_id="y", asked_by=first.asked_by,
            asked_at=NOW,
        )  # fmt: skip
        session.add(after)
        await session.flush()
        following = after.id
    worker.close()
    killing = asyncio.create_task(_no_worker_lives())
    await work_on_files(_download, database, CLOCK)
    killing.cancel()
    with suppress(asyncio.CancelledError):
        await killing
    worker.close()
    await work_on_files(_download, database, CLOCK)
    async with database.reading() as session:
        row, other = await session.get_one(FileImport, deadly), await session.get_one(FileImport, following)
    assert (row.state, (row.problem or {})["key"], row.content) == (ImportState.REFUSED, "import-no-workbook", None)
    assert (other.state, other.added) == (ImportState.CHECKED, 3)


async def test_file_is_its_senders_alone(season_database: Database) -> None:
    _, file_id = await _received(season_database)
    async with season_database.transaction() as session:
        other = await cast.office_member(session, OfficeRole.ADMINISTRATOR, telegram_id=901)
        for act in (file_imports.load, file_imports.drop):
            with pytest.raises(NotFound, match="import-unknown"):
                await act(session, other, file_id, now=NOW)


@pytest.mark.parametrize(
    ("role", "name", "size", "refused"),
    [
        (OfficeRole.EXPERT, "a.csv", 1, "not-allowed"),
        (OfficeRole.OBSERVER, "a.csv", 1, "not-allowed"),
        (OfficeRole.OPERATOR, "a.pdf", 1, "import-wrong-ending"),
        (OfficeRole.OPERATOR, "a.xlsx", file_imports.LARGEST + 1, "import-file-too-large"),
    ],
)
async def test_what_cannot_be_taken_is_refused(
    season_database: Database, role: OfficeRole, name: str, size: int, refused: str
) -> None:
    async with season_database.transaction() as session:
        actor = await cast.office_member(session, role)
        with pytest.raises((NotAllowed, RuleViolation), match=refused):
            await file_imports.receive(session, actor, Listed.EVENTS, name=name, size=size, source_id="x", now=NOW)
