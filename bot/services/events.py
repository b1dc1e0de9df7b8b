"""Events for those who come: what is open to them, «Иду» and «Не иду», the waiting list and moving up.

Places are counted under the event's row lock, in the transaction that takes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Event, EventRegistration, Person
from bot.db.queries import attendance as attendance_queries
from bot.db.queries import events as queries
from bot.domain import events as rules
from bot.domain.enums import EventStatus, RegistrationStatus
from bot.domain.errors import NotAllowed, RuleViolation
from bot.domain.text_arguments import Moment
from bot.services import consents, documents, outbox
from bot.services.documents import Document
from bot.services.outbox import Notice


@dataclass(frozen=True, slots=True)
class Standing:
    """An event as one person sees it: their answer, their place in the waiting list (1 is next), places left.

    ``free`` is None where places are not limited; ``came`` are the days they were marked as present, ``documents`` what
    the event asks for, once they go. ``changed`` tells whether the call that returned it did anything.
    """

    event: Event
    status: RegistrationStatus | None
    position: int | None
    waiting: int
    free: int | None
    came: Sequence[date]
    documents: Sequence[Document] = ()
    changed: bool = False


def subject(event_id: int) -> str:
    """What everything about an event in the outbox is filed under."""
    return f"event:{event_id}"


def notice_args(event: Event) -> dict[str, Any]:
    """The arguments every notice about an event shares; with them an unsent one can be made to say what holds now."""
    return {
        "event": event.id,
        "title": event.title,
        "when": Moment(event.starts_at, event.zone),
        "place": event.place,
        "placed": bool(event.place),
        "about": event.description,
        "described": bool(event.description),
    }


async def upcoming(
    session: AsyncSession, actor: Person, *, now: datetime
) -> list[tuple[Event, RegistrationStatus | None]]:
    """The announced events that are open to the actor and not over, with the actor's answers."""
    found = await queries.upcoming(session, actor.id, now=now)
    accepted: dict[int, bool] = {}
    shown = []
    for event, status in found:
        if event.season_id not in accepted:
            accepted[event.season_id] = await queries.is_accepted(session, actor.id, event.season_id)
        if status is not None or rules.is_invited(event.audience, actor.role, accepted=accepted[event.season_id]):
            shown.append((event, status))
    return shown


async def standing(session: AsyncSession, actor: Person, event_id: int) -> Standing:
    """The event's card. Raises NotAllowed for what is not open to the actor, whether it exists or not."""
    event = await session.get(Event, event_id, populate_existing=True)
    return await _standing(session, await _admit(session, actor, event), actor)


async def join(session: AsyncSession, actor: Person, event_id: int, *, now: datetime) -> Standing:
    """«Иду»: a place if there is one and nobody who can be told waits for it, else the end of the waiting list.

    Said twice, it changes nothing. Raises Stale ``event-cancelled``, ``event-started``; RuleViolation
    ``event-register-first`` for somebody who has no role yet, and as ``consents.ensure_participating``.
    """
    event = await _admit(session, actor, await queries.locked(session, event_id))
    rules.ensure_can_join(event.status, starts_at=event.starts_at, now=now)
    if actor.role is None:
        raise RuleViolation("event-register-first")
    answer = await queries.registration(session, event.id, actor.id)
    if answer is not None and answer.status is not RegistrationStatus.DECLINED:
        return await _standing(session, event, actor)
    await consents.ensure_participating(session, actor, now=now)
    going = (await queries.counts(session, event.id)).going
    place = rules.place_for(event.capacity, going, await queries.count_next(session, event.id))
    await _answer(session, event, actor, answer, place, now)
    return await _standing(session, event, actor, changed=True)


async def leave(session: AsyncSession, actor: Person, event_id: int, *, now: datetime) -> Standing:
    """«Не иду»: the place goes to the first who waits, who is told. Said twice, it changes nothing.

    Raises Stale ``event-cancelled``, ``event-started``.
    """
    event = await _admit(session, actor, await queries.locked(session, event_id))
    rules.ensure_can_leave(event.status, starts_at=event.starts_at, now=now)
    answer = await queries.registration(session, event.id, actor.id)
    if answer is not None and answer.status is RegistrationStatus.DECLINED:
        return await _standing(session, event, actor)
    await _answer(session, event, actor, answer, RegistrationStatus.DECLINED, now)
    await fill(session, event, now=now)
    return await _standing(session, event, actor, changed=True)


