"""Reminders against a plain model: whatever happens to the event, its people and the clock, nobody gets too much or
too little."""

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.db.engine import Database
from bot.db.models import Event, EventRegistration, OutboxMessage
from bot.domain.enums import OutboxStatus, RegistrationStatus
from bot.domain.events import reminder_due, reminder_times
from bot.domain.quiet import is_quiet, later
from tests.services.test_reminders import DAY, HOUR, NOW, START, WEEK, _event, _going, _plan, _tick

OFFSETS = [WEEK, DAY, 2 * HOUR]
PEOPLE = 4
HOME_ZONE, MOSCOW = "Asia/Yakutsk", "Europe/Moscow"
STEP = timedelta(minutes=30)


class Model:
    """What must have been promised, told plainly: an offset is asked about at its moment in each zone, of those who go
    then; when all those moments are behind, it is over."""

    def __init__(self) -> None:
        self.starts = START
        self.going = set(range(1, PEOPLE + 1))
        self.zones = {number: MOSCOW if number == PEOPLE else HOME_ZONE for number in self.going}
        self.next: dict[int, datetime] = {}
        self.promised: defaultdict[int, set[tuple[int, datetime]]] = defaultdict(set)

    def _ahead(self, offset: int, now: datetime) -> list[datetime]:
        dues = (reminder_due(self.starts, timedelta(minutes=offset), zone) for zone in (HOME_ZONE, MOSCOW))
        return [due for due in dues if due is not None and due > now]

    def planned(self, now: datetime, *, moved: bool) -> None:
        """Somebody planned: what is ahead is asked about again, what is due and was not asked about stays due."""
        for offset in OFFSETS:
            due, ahead = self.next.pop(offset, None), self._ahead(offset, now)
            if moved:
                due = None
            moments = [*([due] if due is not None else []), *ahead]
            if moments:
                self.next[offset] = min(moments)

    def looked(self, now: datetime) -> None:
        """Somebody looked: each who goes is owed the reminder whose time it is."""
        if not any(due <= now for due in self.next.values()):
            return
        for person in self.going:
            offset = self._due(person, now)
            if offset in self.next:
                self.promised[person].add((offset, self.starts))
        for offset in list(self.next):
            ahead = self._ahead(offset, now)
            if ahead:
                self.next[offset] = min(ahead)
            else:
                del self.next[offset]

    def _due(self, person: int, now: datetime) -> int:
        zone = self.zones[person]
        times = reminder_times(self.starts, [timedelta(minutes=each) for each in OFFSETS], zone)
        due = (time for time in times if time.due <= now < time.useful_until and later(now, zone) < time.useful_until)
        return next((int(time.offset.total_seconds()) // 60 for time in due), 0)


async def _promised(database: Database) -> dict[int, list[tuple[int, datetime]]]:
    """(offset, start) of every reminder each person was ever promised, withdrawn ones among them."""
    found: defaultdict[int, list[tuple[int, datetime]]] = defaultdict(list)
    async with database.reading() as session:
        for row in await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)):
            _, _, _, offset, version, person = row.key.split(":")[:6]
            one = (int(offset), datetime.fromtimestamp(int(version), UTC))
            assert row.status is OutboxStatus.WITHDRAWN or one not in found[int(person)]
            found[int(person)].append(one)
            zone = MOSCOW if int(person) == PEOPLE else HOME_ZONE
            assert not is_quiet(row.not_before, zone)
            assert row.expires_at is not None
            assert row.not_before < row.expires_at <= found[int(person)][-1][1]
    return found


async def _act(database: Database, model: Model, event_id: int, dice: random.Random, now: datetime) -> None:
    """Something happens: the event moves, somebody leaves or comes back, the sender has been here, the clock jumps."""
    act = dice.choice(["move", "leave", "join", "send", "again"])
    person = dice.randint(1, PEOPLE)
    async with database.transaction() as session:
        event = await session.get_one(Event, event_id)
        if act == "move" and now < model.starts:
            before = model.starts
            model.starts = event.starts_at = START + timedelta(hours=dice.randint(-30, 60))
            event.ends_at = model.starts + timedelta(days=1)
            await _plan(session, event, now=now)
            model.planned(now, moved=model.starts != before)
        elif act in {"leave", "join"}:
            status = RegistrationStatus.GOING if act == "join" else RegistrationStatus.DECLINED
            (model.going.add if act == "join" else model.going.discard)(person)
            chosen = update(EventRegistration).where(EventRegistration.person_id == person)
            await session.execute(chosen.values(status=status))
        elif act == "send":
            pending = update(OutboxMessage).where(OutboxMessage.status == OutboxStatus.PENDING)
            await session.execute(pending.values(status=OutboxStatus.SENT))
        elif act == "again":
            # A replica that was slow says what has been said already.
            await _plan(session, event, now=now)
            model.planned(now, moved=False)


@pytest.mark.parametrize("seed", range(2))
async def test_everybody_gets_what_the_model_says_and_nothing_twice(database: Database, seed: int) -> None:
    dice, model = random.Random(seed), Model()
    async with database.transaction() as session:
        event = await _event(session)
        event.reminder_offsets = OFFSETS
        for number in range(1, PEOPLE + 1):
            await _going(session, event, number, zone=model.zones[number])
        await _plan(session, event)
        model.planned(NOW, moved=True)
        event_id = event.id
    now = START - timedelta(days=9)
    while now < START + timedelta(days=3):
        if dice.random() < 0.08:
            await _act(database, model, event_id, dice, now)
        if dice.random() < 0.05:
            now -= STEP * dice.randint(1, 10)  # the clock is set back
        elif dice.random() < 0.05:
            now += STEP * dice.randint(1, 40)  # the process was down
        await _tick(database, now)
        model.looked(now)
        now += STEP * (1 if abs(now - START) < timedelta(days=2) else 6)
    promised = await _promised(database)
    assert sum(map(len, promised.values())) > PEOPLE
    for person in range(1, PEOPLE + 1):
        assert set(promised[person]) == model.promised[person]
