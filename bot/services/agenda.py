"""«Что дальше?»: the facts about a person gathered for the rule that names the next step, and the card that shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert_new
from bot.db.models import AgendaCard, Event, Person, Season
from bot.db.queries import agenda as queries
from bot.db.queries import consents as consent_queries
from bot.db.queries import office as office_queries
from bot.db.queries import people as people_queries
from bot.db.queries import seasons as season_queries
from bot.db.queries import teams as team_queries
from bot.domain.access import Permission, permissions_of
from bot.domain.agenda import SOON, Agenda, Facts, Occasion, Papers, Standing, agenda
from bot.domain.consents import ADULT_TERM, Participation, Signer, birthday
from bot.domain.documents import due_at
from bot.domain.enums import ConsentPurpose, OfficeRole, RegistrationStatus, Role
from bot.domain.errors import NotFound
from bot.domain.people import ADULT_AGE, needs_guardian
from bot.services import applications, consents, documents, events, forms, mentor_teams, people, seasons, seats
from bot.services.documents import Lacking

SHOWN_EVENTS = 3
LOOK_EVERY = timedelta(hours=6)
"""A card nobody has touched and nothing was said about is looked at this often all the same."""
_TICK = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Coming:
    """An event the person goes to or waits for; ``child`` is the first name of who goes, for a guardian."""

    event: Event
    waiting: bool = False
    child: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything the card says. ``stages`` are the programme's stages of today as they stand in the season's texts;
    ``papers`` are the documents due next, ``look_at`` is the moment at which the card may become wrong by itself."""

    agenda: Agenda
    season: Season
    stages: Sequence[dict[str, Any]]
    coming: Sequence[Coming]
    number: str | None
    position: int | None
    team: str | None
    tutor: Person | None
    desk: int
    papers: Lacking | None
    look_at: datetime


@dataclass(slots=True)
class _Gathered:
    facts: Facts
    coming: Sequence[Coming]
    number: str | None = None
    position: int | None = None
    team: str | None = None
    tutor: Person | None = None
    papers: Lacking | None = None
    moments: tuple[datetime | None, ...] = ()


