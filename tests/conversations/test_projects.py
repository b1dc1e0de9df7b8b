"""The tutor writes the project's card, everybody of the team reads it, the office records its support."""

from bot.sandbox import Phone
from tests.conversations.conftest import Stage
from tests.conversations.team_people import published


async def _write(tutor: Phone, title: str) -> None:
    await tutor.say(title)
    for _ in range(3):
        await tutor.tap("Пропустить")
    await tutor.tap("Идея")


async def test_card_is_written_changed_and_read(stage: Stage) -> None:
    _, students, tutor = await published(stage)
    await students[0].say("/team")
    screen = await students[0].tap("📋 Проект")
    assert "Карточки ещё нет: её заполняет тьютор команды." in screen.text
    assert screen.buttons == ["← Назад", "Меню"]

    await tutor.say("/team")
    await tutor.tap("📋 Проект")
    assert "Как называется проект?" in (await tutor.tap("✏️ Заполнить")).text
    await _write(tutor, "Теплица <b>&")
    screen = await tutor.tap("Сохранить")
    assert "✅ Сохранено." in screen.text
    assert "Название: Теплица <b>&\nСтадия: Идея" in screen.text
    assert "Версия 1 из 1" in screen.text
    assert "На защиту пойдёт последняя версия до срока: ср, 1 апреля, 18:00." in screen.text

    # A card that was only looked at is shown again, one that was changed is offered to go on with.
    for _ in range(2):
        assert "Название: Теплица" in (await tutor.tap("✏️ Изменить")).text
        await tutor.say("/team")
        await tutor.tap("📋 Проект")
    await tutor.tap("✏️ Изменить")
    await tutor.tap("Изменить")
    await tutor.tap("Стадия")
    await tutor.tap("План")
    await tutor.say("/team")
    await tutor.tap("📋 Проект")
    await tutor.tap("✏️ Изменить")
    assert "Стадия: План" in (await tutor.tap("Продолжить")).text
    await tutor.tap("Изменить")
    await tutor.tap("Стадия")
    await tutor.tap("Прототип")
    await tutor.tap("Сохранить")
    await tutor.tap("Версии (2)")
    screen = await tutor.tap("Версия 1")
    assert "Первая версия." in screen.text
    await tutor.tap("← Назад")
    assert "Изменено: Стадия." in (await tutor.tap("🏁 Версия 2")).text

    await students[0].say("/team")
    assert "Стадия: Прототип" in (await students[0].tap("📋 Проект")).text


async def test_office_records_support_and_presentation(stage: Stage) -> None:
    boss, students, _ = await published(stage)
    await boss.say("/office")
    await boss.tap("🌱 Жизнь команд")
    await boss.tap("№ 1")
    await boss.tap("📋 Проект")
    await boss.tap("Записать поддержку")
    await boss.say("Агрохолдинг «Амур»")
    await boss.tap("Деньги")
    await boss.say("письмо № 5 от 01.03.2020")
    screen = await boss.tap("Записать")
    assert "• Агрохолдинг «Амур» — Деньги (письмо № 5 от 01.03.2020)" in screen.text
    assert "🏁 Защита состоялась" in (await boss.tap("🏁 Защита состоялась")).text
    await students[0].say("/team")
    screen = await students[0].tap("📋 Проект")
    assert "• Агрохолдинг «Амур» — Деньги" in screen.text
    assert "письмо" not in screen.text
    await boss.tap("✖ Агрохолдинг «Амур»")
    assert "🤝 Поддержка" not in (await boss.tap("Да, удалить")).text
