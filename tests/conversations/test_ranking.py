"""The ranking on the office's screen: pages, scores of one application, a line, and what the applicants learn of it."""

from datetime import UTC, datetime

from sqlalchemy import select

from bot.db.models import Application, Decision, Person
from bot.domain.enums import ApplicationStatus, OfficeRole
from bot.sandbox import Phone, Screen
from tests.cast import office_member
from tests.conversations.conftest import Stage
from tests.services.test_ranking import ranked

AFTER = datetime(2019, 9, 9, 1, 0, tzinfo=UTC)


async def _open(stage: Stage, *levels: int | None) -> tuple[Phone, Screen]:
    async with stage.database.transaction() as session:
        await ranked(session, *levels)
    boss = await stage.office()
    await stage.client.go_to(AFTER)
    await boss.say("/selection")
    await boss.tap("Участники")
    return boss, await boss.tap("📊 Рейтинг")


async def test_line_from_the_ranking_to_the_letters(stage: Stage) -> None:
    boss, screen = await _open(stage, 1, 3, None, 2)
    assert "4 заявки, места по среднему баллу." in screen.text
    assert screen.buttons[:4] == [
        "1. С-0002 · 100 | 100 | 100",
        "2. С-0004 · 66.7 | 66.7 | 66.7",
        "3. С-0001 · 33.3 | 33.3 | 33.3",
        "— С-0003 · без оценок",
    ]
    screen = await boss.tap("1. С-0002 · 100 | 100 | 100")
    assert "Среднее 100 (место 1) · медиана 100" in screen.text
    assert "100 · Иванова Анна · 3/3 3/3 3/3 3/3" in screen.text
    await boss.tap("← К рейтингу")
    screen = await boss.tap("Без оценок")
    assert screen.buttons[0] == "— С-0003 · без оценок"
    await boss.tap("☑️ Без оценок")
    screen = await boss.tap("Места: по среднему")
    assert "места по баллу с поправкой" in screen.text
    await boss.tap("ℹ️ Правила")
    await boss.tap("← Назад")
    await boss.tap("📏 Черта")
    assert (await boss.say("двести")).text == "Нужно число от 1 до 100000"
    screen = await boss.say("1")
    assert "принять 1, в резерв 2, отклонить 0." in screen.text
    assert "Зея: 1 из 3" in screen.text
    await boss.tap("Резерв: 40")
    screen = await boss.tap("Остальных не трогать")
    assert "принять 1, в резерв 0, отклонить 2." in screen.text
    screen = await boss.tap("✍️ Поставить решения")
    assert screen.text.startswith("✍️ Решений поставлено или снято: 3.")
    await boss.tap("📣 Объявить решения")
    await boss.tap("📣 Объявить")
    async with stage.database.reading() as session:
        found = (await session.scalars(select(Application).order_by(Application.number))).all()
        assert [each.status.value for each in found if each.number and each.number[0] == "С"] == [
            "rejected",
            "accepted",
            "submitted",
            "rejected",
        ]
        reasons = await session.scalars(select(Decision.reason).order_by(Decision.application_id))
        assert reasons.all() == ["@places", None, "@places"]
        waiting = next(each for each in found if each.status is ApplicationStatus.SUBMITTED)
        applicant = await session.get_one(Person, waiting.person_id)
    # Not looked at is not refused: the applicant reads that it is still being considered.
    assert applicant.telegram_id is not None
    phone = await stage.person("Анна", person_id=applicant.telegram_id)
    assert (await phone.say("/apply")).text.startswith("Заявка С-0003 на рассмотрении")


async def test_two_administrators_announce_together(stage: Stage) -> None:
    boss, _ = await _open(stage, 3)
    second = await stage.person("Вторая")
    async with stage.database.transaction() as session:
        await office_member(session, OfficeRole.ADMINISTRATOR, telegram_id=second.id)
    await second.start()
    await boss.tap("📏 Черта")
    await boss.say("1")
    await boss.tap("✍️ Поставить решения")
    await boss.tap("📣 Объявить решения")
    await boss.tap("🕒 В другое время")
    screen = await boss.say("10.09.2019 10:00")
    assert "🕒 Объявление назначено: вт, 10 сентября, 10:00. Ждёт подтверждения" in screen.text
    assert "✅ Подтвердить объявление" not in screen.buttons
    await second.tap("✍️ Решения")
    screen = await second.tap("✅ Подтвердить объявление")
    assert "✅ Подтверждено, письма уйдут в назначенное время." in screen.text
    await stage.advance(days=1, hours=1)
    async with stage.database.reading() as session:
        found = (await session.scalars(select(Application).where(Application.number.startswith("С")))).one()
        assert found.status is ApplicationStatus.ACCEPTED
