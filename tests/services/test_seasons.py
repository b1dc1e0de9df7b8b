"""The season's file: what it says is loaded once, what is wrong in it is named, the demo moves it to today."""

import asyncio
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.command_line.entry import main
from bot.config import ROOT
from bot.db.engine import Database
from bot.db.models import Base, Call, Direction, Event, Measure, Municipality, Organisation, Season
from bot.db.queries import seasons as queries
from bot.domain.enums import EventKind, EventStatus, InstitutionKind, Role
from bot.domain.errors import NotFound
from bot.domain.questions import Question
from bot.services import seasons
from bot.services.season_file import SeasonFileError, parse

SHIPPED = ROOT / "seasons" / "2019-2020.toml"
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
YAKUTSK = ZoneInfo("Asia/Yakutsk")
TABLES = (Season, Municipality, Organisation, Direction, Measure, Call, Event)


@pytest.fixture
def data() -> dict[str, Any]:
    return seasons.read_file(SHIPPED)


async def _counts(session: AsyncSession) -> list[int | None]:
    return [await session.scalar(select(func.count()).select_from(table)) for table in TABLES]


async def _call(session: AsyncSession, role: Role) -> Call:
    return (await session.scalars(select(Call).where(Call.role == role))).one()


async def test_shipped_season_is_loaded_whole(database: Database, data: dict[str, Any]) -> None:
    async with database.transaction() as session:
        await seasons.load(session, data, now=NOW)
    async with database.reading() as session:
        season = await seasons.current(session)
        assert await _counts(session) == [1, 29, 19, 9, 21, 3, 8]
        assert season.targets["students-selected"] == 200
        assert season.texts["stages"][0]["starts_on"] == "2019-08-12"
        assert [each["code"] for each in season.documents or () if each["event"] == "artek"] == [
            "consent", "identity", "policy", "medical-079", "contacts", "tickets",
        ]  # fmt: skip
        student = await _call(session, Role.STUDENT)
        assert student.closes_at == datetime(2019, 9, 6, 18, 0, tzinfo=YAKUTSK)
        assert (student.quota, student.reserve, student.last_number) == (200, 40, 0)


async def test_events_are_drafts_on_the_clock_of_their_place(database: Database, data: dict[str, Any]) -> None:
    async with database.transaction() as session:
        await seasons.load(session, data, now=NOW)
    async with database.reading() as session:
        events = {event.kind: event for event in await session.scalars(select(Event))}
        assert {event.status for event in events.values()} == {EventStatus.DRAFT}
        school, artek = events[EventKind.SCHOOL], events[EventKind.ARTEK]
        assert (school.starts_at, school.capacity) == (datetime(2019, 9, 20, 10, 0, tzinfo=YAKUTSK), 240)
        assert artek.starts_at == datetime(2019, 8, 27, 6, 0, tzinfo=UTC)
        assert (artek.ends_at - artek.starts_at).days + 1 == 21
        assert (artek.zone, artek.capacity) == ("Europe/Moscow", 5)


async def test_questions_come_back_as_questions_in_both_languages(database: Database, data: dict[str, Any]) -> None:
    async with database.transaction() as session:
        await seasons.load(session, data, now=NOW)
    async with database.reading() as session:
        for call in await session.scalars(select(Call)):
            questions = [Question.from_dict(question) for question in call.questions]
            assert 6 <= len(questions) <= 8
            for question in questions:
                labels = [question.text, *(option.label for option in question.options)]
                assert all(label is not None and set(label) == {"ru", "en"} for label in labels)


async def test_second_load_changes_nothing(database: Database, data: dict[str, Any]) -> None:
    async with database.transaction() as session:
        await seasons.load(session, data, now=NOW)
    async with database.transaction() as session:
        await seasons.load(session, data, now=NOW + timedelta(days=1))
        assert not session.dirty
        assert await _counts(session) == [1, 29, 19, 9, 21, 3, 8]


async def test_second_load_keeps_what_the_office_decided(database: Database, data: dict[str, Any]) -> None:
    later = datetime(2019, 9, 10, 9, 0, tzinfo=UTC)
    async with database.transaction() as session:
        await seasons.load(session, data, now=NOW)
        call = await _call(session, Role.STUDENT)
        call.closes_at, call.last_number = later, 12
        measure = (await session.scalars(select(Measure).where(Measure.number == 1))).one()
        measure.status = "done"
    data["calls"]["student"]["title"] = "Отбор"
    async with database.transaction() as session:
        await seasons.load(session, data, now=NOW)
    async with database.reading() as session:
        call = await _call(session, Role.STUDENT)
        assert (call.closes_at, call.last_number, call.title) == (later, 12, "Отбор")
        assert (await session.scalars(select(Measure.status).where(Measure.number == 1))).one() == "done"


async def test_item_that_left_the_file_is_retired_and_comes_back(database: Database, data: dict[str, Any]) -> None:
    shorter = deepcopy(data)
    gone = shorter["municipalities"].pop(0)["id"]
    async with database.transaction() as session:
        await seasons.load(session, data, now=NOW)
        await seasons.load(session, shorter, now=NOW)
        assert len(await queries.municipalities(session)) == 28
        assert (await session.get_one(Municipality, gone)).retired_at == NOW
        await seasons.load(session, data, now=NOW)
        assert (await queries.municipalities(session))[0].id == gone


async def test_two_replicas_load_one_season(database: Database, data: dict[str, Any]) -> None:
    async def load() -> None:
        async with database.transaction() as session:
            await seasons.load(session, data, now=NOW)

    await asyncio.gather(*(load() for _ in range(4)))
    async with database.reading() as session:
        assert await _counts(session) == [1, 29, 19, 9, 21, 3, 8]


