"""Every list, card and ranking of the selection with 5,000 applications beside the same with 50, on both engines.

    python -m bench.selection            50 and 5,000 applications, SQLite and, where it answers, PostgreSQL
    python -m bench.selection --quick    50 and 1,000 applications

Screens are opened as people open them: a tap goes through the dispatcher inside one transaction and its answer is
written out. Both sizes take turns, so that what else the machine does falls on both; the median of each is compared.
PostgreSQL is looked for at BENCH_POSTGRES (default the local server).
"""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters.callback_data import CallbackData
from aiogram.types import Update
from sqlalchemy import select, text

from bench.figures import Figure, show
from bench.selection_year import APPLICANT, BOSS, NOW, fill
from bench.stage import TOKEN, stage
from bot.config import Settings
from bot.db import migrations
from bot.db.engine import Database
from bot.db.models import Application, DuplicatePair, Person, Review, ReviewRound
from bot.domain.enums import ApplicationStatus, ReviewState
from bot.handlers import dispatcher
from bot.handlers.callbacks import Open
from bot.handlers.office.duplicates import PairAct, Pairs
from bot.handlers.office.funnels import FunnelBy, LinkList
from bot.handlers.office.person_callbacks import PersonCard
from bot.handlers.office.seat_callbacks import SeatList, SeatsOf, WhyAct
from bot.handlers.office.selection_callbacks import CardAct, LineAct, RankedApp, RankingAct, RankingPage, RoundAct
from bot.handlers.office.selection_screens import Places, Queue, StagedAct
from bot.handlers.review_screens import ReviewAct, ReviewList
from bot.intake import replies
from bot.services.funnels import Cut
from bot.telegram_session import TelegramSession
from bot.texts import Texts

