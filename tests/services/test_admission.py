"""Admission: signatures in time, papers, an administrator's reason; and who is reminded of what is missing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import AuditEntry, Consent, FormDraft, GuardianLink, OutboxMessage, Person
from bot.domain.consents import text_hash
from bot.domain.enums import ApplicationStatus, ConsentPurpose, OfficeRole, Outcome, Role
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.services import admission, consent_office, consents, guardians, reminders, selection
from bot.services.admission import Admission
from bot.services.consent_office import Paper
from bot.services.consents import Wording
from tests.cast import OPEN, apply, load_season, office_member, participant, sign


@pytest.fixture
def database(season_database: Database) -> Database:
    """With the shipped season in it."""
    return season_database


DEADLINE = datetime(2019, 9, 10, 9, 0, tzinfo=UTC)
"""18:00 in Blagoveshchensk, four days after the call closes."""
LATE = DEADLINE + timedelta(seconds=1)
MOMENT = timedelta(microseconds=999_999)
WORDING = Wording("1", text_hash("Согласие"), "ru")
WORDINGS = dict.fromkeys(ConsentPurpose, WORDING)
MOTHER = Paper("mother", "Иванова Мария Петровна", date(2019, 8, 19), "12")


async def _applicant(session: AsyncSession, telegram_id: int = 10) -> Person:
    """Applied, signed for herself, nobody else has."""
    call = (await load_season(session))[Role.STUDENT]
    person = await participant(session, telegram_id, consents=False)
    await sign(session, person, person.id)
    await apply(session, person, call)
    return person


async def _guardian(session: AsyncSession, child: Person, telegram_id: int = 70) -> Person:
    """An account that has been confirmed as the child's guardian."""
    guardian = Person(telegram_id=telegram_id, created_at=OPEN, registered_at=OPEN, role=Role.GUARDIAN)
    session.add(guardian)
    await session.flush()
    session.add(
        GuardianLink(
            token=str(telegram_id), child_id=child.id, created_at=OPEN, expires_at=OPEN, used_at=OPEN,
            guardian_id=guardian.id,
        )
    )  # fmt: skip
    await session.flush()
    return guardian


async def _sign(session: AsyncSession, guardian: Person, child: Person, now: datetime) -> None:
    await guardians.give(session, guardian, child.id, ConsentPurpose.PARTICIPATION, wording=WORDING, now=now)


async def _admission(session: AsyncSession, person: Person, now: datetime) -> Admission:
    found = await admission.of_person(session, person, now=now)
    assert found is not None
    return found


@pytest.mark.parametrize(("at", "admitted"), [(OPEN, True), (DEADLINE + MOMENT, True), (LATE, False)])
async def test_guardians_deadline_is_kept_to_the_second(database: Database, at: datetime, admitted: bool) -> None:
    async with database.transaction() as session:
        child = await _applicant(session)
        await _sign(session, await _guardian(session, child), child, at)
        found = await _admission(session, child, LATE)
        assert (found.signed, found.admitted, found.may_be_let_in) == (True, admitted, not admitted)


async def test_without_a_guardian_nobody_is_admitted_and_an_adult_needs_none(database: Database) -> None:
    async with database.transaction() as session:
        child = await _applicant(session)
        found = await _admission(session, child, OPEN)
        assert (found.signed, found.admitted, found.may_be_let_in) == (False, False, False)
        assert (await _admission(session, child, LATE)).may_be_let_in is True
        child.birth_date = date(2001, 9, 10)
        await session.flush()
        found = await _admission(session, child, LATE)
        assert (found.admitted, found.may_be_let_in) == (True, False)


async def test_consent_that_stood_at_the_deadline_may_be_taken_back_and_given_anew(database: Database) -> None:
    async with database.transaction() as session:
        child = await _applicant(session)
        mother = await _guardian(session, child)
        await _sign(session, mother, child, OPEN)
        await guardians.withdraw(session, mother, child.id, ConsentPurpose.PARTICIPATION, now=LATE)
        assert (await _admission(session, child, LATE)).admitted is False
        await _sign(session, mother, child, LATE)
        assert (await _admission(session, child, LATE)).admitted is True


