"""``/healthz`` for whoever watches the bot, ``/metrics`` for Prometheus."""

import asyncio
from datetime import datetime
from typing import Any

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.queries import intake, outbox
from bot.domain.enums import OutboxStatus, Priority
from bot.metrics import Metrics

log = structlog.get_logger(__name__)

MAX_UPDATE_AGE = 300.0
MAX_MESSAGE_AGE = 900.0
"""Seconds after which something is wrong: Telegram's pauses and a short outage of the network fit in."""

_DATABASE_TIMEOUT = 3.0


async def look(database: Database, now: datetime) -> dict[str, Any]:
    """The state of the bot: ages in seconds, None where nothing waits.

    ``ok`` is false when the database does not answer, or an update or a message waits for too long; broadcasts may
    take as long as the rate makes them.
    """
    report: dict[str, Any] = {
        "ok": False,
        "database": False,
        "oldest_unhandled_update_seconds": None,
        "oldest_unsent_message_seconds": None,
    }
    try:
        async with asyncio.timeout(_DATABASE_TIMEOUT), database.reading() as session:
            update = await intake.oldest_unhandled(session)
            due = await outbox.oldest_due(session, now=now)
    except Exception as error:
        log.error("health.database", error=type(error).__name__)
        return report
    update_age = _age(update, now)
    urgent = min((since for priority, since in due.items() if priority < Priority.BROADCAST), default=None)
    report["database"] = True
    report["oldest_unhandled_update_seconds"] = update_age
    report["oldest_unsent_message_seconds"] = _age(min(due.values(), default=None), now)
    report["ok"] = (update_age or 0.0) <= MAX_UPDATE_AGE and (_age(urgent, now) or 0.0) <= MAX_MESSAGE_AGE
    return report


def _age(since: datetime | None, now: datetime) -> float | None:
    return round(max(0.0, (now - since).total_seconds()), 3) if since is not None else None


def add_routes(app: web.Application, *, database: Database, clock: Clock, metrics: Metrics) -> None:
    """Answer ``/healthz`` (200, or 503 when something is wrong) and ``/metrics``."""

    async def healthz(_request: web.Request) -> web.Response:
        report = await look(database, clock.now())
        return web.json_response(report, status=200 if report["ok"] else 503)

    async def show_metrics(_request: web.Request) -> web.Response:
        async with database.reading() as session:
            waiting = await outbox.waiting_by_status(session)
        for status in (OutboxStatus.PENDING, OutboxStatus.SENDING):
            metrics.waiting.labels(status.value).set(waiting.get(status.value, 0))
        return web.Response(body=generate_latest(metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app.router.add_get("/healthz", healthz)
    app.router.add_get("/metrics", show_metrics)
