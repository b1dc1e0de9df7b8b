"""The office tags a person from their card and sends a broadcast by the tag."""

from tests.cast import participant
from tests.conversations.conftest import Stage


async def test_tag_is_typed_tapped_and_chosen_for_a_broadcast(stage: Stage) -> None:
    anna = await stage.person("Анна")
    async with stage.database.transaction() as session:
        await participant(session, anna.id)
    boss = await stage.office()
    screen = await boss.say("/people")
    await boss.tap(next(each for each in screen.buttons if "Анна" in each))
    screen = await boss.tap("🏷 Метки")
    assert "Меток ещё нет." in screen.text
    await boss.tap("➕ Новая метка")
    assert (await boss.send("voice")).text.startswith("Здесь нужен текст")
    screen = await boss.say("<b>Волонтёр")
    assert screen.buttons[0] == "✅ <b>Волонтёр · 1"
    screen = await boss.tap("✅ <b>Волонтёр · 1")
    assert "Меток ещё нет." in screen.text
    await boss.tap("➕ Новая метка")
    await boss.say("Волонтёр")
    screen = await boss.tap("← Назад")
    assert "Метки: Волонтёр" in screen.text
    await boss.say("/broadcast")
    await boss.tap("Написать")
    await boss.say("Привет!")
    await boss.press(text="Метка")
    await stage.client.settle()
    await boss.tap("Волонтёр")
    assert "Метка: Волонтёр" in (await boss.tap("← Назад")).text
