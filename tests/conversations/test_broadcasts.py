"""The office writes to many: composes, narrows down, looks, sends once, watches, stops."""

import asyncio
from datetime import timedelta

from sqlalchemy import select, update

from bot.db.models import AuditEntry, Event, OfficeMember, OutboxMessage, Person, Season
from bot.db.queries import broadcasts as queries
from bot.domain.enums import EventKind, EventStatus, OfficeRole, OutboxStatus, Role
from bot.sandbox import Phone, Screen
from tests.conversations.conftest import Stage

SLOW = 1_500_000
"""Microseconds between two messages: slow enough to act in the middle of a broadcast."""


async def _students(stage: Stage, *names: str) -> list[Phone]:
    phones = []
    for name in names:
        phone = await stage.person(name)
        await phone.start()
        phones.append(phone)
    async with stage.database.transaction() as session:
        await session.execute(
            update(Person).where(Person.telegram_id.in_([phone.id for phone in phones])).values(role=Role.STUDENT)
        )
    return phones


async def _compose(boss: Phone, text: str = "Сбор в 10:00") -> Screen:
    await boss.say("/broadcast")
    await boss.tap("Написать")
    await boss.say(text)
    await boss.tap("Роль")
    await boss.tap("Участники")
    await boss.tap("← Назад")
    return await boss.tap("Посмотреть")


async def _launch(boss: Phone, recipients: int) -> Screen:
    """Confirm, and do not wait."""
    await boss.tap(f"✅ Разослать: {recipients}")
    return await boss.tap("Не ждать")


def _received(screen: Screen, text: str) -> int:
    return sum(message.text == text for message in screen.messages)


async def _finish(stage: Stage) -> None:
    """Wait until nothing is on its way and every card says so."""
    stage.app.cards._every = 0.05
    async with asyncio.timeout(60):
        while True:
            await stage.app.cards.look()
            async with stage.database.reading() as session:
                if not await queries.watched(session):
                    break
            await asyncio.sleep(0.05)
    await stage.client.settle()


async def test_broadcast_reaches_the_chosen_and_reports(stage: Stage) -> None:
    boss = await stage.office()
    anna, boris, vera = await _students(stage, "Анна", "Борис", "Вера")
    tutor = await stage.person("Тьютор")
    await tutor.start()
    await vera.block()
    screen = await _compose(boss)
    assert "Так это увидят получатели." in screen.text
    assert "Роль: Участники" in screen.text
    assert "Получат: 2 человека" in screen.text
    assert screen.buttons[0] == "✅ Разослать: 2"

    await _launch(boss, 2)
    await _finish(stage)
    for phone in (anna, boris):
        assert _received(await phone.screen(), "Сбор в 10:00") == 1
    assert _received(await tutor.screen(), "Сбор в 10:00") == 0
    card = (await boss.screen()).text
    assert card == "📣 Рассылка № 1 · завершена\nДоставлено: 2 из 2"


async def test_double_press_is_one_campaign(stage: Stage) -> None:
    boss = await stage.office()
    (anna,) = await _students(stage, "Анна")
    screen = await _compose(boss)
    message = screen.last
    for text in ("✅ Разослать: 1", "Не ждать"):
        await asyncio.gather(*(boss.press(text=text, message_id=message.id) for _ in range(3)))
        await stage.client.settle()
    await _finish(stage)
    assert _received(await anna.screen(), "Сбор в 10:00") == 1
    async with stage.database.reading() as session:
        sent = await session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "broadcast.sent"))
        assert sent.all() == ["1"]
    assert "Уже сделано" in (await boss.screen()).toasts


async def test_test_send_goes_to_nobody_else(stage: Stage) -> None:
    boss = await stage.office()
    (anna,) = await _students(stage, "Анна")
    await _compose(boss)
    screen = await boss.tap("Тест себе")
    assert _received(screen, "Сбор в 10:00") == 3  # as typed, as the preview, as the test
    assert _received(await anna.screen(), "Сбор в 10:00") == 0


async def test_photo_keeps_its_caption_and_formatting_stays(stage: Stage) -> None:
    boss = await stage.office()
    (anna,) = await _students(stage, "Анна")
    await boss.say("/broadcast")
    await boss.tap("Написать")
    await boss.send("photo", caption="Лагерь ждёт")
    await boss.tap("Посмотреть")
    await _launch(boss, 2)
    await _finish(stage)
    last = (await anna.screen()).messages[-1]
    assert (last.kind, last.text) == ("photo", "Лагерь ждёт")


async def test_voice_instead_of_text_gets_a_hint(stage: Stage) -> None:
    boss = await stage.office()
    await boss.say("/broadcast")
    await boss.tap("Написать")
    screen = await boss.send("voice")
    assert screen.text.startswith("Пришлите текст, фото или документ")
    screen = await boss.say("Всё-таки текст")
    assert screen.text.startswith("Кому отправить")


