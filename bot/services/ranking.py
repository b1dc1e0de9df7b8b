"""The ranking for the office: computed from the reviews, read by pages, and a line on it that stages decisions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert_new
from bot.db.models import Call, Decision, Person, ReviewRound
from bot.db.queries import ranking as queries
from bot.db.queries import review_rounds as round_queries
from bot.db.queries.ranking import GivenReview, RankingFilter, RankingRow
from bot.domain.access import Permission
from bot.domain.enums import ApplicationStatus, Outcome
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.ranking import Basis, draw_line, rank
from bot.services import audit, office, review_rounds, seasons
from bot.services.selection import known_call, locked_call, ready_reason

_MOST = 100_000
_INSERT_ROWS = 500


@dataclass(frozen=True, slots=True)
class RankingView:
    """A page of a ranking. ``line`` is how many may be accepted; ``flipped`` how many of them the correction changes."""

    call: Call
    round: ReviewRound
    rows: Sequence[RankingRow]
    total: int
    line: int
    flipped: int
    stale: bool


@dataclass(frozen=True, slots=True)
class RankedCard:
    """One application's scores and who gave them."""

    row: RankingRow
    call: Call
    round: ReviewRound
    reviews: Sequence[GivenReview]


@dataclass(frozen=True, slots=True)
class LinePlan:
    """What a line would do. ``balance``: municipality → (would be accepted, ranked), in the order of the list."""

    call: Call
    round: ReviewRound
    plan: Mapping[int, Outcome | None]
    accepted: int
    by_hand: int
    unreviewed: int
    without_consent: int
    balance: Sequence[tuple[str, int, int]]

    @property
    def counts(self) -> dict[Outcome, int]:
        """New decisions by outcome, every outcome present."""
        tally = Counter(outcome for outcome in self.plan.values() if outcome is not None)
        return {outcome: tally[outcome] for outcome in Outcome}


async def refresh(session: AsyncSession, this: ReviewRound, *, now: datetime) -> int:
    """Compute a round's ranking anew; how many applications it holds."""
    call = await session.get_one(Call, this.call_id)
    day = await seasons.today(session, call.season_id, now=now)
    await round_queries.lock_round(session, this.id)
    entries, given, places = await queries.entries(session, this, day=day)
    await queries.write(session, this, rank(entries, given), places)
    this.ranked_at = now
    await session.flush()
    return len(entries)


async def refresh_stale(session: AsyncSession, *, now: datetime) -> None:
    """The job: whatever has changed since it was ranked is ranked anew."""
    for this in await queries.stale_rounds(session):
        await refresh(session, this, now=now)


async def view(
    session: AsyncSession, actor: Person, call_id: int, chosen: RankingFilter, *, page: int, size: int, now: datetime
) -> RankingView:
    """A page of a call's ranking. Raises as ``_round``."""
    call, this = await _round(session, actor, call_id, now)
    if this.ranked_at is None:
        await refresh(session, this, now=now)
    rows, total = await queries.page(session, this, chosen, line=call.quota, offset=page * size, limit=size)
    return RankingView(
        call=call,
        round=this,
        rows=rows,
        total=total,
        line=call.quota,
        flipped=await queries.flipped(session, this, call.quota),
        stale=this.ranked_at is not None and this.ranked_at < this.changed_at,
    )


async def recompute(session: AsyncSession, actor: Person, call_id: int, *, now: datetime) -> None:
    """Rank anew at the office's wish: after a withdrawal or a late consent too."""
    _, this = await _round(session, actor, call_id, now)
    await refresh(session, this, now=now)


async def set_basis(session: AsyncSession, actor: Person, call_id: int, basis: Basis, *, now: datetime) -> None:
    """Let places count by the mean or by the corrected score."""
    call, this = await _round(session, actor, call_id, now)
    if this.basis is basis:
        raise Stale("ranking-basis-already")
    this.basis = basis
    await session.flush()
    audit.record(session, "ranking.basis", actor=actor, now=now, subject=f"call:{call.id}", detail=basis.value)


async def open_card(session: AsyncSession, actor: Person, application_id: int, *, now: datetime) -> RankedCard:
    """One application's reviews with their authors and comments. Raises NotFound ``application-unknown``."""
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    row = await queries.one(session, application_id)
    if row is None:
        raise NotFound("ranking-not-ranked")
    this = await session.get_one(ReviewRound, row.ranked.round_id)
    call, this = await _round(session, actor, this.call_id, now)
    return RankedCard(row, call, this, await queries.reviews_of(session, application_id))


