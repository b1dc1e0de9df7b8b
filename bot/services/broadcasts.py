"""Broadcasts of the office: composed as a draft, queued in one statement, watched, paused, cancelled, reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Broadcast, OutboxMessage, Person
from bot.db.queries import broadcasts as queries
from bot.db.queries import outbox as outbox_queries
from bot.domain.access import Permission
from bot.domain.attachments import Asked, asked_by, buttons_from
from bot.domain.broadcasts import ensure_can
from bot.domain.enums import BroadcastStatus, OutboxStatus
from bot.domain.errors import NotFound
from bot.services import audit, office, outbox
from bot.services.outbox import Notice

_LEFT = (OutboxStatus.PENDING, OutboxStatus.HELD, OutboxStatus.SENDING)

LONG = timedelta(minutes=1)
"""A broadcast that took longer is announced as finished: whoever started it looks elsewhere by then."""


@dataclass(frozen=True, slots=True)
class Card:
    """The message that shows how far a broadcast is."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Changed:
    """How far the messages that have arrived are corrected, or deleted where it is a recall."""

    recall: bool
    all: int
    done: int
    left: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a broadcast is; ``reasons`` (of ``failed``) and ``deleted`` (accounts) are known once it has ended.

    ``resumes_at``: nobody left may be written to before that moment, because it is night where they are. ``done`` of
    those who got it have done what it ``asked`` for. ``changed`` is the last correction, or the recall.
    """

    id: int
    status: BroadcastStatus
    recipients: int
    sent: int
    blocked: int
    failed: int
    withdrawn: int
    left: int
    deleted: int = 0
    starts_at: datetime | None = None
    resumes_at: datetime | None = None
    asked: Asked | None = None
    done: int = 0
    changed: Changed | None = None
    reasons: Sequence[tuple[str, int]] = ()

    @property
    def settled(self) -> int:
        """Messages that need nothing more."""
        return self.recipients - self.left

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        changing = self.changed is not None and self.changed.left
        return self.status in (BroadcastStatus.DONE, BroadcastStatus.CANCELLED) and not self.left and not changing


async def draft(session: AsyncSession, actor: Person, broadcast_id: int) -> Broadcast:
    """A draft to be changed, under its lock. Raises Stale when it is none any more."""
    return await locked(session, actor, broadcast_id, "edit")


async def open_one(session: AsyncSession, actor: Person, broadcast_id: int) -> Broadcast:
    """A broadcast for somebody who may send them."""
    await office.ensure_allowed(session, actor, Permission.BROADCAST)
    broadcast = await session.get(Broadcast, broadcast_id)
    if broadcast is None:
        raise NotFound("broadcast-gone")
    return broadcast


def attach(broadcast: Broadcast, card: Card | None) -> None:
    """Show the progress in this message from now on."""
    if card is not None:
        broadcast.card_chat_id, broadcast.card_message_id = card.chat_id, card.message_id
        broadcast.card_updated_at = None


async def pause(session: AsyncSession, actor: Person, broadcast_id: int, *, now: datetime) -> Broadcast:
    """Stop for now: only what is on the wire at this moment still arrives."""
    broadcast = await locked(session, actor, broadcast_id, "pause")
    broadcast.status = BroadcastStatus.PAUSED
    await outbox_queries.hold(session, OutboxMessage.broadcast_id == broadcast.id)
    audit.record(session, "broadcast.paused", actor=actor, now=now, subject=f"broadcast:{broadcast.id}")
    return broadcast


async def resume(session: AsyncSession, actor: Person, broadcast_id: int, *, now: datetime) -> Broadcast:
    """Go on where it was paused."""
    broadcast = await locked(session, actor, broadcast_id, "resume")
    broadcast.status = BroadcastStatus.SENDING
    await outbox_queries.let_go(session, OutboxMessage.broadcast_id == broadcast.id)
    session.info[outbox.ADDED] = True
    audit.record(session, "broadcast.resumed", actor=actor, now=now, subject=f"broadcast:{broadcast.id}")
    return broadcast


async def cancel(session: AsyncSession, actor: Person, broadcast_id: int, *, now: datetime) -> Broadcast:
    """Take back everything that has not left: only what is on the wire at this moment still arrives."""
    broadcast = await locked(session, actor, broadcast_id, "cancel")
    broadcast.status, broadcast.finished_at = BroadcastStatus.CANCELLED, now
    await outbox_queries.withdraw(session, OutboxMessage.broadcast_id == broadcast.id, now=now)
    audit.record(session, "broadcast.cancelled", actor=actor, now=now, subject=f"broadcast:{broadcast.id}")
    return broadcast


async def discard(session: AsyncSession, actor: Person, broadcast_id: int) -> None:
    """Throw a draft away."""
    await session.delete(await locked(session, actor, broadcast_id, "edit"))


async def progress(session: AsyncSession, broadcast: Broadcast, *, now: datetime) -> Progress:
    """How far it is, counted from its messages."""
    found = await queries.counts(session, broadcast.id)
    ended = broadcast.status in (BroadcastStatus.DONE, BroadcastStatus.CANCELLED)
    blocked = await queries.reasons(session, broadcast.id, OutboxStatus.BLOCKED) if ended else []
    resumes_at = None
    if broadcast.status is BroadcastStatus.SENDING and broadcast.ends_at is not None and broadcast.ends_at > now:
        resumes_at = await queries.next_moment(session, broadcast.id)
    asked = asked_by(buttons_from(broadcast.buttons))
    return Progress(
        id=broadcast.id,
        status=broadcast.status,
        recipients=broadcast.recipients,
        sent=found.get(OutboxStatus.SENT, 0),
        blocked=found.get(OutboxStatus.BLOCKED, 0),
        failed=found.get(OutboxStatus.FAILED, 0),
        withdrawn=found.get(OutboxStatus.WITHDRAWN, 0) + found.get(OutboxStatus.DROPPED, 0),
        left=sum(found.get(status, 0) for status in _LEFT),
        deleted=sum(count for reason, count in blocked if "deactivated" in reason),
        starts_at=broadcast.starts_at,
        asked=asked,
        done=await queries.done(session, broadcast.id, asked.task.value, asked.subject_id) if asked is not None else 0,
        changed=await _changed(session, broadcast),
        resumes_at=resumes_at if resumes_at is not None and resumes_at > now else None,
        reasons=await queries.reasons(session, broadcast.id, OutboxStatus.FAILED) if ended else (),
    )


async def _changed(session: AsyncSession, broadcast: Broadcast) -> Changed | None:
    recalled = broadcast.recalled_at is not None
    if not recalled and not broadcast.revision:
        return None
    template, revision = (queries.RECALL, 0) if recalled else (queries.CORRECTION, broadcast.revision)
    found = await queries.changes(session, template, broadcast.id, revision)
    left = sum(found.get(status, 0) for status in _LEFT)
    return Changed(recalled, sum(found.values()), found.get(OutboxStatus.SENT, 0), left)


async def finish(session: AsyncSession, broadcast_id: int, *, now: datetime) -> bool:
    """Close a broadcast that has nothing left to send; False when it still has, or is closed already."""
    broadcast = await queries.locked(session, broadcast_id)
    if broadcast is None or broadcast.status is not BroadcastStatus.SENDING:
        return False
    state = await progress(session, broadcast, now=now)
    if state.left:
        return False
    broadcast.status, broadcast.finished_at = BroadcastStatus.DONE, now
    queued_at = broadcast.queued_at or now
    if broadcast.card_message_id is None or now - queued_at > LONG:
        await _announce(session, broadcast, state, now)
    return True


async def lose_card(session: AsyncSession, broadcast_id: int, *, now: datetime) -> None:
    """The card is gone from the chat; a finished broadcast is announced by a message instead."""
    broadcast = await queries.locked(session, broadcast_id)
    if broadcast is None:
        return
    broadcast.card_message_id = None
    if broadcast.status is BroadcastStatus.DONE:
        await _announce(session, broadcast, await progress(session, broadcast, now=now), now)


async def _announce(session: AsyncSession, broadcast: Broadcast, state: Progress, now: datetime) -> None:
    author = await session.get_one(Person, broadcast.created_by)
    notice = Notice(
        key=f"broadcast-finished:{broadcast.id}",
        template="broadcast-finished",
        args={"broadcast": broadcast.id, "sent": state.sent, "recipients": state.recipients},
    )
    await outbox.promise(session, [(author, notice)], now=now)


async def locked(session: AsyncSession, actor: Person, broadcast_id: int, act: str) -> Broadcast:
    """A broadcast under its lock, for somebody who may send them. Raises NotFound, and Stale when it has moved on."""
    await office.ensure_allowed(session, actor, Permission.BROADCAST)
    broadcast = await queries.locked(session, broadcast_id)
    if broadcast is None:
        raise NotFound("broadcast-gone")
    ensure_can(act, broadcast.status)
    return broadcast
