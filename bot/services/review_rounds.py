"""The office's side of reviews: a round per call, who reviews in it, giving out what lacks reviews, the overdue."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert_new
from bot.db.models import Call, Person, Review, Reviewer, ReviewRound
from bot.db.queries import review as review_queries
from bot.db.queries import review_rounds as queries
from bot.db.queries.review_rounds import Owed, Progress, ReviewerLine
from bot.domain.access import Permission
from bot.domain.applications import is_past
from bot.domain.enums import Priority, ReviewState, Role
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.quiet import deadline_outside_quiet, later
from bot.domain.review import CALIBRATION_SIZE, PATIENCE, Need, distribute, due_at
from bot.services import audit, counts, office, outbox, seasons
from bot.services.outbox import Notice

DAYS = 3
"""Days one review may take, unless the phase closes before."""
LENGTH = timedelta(days=5)
_MOST_REVIEWS = 5
_INSERT_ROWS = 500


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round for the office."""

    round: ReviewRound
    call: Call
    reviewers: int
    progress: Progress
    open: bool


def is_open(this: ReviewRound, now: datetime) -> bool:
    """Whether reviews can be given in a round now."""
    return this.started_at is not None and this.closed_at is None and not is_past(this.closes_at, now)


async def view(session: AsyncSession, actor: Person, call_id: int, *, now: datetime) -> RoundView:
    """A call's round; one that is still to be set up is made. Raises NotAllowed, NotFound ``call-unknown``."""
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    call = await session.get(Call, call_id)
    if call is None:
        raise NotFound("call-unknown")
    this = await queries.round_of(session, call_id) or await _new(session, call, now)
    season_day = await seasons.today(session, call.season_id, now=now)
    chosen = await queries.chosen(session, this.id)
    progress, _ = await counts.kept(
        session,
        f"round:{this.id}",
        lambda: queries.progress(session, this, day=season_day, now=now),
        changed_at=this.changed_at,
        now=now,
    )
    return RoundView(
        round=this,
        call=call,
        reviewers=sum(each.removed_at is None for each in chosen.values()),
        progress=Progress(*progress),
        open=is_open(this, now),
    )


async def _new(session: AsyncSession, call: Call, now: datetime) -> ReviewRound:
    zone = (await seasons.current(session)).zone
    row = {
        "call_id": call.id, "rubric": call.rubric, "reviews": call.reviews, "days": DAYS, "seed": call.id,
        "avoid_municipality": False, "calibrated": True, "created_at": now, "changed_at": now,
        "closes_at": deadline_outside_quiet(max(now, call.closes_at) + LENGTH, zone),
    }  # fmt: skip
    # Two of the office may open the screen at once: the second finds the round of the first.
    await insert_new(session, ReviewRound, [row])
    this = await queries.round_of(session, call.id)
    if this is None:
        raise NotFound("call-unknown")
    return this


async def _held(session: AsyncSession, actor: Person, round_id: int) -> tuple[ReviewRound, Call]:
    await office.ensure_allowed(session, actor, Permission.DECIDE)
    this = await queries.lock_round(session, round_id)
    if this is None:
        raise NotFound("review-round-unknown")
    return this, await session.get_one(Call, this.call_id)


async def change(session: AsyncSession, actor: Person, round_id: int, what: str, *, now: datetime) -> ReviewRound:
    """Set a round up: ``reviews`` goes 1, 2 … 5, 1; ``municipality`` and ``calibration`` are turned over; ``later`` and
    ``sooner`` move the closing by a day.

    Raises Stale ``review-started`` for what can only be changed before the start, RuleViolation
    ``review-closes-in-past``.
    """
    this, call = await _held(session, actor, round_id)
    if what not in {"later", "sooner"} and this.started_at is not None:
        raise Stale("review-started")
    match what:
        case "reviews":
            this.reviews = this.reviews % _MOST_REVIEWS + 1
        case "municipality":
            this.avoid_municipality = not this.avoid_municipality
        case "calibration":
            this.calibrated = not this.calibrated
        case _:
            closes_at = this.closes_at + timedelta(days=1 if what == "later" else -1)
            if closes_at <= now:
                raise RuleViolation("review-closes-in-past")
            this.closes_at = closes_at
    audit.record(session, "review.changed", actor=actor, now=now, subject=f"call:{call.id}", detail=what)
    return this


