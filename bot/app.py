"""The assembler: settings → engine, Bot, Dispatcher, intake, delivery, scheduler, one HTTP server."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiohttp import web
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import health, worker
from bot.clock import Clock
from bot.config import Settings
from bot.db import locks, migrations
from bot.db.engine import Database
from bot.db.models import Person
from bot.db.queries import outbox as outbox_queries
from bot.db.queries import seasons as season_queries
from bot.delivery.agenda_cards import AgendaCards
from bot.delivery.progress import ProgressCards
from bot.delivery.sender import Sender
from bot.delivery.team_groups import TeamGroups
from bot.handlers import agenda as agenda_screens
from bot.handlers import dispatcher
from bot.handlers.commands import publish_commands
from bot.handlers.notices import KEYBOARDS
from bot.handlers.office import broadcast_screens
from bot.handlers.screens import sent_to_stay
from bot.intake import replies, webhook
from bot.intake.edge import Edge
from bot.intake.intake import Intake
from bot.intake.polling import poll
from bot.intake.replies import ReplySender
from bot.intake.reply_files import ReplyFiles
from bot.intake.sharing import Sharing
from bot.metrics import Metrics
from bot.scheduler import importing
from bot.scheduler.ticker import Ticker
from bot.services import office, outbox, seasons
from bot.telegram_session import TelegramSession
from bot.texts import Texts

log = structlog.get_logger(__name__)

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member", "chat_join_request"]


@dataclass
class App:
    """A whole bot: ``start`` it, ``stop`` it. Tests run it in their own process against the sandbox."""

    settings: Settings
    clock: Clock
    database: Database
    bot: Bot
    texts: Texts
    sender: Sender
    cards: ProgressCards
    agenda_cards: AgendaCards
    team_groups: TeamGroups
    intake: Intake
    ticker: Ticker
    web_app: web.Application
    owns_database: bool = True
    failed: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: list[asyncio.Task[Any]] = field(default_factory=list)
    _runner: web.AppRunner | None = None

    @property
    def busy(self) -> bool:
        """Whether anything people may wait for is under way."""
        return self.intake.busy or self.sender.busy

    async def start(self, *, ticking: bool = True) -> None:
        """Migrate, take up what a previous run left, begin to listen and to send."""
        replies.prepare()
        await migrations.upgrade(self.database)
        await self._load_season()
        async with self.database.transaction() as session:
            await locks.wait_for(session, "start")
            await office.appoint_from_settings(session, self.settings.office_ids, now=self.clock.now())
        await self.intake.recover()
        if self.settings.replicated:
            self._run_for_ever(self.intake.watch_over_others(), "intake")
        self._run_for_ever(self.sender.run(), "sender")
        if ticking:
            self.ticker.start()
            self._run_for_ever(self.cards.run(), "cards")
            self._run_for_ever(self.agenda_cards.run(), "agenda-cards")
            self._run_for_ever(self.team_groups.run(), "team-groups")
        await self._listen()
        if ticking:
            await publish_commands(self.bot, self.texts)
        log.info("bot.ready", mode="webhook" if self.settings.webhook_url else "polling")

    async def _load_season(self) -> None:
        """Load the season of the settings into a database that has none."""
        async with self.database.transaction() as session:
            await locks.wait_for(session, "start")
            if await season_queries.newest(session) is None:
                await seasons.load(session, seasons.read_file(self.settings.season_file), now=self.clock.now())

    async def _listen(self) -> None:
        await self._serve()
        await self.bot.me()  # asked once and kept: links to the bot are made inside transactions
        if self.settings.webhook_url and self.settings.webhook_secret:
            await self.bot.set_webhook(
                self.settings.webhook_url + webhook.PATH,
                secret_token=self.settings.webhook_secret.get_secret_value(),
                allowed_updates=ALLOWED_UPDATES,
            )
            return
        await self.bot.delete_webhook(drop_pending_updates=False)
        self._run_for_ever(poll(self.bot, self.intake, allowed_updates=ALLOWED_UPDATES), "polling")

    def _run_for_ever(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Run a part of the bot; if it ends, the whole bot has failed and must be started anew."""

        def ended(task: asyncio.Task[None]) -> None:
            if not task.cancelled():
                log.error("part.ended", part=name, exc_info=task.exception())
                self.failed.set()

        task = asyncio.create_task(work, name=name)
        task.add_done_callback(ended)
        self._tasks.append(task)

    async def _serve(self) -> None:
        self._runner = web.AppRunner(self.web_app, access_log=None, shutdown_timeout=2.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.settings.http_host, self.settings.http_port).start()

    async def stop(self) -> None:
        """Stop listening, finish what is under way, close everything."""
        self.ticker.stop()
        polling = [task for task in self._tasks if task.get_name() == "polling"]
        for task in polling:
            task.cancel()
        # Waited for here: cancelled a second time, below, it would leave its connection behind.
        await asyncio.gather(*polling, return_exceptions=True)
        if self.settings.webhook_url and self._runner is not None:
            # No more updates by the webhook. (With polling the server may be the sandbox's: replies still need it.)
            await self._runner.cleanup()
        await self.intake.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()
        await self.bot.session.close()
        worker.close()
        if self.owns_database:
            await self.database.dispose()


