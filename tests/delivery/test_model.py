"""Whatever happens in whatever order, everybody gets what a plain model says: no more and no less.

Events move, people opt out and come back, the programme's clock jumps both ways, the machine's is set back, senders die with messages in their hands, some of
which have left. The model keeps promises in a list and decides with three comparisons.
"""

import asyncio
import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from bot.db.models import OutboxMessage, Person
from bot.db.queries.outbox import OUTCOME_UNKNOWN, WITHDRAWN_LATE
from bot.delivery.claims import Claims
from bot.delivery.outcome import ATTEMPTS
from bot.domain.enums import OutboxStatus, Priority
from bot.services import outbox
from bot.services.outbox import Notice
from tests.clocks import SetBackClock
from tests.delivery.conftest import PostOffice

PEOPLE, EVENTS = 3, 2
TEMPLATE = "broadcast-finished"  # a text with a number in it, by which a message is known again
_HOUR = timedelta(hours=1)
_PATIENCE = 60.0

_people, _events = st.integers(0, PEOPLE - 1), st.integers(0, EVENTS - 1)
_acts = st.one_of(
    st.tuples(st.just("promise"), _people, _events, st.sampled_from([0, 2]), st.sampled_from([None, 3])),
    st.tuples(st.just("move"), _events),
    st.tuples(st.just("cancel"), _events),
    st.tuples(st.just("stop"), _people),
    st.tuples(st.just("come back"), _people),
    st.tuples(st.just("clock"), st.sampled_from([-2, 1, 5])),
    st.tuples(st.just("set back")),
    st.tuples(st.just("crash"), st.integers(0, 3), st.booleans()),
    st.tuples(st.just("send")),
)


@dataclass
class Promise:
    """What somebody is to be told: ``left`` times it has left, ``open`` while it may leave still.

    What is to leave ``at_once`` does so whatever the clock says by then.
    """

    number: int
    person: int
    event: int
    not_before: datetime
    expires_at: datetime | None
    at_once: bool
    open: bool = True
    left: int = 0
    crashes: int = 0


@dataclass
class Model:
    """Who must have received what."""

    promises: list[Promise] = field(default_factory=list)
    stopped: set[int] = field(default_factory=set)

    def withdraw(self, event: int) -> None:
        """Nothing more is said about the event."""
        for promise in self.promises:
            promise.open = promise.open and promise.event != event

    def take(self, now: datetime) -> list[Promise]:
        """What is to leave now, in the order of the outbox; what has become pointless is closed."""
        for promise in self.promises:
            if promise.open and promise.at_once:
                promise.not_before = min(promise.not_before, now)
        due = [promise for promise in self.promises if promise.open and promise.not_before <= now]
        for promise in due:
            late = promise.expires_at is not None and promise.expires_at < now
            promise.open = not late and promise.person not in self.stopped
        return sorted((promise for promise in due if promise.open), key=lambda each: (each.not_before, each.number))