async def reviewers(
    session: AsyncSession, actor: Person, round_id: int, *, page: int, size: int, now: datetime
) -> tuple[list[ReviewerLine], int]:
    """A page of those who may review; tutors only where students are reviewed."""
    this, call = await _held(session, actor, round_id)
    return await queries.reviewer_lines(
        session, this, tutors=call.role is Role.STUDENT, now=now, offset=page * size, limit=size
    )


async def toggle(session: AsyncSession, actor: Person, round_id: int, person_id: int, *, now: datetime) -> None:
    """Take somebody into a round or out of it; what waited for them goes to others. Raises as ``add``."""
    this, call = await _held(session, actor, round_id)
    row = (await queries.chosen(session, this.id)).get(person_id)
    if row is None or row.removed_at is not None:
        await _add(session, actor, this, call, [person_id], now)
        return
    row.removed_at = now
    await session.flush()
    audit.record(session, "review.removed", actor=actor, now=now, subject=f"person:{person_id}")
    if is_open(this, now):
        await _fill(session, this, cause="passed_on", now=now)


async def add_all(session: AsyncSession, actor: Person, round_id: int, *, tutors: bool, now: datetime) -> int:
    """Take all the office's experts or all accepted tutors into a round; how many came.

    Raises as ``_add``, and RuleViolation ``review-nobody-to-add`` when there is none of them, or all are there.
    """
    this, call = await _held(session, actor, round_id)
    came = await _add(session, actor, this, call, await queries.eligible(session, tutors=tutors), now)
    if not came:
        raise RuleViolation("review-nobody-to-add")
    return came


async def _add(
    session: AsyncSession, actor: Person, this: ReviewRound, call: Call, people: Iterable[int], now: datetime
) -> int:
    """Raises RuleViolation ``reviewer-not-eligible``; Stale ``review-over`` when the phase has closed."""
    if this.started_at is not None and not is_open(this, now):
        raise Stale("review-over")
    known = await queries.chosen(session, this.id)
    come = []
    for person_id in people:
        row = known.get(person_id)
        if row is not None and row.removed_at is None:
            continue
        person = await session.get(Person, person_id)
        tutor = person is not None and person.role is Role.TUTOR
        if not await review_queries.could_review(session, person_id) or (tutor and call.role is not Role.STUDENT):
            raise RuleViolation("reviewer-not-eligible")
        if row is None:
            row = Reviewer(round_id=this.id, person_id=person_id)
            session.add(row)
        row.added_by, row.added_at, row.removed_at = actor.id, now, None
        audit.record(session, "review.added", actor=actor, now=now, subject=f"person:{person_id}")
        come.append(person_id)
    await session.flush()
    if come and this.started_at is not None:
        await _calibrate(session, this, await queries.calibration_of(session, this), now=now)
        await _fill(session, this, cause="late", now=now)
    return len(come)


