"""Events as people see them: announced, joined, waited for, changed, cancelled, reminded of."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select, update

from bot.db.models import AuditEntry, Event, Person
from bot.domain.enums import EventStatus, Role
from bot.sandbox import Phone
from bot.sandbox.objects import Screen
from tests.conversations.conftest import Stage
from tests.conversations.people import register

TITLE = "Мастер-класс <b>&"
DAY = "сб, 7 сентября"
STARTS = datetime(2019, 9, 7, 1, 0, tzinfo=UTC)
"""7 September 2019, 10:00 in Blagoveshchensk."""


async def _student(stage: Stage, name: str, role: Role = Role.STUDENT) -> Phone:
    phone = await stage.person(name)
    await phone.say("/menu")
    async with stage.database.transaction() as session:
        await session.execute(update(Person).where(Person.telegram_id == phone.id).values(role=role, first_name=name))
    return phone


async def _begin(boss: Phone) -> Screen:
    await boss.say("/event")
    return await boss.tap("➕ Создать")


async def _create(boss: Phone, *, capacity: str = "1", ends: str = "13:00") -> Screen:
    """Through the whole dialog to the draft's card."""
    await _begin(boss)
    await boss.tap("Обычное мероприятие")
    await boss.say(TITLE)
    await boss.say("Разбираем идеи")
    await boss.tap("Благовещенск")
    await boss.say("07.09.2019 10:00")
    await boss.say(ends)
    await boss.say("АмИРО")
    await boss.say(capacity)
    await boss.tap("участники")
    await boss.tap("Готово")
    await boss.tap("за день")
    await boss.tap("за 2 часа")
    summary = await boss.tap("Готово")
    assert summary.text.startswith("Новое мероприятие")
    return await boss.tap("Создать черновик")


async def _announce(boss: Phone) -> Screen:
    await boss.tap("📣 Объявить")
    return await boss.tap("Да, объявить")


async def _announced(stage: Stage, *names: str, capacity: str = "1") -> tuple[Phone, list[Phone]]:
    boss = await stage.office()
    phones = [await _student(stage, name) for name in names]
    await _create(boss, capacity=capacity)
    await _announce(boss)
    return boss, phones


async def _event(stage: Stage) -> Event:
    async with stage.database.reading() as session:
        return (await session.scalars(select(Event).where(Event.title == TITLE))).one()


async def test_office_creates_a_draft_that_only_it_sees(stage: Stage) -> None:
    boss, anna = await stage.office(), await _student(stage, "Анна")
    card = await _create(boss)
    assert card.text.split("\n") == [
        "✅ Черновик сохранён. Чтобы участники его увидели, объявите мероприятие.",
        "",
        TITLE,
        "",
        "Разбираем идеи",
        "",
        f"🗓 {DAY}, 10:00 – 13:00",
        "📍 АмИРО",
        "",
        "Состояние: 📝 черновик",
        "Вид: Обычное мероприятие",
        "Мест: 1",
        "Для кого: участники",
        "Напомнить: за день, за 2 часа",
    ]
    assert (await anna.say("/events")).text.startswith("Мероприятия\n\nПока ничего не объявлено")


async def test_wrong_moments_are_explained_and_asked_again(stage: Stage) -> None:
    boss = await stage.office()
    await _begin(boss)
    await boss.tap("Обычное мероприятие")
    await boss.say(TITLE)
    await boss.tap("Без описания")
    await boss.tap("Благовещенск")
    for typed, reason in (
        ("завтра", "Не получилось прочитать день и время"),
        ("31.02.2020 10:00", "Такого дня"),
        ("07.08.2019 10:00", "Это время уже прошло"),
    ):
        screen = await boss.say(typed)
        assert reason in screen.text
        assert "Когда начало?" in screen.text
    await boss.say("07.09.2019 10:00")
    screen = await boss.say("09:00")
    assert "Окончание должно быть позже начала" in screen.text
    assert "Когда окончание?" in screen.text


