"""My data: seen, downloaded, withdrawn, erased."""

import json
from typing import Any

from sqlalchemy import select

from bot.db.models import AuditEntry, Base, Consent, OutboxMessage, Person
from bot.domain.consents import WORDING
from bot.domain.enums import ConsentPurpose, OutboxStatus
from bot.sandbox import Phone
from bot.services import outbox, privacy
from tests.conversations.conftest import Stage
from tests.conversations.people import confirm_as_guardian, guardian_token, register


async def row_of(stage: Stage, phone: Phone) -> Person:
    """The person as committed."""
    async with stage.database.reading() as session:
        person = await session.scalar(select(Person).where(Person.telegram_id == phone.id))
    assert person is not None
    return person


async def everything(stage: Stage) -> str:
    """All rows of all tables as text."""
    found: list[Any] = []
    async with stage.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            found += [dict(row) for row in (await session.execute(select(table))).mappings()]
    return "\n".join(str(row) for row in found)


async def test_consents_are_seen_given_and_withdrawn(stage: Stage) -> None:
    phone = await register(stage)
    screen = await phone.say("/privacy")
    assert "✅ участие" in screen.text
    assert "▫️ письма партнёров" in screen.text
    await phone.tap("Дать: письма партнёров")
    screen = await phone.tap("Даю согласие")
    assert "✅ письма партнёров" in screen.text
    await phone.tap("Отозвать: публикация")
    screen = await phone.tap("Отозвать согласие")
    assert "▫️ публикация" in screen.text
    async with stage.database.reading() as session:
        rows = await session.execute(select(Consent.purpose, Consent.withdrawn_at).order_by(Consent.id))
        assert [(purpose, at is None) for purpose, at in rows] == [
            (ConsentPurpose.PARTICIPATION, True),
            (ConsentPurpose.PUBLICATION, False),
            (ConsentPurpose.PARTNER_MAILING, True),
        ]


async def test_button_under_an_earlier_text_signs_nothing_and_shows_the_new_one(stage: Stage) -> None:
    phone = await register(stage)
    await phone.say("/privacy")
    agree = (await phone.tap("Дать: письма партнёров")).last.button("Даю согласие").data or ""
    assert agree.endswith(f":{WORDING}")
    screen = await phone.forge(f"{agree.removesuffix(WORDING)}0")
    assert screen.text.startswith("⚠️ Текст согласия с тех пор изменился. Вот новый:")
    assert "▫️ письма партнёров" in (await phone.say("/privacy")).text
    await phone.tap("Дать: письма партнёров")
    assert "✅ письма партнёров" in (await phone.tap("Даю согласие")).text


async def test_office_erases_somebody_who_has_asked_in_writing(stage: Stage) -> None:
    boss = await stage.office()
    phone = await register(stage)
    await boss.say("/people")
    await boss.say("Иванова")
    await boss.tap("Иванова Анна · участник")
    screen = await boss.tap("🗑 Удалить по заявлению")
    assert screen.text.startswith("Удалить всё о человеке: Иванова Анна?")
    assert "Последний вопрос" in (await boss.tap("Да, удалить")).text
    screen = await boss.tap("Удалить навсегда")
    assert screen.text.startswith("Удалено. Карточка №")
    await boss.tap("← Назад")
    assert "Иванова" not in str((await boss.say("Иванова")).buttons)
    assert "🚀 Участвовать" in (await phone.say("/start")).buttons
    await boss.say("/menu")  # what was typed into the search is forgotten with it
    assert "Иванова" not in await everything(stage)


async def test_second_tap_on_a_withdrawal_does_nothing(stage: Stage) -> None:
    phone = await register(stage)
    await phone.say("/privacy")
    asked = (await phone.tap("Отозвать: публикация")).last
    await phone.tap("Отозвать согласие")
    screen = await phone.forge(asked.button("Отозвать согласие").data or "")
    assert screen.toast == "Такого согласия нет: отзывать нечего"


async def test_my_data_come_as_a_document(stage: Stage) -> None:
    phone = await register(stage)
    await phone.say("/privacy")
    screen = await phone.tap("Мои данные")
    assert "Согласия: 2" in screen.text
    screen = await phone.tap("Скачать всё")
    document = screen.last.raw["document"]
    assert document["name"].endswith(".json")
    async with stage.database.reading() as session:
        found = await privacy.everything_about(session, await row_of(stage, phone))
    assert found["people"][0]["surname"] == "Иванова"
    assert len(json.dumps(found)) < document["size"]


async def test_document_is_forgotten_after_an_hour(stage: Stage) -> None:
    phone = await register(stage)
    await phone.say("/privacy")
    await phone.tap("Мои данные")
    await phone.tap("Скачать всё")
    before = await everything(stage)
    assert "made_at" in before
    await stage.advance(hours=2)
    assert "made_at" not in await everything(stage)


async def test_erasure_asks_twice_and_leaves_nothing(stage: Stage) -> None:
    phone = await register(stage, surname="Стебунова-Зимняя")
    await guardian_token(phone)
    await phone.say("/privacy")
    await phone.tap("Мои данные")
    await phone.tap("Скачать всё")
    person = await row_of(stage, phone)
    async with stage.database.transaction() as session:
        notice = outbox.Notice(
            key="later",
            template="registration-done",
            args={"name": "Стебунова-Зимняя"},
            not_before=stage.now.replace(year=2020),
        )
        await outbox.promise(session, [(person, notice)], now=stage.now)
    await phone.say("/privacy")
    await phone.tap("Удалить данные")
    screen = await phone.tap("Да, удалить")
    assert "Последний вопрос" in screen.text
    screen = await phone.tap("Удалить навсегда")
    assert "Данные удалены" in screen.text
    left = await everything(stage)
    for personal in ("Стебунова", "стебунова", "79145551234", str(phone.id), "школа № 5", "2004, 3, 5"):
        assert personal not in left
    async with stage.database.reading() as session:
        erased = await session.get_one(Person, person.id)
        assert erased.erased_at is not None
        assert erased.municipality_id == "go-belogorsk"
        assert (await session.scalars(select(OutboxMessage.status).where(OutboxMessage.key == "later"))).one() == (
            OutboxStatus.WITHDRAWN
        )
        assert "person.erased" in (await session.scalars(select(AuditEntry.action))).all()
    screen = await phone.start()
    assert "🚀 Участвовать" in screen.buttons


async def test_erasure_can_be_left_at_either_question(stage: Stage) -> None:
    phone = await register(stage)
    await phone.say("/privacy")
    await phone.tap("Удалить данные")
    await phone.tap("Да, удалить")
    screen = await phone.tap("Оставить")
    assert "Согласия и данные" in screen.text
    assert (await row_of(stage, phone)).surname == "Иванова"


async def test_guardian_is_told_of_the_erasure(stage: Stage) -> None:
    child = await register(stage)
    guardian = await confirm_as_guardian(stage, child)
    await child.say("/privacy")
    await child.tap("Удалить данные")
    await child.tap("Да, удалить")
    await child.tap("Удалить навсегда")
    screen = await guardian.screen()
    assert screen.text.startswith("Данные ребёнка")
    screen = await guardian.say("/child")
    assert screen.text.startswith("Здесь появится ребёнок")


async def test_member_of_the_office_keeps_the_record(stage: Stage) -> None:
    boss = await stage.office()
    await boss.say("/privacy")
    await boss.tap("Удалить данные")
    await boss.tap("Да, удалить")
    screen = await boss.tap("Удалить навсегда")
    assert "после снятия роли" in screen.toast
