"""The first steps of anybody: the menu, help, unknown words, groups."""

from sqlalchemy import func, select

from bot.db.models import SourceLink
from tests.conversations.conftest import Stage


async def test_menu_command_shows_the_menu(stage: Stage) -> None:
    anna = await stage.person("Анна")
    screen = await anna.say("/menu")
    assert screen.text == "Здравствуйте! Это бот программы «Кадры будущего для регионов»."
    assert screen.buttons == ["🧭 Что дальше?", "📝 Заявка", "📅 Мероприятия", "Помощь"]


async def test_unknown_word_leads_to_the_menu(stage: Stage) -> None:
    anna = await stage.person("Анна")
    screen = await anna.say("абракадабра")
    assert screen.text.startswith("Не понимаю.")
    screen = await anna.tap("Меню")
    assert screen.text.startswith("Здравствуйте!")


async def test_group_gets_one_line_with_the_link(stage: Stage) -> None:
    anna = await stage.person("Анна")
    group = await stage.client.group("Команда", [anna])
    screen = await anna.say("/menu@kadry_demo_bot", chat_id=group)
    assert screen.text == "Я работаю в личных сообщениях: https://t.me/kadry_demo_bot"


async def test_office_commands_of_a_stranger_are_unknown(stage: Stage) -> None:
    anna = await stage.person("Анна")
    unknown = (await anna.say("абракадабра")).text
    assert (await anna.say("/office")).text == unknown


async def test_office_sees_its_desk_and_chart(stage: Stage) -> None:
    boss = await stage.office()
    screen = await boss.say("/office")
    assert screen.text.startswith("Проектный офис · администратор")
    screen = await boss.tap("📊 Показатели")
    assert screen.messages[-1].kind == "photo"


async def test_voice_to_a_question_of_a_dialog_gets_a_hint_and_the_question_waits(stage: Stage) -> None:
    office = await stage.office()
    await office.say("/office")
    await office.tap("Сотрудники")
    await office.tap("➕ Пригласить")
    screen = await office.send("voice")
    assert screen.text.startswith("Здесь нужен ответ текстом")
    screen = await office.say("Ларина Татьяна")
    assert screen.text == "Какая роль?"


async def test_command_is_no_answer_to_a_question_of_a_dialog(stage: Stage) -> None:
    office = await stage.office()
    await office.say("/stats")
    await office.tap("🔗 Ссылки")
    await office.tap("➕ Новая ссылка")
    screen = await office.say("/teams_form")
    assert screen.text.startswith("👥 Команды")
    async with stage.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(SourceLink)) == 0
