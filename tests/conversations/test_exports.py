"""/export: the office gets a spreadsheet in the chat, nobody else does."""

import io

import aiohttp
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from bot.db.models import AuditEntry, OfficeMember, Person
from bot.domain.enums import OfficeRole
from tests.conversations.conftest import Stage
from tests.papers.programme import FORMULA, fill


async def test_office_gets_a_spreadsheet_and_it_is_audited(stage: Stage) -> None:
    boss = await stage.office()
    async with stage.database.transaction() as session:
        await fill(session)
    screen = await boss.say("/export")
    assert screen.buttons == ["Люди", "Заявки", "Мероприятия", "Команды", "Рейтинг и оценки", "Журнал", "← Назад"]
    screen = await boss.tap("Люди")
    document = screen.messages[-1].raw["document"]
    assert document["name"] == "people-2019-08-20.xlsx"
    address = stage.client.base_url + document["url"]
    async with aiohttp.ClientSession() as http, http.get(address) as response:
        content = await response.read()
    people = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert FORMULA in people[1]
    async with stage.database.reading() as session:
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "export.made"))).one()
        person = await session.get_one(Person, entry.actor_id)
    assert (entry.subject, person.telegram_id) == ("export:people", boss.id)


async def test_operator_has_no_audit_log_and_an_expert_nothing(stage: Stage) -> None:
    phone = await stage.person("Ольга")
    await phone.start()
    async with stage.database.transaction() as session:
        person = (await session.scalars(select(Person).where(Person.telegram_id == phone.id))).one()
        member = OfficeMember(person_id=person.id, role=OfficeRole.OPERATOR, granted_at=stage.now)
        session.add(member)
    assert "Журнал" not in (await phone.say("/export")).buttons
    screen = await phone.forge("exp:audit")
    assert screen.messages[-1].kind == "text"
    assert screen.toasts[-1] == "Эта кнопка уже не действует"
    async with stage.database.transaction() as session:
        (await session.get_one(OfficeMember, member.id)).role = OfficeRole.EXPERT
    unknown = (await phone.say("абракадабра")).text
    assert (await phone.say("/export")).text == unknown


async def test_stranger_gets_nothing(stage: Stage) -> None:
    anna = await stage.person("Анна")
    unknown = (await anna.say("абракадабра")).text
    assert (await anna.say("/export")).text == unknown
    screen = await anna.forge("exp:people")
    assert screen.toasts[-1] == "Эта кнопка уже не действует"
    assert {message.kind for message in screen.messages} == {"text"}
