"""Selection: the office looks at applications, stages decisions and releases them together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, ApplicationVersion, Call, Decision, Person
from bot.db.queries import applications as application_queries
from bot.db.queries import people as people_queries
from bot.db.queries import selection as queries
from bot.db.queries.selection import CardRow, QueueFilter, QueueRow
from bot.domain.access import Permission, permissions_of
from bot.domain.enums import Outcome
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.people import needs_guardian
from bot.domain.selection import (
    ensure_can_stage,
)
from bot.services import audit, counts, office, seasons

REASON_CODES = ("places", "incomplete", "category", "school")
"""Ready reasons of a rejection; each has a branch in the text ``reject-reason``."""

_READY = "@"


@dataclass(frozen=True, slots=True)
class Card:
    """One application for one reader. ``named`` says whether this reader may see who it is."""

    row: CardRow
    named: bool
    may_decide: bool
    changed_since_staged: bool
    today: date


async def call_for_office(session: AsyncSession, actor: Person, call_id: int) -> Call:
    """A call as the queue's head. Raises NotAllowed for those who may not see applications."""
    await office.ensure_allowed(session, actor, Permission.SEE_APPLICATIONS)
    return await known_call(session, call_id)


async def queue(
    session: AsyncSession, actor: Person, call_id: int, chosen: QueueFilter, *, page: int, size: int, now: datetime
) -> tuple[list[QueueRow], int]:
    """A page (from 0) of a call's applications without names, and how many there are in all."""
    call = await call_for_office(session, actor, call_id)
    day = await seasons.today(session, call.season_id, now=now)
    chosen = await _looked_up(session, call_id, chosen, day, now)
    return await queries.queue(session, call_id, chosen, day=day, offset=page * size, limit=size)


async def _looked_up(session: AsyncSession, call_id: int, chosen: QueueFilter, day: date, now: datetime) -> QueueFilter:
    """Who is not admitted is asked of everybody in the call: among thousands only once a minute."""
    if not chosen.consent_missing:
        return chosen
    found, _ = await counts.kept(
        session, f"not-admitted:{call_id}", lambda: queries.not_admitted(session, call_id, day=day), now=now
    )
    return replace(chosen, among=found)


async def municipalities(session: AsyncSession, call_id: int, *, now: datetime) -> list[tuple[str, str, int]]:
    """(id, short name, applications sent) of the municipalities a call's people are from."""
    found, _ = await counts.kept(
        session, f"municipalities:{call_id}", lambda: queries.municipalities_of(session, call_id), now=now
    )
    return [(place, name, sent) for place, name, sent in found]


async def open_card(session: AsyncSession, actor: Person, application_id: int, *, now: datetime) -> Card:
    """One application; names only for those who may see people, and reading a minor's is an audited act."""
    await office.ensure_allowed(session, actor, Permission.SEE_APPLICATIONS)
    row, day = await _card(session, application_id, now)
    role = await people_queries.office_role(session, actor.id)
    allowed = permissions_of(role)
    named = Permission.SEE_PEOPLE in allowed
    if named and (row.person.birth_date is None or needs_guardian(row.person.birth_date, day)):
        audit.record(session, "application.read", actor=actor, now=now, subject=f"application:{application_id}")
    sent = row.application.submitted_at
    changed = row.staged is not None and sent is not None and sent > row.staged.staged_at
    return Card(row, named, Permission.DECIDE in allowed, changed, day)


async def card_to_decide(session: AsyncSession, actor: Person, application_id: int, *, now: datetime) -> Card:
    """The card for those who may decide about it."""
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    return await open_card(session, actor, application_id, now=now)


async def versions(
    session: AsyncSession, actor: Person, application_id: int, *, now: datetime
) -> tuple[Card, Sequence[ApplicationVersion]]:
    """The card and every version that was sent, the first first; a reading like that of the card."""
    card = await open_card(session, actor, application_id, now=now)
    return card, await application_queries.versions(session, application_id)


async def next_card(
    session: AsyncSession, actor: Person, application_id: int, chosen: QueueFilter, *, now: datetime
) -> int | None:
    """The id of the application after this one in the queue as filtered."""
    await office.ensure_allowed(session, actor, Permission.SEE_APPLICATIONS)
    row, day = await _card(session, application_id, now)
    chosen = await _looked_up(session, row.call.id, chosen, day, now)
    return await queries.next_in_queue(session, row.call.id, chosen, day=day, after=row.application)


