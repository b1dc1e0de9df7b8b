"""After a broadcast: who has done what it asked for, the next one to those who have not, correction, recall, calls."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Broadcast, Person
from bot.db.queries import broadcasts as queries
from bot.domain.access import Permission
from bot.domain.attachments import asked_by, buttons_from, files_from
from bot.domain.audiences import AudiencePart
from bot.domain.broadcasts import ensure_can_be_sent, visible
from bot.domain.enums import BroadcastStatus, OutboxStatus
from bot.domain.errors import RuleViolation
from bot.services import audit, broadcasts, office, outbox

DELETABLE = timedelta(hours=48)
"""Telegram lets a bot delete its message for that long."""


async def repeat_to_undone(session: AsyncSession, actor: Person, broadcast_id: int, *, now: datetime) -> Broadcast:
    """A new draft of the same words, for those who got this one and have not done what it asked for."""
    broadcast = await broadcasts.open_one(session, actor, broadcast_id)
    asked = asked_by(buttons_from(broadcast.buttons))
    if asked is None:
        raise RuleViolation("broadcast-asks-nothing")
    draft = Broadcast(
        status=BroadcastStatus.DRAFT,
        audience={AudiencePart.EARLIER.value: [f"{broadcast.id}:{asked.task.value}:{asked.subject_id}"]},
        text_html=broadcast.text_html,
        text_html_en=broadcast.text_html_en,
        files=list(broadcast.files),
        buttons=list(broadcast.buttons),
        created_by=actor.id,
        created_at=now,
    )
    session.add(draft)
    await session.flush()
    return draft


async def recall(session: AsyncSession, actor: Person, broadcast_id: int, *, now: datetime) -> Broadcast:
    """Delete everywhere what has arrived in the last 48 hours; what has not left never does."""
    broadcast = await _to_change(session, actor, broadcast_id)
    if broadcast.status is BroadcastStatus.PAUSED:
        await broadcasts.cancel(session, actor, broadcast.id, now=now)
    number = await queries.change_sent(
        session, queries.RECALL, broadcast.id, revision=0, since=now - DELETABLE, now=now
    )
    if not number:
        raise RuleViolation("broadcast-nothing-to-recall")
    broadcast.recalled_at = now
    _owe(session, "broadcast.recalled", actor, broadcast, number, now)
    return broadcast


async def correct(
    session: AsyncSession, actor: Person, broadcast_id: int, text_html: str, *, english: bool = False, now: datetime
) -> Broadcast:
    """Say it differently: what has arrived is edited, what has not left says it so from the start."""
    broadcast = await _to_change(session, actor, broadcast_id)
    ensure_can_be_sent(visible(text_html), files=bool(files_from(broadcast.files)))
    if english:
        broadcast.text_html_en = text_html
    else:
        broadcast.text_html = text_html
    broadcast.revision = (broadcast.revision or 0) + 1
    await session.flush()
    number = await queries.change_sent(
        session, queries.CORRECTION, broadcast.id, revision=broadcast.revision, since=None, now=now
    )
    _owe(session, "broadcast.corrected", actor, broadcast, number, now)
    return broadcast


async def _to_change(session: AsyncSession, actor: Person, broadcast_id: int) -> Broadcast:
    broadcast = await broadcasts.locked(session, actor, broadcast_id, "change")
    if broadcast.recalled_at is not None:
        raise RuleViolation("broadcast-recalled-already")
    if (await queries.counts(session, broadcast.id)).get(OutboxStatus.SENDING):
        raise RuleViolation("broadcast-still-flying")
    return broadcast


def _owe(session: AsyncSession, action: str, actor: Person, broadcast: Broadcast, number: int, now: datetime) -> None:
    session.info[outbox.ADDED] = True
    audit.record(session, action, actor=actor, now=now, subject=f"broadcast:{broadcast.id}", detail=str(number))


async def ask_for_call_list(session: AsyncSession, actor: Person, broadcast_id: int, *, now: datetime) -> Broadcast:
    """Let the actor have the list of those it did not reach, with their phones; the file is made after the commit."""
    broadcast = await broadcasts.open_one(session, actor, broadcast_id)
    await office.ensure_allowed(session, actor, Permission.EXPORT)
    audit.record(session, "broadcast.call_list", actor=actor, now=now, subject=f"broadcast:{broadcast.id}")
    return broadcast
