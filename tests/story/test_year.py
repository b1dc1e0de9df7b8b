"""A year of 240 people: from wishes to published teams and mentors, and what happens to them until January."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from bot.db.models import Application, Call, Direction, MentorOffer, Person, Team, TeamMember
from bot.domain.enums import ApplicationStatus, Gender, OfferStatus, Role
from bot.sandbox import Phone
from bot.services import mentors, team_life
from tests.conversations.conftest import Stage, stage
from tests.engines import Sqlite

__all__ = ["stage"]

STUDENTS, TUTORS, MENTORS = 200, 20, 20
TOWNS = ("go-zeya", "go-tynda", "go-svobodnyi")
ACCEPTED, RESERVE = ApplicationStatus.ACCEPTED, ApplicationStatus.RESERVE
AFTER_THE_TERM = 80
"""Hours: three days, and a morning that an offer which would run out at night is given."""

JANUARY = datetime(2020, 1, 15, 1, tzinfo=UTC)


@pytest.fixture
def engine(sqlite: Sqlite) -> Sqlite:
    """One story of many people; the services below it are tested on both engines."""
    return sqlite


class Crowd:
    """Everybody of the programme: most without a screen to look at, some with a phone in hand."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._next = 700_000
        self._people: list[tuple[Person, Role, ApplicationStatus]] = []

    def add(self, role: Role, count: int, status: ApplicationStatus = ACCEPTED) -> None:
        """So many of a role who have started the bot."""
        for _ in range(count):
            self._next += 1
            actor = self.stage.sandbox.world.add_person(first_name="Имя", last_name=None, person_id=self._next)
            actor.started = True
            self.stage.sandbox.world.private_chat(actor)
            self._people.append((self._person(role, self._next, f"Фамилия{self._next}", "Имя"), role, status))

    async def phone(self, role: Role, surname: str, first_name: str, status: ApplicationStatus = ACCEPTED) -> Phone:
        """One of them, to be watched."""
        self._next += 1
        phone = await self.stage.person(first_name, person_id=self._next)
        world = self.stage.sandbox.world
        actor = world.people[self._next]
        actor.started = True
        world.private_chat(actor)
        self._people.append((self._person(role, self._next, surname, first_name), role, status))
        return phone

    def _person(self, role: Role, telegram_id: int, surname: str, first_name: str) -> Person:
        place = len(self._people)
        born = {Role.STUDENT: 2004, Role.TUTOR: 2000, Role.MENTOR: 1980}[role]
        return Person(
            telegram_id=telegram_id, role=role, surname=surname, first_name=first_name,
            search_name=f"{surname} {first_name}".casefold(), gender=list(Gender)[place % 2],
            birth_date=date(born, 3, 1 + place % 28), municipality_id=TOWNS[place % 3],
            organisation_name=f"Школа {place % 40}", created_at=self.stage.now, registered_at=self.stage.now,
        )  # fmt: skip

    async def write(self) -> None:
        """Their applications with their wishes, decided."""
        async with self.stage.database.transaction() as session:
            calls = {call.role: call.id for call in await session.scalars(select(Call))}
            wishes = (await session.scalars(select(Direction.id).order_by(Direction.position))).all()
            session.add_all(person for person, *_ in self._people)
            await session.flush()
            for place, (person, role, status) in enumerate(self._people):
                dear, other = wishes[place % len(wishes)], wishes[(place + 1) % len(wishes)]
                named = {"directions": [dear, other], "capacity": 1, "format": "both"}
                asked = {"direction_first": dear, "direction_second": other}
                application = Application(
                    call_id=calls[role], person_id=person.id, number=f"{role.value[0]}-{place}", status=status,
                    answers=named if role is Role.MENTOR else asked, created_at=self.stage.now, version=1,
                )  # fmt: skip
                session.add(application)


async def _person(stage: Stage, phone: Phone) -> Person:
    async with stage.database.reading() as session:
        return (await session.scalars(select(Person).where(Person.telegram_id == phone.id))).one()


async def _publish(boss: Phone, stage: Stage) -> None:
    await boss.say("/teams_form")
    await boss.tap("Сформировать")
    await stage.tick()
    await boss.tap("👥 Команды")
    await boss.tap("Вариант 1")
    await boss.tap("📣 Объявить")
    await boss.tap("Да, объявить")


async def _everybody_else_accepts(stage: Stage, *phones: Phone) -> None:
    watched = [(await _person(stage, phone)).id for phone in phones]
    async with stage.database.transaction() as session:
        chosen = select(MentorOffer).where(
            MentorOffer.status == OfferStatus.OFFERED, MentorOffer.mentor_id.not_in(watched)
        )
        for offer in (await session.scalars(chosen)).all():
            mentor = await session.get_one(Person, offer.mentor_id)
            await mentors.accept(session, mentor, offer.id, now=stage.now)


