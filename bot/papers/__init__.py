"""Papers: charts and spreadsheets, made after the commit that promises them.

A handler returns ``SendPhoto(photo=made("stats-chart", t))``: the reference is stored with the reply, and the file is
made when the reply leaves, outside every transaction; after a crash it is simply made again.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.texts import Translate

PREFIX = "made:"


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished file."""

    name: str
    content: bytes


Maker = Callable[[AsyncSession, Translate, str, datetime], Awaitable[Paper]]

MAKERS: dict[str, Maker] = {}
"""``name → maker(session for reading, texts, argument, now)``, filled by ``@maker``."""


def maker(name: str) -> Callable[[Maker], Maker]:
    """Register a maker under a name that stays: it is stored in replies."""

    def register(make: Maker) -> Maker:
        MAKERS[name] = make
        return make

    return register


def made(name: str, t: Translate, argument: str = "") -> str:
    """The reference to a paper, to be put where a file's id goes."""
    return f"{PREFIX}{name}:{t.language}:{argument}"
