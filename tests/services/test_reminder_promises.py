"""What reminders promise when the programme changes under them: rules, moves, clocks, zones, guardians."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.event import listen, remove
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import (
    Application,
    Call,
    Event,
    EventRegistration,
    GuardianLink,
    OutboxMessage,
    Person,
    Reminder,
    ReminderRule,
    Season,
    Team,
    TeamMember,
    TeamRun,
)
from bot.domain.enums import (
    ApplicationStatus,
    EventStatus,
    OfficeRole,
    OutboxStatus,
    RegistrationStatus,
    Role,
    TeamRunStatus,
)
from bot.domain.errors import Stale
from bot.domain.reminder_rules import Audience, Subject
from bot.services import event_office, outbox, reminder_office, reminder_rules, reminders
from bot.services.outbox import Notice, decode_arguments
from bot.texts import Texts
from tests import cast
from tests.services.test_reminders import (
    DAY,
    HOME,
    HOUR,
    NOW,
    START,
    WEEK,
    _applicant,
    _call,
    _event,
    _going,
    _person,
    _prepare,
    _tick,
    _told,
)

CLOSES = datetime(2026, 9, 20, 18, 0, tzinfo=HOME)


async def _send_all(database: Database) -> None:
    """The sender has been here."""
    async with database.transaction() as session:
        waiting = update(OutboxMessage).where(OutboxMessage.status == OutboxStatus.PENDING)
        await session.execute(waiting.values(status=OutboxStatus.SENT, finished_at=NOW))


async def _pending(database: Database, template: str) -> list[OutboxMessage]:
    async with database.reading() as session:
        statement = select(OutboxMessage).where(
            OutboxMessage.template == template, OutboxMessage.status == OutboxStatus.PENDING
        )
        return list((await session.scalars(statement.order_by(OutboxMessage.person_id))).all())


async def _rule(session: AsyncSession, **given: object) -> ReminderRule:
    season = (await session.scalars(select(Season))).one()
    await reminder_rules.of_season(session)
    rule = ReminderRule(season_id=season.id, **{"offsets": [DAY], "enabled": True} | given)
    session.add(rule)
    await session.flush()
    return rule


async def _child(session: AsyncSession, event: Event, number: int) -> tuple[Person, Person]:
    """Somebody of sixteen who goes, and the guardian."""
    child = await _going(session, event, number)
    child.birth_date = date(2010, 1, 1)
    guardian = await _person(session, number + 500)
    guardian.role = Role.GUARDIAN
    session.add(
        GuardianLink(
            token=f"{number:064}", child_id=child.id, guardian_id=guardian.id, created_at=NOW, expires_at=NOW,
            used_at=NOW,
        )
    )  # fmt: skip
    await session.flush()
    return child, guardian


async def _drafts(database: Database, people: int) -> int:
    async with database.transaction() as session:
        call = await _call(session, CLOSES)
        for number in range(1, people + 1):
            await _applicant(session, call, number, ApplicationStatus.DRAFT)
        await reminders.plan_call(session, call, now=NOW)
        return call.id


async def _move(database: Database, call_id: int, closes_at: datetime, now: datetime) -> None:
    async with database.transaction() as session:
        call = await session.get_one(Call, call_id)
        call.closes_at = call.consent_closes_at = closes_at
        await reminders.plan_call(session, call, now=now)


async def test_moved_deadline_is_told_once_to_those_who_knew_the_old_one(database: Database) -> None:
    call_id = await _drafts(database, 2)
    now = CLOSES - timedelta(days=3)
    await _tick(database, now)
    await _send_all(database)
    async with database.transaction() as session:
        await _applicant(session, await session.get_one(Call, call_id), 3, ApplicationStatus.DRAFT)
        acted = (await session.scalars(select(Application).where(Application.person_id == 2))).one()
        acted.status = ApplicationStatus.SUBMITTED
    first, second = CLOSES + timedelta(days=2), CLOSES + timedelta(days=4)
    await _move(database, call_id, first, now + timedelta(hours=1))
    await _move(database, call_id, second, now + timedelta(hours=2))
    (told,) = await _pending(database, "reminder-moved")
    args = decode_arguments(told.args)
    assert (told.person_id, args["old"], args["new"]) == (1, CLOSES, second)
    async with database.reading() as session:
        assert await reminders._moved_still_matters(session, told, now) is True
    text = Texts.load().translator("ru")("reminder-moved", **args)
    assert "Было: до вс, 20 сентября, 18:00\nСтало: до чт, 24 сентября, 18:00" in text
    # Back to where it was before anybody read of it: nothing is left to say.
    await _move(database, call_id, CLOSES, now + timedelta(hours=3))
    assert await _pending(database, "reminder-moved") == []


async def test_recheck_asks_about_one_person_only(database: Database) -> None:
    await _drafts(database, 30)
    now = CLOSES - timedelta(hours=3)
    await _tick(database, now)
    messages = await _pending(database, "reminder-application-draft")
    assert len(messages) == 30
    loaded: list[int] = []

    def note(person: Person, _context: object) -> None:
        loaded.append(person.id)

    listen(Person, "load", note)
    try:
        async with database.reading() as session:
            assert await reminders.still_due(session, messages[0], now) is True
    finally:
        remove(Person, "load", note)
    assert loaded == [1]


@pytest.mark.parametrize("zone", ["Europe/Moscow", "Asia/Kamchatka"])
async def test_new_zone_of_the_programme_repeats_nothing(database: Database, zone: str) -> None:
    await _prepare(database)
    for moment in (timedelta(days=7), timedelta(days=1)):
        await _tick(database, START - moment)
    async with database.transaction() as session:
        (await session.scalars(select(Season))).one().zone = zone
        await session.flush()
        await reminders.follow_zones(session, now=START - timedelta(days=1))
    for hours in range(30, -2, -1):
        # A minute before the hour: the last one before the quiet hours is among them.
        await _tick(database, START - timedelta(hours=hours, minutes=1))
    told = [offset for offset, _ in await _told(database)]
    assert told == ["10080", "1440", "120"]


async def test_clock_that_goes_back_repeats_nothing(database: Database) -> None:
    await _prepare(database, people=2)
    for hours in (7 * 24, 24, 2, 7 * 24, 25, 24, 3, 2, 1):
        await _tick(database, START - timedelta(hours=hours))
    assert sorted(await _told(database)) == sorted((str(o), p) for o in (WEEK, DAY, 2 * HOUR) for p in (1, 2))


async def test_guardians_hear_of_what_their_children_go_to_and_of_its_changes(database: Database) -> None:
    async with database.transaction() as session:
        event = await _event(session)
        _, guardian = await _child(session, event, 1)
        grown, other = await _child(session, event, 2)
        grown.birth_date = date(2000, 1, 1)
        boss = await cast.office_member(session, OfficeRole.ADMINISTRATOR)
        await _rule(session, code="guardians", subject=Subject.EVENT, audience=Audience.GUARDIANS, words={"ru": "Чай!"})
        await reminders.plan_event(session, event, now=NOW)
        event_id, guardian_id = event.id, guardian.id
    await _tick(database, START - timedelta(days=1))
    (message,) = await _pending(database, "reminder-event-guardian")
    assert message.person_id == guardian_id
    text = Texts.load().translator("ru")(message.template, **decode_arguments(message.args))
    assert text.endswith("Участвует: P1.\n\nЧай!")
    await _send_all(database)
    now = START - timedelta(hours=23)
    async with database.transaction() as session:
        moved = {"starts_at": START + timedelta(days=3), "ends_at": START + timedelta(days=5)}
        await event_office.change(session, boss, event_id, moved, version=1, now=now)
    assert [each.person_id for each in await _pending(database, "event-changed-others")] == [guardian_id]
    await _send_all(database)
    async with database.transaction() as session:
        await event_office.cancel(session, boss, event_id, now=now)
    told = [each.person_id for each in await _pending(database, "event-cancellation")]
    assert guardian_id in told
    assert other.id not in told
    await _send_all(database)
    await _tick(database, START + timedelta(days=2))
    assert await _told(database) == []


async def test_stage_moves_with_its_event(database: Database) -> None:
    async with database.transaction() as session:
        event = await _event(session)
        event.reminder_offsets = []
        event.stages = [{"code": "departure", "title": {"ru": "Выезд", "en": "Departure"}, "minutes": -DAY}]
        await _going(session, event, 1)
        await _rule(session, code="leave", subject=Subject.STAGE, audience=Audience.GOING, stage="departure")
        await reminders.plan_event(session, event, now=NOW)
        event.starts_at += timedelta(days=1)
        await reminders.plan_event(session, event, now=NOW)
    await _tick(database, START - timedelta(days=1, seconds=1))
    assert await _told(database) == []
    await _tick(database, START - timedelta(days=1))
    (message,) = await _pending(database, "reminder-stage")
    text = Texts.load().translator("ru")(message.template, **decode_arguments(message.args))
    assert text == "⏰ <b>Выезд</b>: вс, 20 сентября, 10:00\nSchool"
    async with database.reading() as session:
        assert await reminders.still_due(session, message, START) is False


async def test_rule_switched_off_is_silent_and_on_again_reminds(database: Database) -> None:
    await _drafts(database, 1)
    for enabled, expected in ((False, []), (True, [("180", 1)])):
        async with database.transaction() as session:
            rule = await reminder_rules.by_code(session, "application-draft")
            assert rule is not None
            rule.enabled = enabled
            await reminders.replan(session, rule, now=NOW)
        await _tick(database, CLOSES - timedelta(hours=3))
        assert await _told(database) == expected


async def test_who_is_registered_and_has_not_begun(database: Database) -> None:
    call_id = await _drafts(database, 1)
    async with database.transaction() as session:
        for number in (2, 3):
            newcomer = await _person(session, number)
            newcomer.registered_at = NOW if number == 2 else None
        rule = await _rule(session, code="none", subject=Subject.CALL, audience=Audience.NOT_BEGUN)
        await reminders.replan(session, rule, now=NOW)
        about = await reminder_rules.matter(session, rule, call_id, now=NOW)
        assert about is not None
        assert await reminder_rules.count(session, rule, about, now=NOW) == 1
    await _tick(database, CLOSES - timedelta(days=1))
    assert [each.person_id for each in await _pending(database, "reminder-application-none")] == [2]


async def test_tutors_hear_who_of_their_team_goes(season_database: Database) -> None:
    async with season_database.transaction() as session:
        event = (await session.scalars(select(Event))).first()
        assert event is not None
        season = (await session.scalars(select(Season))).one()
        tutor, first, second = [await cast.participant(session, number) for number in (1, 2, 3)]
        run = TeamRun(
            season_id=season.id, seed=1, rules={}, score={}, status=TeamRunStatus.PUBLISHED, created_by=tutor.id,
            created_at=NOW,
        )  # fmt: skip
        session.add(run)
        await session.flush()
        team = Team(run_id=run.id, number=1, name="1", tutor_id=tutor.id)
        session.add(team)
        await session.flush()
        session.add_all([TeamMember(run_id=run.id, team_id=team.id, person_id=each.id) for each in (first, second)])
        session.add(
            EventRegistration(
                event_id=event.id, person_id=first.id, status=RegistrationStatus.GOING, queued_at=NOW, updated_at=NOW
            )
        )
        await session.flush()
        event.status = EventStatus.ANNOUNCED
        rule = ReminderRule(season_id=season.id, code="x", subject=Subject.EVENT, audience=Audience.TUTORS, offsets=[1])
        about = reminder_rules.about_event(rule, event)
        assert about is not None
        ((person, args),) = await reminder_rules.recipients(session, rule, about, now=cast.OPEN)
        assert (person.id, args["names"]) == (tutor.id, first.first_name)


async def test_messages_that_wait_for_the_morning_are_held_and_let_go(season_database: Database) -> None:
    morning = cast.OPEN + timedelta(hours=20)
    async with season_database.transaction() as session:
        boss = await cast.office_member(session, OfficeRole.OPERATOR)
        people = [await cast.participant(session, number) for number in (1, 2)]
        notice = {"template": "mentors-offer-withdrawn", "args": {"team": "1"}, "not_before": morning}
        notices = [(each, Notice(key=f"x:{each.id}", **notice)) for each in people]  # type: ignore[arg-type]
        await outbox.promise(session, notices, now=cast.OPEN)
        page: dict[str, Any] = {"offset": 0, "limit": 50, "now": cast.OPEN}
        lines, kinds = await reminder_office.schedule(session, boss, **page)
        (line,) = [each for each in lines if each.kind == "waiting"]
        assert (line.people, line.held, kinds["waiting"]) == (2, False, 1)
        assert [each.due for each in lines] == sorted(each.due for each in lines)
        await reminder_office.hold(session, boss, "waiting", line.id, held=True, now=cast.OPEN)
    assert await _pending(season_database, "mentors-offer-withdrawn") == []
    async with season_database.transaction() as session:
        # What is held stays in sight when its hour has gone by.
        lines, _ = await reminder_office.schedule(session, boss, **page | {"now": morning + timedelta(hours=1)})
        (line,) = [each for each in lines if each.kind == "waiting"]
        await reminder_office.hold(session, boss, "waiting", line.id, held=False, now=morning)
        with pytest.raises(Stale):
            await reminder_office.hold(session, boss, "waiting", line.id, held=False, now=morning)
    assert len(await _pending(season_database, "mentors-offer-withdrawn")) == 2


async def test_what_is_held_too_long_is_not_sent_and_says_so(database: Database) -> None:
    await _prepare(database)
    async with database.transaction() as session:
        row = (await session.scalars(select(Reminder).where(Reminder.offset_minutes == 2 * HOUR))).one()
        row.held_at = NOW
    await _tick(database, START - timedelta(hours=2))
    assert ("120", 1) not in await _told(database)
    await _tick(database, START)
    async with database.reading() as session:
        row = (await session.scalars(select(Reminder).where(Reminder.offset_minutes == 2 * HOUR))).one()
    assert (row.outcome, row.closed_at) == ("held", START.astimezone(UTC))
