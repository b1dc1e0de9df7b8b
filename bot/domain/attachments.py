"""Files and buttons of a broadcast: what goes together in one message, and what does not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.errors import RuleViolation

ALBUM_LIMIT = 10
"""Files of one message: Telegram's limit on an album."""

LINKS_LIMIT = 5
LABEL_LIMIT = 40
_LINK = re.compile(r"(?P<label>.+?)[\s—–:-]+(?P<url>(?:https?://|tg://)\S+)", re.DOTALL)


class FileKind(StrEnum):
    """How a file is shown."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file by the id Telegram gave it."""

    kind: FileKind
    file_id: str


class Task(StrEnum):
    """What a broadcast may ask for, so that it can be seen who has done it."""

    EVENT = "event"
    CALL = "call"
    OFFERS = "offers"


@dataclass(frozen=True, slots=True)
class Asked:
    """A task and what it is about: the id of an event or a call, 0 for offers."""

    task: Task
    subject_id: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address."""

    label: str
    url: str


Button = Asked | Link


def files_from(stored: Sequence[Sequence[str]]) -> tuple[Attachment, ...]:
    """The files as ``files_to`` wrote them."""
    return tuple(Attachment(FileKind(kind), file_id) for kind, file_id in stored)


def files_to(files: Sequence[Attachment]) -> list[Any]:
    """The files as JSON."""
    return [[file.kind.value, file.file_id] for file in files]


def buttons_from(stored: Sequence[Mapping[str, Any]]) -> tuple[Button, ...]:
    """The buttons as ``buttons_to`` wrote them."""
    return tuple(
        Link(each["label"], each["url"]) if "url" in each else Asked(Task(each["task"]), each["subject"])
        for each in stored
    )


def buttons_to(buttons: Sequence[Button]) -> list[Any]:
    """The buttons as JSON."""
    return [
        {"label": each.label, "url": each.url}
        if isinstance(each, Link)
        else {"task": each.task.value, "subject": each.subject_id}
        for each in buttons
    ]


def asked_by(buttons: Sequence[Button]) -> Asked | None:
    """The task among the buttons: a broadcast asks for one thing at most."""
    return next((each for each in buttons if isinstance(each, Asked)), None)


def ensure_fit_together(files: Sequence[Attachment], buttons: Sequence[Button]) -> None:
    """Raise RuleViolation for what no single message can hold."""
    if len(files) > ALBUM_LIMIT:
        raise RuleViolation("broadcast-files-many", limit=ALBUM_LIMIT)
    if len({file.kind for file in files}) > 1:
        raise RuleViolation("broadcast-files-mixed")
    if len(files) > 1 and buttons:
        raise RuleViolation("broadcast-album-buttons")
    if sum(isinstance(each, Link) for each in buttons) > LINKS_LIMIT:
        raise RuleViolation("broadcast-links-many", limit=LINKS_LIMIT)


def read_link(typed: str) -> Link:
    """«Программа смены — https://…» as a button. Raises RuleViolation ``broadcast-link-bad`` or ``-long``."""
    found = _LINK.fullmatch(typed.strip())
    if found is None:
        raise RuleViolation("broadcast-link-bad")
    label = " ".join(found["label"].split())
    if len(label) > LABEL_LIMIT:
        raise RuleViolation("broadcast-link-long", limit=LABEL_LIMIT, actual=len(label))
    return Link(label, found["url"])
