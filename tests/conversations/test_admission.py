"""The guardians' deadline as people live it: the reminder, the paper, the administrator's reason."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.db.models import Call, Consent, Person
from bot.domain.enums import Role
from bot.sandbox import Phone
from tests.cast import apply
from tests.conversations.conftest import Stage
from tests.conversations.people import CONSENTS, answer, guardian_token, register

DEADLINE = datetime(2019, 9, 10, 9, 0, tzinfo=UTC)


async def _applied(stage: Stage, name: str) -> Phone:
    phone = await register(stage, name)
    async with stage.database.transaction() as session:
        call = (await session.scalars(select(Call).where(Call.role == Role.STUDENT))).one()
        person = (await session.scalars(select(Person).where(Person.telegram_id == phone.id))).one()
        person.first_name = name
        await apply(session, person, call, now=stage.now)
    return phone


async def test_late_guardian_is_reminded_signs_and_is_let_in(stage: Stage) -> None:
    boss, anna, mother = await stage.office(), await _applied(stage, "Анна"), await stage.person("Мария")
    await stage.go_to(DEADLINE - timedelta(days=3))
    await mother.start(await guardian_token(anna))
    await mother.tap("Продолжить")
    await stage.go_to(DEADLINE - timedelta(days=1))
    assert "Не хватает согласия родителя" not in (await anna.screen()).text
    assert "согласия родителя" in (await anna.screen()).text
    screen = await mother.screen()
    assert screen.text.startswith("⏰ До вт, 10 сентября, 18:00 нужно ваше согласие на участие: Анна.")
    await stage.go_to(DEADLINE + timedelta(minutes=1))
    assert "Согласия родителя не было к вт, 10 сентября, 18:00" in (await anna.say("/apply")).text
    await mother.tap("Подписать")
    await mother.tap("✍️ Подписать: Анна")
    screen = await answer(
        mother, "[Мать]", "Иванова", "Мария", "[Нет отчества]", "Пропустить", *CONSENTS, "[Подписать]"
    )
    assert "Срок согласия уже прошёл" in screen.text
    assert "Срок согласия уже прошёл" in (await anna.screen()).text
    assert "заявке С-0001 пришло после срока" in (await boss.screen()).text
    await boss.say("/people")
    await boss.tap("Иванова Анна · участник")
    assert "📋 Заявка С-0001" in (await boss.screen()).buttons
    screen = await boss.tap("📄 Согласия")
    assert "✅ участие · мать · вт, 10 сентября, 18:01" in screen.text
    assert "⛔️ Заявка С-0001 не допущена: согласие родителя пришло после" in screen.text
    await boss.tap("Допустить после срока")
    assert (await boss.say("я")).text.startswith("Нужна причина")
    screen = await boss.say("Мать вернулась с вахты")
    assert "Причина: Мать вернулась с вахты" in screen.text
    assert "Заявка С-0001 допущена к отбору" in (await anna.screen()).text
    assert "согласия" not in (await anna.say("/apply")).text
    await boss.tap("Отменить допуск")
    assert "Согласие родителя пришло после" in (await anna.say("/apply")).text


async def test_paper_is_recorded_on_the_card(stage: Stage) -> None:
    boss, anna = await stage.office(), await _applied(stage, "Анна")
    await boss.say("/people")
    await boss.tap("Иванова Анна · участник")
    screen = await boss.tap("📄 Согласия")
    assert "подписаны не все согласия. Срок согласия родителя — до вт, 10 сентября, 18:00" in screen.text
    await boss.tap("📄 Записать бумажное")
    screen = await answer(boss, "[Мать]", "Иванова Мария <b>", "21.08.2019")
    assert "Эта дата ещё не наступила" in screen.text
    screen = await answer(boss, "19.08.2019", "12-к", "[Участие]", "[Готово]", "[Записать]")
    assert screen.text.startswith("✅ Записано.")
    assert "✅ участие · мать · вт, 20 августа, 10:00 · бумага № 12-к, 19.08.2019, Иванова Мария <b>" in screen.text
    assert "Заявка С-0001 допущена: все подписи есть." in screen.text
    assert "записал согласие родителя на твоё участие" in (await anna.screen()).text
    await boss.tap("Отозвать бумажное: участие")
    screen = await boss.tap("Отозвать согласие")
    assert "подписаны не все согласия" in screen.text
    async with stage.database.reading() as session:
        paper = (await session.scalars(select(Consent).where(Consent.channel == "paper"))).one()
    assert paper.withdrawn_at is not None


async def test_office_settles_lookalikes_and_opens_a_closed_call_for_one(stage: Stage) -> None:
    boss, anna, again = await stage.office(), await _applied(stage, "Анна"), await _applied(stage, "Анна")
    await stage.tick()
    assert "Заявка С-0002 похожа на повторную (1)" in (await boss.screen()).text
    await boss.say("/duplicates")
    screen = await boss.tap("С-0001 и С-0002")
    assert screen.text.count("Иванова Анна, 5 марта 2004") == 2
    await boss.tap("Это один человек")
    screen = await boss.tap("Оставить С-0001")
    assert "Это один человек: участвует С-0001." in screen.text
    assert "Заявка С-0002 не участвует в отборе" in (await again.screen()).text
    assert "вместо С-0002 рассматривается С-0001" in (await again.say("/apply")).text
    await anna.say("/apply")
    await anna.tap("Отозвать")
    await anna.tap("Да, отозвать")
    await stage.go_to(datetime(2019, 9, 7, 1, 0, tzinfo=UTC))
    assert "вернуть её уже нельзя" in (await anna.say("/apply")).text
    await boss.say("/people")
    await boss.tap("Иванова Анна · 05.03.2004")
    screen = await boss.tap("🔓 Личный приём")
    assert "Заявка: С-0001, отозвана" in screen.text
    await boss.tap("🔓 Открыть приём")
    await boss.say("09.09.2019 18:00")
    screen = await boss.say("Болела, справка № 5")
    assert "🔓 Для этого человека приём открыт до пн, 9 сентября, 18:00. Причина: Болела" in screen.text
    assert "открыл для тебя приём заявки до пн, 9 сентября, 18:00" in (await anna.screen()).text
    await anna.tap("📝 К заявке")
    screen = await anna.tap("Вернуть заявку")
    assert "Отправить" in screen.buttons
    assert "Заявка С-0001 отправлена" in (await anna.tap("Отправить")).text
    await boss.say("/people")
    screen = await boss.say("c 2")
    assert screen.text.startswith("По запросу «c 2»: 1.")
    assert "📋 Заявка С-0002" in (await boss.tap("Иванова Анна · участник")).buttons
