"""One's own events as entries of a calendar."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Event, Person
from bot.db.queries import agenda as queries
from bot.domain.enums import RegistrationStatus
from bot.domain.errors import NotAllowed, RuleViolation


async def own_events(
    session: AsyncSession, person_id: int, *, event_id: int | None = None
) -> Sequence[tuple[Event, RegistrationStatus]]:
    """The events (or one of them) the person goes to or waits for, cancelled ones too: a calendar has to learn it."""
    return await queries.own_events(session, person_id, event_id=event_id)


async def ensure_any(session: AsyncSession, actor: Person, *, event_id: int | None = None) -> None:
    """Raises NotAllowed for an event the actor does not go to, RuleViolation ``calendar-empty`` for no event at all."""
    if await queries.own_events(session, actor.id, event_id=event_id):
        return
    if event_id is not None:
        raise NotAllowed("event-not-found")
    raise RuleViolation("calendar-empty")
