"""A team's group: its tutor binds it, the team and nobody else is let in, who leaves the team leaves the group."""

import pytest
from sqlalchemy import select

from bot.db.models import AuditEntry, IncomingUpdate, Person, Team, TeamGroup, TeamGroupGuest
from bot.domain.enums import Role
from bot.sandbox import Phone
from bot.services import team_life
from tests.conversations.conftest import Stage
from tests.conversations.team_people import accepted, published

OPENED = "есть группа. Нажми «Войти в группу»"


async def _link(stage: Stage) -> str:
    async with stage.database.reading() as session:
        link = (await session.scalars(select(TeamGroup.link))).one()
    assert link is not None
    return link


async def _bound(stage: Stage, tutor: Phone, *, bot_admin: bool = True, kind: str = "supergroup") -> int:
    chat = await stage.client.group("Наша команда", [tutor], bot_admin=bot_admin, kind=kind)
    await stage.client.settle()
    await tutor.say("/team", chat_id=chat)
    await stage.tick()
    return chat


async def _knock(stage: Stage, phone: Phone, link: str) -> bool:
    """Whether somebody who follows the link is inside afterwards."""
    answer = await stage.client.follow_invitation(phone, link)
    await stage.client.settle()
    return phone.id in stage.sandbox.world.chats[answer["chat_id"]].members


async def test_tutor_binds_a_group_and_only_the_team_comes_in(stage: Stage) -> None:
    _, students, tutor = await published(stage)
    screen = await tutor.say("/team")
    assert "💬 Группа команды" in screen.buttons
    screen = await tutor.tap("💬 Группа команды")
    assert "Бот сам пустит в группу участников команды" in screen.text

    chat = await _bound(stage, tutor)
    said = [message.text for message in (await tutor.screen(chat_id=chat)).messages]
    assert said[-2] == "✅ Теперь это группа команды № 1. Ссылку для входа команда получит от бота в личных чатах."
    assert said[-1].startswith("👋 Это группа команды № 1.")
    assert OPENED in (await students[0].screen()).text
    assert (await students[0].screen()).buttons == ["💬 Войти в группу", "👥 Команда"]

    link = await _link(stage)
    assert await _knock(stage, students[0], link)
    outsider = await accepted(stage, Role.STUDENT, "Чужой", "Пётр", 77)
    stranger = await stage.person("Кто-то")
    for phone in (outsider, stranger):
        assert not await _knock(stage, phone, link)
        assert "входят только участники команды" in (await phone.screen()).text
    screen = await students[0].say("/team")
    assert "💬 Войти в группу" in screen.buttons


async def test_link_that_adds_the_bot_binds_the_group(stage: Stage) -> None:
    _, students, tutor = await published(stage)
    await tutor.say("/team")
    screen = await tutor.tap("💬 Группа команды")
    assert "?startgroup=team&admin=" in str(screen.last.raw["buttons"])
    chat = await stage.client.group("Наша команда", [tutor], bot_admin=True)
    said = await tutor.say("/start@kadry_demo_bot team", chat_id=chat)
    assert said.text.startswith("✅ Теперь это группа команды № 1.")
    await stage.tick()
    assert await _knock(stage, students[0], await _link(stage))


async def test_group_without_rights_waits_for_them_and_the_tutor_is_told(stage: Stage) -> None:
    _, students, tutor = await published(stage)
    chat = await _bound(stage, tutor, bot_admin=False)
    screen = await tutor.screen()
    assert "Боту не хватает прав" in screen.text
    assert "Группа работает" not in (await tutor.tap("💬 Группа команды")).text
    await stage.client.group_bot(chat, "promote")
    await stage.client.settle()
    await stage.tick()
    assert OPENED in (await students[0].screen()).text
    await stage.client.group_bot(chat, "kick")
    await stage.client.settle()
    assert "Бота в группе больше нет" in (await tutor.screen()).text
    await tutor.tap("💬 Группа команды")
    await tutor.tap("Отвязать группу")
    assert "Бот сам пустит в группу" in (await tutor.tap("Да, отвязать")).text
    async with stage.database.reading() as session:
        assert (await session.scalars(select(TeamGroup))).all() == []
        assert (await session.scalars(select(TeamGroupGuest))).all() == []


async def test_who_leaves_the_team_leaves_the_group(stage: Stage) -> None:
    boss, students, tutor = await published(stage)
    chat = await _bound(stage, tutor)
    link = await _link(stage)
    for phone in students[:2]:
        assert await _knock(stage, phone, link)
    async with stage.database.transaction() as session:
        office = (await session.scalars(select(Person).where(Person.telegram_id == boss.id))).one()
        gone = (await session.scalars(select(Person).where(Person.telegram_id == students[0].id))).one()
        team = (await session.scalars(select(Team))).one()
        await team_life.leave(session, office, team.id, gone.id, now=stage.now)
    await stage.tick()
    members = stage.sandbox.world.chats[chat].members
    assert students[0].id not in members
    assert students[1].id in members
    assert not await _knock(stage, students[0], link)
    async with stage.database.reading() as session:
        assert len((await session.scalars(select(TeamGroupGuest))).all()) == 2


