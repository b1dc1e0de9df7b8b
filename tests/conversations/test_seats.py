"""Places: the answers of those accepted, the reserve that moves up, and what the office sees and sets."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.db.models import Application, Call
from bot.domain.enums import Role
from bot.sandbox import Phone
from tests.cast import apply, participant
from tests.conversations.conftest import Stage
from tests.conversations.people import CONSENTS, answer, until_consents
from tests.engines import Sqlite

AFTER = datetime(2019, 9, 9, 1, 0, tzinfo=UTC)


@pytest.fixture
def engine(sqlite: Sqlite) -> Sqlite:
    """The rules are tried on both engines below the screens."""
    return sqlite


async def _announced(stage: Stage) -> tuple[Phone, list[Phone]]:
    """Two places, three applicants: С-0003 is on the reserve."""
    phones = [await stage.person(f"Анна{number}") for number in range(3)]
    async with stage.database.transaction() as session:
        call = (await session.scalars(select(Call).where(Call.role == Role.STUDENT))).one()
        call.quota = 2
        for phone in phones:
            await apply(session, await participant(session, phone.id), call, now=stage.now)
    for phone in phones:
        await phone.start()
    boss = await stage.office()
    await stage.client.go_to(AFTER)
    await answer(boss, "/selection", "[Участники]", "[Принять первые…]", "[Первые 2]")
    await answer(boss, "/selection", "[Участники]", "[▫️ С-0003 · Зея]", "[⏳ В резерв]", "[← К списку]")
    await answer(boss, "[✍️ Решения]", "[📣 Объявить решения]", "[📣 Объявить]")
    return boss, phones


async def test_a_place_is_confirmed_declined_and_passed_on(stage: Stage) -> None:
    boss, (anna, boris, vera) = await _announced(stage)
    screen = await anna.screen()
    assert "Подтверди участие до чт, 12 сентября, 10:00: без ответа место перейдёт" in screen.text
    assert screen.buttons == ["✅ Подтвердить", "Отказаться", "📝 К заявке"]
    assert "Подтверди участие: иначе место перейдёт" in (await anna.say("/my")).text
    screen = await anna.say("/apply")
    assert "Следующий шаг: подтвердить участие до чт, 12 сентября, 10:00" in screen.text
    data = str(screen.last.button("✅ Подтвердить").data)
    assert "✅ Участие подтверждено" in (await anna.tap("✅ Подтвердить")).text
    assert (await anna.forge(data)).toasts[-1] == "Уже подтверждено"
    assert (await boris.forge(data)).toasts[-1] == "Эта кнопка уже не действует"
    assert "Место в очереди: 1" in (await vera.say("/apply")).text
    await answer(boss, "/call", "[Участники]", "[🪑 Места и резерв]")
    assert "Подтвердили: 1 · ждём ответа: 1" in (await boss.screen()).text
    assert "Отказаться от места?" in (await boris.tap("Отказаться")).text
    assert "место перейдёт следующему" in (await boris.tap("Да, отказаться")).text
    assert "Место по заявке С-0002 отдано" in (await boris.say("/apply")).text
    assert (await vera.screen()).text.startswith("🎉 Место освободилось: заявка С-0003 принята!")
    await answer(boss, "/call", "[Участники]", "[🪑 Места и резерв]", "[⏳ Ждём ответа: 1]", "[С-0003]")
    screen = await boss.screen()
    assert "поднялась из резерва на место С-0002 — бот" in screen.text
    assert "Сейчас: ждём ответа до чт, 12 сентября, 10:00." in screen.text
    await answer(boss, "[Освободить место]", "[Да, освободить]")
    screen = await boss.tap("↩️ Вернуть в резерв")
    story = next(text for text in reversed(screen.texts) if "почему так" in text)
    assert "возвращена в резерв — проектный офис" in story
    assert "поднялась из резерва на место С-0003 — бот" in story
    screen = await boss.tap("К заявке")
    assert "❓ Почему?" in screen.buttons
    async with stage.database.reading() as session:
        found = await session.scalars(select(Application.status).order_by(Application.id))
        assert [status.value for status in found] == ["accepted", "withdrawn", "accepted"]


async def test_the_office_sets_how_places_go_on(stage: Stage) -> None:
    boss, (_, boris, vera) = await _announced(stage)
    await answer(boss, "/call", "[Участники]", "[🪑 Места и резерв]", "[Поднимать по кнопке]")
    screen = await answer(boss, "[Срок ответа]", "[Без ответа]")
    assert "Резерв поднимается только по кнопке." in screen.text
    assert "Подтверждать место не нужно." in screen.text
    screen = await answer(boss, "[Пределы мест]", "[Зея · —]", "много")
    assert "Нужно число мест от 1 до 9999" in (await boss.screen()).text
    screen = await boss.say("2")
    assert "Зея · 2" in screen.buttons
    await answer(boris, "[Отказаться]", "[Да, отказаться]")
    assert "из резерва никто не поднялся" in (await boss.screen()).texts[-1]
    assert (await vera.screen()).text.startswith("⏳ Заявка С-0003 в резерве")
    screen = await answer(boss, "/call", "[Участники]", "[🪑 Места и резерв]", "[Резерв: 1]")
    assert "1. С-0003 · Зея" in screen.text
    screen = await answer(boss, "[← Назад]", "[⬆️ Поднять из резерва: 1]")
    assert "Поднялись из резерва: 1." in screen.text
    letter = (await vera.screen()).last
    assert "Ты в программе." in letter.text
    assert list(letter.buttons) == ["📝 К заявке"]
    screen = await boss.tap("История")
    assert "История мест: 5" in screen.text
    assert "С-0003" in screen.text.split("\n\n")[1].split("\n")[0]


async def test_the_office_makes_a_link_and_sees_who_came_by_it(stage: Stage) -> None:
    boss = await stage.office()
    screen = await answer(boss, "/stats", "[🔗 Ссылки]", "[➕ Новая ссылка]", "Школа № 5 <стенд>")
    assert "Школа № 5 <стенд>" in screen.text
    payload = screen.text.partition("start=")[2].split()[0]
    anna = await stage.person("Анна")
    await anna.start(payload)
    screen = await answer(boss, "/stats", "[По ссылкам]")
    assert any("Школа № 5 <стенд>\nоткрыли 1 → регистрация 0" in text for text in screen.texts)
    await boss.tap("📊 Диаграмма")
    screen = await answer(boss, "/stats", "[🔗 Ссылки]")
    assert any("открытий 1, людей 1, заявок 0" in text for text in screen.texts)


async def test_a_mentor_comes_by_invitation(stage: Stage) -> None:
    boss = await stage.office()
    await answer(boss, "/call", "[Наставники]", "[🪑 Места и резерв]", "[✉️ Пригласить наставника]")
    screen = await boss.say("Громова Инна")
    payload = screen.text.partition("start=")[2].split()[0]
    mentor, other = await stage.person("Инна"), await stage.person("Чужой")
    assert "Инна, проектный офис приглашает вас" in (await mentor.start(payload)).text
    assert "Осталось зарегистрироваться" in (await mentor.tap("✅ Принять")).text
    assert "Приглашение не действует" in (await other.start(payload)).text
    await mentor.tap("🚀 Участвовать")
    screen = await answer(mentor, *until_consents("mentor"), *CONSENTS, "[Зарегистрироваться]")
    assert "Вы наставник программы, заявка Н-0001" in screen.text
    await answer(boss, "/call", "[Наставники]", "[🪑 Места и резерв]")
    assert "Принято: 1 из 20, свободно 19" in (await boss.screen()).text