async def _tap(phone: Phone, button: str, expected: str) -> Screen:
    """Tap, and wait until the screen says so; a slow broadcast keeps the bot from coming to rest."""
    await phone.tap(button, settle=False)
    async with asyncio.timeout(60):
        screen = await phone.screen()
        while expected not in screen.text:
            screen = await phone.wait()
    return screen


async def test_pause_resume_and_cancel_from_the_card(stage: Stage) -> None:
    boss = await stage.office()
    await _students(stage, *(f"Ученик {number}" for number in range(4)))
    await _compose(boss)
    stage.app.sender.budget.interval_us = SLOW
    await boss.tap("✅ Разослать: 4")
    await _tap(boss, "Не ждать", "идёт")
    await _tap(boss, "⏸ Приостановить", "на паузе")
    async with stage.database.reading() as session:
        statuses = (await session.scalars(select(OutboxMessage.status))).all()
    assert statuses.count(OutboxStatus.HELD) >= 2  # one has left, the next may be claimed already
    await _tap(boss, "▶️ Продолжить", "идёт")
    await _tap(boss, "⛔️ Отменить", "Отменить рассылку?")
    await _tap(boss, "⛔️ Да, отменить", "отменена")
    stage.app.sender.budget.interval_us = 1
    await _finish(stage)
    async with stage.database.reading() as session:
        statuses = (await session.scalars(select(OutboxMessage.status))).all()
    sent, withdrawn = statuses.count(OutboxStatus.SENT), statuses.count(OutboxStatus.WITHDRAWN)
    assert (sent + withdrawn, withdrawn >= 2) == (4, True)
    assert f"Доставлено: {sent} из 4" in (await boss.screen()).text


async def test_stranger_cannot_open_broadcasts(stage: Stage) -> None:
    anna = await stage.person("Анна")
    unknown = (await anna.say("абракадабра")).text
    assert (await anna.say("/broadcast")).text == unknown
    screen = await anna.forge("bcd:send:1")
    assert screen.toasts == ["Эта кнопка уже не действует"]


async def test_list_shows_the_broadcast_and_leaving_the_card_keeps_the_list(stage: Stage) -> None:
    boss = await stage.office()
    await _students(stage, "Анна", "Борис", "Вера")
    await _compose(boss)
    stage.app.sender.budget.interval_us = SLOW
    await boss.tap("✅ Разослать: 3")
    await _tap(boss, "Не ждать", "идёт")
    screen = await _tap(boss, "← К рассылкам", "Новые сверху")
    stage.app.sender.budget.interval_us = 1
    assert screen.buttons[1].endswith("· Сбор в 10:00")
    await _finish(stage)
    screen = await boss.screen()
    assert screen.last.text.startswith("📣 Рассылка № 1 завершена: доставлено 3 из 3")
    assert "Рассылки" in screen.messages[-2].text
    screen = await boss.tap("Отчёт")
    assert "Доставлено: 3 из 3" in screen.text


async def test_recipients_are_seen_by_name_and_the_choice_is_kept(stage: Stage) -> None:
    boss = await stage.office()
    await _students(stage, "Анна")
    async with stage.database.transaction() as session:
        named = update(Person).where(Person.role == Role.STUDENT)
        await session.execute(named.values(surname="Иванова", first_name="Анна", municipality_id="go-zeya"))
    await _compose(boss)
    assert "Например:\nИванова Анна · участник, Зея" in (await boss.screen()).text
    await boss.tap("Кому отправить")
    screen = await boss.tap("👥 Кто это")
    assert screen.text == "Получат: 1\n\nИванова Анна · участник, Зея"
    await boss.tap("← Назад")
    await boss.tap("Запомнить выбор")
    await boss.say("Участники Зеи")
    await boss.tap("Сбросить выбор")
    await boss.tap("⭐ Сохранённые")
    screen = await boss.tap("Участники Зеи")
    assert "Роль: Участники" in screen.text
    await boss.tap("⭐ Сохранённые")
    await boss.tap("🗑")
    screen = await boss.tap("Да, удалить")
    assert "Пока ни одного" in screen.text
    screen = await boss.tap("← Назад")
    assert "Роль: Участники" in screen.text


async def test_two_minutes_to_take_it_back_and_a_moment_of_ones_own(stage: Stage) -> None:
    boss = await stage.office()
    (anna,) = await _students(stage, "Анна")
    await _compose(boss)
    screen = await boss.tap("✅ Разослать: 1")
    assert "ждёт начала" in screen.text
    assert "Уйдёт: вт, 20 августа, 10:02" in screen.text
    screen = await boss.tap("↩️ Отозвать")
    assert screen.buttons[0] == "✅ Разослать: 1"
    await stage.advance(minutes=3)
    assert _received(await anna.screen(), "Сбор в 10:00") == 0

    await boss.tap("Когда")
    screen = await boss.tap("Завтра в 10:00")
    assert "Когда: ср, 21 августа, 10:00; ночью подождёт до 8:00." in screen.text
    screen = await boss.say("вчера")
    assert "Не получилось прочитать" in screen.text
    screen = await boss.say("22 августа 9:30")
    assert "чт, 22 августа, 09:30" in screen.text
    screen = await boss.tap("▫️ По часам получателя")
    assert "09:30 по часам получателя" in screen.text
    await boss.tap("← Назад")
    await boss.tap("✅ Разослать: 1")
    await stage.advance(days=1)
    assert _received(await anna.screen(), "Сбор в 10:00") == 0
    await stage.advance(days=1)
    await _finish(stage)
    assert _received(await anna.screen(), "Сбор в 10:00") == 1


