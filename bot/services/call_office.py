"""The office changes a call: one part at a time, after «Было / Стало»."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Person, Season
from bot.db.queries import applications as queries
from bot.domain.call_edit import CallField, CallState, Value, ensure_can_become, read_value
from bot.domain.enums import ApplicationStatus, InstitutionKind
from bot.domain.errors import NotFound
from bot.domain.people import PLACES, toggled_place
from bot.services import applications, audit, reminders


async def read(
    session: AsyncSession, actor: Person, call_id: int, field: CallField, text: str, *, now: datetime
) -> tuple[Call, Value]:
    """The call and what was typed for one of its parts; nothing changes.

    Raises those of ``domain.call_edit.read_value`` and ``ensure_can_become``.
    """
    call = await applications.call_to_edit(session, actor, call_id)
    season = await session.get_one(Season, call.season_id)
    value = read_value(field, text, zone=season.zone, now=now, day_of=call.closes_at)
    ensure_can_become(field, await _state(session, call, field), value, now=now)
    return call, value


async def change(
    session: AsyncSession, actor: Person, call_id: int, field: CallField, value: Value, *, now: datetime
) -> Call:
    """Change one part of a call; reminders move along with its moments. Raises those of ``ensure_can_become``."""
    await applications.call_to_edit(session, actor, call_id)
    call = await queries.lock_call(session, call_id)
    if call is None:
        raise NotFound("call-unknown")
    ensure_can_become(field, await _state(session, call, field), value, now=now)
    setattr(call, field.value, value)
    await session.flush()
    if isinstance(value, datetime):
        await reminders.plan_call(session, call, now=now)
    audit.record(
        session, "call.changed", actor=actor, now=now, subject=f"call:{call_id}", detail=f"{field.value}={value}"
    )
    return call


def places_of(call: Call) -> frozenset[InstitutionKind]:
    """The kinds of place a call is open to; none for a role whose place of work or study does not matter."""
    named = frozenset(InstitutionKind(kind) for kind in call.institutions)
    return named or PLACES.get(call.role, frozenset())


async def switch_place(
    session: AsyncSession, actor: Person, call_id: int, kind: InstitutionKind, on: bool, *, now: datetime
) -> Call:
    """Open a call to a kind of place, or close it; what was sent stays. Raises those of ``toggled_place``."""
    await applications.call_to_edit(session, actor, call_id)
    call = await queries.lock_call(session, call_id)
    if call is None or call.role not in PLACES:
        raise NotFound("call-unknown")
    call.institutions = [each.value for each in toggled_place(places_of(call), kind, on)]
    await session.flush()
    audit.record(session, "call.changed", actor=actor, now=now, subject=f"call:{call_id}", detail=f"{kind.value}={on}")
    return call


async def _state(session: AsyncSession, call: Call, field: CallField) -> CallState:
    found = next(each for each in await queries.numbers(session, call.season_id) if each.call.id == call.id)
    accepted = found.by_status[ApplicationStatus.ACCEPTED]
    return CallState(call.opens_at, call.closes_at, accepted, getattr(call, field.value))
