"""Exports read back with another library: what was typed stays text, moments are on the season's clock."""

import csv
import io
from datetime import date, datetime
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import delete, select

from bot.db.engine import Database
from bot.db.models import Application, Consent, Person, PersonalAccess
from bot.domain.enums import AccessKind
from bot.papers.sheets import PlainSheet, export_paper, plain_sheets, separated, workbook
from bot.services.exports import What
from bot.texts import LANGUAGES, Texts
from tests.cast import sign
from tests.papers.programme import FORMULA, MARKUP, NOW, fill

TEXTS = Texts.load()


def read(content: bytes, sheet: int = 0) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(sheet).to_python()


def records(content: bytes, sheet: int = 0) -> list[dict[str, Any]]:
    heading, *rows = read(content, sheet)
    return [dict(zip(heading, row, strict=True)) for row in rows]


async def export(database: Database, what: What, language: str = "ru") -> bytes:
    async with database.reading() as session:
        return workbook(await plain_sheets(session, TEXTS.translator(language), what, now=NOW))


@pytest.fixture
async def programme(season_database: Database) -> Database:
    async with season_database.transaction() as session:
        await fill(session)
    return season_database


async def test_typed_name_stays_text(programme: Database) -> None:
    people = records(await export(programme, What.PEOPLE))
    assert [(person["Фамилия"], person["Имя"]) for person in people] == [
        (FORMULA, MARKUP),
        ("Наставников", "Пётр"),
        ("Тьюторова", "Анна"),
    ]


async def test_person_is_shown_in_words_and_local_time(programme: Database) -> None:
    person = records(await export(programme, What.PEOPLE))[0]
    assert person["Роль"] == "участник"
    assert person["Дата рождения"] == date(2003, 3, 5)
    assert person["Муниципалитет"] == "городской округ Благовещенск"
    assert person["Организация"] == "Школа № 1"
    assert person["Телефон"] == "+79145551234"
    assert person["Согласие на участие"] == "да"
    assert person["Регистрация"] == datetime(2019, 8, 20, 10, 0)  # noqa: DTZ001 - a spreadsheet's own clock


async def test_application_has_a_column_for_each_question(programme: Database) -> None:
    [application] = records(await export(programme, What.APPLICATIONS))
    assert application["Номер заявки"] == "С-0001"
    assert application["Состояние"] == "отправлена"
    assert application["Решение"] == "принять (не объявлено)"
    answers = [answer for answer in list(application.values())[-8:] if answer]
    assert answers == ["@SUM(A1)", "Космос", "да"]


async def test_events_are_on_the_clock_of_their_place_and_visits_on_a_sheet_of_their_own(programme: Database) -> None:
    content = await export(programme, What.EVENTS)
    announced = [event for event in records(content) if event["Состояние"] == "объявлено"]
    assert [(event["Часовой пояс"], event["Идут"], event["Ждут места"]) for event in announced] == [
        ("Europe/Moscow", 1, 0)
    ]
    [visit] = records(content, 1)
    assert (visit["Название"], visit["Начало"]) == (announced[0]["Название"], announced[0]["Начало"])
    assert (visit["Ответ"], visit["Фамилия"]) == ("идёт", FORMULA)


async def test_team_lists_everybody_with_their_part(programme: Database) -> None:
    people = records(await export(programme, What.TEAMS))
    assert [(person["Команда"], person["Роль"], person["Фамилия"]) for person in people] == [
        ("Лоси", "участник", FORMULA),
        ("Лоси", "наставник", "Наставников"),
        ("Лоси", "тьютор", "Тьюторова"),
    ]


async def test_audit_names_acts_it_has_words_for(programme: Database) -> None:
    entries = records(await export(programme, What.AUDIT))
    assert [(entry["Кто"], entry["Действие"]) for entry in entries] == [
        ("Тьюторова Анна", "просмотр карточки"),
        ("", "thing.unheard_of"),
    ]


async def test_every_list_has_its_texts_in_every_language(programme: Database) -> None:
    sizes = {
        (what, language): len(read(await export(programme, what, language))) for what in What for language in LANGUAGES
    }
    assert {what for (what, _), size in sizes.items() if size < 2} == set()


async def test_paper_is_named_by_list_and_day(programme: Database) -> None:
    async with programme.reading() as session:
        paper = await export_paper(session, TEXTS.translator("ru"), "people", NOW)
    assert paper.name == "people-2019-08-20.xlsx"
    assert records(paper.content)[0]["Фамилия"] == FORMULA


def test_csv_guards_formulas_but_not_phones() -> None:
    sheet = PlainSheet("Лист", ("Имя", "Телефон"), ((FORMULA, "+79145551234"), ("@x;\n1", None), ("Ёж", 7)))
    text = separated(sheet).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=";")) == [
        ["Имя", "Телефон"],
        ["'=1+1", "+79145551234"],
        ["'@x;\n1", ""],
        ["Ёж", "7"],
    ]
    assert separated(sheet).startswith(b"\xef\xbb\xbf")


async def test_application_says_whether_it_is_admitted_and_why(programme: Database) -> None:
    async with programme.transaction() as session:
        application = (await session.scalars(select(Application))).one()
        person = await session.get_one(Person, application.person_id)
        person.birth_date = date(2004, 3, 5)
        await session.execute(delete(Consent))
        before = (await plain_sheets(session, TEXTS.translator("ru"), What.APPLICATIONS, now=NOW))[0]
        shown = dict(zip(before.titles, before.rows[0], strict=True))
        assert (shown["Допущена"], shown["Согласие родителя дано"], shown["Похожа на повторную"]) == (
            "нет",
            None,
            "нет",
        )
        await sign(session, person, person.id)
        await sign(session, person, None)
        access = {"call_id": application.call_id, "person_id": person.id, "granted_by": person.id, "granted_at": NOW}
        session.add(PersonalAccess(kind=AccessKind.CONSENT, reason="Болезнь", **access))
        session.add(PersonalAccess(kind=AccessKind.APPLICATION, reason="Пожар", until=NOW, **access))
        await session.flush()
        after = (await plain_sheets(session, TEXTS.translator("ru"), What.APPLICATIONS, now=NOW))[0]
    shown = dict(zip(after.titles, after.rows[0], strict=True))
    assert len(after.rows) == 1
    assert (shown["Допущена"], shown["Почему засчитано позднее согласие"]) == ("да", "Болезнь")
    assert isinstance(shown["Согласие родителя дано"], datetime)
    assert isinstance(shown["Приём открыт лично до"], datetime)