async def test_second_administrator_looks_and_agrees(stage: Stage) -> None:
    stage.app.settings.second_administrator_above = 1
    boss = await stage.office()
    anna, _, second = await _students(stage, "Анна", "Борис", "Второй")
    async with stage.database.transaction() as session:
        person = (await session.scalars(select(Person).where(Person.telegram_id == second.id))).one()
        person.role = None
        session.add(OfficeMember(person_id=person.id, role=OfficeRole.ADMINISTRATOR, granted_at=stage.now))
    await _compose(boss)
    screen = await boss.tap("✅ Разослать: 2")
    assert "ждёт второго администратора" in screen.text
    screen = await second.screen()
    assert screen.text.startswith("🖐 Рассылка № 1 на 2 человек")
    screen = await second.tap("👁 Посмотреть")
    assert _received(screen, "Сбор в 10:00") == 1
    screen = await second.tap("✅ Подтверждаю")
    assert screen.text == "✅ Рассылка № 1 подтверждена."
    assert (await boss.screen()).last.text == "✅ Рассылка № 1 подтверждена."
    await stage.advance(minutes=2)
    await _finish(stage)
    assert _received(await anna.screen(), "Сбор в 10:00") == 1


async def test_album_in_two_languages_is_sent_corrected_and_taken_back(stage: Stage) -> None:
    boss = await stage.office()
    anna, ben = await _students(stage, "Анна", "Ben")
    async with stage.database.transaction() as session:
        await session.execute(update(Person).where(Person.telegram_id == ben.id).values(language="en"))
    await boss.say("/broadcast")
    await boss.tap("Написать")
    await boss.send("photo", caption="Едем в лагерь")
    await boss.tap("Роль")
    await boss.tap("Участники")
    await boss.tap("← Назад")
    await boss.tap("Посмотреть")
    await boss.tap("📎 Файлы")
    screen = await boss.send("photo")
    assert screen.text.startswith("Файлов: 2 из 10")
    screen = await boss.tap("Готово")
    assert "Длина: 13 из 1024. Файлов: 2" in screen.text
    await boss.tap("English")
    await boss.say("Off to the camp")
    await _launch(boss, 2)
    await _finish(stage)
    assert [message.text for message in (await anna.screen()).messages[-2:]] == ["Едем в лагерь", ""]
    assert [message.text for message in (await ben.screen()).messages[-2:]] == ["Off to the camp", ""]

    await boss.tap("✏️ Исправить")
    await boss.say("Едем в лагерь в 9:00")
    await boss.tap("Отчёт")
    await _finish(stage)
    assert [message.text for message in (await anna.screen()).messages[-2:]] == ["Едем в лагерь в 9:00", ""]
    screen = await boss.screen()
    await boss.tap("🗑 Удалить у всех")
    await boss.tap("Да, удалить у всех")
    await _finish(stage)
    assert "Удалено у получателей: 2 из 2" in (await boss.screen()).text
    assert [message for message in (await anna.screen()).messages if message.kind == "photo"] == []


async def test_broadcast_asks_for_a_sign_up_and_shows_who_did_it(stage: Stage) -> None:
    boss = await stage.office()
    anna, _ = await _students(stage, "Анна", "Борис")
    async with stage.database.transaction() as session:
        season = (await session.scalars(select(Season))).one()
        starts = stage.now + timedelta(days=3)
        event = Event(
            season_id=season.id, kind=EventKind.ORDINARY, title="Встреча", starts_at=starts, zone=season.zone,
            ends_at=starts + timedelta(hours=2), audience=[], reminder_offsets=[], status=EventStatus.ANNOUNCED,
            created_at=stage.now,
        )  # fmt: skip
        session.add(event)
    await _compose(boss)
    await boss.tap("🔘 Кнопки")
    await boss.tap("Записаться: Встреча")
    screen = await boss.say("Программа — https://example.org/plan")
    assert "· ✅ Записаться\n· Программа" in screen.text
    await boss.tap("← Назад")
    await _launch(boss, 2)
    await _finish(stage)
    screen = await anna.screen()
    assert screen.last.buttons == ["✅ Записаться", "Программа"]
    screen = await anna.tap("✅ Записаться")
    assert "Ты идёшь" in screen.last.text
    assert _received(screen, "Сбор в 10:00") == 1
    screen = await boss.tap("🔄 Обновить")
    assert "Сделали: 1, ещё нет: 1" in screen.text
    screen = await boss.tap("🔁 Не выполнившим")
    assert "Не выполнили: рассылка № 1" in screen.text
    assert screen.buttons[0] == "✅ Разослать: 1"
