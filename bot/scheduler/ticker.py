"""The ticker: thin jobs, each a transaction around one service.

Every replica has a ticker. A job that another replica is running at this moment is passed over; what it has left undone
is due at the next look as well.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, Setback
from bot.db import locks
from bot.db.engine import Database
from bot.scheduler import forming
from bot.services import (
    account_links,
    broadcast_launch,
    consents,
    events,
    file_imports,
    mentors,
    privacy,
    ranking,
    releases,
    reminders,
    retention,
    review_rounds,
    seats,
    substitutes,
    team_groups,
)

log = structlog.get_logger(__name__)

Job = Callable[..., Awaitable[object]]

JOBS: dict[str, tuple[Job, float]] = {
    "account-links": (account_links.forget_lists, 600.0),
    "broadcasts": (broadcast_launch.start_due, 2.0),
    "consents": (consents.ask_anew, 60.0),
    "document-deadlines": (reminders.follow_deadlines, 60.0),
    "event-places": (events.fill_places, 60.0),
    "file-imports": (file_imports.forget_waiting, 600.0),
    "handled-updates": (retention.forget_updates, 3600.0),
    "finished-messages": (retention.empty_messages, 3600.0),
    "mentor-offers": (mentors.expire_offers, 30.0),
    "personal-exports": (privacy.forget_exports, 600.0),
    "ranking": (ranking.refresh_stale, 15.0),
    "releases": (releases.tick, 10.0),
    "reminder-zones": (reminders.follow_zones, 60.0),
    "reminders": (reminders.tick, 10.0),
    "reviews": (review_rounds.tend, 60.0),
    "seats": (seats.tick, 30.0),
    "team-groups": (team_groups.follow_merges, 30.0),
    "substitutes": (substitutes.tick, 60.0),
}
"""name → (service(session, *, now), seconds between looks)."""

LongJob = Callable[[Database, Clock], Awaitable[object]]

LONG_JOBS: dict[str, tuple[LongJob, float]] = {"form-teams": (forming.form_requested, 1.0)}
"""name → (job(database, clock), seconds between looks): they work for long between short transactions of their own."""


_CLOCK_PAUSE = 1.0
"""Seconds between looks whether the machine's clock was set back."""


class Ticker:
    """Runs every job at its pace; ``tick`` runs all of them once, which is all a test or a time machine needs."""

    def __init__(
        self, database: Database, clock: Clock, more: Mapping[str, tuple[LongJob, float]] | None = None
    ) -> None:
        """``more``: long jobs that need what only the assembler has."""
        self._database = database
        self._clock = clock
        self._clock_watch: asyncio.Task[None] | None = None
        self._long_jobs = {**LONG_JOBS, **(more or {})}
        # A memory store shared with nobody: what is due is decided by rows, so nothing is lost with it.
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def start(self) -> None:
        """Begin to look."""
        paces = {name: seconds for name, (_, seconds) in (*JOBS.items(), *self._long_jobs.items())}
        for name, seconds in paces.items():
            self._scheduler.add_job(self.run_job, "interval", args=[name], seconds=seconds, id=name)
            # And once now: what became due while the bot was down does not wait for the first interval to pass.
            self._scheduler.add_job(self.run_job, args=[name], id=f"{name}-first")
        self._scheduler.start()
        self._clock_watch = asyncio.create_task(self._watch_the_clock(), name="ticker-clock")

    async def _watch_the_clock(self) -> None:
        """The scheduler keeps moments of the machine's clock: set back by an hour, it would run nothing for an hour."""
        setback = Setback(self._clock)
        while True:
            await asyncio.sleep(_CLOCK_PAUSE)
            if setback.noticed():
                log.warning("ticker.clock_set_back")
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=datetime.fromtimestamp(self._clock.wall(), UTC))

    def stop(self) -> None:
        """Look no more."""
        if self._clock_watch is not None:
            self._clock_watch.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Run every job once, in the order in which they are named."""
        for name in (*JOBS, *self._long_jobs):
            await self.run_job(name)

    async def run_job(self, name: str) -> None:
        """Run one job, a short one in a transaction of its own."""
        try:
            if name in self._long_jobs:
                # Held by a transaction that does nothing else: the job has short ones of its own.
                async with self._database.reading() as session:
                    if await locks.take(session, f"job:{name}"):
                        await self._long_jobs[name][0](self._database, self._clock)
                return
            job, _ = JOBS[name]
            async with self._database.transaction() as session:
                if await locks.take(session, f"job:{name}"):
                    await _call(job, session, self._clock.now())
        except Exception:
            # The next look tries again; the rows that are due are still there.
            log.exception("job.failed", job=name)


async def _call(job: Job, session: AsyncSession, now: datetime) -> None:
    await job(session, now=now)
