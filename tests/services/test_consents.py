"""Consents asked for again: a new wording, and whoever has come of age."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import Consent, OutboxMessage, Person
from bot.domain.consents import WORDING, Signer
from bot.domain.enums import ApplicationStatus, ConsentPurpose, OfficeRole, Role
from bot.domain.errors import RuleViolation
from bot.services import applications, consents
from bot.services.consents import SELF, Wording
from tests.cast import ANSWERS, OPEN, load_season, office_member, participant

OLD, NEW = Wording("0", "0" * 64, "ru"), Wording(WORDING, "1" * 64, "ru")
PARTICIPATION = ConsentPurpose.PARTICIPATION


@pytest.fixture
def database(season_database: Database) -> Database:
    """With the shipped season in it."""
    return season_database


async def _family(session: AsyncSession, wording: Wording, *, born: date = date(2004, 3, 5)) -> tuple[Person, Person]:
    """A child and a mother who have both signed."""
    await load_season(session)
    child = await participant(session, 10, consents=False)
    child.birth_date = born
    mother = Person(telegram_id=70, created_at=OPEN, registered_at=OPEN)
    session.add(mother)
    await session.flush()
    for signer, relation in ((child, SELF), (mother, "mother")):
        await consents.give(session, child, signer, PARTICIPATION, relation=relation, wording=wording, now=OPEN)
    return child, mother


async def _asked(session: AsyncSession, now: datetime) -> list[tuple[str, int | None]]:
    for _ in range(2):
        await consents.ask_anew(session, now=now)
    found = select(OutboxMessage.template, OutboxMessage.person_id).where(OutboxMessage.template.like("consent-a%"))
    return [(template, person) for template, person in await session.execute(found.order_by(OutboxMessage.id))]


async def test_nobody_is_asked_about_the_present_text(database: Database) -> None:
    async with database.transaction() as session:
        child, mother = await _family(session, NEW)
        assert await _asked(session, OPEN) == []
        assert await consents.to_sign_anew(session, child, mother, now=OPEN) == frozenset()


async def test_new_wording_asks_each_signer_once_and_the_old_signature_stands(database: Database) -> None:
    async with database.transaction() as session:
        child, mother = await _family(session, OLD)
        assert await _asked(session, OPEN) == [("consent-anew", child.id), ("consent-anew-child", mother.id)]
        assert (await consents.standing(session, child.id))[PARTICIPATION] == {Signer.SELF, Signer.GUARDIAN}
        for signer, relation in ((child, SELF), (mother, "mother")):
            assert await consents.to_sign_anew(session, child, signer, now=OPEN) == {PARTICIPATION}
            await consents.give(session, child, signer, PARTICIPATION, relation=relation, wording=NEW, now=OPEN)
            assert await consents.to_sign_anew(session, child, signer, now=OPEN) == frozenset()
        standing = await session.scalars(select(Consent.text_version).where(Consent.withdrawn_at.is_(None)))
        assert standing.all() == [WORDING, WORDING]


@pytest.mark.parametrize(
    ("born", "asked"),
    [
        (date(2001, 8, 22), False),
        (date(2001, 8, 21), True),
        (date(2001, 8, 10), True),
        (date(2001, 8, 7), False),
    ],
)
async def test_birthday_asks_whoever_signed_as_a_minor(database: Database, born: date, asked: bool) -> None:
    birthday = datetime(2019, 8, 20, 15, 0, tzinfo=UTC)
    async with database.transaction() as session:
        child, _ = await _family(session, NEW, born=born)
        for consent in await session.scalars(select(Consent)):
            consent.given_at = OPEN - timedelta(days=30)
        await session.flush()
        expected = [("consent-adult", child.id)] if asked else []
        assert await _asked(session, birthday) == expected


async def test_same_text_is_signed_anew_as_an_adult(database: Database) -> None:
    birthday = datetime(2019, 8, 21, 3, 0, tzinfo=UTC)
    async with database.transaction() as session:
        child, mother = await _family(session, NEW, born=date(2001, 8, 21))
        assert await consents.to_sign_anew(session, child, child, now=birthday) == {PARTICIPATION}
        assert await consents.to_sign_anew(session, child, mother, now=birthday) == frozenset()
        given = [
            await consents.give(session, child, child, PARTICIPATION, relation=SELF, wording=NEW, now=birthday)
            for _ in (1, 2)
        ]
        assert given == [True, False]
        assert await consents.to_sign_anew(session, child, child, now=birthday) == frozenset()
        assert await _asked(session, birthday) == []


async def _alerts(session: AsyncSession) -> list[tuple[str, int]]:
    found = select(OutboxMessage.template, OutboxMessage.chat_id).where(OutboxMessage.template.like("consent-frozen%"))
    return [(template, chat) for template, chat in await session.execute(found.order_by(OutboxMessage.template))]


@pytest.mark.parametrize(("days", "frozen"), [(14, False), (15, True), (70, True), (80, False)])
async def test_who_has_not_signed_anew_in_time_is_told_once_and_the_office_too(
    database: Database, days: int, frozen: bool
) -> None:
    now = OPEN + timedelta(days=days)
    async with database.transaction() as session:
        child, _ = await _family(session, NEW, born=date(2001, 8, 20))
        for consent in await session.scalars(select(Consent)):
            consent.given_at = OPEN - timedelta(days=30)
        clerk = await office_member(session, OfficeRole.OPERATOR)
        await session.flush()
        for _ in range(2):
            await consents.ask_anew(session, now=now)
        told = [("consent-frozen", child.telegram_id), ("consent-frozen-office", clerk.telegram_id)]
        assert await _alerts(session) == (told if frozen else [])


async def test_frozen_participation_goes_on_when_the_consent_is_signed(database: Database) -> None:
    frozen = OPEN + timedelta(days=15)
    async with database.transaction() as session:
        child, _ = await _family(session, NEW, born=date(2001, 8, 20))
        call = (await load_season(session))[Role.STUDENT]
        # The rule asked is the one of signatures: by age the call would be closed to them.
        child.birth_date = date(2004, 3, 5)
        await applications.start(session, child, call.id, now=OPEN)
        child.birth_date = date(2001, 8, 20)
        for consent in await session.scalars(select(Consent)):
            consent.given_at = OPEN - timedelta(days=30)
        call.age_reference_on = date(2019, 8, 1)
        await session.flush()
        with pytest.raises(RuleViolation, match="participation-frozen"):
            await applications.submit(session, child, call.id, ANSWERS[Role.STUDENT], now=frozen)
        await consents.give(session, child, child, PARTICIPATION, relation=SELF, wording=NEW, now=frozen)
        sent = await applications.submit(session, child, call.id, ANSWERS[Role.STUDENT], now=frozen)
        assert sent.status is ApplicationStatus.SUBMITTED
