"""Registration from the first screen to the person's row: what people type, and who is not let in."""

import pytest
from sqlalchemy import func, select

from bot.app import build
from bot.db.models import Consent, FormDraft, Person, SourceVisit
from bot.domain.enums import ConsentPurpose, InstitutionKind, Role
from bot.sandbox import Phone
from tests.conversations.conftest import Stage
from tests.conversations.people import CONSENTS, ROLES, answer, register, until_consents


async def row_of(stage: Stage, phone: Phone) -> Person:
    """The person as committed."""
    async with stage.database.reading() as session:
        person = await session.scalar(select(Person).where(Person.telegram_id == phone.id))
    assert person is not None
    return person


async def joining(stage: Stage) -> Phone:
    """Somebody at the first question."""
    phone = await stage.person("Анна")
    await phone.start()
    await phone.tap("🚀 Участвовать")
    return phone


async def test_first_screen_tells_of_the_programme_without_asking_anything(stage: Stage) -> None:
    phone = await stage.person("Анна")
    screen = await phone.start()
    assert screen.text.startswith("Кадры будущего для регионов")
    assert screen.buttons == ["🚀 Участвовать", "Этапы и даты", "Вопросы", "Язык · Language"]
    screen = await phone.tap("Этапы и даты")
    assert "Приём заявок\nпн, 12 августа — пт, 6 сентября" in screen.text
    await phone.tap("← Назад")
    screen = await phone.tap("Вопросы")
    assert "Участие бесплатное." in screen.text
    assert (await row_of(stage, phone)).first_name is None


async def test_student_registers(stage: Stage) -> None:
    phone = await joining(stage)
    screen = await answer(phone, *until_consents("student"))
    assert "Согласие на участие" in screen.text
    assert "твои имя" in screen.text
    screen = await answer(phone, *CONSENTS)
    assert "Проверка ответов" in screen.text
    assert "Класс или курс: 9 «А»" in screen.text
    assert "Дата рождения: 5 марта 2004" in screen.text
    assert "Отчество: —" in screen.text
    screen = await phone.tap("Зарегистрироваться")
    assert "нужно ещё согласие родителя" in screen.text
    assert screen.commands["team"] == "Команда"
    person = await row_of(stage, phone)
    assert (person.role, person.surname, person.first_name, person.patronymic) == (
        Role.STUDENT, "Иванова", "Анна", None,
    )  # fmt: skip
    assert person.search_name == "иванова анна"
    assert person.phone == "+79145551234"
    assert person.organisation_name == "школа № 5"
    assert person.municipality_id == "go-belogorsk"
    assert person.registered_at is not None


async def test_each_purpose_is_a_consent_of_its_own(stage: Stage) -> None:
    phone = await register(stage)
    person = await row_of(stage, phone)
    async with stage.database.reading() as session:
        consents = (await session.scalars(select(Consent).where(Consent.person_id == person.id))).all()
    assert [consent.purpose for consent in consents] == [ConsentPurpose.PARTICIPATION, ConsentPurpose.PUBLICATION]
    assert len({consent.text_hash for consent in consents}) == 2
    assert {(consent.relation, consent.channel, consent.text_version) for consent in consents} == {
        ("self", "telegram", "1")
    }


async def test_registration_that_was_left_is_offered_wherever_one_comes(stage: Stage) -> None:
    phone = await joining(stage)
    await answer(phone, *until_consents("student")[:3])
    screen = await phone.say("меню")
    assert screen.buttons[0] == "▶️ Продолжить анкету"
    screen = await phone.say("Анна")
    assert screen.text.startswith("Не понимаю. Начатая анкета ждёт")
    screen = await phone.say("/my")
    assert "Анкета начата, но не закончена." in screen.text
    screen = await phone.tap("▶️ Продолжить")
    assert "Шаг 4 из" in screen.text
    assert "Твоё отчество?" in screen.text
    await answer(phone, *until_consents("student")[3:], *CONSENTS, "[Зарегистрироваться]")
    assert "▶️ Продолжить анкету" not in (await phone.say("/menu")).buttons


async def test_words_of_a_button_do_what_the_button_does(stage: Stage) -> None:
    phone = await joining(stage)
    await answer(phone, *until_consents("student")[:3])
    screen = await phone.say("нет отчества")
    assert "Твой пол?" in screen.text
    screen = await phone.say("назад")
    assert "Твоё отчество?" in screen.text
    screen = await phone.say("Нет")
    assert "Твой пол?" in screen.text
    await answer(phone, *until_consents("student")[4:], *CONSENTS, "[Зарегистрироваться]")
    assert (await row_of(stage, phone)).patronymic is None


