"""The main job as one story, told through phones: from a registration to the report of a broadcast.

It waits for what people should see instead of for the bot to be quiet, so that it can be played while the bot is being
killed: an action is done once, and its effect may come late, or twice on the screen.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import ROOT
from bot.db.engine import Database
from bot.db.models import Application, Event, EventRegistration, MentorOffer, OutboxMessage, TeamMember, TeamRun
from bot.domain.enums import EventKind, OutboxStatus, TeamRunStatus
from bot.sandbox import Phone, SandboxClient, Screen
from bot.sandbox.model import Person as SandboxPerson
from bot.sandbox.world import World
from bot.services import demo

STUDENTS, TUTORS, MENTORS = 11, 2, 3
PATIENCE = 30.0
"""Seconds a person waits for an answer: a killed bot needs a moment to come back."""

SEATS = 11
DAY_BEFORE = timedelta(days=1)


@dataclass
class Set:
    """What the story is played on. ``go_to`` moves the clock and lets the jobs look, ``calm`` ends
    whatever disturbs the bot: the story is told, its last page is being written."""

    client: SandboxClient
    world: World
    database: Database
    office: int
    go_to: Callable[[datetime], Awaitable[None]]
    tick: Callable[[], Awaitable[None]]
    calm: Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Ending:
    """How the story ended, as committed: the same whether the bot was killed on the way or not."""

    applications: dict[str, int]
    team_sizes: list[int]
    offers: dict[str, int]
    school: dict[str, int]
    sent: dict[str, int]
    left: int


ENDING = Ending(
    applications={"accepted": 17},
    team_sizes=[6, 6],
    offers={"accepted": 1, "declined": 1},
    school={"going": 11, "declined": 1},
    sent={
        "broadcast": 12,
        "decision-accepted": 17,
        "event-announced": 17,
        "event-promoted": 1,
        "guardian-confirmed-child": 1,
        "mentors-found": 7,
        "mentors-offer": 2,
        "reminder-event": 11,
        "reminder-event-silent": 5,
        "reminder-event-team": 2,
        "teams-formed": 1,
        "teams-published-member": 12,
        "teams-published-tutor": 2,
    },
    left=0,
)


def people() -> dict[str, Any]:
    """The characters of this story: a part of the demo's."""
    data = demo.read(ROOT / "seasons" / "demo-people.toml")
    return {
        "students": data["students"][:STUDENTS],
        "tutors": data["tutors"][:TUTORS],
        "mentors": data["mentors"][:MENTORS],
        "phones": [],
    }


async def seed(place: Set, *, now: datetime) -> dict[int, Phone]:
    """Write the characters and give them phones, as if they had used the bot before."""
    data = people()
    async with place.database.transaction() as session:
        await demo.seed(session, data, now=now)
    for character in demo.cast(data).others:
        person = place.world.add_person(
            first_name=character.first_name, last_name=character.last_name, person_id=character.telegram_id
        )
        _has_started(place.world, person)
    return {phone.id: phone for phone in await place.client.people()}


def _has_started(world: World, person: SandboxPerson) -> None:
    person.started = True
    world.private_chat(person)