async def view(session: AsyncSession, person: Person, office_role: OfficeRole | None, *, now: datetime) -> View:
    """The person's card. Raises NotFound ``season-missing``."""
    season = await seasons.current(session)
    zone = ZoneInfo(season.zone)
    found = await _gather(session, season, person, office_role, now)
    facts = found.facts
    today = now.astimezone(zone).date()
    stages = season.texts.get("stages", ())
    borders = [_midnight(date.fromisoformat(str(stage["starts_on"])), zone) for stage in stages]
    borders += [_midnight(date.fromisoformat(str(stage["ends_on"])) + timedelta(days=1), zone) for stage in stages]
    moments = [*found.moments, facts.season_ends, facts.apply_until, *borders, *_of_events(found.coming, facts)]
    return View(
        agenda=agenda(facts, now),
        season=season,
        stages=[stage for stage in stages if _is_on(stage, today)],
        coming=found.coming[:SHOWN_EVENTS],
        number=found.number,
        position=found.position,
        team=found.team,
        tutor=found.tutor,
        desk=await _desk(session, office_role),
        papers=found.papers,
        look_at=min([now + LOOK_EVERY, *(moment + _TICK for moment in moments if moment is not None and moment > now)]),
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _is_on(stage: dict[str, Any], today: date) -> bool:
    return date.fromisoformat(str(stage["starts_on"])) <= today <= date.fromisoformat(str(stage["ends_on"]))


def _of_events(coming: Iterable[Coming], facts: Facts) -> list[datetime]:
    invited = [facts.invited.starts_at] if facts.invited is not None else []
    each = ((one.event.starts_at - SOON, one.event.starts_at, one.event.ends_at) for one in coming)
    return [*invited, *(moment for moments in each for moment in moments)]


async def _gather(
    session: AsyncSession, season: Season, person: Person, office_role: OfficeRole | None, now: datetime
) -> _Gathered:
    common: dict[str, Any] = {
        "role": person.role,
        "registered": person.registered_at is not None,
        "office": office_role is not None,
        "season_ends": _midnight(season.ends_on + timedelta(days=1), ZoneInfo(season.zone)),
    }
    if person.role is None or person.registered_at is None:
        calls = await season_queries.calls(session, season.id)
        until = max((call.closes_at for call in calls), default=None)
        begun = await forms.unfinished(session, person) is not None
        return _Gathered(Facts(**common, begun=begun, apply_until=until), ())
    upcoming = await events.upcoming(session, person, now=now)
    invited = next((each for each, status in upcoming if status is None and each.starts_at > now), None)
    coming = [
        Coming(each, waiting=status is RegistrationStatus.WAITING)
        for each, status in upcoming
        if status in {RegistrationStatus.GOING, RegistrationStatus.WAITING}
    ]
    going = next((one.event for one in coming if not one.waiting), None)
    common |= {"invited": _occasion(invited), "coming": _occasion(going)}
    common["participation"] = await consents.participation(session, person, now=now)
    if common["participation"] is Participation.DUE and person.birth_date is not None:
        last_day = birthday(person.birth_date, ADULT_AGE) + ADULT_TERM
        common["sign_until"] = datetime.combine(last_day, time(23, 59), ZoneInfo(season.zone))
    children = await consent_queries.children(session, person.id) if person.role is Role.GUARDIAN else ()
    lacking = await _papers(session, person, children, now)
    common["papers"] = _facts_of(lacking, person, now)
    if person.role is Role.GUARDIAN:
        found = await _of_guardian(session, children, common, coming, now)
    else:
        found = await _of_applicant(session, season, person, common, coming, now)
    found.papers = lacking
    found.moments = (*found.moments, *(_dues(lacking) if lacking is not None else ()))
    return found


async def _papers(session: AsyncSession, person: Person, children: Sequence[Person], now: datetime) -> Lacking | None:
    """The documents due next that this person, or a child of theirs under age, has still to bring."""
    minors = [child for child in children if await people.is_minor(session, child, now=now)]
    found = await documents.lacked(session, [person, *minors], now=now)
    return min(found, key=lambda one: (_next_due(one, now) or one.event.starts_at, one.event.id), default=None)


def _next_due(lacking: Lacking, now: datetime) -> datetime | None:
    return min((due for due in _dues(lacking) if due > now), default=None)


def _dues(lacking: Lacking) -> list[datetime]:
    return [due_at(lacking.event.starts_at, item.due_minutes) for item in lacking.items]


def _facts_of(lacking: Lacking | None, reader: Person, now: datetime) -> Papers | None:
    if lacking is None:
        return None
    event = lacking.event
    occasion = Occasion(event.id, event.title, event.starts_at, event.ends_at, event.zone)
    child = lacking.person.first_name or "—" if lacking.person.id != reader.id else None
    return Papers(occasion, _next_due(lacking, now), child)


def _occasion(event: Event | None) -> Occasion | None:
    return Occasion(event.id, event.title, event.starts_at, event.ends_at, event.zone) if event is not None else None


async def _of_guardian(
    session: AsyncSession, children: Sequence[Person], common: dict[str, Any], coming: list[Coming], now: datetime
) -> _Gathered:
    names = {child.id: child.first_name or "" for child in children}
    today = await people.today(session, now)
    unsigned = None
    for child in children:
        signers = (await consents.standing(session, child.id))[ConsentPurpose.PARTICIPATION]
        minor = child.birth_date is not None and needs_guardian(child.birth_date, today)
        if minor and Signer.GUARDIAN not in signers:
            unsigned = names[child.id]
            break
    theirs = await queries.events_of_children(session, list(names), now=now)
    shown = [*coming, *(Coming(event, child=names[child_id]) for event, child_id in theirs)]
    return _Gathered(
        Facts(**common, children=len(children), unsigned_child=unsigned),
        sorted(shown, key=lambda one: (one.event.starts_at, one.event.id)),
    )


async def _of_applicant(
    session: AsyncSession, season: Season, person: Person, common: dict[str, Any], coming: list[Coming], now: datetime
) -> _Gathered:
    found = await _situation(session, person, now)
    run = await team_queries.published_run(session, season.id)
    team_id = await team_queries.team_of(session, run.id, person.id) if run is not None else None
    team, tutor = None, None
    if run is not None and team_id is not None:
        (line,) = await team_queries.lines(session, run.id, team_id=team_id)
        team, tutor = line.team.name, line.tutor
    offer_until, leads = None, 0
    if person.role is Role.MENTOR:
        mine = await mentor_teams.mine(session, person)
        leads = len(mine.held)
        team = mine.held[0].team.name if leads == 1 else team
        offer_until = mine.offers[0][0].deadline_at if mine.offers else None
    application = found.application if found is not None else None
    standing = None
    if found is not None:
        status = application.status if application is not None else None
        standing = Standing(
            status,
            found.call.opens_at,
            found.closes_at,
            found.own_consent,
            found.consent,
            seats.asked_until(found.seat),
        )
    return _Gathered(
        Facts(**common, application=standing, offer_until=offer_until, in_team=team_id is not None, leads=leads),
        coming,
        number=application.number if application is not None else None,
        position=found.position if found is not None else None,
        team=team,
        tutor=tutor if tutor is not None and tutor.id != person.id else None,
        moments=(
            offer_until,
            *((standing.opens_at, standing.closes_at, standing.confirm_until) if standing is not None else ()),
        ),
    )


async def _situation(session: AsyncSession, person: Person, now: datetime) -> applications.Situation | None:
    if person.role not in applications.APPLYING_ROLES:
        return None
    try:
        return await applications.situation(session, person, now=now)
    except NotFound:
        return None


async def _desk(session: AsyncSession, office_role: OfficeRole | None) -> int:
    if Permission.SEE_APPLICATIONS not in permissions_of(office_role):
        return 0
    waiting = await office_queries.desk(session)
    return waiting.undecided + waiting.staged + waiting.teams_without_mentor


@dataclass(frozen=True, slots=True)
class Former:
    """The message that was the card before, and whether it was pinned."""

    message_id: int
    pinned: bool


async def place(session: AsyncSession, chat_id: int, message_id: int, *, now: datetime) -> Former | None:
    """From now on this message is the card of the person of this chat. Returns the one before; None: there was none."""
    card = await queries.locked_card(session, chat_id)
    if card is not None:
        former = Former(card.message_id, card.pinned)
        card.message_id, card.shown = message_id, ""
        return former if former.message_id != message_id else None
    found = await people_queries.by_telegram_id(session, chat_id)
    if found is not None:
        row = {"person_id": found[0].id, "chat_id": chat_id, "message_id": message_id, "pinned": False, "shown": ""}
        await insert_new(session, AgendaCard, [row | {"look_at": now + LOOK_EVERY}])
    return None


async def pin(session: AsyncSession, person: Person, message_id: int, *, pinned: bool, now: datetime) -> None:
    """The person wants the card at the top of the chat, or not any more."""
    if person.telegram_id is None:
        return
    await place(session, person.telegram_id, message_id, now=now)
    card = await queries.locked_card(session, person.telegram_id)
    if card is not None:
        card.pinned = pinned


async def is_pinned(session: AsyncSession, person: Person) -> bool:
    """Whether the person keeps the card at the top of the chat."""
    card = await queries.card_of(session, person.id)
    return card is not None and card.pinned
