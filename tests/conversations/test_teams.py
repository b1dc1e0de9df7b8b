"""From accepted people to published teams with a mentor, on everybody's screens."""

from sqlalchemy import select

from bot.db.models import AuditEntry, MentorOffer, TeamRun
from bot.domain.enums import Role, TeamRunStatus
from tests.conversations.conftest import Stage
from tests.conversations.team_people import accepted as _accepted
from tests.conversations.team_people import published as _published
from tests.conversations.team_people import students as _students


async def test_office_forms_and_publishes_and_everybody_sees_the_team(stage: Stage) -> None:
    boss = await stage.office()
    students = await _students(stage, 10)
    tutor = await _accepted(stage, Role.TUTOR, "Ким", "Олег", 0)
    assert (await students[0].say("/team")).text.startswith("Команды пока нет.")
    screen = await boss.say("/teams_form")
    assert "Принято: 10 участников, 1 тьютор." in screen.text
    screen = await boss.tap("Сформировать")
    assert "⏳ Формирую…" in screen.text
    assert screen.buttons == ["Обновить", "← Назад"]
    await stage.tick()
    screen = await boss.screen()
    assert screen.text.startswith("👥 Вариант 1 готов: 1 команда.")
    await boss.tap("👥 Команды")
    screen = await boss.tap("Вариант 1")
    assert "не объявлены" in screen.text
    screen = await boss.tap("№ 1 · 10 чел. · —")
    assert "• Участник0 Анна" in screen.text
    assert "Участников: 10 (девушек 5, юношей 5)" in screen.text
    await boss.tap("← Назад")
    await boss.tap("📣 Объявить")
    screen = await boss.tap("Да, объявить")
    assert "объявлены" in screen.text
    screen = await students[0].screen()
    assert screen.text.startswith("👥 Команды объявлены! Твоя — команда № 1.")
    screen = await students[0].tap("👥 Команда")
    assert "• Анна У. — это ты" in screen.text
    assert "• Борис У." in screen.text
    assert "Тьютор: Олег Ким" in screen.text
    assert (await tutor.screen()).text.startswith("👥 Команды объявлены! Вы ведёте команду № 1.")
    assert "• Анна У." in (await tutor.tap("👥 Команда")).text


async def test_mentor_declines_and_the_next_one_accepts(stage: Stage) -> None:
    first = await _accepted(stage, Role.MENTOR, "Ли", "Иван", 0)
    second = await _accepted(stage, Role.MENTOR, "Цой", "Мария", 1)
    boss, students, tutor = await _published(stage)
    await boss.tap("Наставники")
    screen = await boss.tap("❗ № 1 · нет")
    assert "Предложений ещё не было." in screen.text
    screen = await boss.tap("Предложить лучшему")
    assert "1. Иван Ли — ждём ответа до" in screen.text

    screen = await first.screen()
    assert "Вам предлагают команду № 1." in screen.text
    assert "Анна" not in screen.text
    await first.tap("Отказаться")
    await first.tap("Другая причина")
    screen = await first.send("voice")
    assert screen.text.startswith("Здесь нужен текст.")
    screen = await first.say("Далеко <b>ехать</b>")
    assert screen.text.startswith("Спасибо за ответ.")

    assert "Вам предлагают команду № 1." in (await second.screen()).text
    screen = await second.tap("✅ Принять")
    assert "• Анна\n• Борис" in screen.text
    assert "Участник0" not in screen.text
    for told in (students[0], tutor):
        assert (await told.screen()).text == "🤝 У команды № 1 есть наставник: Мария."
    assert "Наставник: Мария Цой" in (await tutor.say("/team")).text
    for command in ("/teams", "/team"):
        assert "Вы ведёте: 1 команду." in (await second.say(command)).text

    await second.tap("Команда № 1")
    assert "Вопрос получит Олег Ким" in (await second.tap("❓ Задать вопрос")).text
    assert (await second.send("voice")).text.startswith("Здесь нужен текст.")
    await second.say("Когда <b>встреча</b>?")
    assert "спрашивает Мария Цой:\n\nКогда <b>встреча</b>?" in (await tutor.screen()).text
    await tutor.tap("Ответить")
    await tutor.say("В пятницу")
    assert "отвечает Олег Ким:\n\nВ пятницу" in (await second.screen()).text
    await boss.say("/office")
    await boss.tap("Наставники")
    screen = await boss.tap("✅ № 1 · Мария Цой")
    assert "1. Иван Ли — отказ: Далеко <b>ехать</b>\n2. Мария Цой — согласие" in screen.text


