"""Long polling that confirms only what is stored: the offset moves after the commit."""

import asyncio

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiogram.methods import GetUpdates
from aiogram.utils.backoff import Backoff, BackoffConfig
from sqlalchemy.exc import SQLAlchemyError

from bot.intake.intake import Intake
from bot.telegram_session import call

log = structlog.get_logger(__name__)

_LONG_POLL = 25
_BACKOFF = BackoffConfig(min_delay=0.5, max_delay=15.0, factor=1.6, jitter=0.1)


async def poll(bot: Bot, intake: Intake, *, allowed_updates: list[str]) -> None:
    """Fetch and store updates until cancelled.

    They stay Telegram's own JSON: it is stored as it came and validated once, when handled.
    """
    offset: int | None = None
    backoff = Backoff(config=_BACKOFF)
    while True:
        await intake.wait_for_room()
        request = {"limit": 100, "timeout": _LONG_POLL, "allowed_updates": allowed_updates}
        if offset is not None:
            request["offset"] = offset
        try:
            updates = await call(bot, GetUpdates, request, timeout=_LONG_POLL + 15)
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
            continue
        except TelegramConflictError:
            log.error("polling.conflict", hint="another program uses the same token")
            await backoff.asleep()
            continue
        except (TelegramNetworkError, TelegramAPIError, ClientDecodeError) as error:
            # What is no JSON comes from something between here and Telegram; it may hold half of people's messages.
            log.warning("polling.failed", error=type(error).__name__)
            await backoff.asleep()
            continue
        if updates:
            try:
                await intake.accept(updates)
            except (SQLAlchemyError, OSError):
                # Not stored, so not confirmed: Telegram gives them again.
                log.exception("polling.not_stored", updates=len(updates))
                await backoff.asleep()
                continue
            offset = updates[-1]["update_id"] + 1
        backoff.reset()
