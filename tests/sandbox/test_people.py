"""The person's side: people, their screens, and what they do on them."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.sandbox import Phone, SandboxClient
from bot.sandbox.client import SandboxError

from .conftest import Api


@pytest.fixture
async def anna(client: SandboxClient) -> Phone:
    return await client.person("Анна", last_name="Ёжикова", phone="+79145551234", label="Ученица")


async def test_a_person_is_kept_as_told(client: SandboxClient) -> None:
    made = await client.call("POST", "people", body={"first_name": '<b>&"', "id": 12345, "pinned": True})
    assert made == {
        "id": 12345, "first_name": '<b>&"', "last_name": None, "username": None, "language_code": "ru", "phone": None,
        "label": None, "accent": None, "blocked": False, "deactivated": False, "started": False, "pinned": True,
    }  # fmt: skip
    assert await client.call("GET", "people") == [made]


async def test_ids_and_usernames_are_not_given_twice(client: SandboxClient) -> None:
    await client.person("А", person_id=5, username="same")
    for body in ({"first_name": "Б", "id": 5}, {"first_name": "Б", "username": "SAME"}, {"first_name": "Б", "id": -1}):
        with pytest.raises(SandboxError) as caught:
            await client.call("POST", "people", body=body)
        assert caught.value.status == 409


@pytest.mark.parametrize(
    ("verb", "path", "body", "status"),
    [
        ("POST", "people", {}, 400),
        ("POST", "people", [1], 400),
        ("GET", "people/99/screen", None, 404),
        ("GET", "people/x/screen", None, 404),
        ("POST", "people/{id}/say", {"text": "  "}, 400),
        ("POST", "people/{id}/say", {"text": "x" * 4097}, 400),
        ("POST", "people/{id}/say", {"text": "x", "chat_id": -100}, 404),
        ("POST", "people/{id}/say", {"text": "x", "chat_id": "y"}, 400),
        ("POST", "people/{id}/say", {"text": "x", "reply_to": 99}, 404),
        ("POST", "people/{id}/start", {"payload": "не латиница"}, 400),
        ("POST", "people/{id}/start", {"payload": "x" * 65}, 400),
        ("POST", "people/{id}/tap", {}, 400),
        ("POST", "people/{id}/tap", {"force": True}, 400),
        ("POST", "people/{id}/tap", {"force": True, "data": "x"}, 404),
        ("POST", "people/{id}/tap", {"row": 0}, 404),
        ("POST", "people/{id}/send", {"kind": "song"}, 400),
        ("POST", "people/{id}/send", {"kind": "document", "content_base64": "!"}, 400),
        ("POST", "people/{id}/send", {"kind": "photo", "caption": "x" * 1025}, 400),
        ("POST", "people/{id}/edit", {"message_id": 99, "text": "x"}, 404),
        ("POST", "people/{id}/forward", {}, 400),
        ("GET", "people/{id}/screen?limit=many", None, 400),
    ],
)
async def test_what_a_person_cannot_do_is_said_plainly(
    client: SandboxClient, anna: Phone, verb: str, path: str, body: object, status: int
) -> None:
    with pytest.raises(SandboxError) as caught:
        await client.call(verb, path.format(id=anna.id), body=body)
    assert caught.value.status == status
    assert isinstance(caught.value.body["error"], str)


async def test_a_screen_has_everything_the_page_shows(anna: Phone, api: Api) -> None:
    await api.ok("setMyDescription", description="Бот программы")
    screen = await anna.start("source_a", settle=False)
    raw = screen.raw
    assert set(raw) == {
        "person", "chat", "bot", "messages", "keyboard", "force_reply", "commands", "menu_button", "typing", "toasts",
        "pending", "now", "has_started", "start_payload_hint", "version",
    }  # fmt: skip
    assert raw["bot"] == {
        "id": 42, "first_name": "Кадры будущего", "username": "kadry_demo_bot", "description": "Бот программы",
    }  # fmt: skip
    assert raw["has_started"] is True
    message = raw["messages"][0]
    assert (message["out"], message["from"]["name"]) == (True, "Анна Ёжикова")
    assert (message["text"], message["html"]) == ("/start source_a", "/start source_a")


async def test_unread_counts_grow_and_are_cleared(anna: Phone, api: Api) -> None:
    await anna.start(settle=False)
    for text in ("раз", "два"):
        await api.ok("sendMessage", chat_id=anna.id, text=text)
    chat = (await anna.chats())[0]
    assert (chat["unread"], chat["last_text"], chat["title"]) == (2, "два", "Кадры будущего")
    await anna.read()
    assert (await anna.chats())[0]["unread"] == 0


async def test_a_screen_shows_the_newest_messages(anna: Phone) -> None:
    await anna.start(settle=False)
    for number in range(6):
        await anna.say(str(number), settle=False)
    assert [m.text for m in (await anna.screen(limit=3)).messages] == ["3", "4", "5"]


async def test_contacts_of_oneself_and_of_others(client: SandboxClient, anna: Phone, api: Api) -> None:
    mother = await client.person("Мария", last_name="Ёжикова", phone="+79140000001")
    silent = await client.person("Тихий")
    await anna.share_contact(settle=False)
    await anna.share_contact(mother, settle=False)
    own, other = (update["message"]["contact"] for update in await api.updates())
    assert own == {
        "phone_number": "79145551234", "first_name": "Анна", "last_name": "Ёжикова", "user_id": anna.id,
    }  # fmt: skip
    assert other["user_id"] == mother.id
    assert (await anna.screen()).messages[-1].raw["contact"]["name"] == "Мария Ёжикова"
    with pytest.raises(SandboxError, match="Тихий has no phone number"):
        await anna.share_contact(silent, settle=False)


async def test_replies_edits_and_forwards_of_people(anna: Phone, api: Api) -> None:
    await anna.start(settle=False)
    sent = await api.ok("sendMessage", chat_id=anna.id, text="вопрос")
    await api.updates()
    await anna.say("ответ", reply_to=sent["message_id"], settle=False)
    screen = await anna.forward(sent["message_id"], settle=False)
    reply, forwarded = (update["message"] for update in await api.updates())
    assert reply["reply_to_message"]["text"] == "вопрос"
    assert forwarded["forward_origin"]["sender_user"]["id"] == 42
    assert screen.messages[-1].raw["forwarded_from"] == "Кадры будущего"
    screen = await anna.edit(screen.messages[-2].id, "ответ!", settle=False)
    assert (screen.messages[-2].text, screen.messages[-2].edited) == ("ответ!", True)
    with pytest.raises(SandboxError, match="only one's own messages"):
        await anna.edit(sent["message_id"], "x", settle=False)
    await anna.delete(screen.messages[-1].id)
    assert (await anna.screen()).messages[-1].text == "ответ!"


async def test_block_unblock_and_start(anna: Phone, api: Api) -> None:
    await anna.start(settle=False)
    await anna.block(settle=False)
    await anna.block(settle=False)
    with pytest.raises(SandboxError, match="has blocked the bot"):
        await anna.say("эй", settle=False)
    await anna.start(settle=False)
    kinds = [sorted(update)[0] for update in await api.updates()]
    assert kinds == ["message", "my_chat_member", "my_chat_member", "message"]


async def test_who_deleted_the_account_does_nothing(anna: Phone) -> None:
    await anna.leave()
    with pytest.raises(SandboxError, match="account of Анна Ёжикова is deleted"):
        await anna.start(settle=False)
    with pytest.raises(SandboxError):
        await anna.press(text="x")


async def test_wait_returns_with_the_next_change(anna: Phone, api: Api) -> None:
    await anna.start(settle=False)
    waiting = asyncio.create_task(anna.wait(timeout=60))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await api.ok("sendMessage", chat_id=anna.id, text="вот")
    assert (await waiting).text == "вот"


async def test_wait_by_message_and_toast(client: SandboxClient, anna: Phone, api: Api) -> None:
    await anna.start(settle=False)
    sent = await api.ok("sendMessage", chat_id=anna.id, text="раз")
    path = f"people/{anna.id}/wait"
    at_once = await client.call("GET", path, query={"after_message_id": sent["message_id"] - 1})
    assert (at_once["timed_out"], len(at_once["messages"])) == (False, 2)
    started = time.monotonic()
    late = await client.call("GET", path, query={"after_message_id": sent["message_id"], "timeout": 0.1})
    assert (late["timed_out"], time.monotonic() - started < 1) == (True, True)


async def test_wait_gives_up_with_a_plain_error(anna: Phone) -> None:
    await anna.start(settle=False)
    with pytest.raises(TimeoutError, match="nothing new on the phone of Анна"):
        await anna.wait(timeout=0.05)


async def test_commands_by_scope_and_language(client: SandboxClient, anna: Phone, api: Api) -> None:
    john = await client.person("John", language_code="en")
    for phone in (anna, john):
        await phone.start(settle=False)

    async def put(name: str, **where: object) -> None:
        await api.ok("setMyCommands", commands=[{"command": name, "description": "Описание"}], **where)

    await put("plain")
    await put("english", language_code="en")
    assert [list((await p.screen()).commands) for p in (anna, john)] == [["plain"], ["english"]]
    await put("private", scope={"type": "all_private_chats"})
    assert [list((await p.screen()).commands) for p in (anna, john)] == [["private"], ["private"]]
    scope = {"type": "chat", "chat_id": anna.id}
    await put("hers", scope=scope)
    assert [list((await p.screen()).commands) for p in (anna, john)] == [["hers"], ["private"]]
    assert await api.ok("getMyCommands", scope=scope) == [{"command": "hers", "description": "Описание"}]
    assert await api.ok("getMyCommands", scope=scope, language_code="en") == []
    await api.ok("deleteMyCommands", scope=scope)
    assert list((await anna.screen()).commands) == ["private"]


@pytest.mark.parametrize(
    ("command", "description", "complaint"),
    [
        ("", "x", "command must be non-empty"),
        ("x" * 33, "x", "command length must not exceed 32"),
        ("Меню", "x", "BOT_COMMAND_INVALID"),
        ("menu", " ", "command description must be non-empty"),
        ("menu", "x" * 257, "command description length must not exceed 256"),
    ],
)
async def test_commands_are_checked(api: Api, command: str, description: str, complaint: str) -> None:
    commands = [{"command": command, "description": description}]
    assert await api.error("setMyCommands", commands=commands) == (400, f"Bad Request: {complaint}")


async def test_names_and_menu_button_are_kept(anna: Phone, api: Api) -> None:
    await anna.start(settle=False)
    await api.ok("setMyName", name="Кадры", language_code="ru")
    assert (await api.ok("getMyName", language_code="ru"))["name"] == "Кадры"
    assert (await api.ok("getMyName"))["name"] == "Кадры будущего"
    await api.ok("setMyShortDescription", short_description="Коротко")
    assert (await api.ok("getMyShortDescription"))["short_description"] == "Коротко"
    assert (await api.error("setMyName", name="x" * 65))[0] == 400
    assert (await anna.screen()).raw["bot"]["first_name"] == "Кадры"
    app = {"type": "web_app", "text": "Кабинет", "web_app": {"url": "https://example.com/"}}
    await api.ok("setChatMenuButton", chat_id=anna.id, menu_button=app)
    assert (await anna.screen()).raw["menu_button"] == {
        "type": "web_app", "text": "Кабинет", "url": "https://example.com/",
    }  # fmt: skip
    assert await api.ok("getChatMenuButton", chat_id=anna.id) == app
    await api.ok("setChatMenuButton", chat_id=anna.id, menu_button={"type": "default"})
    assert (await anna.screen()).raw["menu_button"] == {"type": "default"}
