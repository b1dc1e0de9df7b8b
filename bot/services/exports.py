"""Lists for spreadsheets: which columns they have and what stands in each row; words and dates are shown later."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Person
from bot.db.queries import exports as queries
from bot.db.queries import projects as project_queries
from bot.db.queries import ranking as ranking_queries
from bot.domain.access import Permission
from bot.domain.questions import Question
from bot.domain.ranking import Basis
from bot.services import audit, ranking, seasons
from bot.services.office import ensure_allowed


class What(StrEnum):
    """The lists there are."""

    PEOPLE = "people"
    APPLICATIONS = "applications"
    EVENTS = "events"
    TEAMS = "teams"
    RANKING = "ranking"
    AUDIT = "audit"


NEEDED: Mapping[What, Permission] = {
    What.PEOPLE: Permission.SEE_PEOPLE,
    What.APPLICATIONS: Permission.SEE_APPLICATIONS,
    What.EVENTS: Permission.MANAGE_EVENTS,
    What.TEAMS: Permission.FORM_TEAMS,
    What.RANKING: Permission.DECIDE,
    What.AUDIT: Permission.SEE_AUDIT,
}
"""Besides ``Permission.EXPORT``: a file shows no more than the screens this role may open."""


@dataclass(frozen=True, slots=True)
class Word:
    """A value of a closed vocabulary; it reads as the text of this key, or as ``otherwise`` where there is none."""

    key: str
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a question of a call, as it is kept."""

    question: Question
    value: Any


