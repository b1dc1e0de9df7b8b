"""«Что дальше?» as people see it: one card that follows them through the programme, and stays one."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.db.models import AgendaCard, Application, Call, Event, Person
from bot.domain.enums import ApplicationStatus, EventKind, EventStatus, Role
from bot.sandbox import Phone
from tests.conversations.conftest import Stage
from tests.conversations.people import confirm_as_guardian, register
from tests.engines import Sqlite


@pytest.fixture
def engine(sqlite: Sqlite) -> Sqlite:
    """Screens: what they say is the same on both engines; the service tests run on both."""
    return sqlite


def _cards(phone_texts: list[str]) -> list[str]:
    return [text for text in phone_texts if text.startswith("🧭")]


async def _card(phone: Phone) -> str:
    cards = _cards((await phone.screen()).texts)
    assert len(cards) == 1
    return cards[0]


async def test_card_of_a_stranger_of_the_office_and_of_a_guardian(stage: Stage) -> None:
    stranger = await stage.person("Некто")
    screen = await stranger.say("/my")
    assert screen.text.startswith(
        "🧭 Что дальше\n\nРегистрации ещё нет.\n➡️ Зарегистрируйтесь и отправьте заявку\n⏳ До "
    )
    assert screen.buttons == ["🚀 Участвовать", "📌 Закрепить", "Обновить", "Меню"]
    boss = await stage.office()
    assert "➡️ Откройте стол проектного офиса" in (await boss.say("что дальше?")).text
    child = await register(stage)
    guardian = await confirm_as_guardian(stage, child)
    screen = await guardian.say("/my")
    assert "➡️ Согласие подписано, делать ничего не нужно" in screen.text
    assert "👪 Мой ребёнок" in screen.buttons


async def test_one_card_follows_a_student(stage: Stage) -> None:
    anna = await register(stage)
    await anna.say("/my")
    assert "Профиль готов, заявки ещё нет.\n➡️ Заполни заявку\n⏳ До пт, 6 сентября, 18:00" in await _card(anna)
    screen = await anna.tap("📌 Закрепить")
    assert screen.toasts[-1] == "Закреплено вверху чата"
    # What is tapped on the card opens below it: the card stays where it is.
    await anna.tap("📝 К заявке")
    assert len(_cards((await anna.screen()).texts)) == 1
    async with stage.database.transaction() as session:
        person = (await session.scalars(select(Person).where(Person.telegram_id == anna.id))).one()
        call = (await session.scalars(select(Call).where(Call.role == Role.STUDENT))).one()
        session.add(
            Application(
                call_id=call.id, person_id=person.id, status=ApplicationStatus.SUBMITTED, answers={}, number="У-1",
                created_at=stage.now, submitted_at=stage.now, version=1,
            )
        )  # fmt: skip
    await anna.say("/help")
    await stage.tick()
    assert "Заявка У-1 отправлена.\n➡️ Перешли родителю ссылку: нужно его согласие" in await _card(anna)
    await confirm_as_guardian(stage, anna)
    async with stage.database.transaction() as session:
        await session.execute(update(Application).values(status=ApplicationStatus.ACCEPTED))
        await session.execute(
            update(Event)
            .where(Event.kind == EventKind.SCHOOL)
            .values(status=EventStatus.ANNOUNCED, starts_at=stage.now + timedelta(days=5))
        )
    await stage.advance(hours=7)
    assert "🎉 Заявка У-1 принята.\n➡️ Ответь, идёшь ли ты: " in await _card(anna)
    # A new one takes the place of the old one, at the top of the chat too.
    await anna.say("/my")
    await stage.client.settle()
    screen = await anna.screen()
    assert len(_cards(screen.texts)) == 1
    async with stage.database.reading() as session:
        card = (await session.scalars(select(AgendaCard))).one()
    assert (card.chat_id, card.pinned) == (anna.id, True)
    assert [each.raw["id"] for each in screen.messages if each.raw["pinned"]] == [card.message_id]


async def test_own_event_goes_to_the_calendar(stage: Stage) -> None:
    anna = await register(stage)
    async with stage.database.transaction() as session:
        event = (await session.scalars(select(Event).where(Event.kind == EventKind.SCHOOL))).one()
        event.status, event.audience, event.starts_at = EventStatus.ANNOUNCED, [], stage.now + timedelta(days=3)
        event.ends_at, event_id = stage.now + timedelta(days=5), event.id
    screen = await anna.forge("my:calendar")
    assert screen.toasts[-1].startswith("Пока нечего добавить в календарь")
    await anna.forge(f"evt:go:{event_id}")
    await anna.say("/my")
    screen = await anna.tap("🗓 В календарь")
    assert screen.messages[-1].kind == "document"
    await anna.forge(f"evt:open:{event_id}")
    screen = await anna.tap("🗓 В календарь")
    assert screen.messages[-1].kind == "document"
