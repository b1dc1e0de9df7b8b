"""Events: places counted under a lock, the waiting list, «Было / Стало», announcing and cancelling once."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import Application, AuditEntry, Call, Event, OfficeMember, OutboxMessage, Person, Reminder, Season
from bot.db.queries import events as queries
from bot.domain.enums import (
    ApplicationStatus,
    EventKind,
    EventStatus,
    OfficeRole,
    OutboxStatus,
    RegistrationStatus,
    Role,
)
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.services import event_office, events
from bot.services.event_office import EventDetails
from bot.services.outbox import decode_arguments
from bot.texts import Texts

HOME = ZoneInfo("Asia/Yakutsk")
NOW = datetime(2026, 9, 1, 12, 0, tzinfo=HOME)
START = datetime(2026, 9, 20, 10, 0, tzinfo=HOME)
GOING, WAITING, DECLINED = RegistrationStatus.GOING, RegistrationStatus.WAITING, RegistrationStatus.DECLINED


def _details(**changes: Any) -> EventDetails:
    values: dict[str, Any] = {
        "kind": EventKind.SCHOOL,
        "title": "School",
        "description": "",
        "place": "Hall",
        "starts_at": START,
        "ends_at": START + timedelta(hours=7),
        "zone": "Asia/Yakutsk",
        "capacity": 1,
        "audience": ("student",),
        "reminder_offsets": (1440, 120),
    }
    return EventDetails(**values | changes)


async def _boss(session: AsyncSession, role: OfficeRole = OfficeRole.OPERATOR) -> Person:
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
    boss = Person(telegram_id=9000, created_at=NOW)
    session.add_all([season, boss])
    await session.flush()
    session.add(OfficeMember(person_id=boss.id, role=role, granted_at=NOW))
    await session.flush()
    return boss


async def _people(session: AsyncSession, count: int, *, role: Role | None = Role.STUDENT) -> list[Person]:
    made = [Person(telegram_id=number, role=role, created_at=NOW) for number in range(1, count + 1)]
    session.add_all(made)
    await session.flush()
    return made


async def _announced(database: Database, people: int, **changes: Any) -> tuple[int, Person, list[Person]]:
    """(event's id, the office's operator, the people)."""
    async with database.transaction() as session:
        boss, crowd = await _boss(session), await _people(session, people)
        event = await event_office.create(session, boss, _details(**changes), now=NOW)
        await event_office.announce(session, boss, event.id, now=NOW)
    return event.id, boss, crowd


async def _join(database: Database, event_id: int, *people: Person, now: datetime = NOW) -> None:
    for number, person in enumerate(people):
        async with database.transaction() as session:
            await events.join(session, person, event_id, now=now + timedelta(seconds=number))


async def _unsent(database: Database, template: str) -> Sequence[OutboxMessage]:
    async with database.reading() as session:
        statement = select(OutboxMessage).where(
            OutboxMessage.template == template, OutboxMessage.status == OutboxStatus.PENDING
        )
        return (await session.scalars(statement.order_by(OutboxMessage.id))).all()


async def _told(database: Database, template: str) -> list[int | None]:
    return [message.person_id for message in await _unsent(database, template)]


async def _change(
    database: Database, boss: Person, event_id: int, *, version: int, now: datetime = NOW, **changes: Any
) -> int:
    async with database.transaction() as session:
        return await event_office.change(session, boss, event_id, changes, version=version, now=now)


async def test_last_seat_goes_to_exactly_one_of_many_at_once(database: Database) -> None:
    event_id, _, crowd = await _announced(database, 200)

    async def tap(person: Person) -> RegistrationStatus | None:
        async with database.transaction() as session:
            return (await events.join(session, person, event_id, now=NOW)).status

    answers = await asyncio.gather(*(tap(person) for person in crowd))
    assert (answers.count(GOING), answers.count(WAITING)) == (1, 199)
    async with database.reading() as session:
        assert await queries.counts(session, event_id) == (1, 199, 0)


async def test_many_taps_of_one_person_take_one_place(database: Database) -> None:
    event_id, _, [anna] = await _announced(database, 1, capacity=5)

    async def tap() -> bool:
        async with database.transaction() as session:
            return (await events.join(session, anna, event_id, now=NOW)).changed

    assert (await asyncio.gather(*(tap() for _ in range(10)))).count(True) == 1
    async with database.reading() as session:
        assert await queries.counts(session, event_id) == (1, 0, 0)


async def test_waiting_list_shows_the_position_and_moves_up(database: Database) -> None:
    event_id, _, crowd = await _announced(database, 3)
    await _join(database, event_id, *crowd)
    async with database.transaction() as session:
        third = await events.standing(session, crowd[2], event_id)
        assert (third.status, third.position, third.waiting, third.free) == (WAITING, 2, 2, 0)
        await events.leave(session, crowd[0], event_id, now=NOW)
    async with database.reading() as session:
        second, third = [await events.standing(session, person, event_id) for person in crowd[1:]]
        assert (second.status, third.position) == (GOING, 1)
    assert await _told(database, "event-promoted") == [crowd[1].id]


async def test_who_leaves_and_comes_back_waits_at_the_end(database: Database) -> None:
    event_id, _, crowd = await _announced(database, 3)
    await _join(database, event_id, *crowd)
    async with database.transaction() as session:
        await events.leave(session, crowd[1], event_id, now=NOW + timedelta(minutes=1))
        back = await events.join(session, crowd[1], event_id, now=NOW + timedelta(minutes=2))
    assert (back.status, back.position) == (WAITING, 2)


async def test_who_is_back_moves_up_when_there_is_a_place(database: Database) -> None:
    event_id, boss, crowd = await _announced(database, 2)
    await _join(database, event_id, *crowd)
    async with database.transaction() as session:
        (await session.get_one(Person, crowd[1].id)).unreachable_since = NOW
    await _change(database, boss, event_id, version=1, capacity=2)
    async with database.transaction() as session:
        await events.fill_places(session, now=NOW)
    assert await _told(database, "event-promoted") == []
    async with database.transaction() as session:
        (await session.get_one(Person, crowd[1].id)).unreachable_since = None
        await session.flush()
        await events.fill_places(session, now=NOW)
    assert await _told(database, "event-promoted") == [crowd[1].id]


async def test_place_nobody_can_be_told_of_goes_to_the_newcomer(database: Database) -> None:
    event_id, boss, crowd = await _announced(database, 4)
    await _join(database, event_id, *crowd[:2])
    async with database.transaction() as session:
        (await session.get_one(Person, crowd[1].id)).unreachable_since = NOW
    await _change(database, boss, event_id, version=1, capacity=2)
    await _join(database, event_id, *crowd[2:])
    async with database.reading() as session:
        shown = [await events.standing(session, person, event_id) for person in crowd]
    assert [one.status for one in shown] == [GOING, WAITING, GOING, WAITING]


async def test_who_cannot_be_told_does_not_move_up(database: Database) -> None:
    event_id, _, crowd = await _announced(database, 4)
    await _join(database, event_id, *crowd)
    async with database.transaction() as session:
        (await session.get_one(Person, crowd[1].id)).unreachable_since = NOW
        (await session.get_one(Person, crowd[2].id)).stopped_at = NOW
        await events.leave(session, crowd[0], event_id, now=NOW)
    assert await _told(database, "event-promoted") == [crowd[3].id]


async def test_growing_capacity_moves_up_and_tells(database: Database) -> None:
    event_id, boss, crowd = await _announced(database, 4)
    await _join(database, event_id, *crowd)
    assert await _change(database, boss, event_id, version=1, capacity=3) == 0
    assert await _told(database, "event-promoted") == [crowd[1].id, crowd[2].id]
    assert await _told(database, "event-changed") == []
    assert await _change(database, boss, event_id, version=2, capacity=None) == 0
    assert await _told(database, "event-promoted") == [crowd[1].id, crowd[2].id, crowd[3].id]


async def test_capacity_below_those_who_go_is_refused(database: Database) -> None:
    event_id, boss, crowd = await _announced(database, 2, capacity=2)
    await _join(database, event_id, *crowd)
    with pytest.raises(RuleViolation) as refusal:
        await _change(database, boss, event_id, version=1, capacity=1)
    assert refusal.value == RuleViolation("event-capacity-taken", going=2)


async def test_nobody_joins_leaves_or_moves_up_after_the_start(database: Database) -> None:
    event_id, _, crowd = await _announced(database, 3)
    await _join(database, event_id, *crowd[:2])
    async with database.transaction() as session:
        with pytest.raises(Stale, match="event-started"):
            await events.join(session, crowd[2], event_id, now=START)
        with pytest.raises(Stale, match="event-started"):
            await events.leave(session, crowd[0], event_id, now=START)
        await events.leave_all(session, crowd[0], now=START)
    assert await _told(database, "event-promoted") == []


async def test_leaving_everything_frees_every_place(database: Database) -> None:
    event_id, _, crowd = await _announced(database, 2)
    await _join(database, event_id, *crowd)
    async with database.transaction() as session:
        await events.leave_all(session, crowd[0], now=NOW)
    async with database.reading() as session:
        assert await queries.counts(session, event_id) == (1, 0, 1)
    assert await _told(database, "event-promoted") == [crowd[1].id]


async def test_declining_without_having_joined_is_an_answer(database: Database) -> None:
    event_id, _, [anna] = await _announced(database, 1)
    async with database.transaction() as session:
        first = await events.leave(session, anna, event_id, now=NOW)
        second = await events.leave(session, anna, event_id, now=NOW)
    assert [(shown.status, shown.changed) for shown in (first, second)] == [(DECLINED, True), (DECLINED, False)]


async def test_person_without_a_role_registers_first(database: Database) -> None:
    event_id, _, _ = await _announced(database, 0, audience=())
    async with database.transaction() as session:
        [stranger] = await _people(session, 1, role=None)
        with pytest.raises(RuleViolation) as refusal:
            await events.join(session, stranger, event_id, now=NOW)
    assert refusal.value.key == "event-register-first"


async def test_event_of_others_and_drafts_are_closed_doors(database: Database) -> None:
    async with database.transaction() as session:
        boss, [anna] = await _boss(session), await _people(session, 1)
        draft = await event_office.create(session, boss, _details(), now=NOW)
        other = await event_office.create(session, boss, _details(audience=("tutor",)), now=NOW)
        await event_office.announce(session, boss, other.id, now=NOW)
        for event_id in (draft.id, other.id, 10_000):
            with pytest.raises(NotAllowed):
                await events.standing(session, anna, event_id)
            with pytest.raises(NotAllowed):
                await events.join(session, anna, event_id, now=NOW)
        assert await events.upcoming(session, anna, now=NOW) == []


async def test_event_for_the_accepted_is_hidden_from_the_others(database: Database) -> None:
    async with database.transaction() as session:
        boss, [anna, boris] = await _boss(session), await _people(session, 2)
        event = await event_office.create(session, boss, _details(audience=("student", "accepted")), now=NOW)
        call = Call(
            season_id=event.season_id,
            role=Role.STUDENT,
            title="Students",
            opens_at=NOW,
            closes_at=NOW,
            age_reference_on=NOW.date(),
            quota=1,
            reserve=1,
            questions=[],
        )
        session.add(call)
        await session.flush()
        for person, status in ((anna, ApplicationStatus.ACCEPTED), (boris, ApplicationStatus.REJECTED)):
            session.add(Application(call_id=call.id, person_id=person.id, status=status, answers={}, created_at=NOW))
        await session.flush()
        assert await event_office.announce(session, boss, event.id, now=NOW) == 1
        assert [shown.id for shown, _ in await events.upcoming(session, anna, now=NOW)] == [event.id]
        assert await events.upcoming(session, boris, now=NOW) == []
    assert await _told(database, "event-announced") == [anna.id]


async def test_announcement_reaches_each_invited_person_once(database: Database) -> None:
    event_id, boss, crowd = await _announced(database, 3)
    async with database.transaction() as session:
        with pytest.raises(Stale, match="event-already-announced"):
            await event_office.announce(session, boss, event_id, now=NOW)
    assert await _told(database, "event-announced") == [person.id for person in crowd]
    async with database.reading() as session:
        planned = (await session.scalars(select(Reminder.due_at).order_by(Reminder.due_at))).all()
        acts = (await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))).all()
    assert planned == [START - timedelta(days=1), START - timedelta(hours=2)]
    assert acts == ["event.created", "event.announced"]


async def test_newcomers_are_invited_without_telling_the_others_again(database: Database) -> None:
    event_id, boss, [anna] = await _announced(database, 1)
    async with database.transaction() as session:
        newcomer = Person(telegram_id=50, role=Role.STUDENT, created_at=NOW)
        session.add(newcomer)
        await session.flush()
        assert await event_office.invite_newcomers(session, boss, event_id, now=NOW) == 1
        assert await event_office.invite_newcomers(session, boss, event_id, now=NOW) == 0
    assert await _told(database, "event-announced") == [anna.id, newcomer.id]


async def test_event_that_has_begun_is_not_announced(database: Database) -> None:
    async with database.transaction() as session:
        boss = await _boss(session)
        event = await event_office.create(session, boss, _details(), now=NOW)
        with pytest.raises(RuleViolation) as refusal:
            await event_office.announce(session, boss, event.id, now=START)
    assert refusal.value.key == "event-in-the-past"


@pytest.mark.parametrize("role", [OfficeRole.EXPERT, OfficeRole.OBSERVER])
async def test_office_without_the_permission_is_refused(database: Database, role: OfficeRole) -> None:
    event_id, _, _ = await _announced(database, 0)
    async with database.transaction() as session:
        member = (await session.scalars(select(OfficeMember))).one()
        member.role = role
        clerk = await session.get_one(Person, member.person_id)
        await session.flush()
        with pytest.raises(NotAllowed):
            await event_office.create(session, clerk, _details(), now=NOW)
        with pytest.raises(NotAllowed):
            await event_office.change(session, clerk, event_id, {"title": "x"}, version=1, now=NOW)
        with pytest.raises(NotAllowed):
            await event_office.cancel(session, clerk, event_id, now=NOW)
        with pytest.raises(NotAllowed):
            await event_office.announce(session, clerk, event_id, now=NOW)
        with pytest.raises(NotAllowed):
            await event_office.see_attendance(session, clerk, event_id, GOING, offset=0, limit=8, now=NOW)


async def test_change_is_told_once_to_those_who_come(database: Database) -> None:
    event_id, boss, crowd = await _announced(database, 3)
    await _join(database, event_id, *crowd[:2])
    moved = {"starts_at": START + timedelta(days=1), "ends_at": START + timedelta(days=1, hours=7)}
    assert await _change(database, boss, event_id, version=1, **moved) == 2
    with pytest.raises(Stale, match="event-changed-meanwhile"):
        await _change(database, boss, event_id, version=1, **moved)
    assert await _told(database, "event-changed") == [crowd[0].id, crowd[1].id]
    async with database.reading() as session:
        due = (await session.scalars(select(Reminder.due_at).order_by(Reminder.due_at))).all()
    assert due == [START, START + timedelta(hours=22)]


async def test_second_change_takes_back_the_unread_first_and_keeps_its_before(database: Database) -> None:
    event_id, boss, crowd = await _announced(database, 1)
    await _join(database, event_id, *crowd)
    await _change(database, boss, event_id, version=1, place="Gym")
    await _change(database, boss, event_id, version=2, place="Library")
    [message] = await _unsent(database, "event-changed")
    args = decode_arguments(message.args)
    assert (message.key, args["old_place"], args["place"]) == (
        f"event-changed:{event_id}:3:{crowd[0].id}",
        "Hall",
        "Library",
    )


async def test_change_that_was_never_told_and_is_undone_stays_untold(database: Database) -> None:
    event_id, boss, crowd = await _announced(database, 1)
    await _join(database, event_id, *crowd)
    await _change(database, boss, event_id, version=1, place="Gym")
    assert await _change(database, boss, event_id, version=2, place="Hall") == 0
    assert await _told(database, "event-changed") == []


async def test_unsent_announcement_says_what_holds_now(database: Database) -> None:
    event_id, boss, _ = await _announced(database, 1)
    await _change(database, boss, event_id, version=1, place="Gym", title="Big School")
    [message] = await _unsent(database, "event-announced")
    args = decode_arguments(message.args)
    assert (args["place"], args["title"]) == ("Gym", "Big School")


async def test_details_nobody_sees_are_not_told(database: Database) -> None:
    event_id, boss, crowd = await _announced(database, 1)
    await _join(database, event_id, *crowd)
    assert await _change(database, boss, event_id, version=1, reminder_offsets=(120,)) == 0
    async with database.reading() as session:
        outcomes = {row.offset_minutes: row.outcome for row in await session.scalars(select(Reminder))}
    assert outcomes == {1440: "withdrawn", 120: None}


async def test_announced_event_cannot_move_into_the_past(database: Database) -> None:
    event_id, boss, _ = await _announced(database, 0)
    with pytest.raises(RuleViolation) as refusal:
        await _change(database, boss, event_id, version=1, starts_at=NOW - timedelta(days=1))
    assert refusal.value.key == "event-in-the-past"


async def test_cancelling_tells_once_and_silences_the_rest(database: Database) -> None:
    event_id, boss, crowd = await _announced(database, 3)
    await _join(database, event_id, *crowd[:2])
    async with database.transaction() as session:
        assert await event_office.cancel(session, boss, event_id, now=NOW) == 2
    async with database.transaction() as session:
        with pytest.raises(Stale, match="event-cancelled"):
            await event_office.cancel(session, boss, event_id, now=NOW)
        with pytest.raises(Stale, match="event-cancelled"):
            await events.join(session, crowd[2], event_id, now=NOW)
    assert await _told(database, "event-cancellation") == [crowd[0].id, crowd[1].id]
    assert await _told(database, "event-announced") == []
    async with database.reading() as session:
        assert set(await session.scalars(select(Reminder.outcome))) == {"withdrawn"}
        assert (await session.get_one(Event, event_id)).status is EventStatus.CANCELLED


async def test_concurrent_leaving_and_joining_never_overbook(database: Database) -> None:
    event_id, _, crowd = await _announced(database, 60, capacity=5)
    await _join(database, event_id, *crowd[:30])

    async def leave(person: Person) -> None:
        async with database.transaction() as session:
            await events.leave(session, person, event_id, now=NOW)

    async def come(person: Person) -> None:
        async with database.transaction() as session:
            await events.join(session, person, event_id, now=NOW)

    await asyncio.gather(*(leave(person) for person in crowd[:20]), *(come(person) for person in crowd[30:]))
    async with database.reading() as session:
        assert await queries.counts(session, event_id) == (5, 35, 20)
    # Whoever goes without having had a place from the start has been told so.
    async with database.reading() as session:
        going = await queries.attendance(session, event_id, GOING, offset=0, limit=100)
    assert {person.id for person in going.people} <= set(await _told(database, "event-promoted"))


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_every_notice_has_a_text(database: Database, language: str) -> None:
    event_id, boss, crowd = await _announced(database, 3, description="About <b>&")
    await _join(database, event_id, *crowd)
    await _change(database, boss, event_id, version=1, place="", title="T", starts_at=START - timedelta(hours=1))
    await _change(database, boss, event_id, version=2, capacity=2)
    t = Texts.load().translator(language, role=Role.STUDENT)
    texts = {}
    async with database.transaction() as session:
        for message in await session.scalars(select(OutboxMessage)):
            texts[message.template] = t(message.template, **decode_arguments(message.args))
        await event_office.cancel(session, boss, event_id, now=NOW)
    async with database.reading() as session:
        for message in await session.scalars(select(OutboxMessage)):
            texts[message.template] = t(message.template, **decode_arguments(message.args))
    assert sorted(texts) == ["event-announced", "event-cancellation", "event-changed", "event-promoted"]
    assert "About &lt;b&gt;&amp;" in texts["event-announced"]
