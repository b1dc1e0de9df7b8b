"""People of a published team, on their phones."""

from sqlalchemy import select

from bot.db.models import Application, Call, Person
from bot.domain.enums import ApplicationStatus, Gender, Role
from bot.sandbox import Phone
from tests.conversations.conftest import Stage


async def accepted(stage: Stage, role: Role, surname: str, first_name: str, index: int, **answers: object) -> Phone:
    """Somebody selected, on their phone."""
    phone = await stage.person(first_name)
    await phone.say("/menu")
    async with stage.database.transaction() as session:
        person = (await session.scalars(select(Person).where(Person.telegram_id == phone.id))).one()
        person.role, person.surname, person.first_name = role, surname, first_name
        person.search_name, person.gender = f"{surname} {first_name}".casefold(), list(Gender)[index % 2]
        person.registered_at = stage.now
        call = (await session.scalars(select(Call).where(Call.role == role))).one()
        session.add(
            Application(
                call_id=call.id,
                person_id=person.id,
                number=f"{role.value}-{index}",
                status=ApplicationStatus.ACCEPTED,
                answers=answers,
                created_at=stage.now,
                version=1,
            )
        )
    return phone


async def students(stage: Stage, count: int) -> list[Phone]:
    """So many selected students, on their phones."""
    names = ("Анна", "Борис", "Вера", "Глеб", "Дина", "Егор", "Жанна", "Захар", "Инна", "Кирилл")
    return [await accepted(stage, Role.STUDENT, f"Участник{i}", names[i], i) for i in range(count)]


async def published(stage: Stage) -> tuple[Phone, list[Phone], Phone]:
    """The office, ten students and the tutor of their one published team."""
    boss = await stage.office()
    members = await students(stage, 10)
    tutor = await accepted(stage, Role.TUTOR, "Ким", "Олег", 0)
    await boss.say("/teams_form")
    await boss.tap("Сформировать")
    await stage.tick()
    await boss.tap("👥 Команды")
    await boss.tap("Вариант 1")
    await boss.tap("📣 Объявить")
    await boss.tap("Да, объявить")
    return boss, members, tutor
