"""Applying as people see it: the form, the deadline to the second, changing, withdrawing, what is missing."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.db.models import Application, Call, FormDraft, Person
from bot.domain.enums import ApplicationStatus, Role
from bot.sandbox import Phone
from bot.sandbox.objects import Screen
from bot.services import applications
from tests.cast import ANSWERS, MOTIVATION, participant
from tests.conversations.conftest import Stage

CLOSES = datetime(2019, 9, 6, 9, 0, tzinfo=UTC)
DEADLINE = "пт, 6 сентября, 18:00"
IDEA = 'Карта мест, где можно собраться <b>&" и что-то сделать.'


async def _registered(stage: Stage, name: str = "Анна", **options: Any) -> Phone:
    phone = await stage.person(name)
    async with stage.database.transaction() as session:
        await participant(session, phone.id, **options)
    await phone.start()
    return phone


async def _write(anna: Phone) -> Screen:
    """Through the student's form to its summary."""
    await anna.say("/apply")
    await anna.tap("📝 Заполнить")
    await anna.say(MOTIVATION)
    await anna.tap("Готово")
    await anna.tap("IT")
    await anna.tap("Пропустить")
    await anna.say(IDEA)
    await anna.tap("Готово")
    await anna.tap("Придумывать")
    await anna.tap("Пропустить")
    await anna.tap("Да")
    return await anna.tap("Пропустить")


async def _sent(stage: Stage, name: str = "Анна", **options: Any) -> Phone:
    anna = await _registered(stage, name, **options)
    await _write(anna)
    await anna.tap("Отправить")
    return anna


async def _application(stage: Stage, anna: Phone) -> Application:
    async with stage.database.reading() as session:
        statement = select(Application).join(Person, Person.id == Application.person_id)
        return (await session.scalars(statement.where(Person.telegram_id == anna.id))).one()


async def test_stranger_is_led_to_the_registration(stage: Stage) -> None:
    anna = await stage.person("Анна")
    screen = await anna.say("/apply")
    assert screen.text.startswith("Заявку подают после регистрации")
    assert screen.buttons == ["🚀 Участвовать", "Меню"]


async def test_application_is_written_sent_and_has_a_number(stage: Stage) -> None:
    anna = await _registered(stage)
    screen = await anna.say("/apply")
    assert screen.text.startswith(f"Приём заявок участников открыт\n\nДо {DEADLINE}. Каждый твой ответ")
    summary = await _write(anna)
    assert summary.text.startswith("Заявка: проверка перед отправкой")
    assert IDEA[:20] in summary.text
    screen = await anna.tap("Отправить")
    assert screen.text.startswith("✅ Готово, всё получено.\n\nЗаявка С-0001 отправлена")
    assert f"отозвать её можно до {DEADLINE}" in screen.text
    assert screen.buttons == ["Изменить", "Посмотреть ответы", "Отозвать", "Меню"]
    application = await _application(stage, anna)
    assert (application.number, application.version, application.answers["project_idea"]) == ("С-0001", 1, IDEA)
    screen = await anna.tap("Посмотреть ответы")
    assert IDEA in screen.text
    assert "Какое направление тебе интереснее всего?\nIT" in screen.text


async def test_draft_waits_and_goes_on_where_it_was_left(stage: Stage) -> None:
    anna = await _registered(stage)
    await anna.say("/apply")
    await anna.tap("📝 Заполнить")
    await anna.say(MOTIVATION)
    await anna.tap("Готово")
    await anna.say("/menu")
    screen = await anna.say("/apply")
    assert screen.text.startswith("Заявка начата, но не отправлена")
    assert DEADLINE in screen.text
    await anna.tap("📝 Продолжить")
    screen = await anna.tap("Продолжить")
    assert "Какое направление тебе интереснее всего?" in screen.text


async def test_late_attempt_is_refused_and_the_draft_stays(stage: Stage) -> None:
    anna = await _registered(stage)
    await _write(anna)
    await stage.client.go_to(CLOSES + timedelta(seconds=1))
    screen = await anna.tap("Отправить")
    assert screen.toasts[-1] == f"Приём закрылся {DEADLINE}. Всё, что введено, сохранено как черновик."
    assert (await _application(stage, anna)).status is ApplicationStatus.DRAFT
    async with stage.database.reading() as session:
        draft = (await session.scalars(select(FormDraft))).one()
        assert draft.answers["project_idea"] == IDEA
    screen = await anna.say("/apply")
    assert screen.text.startswith("Заявка осталась черновиком")
    assert screen.buttons == ["Меню"]