async def test_second_tap_of_a_mentor_is_taken_already(stage: Stage) -> None:
    mentor = await _accepted(stage, Role.MENTOR, "Ли", "Иван", 0)
    boss, *_ = await _published(stage)
    await boss.tap("Наставники")
    assert "Подобрано: 1." in (await boss.tap("Подобрать всем")).text
    assert "📝 № 1 · Иван Ли" in (await boss.screen()).buttons
    await boss.tap("📣 Отправить: 1")
    assert "Предложений отправлено: 1" in (await boss.tap("Да, отправить")).text
    async with stage.database.reading() as session:
        offer_id = await session.scalar(select(MentorOffer.id))
    await mentor.tap("✅ Принять")
    screen = await mentor.forge(f"moa:{offer_id}")
    assert screen.toasts[-1] == "Уже принято"


async def test_silent_mentor_is_reminded_and_then_passed_over(stage: Stage) -> None:
    first = await _accepted(stage, Role.MENTOR, "Ли", "Иван", 0)
    second = await _accepted(stage, Role.MENTOR, "Цой", "Мария", 1)
    boss, *_ = await _published(stage)
    await boss.tap("Наставники")
    await boss.tap("❗ № 1 · нет")
    await boss.tap("Предложить лучшему")
    await stage.advance(hours=49)
    assert (await first.screen()).text.startswith("⏰ Команда «№ 1» ждёт вашего ответа")
    await stage.advance(hours=24)
    assert (await first.screen()).text.startswith("Срок ответа о команде № 1 вышел")
    assert "Вам предлагают команду № 1." in (await second.screen()).text
    await second.tap("Отказаться")
    await second.tap("Нет времени")
    assert (await boss.screen()).text.startswith("⚠️ Команда № 1 осталась без наставника")
    screen = await boss.tap("К команде")
    assert "1. Иван Ли — нет ответа\n2. Мария Цой — отказ: Нет времени" in screen.text


async def test_forged_buttons_of_the_office_and_of_a_mentor_do_nothing(stage: Stage) -> None:
    mentor = await _accepted(stage, Role.MENTOR, "Ли", "Иван", 0)
    boss, students, tutor = await _published(stage)
    await boss.tap("Наставники")
    await boss.tap("Подобрать всем")
    await boss.tap("📣 Отправить: 1")
    await boss.tap("Да, отправить")
    async with stage.database.reading() as session:
        offer_id = await session.scalar(select(MentorOffer.id))
        run_id = await session.scalar(select(TeamRun.id))
    forged = [
        f"moa:{offer_id}",
        f"mod:{offer_id}:0",
        f"tfx:{run_id}:1",
        "tfg:5:10:1",
        "tfc:1",
        "tmn:1",
        f"tma:{run_id}",
        f"tmr:{run_id}:1",
    ]
    for stranger in (students[0], tutor):
        for data in forged:
            screen = await stranger.forge(data)
            assert screen.toasts[-1] == "Эта кнопка уже не действует"
        assert (await stranger.say("/teams_form")).text == (await stranger.say("/абракадабра")).text
    async with stage.database.reading() as session:
        assert (await session.scalars(select(MentorOffer.status))).one() == "offered"
        assert (await session.scalars(select(TeamRun.status))).one() is TeamRunStatus.PUBLISHED
        refused = await session.scalars(select(AuditEntry.action).where(AuditEntry.action == "access.refused"))
        assert len(refused.all()) >= 4
    assert "✅ Принять" in (await mentor.screen()).buttons


async def test_office_moves_a_student_after_seeing_what_changes(stage: Stage) -> None:
    boss = await stage.office()
    await _students(stage, 10)
    for index, surname in enumerate(("Ким", "Пак")):
        await _accepted(stage, Role.TUTOR, surname, "Олег", index)
    screen = await boss.say("/teams_form")
    await boss.press(message_id=screen.last.id, row=0, col=0)  # «−»: from four
    await stage.client.settle()
    assert "от 4" in (await boss.screen()).buttons
    await boss.tap("Сформировать")
    await stage.tick()
    await boss.tap("👥 Команды")
    await boss.tap("Вариант 1")
    screen = await boss.tap("№ 1 · 5 чел. · —")
    student = screen.text.partition("• ")[2].partition(",")[0]
    await boss.tap("Участники")
    screen = await boss.tap(student)
    assert "Почему здесь" in screen.text
    await boss.tap("Переставить")
    screen = await boss.tap("№ 2 · 5 чел.")
    assert screen.text.startswith(f"{student}: команда № 1 → команда № 2.")
    assert "Станет хуже: " in screen.text
    assert "▲ команды равного размера: нарушений 0 → 1" in screen.text
    screen = await boss.tap("Переставить")
    assert screen.text.startswith("✅ Готово: составы изменены.")
    assert f"• {student}," in screen.text
    assert "Участников: 6" in screen.text
    await boss.tap("← Назад")
    assert {"№ 1 · 4 чел. · —", "№ 2 · 6 чел. · —"} <= set((await boss.screen()).buttons)


