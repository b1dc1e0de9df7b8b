"""What a rule of reminders comes to: its subjects, their moments, whom it is for and what they read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert_new
from bot.db.models import Call, DocumentItem, Event, Meeting, MentorOffer, Person, ReminderRule, Team
from bot.db.queries import documents as document_queries
from bot.db.queries import events as event_queries
from bot.db.queries import reminder_rules as queries
from bot.db.queries import seasons as season_queries
from bot.domain.documents import due_at, next_deadline
from bot.domain.enums import EventStatus
from bot.domain.languages import in_language
from bot.domain.people import ADULT_AGE
from bot.domain.reminder_rules import DEFAULTS, EVENT, Audience, Subject, adults_born_by
from bot.domain.text_arguments import Moment
from bot.services.events import notice_args

TEMPLATES = {
    (Subject.CALL, Audience.DRAFT): "reminder-application-draft",
    (Subject.CALL, Audience.NOT_BEGUN): "reminder-application-none",
    (Subject.CONSENTS, Audience.CHILD): "reminder-guardian-consent",
    (Subject.CONSENTS, Audience.SIGNER): "reminder-guardian-signature",
    (Subject.OFFER, Audience.OFFERED): "reminder-mentor-offer",
    (Subject.EVENT, Audience.GOING): "reminder-event",
    (Subject.EVENT, Audience.SILENT): "reminder-event-silent",
    (Subject.EVENT, Audience.GUARDIANS): "reminder-event-guardian",
    (Subject.EVENT, Audience.TUTORS): "reminder-event-team",
    (Subject.EVENT, Audience.MENTORS): "reminder-event-team",
    (Subject.STAGE, Audience.GOING): "reminder-stage",
    (Subject.STAGE, Audience.GUARDIANS): "reminder-stage-guardian",
    (Subject.STAGE, Audience.TUTORS): "reminder-stage-team",
    (Subject.STAGE, Audience.MENTORS): "reminder-stage-team",
    (Subject.MEETING, Audience.MEMBERS): "reminder-meeting",
    (Subject.MEETING, Audience.TUTORS): "reminder-meeting-lead",
    (Subject.MEETING, Audience.MENTORS): "reminder-meeting-lead",
    (Subject.DOCUMENTS, Audience.LACKING): "reminder-documents",
    (Subject.DOCUMENTS, Audience.GUARDIANS): "reminder-documents-guardian",
}
"""(subject, audience) → the text, in which the rule's own words may stand."""

_UNNAMED = "—"


@dataclass(frozen=True, slots=True)
class Matter:
    """One subject of a rule: the row it is about, its moment on its own clock, what it is called."""

    id: int
    at: datetime
    zone: str
    title: str
    row: Event | Call | MentorOffer | Meeting
    team: Team | None = None
    stage: dict[str, Any] | None = None


async def of_season(session: AsyncSession) -> Sequence[ReminderRule]:
    """The rules of the season that starts last; a season without any is given those every season needs."""
    season = await season_queries.newest(session)
    if season is None:
        return []
    found = await queries.rules(session, season.id)
    if found:
        return found
    rows = [
        {
            "season_id": season.id, "code": one.code, "subject": one.subject, "audience": one.audience,
            "offsets": list(one.offsets), "enabled": True, "version": 1,
        }
        for one in DEFAULTS
    ]  # fmt: skip
    await insert_new(session, ReminderRule, rows)
    return await queries.rules(session, season.id)


async def by_code(session: AsyncSession, code: str) -> ReminderRule | None:
    """The rule of this code."""
    found = await queries.by_code(session, code)
    return found or next((rule for rule in await of_season(session) if rule.code == code), None)


def offsets_of(rule: ReminderRule, matter: Matter) -> Sequence[int]:
    """Minutes before the moment; the rule of events leaves them to each event."""
    if rule.code == EVENT and not rule.offsets and isinstance(matter.row, Event):
        return matter.row.reminder_offsets
    return rule.offsets


def about_event(rule: ReminderRule, event: Event) -> Matter | None:
    """What the rule says about an event; None where it has nothing to say, or the event does not stand."""
    if not _concerns(rule, event):
        return None
    if rule.subject is Subject.EVENT:
        return Matter(event.id, event.starts_at, event.zone, event.title, event)
    stage = next((each for each in event.stages or () if each["code"] == rule.stage), None)
    if rule.subject is not Subject.STAGE or stage is None:
        return None
    at = event.starts_at + timedelta(minutes=stage["minutes"])
    return Matter(event.id, at, stage.get("zone") or event.zone, event.title, event, stage=stage)


def _concerns(rule: ReminderRule, event: Event) -> bool:
    return event.status is EventStatus.ANNOUNCED and rule.event_kind in {None, event.kind}


