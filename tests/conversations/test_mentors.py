"""A mentor on the phone: the profile, the answer to an offer, who stands in."""

from bot.domain.enums import Role
from tests.conversations.conftest import Stage
from tests.conversations.team_people import accepted, published


async def test_mentor_changes_the_profile_and_the_office_sees_it(stage: Stage) -> None:
    mentor = await accepted(stage, Role.MENTOR, "Ли", "Иван", 0, directions=["it"], format="both", capacity=1)
    boss, *_ = await published(stage)
    await mentor.say("/profile")
    screen = await mentor.tap("🧭 Анкета наставника")
    assert "Готовы вести: 1 команду" in screen.text
    assert "Изменено" not in screen.text
    assert "Готовы вести: 2 команды" in (await mentor.tap("+")).text
    screen = await mentor.tap("Онлайн")
    assert "Встречи: онлайн" in screen.text
    assert "✅ Онлайн" in screen.buttons
    screen = await mentor.tap("Направления")
    await mentor.tap(next(label for label in screen.buttons if not label.startswith(("1.", "←"))))
    assert any(label.startswith("2. ") for label in (await mentor.screen()).buttons)
    await mentor.tap("← Назад")
    await mentor.tap("Пожелания")
    assert (await mentor.send("voice")).text.startswith("Здесь нужен текст.")
    screen = await mentor.say("Только <b>по субботам</b>")
    assert "Пожелания: Только <b>по субботам</b>" in screen.text
    assert "Изменено: " in screen.text

    await boss.tap("Наставники")
    await boss.tap("❗ № 1 · нет")
    await boss.tap("Выбрать")
    screen = await boss.tap("· Иван Ли · 0/2")
    assert "Встречи: только онлайн" in screen.text
    assert "Пожелания: Только <b>по субботам</b>" in screen.text
    assert "Анкета изменена: " in screen.text
    await boss.tap("Предложить")
    await mentor.say("/teams")
    screen = await mentor.tap("🧭 Анкета наставника")
    assert "предложений, которые вам уже отправлены, — 1" in screen.text
    await stage.advance(minutes=5)
    await mentor.tap("−")
    screen = await boss.say("/office")
    await boss.tap("Наставники")
    assert "анкета изменена" in (await boss.tap("⏳ № 1 · Иван Ли")).text