async def test_participation_is_needed(stage: Stage) -> None:
    phone = await joining(stage)
    await answer(phone, *until_consents("student"))
    screen = await phone.tap("Не даю")
    assert "Без согласия на участие продолжить нельзя" in screen.text
    assert "Согласие на участие" in screen.text
    assert (await row_of(stage, phone)).registered_at is None


async def test_tutor_chooses_the_university_from_the_list(stage: Stage) -> None:
    phone = await register(stage, role="tutor")
    person = await row_of(stage, phone)
    assert person.role is Role.TUTOR
    assert person.organisation_id is not None
    assert person.organisation_name is None
    assert person.grade == "2 курс, группа 221"
    screen = await phone.screen()
    assert "Здравствуйте, Анна" in screen.text


async def test_mentor_is_asked_for_the_workplace(stage: Stage) -> None:
    phone = await register(stage, role="mentor")
    person = await row_of(stage, phone)
    assert (person.role, person.institution) == (Role.MENTOR, InstitutionKind.WORK)
    assert person.organisation_name == "НИИ лесного хозяйства"
    assert "teams" in (await phone.screen()).commands


async def test_organisation_that_is_not_in_the_list_is_typed(stage: Stage) -> None:
    phone = await joining(stage)
    steps = [f"[{ROLES['tutor']}]", "Иванова", "Анна", "[Нет отчества]", "[Женский]", "05.03.2000", "[Да, верно]"]
    await answer(phone, *steps, "[Вуз]", "другая организация", "Университет дружбы", "3 курс")
    await answer(phone, "белогорск", "89145551234", *CONSENTS, "[Зарегистрироваться]")
    person = await row_of(stage, phone)
    assert (person.organisation_id, person.organisation_name) == (None, "Университет дружбы")


async def test_under_fourteen_nothing_is_kept(stage: Stage) -> None:
    phone = await joining(stage)
    steps = [f"[{ROLES['student']}]", "Иванова", "Анна", "[Нет отчества]", "[Женский]", "05.03.2006", "[Да, верно]"]
    screen = await answer(phone, *steps)
    assert "Участвовать можно с 14 лет" in screen.text
    assert "Ничего из написанного не сохранено" in screen.text
    assert "институт развития образования" in screen.text
    async with stage.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(FormDraft)) == 0
    person = await row_of(stage, phone)
    assert (person.surname, person.birth_date, person.role, person.dialog_data) == (None, None, None, None)


@pytest.mark.parametrize(
    ("role", "birth", "place", "reason"),
    [
        ("student", "05.03.2002", "[Вуз]", "не подходят ни одной роли"),
        ("student", "05.03.2001", "[Колледж или техникум]", "путь в программу — тьютор"),
        ("tutor", "05.03.2001", "[Школа]", "не подходят ни одной роли"),
        ("tutor", "05.03.2003", "[Школа]", "путь в программу — участник"),
    ],
)
async def test_age_and_place_that_fit_no_role_are_refused_with_the_contact(
    stage: Stage, role: str, birth: str, place: str, reason: str
) -> None:
    phone = await joining(stage)
    steps = [f"[{ROLES[role]}]", "Иванова", "Анна", "[Нет отчества]", "[Женский]", birth, "[Да, верно]", place]
    screen = await answer(phone, *steps)
    assert reason in screen.text
    assert "Проектный офис: ГАУ ДПО" in screen.text
    assert screen.buttons[0] == "Школа"


async def test_age_counts_on_the_reference_date_of_the_call(stage: Stage) -> None:
    # 17 today, 18 on 6 September, the last day of applications.
    phone = await joining(stage)
    steps = [f"[{ROLES['student']}]", "Иванова", "Анна", "[Нет отчества]", "[Женский]", "01.09.2001", "[Да, верно]"]
    screen = await answer(phone, *steps, "[Школа]")
    assert "такой возраст (18)" in screen.text


