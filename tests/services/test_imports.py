"""Lists from files: everything is checked first, nothing is half-imported, twice is once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter
from sqlalchemy import func, select

from bot.db.engine import Database
from bot.db.models import Application, AuditEntry, Event, Partner, Person
from bot.domain.enums import EventKind, EventStatus
from bot.domain.errors import RuleViolation
from bot.papers.reading import read_rows
from bot.papers.sheets import plain_sheets, separated, workbook
from bot.services import applicant_imports, applicant_writing, imports
from bot.services.applications import current_questions
from bot.services.exports import What
from bot.services.imports import BadRowsError, Imported, Listed
from bot.texts import Texts

NOW = datetime(2019, 8, 20, 1, 0, tzinfo=UTC)
TEXTS = Texts.load()
HEADING = "Название;Вид;Начало;Окончание;Часовой пояс;Мест;Для кого;Напомнить за часов;Лишний столбец\n"


@pytest.fixture
def season(season_database: Database) -> Database:
    return season_database


async def bring(database: Database, path: Path, listed: Listed = Listed.EVENTS) -> Imported:
    rows = read_rows(path, listed, TEXTS)
    act = imports.bring_events if listed is Listed.EVENTS else imports.bring_partners
    async with database.transaction() as session:
        return await act(session, rows, now=NOW)


def written(path: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251"])
async def test_event_is_read_as_people_write_it(season: Database, tmp_path: Path, encoding: str) -> None:
    row = "Экскурсия;ОБЫЧНОЕ МЕРОПРИЯТИЕ;20.09.2019 10:00;20 сентября 2019, 12:30;Europe/Moscow;25;участники, Тьюторы;24, 2;x\n"
    path = written(tmp_path / "events.csv", HEADING + row, encoding)
    assert await bring(season, path) == Imported(added=1, changed=0, same=0)
    async with season.reading() as session:
        event = (await session.scalars(select(Event).where(Event.title == "Экскурсия"))).one()
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "import.made"))).one()
    assert (event.kind, event.status, event.zone) == (EventKind.ORDINARY, EventStatus.DRAFT, "Europe/Moscow")
    assert event.starts_at == datetime(2019, 9, 20, 7, 0, tzinfo=UTC)
    assert event.ends_at == datetime(2019, 9, 20, 9, 30, tzinfo=UTC)
    assert (event.capacity, event.audience, event.reminder_offsets) == (25, ["student", "tutor"], [1440, 120])
    assert (entry.subject, entry.detail) == ("import:events", "+1 ~0")


async def test_workbook_is_read_with_its_dates(season: Database, tmp_path: Path) -> None:
    path = tmp_path / "events.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page, moment = book.add_worksheet(), book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        page.write_row(0, 0, ["title", "starts", "ends", "capacity"])
        page.write_row(1, 0, ["Встреча"])
        page.write_datetime(1, 1, datetime(2019, 9, 20, 10, 0), moment)  # noqa: DTZ001 - a spreadsheet's own clock
        page.write_datetime(1, 2, datetime(2019, 9, 20, 11, 0), moment)  # noqa: DTZ001 - a spreadsheet's own clock
        page.write_number(1, 3, 30)
    assert await bring(season, path) == Imported(added=1, changed=0, same=0)
    async with season.reading() as session:
        event = (await session.scalars(select(Event).where(Event.title == "Встреча"))).one()
    assert (event.starts_at, event.capacity) == (datetime(2019, 9, 20, 1, 0, tzinfo=UTC), 30)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
async def test_exported_events_come_back_unchanged(season: Database, tmp_path: Path, ending: str) -> None:
    async with season.reading() as session:
        sheets = await plain_sheets(session, TEXTS.translator("ru"), What.EVENTS, now=NOW)
    path = tmp_path / f"events.{ending}"
    path.write_bytes(workbook(sheets) if ending == "xlsx" else separated(sheets[0]))
    assert await bring(season, path) == Imported(added=0, changed=0, same=len(sheets[0].rows))


async def test_bad_rows_are_all_named_and_nothing_is_written(season: Database, tmp_path: Path) -> None:
    rows = (
        "Хорошее;;20.09.2019 10:00;20.09.2019 12:00\n"
        ";;20.09.2019 10:00;20.09.2019 12:00\n"
        "Позже;;20.09.2019 12:00;20.09.2019 12:00\n"
        "Когда;;завтра;20.09.2019 12:00\n"
        "Нет дня;;31.02.2019 10:00;20.09.2019 12:00\n"
        "Мест;;20.09.2019 10:00;20.09.2019 12:00;;0\n"
        "Где;;20.09.2019 10:00;20.09.2019 12:00;Луна\n"
        "Вид;праздник;20.09.2019 10:00;20.09.2019 12:00\n"
        "хорошее;;20.09.2019 10:00;20.09.2019 13:00\n"
    )
    async with season.reading() as session:
        before = await session.scalar(select(func.count()).select_from(Event))
    with pytest.raises(BadRowsError) as caught:
        await bring(season, written(tmp_path / "events.csv", HEADING + rows))
    assert [(bad.number, bad.column, bad.reason.key) for bad in caught.value.rows] == [
        (3, "title", "import-missing"),
        (4, None, "import-ends-early"),
        (5, "starts", "import-not-a-moment"),
        (6, "starts", "import-not-a-moment"),
        (7, "capacity", "import-not-a-number"),
        (8, "zone", "import-unknown-zone"),
        (9, "kind", "import-unknown-word"),
        (10, None, "import-twice"),
    ]
    async with season.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Event)) == before


async def test_partners_are_added_changed_and_left(season: Database, tmp_path: Path) -> None:
    heading = "Наименование;Форма собственности;Муниципалитет;Мест для практики\n"
    first = heading + "ООО «Рога»;частная;Городской округ  Белогорск;3\nГБУ «Копыта»;государственная;;\n"
    assert await bring(season, written(tmp_path / "a.csv", first), Listed.PARTNERS) == Imported(2, 0, 0)
    second = heading + "ООО «РОГА»;частная;;5\nГБУ «Копыта»;государственная;;\n'=1+1;частная;;\n"
    assert await bring(season, written(tmp_path / "b.csv", second), Listed.PARTNERS) == Imported(1, 1, 1)
    async with season.reading() as session:
        rows = (await session.execute(select(Partner.name, Partner.slots).order_by(Partner.id))).all()
    assert [tuple(row) for row in rows] == [("ООО «РОГА»", 5), ("ГБУ «Копыта»", 0), ("=1+1", 0)]


async def test_partner_of_an_unknown_place_is_refused(season: Database, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "name,ownership,municipality\nООО,частная,Атлантида\n")
    with pytest.raises(BadRowsError) as caught:
        await bring(season, path, Listed.PARTNERS)
    assert [bad.reason for bad in caught.value.rows] == [RuleViolation("import-not-in-list", typed="Атлантида")]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "import-column-missing"),
        ("Название;Начало\nx;y\n", "import-column-missing"),
        ("Название;Начало;Окончание;начало\n", "import-column-twice"),
        (HEADING, "import-empty"),
        (HEADING + ";;;;\n\n", "import-empty"),
    ],
)
def test_file_without_its_headings_or_rows_is_refused(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        read_rows(written(tmp_path / "events.csv", text), Listed.EVENTS, TEXTS)
    assert caught.value.key == key


@pytest.mark.parametrize("name", ["events.xlsx", "events.ods"])
def test_file_that_is_no_table_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RuleViolation, match=r"import-(no-workbook|wrong-ending)"):
        read_rows(written(tmp_path / name, "что-то"), Listed.EVENTS, TEXTS)


PROFILE = "Роль;Фамилия;Имя;Пол;Дата рождения;Где учится или работает;Организация;Класс или курс;Муниципалитет;Телефон"
ANSWERED = "motivation;direction_first;project_idea;team_role;attend_school"
MOTIVATION = "Хочу, чтобы в моём селе было чем заняться после школы, и готова за это взяться."
IDEA = "Карта мест, где можно собраться и сделать что-то вместе."


def applicant(name: str = "Анна", born: str = "05.03.2004", phone: str = "89145551234", why: str = MOTIVATION) -> str:
    profile = f"Участник;Петрова;{name};женский;{born};школа;Школа № 7;9 А;go-zeya;{phone}"
    return f"{profile};{why};it;{IDEA};invent;да\n"


async def bring_applicants(database: Database, path: Path) -> Imported:
    async with database.transaction() as session:
        calls = await applicant_imports.calls_asked(session)
        questions = [question for call in calls.values() for question in current_questions(call)]
        rows = read_rows(path, Listed.APPLICANTS, TEXTS, questions)
        return await applicant_imports.bring_applicants(session, rows, now=NOW)


async def test_applicants_come_with_their_applications_and_only_once(season: Database, tmp_path: Path) -> None:
    text = f"{PROFILE};{ANSWERED}\n" + applicant() + applicant("Вера", "06.03.2004", "89145551235")
    path = written(tmp_path / "applicants.csv", text)
    assert await bring_applicants(season, path) == Imported(added=2, changed=0, same=0)
    assert await bring_applicants(season, path) == Imported(added=0, changed=0, same=2)
    async with season.reading() as session:
        people = (await session.scalars(select(Person).where(Person.source == applicant_writing.SOURCE))).all()
        sent = (await session.scalars(select(Application).order_by(Application.id))).all()
        acts = await session.scalars(select(AuditEntry.action).where(AuditEntry.action == "application.imported"))
        assert len(acts.all()) == 2
    anna = next(one for one in people if one.first_name == "Анна")
    assert (anna.telegram_id, anna.phone, anna.grade) == (None, "+79145551234", "9 «А»")
    assert [(one.number, one.status.value, one.version) for one in sent] == [
        ("С-0001", "submitted", 1),
        ("С-0002", "submitted", 1),
    ]
    assert (sent[0].answers["direction_first"], sent[0].answers["attend_school"]) == ("it", True)


async def test_applicants_that_do_not_fit_are_all_named(season: Database, tmp_path: Path) -> None:
    lines = (
        applicant(),
        applicant(phone="12"),
        applicant("Вера", born="05.03.2010"),
        applicant("Ольга", why="Хочу"),
        applicant(phone="89145551239"),
    )
    path = written(tmp_path / "applicants.csv", f"{PROFILE};{ANSWERED}\n" + "".join(lines))
    with pytest.raises(BadRowsError) as caught:
        await bring_applicants(season, path)
    assert [(bad.number, bad.column, bad.reason.key) for bad in caught.value.rows] == [
        (3, "phone", "phone-wrong-length"),
        (4, None, "registration-too-young"),
        (5, None, "answer-too-short"),
        (6, None, "import-twice"),
    ]
    async with season.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Application)) == 0
