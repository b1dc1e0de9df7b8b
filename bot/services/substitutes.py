"""Substitutes: a mentor who is away, or the office, names another one for some days; both sides and the tutor are told.

The substitute is never the team's mentor: the team keeps the one who accepted it. Every act holds the team's run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import MentorSubstitute, Person, Team
from bot.db.queries import mentors as mentor_queries
from bot.db.queries import seasons as season_queries
from bot.db.queries import substitutes as queries
from bot.db.queries.mentors import PoolEntry
from bot.db.queries.substitutes import SubstituteLine
from bot.domain import substitutes as rules
from bot.domain.access import Permission
from bot.domain.errors import NotAllowed, NotFound, RuleViolation, Stale
from bot.domain.quiet import later
from bot.domain.substitutes import Span, SubstituteStatus
from bot.services import audit, mentors, office, outbox, seasons, teams
from bot.services.outbox import Notice


@dataclass(frozen=True, slots=True)
class Board:
    """A team's substitutes, live ones by their days; ``office``: the reader is not the team's mentor."""

    team: Team
    mentor: Person
    lines: Sequence[SubstituteLine]
    office: bool


@dataclass(frozen=True, slots=True)
class _Held:
    row: MentorSubstitute
    place: mentors.Place
    mentor: Person
    substitute: Person

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.row.first_day, self.row.last_day)


async def board(session: AsyncSession, actor: Person, team_id: int) -> Board:
    """For the team's own mentor and the office. Raises RuleViolation `substitute-no-mentor` without a mentor."""
    place, mentor = await _named_by(session, actor, team_id)
    return Board(place.team, mentor, await queries.of_team(session, team_id), actor.id != mentor.id)


async def read_days(session: AsyncSession, actor: Person, team_id: int, text: str, *, now: datetime) -> Span:
    """The days as typed, when they can be had. Raises as `parse_span`, `ensure_span` and `ensure_free`."""
    place, _ = await _named_by(session, actor, team_id)
    span = rules.parse_span(text, _today(place, now))
    await _ensure_possible(session, place, span, now)
    return span


async def candidates(session: AsyncSession, actor: Person, team_id: int) -> list[PoolEntry]:
    """Mentors who could be asked, by name."""
    place, _ = await _named_by(session, actor, team_id)
    return await _pool(session, place)


async def ask(
    session: AsyncSession, actor: Person, team_id: int, substitute_id: int, span: Span, *, now: datetime
) -> MentorSubstitute:
    """Ask another mentor to stand in; RuleViolation when the days are taken, Stale when they cannot be asked any more."""
    place, mentor = await _named_by(session, actor, team_id)
    await _ensure_possible(session, place, span, now)
    chosen = {each.person.id: each.person for each in await _pool(session, place)}.get(substitute_id)
    if chosen is None:
        raise Stale("mentors-candidate-gone")
    row = MentorSubstitute(
        team_id=team_id, mentor_id=mentor.id, substitute_id=chosen.id, first_day=span.first, last_day=span.last,
        status=SubstituteStatus.ASKED, asked_by=actor.id, asked_at=now,
    )  # fmt: skip
    session.add(row)
    await session.flush()
    audit.record(session, "substitute.asked", actor=actor, now=now, subject=f"substitute:{row.id}")
    await _tell(session, _Held(row, place, mentor, chosen), [(chosen, "asked")], now=now)
    return row


async def own(session: AsyncSession, actor: Person, row_id: int) -> SubstituteLine:
    """What the actor is asked to stand in for; NotAllowed for anybody else, Stale `substitute-over` afterwards."""
    row = await session.get(MentorSubstitute, row_id)
    if row is None or row.substitute_id != actor.id:
        raise NotAllowed("not-allowed")
    for line in await queries.of_person(session, actor.id):
        if line.row.id == row_id:
            return line
    raise Stale("substitute-over")


async def agree(session: AsyncSession, actor: Person, row_id: int, *, now: datetime) -> MentorSubstitute:
    """«Подменю»: from the first day on, or at once when it has come."""
    held = await _hold(session, (await own(session, actor, row_id)).row)
    row, today = held.row, _today(held.place, now)
    rules.ensure_can_agree(row.status, held.span, today)
    row.status, row.answered_at = SubstituteStatus.AGREED, now
    await session.flush()
    await outbox.withdraw(session, subject=_subject(row), now=now)
    await _tell(session, held, await _askers(session, held, "agreed"), now=now)
    await _follow(session, held, today, now=now)
    return row


async def refuse(session: AsyncSession, actor: Person, row_id: int, *, now: datetime) -> MentorSubstitute:
    """«Не смогу», also after having agreed: the mentor and whoever asked are told at once."""
    held = await _hold(session, (await own(session, actor, row_id)).row)
    rules.ensure_live(held.row.status)
    told = await _askers(session, held, "refused") + _tutor_of_active(held)
    held.row.status, held.row.answered_at = SubstituteStatus.REFUSED, now
    await session.flush()
    await outbox.withdraw(session, subject=_subject(held.row), now=now)
    await _tell(session, held, told, now=now)
    return held.row


async def cancel(session: AsyncSession, actor: Person, row_id: int, *, now: datetime) -> MentorSubstitute:
    """The mentor or the office takes it back; the substitute is told."""
    found = await session.get(MentorSubstitute, row_id)
    if found is None:
        await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
        raise NotFound("substitute-over")
    await _named_by(session, actor, found.team_id)
    held = await _hold(session, found)
    rules.ensure_live(held.row.status)
    await _cancel(session, held, actor, now=now)
    return held.row


