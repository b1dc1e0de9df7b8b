"""Duplicates: two applications that look like one person's, shown to the office as a pair and settled by it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert_new
from bot.db.models import Application, DuplicatePair, Person
from bot.db.queries import duplicates as queries
from bot.db.queries import people as people_queries
from bot.db.queries.duplicates import PairSide
from bot.domain.access import Permission, permissions_of
from bot.domain.applications import likeness, looks_the_same
from bot.domain.enums import ApplicationStatus, DuplicateVerdict, OfficeRole
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.services import audit, office, outbox, seasons
from bot.services.outbox import Notice

_INSERT_ROWS = 500


class Keep(StrEnum):
    """Which application of one person's two stays."""

    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class PairCard:
    """Two applications side by side, and whether this reader may settle what they are."""

    pair: DuplicatePair
    first: PairSide
    second: PairSide
    may_decide: bool


async def look_for(session: AsyncSession, application: Application, person: Person, *, now: datetime) -> int:
    """Note who else of the season looks like the applicant; how many pairs are new. The office is told of those."""
    season = await seasons.current(session)
    found = await queries.lookalikes(session, season.id, person)
    others = [other for other, owner in found if looks_the_same(person, owner)]
    rows = [
        {
            "first_id": min(application.id, other.id),
            "second_id": max(application.id, other.id),
            "found_at": now,
        }
        for other in others
    ]
    new = await insert_new(session, DuplicatePair, rows)
    if new:
        chats = await people_queries.office_chats(session, OfficeRole.ADMINISTRATOR, OfficeRole.OPERATOR)
        for member, chat_id in chats:
            notice = Notice(
                key=f"duplicates:{application.id}:{application.version}:{member}",
                template="duplicates-found",
                args={"number": application.number, "count": new},
                subject=f"application:{application.id}",
            )
            await outbox.promise_to_chat(session, chat_id, notice, now=now)
    return new


async def look_for_many(session: AsyncSession, season_id: int, applications: Collection[int], *, now: datetime) -> int:
    """Note whom of the season these applications' people look like; how many pairs are new. The office is told once."""
    looking = dict[str, list[int]]()
    for application_id, person in await queries.applicants_of(session, season_id):
        for each in likeness(person):
            looking.setdefault(each, []).append(application_id)
    pairs = {
        (min(one, other), max(one, other))
        for alike in looking.values()
        for one in alike
        if one in applications
        for other in alike
        if other != one
    }
    rows = [{"first_id": first, "second_id": second, "found_at": now} for first, second in sorted(pairs)]
    new = 0
    for start in range(0, len(rows), _INSERT_ROWS):
        new += await insert_new(session, DuplicatePair, rows[start : start + _INSERT_ROWS])
    if new:
        for member, chat_id in await people_queries.office_chats(
            session, OfficeRole.ADMINISTRATOR, OfficeRole.OPERATOR
        ):
            notice = Notice(
                key=f"duplicates:many:{max(applications)}:{member}",
                template="duplicates-found-many",
                args={"count": new},
            )
            await outbox.promise_to_chat(session, chat_id, notice, now=now)
    return new


async def listed(
    session: AsyncSession, actor: Person, *, settled: bool, page: int, size: int
) -> tuple[list[tuple[DuplicatePair, str, str]], int]:
    """A page (from 0) of pairs with both numbers, and how many there are; open ones or the settled."""
    await office.ensure_allowed(session, actor, Permission.SEE_PEOPLE)
    season = await seasons.current(session)
    return await queries.pairs(session, season.id, settled=settled, offset=page * size, limit=size)


async def open_card(session: AsyncSession, actor: Person, pair_id: int, *, now: datetime) -> PairCard:
    """A pair with both people; reading them is audited."""
    role = await office.ensure_allowed(session, actor, Permission.SEE_PEOPLE)
    pair = await session.get(DuplicatePair, pair_id)
    if pair is None:
        raise NotFound("duplicates-unknown")
    first, second = await queries.side(session, pair.first_id), await queries.side(session, pair.second_id)
    for each in (first, second):
        audit.record(session, "person.read", actor=actor, now=now, subject=f"person:{each.person.id}")
    return PairCard(pair, first, second, Permission.DECIDE in permissions_of(role))


async def settle(
    session: AsyncSession,
    actor: Person,
    pair_id: int,
    *,
    keep: Keep | None,
    now: datetime,
) -> DuplicatePair:
    """Say that it is one person, whose application ``keep`` stays in the selection, or (None) two.

    Whose application is set aside is told. Raises NotAllowed, NotFound ``duplicates-unknown``, Stale
    ``duplicates-settled`` when that is what stands, RuleViolation ``duplicates-accepted`` when the one to be set aside
    has been accepted.
    """
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    pair = await queries.locked(session, pair_id)
    if pair is None:
        raise NotFound("duplicates-unknown")
    kept = {None: None, Keep.FIRST: pair.first_id, Keep.SECOND: pair.second_id}[keep]
    verdict = DuplicateVerdict.DIFFERENT if kept is None else DuplicateVerdict.SAME
    if (pair.verdict, pair.kept_id) == (verdict, kept):
        raise Stale("duplicates-settled")
    if kept is not None:
        await _set_aside(session, pair, kept, now)
    pair.verdict, pair.kept_id, pair.decided_by, pair.decided_at = verdict, kept, actor.id, now
    await session.flush()
    detail = verdict.value if kept is None else f"{verdict.value} kept={kept}"
    audit.record(session, "duplicates.settled", actor=actor, now=now, subject=f"duplicates:{pair_id}", detail=detail)
    return pair


async def _set_aside(session: AsyncSession, pair: DuplicatePair, kept_id: int, now: datetime) -> None:
    kept = await queries.side(session, kept_id)
    other = await queries.side(session, pair.second_id if kept_id == pair.first_id else pair.first_id)
    if other.application.status is ApplicationStatus.ACCEPTED:
        raise RuleViolation("duplicates-accepted", number=other.application.number or "")
    notice = Notice(
        key=f"duplicate-set-aside:{pair.id}:{kept_id}:{now.isoformat()}",
        template="duplicate-set-aside",
        args={"number": other.application.number, "kept": kept.application.number},
        subject=f"application:{other.application.id}",
    )
    await outbox.promise(session, [(other.person, notice)], now=now)
