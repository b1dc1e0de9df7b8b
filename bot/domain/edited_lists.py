"""Lists the office edits entry by entry, and texts it writes in both languages on one line."""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

Entry = TypeVar("Entry")

_SEPARATOR = "|"


def free_key(prefix: str, taken: Collection[str]) -> str:
    """The first of «q1», «q2»… that nobody has."""
    number = 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


def shifted(entries: Sequence[Entry], place: int, *, up: bool) -> list[Entry]:
    """With the entry at ``place`` one place up or down; at the end it stays."""
    order = list(entries)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    return order


def in_both(russian: str | None, english: str | None) -> dict[str, str]:
    """A text in both languages; what is missing in one is said in the other, and nothing is no text."""
    found = {"ru": russian or english, "en": english or russian}
    return {language: text for language, text in found.items() if text}


def read_lines(typed: str) -> list[dict[str, str]]:
    """Texts a line each, «по-русски | in English»; a line without a text is none."""
    parts = [line.partition(_SEPARATOR) for line in typed.splitlines()]
    return [text for russian, _, english in parts if (text := in_both(russian.strip(), english.strip()))]


def write_line(text: Mapping[str, str]) -> str:
    """What ``read_lines`` reads back."""
    return f"{text.get('ru', '')} {_SEPARATOR} {text.get('en', '')}"