async def start(session: AsyncSession, actor: Person, round_id: int, *, now: datetime) -> ReviewRound:
    """Give out every application to as many reviewers as the round says; each of them learns of it once.

    Raises Stale ``review-started``; RuleViolation ``review-no-rubric``, ``review-too-few-reviewers`` (wanted, actual),
    ``review-call-open`` (closes) while applications are still taken, ``review-nothing``, ``review-closes-in-past``.
    """
    this, call = await _held(session, actor, round_id)
    if this.started_at is not None:
        raise Stale("review-started")
    if not call.rubric:
        raise RuleViolation("review-no-rubric")
    if not is_past(call.closes_at, now):
        raise RuleViolation("review-call-open", closes=call.closes_at)
    if is_past(this.closes_at, now):
        raise RuleViolation("review-closes-in-past")
    people = await queries.candidates(session, this)
    if len(people) < this.reviews:
        raise RuleViolation("review-too-few-reviewers", wanted=this.reviews, actual=len(people))
    this.rubric, this.started_at, this.started_by, this.changed_at = call.rubric, now, actor.id, now
    day = await seasons.today(session, call.season_id, now=now)
    if this.calibrated:
        chosen = await queries.calibration_needs(session, this, day=day, size=CALIBRATION_SIZE)
        await _calibrate(session, this, chosen, now=now)
    given_out = await _fill(session, this, cause="start", now=now, tell=False)
    if not given_out:
        raise RuleViolation("review-nothing")
    counts = {each.reviewer_id: each.load for each in await queries.candidates(session, this)}
    await _tell(session, this, call, counts, template="review-start", key=f"review-start:{this.id}", now=now)
    audit.record(
        session, "review.started", actor=actor, now=now, subject=f"call:{call.id}", detail=str(sum(counts.values()))
    )
    return this


async def finish(session: AsyncSession, actor: Person, round_id: int, *, now: datetime) -> ReviewRound:
    """Close the phase before its time: nothing can be given or changed any more. Raises Stale ``review-over``."""
    this, call = await _held(session, actor, round_id)
    if not is_open(this, now):
        raise Stale("review-over")
    this.closed_at = now
    audit.record(session, "review.closed", actor=actor, now=now, subject=f"call:{call.id}")
    return this


async def _calibrate(session: AsyncSession, this: ReviewRound, needs: Sequence[Need], *, now: datetime) -> None:
    """Everybody gets the calibration set, but for what is their own."""
    pairs = [
        (need.application_id, each.reviewer_id)
        for each in await queries.candidates(session, this)
        for need in needs
        if each.may(need)
    ]
    await _write(session, this, pairs, cause="start", calibration=True, now=now)


async def _fill(
    session: AsyncSession,
    this: ReviewRound,
    *,
    cause: str,
    now: datetime,
    application_id: int | None = None,
    tell: bool = True,
) -> int:
    """Give out what lacks reviews in a locked round (or one application of it); how many reviews were written."""
    call = await session.get_one(Call, this.call_id)
    day = await seasons.today(session, call.season_id, now=now)
    await queries.close(session, await queries.orphaned(session, this), ReviewState.PASSED_ON, now=now)
    wanted = await queries.needs(session, this, day=day, application_id=application_id)
    if not wanted:
        return await queries.held_in(session, this.id) if cause == "start" else 0
    result = distribute(wanted, await queries.candidates(session, this), seed=this.seed)
    await _write(session, this, result.pairs, cause=cause, calibration=False, now=now)
    if tell and result.pairs:
        counts = Counter(reviewer_id for _, reviewer_id in result.pairs)
        first = result.pairs[0]
        key = f"review-more:{this.id}:{cause}:{first[0]}:{first[1]}"
        await _tell(session, this, call, counts, template="review-more", key=key, now=now)
    return len(result.pairs)


async def call_another(
    session: AsyncSession, this: ReviewRound, application_id: int, *, cause: str, now: datetime
) -> int:
    """Find reviewers for one application of a locked round that lacks them; how many were found."""
    return await _fill(session, this, cause=cause, now=now, application_id=application_id)


async def _write(
    session: AsyncSession,
    this: ReviewRound,
    pairs: Sequence[tuple[int, int]],
    *,
    cause: str,
    calibration: bool,
    now: datetime,
) -> None:
    zone = (await seasons.current(session)).zone
    due = due_at(now, days=this.days, closes_at=this.closes_at, zone=zone)
    rows = [
        {
            "round_id": this.id, "application_id": application_id, "reviewer_id": reviewer_id, "due_at": due,
            "state": ReviewState.ASSIGNED, "calibration": calibration, "cause": cause, "levels": {}, "assigned_at": now,
        }
        for application_id, reviewer_id in pairs
    ]  # fmt: skip
    for start_at in range(0, len(rows), _INSERT_ROWS):
        await insert_new(session, Review, rows[start_at : start_at + _INSERT_ROWS])


