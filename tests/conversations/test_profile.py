"""The profile, the language, /stop, and the command menu."""

import pytest
from sqlalchemy import select

from bot.db.models import Person
from bot.sandbox import Phone
from tests.conversations.conftest import Stage
from tests.conversations.people import answer, confirm_as_guardian, register
from tests.engines import Sqlite


@pytest.fixture
def engine(sqlite: Sqlite) -> Sqlite:
    """One engine is enough for what people see; the stories of registration and erasure run on both."""
    return sqlite


async def row_of(stage: Stage, phone: Phone) -> Person:
    """The person as committed."""
    async with stage.database.reading() as session:
        person = await session.scalar(select(Person).where(Person.telegram_id == phone.id))
    assert person is not None
    return person


async def test_stranger_has_an_empty_profile(stage: Stage) -> None:
    phone = await stage.person("Анна")
    screen = await phone.say("/profile")
    assert "Пока я ничего не знаю о вас" in screen.text


async def test_profile_shows_what_was_told(stage: Stage) -> None:
    phone = await register(stage)
    screen = await phone.say("/profile")
    assert screen.text.startswith("Профиль · участник")
    assert "Фамилия: Иванова" in screen.text
    assert "Телефон: +7 914 555-12-34" in screen.text
    assert "Муниципалитет: Белогорск" in screen.text


async def test_surname_is_corrected_and_found_by_the_office(stage: Stage) -> None:
    phone = await register(stage)
    await answer(phone, "/profile", "[Изменить]", "[Фамилия]")
    screen = await phone.say("Королёва")
    assert "Исправлено." in screen.text
    assert "Фамилия: Королёва" in screen.text
    assert (await row_of(stage, phone)).search_name == "королева анна"
    boss = await stage.office()
    await boss.say("/people")
    screen = await boss.say("королева")
    assert "Королёва Анна · участник" in screen.buttons


async def test_phone_is_corrected_by_the_contact(stage: Stage) -> None:
    phone = await register(stage)
    await answer(phone, "/profile", "[Изменить]")
    screen = await phone.tap("Телефон")
    assert screen.keyboard == ["📱 Отправить мой номер", "← Назад"]
    screen = await phone.say("+7 914 000-00-02")
    assert screen.keyboard == []
    assert "Телефон: +7 914 000-00-02" in screen.text


async def test_another_place_of_study_asks_what_belongs_to_it(stage: Stage) -> None:
    phone = await register(stage, role="tutor")
    await answer(phone, "/profile", "[Изменить]", "[Место учёбы]")
    screen = await answer(phone, "[Колледж или техникум]", "другая организация", "Медицинский колледж", "3 курс")
    assert "Исправлено." in screen.text
    person = await row_of(stage, phone)
    assert (person.organisation_id, person.organisation_name, person.grade) == (None, "Медицинский колледж", "3 курс")


async def test_birth_date_that_closes_the_role_is_refused(stage: Stage) -> None:
    phone = await register(stage)
    await answer(phone, "/profile", "[Изменить]", "[Дата рождения]")
    screen = await answer(phone, "05.03.1999", "[Да, верно]")
    assert "Эта роль" in screen.text or "не подходят ни одной роли" in screen.text
    assert str((await row_of(stage, phone)).birth_date) == "2004-03-05"


async def test_back_from_an_edit_leaves_the_profile_as_it_was(stage: Stage) -> None:
    phone = await register(stage)
    await answer(phone, "/profile", "[Изменить]", "[Имя]")
    screen = await phone.tap("← Назад")
    assert "Имя: Анна" in screen.text


async def test_guardian_corrects_the_name_only(stage: Stage) -> None:
    child = await register(stage)
    guardian = await confirm_as_guardian(stage, child)
    await guardian.say("/profile")
    screen = await guardian.tap("Изменить")
    assert screen.buttons == ["Фамилия", "Имя", "Отчество", "Телефон", "← Назад"]
    await guardian.tap("Имя")
    screen = await guardian.say("Марья")
    assert "Имя: Марья" in screen.text


async def test_english_speaks_english_at_once(stage: Stage) -> None:
    phone = await register(stage)
    await phone.say("/language")
    screen = await phone.tap("English")
    assert "I speak English now." in screen.text
    assert screen.commands["profile"] == "Profile"
    screen = await phone.say("/profile")
    assert "Surname: Иванова" in screen.text


async def test_language_of_the_phone_is_taken_at_the_first_contact(stage: Stage) -> None:
    phone = await stage.person("Ann", language_code="en")
    screen = await phone.start()
    assert screen.buttons[0] == "🚀 Take part"


@pytest.mark.parametrize("word", ["/stop", "стоп", "Стоп"])
async def test_stop_silences_until_it_is_switched_on_again(stage: Stage, word: str) -> None:
    phone = await register(stage)
    screen = await phone.say(word)
    assert "Больше ничего не пришлю сам" in screen.text
    assert (await row_of(stage, phone)).stopped_at is not None
    await phone.tap("Включить снова")
    assert (await row_of(stage, phone)).stopped_at is None


async def test_start_ends_the_silence(stage: Stage) -> None:
    phone = await register(stage)
    await phone.say("/stop")
    await phone.start()
    assert (await row_of(stage, phone)).stopped_at is None


async def test_office_has_its_commands(stage: Stage) -> None:
    boss = await stage.office()
    commands = (await boss.screen()).commands
    assert commands["selection"] == "Отбор"
    assert commands["broadcast"] == "Рассылка"
    stranger = await stage.person("Анна")
    await stranger.start()
    assert "selection" not in (await stranger.screen()).commands


async def test_namesakes_are_told_apart_in_the_list_of_people(stage: Stage) -> None:
    await register(stage)
    await register(stage, birth="06.04.2004")
    boss = await stage.office()
    await boss.say("/people")
    screen = await boss.say("иванова")
    assert screen.buttons[:2] == ["Иванова Анна · 05.03.2004", "Иванова Анна · 06.04.2004"]
    screen = await boss.tap("Иванова Анна · 06.04.2004")
    assert "Телефон: +7 914 555-12-34" in screen.text
