"""Reminders of documents: to those who lack something and their guardians, by the nearest deadline, moving with the event."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from bot.db.engine import Database
from bot.db.models import Event, OutboxMessage, Person, Reminder, ReminderRule
from bot.domain.enums import DocumentStatus, EventStatus, OutboxStatus
from bot.domain.reminder_rules import DAY, Audience, Subject
from bot.services import document_office, event_office, reminder_office, reminders
from bot.services.outbox import decode_arguments
from bot.texts import Texts
from tests.services.team_cast import NOW
from tests.services.test_documents import STARTS, Shift, guardian_of

DUE = datetime(2026, 10, 14, 23, 59, tzinfo=ZoneInfo("Asia/Yakutsk"))
"""A week before the shift, to the end of the day at home."""


async def _gather(database: Database) -> tuple[Shift, Person]:
    """A shift whose policy is due a week before it, and the guardian of the first who goes."""
    this = await Shift.gather(database)
    async with database.transaction() as session:
        await document_office.set_due(session, this.company.office, this.policy.id, "14.10.2026", now=NOW)
        guardian = await guardian_of(session, this.company.students[0])
    return this, guardian


async def _tick(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await reminders.follow_deadlines(session, now=now)
        await reminders.tick(session, now=now)


async def _waiting(database: Database, template: str = "reminder-documents") -> Sequence[OutboxMessage]:
    async with database.reading() as session:
        statement = select(OutboxMessage).where(
            OutboxMessage.template == template, OutboxMessage.status == OutboxStatus.PENDING
        )
        return (await session.scalars(statement.order_by(OutboxMessage.person_id))).all()


async def _send_all(database: Database) -> None:
    async with database.transaction() as session:
        waiting = update(OutboxMessage).where(OutboxMessage.status == OutboxStatus.PENDING)
        await session.execute(waiting.values(status=OutboxStatus.SENT, finished_at=NOW))


def _text(message: OutboxMessage) -> str:
    return Texts.load().translator("ru")(message.template, **decode_arguments(message.args))


async def _note(this: Shift, database: Database, **given: DocumentStatus) -> None:
    """Note both documents of the first who goes."""
    async with database.transaction() as session:
        for name, status in given.items():
            await this.mark(session, getattr(this, name), this.company.students[0], status)


async def test_who_lacks_something_is_told_what_and_until_when(database: Database) -> None:
    this, guardian = await _gather(database)
    anna, boris, vera = this.company.students[:3]
    async with database.transaction() as session:
        await document_office.note(session, this.company.office, this.policy.id, "Копию — в кабинет 3", now=NOW)
        for item in (this.policy, this.tickets):
            await this.mark(session, item, boris, DocumentStatus.CHECKED)
        await this.mark(session, this.tickets, anna, DocumentStatus.HANDED_IN)
        await this.mark(session, this.policy, vera, DocumentStatus.HANDED_IN)
        early = STARTS.date()
        await document_office.set_valid_until(
            session, this.company.office, this.tickets.id, anna.id, early, version=1, now=NOW
        )
    await _tick(database, DUE - timedelta(days=14, hours=3, minutes=1))
    assert await _waiting(database) == []
    # The end of the day lies in the quiet hours: the reminder comes before them.
    await _tick(database, DUE - timedelta(days=14, hours=3))
    found = await _waiting(database)
    assert [each.person_id for each in found] == [anna.id, vera.id]
    assert _text(found[0]) == (
        "📄 <b>Артек</b>: не все документы сданы\n\nНе хватает:\n• Полис. Копию — в кабинет 3\n\n"
        "Истекает раньше конца, нужен новый:\n• Билеты\n\nБлижайший срок — ср, 14 октября, 23:59."
    )
    # Whose documents are due later reads so.
    assert _text(found[1]) == (
        "📄 <b>Артек</b>: не все документы сданы\n\nНе хватает:\n• Билеты\n\n"
        "Ближайший срок — ср, 21 октября, 04:00 мск, 10:00 в Благовещенске."
    )
    (letter,) = await _waiting(database, "reminder-documents-guardian")
    assert letter.person_id == guardian.id
    assert "\n• Имя0: Полис\n\nИстекает раньше конца, нужен новый:\n• Имя0: Билеты\n\n" in _text(letter)


async def test_nothing_is_said_once_everything_is_there(database: Database) -> None:
    this, _ = await _gather(database)
    now = DUE - timedelta(days=3)
    await _tick(database, now)
    (mine, *_), (theirs,) = await _waiting(database), await _waiting(database, "reminder-documents-guardian")
    await _note(this, database, policy=DocumentStatus.HANDED_IN)
    async with database.reading() as session:
        assert [await reminders.still_due(session, each, now) for each in (mine, theirs)] == [True, True]
    await _note(this, database, tickets=DocumentStatus.HANDED_IN)
    async with database.reading() as session:
        assert [await reminders.still_due(session, each, now) for each in (mine, theirs)] == [False, False]


async def test_moved_event_takes_the_deadline_along_and_cancelled_one_is_silent(database: Database) -> None:
    this, guardian = await _gather(database)
    now = DUE - timedelta(days=7)
    await _tick(database, now)
    assert len(await _waiting(database, "reminder-documents-guardian")) == 1
    async with database.transaction() as session:
        days = timedelta(days=10)
        moved = {"starts_at": STARTS + days, "ends_at": STARTS + days + timedelta(days=21)}
        await event_office.change(session, this.company.office, this.event.id, moved, version=1, now=now)
    assert await _waiting(database) == []
    async with database.reading() as session:
        rows = (await session.scalars(select(Reminder).where(Reminder.kind == "documents"))).all()
        assert {row.at for row in rows} == {DUE + days}
        assert {row.offset_minutes for row in rows if row.closed_at is None} == {14 * DAY, 7 * DAY, 3 * DAY}
    await _tick(database, DUE + days - timedelta(days=7))
    assert len(await _waiting(database)) == 3
    await _send_all(database)
    async with database.transaction() as session:
        # The guardian has been told of it, and so is told that it will not be.
        await event_office.cancel(session, this.company.office, this.event.id, now=DUE)
    told = [each.person_id for each in await _waiting(database, "event-cancellation")]
    assert guardian.id in told
    await _tick(database, DUE + days - timedelta(days=3))
    assert await _waiting(database) == []
    async with database.reading() as session:
        still_open = select(Reminder.id).where(Reminder.kind.like("documents%"), Reminder.closed_at.is_(None))
        assert (await session.scalars(still_open)).all() == []


async def test_next_deadline_follows_and_holds_end_with_theirs(database: Database) -> None:
    this, _ = await _gather(database)
    async with database.transaction() as session:
        lines, _ = await reminder_office.schedule(
            session, this.company.office, offset=0, limit=50, now=DUE - timedelta(days=13)
        )
        # The office's hold of the last reminder of the first deadline.
        held = [line for line in lines if line.rule is not None and line.rule.code == "documents"][-1]
        assert (held.people, held.title, held.due.date()) == (3, "Артек", (DUE - timedelta(days=3)).date())
        await reminder_office.hold(session, this.company.office, "reminder", held.id, held=True, now=NOW)
    await _tick(database, DUE - timedelta(days=3))
    assert await _waiting(database) == []
    await _tick(database, DUE + timedelta(minutes=1))
    await _tick(database, STARTS - timedelta(days=3))
    found = await _waiting(database)
    assert len(found) == 3
    # The start is the last deadline, on the clock of the place.
    assert "Ближайший срок — ср, 21 октября, 04:00 мск, 10:00 в Благовещенске." in _text(found[0])


async def test_checklist_that_is_emptied_reminds_of_nothing(database: Database) -> None:
    this, _ = await _gather(database)
    await _tick(database, DUE - timedelta(days=7))
    async with database.transaction() as session:
        for item in (this.policy, this.tickets):
            await document_office.remove(session, this.company.office, item.id, now=NOW)
    assert await _waiting(database) == []
    await _tick(database, STARTS - timedelta(days=3))
    assert await _waiting(database) == []


async def test_rule_that_comes_later_is_planned_and_previewed(database: Database) -> None:
    this, _ = await _gather(database)
    async with database.transaction() as session:
        target = reminder_office.Target(subject=Subject.DOCUMENTS, event_kind=this.event.kind)
        assert target in await reminder_office.targets(session, this.company.office)
        other = reminder_office.Target(subject=Subject.DOCUMENTS)
        assert other in await reminder_office.targets(session, this.company.office)
        rule = ReminderRule(
            season_id=this.event.season_id, code="late", subject=Subject.DOCUMENTS,
            audience=Audience.GUARDIANS, offsets=[DAY], enabled=True,
        )  # fmt: skip
        session.add(rule)
        await session.flush()
        (planned,) = await reminder_office.forecast(session, rule, now=NOW)
        assert (planned.about.at, planned.people) == (DUE, 1)
    await _tick(database, NOW)
    async with database.reading() as session:
        (row,) = (await session.scalars(select(Reminder).where(Reminder.kind == "late"))).all()
        assert (row.at, row.closed_at) == (DUE, None)


async def test_list_made_before_the_announcement_is_reminded_of_after_it(database: Database) -> None:
    this = await Shift.gather(database)
    boss = this.company.office
    async with database.transaction() as session:
        event = await session.get_one(Event, this.event.id)
        event.status = EventStatus.DRAFT
        await session.flush()
        await document_office.set_due(session, boss, this.policy.id, "14.10.2026", now=NOW)
        planned = select(Reminder.closed_at).where(Reminder.kind == "documents")
        assert None not in (await session.scalars(planned)).all()
        await event_office.announce(session, boss, this.event.id, now=NOW)
        rows = (await session.scalars(select(Reminder).where(Reminder.kind == "documents"))).all()
        assert {(row.at, row.closed_at) for row in rows} == {(DUE, None)}


async def test_rule_switched_off_is_silent_and_stays_so(database: Database) -> None:
    this, _ = await _gather(database)
    async with database.transaction() as session:
        rules = await reminder_office.open_rules(session, this.company.office)
        rule = next(each for each in rules if each.code == "documents")
        await reminder_office.change(session, this.company.office, rule.id, {"enabled": False}, now=NOW)
    await _tick(database, DUE + timedelta(minutes=1))
    await _tick(database, STARTS - timedelta(days=3))
    assert await _waiting(database) == []
    assert len(await _waiting(database, "reminder-documents-guardian")) == 1