async def test_change_until_the_deadline_keeps_the_number(stage: Stage) -> None:
    anna = await _sent(stage)
    screen = await anna.tap("Изменить")
    assert screen.text.startswith("Заявка: проверка перед отправкой")
    await anna.tap("Изменить")
    await anna.tap("Какое направление тебе интереснее всего")
    await anna.tap("Космос")
    screen = await anna.tap("Отправить")
    assert "Заявка С-0001 отправлена" in screen.text
    application = await _application(stage, anna)
    assert (application.version, application.answers["direction_first"]) == (2, "space")


async def test_withdrawn_application_can_be_brought_back_until_the_deadline(stage: Stage) -> None:
    anna = await _sent(stage)
    await anna.tap("Отозвать")
    screen = await anna.tap("Да, отозвать")
    assert screen.text == f"Заявка отозвана\n\nВернуть её можно до {DEADLINE}."
    assert screen.buttons == ["Вернуть заявку", "Посмотреть ответы", "Меню"]
    screen = await anna.tap("Вернуть заявку")
    assert screen.text.startswith("Заявка: проверка перед отправкой")
    screen = await anna.tap("Отправить")
    assert "Заявка С-0001 отправлена" in screen.text
    assert (await _application(stage, anna)).version == 2


async def test_withdrawn_application_stays_so_after_the_deadline(stage: Stage) -> None:
    anna = await _sent(stage)
    await anna.tap("Отозвать")
    await anna.tap("Да, отозвать")
    await stage.client.go_to(CLOSES + timedelta(seconds=1))
    screen = await anna.tap("Вернуть заявку")
    assert screen.toasts[-1].startswith("Приём закрылся")
    screen = await anna.say("/apply")
    assert screen.buttons == ["Посмотреть ответы", "Меню"]


async def test_minor_without_guardian_may_send_and_sees_what_is_missing(stage: Stage) -> None:
    anna = await _sent(stage, consents=False)
    screen = await anna.say("/apply")
    assert "⚠️ Не хватает твоего согласия на участие" in screen.text
    assert "⚠️ Не хватает согласия родителя. Его ждут до вт, 10 сентября, 18:00" in screen.text
    assert screen.buttons[0] == "К согласиям"
    assert (await _application(stage, anna)).status is ApplicationStatus.SUBMITTED


async def test_second_send_from_another_device_is_harmless(stage: Stage) -> None:
    anna = await _registered(stage)
    summary = await _write(anna)
    button = summary.last.button("Отправить")
    await anna.press(text="Отправить")
    screen = await anna.forge(str(button.data))
    assert (await _application(stage, anna)).version == 1
    assert len([text for text in screen.texts if "С-0001" in text]) == 1


async def test_forged_buttons_of_another_call_do_nothing(stage: Stage) -> None:
    anna = await _registered(stage)
    for act in ("fill", "withdraw", "reopen"):
        await anna.forge(f"app:{act}:3:0")
    async with stage.database.reading() as session:
        assert (await session.scalars(select(Application))).all() == []


async def test_long_answers_are_shown_whole_page_by_page(stage: Stage) -> None:
    anna = await _registered(stage)
    essays = {key: f"{letter}<&" * 660 for key, letter in (("motivation", "м"), ("project_idea", "и"))}
    async with stage.database.transaction() as session:
        person = (await session.scalars(select(Person).where(Person.telegram_id == anna.id))).one()
        call = (await session.scalars(select(Call).where(Call.role == Role.STUDENT))).one()
        await applications.start(session, person, call.id, now=stage.now)
        answers = {**ANSWERS[Role.STUDENT], **essays}
        await applications.submit(session, person, call.id, answers, now=stage.now)
    await anna.say("/apply")
    screen = await anna.tap("Посмотреть ответы")
    assert essays["motivation"] in screen.text
    while essays["project_idea"] not in screen.text:
        screen = await anna.tap("Дальше →")
    assert essays["motivation"] not in screen.text


async def test_mentor_is_addressed_politely(stage: Stage) -> None:
    boris = await _registered(stage, "Борис", role=Role.MENTOR)
    screen = await boris.say("/apply")
    assert screen.text.startswith("Приём заявок наставников открыт")
    assert "Каждый ваш ответ" in screen.text
    screen = await boris.tap("📝 Заполнить")
    assert "Где и кем вы работаете?" in screen.text


async def test_before_the_opening_the_day_is_said(stage: Stage) -> None:
    anna = await _registered(stage)
    async with stage.database.transaction() as session:
        person = (await session.scalars(select(Person).where(Person.telegram_id == anna.id))).one()
        person.language = "en"
        call = (await session.scalars(select(Call).where(Call.role == Role.STUDENT))).one()
        call.opens_at = stage.now + timedelta(days=1)
    screen = await anna.say("/apply")
    assert screen.text.startswith("Applications of students open on")
    assert screen.buttons == ["Menu"]
