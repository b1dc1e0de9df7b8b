"""Wishes before teams are formed: how many there may be of each, and who is meant by a number or a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.applications import application_number
from bot.domain.enums import Role, TieKind
from bot.domain.errors import RuleViolation
from bot.domain.people import search_key

MOST_DIRECTIONS = 3
MOST_ROLES = 3
MOST_TIES = {TieKind.WANT: 3, TieKind.APART: 3}
SKILLS_LIMIT = 300
_NUMBER = re.compile(r"(?:№\s*)?(?:[сcsСCS]\s*[-–—]?\s*)?0*([1-9][0-9]{0,6})")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ByNumber:
    """Somebody named by the number of their application."""

    number: str


@dataclass(frozen=True, slots=True)
class ByName:
    """Somebody named as people see each other: a first name and a surname or its beginning, both as search keys."""

    first_name: str
    surname: str


def toggled(chosen: Sequence[Value], value: Value, most: int) -> list[Value]:
    """The list with `value` at its end, or without it when it was there. Raises RuleViolation `wishes-enough` (most)."""
    if value in chosen:
        return [each for each in chosen if each != value]
    if len(chosen) >= most:
        raise RuleViolation("wishes-enough", most=most)
    return [*chosen, value]


def read_person(text: str) -> ByNumber | ByName:
    """Who is meant: «С-0012», «12», «Анна К.», «Анна Ким». Raises RuleViolation `wishes-person-unclear`."""
    text = " ".join(text.split())
    if found := _NUMBER.fullmatch(text):
        return ByNumber(application_number(Role.STUDENT, int(found[1])))
    words = text.split(" ")
    if len(words) != 2 or not all(word.strip(".").replace("-", "").isalpha() for word in words):
        raise RuleViolation("wishes-person-unclear")
    return ByName(search_key(words[0]), search_key(words[1].rstrip(".")))


def means(named: ByName, first_name: str | None, surname: str | None) -> bool:
    """Whether a person of this name may be meant."""
    return search_key(first_name or "") == named.first_name and search_key(surname or "").startswith(named.surname)


def ensure_skills_fit(text: str) -> str:
    """The skills without needless spaces. Raises RuleViolation `wishes-skills-long` (limit, length)."""
    text = text.strip()
    if len(text) > SKILLS_LIMIT:
        raise RuleViolation("wishes-skills-long", limit=SKILLS_LIMIT, length=len(text))
    return text