async def _tell(
    session: AsyncSession,
    this: ReviewRound,
    call: Call,
    counts: Counter[int] | dict[int, int],
    *,
    template: str,
    key: str,
    now: datetime,
) -> None:
    """A letter for each: how many applications wait, until when; not at night."""
    home = (await seasons.current(session)).zone
    letters = []
    for person in await queries.people(session, [person_id for person_id, count in counts.items() if count]):
        args = {"count": counts[person.id], "role": call.role.value, "closes": this.closes_at, "round": this.id}
        notice = Notice(
            key=f"{key}:{person.id}",
            template=template,
            args=args,
            priority=Priority.REMINDER,
            subject=f"review:{this.id}",
            not_before=later(now, person.zone or home),
            expires_at=this.closes_at,
        )
        letters.append((person, notice))
    await outbox.promise(session, letters, now=now)


async def tend(session: AsyncSession, *, now: datetime) -> None:
    """The job: overdue reviewers are nudged once, later their load is passed on; what came to lack reviews is given out."""
    await _nudge(session, now)
    for each in await queries.open_rounds(session, now=now):
        this = await queries.lock_round(session, each.id)
        if this is not None and is_open(this, now):
            await _pass_on(session, this, now)
            await _fill(session, this, cause="late", now=now)


async def _nudge(session: AsyncSession, now: datetime) -> None:
    fresh = [owed for owed in await queries.overdue(session, now=now) if owed.review.nudged_at is None]
    by_person: dict[tuple[int, int], list[Owed]] = {}
    for owed in fresh:
        owed.review.nudged_at = now
        by_person.setdefault((owed.review.round_id, owed.person.id), []).append(owed)
    for (round_id, person_id), owing in by_person.items():
        this = await session.get_one(ReviewRound, round_id)
        call = await session.get_one(Call, this.call_id)
        key = f"review-overdue:{min(each.review.id for each in owing)}"
        await _tell(session, this, call, {person_id: len(owing)}, template="review-overdue", key=key, now=now)


async def _pass_on(session: AsyncSession, this: ReviewRound, now: datetime) -> None:
    """Reviews that stayed overdue a day after the nudge go to others; where there is nobody else they stay.

    The calibration set is not passed on: everybody scores it.
    """
    owed = [
        each.review
        for each in await queries.overdue(session, now=now)
        if each.review.round_id == this.id
        and not each.review.calibration
        and each.review.nudged_at is not None
        and each.review.nudged_at + PATIENCE <= now
    ]
    if not owed:
        return
    call = await session.get_one(Call, this.call_id)
    late = {review.reviewer_id for review in owed}
    wanted = await queries.needs_of(session, this, Counter(review.application_id for review in owed))
    result = distribute(wanted, await queries.candidates(session, this, but=late), seed=this.seed)
    found = Counter(application_id for application_id, _ in result.pairs)
    gone = []
    for review in owed:
        if found[review.application_id]:
            found[review.application_id] -= 1
            gone.append(review)
    await queries.close(session, [review.id for review in gone], ReviewState.PASSED_ON, now=now)
    await _write(session, this, result.pairs, cause="passed_on", calibration=False, now=now)
    if gone:
        key = f"{this.id}:{min(review.id for review in gone)}"
        came = Counter(reviewer_id for _, reviewer_id in result.pairs)
        went = Counter(review.reviewer_id for review in gone)
        await _tell(session, this, call, came, template="review-more", key=f"review-came:{key}", now=now)
        await _tell(session, this, call, went, template="review-passed-on", key=f"review-went:{key}", now=now)
