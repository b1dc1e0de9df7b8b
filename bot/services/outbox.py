"""Promises to people: a message becomes a row in the transaction that causes it, and leaves later."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert_new
from bot.db.models import OutboxMessage, Person
from bot.db.queries import agenda as agenda_queries
from bot.db.queries import outbox as queries
from bot.domain.enums import OutboxStatus, Priority
from bot.domain.text_arguments import Html, Moment

ADDED = "outbox_added"
"""Set in ``session.info`` when the transaction adds messages, so that the sender is woken after the commit."""

Recheck = Callable[[AsyncSession, Any, datetime], Awaitable[bool]]
"""(session, the outbox row or what was selected of it, now) → whether it is still to be sent."""

RECHECKS: dict[str, Recheck] = {}
"""template → its question at the moment of sending; filled by the capabilities. A template without one is just sent."""

_INSERT_ROWS = 500  # rows per INSERT: 16 values each stay below both engines' limits on parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one person is to be told.

    ``key`` makes the promise unique (``decision:17:1``). ``template`` is the text's key; a keyboard may be registered
    for it. ``subject`` (``event:5``) lets a later change withdraw what has not left; after ``expires_at`` it is
    dropped instead of sent.
    """

    key: str
    template: str
    args: Mapping[str, Any] = field(default_factory=dict)
    priority: Priority = Priority.DECISION
    subject: str | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None
    file_id: int | None = None


async def promise(session: AsyncSession, notices: Iterable[tuple[Person, Notice]], *, now: datetime) -> int:
    """Write the notices of people who can be reached; a key that exists already is left alone. Returns the new ones."""
    rows = [
        _row(notice, chat_id=person.telegram_id, person_id=person.id, now=now)
        for person, notice in notices
        if person.telegram_id is not None and person.erased_at is None
    ]
    added = await _insert(session, rows)
    people = sorted({row["person_id"] for row in rows}) if added else []
    for start in range(0, len(people), _INSERT_ROWS):
        # Whoever is told something has something new on the card «Что дальше?».
        await agenda_queries.look_again(session, people[start : start + _INSERT_ROWS], now=now)
    return added


async def promise_to_chat(session: AsyncSession, chat_id: int, notice: Notice, *, now: datetime) -> int:
    """Write a notice to a chat that is no person's: a group, or an office member addressed by account."""
    return await _insert(session, [_row(notice, chat_id=chat_id, person_id=None, now=now)])


async def withdraw(session: AsyncSession, *, subject: str, now: datetime, person_id: int | None = None) -> None:
    """Take back what has not been sent about ``subject`` (to one person, if given)."""
    which = [OutboxMessage.subject == subject]
    if person_id is not None:
        which.append(OutboxMessage.person_id == person_id)
    await queries.withdraw(session, *which, now=now)


def _row(notice: Notice, *, chat_id: int, person_id: int | None, now: datetime) -> dict[str, Any]:
    return {
        "key": notice.key,
        "person_id": person_id,
        "chat_id": chat_id,
        "priority": int(notice.priority),
        "template": notice.template,
        "args": encode_arguments(notice.args),
        "subject": notice.subject,
        "file_id": notice.file_id,
        "not_before": notice.not_before or now,
        "expires_at": notice.expires_at,
        "status": OutboxStatus.PENDING,
        "attempts": 0,
        "created_at": now,
    }


async def _insert(session: AsyncSession, rows: list[dict[str, Any]]) -> int:
    added = 0
    for start in range(0, len(rows), _INSERT_ROWS):
        added += await insert_new(session, OutboxMessage, rows[start : start + _INSERT_ROWS])
    if added:
        session.info[ADDED] = True
    return added


def encode_arguments(args: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments of a text as JSON; moments, dates and ready HTML keep their type."""
    return {name: _encode(value) for name, value in args.items()}


def decode_arguments(args: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments ``encode_arguments`` wrote."""
    return {name: _decode(value) for name, value in args.items()}


def _encode(value: Any) -> Any:
    match value:
        case Moment():
            return {"moment": value.at.isoformat(), "zone": value.zone}
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case Html():
            return {"html": str(value)}
        case _:
            return value


def _decode(value: Any) -> Any:
    match value:
        case {"moment": at, "zone": zone}:
            return Moment(datetime.fromisoformat(at), zone)
        case {"datetime": at}:
            return datetime.fromisoformat(at)
        case {"date": day}:
            return date.fromisoformat(day)
        case {"html": text}:
            return Html(text)
        case _:
            return value
