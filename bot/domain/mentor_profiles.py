"""What a mentor says of themselves for the matching: directions in order, how many teams, how they meet, wishes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.errors import RuleViolation

MOST_DIRECTIONS = 3
MOST_TEAMS = 3
WISHES_LIMIT = 500  # characters


class MentorFormat(StrEnum):
    """How a mentor meets a team; the values are those of the application's question."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Profile:
    """A mentor's own word: ``directions`` from the dearest on; ``changed_at`` is None while the application says it."""

    directions: tuple[str, ...] = ()
    capacity: int = 1
    format: MentorFormat = MentorFormat.BOTH
    wishes: str | None = None
    changed_at: datetime | None = None


def told_in(answers: Mapping[str, Any]) -> Profile:
    """What the application says; what it does not say is taken for one team and any way of meeting."""
    capacity, meets = answers.get("capacity"), answers.get("format")
    return Profile(
        directions=tuple(answers.get("directions") or ()),
        capacity=capacity if isinstance(capacity, int) and capacity > 0 else 1,
        format=MentorFormat(meets) if meets in list(MentorFormat) else MentorFormat.BOTH,
    )


def ensure_capacity(teams: int) -> None:
    """Raises RuleViolation `mentor-profile-capacity` (most)."""
    if not 1 <= teams <= MOST_TEAMS:
        raise RuleViolation("mentor-profile-capacity", most=MOST_TEAMS)


def checked_wishes(text: str) -> str | None:
    """The wishes as typed, «-» for none. Raises RuleViolation `mentor-profile-wishes-long` (limit, length)."""
    text = text.strip()
    if len(text) > WISHES_LIMIT:
        raise RuleViolation("mentor-profile-wishes-long", limit=WISHES_LIMIT, length=len(text))
    return None if text in {"", "-", "–", "—"} else text
