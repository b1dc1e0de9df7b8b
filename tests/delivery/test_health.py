"""``/healthz`` and ``/metrics``: what waits for too long, and what has been counted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot import health
from bot.db.engine import Database
from bot.db.models import IncomingUpdate
from bot.domain.enums import Priority
from bot.metrics import Metrics
from tests.delivery.conftest import PostOffice

NOTHING: dict[str, Any] = {
    "ok": True,
    "database": True,
    "oldest_unhandled_update_seconds": None,
    "oldest_unsent_message_seconds": None,
}


async def test_bot_with_nothing_to_do_is_well(post: PostOffice) -> None:
    assert await health.look(post.database, post.clock.now()) == NOTHING


@pytest.mark.parametrize(
    ("priority", "age", "well"),
    [(Priority.DECISION, 800, True), (Priority.DECISION, 1000, False), (Priority.BROADCAST, 9000, True)],
)
async def test_message_that_waits_too_long_is_a_fault_unless_it_is_a_broadcast(
    post: PostOffice, priority: Priority, age: int, well: bool
) -> None:
    now = post.clock.now()
    await post.promise(await post.people(1), priority=priority, not_before=now - timedelta(seconds=age))
    report = await health.look(post.database, now)
    assert report == {**NOTHING, "ok": well, "oldest_unsent_message_seconds": float(age)}


async def test_message_of_tomorrow_is_not_late(post: PostOffice) -> None:
    now = post.clock.now()
    await post.promise(await post.people(1), not_before=now + timedelta(days=1))
    assert await health.look(post.database, now) == NOTHING


async def test_update_nobody_handles_is_a_fault(post: PostOffice) -> None:
    now = post.clock.now()
    async with post.database.transaction() as session:
        session.add(IncomingUpdate(update_id=1, lane=1, status="new", received_at=now - timedelta(seconds=301)))
    report = await health.look(post.database, now)
    assert (report["ok"], report["oldest_unhandled_update_seconds"]) == (False, 301.0)


async def test_lost_database_is_503(post: PostOffice) -> None:
    lost = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    async with _server(lost, post) as url, ClientSession() as session, session.get(f"{url}/healthz") as response:
        assert (response.status, await response.json()) == (503, {**NOTHING, "ok": False, "database": False})
    await lost.dispose()


async def test_metrics_show_what_waits_and_what_has_left(post: PostOffice) -> None:
    sent, waiting = await post.people(2)
    metrics = Metrics()
    await post.promise([sent], key="now")
    async with post.sender(metrics=metrics) as sender:
        sender.wake()
        await post.settled()
    await post.promise([waiting], key="later", not_before=post.clock.now() + timedelta(days=1))
    async with _server(post.database, post, metrics) as url, ClientSession() as session:
        async with session.get(f"{url}/healthz") as response:
            assert (response.status, await response.json()) == (200, NOTHING)
        async with session.get(f"{url}/metrics") as response:
            lines = (await response.text()).splitlines()
    assert 'kadry_outbox_waiting{status="pending"} 1.0' in lines
    assert 'kadry_outbox_finished_total{status="sent"} 1.0' in lines
    assert "kadry_send_seconds_count 1.0" in lines


@asynccontextmanager
async def _server(database: Database, post: PostOffice, metrics: Metrics | None = None) -> AsyncIterator[str]:
    app = web.Application()
    health.add_routes(app, database=database, clock=post.clock, metrics=metrics or Metrics())
    server = TestServer(app)
    await server.start_server()
    yield str(server.make_url("")).rstrip("/")
    await server.close()
