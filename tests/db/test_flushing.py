"""Small changes are written in the short way, and as the unit of work would have written them."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import bindparam, event, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.exc import StaleDataError

from bot.db.engine import Database
from bot.db.fixed import Fixed
from bot.db.models import AuditEntry, Event, FormDraft, Municipality, Person, Season
from bot.domain.enums import EventKind, EventStatus, Gender, Role

NOW = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)

_PERSON = Fixed(select(Person).where(Person.telegram_id == bindparam("account")))
_DRAFT = Fixed(select(FormDraft).where(FormDraft.form == bindparam("form")))


@pytest.fixture
async def peopled(database: Database) -> Database:
    async with database.transaction() as session:
        session.add_all([Person(telegram_id=5, created_at=NOW), Person(telegram_id=6, created_at=NOW)])
        session.add(Municipality(id="a", name="a", position=0))
        await session.flush()
        draft = FormDraft(person_id=1, form="x", subject_id=0, answers={}, created_at=NOW, updated_at=NOW)
        draft.person_id = (await _person(session)).id
        session.add(draft)
    return database


async def _person(session: AsyncSession, account: int = 5) -> Person:
    row = await _PERSON.first(session, account=account)
    assert row is not None
    person: Person = row[0]
    return person


def _units_of_work(session: AsyncSession) -> list[Any]:
    """Grows with every flush that SQLAlchemy does itself."""
    seen: list[Any] = []
    event.listen(session.sync_session, "before_flush", lambda *given: seen.append(given))
    return seen


async def test_changes_of_a_person_and_their_draft_are_written_in_the_short_way(peopled: Database) -> None:
    at = datetime(2026, 9, 2, 12, tzinfo=timezone(timedelta(hours=9)))
    async with peopled.transaction() as session:
        units = _units_of_work(session)
        person = await _person(session)
        person.role, person.gender, person.birth_date = Role.STUDENT, Gender.FEMALE, date(2010, 2, 1)
        person.registered_at, person.dialog_data, person.surname = at, {"draft": 1, "ё": None}, "Ли"
        draft = (await _DRAFT.rows(session, form="x"))[0][0]
        draft.answers, draft.editing, draft.pending = {"a": [1]}, True, {"kind": "y"}
        await session.flush()
        assert not session.dirty
        draft.pending, person.surname = None, None
    assert (units == []) is peopled.is_sqlite
    async with peopled.reading() as session:
        person, draft = (await session.execute(select(Person, FormDraft).where(FormDraft.person_id == Person.id))).one()
        assert (person.role, person.gender, person.birth_date) == (Role.STUDENT, Gender.FEMALE, date(2010, 2, 1))
        assert (person.registered_at, person.dialog_data, person.surname) == (at, {"draft": 1, "ё": None}, None)
        assert (draft.answers, draft.editing, draft.pending) == ({"a": [1]}, True, None)
        # What is emptied is gone, not JSON's null.
        assert await session.scalar(text("SELECT count(*) FROM form_drafts WHERE pending IS NULL")) == 1


async def test_value_set_to_what_it_was_is_not_written(peopled: Database) -> None:
    async with peopled.transaction() as session:
        person = await _person(session)
        await session.execute(text("UPDATE people SET language = 'en'"))
        person.language = "en"
        person.language = "ru"
    async with peopled.reading() as session:
        assert set(await session.scalars(select(Person.language))) == {"en"}


async def test_change_that_is_rolled_back_leaves_nothing(peopled: Database) -> None:
    async def fail() -> None:
        async with peopled.transaction() as session:
            (await _person(session)).surname = "Ли"
            await session.flush()
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        await fail()
    async with peopled.reading() as session:
        assert (await _person(session)).surname is None


async def test_refusal_that_is_caught_lets_nothing_of_the_transaction_be_committed(peopled: Database) -> None:
    async def go_on() -> None:
        async with peopled.transaction() as session:
            first = await _person(session)
            first.surname = "Ли"
            await session.flush()
            session.add(Person(telegram_id=first.telegram_id, created_at=NOW))
            with suppress(IntegrityError):
                await session.flush()

    with pytest.raises(SQLAlchemyError):
        await go_on()
    async with peopled.reading() as session:
        assert (await _person(session)).surname is None


async def test_savepoint_takes_back_what_was_written_in_it(peopled: Database) -> None:
    async def fail(session: AsyncSession) -> None:
        async with session.begin_nested():
            (await _person(session)).surname = "Ли"
            await session.flush()
            raise RuntimeError("no")

    async with peopled.transaction() as session:
        (await _person(session, 6)).surname = "Ким"
        await session.flush()
        with pytest.raises(RuntimeError, match="no"):
            await fail(session)
    async with peopled.reading() as session:
        assert ((await _person(session)).surname, (await _person(session, 6)).surname) == (None, "Ким")


async def test_what_is_not_simple_is_left_to_the_unit_of_work(peopled: Database) -> None:
    async with peopled.transaction() as session:
        units = _units_of_work(session)
        # Several of a class.
        first, second = await _person(session), await _person(session, 6)
        first.surname, second.surname = "Ли", "Ким"
        await session.flush()
        # An expression.
        first.telegram_id = Person.telegram_id + 10
        await session.flush()
        # Somebody new.
        first.surname = "Ан"
        session.add(Person(telegram_id=7, created_at=NOW))
        await session.flush()
        # Somebody who goes.
        first.surname = "Пак"
        await session.delete(second)
        await session.flush()
    assert len(units) == 4
    async with peopled.reading() as session:
        rows = await session.execute(select(Person.telegram_id, Person.surname).order_by(Person.telegram_id))
        assert [tuple(row) for row in rows] == [(7, None), (15, "Пак")]


async def test_what_is_remembered_is_noticed(peopled: Database) -> None:
    before = peopled._memory.forgotten
    async with peopled.transaction() as session:
        (await _person(session)).surname = "Ли"
    assert peopled._memory.forgotten == before
    async with peopled.transaction() as session:
        await _person(session)
        (await session.get_one(Municipality, "a")).name = "b"
    assert peopled._memory.forgotten == before + 1


async def test_row_that_is_gone_is_told(peopled: Database) -> None:
    async def change() -> None:
        async with peopled.transaction() as session:
            person = await _person(session, 6)
            await session.execute(text("DELETE FROM people WHERE telegram_id = 6"))
            person.surname = "Ли"

    with pytest.raises(StaleDataError):
        await change()


async def test_new_row_is_written_in_the_short_way_with_its_number_and_what_is_by_default(peopled: Database) -> None:
    async with peopled.transaction() as session:
        units = _units_of_work(session)
        await _person(session)
        person = Person(telegram_id=8, created_at=NOW, role=Role.MENTOR, dialog_data={"ё": 1})
        session.add(person)
        await session.flush()
        assert (person.language, person.search_name, person.surname) == ("ru", "", None)
        assert await session.get(Person, person.id) is person
        draft = FormDraft(
            id=700, person_id=person.id, form="y", subject_id=0, answers={}, created_at=NOW, updated_at=NOW
        )
        session.add_all([draft, AuditEntry(at=NOW, action="thing.done", actor_id=person.id)])
        person.surname = "Ли"
        await session.flush()
        assert not session.new
        draft.current = "b"
    assert (units == []) is peopled.is_sqlite
    async with peopled.reading() as session:
        found = (await session.scalars(select(Person).where(Person.telegram_id == 8))).one()
        assert (found.id, found.role, found.dialog_data, found.surname) == (person.id, Role.MENTOR, {"ё": 1}, "Ли")
        kept = await session.get_one(FormDraft, 700)
        assert (kept.current, kept.editing, kept.pending, kept.created_at) == ("b", False, None, NOW)
        assert (await session.scalars(select(AuditEntry.actor_id))).all() == [person.id]


async def test_new_row_that_breaks_a_rule_of_the_database_is_told_and_not_kept(peopled: Database) -> None:
    async def add() -> None:
        async with peopled.transaction() as session:
            (await _person(session)).surname = "Ли"
            await session.flush()
            session.add(Person(telegram_id=6, created_at=NOW))

    with pytest.raises(IntegrityError):
        await add()
    async with peopled.reading() as session:
        assert set(await session.scalars(select(Person.surname))) == {None}


async def test_default_that_is_made_each_time_is_left_to_the_unit_of_work(peopled: Database) -> None:
    async with peopled.transaction() as session:
        await _person(session)
        season = Season(
            code="x", title="x", zone="Europe/Moscow", starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1),
            contact="", targets={}, texts={}, created_at=NOW,
        )  # fmt: skip
        session.add(season)
        await session.flush()
        units = _units_of_work(session)
        event_ = Event(
            season_id=season.id, kind=EventKind.ORDINARY, title="x", description="", place="", zone="Europe/Moscow", audience=[],
            starts_at=NOW, ends_at=NOW, reminder_offsets=[], status=EventStatus.DRAFT, created_at=NOW,
        )  # fmt: skip
        session.add(event_)
        await session.flush()
        assert (len(units), event_.stages) == (1, [])
