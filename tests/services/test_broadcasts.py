"""Broadcasts: one campaign however often it is confirmed, what a pause and a cancel leave."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import (
    AuditEntry,
    Broadcast,
    OfficeMember,
    OutboxMessage,
    Person,
)
from bot.domain.audiences import AudiencePart
from bot.domain.enums import BroadcastStatus, OfficeRole, OutboxStatus, Role
from bot.domain.errors import NotAllowed, NotFound, RuleViolation, Stale
from bot.services import audiences, broadcasts

NOW = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)


async def _person(session: AsyncSession, number: int, **columns: Any) -> Person:
    person = Person(telegram_id=1000 + number, language="ru", created_at=NOW, **columns)
    session.add(person)
    await session.flush()
    return person


async def _boss(session: AsyncSession, role: OfficeRole = OfficeRole.OPERATOR) -> Person:
    boss = await _person(session, 0)
    session.add(OfficeMember(person_id=boss.id, role=role, granted_at=NOW))
    await session.flush()
    return boss


async def _draft(session: AsyncSession, boss: Person, **audience: list[str]) -> Broadcast:
    draft = await broadcasts.compose(
        session, boss, text="Hi", text_html="<b>Hi</b>", photo_file_id=None, broadcast_id=None, now=NOW
    )
    draft.audience = dict(audience)
    await session.flush()
    return draft


async def test_launch_promises_each_recipient_once(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        people = [await _person(session, number, role=Role.STUDENT) for number in range(1, 4)]
        draft = await _draft(session, boss, role=["student"])
        launched = await broadcasts.launch(session, boss, draft.id, card=None, now=NOW)
    async with database.reading() as session:
        rows = (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all()
        assert [row.key for row in rows] == [f"broadcast:{draft.id}:{person.id}" for person in people]
        assert [row.chat_id for row in rows] == [person.telegram_id for person in people]
        assert {(row.status, row.not_before, row.attempts) for row in rows} == {(OutboxStatus.PENDING, NOW, 0)}
        assert [row.args for row in rows] == [{}, {}, {}]
        assert await session.scalar(select(AuditEntry.detail).where(AuditEntry.action == "broadcast.sent")) == "3"
    assert (launched.status, launched.recipients) == (BroadcastStatus.SENDING, 3)


async def test_two_confirmations_at_once_are_one_campaign(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        draft = await _draft(session, boss)

    async def confirm() -> str:
        try:
            async with database.transaction() as session:
                await broadcasts.launch(session, boss, draft.id, card=None, now=NOW)
        except Stale as refused:
            return refused.key
        return "launched"

    assert sorted(await asyncio.gather(*(confirm() for _ in range(5)))) == ["broadcast-moved-on"] * 4 + ["launched"]
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(OutboxMessage)) == 1


async def test_launch_to_nobody_is_refused(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        draft = await _draft(session, boss, role=["mentor"])
    with pytest.raises(RuleViolation) as refused:
        async with database.transaction() as session:
            await broadcasts.launch(session, boss, draft.id, card=None, now=NOW)
    assert refused.value.key == "broadcast-nobody"
    async with database.reading() as session:
        assert (await session.get_one(Broadcast, draft.id)).status is BroadcastStatus.DRAFT


async def test_pause_holds_and_resume_releases_what_has_not_left(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        await _person(session, 1)
        draft = await _draft(session, boss)
        await broadcasts.launch(session, boss, draft.id, card=None, now=NOW)
        first = await session.scalar(select(OutboxMessage).order_by(OutboxMessage.id).limit(1))
        assert first is not None
        first.status = OutboxStatus.SENT
        await broadcasts.pause(session, boss, draft.id, now=NOW)
    assert await _statuses(database) == ["held", "sent"]
    async with database.transaction() as session:
        state = await broadcasts.progress(session, await broadcasts.open_one(session, boss, draft.id))
        assert (state.sent, state.left, state.settled, state.is_over) == (1, 1, 1, False)
        await broadcasts.resume(session, boss, draft.id, now=NOW)
    assert await _statuses(database) == ["pending", "sent"]


async def test_cancel_takes_back_what_has_not_left(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        draft = await _draft(session, boss)
        await broadcasts.launch(session, boss, draft.id, card=None, now=NOW)
        await broadcasts.pause(session, boss, draft.id, now=NOW)
        cancelled = await broadcasts.cancel(session, boss, draft.id, now=NOW)
        state = await broadcasts.progress(session, cancelled)
    assert await _statuses(database) == ["withdrawn"]
    assert (state.withdrawn, state.left, state.is_over) == (1, 0, True)


async def test_finish_waits_for_the_last_message(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        draft = await _draft(session, boss)
        await broadcasts.launch(session, boss, draft.id, card=None, now=NOW)
        assert await broadcasts.finish(session, draft.id, now=NOW) is False
        row = (await session.scalars(select(OutboxMessage))).one()
        row.status, row.error = OutboxStatus.BLOCKED, "Forbidden: user is deactivated"
        await session.flush()
        assert await broadcasts.finish(session, draft.id, now=NOW) is True
        assert await broadcasts.finish(session, draft.id, now=NOW) is False
        state = await broadcasts.progress(session, await broadcasts.open_one(session, boss, draft.id))
    assert (state.status, state.blocked, state.deleted) == (BroadcastStatus.DONE, 1, 1)
    async with database.reading() as session:
        told = await session.scalar(select(OutboxMessage.key).where(OutboxMessage.template == "broadcast-finished"))
    assert told == f"broadcast-finished:{draft.id}"  # without a card the end is told by a message


async def test_draft_can_be_rewritten_and_narrowed_until_it_is_sent(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        draft = await _draft(session, boss)
        for value in ("student", "tutor", "student"):
            await audiences.toggle(session, boss, draft.id, AudiencePart.ROLE, value, now=NOW)
        assert draft.audience == {"role": ["tutor"]}
        with pytest.raises(NotFound):
            await audiences.toggle(session, boss, draft.id, AudiencePart.ROLE, "king", now=NOW)
        await audiences.to_everybody(session, boss, draft.id)
        await broadcasts.compose(
            session, boss, text="", text_html="", photo_file_id="photo", broadcast_id=draft.id, now=NOW
        )
        assert (draft.audience, draft.text_html, draft.photo_file_id) == ({}, "", "photo")
        await broadcasts.launch(session, boss, draft.id, card=None, now=NOW)
        with pytest.raises(Stale):
            await audiences.toggle(session, boss, draft.id, AudiencePart.ROLE, "student", now=NOW)


@pytest.mark.parametrize(
    ("text", "photo", "key", "arguments"),
    [
        ("я" * 4097, None, "broadcast-too-long", {"limit": 4096, "actual": 4097}),
        ("😀" * 513, "photo", "broadcast-caption-too-long", {"limit": 1024, "actual": 1026}),
        (" ", None, "broadcast-empty", {}),
    ],
)
async def test_text_over_the_limit_is_refused_with_its_length(
    database: Database, text: str, photo: str | None, key: str, arguments: dict[str, int]
) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        with pytest.raises(RuleViolation) as refused:
            await broadcasts.compose(
                session, boss, text=text, text_html=text, photo_file_id=photo, broadcast_id=None, now=NOW
            )
    assert refused.value == RuleViolation(key, **arguments)


async def test_broadcast_of_another_is_closed_to_those_without_the_permission(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session, OfficeRole.EXPERT)
        with pytest.raises(NotAllowed):
            await _draft(session, boss)


async def _statuses(database: Database) -> list[str]:
    async with database.reading() as session:
        return sorted((await session.scalars(select(OutboxMessage.status))).all())
