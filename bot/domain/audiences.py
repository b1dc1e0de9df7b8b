"""Whom a broadcast may be for: a choice of recipients by what is known about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.errors import RuleViolation
from bot.domain.people import ADULT_AGE

NAME_LIMIT = 40
"""Characters of a saved audience's name: it stands on a button."""


class AudiencePart(StrEnum):
    """By what recipients can be chosen. Values of one part add up, parts narrow each other down; ``WITHOUT`` leaves out
    those who have any of its tags."""

    ROLE = "role"
    STATUS = "status"
    OFFER = "offer"
    MUNICIPALITY = "municipality"
    ORGANISATION = "organisation"
    DIRECTION = "direction"
    TEAM = "team"
    EVENT = "event"
    TAG = "tag"
    WITHOUT = "without"
    AGREED = "agreed"
    UNDONE = "undone"
    EARLIER = "earlier"


OFFERED_PARTS = tuple(part for part in AudiencePart if part is not AudiencePart.EARLIER)
"""What the office chooses by; ``EARLIER`` comes with a broadcast that repeats another."""

NO_APPLICATION = "none"
"""The value of ``STATUS`` for those who have no application this season."""


DOCUMENTS = "documents"
"""Before the id of an event: those who go to it and have not handed in everything."""


class Undone(StrEnum):
    """What somebody has begun and not finished; an event that waits for an answer is ``event:<id>``, one that waits for
    documents of those who go ``documents:<id>``."""

    REGISTRATION = "registration"
    DRAFT = "draft"
    CONSENT = "consent"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Audience:
    """A choice of recipients; with no values at all it is everybody who can be reached.

    Values: roles, application and offer statuses as in ``enums`` (and ``none``), ids of municipalities, organisations,
    directions and teams, keys of tags, purposes of consents, ``<event id>:<answer>`` for events, ``Undone``, ``event:<id>`` and
    ``documents:<id>`` for what is not done, ``<broadcast id>:<task>`` for those who got a broadcast and have not
    done what it asked for.
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


def name_of_audience(typed: str) -> str:
    """The name of a saved audience as it is kept. Raises RuleViolation ``audience-name-empty`` or ``-too-long``."""
    name = " ".join(typed.split())
    if not name:
        raise RuleViolation("audience-name-empty")
    if len(name) > NAME_LIMIT:
        raise RuleViolation("audience-name-too-long", limit=NAME_LIMIT, actual=len(name))
    return name


def born_after(today: date) -> date:
    """Who was born after this day is under age today: somebody else has to sign too."""
    try:
        return today.replace(year=today.year - ADULT_AGE)
    except ValueError:  # 29 February: their birthday is counted on the 28th
        return today.replace(year=today.year - ADULT_AGE, day=28)
