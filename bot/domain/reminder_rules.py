"""Rules of reminders: what they are about, whom they are for, how long before, in whose words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.errors import RuleViolation


class Subject(StrEnum):
    """What is reminded of."""

    CALL = "call"
    CONSENTS = "consents"
    EVENT = "event"
    STAGE = "stage"
    OFFER = "offer"
    MEETING = "meeting"
    DOCUMENTS = "documents"


class Audience(StrEnum):
    """Who is reminded: those who have not acted, those who go, those who answer for them."""

    DRAFT = "draft"
    NOT_BEGUN = "not-begun"
    CHILD = "child"
    SIGNER = "signer"
    GOING = "going"
    SILENT = "silent"
    GUARDIANS = "guardians"
    TUTORS = "tutors"
    MENTORS = "mentors"
    OFFERED = "offered"
    MEMBERS = "members"
    LACKING = "lacking"


_OF_EVENTS = (Audience.GOING, Audience.SILENT, Audience.GUARDIANS, Audience.TUTORS, Audience.MENTORS)
AUDIENCES: Mapping[Subject, tuple[Audience, ...]] = {
    Subject.CALL: (Audience.DRAFT, Audience.NOT_BEGUN),
    Subject.CONSENTS: (Audience.CHILD, Audience.SIGNER),
    Subject.EVENT: _OF_EVENTS,
    Subject.STAGE: tuple(audience for audience in _OF_EVENTS if audience is not Audience.SILENT),
    Subject.OFFER: (Audience.OFFERED,),
    Subject.MEETING: (Audience.MEMBERS, Audience.TUTORS, Audience.MENTORS),
    Subject.DOCUMENTS: (Audience.LACKING, Audience.GUARDIANS),
}
"""Who can be reminded of what."""

OF_EVENTS = frozenset({Subject.EVENT, Subject.STAGE, Subject.DOCUMENTS})
"""What is planned with an event, moves with it and ends with it."""

HOUR, DAY = 60, 24 * 60
MOST_OFFSETS = 5
NEAREST, FARTHEST = 5, 60 * DAY
WORDS_LIMIT = 600

EVENT = "event"
"""The rule whose offsets stand on each event's own card."""


@dataclass(frozen=True, slots=True)
class Default:
    """A rule as it is shipped: ``offsets`` are minutes; none: each event's own."""

    code: str
    subject: Subject
    audience: Audience
    offsets: tuple[int, ...] = ()


DEFAULTS = (
    Default("application-draft", Subject.CALL, Audience.DRAFT, (3 * DAY, DAY, 3 * HOUR)),
    Default("guardian-consent", Subject.CONSENTS, Audience.CHILD, (3 * DAY, DAY)),
    Default("guardian-signature", Subject.CONSENTS, Audience.SIGNER, (3 * DAY, DAY)),
    Default("mentor-offer", Subject.OFFER, Audience.OFFERED, (DAY,)),
    Default(EVENT, Subject.EVENT, Audience.GOING),
    Default("meeting-members", Subject.MEETING, Audience.MEMBERS, (DAY, 2 * HOUR)),
    Default("meeting-tutor", Subject.MEETING, Audience.TUTORS, (DAY,)),
    Default("documents", Subject.DOCUMENTS, Audience.LACKING, (14 * DAY, 7 * DAY, 3 * DAY)),
    Default("documents-guardians", Subject.DOCUMENTS, Audience.GUARDIANS, (14 * DAY, 7 * DAY, 3 * DAY)),
)
"""For a season whose file names no rules."""


def ensure_fits(subject: Subject, audience: Audience) -> None:
    """Raises RuleViolation ``rule-audience-other`` for an audience this subject does not have."""
    if audience not in AUDIENCES[subject]:
        raise RuleViolation("rule-audience-other")


def ensure_offsets(offsets: Iterable[int]) -> tuple[int, ...]:
    """The offsets (minutes), the farthest first, each once.

    Raises RuleViolation ``rule-offsets-none``, ``rule-offsets-many`` (most), ``rule-offset-out`` (shortest minutes,
    longest days).
    """
    found = tuple(sorted(set(offsets), reverse=True))
    if not found:
        raise RuleViolation("rule-offsets-none")
    if len(found) > MOST_OFFSETS:
        raise RuleViolation("rule-offsets-many", most=MOST_OFFSETS)
    if found[0] > FARTHEST or found[-1] < NEAREST:
        raise RuleViolation("rule-offset-out", shortest=NEAREST, longest=FARTHEST // DAY)
    return found


_UNITS = (
    (re.compile(r"(?:мин\w*|m|min\w*)"), 1),
    (re.compile(r"(?:ч|час\w*|h|hours?)"), HOUR),
    (re.compile(r"(?:д|дн\w*|день|сут\w*|d|days?)"), DAY),
    (re.compile(r"(?:н|нед\w*|w|weeks?)"), 7 * DAY),
)
_PART = re.compile(r"(?:за\s+)?([0-9]{1,5})?\s*([a-zа-я]+)\.?(?:\s+before)?")


def parse_offsets(text: str) -> tuple[int, ...]:
    """Read «3 дня, день, 2 часа» as minutes before; raises what ``ensure_offsets`` does and ``rule-offsets-unread``."""
    parts = [part.strip() for part in re.split(r"[,;\n]|\sи\s|\sand\s", text.casefold()) if part.strip()]
    return ensure_offsets([_minutes(part) for part in parts])


def _minutes(part: str) -> int:
    found = _PART.fullmatch(part)
    for unit, minutes in _UNITS:
        if found is not None and unit.fullmatch(found[2]):
            return int(found[1] or 1) * minutes
    raise RuleViolation("rule-offsets-unread", typed=part[:40])


def ensure_words(text: str) -> str:
    """The office's own words; raises RuleViolation ``rule-words-length`` (limit, length)."""
    words = text.strip()
    if not words or len(words) > WORDS_LIMIT:
        raise RuleViolation("rule-words-length", limit=WORDS_LIMIT, length=len(words))
    return words


def adults_born_by(today: date, *, years: int) -> date:
    """The last day on which somebody of at least ``years`` today was born."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:  # 29 February in a year without one
        return today.replace(year=today.year - years, day=28)