class Actor:
    """A person who acts once and waits until the screen shows what it should."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self._reading = 0

    async def start(self, expect: str, payload: str | None = None) -> Screen:
        """Press «Start»."""
        await self.phone.start(payload, settle=False)
        return await self.sees(expect)

    async def say(self, text: str, expect: str) -> Screen:
        """Write."""
        await self.phone.say(text, settle=False)
        return await self.sees(expect)

    async def tap(self, button: str, expect: str) -> Screen:
        """Tap a button as soon as it is there; the bot is given the tap once."""
        waited = 0.0
        while True:
            if await self._press(button):
                return await self.sees(expect)
            waited += 0.05
            if waited > PATIENCE:
                screen = await self.phone.screen()
                raise AssertionError(f"{self.phone} looks for {button!r}: {screen.text!r} {screen.buttons}")
            await asyncio.sleep(0.05)

    async def _press(self, button: str) -> bool:
        screen = await self.phone.screen()
        offering = [message for message in screen.messages if button in message.buttons]
        # A repeated answer leaves a second, older question below the present one: people tap where they are reading.
        reading = [message for message in offering if message.id == self._reading]
        if not offering:
            return False
        await self.phone.press(text=button, message_id=(reading or offering)[-1].id)
        return True

    async def answer(self, *steps: tuple[str, str]) -> Screen:
        """«[Кнопка]» is tapped, anything else is said; each step waits for the next question."""
        screen = await self.phone.screen()
        for step, expect in steps:
            screen = await (self.tap(step[1:-1], expect) if step.startswith("[") else self.say(step, expect))
        return screen

    async def sees(self, expect: str) -> Screen:
        """Wait until one of the newer messages of the bot holds the text."""
        waited = 0.0
        while True:
            screen = await self.phone.screen()
            holding = [message for message in screen.messages if message.from_bot][-8:]
            found = [message.id for message in holding if expect in message.text]
            if found:
                self._reading = found[-1]
                return screen
            waited += 0.03
            if waited > PATIENCE:
                raise AssertionError(f"{self.phone} waits for {expect!r} but sees {screen.text!r} {screen.buttons}")
            await asyncio.sleep(0.03)


async def play(place: Set, *, now: datetime) -> Ending:
    """The whole story."""
    phones = await seed(place, now=now)
    boss = Actor(await place.client.person("Ирина", person_id=place.office))
    hero, mother = Actor(await place.client.person("Татьяна")), Actor(await place.client.person("Прасковья"))
    students = [Actor(phone) for phone in list(phones.values())[:STUDENTS]]
    mentors = [Actor(phone) for phone in list(phones.values())[-MENTORS:]]
    await _register(hero)
    await _guardian_confirms(hero, mother)
    await _apply(hero)
    await _select(boss)
    await hero.sees("принята!")
    await _form_teams(place, boss)
    await hero.sees("Команды объявлены!")
    await _find_mentor(boss, mentors)
    everybody = [hero, *students]
    await _who_sees(everybody, "🤝 У команды № 1 есть наставник")
    await _school(boss, everybody)
    await _day_before(place, everybody)
    await _broadcast(place, boss, everybody)
    return await ending(place.database)


async def _register(hero: Actor) -> None:
    await hero.start("Программа собирает команды")
    await hero.answer(
        ("[🚀 Участвовать]", "Кем вы хотите участвовать?"),
        ("[Участник, 14–17 лет]", "Твоя фамилия?"),
        ("Ларина", "Твоё имя?"),
        ("Татьяна", "Твоё отчество?"),
        ("[Нет отчества]", "Твой пол?"),
        ("[Женский]", "Дата рождения?"),
        ("05.03.2004", "Тебе 15, верно?"),
        ("[Да, верно]", "Где ты учишься?"),
        ("[Школа]", "Как называется учебное заведение?"),
        ("школа № 5", "Какой класс или курс?"),
        ("9А", "Где ты живёшь?"),
        ("белогорск", "Твой номер телефона?"),
        ("8 914 555-12-34", "Согласие на участие"),
        ("[Даю согласие]", "Согласие на публикацию"),
        ("[Даю согласие]", "Согласие на передачу партнёрам"),
        ("[Не даю]", "Согласие на письма партнёров"),
        ("[Не даю]", "Проверка ответов"),
        ("[Зарегистрироваться]", "Регистрация принята"),
    )


async def _guardian_confirms(child: Actor, mother: Actor) -> None:
    await child.tap("Согласие родителя", "нужно согласие родителя")
    letter = await child.tap("Получить ссылку", "start=g_")
    link = next(m.text for m in reversed(letter.messages) if "start=g_" in m.text)
    await mother.start("Татьяна хочет участвовать", payload=link.rpartition("start=")[2].strip())
    await mother.answer(
        ("[Продолжить]", "Кем вы приходитесь"),
        ("[Мать]", "Ваша фамилия?"),
        ("Ларина", "Ваше имя?"),
        ("Прасковья", "Ваше отчество?"),
        ("[Нет отчества]", "Телефон для связи?"),
        ("Пропустить", "Согласие на участие ребёнка"),
        ("[Даю согласие]", "Согласие на публикацию"),
        ("[Даю согласие]", "Согласие на передачу партнёрам"),
        ("[Не даю]", "Согласие на письма партнёров"),
        ("[Не даю]", "Проверка ответов"),
        ("[Подписать]", "Согласие записано"),
    )
    await child.sees("Родитель подтвердил согласие")


async def _apply(hero: Actor) -> None:
    motivation = "Хочу научиться делать проекты, которые останутся в моём городе надолго и пригодятся людям."
    idea = 'Карта мест, где можно собраться <b>&" и что-то сделать.'
    await hero.answer(
        ("/apply", "Приём заявок участников открыт"),
        ("[📝 Заполнить]", "Почему ты хочешь в программу?"),
        (motivation, f"Записано {len(motivation)} знак"),
        ("[Готово]", "Какое направление тебе интереснее всего?"),
        ("[IT]", "А какое на втором месте?"),
        ("[Пропустить]", "Что тебе хочется изменить"),
        (idea, f"Записано {len(idea)} знак"),
        ("[Готово]", "Что тебе ближе в команде?"),
        ("[Придумывать]", "Чем ты гордишься?"),
        ("[Пропустить]", "Сможешь быть на «Региональной школе»"),
        ("[Да]", "Хочешь приложить файл"),
        ("[Пропустить]", "проверка перед отправкой"),
        ("[Отправить]", "Заявка С-0012 отправлена"),
    )


async def _select(boss: Actor) -> None:
    await boss.say("/start", "")
    for call, count, first in (
        ("Участники", STUDENTS + 1, "Первые 25"),
        ("Тьюторы", TUTORS, "Первые 10"),
        ("Наставники", MENTORS, "Первые 10"),
    ):
        await boss.answer(
            ("/selection", f"{call}: подано {count}"),
            (f"[{call}]", f"Отбор: {call}"),
            ("[Принять первые…]", "Принять первые по дате подачи"),
            (f"[{first}]", f"Поставлено решений: {count}."),
            ("[📣 Объявить решения]", f"принять {count}, в резерв 0, отклонить 0"),
            ("[📣 Объявить]", "📣 Объявлено."),
        )


async def _form_teams(place: Set, boss: Actor) -> None:
    await boss.answer(
        ("/teams_form", f"Принято: {STUDENTS + 1} участников, {TUTORS} тьютора."),
        ("[Сформировать]", "Формирую…"),
    )
    await place.tick()
    await boss.sees("готов: 2 команды")
    await boss.answer(
        ("[👥 Команды]", "Вариант 1"),
        ("[Вариант 1]", "не объявлены"),
        ("[📣 Объявить]", "Объявить"),
        ("[Да, объявить]", "объявлены"),
    )


async def _find_mentor(boss: Actor, mentors: Sequence[Actor]) -> None:
    await boss.answer(
        ("/office", "Проектный офис"),
        ("[🤝 Наставники]", "наставник"),
        ("[❗ № 1 · нет]", "Предложений ещё не было."),
        ("[Предложить лучшему]", "ждём ответа до"),
    )
    first = await _who_sees(mentors, "Вам предлагают команду № 1.")
    await first.tap("Отказаться", "Почему не получится взять команду")
    await first.tap("Нет времени", "Спасибо за ответ.")
    others = [mentor for mentor in mentors if mentor is not first]
    second = await _who_sees(others, "Вам предлагают команду № 1.")
    await second.tap("✅ Принять", "команд")


async def _who_sees(actors: Sequence[Actor], text: str) -> Actor:
    async with asyncio.timeout(PATIENCE):
        while True:
            for actor in actors:
                if any(text in message for message in (await actor.phone.screen()).texts):
                    return actor
            await asyncio.sleep(0.05)


async def _school(boss: Actor, everybody: Sequence[Actor]) -> None:
    """One seat too few: the last one waits, and moves up when somebody changes their mind."""
    await boss.answer(
        ("/event", "Мероприятия сезона"),
        ("[📝 пт, 20 сентября · «Региональная школа»]", "Состояние: 📝 черновик"),
        ("[Изменить]", "Изменение мероприятия"),
        ("[Изменить]", "Что изменить?"),
        ("[Мест]", "мест"),
        (str(SEATS), f"Мест: {SEATS}"),
        ("[Сохранить]", "Состояние: 📝 черновик"),
        ("[📣 Объявить]", "Объявить"),
        ("[Да, объявить]", "📣 Объявлено."),
    )
    for actor in everybody[:SEATS]:
        await actor.tap("✅ Иду", "Ты идёшь")
    last = everybody[-1]
    await last.tap("✅ Иду", "Ты в листе ожидания: 1 из 1")
    await everybody[0].tap("Не иду", "Ты не идёшь")
    await last.sees("Место освободилось: ты идёшь!")


async def _day_before(place: Set, everybody: Sequence[Actor]) -> None:
    async with place.database.reading() as session:
        starts = await session.scalar(select(Event.starts_at).where(Event.kind == EventKind.SCHOOL))
    assert starts is not None
    await place.go_to(starts - DAY_BEFORE)
    for actor in everybody[1:]:
        await actor.sees("⏰ «Региональная школа»")


async def _broadcast(place: Set, boss: Actor, everybody: Sequence[Actor]) -> None:
    text = "Берём с собой тёплые вещи!"
    await boss.answer(
        ("/broadcast", "Рассылки"),
        ("[✏️ Написать]", "текст"),
        (text, "Кому"),
        ("[Роль]", "Роль: отметьте"),
        ("[Участники]", f"Получат: {len(everybody)}"),
        ("[← Назад]", "Роль: Участники"),
        ("[👁 Посмотреть]", f"Получат: {len(everybody)}"),
        (f"[✅ Разослать: {len(everybody)}]", "можно отозвать"),
        ("[Не ждать]", "Доставлено:"),
    )
    for actor in everybody:
        await actor.sees(text)
    await place.calm()
    await place.tick()
    await boss.sees(f"завершена\nДоставлено: {len(everybody)} из {len(everybody)}")


async def ending(database: Database) -> Ending:
    """What was committed, as numbers."""
    async with database.reading() as session:
        going = select(EventRegistration.status, func.count()).join(Event, Event.id == EventRegistration.event_id)
        published = select(TeamRun.id).where(TeamRun.status == TeamRunStatus.PUBLISHED)
        sizes = select(func.count()).where(TeamMember.run_id.in_(published)).group_by(TeamMember.team_id)
        templates = select(OutboxMessage.template, func.count()).where(OutboxMessage.status == OutboxStatus.SENT)
        return Ending(
            applications=await _counts(session, select(Application.status, func.count()).group_by(Application.status)),
            team_sizes=sorted((await session.scalars(sizes)).all()),
            offers=await _counts(session, select(MentorOffer.status, func.count()).group_by(MentorOffer.status)),
            school=await _counts(
                session, going.where(Event.kind == EventKind.SCHOOL).group_by(EventRegistration.status)
            ),
            sent=await _counts(session, templates.group_by(OutboxMessage.template)),
            left=await session.scalar(
                select(func.count()).where(OutboxMessage.status.in_((OutboxStatus.PENDING, OutboxStatus.SENDING)))
            )
            or 0,
        )


async def _counts(session: AsyncSession, statement: Select[Any, Any]) -> dict[str, int]:
    return {str(name): count for name, count in await session.execute(statement)}