async def test_dialog_left_in_the_middle_goes_on_later(stage: Stage) -> None:
    boss = await stage.office()
    await _begin(boss)
    await boss.tap("Обычное мероприятие")
    await boss.say(TITLE)
    await boss.say("/menu")
    screen = await _begin(boss)
    assert "Продолжить" in screen.buttons
    assert "О чём оно?" in (await boss.tap("Продолжить")).text


async def test_announcement_reaches_the_audience_and_is_answered_in_place(stage: Stage) -> None:
    boss = await stage.office()
    anna, tutor = await _student(stage, "Анна"), await _student(stage, "Тьютор", Role.TUTOR)
    await _create(boss)
    await boss.tap("📣 Объявить")
    card = await boss.tap("Да, объявить")
    assert card.text.startswith("📣 Объявлено. Сообщение получит 1 человек.")
    assert not any(text.startswith("📣") for text in (await tutor.screen()).texts)
    screen = await anna.screen()
    assert screen.text == f"📣 {TITLE}\n\n🗓 {DAY}, 10:00\n📍 АмИРО\n\nРазбираем идеи"
    assert screen.buttons == ["✅ Иду", "Не иду", "Подробнее"]
    screen = await anna.tap("✅ Иду")
    assert screen.text.endswith("📍 АмИРО\n\n✅ Ты идёшь")
    assert screen.buttons == ["Не иду", "🗓 В календарь", "← Назад"]
    listed = await anna.tap("← Назад")
    assert listed.buttons == [f"✅ {DAY} · {TITLE}", "Меню"]


async def test_second_announcement_tells_nobody_again(stage: Stage) -> None:
    boss, [anna] = await _announced(stage, "Анна")
    event = await _event(stage)
    screen = await boss.forge(f"oev:announce:{event.id}:1")
    assert screen.toasts[-1] == "Уже объявлено"
    assert sum(text.startswith("📣") for text in (await anna.screen()).texts) == 1


async def test_waiting_list_moves_up_when_somebody_leaves(stage: Stage) -> None:
    _, [anna, boris, vera] = await _announced(stage, "Анна", "Борис", "Вера")
    await anna.tap("✅ Иду")
    await boris.tap("✅ Иду")
    screen = await vera.tap("✅ Иду")
    assert screen.text.endswith("⏳ Ты в листе ожидания: 2 из 2. Когда место освободится, я напишу")
    await anna.tap("Не иду")
    screen = await boris.screen()
    assert screen.text.startswith(f"🎉 Место освободилось: ты идёшь!\n\n{TITLE}")
    assert screen.buttons == ["Подробнее", "Не иду"]
    screen = await vera.tap("← Назад")
    screen = await vera.tap(f"⏳ {DAY} · {TITLE}")
    assert "⏳ Ты в листе ожидания: 1 из 1" in screen.text


async def test_changing_ones_mind_and_an_old_button_pressed_twice(stage: Stage) -> None:
    _, [anna, boris] = await _announced(stage, "Анна", "Борис", capacity="2")
    event = await _event(stage)
    await anna.tap("✅ Иду")
    screen = await anna.tap("Не иду")
    assert screen.text.endswith("Осталось 2 места\n\n✖️ Ты не идёшь")
    screen = await anna.forge(f"evt:stay:{event.id}")
    assert screen.toasts[-1] == "Уже принято"
    await anna.tap("✅ Иду")
    assert "Осталось 1 место\n" in (await boris.tap("Подробнее")).text + "\n"
    await boris.tap("✅ Иду")
    vera = await _student(stage, "Вера")
    screen = await vera.say("/events")
    screen = await vera.tap(f"▫️ {DAY} · {TITLE}")
    assert screen.text.endswith("Свободных мест нет: можно встать в лист ожидания")
    assert screen.buttons == ["⏳ В лист ожидания", "Не иду", "← Назад"]


