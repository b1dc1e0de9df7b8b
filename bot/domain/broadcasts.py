"""What a broadcast may be, and what may be done with it when."""

from bot.domain.enums import BroadcastStatus
from bot.domain.errors import RuleViolation, Stale

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
"""Telegram's limits on a message and on the caption of a photo, in UTF-16 units, after formatting."""


def text_length(text: str) -> int:
    """Length as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def ensure_can_be_sent(text: str, *, photo: bool) -> None:
    """Raise RuleViolation for an empty message or one over Telegram's limit. ``text`` is without its formatting."""
    if not text.strip() and not photo:
        raise RuleViolation("broadcast-empty")
    limit, actual = CAPTION_LIMIT if photo else TEXT_LIMIT, text_length(text)
    if actual > limit:
        raise RuleViolation("broadcast-caption-too-long" if photo else "broadcast-too-long", limit=limit, actual=actual)


_ALLOWED = {
    "edit": {BroadcastStatus.DRAFT},
    "launch": {BroadcastStatus.DRAFT},
    "pause": {BroadcastStatus.SENDING},
    "resume": {BroadcastStatus.PAUSED},
    "cancel": {BroadcastStatus.SENDING, BroadcastStatus.PAUSED},
}


def ensure_can(act: str, status: BroadcastStatus) -> None:
    """Raise Stale when the broadcast has moved on: a second tap, or somebody else was quicker."""
    if status not in _ALLOWED[act]:
        raise Stale("broadcast-moved-on")
