"""Announcing decisions: at a chosen time that is never at night, and with a second pair of eyes where there are two.

An order covers what was staged when it was given: what is staged or changed afterwards waits for the next one.
"""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert_new
from bot.db.models import Person, ReleaseOrder, Season
from bot.db.queries import people as people_queries
from bot.db.queries import releases as queries
from bot.domain.access import Permission
from bot.domain.enums import OfficeRole
from bot.domain.errors import NotAllowed, NotFound, RuleViolation, Stale
from bot.domain.quiet import is_quiet, later
from bot.services import audit, decisions, office, outbox
from bot.services.decisions import Overview
from bot.services.selection import locked_call

LATEST = timedelta(days=60)


async def announce(
    session: AsyncSession, actor: Person, call_id: int, *, seen: int, at: datetime | None = None, now: datetime
) -> Overview | ReleaseOrder:
    """Announce what is staged, now or ``at`` a moment: what was done, or the order that waits.

    It waits for its time (moved out of the quiet hours) and, where there are two administrators, for another one's
    consent. Raises what ``decisions.release`` raises, Stale ``release-ordered``, RuleViolation ``release-in-past`` and
    ``release-too-far``.
    """
    await office.ensure_allowed(session, actor, Permission.RELEASE_DECISIONS)
    call = await locked_call(session, call_id)
    if await queries.open_order(session, call_id) is not None:
        raise Stale("release-ordered")
    if at is not None and at <= now:
        raise RuleViolation("release-in-past")
    if at is not None and at > now + LATEST:
        raise RuleViolation("release-too-far")
    season = await session.get_one(Season, call.season_id)
    release_at = later(at or now, season.zone)
    others = await _other_administrators(session, actor)
    if not others and release_at <= now:
        return await decisions.release(session, actor, call_id, seen=seen, now=now)
    await decisions.ensure_as_seen(session, call, seen, now)
    row = {
        "call_id": call_id, "release_at": release_at, "needs_second": bool(others), "asked_by": actor.id,
        "asked_at": now,
    }  # fmt: skip
    await insert_new(session, ReleaseOrder, [row])
    order = await queries.open_order(session, call_id)
    if order is None:
        raise NotFound("release-unknown")
    audit.record(session, "release.asked", actor=actor, now=now, subject=f"call:{call_id}", detail=str(order.id))
    for person_id, chat_id in others:
        notice = outbox.Notice(
            key=f"release-asked:{order.id}:{person_id}",
            template="release-asked",
            args={"role": call.role.value, "at": release_at, "call": call_id},
            subject=f"release:{order.id}",
        )
        await outbox.promise_to_chat(session, chat_id, notice, now=now)
    return order


async def _other_administrators(session: AsyncSession, actor: Person) -> list[tuple[int, int]]:
    """Those who may confirm; nobody where there are not two administrators."""
    found = await people_queries.office_chats(session, OfficeRole.ADMINISTRATOR)
    return [each for each in found if each[0] != actor.id] if len(found) > 1 else []


async def order_of(session: AsyncSession, call_id: int) -> ReleaseOrder | None:
    """The order of a call that waits."""
    return await queries.open_order(session, call_id)


def may_confirm(order: ReleaseOrder, actor: Person, role: OfficeRole | None) -> bool:
    """Whether to offer «Подтвердить»."""
    waits = order.needs_second and order.confirmed_at is None
    return waits and role is OfficeRole.ADMINISTRATOR and order.asked_by != actor.id


async def confirm(session: AsyncSession, actor: Person, order_id: int, *, now: datetime) -> ReleaseOrder:
    """The second pair of eyes: another administrator agrees. What was due already leaves at once, but not at night.

    Raises NotAllowed for who is no administrator, RuleViolation ``release-own``, Stale ``release-over``.
    """
    role = await office.ensure_allowed(session, actor, Permission.RELEASE_DECISIONS)
    if role is not OfficeRole.ADMINISTRATOR:
        raise NotAllowed("not-allowed")
    order = await _held(session, order_id)
    if order.confirmed_at is not None:
        raise Stale("release-over")
    if order.asked_by == actor.id:
        raise RuleViolation("release-own")
    order.confirmed_by, order.confirmed_at = actor.id, now
    audit.record(session, "release.confirmed", actor=actor, now=now, subject=f"call:{order.call_id}")
    await session.flush()
    await _carry_out(session, order, now)
    return order


async def cancel(session: AsyncSession, actor: Person, order_id: int, *, now: datetime) -> ReleaseOrder:
    """Call an order off: the decisions stay staged. Raises Stale ``release-over``."""
    await office.ensure_allowed(session, actor, Permission.RELEASE_DECISIONS)
    order = await _held(session, order_id)
    order.cancelled_by, order.closed_at = actor.id, now
    await outbox.withdraw(session, subject=f"release:{order.id}", now=now)
    audit.record(session, "release.cancelled", actor=actor, now=now, subject=f"call:{order.call_id}")
    await session.flush()
    return order


async def tick(session: AsyncSession, *, now: datetime) -> None:
    """The job: orders whose time has come are carried out."""
    for order_id in await queries.due(session, now=now):
        order = await queries.lock_order(session, order_id)
        if order is not None and order.closed_at is None:
            await _carry_out(session, order, now)


async def _carry_out(session: AsyncSession, order: ReleaseOrder, now: datetime) -> None:
    call = await locked_call(session, order.call_id)
    season = await session.get_one(Season, call.season_id)
    if order.release_at > now or is_quiet(now, season.zone):
        return
    actor = await session.get_one(Person, order.confirmed_by or order.asked_by)
    await decisions.release_until(session, actor, call, order.asked_at, now=now)
    order.closed_at = now
    await session.flush()


async def _held(session: AsyncSession, order_id: int) -> ReleaseOrder:
    order = await queries.lock_order(session, order_id)
    if order is None:
        raise NotFound("release-unknown")
    if order.closed_at is not None:
        raise Stale("release-over")
    return order
