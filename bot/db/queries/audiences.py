"""Audiences: whom a choice of recipients reaches, and what there is to choose from."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, cast, false, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import (
    Application,
    Call,
    Consent,
    Direction,
    DocumentItem,
    Event,
    EventAttendance,
    EventRegistration,
    MentorOffer,
    Municipality,
    Organisation,
    OutboxMessage,
    Person,
    PersonTag,
    SavedAudience,
    Team,
    TeamMember,
    TeamRun,
)
from bot.db.queries.documents import lacks
from bot.db.queries.events import event_is_for
from bot.domain.attendance import CAME, MISSED
from bot.domain.audiences import DOCUMENTS, NO_APPLICATION, Audience, AudiencePart, Undone, born_after
from bot.domain.consents import Signer
from bot.domain.enums import (
    ApplicationStatus,
    ConsentPurpose,
    EventStatus,
    OfferStatus,
    RegistrationStatus,
    Role,
    TeamRunStatus,
)
from bot.domain.short_names import short_place

_Condition = ColumnElement[bool]


class Option(NamedTuple):
    """A value of a part of the audience; ``name`` is what the office called it, where it has a name of its own."""

    value: str
    name: str = ""
    answer: str = ""


class Example(NamedTuple):
    """Somebody the choice reaches."""

    name: str
    role: Role | None
    municipality: str | None


def recipients(audience: Audience, season_id: int | None, now: datetime) -> _Condition:
    """People the bot can write to and may, who fit every part of the choice."""
    return and_(
        Person.telegram_id.is_not(None),
        Person.unreachable_since.is_(None),
        Person.stopped_at.is_(None),
        fitting(audience, season_id, now),
    )


def fitting(audience: Audience, season_id: int | None, now: datetime) -> _Condition:
    """People who fit every part of the choice, whether they can be written to or not."""
    conditions: list[_Condition] = [Person.erased_at.is_(None)]
    for part, values in audience.chosen.items():
        if values:
            conditions.append(_PARTS[part](values, season_id, now))
    return and_(*conditions)


def _has_status(statuses: Sequence[str], season_id: int | None, now: datetime) -> _Condition:
    applied = _applied(season_id)
    either: list[_Condition] = []
    if named := [status for status in statuses if status != NO_APPLICATION]:
        either.append(Person.id.in_(applied.where(Application.status.in_(named))))
    if NO_APPLICATION in statuses:
        either.append(not_(Person.id.in_(applied)))
    return or_(*either)


def _applied(season_id: int | None) -> Select[int]:
    return select(Application.person_id).join(Call, Call.id == Application.call_id).where(Call.season_id == season_id)


def _offered(statuses: Sequence[str], season_id: int | None) -> Select[int]:
    return (
        select(MentorOffer.mentor_id)
        .join(Team, Team.id == MentorOffer.team_id)
        .join(TeamRun, TeamRun.id == Team.run_id)
        .where(TeamRun.season_id == season_id, MentorOffer.status.in_(statuses))
    )


def _of_direction(directions: Sequence[str], season_id: int | None, now: datetime) -> _Condition:
    """What they named first (mentors: at all), or what their team works on."""
    named: list[_Condition] = [Application.answers["direction_first"].as_string().in_(directions)]
    named += [
        cast(Application.answers["directions"], String).contains(f'"{value}"', autoescape=True) for value in directions
    ]
    in_team = (
        select(TeamMember.person_id)
        .join(Team, Team.id == TeamMember.team_id)
        .join(TeamRun, TeamRun.id == Team.run_id)
        .where(
            TeamRun.season_id == season_id,
            TeamRun.status == TeamRunStatus.PUBLISHED,
            Team.direction_id.in_(directions),
        )
    )
    return or_(Person.id.in_(_applied(season_id).where(or_(*named))), Person.id.in_(in_team))


def _in_teams(values: Sequence[str], season_id: int | None, now: datetime) -> _Condition:
    team_ids = [int(value) for value in values]
    return or_(
        Person.id.in_(select(TeamMember.person_id).where(TeamMember.team_id.in_(team_ids))),
        Person.id.in_(select(Team.tutor_id).where(Team.id.in_(team_ids), Team.tutor_id.is_not(None))),
        Person.id.in_(select(Team.mentor_id).where(Team.id.in_(team_ids), Team.mentor_id.is_not(None))),
    )


def _answered(answers: Sequence[str], season_id: int | None, now: datetime) -> _Condition:
    return or_(*(_one_answered(int(event_id), answer) for event_id, answer in (value.split(":") for value in answers)))


def _one_answered(event_id: int, answer: str) -> _Condition:
    """What people said of an event, or what came of it: whoever goes and has no mark has missed it."""
    came = Person.id.in_(select(EventAttendance.person_id).where(EventAttendance.event_id == event_id))
    if answer == CAME:
        return came
    said = RegistrationStatus.GOING if answer == MISSED else answer
    registered = select(EventRegistration.person_id).where(
        EventRegistration.event_id == event_id, EventRegistration.status == said
    )
    return and_(Person.id.in_(registered), ~came) if answer == MISSED else Person.id.in_(registered)


def _tagged(keys: Sequence[str]) -> Select[int]:
    return select(PersonTag.person_id).where(PersonTag.key.in_(keys))


def _agreed(purposes: Sequence[str], season_id: int | None, now: datetime) -> _Condition:
    """Who has agreed to any of these purposes themselves; for somebody under age a guardian has, too."""
    either = []
    for purpose in purposes:
        standing = select(Consent.person_id).where(Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
        grown = or_(Person.birth_date.is_(None), Person.birth_date <= born_after(now.date()))
        by_another = Person.id.in_(standing.where(Consent.relation != Signer.SELF))
        either.append(and_(Person.id.in_(standing.where(Consent.relation == Signer.SELF)), or_(grown, by_another)))
    return or_(*either)


def _not_done(values: Sequence[str], season_id: int | None, now: datetime) -> _Condition:
    return or_(*(_one_not_done(value, season_id, now) for value in values))


def _one_not_done(value: str, season_id: int | None, now: datetime) -> _Condition:
    match value:
        case Undone.REGISTRATION:
            return Person.registered_at.is_(None)
        case Undone.DRAFT:
            return Person.id.in_(_applied(season_id).where(Application.status == ApplicationStatus.DRAFT))
        case Undone.CONSENT:
            return _without_guardian(season_id, now)
        case Undone.OFFER:
            return Person.id.in_(_offered([OfferStatus.OFFERED], season_id))
    what, _, number = value.partition(":")
    event_id = int(number)
    if what == DOCUMENTS:
        return lacks(event_id)
    answered = select(EventRegistration.person_id).where(EventRegistration.event_id == event_id)
    invited = select(Event.id).where(Event.id == event_id, event_is_for()).correlate(Person)
    return and_(invited.exists(), Person.id.not_in(answered))


def _without_guardian(season_id: int | None, now: datetime) -> _Condition:
    live = (
        ApplicationStatus.DRAFT,
        ApplicationStatus.SUBMITTED,
        ApplicationStatus.RESERVE,
        ApplicationStatus.ACCEPTED,
    )
    signed = select(Consent.person_id).where(
        Consent.purpose == ConsentPurpose.PARTICIPATION,
        Consent.relation != Signer.SELF,
        Consent.withdrawn_at.is_(None),
    )
    return and_(
        Person.id.in_(_applied(season_id).where(Application.status.in_(live))),
        Person.birth_date > born_after(now.date()),
        Person.id.not_in(signed),
    )


def has_done(task: str, subject_id: int) -> _Condition:
    """Whether a person has done what a broadcast asked for: answered an event, sent an application, answered offers."""
    match task:
        case "event":
            done = select(EventRegistration.person_id).where(EventRegistration.event_id == subject_id)
        case "call":
            done = select(Application.person_id).where(
                Application.call_id == subject_id, Application.status != ApplicationStatus.DRAFT
            )
        case "offers":
            waiting = select(MentorOffer.mentor_id).where(MentorOffer.status == OfferStatus.OFFERED)
            return Person.id.not_in(waiting)
        case _:
            return false()
    return Person.id.in_(done)


def _got_and_did_not(values: Sequence[str], season_id: int | None, now: datetime) -> _Condition:
    either = []
    for value in values:
        broadcast_id, task, subject_id = value.split(":")
        got = select(OutboxMessage.person_id).where(
            OutboxMessage.broadcast_id == int(broadcast_id), OutboxMessage.person_id.is_not(None)
        )
        either.append(and_(Person.id.in_(got), not_(has_done(task, int(subject_id)))))
    return or_(*either)


_PARTS: dict[AudiencePart, Callable[[Sequence[str], int | None, datetime], _Condition]] = {
    AudiencePart.ROLE: lambda values, season_id, now: Person.role.in_(values),
    AudiencePart.STATUS: _has_status,
    AudiencePart.OFFER: lambda values, season_id, now: Person.id.in_(_offered(values, season_id)),
    AudiencePart.MUNICIPALITY: lambda values, season_id, now: Person.municipality_id.in_(values),
    AudiencePart.ORGANISATION: lambda values, season_id, now: Person.organisation_id.in_([int(v) for v in values]),
    AudiencePart.DIRECTION: _of_direction,
    AudiencePart.TEAM: _in_teams,
    AudiencePart.EVENT: _answered,
    AudiencePart.TAG: lambda values, season_id, now: Person.id.in_(_tagged(values)),
    AudiencePart.WITHOUT: lambda values, season_id, now: Person.id.not_in(_tagged(values)),
    AudiencePart.AGREED: _agreed,
    AudiencePart.UNDONE: _not_done,
    AudiencePart.EARLIER: _got_and_did_not,
}


async def count_recipients(session: AsyncSession, audience: Audience, season_id: int | None, *, now: datetime) -> int:
    """How many the choice reaches now."""
    statement = select(func.count()).select_from(Person).where(recipients(audience, season_id, now))
    return await session.scalar(statement) or 0


async def examples(
    session: AsyncSession, audience: Audience, season_id: int | None, *, now: datetime, offset: int, limit: int
) -> list[Example]:
    """Some of those the choice reaches, by name; those who gave none come last."""
    statement = (
        select(Person, Municipality.name)
        .outerjoin(Municipality, Municipality.id == Person.municipality_id)
        .where(recipients(audience, season_id, now))
        .order_by(Person.search_name == "", Person.search_name, Person.id)
        .offset(offset)
        .limit(limit)
    )
    return [
        Example(person.full_name, person.role, short_place(place) if place else None)
        for person, place in await session.execute(statement)
    ]


async def municipalities(session: AsyncSession) -> list[Option]:
    """All there are, in the order of the list."""
    rows = await session.execute(
        select(Municipality.id, Municipality.name).order_by(Municipality.position, Municipality.id)
    )
    return [Option(value, short_place(name)) for value, name in rows]


async def organisations(session: AsyncSession) -> list[Option]:
    """Those somebody is from, by name."""
    known = select(Person.organisation_id).where(Person.organisation_id.is_not(None), Person.erased_at.is_(None))
    rows = await session.execute(
        select(Organisation.id, Organisation.short_name)
        .where(Organisation.id.in_(known))
        .order_by(Organisation.short_name, Organisation.id)
    )
    return [Option(str(number), name) for number, name in rows]


async def directions(session: AsyncSession) -> list[Option]:
    """All there are, in the order of the list."""
    rows = await session.execute(select(Direction.id, Direction.name).order_by(Direction.position, Direction.id))
    return [Option(value, name) for value, name in rows]


async def teams(session: AsyncSession, season_id: int) -> list[Option]:
    """The season's published teams."""
    rows = await session.execute(
        select(Team.id, Team.name)
        .join(TeamRun, TeamRun.id == Team.run_id)
        .where(
            TeamRun.season_id == season_id,
            TeamRun.status == TeamRunStatus.PUBLISHED,
            Team.merged_into_id.is_(None),
        )
        .order_by(Team.number)
    )
    return [Option(str(team_id), name) for team_id, name in rows]


