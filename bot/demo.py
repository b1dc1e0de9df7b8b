"""Demo mode: the bot on the sandbox in one process, with a season that starts around today and people in it."""

import asyncio
import contextlib
import socket
from datetime import timedelta
from pathlib import Path

import structlog
from pydantic import SecretStr
from sqlalchemy import func, select

from bot.app import App, build
from bot.clock import Clock
from bot.config import ROOT, Settings
from bot.db import migrations
from bot.db.models import AgendaCard, Broadcast, Event, IncomingUpdate, OutboxMessage, Person
from bot.domain import quiet
from bot.domain.enums import EventKind
from bot.sandbox import Sandbox, SandboxClient
from bot.services import demo, seasons
from bot.texts import Texts

log = structlog.get_logger(__name__)

TOKEN = "42:demo"  # noqa: S105 - the sandbox's own bot, known to nobody else
_FIRST_SCREENS = 5.0  # seconds
_STILL_MS = 400
DATABASE = Path("var") / "demo.sqlite3"
PEOPLE = ROOT / "seasons" / "demo-people.toml"


class Demo:
    """A bot and its sandbox. The demo has a database of its own and never opens that of a live bot."""

    def __init__(self, settings: Settings, *, keep: bool = False, database: Path = DATABASE) -> None:
        if not keep:
            for suffix in ("", "-wal", "-shm"):
                database.with_name(database.name + suffix).unlink(missing_ok=True)
        self.fresh = not database.exists()
        self.people = demo.read(PEOPLE)
        self.cast = demo.cast(self.people)
        port = settings.http_port if _is_free(settings.http_port) else 0
        port = port or _free_port()
        self.settings = settings.model_copy(
            update={
                "bot_token": SecretStr(TOKEN),
                "bot_api_url": f"http://127.0.0.1:{port}",
                "database_url": f"sqlite+aiosqlite:///{database}",
                "office_ids": tuple(phone.telegram_id for phone in self.cast.pinned if phone.office),
                "webhook_url": None,
                "webhook_secret": None,
                "http_host": "127.0.0.1",
                "http_port": port,
            }
        )
        self.sandbox = Sandbox(token=TOKEN)
        self._begin_by_day()
        self.app: App = build(self.settings, clock=Clock(lambda: self.sandbox.offset))
        self.sandbox.add_routes(self.app.web_app)
        self.sandbox.on_time_shift.append(self._time_moved)
        self._ticks: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.settings.http_port}/sandbox/"

    async def start(self) -> None:
        """Seed the database if it is new, put the phones on the page, start the bot."""
        await migrations.upgrade(self.app.database)
        if self.fresh:
            await self._seed()
        else:
            await self._number_on()
        await self._place_phones()
        await self._name_moments()
        await self.app.start()
        await self._open_first_screens()

    async def _seed(self) -> None:
        now = self.app.clock.now()
        data = seasons.read_file(self.settings.season_file)
        async with self.app.database.transaction() as session:
            await seasons.load(session, data, now=now, shift=seasons.demo_shift(data, now))
            await demo.seed(session, self.people, now=now)

    async def _number_on(self) -> None:
        # To the kept database the numbers of this sandbox would be those of the one before.
        async with self.app.database.reading() as session:
            update = await session.scalar(select(func.max(IncomingUpdate.update_id)))
            person = await session.scalar(select(func.max(Person.telegram_id)))
            messages = [
                await session.scalar(select(func.max(column)))
                for column in (AgendaCard.message_id, OutboxMessage.message_id, Broadcast.card_message_id)
            ]
        message = max(number or 0 for number in messages)
        self.sandbox.world.number_after(update=update or 0, message=message, person=person or 0)

    async def _place_phones(self) -> None:
        async with self.app.database.reading() as session:
            known = set((await session.scalars(select(Person.telegram_id))).all())
        for phone in (*self.cast.pinned, *self.cast.others):
            person = self.sandbox.world.add_person(
                first_name=phone.first_name,
                last_name=phone.last_name,
                phone=phone.phone,
                person_id=phone.telegram_id,
                label=phone.label,
                accent=phone.accent,
                pinned=phone.label is not None,
            )
            # Who is in the database has pressed «Start» once: the bot may write to them.
            person.started = phone.telegram_id in known
            if person.started:
                self.sandbox.world.private_chat(person)

    async def _name_moments(self) -> None:
        t = Texts.load().translator("ru")
        async with self.app.database.reading() as session:
            events = (await session.scalars(select(Event).where(Event.kind != EventKind.ORDINARY))).all()
        marks = [
            (t.plain("demo-day-before", event=t.plain(f"demo-event-{event.kind}")), event.starts_at - timedelta(days=1))
            for event in sorted(events, key=lambda event: event.starts_at)
        ]
        self.sandbox.world.clock.marks = marks

    def _begin_by_day(self) -> None:
        # At night nobody is written to unasked: whoever opens the demo then would wait for offers until the morning.
        now = self.sandbox.now()
        zone = seasons.read_file(self.settings.season_file)["zone"]
        self.sandbox.world.clock.shift((quiet.later(now, zone) - now).total_seconds())

    async def _open_first_screens(self) -> None:
        """Who has used the bot before finds their menu on the phone, the office its desk; newcomers see «Начать»."""
        async with SandboxClient(f"http://127.0.0.1:{self.settings.http_port}") as client:
            phones = {phone.id: phone for phone in await client.people()}
            used = [known for known in self.cast.pinned if known.known or known.office]
            for known in used:
                await phones[known.telegram_id].say("/office" if known.office else "/menu", settle=False)
            # A slow machine shows the screens a moment later: nothing is lost.
            await client.quiet(calm_ms=_STILL_MS, timeout=_FIRST_SCREENS)
            for known in used:
                await phones[known.telegram_id].read()

    def _time_moved(self) -> None:
        # Deadlines and reminders are looked at now, not at the next regular look: somebody is watching.
        task = asyncio.get_running_loop().create_task(self._look())
        self._ticks.add(task)
        task.add_done_callback(self._ticks.discard)

    async def _look(self) -> None:
        await self.app.ticker.tick()
        self.app.sender.wake()

    async def stop(self) -> None:
        """Stop the bot, then the sandbox."""
        for task in self._ticks:
            task.cancel()
        await self.sandbox.close()
        with contextlib.suppress(asyncio.CancelledError):
            await self.app.stop()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
