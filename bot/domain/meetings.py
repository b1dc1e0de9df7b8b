"""Meetings of a published team: when one may be planned, until when its roll-call may be held."""

from datetime import datetime, timedelta

from bot.domain.errors import RuleViolation

LATE = timedelta(days=30)
"""How long after its beginning a meeting may still be entered and its roll-call changed."""
AHEAD = timedelta(days=180)
PLACE_LIMIT = 200  # characters
NOTE_LIMIT = 500  # characters


def ensure_plannable(starts_at: datetime, now: datetime) -> None:
    """A meeting is planned ahead or entered late. Raises RuleViolation `meeting-too-late`, `meeting-too-far`."""
    if starts_at < now - LATE:
        raise RuleViolation("meeting-too-late", days=LATE.days)
    if starts_at > now + AHEAD:
        raise RuleViolation("meeting-too-far", days=AHEAD.days)


def ensure_ahead(starts_at: datetime, now: datetime) -> None:
    """What has begun is neither moved nor cancelled. Raises RuleViolation `meeting-over`."""
    if starts_at <= now:
        raise RuleViolation("meeting-over")


def ensure_roll_open(starts_at: datetime, now: datetime) -> None:
    """A roll-call follows the meeting's beginning. Raises RuleViolation `meeting-not-yet`, `meeting-too-late`."""
    if now < starts_at:
        raise RuleViolation("meeting-not-yet")
    if now > starts_at + LATE:
        raise RuleViolation("meeting-too-late", days=LATE.days)


def checked(text: str, limit: int) -> str:
    """What was typed, trimmed. Raises RuleViolation `meeting-text-length`."""
    text = text.strip()
    if not 0 < len(text) <= limit:
        raise RuleViolation("meeting-text-length", limit=limit, length=len(text))
    return text
