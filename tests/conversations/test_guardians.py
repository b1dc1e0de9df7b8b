"""The guardian's consent: one link, one time, seven days, another account; and what the guardian may do afterwards."""

from sqlalchemy import select

from bot.db.models import Consent, GuardianLink, Person
from bot.domain.enums import ConsentPurpose, Role
from bot.sandbox import Phone
from tests.conversations.conftest import Stage
from tests.conversations.people import CONSENTS, answer, confirm_as_guardian, guardian_token, register


async def row_of(stage: Stage, phone: Phone) -> Person:
    """The person as committed."""
    async with stage.database.reading() as session:
        person = await session.scalar(select(Person).where(Person.telegram_id == phone.id))
    assert person is not None
    return person


async def guardian_consents(stage: Stage, child: Phone) -> list[tuple[ConsentPurpose, str, bool]]:
    """Purpose, relation and whether it stands, of what others have signed for the child."""
    person = await row_of(stage, child)
    async with stage.database.reading() as session:
        found = await session.scalars(
            select(Consent).where(Consent.person_id == person.id, Consent.signer_id != person.id).order_by(Consent.id)
        )
        return [(consent.purpose, consent.relation, consent.withdrawn_at is None) for consent in found]


async def test_child_gets_a_message_to_forward(stage: Stage) -> None:
    child = await register(stage)
    screen = await child.tap("Согласие родителя")
    assert "До 18 лет нужно согласие родителя" in screen.text
    screen = await child.tap("Получить ссылку")
    assert "Перешли родителю сообщение ниже" in screen.texts[-2]
    assert screen.text.startswith("Здравствуйте! Анна хочет участвовать")
    assert "Иванова" not in screen.text
    assert screen.last.button("Подтвердить участие").url == screen.text.split()[-1]


async def test_guardian_reads_about_the_programme_first_and_comes_back(stage: Stage) -> None:
    child = await register(stage)
    guardian = await stage.person("Мария")
    await guardian.start(await guardian_token(child))
    screen = await guardian.tap("Вопросы")
    assert "Участие бесплатное." in screen.text
    screen = await guardian.tap("← Назад")
    assert "Анна хочет участвовать" in screen.text
    await guardian.tap("Продолжить")
    await answer(guardian, "[Мать]", "Иванова")
    screen = await guardian.say("/menu")
    assert "Ваше имя?" in (await guardian.tap("▶️ Продолжить анкету")).text


async def test_guardian_signs_each_purpose_and_the_child_is_told(stage: Stage) -> None:
    child = await register(stage)
    token = await guardian_token(child)
    guardian = await stage.person("Мария")
    screen = await guardian.start(token)
    assert "Анна хочет участвовать" in screen.text
    assert "Иванова" not in screen.text
    await guardian.tap("Продолжить")
    screen = await answer(guardian, "[Мать]", "Иванова", "Мария", "[Нет отчества]", "Пропустить")
    assert "Согласие на участие ребёнка" in screen.text
    screen = await answer(guardian, *CONSENTS, "[Подписать]")
    assert "Согласие записано" in screen.text
    assert await guardian_consents(stage, child) == [
        (ConsentPurpose.PARTICIPATION, "mother", True),
        (ConsentPurpose.PUBLICATION, "mother", True),
    ]
    assert (await child.screen()).text == "Родитель подтвердил согласие на твоё участие. Всё готово для заявки!"
    assert (await row_of(stage, guardian)).role is Role.GUARDIAN
    assert "child" in (await guardian.screen()).commands


async def test_contact_of_somebody_else_is_fine_on_the_guardian_step(stage: Stage) -> None:
    child = await register(stage)
    guardian = await stage.person("Мария")
    await guardian.start(await guardian_token(child))
    await guardian.tap("Продолжить")
    await answer(guardian, "[Отец]", "Иванов", "Пётр", "[Нет отчества]")
    grandmother = await stage.person("Вера", phone="+79140000001")
    screen = await guardian.share_contact(grandmother)
    assert "Телефон записан: +7 914 000-00-01" in screen.texts


async def test_guardian_who_does_not_agree_signs_nothing(stage: Stage) -> None:
    child = await register(stage)
    guardian = await stage.person("Мария")
    await guardian.start(await guardian_token(child))
    await guardian.tap("Продолжить")
    screen = await answer(guardian, "[Мать]", "Иванова", "Мария", "[Нет отчества]", "Пропустить", "[Не даю]")
    assert "Без согласия на участие продолжить нельзя" in screen.text
    assert await guardian_consents(stage, child) == []


async def test_link_in_the_childs_own_account_gives_nothing(stage: Stage) -> None:
    child = await register(stage)
    screen = await child.start(await guardian_token(child))
    assert screen.text.startswith("Эта ссылка — для родителя")
    assert "👥 Команда" in screen.buttons
    assert await guardian_consents(stage, child) == []


