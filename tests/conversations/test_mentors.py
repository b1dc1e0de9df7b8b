"""A mentor on the phone: the profile, the answer to an offer, who stands in."""

from datetime import timedelta

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


async def test_another_mentor_stands_in_for_some_days(stage: Stage) -> None:
    mentor = await accepted(stage, Role.MENTOR, "Ли", "Иван", 0)
    other = await accepted(stage, Role.MENTOR, "Цой", "Мария", 1)
    boss, students, tutor = await published(stage)
    await boss.tap("Наставники")
    await boss.tap("❗ № 1 · нет")
    await boss.tap("Предложить лучшему")
    await mentor.tap("✅ Принять")
    await mentor.tap("🔁 Временная замена")
    await mentor.tap("➕ Назначить замену")
    assert (await mentor.say("завтра, наверное")).text.startswith("Не получилось прочитать дни.")
    assert "уже прошли" in (await mentor.say("01.08.2019 – 02.08.2019")).text
    tomorrow, after = (f"{stage.now.astimezone() + timedelta(days=days):%d.%m.%Y}" for days in (2, 3))
    screen = await mentor.say(f"{tomorrow}–{after}")
    assert "Мария Цой (0)" in screen.buttons
    assert "⏳ ждём ответа: Мария Цой" in (await mentor.tap("Мария Цой (0)")).text
    assert "Иван Ли будет в отъезде" in (await other.screen()).text
    assert (await other.tap("✅ Подменю")).text.startswith("Спасибо!")
    assert "Мария Цой подменит" in (await mentor.screen()).text
    assert "🔁 Замена, команда № 1" in (await other.say("/teams")).buttons

    await stage.advance(hours=72)
    assert "вы отвечаете за наставника команды № 1" in (await other.screen()).text
    await other.say("/teams")
    screen = await other.tap("Команда № 1")
    assert "• Анна\n• Борис" in screen.text
    assert "🔁 Временная замена" not in screen.buttons
    for phone in (students[0], tutor):
        assert "Сейчас вместо наставника отвечает Мария Цой" in (await phone.say("/team")).text
    await tutor.tap("❓ Задать вопрос")
    await tutor.say("Кто придёт?")
    assert "спрашивает Олег Ким:\n\nКто придёт?" in (await other.screen()).text
    await boss.say("/office")
    await boss.tap("Наставники")
    assert "Сейчас вместо наставника отвечает Мария Цой" in (await boss.tap("✅ № 1 · Иван Ли")).text
    assert "▶️ отвечает сейчас: Мария Цой" in (await boss.tap("🔁 Временная замена")).text

    await stage.advance(hours=48)
    assert (await other.screen()).text.startswith("Замена закончилась")
    assert "Команда № 1" not in (await other.say("/teams")).buttons
    assert "вместо наставника" not in (await students[0].say("/team")).text


async def test_mentor_accepts_online_only_and_gets_the_card_of_the_assignment(stage: Stage) -> None:
    mentor = await accepted(stage, Role.MENTOR, "Ли", "Иван", 0)
    boss, students, tutor = await published(stage)
    await tutor.say("/team")
    await tutor.tap("🤝 Пожелания")
    await tutor.tap("▫️ Хотим встречаться очно")
    await boss.tap("Наставники")
    await boss.tap("❗ № 1 · нет")
    await boss.tap("Предложить лучшему")
    screen = await mentor.tap("💻 Только онлайн")
    assert "Проект: пока не выбран" in screen.text
    assert "Встречи: только онлайн" in screen.text
    assert "• Анна\n• Борис" in screen.text
    assert "Встреча пока не назначена" in screen.text
    assert "Как связаться: «Задать вопрос» — тьютору" in screen.text
    assert "Участник0" not in screen.text
    assert "Встречи с наставником — онлайн." in (await students[0].screen()).text
    assert "Наставник: Иван Ли (только онлайн)" in (await tutor.say("/team")).text
    assert "готов встречаться только онлайн" in (await boss.screen()).text
    assert "1. Иван Ли — согласие, только онлайн" in (await boss.tap("К команде")).text
