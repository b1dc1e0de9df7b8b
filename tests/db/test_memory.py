"""What is remembered between transactions: read once, forgotten with a change, old after its time."""

from datetime import date

import pytest
from sqlalchemy import func, select

from bot.db.engine import Database
from bot.db.memory import LIFE, Memory, remembered
from bot.db.models import Call, Municipality, Season
from bot.db.queries import people, seasons
from bot.domain.enums import InstitutionKind, Role
from bot.domain.people import PLACES
from tests.db.test_engine import NOW


async def _names(database: Database) -> list[str]:
    async with database.transaction() as session:
        return [one.name for one in await people.municipality_list(session)]


async def _add(database: Database, name: str) -> None:
    async with database.transaction() as session:
        session.add(Municipality(id=name, name=name, position=0))


async def test_list_is_seen_anew_after_each_change(database: Database) -> None:
    await _add(database, "a")
    assert await _names(database) == ["a"]
    await _add(database, "b")
    assert await _names(database) == ["a", "b"]
    async with database.transaction() as session:
        (await session.scalars(select(Municipality).where(Municipality.id == "a"))).one().name = "c"
    assert await _names(database) == ["c", "b"]


async def test_reader_of_an_older_state_makes_nobody_remember_it(database: Database) -> None:
    await _add(database, "a")
    async with database.reading() as session:
        # Its state is that of this moment (SQLite).
        assert await session.scalar(select(func.count()).select_from(Municipality)) == 1
        await _add(database, "b")
        await people.municipality_list(session)
    assert await _names(database) == ["a", "b"]


async def test_transaction_sees_its_own_change_and_nobody_else_one_that_is_rolled_back(database: Database) -> None:
    await _add(database, "a")
    assert await _names(database) == ["a"]

    async def fail() -> None:
        async with database.transaction() as session:
            session.add(Municipality(id="b", name="b", position=1))
            await session.flush()
            assert [one.name for one in await people.municipality_list(session)] == ["a", "b"]
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        await fail()
    assert await _names(database) == ["a"]


async def test_clock_of_the_season_is_that_of_the_newest(database: Database) -> None:
    async with database.reading() as session:
        assert await seasons.zone(session) is None
    async with database.transaction() as session:
        session.add(
            Season(
                code="x", title="x", zone="Europe/Moscow", starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1),
                contact="", targets={}, texts={}, created_at=NOW,
            )
        )  # fmt: skip
    async with database.reading() as session:
        assert await seasons.zone(session) == "Europe/Moscow"


async def _call(database: Database) -> int:
    async with database.transaction() as session:
        season = Season(
            code="x", title="x", zone="Europe/Moscow", starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1),
            contact="", targets={}, texts={}, created_at=NOW,
        )  # fmt: skip
        session.add(season)
        await session.flush()
        call = Call(
            season_id=season.id, role=Role.STUDENT, title="x", opens_at=NOW, closes_at=NOW, consent_closes_at=NOW,
            age_reference_on=date(2026, 1, 1), institutions=["school"], questions=[], rubric=[], quota=1, reserve=0,
        )  # fmt: skip
        session.add(call)
        await session.flush()
        return call.id


async def test_who_may_apply_is_seen_anew_with_each_change_of_a_call(database: Database) -> None:
    number = await _call(database)

    async def seen() -> tuple[date | None, frozenset[InstitutionKind]]:
        async with database.transaction() as session:
            return await people.age_reference(session, Role.STUDENT), (await people.places(session))[Role.STUDENT]

    assert await seen() == (date(2026, 1, 1), frozenset({InstitutionKind.SCHOOL}))
    async with database.transaction() as session:
        (await session.get_one(Call, number)).institutions = ["college"]
    assert await seen() == (date(2026, 1, 1), frozenset({InstitutionKind.COLLEGE}))
    async with database.transaction() as session:
        (await session.get_one(Call, number)).age_reference_on = date(2026, 3, 1)
    assert await seen() == (date(2026, 3, 1), frozenset({InstitutionKind.COLLEGE}))
    async with database.transaction() as session:
        await session.delete(await session.get_one(Call, number))
    assert await seen() == (None, PLACES[Role.STUDENT])


async def test_next_application_of_a_call_makes_nothing_forgotten(database: Database) -> None:
    number, memory = await _call(database), database._memory
    before = memory.forgotten
    async with database.transaction() as session:
        (await session.get_one(Call, number)).last_number += 1
    assert memory.forgotten == before


async def test_value_is_read_again_after_its_time(database: Database) -> None:
    now = [0.0]
    memory, read = Memory(lambda: now[0]), []

    async def count() -> int:
        read.append(1)
        return len(read)

    async with database.reading() as session:
        session.info.update(memory.info)
        memory.begins(session)
        values = []
        for moment in (0.0, LIFE - 1, LIFE + 1):
            now[0] = moment
            values.append(await remembered(session, "x", count))
    assert values == [1, 1, 2]
