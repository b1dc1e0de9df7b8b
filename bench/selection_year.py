"""A selection in full swing, of any size: applications in every status, reviews, a ranking, decisions, seats, pairs.

Everything grows with the number of applications but what a region has: 28 municipalities and some hundreds of schools.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import ROOT
from bot.db.models import (
    Application,
    AuditEntry,
    Base,
    Call,
    Consent,
    Decision,
    DuplicatePair,
    Municipality,
    OfficeMember,
    Person,
    Review,
    Reviewer,
    ReviewRound,
    Seat,
    SeatMove,
    SourceLink,
    SourceVisit,
)
from bot.domain.enums import (
    ApplicationStatus,
    ConsentPurpose,
    DuplicateVerdict,
    Gender,
    InstitutionKind,
    OfferStatus,
    OfficeRole,
    Outcome,
    ReviewState,
    Role,
)
from bot.domain.people import search_key
from bot.domain.seats import MoveCause
from bot.services import ranking, seasons

NOW = datetime(2019, 8, 20, 1, 0, tzinfo=UTC)
"""All calls of the shipped season are open."""

BOSS, APPLICANT = 1, 1001
"""Telegram accounts of an administrator and the first applicant."""

_REVIEWERS = 20
_ROWS = 500
_STATUSES = (
    *[ApplicationStatus.SUBMITTED] * 12,
    *[ApplicationStatus.ACCEPTED] * 4,
    *[ApplicationStatus.RESERVE] * 2,
    ApplicationStatus.REJECTED,
    ApplicationStatus.WITHDRAWN,
)
_SURNAMES = ("Онегина", "Ларина", "Печорин", "Чацкий", "Базаров", "Каренина", "Раскольников", "Обломов")
_ANSWER = "Хочу, чтобы в моём селе было чем заняться после школы, и готова за это взяться. " * 6


async def fill(session: AsyncSession, applications: int, *, seed: int = 1) -> int:
    """A season with so many applications of students; the call's id."""
    season = await seasons.load(session, seasons.read_file(ROOT / "seasons" / "2019-2020.toml"), now=NOW)
    call = (await session.scalars(select(Call).where(Call.season_id == season.id, Call.role == Role.STUDENT))).one()
    call.last_number = applications
    call.quota = applications // 2
    chance = Random(seed)
    staff = [
        Person(telegram_id=account, surname="Офис", first_name="Анна", language="ru", created_at=NOW)
        for account in range(BOSS, BOSS + 1 + _REVIEWERS)
    ]
    session.add_all(staff)
    await session.flush()
    boss, *reviewers = staff
    session.add(OfficeMember(person_id=boss.id, role=OfficeRole.ADMINISTRATOR, granted_at=NOW))
    session.add_all(OfficeMember(person_id=each.id, role=OfficeRole.EXPERT, granted_at=NOW) for each in reviewers)
    places = list(await session.scalars(select(Municipality.id).order_by(Municipality.position)))
    first = boss.id + len(staff)
    people = range(first, first + applications)
    await _put(session, Person, [_person(number, index, places, chance) for index, number in enumerate(people)])
    await _put(session, Consent, [row for number in people for row in _consents(number, chance)])
    rows = [_application(index, number, call, chance) for index, number in enumerate(people)]
    await _put(session, Application, rows)
    await _reviews(session, call, boss, reviewers, rows, chance)
    await _decide(session, call, boss, rows, chance)
    await _rest(session, boss, people, rows, chance)
    return call.id


async def _put(session: AsyncSession, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _ROWS):
        await session.execute(insert(model), rows[start : start + _ROWS])


def _person(number: int, index: int, places: Sequence[str], chance: Random) -> dict[str, Any]:
    surname = f"{chance.choice(_SURNAMES)}-{index}"
    return {
        "id": number,
        "telegram_id": APPLICANT + index,
        "language": "ru",
        "role": Role.STUDENT,
        "surname": surname,
        "first_name": "Анна",
        "search_name": search_key(f"{surname} Анна"),
        "gender": Gender.FEMALE,
        "birth_date": date(2003, 1, 1) + timedelta(days=chance.randrange(700)),
        "phone": f"+7914{index:07d}",
        "municipality_id": chance.choice(places),
        "institution": InstitutionKind.SCHOOL,
        "organisation_name": f"Школа № {chance.randrange(300)}",
        "source": f"src{chance.randrange(10)}",
        "created_at": NOW,
        "registered_at": NOW,
    }


def _consents(number: int, chance: Random) -> list[dict[str, Any]]:
    """Nine of ten have both signatures."""
    made = {
        "person_id": number,
        "purpose": ConsentPurpose.PARTICIPATION,
        "text_version": "1",
        "text_hash": "0" * 64,
        "channel": "bot",
        "evidence": "",
        "given_at": NOW,
    }
    own = {**made, "relation": "self", "signer_id": number}
    return [own, {**made, "relation": "mother", "signer_id": None}] if chance.random() < 0.9 else [own]


