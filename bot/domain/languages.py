"""Texts that are data: the season's, and those the office writes in the chat."""

from collections.abc import Mapping
from typing import Any

FIRST = "ru"
"""The language every text has."""


def in_language(texts: Mapping[str, Any] | None, language: str) -> str:
    """A text in a language, else in the first one; empty where there is none."""
    found = texts or {}
    return str(found.get(language) or found.get(FIRST) or "")


def in_some_language(texts: Mapping[str, Any] | None, language: str) -> str:
    """The same, else in whatever language there is."""
    return in_language(texts, language) or next(map(str, (texts or {}).values()), "")
