"""A link of one's own: only the person it is for comes in by it, once, and only into an empty account."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import Application, AuditEntry, Person
from bot.domain.enums import OfficeRole, Role
from bot.domain.errors import NotAllowed, NotFound, RuleViolation
from bot.services import account_links
from bot.services.account_links import ATTEMPTS, LIFE
from tests import cast

NOW = cast.OPEN
NAME = "иванова анна"


@pytest.fixture
async def imported(season_database: Database) -> Database:
    """Somebody with an application and without an account, an operator, and an account that has just come."""
    async with season_database.transaction() as session:
        await cast.office_member(session, OfficeRole.OPERATOR)
        person = await cast.participant(session, 3)
        await cast.apply(session, person, (await cast.load_season(session))[Role.STUDENT])
        person.telegram_id = None
        session.add(Person(telegram_id=555, created_at=NOW, language="en"))
    return season_database


async def _by_account(database: Database, account: int | None) -> Person:
    async with database.reading() as session:
        # The office member is found by an account, the imported person by having none.
        return (
            await session.scalars(select(Person).where(Person.telegram_id == account, Person.erased_at.is_(None)))
        ).one()


async def _issue(database: Database, at: datetime = NOW) -> str:
    person = await _by_account(database, None)
    async with database.transaction() as session:
        actor = (await session.scalars(select(Person).where(Person.telegram_id == 900))).one()
        return (await account_links.issue(session, actor, person.id, now=at)).token


async def _claim(
    database: Database,
    token: str,
    *,
    account: int = 555,
    name: str = NAME,
    born: date | None = None,
    at: datetime = NOW,
) -> Person | None:
    async with database.transaction() as session:
        actor = (await session.scalars(select(Person).where(Person.telegram_id == account))).one()
        day = born or cast.BORN[Role.STUDENT] - timedelta(days=3)
        return await account_links.claim(session, actor, token, name=name, birth_date=day, now=at)


async def test_account_becomes_the_imported_person(imported: Database) -> None:
    before = await _by_account(imported, None)
    assert await _claim(imported, await _issue(imported), name="ИВАНОВА  Анна") is not None
    after = await _by_account(imported, 555)
    assert (after.id, after.language, after.role) == (before.id, "en", Role.STUDENT)
    async with imported.reading() as session:
        application = (await session.scalars(select(Application))).one()
        linked = select(AuditEntry.action).where(AuditEntry.action.like("account-link.%"))
        acts = list(await session.scalars(linked.order_by(AuditEntry.id)))
    assert (application.person_id, acts) == (before.id, ["account-link.issued", "account-link.used"])


@pytest.mark.parametrize("wrong", [{"name": "Иванова Вера"}, {"born": date(2004, 1, 1)}])
async def test_wrong_answers_are_counted_and_end_the_link(imported: Database, wrong: dict[str, object]) -> None:
    token = await _issue(imported)
    for _ in range(ATTEMPTS):
        assert await _claim(imported, token, **wrong) is None  # type: ignore[arg-type]  # one of two keywords
    with pytest.raises(RuleViolation, match="account-link-dead"):
        await _claim(imported, token)
    assert (await _by_account(imported, None)).first_name == "Анна"


async def test_used_old_and_replaced_links_open_nothing(imported: Database) -> None:
    first = await _issue(imported)
    second = await _issue(imported)
    for token, at in ((first, NOW), (second, NOW + LIFE + timedelta(seconds=1)), ("nothing", NOW)):
        with pytest.raises(RuleViolation, match="account-link-dead"):
            await _claim(imported, token, at=at)
    await _claim(imported, second)
    async with imported.transaction() as session:
        session.add(Person(telegram_id=556, created_at=NOW))
    with pytest.raises(RuleViolation, match="account-link-dead"):
        await _claim(imported, second, account=556)


async def test_account_with_something_of_its_own_stays_as_it_is(imported: Database) -> None:
    token = await _issue(imported)
    async with imported.transaction() as session:
        await cast.participant(session, 557)
    for account in (557, 900):
        with pytest.raises(RuleViolation, match="account-link-known"):
            await _claim(imported, token, account=account)
    assert await _claim(imported, token) is not None


async def test_links_are_given_by_operators_to_people_without_an_account(imported: Database) -> None:
    token = await _issue(imported)
    person = await _by_account(imported, None)
    async with imported.transaction() as session:
        operator = (await session.scalars(select(Person).where(Person.telegram_id == 900))).one()
        everybody = await account_links.issue_all(session, operator, now=NOW)
        assert [(each.whose.person.id, each.whose.number) for each in everybody] == [(person.id, "С-0001")]
        expert = await cast.office_member(session, OfficeRole.EXPERT, telegram_id=901)
        with pytest.raises(NotAllowed):
            await account_links.issue(session, expert, person.id, now=NOW)
    with pytest.raises(RuleViolation, match="account-link-dead"):
        await _claim(imported, token)
    await _claim(imported, everybody[0].token)
    with pytest.raises(NotFound, match="account-link-none"):
        async with imported.transaction() as session:
            await account_links.issue_all(session, operator, now=NOW)