async def test_wishes_are_told_beforehand_and_the_office_sees_what_came_of_them(stage: Stage) -> None:
    boss = await stage.office()
    students = await _students(stage, 10)
    await _accepted(stage, Role.TUTOR, "Ким", "Олег", 0)
    anna, boris = students[0], students[1]
    await anna.say("/team")
    await anna.tap("💭 Пожелания")
    screen = await anna.tap("Направления")
    await anna.tap(screen.buttons[1])
    screen = await anna.tap(screen.buttons[0])
    assert [label[:2] for label in screen.buttons[:2]] == ["2.", "1."]
    await anna.tap("← Назад")
    await anna.tap("Роли")
    assert "✅ лидер" in (await anna.tap("лидер")).buttons
    await anna.tap("← Назад")
    await anna.tap("Навыки")
    assert (await anna.send("voice")).text == "Здесь нужен текст."
    assert "Навыки: Python <3" in (await anna.say("Python <3")).text
    await anna.tap("С кем хочу")
    assert "✖️ Борис У." in (await anna.say("борис у.")).buttons
    assert (await anna.say("Зоя Я.")).text.startswith("Такого участника не нахожу.")
    assert (await anna.say("Анна У.")).text.startswith("Это ты.")
    await boris.say("/wishes")
    await boris.tap("С кем хочу")
    await boris.say("анна у")
    await boris.tap("← Назад")
    await boris.tap("С кем нельзя")
    await boris.say("Вера У.")
    assert "Нельзя вместе: Вера У." in (await boris.tap("← Назад")).text
    assert "Вера" not in (await students[2].say("/wishes")).text

    await boss.say("/teams_form")
    await boss.tap("Сформировать")
    await stage.tick()
    # One team for all ten: two of them must not be together.
    assert "Не удалось развести" in (await boss.screen()).text
    await boris.tap("С кем нельзя")
    await boris.tap("✖️ Вера У.")
    await boss.tap("👥 Команды")
    await boss.tap("Сформировать")
    await stage.tick()
    await boss.tap("👥 Команды")
    await boss.tap("Вариант 2")
    screen = await boss.tap("🖼 Лист")
    screen = await boss.tap("Таблица XLSX")
    assert "Все команды, вариант 2" in screen.text
    await boss.say("/teams_form")
    await boss.tap("Вариант 2")
    screen = await boss.tap(next(label for label in (await boss.screen()).buttons if label.startswith("№ 1")))
    assert "Хотели вместе: вместе 1, порознь 0" in screen.text
    await boss.tap("Участники")
    screen = await boss.tap("Участник0 Анна")
    assert "Роль «лидер» в команде больше никто не хочет" in screen.text


