"""What a broadcast may be, and what may be done with it when."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.enums import BroadcastStatus
from bot.domain.errors import RuleViolation, Stale
from bot.domain.quiet import later

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
"""Telegram's limits on a message and on the caption of a photo, in UTF-16 units, after formatting."""


def text_length(text: str) -> int:
    """Length as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def visible(text_html: str) -> str:
    """What readers see of a text in Telegram's HTML: its limits count nothing else."""
    return html.unescape(_TAG.sub("", text_html))


def limit_of(*, files: bool) -> int:
    """How long a text may be; below files it is a caption."""
    return CAPTION_LIMIT if files else TEXT_LIMIT


def ensure_can_be_sent(text: str, *, files: bool) -> None:
    """Raise RuleViolation for an empty message or one over Telegram's limit. ``text`` is without its formatting."""
    if not text.strip() and not files:
        raise RuleViolation("broadcast-empty")
    limit, actual = limit_of(files=files), text_length(text)
    if actual > limit:
        raise RuleViolation("broadcast-caption-too-long" if files else "broadcast-too-long", limit=limit, actual=actual)


def version_for(language: str | None, text_html: str, text_html_en: str) -> str:
    """The version of the text for a reader: English where there is one and it is theirs."""
    return text_html_en if language == "en" and text_html_en else text_html


_TAG = re.compile(r"<[^>]+>")

COOLING = timedelta(minutes=2)
"""Between the confirmation and the first message: nothing has left yet, and all of it can be taken back."""


@dataclass(frozen=True, slots=True)
class Timing:
    """When a broadcast leaves: ``at`` (None: as soon as it may) by the programme's clock, or by the recipient's own
    where ``local``; what would come at night waits for the morning unless it ``ignores_quiet``."""

    at: datetime | None = None
    local: bool = False
    ignores_quiet: bool = False


def starts_at(timing: Timing, *, home: str, zones: Iterable[str], now: datetime) -> datetime:
    """When the first message may leave: ``zones`` are those recipients live in, ``home`` the programme's."""
    earliest = now + COOLING
    if timing.at is None:
        return earliest
    moments = [_by_clock_of(zone, timing.at, home) for zone in zones] if timing.local else []
    return max(earliest, min(moments, default=timing.at))


def leaves_at(timing: Timing, start: datetime, *, home: str, zone: str) -> datetime:
    """When a broadcast begun at ``start`` leaves for those who live by the clock of ``zone``."""
    moment = start
    if timing.at is not None and timing.local:
        moment = max(start, _by_clock_of(zone, timing.at, home))
    return moment if timing.ignores_quiet else later(moment, zone)


def _by_clock_of(zone: str, at: datetime, home: str) -> datetime:
    """The moment at which the clock there shows what the clock at home shows ``at``."""
    return at.astimezone(ZoneInfo(home)).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def ensure_ahead(at: datetime, *, now: datetime) -> None:
    """Raise RuleViolation for a moment that is over, or further away than a season lasts."""
    if at <= now:
        raise RuleViolation("broadcast-when-over")
    if at > now + _FARTHEST:
        raise RuleViolation("broadcast-when-far")


def needs_second(*, recipients: int, above: int, administrators: int) -> bool:
    """Whether a second administrator has to agree: for many recipients, where there is a second one at all."""
    return recipients > above and administrators > 1


_FARTHEST = timedelta(days=366)
_ALLOWED = {
    "edit": {BroadcastStatus.DRAFT},
    "approve": {BroadcastStatus.APPROVAL},
    "take back": {BroadcastStatus.APPROVAL, BroadcastStatus.QUEUED},
    "start": {BroadcastStatus.QUEUED},
    "repeat": {BroadcastStatus.PAUSED, BroadcastStatus.DONE, BroadcastStatus.CANCELLED},
    "change": {BroadcastStatus.PAUSED, BroadcastStatus.DONE, BroadcastStatus.CANCELLED},
    "pause": {BroadcastStatus.SENDING},
    "resume": {BroadcastStatus.PAUSED},
    "cancel": {BroadcastStatus.SENDING, BroadcastStatus.PAUSED},
}


def ensure_can(act: str, status: BroadcastStatus) -> None:
    """Raise Stale when the broadcast has moved on: a second tap, or somebody else was quicker."""
    if status not in _ALLOWED[act]:
        raise Stale("broadcast-moved-on")
