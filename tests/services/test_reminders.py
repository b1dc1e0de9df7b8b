"""Reminders: due when they should be, to those they concern, once, whatever happened meanwhile."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import (
    Application,
    Call,
    Consent,
    Event,
    EventRegistration,
    FormDraft,
    OutboxMessage,
    Person,
    Reminder,
    Season,
)
from bot.domain.enums import (
    ApplicationStatus,
    ConsentPurpose,
    EventKind,
    EventStatus,
    OutboxStatus,
    RegistrationStatus,
    Role,
)
from bot.services import events as _events  # noqa: F401 - registers the kind "event"
from bot.services import reminders
from bot.services.outbox import decode_arguments
from bot.texts import Texts

HOME = ZoneInfo("Asia/Yakutsk")
NOW = datetime(2026, 9, 1, 12, 0, tzinfo=HOME)
START = datetime(2026, 9, 20, 10, 0, tzinfo=HOME)
HOUR, DAY, WEEK = 60, 24 * 60, 7 * 24 * 60


async def _season(session: AsyncSession) -> Season:
    season = Season(
        code="s",
        title="Season",
        zone="Asia/Yakutsk",
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 5, 1),
        contact="office",
        targets={},
        texts={},
        created_at=NOW,
    )
    session.add(season)
    await session.flush()
    return season


async def _event(session: AsyncSession, *, starts_at: datetime = START, zone: str = "Asia/Yakutsk") -> Event:
    season = await _season(session)
    event = Event(
        season_id=season.id,
        kind=EventKind.SCHOOL,
        title="School",
        place="Hall",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(days=2),
        zone=zone,
        audience=[],
        reminder_offsets=[WEEK, DAY, 2 * HOUR],
        status=EventStatus.ANNOUNCED,
        created_at=NOW,
    )
    session.add(event)
    await session.flush()
    return event


async def _person(session: AsyncSession, number: int, *, zone: str | None = None) -> Person:
    person = Person(telegram_id=number, role=Role.STUDENT, first_name=f"P{number}", zone=zone, created_at=NOW)
    session.add(person)
    await session.flush()
    return person


async def _going(session: AsyncSession, event: Event, number: int, *, zone: str | None = None) -> Person:
    person = await _person(session, number, zone=zone)
    session.add(
        EventRegistration(
            event_id=event.id, person_id=person.id, status=RegistrationStatus.GOING, queued_at=NOW, updated_at=NOW
        )
    )
    await session.flush()
    return person


async def _plan(session: AsyncSession, event: Event, *, now: datetime = NOW) -> None:
    await reminders.plan(
        session, kind="event", subject_id=event.id, at=event.starts_at, offsets=event.reminder_offsets, now=now
    )


async def _prepare(database: Database, *, starts_at: datetime = START, people: int = 1, now: datetime = NOW) -> int:
    async with database.transaction() as session:
        event = await _event(session, starts_at=starts_at)
        for number in range(1, people + 1):
            await _going(session, event, number)
        await _plan(session, event, now=now)
        return event.id


async def _tick(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await reminders.tick(session, now=now)


async def _told(database: Database) -> list[tuple[str, int]]:
    """(offset, person) of every reminder in the outbox that is still to be sent."""
    async with database.reading() as session:
        statement = select(OutboxMessage.key).where(OutboxMessage.status == OutboxStatus.PENDING)
        keys = (await session.scalars(statement.order_by(OutboxMessage.id))).all()
    return [(key.split(":")[3], int(key.split(":")[5])) for key in keys]


async def _outcomes(database: Database) -> dict[int, str | None]:
    async with database.reading() as session:
        rows = (await session.scalars(select(Reminder))).all()
    return {row.offset_minutes: row.outcome for row in rows}


async def test_each_reminder_comes_at_its_time_and_once(database: Database) -> None:
    await _prepare(database)
    await _tick(database, START - timedelta(days=7, seconds=1))
    assert await _told(database) == []
    for moment in (timedelta(days=7), timedelta(days=6), timedelta(days=1), timedelta(hours=2), timedelta(hours=1)):
        await _tick(database, START - moment)
        await _tick(database, START - moment)
    assert await _told(database) == [("10080", 1), ("1440", 1), ("120", 1)]
    assert await _outcomes(database) == {WEEK: "sent", DAY: "sent", 2 * HOUR: "sent"}


async def test_only_those_who_go_when_it_is_due_are_reminded(database: Database) -> None:
    event_id = await _prepare(database, people=3)
    async with database.transaction() as session:
        leaver = await session.scalar(select(EventRegistration).where(EventRegistration.person_id == 2))
        assert leaver is not None
        leaver.status = RegistrationStatus.DECLINED
        waiting = await session.scalar(select(EventRegistration).where(EventRegistration.person_id == 3))
        assert waiting is not None
        waiting.status = RegistrationStatus.WAITING
        await _going(session, await session.get_one(Event, event_id), 4)
    await _tick(database, START - timedelta(days=7))
    assert await _told(database) == [("10080", 1), ("10080", 4)]


async def test_reminder_in_quiet_hours_moves_to_the_evening_before(database: Database) -> None:
    start = datetime(2026, 9, 20, 9, 0, tzinfo=HOME)
    await _prepare(database, starts_at=start)
    await _tick(database, datetime(2026, 9, 19, 20, 58, tzinfo=HOME))
    assert await _told(database) == [("1440", 1)]
    await _tick(database, datetime(2026, 9, 19, 20, 59, tzinfo=HOME))
    assert await _told(database) == [("1440", 1), ("120", 1)]


async def test_quiet_hours_are_those_of_the_recipient(database: Database) -> None:
    async with database.transaction() as session:
        event = await _event(session)
        await _going(session, event, 1)
        await _going(session, event, 2, zone="Europe/Moscow")
        event.reminder_offsets = [DAY]
        await _plan(session, event)
    # A day before at 10:00 at home it is 04:00 in Moscow: there the reminder comes at 20:59 the evening before.
    await _tick(database, datetime(2026, 9, 18, 20, 59, tzinfo=ZoneInfo("Europe/Moscow")))
    assert await _told(database) == [("1440", 2)]
    await _tick(database, START - timedelta(days=1))
    assert await _told(database) == [("1440", 2), ("1440", 1)]
    assert (await _outcomes(database))[DAY] == "sent"


async def test_who_is_at_artek_lives_by_its_clock(database: Database) -> None:
    async with database.transaction() as session:
        event = await _event(session)
        person = await _going(session, event, 1)
        artek = Event(
            season_id=event.season_id,
            kind=EventKind.ARTEK,
            title="Artek",
            starts_at=START - timedelta(days=10),
            ends_at=START - timedelta(hours=1),
            zone="Europe/Moscow",
            audience=[],
            reminder_offsets=[],
            status=EventStatus.ANNOUNCED,
            created_at=NOW,
        )
        session.add(artek)
        await session.flush()
        session.add(
            EventRegistration(
                event_id=artek.id,
                person_id=person.id,
                status=RegistrationStatus.GOING,
                queued_at=NOW,
                updated_at=NOW,
            )
        )
        await _plan(session, event)
    await _tick(database, datetime(2026, 9, 18, 20, 59, tzinfo=ZoneInfo("Europe/Moscow")))
    assert await _told(database) == [("1440", 1)]


async def test_offsets_that_fall_together_remind_once(database: Database) -> None:
    start = datetime(2026, 9, 20, 7, 0, tzinfo=HOME)
    async with database.transaction() as session:
        event = await _event(session, starts_at=start)
        event.reminder_offsets = [8 * HOUR, 2 * HOUR]
        await _going(session, event, 1)
        await _plan(session, event)
    await _tick(database, datetime(2026, 9, 19, 20, 59, tzinfo=HOME))
    await _tick(database, datetime(2026, 9, 19, 21, 30, tzinfo=HOME))
    assert await _told(database) == [("120", 1)]
    assert await _outcomes(database) == {8 * HOUR: "late", 2 * HOUR: "sent"}


async def test_downtime_is_caught_up_with_the_one_reminder_still_useful(database: Database) -> None:
    await _prepare(database)
    await _tick(database, START - timedelta(hours=14))
    assert await _told(database) == [("1440", 1)]
    assert await _outcomes(database) == {WEEK: "late", DAY: "sent", 2 * HOUR: None}


async def test_after_downtime_nobody_is_woken_at_night(database: Database) -> None:
    await _prepare(database)
    await _tick(database, datetime(2026, 9, 20, 2, 0, tzinfo=HOME))
    # At 08:00, when the quiet hours end, the reminder of two hours before says it all.
    assert await _told(database) == []
    assert await _outcomes(database) == {WEEK: "late", DAY: "late", 2 * HOUR: None}
    await _tick(database, datetime(2026, 9, 20, 8, 0, tzinfo=HOME))
    assert await _told(database) == [("120", 1)]


async def test_reminder_of_what_has_begun_is_late(database: Database) -> None:
    await _prepare(database)
    await _tick(database, START)
    assert await _told(database) == []
    assert await _outcomes(database) == {WEEK: "late", DAY: "late", 2 * HOUR: "late"}


async def test_reminders_whose_time_has_gone_by_are_closed_at_once(database: Database) -> None:
    await _prepare(database, now=START - timedelta(days=2))
    assert await _outcomes(database) == {WEEK: "late", DAY: None, 2 * HOUR: None}


async def test_moved_subject_withdraws_what_waits_and_reminds_anew(database: Database) -> None:
    event_id = await _prepare(database)
    await _tick(database, START - timedelta(days=1))
    assert await _told(database) == [("1440", 1)]
    later_start = START + timedelta(days=9)
    async with database.transaction() as session:
        event = await session.get_one(Event, event_id)
        event.starts_at = later_start
        await _plan(session, event, now=START - timedelta(hours=23))
    assert await _told(database) == []
    assert await _outcomes(database) == {WEEK: None, DAY: None, 2 * HOUR: None}
    for moment in (timedelta(days=7), timedelta(days=1), timedelta(hours=2)):
        await _tick(database, later_start - moment)
    assert await _told(database) == [("10080", 1), ("1440", 1), ("120", 1)]


async def test_planning_again_changes_nothing(database: Database) -> None:
    event_id = await _prepare(database)
    await _tick(database, START - timedelta(days=7))
    async with database.transaction() as session:
        await _plan(session, await session.get_one(Event, event_id), now=START - timedelta(days=6))
    await _tick(database, START - timedelta(days=6))
    assert await _told(database) == [("10080", 1)]
    assert await _outcomes(database) == {WEEK: "sent", DAY: None, 2 * HOUR: None}


async def test_offset_switched_off_and_on_again(database: Database) -> None:
    event_id = await _prepare(database)
    for offsets in ([DAY], [DAY, 2 * HOUR]):
        async with database.transaction() as session:
            event = await session.get_one(Event, event_id)
            event.reminder_offsets = offsets
            await _plan(session, event)
    assert await _outcomes(database) == {WEEK: "withdrawn", DAY: None, 2 * HOUR: None}
    await _tick(database, START - timedelta(days=7))
    assert await _told(database) == []
    await _tick(database, START - timedelta(hours=2))
    assert await _told(database) == [("120", 1)]


async def test_withdrawn_subject_is_silent(database: Database) -> None:
    event_id = await _prepare(database)
    await _tick(database, START - timedelta(days=7))
    async with database.transaction() as session:
        await reminders.withdraw(session, kind="event", subject_id=event_id, now=NOW)
    await _tick(database, START - timedelta(days=1))
    assert await _told(database) == []


async def test_two_replicas_promise_each_reminder_once(database: Database) -> None:
    async with database.transaction() as session:
        event = await _event(session)
        for number in range(1, 31):
            await _going(session, event, number)
        await _plan(session, event)
    await asyncio.gather(*(_tick(database, START - timedelta(hours=2)) for _ in range(8)))
    assert sorted(await _told(database)) == sorted(("120", number) for number in range(1, 31))


async def test_unknown_kind_is_refused(database: Database) -> None:
    async with database.transaction() as session:
        with pytest.raises(KeyError):
            await reminders.plan(session, kind="tea", subject_id=1, at=START, offsets=[1], now=NOW)


async def _only_message(session: AsyncSession) -> OutboxMessage:
    return (await session.scalars(select(OutboxMessage))).one()


async def test_recheck_stops_what_is_no_longer_true(database: Database) -> None:
    event_id = await _prepare(database)
    now = START - timedelta(hours=2)
    await _tick(database, now)
    async with database.transaction() as session:
        message = await _only_message(session)
        assert await reminders.still_due(session, message, now) is True
        assert await reminders.still_due(session, message, START) is False
        registration = (await session.scalars(select(EventRegistration))).one()
        registration.status = RegistrationStatus.DECLINED
        assert await reminders.still_due(session, message, now) is False
        registration.status = RegistrationStatus.GOING
        event = await session.get_one(Event, event_id)
        event.starts_at = START + timedelta(hours=1)
        await _plan(session, event, now=now)
        assert await reminders.still_due(session, message, now) is False


async def _call(session: AsyncSession, closes_at: datetime) -> Call:
    season = await _season(session)
    call = Call(
        season_id=season.id,
        role=Role.STUDENT,
        title="Students",
        opens_at=NOW,
        closes_at=closes_at,
        age_reference_on=closes_at.date(),
        quota=1,
        reserve=1,
        questions=[],
    )
    session.add(call)
    await session.flush()
    return call


async def _applicant(session: AsyncSession, call: Call, number: int, status: ApplicationStatus) -> Person:
    person = await _person(session, number)
    session.add(Application(call_id=call.id, person_id=person.id, status=status, answers={}, created_at=NOW))
    await session.flush()
    return person


async def test_deadline_is_told_to_those_whose_draft_is_not_sent(database: Database) -> None:
    closes = datetime(2026, 9, 20, 18, 0, tzinfo=HOME)
    async with database.transaction() as session:
        call = await _call(session, closes)
        for number, status in enumerate(ApplicationStatus, start=1):
            await _applicant(session, call, number, status)
        typing = await _person(session, 50)
        for person_id in (typing.id, 2):
            session.add(
                FormDraft(
                    person_id=person_id,
                    form="application",
                    subject_id=call.id,
                    answers={},
                    created_at=NOW,
                    updated_at=NOW,
                )
            )
        await reminders.plan_call(session, call, now=NOW)
        typing_id = typing.id
    await _tick(database, closes - timedelta(hours=3))
    assert await _told(database) == [("180", 1), ("180", typing_id)]
    async with database.transaction() as session:
        message = (await session.scalars(select(OutboxMessage).where(OutboxMessage.person_id == 1))).one()
        assert await reminders.still_due(session, message, closes - timedelta(hours=2)) is True
        application = (await session.scalars(select(Application).where(Application.person_id == 1))).one()
        application.status = ApplicationStatus.SUBMITTED
        assert await reminders.still_due(session, message, closes - timedelta(hours=2)) is False


async def test_missing_consent_is_told_to_minors_whom_no_guardian_has_signed_for(database: Database) -> None:
    closes = datetime(2026, 9, 20, 18, 0, tzinfo=HOME)
    async with database.transaction() as session:
        call = await _call(session, closes)
        minor, signed, adult = [
            await _applicant(session, call, number, ApplicationStatus.SUBMITTED) for number in (1, 2, 3)
        ]
        minor.birth_date = signed.birth_date = date(2010, 1, 1)
        adult.birth_date = date(2000, 1, 1)
        for person, relation in ((minor, "self"), (signed, "self"), (signed, "mother"), (adult, "self")):
            session.add(
                Consent(
                    person_id=person.id,
                    purpose=ConsentPurpose.PARTICIPATION,
                    relation=relation,
                    text_version="1",
                    text_hash="0",
                    channel="telegram",
                    evidence="",
                    given_at=NOW,
                )
            )
        await reminders.plan_call(session, call, now=NOW)
    await _tick(database, closes - timedelta(days=1))
    assert await _told(database) == [("1440", 1)]


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_reminder_has_a_text(database: Database, language: str) -> None:
    await _prepare(database)
    await _tick(database, START - timedelta(hours=2))
    async with database.reading() as session:
        message = await _only_message(session)
    t = Texts.load().translator(language, role=Role.STUDENT)
    text = t(message.template, **decode_arguments(message.args))
    assert text.startswith("⏰ <b>School</b>\n")
    assert "📍 Hall" in text
    assert message.expires_at == START.astimezone(UTC)
