"""Groups: who comes and goes, what the bot hears, its rights, invitations, the move to a supergroup."""

from __future__ import annotations

import pytest

from bot.sandbox import Phone, SandboxClient
from bot.sandbox.client import SandboxError

from .conftest import Api, Json

People = tuple[Phone, Phone]


@pytest.fixture
async def people(client: SandboxClient) -> People:
    await client.no_limits()
    return await client.person("Анна"), await client.person("Борис")


def kinds(updates: list[Json]) -> list[str]:
    return [key for update in updates for key in update if key != "update_id"]


async def test_a_group_with_the_bot_tells_it(client: SandboxClient, people: People, api: Api) -> None:
    chat_id = await client.group("Команда 1", list(people))
    updates = await api.updates()
    assert kinds(updates) == ["my_chat_member", "message"]
    change = updates[0]["my_chat_member"]
    assert change["chat"] == {"id": chat_id, "type": "supergroup", "title": "Команда 1"}
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("left", "member")
    assert updates[1]["message"]["new_chat_members"][0]["id"] == 42
    assert chat_id < -1_000_000_000_000
    assert [chat["title"] for chat in await people[1].chats()] == ["Кадры будущего", "Команда 1"]


async def test_everybody_in_a_group_sees_its_messages(client: SandboxClient, people: People, api: Api) -> None:
    chat_id = await client.group("Команда 1", list(people))
    await api.ok("sendMessage", chat_id=chat_id, text="Всем привет")
    await people[0].say("и тебе", chat_id=chat_id, settle=False)
    anna, boris = [await phone.screen(chat_id=chat_id) for phone in people]
    assert [m.text for m in anna.messages[-2:]] == ["Всем привет", "и тебе"]
    assert (anna.messages[-1].out, boris.messages[-1].out) == (True, False)
    assert boris.messages[-1].raw["from"]["name"] == "Анна"
    assert boris.messages[0].raw["service"] == "Анна: создана группа «Команда 1»"
    assert (await people[1].chats())[1]["unread"] > 0


async def test_in_privacy_mode_the_bot_hears_commands_and_replies_only(
    client: SandboxClient, people: People, api: Api
) -> None:
    chat_id = await client.group("Команда 1", list(people))
    sent = await api.ok("sendMessage", chat_id=chat_id, text="?")
    await api.updates()
    anna = people[0]
    await anna.say("просто так", chat_id=chat_id, settle=False)
    await anna.say("/menu", chat_id=chat_id, settle=False)
    await anna.say("/menu@kadry_demo_bot", chat_id=chat_id, settle=False)
    await anna.say("/menu@other_bot", chat_id=chat_id, settle=False)
    await anna.say("ответ", chat_id=chat_id, reply_to=sent["message_id"], settle=False)
    heard = [update["message"]["text"] for update in await api.updates()]
    assert heard == ["/menu", "/menu@kadry_demo_bot", "ответ"]
    await client.set_privacy(on=False)
    await anna.say("просто так", chat_id=chat_id, settle=False)
    assert [update["message"]["text"] for update in await api.updates()] == ["просто так"]
    assert (await api.ok("getMe"))["can_read_all_group_messages"] is True


async def test_joining_and_leaving(client: SandboxClient, people: People, api: Api) -> None:
    anna, boris = people
    chat_id = await client.group("Команда 1", [anna], bot_admin=True)
    await api.ok("getUpdates", allowed_updates=["message", "chat_member"])
    await api.updates()
    await client.group_member(chat_id, boris, "join")
    joined = await api.updates()
    assert kinds(joined) == ["message", "chat_member"]
    assert joined[0]["message"]["new_chat_members"][0]["id"] == boris.id
    assert (await api.ok("getChatMember", chat_id=chat_id, user_id=boris.id))["status"] == "member"
    assert (await api.ok("getChatMemberCount", chat_id=chat_id)) == 3
    await client.group_member(chat_id, boris, "leave")
    assert (await api.updates())[0]["message"]["left_chat_member"]["id"] == boris.id
    assert (await api.ok("getChatMember", chat_id=chat_id, user_id=boris.id))["status"] == "left"
    with pytest.raises(SandboxError) as caught:
        await client.group_member(chat_id, boris, "leave")
    assert caught.value.status == 409
    admins = await api.ok("getChatAdministrators", chat_id=chat_id)
    assert [(member["user"]["id"], member["status"]) for member in admins] == [
        (anna.id, "creator"),
        (42, "administrator"),
    ]