POSTGRES = os.environ.get("BENCH_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
SMALL, LARGE, QUICK = 50, 5000, 1000
TWICE = 2.0
_OF_EVERYBODY = ("what is staged", "line")
"""Previews of an act upon all of them: they read everything they are about, and are only shown."""
_ROUNDS, _QUICK_ROUNDS = 15, 5

Tap = tuple[int, str]
"""Who (a Telegram account) does what: a button's data, or a message."""


class House:
    """A database with a selection in it, and people who tap."""

    def __init__(self, database: Database, call: int, bot: Bot) -> None:
        self._database, self._call, self._bot = database, call, bot
        self._texts, self._settings = Texts.load(), Settings(_env_file=None)
        self._updates = 0

    async def take(self, tap: Tap) -> float:
        """Seconds from the tap to the answer. Raises RuntimeError where there is none."""
        self._updates += 1
        update = Update.model_validate(_payload(self._updates, *tap), context={"bot": self._bot})
        began = time.perf_counter()
        async with self._database.transaction() as session:
            result = await dispatcher().feed_update(
                self._bot,
                update,
                session=session,
                now=NOW + timedelta(hours=2),
                texts=self._texts,
                settings=self._settings,
            )
            found = [replies.dump(each) for each in replies.collect(result, update)]
        took = time.perf_counter() - began
        if not any(each["params"].get("text") for each in found):
            raise RuntimeError(f"no answer to {tap}: {found}")
        return took

    async def screens(self) -> dict[str, Tap]:
        """What there is to open, by name; the same names whatever the size."""
        call = self._call
        async with self._database.reading() as session:
            middle = await _middle(session, Application.id)
            reserve = await _middle(session, Application.id, Application.status == ApplicationStatus.RESERVE)
            pair = await _middle(session, DuplicatePair.id)
            waiting = select(Application.id).where(Application.status == ApplicationStatus.SUBMITTED)
            owed = (Review.state == ReviewState.ASSIGNED, Review.application_id.in_(waiting))
            review = await session.get_one(Review, await _middle(session, Review.id, *owed))
            reviewer = (await session.get_one(Person, review.reviewer_id)).telegram_id or 0
            this = (await session.scalars(select(ReviewRound.id))).one()
            person = (await session.get_one(Application, middle)).person_id
            waits = await session.get_one(Person, (await session.get_one(Application, reserve)).person_id)
            place = (await session.get_one(Person, person)).municipality_id or ""
        office: dict[str, CallbackData | str] = {
            "desk": Open(screen="office"),
            "calls": Open(screen="selection"),
            "queue": Queue(call=call),
            "queue, a later page": Queue(call=call, page=4),
            **{f"queue, {each.value}": Queue(call=call, status=each.value) for each in _SHOWN},
            "queue, undecided": Queue(call=call, decided="n"),
            "queue, staged": Queue(call=call, decided="y"),
            "queue, no consent": Queue(call=call, bare=True),
            "queue, one municipality": Queue(call=call, place=place),
            "municipalities": Places(call=call),
            "card": CardAct(app=middle),
            "card, next": CardAct(app=middle, act="next"),
            "what is staged": StagedAct(call=call),
            "ranking": RankingPage(call=call),
            "ranking, a later page": RankingPage(call=call, page=3),
            "ranking, submitted": RankingPage(call=call, status="submitted"),
            "ranking, flips": RankingPage(call=call, only="f"),
            "ranking, unreviewed": RankingPage(call=call, only="u"),
            "ranking, one municipality": RankingPage(call=call, place=place),
            "ranking, municipalities": RankingAct(call=call, act="places"),
            "scores": RankedApp(app=middle),
            "line": LineAct(call=call, count=20),
            "review desk": RoundAct(call=call),
            "reviewers": RoundAct(call=call, act="people"),
            "places": SeatsOf(call=call),
            **{f"places, {each}": SeatList(call=call, what=each) for each in ("waiting", "reserve", "moves")},
            "why": WhyAct(app=reserve),
            "pairs": Pairs(),
            "pairs, settled": Pairs(settled=True),
            "pair": PairAct(pair=pair),
            "people": Open(screen="people"),
            "people, searched": "Онегина",
            "person": PersonCard(person=person),
            "log": Open(screen="audit"),
            "indicators and funnel": Open(screen="stats"),
            **{f"funnel by {cut.value}": FunnelBy(cut=cut) for cut in Cut},
            "links": LinkList(),
        }
        found = {name: (BOSS, _data(each)) for name, each in office.items()}
        found["own reviews"] = (reviewer, ReviewList(round=this).pack())
        found["review"] = (reviewer, ReviewAct(id=review.id).pack())
        found["next review"] = (reviewer, ReviewAct(id=review.id, act="next").pack())
        found["applicant's card"] = (APPLICANT, Open(screen="menu").pack())
        found["applicant on the reserve"] = (waits.telegram_id or 0, Open(screen="apply").pack())
        return found


_SHOWN = (
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.ACCEPTED,
    ApplicationStatus.RESERVE,
    ApplicationStatus.REJECTED,
    ApplicationStatus.WITHDRAWN,
)


async def _middle(session: Any, column: Any, *where: Any) -> int:
    found = list(await session.scalars(select(column).where(*where).order_by(column)))
    return int(found[len(found) // 2])


def _data(tap: CallbackData | str) -> str:
    return tap.pack() if isinstance(tap, CallbackData) else f"say {tap}"


def _payload(number: int, account: int, data: str) -> dict[str, Any]:
    user = {"id": account, "is_bot": False, "first_name": "Анна"}
    message = {"message_id": 1, "date": 0, "chat": {"id": account, "type": "private"}, "text": "…"}
    if data.startswith("say "):
        return {"update_id": number, "message": {**message, "from": user, "text": data.removeprefix("say ")}}
    query = {"id": "1", "from": user, "chat_instance": "1", "message": message, "data": data}
    return {"update_id": number, "callback_query": query}


@asynccontextmanager
async def _filled(url: str, applications: int, bot: Bot) -> AsyncIterator[House]:
    database = Database(url)
    try:
        await migrations.upgrade(database)
        async with database.transaction() as session:
            call = await fill(session, applications)
        async with database.engine.connect() as connection:
            # What a server does by itself after a while.
            connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))
        yield House(database, call, bot)
    finally:
        await database.dispose()


@asynccontextmanager
async def _on_postgres(name: str) -> AsyncIterator[str]:
    server = await asyncpg.connect(f"{POSTGRES}/postgres", timeout=3)
    await server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{POSTGRES.replace('postgresql://', 'postgresql+asyncpg://')}/{name}"
    finally:
        await server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        await server.close()


async def _compare(small: House, large: House, rounds: int) -> list[Figure]:
    few, many = await small.screens(), await large.screens()
    figures = []
    for name in few:
        took: tuple[list[float], list[float]] = ([], [])
        for turn in range(rounds + 1):
            for house, screens, times in ((small, few, took[0]), (large, many, took[1])):
                seconds = await house.take(screens[name])
                if turn:  # the first one compiles statements
                    times.append(seconds)
        one, other = (statistics.median(times) for times in took)
        target = None if name in _OF_EVERYBODY else TWICE
        figures.append(Figure(f"{name} ({one * 1000:.1f} → {other * 1000:.1f} ms)", other / one, "×", target, "less"))
    return figures


async def _measure(engine: str, size: int, rounds: int) -> bool:
    async with AsyncExitStack() as stack:
        houses = []
        address = (await stack.enter_async_context(stage())).address
        # Links to the bot need its name.
        session = TelegramSession(api=TelegramAPIServer.from_base(address))
        bot = await stack.enter_async_context(
            Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML")).context()
        )
        folder = Path(stack.enter_context(TemporaryDirectory()))
        for applications in (SMALL, size):
            url = f"sqlite+aiosqlite:///{folder / str(applications)}.sqlite3"
            if engine == "PostgreSQL":
                url = await stack.enter_async_context(_on_postgres(f"kadry_bench_{os.getpid()}_{applications}"))
            houses.append(await stack.enter_async_context(_filled(url, applications, bot)))
        figures = await _compare(houses[0], houses[1], rounds)
    return show(f"Selection, {size:,} applications beside {SMALL}, {engine}", figures)


def main(arguments: Sequence[str]) -> int:
    """Both engines; 1 when a screen takes more than twice as long."""
    quick = "--quick" in arguments
    size, rounds = (QUICK, _QUICK_ROUNDS) if quick else (LARGE, _ROUNDS)
    good = asyncio.run(_measure("SQLite", size, rounds))
    try:
        good &= asyncio.run(_measure("PostgreSQL", size, rounds))
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        print(f"\nno PostgreSQL at {POSTGRES.rpartition('@')[2]}: {type(error).__name__}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