async def test_tutor_plans_a_meeting_and_calls_the_roll(stage: Stage) -> None:
    mentor = await _accepted(stage, Role.MENTOR, "Ли", "Иван", 0)
    boss, students, tutor = await _published(stage)
    await boss.tap("Наставники")
    await boss.tap("❗ № 1 · нет")
    await boss.tap("Предложить лучшему")
    await mentor.tap("✅ Принять")
    await tutor.say("/team")
    await tutor.tap("📅 Встречи")
    await tutor.tap("➕ Назначить встречу")
    assert "Не получилось прочитать" in (await tutor.say("когда-нибудь")).text
    await tutor.tap("📅 Встречи")
    # Whoever has gone elsewhere is not planning any more.
    assert "Где?" not in (await tutor.say("21.08.2019 17:00")).text
    await tutor.say("/team")
    await tutor.tap("📅 Встречи")
    await tutor.tap("➕ Назначить встречу")
    assert "Где?" in (await tutor.say("21.08.2019 17:00")).text
    await tutor.say("Библиотека <b>имени</b> Пушкина")
    for phone in (students[0], mentor):
        assert "Библиотека <b>имени</b> Пушкина" in (await phone.screen()).text
    assert "📅 Встреча: ср, 21 августа, 17:00 · Библиотека" in (await students[0].say("/team")).text
    await tutor.tap("🕒 Перенести")
    assert "Стало" not in (await tutor.say("21.08.2019 18:00")).text
    for phone in (students[0], mentor):
        assert "Было: ср, 21 августа, 17:00\nСтало: ср, 21 августа, 18:00" in (await phone.screen()).text
    await students[0].forge("mtx:1:1")
    await tutor.tap("❌ Отменить")
    assert "Отменить встречу команды № 1" in (await tutor.screen()).text
    await tutor.tap("← Назад")
    await stage.advance(hours=48)
    assert "📅 Встреча:" not in (await students[0].say("/team")).text
    await tutor.say("/team")
    screen = await tutor.tap("📅 Встречи")
    screen = await tutor.tap(screen.buttons[0])
    mark = next(name for name in screen.buttons if name.startswith("▫️"))
    screen = await tutor.tap(mark)
    assert mark.replace("▫️", "✅") in screen.buttons
    await tutor.tap("✏️ Заметка")
    assert "Заметка: Выбрали <тему>" in (await tutor.say("Выбрали <тему>")).text


async def test_office_finds_a_silent_team_and_reminds_its_tutor(stage: Stage) -> None:
    boss, _, tutor = await _published(stage)
    await boss.say("/office")
    screen = await boss.tap("🌱 Жизнь команд")
    assert "🔕 Без активности: 0" in screen.buttons
    await stage.advance(days=21)
    await boss.say("/office")
    await boss.tap("🌱 Жизнь команд")
    screen = await boss.tap("🔕 Без активности: 1")
    assert screen.buttons[0] == "№ 1 · 21 день · с объявления"
    screen = await boss.tap(screen.buttons[0])
    assert "Тьютор: Олег Ким" in screen.text
    assert "(21 день назад)" in screen.text
    screen = await boss.tap("🔔 Напомнить тьютору")
    assert "✅ Тьютор получит напоминание." in screen.text
    assert "🔔 Напомнить тьютору" not in screen.buttons
    assert "У вашей команды № 1 тихо уже 21 день" in (await tutor.screen()).text
    # A button that was kept from before says that it has been done.
    await boss.tap("← Назад")
    await boss.tap("№ 1 · 21 день · с объявления")
    await boss.tap("🔔 Напомнить тьютору")
    assert (await boss.screen()).toasts[-1] == "Сегодня тьютору уже напомнили"


async def test_office_sets_what_counts_and_two_variants_tell_their_rules_apart(stage: Stage) -> None:
    boss = await stage.office()
    await _students(stage, 10)
    await _accepted(stage, Role.TUTOR, "Ким", "Олег", 0)
    await boss.say("/teams_form")
    await boss.tap("Сформировать")
    await stage.tick()
    await boss.say("/teams_form")
    screen = await boss.tap("⚖️ Правила")
    assert "• желания участников: по умолчанию" in screen.text
    assert "↩️ По умолчанию" not in screen.buttons
    wishes = screen.buttons.index("Желания") // 3
    await boss.press(message_id=screen.last.id, row=wishes, col=2)
    await stage.client.settle()
    screen = await boss.screen()
    assert "• желания участников: сильнее\n" in screen.text
    assert "Желания ×2" in screen.buttons
    assert "• команды равного размера: выключено" in (await boss.tap("Размеры")).text
    screen = await boss.tap("← Назад")
    assert "⚖️ Правила изменены" in screen.buttons
    await boss.tap("Сформировать")
    await stage.tick()
    async with stage.database.reading() as session:
        second = (await session.scalars(select(TeamRun).order_by(TeamRun.id.desc()))).first()
        assert second is not None
        assert (second.rules["weights"]["wishes"], second.rules["weights"]["sizes"]) == (60, 0)
    await boss.say("/teams_form")
    await boss.tap("Вариант 2")
    screen = await boss.tap("⚖️ Сравнить с 1")
    assert "• желания участников: сильнее и обычно" in screen.text
    assert "• команды равного размера: выключено и обычно" in screen.text
    await boss.say("/teams_form")
    await boss.tap("⚖️ Правила изменены")
    assert "• желания участников: по умолчанию" in (await boss.tap("↩️ По умолчанию")).text
