"""The office changes the questions and the criteria of a call in the chat; an applicant meets them."""

from sqlalchemy import select

from bot.db.models import Application, Call
from bot.domain.enums import Role
from tests.cast import apply, participant
from tests.conversations.conftest import Stage


async def test_office_adds_a_question_with_options_and_the_applicant_is_asked(stage: Stage) -> None:
    anna = await stage.person("Анна")
    async with stage.database.transaction() as session:
        call = (await session.scalars(select(Call).where(Call.role == Role.STUDENT))).one()
        person = await participant(session, anna.id)
        await apply(session, person, call, now=stage.now)
    await anna.start()
    boss = await stage.office()
    await boss.say("/call")
    await boss.tap("Участники")
    screen = await boss.tap("Вопросы")
    assert screen.text.startswith("Участники: вопросы заявки (8)")
    await boss.tap("➕ Добавить вопрос")
    await boss.tap("Один вариант")
    await boss.say("Как ты <b>узнал(а)</b> о программе?")
    await boss.say("How did you learn of the programme?")
    await boss.tap("Пропустить")
    await boss.tap("Пропустить")
    await boss.say("Из школы | From school\nОт друзей | From friends")
    await boss.tap("Готово")
    screen = await boss.tap("Сохранить")
    assert "По-русски: Как ты <b>узнал(а)</b> о программе?" in screen.text
    assert "• Из школы | From school" in screen.text
    await boss.tap("❗ Обязательный")
    assert (await boss.tap("Необязательный")).buttons[3] == "❗ Обязательный"
    screen = await anna.screen()
    assert "📝 В заявке есть вопрос, на который нужен твой ответ:\n\nКак ты <b>узнал(а)</b>" in screen.text
    await anna.tap("📝 К заявке")
    screen = await anna.tap("Изменить")
    assert "Как ты <b>узнал(а)</b> о программе?" in screen.text
    screen = await anna.tap("От друзей")
    assert "От друзей" in screen.text


async def test_office_moves_retires_and_dates_a_question(stage: Stage) -> None:
    boss = await stage.office()
    await boss.say("/call")
    await boss.tap("Участники")
    screen = await boss.tap("Вопросы")
    second = screen.buttons[1]
    await boss.tap(second)
    assert (await boss.tap("⬆️ Выше")).text.startswith("Теперь это вопрос № 1.")
    await boss.tap("Не менять с…")
    assert (await boss.send("voice")).text.startswith("Здесь нужны день и время")
    assert "не понял" not in (await boss.say("01.09.2019 12:00")).text
    assert "Отправленный ответ нельзя менять с вс, 1 сентября, 12:00" in (await boss.screen()).text
    await boss.tap("Не менять с…")
    assert "нельзя менять" not in (await boss.say("нет")).text
    screen = await boss.tap("Снять вопрос")
    assert "— снят, в новых заявках его нет" in screen.text
    assert screen.buttons == ["Вернуть вопрос", "← Назад"]
    screen = await boss.tap("← Назад")
    assert screen.buttons[7].startswith("🗄 8.")


async def test_office_writes_a_criterion_and_weighs_it(stage: Stage) -> None:
    boss = await stage.office()
    await boss.say("/call")
    await boss.tap("Участники")
    screen = await boss.tap("Критерии")
    assert "1. Мотивация — вес 3, доля 30 %, уровней: 4" in screen.text
    await boss.tap("➕ Добавить критерий")
    await boss.say("Речь")
    await boss.say("Speech")
    await boss.say("2")
    await boss.say("Нет | No\nДа | Yes")
    await boss.tap("Готово")
    screen = await boss.tap("Сохранить")
    assert "5. Речь — вес 2, доля 17 %, уровней: 2" in screen.text
    await boss.tap("Речь")
    assert "Вес 3, доля 23 %" in (await boss.tap("+ Вес")).text
    await boss.tap("Убрать")
    assert "Речь" not in (await boss.tap("Да, убрать")).text


async def test_office_closes_a_call_to_a_kind_of_place(stage: Stage) -> None:
    anna = await stage.person("Анна")
    async with stage.database.transaction() as session:
        await participant(session, anna.id)
    boss = await stage.office()
    await boss.say("/call")
    await boss.tap("Участники")
    screen = await boss.tap("✏️ Изменить")
    assert "Принимаем: школа, колледж" in screen.text
    assert "Принимаем: колледж" in (await boss.tap("✅ школа")).text
    assert "Кого-то принимать нужно" in " ".join((await boss.tap("✅ колледж")).toasts)
    await anna.start()
    await anna.say("/apply")
    toasts = (await anna.tap("📝 Заполнить")).toasts

    assert "15" in " ".join(toasts)
    async with stage.database.reading() as session:
        assert (await session.scalars(select(Application))).all() == []


async def test_question_begun_anew_outlives_a_look_at_another(stage: Stage) -> None:
    boss = await stage.office()
    await boss.say("/call")
    await boss.tap("Участники")
    screen = await boss.tap("Вопросы")
    known = screen.buttons[0]
    await boss.tap("➕ Добавить вопрос")
    await boss.tap("Короткий текст")
    await boss.say("Кто тебя позвал?")
    await boss.say("/call")
    await boss.tap("Участники")
    await boss.tap("Вопросы")
    await boss.tap(known)
    await boss.tap("✏️ Изменить")
    await boss.say("/call")
    await boss.tap("Участники")
    await boss.tap("Вопросы")
    await boss.tap("➕ Добавить вопрос")
    screen = await boss.tap("Продолжить")
    await boss.say("Who called you?")
    await boss.tap("Пропустить")
    await boss.tap("Пропустить")
    await boss.tap("Пропустить")
    screen = await boss.tap("Сохранить")
    assert "По-русски: Кто тебя позвал?" in screen.text
    assert (await boss.tap("← Назад")).text.startswith("Участники: вопросы заявки (9)")
