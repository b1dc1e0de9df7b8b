"""Structured logs: what happened to which record, never a token, never what a person wrote."""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

_TOKEN = re.compile(r"\d{2,}:[A-Za-z0-9_-]{5,}")

_DETAIL = re.compile(
    r"DETAIL:.*?(?=\n\s*(?:HINT:|CONTEXT:|\[SQL|\(Background|The above exception|During handling|Traceback)|\Z)",
    re.DOTALL,
)


_CONTENT = re.compile(r"Content: .*?(?=\n\s*(?:The above exception|During handling|Traceback)|\Z)", re.DOTALL)


def hide_contents(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """aiogram quotes an answer it cannot read: messages and names of people."""
    for key, value in event.items():
        if isinstance(value, str) and "Content: " in value:
            event[key] = _CONTENT.sub("Content: <hidden>", value)
    return event


def hide_details(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """PostgreSQL quotes the row it refuses, whatever the engine hides: names and phones of people."""
    for key, value in event.items():
        if isinstance(value, str) and "DETAIL:" in value:
            event[key] = _DETAIL.sub("DETAIL: <hidden>", value)
    return event


def hide_tokens(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Libraries put the Bot API's address into their messages, and the token is a part of it."""
    for key, value in event.items():
        if isinstance(value, str) and ":" in value:
            event[key] = _TOKEN.sub("<token>", value)
    return event


def configure(level: str, style: str) -> None:
    """Send the program's and the libraries' records to standard error, as lines for people or as JSON."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    lines = structlog.processors.JSONRenderer(ensure_ascii=False)
    final: list[Any] = [
        structlog.processors.format_exc_info,
        hide_details,
        hide_contents,
        hide_tokens,
        lines if style == "json" else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *final]
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # aiogram and the scheduler say at INFO what our own records already say.
    for noisy in ("aiogram", "apscheduler", "aiohttp.access", "alembic", "sqlalchemy"):
        logging.getLogger(noisy).setLevel("WARNING")
