"""Decisions: what is staged in a call is seen together and released at once, each applicant by a letter of their own."""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Person, Season
from bot.db.queries import applications as application_queries
from bot.db.queries import ranking as ranking_queries
from bot.db.queries import seats as seat_queries
from bot.db.queries import selection as queries
from bot.db.queries.selection import StagedRow, StagedState
from bot.domain.access import Permission
from bot.domain.enums import ApplicationStatus, Outcome, Priority
from bot.domain.errors import Stale
from bot.domain.seats import MoveCause
from bot.domain.selection import HeldBack, Release, ReleasePlan, StagedDecision, ensure_can_release, plan_release
from bot.services import audit, office, outbox, seasons, seats
from bot.services.selection import known_call, locked_call, reason_arguments

_CAUSES = {
    ApplicationStatus.ACCEPTED: MoveCause.ACCEPTED,
    ApplicationStatus.RESERVE: MoveCause.RESERVED,
    ApplicationStatus.REJECTED: MoveCause.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Overview:
    """What is staged in a call. ``seen`` names exactly this state: a release of another one is refused."""

    call: Call
    plan: ReleasePlan
    staged: dict[Outcome, int]
    released: dict[Outcome, int]
    seen: int

    @property
    def held_back(self) -> Counter[HeldBack]:
        """How many decisions wait, by the reason."""
        return Counter(why for _, why in self.plan.held_back)


async def overview(session: AsyncSession, actor: Person, call_id: int, *, now: datetime) -> Overview:
    """What is staged in a call, what a release would do, and what has been released before."""
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    call = await known_call(session, call_id)
    day = await seasons.today(session, call.season_id, now=now)
    return await _overview(session, call, await queries.staged_states(session, call.id, day=day))


async def release(session: AsyncSession, actor: Person, call_id: int, *, seen: int, now: datetime) -> Overview:
    """Tell all applicants with a staged decision at once; ``seen`` is the ``Overview.seen`` the actor confirmed.

    Returns what was done: the decisions held back stay staged. Raises Stale ``selection-already-released`` and
    ``selection-staged-changed``, RuleViolation ``selection-all-held-back`` (count).
    """
    await office.ensure_allowed(session, actor, Permission.RELEASE_DECISIONS)
    call = await locked_call(session, call_id)
    return await _tell(session, actor, call, await ensure_as_seen(session, call, seen, now), now)


async def ensure_as_seen(session: AsyncSession, call: Call, seen: int, now: datetime) -> list[StagedRow]:
    """The staged decisions of a locked call, locked, if they are those the actor has seen and some can be told.

    Raises as ``release``.
    """
    staged = await _lock_staged(session, call, now)
    if not staged:
        raise Stale("selection-already-released")
    found = await _overview(session, call, [row.state for row in staged])
    if found.seen != seen:
        raise Stale("selection-staged-changed")
    ensure_can_release(found.plan)
    return staged


async def release_until(
    session: AsyncSession, actor: Person, call: Call, asked_at: datetime, *, now: datetime
) -> Overview:
    """Tell the decisions of a locked call that stood at a moment and still do; what came or changed later stays staged."""
    staged = await _lock_staged(session, call, now)
    return await _tell(session, actor, call, [row for row in staged if row.decision.staged_at <= asked_at], now)


async def _tell(
    session: AsyncSession, actor: Person, call: Call, staged: Sequence[StagedRow], now: datetime
) -> Overview:
    done = await _overview(session, call, [row.state for row in staged])
    by_application = {row.application.id: row for row in staged}
    places = await ranking_queries.places_of(session, call.id)
    for one in done.plan.releases:
        row = by_application[one.application_id]
        row.application.status, row.application.decided_at = one.status, now
        row.application.rank = places.get(one.application_id, row.application.rank)
        row.decision.released_at, row.decision.released_by = now, actor.id
    await session.flush()
    await _write_letters(
        session, call, [(by_application[one.application_id], one) for one in done.plan.releases], actor, now
    )
    told = " ".join(f"{outcome.value}={count}" for outcome, count in done.plan.counts.items())
    audit.record(session, "selection.released", actor=actor, now=now, subject=f"call:{call.id}", detail=told)
    return done


async def _write_letters(
    session: AsyncSession, call: Call, released: Sequence[tuple[StagedRow, Release]], actor: Person, now: datetime
) -> None:
    line = {each: place for place, each in enumerate(await seat_queries.reserve_list(session, call.id), start=1)}
    season = await session.get_one(Season, call.season_id)
    accepted = [(row.application, row.person) for row, one in released if one.status is ApplicationStatus.ACCEPTED]
    offered = await seats.offer(session, call, accepted, now=now)
    letters = []
    for row, one in released:
        application = row.application
        args: dict[str, Any] = {"number": application.number, "role": call.role.value, **reason_arguments(one.reason)}
        seat = offered.get(application.id)
        seats.note(session, application, _CAUSES[one.status], actor=actor, now=now, seat=seat)
        if one.status is ApplicationStatus.RESERVE:
            args["position"] = line[application.id]
        if seat is not None:
            args |= seats.letter_args(seat, season, row.person)
        notice = outbox.Notice(
            key=f"decision:{application.id}:{row.decision.id}",
            template=f"decision-{one.status.value}",
            args=args,
            priority=Priority.DECISION,
            subject=f"application:{application.id}",
        )
        letters.append((row.person, notice))
    await outbox.promise(session, letters, now=now)


async def _lock_staged(session: AsyncSession, call: Call, now: datetime) -> list[StagedRow]:
    day = await seasons.today(session, call.season_id, now=now)
    return await queries.lock_staged(session, call.id, day=day)


async def _overview(session: AsyncSession, call: Call, staged: Sequence[StagedState]) -> Overview:
    plan = plan_release(
        [
            StagedDecision(
                application_id=row.application_id,
                status=row.status,
                outcome=row.outcome,
                reason=row.reason or "",
                consented=row.consented,
                second=row.second,
            )
            for row in staged
        ]
    )
    counts = Counter(row.outcome for row in staged)
    numbers = next(
        each for each in await application_queries.numbers(session, call.season_id) if each.call.id == call.id
    )
    return Overview(
        call=call,
        plan=plan,
        staged={outcome: counts[outcome] for outcome in Outcome},
        released={outcome: numbers.by_status[ApplicationStatus(outcome.value)] for outcome in Outcome},
        seen=_fingerprint(staged),
    )


def _fingerprint(staged: Iterable[StagedState]) -> int:
    """A number for exactly these decisions on exactly these applications as they stand; it fits into a button."""
    state = [
        (row.decision_id, row.outcome.value, row.reason, row.status.value, row.consented, row.second) for row in staged
    ]
    return zlib.crc32(repr(state).encode())
