"""The questionnaire engine on a form with every kind of question: what people send, and what they see."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import FormDraft, Person
from bot.domain.enums import QuestionKind
from bot.domain.questions import Option, Question
from bot.handlers.forms import FormKind, register
from bot.handlers.forms.dialogue import DRAFT, FormStates
from bot.handlers.screens import Screen
from bot.sandbox import Phone
from bot.services import forms
from bot.texts import Translate
from tests.conversations.conftest import Stage
from tests.engines import Sqlite


@pytest.fixture
def engine(sqlite: Sqlite) -> Sqlite:
    """One engine is enough for what people see; the stories of registration and erasure run on both."""
    return sqlite


TOWNS = ["Благовещенск", "Белогорск", "Зея", "Райчихинск", "Свободный", "Тында", "Шимановск", "Циолковский", "Артёмово"]
TOWNS += [f"Село {number}" for number in range(1, 20)]

EVERYTHING = (
    Question("motto", QuestionKind.TEXT, text={"ru": "Девиз?"}, max_length=20),
    Question("essay", QuestionKind.LONG_TEXT, text={"ru": "Почему вы?"}, min_length=10, max_length=40),
    Question("town", QuestionKind.CHOICE, text={"ru": "Откуда?"}, options=tuple(
        Option(f"t{number}", {"ru": town}) for number, town in enumerate(TOWNS)
    )),
    Question("colour", QuestionKind.CHOICE, text={"ru": "Цвет?"}, options=(
        Option("red", {"ru": "Красный"}), Option("blue", {"ru": "Синий"})
    )),
    Question("days", QuestionKind.CHOICES, text={"ru": "Дни?"}, max_choices=2, options=tuple(
        Option(day, {"ru": day_name}) for day, day_name in (("mon", "Пн"), ("tue", "Вт"), ("wed", "Ср"))
    )),
    Question("birth_date", QuestionKind.DATE, text={"ru": "Когда родились?"}),
    Question("phone", QuestionKind.PHONE, text={"ru": "Телефон?"}),
    Question("come", QuestionKind.YES_NO, text={"ru": "Приедете?"}),
    Question("paper", QuestionKind.FILE, text={"ru": "Грамота?"}, required=False),
    Question("score", QuestionKind.NUMBER, text={"ru": "Балл?"}, lowest=1, highest=5),
    Question("surname", QuestionKind.NAME, text={"ru": "Фамилия?"}),
)  # fmt: skip

FINISHED: dict[int, dict[str, Any]] = {}


async def _questions(session: AsyncSession, person: Person, draft: FormDraft, now: datetime) -> tuple[Question, ...]:
    return EVERYTHING


async def _finish(session: AsyncSession, person: Person, draft: FormDraft, now: datetime, t: Translate) -> Screen:
    assert person.telegram_id is not None
    FINISHED[person.telegram_id] = dict(draft.answers)
    return Screen("Принято!")


KIND = register(FormKind(name="test-everything", title_key="menu-profile", questions=_questions, finish=_finish))


async def person_of(session: AsyncSession, phone: Phone) -> Person:
    found = await session.scalar(select(Person).where(Person.telegram_id == phone.id))
    assert found is not None
    return found


async def at_question(stage: Stage, key: str | None, **answers: Any) -> Phone:
    """Somebody in the middle of the form, asked ``key``; what stands before it is answered."""
    phone = await stage.person("Анна", phone="+79145551234")
    await phone.say("/menu")
    before = {}
    for question in EVERYTHING:
        if question.key == key:
            break
        before[question.key] = SAMPLES[question.key]
    async with stage.database.transaction() as session:
        person = await person_of(session, phone)
        draft = await forms.start(session, person, form=KIND.name, answers=before | answers, first=key, now=stage.now)
        person.dialog_state = FormStates.asking.state
        person.dialog_data = {DRAFT: draft.id}
    return phone


SAMPLES: dict[str, Any] = {
    "motto": "Вперёд",
    "essay": "Потому что могу",
    "town": "t2",
    "colour": "red",
    "days": ["mon"],
    "birth_date": "2003-03-05",
    "phone": "+79145551234",
    "come": True,
    "paper": None,
    "score": 5,
    "surname": "Иванова",
}


async def answers_of(stage: Stage, phone: Phone) -> dict[str, Any]:
    """The draft as committed."""
    async with stage.database.reading() as session:
        person = await person_of(session, phone)
        draft = await forms.draft_of(session, person.id, KIND.name)
        assert draft is not None
        return dict(draft.answers)


async def test_text_is_kept_at_once_and_the_next_step_is_asked(stage: Stage) -> None:
    phone = await at_question(stage, "motto")
    screen = await phone.say("Вперёд")
    assert "Шаг 2 из 11" in screen.text
    assert "Почему вы?" in screen.text
    assert await answers_of(stage, phone) == {"motto": "Вперёд"}


@pytest.mark.parametrize("kind", ["voice", "sticker", "photo", "video_note", "location"])
async def test_anything_but_text_gets_a_hint_and_the_same_question(stage: Stage, kind: str) -> None:
    phone = await at_question(stage, "motto")
    screen = await phone.send(kind)
    assert "нужен ответ текстом" in screen.text
    assert "Девиз?" in screen.text
    assert "Шаг 1 из 11" in screen.text
    assert await answers_of(stage, phone) == {}


async def test_text_over_the_limit_names_the_limit_and_the_length(stage: Stage) -> None:
    phone = await at_question(stage, "motto")
    screen = await phone.say("а" * 21)
    assert "можно до 20 знаков, а здесь 21" in screen.text
    assert "Девиз?" in screen.text


async def test_markup_in_an_answer_shows_as_typed(stage: Stage) -> None:
    phone = await at_question(stage, "surname", surname="Иванова")
    await phone.say("Иванова")
    await phone.tap("Изменить")
    await phone.tap("Девиз")
    screen = await phone.say('<b>&"')
    assert 'Девиз: <b>&"' in screen.text


async def test_long_text_comes_in_parts_until_done(stage: Stage) -> None:
    phone = await at_question(stage, "essay")
    screen = await phone.say("Первая часть")
    assert "Записано 12 знаков из 40" in screen.text
    screen = await phone.say("Вторая часть")
    assert "Записано 26 знаков из 40" in screen.text
    screen = await phone.say("И третья, которая уже не влезет")
    assert "можно до 40 знаков" in screen.text
    assert "Записано 26 знаков из 40" in screen.text
    screen = await phone.tap("Готово")
    assert "Откуда?" in screen.text
    assert (await answers_of(stage, phone))["essay"] == "Первая часть\n\nВторая часть"


async def test_long_text_too_short_is_not_done(stage: Stage) -> None:
    phone = await at_question(stage, "essay")
    await phone.say("Мало")
    screen = await phone.tap("Готово")
    assert "нужно хотя бы 10 знаков, а здесь 4" in screen.text
    screen = await phone.say("Теперь хватит")
    await phone.tap("Готово")
    assert (await answers_of(stage, phone))["essay"] == "Мало\n\nТеперь хватит"


async def test_long_list_is_paged_and_searched(stage: Stage) -> None:
    phone = await at_question(stage, "town")
    screen = await phone.say("ъыъыъ")
    assert "Ничего похожего" in screen.text
    screen = await phone.tap("Весь список")
    assert screen.buttons[:2] == ["Благовещенск", "Белогорск"]
    assert "1 / 2" in screen.buttons
    screen = await phone.tap("Дальше →")
    assert screen.buttons[0] == "Село 8"
    screen = await phone.say("бла")
    assert screen.buttons[0] == "Благовещенск"
    screen = await phone.say("благовещенкс")
    assert screen.buttons[0] == "Благовещенск"
    await phone.say("артемово")
    assert (await answers_of(stage, phone))["town"] == "t8"


async def test_option_can_be_typed_and_an_unknown_one_is_refused(stage: Stage) -> None:
    phone = await at_question(stage, "colour")
    screen = await phone.say("зелёный")
    assert "Такого варианта нет" in screen.text
    assert screen.buttons[:2] == ["Красный", "Синий"]
    await phone.say("СИНИЙ")
    assert (await answers_of(stage, phone))["colour"] == "blue"


async def test_several_options_are_marked_up_to_the_limit(stage: Stage) -> None:
    phone = await at_question(stage, "days")
    await phone.say("Пн")
    screen = await phone.tap("Ср")
    assert screen.buttons[:3] == ["✅ Пн", "Вт", "✅ Ср"]
    screen = await phone.tap("Вт")
    assert "не больше 2" in screen.text
    await phone.tap("✅ Пн")
    await phone.tap("Вт")
    screen = await phone.tap("Готово")
    assert "Когда родились?" in screen.text
    assert (await answers_of(stage, phone))["days"] == ["tue", "wed"]


async def test_birth_date_is_echoed_with_the_age(stage: Stage) -> None:
    phone = await at_question(stage, "birth_date")
    screen = await phone.say("31.02.2003")
    assert "Такого дня нет в календаре" in screen.text
    screen = await phone.say("5 марта 2003")
    assert screen.text == "Дата рождения: 5 марта 2003. Вам 16, верно?"
    screen = await phone.tap("Исправить")
    assert "Когда родились?" in screen.text
    await phone.say("05.03.02")
    screen = await phone.say("да")
    assert "Телефон?" in screen.text
    assert (await answers_of(stage, phone))["birth_date"] == "2002-03-05"


async def test_another_date_instead_of_a_yes_is_read_anew(stage: Stage) -> None:
    phone = await at_question(stage, "birth_date")
    await phone.say("5.3.03")
    screen = await phone.say("5.3.2002")
    assert "Вам 17, верно?" in screen.text


async def test_own_contact_is_taken_and_the_keyboard_goes_away(stage: Stage) -> None:
    phone = await at_question(stage, "birth_date")
    await phone.say("5.3.03")
    screen = await phone.tap("Да, верно")
    assert screen.keyboard == ["📱 Отправить мой номер", "← Назад"]
    stranger = await stage.person("Олег", phone="+79140000000")
    screen = await phone.share_contact(stranger)
    assert "контакт другого человека" in screen.text
    screen = await phone.tap("📱 Отправить мой номер")
    assert "Телефон записан: +7 914 555-12-34" in screen.texts
    assert "Приедете?" in screen.text
    assert screen.keyboard == []


@pytest.mark.parametrize("typed", ["8 914 555-12-34", "+7(914)5551234", "9145551234"])
async def test_phone_can_be_typed(stage: Stage, typed: str) -> None:
    phone = await at_question(stage, "phone")
    await phone.say(typed)
    assert (await answers_of(stage, phone))["phone"] == "+79145551234"


async def test_leaving_at_the_phone_takes_the_keyboard_away(stage: Stage) -> None:
    phone = await at_question(stage, "birth_date")
    await phone.say("5.3.03")
    await phone.tap("Да, верно")
    screen = await phone.say("/menu")
    assert screen.keyboard == []
    assert "всё, что уже введено, сохранено" in screen.texts[-2]
    assert "чем займёмся" in screen.text or "бот программы" in screen.text


async def test_back_on_the_contact_keyboard_goes_one_step_back(stage: Stage) -> None:
    phone = await at_question(stage, "birth_date")
    await phone.say("5.3.03")
    await phone.tap("Да, верно")
    screen = await phone.say("← Назад")
    assert "Когда родились?" in screen.text
    assert "Сейчас: 5 марта 2003" in screen.text
    assert screen.keyboard == []
    screen = await phone.tap("Оставить так")
    assert "Телефон?" in screen.text


async def test_yes_no_by_button_and_by_word(stage: Stage) -> None:
    phone = await at_question(stage, "come")
    screen = await phone.say("может быть")
    assert "нужно «Да» или «Нет»" in screen.text
    screen = await phone.tap("Нет")
    assert "Грамота?" in screen.text
    assert (await answers_of(stage, phone))["come"] is False


async def test_file_is_kept_or_passed_over(stage: Stage) -> None:
    phone = await at_question(stage, "paper")
    screen = await phone.say("нет у меня")
    assert "нужен документ или фотография" in screen.text
    await phone.send("document", file_name="грамота.pdf")
    paper = (await answers_of(stage, phone))["paper"]
    assert (paper["kind"], paper["name"]) == ("document", "грамота.pdf")
    screen = await phone.say("9")
    assert "Не больше 5" in screen.text
    screen = await phone.say("4,5")
    assert "Фамилия?" in screen.text


async def test_optional_question_can_be_skipped(stage: Stage) -> None:
    phone = await at_question(stage, "paper")
    await phone.say("?")
    await phone.tap("Пропустить")
    assert (await answers_of(stage, phone))["paper"] is None


async def test_name_in_capitals_gets_a_spelling_offered(stage: Stage) -> None:
    phone = await at_question(stage, "surname")
    screen = await phone.say("ИВАНОВА")
    assert "Записать Иванова вместо «ИВАНОВА»?" in screen.text
    screen = await phone.tap("Иванова")
    assert "Фамилия: Иванова" in screen.text


async def test_name_as_typed_can_be_kept(stage: Stage) -> None:
    phone = await at_question(stage, "surname")
    await phone.say("ИВАНОВА")
    await phone.tap("Оставить «ИВАНОВА»")
    assert (await answers_of(stage, phone))["surname"] == "ИВАНОВА"


async def test_forwarded_message_is_an_answer_only_when_confirmed(stage: Stage) -> None:
    phone = await at_question(stage, "motto")
    await phone.say("/menu")
    said = (await phone.say("чужие слова")).messages
    mine = next(message for message in said if message.text == "чужие слова")
    await resume(stage, phone)
    screen = await phone.forward(mine.id)
    assert "Это пересланное сообщение" in screen.text
    assert await answers_of(stage, phone) == {}
    screen = await phone.tap("Отвечу иначе")
    assert "Девиз?" in screen.text
    await phone.forward(mine.id)
    await phone.tap("Записать")
    assert await answers_of(stage, phone) == {"motto": "чужие слова"}


async def resume(stage: Stage, phone: Phone) -> None:
    """Put the person back into the dialog, as «Продолжить» does."""
    async with stage.database.transaction() as session:
        person = await person_of(session, phone)
        draft = await forms.draft_of(session, person.id, KIND.name)
        assert draft is not None
        person.dialog_state, person.dialog_data = FormStates.asking.state, {DRAFT: draft.id}


async def test_edited_message_changes_nothing(stage: Stage) -> None:
    phone = await at_question(stage, "motto")
    screen = await phone.say("Вперёд")
    mine = next(message for message in screen.messages if message.text == "Вперёд")
    screen = await phone.edit(mine.id, "Назад")
    assert "записано то, что пришло сначала" in screen.text
    assert await answers_of(stage, phone) == {"motto": "Вперёд"}


async def test_command_in_the_middle_works_and_the_form_waits(stage: Stage) -> None:
    phone = await at_question(stage, "motto")
    screen = await phone.say("/help")
    assert "Что я умею" in screen.text
    screen = await phone.say("Вперёд")
    assert "Не понимаю" in screen.text
    assert await answers_of(stage, phone) == {}


async def test_button_of_an_earlier_step_shows_the_present_one(stage: Stage) -> None:
    phone = await at_question(stage, "colour")
    old = (await phone.say("?")).last
    await phone.tap("Красный")
    data = old.button("Синий").data
    assert data is not None
    screen = await phone.forge(data)
    assert "Дни?" in screen.text
    assert (await answers_of(stage, phone))["colour"] == "red"


async def test_double_tap_answers_once(stage: Stage) -> None:
    phone = await at_question(stage, "come")
    shown = (await phone.say("?")).last
    data = shown.button("Да").data
    await phone.press(data=data, message_id=shown.id, force=True)
    screen = await phone.forge(data or "", shown.id)
    assert "Грамота?" in screen.text
    assert (await answers_of(stage, phone))["come"] is True


async def test_button_after_leaving_takes_the_form_up_again(stage: Stage) -> None:
    phone = await at_question(stage, "colour")
    shown = (await phone.say("?")).last
    await phone.say("/menu")
    screen = await phone.tap("Красный", shown.id)
    replaced = next(message for message in screen.messages if message.id == shown.id)
    assert "Дни?" in replaced.text
    await phone.say("Пн")
    screen = await phone.tap("Готово")
    assert "Когда родились?" in screen.text


async def test_summary_edits_one_answer_and_sends(stage: Stage) -> None:
    phone = await at_question(stage, "surname")
    screen = await phone.say("Иванова")
    assert screen.buttons == ["Отправить", "Изменить", "← Назад"]
    screen = await phone.say("и ещё")
    assert "Все вопросы уже заданы" in screen.text
    await phone.tap("Изменить")
    screen = await phone.tap("Цвет")
    assert "Сейчас: Красный" in screen.text
    screen = await phone.tap("Синий")
    assert "Цвет: Синий" in screen.text
    send = screen.last
    screen = await phone.tap("Отправить")
    assert screen.text == "Принято!"
    assert FINISHED[phone.id]["colour"] == "blue"
    screen = await phone.forge(send.button("Отправить").data or "", send.id)
    assert screen.toast == "Уже принято"


async def test_foreign_button_is_refused(stage: Stage) -> None:
    owner = await at_question(stage, "colour")
    data = (await owner.say("?")).last.button("Красный").data
    thief = await stage.person("Вор")
    await thief.say("/menu")
    screen = await thief.forge(data or "")
    assert screen.toast == "Эта кнопка уже не действует"
    assert "colour" not in await answers_of(stage, owner)