def about_documents(
    rule: ReminderRule, event: Event, dues: Iterable[int | None], zone: str, *, now: datetime
) -> Matter | None:
    """What the rule says about an event's documents, of which each is due so many minutes before the start.

    The moment is the nearest deadline ahead, by the programme's own clock; the start is by the event's.
    """
    at = next_deadline(event.starts_at, dues, now) if _concerns(rule, event) else None
    if at is None:
        return None
    return Matter(event.id, at, event.zone if at == event.starts_at else zone, event.title, event)


def about_call(rule: ReminderRule, call: Call, zone: str) -> Matter | None:
    """What the rule says about a call."""
    if rule.role not in {None, call.role} or rule.subject not in {Subject.CALL, Subject.CONSENTS}:
        return None
    at = call.closes_at if rule.subject is Subject.CALL else call.consent_closes_at
    return Matter(call.id, at, zone, call.title, call)


async def matter(session: AsyncSession, rule: ReminderRule, subject_id: int, *, now: datetime) -> Matter | None:
    """One subject of a rule as it stands now."""
    match rule.subject:
        case Subject.EVENT | Subject.STAGE:
            event = await session.get(Event, subject_id)
            return about_event(rule, event) if event is not None else None
        case Subject.DOCUMENTS:
            event = await session.get(Event, subject_id)
            found_events = [event] if event is not None else []
            return next(iter(await _about_documents(session, rule, found_events, now)), None)
        case Subject.CALL | Subject.CONSENTS:
            call = await session.get(Call, subject_id)
            return about_call(rule, call, await _home(session)) if call is not None else None
        case Subject.OFFER:
            found = await queries.open_offer(session, subject_id)
            return _about_offer(*found, await _home(session)) if found is not None else None
        case Subject.MEETING:
            known = await queries.meeting(session, subject_id)
            return _about_meeting(*known, await _home(session)) if known is not None else None


async def _about_documents(
    session: AsyncSession, rule: ReminderRule, events: Sequence[Event], now: datetime
) -> list[Matter]:
    dues = await document_queries.dues(session, [event.id for event in events])
    zone = await _home(session)
    made = (about_documents(rule, event, dues.get(event.id, ()), zone, now=now) for event in events)
    return [one for one in made if one is not None]


def _about_offer(offer: MentorOffer, team: Team, zone: str) -> Matter:
    return Matter(offer.id, offer.deadline_at, zone, team.name, offer, team)


def _about_meeting(meeting: Meeting, team: Team, zone: str) -> Matter:
    return Matter(meeting.id, meeting.starts_at, zone, team.name, meeting, team)


async def _home(session: AsyncSession) -> str:
    return await season_queries.zone(session) or "Asia/Yakutsk"


async def ahead(session: AsyncSession, rule: ReminderRule, *, now: datetime) -> list[Matter]:
    """Every subject of a rule whose moment is still to come, the nearest first."""
    match rule.subject:
        case Subject.EVENT | Subject.STAGE:
            made = [about_event(rule, event) for event in await queries.events_ahead(session, rule, now=now)]
        case Subject.DOCUMENTS:
            made = [*await _about_documents(session, rule, await queries.events_ahead(session, rule, now=now), now)]
        case Subject.CALL | Subject.CONSENTS:
            zone = await _home(session)
            made = [about_call(rule, call, zone) for call in await queries.calls_ahead(session, rule, now=now)]
        case Subject.OFFER:
            made = [
                await matter(session, rule, offer.id, now=now) for offer in await queries.open_offers(session, now=now)
            ]
        case Subject.MEETING:
            zone = await _home(session)
            made = [_about_meeting(*found, zone) for found in await queries.meetings_ahead(session, now=now)]
    found = [one for one in made if one is not None and one.at > now]
    return sorted(found, key=lambda one: (one.at, one.id))


async def _audience(
    session: AsyncSession, rule: ReminderRule, about: Matter, now: datetime
) -> Select[*tuple[Any, ...]]:
    today = now.astimezone(ZoneInfo(await _home(session))).date()
    minors_after = adults_born_by(today, years=ADULT_AGE)
    row = about.row
    if rule.subject is Subject.DOCUMENTS:
        guardians = rule.audience is Audience.GUARDIANS
        of = document_queries
        return of.guardians_of_lacking(about.id, minors_after) if guardians else of.lacking(about.id)
    match rule.audience:
        case Audience.DRAFT:
            return queries.with_draft(about.id)
        case Audience.NOT_BEGUN if isinstance(row, Call):
            return queries.not_begun(row)
        case Audience.CHILD:
            return queries.without_guardian(about.id, minors_after)
        case Audience.SIGNER:
            return queries.to_sign(about.id, minors_after, now=now)
        case Audience.SILENT if isinstance(row, Event):
            return event_queries.silent(row)
        case Audience.GUARDIANS:
            return queries.guardians_of_going(about.id, minors_after)
        case Audience.MEMBERS if about.team is not None:
            return queries.members_of_team(about.team.id)
        case Audience.TUTORS | Audience.MENTORS if isinstance(row, Meeting):
            return queries.leader_of_team(row.team_id, mentors=rule.audience is Audience.MENTORS)
        case Audience.TUTORS | Audience.MENTORS:
            return queries.leaders_of_going(about.id, mentors=rule.audience is Audience.MENTORS)
        case Audience.OFFERED:
            return queries.offered(about.id)
        case _:
            return queries.going(about.id)