async def test_invitations_and_requests(client: SandboxClient, people: People, api: Api) -> None:
    anna, boris = people
    chat_id = await client.group("Команда 1", [anna])
    assert await api.error("createChatInviteLink", chat_id=chat_id) == (
        400,
        "Bad Request: not enough rights to manage chat invite link",
    )
    await client.group_bot(chat_id, "promote")
    link = await api.ok("createChatInviteLink", chat_id=chat_id, name="Команда", creates_join_request=True)
    assert link["invite_link"].startswith("https://t.me/+")
    await api.updates()
    await client.group_member(chat_id, boris, "request", link["invite_link"])
    request = (await api.updates())[0]["chat_join_request"]
    assert (request["from"]["id"], request["invite_link"]["name"]) == (boris.id, "Команда")
    who = {"chat_id": chat_id, "user_id": boris.id}
    assert await api.ok("declineChatJoinRequest", **who) is True
    assert (await api.error("approveChatJoinRequest", **who))[1] == "Bad Request: HIDE_REQUESTER_MISSING"
    await client.group_member(chat_id, boris, "request")
    assert await api.ok("approveChatJoinRequest", **who) is True
    assert (await api.error("approveChatJoinRequest", **who))[1] == "Bad Request: USER_ALREADY_PARTICIPANT"
    assert (await api.ok("getChatMember", **who))["status"] == "member"
    assert (await api.ok("revokeChatInviteLink", chat_id=chat_id, invite_link=link["invite_link"]))["is_revoked"]


async def test_the_removed_stay_out(client: SandboxClient, people: People, api: Api) -> None:
    anna, boris = people
    chat_id = await client.group("Команда 1", [anna, boris], bot_admin=True)
    who = {"chat_id": chat_id, "user_id": boris.id}
    await api.ok("banChatMember", **who)
    assert (await api.ok("getChatMember", **who))["status"] == "kicked"
    with pytest.raises(SandboxError, match="was removed from the group"):
        await client.group_member(chat_id, boris, "join")
    await api.ok("unbanChatMember", **who)
    await client.group_member(chat_id, boris, "join")
    assert (await api.error("banChatMember", chat_id=chat_id, user_id=anna.id))[1] == (
        "Bad Request: can't remove chat owner"
    )


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_bot_removed_or_gone_cannot_write(client: SandboxClient, people: People, api: Api, kind: str) -> None:
    chat_id = await client.group("Команда 1", list(people), kind=kind)
    await client.group_bot(chat_id, "kick")
    assert await api.error("sendMessage", chat_id=chat_id, text="x") == (
        403,
        f"Forbidden: bot was kicked from the {kind} chat",
    )
    await client.group_bot(chat_id, "add")
    await api.ok("sendMessage", chat_id=chat_id, text="x")
    await api.ok("leaveChat", chat_id=chat_id)
    assert await api.error("sendMessage", chat_id=chat_id, text="x") == (
        403,
        f"Forbidden: bot is not a member of the {kind} chat",
    )


async def test_a_group_moves_to_a_supergroup(client: SandboxClient, people: People, api: Api) -> None:
    old = await client.group("Команда 1", list(people), kind="group")
    await api.updates()
    new = await client.upgrade(old)
    away, here = (update["message"] for update in await api.updates())
    assert (away["chat"]["id"], away["migrate_to_chat_id"]) == (old, new)
    assert (here["chat"]["id"], here["migrate_from_chat_id"]) == (new, old)
    assert await api("sendMessage", chat_id=old, text="x") == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new},
    }
    await api.ok("sendMessage", chat_id=new, text="x")
    assert [chat["id"] for chat in await people[0].chats()] == [people[0].id, new]
    with pytest.raises(SandboxError):
        await client.upgrade(new)


async def test_messages_of_people_are_deleted_by_administrators_only(
    client: SandboxClient, people: People, api: Api
) -> None:
    chat_id = await client.group("Команда 1", list(people))
    screen = await people[0].say("лишнее", chat_id=chat_id, settle=False)
    where = {"chat_id": chat_id, "message_id": screen.messages[-1].id}
    assert (await api.error("deleteMessage", **where))[1] == "Bad Request: message can't be deleted"
    assert (await api.error("pinChatMessage", **where))[1] == (
        "Bad Request: not enough rights to manage pinned messages in the chat"
    )
    await client.group_bot(chat_id, "promote")
    await api.ok("pinChatMessage", **where)
    await api.ok("unpinAllChatMessages", chat_id=chat_id)
    await api.ok("setChatTitle", chat_id=chat_id, title="Новое имя")
    assert (await people[0].chats())[1]["title"] == "Новое имя"
    await api.ok("deleteMessage", **where)


