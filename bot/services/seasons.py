"""The programme year: loaded from a file, looked up by everybody."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.inserts import insert_new
from bot.db.models import Call, Direction, Event, Measure, Municipality, Organisation, ReminderRule, Season
from bot.db.queries import seasons as queries
from bot.domain.enums import EventStatus, Role
from bot.domain.errors import NotFound
from bot.domain.review import read_rubric
from bot.services import reminders
from bot.services.season_file import EventPart, SeasonFile, SeasonFileError, parse

WEEKS_TO_DEADLINE = 2
"""In the demo, the students' deadline lies in the second calendar week after the present one."""


def read_file(path: Path) -> dict[str, Any]:
    """The data of a season's file (TOML). Raises SeasonFileError when it is no TOML, OSError when it is not there."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SeasonFileError(f"{path}: {error}") from None


def demo_shift(data: Mapping[str, Any], now: datetime) -> timedelta:
    """Whole weeks by which to move the season so that applications are open now.

    The students' deadline then comes 12 to 18 days after today (from the second calendar week on its own weekday), and
    what follows it keeps its distance.
    """
    season = parse(data)
    if Role.STUDENT not in season.calls:
        raise SeasonFileError("calls.student: is missing")
    closes_on = season.moment(season.calls[Role.STUDENT].closes_at).date()
    today = now.astimezone(ZoneInfo(season.zone)).date()
    return _monday(today) + timedelta(weeks=WEEKS_TO_DEADLINE) - _monday(closes_on)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def shifted(data: Any, shift: timedelta) -> Any:
    """The same data with every date and moment moved; local moments keep their time of day."""
    match data:
        case date():
            return data + shift
        case Mapping():
            return {key: shifted(value, shift) for key, value in data.items()}
        case list() | tuple():
            return [shifted(value, shift) for value in data]
        case _:
            return data


async def load(
    session: AsyncSession,
    data: Mapping[str, Any],
    *,
    now: datetime,
    shift: timedelta | None = None,
    overwrite: bool = False,
) -> Season:
    """Write a season, or bring one of the same code up to its file; loading twice changes nothing.

    What has left the file's lists is retired. What the office has decided since stays: times and numbers of calls,
    questions and rubrics it has changed (unless ``overwrite``), states of measures, events. Raises SeasonFileError naming the first key that is wrong; nothing is written then.
    """
    file = parse(shifted(data, shift) if shift else data)
    season = await _season(session, file, now)
    await _municipalities(session, file, now)
    await _organisations(session, file, now)
    await _directions(session, file, now)
    await _measures(session, season, file)
    await _reminders(session, season, file)
    await _calls(session, season, file, now, overwrite=overwrite)
    await _events(session, season, file, now)
    await session.flush()
    return season


async def changed_in_chat(session: AsyncSession, season: Season) -> list[tuple[Role, str]]:
    """(role, ``questions`` or ``rubric``) of what the office has changed of the season's calls, and a file leaves alone."""
    return [
        (call.role, part)
        for call in await queries.calls(session, season.id)
        for part, at in (("questions", call.questions_changed_at), ("rubric", call.rubric_changed_at))
        if at is not None
    ]


async def current(session: AsyncSession) -> Season:
    """The season people take part in: the one that starts last. Raises NotFound ``season-missing``."""
    season = await queries.newest(session)
    if season is None:
        raise NotFound("season-missing")
    return season


async def today(session: AsyncSession, season_id: int, *, now: datetime) -> date:
    """The day by the season's clock."""
    season = await session.get_one(Season, season_id)
    return now.astimezone(ZoneInfo(season.zone)).date()


async def _season(session: AsyncSession, file: SeasonFile, now: datetime) -> Season:
    # Two replicas may load at once: the second waits here for the first, and finds everything there.
    row = {
        "code": file.code, "title": file.title, "zone": file.zone, "contact": file.contact, "created_at": now,
        "starts_on": file.starts_on, "ends_on": file.ends_on, "targets": {}, "texts": {},
        "silent_after_days": file.silent_after_days,
    }  # fmt: skip
    await insert_new(session, Season, [row])
    season = await queries.by_code(session, file.code)
    season.title, season.zone, season.contact = file.title, file.zone, file.contact
    season.starts_on, season.ends_on = file.starts_on, file.ends_on
    season.projects_close_at = file.moment(file.projects_close_at) if file.projects_close_at else None
    season.silent_after_days = file.silent_after_days
    season.targets = dict(file.targets)
    season.texts = file.texts.model_dump(mode="json")
    season.documents = [part.model_dump(mode="json") for part in file.documents]
    return season