def _application(index: int, person: int, call: Call, chance: Random) -> dict[str, Any]:
    status = _STATUSES[index % len(_STATUSES)]
    decided = status not in {ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN}
    return {
        "id": index + 1,
        "call_id": call.id,
        "person_id": person,
        "number": f"С-{index + 1:04d}",
        "status": status,
        "answers": {"motivation": _ANSWER, "direction_first": "it", "project_idea": _ANSWER},
        "version": 1,
        "rank": index + 1 if decided else None,
        "created_at": NOW,
        "submitted_at": NOW + timedelta(seconds=chance.randrange(3600)),
        "decided_at": NOW if decided else None,
        "withdrawn_at": NOW if status is ApplicationStatus.WITHDRAWN else None,
    }


async def _reviews(
    session: AsyncSession,
    call: Call,
    boss: Person,
    reviewers: Sequence[Person],
    rows: Sequence[dict[str, Any]],
    chance: Random,
) -> None:
    """Two reviews each, most of them given; the ranking of what was given."""
    this = ReviewRound(
        call_id=call.id, rubric=call.rubric, reviews=2, days=30, seed=1, closes_at=NOW + timedelta(days=30),
        created_at=NOW, started_at=NOW, changed_at=NOW,
    )  # fmt: skip
    session.add(this)
    await session.flush()
    session.add_all(Reviewer(round_id=this.id, person_id=each.id, added_by=boss.id, added_at=NOW) for each in reviewers)
    keys = [each["key"] for each in call.rubric]
    made = []
    for row in rows:
        for reviewer in chance.sample(list(reviewers), 2):
            given = chance.random() < 0.9
            made.append(
                {
                    "round_id": this.id,
                    "application_id": row["id"],
                    "reviewer_id": reviewer.id,
                    "state": ReviewState.GIVEN if given else ReviewState.ASSIGNED,
                    "cause": "start",
                    "levels": {key: chance.randrange(4) for key in keys} if given else {},
                    "score": chance.uniform(20, 100) if given else None,
                    "assigned_at": NOW,
                    "due_at": NOW + timedelta(days=30),
                    "given_at": NOW if given else None,
                }
            )
    await _put(session, Review, made)
    await ranking.refresh(session, this, now=NOW)


async def _decide(
    session: AsyncSession, call: Call, boss: Person, rows: Sequence[dict[str, Any]], chance: Random
) -> None:
    """Released decisions with their seats, staged ones for a third of those who wait."""
    decisions, seats, moves = [], [], []
    for row in rows:
        decision = {"application_id": row["id"], "staged_by": boss.id, "staged_at": NOW}
        released = {"released_by": boss.id, "released_at": NOW}
        match row["status"]:
            case ApplicationStatus.SUBMITTED:
                if chance.random() < 0.3:
                    decisions.append(
                        {**decision, "outcome": Outcome.ACCEPTED, "released_by": None, "released_at": None}
                    )
                continue
            case ApplicationStatus.ACCEPTED:
                decisions.append({**decision, "outcome": Outcome.ACCEPTED, **released})
                status = OfferStatus.ACCEPTED if chance.random() < 0.6 else OfferStatus.OFFERED
                seats.append(
                    {
                        "call_id": call.id,
                        "application_id": row["id"],
                        "status": status,
                        "offered_at": NOW,
                        "deadline_at": NOW + timedelta(days=3),
                    }
                )
                cause = MoveCause.ACCEPTED
            case ApplicationStatus.RESERVE:
                decisions.append({**decision, "outcome": Outcome.RESERVE, **released})
                cause = MoveCause.RESERVED
            case ApplicationStatus.REJECTED:
                decisions.append({**decision, "outcome": Outcome.REJECTED, **released})
                cause = MoveCause.REJECTED
            case _:
                continue
        moves.append({"call_id": call.id, "application_id": row["id"], "at": NOW, "cause": cause, "actor_id": boss.id})
    await _put(session, Decision, decisions)
    await _put(session, Seat, seats)
    await _put(session, SeatMove, moves)


async def _rest(
    session: AsyncSession, boss: Person, people: Sequence[int], rows: Sequence[dict[str, Any]], chance: Random
) -> None:
    """Pairs of lookalikes, links with their visits, and a log of it all."""
    ids = [row["id"] for row in rows]
    pairs = [
        {
            "first_id": first,
            "second_id": first + 1,
            "found_at": NOW,
            "verdict": DuplicateVerdict.DIFFERENT if chance.random() < 0.5 else None,
        }
        for first in ids[:-1:25]
    ]
    await _put(session, DuplicatePair, pairs)
    session.add_all(
        SourceLink(code=f"src{number}", name=f"Ссылка {number}", created_by=boss.id, created_at=NOW)
        for number in range(10)
    )
    visits = [{"code": f"src{chance.randrange(10)}", "person_id": person, "visited_at": NOW} for person in people]
    await _put(session, SourceVisit, visits)
    log = [
        {"at": NOW, "actor_id": boss.id, "action": "application.read", "subject": f"application:{number}"}
        for number in ids
    ]
    await _put(session, AuditEntry, log)