async def test_private_chats_are_no_groups(client: SandboxClient, people: People, api: Api) -> None:
    anna, boris = people
    await anna.start(settle=False)
    assert (await api.error("leaveChat", chat_id=anna.id))[0] == 400
    assert (await api.error("getChatAdministrators", chat_id=anna.id))[1] == (
        "Bad Request: there are no administrators in the private chat"
    )
    assert await api.ok("getChatMemberCount", chat_id=anna.id) == 2
    assert (await api.ok("getChatMember", chat_id=anna.id, user_id=anna.id))["status"] == "member"
    assert (await api.ok("getChatMember", chat_id=anna.id, user_id=42))["status"] == "member"
    assert (await api.ok("getChatMember", chat_id=anna.id, user_id=boris.id))["status"] == "left"
    assert (await api.error("getChatMember", chat_id=anna.id))[1] == "Bad Request: invalid user_id specified"
    assert (await api.ok("getChat", chat_id=anna.id))["first_name"] == "Анна"
    assert (await api.error("getChat", chat_id=99))[1] == "Bad Request: chat not found"


async def test_commands_in_groups_by_standing(client: SandboxClient, people: People, api: Api) -> None:
    chat_id = await client.group("Команда 1", list(people))

    async def put(name: str, scope: Json) -> None:
        await api.ok("setMyCommands", commands=[{"command": name, "description": "x"}], scope=scope)

    async def seen() -> list[list[str]]:
        return [list((await phone.screen(chat_id=chat_id)).commands) for phone in people]

    await put("all", {"type": "all_group_chats"})
    assert await seen() == [["all"], ["all"]]
    await put("admins", {"type": "all_chat_administrators"})
    assert await seen() == [["admins"], ["all"]]
    await put("here", {"type": "chat", "chat_id": chat_id})
    assert await seen() == [["here"], ["here"]]
    await put("owners", {"type": "chat_administrators", "chat_id": chat_id})
    assert await seen() == [["owners"], ["here"]]
    await put("his", {"type": "chat_member", "chat_id": chat_id, "user_id": people[1].id})
    assert await seen() == [["owners"], ["his"]]


async def test_an_invitation_lets_in_or_asks(client: SandboxClient, people: People, api: Api) -> None:
    anna, boris = people
    chat_id = await client.group("Команда 1", [anna], bot_admin=True)
    open_link = (await api.ok("createChatInviteLink", chat_id=chat_id))["invite_link"]
    asking = (await api.ok("createChatInviteLink", chat_id=chat_id, creates_join_request=True))["invite_link"]
    await api.updates()
    assert await client.follow_invitation(boris, asking) == {"chat_id": chat_id, "joined": False}
    assert kinds(await api.updates()) == ["chat_join_request"]
    assert await client.follow_invitation(boris, open_link) == {"chat_id": chat_id, "joined": True}
    assert len(await boris.chats()) == 2


async def test_a_revoked_invitation_lets_nobody_in(client: SandboxClient, people: People, api: Api) -> None:
    anna, boris = people
    chat_id = await client.group("Команда 1", [anna], bot_admin=True)
    link = (await api.ok("createChatInviteLink", chat_id=chat_id))["invite_link"]
    await api.ok("revokeChatInviteLink", chat_id=chat_id, invite_link=link)
    with pytest.raises(SandboxError):
        await client.follow_invitation(boris, link)
    assert len(await boris.chats()) == 1


async def test_who_asks_to_come_in_may_be_written_to_until_it_is_answered(
    client: SandboxClient, people: People, api: Api
) -> None:
    anna, _ = people
    stranger = await client.person("Незнакомец")
    chat_id = await client.group("Команда", [anna], bot_admin=True)
    refusal = (403, "Forbidden: bot can't initiate conversation with a user")
    assert await api.error("sendMessage", chat_id=stranger.id, text="?") == refusal
    await client.group_member(chat_id, stranger, "request")
    await api.ok("sendMessage", chat_id=stranger.id, text="Сюда входит только команда")
    await api.ok("declineChatJoinRequest", chat_id=chat_id, user_id=stranger.id)
    assert await api.error("sendMessage", chat_id=stranger.id, text="?") == refusal
