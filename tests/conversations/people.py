"""Steps that many stories share: somebody registers, a guardian confirms."""

from bot.sandbox import Phone, Screen
from tests.conversations.conftest import Stage

BIRTHDAYS = {"student": "05.03.2004", "tutor": "05.03.2000", "mentor": "05.03.1980"}
ROLES = {"student": "Участник, 14–17 лет", "tutor": "Тьютор, 18–21 год", "mentor": "Наставник"}


async def answer(phone: Phone, *steps: str) -> Screen:
    """Answer step by step: «[Кнопка]» is tapped, anything else is said."""
    screen = await phone.screen()
    for step in steps:
        screen = await phone.tap(step[1:-1]) if step.startswith("[") else await phone.say(step)
    return screen


def until_consents(role: str = "student", *, birth: str | None = None, surname: str = "Иванова") -> list[str]:
    """The answers of a registration up to the consents."""
    steps = [
        f"[{ROLES[role]}]",
        surname,
        "Анна",
        "[Нет отчества]",
        "[Женский]",
        birth or BIRTHDAYS[role],
        "[Да, верно]",
    ]
    match role:
        case "student":
            steps += ["[Школа]", "школа № 5", "9А"]
        case "tutor":
            steps += ["[Вуз]", "[АмГУ]", "2 курс, группа 221"]
        case _:
            steps += ["НИИ лесного хозяйства"]
    return [*steps, "белогорск", "8 914 555-12-34"]


CONSENTS = ["[Даю согласие]", "[Даю согласие]", "[Не даю]", "[Не даю]"]


async def register(stage: Stage, first_name: str = "Анна", role: str = "student", **options: str) -> Phone:
    """A newcomer registers: participation and publication agreed, the partners' purposes not."""
    phone = await stage.person(first_name)
    await phone.start()
    await phone.tap("🚀 Участвовать")
    await answer(phone, *until_consents(role, **options), *CONSENTS, "[Зарегистрироваться]")
    return phone


async def guardian_token(child: Phone) -> str:
    """The child makes a link; its payload."""
    await child.say("/profile")
    await child.tap("Согласие родителя")
    screen = await child.screen()
    await child.tap("Получить ссылку" if "Получить ссылку" in screen.buttons else "Новая ссылка")
    letter = (await child.screen()).last.text
    return letter.rpartition("start=")[2].strip()


async def confirm_as_guardian(stage: Stage, child: Phone, *, surname: str = "Иванова") -> Phone:
    """A parent opens the child's link on a phone of their own and signs."""
    guardian = await stage.person("Мария")
    await guardian.start(await guardian_token(child))
    await guardian.tap("Продолжить")
    await answer(guardian, "[Мать]", surname, "Мария", "[Нет отчества]", "Пропустить", *CONSENTS, "[Подписать]")
    return guardian