async def stage(
    session: AsyncSession, actor: Person, application_id: int, outcome: Outcome, *, reason: str = "", now: datetime
) -> Decision:
    """Put down a decision that nobody but the office sees until it is released; a second one replaces the first.

    ``reason`` is free text, or one of ``ready_reason``. Raises what ``ensure_can_stage`` raises, and Stale
    ``selection-already-staged`` when the very same decision stands.
    """
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    row, _ = await _card(session, application_id, now, lock=True)
    reason = reason.strip()
    ensure_can_stage(row.application.status, outcome, reason=reason, consented=row.consented, second=row.second)
    staged = row.staged
    if staged is not None and (staged.outcome, staged.reason or "") == (outcome, reason):
        raise Stale("selection-already-staged")
    if staged is None:
        staged = Decision(application_id=application_id)
        session.add(staged)
    staged.outcome, staged.reason, staged.staged_by, staged.staged_at = outcome, reason or None, actor.id, now
    staged.by_line = False
    await session.flush()
    audit.record(
        session, "selection.staged", actor=actor, now=now, subject=f"application:{application_id}", detail=outcome.value
    )
    return staged


async def reject_for(
    session: AsyncSession, actor: Person, application_id: int, code: str, *, now: datetime
) -> Decision:
    """Stage a rejection for a ready reason; raises what ``ready_reason`` and ``stage`` raise."""
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    return await stage(session, actor, application_id, Outcome.REJECTED, reason=ready_reason(code), now=now)


async def unstage(session: AsyncSession, actor: Person, application_id: int, *, now: datetime) -> None:
    """Take a staged decision back. Raises Stale ``selection-not-staged``."""
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    row, _ = await _card(session, application_id, now, lock=True)
    if row.staged is None:
        raise Stale("selection-not-staged")
    await session.delete(row.staged)
    await session.flush()
    audit.record(session, "selection.unstaged", actor=actor, now=now, subject=f"application:{application_id}")


async def stage_first(
    session: AsyncSession,
    actor: Person,
    call_id: int,
    count: int,
    *,
    municipality_id: str | None = None,
    now: datetime,
) -> int:
    """Stage the acceptance of the first ``count`` undecided applications that have every consent; how many there were."""
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    call = await locked_call(session, call_id)
    day = await seasons.today(session, call.season_id, now=now)
    found = await queries.lock_first_undecided(
        session, call_id, day=day, municipality_id=municipality_id, limit=max(count, 0)
    )
    for application in found:
        session.add(
            Decision(application_id=application.id, outcome=Outcome.ACCEPTED, staged_by=actor.id, staged_at=now)
        )
        audit.record(
            session,
            "selection.staged",
            actor=actor,
            now=now,
            subject=f"application:{application.id}",
            detail=Outcome.ACCEPTED.value,
        )
    await session.flush()
    return len(found)


def ready_reason(code: str) -> str:
    """A ready reason as it is kept with the decision; its words belong to the texts."""
    if code not in REASON_CODES:
        raise RuleViolation("selection-reason-required")
    return _READY + code


def reason_arguments(reason: str | None) -> dict[str, str]:
    """A kept reason as arguments of a text: ``code`` (``own`` for what was typed, ``none``) and ``reason``."""
    if not reason:
        return {"code": "none", "reason": ""}
    if reason.startswith(_READY) and reason.removeprefix(_READY) in REASON_CODES:
        return {"code": reason.removeprefix(_READY), "reason": ""}
    return {"code": "own", "reason": reason}


async def known_call(session: AsyncSession, call_id: int) -> Call:
    """A call by its id. Raises NotFound ``call-unknown``."""
    call = await session.get(Call, call_id)
    if call is None:
        raise NotFound("call-unknown")
    return call


async def locked_call(session: AsyncSession, call_id: int) -> Call:
    """The call, held until the transaction ends. Raises NotFound ``call-unknown``."""
    call = await application_queries.lock_call(session, call_id)
    if call is None:
        raise NotFound("call-unknown")
    return call


async def _card(
    session: AsyncSession, application_id: int, now: datetime, *, lock: bool = False
) -> tuple[CardRow, date]:
    application = await session.get(Application, application_id)
    if application is None:
        raise NotFound("application-unknown")
    day = await seasons.today(session, (await known_call(session, application.call_id)).season_id, now=now)
    row = await queries.card(session, application_id, day=day, lock=lock)
    if row is None:
        raise NotFound("application-unknown")
    return row, day