async def test_pick_lists_are_by_kind_of_institution(database: Database, data: dict[str, Any]) -> None:
    async with database.transaction() as session:
        await seasons.load(session, data, now=NOW)
        kinds = [len(await queries.organisations(session, kind)) for kind in InstitutionKind]
        assert kinds == [0, 13, 6, 0]


async def test_no_season_is_said_so(database: Database) -> None:
    async with database.reading() as session:
        with pytest.raises(NotFound, match="season-missing"):
            await seasons.current(session)


@pytest.mark.parametrize("day", range(14))
def test_demo_is_in_the_open_period_about_two_weeks_before_the_deadline(data: dict[str, Any], day: int) -> None:
    now = NOW + timedelta(days=day, hours=11)
    shift = seasons.demo_shift(data, now)
    season = parse(seasons.shifted(data, shift))
    call = season.calls[Role.STUDENT]
    assert shift.days % 7 == 0
    assert season.moment(call.opens_at) < now
    assert 11 <= (season.moment(call.closes_at) - now).days <= 18
    school = next(event for event in season.events if event.kind is EventKind.SCHOOL)
    assert 25 <= (season.moment(school.starts_at) - now).days <= 32
    assert season.moment(school.starts_at).strftime("%a %H:%M") == "Fri 10:00"


async def test_shift_moves_every_date(database: Database, data: dict[str, Any]) -> None:
    async with database.transaction() as session:
        season = await seasons.load(session, data, now=NOW, shift=timedelta(weeks=2))
        assert (season.starts_on, season.texts["stages"][0]["starts_on"]) == (date(2019, 8, 22), "2019-08-26")
        call = await _call(session, Role.STUDENT)
        assert (call.age_reference_on, call.opens_at.date()) == (date(2019, 9, 20), date(2019, 8, 26))


def _set(*path: str | int, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: Any) -> None:
        for part in path[:-1]:
            data = data[part]
        data[path[-1]] = to

    return change


def _document(number: int) -> dict[str, Any]:
    return {"event": "artek", "code": f"d{number}", "title": {"ru": "Д", "en": "D"}}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_set("zone", to="Asia/Atlantis"), "zone: "),
        (_set("title", to=""), "title: "),
        (_set("colour", to="red"), "colour: "),
        (_set("events", 1, "kind", to="ball"), "events[2].kind: "),
        (_set("events", 2, "ends_at", to=datetime(2019, 1, 1)), "events[3].ends_at: is not after starts_at"),  # noqa: DTZ001 - as TOML gives it
        (_set("calls", "student", "closes_at", to="soon"), "calls.student.closes_at: "),
        (_set("calls", "tutor", "closes_at", to=datetime(2019, 1, 1)), "calls.tutor.closes_at: "),  # noqa: DTZ001 - as TOML gives it
        (_set("calls", "guardian", to={}), "calls.guardian"),
        (
            _set("calls", "mentor", "questions", 0, "kind", to="song"),
            "calls.mentor.questions[1]: question-kind-unknown",
        ),
        (
            _set("calls", "student", "questions", 1, "options_from", to="towns"),
            "calls.student.questions[2].options_from: ",
        ),
        (_set("calls", "student", "questions", 1, "key", to="motivation"), "calls.student.questions.key: motivation"),
        (_set("municipalities", 3, "id", to="go-zeya"), "municipalities.id: go-zeya is there 2 times"),
        (_set("municipalities", 3, "id", to="Зея"), "municipalities[4].id: "),
        (_set("documents", 1, "code", to="consent"), "documents.code: ('artek', 'consent') is there 2 times"),
        (_set("documents", 1, "note", "en", to="y" * 121), "documents[2].note: is longer than 120 characters"),
        (_set("documents", 0, "event", to="ball"), "documents[1].event: "),
        (
            _set("documents", to=[_document(number) for number in range(13)]),
            "documents: 13 of the kind artek, at most 12",
        ),
    ],
)
async def test_wrong_key_is_named_in_one_line_and_nothing_is_written(
    sqlite_database_url: str, data: dict[str, Any], change: Callable[[dict[str, Any]], None], named: str
) -> None:
    change(data)
    database = Database(sqlite_database_url)
    async with database.transaction() as session:
        with pytest.raises(SeasonFileError) as refused:
            await seasons.load(session, data, now=NOW)
        assert str(refused.value).startswith(named)
        assert "\n" not in str(refused.value)
        assert await _counts(session) == [0] * len(TABLES)
    await database.dispose()


def _rows(url: str, table: type[Base]) -> int | None:
    async def count() -> int | None:
        database = Database(url)
        async with database.reading() as session:
            found = await session.scalar(select(func.count()).select_from(table))
        await database.dispose()
        return found

    return asyncio.run(count())


def test_command_loads_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/new.sqlite3"
    monkeypatch.setenv("DATABASE_URL", url)
    assert main(["season", "load", str(SHIPPED)]) == 0
    assert capsys.readouterr().out == "Сезон загружен: Кадры будущего для регионов, 2019–2020\n"
    assert _rows(url, Call) == 3


@pytest.mark.parametrize("content", ["zone = ", 'code = "x"'])
def test_command_refuses_a_bad_file_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/new.sqlite3")
    path = tmp_path / "bad.toml"
    path.write_text(content, encoding="utf-8")
    assert main(["season", "load", str(path)]) == 1
    shown = capsys.readouterr().err
    assert shown.startswith("Ошибка: ")
    assert len(shown.splitlines()) == 1
