"""The office changes a call: one part at a time, after «Было / Стало»."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Person, Season
from bot.db.queries import applications as queries
from bot.domain.call_edit import CallField, CallState, Value, ensure_can_become, read_value
from bot.domain.enums import ApplicationStatus
from bot.domain.errors import NotFound
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


async def _state(session: AsyncSession, call: Call, field: CallField) -> CallState:
    found = next(each for each in await queries.numbers(session, call.season_id) if each.call.id == call.id)
    accepted = found.by_status[ApplicationStatus.ACCEPTED]
    return CallState(call.opens_at, call.closes_at, accepted, getattr(call, field.value))
