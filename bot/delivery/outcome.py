"""What Telegram's answer to a message means for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.exceptions import (
    ClientDecodeError,
    RestartingTelegram,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError, ConnectionTimeoutError
from sqlalchemy.exc import NoResultFound, SQLAlchemyError

from bot.db.queries.outbox import OUTCOME_UNKNOWN
from bot.domain.enums import OutboxStatus

BACKOFF = (1.0, 10.0, 60.0, 600.0)
"""Seconds before the next try after the first, second … failure: together they outlast an usual outage."""

ATTEMPTS = len(BACKOFF) + 1
_UNREACHED_PAUSE = 5.0
_REFUSED_BOT_PAUSE = 30.0
_GONE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated", "bot was kicked")
_REASON_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """``status`` pending: try again ``again_in`` seconds from now; ``counts``: the try counts against the limit.

    ``hold`` seconds of silence are asked of everybody; ``moved_to`` is the chat's new number.
    """

    status: OutboxStatus
    error: str | None = None
    message_id: int | None = None
    album_ids: list[int] | None = None
    again_in: float = 0.0
    counts: bool = True
    hold: float = 0.0
    moved_to: int | None = None


def sent(message_ids: Sequence[int]) -> Outcome:
    """It arrived as these messages: several are an album."""
    album = list(message_ids) if len(message_ids) > 1 else None
    return Outcome(OutboxStatus.SENT, message_id=message_ids[0], album_ids=album)


def refused(reason: str) -> Outcome:
    """It can never be sent as it is."""
    return Outcome(OutboxStatus.FAILED, reason[:_REASON_LIMIT])


def outcome_of(error: Exception, *, attempts: int, repeats: bool = True) -> Outcome:
    """The meaning of an error of the call; ``attempts`` are the counted tries before this one.

    What does not ``repeats`` is left alone when it may have arrived.
    """
    match error:
        case TelegramRetryAfter():
            return Outcome(OutboxStatus.PENDING, hold=error.retry_after, counts=False)
        case TelegramMigrateToChat():
            return Outcome(OutboxStatus.PENDING, moved_to=error.migrate_to_chat_id, counts=False)
        case TelegramForbiddenError():
            return Outcome(OutboxStatus.BLOCKED, _reason(error))
        case TelegramBadRequest():
            gone = any(word in error.message.lower() for word in _GONE)
            return Outcome(OutboxStatus.BLOCKED if gone else OutboxStatus.FAILED, _reason(error))
        case TelegramUnauthorizedError() | TelegramNotFound():
            # The token is refused: that says nothing about the message, which waits for a working one.
            return Outcome(OutboxStatus.PENDING, _reason(error), again_in=_REFUSED_BOT_PAUSE, counts=False)
        case TelegramNetworkError() if isinstance(error.__cause__, ClientConnectorError | ConnectionTimeoutError):
            # Nothing was written: an outage of any length costs no tries.
            return Outcome(OutboxStatus.PENDING, "unreached", again_in=_UNREACHED_PAUSE, counts=False)
        case TelegramServerError() | RestartingTelegram():
            return _again(_reason(error), attempts)
        case TelegramNetworkError() | ClientDecodeError():
            return _again(OUTCOME_UNKNOWN, attempts) if repeats else refused(OUTCOME_UNKNOWN)
        case TelegramAPIError():
            return refused(_reason(error))
        case NoResultFound():
            return refused("gone")
        case SQLAlchemyError() | OSError():
            return Outcome(OutboxStatus.PENDING, "database", again_in=_UNREACHED_PAUSE, counts=False)
    return refused(type(error).__name__)


def _again(reason: str, attempts: int) -> Outcome:
    if attempts + 1 >= ATTEMPTS:
        return Outcome(OutboxStatus.FAILED, reason)
    return Outcome(OutboxStatus.PENDING, reason, again_in=BACKOFF[attempts])


def _reason(error: TelegramAPIError) -> str:
    return error.message[:_REASON_LIMIT]
