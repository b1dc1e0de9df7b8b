"""Statements on their short way: the same rows and objects, whatever the engine."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Table, bindparam, insert, inspect, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.fixed import Fixed
from bot.db.models import OfficeMember, Person
from bot.domain.enums import Gender, OfficeRole, Role

NOW = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)

_PEOPLE: Table = Person.__table__  # type: ignore[assignment]  # declared as any FROM clause, and a table
_PERSON = Fixed(
    select(Person, OfficeMember.role, OfficeMember)
    .outerjoin(OfficeMember, (OfficeMember.person_id == Person.id) & OfficeMember.revoked_at.is_(None))
    .where(Person.telegram_id == bindparam("account"), Person.language == "ru")
)


async def _add(session: AsyncSession, account: int) -> Person:
    person = Person(
        telegram_id=account, language="ru", role=Role.STUDENT, surname="Иванова", gender=Gender.FEMALE, created_at=NOW,
        birth_date=date(2010, 2, 1), registered_at=NOW, dialog_data={"draft": 7, "name": "ё"},
    )  # fmt: skip
    session.add(person)
    await session.flush()
    return person


async def test_row_becomes_what_the_session_would_have_loaded(database: Database) -> None:
    async with database.transaction() as session:
        await _add(session, 5)
    async with database.transaction() as session:
        row = await _PERSON.first(session, account=5)
        assert row is not None
        person, role, member = row
        assert (role, member) == (None, None)
        assert await session.get(Person, person.id) is person
        assert person not in session.dirty
        assert inspect(person).persistent
        seen = {each.key: getattr(person, each.key) for each in inspect(Person).column_attrs}
    async with database.reading() as session:
        loaded = (await session.scalars(select(Person))).one()
        assert seen == {each.key: getattr(loaded, each.key) for each in inspect(Person).column_attrs}


async def test_several_classes_of_a_row_are_told_apart(database: Database) -> None:
    async with database.transaction() as session:
        person = await _add(session, 5)
        session.add(OfficeMember(person_id=person.id, role=OfficeRole.ADMINISTRATOR, granted_at=NOW))
    async with database.transaction() as session:
        row = await _PERSON.first(session, account=5)
        assert row is not None
        assert [row[0].telegram_id, row[1], row[2].person_id] == [5, OfficeRole.ADMINISTRATOR, row[0].id]
        assert await _PERSON.first(session, account=6) is None


async def test_object_in_hand_stays_and_its_change_is_seen_by_the_statement(database: Database) -> None:
    async with database.transaction() as session:
        person = await _add(session, 5)
        person.telegram_id, person.surname = 6, "Петрова"
        row: Sequence[object] | None = await _PERSON.first(session, account=6)
        assert row is not None
        assert row[0] is person
        assert person.surname == "Петрова"


async def test_object_that_is_to_be_read_anew_is(database: Database) -> None:
    async with database.transaction() as session:
        person = await _add(session, 5)
        await session.execute(text("UPDATE people SET surname = 'Ли', language = 'ru'"))
        session.expire(person, ["surname"])
        assert await _PERSON.first(session, account=5) is not None
        assert person.surname == "Ли"


async def test_change_tells_how_many_rows_it_has_changed(database: Database) -> None:
    renaming = Fixed(
        update(_PEOPLE).where(Person.telegram_id == bindparam("account")).values(surname=bindparam("name"))
    )
    async with database.transaction() as session:
        await _add(session, 5)
        assert [await renaming.change(session, account=number, name="Ли") for number in (5, 6)] == [1, 0]
    async with database.reading() as session:
        assert await session.scalar(select(Person.surname)) == "Ли"


async def test_error_is_sqlalchemys_and_says_nothing_of_the_values(database: Database) -> None:
    adding = Fixed(
        insert(_PEOPLE).values(
            telegram_id=bindparam("account"), surname=bindparam("name"), language="ru", search_name="", created_at=NOW
        )
    )

    async def add_twice() -> None:
        async with database.transaction() as session:
            for _ in range(2):
                await adding.change(session, account=5, name="Секретная")

    with pytest.raises(IntegrityError) as caught:
        await add_twice()
    assert "Секретная" not in str(caught.value)
    async with database.reading() as session:
        assert (await session.scalars(select(Person))).all() == []


async def test_statement_belongs_to_the_transaction_under_way(database: Database) -> None:
    async with database.transaction() as session:
        await _add(session, 5)
    async with database.reading() as session:
        assert await _PERSON.first(session, account=5) is not None
        await session.rollback()
        session.expunge_all()
        row = await _PERSON.first(session, account=5)
        assert row is not None
        assert session.in_transaction()


async def test_list_of_any_length_is_refused(database: Database) -> None:
    several = Fixed(select(Person).where(Person.id.in_(bindparam("numbers", expanding=True))))
    async with database.transaction() as session:
        if database.is_sqlite:
            with pytest.raises(ValueError, match="any length"):
                await several.rows(session, numbers=[1])


_RENAMING = Fixed(
    update(_PEOPLE).where(_PEOPLE.c.telegram_id == bindparam("account")).values(surname=bindparam("name"))
)


@pytest.mark.parametrize("loaded_by_the_session", [False, True])
async def test_short_and_usual_way_share_a_transaction(database: Database, loaded_by_the_session: bool) -> None:
    async with database.transaction() as session:
        await _add(session, 5)

    async def fail() -> None:
        async with database.transaction() as session:
            if loaded_by_the_session:
                await session.scalars(select(Person))
                session.add(Person(telegram_id=6, created_at=NOW))
                await session.flush()
            assert await _RENAMING.change(session, account=5, name="Ли") == 1
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        await fail()
    async with database.transaction() as session:
        assert [tuple(row) for row in await session.execute(select(Person.telegram_id, Person.surname))] == [
            (5, "Иванова")
        ]
    async with database.transaction() as session:
        assert await _RENAMING.change(session, account=5, name="Ли") == 1
    async with database.reading() as session:
        assert await session.scalar(select(Person.surname)) == "Ли"


async def test_transaction_that_is_cancelled_is_taken_back_and_gives_way(database: Database) -> None:
    async with database.transaction() as session:
        await _add(session, 5)
    reached = asyncio.Event()

    async def hang() -> None:
        async with database.transaction() as session:
            await _RENAMING.change(session, account=5, name="Ли")
            reached.set()
            await asyncio.Event().wait()

    hanging = asyncio.create_task(hang())
    await reached.wait()
    hanging.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hanging
    async with asyncio.timeout(30), database.transaction() as session:
        assert await session.scalar(select(Person.surname)) == "Иванова"