async def test_registration_survives_leaving_and_another_start(stage: Stage) -> None:
    phone = await joining(stage)
    await answer(phone, f"[{ROLES['student']}]", "Иванова")
    await phone.start()
    screen = await phone.tap("🚀 Участвовать")
    assert "ответов 2 из" in screen.text
    screen = await phone.tap("Продолжить")
    assert "Твоё имя?" in screen.text
    await phone.say("/menu")
    await phone.start()
    await phone.tap("🚀 Участвовать")
    screen = await phone.tap("Начать заново")
    assert "Кем вы хотите участвовать?" in screen.text


async def test_changing_the_role_in_the_summary_asks_what_is_new(stage: Stage) -> None:
    phone = await joining(stage)
    await answer(phone, *until_consents("mentor", birth="05.03.2000"), *CONSENTS, "[Изменить]", "[Роль]")
    screen = await answer(phone, f"[{ROLES['tutor']}]")
    assert "Где вы учитесь?" in screen.text
    screen = await answer(phone, "[Вуз]", "[АмГУ]", "2 курс")
    assert "Проверка ответов" in screen.text
    await phone.tap("Зарегистрироваться")
    person = await row_of(stage, phone)
    assert (person.role, person.grade, person.organisation_name) == (Role.TUTOR, "2 курс", None)


async def test_first_source_wins_and_every_visit_counts(stage: Stage) -> None:
    phone = await stage.person("Анна")
    await phone.start("src_school5")
    await phone.start("src_vk")
    assert (await row_of(stage, phone)).source == "school5"
    async with stage.database.reading() as session:
        assert (await session.scalars(select(SourceVisit.code).order_by(SourceVisit.id))).all() == ["school5", "vk"]


@pytest.mark.parametrize("payload", ["abrakadabra", "g_unknown", "src_", "x_1"])
async def test_payload_that_means_nothing_is_a_normal_start_with_the_reason(stage: Stage, payload: str) -> None:
    phone = await stage.person("Анна")
    screen = await phone.start(payload)
    assert "скопирована не целиком" in screen.text
    assert "🚀 Участвовать" in screen.buttons


async def test_registered_person_starts_at_the_menu(stage: Stage) -> None:
    phone = await register(stage)
    screen = await phone.start()
    assert screen.text == "Анна, чем займёмся?"
    assert "👥 Команда" in screen.buttons


async def test_who_blocked_the_bot_is_back_after_start(stage: Stage) -> None:
    phone = await register(stage)
    await phone.block()
    assert (await row_of(stage, phone)).unreachable_since is not None
    await phone.start()
    assert (await row_of(stage, phone)).unreachable_since is None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Иванов2", "не бывает цифр"),
        ("Иванов🙂", "Без картинок"),
        ("Ivanov", "русскими буквами"),
        ("Ивaнов", "есть латинские: a"),
        ("Иванов-", "стоит не на месте"),
        ("Иванов Иван Иванович", "нужна только фамилия"),
    ],
)
async def test_surname_that_cannot_be_one_is_refused_with_the_reason(stage: Stage, typed: str, reason: str) -> None:
    phone = await joining(stage)
    screen = await answer(phone, f"[{ROLES['student']}]", typed)
    assert reason in screen.text
    assert "Твоя фамилия?" in screen.text


@pytest.mark.parametrize("surname", ["О", "Мамин-Сибиряк", "Д'Артаньян", "Гусейнов оглы", "Королёва"])
async def test_unusual_surnames_are_fine(stage: Stage, surname: str) -> None:
    phone = await joining(stage)
    screen = await answer(phone, f"[{ROLES['student']}]", surname)
    assert "Твоё имя?" in screen.text


async def test_restart_in_the_middle_goes_on_where_the_person_was(stage: Stage) -> None:
    phone = await joining(stage)
    await answer(phone, f"[{ROLES['student']}]", "Иванова")
    await stage.app.stop()
    again = build(stage.app.settings, clock=stage.clock)
    stage.sandbox.busy_hooks[:] = [lambda: again.busy]
    await again.start(ticking=False)
    try:
        screen = await phone.say("Анна")
        assert "Твоё отчество?" in screen.text
        screen = await phone.tap("Нет отчества")
        assert "Твой пол?" in screen.text
    finally:
        await again.stop()


async def test_name_with_markup_shows_as_typed(stage: Stage) -> None:
    phone = await joining(stage)
    steps = until_consents("student")
    steps[steps.index("школа № 5")] = '<b>&"'
    screen = await answer(phone, *steps, *CONSENTS)
    assert 'Учебное заведение: <b>&"' in screen.text
