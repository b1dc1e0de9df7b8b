"""The office at work: calls, the queue, cards, staged decisions, the release; and what applicants see of it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.db.models import Application, AuditEntry, Call, OutboxMessage, Person
from bot.domain.enums import ApplicationStatus, OfficeRole, OutboxStatus, Role
from bot.sandbox import Phone
from bot.services import applications
from tests.cast import apply, office_member, participant
from tests.conversations.conftest import Stage

AFTER = datetime(2019, 9, 9, 1, 0, tzinfo=UTC)


async def _applicants(stage: Stage, count: int, *, consents: bool = True) -> list[Phone]:
    """Students who have applied, phones in hand."""
    phones = [await stage.person(f"Анна{number}") for number in range(count)]
    async with stage.database.transaction() as session:
        call = (await session.scalars(select(Call).where(Call.role == Role.STUDENT))).one()
        for phone in phones:
            person = await participant(session, phone.id, consents=consents)
            person.surname = "<b>&Иванова"
            await apply(session, person, call, now=stage.now)
    for phone in phones:
        await phone.start()
    return phones


async def _statuses(stage: Stage) -> list[str]:
    async with stage.database.reading() as session:
        found = await session.scalars(select(Application).order_by(Application.id))
        return [application.status.value for application in found]


async def test_decisions_are_staged_and_released_together(stage: Stage) -> None:
    anna, boris, vera, gleb = await _applicants(stage, 4)
    boss = await stage.office()
    await stage.client.go_to(AFTER)
    screen = await boss.say("/selection")
    assert "Участники: подано 4" in screen.text
    screen = await boss.tap("Участники")
    assert screen.buttons[:2] == ["▫️ С-0001 · Зея", "▫️ С-0002 · Зея"]
    screen = await boss.tap("▫️ С-0001 · Зея")
    assert "<b>&Иванова Анна" in screen.text
    assert "15 лет · Зея" in screen.text
    screen = await boss.tap("✅ Принять")
    assert "✍️ Решение поставлено, не объявлено: принять" in screen.text
    screen = await boss.tap("Следующая →")
    assert screen.text.startswith("С-0002")
    await boss.tap("⏳ В резерв")
    await boss.tap("Следующая →")
    await boss.tap("✖️ Отклонить")
    await boss.tap("Не хватило мест")
    screen = await anna.say("/apply")
    assert screen.text.startswith("Заявка С-0001 на рассмотрении")
    screen = await boss.tap("← К списку")
    assert screen.buttons[0] == "▫️ ✍️✅ С-0001 · Зея"
    screen = await boss.tap("✍️ Решения")
    assert "Принять: 1, уже приняты 0 из 200" in screen.text
    screen = await boss.tap("📣 Объявить решения")
    assert "Сразу уйдёт 3 письма: принять 1, в резерв 1, отклонить 1." in screen.text
    screen = await boss.tap("📣 Объявить")
    assert screen.text.startswith("📣 Объявлено. Письма получат 3 заявителя.")
    assert (await anna.screen()).text.startswith("🎉 Заявка С-0001 принята!")
    assert (await boris.screen()).text.startswith("⏳ Заявка С-0002 в резерве\n\nТвоё место в очереди: 1")
    assert "Мест в этом сезоне меньше, чем сильных заявок." in (await vera.screen()).text
    assert "заявк" not in (await gleb.screen()).text.split("\n")[0]
    assert await _statuses(stage) == ["accepted", "reserve", "rejected", "submitted"]
    screen = await gleb.say("/apply")
    assert screen.text.startswith("Заявка С-0004 на рассмотрении")
    screen = await vera.tap("📝 К заявке")
    assert screen.text.startswith("Заявка С-0003 не прошла отбор\n\nМест в этом сезоне меньше")


async def test_double_press_releases_once_and_the_next_release_tells_only_the_new(stage: Stage) -> None:
    await _applicants(stage, 2)
    boss = await stage.office()
    await boss.say("/selection")
    await boss.tap("Участники")
    await boss.tap("▫️ С-0001 · Зея")
    await boss.tap("✅ Принять")
    await boss.tap("← К списку")
    await boss.tap("✍️ Решения")
    screen = await boss.tap("📣 Объявить решения")
    data = str(screen.last.button("📣 Объявить").data)
    await boss.press(text="📣 Объявить")
    screen = await boss.forge(data)
    assert screen.toasts[-1] == "Уже объявлено"
    await boss.say("/selection")
    await boss.tap("Участники")
    await boss.tap("Принять первые…")
    screen = await boss.tap("Первые 10")
    assert screen.text.startswith("✍️ Поставлено решений: 1.")
    await boss.tap("📣 Объявить решения")
    await boss.tap("📣 Объявить")
    async with stage.database.reading() as session:
        letters = (
            await session.scalars(select(OutboxMessage).where(OutboxMessage.template == "decision-accepted"))
        ).all()
        assert [letter.args["number"] for letter in letters] == ["С-0001", "С-0002"]
        assert {letter.status for letter in letters} == {OutboxStatus.SENT}


async def test_withdrawn_is_skipped_with_a_note(stage: Stage) -> None:
    anna, _ = await _applicants(stage, 2)
    boss = await stage.office()
    await boss.say("/selection")
    await boss.tap("Участники")
    await boss.tap("Принять первые…")
    await boss.tap("Первые 10")
    await anna.say("/apply")
    await anna.tap("Отозвать")
    await anna.tap("Да, отозвать")
    screen = await boss.say("/selection")
    await boss.tap("Участники")
    screen = await boss.tap("✍️ Решения")
    assert "↩️ Отозваны, письма не будет: 1" in screen.text
    await boss.tap("📣 Объявить решения")
    screen = await boss.tap("📣 Объявить")
    assert screen.text.startswith("📣 Объявлено. Письмо получит 1 заявитель.")
    assert await _statuses(stage) == ["withdrawn", "accepted"]


async def test_reason_in_own_words_reaches_the_applicant_as_typed(stage: Stage) -> None:
    (anna,) = await _applicants(stage, 1)
    boss = await stage.office()
    await boss.say("/selection")
    await boss.tap("Участники")
    await boss.tap("▫️ С-0001 · Зея")
    await boss.tap("✖️ Отклонить")
    await boss.tap("✏️ Своими словами")
    screen = await boss.say('Идея <b>&" хорошая, но нужен опыт')
    assert "отклонить" in screen.text
    await boss.tap("← К списку")
    await boss.tap("✍️ Решения")
    await boss.tap("📣 Объявить решения")
    await boss.tap("📣 Объявить")
    assert 'Идея <b>&" хорошая, но нужен опыт' in (await anna.screen()).text


async def test_accepting_without_consent_is_refused(stage: Stage) -> None:
    await _applicants(stage, 1, consents=False)
    boss = await stage.office()
    await boss.say("/selection")
    screen = await boss.tap("Участники")
    assert screen.buttons[0] == "▫️ ⚠️ С-0001 · Зея"
    screen = await boss.tap("▫️ ⚠️ С-0001 · Зея")
    assert "⚠️ Нет всех согласий" in screen.text
    screen = await boss.tap("✅ Принять")
    assert screen.toasts[-1] == "Нет всех согласий: принять пока нельзя"


async def test_filters_and_pages(stage: Stage) -> None:
    await _applicants(stage, 9)
    boss = await stage.office()
    await boss.say("/selection")
    screen = await boss.tap("Участники")
    assert screen.buttons[8:10] == ["1 / 2", "Дальше →"]
    screen = await boss.tap("Дальше →")
    assert screen.buttons[0] == "▫️ С-0009 · Зея"
    screen = await boss.tap("📍 Отовсюду")
    screen = await boss.tap("Зея · 9")
    assert "Зея\n\n9 заявок" in screen.text
    screen = await boss.tap("Любое согласие")
    assert "0 заявок" in screen.text
    await boss.tap("⚠️ Нет согласия")
    await boss.tap("Все статусы")
    screen = await boss.tap("Ждут")
    assert "0 заявок" in screen.text
    assert "Приняты" in screen.buttons


async def test_expert_reads_without_names_and_decides_nothing(stage: Stage) -> None:
    await _applicants(stage, 1)
    expert = await stage.person("Эксперт")
    async with stage.database.transaction() as session:
        await office_member(session, OfficeRole.EXPERT, telegram_id=expert.id)
    await expert.say("/selection")
    screen = await expert.tap("Участники")
    assert "✍️ Решения" not in screen.buttons
    screen = await expert.tap("▫️ С-0001 · Зея")
    assert "Иванова" not in screen.text
    assert "Школа № 1" not in screen.text
    assert screen.buttons == ["← К списку", "Следующая →"]
    async with stage.database.reading() as session:
        application = (await session.scalars(select(Application))).one()
    screen = await expert.forge(f"sc:{application.id}:accepted:0")
    assert screen.toasts[-1] == "Эта кнопка уже не действует"


async def test_forged_buttons_of_a_student_are_refused_and_logged(stage: Stage) -> None:
    (anna,) = await _applicants(stage, 1)
    async with stage.database.reading() as session:
        application = (await session.scalars(select(Application))).one()
    call, one = application.call_id, application.id
    forged = [
        f"sq:{call}:0::::", f"sp:{call}", f"sc:{one}:open:0", f"sc:{one}:accepted:0", f"sc:{one}:next:0",
        f"sr:{one}:places", f"sr:{one}:own", f"st:{call}:open:0", f"st:{call}:release:0", f"sf:{call}:10:", f"sf:{call}:0:",
        f"call:open:{call}:0", f"call:ask:{call}:0", f"call:move:{call}:1600000000",
    ]  # fmt: skip
    for data in forged:
        screen = await anna.forge(data)
        assert screen.toasts[-1] == "Эта кнопка уже не действует"
    unknown = (await anna.say("абракадабра")).text
    assert (await anna.say("/selection")).text == unknown
    assert (await anna.say("/call")).text == unknown
    assert await _statuses(stage) == [ApplicationStatus.SUBMITTED.value]
    async with stage.database.reading() as session:
        refused = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "access.refused"))).all()
        assert len(refused) == len(forged) + 2


async def test_office_moves_the_closing_of_a_call(stage: Stage) -> None:
    boss = await stage.office()
    screen = await boss.say("/call")
    assert "Участники · открыт до пт, 6 сентября, 18:00" in screen.text
    await boss.tap("Участники")
    await boss.tap("Перенести срок")
    assert (await boss.say("когда-нибудь")).text != ""
    assert (await boss.say("01.08.2019 10:00")).text.startswith("Приём открывается")
    screen = await boss.say("09.09.2019 20:00")
    assert "Было: пт, 6 сентября, 18:00\nСтало: пн, 9 сентября, 20:00" in screen.text
    screen = await boss.tap("Перенести")
    assert screen.text.startswith("✅ Срок перенесён.")
    assert "Участники · открыт до пн, 9 сентября, 20:00" in screen.text
    async with stage.database.reading() as session:
        call = (await session.scalars(select(Call).where(Call.role == Role.STUDENT))).one()
        assert call.closes_at == datetime(2019, 9, 9, 11, 0, tzinfo=UTC)
    await boss.tap("Изменить")
    await boss.tap("Места")
    assert (await boss.say("много")).text.startswith("Нужно целое число")
    screen = await boss.say("12")
    assert "Стало: 12" in screen.text
    assert "Мест: 12," in (await boss.tap("Сохранить")).text
    anna = await stage.person("Анна")
    async with stage.database.transaction() as session:
        await participant(session, anna.id)
    await anna.start()
    await stage.client.go_to(call.closes_at - timedelta(minutes=1))
    assert "пн, 9 сентября, 20:00" in (await anna.say("/apply")).text


async def test_office_reads_what_each_sending_of_an_application_changed(stage: Stage) -> None:
    (anna,) = await _applicants(stage, 1)
    boss = await stage.office()
    async with stage.database.transaction() as session:
        application = (await session.scalars(select(Application))).one()
        person = await session.get_one(Person, application.person_id)
        answers = dict(application.answers)
        key, before = next((key, value) for key, value in answers.items() if isinstance(value, str) and len(value) > 20)
        answers[key] = "Новое <b>&: " + before
        later = stage.now + timedelta(hours=1)
        await applications.submit(session, person, application.call_id, answers, now=later)
    await boss.say("/selection")
    await boss.tap("Участники")
    await boss.tap("▫️ С-0001 · Зея")
    screen = await boss.tap("🕘 Версии (2)")
    assert screen.text.startswith("🕘 Заявка С-0001: версия 2 из 2")
    assert f"Было: {before}\nСтало: Новое <b>&: {before}" in screen.text
    assert screen.text.count("Было:") == 1
    screen = await boss.tap("Версия 1")
    assert "Первая версия целиком." in screen.text
    assert before in screen.text
    assert "Новое" not in screen.text
    assert (await boss.tap("← Назад")).text.startswith("С-0001")
    await anna.say("/menu")
    assert "Эта кнопка уже не действует" in " ".join((await anna.forge("av:1:2:0")).toasts)
    async with stage.database.reading() as session:
        acts = (await session.scalars(select(AuditEntry.action))).all()
    assert acts.count("application.read") == 4