async def test_year_of_240_people(stage: Stage) -> None:
    crowd = Crowd(stage)
    declining = await crowd.phone(Role.MENTOR, "Ли", "Иван")
    silent = await crowd.phone(Role.MENTOR, "Цой", "Мария")
    reserve_mentor = await crowd.phone(Role.MENTOR, "Пак", "Ольга", RESERVE)
    leaving_tutor = await crowd.phone(Role.TUTOR, "Ким", "Олег")
    reserve_tutor = await crowd.phone(Role.TUTOR, "Тян", "Вера", RESERVE)
    student = await crowd.phone(Role.STUDENT, "Иванова", "Анна")
    crowd.add(Role.MENTOR, MENTORS - 2)
    crowd.add(Role.TUTOR, TUTORS - 1)
    crowd.add(Role.STUDENT, STUDENTS - 1)
    await crowd.write()
    boss = await stage.office()
    await _publish(boss, stage)
    assert (await student.screen()).text.startswith("👥 Команды объявлены!")

    await leaving_tutor.say("/team")
    await leaving_tutor.tap("🤝 Пожелания")
    assert "1. Иван Ли" in (await leaving_tutor.tap("Иван Ли")).buttons

    await boss.say("/office")
    await boss.tap("Наставники")
    assert "Подобрано: 20." in (await boss.tap("Подобрать всем")).text
    await boss.tap("📣 Отправить: 20")
    await boss.tap("Да, отправить")
    await _everybody_else_accepts(stage, declining, silent)
    await declining.tap("Отказаться")
    await declining.tap("Нет времени")
    assert "Вам предлагают команду" in (await reserve_mentor.screen()).text
    await reserve_mentor.tap("✅ Принять")
    await stage.advance(hours=AFTER_THE_TERM)
    assert (await silent.screen()).text.startswith("Срок ответа о команде")
    # The team of the silent one goes on to the one of the main list who has no team.
    await declining.tap("✅ Принять")
    async with stage.database.reading() as session:
        led = (await session.scalars(select(Team.mentor_id))).all()
    assert None not in led
    assert len(set(led)) == len(led) == TUTORS

    await stage.go_to(JANUARY)
    await _tutor_leaves(stage, boss, leaving_tutor, reserve_tutor)
    await _team_becomes_too_small_and_is_merged(stage, boss, student)


async def _tutor_leaves(stage: Stage, boss: Phone, leaving: Phone, reserve: Phone) -> None:
    gone, next_one = await _person(stage, leaving), await _person(stage, reserve)
    async with stage.database.reading() as session:
        team = (await session.scalars(select(Team).where(Team.tutor_id == gone.id))).one()
    await boss.forge(f"lvt:{team.id}:ask-tutor")
    screen = await boss.tap("Да, сменить")
    assert "Тьютор: Вера Тян" in screen.text
    assert "больше не тьютор: Ким Олег" in screen.text
    assert (await leaving.screen()).text.startswith(f"Вы больше не тьютор команды {team.name}")
    assert (await reserve.screen()).text.startswith(f"👥 Вы теперь тьютор команды {team.name}.")
    async with stage.database.reading() as session:
        assert (await session.get_one(Team, team.id)).tutor_id == next_one.id


async def _team_becomes_too_small_and_is_merged(stage: Stage, boss: Phone, student: Phone) -> None:
    me = await _person(stage, student)
    async with stage.database.transaction() as session:
        team_id = (await session.scalars(select(TeamMember.team_id).where(TeamMember.person_id == me.id))).one()
        name = (await session.get_one(Team, team_id)).name
        chosen = select(TeamMember.person_id).where(TeamMember.team_id == team_id, TeamMember.person_id != me.id)
        others = (await session.scalars(chosen.order_by(TeamMember.person_id))).all()
        target = (await session.scalars(select(Team).where(Team.id != team_id).order_by(Team.number))).first()
        office = await session.scalar(select(Person).where(Person.telegram_id == boss.id))
        assert office is not None
        assert target is not None
        for person_id in others[3:-1]:
            await team_life.leave(session, office, team_id, person_id, now=stage.now)
    await stage.tick()
    await boss.forge(f"lvl:{team_id}:{others[-1]}:1")
    await stage.tick()
    assert any(f"В команде {name} осталось участников: 4" in text for text in (await boss.screen()).texts)
    screen = await boss.forge(f"lvm:{team_id}:{target.id}:0:0")
    assert "⚠️ Это больше наибольшего размера" in screen.text
    screen = await boss.tap("Всё равно объединить")
    assert f"влилась команда {name}" in screen.text
    assert f"теперь твоя команда — {target.name}" in (await student.screen()).text
    assert f"Команда {target.name}" in (await student.tap("👥 Команда")).text
    async with stage.database.reading() as session:
        sizes = dict(
            (await session.execute(select(TeamMember.team_id, func.count()).group_by(TeamMember.team_id))).all()
        )
        assert (await session.get_one(Team, team_id)).merged_into_id == target.id
    assert team_id not in sizes
    assert len(sizes) == TUTORS - 1
    assert sum(sizes.values()) == STUDENTS - len(others[3:])