async def _events(session: AsyncSession, season_id: int, *where: Any) -> list[tuple[int, str]]:
    rows = await session.execute(
        select(Event.id, Event.title)
        .where(Event.season_id == season_id, Event.status == EventStatus.ANNOUNCED, *where)
        .order_by(Event.starts_at, Event.id)
    )
    return [(event_id, title) for event_id, title in rows]


async def event_answers(
    session: AsyncSession, season_id: int, answers: Sequence[str], *, now: datetime
) -> list[Option]:
    """The season's announced events, each once per answer; of those that have begun also who came and who did not."""
    found = await _events(session, season_id)
    begun = {event_id for event_id, _ in await _events(session, season_id, Event.starts_at <= now)}
    return [
        Option(f"{event_id}:{answer}", title, answer)
        for event_id, title in found
        for answer in (*answers, *((CAME, MISSED) if event_id in begun else ()))
    ]


async def events_ahead(session: AsyncSession, season_id: int, *, now: datetime) -> list[Option]:
    """The season's announced events that have not begun."""
    found = await _events(session, season_id, Event.starts_at > now)
    return [Option(f"event:{event_id}", title) for event_id, title in found]


async def events_with_checklists(session: AsyncSession, season_id: int, *, now: datetime) -> list[Option]:
    """The season's announced events that have not begun and ask for documents."""
    asked = select(DocumentItem.id).where(DocumentItem.event_id == Event.id)
    found = await _events(session, season_id, Event.starts_at > now, asked.exists())
    return [Option(f"{DOCUMENTS}:{event_id}", title, DOCUMENTS) for event_id, title in found]


async def open_calls(session: AsyncSession, season_id: int, *, now: datetime) -> list[Option]:
    """The season's calls that take applications."""
    rows = await session.execute(
        select(Call.id, Call.title)
        .where(Call.season_id == season_id, Call.opens_at <= now, Call.closes_at >= now)
        .order_by(Call.closes_at, Call.id)
    )
    return [Option(f"call:{call_id}", title) for call_id, title in rows]


async def saved(session: AsyncSession) -> Sequence[SavedAudience]:
    """Those kept by name."""
    return (await session.scalars(select(SavedAudience).order_by(SavedAudience.name))).all()