async def plan_line(
    session: AsyncSession, actor: Person, call_id: int, *, accept: int, reserve: int, reject_rest: bool, now: datetime
) -> LinePlan:
    """What a line after the first ``accept`` places would stage. Raises RuleViolation ``ranking-line-empty``."""
    call, this = await _round(session, actor, call_id, now)
    if not 0 < accept <= _MOST or not 0 <= reserve <= _MOST:
        raise RuleViolation("ranking-line-empty")
    day = await seasons.today(session, call.season_id, now=now)
    found = await queries.on_the_line(session, this, day=day)
    plan = draw_line((line.row for line in found), accept=accept, reserve=reserve, reject_rest=reject_rest)
    names = await queries.municipality_names(session)
    taken, of = Counter[str](), Counter[str]()
    for row, municipality in found:
        outcome = plan.get(row.application_id, row.staged)
        place = municipality or ""
        of[place] += row.place is not None
        taken[place] += row.status is ApplicationStatus.ACCEPTED or outcome is Outcome.ACCEPTED
    return LinePlan(
        call=call,
        round=this,
        plan=plan,
        accepted=taken.total(),
        by_hand=sum(line.row.by_hand for line in found),
        unreviewed=sum(line.row.place is None for line in found),
        without_consent=sum(not line.row.consented for line in found),
        balance=[(name, taken[number], of[number]) for number, name in names.items() if of[number]],
    )


async def stage_line(
    session: AsyncSession, actor: Person, call_id: int, *, accept: int, reserve: int, reject_rest: bool, now: datetime
) -> LinePlan:
    """Stage what a line says, on the ranking as it is computed now; what was decided by hand stays.

    Raises Stale ``ranking-line-stands`` when nothing would change.
    """
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    await locked_call(session, call_id)
    await recompute(session, actor, call_id, now=now)
    done = await plan_line(session, actor, call_id, accept=accept, reserve=reserve, reject_rest=reject_rest, now=now)
    if not done.plan:
        raise Stale("ranking-line-stands")
    await _write(session, done.plan, actor, now)
    detail = f"accept={accept} reserve={reserve} rest={'reject' if reject_rest else 'leave'}"
    audit.record(session, "selection.line", actor=actor, now=now, subject=f"call:{call_id}", detail=detail)
    return done


async def _write(session: AsyncSession, plan: Mapping[int, Outcome | None], actor: Person, now: datetime) -> None:
    ids = list(plan)
    staged = Decision.released_at.is_(None)
    for start in range(0, len(ids), _INSERT_ROWS):
        part = ids[start : start + _INSERT_ROWS]
        gone = [number for number in part if plan[number] is None]
        await session.execute(delete(Decision).where(Decision.application_id.in_(gone), staged, Decision.by_line))
        rows = []
        for outcome in Outcome:
            reason = ready_reason("places") if outcome is Outcome.REJECTED else None
            values = {"outcome": outcome, "reason": reason, "by_line": True, "staged_by": actor.id, "staged_at": now}
            theirs = [number for number in part if plan[number] is outcome]
            await session.execute(
                update(Decision)
                .where(Decision.application_id.in_(theirs), staged, Decision.by_line)
                .values(**values)
                .execution_options(synchronize_session=False)
            )
            rows += [{"application_id": number, **values} for number in theirs]
        # Those that had a decision of an earlier line are left alone by the unique index.
        await insert_new(session, Decision, rows)


async def ensure_all_given(session: AsyncSession, actor: Person, season_id: int, *, now: datetime) -> None:
    """Raises RuleViolation ``ranking-review-first`` (count) while the actor owes a review in a round that is open."""
    for this in await queries.rounds_of(session, season_id):
        await _ensure_given(session, actor, this, now)


async def _ensure_given(session: AsyncSession, actor: Person, this: ReviewRound, now: datetime) -> None:
    if review_rounds.is_open(this, now) and (count := await queries.owed(session, this, actor.id)):
        raise RuleViolation("ranking-review-first", count=count)


async def _round(session: AsyncSession, actor: Person, call_id: int, now: datetime) -> tuple[Call, ReviewRound]:
    """Raises NotAllowed, NotFound ``call-unknown``, RuleViolation ``ranking-no-reviews`` before the review has begun, and
    ``ranking-review-first`` (count) for somebody who still has reviews to give: others' scores come after one's own."""
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    call = await known_call(session, call_id)
    this = await round_queries.round_of(session, call_id)
    if this is None or this.started_at is None:
        raise RuleViolation("ranking-no-reviews")
    await _ensure_given(session, actor, this, now)
    return call, this
