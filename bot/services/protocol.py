"""The protocol of a selection: every application by number with its scores and what was decided, for signature."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Person, Season
from bot.db.queries import protocol as queries
from bot.domain.access import Permission
from bot.domain.enums import ApplicationStatus, Outcome
from bot.domain.errors import RuleViolation
from bot.services import audit, office, ranking, seasons
from bot.services.selection import known_call


class Verdict(StrEnum):
    """What the protocol says of an application. Who was not looked at or not admitted was not refused."""

    ACCEPTED = "accepted"
    RESERVE = "reserve"
    REJECTED = "rejected"
    OPEN = "open"
    UNREVIEWED = "unreviewed"
    NOT_ADMITTED = "not_admitted"
    SECOND = "second"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Line:
    """One application: no name. ``staged``: decided, but the applicant has not been told."""

    number: str
    municipality: str | None
    reviews: int
    mean: float | None
    median: float | None
    adjusted: float | None
    place: int | None
    verdict: Verdict
    staged: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Protocol:
    """The whole of it: accepted first, then the reserve, the rejected, the rest; each by place."""

    season: Season
    call: Call
    day: date
    lines: Sequence[Line]

    @property
    def counts(self) -> dict[Verdict, int]:
        """Applications by verdict, every verdict present."""
        tally = Counter(line.verdict for line in self.lines)
        return {verdict: tally[verdict] for verdict in Verdict}


async def ask_for(session: AsyncSession, actor: Person, call_id: int, *, now: datetime) -> Call:
    """Let the actor have the protocol, and note it; the file is made after the commit.

    Raises NotAllowed, NotFound ``call-unknown``, RuleViolation ``protocol-empty`` and ``ranking-review-first`` (count).
    """
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    await office.ensure_allowed(session, actor, Permission.EXPORT)
    call = await known_call(session, call_id)
    await ranking.ensure_all_given(session, actor, call.season_id, now=now)
    if not (await read(session, call_id, now=now)).lines:
        raise RuleViolation("protocol-empty")
    audit.record(session, "export.made", actor=actor, now=now, subject=f"call:{call_id}", detail="protocol")
    return call


async def read(session: AsyncSession, call_id: int, *, now: datetime) -> Protocol:
    """The protocol as things stand."""
    call = await known_call(session, call_id)
    day = await seasons.today(session, call.season_id, now=now)
    lines = [_line(row) for row in await queries.rows(session, call_id, day=day)]
    order = list(Verdict)
    lines.sort(
        key=lambda line: (order.index(line.verdict), line.place is None, line.place or 0, len(line.number), line.number)
    )
    return Protocol(await session.get_one(Season, call.season_id), call, day, lines)


def _line(row: queries.ProtocolRow) -> Line:
    staged = row.decision is not None and row.decision.released_at is None
    ranked = row.ranked
    return Line(
        number=row.number,
        municipality=row.municipality,
        reviews=ranked.reviews if ranked is not None else 0,
        mean=ranked.mean if ranked is not None else None,
        median=ranked.median if ranked is not None else None,
        adjusted=ranked.adjusted if ranked is not None else None,
        place=row.place,
        verdict=_verdict(row),
        staged=staged,
        reason=row.decision.reason if row.decision is not None else None,
    )


_OUTCOMES = {
    Outcome.ACCEPTED: Verdict.ACCEPTED,
    Outcome.RESERVE: Verdict.RESERVE,
    Outcome.REJECTED: Verdict.REJECTED,
}
_STATUSES = {
    ApplicationStatus.ACCEPTED: Verdict.ACCEPTED,
    ApplicationStatus.RESERVE: Verdict.RESERVE,
    ApplicationStatus.REJECTED: Verdict.REJECTED,
    ApplicationStatus.WITHDRAWN: Verdict.WITHDRAWN,
}


def _verdict(row: queries.ProtocolRow) -> Verdict:
    if row.status is ApplicationStatus.WITHDRAWN:
        return Verdict.WITHDRAWN
    if row.decision is not None and row.decision.released_at is None:
        return _OUTCOMES[row.decision.outcome]
    if row.status in _STATUSES:
        return _STATUSES[row.status]
    if row.second:
        return Verdict.SECOND
    if not row.admitted:
        return Verdict.NOT_ADMITTED
    return Verdict.OPEN if row.place is not None else Verdict.UNREVIEWED
