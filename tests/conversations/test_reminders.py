"""The office changes the rules of reminders with a preview, and keeps a line of the schedule back."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot.db.models import Person, Reminder, ReminderRule
from bot.domain.enums import Role
from tests.conversations.conftest import Stage
from tests.conversations.people import register
from tests.engines import Sqlite


@pytest.fixture
def engine(sqlite: Sqlite) -> Sqlite:
    """Screens: what they say is the same on both engines; the service tests run on both."""
    return sqlite


async def test_office_changes_a_rule_and_sees_to_whom_and_when_it_comes(stage: Stage) -> None:
    anna, boss = await register(stage), await stage.office()
    screen = await boss.say("/reminders")
    assert screen.text.startswith("⏰ Правила напоминаний: 19")
    screen = await boss.tap(next(label for label in screen.buttons if "→ не начали" in label))
    assert "Когда: за неделю, за 2 дня\n\nТекст: обычный\n\nКому и когда придёт" in screen.text
    assert "• ср, 4 сентября, 18:00 — " in screen.text
    await boss.tap("Когда")
    screen = await boss.say("завтра")
    assert screen.text.startswith("Не получилось прочитать: завтра")
    screen = await boss.say("за день, 2 часа")
    assert "Будет: за день, за 2 часа" in screen.text
    assert "• чт, 5 сентября, 18:00 — " in screen.text
    assert ": 1 человек" in screen.text
    screen = await boss.tap("Сохранить")
    assert screen.text.startswith("✅ Сохранено.")
    await boss.tap("Текст")
    await boss.say("Мы <b>ждём</b> тебя!")
    screen = await boss.tap("Сохранить")
    assert "Свои слова: «Мы <b>ждём</b> тебя!»" in screen.text
    await stage.go_to(datetime(2019, 9, 5, 9, 0, tzinfo=UTC))
    letter = (await anna.screen()).text
    assert letter.startswith("⏰ Приём заявок «")
    assert letter.endswith("до пт, 6 сентября, 18:00.\n\nМы <b>ждём</b> тебя!")


async def test_office_adds_a_rule_and_switches_it_off(stage: Stage) -> None:
    boss = await stage.office()
    await boss.say("/reminders")
    await boss.tap("➕ Новое правило")
    await boss.tap("Срок заявок · тьюторы")
    await boss.tap("начали и не отправили")
    screen = await boss.say("2 дня")
    assert screen.text.startswith("Срок заявок · тьюторы → начали и не отправили\n\nБудет: за 2 дня")
    screen = await boss.tap("Сохранить")
    assert screen.text.startswith("✅ Сохранено.")
    screen = await boss.tap("🔕 Выключить")
    assert "🔕 Выключено: никому не придёт." in screen.text
    async with stage.database.reading() as session:
        rule = (await session.scalars(select(ReminderRule).order_by(ReminderRule.id.desc()))).first()
        assert rule is not None
        rows = (await session.scalars(select(Reminder).where(Reminder.kind == rule.code))).all()
    assert (rule.role, rule.enabled, [row.outcome for row in rows]) == (Role.TUTOR, False, ["withdrawn"])
    assert (await boss.forge(f"rla:save:{rule.id}")).toasts[-1] == "Эта кнопка уже не действует"


async def test_line_of_the_schedule_is_held_and_let_go(stage: Stage) -> None:
    anna, boss = await register(stage), await stage.office()
    async with stage.database.transaction() as session:
        await session.execute(update(ReminderRule).where(ReminderRule.code != "application-none").values(enabled=False))
        await session.execute(update(Person).where(Person.telegram_id == anna.id).values(zone="Asia/Yakutsk"))
    screen = await boss.say("/schedule")
    assert screen.text.startswith("🗓 Что уйдёт за две недели\nНапоминаний: ")
    line = next(text for text in screen.text.split("\n") if "не начали" in text)
    number, rest = line.split(". ", 1)
    assert rest.startswith("18:00 · Срок заявок · Отбор обучающихся → не начали — 1")
    screen = await boss.tap(f"⏸ {number}")
    assert f"{number}. ⏸ 18:00 · " in screen.text
    async with stage.database.reading() as session:
        held = (await session.scalars(select(Reminder).where(Reminder.held_at.is_not(None)))).one()
    await stage.go_to(held.due_at)
    assert not any(text.startswith("⏰") for text in (await anna.screen()).texts)
    screen = await boss.say("/schedule")
    await boss.tap(next(label for label in screen.buttons if label.startswith("▶️")))
    await stage.tick()
    assert (await anna.screen()).text.startswith("⏰ Приём заявок «")