def build(settings: Settings, *, clock: Clock | None = None, database: Database | None = None) -> App:
    """Put the parts together; nothing is started and nothing is connected yet.

    A ``database`` that is handed in stays open when the bot stops: whoever opened it closes it.
    """
    if settings.bot_token is None:
        raise ValueError("BOT_TOKEN is not set")
    clock = clock or Clock(lambda: settings.shift)
    owned = database is None
    database = database or Database(settings.database_url)
    texts = Texts.load()
    bot = _bot(settings)
    metrics = Metrics()
    sender = Sender(
        bot=bot,
        database=database,
        texts=texts,
        clock=clock,
        rate=settings.send_rate,
        keyboards=KEYBOARDS,
        metrics=metrics,
        lease=settings.lease_seconds,
    )
    database.on_commit.append(_waker(sender))
    edge = Edge(
        bot=bot,
        dispatcher=dispatcher(),
        database=database,
        texts=texts,
        clock=clock,
        extras={"settings": settings},
    )

    async def unreachable(chat_id: int) -> None:
        async with database.transaction() as session:
            await session.execute(
                update(Person).where(Person.telegram_id == chat_id).values(unreachable_since=clock.now())
            )

    agenda_cards = AgendaCards(
        bot=bot,
        database=database,
        texts=texts,
        clock=clock,
        budget=sender.budget,
        render=agenda_screens.render,
        is_card=sent_to_stay,
    )
    reply_sender = ReplySender(
        ReplyFiles(database, texts, clock),
        bot,
        unreachable,
        sent=agenda_cards.sent,
        budget=sender.budget,
        chats=sender.chats,
        metrics=metrics,
    )
    intake = Intake(
        database=database,
        edge=edge,
        sender=reply_sender,
        clock=clock,
        metrics=metrics,
        sharing=Sharing(database, clock, lease=settings.lease_seconds) if settings.replicated else None,
    )
    web_app = web.Application(client_max_size=2 * 1024 * 1024)
    metrics.queue.labels("intake").set_function(lambda: intake.backlog)
    metrics.queue.labels("sender").set_function(lambda: sender.waiting)
    health.add_routes(web_app, database=database, clock=clock, metrics=metrics)
    if settings.webhook_url and settings.webhook_secret:
        webhook.add_route(web_app, intake, settings.webhook_secret.get_secret_value())
    return App(
        settings=settings,
        clock=clock,
        database=database,
        bot=bot,
        texts=texts,
        sender=sender,
        cards=ProgressCards(
            bot=bot,
            database=database,
            texts=texts,
            clock=clock,
            budget=sender.budget,
            render=broadcast_screens.card,
        ),
        agenda_cards=agenda_cards,
        team_groups=TeamGroups(
            bot=bot, database=database, texts=texts, clock=clock, budget=sender.budget, chats=sender.chats
        ),
        intake=intake,
        ticker=Ticker(database, clock, {"imports": (partial(importing.work_on_files, _downloader(bot)), 1.0)}),
        web_app=web_app,
        owns_database=owned,
    )


def _bot(settings: Settings) -> Bot:
    if settings.bot_token is None:
        raise ValueError("BOT_TOKEN is not set")
    session = TelegramSession(api=TelegramAPIServer.from_base(settings.bot_api_url))
    properties = DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True)
    return Bot(settings.bot_token.get_secret_value(), session=session, default=properties)


def _downloader(bot: Bot) -> importing.Download:
    async def download(file_id: str) -> bytes | None:
        try:
            content = await bot.download(file_id, timeout=60)
        except TelegramBadRequest:
            return None
        return content.read() if content is not None else None

    return download


def _waker(sender: Sender) -> Callable[[AsyncSession], None]:
    def wake(session: AsyncSession) -> None:
        if session.info.pop(outbox.ADDED, False):
            sender.wake()
        if session.info.pop(outbox_queries.RECALLED, False):
            sender.recall()

    return wake
