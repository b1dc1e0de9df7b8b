"""Broadcasts: one campaign however often it is confirmed, what a pause and a cancel leave."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import (
    AuditEntry,
    Broadcast,
    Event,
    EventRegistration,
    OfficeMember,
    OutboxMessage,
    Person,
    Season,
)
from bot.db.queries import broadcasts as queries
from bot.domain.attachments import Attachment, FileKind, Task
from bot.domain.audiences import AudiencePart
from bot.domain.broadcasts import COOLING
from bot.domain.enums import (
    BroadcastStatus,
    EventKind,
    EventStatus,
    OfficeRole,
    OutboxStatus,
    RegistrationStatus,
    Role,
)
from bot.domain.errors import NotAllowed, NotFound, RuleViolation, Stale
from bot.papers.calls import call_list, reason_text
from bot.services import audiences, broadcast_after, broadcast_content, broadcast_launch, broadcasts
from bot.texts import Texts

PHOTO = Attachment(FileKind.PHOTO, "p")
NOW = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)


async def _person(session: AsyncSession, number: int | None, **columns: Any) -> Person:
    """Somebody with that account; without a number somebody who has none."""
    account = 1000 + number if number is not None else None
    person = Person(telegram_id=account, language="ru", created_at=NOW, **columns)
    session.add(person)
    await session.flush()
    return person


async def _boss(session: AsyncSession, role: OfficeRole = OfficeRole.OPERATOR) -> Person:
    boss = await _person(session, 0)
    session.add(OfficeMember(person_id=boss.id, role=role, granted_at=NOW))
    await session.flush()
    return boss


async def _draft(session: AsyncSession, boss: Person, **audience: list[str]) -> Broadcast:
    draft = await broadcast_content.compose(session, boss, text_html="<b>Hi</b>", file=None, broadcast_id=None, now=NOW)
    draft.audience = dict(audience)
    await session.flush()
    return draft


async def _season(session: AsyncSession) -> Season:
    season = Season(
        code="s", title="S", zone="Asia/Yakutsk", starts_on=date(2026, 9, 1), ends_on=date(2027, 5, 1),
        contact="c", targets={}, texts={}, created_at=NOW,
    )  # fmt: skip
    session.add(season)
    await session.flush()
    return season


async def _confirm(session: AsyncSession, boss: Person, draft: Broadcast, *, second_above: int = 300) -> Broadcast:
    return await broadcast_launch.confirm(session, boss, draft.id, card=None, second_above=second_above, now=NOW)


async def _launch(session: AsyncSession, boss: Person, draft: Broadcast) -> Broadcast:
    """Confirmed, and not a moment waited."""
    await _confirm(session, boss, draft)
    return await broadcast_launch.start_now(session, boss, draft.id, now=NOW)


async def test_launch_promises_each_recipient_once(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        people = [await _person(session, number, role=Role.STUDENT) for number in range(1, 4)]
        draft = await _draft(session, boss, role=["student"])
        launched = await _launch(session, boss, draft)
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

    async def attempt(act: Callable[[AsyncSession], Awaitable[object]]) -> str:
        try:
            async with database.transaction() as session:
                await act(session)
        except Stale as refused:
            return refused.key
        return "done"

    once = ["broadcast-moved-on"] * 4 + ["done"]
    confirmed = [attempt(lambda session: _confirm(session, boss, draft)) for _ in range(5)]
    assert sorted(await asyncio.gather(*confirmed)) == once
    started = [attempt(lambda session: broadcast_launch.start_now(session, boss, draft.id, now=NOW)) for _ in range(5)]
    assert sorted(await asyncio.gather(*started)) == once
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(OutboxMessage)) == 1


async def test_launch_to_nobody_is_refused(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        draft = await _draft(session, boss, role=["mentor"])
    with pytest.raises(RuleViolation) as refused:
        async with database.transaction() as session:
            await _launch(session, boss, draft)
    assert refused.value.key == "broadcast-nobody"
    async with database.reading() as session:
        assert (await session.get_one(Broadcast, draft.id)).status is BroadcastStatus.DRAFT


async def test_pause_holds_and_resume_releases_what_has_not_left(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        await _person(session, 1)
        draft = await _draft(session, boss)
        await _launch(session, boss, draft)
        first = await session.scalar(select(OutboxMessage).order_by(OutboxMessage.id).limit(1))
        assert first is not None
        first.status = OutboxStatus.SENT
        await broadcasts.pause(session, boss, draft.id, now=NOW)
    assert await _statuses(database) == ["held", "sent"]
    async with database.transaction() as session:
        state = await broadcasts.progress(session, await broadcasts.open_one(session, boss, draft.id), now=NOW)
        assert (state.sent, state.left, state.settled, state.is_over) == (1, 1, 1, False)
        await broadcasts.resume(session, boss, draft.id, now=NOW)
    assert await _statuses(database) == ["pending", "sent"]


async def test_cancel_takes_back_what_has_not_left(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        draft = await _draft(session, boss)
        await _launch(session, boss, draft)
        await broadcasts.pause(session, boss, draft.id, now=NOW)
        cancelled = await broadcasts.cancel(session, boss, draft.id, now=NOW)
        state = await broadcasts.progress(session, cancelled, now=NOW)
    assert await _statuses(database) == ["withdrawn"]
    assert (state.withdrawn, state.left, state.is_over) == (1, 0, True)


async def test_finish_waits_for_the_last_message(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        draft = await _draft(session, boss)
        await _launch(session, boss, draft)
        assert await broadcasts.finish(session, draft.id, now=NOW) is False
        row = (await session.scalars(select(OutboxMessage))).one()
        row.status, row.error = OutboxStatus.BLOCKED, "Forbidden: user is deactivated"
        await session.flush()
        assert await broadcasts.finish(session, draft.id, now=NOW) is True
        assert await broadcasts.finish(session, draft.id, now=NOW) is False
        state = await broadcasts.progress(session, await broadcasts.open_one(session, boss, draft.id), now=NOW)
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
        await broadcast_content.compose(session, boss, text_html="", file=PHOTO, broadcast_id=draft.id, now=NOW)
        assert (draft.audience, draft.text_html, draft.files) == ({}, "", [["photo", "p"]])
        await _launch(session, boss, draft)
        with pytest.raises(Stale):
            await audiences.toggle(session, boss, draft.id, AudiencePart.ROLE, "student", now=NOW)


@pytest.mark.parametrize(
    ("text", "file", "key", "arguments"),
    [
        ("<b>" + "я" * 4097 + "</b>", None, "broadcast-too-long", {"limit": 4096, "actual": 4097}),
        ("😀" * 513, PHOTO, "broadcast-caption-too-long", {"limit": 1024, "actual": 1026}),
        (" ", None, "broadcast-empty", {}),
    ],
)
async def test_text_over_the_limit_is_refused_with_its_length(
    database: Database, text: str, file: Attachment | None, key: str, arguments: dict[str, int]
) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        with pytest.raises(RuleViolation) as refused:
            await broadcast_content.compose(session, boss, text_html=text, file=file, broadcast_id=None, now=NOW)
    assert refused.value == RuleViolation(key, **arguments)


async def test_broadcast_of_another_is_closed_to_those_without_the_permission(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session, OfficeRole.EXPERT)
        with pytest.raises(NotAllowed):
            await _draft(session, boss)


async def _statuses(database: Database) -> list[str]:
    async with database.reading() as session:
        return sorted((await session.scalars(select(OutboxMessage.status))).all())


async def _administrators(session: AsyncSession, count: int) -> list[Person]:
    found = [await _person(session, 100 + number) for number in range(count)]
    session.add_all(OfficeMember(person_id=each.id, role=OfficeRole.ADMINISTRATOR, granted_at=NOW) for each in found)
    await session.flush()
    return found


async def test_nothing_leaves_before_its_moment_and_until_then_it_can_be_taken_back(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        draft = await _draft(session, boss)
        confirmed = await _confirm(session, boss, draft)
        assert (confirmed.status, confirmed.starts_at) == (BroadcastStatus.QUEUED, NOW + COOLING)
        await broadcast_launch.start_due(session, now=NOW + COOLING - timedelta(seconds=1))
        assert (await session.scalars(select(OutboxMessage))).all() == []
        await broadcast_launch.take_back(session, boss, draft.id, now=NOW)
        await broadcast_launch.start_due(session, now=NOW + COOLING)
        assert draft.status is BroadcastStatus.DRAFT
        assert (await session.scalars(select(OutboxMessage))).all() == []
        await _confirm(session, boss, draft)
    async with database.transaction() as session:
        await broadcast_launch.start_due(session, now=NOW + COOLING)
        await broadcast_launch.start_due(session, now=NOW + COOLING)
        with pytest.raises(Stale):
            await broadcast_launch.take_back(session, boss, draft.id, now=NOW + COOLING)
    assert await _statuses(database) == ["pending"]
    async with database.reading() as session:
        acts = await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
        confirmed_twice = ["broadcast.confirmed", "broadcast.taken_back", "broadcast.confirmed", "broadcast.sent"]
        assert acts.all() == confirmed_twice


async def test_everybody_gets_it_by_the_clock_they_live_by(database: Database) -> None:
    moscow = ZoneInfo("Europe/Moscow")
    async with database.transaction() as session:
        boss = await _boss(session)
        home, away, traveller = [
            await _person(session, number, zone=zone)
            for number, zone in enumerate((None, "Europe/Moscow", "Asia/Yakutsk"), start=1)
        ]
        event = Event(
            season_id=(await _season(session)).id, kind=EventKind.ARTEK, title="Artek", zone="Europe/Simferopol",
            starts_at=NOW - timedelta(days=1), ends_at=NOW + timedelta(days=5), audience=[], reminder_offsets=[],
            status=EventStatus.ANNOUNCED, created_at=NOW,
        )  # fmt: skip
        session.add(event)
        await session.flush()
        going = RegistrationStatus.GOING
        session.add(
            EventRegistration(event_id=event.id, person_id=traveller.id, status=going, queued_at=NOW, updated_at=NOW)
        )
        draft = await _draft(session, boss)
        await _launch(session, boss, draft)  # 12:00 at home, 06:00 in Moscow and in Artek
        rows = (await session.scalars(select(OutboxMessage))).all()
        moments = {row.person_id: row.not_before for row in rows}
        morning = datetime(2026, 9, 1, 8, 0, tzinfo=moscow)
        assert (moments[home.id], moments[away.id], moments[traveller.id]) == (NOW, morning, morning)
        for row in rows:
            row.status = OutboxStatus.SENT if row.not_before == NOW else OutboxStatus.PENDING
        await session.flush()
        state = await broadcasts.progress(session, draft, now=NOW)
        assert (state.left, state.resumes_at) == (2, morning)
        assert (await broadcasts.progress(session, draft, now=morning)).resumes_at is None


async def test_many_recipients_wait_for_a_second_administrator(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        first, second = await _administrators(session, 2)
        draft = await _draft(session, boss)
        await _confirm(session, first, draft, second_above=2)
        assert draft.status == "approval"
        asked = await session.scalars(select(OutboxMessage.person_id))
        assert asked.all() == [second.id]
        await broadcast_launch.start_due(session, now=NOW + timedelta(days=1))
        with pytest.raises(Stale):
            await broadcast_launch.start_now(session, first, draft.id, now=NOW)
        with pytest.raises(RuleViolation, match="broadcast-approve-own"):
            await broadcast_launch.approve(session, first, draft.id, now=NOW)
        with pytest.raises(NotAllowed):
            await broadcast_launch.approve(session, boss, draft.id, now=NOW)
        await broadcast_launch.refuse(session, second, draft.id, now=NOW)
        assert draft.status == "draft"
        await _confirm(session, first, draft, second_above=2)
        await broadcast_launch.approve(session, second, draft.id, now=NOW)
        assert (draft.status, draft.starts_at) == (BroadcastStatus.QUEUED, NOW + COOLING)
    async with database.reading() as session:
        told = await session.scalars(select(OutboxMessage.template).where(OutboxMessage.person_id == first.id))
        assert sorted(told) == ["broadcast-approved", "broadcast-refused"]


async def test_one_administrator_needs_no_second(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        await _administrators(session, 1)
        await _confirm(session, boss, draft := await _draft(session, boss), second_above=0)
        assert draft.status is BroadcastStatus.QUEUED


async def _sent(session: AsyncSession, boss: Person, draft: Broadcast) -> list[OutboxMessage]:
    """Launched, and everything has arrived."""
    await _launch(session, boss, draft)
    rows = list(await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))
    for number, row in enumerate(rows, start=1):
        row.status, row.message_id, row.finished_at = OutboxStatus.SENT, 70 + number, NOW
    await session.flush()
    assert await broadcasts.finish(session, draft.id, now=NOW)
    return rows


async def test_recall_owes_a_deletion_of_everything_that_has_arrived_once(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        stopped = await _person(session, 1)
        draft = await _draft(session, boss)
        rows = await _sent(session, boss, draft)
        rows[0].album_ids = [71, 72]
        stopped.stopped_at = NOW  # who wants to hear no more keeps nothing that was taken back
        late = NOW + broadcast_after.DELETABLE + timedelta(minutes=1)
        with pytest.raises(RuleViolation, match="broadcast-nothing-to-recall"):
            await broadcast_after.recall(session, boss, draft.id, now=late)
        await broadcast_after.recall(session, boss, draft.id, now=NOW)
        with pytest.raises(RuleViolation, match="broadcast-recalled-already"):
            await broadcast_after.recall(session, boss, draft.id, now=NOW)
        owed = await session.scalars(
            select(OutboxMessage).where(OutboxMessage.template == "broadcast-recall").order_by(OutboxMessage.id)
        )
        assert [(row.chat_id, row.person_id, row.message_id, row.album_ids) for row in owed] == [
            (1000, None, 71, [71, 72]),
            (1001, None, 72, None),
        ]
        state = await broadcasts.progress(session, draft, now=NOW)
        assert (state.sent, state.is_over, state.changed) == (2, False, broadcasts.Changed(True, 2, 0, 2))


async def test_correction_is_owed_for_what_has_arrived_and_the_rest_leaves_corrected(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        await _person(session, 1)
        draft = await _draft(session, boss)
        await _launch(session, boss, draft)
        first, second = (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all()
        first.status, first.message_id, first.finished_at = OutboxStatus.SENT, 71, NOW
        with pytest.raises(Stale):
            await broadcast_after.correct(session, boss, draft.id, "Hello", now=NOW)
        await broadcasts.pause(session, boss, draft.id, now=NOW)
        second.status = OutboxStatus.SENDING
        await session.flush()
        with pytest.raises(RuleViolation, match="broadcast-still-flying"):
            await broadcast_after.correct(session, boss, draft.id, "Hello", now=NOW)
        second.status = OutboxStatus.HELD
        for text in ("Hello", "Good morning"):
            await broadcast_after.correct(session, boss, draft.id, text, now=NOW)
        owed = await session.scalars(select(OutboxMessage).where(OutboxMessage.template == "broadcast-correction"))
        assert [(row.person_id, row.message_id, row.args["revision"]) for row in owed] == [
            (boss.id, 71, 1),
            (boss.id, 71, 2),
        ]
        assert (draft.text_html, draft.revision) == ("Good morning", 2)


async def test_report_counts_those_who_did_it_and_the_next_one_is_for_the_others(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        did, did_not = [await _person(session, number, role=Role.STUDENT) for number in (1, 2)]
        season = await _season(session)
        starts = NOW + timedelta(days=3)
        event = Event(
            season_id=season.id, kind=EventKind.ORDINARY, title="Meeting", starts_at=starts, ends_at=starts,
            zone="Asia/Yakutsk", audience=[], reminder_offsets=[], status=EventStatus.ANNOUNCED, created_at=NOW,
        )  # fmt: skip
        session.add(event)
        await session.flush()
        draft = await _draft(session, boss, role=["student"])
        with pytest.raises(NotFound):
            await broadcast_content.ask_for(session, boss, draft.id, Task.EVENT, event.id + 1, now=NOW)
        await broadcast_content.ask_for(session, boss, draft.id, Task.OFFERS, 0, now=NOW)
        await broadcast_content.ask_for(session, boss, draft.id, Task.EVENT, event.id, now=NOW)
        await broadcast_content.add_link(session, boss, draft.id, "Site — https://example.org")
        assert len(draft.buttons) == 2  # one task at most
        await _sent(session, boss, draft)
        going = RegistrationStatus.GOING
        session.add(EventRegistration(event_id=event.id, person_id=did.id, status=going, queued_at=NOW, updated_at=NOW))
        await session.flush()
        assert (await broadcasts.progress(session, draft, now=NOW)).done == 1
        again = await broadcast_after.repeat_to_undone(session, boss, draft.id, now=NOW)
        assert (again.text_html, again.buttons) == (draft.text_html, draft.buttons)
        await _launch(session, boss, again)
        got = await session.scalars(select(OutboxMessage.person_id).where(OutboxMessage.broadcast_id == again.id))
        assert got.all() == [did_not.id]


async def test_what_no_message_can_hold_is_refused(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        draft = await _draft(session, boss)
        with pytest.raises(RuleViolation, match="broadcast-link-bad"):
            await broadcast_content.add_link(session, boss, draft.id, "https://example.org")
        await broadcast_content.add_link(session, boss, draft.id, "Сайт https://example.org")
        await broadcast_content.add_file(session, boss, draft.id, PHOTO)
    for file, key in (
        (PHOTO, "broadcast-album-buttons"),
        (Attachment(FileKind.DOCUMENT, "d"), "broadcast-files-mixed"),
    ):
        with pytest.raises(RuleViolation, match=key):
            async with database.transaction() as session:
                await broadcast_content.add_file(session, boss, draft.id, file)


async def test_unreached_are_listed_with_the_reason_for_a_call(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        blocked = await _person(session, 1, first_name="Анна", phone="+79145550000")
        gone = await _person(session, 2, first_name="Борис", unreachable_since=NOW)
        silent = await _person(session, 3, first_name="Вера", stopped_at=NOW)
        paper_only = await _person(session, None, first_name="Глеб")
        await _person(session, None, first_name="Дина", erased_at=NOW)
        draft = await _draft(session, boss)
        rows = await _sent(session, boss, draft)
        mine = next(row for row in rows if row.person_id == blocked.id)
        mine.status, mine.error = OutboxStatus.BLOCKED, "Forbidden: bot was blocked by the user"
        await session.flush()
        found = {line.person.id: line.reason for line in await queries.unreached(session, draft, None, now=NOW)}
        assert found == {
            blocked.id: mine.error,
            gone.id: queries.UNREACHABLE,
            silent.id: queries.STOPPED,
            paper_only.id: queries.NO_ACCOUNT,
        }
        paper = await call_list(session, Texts.load().translator("ru"), str(draft.id), NOW)
    assert paper.name == f"calls-{draft.id}.xlsx"
    assert [row[-1] for row in CalamineWorkbook.from_filelike(BytesIO(paper.content)).get_sheet_by_index(0).to_python()] == [
        "Причина", "бот заблокирован", "бот заблокирован или аккаунт удалён", "сообщения отключены (/stop)", "нет Telegram",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (None, "рассылка остановлена"),
        ("outcome-unknown", "возможно, доставлено: Telegram не ответил"),
        ("Forbidden: user is deactivated", "аккаунт удалён"),
        ("Bad Request: something new", "Bad Request: something new"),
    ],
)
def test_reasons_read_as_words(reason: str | None, text: str) -> None:
    assert reason_text(reason, Texts.load().translator("ru")) == text
