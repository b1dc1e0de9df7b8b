"""Two applications of one person, and a closed call that is open to one: what the office sees, settles and grants."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import Application, AuditEntry, DuplicatePair, OutboxMessage, Person
from bot.domain.enums import ApplicationStatus, OfficeRole, Outcome, Role
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.services import admission, applications, duplicates, personal_access, selection
from bot.services.duplicates import Keep
from tests.cast import ANSWERS, OPEN, apply, load_season, office_member, participant

CLOSES = datetime(2019, 9, 6, 9, 0, tzinfo=UTC)
LATE, UNTIL = CLOSES + timedelta(days=1), CLOSES + timedelta(days=2)
SECOND = timedelta(seconds=1)


@pytest.fixture
def database(season_database: Database) -> Database:
    """With the shipped season in it."""
    return season_database


async def _two(session: AsyncSession, **same: object) -> tuple[Person, Person, list[Application]]:
    """Two applicants with these columns in common."""
    call = (await load_season(session))[Role.STUDENT]
    anna, other = await participant(session, 10), await participant(session, 11)
    for person in (anna, other):
        for name, value in same.items():
            setattr(person, name, value)
    await session.flush()
    return anna, other, [await apply(session, person, call) for person in (anna, other)]


async def _admitted(session: AsyncSession, *people: Person) -> list[bool]:
    found = [await admission.of_person(session, person, now=OPEN) for person in people]
    return [each is not None and each.admitted for each in found]


@pytest.mark.parametrize(
    ("same", "pairs"),
    [
        ({"phone": "+79140000001"}, 1),
        ({"birth_date": datetime(2004, 1, 1, tzinfo=UTC).date()}, 1),
        ({"birth_date": datetime(2004, 1, 1, tzinfo=UTC).date(), "patronymic": "Петровна", "surname": "ИВАНОВА"}, 1),
        ({}, 0),
    ],
)
async def test_lookalikes_become_a_pair_once(database: Database, same: dict[str, object], pairs: int) -> None:
    async with database.transaction() as session:
        await office_member(session, OfficeRole.OPERATOR)
        anna, other, sent = await _two(session, **same)
        await applications.submit(session, other, sent[1].call_id, ANSWERS[Role.STUDENT], now=OPEN + SECOND)
        found = (await session.scalars(select(DuplicatePair))).all()
        assert [(pair.first_id, pair.second_id) for pair in found] == [(sent[0].id, sent[1].id)] * pairs
        told = await session.scalars(select(OutboxMessage.args).where(OutboxMessage.template == "duplicates-found"))
        assert told.all() == [{"number": "С-0002", "count": 1}] * pairs
        assert await _admitted(session, anna, other) == [True, not pairs]


async def test_same_birthday_under_another_name_is_nobodys_business(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        anna, vera = await participant(session, 10), await participant(session, 11)
        vera.first_name, vera.birth_date = "Вера", anna.birth_date
        await session.flush()
        for person in (anna, vera):
            await apply(session, person, call)
        assert (await session.scalars(select(DuplicatePair))).all() == []


async def test_office_settles_a_pair_and_both_are_never_admitted(database: Database) -> None:
    async with database.transaction() as session:
        clerk = await office_member(session, OfficeRole.OPERATOR)
        anna, other, sent = await _two(session, phone="+79140000001")
        pair = (await session.scalars(select(DuplicatePair))).one()
        with pytest.raises(RuleViolation, match="selection-duplicate"):
            await selection.stage(session, clerk, sent[1].id, Outcome.ACCEPTED, now=OPEN)
        await duplicates.settle(session, clerk, pair.id, keep=Keep.SECOND, now=OPEN)
        assert await _admitted(session, anna, other) == [False, True]
        assert (await applications.situation(session, anna, now=OPEN)).kept_instead == "С-0002"
        told = select(OutboxMessage.person_id, OutboxMessage.args).where(
            OutboxMessage.template == "duplicate-set-aside"
        )
        assert (await session.execute(told)).all() == [(anna.id, {"number": "С-0001", "kept": "С-0002"})]
        with pytest.raises(Stale, match="duplicates-settled"):
            await duplicates.settle(session, clerk, pair.id, keep=Keep.SECOND, now=OPEN)
        sent[1].status = ApplicationStatus.ACCEPTED
        await session.flush()
        with pytest.raises(RuleViolation, match="duplicates-accepted"):
            await duplicates.settle(session, clerk, pair.id, keep=Keep.FIRST, now=OPEN)
        await duplicates.settle(session, clerk, pair.id, keep=None, now=OPEN)
        assert await _admitted(session, anna, other) == [True, True]
        acts = await session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "duplicates.settled"))
        assert acts.all() == [f"same kept={sent[1].id}", "different"]


async def test_withdrawn_first_one_does_not_stand_in_the_way(database: Database) -> None:
    async with database.transaction() as session:
        anna, other, sent = await _two(session, phone="+79140000001")
        await applications.withdraw(session, anna, sent[0].call_id, now=OPEN)
        assert await _admitted(session, other) == [True]


@pytest.mark.parametrize("role", [None, OfficeRole.EXPERT, OfficeRole.OBSERVER])
async def test_strangers_and_readers_see_no_pairs(database: Database, role: OfficeRole | None) -> None:
    async with database.transaction() as session:
        await _two(session, phone="+79140000001")
        pair = (await session.scalars(select(DuplicatePair))).one()
        actor = await office_member(session, role) if role else await participant(session, 77)
        with pytest.raises(NotAllowed):
            await duplicates.open_card(session, actor, pair.id, now=OPEN)
        with pytest.raises(NotAllowed):
            await duplicates.settle(session, actor, pair.id, keep=None, now=OPEN)
        with pytest.raises(NotAllowed):
            await personal_access.grant(session, actor, actor.id, UNTIL, "Болезнь", now=LATE)


async def test_closed_call_is_open_to_one_person_until_the_second(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        clerk = await office_member(session, OfficeRole.OPERATOR)
        anna, boris = await participant(session, 10), await participant(session, 11)
        with pytest.raises(RuleViolation, match="access-call-open"):
            await personal_access.grant(session, clerk, anna.id, UNTIL, "Болезнь", now=OPEN)
        with pytest.raises(RuleViolation, match="access-until-past"):
            await personal_access.grant(session, clerk, anna.id, CLOSES, "Болезнь", now=LATE)
        with pytest.raises(RuleViolation, match="reason-missing"):
            await personal_access.grant(session, clerk, anna.id, UNTIL, "", now=LATE)
        await personal_access.grant(session, clerk, anna.id, LATE + SECOND, "Болезнь", now=LATE)
        await personal_access.grant(session, clerk, anna.id, UNTIL, "Долгая болезнь", now=LATE)
        with pytest.raises(RuleViolation, match="call-closed"):
            await applications.start(session, boris, call.id, now=LATE)
        await applications.start(session, anna, call.id, now=LATE)
        seen = await applications.situation(session, anna, now=UNTIL)
        assert (seen.open, seen.closes_at) == (True, UNTIL)
        with pytest.raises(RuleViolation, match="call-closed"):
            await applications.submit(session, anna, call.id, ANSWERS[Role.STUDENT], now=UNTIL + SECOND)
        sent = await applications.submit(session, anna, call.id, ANSWERS[Role.STUDENT], now=UNTIL)
        assert sent.number == "С-0001"
        told = select(OutboxMessage.status).where(OutboxMessage.template == "call-opened-for-one")
        assert [status.value for status in await session.scalars(told)] == ["withdrawn", "pending"]
        await personal_access.revoke(session, clerk, anna.id, now=UNTIL)
        with pytest.raises(RuleViolation, match="call-closed"):
            await applications.start(session, anna, call.id, now=UNTIL)
        with pytest.raises(Stale, match="access-not-granted"):
            await personal_access.revoke(session, clerk, anna.id, now=UNTIL)


async def test_decided_application_is_not_opened_again(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        clerk = await office_member(session, OfficeRole.OPERATOR)
        anna = await participant(session, 10)
        application = await apply(session, anna, call)
        application.status = ApplicationStatus.REJECTED
        with pytest.raises(Stale, match="application-decided"):
            await personal_access.grant(session, clerk, anna.id, UNTIL, "Болезнь", now=LATE)
