"""From a draft to its first message: the moment, the confirmation, a second administrator, the way back."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Broadcast, Person
from bot.db.queries import broadcasts as queries
from bot.db.queries import people as people_queries
from bot.db.queries import reminders as reminder_queries
from bot.domain.access import Permission
from bot.domain.audiences import Audience
from bot.domain.broadcasts import Timing, ensure_ahead, leaves_at, needs_second, starts_at
from bot.domain.enums import BroadcastStatus, OfficeRole
from bot.domain.errors import RuleViolation
from bot.domain.event_input import parse_moment
from bot.services import audiences, audit, broadcasts, office, outbox, seasons
from bot.services.broadcasts import Card
from bot.services.outbox import Notice


def timing_of(broadcast: Broadcast) -> Timing:
    """When the broadcast is to leave, as it was chosen."""
    return Timing(broadcast.send_at, broadcast.local_time, broadcast.ignores_quiet)


async def set_moment(
    session: AsyncSession, actor: Person, broadcast_id: int, at: datetime | None, *, now: datetime
) -> Broadcast:
    """Let the draft leave at a moment of the programme's clock; None: as soon as it is confirmed."""
    broadcast = await broadcasts.draft(session, actor, broadcast_id)
    if at is not None:
        ensure_ahead(at, now=now)
    broadcast.send_at = at
    broadcast.local_time = broadcast.local_time and at is not None
    return broadcast


async def set_typed_moment(
    session: AsyncSession, actor: Person, broadcast_id: int, typed: str, *, now: datetime
) -> Broadcast:
    """The same, as the office types it: «25 сентября 10:00»."""
    zone = (await seasons.current(session)).zone
    at = parse_moment(typed, zone=zone, now=now, day_of=now)
    return await set_moment(session, actor, broadcast_id, at, now=now)


async def toggle_local_time(session: AsyncSession, actor: Person, broadcast_id: int) -> Broadcast:
    """Whose clock the moment is of: the programme's or the recipient's."""
    broadcast = await broadcasts.draft(session, actor, broadcast_id)
    broadcast.local_time = not broadcast.local_time and broadcast.send_at is not None
    return broadcast


async def toggle_quiet(session: AsyncSession, actor: Person, broadcast_id: int) -> Broadcast:
    """Whether what would come at night waits for the morning."""
    broadcast = await broadcasts.draft(session, actor, broadcast_id)
    broadcast.ignores_quiet = not broadcast.ignores_quiet
    return broadcast


async def confirm(
    session: AsyncSession, actor: Person, broadcast_id: int, *, card: Card | None, second_above: int, now: datetime
) -> Broadcast:
    """The office wants it sent: it waits its two minutes, or for its moment, or first for a second administrator.

    A second confirmation is refused: a double press is one campaign. ``second_above`` is the number of recipients
    above which a second administrator has to agree.
    """
    broadcast = await broadcasts.draft(session, actor, broadcast_id)
    number = await audiences.recipients(session, broadcast, now=now)
    if not number:
        raise RuleViolation("broadcast-nobody")
    if broadcast.send_at is not None:
        ensure_ahead(broadcast.send_at, now=now)
    broadcast.recipients, broadcast.confirmed_by, broadcast.approved_by = number, actor.id, None
    broadcasts.attach(broadcast, card)
    administrators = await people_queries.office_chats(session, OfficeRole.ADMINISTRATOR)
    if needs_second(recipients=number, above=second_above, administrators=len(administrators)):
        broadcast.status = BroadcastStatus.APPROVAL
        others = [person_id for person_id, _ in administrators if person_id != actor.id]
        await _ask_for_approval(session, broadcast, others, number, now)
    else:
        await _let_wait(session, broadcast, now)
    _record(session, "broadcast.confirmed", actor, broadcast, now, detail=str(number))
    return broadcast


async def _ask_for_approval(
    session: AsyncSession, broadcast: Broadcast, others: list[int], number: int, now: datetime
) -> None:
    notices = [
        (
            await session.get_one(Person, person_id),
            Notice(
                # Taken back and confirmed anew, it is asked anew.
                key=f"broadcast-approval:{broadcast.id}:{int(now.timestamp())}:{person_id}",
                template="broadcast-approval",
                args={"broadcast": broadcast.id, "count": number},
                subject=f"broadcast-approval:{broadcast.id}",
            ),
        )
        for person_id in others
    ]
    await outbox.promise(session, notices, now=now)


