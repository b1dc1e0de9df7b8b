"""Sending and changing messages: what Telegram accepts, keeps, shows and refuses."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.sandbox import Phone, RunningServer, Sandbox, SandboxClient

from .conftest import TOKEN, Api, Json

INLINE: Json = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}, {"text": "Нет", "callback_data": "no"}]]}


@pytest.fixture
async def anna(client: SandboxClient, api: Api) -> Phone:
    await client.no_limits()
    phone = await client.person("Анна", last_name="Ёж", username="anna")
    await phone.start(settle=False)
    await api.updates()
    return phone


async def test_get_me_tells_the_bot(api: Api) -> None:
    me = await api.ok("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (42, True, "kadry_demo_bot")


async def test_send_message_answers_the_message_and_the_person_sees_it(anna: Phone, api: Api) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="<b>При</b>вет", parse_mode="HTML", reply_markup=INLINE)
    assert sent["text"] == "Привет"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert sent["chat"] == {
        "id": anna.id, "first_name": "Анна", "last_name": "Ёж", "username": "anna", "type": "private",
    }  # fmt: skip
    assert sent["from"]["id"] == 42
    assert sent["reply_markup"] == INLINE
    screen = await anna.screen()
    assert screen.last.html == "<b>При</b>вет"
    assert screen.buttons == ["Да", "Нет"]


@pytest.mark.parametrize("way", ["json", "form", "query", "multipart", "get"])
async def test_parameters_come_in_any_form(anna: Phone, server: RunningServer, way: str) -> None:
    url = f"{server.url}/bot{TOKEN}/SENDmessage"
    values = {"chat_id": str(anna.id), "text": "как & <угодно>"}
    async with aiohttp.ClientSession() as session:
        if way == "json":
            response = await session.post(url, json={**values, "chat_id": anna.id})
        elif way == "form":
            response = await session.post(url, data=values)
        elif way == "multipart":
            with aiohttp.MultipartWriter("form-data") as writer:
                for name, value in values.items():
                    writer.append(value).set_content_disposition("form-data", name=name)
            response = await session.post(url, data=writer)
        else:
            response = await session.request("GET" if way == "get" else "POST", url, params=values)
        answer = await response.json()
    assert answer["result"]["text"] == "как & <угодно>"


async def test_wrong_token_and_unknown_method(server: RunningServer, api: Api) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/bot42:other/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert await api.error("dance") == (404, "Not Found: method not found")


async def test_broken_json_is_refused(server: RunningServer) -> None:
    headers = {"Content-Type": "application/json"}
    url = f"{server.url}/bot{TOKEN}/getMe"
    async with aiohttp.ClientSession() as session, session.post(url, data=b"{", headers=headers) as response:
        assert response.status == 400


@pytest.mark.parametrize(
    ("params", "complaint"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "  \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "a<b", "parse_mode": "HTML"}, "can't parse entities: Unclosed start tag at byte offset 1"),
        ({"text": "x", "reply_parameters": {"message_id": 99999}}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": {"quote": "y"}}, 'can\'t find field "message_id"'),
        ({"text": "\ud83d"}, "strings must be encoded in UTF-8"),
    ],
)
async def test_send_message_refuses(anna: Phone, api: Api, params: Json, complaint: str) -> None:
    assert await api.error("sendMessage", chat_id=anna.id, **params) == (400, f"Bad Request: {complaint}")


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ([1], "object expected as reply markup"),
        ({"inline_keyboard": "bad"}, 'field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": ["bad"]}, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ({"inline_keyboard": [["bad"]]}, "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ({"inline_keyboard": [[{"callback_data": "x"}]]}, 'can\'t parse inline keyboard button: Can\'t find field "text"'),
        ({"inline_keyboard": [[{"text": "x"}]]},
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": ""}]]},
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "я" * 33}]]}, "BUTTON_DATA_INVALID"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]}, "BUTTON_DATA_INVALID"),
        ({"inline_keyboard": [[{"text": "x", "url": "not-a-url"}]]},
         "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL"),
        ({"inline_keyboard": [[{"text": "x", "url": "ftp://example.com"}]]},
         "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol"),
        ({"inline_keyboard": [[{"text": "x", "web_app": {"url": "http://example.com"}}]]},
         "inline keyboard button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed"),
        ({"inline_keyboard": [[{"text": "x", "copy_text": {"text": ""}}]]}, "BUTTON_COPY_TEXT_INVALID"),
        ({"inline_keyboard": [[{"text": "x", "pay": True}]]}, "BUTTON_TYPE_INVALID"),
        ({"inline_keyboard": [[{"text": str(i), "callback_data": "x"}] for i in range(101)]}, "reply markup is too long"),
        ({"keyboard": [[1]]}, "can't parse keyboard button: KeyboardButton must be a String or an Object"),
        ({"keyboard": [["A"]], "resize_keyboard": "yes"}, 'field "resize_keyboard" must be of type Boolean'),
        ({"force_reply": "yes"}, 'field "force_reply" must be of type Boolean'),
    ],
)  # fmt: skip
async def test_reply_markup_is_checked(anna: Phone, api: Api, markup: Any, complaint: str) -> None:
    answer = await api.error("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    assert answer == (400, f"Bad Request: {complaint}")


async def test_a_hundred_buttons_and_64_bytes_of_data_are_accepted(anna: Phone, api: Api) -> None:
    rows = [[{"text": str(i), "callback_data": "я" * 32}] for i in range(100)]
    sent = await api.ok("sendMessage", chat_id=anna.id, text="x", reply_markup={"inline_keyboard": rows})
    assert len(sent["reply_markup"]["inline_keyboard"]) == 100


async def test_who_cannot_be_written_to(client: SandboxClient, anna: Phone, api: Api) -> None:
    boris = await client.person("Борис")
    assert await api.error("sendMessage", text="x") == (400, "Bad Request: chat_id is empty")
    assert await api.error("sendMessage", text="x", chat_id=5) == (400, "Bad Request: chat not found")
    assert await api.error("sendMessage", text="x", chat_id="@nobody") == (400, "Bad Request: chat not found")
    assert await api.error("sendMessage", text="x", chat_id=boris.id) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    await anna.block(settle=False)
    assert await api.error("sendMessage", text="x", chat_id=anna.id) == (403, "Forbidden: bot was blocked by the user")
    await anna.unblock(settle=False)
    assert (await api.ok("sendMessage", text="x", chat_id="@anna"))["chat"]["id"] == anna.id
    await anna.leave()
    assert await api.error("sendMessage", text="x", chat_id=anna.id) == (403, "Forbidden: user is deactivated")


async def test_edit_text_changes_and_takes_buttons_away(anna: Phone, api: Api) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="раз", reply_markup=INLINE)
    edited = await api.ok("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="два")
    assert edited["text"] == "два"
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= edited["date"]
    screen = await anna.screen()
    assert (screen.text, screen.last.edited, screen.buttons) == ("два", True, [])


async def test_edits_that_telegram_refuses(anna: Phone, api: Api) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="раз", reply_markup=INLINE)
    where = {"chat_id": anna.id, "message_id": sent["message_id"]}
    same = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
    assert await api.error("editMessageText", **where, text=" раз ", reply_markup=INLINE) == (400, same)
    assert await api.error("editMessageReplyMarkup", **where, reply_markup=INLINE) == (400, same)
    assert (await api.error("editMessageText", chat_id=anna.id, message_id=999, text="x"))[1] == (
        "Bad Request: message to edit not found"
    )
    assert (await api.error("editMessageText", chat_id=anna.id, text="x"))[1] == (
        "Bad Request: message identifier is not specified"
    )
    assert (await api.error("editMessageText", **where, text="x", reply_markup={"force_reply": True}))[1] == (
        "Bad Request: inline keyboard expected"
    )
    assert (await api.error("editMessageCaption", **where, caption="x"))[1] == (
        "Bad Request: there is no caption in the message to edit"
    )
    hers = (await anna.say("моё", settle=False)).messages[-1].id
    assert (await api.error("editMessageText", chat_id=anna.id, message_id=hers, text="x"))[1] == (
        "Bad Request: message can't be edited"
    )


@pytest.mark.parametrize("markup", [{"keyboard": [["A"]]}, {"remove_keyboard": True}, {"force_reply": True}])
async def test_a_message_with_a_reply_keyboard_cannot_be_edited(anna: Phone, api: Api, markup: Json) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="раз", reply_markup=markup)
    answer = await api.error("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="два")
    assert answer == (400, "Bad Request: message can't be edited")


async def test_edit_reply_markup_only(anna: Phone, api: Api) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="раз", reply_markup=INLINE)
    where = {"chat_id": anna.id, "message_id": sent["message_id"]}
    edited = await api.ok("editMessageReplyMarkup", **where, reply_markup={"inline_keyboard": []})
    assert (edited["text"], edited.get("reply_markup")) == ("раз", None)


async def test_delete(anna: Phone, api: Api, client: SandboxClient) -> None:
    sent = [await api.ok("sendMessage", chat_id=anna.id, text=str(i)) for i in range(4)]
    ids = [message["message_id"] for message in sent]
    assert await api.ok("deleteMessage", chat_id=anna.id, message_id=ids[0]) is True
    assert await api.error("deleteMessage", chat_id=anna.id, message_id=ids[0]) == (
        400,
        "Bad Request: message to delete not found",
    )
    assert await api.ok("deleteMessages", chat_id=anna.id, message_ids=[ids[0], ids[1], ids[2]]) is True
    assert (await anna.screen()).texts == ["3"]
    await client.shift(hours=49, settle=False)
    assert await api.error("deleteMessage", chat_id=anna.id, message_id=ids[3]) == (
        400,
        "Bad Request: message can't be deleted for everyone",
    )


async def test_delete_takes_many_at_most(anna: Phone, api: Api) -> None:
    assert (await api.error("deleteMessages", chat_id=anna.id, message_ids=list(range(1, 102))))[0] == 400
    assert (await api.error("deleteMessages", chat_id=anna.id, message_ids="[]"))[0] == 400


async def test_copy_and_forward(anna: Phone, api: Api) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="<i>раз</i>", parse_mode="HTML", reply_markup=INLINE)
    what = {"chat_id": anna.id, "from_chat_id": anna.id, "message_id": sent["message_id"]}
    copied = await api.ok("copyMessage", **what)
    assert list(copied) == ["message_id"]
    forwarded = await api.ok("forwardMessage", **what)
    assert forwarded["forward_origin"]["sender_user"]["id"] == 42
    screen = await anna.screen()
    assert [m.html for m in screen.from_bot] == ["<i>раз</i>"] * 3
    assert [m.rows != () for m in screen.from_bot] == [True, False, False]
    assert screen.last.raw["forwarded_from"] == "Кадры будущего"
    missing = {**what, "message_id": 999}
    assert (await api.error("copyMessage", **missing))[1] == "Bad Request: message to copy not found"
    assert (await api.error("forwardMessage", **missing))[1] == "Bad Request: message to forward not found"
    assert (await api.error("copyMessage", chat_id=anna.id, message_id=1))[1] == (
        'Bad Request: parameter "from_chat_id" is required'
    )


async def test_copy_and_forward_many(anna: Phone, api: Api) -> None:
    ids = [(await api.ok("sendMessage", chat_id=anna.id, text=t))["message_id"] for t in "аб"]
    what = {"chat_id": anna.id, "from_chat_id": anna.id, "message_ids": [*ids, 999]}
    assert len(await api.ok("copyMessages", **what)) == 2
    assert len(await api.ok("forwardMessages", **what)) == 2
    assert (await anna.screen()).texts == ["а", "б", "а", "б", "а", "б"]


async def test_protected_content_is_not_forwarded(anna: Phone, api: Api) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="тайна", protect_content=True)
    answer = await api.error("forwardMessage", chat_id=anna.id, from_chat_id=anna.id, message_id=sent["message_id"])
    assert answer == (400, "Bad Request: message has protected content and can't be forwarded")


async def test_reply_is_shown(anna: Phone, api: Api) -> None:
    first = await api.ok("sendMessage", chat_id=anna.id, text="вопрос")
    second = await api.ok(
        "sendMessage", chat_id=anna.id, text="ответ", reply_parameters={"message_id": first["message_id"]}
    )
    assert second["reply_to_message"]["text"] == "вопрос"
    assert (await anna.screen()).last.raw["reply_to"] == {"id": first["message_id"], "text": "вопрос"}
    optional = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api.ok("sendMessage", chat_id=anna.id, text="x", reply_parameters=optional)


async def test_location_contact_action_reaction_and_pin(anna: Phone, api: Api) -> None:
    place = await api.ok("sendLocation", chat_id=anna.id, latitude=50.29, longitude=127.53)
    assert place["location"] == {"latitude": 50.29, "longitude": 127.53}
    assert (await api.error("sendLocation", chat_id=anna.id, latitude=5))[1] == "Bad Request: longitude is empty"
    await api.ok("sendContact", chat_id=anna.id, phone_number="+79140000000", first_name="Штаб")
    assert (await api.error("sendContact", chat_id=anna.id, first_name="x"))[1] == (
        'Bad Request: parameter "phone_number" is required'
    )
    await api.ok("sendChatAction", chat_id=anna.id, action="typing")
    screen = await anna.screen()
    assert screen.typing is True
    assert [m.kind for m in screen.from_bot] == ["location", "contact"]
    assert (await api.error("sendChatAction", chat_id=anna.id, action="dancing"))[1] == (
        "Bad Request: wrong parameter action in request"
    )
    where = {"chat_id": anna.id, "message_id": place["message_id"]}
    await api.ok("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👍"}])
    await api.ok("pinChatMessage", **where)
    first = (await anna.screen()).from_bot[0].raw
    assert (first["reaction"], first["pinned"]) == ("👍", True)
    assert (await api.ok("getChat", chat_id=anna.id))["pinned_message"]["message_id"] == place["message_id"]
    await api.ok("setMessageReaction", **where, reaction=[])
    await api.ok("unpinChatMessage", chat_id=anna.id)
    first = (await anna.screen()).from_bot[0].raw
    assert (first["reaction"], first["pinned"]) == (None, False)


async def test_a_new_message_ends_typing(anna: Phone, api: Api) -> None:
    await api.ok("sendChatAction", chat_id=anna.id, action="typing")
    await api.ok("sendMessage", chat_id=anna.id, text="x")
    assert (await anna.screen()).typing is False


async def test_reply_keyboard_comes_and_goes(anna: Phone, api: Api) -> None:
    keyboard = {
        "keyboard": [["А", {"text": "Номер", "request_contact": True}]],
        "resize_keyboard": True,
        "input_field_placeholder": "Пиши",
    }
    sent = await api.ok("sendMessage", chat_id=anna.id, text="x", reply_markup=keyboard)
    assert "reply_markup" not in sent
    screen = await anna.screen()
    assert screen.keyboard == ["А", "Номер"]
    assert screen.keyboard_rows[0][1].request_contact is True
    assert screen.raw["keyboard"]["placeholder"] == "Пиши"
    await api.ok("sendMessage", chat_id=anna.id, text="y", reply_markup=INLINE)
    assert (await anna.screen()).keyboard == ["А", "Номер"]
    await api.ok("sendMessage", chat_id=anna.id, text="z", reply_markup={"remove_keyboard": True})
    assert (await anna.screen()).keyboard == []


async def test_deleting_the_message_takes_its_reply_keyboard_away(anna: Phone, api: Api) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="x", reply_markup={"keyboard": [["А"]]})
    await api.ok("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])
    assert (await anna.screen()).keyboard == []


async def test_mentions_by_id_become_users_or_vanish(anna: Phone, api: Api) -> None:
    text = f'<a href="tg://user?id={anna.id}">ты</a> <a href="tg://user?id=5">он</a>'
    sent = await api.ok("sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
    assert [(e["type"], e["user"]["first_name"]) for e in sent["entities"]] == [("text_mention", "Анна")]


async def test_message_dates_follow_the_moved_clock(anna: Phone, api: Api, sandbox: Sandbox) -> None:
    sandbox.world.clock.shift(86400 * 10)
    sent = await api.ok("sendMessage", chat_id=anna.id, text="x")
    assert abs(sent["date"] - sandbox.now().timestamp()) < 5


async def test_a_form_that_is_not_utf8_is_refused(anna: Phone, server: RunningServer) -> None:
    url = f"{server.url}/bot{TOKEN}/sendMessage"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = f"chat_id={anna.id}&text=%ff".encode()
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: strings must be encoded in UTF-8"
