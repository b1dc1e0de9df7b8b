"""The choice of a broadcast's recipients: what can be chosen, whom it reaches, choices kept by name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert_new
from bot.db.models import Broadcast, Person, SavedAudience
from bot.db.queries import audiences as queries
from bot.db.queries import seasons as season_queries
from bot.db.queries import tags as tag_queries
from bot.db.queries.audiences import Example, Option
from bot.domain.access import Permission
from bot.domain.audiences import NO_APPLICATION, Audience, AudiencePart, Undone, name_of_audience
from bot.domain.enums import ApplicationStatus, ConsentPurpose, OfferStatus, RegistrationStatus, Role
from bot.domain.errors import NotFound, RuleViolation
from bot.services import audit, broadcasts, office

MOST_SAVED = 50
"""Choices kept by name: more would be a list nobody reads."""


async def options(session: AsyncSession, part: AudiencePart, *, now: datetime) -> list[Option]:
    """What can be chosen of one part of the audience."""
    match part:
        case AudiencePart.ROLE:
            return [Option(role.value) for role in Role]
        case AudiencePart.STATUS:
            return [Option(status.value) for status in ApplicationStatus] + [Option(NO_APPLICATION)]
        case AudiencePart.OFFER:
            return [Option(status.value) for status in OfferStatus]
        case AudiencePart.MUNICIPALITY:
            return await queries.municipalities(session)
        case AudiencePart.ORGANISATION:
            return await queries.organisations(session)
        case AudiencePart.DIRECTION:
            return await queries.directions(session)
        case AudiencePart.AGREED:
            return [Option(purpose.value) for purpose in ConsentPurpose]
        case AudiencePart.TAG | AudiencePart.WITHOUT:
            return [Option(line.key, line.name) for line in await tag_queries.known(session)]
    return await _of_season(session, part, now)


async def _of_season(session: AsyncSession, part: AudiencePart, now: datetime) -> list[Option]:
    season = await season_queries.newest(session)
    if season is None:
        return []
    match part:
        case AudiencePart.TEAM:
            return await queries.teams(session, season.id)
        case AudiencePart.EVENT:
            return await queries.event_answers(
                session, season.id, [status.value for status in RegistrationStatus], now=now
            )
        case AudiencePart.UNDONE:
            unanswered = await queries.events_ahead(session, season.id, now=now)
            lacking = await queries.events_with_checklists(session, season.id, now=now)
            return [Option(undone.value) for undone in Undone] + unanswered + lacking
    return []


async def toggle(
    session: AsyncSession, actor: Person, broadcast_id: int, part: AudiencePart, value: str, *, now: datetime
) -> Broadcast:
    """Put a value into the draft's audience, or take it out."""
    broadcast = await broadcasts.draft(session, actor, broadcast_id)
    if value not in {option.value for option in await options(session, part, now=now)}:
        raise NotFound("broadcast-choice-gone")
    broadcast.audience = dict(Audience.from_dict(broadcast.audience).toggled(part, value).to_dict())
    return broadcast


async def to_everybody(session: AsyncSession, actor: Person, broadcast_id: int) -> Broadcast:
    """Forget the choice of recipients."""
    broadcast = await broadcasts.draft(session, actor, broadcast_id)
    broadcast.audience = {}
    return broadcast


async def recipients(session: AsyncSession, broadcast: Broadcast, *, now: datetime) -> int:
    """How many would get it now."""
    audience = Audience.from_dict(broadcast.audience)
    return await queries.count_recipients(session, audience, await season_id(session), now=now)


async def examples(
    session: AsyncSession, broadcast: Broadcast, *, now: datetime, offset: int = 0, limit: int
) -> list[Example]:
    """Some of those who would get it now, by name."""
    audience = Audience.from_dict(broadcast.audience)
    return await queries.examples(session, audience, await season_id(session), now=now, offset=offset, limit=limit)


async def season_id(session: AsyncSession) -> int | None:
    """The season whose applications, teams and events are meant."""
    season = await season_queries.newest(session)
    return season.id if season is not None else None


async def saved(session: AsyncSession, actor: Person) -> Sequence[SavedAudience]:
    """The choices kept by name."""
    await office.ensure_allowed(session, actor, Permission.BROADCAST)
    return await queries.saved(session)


async def save(session: AsyncSession, actor: Person, broadcast_id: int, typed: str, *, now: datetime) -> Broadcast:
    """Keep the draft's choice under a name. Raises RuleViolation for a name that is taken, and when there are many."""
    broadcast = await broadcasts.draft(session, actor, broadcast_id)
    name = name_of_audience(typed)
    if not broadcast.audience:
        raise RuleViolation("audience-is-everybody")
    if (await session.scalar(select(func.count()).select_from(SavedAudience)) or 0) >= MOST_SAVED:
        raise RuleViolation("audience-too-many", limit=MOST_SAVED)
    row = {"name": name, "audience": broadcast.audience, "created_by": actor.id, "created_at": now}
    if not await insert_new(session, SavedAudience, [row]):
        raise RuleViolation("audience-name-taken", name=name)
    audit.record(session, "audience.saved", actor=actor, now=now, subject=f"broadcast:{broadcast.id}")
    return broadcast


async def use(session: AsyncSession, actor: Person, broadcast_id: int, saved_id: int) -> Broadcast:
    """Give the draft a choice kept by name."""
    broadcast = await broadcasts.draft(session, actor, broadcast_id)
    broadcast.audience = dict((await _saved(session, saved_id)).audience)
    return broadcast


async def forget(session: AsyncSession, actor: Person, saved_id: int, *, now: datetime) -> None:
    """Keep this choice no longer; broadcasts that used it stay as they are."""
    await office.ensure_allowed(session, actor, Permission.BROADCAST)
    await session.delete(await _saved(session, saved_id))
    await session.flush()
    audit.record(session, "audience.forgotten", actor=actor, now=now, subject=f"saved_audience:{saved_id}")


async def _saved(session: AsyncSession, saved_id: int) -> SavedAudience:
    found = await session.get(SavedAudience, saved_id)
    if found is None:
        raise NotFound("audience-gone")
    return found
