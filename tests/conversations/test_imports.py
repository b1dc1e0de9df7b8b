"""«Загрузить»: a list in the chat is checked, shown, and loaded by one tap, wholly or not at all."""

import asyncio
import io
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from bot.db.models import Application, AuditEntry, Call, FileImport, OfficeMember, Partner, Person
from bot.domain.enums import ImportState, OfficeRole, Role
from bot.sandbox import Phone
from bot.services.applicant_writing import SOURCE
from tests import cast
from tests.conversations.conftest import Stage
from tests.engines import Sqlite
from tests.services.test_imports import ANSWERED, PROFILE, applicant


@pytest.fixture
def engine(sqlite: Sqlite) -> Sqlite:
    """The interface is the same over both engines; tests/services/test_file_imports.py writes on both."""
    return sqlite


HEADING = f"{PROFILE};{ANSWERED}\n"
TWO = HEADING + applicant() + applicant("Вера", "06.03.2004", "89145551235")


async def _send(boss: Phone, text: str, name: str = "заявки.csv", button: str = "Заявители") -> Any:
    await boss.say("/import")
    await boss.tap(button)
    return await boss.send("document", content=text.encode("cp1251"), file_name=name)


async def _imported(stage: Stage) -> int:
    async with stage.database.reading() as session:
        return await session.scalar(select(func.count()).where(Person.source == SOURCE)) or 0


async def _file(stage: Stage) -> FileImport:
    async with stage.database.reading() as session:
        return (await session.scalars(select(FileImport).order_by(FileImport.id.desc()))).first()  # type: ignore[return-value]


async def _document(stage: Stage, screen: Any) -> list[list[Any]]:
    address = stage.client.base_url + screen.messages[-1].raw["document"]["url"]
    async with aiohttp.ClientSession() as http, http.get(address) as response:
        return CalamineWorkbook.from_filelike(io.BytesIO(await response.read())).get_sheet_by_index(0).to_python()


async def test_file_is_checked_first_and_loaded_once_by_two_taps(stage: Stage) -> None:
    boss = await stage.office()
    screen = await _send(boss, TWO)
    assert "Проверяю файл" in screen.text
    await stage.tick()
    assert "проверено, строк 2" in (await boss.screen()).text
    screen = await boss.tap("Открыть")
    assert "ничего ещё не записано" in screen.text
    assert "Новых: 2" in screen.text
    assert await _imported(stage) == 0
    load = f"ima:{(await _file(stage)).id}:load"
    await asyncio.gather(boss.forge(load), boss.forge(load))
    assert "Уже загружается" in (await boss.screen()).toasts
    await stage.tick()
    await stage.tick()
    assert "загружено. Новых 2" in (await boss.screen()).text
    row = await _file(stage)
    assert (row.state, row.content, row.added, await _imported(stage)) == (ImportState.DONE, None, 2, 2)
    async with stage.database.reading() as session:
        actor = select(Person.id).where(Person.telegram_id == boss.id).scalar_subquery()
        acts = select(AuditEntry.action).where(AuditEntry.actor_id == actor, AuditEntry.action.like("%import%"))
        assert sorted(set(await session.scalars(acts))) == ["application.imported", "import.asked", "import.made"]


async def test_rows_that_do_not_fit_are_named_and_nothing_is_written(stage: Stage) -> None:
    boss = await stage.office()
    await _send(boss, HEADING + applicant() + "".join(applicant(phone=str(number)) for number in range(12)))
    await stage.tick()
    screen = await boss.tap("Открыть")
    assert "Не подходит строк: 12" in screen.text
    assert "Строка 3:" in screen.text
    assert "и ещё 4" in screen.text
    assert "✅ Загрузить" not in screen.buttons
    rows = await _document(stage, await boss.tap("📄 Все ошибки"))
    assert [row[0] for row in rows[1:]] == list(range(3, 15))
    assert {row[1] for row in rows[1:]} == {"Телефон"}
    row = await _file(stage)
    assert (row.content, await _imported(stage)) == (None, 0)
    screen = await boss.forge(f"ima:{row.id}:load")
    assert screen.toasts[-1] == "Загрузить можно только проверенный файл"


async def test_workbook_filled_in_from_the_template_is_taken(stage: Stage) -> None:
    boss = await stage.office()
    await boss.say("/import")
    await boss.tap("Партнёры")
    heading = (await _document(stage, await boss.tap("📄 Шаблон")))[0]
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("Другое").write_string(0, 0, "не то")
        page = book.add_worksheet("Партнёры")
        page.write_row(0, 0, heading)
        page.write_row(1, 0, ["ООО «Рога»", "частная"])
    await boss.send("document", content=content.getvalue(), file_name="П.XLSX")
    await stage.tick()
    await boss.tap("Открыть")
    await boss.tap("✅ Загрузить")
    await stage.tick()
    async with stage.database.reading() as session:
        assert list(await session.scalars(select(Partner.name))) == ["ООО «Рога»"]