async def test_link_works_once(stage: Stage) -> None:
    child = await register(stage)
    token = await guardian_token(child)
    for expected in ("Анна хочет участвовать", "она работает один раз"):
        phone = await stage.person("Мария")
        screen = await phone.start(token)
        assert expected in screen.text
        if "Продолжить" in screen.buttons:
            await phone.tap("Продолжить")
            await answer(phone, "[Мать]", "Иванова", "Мария", "[Нет отчества]", "Пропустить", *CONSENTS, "[Подписать]")
    assert "🚀 Участвовать" in screen.buttons


async def test_two_who_opened_the_same_link_cannot_both_sign(stage: Stage) -> None:
    child = await register(stage)
    token = await guardian_token(child)
    steps = ["[Мать]", "Иванова", "Мария", "[Нет отчества]", "Пропустить", *CONSENTS]
    first, second = await stage.person("Мария"), await stage.person("Ольга")
    for phone in (first, second):
        await phone.start(token)
        await phone.tap("Продолжить")
        await answer(phone, *steps)
    await first.tap("Подписать")
    screen = await second.tap("Подписать")
    assert "она работает один раз" in screen.toast
    assert len(await guardian_consents(stage, child)) == 2


async def test_link_expires_after_seven_days(stage: Stage) -> None:
    child = await register(stage)
    token = await guardian_token(child)
    await stage.advance(days=7, seconds=1)
    guardian = await stage.person("Мария")
    screen = await guardian.start(token)
    assert "Срок этой ссылки вышел" in screen.text
    assert "Продолжить" not in screen.buttons


async def test_new_link_revokes_the_old_one(stage: Stage) -> None:
    child = await register(stage)
    old = await guardian_token(child)
    new = await guardian_token(child)
    guardian = await stage.person("Мария")
    assert "Срок этой ссылки вышел" in (await guardian.start(old)).text
    assert "Анна хочет участвовать" in (await guardian.start(new)).text


async def test_another_student_cannot_be_the_guardian(stage: Stage) -> None:
    child = await register(stage)
    token = await guardian_token(child)
    friend = await register(stage, "Борис")
    screen = await friend.start(token)
    assert "подтверждает родитель" in screen.text


async def test_token_is_not_in_the_database(stage: Stage) -> None:
    child = await register(stage)
    token = (await guardian_token(child)).removeprefix("g_")
    async with stage.database.reading() as session:
        assert token not in (await session.scalars(select(GuardianLink.token))).all()


async def test_guardian_sees_the_child_and_withdraws(stage: Stage) -> None:
    child = await register(stage)
    boss = await stage.office()
    guardian = await confirm_as_guardian(stage, child)
    screen = await guardian.say("/child")
    assert screen.text.startswith("Мой ребёнок: Анна")
    assert "Заявка ещё не начата." in screen.text
    assert "✅ участие · вы согласны" in screen.text
    assert "▫️ письма партнёров" in screen.text
    screen = await guardian.tap("Отозвать: участие")
    assert "программа для этого человека останавливается" in screen.text
    screen = await guardian.tap("Отозвать согласие")
    assert "Согласие отозвано." in screen.text
    assert (ConsentPurpose.PARTICIPATION, "mother", False) in await guardian_consents(stage, child)
    assert (await child.screen()).text == "Родитель отозвал согласие: участие."
    assert "Отозвано согласие на участие: карточка №" in (await boss.screen()).text
    await guardian.tap("Дать: участие")
    await guardian.tap("Даю согласие")
    assert (await guardian_consents(stage, child))[-1] == (ConsentPurpose.PARTICIPATION, "mother", True)


async def test_foreign_child_is_refused(stage: Stage) -> None:
    child = await register(stage)
    await confirm_as_guardian(stage, child)
    person = await row_of(stage, child)
    thief = await stage.person("Вор")
    await thief.start()
    screen = await thief.forge(f"chd:withdraw:{person.id}:participation")
    assert screen.toast == "Эта кнопка уже не действует"
    assert all(stands for _, _, stands in await guardian_consents(stage, child))


async def test_second_child_asks_the_guardian_no_name(stage: Stage) -> None:
    first = await register(stage)
    guardian = await confirm_as_guardian(stage, first)
    second = await register(stage, "Борис")
    await guardian.start(await guardian_token(second))
    await guardian.tap("Продолжить")
    screen = await answer(guardian, "[Мать]")
    assert "Согласие на участие ребёнка" in screen.text
    await answer(guardian, *CONSENTS, "[Подписать]")
    screen = await guardian.say("/child")
    assert screen.text == "О ком рассказать?"
    assert len(screen.buttons) == 3