async def _municipalities(session: AsyncSession, file: SeasonFile, now: datetime) -> None:
    known = {row.id: row for row in await queries.municipalities(session, retired=True)}
    for position, part in enumerate(file.municipalities):
        row = known.pop(part.id, None) or Municipality(id=part.id)
        row.name, row.position, row.retired_at = part.name, position, None
        session.add(row)
    _retire(known.values(), now)


async def _organisations(session: AsyncSession, file: SeasonFile, now: datetime) -> None:
    known = {row.code: row for row in await queries.organisations(session, retired=True)}
    for part in file.organisations:
        row = known.pop(part.code, None) or Organisation(code=part.code)
        row.name, row.short_name, row.kind, row.city = part.name, part.short_name, part.kind, part.city
        row.retired_at = None
        session.add(row)
    _retire(known.values(), now)


async def _directions(session: AsyncSession, file: SeasonFile, now: datetime) -> None:
    known = {row.id: row for row in await queries.directions(session, retired=True)}
    for position, part in enumerate(file.directions):
        row = known.pop(part.id, None) or Direction(id=part.id)
        row.name, row.position, row.retired_at = part.name, position, None
        session.add(row)
    _retire(known.values(), now)


def _retire(rows: Any, now: datetime) -> None:
    for row in rows:
        row.retired_at = row.retired_at or now


async def _measures(session: AsyncSession, season: Season, file: SeasonFile) -> None:
    known = {row.number: row for row in await queries.measures(session, season.id)}
    for part in file.measures:
        row = known.get(part.number) or Measure(season_id=season.id, number=part.number)
        row.title, row.period, row.responsible, row.expected = part.title, part.period, part.responsible, part.expected
        session.add(row)


async def _reminders(session: AsyncSession, season: Season, file: SeasonFile) -> None:
    # What the office has made of a rule stays; a rule it does not want is switched off, not deleted.
    rows = [
        {
            "season_id": season.id, "code": part.code, "subject": part.subject, "audience": part.audience,
            "event_kind": part.event, "role": part.call, "stage": part.stage, "offsets": list(part.offsets),
            "words": part.words.model_dump() if part.words is not None else None, "enabled": part.enabled, "version": 1,
        }
        for part in file.reminders
    ]  # fmt: skip
    if rows:
        await insert_new(session, ReminderRule, rows)


async def _calls(session: AsyncSession, season: Season, file: SeasonFile, now: datetime, *, overwrite: bool) -> None:
    known = {row.role: row for row in await queries.calls(session, season.id)}
    for role, part in file.calls.items():
        call = known.get(role)
        if call is None:
            call = Call(season_id=season.id, role=role, last_number=0)
            call.opens_at, call.closes_at = file.moment(part.opens_at), file.moment(part.closes_at)
            call.consent_closes_at = file.consent_deadline(part)
            call.age_reference_on = part.age_reference_on
            call.institutions = [kind.value for kind in part.institutions]
            call.quota, call.reserve, call.reviews = part.quota, part.reserve, part.reviews
            session.add(call)
        call.title = part.title
        if overwrite or call.questions_changed_at is None:
            call.questions, call.questions_changed_at = file.questions_of(part), None
        if overwrite or call.rubric_changed_at is None:
            call.rubric = [criterion.to_dict() for criterion in read_rubric(part.rubric)]
            call.rubric_changed_at = None
        if role not in known:
            await session.flush()
            await reminders.plan_call(session, call, now=now)


async def _events(session: AsyncSession, season: Season, file: SeasonFile, now: datetime) -> None:
    # An event has no code of its own: its kind and title tell whether it has been loaded before.
    known = {(row.kind, row.title) for row in await queries.events(session, season.id)}
    for part in file.events:
        if (part.kind, part.title) in known:
            continue
        zone = part.zone or file.zone
        session.add(
            Event(
                season_id=season.id,
                kind=part.kind,
                title=part.title,
                description=part.description,
                place=part.place,
                zone=zone,
                starts_at=file.moment(part.starts_at, zone),
                ends_at=file.moment(part.ends_at, zone),
                capacity=part.capacity,
                audience=[str(invited) for invited in part.audience],
                reminder_offsets=list(part.reminder_offsets),
                stages=_stages(file, part),
                status=EventStatus.DRAFT,
                created_at=now,
            )
        )


def _stages(file: SeasonFile, event: EventPart) -> list[dict[str, Any]]:
    """Stages as they are kept: in minutes from the start, so that they move with it."""
    zone = event.zone or file.zone
    starts = file.moment(event.starts_at, zone)
    return [
        {
            "code": stage.code,
            "title": stage.title.model_dump(),
            "minutes": int((file.moment(stage.at, stage.zone or zone) - starts).total_seconds()) // 60,
            "zone": stage.zone or zone,
        }
        for stage in event.stages
    ]