async def test_change_is_told_as_was_and_is(stage: Stage) -> None:
    boss, [anna, boris] = await _announced(stage, "Анна", "Борис", capacity="5")
    await anna.tap("✅ Иду")
    before = len((await boris.screen()).texts)
    await boss.tap("Изменить")
    await boss.tap("Изменить")
    await boss.tap("Начало")
    await boss.say("08.09.2019 11:00")
    await boss.tap("Изменить")
    await boss.tap("Место")
    await boss.say("Гимназия № 1")
    card = await boss.tap("Сохранить")
    assert card.text.startswith("✅ Сохранено. «Было / Стало» получит 1 человек.")
    assert (await anna.screen()).text.split("\n") == [
        f"🔄 {TITLE}: есть изменения",
        "",
        "Начало",
        f"Было: {DAY}, 10:00",
        "Стало: вс, 8 сентября, 11:00",
        "",
        "Место",
        "Было: АмИРО",
        "Стало: Гимназия № 1",
    ]
    assert len((await boris.screen()).texts) == before
    assert (await _event(stage)).ends_at == datetime(2019, 9, 8, 5, 0, tzinfo=UTC)


async def test_growing_capacity_moves_up(stage: Stage) -> None:
    boss, [anna, boris] = await _announced(stage, "Анна", "Борис")
    await anna.tap("✅ Иду")
    await boris.tap("✅ Иду")
    await boss.tap("Изменить")
    await boss.tap("Изменить")
    await boss.tap("Мест")
    await boss.say("2")
    card = await boss.tap("Сохранить")
    assert "Идут: 2 · ждут места: 0 · не идут: 0" in card.text
    assert (await boris.screen()).text.startswith("🎉 Место освободилось")


async def test_cancelled_event_is_told_once_and_closed(stage: Stage) -> None:
    boss, [anna, boris] = await _announced(stage, "Анна", "Борис")
    await anna.tap("✅ Иду")
    ask = await boss.tap("Отменить")
    assert "Об отмене узнает 1 человек." in ask.text
    event = await _event(stage)
    card = await boss.tap("Да, отменить")
    assert card.text.startswith("❌ Отменено. Об этом узнает 1 человек.")
    screen = await boss.forge(f"oev:cancel:{event.id}:1")
    assert screen.toasts[-1] == "Мероприятие отменено"
    screen = await anna.screen()
    assert screen.text == f"❌ {TITLE} отменяется.\n\nДолжно было быть: {DAY}, 10:00"
    screen = await boris.tap("✅ Иду")
    assert screen.toasts[-1] == "Мероприятие отменено"
    assert (await _event(stage)).status is EventStatus.CANCELLED


async def test_everyone_who_goes_is_reminded_once(stage: Stage) -> None:
    _, [anna, boris] = await _announced(stage, "Анна", "Борис", capacity="5")
    await anna.tap("✅ Иду")
    await stage.go_to(STARTS - timedelta(days=1))
    await stage.tick()
    screen = await anna.screen()
    reminders = [text for text in screen.texts if text.startswith("⏰")]
    assert reminders == [
        f"⏰ {TITLE}\n{DAY}, 10:00\n📍 АмИРО\n\n"
        "Ты собираешься туда. Если планы изменились, нажми «Не иду»: место достанется другому."
    ]
    assert not any(text.startswith("⏰") for text in (await boris.screen()).texts)
    await stage.go_to(STARTS - timedelta(hours=1))
    assert sum(text.startswith("⏰") for text in (await anna.screen()).texts) == 2


