"""The agenda: the cards people keep, and what their guardians' children go to."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import AgendaCard, Event, EventRegistration, OfficeMember, Person
from bot.domain.enums import EventStatus, OfficeRole, RegistrationStatus


async def card_of(session: AsyncSession, person_id: int) -> AgendaCard | None:
    """The person's card, read afresh."""
    return await session.get(AgendaCard, person_id, populate_existing=True)


async def locked_card(session: AsyncSession, chat_id: int) -> AgendaCard | None:
    """The card in a private chat, locked."""
    found: AgendaCard | None = await session.scalar(
        select(AgendaCard)
        .where(AgendaCard.chat_id == chat_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def cards_to_look_at(
    session: AsyncSession, chats: Collection[int], *, now: datetime, limit: int
) -> list[tuple[AgendaCard, Person, OfficeRole | None]]:
    """Cards that may have become wrong, and those of these chats, of people who can be written to."""
    due = AgendaCard.look_at <= now
    statement = (
        select(AgendaCard, Person, OfficeMember.role)
        .join(Person, Person.id == AgendaCard.person_id)
        .outerjoin(OfficeMember, (OfficeMember.person_id == Person.id) & OfficeMember.revoked_at.is_(None))
        .where(due | AgendaCard.chat_id.in_(list(chats)[:limit]) if chats else due)
        .where(Person.erased_at.is_(None), Person.unreachable_since.is_(None))
        .order_by(AgendaCard.look_at, AgendaCard.person_id)
        .limit(limit)
    )
    return [(card, person, role) for card, person, role in await session.execute(statement)]


async def look_again(session: AsyncSession, person_ids: Sequence[int], *, now: datetime) -> None:
    """Something has changed for these people: their cards are due now."""
    await session.execute(
        update(AgendaCard)
        .where(AgendaCard.person_id.in_(person_ids))
        .values(look_at=now)
        .execution_options(synchronize_session=False)
    )


async def forget_card(session: AsyncSession, chat_id: int, message_id: int) -> None:
    """The message is gone: the person has no card until the next one is asked for."""
    await session.execute(
        delete(AgendaCard)
        .where(AgendaCard.chat_id == chat_id, AgendaCard.message_id == message_id)
        .execution_options(synchronize_session=False)
    )


async def events_of_children(session: AsyncSession, ids: Collection[int], *, now: datetime) -> list[tuple[Event, int]]:
    """The announced events not over to which these people go, with who goes, the nearest first."""
    statement = (
        select(Event, EventRegistration.person_id)
        .join(EventRegistration, EventRegistration.event_id == Event.id)
        .where(
            EventRegistration.person_id.in_(ids),
            EventRegistration.status == RegistrationStatus.GOING,
            Event.status == EventStatus.ANNOUNCED,
            Event.ends_at > now,
        )
        .order_by(Event.starts_at, Event.id)
    )
    return [(event, person_id) for event, person_id in await session.execute(statement)]


async def own_events(
    session: AsyncSession, person_id: int, *, event_id: int | None = None
) -> list[tuple[Event, RegistrationStatus]]:
    """The announced and cancelled events a person has said yes to (or one of them), by their start."""
    statement = (
        select(Event, EventRegistration.status)
        .join(EventRegistration, EventRegistration.event_id == Event.id)
        .where(
            EventRegistration.person_id == person_id,
            EventRegistration.status.in_([RegistrationStatus.GOING, RegistrationStatus.WAITING]),
            Event.status != EventStatus.DRAFT,
        )
        .order_by(Event.starts_at, Event.id)
    )
    if event_id is not None:
        statement = statement.where(Event.id == event_id)
    return [(event, status) for event, status in await session.execute(statement)]


async def looked_at(
    session: AsyncSession, person_id: int, message_id: int, *, shown: str, was: datetime, look_at: datetime
) -> None:
    """The card says ``shown``; the next look is at ``look_at`` unless something has called for one meanwhile."""
    row = (AgendaCard.person_id == person_id, AgendaCard.message_id == message_id)
    await session.execute(
        update(AgendaCard).where(*row).values(shown=shown).execution_options(synchronize_session=False)
    )
    await session.execute(
        update(AgendaCard)
        .where(*row, AgendaCard.look_at == was)
        .values(look_at=look_at)
        .execution_options(synchronize_session=False)
    )
