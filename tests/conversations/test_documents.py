"""Documents for a shift: the office makes the list and marks it, the participant and the parent see what is missing."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import (
    Application,
    AuditEntry,
    Call,
    DocumentItem,
    DocumentMark,
    Event,
    EventRegistration,
    OfficeMember,
    Person,
    ReminderRule,
    Season,
)
from bot.domain.enums import (
    ApplicationStatus,
    DocumentStatus,
    EventKind,
    EventStatus,
    OfficeRole,
    RegistrationStatus,
    Role,
)
from bot.handlers.events import EventAct
from bot.handlers.office.document_callbacks import DocumentMarking
from bot.sandbox import Phone
from bot.services import document_office
from tests.cast import participant
from tests.conversations.conftest import Stage
from tests.conversations.people import confirm_as_guardian, register
from tests.engines import Sqlite

STARTS = datetime(2019, 9, 20, 6, 0, tzinfo=UTC)
TITLE = "Смена «Артек» <летняя>"


@pytest.fixture
def engine(sqlite: Sqlite) -> Sqlite:
    """Screens: what they say is the same on both engines; the service tests run on both."""
    return sqlite


async def shift(stage: Stage, *phones: Phone) -> int:
    """An announced shift these accepted people go to."""
    async with stage.database.transaction() as session:
        season = (await session.scalars(select(Season))).one()
        event = Event(
            season_id=season.id, kind=EventKind.ARTEK, title=TITLE, starts_at=STARTS,
            ends_at=STARTS + timedelta(days=21), zone="Europe/Moscow", audience=[], reminder_offsets=[],
            status=EventStatus.ANNOUNCED, created_at=stage.now, announced_at=stage.now,
        )  # fmt: skip
        session.add(event)
        await session.flush()
        for phone in phones:
            person = (await session.scalars(select(Person).where(Person.telegram_id == phone.id))).one()
            _goes(session, event.id, person, stage)
            call = (await session.scalars(select(Call).where(Call.role == Role.STUDENT))).one()
            session.add(
                Application(
                    call_id=call.id, person_id=person.id, status=ApplicationStatus.ACCEPTED, number=f"У-{person.id}", answers={},
                    created_at=stage.now,
                )
            )  # fmt: skip
        return event.id


def _goes(session: AsyncSession, event_id: int, person: Person, stage: Stage) -> None:
    session.add(
        EventRegistration(
            event_id=event_id, person_id=person.id, status=RegistrationStatus.GOING, queued_at=stage.now,
            updated_at=stage.now,
        )
    )  # fmt: skip


async def travellers(stage: Stage, event_id: int, count: int) -> list[Person]:
    """People with long names who go."""
    made = []
    async with stage.database.transaction() as session:
        for number in range(count):
            person = await participant(session, 70_000 + number, consents=False)
            person.surname = f"Длинная-Фамилия-Номер-{number:03}"
            person.first_name, person.patronymic = "Александра-Мария", "Константиновна"
            person.search_name = f"длинная-фамилия-номер-{number:03}"
            _goes(session, event_id, person, stage)
            made.append(person)
    return made


def of(buttons: list[str], part: str) -> str:
    """The only button with these words."""
    found = [each for each in buttons if part in each]
    assert len(found) == 1, buttons
    return found[0]


async def test_office_makes_a_list_and_marks_who_has_brought_what(stage: Stage) -> None:
    event_id = await shift(stage)
    await travellers(stage, event_id, 3)
    boss = await stage.office()
    await boss.tap(of((await boss.say("/event")).buttons, "Смена «Артек» <"))
    screen = await boss.tap("📄 Документы")
    assert "Перечень пуст: участников ни о чём не просят." in screen.text
    await boss.tap("➕ Добавить")
    await boss.say("Полис <ОМС> | Policy")
    screen = await boss.say("Билеты")
    assert "1. Полис <ОМС> — сдали 0 из 3, до начала" in screen.text
    assert (await boss.say("билеты")).text == "«Билеты» уже есть в перечне"
    screen = await boss.say("Медицинская справка формы 079/у, полученная не раньше чем за неделю до выезда")
    assert "3. Медицинская справка" in screen.text
    await boss.tap("1. Полис <ОМС>")
    await boss.tap("Срок")
    assert "Срок должен быть раньше начала" in (await boss.say("1 октября")).text
    screen = await boss.say("13 сентября")
    assert "Срок: до пт, 13 сентября, 23:59" in screen.text
    await boss.tap("Что и куда нести")
    screen = await boss.say("Копия, в <кабинет> 3")
    assert "Что и куда нести: Копия, в <кабинет> 3" in screen.text
    await boss.tap("← Назад")
    screen = await boss.tap("👥 Кто что сдал")
    assert "Всё сдали 0 из 3" in screen.text
    assert screen.buttons[0] == "▫️ 0 из 3 · Длинная-Фамилия-Номер-000 Александра-Мария Константиновна"
    screen = await boss.say("НОМЕР-002")
    assert "Найдено по «НОМЕР-002»: 1" in screen.text
    await boss.tap(of(screen.buttons, "002"))
    await boss.tap("▫️ 1. Полис <ОМС>")
    screen = await boss.tap("📥 1. Полис <ОМС>")
    assert "1. ✅ Полис <ОМС> — проверен" in screen.text
    assert "сдано 1 из 3" in screen.text
    await boss.tap("📅 1")
    assert "Не похоже на дату" in (await boss.say("потом")).text
    screen = await boss.say("01.10.2019")
    assert "1. ⚠️ Полис <ОМС> — действителен только до 1 октября 2019, нужен новый до пт, 13 сентября" in screen.text
    await boss.tap("📅 1")
    screen = await boss.tap("Без срока")
    assert "1. ✅ Полис <ОМС> — проверен" in screen.text
    await boss.tap("← Назад")
    screen = await boss.tap("← Назад")
    assert "1. Полис <ОМС> — сдали 1 из 3, до пт, 13 сентября, 23:59 · проверено 1" in screen.text
    await boss.tap("1. Полис <ОМС>")
    screen = await boss.tap("Убрать")
    assert "Отметка о том, кто сдал, тоже исчезнет: 1." in screen.text
    screen = await boss.tap("Да, убрать")
    assert screen.text.startswith("Документ убран из перечня.")
    assert "1. Билеты — сдали 0 из 3" in screen.text
    async with stage.database.reading() as session:
        assert (await session.scalars(select(DocumentMark))).all() == []
        acts = select(AuditEntry.action).where(AuditEntry.action.like("document.%")).order_by(AuditEntry.id)
        found = (await session.scalars(acts)).all()
        assert [act for act in found if act not in {"document.read", "document.people_seen"}] == [
            *["document.added"] * 3, *["document.changed"] * 2, *["document.marked"] * 4, "document.removed",
        ]  # fmt: skip


async def test_stale_and_doubled_taps_do_nothing_twice(stage: Stage) -> None:
    event_id = await shift(stage)
    (person,) = await travellers(stage, event_id, 1)
    boss = await stage.office()
    await boss.tap(of((await boss.say("/event")).buttons, "Смена"))
    await boss.tap("📄 Документы")
    await boss.tap("➕ Добавить")
    await boss.say("Полис")
    await boss.tap("👥 Кто что сдал")
    await boss.tap(of((await boss.screen()).buttons, "Длинная"))
    async with stage.database.reading() as session:
        item_id = (await session.scalars(select(DocumentItem.id))).one()
    asked = DocumentMarking(item=item_id, person=person.id, status=DocumentStatus.HANDED_IN, version=0)
    data = asked.pack()
    await boss.press(data=data, force=True)
    await boss.press(data=data, force=True)
    await stage.client.settle()
    assert "1. 📥 Полис — сдан" in (await boss.screen()).text
    await boss.tap("📥 1. Полис")
    # The first button again: it would make «checked» a mere «handed in», and says that things have moved on.
    screen = await boss.forge(data)
    assert "Отметку уже изменили" in screen.toasts[-1]
    async with stage.database.reading() as session:
        (mark,) = (await session.scalars(select(DocumentMark))).all()
        assert (mark.person_id, mark.status, mark.version) == (person.id, DocumentStatus.CHECKED, 2)


async def test_usual_list_of_the_season_and_three_hundred_people(stage: Stage) -> None:
    event_id = await shift(stage)
    boss = await stage.office()
    async with stage.database.transaction() as session:
        season = (await session.scalars(select(Season))).one()
        season.documents = [
            {"event": "artek", "code": f"c{number}", "title": {"ru": "й" * 78 + f"{number:02}", "en": "x"}, "days": 7}
            for number in range(20)
        ]
    await travellers(stage, event_id, 300)
    await boss.tap(of((await boss.say("/event")).buttons, "Смена"))
    await boss.tap("📄 Документы")
    screen = await boss.tap("➕ Обычный перечень (12)")
    assert screen.text.startswith("✅ Добавлено 12 документов.")
    assert "12. " in screen.text
    assert "➕ Обычный перечень" not in " ".join(screen.buttons)
    screen = await boss.tap("👥 Кто что сдал")
    assert "1 / 30" in screen.buttons
    screen = await boss.tap("»")
    assert screen.buttons[0].startswith("▫️ 0 из 12 · Длинная-Фамилия-Номер-290")
    screen = await boss.tap(screen.buttons[0])
    assert "12. ▫️ " in screen.text
    screen = await boss.tap("← Назад")
    assert "30 / 30" in screen.buttons


async def test_observer_reads_numbers_and_no_names(stage: Stage) -> None:
    event_id = await shift(stage)
    await travellers(stage, event_id, 1)
    boss, observer = await stage.office(), await stage.person("Наблюдатель")
    await observer.say("/help")
    async with stage.database.transaction() as session:
        person = (await session.scalars(select(Person).where(Person.telegram_id == observer.id))).one()
        session.add(OfficeMember(person_id=person.id, role=OfficeRole.OBSERVER, granted_at=stage.now))
    await observer.say("/office")
    screen = await observer.tap("📄 Документы")
    assert "Ни одно мероприятие пока не просит документов." in screen.text
    await boss.tap(of((await boss.say("/event")).buttons, "Смена"))
    await boss.tap("📄 Документы")
    await boss.tap("➕ Добавить")
    await boss.say("Полис")
    await observer.say("/office")
    screen = await observer.tap("📄 Документы")
    assert f"• {TITLE}: всё сдали 0 из 1, документов 1" in screen.text
    screen = await observer.tap(of(screen.buttons, "Смена"))
    assert "1. Полис — сдали 0 из 1" in screen.text
    assert screen.buttons == ["← Назад"]


async def test_picture_of_a_document_is_not_taken(stage: Stage) -> None:
    await shift(stage)
    boss = await stage.office()
    await boss.tap(of((await boss.say("/event")).buttons, "Смена"))
    await boss.tap("📄 Документы")
    await boss.tap("➕ Добавить")
    screen = await boss.send("photo")
    assert screen.text == "Здесь нужен текст. Сканы и фотографии документов бот не хранит."


async def test_participant_and_guardian_see_what_is_missing_and_nobody_else(stage: Stage) -> None:
    child = await register(stage)
    guardian = await confirm_as_guardian(stage, child)
    boss = await stage.office()
    event_id = await shift(stage, child)
    await boss.tap(of((await boss.say("/event")).buttons, "Смена"))
    await boss.tap("📄 Документы")
    await boss.tap("➕ Добавить")
    await boss.say("Полис <ОМС>")
    await boss.say("Билеты")
    await boss.tap("1. Полис <ОМС>")
    await boss.tap("Срок")
    await boss.say("13 сентября")
    await boss.tap("Что и куда нести")
    await boss.say("Копию, в кабинет 3")

    screen = await child.tap(of((await child.say("/events")).buttons, "Смена"))
    assert (
        "📄 Документы: сдано 0 из 2. Не хватает:\n"
        "• Полис <ОМС> — нужен до пт, 13 сентября, 23:59\n• Билеты — нужен до начала" in screen.text
    )
    screen = await child.tap("📄 Документы")
    assert "1. ▫️ Полис <ОМС> — нужен до пт, 13 сентября, 23:59\nКопию, в кабинет 3\n" in screen.text
    assert "Сдано 0 из 2. Отметки ставит проектный офис" in screen.text
    screen = await child.say("/my")
    assert f"➡️ Сдай документы: {TITLE}\n⏳ До пт, 13 сентября, 23:59" in screen.text
    assert (
        f"📄 Не хватает документов: {TITLE}\n• Полис <ОМС> — до пт, 13 сентября, 23:59\n• Билеты — до начала"
        in screen.text
    )
    screen = await guardian.say("/my")
    assert "➡️ Анна: помогите сдать документы\n⏳ До пт, 13 сентября, 23:59" in screen.text
    screen = await guardian.tap("📄 Документы")
    assert "документы\nАнна\n\n1. ▫️ Полис" in screen.text
    screen = await guardian.tap("← Назад")
    assert f"Документы:\n• {TITLE}: сдано 0 из 2" in screen.text
    assert of(screen.buttons, "📄 Смена")

    async with stage.database.transaction() as session:
        person = (await session.scalars(select(Person).where(Person.telegram_id == child.id))).one()
        office = (await session.scalars(select(Person).where(Person.telegram_id == boss.id))).one()
        for item in (await session.scalars(select(DocumentItem))).all():
            for version, status in enumerate((DocumentStatus.HANDED_IN, DocumentStatus.CHECKED)):
                await document_office.mark(session, office, item.id, person.id, status, version=version, now=stage.now)
        until, policy = STARTS.date(), (await session.scalars(select(DocumentItem.id))).first()
        await document_office.set_valid_until(session, office, policy or 0, person.id, until, version=2, now=stage.now)
    await stage.tick()
    # The cards follow by themselves.
    card = next(text for text in reversed((await child.screen()).texts) if text.startswith("🧭"))
    assert f"📄 Не хватает документов: {TITLE}\n• Полис <ОМС> — до пт, 13 сентября, 23:59\n\n" in card
    screen = await child.tap(of((await child.say("/events")).buttons, "Смена"))
    assert "• Полис <ОМС> — истекает раньше конца, нужен новый до пт, 13 сентября, 23:59" in screen.text
    await stage.go_to(STARTS - timedelta(days=6))
    card = next(text for text in reversed((await child.screen()).texts) if text.startswith("🧭"))
    assert f"➡️ Срок документов прошёл, сдай их поскорее: {TITLE}\n\n" in card

    stranger = await register(stage, "Чужая", surname="Чужова")
    screen = await stranger.forge(EventAct(act="documents", event=event_id).pack())
    assert screen.toasts[-1] == "Эта кнопка уже не действует"


async def test_reminders_come_to_the_participant_and_the_guardian_and_stand_in_the_schedule(stage: Stage) -> None:
    child = await register(stage)
    guardian = await confirm_as_guardian(stage, child)
    boss = await stage.office()
    await shift(stage, child)
    await boss.tap(of((await boss.say("/event")).buttons, "Смена"))
    await boss.tap("📄 Документы")
    await boss.tap("➕ Обычный перечень (6)")
    screen = await boss.say("/schedule")
    assert f"Документы · {TITLE} → кто едет и не всё сдал — 1" in screen.text
    assert f"Документы · {TITLE} → родители — 1" in screen.text
    # Fourteen days before the end of the 6th would be at night, and so is a week before it: the evening, then.
    await stage.go_to(datetime(2019, 8, 30, 11, 59, 30, tzinfo=UTC))
    letter = await child.screen()
    assert letter.text.startswith(
        f"📄 {TITLE}: не все документы сданы\n\nНе хватает:\n• Согласие родителей на поездку. "
    )
    assert letter.text.endswith("\n\nБлижайший срок — пт, 6 сентября, 23:59.")
    assert "6. " in (await child.tap("📄 Документы")).text
    letter = await guardian.screen()
    assert "• Анна: Согласие родителей на поездку, Копия паспорта" in letter.text
    assert letter.text.endswith("Помогите собрать: без документов в поездку не возьмут.")
    screen = await guardian.tap("👪 Мой ребёнок")
    assert f"• {TITLE}: сдано 0 из 6" in screen.text


async def test_office_adds_a_rule_about_documents_of_a_kind_of_event(stage: Stage) -> None:
    await shift(stage)
    boss = await stage.office()
    await boss.say("/reminders")
    await boss.tap("Дальше →")
    screen = await boss.tap("Дальше →")
    assert "✅ Документы → родители" in screen.buttons
    screen = await boss.tap("✅ Документы → кто едет и не всё сдал")
    assert "Когда: за 14 дней, за неделю, за 3 дня" in screen.text
    await boss.say("/reminders")
    await boss.tap("➕ Новое правило")
    screen = await boss.tap("Документы · Смена в «Артеке»")
    assert screen.buttons == ["кто едет и не всё сдал", "родители", "← Назад"]
    await boss.tap("кто едет и не всё сдал")
    screen = await boss.say("2 дня")
    assert screen.text.startswith("Документы · Смена в «Артеке» → кто едет и не всё сдал\n\nБудет: за 2 дня")
    screen = await boss.tap("Сохранить")
    assert screen.text.startswith("✅ Сохранено.")
    await boss.tap("Текст")
    await boss.say("Кабинет 3, с 9 до 18")
    screen = await boss.tap("Сохранить")
    assert "Свои слова: «Кабинет 3, с 9 до 18»" in screen.text


async def test_longest_checklist_is_one_message_for_everybody(stage: Stage) -> None:
    child = await register(stage)
    guardian = await confirm_as_guardian(stage, child)
    boss = await stage.office()
    event_id = await shift(stage, child)
    async with stage.database.transaction() as session:
        event = await session.get_one(Event, event_id)
        event.title, event.description, event.place = "Ш" * 200, "о" * 1500, "м" * 300
        season = (await session.scalars(select(Season))).one()
        season.documents = [
            {
                "event": "artek", "code": f"c{number}", "title": {"ru": f"{number:02}" + "<" * 78, "en": "x"},
                "note": {"ru": "&" * 120, "en": "x"}, "days": 7,
            }
            for number in range(12)
        ]  # fmt: skip
        await session.flush()
        office = (await session.scalars(select(Person).where(Person.telegram_id == boss.id))).one()
        person = (await session.scalars(select(Person).where(Person.telegram_id == child.id))).one()
        await document_office.add_usual(session, office, event_id, now=stage.now)
        for item in (await session.scalars(select(DocumentItem))).all()[1:]:
            await document_office.mark(
                session, office, item.id, person.id, DocumentStatus.HANDED_IN, version=0, now=stage.now
            )
            until = STARTS.date()
            await document_office.set_valid_until(session, office, item.id, person.id, until, version=1, now=stage.now)
    screen = await child.tap(of((await child.say("/events")).buttons, "ШШШ"))
    assert "…и ещё 6" in screen.text
    screen = await child.tap("📄 Документы")
    assert "12. ⚠️ 11<<<" in screen.text
    await guardian.say("/my")
    assert "12. ⚠️ 11<<<" in (await guardian.tap("📄 Документы")).text
    await boss.tap(of((await boss.say("/event")).buttons, "ШШШ"))
    assert "12. 11<<<" in (await boss.tap("📄 Документы")).text
    await boss.tap(of((await boss.screen()).buttons, "01<<<"))
    screen = await boss.tap("👥 Кому не хватает")
    assert "Не сдали «01<<<" in screen.text
    assert "12. ⚠️ 11<<<" in (await boss.tap(screen.buttons[0])).text
    async with stage.database.transaction() as session:
        rules = await session.scalars(select(ReminderRule).where(ReminderRule.code.like("documents%")))
        for rule in rules:
            rule.words = {"ru": "ы" * 600}
    await stage.go_to(datetime(2019, 9, 6, 11, 59, 30, tzinfo=UTC))
    for phone in (child, guardian):
        assert (await phone.screen()).text.endswith("ы" * 600)


async def test_broadcast_goes_to_those_who_have_not_handed_in_everything(stage: Stage) -> None:
    first, second = await register(stage), await register(stage, "Борис", surname="Борисова")
    boss = await stage.office()
    await shift(stage, first, second)
    await boss.tap(of((await boss.say("/event")).buttons, "Смена"))
    await boss.tap("📄 Документы")
    await boss.tap("➕ Добавить")
    await boss.say("Полис")
    # The same screen from the person's own card.
    await boss.say("/people")
    await boss.tap(of((await boss.screen()).buttons, "Борисова"))
    await boss.tap(f"📄 {TITLE}")
    await boss.tap("▫️ 1. Полис")
    assert "Всё сдали 1 из 2" in (await boss.tap("← Назад")).text
    await boss.say("/broadcast")
    await boss.tap("Написать")
    await boss.say("Принесите полис до пятницы")
    await boss.tap("Кто не сделал")
    screen = await boss.tap(f"Не сдали документы: {TITLE}")
    assert f"✅ Не сдали документы: {TITLE}" in screen.buttons
    screen = await boss.tap("← Назад")
    assert f"Не сдали документы: {TITLE}" in screen.text
    await boss.tap("Посмотреть")
    await boss.tap("✅ Разослать: 1")
    await boss.tap("Не ждать")
    await stage.tick()
    assert "Принесите полис до пятницы" in (await first.screen()).texts
    assert "Принесите полис до пятницы" not in (await second.screen()).texts


async def test_pile_of_one_document_is_ticked_off_from_the_list_of_who_lacks_it(stage: Stage) -> None:
    event_id = await shift(stage)
    await travellers(stage, event_id, 11)
    boss = await stage.office()
    await boss.tap(of((await boss.say("/event")).buttons, "Смена"))
    await boss.tap("📄 Документы")
    await boss.tap("➕ Добавить")
    await boss.say("Полис")
    await boss.tap("1. Полис")
    screen = await boss.tap("👥 Кому не хватает")
    assert "Не сдали «Полис»: 11" in screen.text
    screen = await boss.tap("Дальше →")
    await boss.tap(of(screen.buttons, "010"))
    await boss.tap("▫️ 1. Полис")
    await boss.tap("📅 1")
    await boss.say("31.12.2019")
    screen = await boss.tap("← Назад")
    # The last page has gone with its only line.
    assert "Не сдали «Полис»: 10" in screen.text
    assert len([label for label in screen.buttons if label.startswith("▫️")]) == 10
    screen = await boss.say("номер-003")
    assert "Найдено по «номер-003»: 1" in screen.text
    await boss.tap(screen.buttons[0])
    await boss.tap("▫️ 1. Полис")
    screen = await boss.tap("← Назад")
    assert "Найдено по «номер-003»: 0" in screen.text
    screen = await boss.tap("← Назад")
    assert "Сдали: 2, из них проверено: 0" in screen.text
