"""What a capability says about its form, the register of forms, and the buttons of the engine."""

import zlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiogram.filters.callback_data import CallbackData
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import FormDraft, Person
from bot.domain.enums import Role
from bot.domain.questions import Question
from bot.handlers.callbacks import RowId
from bot.handlers.screens import Reply, Screen
from bot.texts import Translate


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer the form cannot take: ``text`` (HTML) says why and the question is asked again.

    With ``ends`` the form is over instead: its draft is forgotten with all it holds.
    """

    text: str
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    """The screen after a form, with replies of another kind (a file, a new command menu) that follow it."""

    screen: Screen
    replies: tuple[Reply, ...] = ()


Questions = Callable[[AsyncSession, Person, FormDraft, datetime], Awaitable[Sequence[Question]]]
Finish = Callable[[AsyncSession, Person, FormDraft, datetime, Translate], Awaitable[Screen | Finished]]
Check = Callable[[AsyncSession, Person, FormDraft, Question, Any, datetime, Translate], Awaitable[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormKind:
    """A form: ``questions`` for this person and the answers so far, ``finish`` writes them where they belong.

    ``finish`` may raise RuleViolation: nothing is written then and the draft stays; the engine deletes the draft
    afterwards. ``check`` sees each accepted answer before it is kept and returns it (perhaps normalised) or a
    ``Refused``, or raises RuleViolation, which refuses it too; it changes nothing itself. ``reader`` says as whom the
    person is addressed while the form is open. Without ``summary`` the last answer finishes the form.
    ``cancel_screen`` is where «← Назад» leads from the first question. Contacts of other people are taken only by the
    phone questions named in ``foreign_contacts``.

    Texts: ``title_key`` is the form's name; ``<title_key>-send`` and ``<title_key>-summary``, where they exist,
    replace «Отправить» and the head of the summary.
    """

    name: str
    title_key: str
    questions: Questions
    finish: Finish
    cancel_screen: str = "menu"
    check: Check | None = None
    reader: Callable[[Person, Mapping[str, Any]], Role | None] | None = None
    summary: bool = True
    foreign_contacts: frozenset[str] = frozenset()


_KINDS: dict[str, FormKind] = {}


def register(kind: FormKind) -> FormKind:
    """Make a form known to the engine."""
    if kind.name in _KINDS:
        raise ValueError(f"two forms are called {kind.name!r}")
    _KINDS[kind.name] = kind
    return kind


def kind_named(name: str) -> FormKind:
    """The form of this name."""
    return _KINDS[name]


class FormAct(CallbackData, prefix="f"):
    """A button of the engine: the draft, the step it belongs to (``token`` of its question's key) and what it does."""

    draft: RowId
    step: str
    act: str
    value: str = ""


def token(name: str | None) -> str:
    """Eight characters for a question's key or an option's value: a button holds 64 bytes in all."""
    return f"{zlib.crc32((name or '').encode()):08x}"