async def test_what_is_no_list_is_refused_with_a_plain_reason(stage: Stage) -> None:
    boss = await stage.office()
    for name, text, reason in (
        ("a.xlsx", "не таблица", "не таблица Excel"),
        ("a.csv", "Название\nx\n", "нет столбца"),
        ("a.csv", HEADING, "нет ни одной строки"),
    ):
        await _send(boss, text, name)
        await stage.tick()
        assert reason in (await boss.tap("Открыть")).text
    assert "нужен файл .xlsx или .csv" in (await _send(boss, "x", "a.pdf")).text
    assert "как документ" in (await boss.say("вот он")).text


async def test_closed_call_takes_a_file_from_an_administrator_who_says_why(stage: Stage) -> None:
    boss = await stage.office()
    async with stage.database.reading() as session:
        closes = (await session.scalars(select(Call.closes_at).where(Call.role == Role.STUDENT))).one()
    await stage.go_to(closes + timedelta(hours=1))
    await _send(boss, TWO)
    await stage.tick()
    await boss.tap("Открыть")
    await _as(stage, boss, OfficeRole.OPERATOR)
    screen = await boss.tap("✅ Загрузить")
    assert "загрузить может администратор" in screen.toasts[-1]
    await _as(stage, boss, OfficeRole.ADMINISTRATOR)
    assert "Почему" in (await boss.tap("✅ Загрузить")).text
    assert "Нужна причина" in (await boss.say("да")).text
    assert "Загружаю" in (await boss.say("Анкеты на бумаге пришли из Тынды")).text
    await stage.tick()
    row = await _file(stage)
    assert (row.state, row.reason) == (ImportState.DONE, "Анкеты на бумаге пришли из Тынды")
    async with stage.database.reading() as session:
        assert len((await session.scalars(select(Application))).all()) == 2


async def _as(stage: Stage, phone: Phone, role: OfficeRole) -> None:
    async with stage.database.transaction() as session:
        member = select(OfficeMember).join(Person, Person.id == OfficeMember.person_id)
        (await session.scalars(member.where(Person.telegram_id == phone.id))).one().role = role


async def test_file_left_for_a_day_is_forgotten(stage: Stage) -> None:
    boss = await stage.office()
    await _send(boss, TWO)
    await stage.tick()
    await stage.advance(days=1, hours=1)
    row = await _file(stage)
    assert (row.state, row.content) == (ImportState.DROPPED, None)
    assert "ничего не записано" in (await boss.tap("Открыть")).text


async def test_imported_person_comes_in_by_a_link_of_their_own(stage: Stage) -> None:
    boss = await stage.office()
    async with stage.database.transaction() as session:
        person = await cast.participant(session, 42)
        await cast.apply(session, person, (await cast.load_season(session))[Role.STUDENT])
        person.telegram_id = None
    await boss.say("/people")
    await boss.tap("Иванова Анна · участник")
    screen = await boss.tap("🔗 Ссылка для входа")
    payload = screen.text.partition("?start=")[2].split()[0]
    anna, other = await stage.person("Анна"), await stage.person("Другая")
    assert "Фамилия и имя" in (await anna.start(payload)).text
    assert "Дата рождения" in (await anna.say("Иванова Анна")).text
    assert "Не совпадает" in (await anna.say("01.01.2004")).text
    await anna.say("Иванова Анна")
    screen = await anna.say(f"{person.birth_date:%d.%m.%Y}")
    assert "заявка теперь здесь" in screen.text
    assert "С-0001" in (await anna.tap("📝 К заявке")).text
    screen = await other.start(payload)
    assert "Ссылка не действует" in screen.text
    assert "🚀 Участвовать" in screen.buttons


async def test_links_come_as_a_list_for_everybody_without_an_account(stage: Stage) -> None:
    boss = await stage.office()
    await boss.say("/import")
    assert "без аккаунта нет" in (await boss.tap("🔗 Личные ссылки")).toasts[-1]
    async with stage.database.transaction() as session:
        for number in (42, 43):
            (await cast.participant(session, number)).telegram_id = None
    screen = await boss.tap("🔗 Личные ссылки")
    address = stage.client.base_url + screen.messages[-1].raw["document"]["url"]
    async with aiohttp.ClientSession() as http, http.get(address) as response:
        lines = (await response.read()).decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert all("?start=c_" in line for line in lines[1:])
