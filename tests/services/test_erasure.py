"""An erasure reaches what lies beside the person: messages in a sender's hands, invitations, groups of teams."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.db.engine import Database
from bot.db.models import AuditEntry, OfficeInvitation, OutboxMessage, Person, TeamGroupGuest
from bot.db.queries import outbox as outbox_queries
from bot.domain.enums import OfficeRole, OutboxStatus
from bot.domain.errors import NotAllowed, NotFound, RuleViolation
from bot.services import office, outbox, privacy, team_groups
from bot.services.outbox import Notice
from tests.services.team_cast import NOW, Company

LATER = NOW + timedelta(hours=1)
CHAT = -1001


async def _erase(database: Database, person_id: int) -> None:
    async with database.transaction() as session:
        await privacy.erase(session, await session.get_one(Person, person_id), now=LATER)


@pytest.mark.parametrize("status", [OutboxStatus.PENDING, OutboxStatus.HELD, OutboxStatus.SENDING])
async def test_nothing_that_waits_is_sent_any_more(database: Database, status: OutboxStatus) -> None:
    student = (await Company.gather(database)).students[0]
    async with database.transaction() as session:
        person = await session.get_one(Person, student.id)
        await outbox.promise(session, [(person, Notice(key="k", template="seat-expired", args={"name": "Я"}))], now=NOW)
        await session.execute(update(OutboxMessage).where(OutboxMessage.key == "k").values(status=status, worker="w"))
        before = await outbox_queries.recalls(session)
    await _erase(database, student.id)
    async with database.reading() as session:
        row = (await session.scalars(select(OutboxMessage).where(OutboxMessage.key == "k"))).one()
        recalled = await outbox_queries.recalls(session) - before
    assert (row.status, row.args, row.chat_id) == (OutboxStatus.WITHDRAWN, {}, 0)
    # Whoever has it in hand looks again before the send.
    assert recalled == (status is OutboxStatus.SENDING)


async def test_name_on_an_invitation_to_the_office_goes(database: Database) -> None:
    async with database.transaction() as session:
        await office.appoint_from_settings(session, [1], now=NOW)
        chief = (await session.scalars(select(Person))).one()
        made = await office.invite(
            session, chief, surname="Громозекина", first_name="Инна", role=OfficeRole.OPERATOR, now=NOW
        )
        colleague = Person(telegram_id=777, created_at=NOW)
        session.add(colleague)
        await session.flush()
        await office.accept_invitation(session, colleague, made.token, now=NOW)
        await office.revoke(session, chief, colleague.id, now=NOW)
    await _erase(database, colleague.id)
    async with database.reading() as session:
        invitation = (await session.scalars(select(OfficeInvitation))).one()
    assert (invitation.surname, invitation.first_name, invitation.used_by) == ("", "", colleague.id)


@pytest.mark.parametrize("broken_before", [True, False])
async def test_account_goes_from_a_group_the_bot_has_no_power_in(database: Database, broken_before: bool) -> None:
    company = await Company.gather(database)

    async def _break() -> None:
        async with database.transaction() as session:
            await team_groups.standing(session, CHAT, inside=False, may_invite=False, now=NOW)

    async with database.transaction() as session:
        await team_groups.bind(session, await session.get_one(Person, company.tutors[0].id), CHAT, now=NOW)
        for each in company.students[:2]:
            await team_groups.knock(session, await session.get_one(Person, each.id), CHAT, now=NOW)
        guests = await session.scalar(select(func.count()).select_from(TeamGroupGuest))
    if broken_before:
        await _break()
    await _erase(database, company.students[0].id)
    if not broken_before:
        await _break()
    async with database.reading() as session:
        left = set(await session.scalars(select(TeamGroupGuest.person_id)))
    assert company.students[0].id not in left
    assert len(left) == (guests or 0) - 1


async def test_administrator_erases_who_has_no_account_and_nobody_else_may(database: Database) -> None:
    async with database.transaction() as session:
        await office.appoint_from_settings(session, [1], now=NOW)
        chief = (await session.scalars(select(Person))).one()
        clerk, imported = Person(telegram_id=2, created_at=NOW), Person(surname="Громозекина", created_at=NOW)
        session.add_all([clerk, imported])
        await session.flush()
        await office.appoint(session, chief, clerk.id, OfficeRole.OPERATOR, now=NOW)
    async with database.transaction() as session:
        for actor in (clerk, imported):
            with pytest.raises(NotAllowed):
                await privacy.erase_on_request(session, actor, imported.id, now=LATER)
        with pytest.raises(RuleViolation, match="erase-office-member"):
            await privacy.erase_on_request(session, chief, clerk.id, now=LATER)
        await privacy.erase_on_request(session, chief, imported.id, now=LATER)
        with pytest.raises(NotFound):
            await privacy.erase_on_request(session, chief, imported.id, now=LATER)
        acts = select(AuditEntry.actor_id).where(AuditEntry.action == "person.erased_on_request")
        assert (await session.scalars(acts)).all() == [chief.id]
        assert (await session.get_one(Person, imported.id)).surname is None