async def test_frozen_participation_takes_no_place_until_the_consent_is_signed_anew(stage: Stage) -> None:
    boss = await stage.office()
    anna = await register(stage)
    async with stage.database.transaction() as session:
        born = update(Person).where(Person.telegram_id == anna.id).values(birth_date=date(2001, 8, 22))
        await session.execute(born)
    await _create(boss)
    await _announce(boss)
    await stage.go_to(datetime(2019, 9, 6, 1, 0, tzinfo=UTC))
    assert sum(text.startswith("⏸ Участие приостановлено: после") for text in (await anna.screen()).texts) == 1
    assert any("согласие не подписано заново, карточка №" in text for text in (await boss.screen()).texts)
    screen = await anna.say("/my")
    assert "➡️ Подпиши согласие на участие заново: без него участие остановлено" in screen.text
    assert "К согласиям" in screen.buttons
    event = await _event(stage)
    refused = await anna.forge(f"evt:go:{event.id}")
    assert refused.toast == (
        "⏸ Участие приостановлено: после 18 лет согласие нужно подписать заново. Это можно сделать здесь: /privacy"
    )
    assert (await anna.say("/privacy")).text.startswith("⏸ Участие приостановлено")
    await anna.tap("✍️ Подписать заново: участие")
    assert "приостановлено" not in (await anna.tap("Даю согласие")).text
    assert "✅ Ты идёшь" in (await anna.forge(f"evt:go:{event.id}")).text


async def test_event_that_has_begun_takes_no_answers(stage: Stage) -> None:
    _, [anna] = await _announced(stage, "Анна")
    await stage.go_to(STARTS)
    screen = await anna.tap("✅ Иду")
    assert screen.toasts[-1] == "Мероприятие уже началось"
    screen = await anna.tap("Подробнее")
    assert screen.text.endswith("Уже началось")
    assert screen.buttons == ["← Назад"]


async def test_draft_of_the_season_shows_two_clocks_when_announced(stage: Stage) -> None:
    boss, anna = await stage.office(), await _student(stage, "Анна")
    async with stage.database.transaction() as session:
        forum = (await session.scalars(select(Event).where(Event.place == "ВДНХ, Москва"))).one()
        assert forum.audience == ["student", "tutor", "mentor", "accepted"]
        forum.audience = ["student"]
    await boss.say("/event")
    await boss.forge(f"oev:open:{forum.id}:0")
    await boss.tap("📣 Объявить")
    await boss.tap("Да, объявить")
    await anna.say("/events")
    screen = await anna.forge(f"evt:open:{forum.id}")
    assert "🗓 пт, 17 апреля, 10:00 мск, 16:00 в Благовещенске" in screen.text
    assert "🏁 до сб, 18 апреля, 18:00 мск" in screen.text


async def test_office_reads_who_comes_and_the_reading_is_kept(stage: Stage) -> None:
    boss, [anna, boris] = await _announced(stage, "Анна", "Борис")
    await anna.tap("✅ Иду")
    await boris.tap("✅ Иду")
    screen = await boss.tap("👥 Кто идёт")
    assert screen.text == f"{TITLE} — идут: 1\n\n1. Анна"
    await boss.tap("← Назад")
    screen = await boss.tap("⏳ Кто ждёт")
    assert screen.text == f"{TITLE} — лист ожидания: 1\n\n1. Борис"
    async with stage.database.reading() as session:
        kept = select(AuditEntry.action).where(AuditEntry.action.startswith("event.")).order_by(AuditEntry.id)
        acts = (await session.scalars(kept)).all()
    assert acts == ["event.created", "event.announced", "event.people_seen", "event.people_seen"]


async def test_forged_buttons_of_a_stranger_do_nothing_and_are_logged(stage: Stage) -> None:
    boss, anna = await stage.office(), await _student(stage, "Анна")
    await _create(boss)
    event = await _event(stage)
    await anna.say("/menu")
    for data in (
        f"oev:announce:{event.id}:1",
        f"oev:cancel:{event.id}:1",
        f"oea:{event.id}:going:0",
        f"evt:go:{event.id}",
        "evt:go:999999",
        f"evt:go:{10**30}",
    ):
        screen = await anna.forge(data)
        assert screen.toasts[-1] == "Эта кнопка уже не действует"
    assert (await anna.say("/event")).text.startswith("Не понимаю.")
    assert (await _event(stage)).status is EventStatus.DRAFT
    async with stage.database.reading() as session:
        refused = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "access.refused"))).all()
    assert len(refused) == 6