async def _let_wait(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    home = await _home(session)
    zones = await queries.zones(session, home, now=now)
    broadcast.status = BroadcastStatus.QUEUED
    broadcast.starts_at = starts_at(timing_of(broadcast), home=home, zones=zones, now=now)


async def approve(session: AsyncSession, actor: Person, broadcast_id: int, *, now: datetime) -> Broadcast:
    """The second administrator agrees; whoever confirmed it cannot be the second."""
    broadcast = await _for_approval(session, actor, broadcast_id)
    broadcast.approved_by = actor.id
    await _let_wait(session, broadcast, now)
    await _answer(session, broadcast, "broadcast-approved", now)
    _record(session, "broadcast.approved", actor, broadcast, now)
    return broadcast


async def refuse(session: AsyncSession, actor: Person, broadcast_id: int, *, now: datetime) -> Broadcast:
    """The second administrator does not agree: it is a draft again."""
    broadcast = await _for_approval(session, actor, broadcast_id)
    await _answer(session, broadcast, "broadcast-refused", now)
    _back_to_draft(broadcast)
    _record(session, "broadcast.refused", actor, broadcast, now)
    return broadcast


async def _for_approval(session: AsyncSession, actor: Person, broadcast_id: int) -> Broadcast:
    await office.ensure_allowed(session, actor, Permission.APPROVE_BROADCASTS)
    broadcast = await broadcasts.locked(session, actor, broadcast_id, "approve")
    if broadcast.confirmed_by == actor.id:
        raise RuleViolation("broadcast-approve-own")
    return broadcast


async def _answer(session: AsyncSession, broadcast: Broadcast, template: str, now: datetime) -> None:
    author = await session.get_one(Person, broadcast.confirmed_by)
    key = f"{template}:{broadcast.id}:{int(now.timestamp())}"
    await outbox.promise(
        session, [(author, Notice(key=key, template=template, args={"broadcast": broadcast.id}))], now=now
    )


async def take_back(session: AsyncSession, actor: Person, broadcast_id: int, *, now: datetime) -> Broadcast:
    """Nothing has left yet: it is a draft again."""
    broadcast = await broadcasts.locked(session, actor, broadcast_id, "take back")
    await outbox.withdraw(session, subject=f"broadcast-approval:{broadcast.id}", now=now)
    _back_to_draft(broadcast)
    _record(session, "broadcast.taken_back", actor, broadcast, now)
    return broadcast


def _back_to_draft(broadcast: Broadcast) -> None:
    broadcast.status, broadcast.starts_at, broadcast.recipients = BroadcastStatus.DRAFT, None, 0
    broadcast.card_message_id = None


async def start_now(session: AsyncSession, actor: Person, broadcast_id: int, *, now: datetime) -> Broadcast:
    """Do not wait any longer: what is urgent leaves at once, by nobody's clock."""
    broadcast = await broadcasts.locked(session, actor, broadcast_id, "start")
    broadcast.send_at = None
    await _start(session, broadcast, now)
    return broadcast


async def start_due(session: AsyncSession, *, now: datetime) -> None:
    """Job: start what has waited long enough."""
    for broadcast in await queries.due_to_start(session, now=now):
        await _start(session, broadcast, now)


async def _start(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    """Queue the broadcast to everybody it is for, as they are now."""
    home, timing = await _home(session), timing_of(broadcast)
    zones = await queries.zones(session, home, now=now)
    moments = {zone: leaves_at(timing, now, home=home, zone=zone) for zone in zones}
    audience = Audience.from_dict(broadcast.audience)
    season_id = await audiences.season_id(session)
    number = await queries.queue(session, broadcast.id, audience, season_id, moments=moments, home=home, now=now)
    broadcast.status, broadcast.recipients, broadcast.queued_at = BroadcastStatus.SENDING, number, now
    broadcast.ends_at = max(moments.values())
    session.info[outbox.ADDED] = True
    author = await session.get(Person, broadcast.confirmed_by)
    _record(session, "broadcast.sent", author, broadcast, now, detail=str(number))


async def _home(session: AsyncSession) -> str:
    return await reminder_queries.home_zone(session)


def _record(
    session: AsyncSession, action: str, actor: Person | None, broadcast: Broadcast, now: datetime, *, detail: str = ""
) -> None:
    audit.record(session, action, actor=actor, now=now, subject=f"broadcast:{broadcast.id}", detail=detail or None)
