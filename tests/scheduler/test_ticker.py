"""The ticker: it goes on looking when somebody sets the machine's clock back."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import QueuePool

from bot.clock import Clock
from bot.db.engine import Database
from bot.scheduler import ticker as module
from bot.scheduler.ticker import Ticker
from tests.clocks import SetBackClock


async def test_jobs_do_not_wait_for_the_moment_that_the_clock_was_set_back_from(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "JOBS", {})
    monkeypatch.setattr(module, "LONG_JOBS", {})
    clock, pool = SetBackClock(), database.engine.pool
    assert isinstance(pool, QueuePool)
    looked = asyncio.Event()

    async def look(_database: Database, _clock: Clock) -> None:
        looked.set()

    ticker = Ticker(database, clock, {"look": (look, 3000.0)})
    ticker.start()
    try:
        async with asyncio.timeout(60):
            await looked.wait()
            looked.clear()
            # What the machine's clock being set back looks like to the scheduler, which reads it for itself.
            (job,) = ticker._scheduler.get_jobs()
            job.modify(next_run_time=datetime.now(UTC) + timedelta(hours=1))
            clock.set_back(3600)
            await looked.wait()
            while pool.checkedout():  # noqa: ASYNC110 - a pool tells nobody
                await asyncio.sleep(0.01)
        # And then at its pace again.
        assert job.next_run_time <= datetime.now(UTC) + timedelta(seconds=3000)
    finally:
        ticker.stop()