async def leave_all(session: AsyncSession, person: Person, *, now: datetime) -> None:
    """Free every place the person holds at events ahead; for whoever erases or excludes somebody."""
    for event_id in await queries.going_of(session, person.id, now=now):
        event = await queries.locked(session, event_id)
        if event is not None:
            await leave_one(session, event, person, now=now)


async def leave_one(session: AsyncSession, event: Event, person: Person, *, now: datetime) -> None:
    """Free somebody's place at an event whose row the caller has locked."""
    answer = await queries.registration(session, event.id, person.id)
    if answer is None:
        return
    answer.status, answer.updated_at = RegistrationStatus.DECLINED, now
    await session.flush()
    await fill(session, event, now=now)


async def fill(session: AsyncSession, event: Event, *, now: datetime) -> int:
    """Give free places to those who wait and tell them; the event's row is locked by the caller. Returns how many.

    Nobody moves up once the event has begun, nor while they cannot be told.
    """
    if event.status is not EventStatus.ANNOUNCED or now >= event.starts_at:
        return 0
    counts = await queries.counts(session, event.id)
    free = rules.free_places(event.capacity, counts.going)
    if counts.waiting == 0 or free == 0:
        return 0
    moved = rules.promote(await queries.first_waiting(session, event.id, free), free)
    for answer, _ in moved:
        answer.status, answer.updated_at = RegistrationStatus.GOING, now
    await session.flush()
    await outbox.promise(session, [(person, _moved_up(event, person, now)) for _, person in moved], now=now)
    return len(moved)


async def fill_places(session: AsyncSession, *, now: datetime) -> None:
    """Move up those who wait for what is free: somebody who could not be told before is back."""
    for event_id in await queries.with_places_to_give(session, now=now):
        event = await queries.locked(session, event_id)
        if event is not None:
            await fill(session, event, now=now)


def _moved_up(event: Event, person: Person, now: datetime) -> Notice:
    return Notice(
        # Who leaves and waits again may move up again: that is another promise.
        key=f"event-promoted:{event.id}:{person.id}:{int(now.timestamp() * 1_000_000)}",
        template="event-promoted",
        args=notice_args(event),
        subject=subject(event.id),
        expires_at=event.starts_at,
    )


async def _admit(session: AsyncSession, actor: Person, event: Event | None) -> Event:
    """The one door to an event for those who are not the office."""
    if event is None or event.status is EventStatus.DRAFT:
        raise NotAllowed("event-not-found")
    accepted = await queries.is_accepted(session, actor.id, event.season_id)
    if rules.is_invited(event.audience, actor.role, accepted=accepted):
        return event
    # Who has answered once may still look and leave, whatever they have become since.
    if await queries.registration(session, event.id, actor.id) is None:
        raise NotAllowed("event-not-found")
    return event


async def _answer(
    session: AsyncSession,
    event: Event,
    actor: Person,
    answer: EventRegistration | None,
    status: RegistrationStatus,
    now: datetime,
) -> None:
    if answer is None:
        answer = EventRegistration(event_id=event.id, person_id=actor.id, queued_at=now)
        session.add(answer)
    elif status is not RegistrationStatus.DECLINED:
        answer.queued_at = now
    answer.status, answer.updated_at = status, now
    await session.flush()


async def _standing(session: AsyncSession, event: Event, actor: Person, *, changed: bool = False) -> Standing:
    answer = await queries.registration(session, event.id, actor.id)
    counts = await queries.counts(session, event.id)
    waits = answer is not None and answer.status is RegistrationStatus.WAITING
    goes = answer is not None and answer.status is RegistrationStatus.GOING
    return Standing(
        event=event,
        status=answer.status if answer is not None else None,
        position=await queries.position(session, answer) if answer is not None and waits else None,
        waiting=counts.waiting,
        free=rules.free_places(event.capacity, counts.going),
        came=await attendance_queries.days_of(session, event.id, actor.id),
        documents=(await documents.folder(session, event, actor)).documents if goes else (),
        changed=changed,
    )