Cell = None | str | int | float | bool | date | datetime | Word | Answered | Sequence[Word]
"""An aware moment is shown on the season's clock, a naive one as it is."""


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` names the heading's text; ``title`` is the heading itself, by language, where a question is one."""

    key: str
    title: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list: its name's key, its columns, its rows of as many cells."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


async def ask_for(session: AsyncSession, actor: Person, what: What, *, now: datetime) -> None:
    """Let the actor have a list, and note it in the audit log; the file is made after the commit.

    Raises NotAllowed, NotFound ``season-missing``, RuleViolation ``ranking-review-first`` (count).
    """
    await ensure_allowed(session, actor, Permission.EXPORT)
    await ensure_allowed(session, actor, NEEDED[what])
    season = await seasons.current(session)
    if what is What.RANKING:
        await ranking.ensure_all_given(session, actor, season.id, now=now)
    record(session, actor, what, now=now)


def record(
    session: AsyncSession, actor: Person | None, what: What, *, now: datetime, detail: str | None = None
) -> None:
    """Note in the audit log that a list left; without an actor it was the machine's own administrator."""
    audit.record(session, "export.made", actor=actor, now=now, subject=f"export:{what.value}", detail=detail)


async def sheets(session: AsyncSession, what: What, *, now: datetime) -> list[Sheet]:
    """The sheets of a list, the main one first. Raises NotFound ``season-missing``."""
    season = await seasons.current(session)
    day = now.astimezone(ZoneInfo(season.zone)).date()
    match what:
        case What.PEOPLE:
            return [_people(await queries.people(session, day=day))]
        case What.APPLICATIONS:
            return [_applications(await queries.applications(session, season.id, day=day))]
        case What.EVENTS:
            return [
                _events(await queries.events(session, season.id)),
                _visits(await queries.visits(session, season.id)),
            ]
        case What.TEAMS:
            run = await queries.newest_run(session, season.id)
            lines = await queries.team_people(session, run.id) if run is not None else []
            titles = await project_queries.titles(session, {line.team.id for line in lines})
            return [_teams(lines, titles)]
        case What.RANKING:
            return [
                _ranking(await ranking_queries.of_season(session, season.id)),
                _reviews(await ranking_queries.given_in(session, season.id)),
            ]
        case What.AUDIT:
            return [_audit(await queries.audit(session))]


def _sheet(name: str, keys: str, rows: Iterable[tuple[Cell, ...]], extra: Iterable[Column] = ()) -> Sheet:
    return Sheet(name, (*(Column(key) for key in keys.split()), *extra), tuple(rows))


_NAME = "surname first-name patronymic"


def _name(person: Person) -> tuple[str | None, str | None, str | None]:
    return person.surname, person.first_name, person.patronymic


def _word(group: str, value: str | None) -> Word | None:
    return Word(f"{group}-{value.replace('_', '-')}") if value else None


def _people(lines: Iterable[queries.PersonLine]) -> Sheet:
    keys = (
        f"number {_NAME} role gender birth-date municipality institution organisation grade phone consent "
        "source registered trained stopped unreachable"
    )
    rows = (
        (
            person.id,
            *_name(person),
            _word("role", person.role),
            _word("gender", person.gender),
            person.birth_date,
            line.municipality,
            _word("institution", person.institution),
            line.organisation,
            person.grade,
            person.phone,
            line.consented,
            person.source,
            person.registered_at,
            person.trained_at,
            person.stopped_at,
            person.unreachable_since,
        )
        for line in lines
        for person in (line.person,)
    )
    return _sheet("people", keys, rows)


def _applications(lines: Sequence[queries.ApplicationLine]) -> Sheet:
    keys = (
        f"application role status {_NAME} gender birth-date municipality organisation grade phone "
        "submitted version decision decided reason withdrawn admitted guardian-consent second open-until late-reason"
    )
    questions = _questions({line.call.id: line.call for line in lines}.values())
    rows = (
        (
            line.application.number,
            _word("role", line.call.role),
            _word("export-status", line.application.status),
            *_name(line.person),
            _word("gender", line.person.gender),
            line.person.birth_date,
            line.municipality,
            line.organisation,
            line.person.grade,
            line.person.phone,
            line.application.submitted_at,
            line.application.version,
            _decision(line),
            line.application.decided_at,
            line.decision.reason if line.decision is not None else None,
            line.application.withdrawn_at,
            line.admitted,
            line.guardian_signed,
            line.second,
            line.open_until,
            line.late_reason,
            *(_answer(line, asked) for asked in questions.values()),
        )
        for line in lines
    )
    titles = (Column(key, _title(asked)) for key, asked in questions.items())
    return _sheet("applications", keys, rows, titles)


def _decision(line: queries.ApplicationLine) -> Word | None:
    if line.decision is None:
        return None
    state = "" if line.decision.released_at is not None else "-staged"
    return Word(f"export-decision-{line.decision.outcome.value}{state}")


def _questions(calls: Iterable[Call]) -> dict[str, dict[int, Question]]:
    """Every question once (calls may share one), with the calls that ask it."""
    asked: dict[str, dict[int, Question]] = {}
    for call in calls:
        for data in call.questions:
            question = Question.from_dict(data)
            asked.setdefault(question.key, {})[call.id] = question
    return asked


def _title(asked: Mapping[int, Question]) -> Mapping[str, str]:
    question = next(iter(asked.values()))
    return question.text or {"ru": question.key}


def _answer(line: queries.ApplicationLine, asked: Mapping[int, Question]) -> Answered | None:
    question = asked.get(line.call.id)
    value = line.application.answers.get(question.key) if question is not None else None
    return Answered(question, value) if question is not None and value is not None else None


def _events(lines: Iterable[queries.EventLine]) -> Sheet:
    keys = "kind title description place starts ends zone capacity audience reminders status going waiting"
    rows = (
        (
            _word("event-ask-kind", event.kind),
            event.title,
            event.description,
            event.place,
            _there(event.starts_at, event.zone),
            _there(event.ends_at, event.zone),
            event.zone,
            event.capacity,
            [Word(f"event-ask-audience-{each}") for each in event.audience],
            ", ".join(str(minutes // 60) for minutes in event.reminder_offsets),
            _word("export-event", event.status),
            line.going,
            line.waiting,
        )
        for line in lines
        for event in (line.event,)
    )
    return _sheet("events", keys, rows)


def _there(moment: datetime, zone: str) -> datetime:
    """On the clock of the place, which the zone's own column names."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _visits(lines: Iterable[queries.VisitLine]) -> Sheet:
    rows = (
        (
            line.event.title,
            _there(line.event.starts_at, line.event.zone),
            _word("export-visit", line.registration.status),
            *_name(line.person),
            _word("role", line.person.role),
            line.person.birth_date,
            line.municipality,
            line.organisation,
            line.person.phone,
            line.registration.updated_at,
        )
        for line in lines
    )
    keys = f"title starts answer {_NAME} role birth-date municipality organisation phone answered"
    return _sheet("visits", keys, rows)


def _teams(lines: Iterable[queries.TeamLine], projects: Mapping[int, str]) -> Sheet:
    rows = (
        (
            line.team.number,
            line.team.name,
            line.direction,
            Word(f"role-{_part(line)}"),
            *_name(line.person),
            _word("gender", line.person.gender),
            line.person.birth_date,
            line.municipality,
            line.organisation,
            line.person.phone,
            projects.get(line.team.id),
        )
        for line in lines
    )
    keys = f"team-number team direction role {_NAME} gender birth-date municipality organisation phone project"
    return _sheet("teams", keys, rows)


def _part(line: queries.TeamLine) -> str:
    if line.person.id == line.team.tutor_id:
        return "tutor"
    return "mentor" if line.person.id == line.team.mentor_id else "student"


def _ranking(lines: Iterable[ranking_queries.SeasonRow]) -> Sheet:
    rows = (
        (
            _word("role", call.role),
            row.ranked.adjusted_place if this.basis is Basis.ADJUSTED else row.ranked.place,
            row.number,
            row.municipality,
            _word("export-status", row.status),
            row.ranked.reviews,
            row.ranked.mean,
            row.ranked.median,
            row.ranked.adjusted,
            row.ranked.lowest,
            row.ranked.highest,
            row.ranked.place,
            row.ranked.adjusted_place,
            Word(f"export-decision-{row.staged.value}-staged") if row.staged is not None else None,
        )
        for call, this, row in lines
    )
    keys = "role place application municipality status reviews mean median adjusted lowest highest mean-place adjusted-place decision"
    return _sheet("ranking", keys, rows)


def _reviews(lines: Iterable[ranking_queries.SeasonReview]) -> Sheet:
    rows = (
        (
            _word("role", line.call.role),
            line.number,
            line.reviewer.full_name or f"№ {line.reviewer.id}",
            line.review.score,
            " ".join(f"{key} {level}" for key, level in line.review.levels.items()),
            line.review.comment,
            line.review.given_at,
            line.review.calibration,
        )
        for line in lines
    )
    return _sheet("reviews", "role application reviewer score levels comment given shared", rows)


def _audit(lines: Iterable[queries.AuditLine]) -> Sheet:
    rows = (
        (
            line.entry.id,
            line.entry.at,
            line.actor.id if line.actor is not None else None,
            line.actor.full_name if line.actor is not None else None,
            Word(f"audit-{line.entry.action.replace('.', '-').replace('_', '-')}", otherwise=line.entry.action),
            line.entry.subject,
            line.entry.detail,
        )
        for line in lines
    )
    return _sheet("audit", "number at actor-number actor action subject detail", rows)