async def recipients(
    session: AsyncSession, rule: ReminderRule, about: Matter, *, now: datetime, person_id: int | None = None
) -> list[tuple[Person, dict[str, Any]]]:
    """Whom to remind (or whether to remind one person), each with the arguments of the text."""
    rows = await queries.people(session, await _audience(session, rule, about, now), person_id=person_id)
    people: dict[int, Person] = {}
    names: dict[int, list[str]] = {}
    for person, *others in rows:
        people[person.id] = person
        names.setdefault(person.id, []).extend(other.first_name or _UNNAMED for other in others)
    given = {number: arguments(rule, about, person.language) for number, person in people.items()}
    for number, listed in names.items():
        given[number] |= _named(listed)
    if rule.subject is Subject.DOCUMENTS:
        for number, lists in (await _documents(session, about, rows, now)).items():
            given[number] |= lists
    return [(person, given[number]) for number, person in people.items()]


def _named(names: list[str]) -> dict[str, Any]:
    return {"names": ", ".join(sorted(names))} if names else {}


async def _documents(
    session: AsyncSession, about: Matter, rows: Sequence[tuple[Any, ...]], now: datetime
) -> dict[int, dict[str, Any]]:
    """reader's id → what is to be brought, a line each: one's own documents with their notes, or a line for each child;
    ``due`` is the nearest deadline of these."""
    bringing: dict[int, list[document_queries.Lacked]] = {}
    for line in await document_queries.lacked_by(session, {row[-1].id for row in rows}, event_id=about.id):
        bringing.setdefault(line.person_id, []).append(line)
    found: dict[int, dict[str, list[str]]] = {}
    deadlines: dict[int, list[datetime]] = {}
    for reader, *others in rows:
        lists = found.setdefault(reader.id, {"missing": [], "expiring": []})
        lacked = bringing.get((others or [reader])[0].id, [])
        dues = (due_at(line.event.starts_at, line.item.due_minutes) for line in lacked)
        deadlines.setdefault(reader.id, []).extend(due for due in dues if due > now)
        for name, expires in (("missing", False), ("expiring", True)):
            items = [line.item for line in lacked if line.expires is expires]
            lists[name] += _lines(items, reader.language, others[0].first_name or _UNNAMED if others else None)
    home = await _home(session)
    return {
        reader_id: {
            "missing": "\n".join(lists["missing"]), "any_missing": bool(lists["missing"]),
            "expiring": "\n".join(lists["expiring"]), "any_expiring": bool(lists["expiring"]),
            "due": _deadline(about, deadlines[reader_id], home),
        }
        for reader_id, lists in found.items()
    }  # fmt: skip


def _deadline(about: Matter, dues: Sequence[datetime], home: str) -> Moment:
    """The nearest, by the programme's clock; the start, by that of the place, where everything else has gone by."""
    event = about.row
    if not isinstance(event, Event) or (dues and min(dues) < event.starts_at):
        return Moment(min(dues, default=about.at), home)
    return Moment(event.starts_at, event.zone)


def _lines(items: Sequence[DocumentItem], language: str, child: str | None) -> list[str]:
    titles = [in_language(item.title, language) for item in items]
    if child is not None:
        return [f"• {child}: {', '.join(titles)}"] if titles else []
    notes = [in_language(item.note, language) for item in items]
    return [f"• {title}. {note}" if note else f"• {title}" for title, note in zip(titles, notes, strict=True)]


async def count(session: AsyncSession, rule: ReminderRule, about: Matter, *, now: datetime) -> int:
    """How many would be reminded now."""
    return await queries.count(session, await _audience(session, rule, about, now))


def arguments(rule: ReminderRule, about: Matter, language: str) -> dict[str, Any]:
    """What the text of a rule is given about a subject; ``worded`` says that the office has words of its own."""
    words = in_language(rule.words, language)
    given: dict[str, Any] = {"worded": bool(words), "words": words}
    match about.row:
        case Event() as event:
            given |= notice_args(event)
        case Call() as call:
            given |= {"call": call.title, "closes": about.at}
        case MentorOffer() as offer:
            given |= {"offer": offer.id, "team": about.title, "deadline": about.at}
        case Meeting() as meeting:
            given |= {"meeting": meeting.id, "team": about.title, "at": about.at, "place": meeting.place}
    if about.stage is not None:
        given |= {"stage": in_language(about.stage["title"], language), "at": Moment(about.at, about.zone)}
    return given