async def test_tutor_who_owns_the_group_and_leaves_is_for_the_next_one_to_see_to(stage: Stage) -> None:
    _, _, tutor = await published(stage)
    other = await accepted(stage, Role.TUTOR, "Пак", "Нина", 5)
    await _bound(stage, tutor)
    async with stage.database.transaction() as session:
        new = (await session.scalars(select(Person).where(Person.telegram_id == other.id))).one()
        (await session.scalars(select(Team))).one().tutor_id = new.id
    await stage.tick()
    assert "остался человек, который больше не в команде" in (await other.screen()).text
    assert "Группа работает" in (await other.tap("💬 Группа команды")).text


@pytest.mark.parametrize("who", ["student", "stranger"])
async def test_others_bind_nothing(stage: Stage, who: str) -> None:
    _, students, tutor = await published(stage)
    phone = students[0] if who == "student" else await stage.person("Кто-то")
    chat = await stage.client.group("Чужая", [phone], bot_admin=True)
    await phone.say("/team", chat_id=chat)
    assert "t.me/" in (await phone.screen(chat_id=chat)).text
    await phone.say("/menu")
    await phone.forge("tgr:unbind")
    async with stage.database.reading() as session:
        assert (await session.scalars(select(TeamGroup))).all() == []
        refused = select(AuditEntry.id).where(AuditEntry.action == "access.refused")
        assert len((await session.scalars(refused)).all()) == 1
    await tutor.say("/team")
    assert "Бот сам пустит" in (await tutor.tap("💬 Группа команды")).text


async def test_conversation_of_the_group_is_none_of_the_bots_business(stage: Stage) -> None:
    _, students, tutor = await published(stage)
    chat = await _bound(stage, tutor)
    assert await _knock(stage, students[0], await _link(stage))
    await tutor.say("/team")
    await tutor.tap("📅 Встречи")
    await tutor.tap("➕ Назначить встречу")
    before = len((await tutor.screen(chat_id=chat)).messages)
    await students[0].say("Привет", chat_id=chat)
    said = (await tutor.say("меню", chat_id=chat)).messages[-1]
    await tutor.edit(said.id, "меню на пятницу", chat_id=chat)
    assert len((await tutor.screen(chat_id=chat)).messages) == before + 2
    # What the tutor was typing in the private chat goes on there.
    assert "Где?" in (await tutor.say("21.08.2019 17:00")).text


async def test_request_that_comes_twice_or_was_answered_by_hand_changes_nothing(stage: Stage) -> None:
    _, students, tutor = await published(stage)
    chat = await _bound(stage, tutor)
    member = students[0]
    # The tutor has answered it already: of this request the messenger knows nothing any more.
    request = {
        "chat": {"id": chat, "type": "supergroup", "title": "Наша команда"},
        "from": {"id": member.id, "is_bot": False, "first_name": member.first_name},
        "user_chat_id": member.id,
        "date": 1_566_262_800,
    }
    update = {"update_id": 10_000, "chat_join_request": request}
    await stage.app.intake.accept([update, update])
    await stage.app.intake.accept([update])
    await stage.client.settle()
    calls = [each for each in await stage.client.calls(limit=50) if each["method"].lower() == "approvechatjoinrequest"]
    assert len(calls) == 1
    async with stage.database.reading() as session:
        assert len((await session.scalars(select(TeamGroupGuest))).all()) == 2
        status = await session.scalar(select(IncomingUpdate.status).where(IncomingUpdate.update_id == 10_000))
    assert status == "done"


async def test_one_group_to_a_team_and_one_team_to_a_group(stage: Stage) -> None:
    _, _, tutor = await published(stage)
    chat = await _bound(stage, tutor)
    assert "уже привязана" in (await tutor.say("/team", chat_id=chat)).text
    other = await stage.client.group("Вторая", [tutor], bot_admin=True)
    assert "У команды уже есть группа" in (await tutor.say("/team", chat_id=other)).text


async def test_group_keeps_its_team_when_it_becomes_a_supergroup(stage: Stage) -> None:
    _, students, tutor = await published(stage)
    chat = await _bound(stage, tutor, kind="group")
    new = await stage.client.upgrade(chat)
    await stage.client.settle()
    await stage.advance(minutes=2)
    async with stage.database.reading() as session:
        group = (await session.scalars(select(TeamGroup))).one()
    assert group.chat_id == new
    assert group.link is not None
    assert await _knock(stage, students[0], group.link)