async def cancel_all(session: AsyncSession, team_id: int, actor: Person, *, now: datetime) -> None:
    """The mentor's work with the team is over, and so is standing in for them."""
    for line in await queries.of_team(session, team_id):
        await _cancel(session, await _hold(session, line.row), actor, now=now)


async def tick(session: AsyncSession, *, now: datetime) -> None:
    """What a day makes of substitutes by itself: those unanswered lapse, the others end and begin."""
    season = await season_queries.newest(session)
    if season is None:
        return
    today = await seasons.today(session, season.id, now=now)
    for row_id in await queries.due(session, today):
        await _follow(session, await _hold(session, await session.get_one(MentorSubstitute, row_id)), today, now=now)


async def _follow(session: AsyncSession, held: _Held, today: date, *, now: datetime) -> None:
    """Do to a held row what the day asks for, and tell those concerned."""
    row, before = held.row, held.row.status
    became = rules.due(before, held.span, today)
    if became is None:
        return
    told: list[tuple[Person, str]] = []
    if became is SubstituteStatus.LAPSED:
        await outbox.withdraw(session, subject=_subject(row), now=now)
        told = await _askers(session, held, "lapsed")
    elif SubstituteStatus.ACTIVE in {became, before}:
        what = "begins" if became is SubstituteStatus.ACTIVE else "ends"
        told = [(held.substitute, f"{what}-you"), (held.mentor, what)]
        told += [(tutor, f"{what}-tutor") for tutor in (held.place.line.tutor,) if tutor is not None]
    row.status = became
    await session.flush()
    audit.record(session, f"substitute.{became.value}", actor=None, now=now, subject=f"substitute:{row.id}")
    await _tell(session, held, told, now=now, quietly=True)


async def _cancel(session: AsyncSession, held: _Held, actor: Person, *, now: datetime) -> None:
    told = [(held.substitute, "cancelled"), *_tutor_of_active(held)]
    held.row.status = SubstituteStatus.CANCELLED
    await session.flush()
    audit.record(session, "substitute.cancelled", actor=actor, now=now, subject=f"substitute:{held.row.id}")
    await outbox.withdraw(session, subject=_subject(held.row), now=now)
    await _tell(session, held, told, now=now)


async def _named_by(session: AsyncSession, actor: Person, team_id: int) -> tuple[mentors.Place, Person]:
    """A team whose substitutes the actor names, held, with its mentor: for the mentor and the office."""
    team = await session.get(Team, team_id)
    if team is None or actor.id != team.mentor_id:
        await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    place = await mentors.lock_slot(session, team_id)
    if place.line.mentor is None:
        raise RuleViolation("substitute-no-mentor")
    return place, place.line.mentor


async def _hold(session: AsyncSession, row: MentorSubstitute) -> _Held:
    """The row, freshly read under the lock of its team's run."""
    place = await mentors.lock_slot(session, row.team_id)
    await session.refresh(row)
    mentor = await session.get_one(Person, row.mentor_id)
    return _Held(row, place, mentor, await session.get_one(Person, row.substitute_id))


async def _ensure_possible(session: AsyncSession, place: mentors.Place, span: Span, now: datetime) -> None:
    rules.ensure_span(span, _today(place, now))
    lines = await queries.of_team(session, place.team.id)
    rules.ensure_free(span, [Span(line.row.first_day, line.row.last_day) for line in lines])


async def _pool(session: AsyncSession, place: mentors.Place) -> list[PoolEntry]:
    found = await mentor_queries.pool(session, place.run.id, place.run.season_id)
    others = [each for each in found if each.person.id not in {place.team.mentor_id, place.team.tutor_id}]
    return sorted(others, key=lambda each: (each.person.search_name, each.person.id))


def _today(place: mentors.Place, now: datetime) -> date:
    return now.astimezone(ZoneInfo(place.season.zone)).date()


async def _askers(session: AsyncSession, held: _Held, what: str) -> list[tuple[Person, str]]:
    """The mentor, and whoever asked if that was somebody else."""
    told = [(held.mentor, what)]
    if held.row.asked_by != held.mentor.id:
        told.append((await session.get_one(Person, held.row.asked_by), what))
    return told


def _tutor_of_active(held: _Held) -> list[tuple[Person, str]]:
    """The tutor learns when somebody who answers today does so no more."""
    tutor = held.place.line.tutor
    return [(tutor, "ends-tutor")] if tutor is not None and held.row.status is SubstituteStatus.ACTIVE else []


async def _tell(
    session: AsyncSession, held: _Held, told: Sequence[tuple[Person, str]], *, now: datetime, quietly: bool = False
) -> None:
    """Promise everybody their text; ``quietly``: what a day brings about is told in the morning."""
    row, place = held.row, held.place
    args = {
        "team": place.team.name,
        "direction": place.line.direction or "—",
        "mentor": teams.mentor_name(held.mentor),
        "substitute": teams.mentor_name(held.substitute),
        "first": row.first_day,
        "last": row.last_day,
        "row": row.id,
        "team_id": place.team.id,
    }
    notices = [
        (
            person,
            Notice(
                key=f"{_subject(row)}:{what}:{person.id}",
                template=f"substitute-{what}",
                args=args,
                subject=_subject(row),
                not_before=later(now, person.zone or place.season.zone) if quietly else None,
            ),
        )
        for person, what in told
    ]
    await outbox.promise(session, notices, now=now)


def _subject(row: MentorSubstitute) -> str:
    return f"substitute:{row.id}"
