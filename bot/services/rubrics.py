"""The office changes what reviewers of a call score by, until their scoring begins."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Person
from bot.db.queries import applications as queries
from bot.db.queries import review_rounds as round_queries
from bot.domain import rubrics as rules
from bot.domain.errors import NotFound, RuleViolation
from bot.domain.review import Criterion, read_rubric
from bot.services import audit
from bot.services.applications import call_to_edit


async def read(session: AsyncSession, actor: Person, call_id: int) -> tuple[Call, Sequence[Criterion], bool]:
    """The call, its criteria, and whether they may still be changed."""
    call = await call_to_edit(session, actor, call_id)
    this = await round_queries.round_of(session, call_id)
    return call, read_rubric(call.rubric), this is None or this.started_at is None


async def one(session: AsyncSession, actor: Person, call_id: int, key: str) -> Criterion:
    """One criterion. Raises Stale ``criterion-gone``."""
    _, rubric, _ = await read(session, actor, call_id)
    return rules.find(rubric, key)


async def write(
    session: AsyncSession, actor: Person, call_id: int, key: str | None, answers: Mapping[str, Any], *, now: datetime
) -> None:
    """Add a criterion, or change the one of this key. Raises RuleViolation ``rubric-locked`` once scoring has begun."""
    call, rubric = await _held(session, actor, call_id)
    criterion = rules.read_criterion(key or rules.new_key(rubric), answers)
    if key is not None:
        rules.find(rubric, key)
    await _keep(session, actor, call, rules.written(rubric, criterion), criterion.key, now)


async def weigh(session: AsyncSession, actor: Person, call_id: int, key: str, weight: int, *, now: datetime) -> None:
    """Another weight for one of them."""
    call, rubric = await _held(session, actor, call_id)
    await _keep(session, actor, call, rules.weighted(rubric, key, weight), key, now)


async def move(session: AsyncSession, actor: Person, call_id: int, key: str, *, up: bool, now: datetime) -> None:
    """One place up or down."""
    call, rubric = await _held(session, actor, call_id)
    await _keep(session, actor, call, rules.moved(rubric, key, up=up), key, now)


async def drop(session: AsyncSession, actor: Person, call_id: int, key: str, *, now: datetime) -> None:
    """One less."""
    call, rubric = await _held(session, actor, call_id)
    await _keep(session, actor, call, rules.without(rubric, key), key, now)


async def _held(session: AsyncSession, actor: Person, call_id: int) -> tuple[Call, Sequence[Criterion]]:
    await call_to_edit(session, actor, call_id)
    call = await queries.lock_call(session, call_id)
    if call is None:
        raise NotFound("call-unknown")
    # Held, so that a scoring that begins at this moment either has these criteria or refuses them.
    this = await round_queries.round_of(session, call_id)
    if this is not None:
        this = await round_queries.lock_round(session, this.id)
    if this is not None and this.started_at is not None:
        raise RuleViolation("rubric-locked")
    return call, read_rubric(call.rubric)


async def _keep(
    session: AsyncSession, actor: Person, call: Call, rubric: Sequence[Criterion], key: str, now: datetime
) -> None:
    call.rubric, call.rubric_changed_at = [criterion.to_dict() for criterion in rubric], now
    await session.flush()
    audit.record(session, "call.rubric_changed", actor=actor, now=now, subject=f"call:{call.id}", detail=key)