async def test_consent_taken_back_before_the_deadline_is_late_afterwards(database: Database) -> None:
    async with database.transaction() as session:
        child = await _applicant(session)
        mother = await _guardian(session, child)
        await _sign(session, mother, child, OPEN)
        await guardians.withdraw(session, mother, child.id, ConsentPurpose.PARTICIPATION, now=DEADLINE)
        await _sign(session, mother, child, LATE)
        assert (await _admission(session, child, LATE)).admitted is False


async def test_late_consent_counts_for_an_administrators_reason_only(database: Database) -> None:
    async with database.transaction() as session:
        boss = await office_member(session, OfficeRole.ADMINISTRATOR)
        clerk = await office_member(session, OfficeRole.OPERATOR, telegram_id=901)
        child = await _applicant(session)
        await _sign(session, await _guardian(session, child), child, LATE)
        alert = (
            await session.scalars(select(OutboxMessage).where(OutboxMessage.template == "admission-late-office"))
        ).one()
        assert (alert.chat_id, alert.args["number"]) == (900, "С-0001")
        application = (await _admission(session, child, LATE)).application
        with pytest.raises(RuleViolation, match="selection-no-consent"):
            await selection.stage(session, clerk, application.id, Outcome.ACCEPTED, now=LATE)
        with pytest.raises(NotAllowed):
            await admission.let_in(session, clerk, child.id, "Болела", now=LATE)
        with pytest.raises(RuleViolation, match="reason-missing"):
            await admission.let_in(session, boss, child.id, " ", now=LATE)
        await admission.let_in(session, boss, child.id, "Мать была в больнице", now=LATE)
        with pytest.raises(Stale, match="admission-not-needed"):
            await admission.let_in(session, boss, child.id, "Мать была в больнице", now=LATE)
        await selection.stage(session, clerk, application.id, Outcome.ACCEPTED, now=LATE)
        told = select(OutboxMessage.args).where(OutboxMessage.template == "admission-granted")
        assert (await session.scalars(told)).all() == [{"number": "С-0001", "signed": True}]
        acts = select(AuditEntry.actor_id, AuditEntry.detail).where(AuditEntry.action == "admission.granted")
        assert (await session.execute(acts)).all() == [(boss.id, None)]


async def test_admission_can_be_undone_until_somebody_is_accepted(database: Database) -> None:
    async with database.transaction() as session:
        boss = await office_member(session, OfficeRole.ADMINISTRATOR)
        child = await _applicant(session)
        with pytest.raises(Stale, match="admission-not-needed"):
            await admission.let_in(session, boss, child.id, "Рано", now=DEADLINE)
        await admission.let_in(session, boss, child.id, "Мать едет с вахты", now=LATE)
        await _sign(session, await _guardian(session, child), child, LATE)
        found = await _admission(session, child, LATE)
        assert found.admitted is True
        found.application.status = ApplicationStatus.ACCEPTED
        with pytest.raises(RuleViolation, match="admission-accepted"):
            await admission.revoke(session, boss, child.id, now=LATE)
        found.application.status = ApplicationStatus.SUBMITTED
        await admission.revoke(session, boss, child.id, now=LATE)
        assert (await _admission(session, child, LATE)).admitted is False
        with pytest.raises(Stale, match="admission-not-granted"):
            await admission.revoke(session, boss, child.id, now=LATE)


async def test_paper_counts_from_the_day_it_is_recorded(database: Database) -> None:
    async with database.transaction() as session:
        clerk = await office_member(session, OfficeRole.OPERATOR)
        anna, boris = await _applicant(session), await _applicant(session, 11)
        both = [ConsentPurpose.PARTICIPATION, ConsentPurpose.PUBLICATION]
        for person, now in ((anna, DEADLINE), (boris, LATE)):
            await consent_office.record_paper(session, clerk, person.id, MOTHER, both, wordings=WORDINGS, now=now)
        assert (await _admission(session, anna, LATE)).admitted is True
        assert (await _admission(session, boris, LATE)).admitted is False
        kept = await session.scalars(select(Consent).where(Consent.person_id == anna.id, Consent.channel == "paper"))
        assert [(one.purpose, one.relation, one.evidence, one.recorded_by, one.signer_id) for one in kept] == [
            (purpose, "mother", "№ 12, 19.08.2019, Иванова Мария Петровна", clerk.id, None) for purpose in both
        ]
        told = select(OutboxMessage.person_id).where(OutboxMessage.template == "paper-recorded")
        assert set(await session.scalars(told)) == {anna.id, boris.id}
        with pytest.raises(Stale, match="paper-known"):
            await consent_office.record_paper(session, clerk, anna.id, MOTHER, both, wordings=WORDINGS, now=LATE)


