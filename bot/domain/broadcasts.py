"""What a broadcast may be, whom it may be for, and what may be done with it when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.enums import BroadcastStatus
from bot.domain.errors import RuleViolation, Stale

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
"""Telegram's limits on a message and on the caption of a photo, in UTF-16 units, after formatting."""


class AudiencePart(StrEnum):
    """By what recipients can be chosen. Values of one part add up, parts narrow each other down."""

    ROLE = "role"
    STATUS = "status"
    MUNICIPALITY = "municipality"
    TEAM = "team"
    EVENT = "event"


NO_APPLICATION = "none"
"""The value of ``status`` for those who have no application this season."""


@dataclass(frozen=True, slots=True)
class Audience:
    """A choice of recipients; with no values at all it is everybody who can be reached.

    Values: roles and application statuses as in ``enums`` (and ``none``), ids of municipalities and teams,
    ``<event id>:<answer>`` for events.
    """

    chosen: Mapping[AudiencePart, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, stored: Mapping[str, list[str]]) -> "Audience":
        """The choice that ``to_dict`` wrote."""
        return cls({AudiencePart(part): tuple(values) for part, values in stored.items() if values})

    def to_dict(self) -> dict[str, list[str]]:
        """The choice as JSON."""
        return {part.value: list(values) for part, values in self.chosen.items() if values}

    def values(self, part: AudiencePart) -> tuple[str, ...]:
        """What is chosen of one part; nothing: the part does not matter."""
        return self.chosen.get(part, ())

    def toggled(self, part: AudiencePart, value: str) -> "Audience":
        """The same choice with one value put in or taken out."""
        values = self.values(part)
        changed = tuple(v for v in values if v != value) if value in values else (*values, value)
        return Audience({**self.chosen, part: changed})


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
