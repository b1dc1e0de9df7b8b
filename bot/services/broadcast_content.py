"""What a broadcast says: its text in one language or two, its files, its buttons."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Broadcast, Person
from bot.db.queries import audiences as audience_queries
from bot.db.queries import seasons as season_queries
from bot.db.queries.audiences import Option
from bot.domain.access import Permission
from bot.domain.attachments import (
    Asked,
    Attachment,
    Button,
    Link,
    Task,
    asked_by,
    buttons_from,
    buttons_to,
    ensure_fit_together,
    files_from,
    files_to,
    read_link,
)
from bot.domain.broadcasts import ensure_can_be_sent, visible
from bot.domain.enums import BroadcastStatus
from bot.domain.errors import NotFound
from bot.services import broadcasts, office


async def compose(
    session: AsyncSession,
    actor: Person,
    *,
    text_html: str,
    file: Attachment | None,
    broadcast_id: int | None,
    now: datetime,
) -> Broadcast:
    """Keep what the office has written as a new draft, or in place of what a draft said.

    A file takes the place of the draft's files; a text alone leaves them.
    """
    await office.ensure_allowed(session, actor, Permission.BROADCAST)
    if broadcast_id is None:
        broadcast = Broadcast(
            status=BroadcastStatus.DRAFT,
            audience={},
            text_html="",
            text_html_en="",
            files=[],
            buttons=[],
            created_by=actor.id,
            created_at=now,
        )
        session.add(broadcast)
    else:
        broadcast = await broadcasts.draft(session, actor, broadcast_id)
    broadcast.text_html = text_html
    if file is not None:
        broadcast.files = files_to([file])
    _ensure_sendable(broadcast)
    await session.flush()
    return broadcast


async def translate(session: AsyncSession, actor: Person, broadcast_id: int, text_html: str) -> Broadcast:
    """The version for those who read English; an empty one: they get the other."""
    broadcast = await broadcasts.draft(session, actor, broadcast_id)
    broadcast.text_html_en = text_html
    _ensure_sendable(broadcast)
    return broadcast


async def add_file(session: AsyncSession, actor: Person, broadcast_id: int, file: Attachment) -> Broadcast:
    """One more file."""
    broadcast = await broadcasts.draft(session, actor, broadcast_id)
    broadcast.files = files_to([*files_from(broadcast.files), file])
    _ensure_sendable(broadcast)
    return broadcast


async def drop_files(session: AsyncSession, actor: Person, broadcast_id: int) -> Broadcast:
    """No files."""
    broadcast = await broadcasts.draft(session, actor, broadcast_id)
    broadcast.files = []
    _ensure_sendable(broadcast)
    return broadcast


async def add_link(session: AsyncSession, actor: Person, broadcast_id: int, typed: str) -> Broadcast:
    """A button that opens an address, as the office types it."""
    return await _add_button(session, actor, broadcast_id, read_link(typed))


async def ask_for(
    session: AsyncSession, actor: Person, broadcast_id: int, task: Task, subject_id: int, *, now: datetime
) -> Broadcast:
    """The button of a task; it takes the place of another task's."""
    await office.ensure_allowed(session, actor, Permission.BROADCAST)
    if f"{task.value}:{subject_id}" not in {option.value for option in await tasks(session, now=now)}:
        raise NotFound("broadcast-choice-gone")
    return await _add_button(session, actor, broadcast_id, Asked(task, subject_id))


async def _add_button(session: AsyncSession, actor: Person, broadcast_id: int, added: Button) -> Broadcast:
    broadcast = await broadcasts.draft(session, actor, broadcast_id)
    kept = [each for each in buttons_from(broadcast.buttons) if isinstance(each, Link)]
    asked = added if isinstance(added, Asked) else asked_by(buttons_from(broadcast.buttons))
    links = [*kept, added] if isinstance(added, Link) else kept
    broadcast.buttons = buttons_to([*([asked] if asked is not None else []), *links])
    _ensure_sendable(broadcast)
    return broadcast


async def drop_buttons(session: AsyncSession, actor: Person, broadcast_id: int) -> Broadcast:
    """No buttons."""
    broadcast = await broadcasts.draft(session, actor, broadcast_id)
    broadcast.buttons = []
    return broadcast


async def tasks(session: AsyncSession, *, now: datetime) -> list[Option]:
    """What a broadcast may ask for: an event ahead, a call that is open, the offers; named as the office named it."""
    season = await season_queries.newest(session)
    if season is None:
        return []
    events: Sequence[Option] = await audience_queries.events_ahead(session, season.id, now=now)
    calls = await audience_queries.open_calls(session, season.id, now=now)
    return [*events, *calls, Option(f"{Task.OFFERS.value}:0")]


def _ensure_sendable(broadcast: Broadcast) -> None:
    """Every version fits, whatever has been changed."""
    files = files_from(broadcast.files)
    ensure_fit_together(files, buttons_from(broadcast.buttons))
    ensure_can_be_sent(visible(broadcast.text_html), files=bool(files))
    if broadcast.text_html_en:
        ensure_can_be_sent(visible(broadcast.text_html_en), files=bool(files))