async def test_paper_is_withdrawn_by_the_office_and_only_a_paper(database: Database) -> None:
    async with database.transaction() as session:
        clerk = await office_member(session, OfficeRole.OPERATOR)
        child = await _applicant(session)
        await consent_office.record_paper(
            session, clerk, child.id, MOTHER, [ConsentPurpose.PARTICIPATION], wordings=WORDINGS, now=OPEN
        )
        own, paper = (await session.scalars(select(Consent).order_by(Consent.id))).all()
        with pytest.raises(Stale, match="consent-not-given"):
            await consent_office.withdraw_paper(session, clerk, own.id, now=OPEN)
        await consent_office.withdraw_paper(session, clerk, paper.id, now=OPEN)
        assert (await _admission(session, child, OPEN)).signed is False
        with pytest.raises(Stale, match="consent-not-given"):
            await consent_office.withdraw_paper(session, clerk, paper.id, now=OPEN)


@pytest.mark.parametrize(
    ("day", "key"), [(date(2019, 8, 21), "paper-date-future"), (date(2018, 8, 18), "paper-date-old")]
)
async def test_paper_of_another_time_is_refused(database: Database, day: date, key: str) -> None:
    async with database.transaction() as session:
        clerk = await office_member(session, OfficeRole.OPERATOR)
        child = await _applicant(session)
        paper = Paper("mother", "Иванова Мария", day, "1")
        with pytest.raises(RuleViolation, match=key):
            await consent_office.record_paper(
                session, clerk, child.id, paper, [ConsentPurpose.PARTICIPATION], wordings=WORDINGS, now=OPEN
            )


@pytest.mark.parametrize("role", [None, OfficeRole.EXPERT, OfficeRole.OBSERVER])
async def test_strangers_and_readers_keep_no_papers(database: Database, role: OfficeRole | None) -> None:
    async with database.transaction() as session:
        child = await _applicant(session)
        actor = await office_member(session, role) if role else await participant(session, 77)
        with pytest.raises(NotAllowed):
            await consent_office.open_card(session, actor, child.id, now=OPEN)
        with pytest.raises(NotAllowed):
            await consent_office.record_paper(
                session, actor, child.id, MOTHER, [ConsentPurpose.PARTICIPATION], wordings=WORDINGS, now=OPEN
            )


async def test_child_and_guardian_are_reminded_before_the_guardians_deadline(database: Database) -> None:
    async with database.transaction() as session:
        vera, anna, boris = [await _applicant(session, 10 + number) for number in range(3)]
        boris.first_name = "Борис"
        mother = await _guardian(session, anna)
        session.add(GuardianLink(
            token="x", child_id=boris.id, created_at=OPEN, expires_at=DEADLINE + timedelta(days=1),
        ))  # fmt: skip
        await session.flush()
        link = (await session.scalars(select(GuardianLink).where(GuardianLink.child_id == boris.id))).one()
        session.add(FormDraft(
            person_id=mother.id, form=guardians.FORM, subject_id=link.id, answers={}, created_at=OPEN, updated_at=OPEN,
        ))  # fmt: skip
        await _sign(session, await _guardian(session, vera, 71), vera, OPEN)
    for at in (DEADLINE - timedelta(days=1), DEADLINE - timedelta(hours=1)):
        async with database.transaction() as session:
            await reminders.tick(session, now=at)
    async with database.transaction() as session:
        chosen = select(OutboxMessage).where(OutboxMessage.template.startswith("reminder-guardian"))
        sent = {(row.template.removeprefix("reminder-"), row.person_id): row for row in await session.scalars(chosen)}
        assert set(sent) == {
            ("guardian-consent", anna.id), ("guardian-consent", boris.id), ("guardian-signature", mother.id),
        }  # fmt: skip
        message = sent["guardian-signature", mother.id]
        assert sorted(message.args["names"].split(", ")) == ["Анна", "Борис"]
        assert await reminders.still_due(session, message, DEADLINE - timedelta(hours=1)) is True
        for child in (anna, boris):
            await consents.give(
                session, child, mother, ConsentPurpose.PARTICIPATION, relation="mother", wording=WORDING, now=OPEN
            )
        assert await reminders.still_due(session, message, DEADLINE - timedelta(hours=1)) is False
