"""A post office: a sandbox whose people have started the bot, a database, and senders between them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from sqlalchemy import func, select

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.models import OutboxMessage, Person
from bot.delivery.budget import Budget
from bot.delivery.chats import PRIVATE_PAUSE, Chats
from bot.delivery.claims import Claims
from bot.delivery.sender import Sender
from bot.domain.enums import OutboxStatus, Priority
from bot.metrics import Metrics
from bot.sandbox import RunningServer, Sandbox, SandboxClient, serve
from bot.services import outbox
from bot.services.outbox import Notice
from bot.telegram_session import TelegramSession
from bot.texts import Texts

TOKEN = "42:delivery"
TEMPLATE = "help"
OPEN = (OutboxStatus.PENDING, OutboxStatus.SENDING)


def bot_for(url: str) -> Bot:
    """A Bot API client of the sandbox at this address."""
    session = TelegramSession(api=TelegramAPIServer.from_base(url))
    return Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))


class Call(NamedTuple):
    """A call the bot made: when (seconds since 1970), to whom, with what, and what was wrong with it."""

    at: float
    chat_id: int
    params: dict[str, Any]
    error: str | None


@dataclass
class PostOffice:
    """The sandbox, the database and what happens between them."""

    server: RunningServer
    client: SandboxClient
    database: Database
    clock: Clock
    bot: Bot
    texts: Texts = field(default_factory=Texts.load)

    @property
    def sandbox(self) -> Sandbox:
        """The stand-in for Telegram."""
        return self.server.sandbox

    async def people(self, count: int, **columns: Any) -> list[Person]:
        """People with a phone who have started the bot."""
        world = self.sandbox.world
        made = []
        for number in range(count):
            someone = world.add_person(first_name=f"P{number}")
            world.private_chat(someone)
            someone.started = True
            made.append(Person(telegram_id=someone.id, language="ru", created_at=self.clock.now(), **columns))
        async with self.database.transaction() as session:
            session.add_all(made)
        return made

    async def promise(self, people: Iterable[Person], *, key: str = "hello", **options: Any) -> None:
        """One message to each; ``options`` are those of a Notice."""
        options.setdefault("priority", Priority.DECISION)
        async with self.database.transaction() as session:
            notices = [(person, Notice(key=f"{key}:{person.id}", template=TEMPLATE, **options)) for person in people]
            await outbox.promise(session, notices, now=self.clock.now())

    def idle_budget(self) -> Budget:
        """A budget nobody else uses."""
        return Budget(1000, self.clock.wall, self.clock.steady)

    def claims(
        self, worker: str, *, clock: Clock | None = None, lease: float = 30.0, private_pause: float = PRIVATE_PAUSE
    ) -> Claims:
        """The claims of a sender that has the rate for itself."""
        clock = clock or self.clock
        budget = Budget(1000, clock.wall, clock.steady)
        chats = Chats(clock.steady, private_pause=private_pause, shares=not self.database.is_sqlite)
        return Claims(self.database, clock, budget, chats, Metrics(), worker=worker, lease=lease)

    @asynccontextmanager
    async def sender(self, **options: Any) -> AsyncIterator[Sender]:
        """A running sender; at the end it is stopped cleanly."""
        options.setdefault("rate", 10_000)
        options.setdefault("keyboards", {})
        sender = Sender(bot=self.bot, database=self.database, texts=self.texts, clock=self.clock, **options)
        task = asyncio.create_task(sender.run())
        try:
            yield sender
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def rows(self) -> list[OutboxMessage]:
        """The outbox, in order of the ids."""
        async with self.database.reading() as session:
            return list((await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all())

    async def row(self) -> OutboxMessage:
        """The only row of the outbox."""
        (row,) = await self.rows()
        return row

    async def settled(self, *, timeout: float = 60.0) -> list[OutboxMessage]:
        """The outbox once nothing is on its way any more."""
        async with asyncio.timeout(timeout):
            while await self.open_ones():  # noqa: ASYNC110 - rows tell nobody when they change
                await asyncio.sleep(0.03)
        return await self.rows()

    async def open_ones(self) -> int:
        """How many messages are on their way."""
        async with self.database.reading() as session:
            counted = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.status.in_(OPEN))
            return await session.scalar(counted) or 0

    def calls(self, method: str = "sendMessage") -> list[Call]:
        """The Bot API calls of a method, oldest first."""
        log = self.sandbox.world.calls
        found = [call for call in log if call.method.lower() == method.lower()]
        return [Call(call.at, int(call.chat_id), call.params, call.error) for call in found]


@pytest.fixture
async def post(database: Database) -> AsyncIterator[PostOffice]:
    """A post office of each engine. Flood limits are off."""
    server = await serve(Sandbox(token=TOKEN))
    bot = bot_for(server.url)
    async with SandboxClient(server.url) as client:
        await client.no_limits()
        yield PostOffice(server, client, database, Clock(lambda: server.sandbox.offset), bot)
    await bot.session.close()
    await server.stop()