@dataclass
class World:
    """The bot beside its model."""

    post: PostOffice
    people: list[Person]
    model: Model = field(default_factory=Model)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def now(self) -> datetime:
        """The programme's time."""
        return self.post.clock.now()

    async def act(self, name: str, *args: int) -> None:
        """Do one thing to both."""
        await getattr(self, "_" + name.replace(" ", "_"))(*args)

    async def _promise(self, person: int, event: int, after: int, useful: int | None) -> None:
        promise = Promise(
            number=next(self.numbers),
            person=person,
            event=event,
            not_before=self.now + after * _HOUR,
            expires_at=self.now + useful * _HOUR if useful is not None else None,
            at_once=after == 0,
        )
        self.model.promises.append(promise)
        notice = Notice(
            key=f"{promise.number}",
            template=TEMPLATE,
            args={"broadcast": promise.number, "sent": 1, "recipients": 1},
            priority=Priority.REMINDER,
            subject=f"event:{event}",
            not_before=promise.not_before if after else None,
            expires_at=promise.expires_at,
        )
        async with self.post.database.transaction() as session:
            await outbox.promise(session, [(self.people[person], notice)], now=self.now)

    async def _cancel(self, event: int) -> None:
        self.model.withdraw(event)
        async with self.post.database.transaction() as session:
            await outbox.withdraw(session, subject=f"event:{event}", now=self.now)

    async def _move(self, event: int) -> None:
        await self._cancel(event)
        for person in range(PEOPLE):
            await self._promise(person, event, 0, None)

    async def _stop(self, person: int) -> None:
        self.model.stopped.add(person)
        await self._mark(person, self.now)

    async def _come_back(self, person: int) -> None:
        self.model.stopped.discard(person)
        await self._mark(person, None)

    async def _mark(self, person: int, moment: datetime | None) -> None:
        async with self.post.database.transaction() as session:
            await session.execute(update(Person).where(Person.id == self.people[person].id).values(stopped_at=moment))

    async def _clock(self, hours: int) -> None:
        self.post.sandbox.world.clock.shift(hours * 3600)

    async def _set_back(self) -> None:
        assert isinstance(self.post.clock, SetBackClock)
        self.post.clock.set_back(3600)

    def _claims(self, worker: str, lease: float) -> Claims:
        return self.post.claims(worker, lease=lease, private_pause=0.0)

    async def _crash(self, left: int, set_back: bool) -> None:
        """A sender takes what is due, lets a few go, and is no more; its lease runs out at once, or the clock is set back
        while it lasts."""
        claims = self._claims("dead", 0)
        await claims.mend()
        taken = (await claims.claim(backlog=0, held=0)).messages
        due = self.model.take(self.now)
        for promise in due:
            promise.crashes += 1
            # Every crash counts as a try but the first, which nobody has noticed yet.
            promise.open = promise.crashes < ATTEMPTS
        assert [int(message.key) for message in taken] == [promise.number for promise in due if promise.open]
        for message, promise in list(zip(taken, due, strict=False))[:left]:
            await self.post.bot.send_message(message.chat_id, _text(promise.number))
            promise.left += 1
        if set_back:
            await self._set_back()

    async def _send(self) -> None:
        """A living sender does what there is to do."""
        for promise in self.model.take(self.now):
            promise.open = False
            promise.left += promise.crashes < ATTEMPTS - 1 or promise.crashes == 0
        # Leases of the dead last for no time: the time they would be watched for is over.
        await self._claims("watch", 0).mend()
        claims = self._claims("watch", 30)
        async with self.post.sender(rate=100_000, private_pause=0.0) as sender, asyncio.timeout(_PATIENCE):
            sender.wake()
            while sender.busy or await claims.anything_due():  # noqa: ASYNC110 - rows tell nobody when they change
                await asyncio.sleep(0.005)

    async def compare(self) -> None:
        """Everybody has got what the model says, and the ledger names what may have come twice."""
        rows = {int(row.key): row for row in await self.post.rows()}
        for promise in self.model.promises:
            row = rows[promise.number]
            assert self._heard(promise) == promise.left
            assert (row.status in (OutboxStatus.PENDING, OutboxStatus.SENDING)) == promise.open
            # Taken back while it was in the hands of one that died: it may have left, and the ledger says so too.
            assert promise.left <= 1 or row.error in (OUTCOME_UNKNOWN, WITHDRAWN_LATE)

    def _heard(self, promise: Promise) -> int:
        account = self.people[promise.person].telegram_id
        assert account is not None
        texts = Counter(message.text for message in self.post.sandbox.world.chats[account].messages.values())
        return sum(count for text, count in texts.items() if text is not None and _text(promise.number) in text)


def _text(number: int) -> str:
    return f"№ {number} завершена"


@settings(
    max_examples=20,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(_acts, min_size=4, max_size=14))
async def test_everybody_gets_what_a_plain_model_says(
    post: PostOffice, acts: list[tuple[str, *tuple[int, ...]]]
) -> None:
    async with post.database.transaction() as session:
        await session.execute(delete(OutboxMessage))
    post.clock = SetBackClock(lambda: post.sandbox.offset)
    world = World(post, await post.people(PEOPLE))
    for act in (*acts, ("send",)):
        await world.act(*act)
    await world.compare()
