"""A review as its people see it: the office starts it, a tutor scores by number, somebody passes one on."""

from datetime import UTC, datetime

from sqlalchemy import select

from bot.db.models import Application, Call, Review
from bot.domain.enums import ApplicationStatus, ReviewState, Role
from bot.sandbox import Phone
from tests.cast import apply, participant
from tests.conversations.conftest import Stage

AFTER = datetime(2019, 9, 9, 1, 0, tzinfo=UTC)
SECRET = "Тайнова"


async def _people(stage: Stage, students: int, tutors: int) -> list[Phone]:
    """Students who have applied, without phones; accepted tutors with theirs."""
    phones = [await stage.person(f"Тьютор{number}") for number in range(tutors)]
    async with stage.database.transaction() as session:
        calls = {call.role: call for call in await session.scalars(select(Call))}
        for number in range(students):
            person = await participant(session, 10_000 + number)
            person.surname = SECRET
            await apply(session, person, calls[Role.STUDENT], now=stage.now)
        for number, phone in enumerate(phones):
            tutor = await participant(session, phone.id, role=Role.TUTOR)
            tutor.surname, tutor.organisation_name = f"Вожатый{number}", "АмГУ"
            (await apply(session, tutor, calls[Role.TUTOR], now=stage.now)).status = ApplicationStatus.ACCEPTED
    for phone in phones:
        await phone.start()
    return phones


async def test_review_from_the_start_to_the_last_score(stage: Stage) -> None:
    first, second = await _people(stage, students=3, tutors=2)
    boss = await stage.office()
    await stage.client.go_to(AFTER)
    await boss.say("/selection")
    await boss.tap("Участники")
    screen = await boss.tap("⚖️ Оценка")
    assert "Ещё не начата. Рецензентов: 0, критериев: 4, заявок с согласиями: 3." in screen.text
    await boss.tap("👥 Рецензенты: 0")
    screen = await boss.tap("+ все эксперты")
    assert screen.toasts[-1].startswith("Больше добавить некого")
    await boss.tap("+ все тьюторы")
    screen = await boss.tap("☑️ Вожатый1 Анна")
    assert "▫️ Вожатый1 Анна" in screen.buttons
    await boss.tap("▫️ Вожатый1 Анна")
    await boss.tap("← Назад")
    await boss.tap("🎯 Общие заявки: 5")
    await boss.tap("▶️ Начать")
    screen = await boss.tap("▶️ Начать")
    assert "Оценок: 0 из 6, готовых заявок: 0 из 3" in screen.text
    screen = await first.screen()
    assert "3 заявки ждут оценки" in screen.text
    await first.tap("⚖️ К заявкам")
    screen = await first.tap("⚖️ Дальше: Участники")
    assert screen.text.startswith("С-0001 · 0 из 3")
    assert "1. Мотивация: —" in screen.text
    for button in ("1. 0", "2. 0", "3. 0"):
        await first.tap(button)
    screen = await first.tap("4. 0")
    assert SECRET not in str(screen.texts)
    assert "Итог: 0 из 100" in screen.text
    await first.tap("💬 Комментарий")
    screen = await first.say("Слишком <b>общо")
    assert "💬 Слишком <b>общо" in screen.text
    screen = await first.tap("✅ Готово: 0 из 100")
    assert screen.text.startswith("✅ Записано: 0 из 100.")
    assert "Других оценок пока нет" in screen.text
    screen = await first.tap("Дальше →")
    assert screen.text.startswith("С-0002 · 1 из 3")
    await first.tap("Конфликт интересов")
    screen = await first.tap("Да, передать другому")
    assert "Участники: 1 из 2" in screen.text
    await first.tap("📋 Мои оценки: Участники")
    screen = await first.tap("✅ С-0001 · 0")
    screen = await first.tap("1. ✅ 0" if "1. ✅ 0" in screen.buttons else "1. 0")
    await second.tap("⚖️ К заявкам")
    screen = await second.tap("⚖️ Дальше: Участники")
    # The least reviewed goes first: nobody has scored the second one.
    assert screen.text.startswith("С-0002")
    await boss.tap("⏹ Закрыть")
    screen = await boss.tap("⏹ Закрыть")
    assert "Закрыта.\nОценок: 1 из" in screen.text
    screen = await second.tap("2")
    assert screen.toasts[-1] == "Оценка закрыта: менять уже нельзя"
    async with stage.database.reading() as session:
        rows = (await session.scalars(select(Review).order_by(Review.id))).all()
        assert [row.state for row in rows].count(ReviewState.CONFLICT) == 1
        assert {row.comment for row in rows} == {None, "Слишком <b>общо"}
        statuses = await session.scalars(select(Application.status).distinct())
        assert set(statuses) == {ApplicationStatus.SUBMITTED, ApplicationStatus.ACCEPTED}
