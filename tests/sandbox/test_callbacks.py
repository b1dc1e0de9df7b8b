"""Pressing buttons and answering the presses."""

from __future__ import annotations

import pytest

from bot.sandbox import Phone, SandboxClient
from bot.sandbox.client import SandboxError

from .conftest import Api, Json


@pytest.fixture
async def anna(client: SandboxClient, api: Api) -> Phone:
    await client.no_limits()
    phone = await client.person("Анна", phone="+79145551234")
    await phone.start(settle=False)
    await api.updates()
    return phone


async def offer(api: Api, phone: Phone, *texts: str) -> int:
    row = [{"text": text, "callback_data": f"d:{text}"} for text in texts]
    sent = await api.ok("sendMessage", chat_id=phone.id, text="?", reply_markup={"inline_keyboard": [row]})
    return int(sent["message_id"])


async def pressed(api: Api) -> Json:
    found: Json = (await api.updates())[-1]["callback_query"]
    return found


async def test_a_press_becomes_a_callback_query(anna: Phone, api: Api) -> None:
    message_id = await offer(api, anna, "Да", "Нет")
    answer = await anna.press(text="Нет")
    query = await pressed(api)
    assert query["id"] == answer["query_id"]
    assert (query["data"], query["from"]["id"], query["message"]["message_id"]) == ("d:Нет", anna.id, message_id)
    assert query["message"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Да"


async def test_the_newest_message_with_the_button_is_pressed_unless_told(anna: Phone, api: Api) -> None:
    old = await offer(api, anna, "Да")
    new = await offer(api, anna, "Да")
    assert (await anna.press(text="Да"))["message_id"] == new
    assert (await anna.press(text="Да", message_id=old))["message_id"] == old


async def test_a_button_is_found_by_part_of_its_text_place_or_data(anna: Phone, api: Api) -> None:
    await offer(api, anna, "✅ Записаться", "Отмена")
    for which in ({"text": "Записаться"}, {"text": "✅"}, {"data": "d:✅ Записаться"}, {"row": 0, "col": 0}):
        await anna.press(**which)
        assert (await pressed(api))["data"] == "d:✅ Записаться"


async def test_a_missing_or_unclear_button_names_those_there_are(anna: Phone, api: Api) -> None:
    await offer(api, anna, "Иду 1", "Иду 2")
    for text in ("Иду", "Нет такой"):
        with pytest.raises(SandboxError) as caught:
            await anna.press(text=text)
        assert (caught.value.status, caught.value.body["buttons"]) == (404, ["Иду 1", "Иду 2"])


async def test_answers_become_toasts_and_alerts_once(anna: Phone, api: Api) -> None:
    await offer(api, anna, "Да")
    for text, alert in (("Готово", False), ("Внимание", True)):
        query_id = (await anna.press(text="Да"))["query_id"]
        assert (await anna.screen()).pending == 1
        assert await api.ok("answerCallbackQuery", callback_query_id=query_id, text=text, show_alert=alert) is True
    screen = await anna.screen()
    assert [(toast.text, toast.alert) for toast in screen.toast_list] == [("Готово", False), ("Внимание", True)]
    assert (screen.toast, screen.pending) == ("Внимание", 0)


async def test_an_answer_without_text_shows_nothing(anna: Phone, api: Api) -> None:
    await offer(api, anna, "Да")
    await api.ok("answerCallbackQuery", callback_query_id=(await anna.press(text="Да"))["query_id"])
    assert ((await anna.screen()).toasts, (await anna.screen()).pending) == ([], 0)


async def test_late_repeated_or_foreign_answers_are_refused(anna: Phone, api: Api, client: SandboxClient) -> None:
    too_old = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    await offer(api, anna, "Да")
    query_id = (await anna.press(text="Да"))["query_id"]
    assert await api.error("answerCallbackQuery", callback_query_id=query_id, text="x" * 201) == (
        400,
        "Bad Request: MESSAGE_TOO_LONG",
    )
    await api.ok("answerCallbackQuery", callback_query_id=query_id, text="x" * 200)
    assert await api.error("answerCallbackQuery", callback_query_id=query_id) == too_old
    assert await api.error("answerCallbackQuery", callback_query_id="1") == too_old
    query_id = (await anna.press(text="Да"))["query_id"]
    await client.shift(minutes=14, seconds=50, settle=False)
    late = (await anna.press(text="Да"))["query_id"]
    await api.ok("answerCallbackQuery", callback_query_id=query_id)
    await client.shift(minutes=15, seconds=1, settle=False)
    assert await api.error("answerCallbackQuery", callback_query_id=late) == too_old


async def test_a_forged_press_carries_any_data(anna: Phone, api: Api) -> None:
    message_id = await offer(api, anna, "Да")
    await anna.forge("office:all", settle=False)
    query = await pressed(api)
    assert (query["data"], query["message"]["message_id"]) == ("office:all", message_id)
    with pytest.raises(SandboxError):
        await anna.press(data="office:all")


async def test_a_press_on_a_deleted_message_is_inaccessible(anna: Phone, api: Api) -> None:
    message_id = await offer(api, anna, "Да")
    await api.ok("deleteMessage", chat_id=anna.id, message_id=message_id)
    with pytest.raises(SandboxError):
        await anna.press(text="Да", message_id=message_id)
    await anna.forge("d:Да", message_id, settle=False)
    message = (await pressed(api))["message"]
    assert (message["message_id"], message["date"], "text" in message) == (message_id, 0, False)


async def test_the_reply_keyboard_is_pressed_too(anna: Phone, api: Api) -> None:
    keys = [["Меню", {"text": "Поделиться", "request_contact": True}, {"text": "Место", "request_location": True}]]
    sent = await api.ok("sendMessage", chat_id=anna.id, text="x", reply_markup={"keyboard": keys})
    for text in ("Меню", "Поделиться", "Место"):
        await anna.press(text=text)
    said, contact, place = (update["message"] for update in await api.updates())
    assert said["text"] == "Меню"
    assert contact["contact"] == {"phone_number": "79145551234", "first_name": "Анна", "user_id": anna.id}
    assert contact["reply_to_message"]["message_id"] == sent["message_id"]
    assert "latitude" in place["location"]


async def test_a_one_time_keyboard_goes_after_the_press(anna: Phone, api: Api) -> None:
    markup = {"keyboard": [["Да"]], "one_time_keyboard": True}
    await api.ok("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    screen = await anna.tap("Да", settle=False)
    assert screen.keyboard == []


async def test_links_and_copies(anna: Phone, api: Api) -> None:
    rows = [
        [{"text": "Сайт", "url": "https://example.com/x"}],
        [{"text": "Бот", "url": "https://t.me/kadry_demo_bot?start=team_7"}],
        [{"text": "Код", "copy_text": {"text": "А-1"}}],
    ]
    await api.ok("sendMessage", chat_id=anna.id, text="x", reply_markup={"inline_keyboard": rows})
    assert (await anna.press(text="Сайт"))["url"] == "https://example.com/x"
    assert (await anna.press(text="Код"))["copied"] == "А-1"
    await anna.press(text="Бот")
    assert [update["message"]["text"] for update in await api.updates()] == ["/start team_7"]
    assert [button.kind for row in (await anna.screen()).from_bot[-1].rows for button in row] == ["url", "url", "copy"]


async def test_who_has_blocked_the_bot_cannot_press(anna: Phone, api: Api) -> None:
    await offer(api, anna, "Да")
    await anna.block(settle=False)
    with pytest.raises(SandboxError) as caught:
        await anna.press(text="Да")
    assert caught.value.status == 409


async def test_buttons_added_by_an_edit_keep_the_order_of_messages(anna: Phone, api: Api) -> None:
    plain = await api.ok("sendMessage", chat_id=anna.id, text="x")
    newer = await offer(api, anna, "Да")
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "old"}]]}
    await api.ok("editMessageReplyMarkup", chat_id=anna.id, message_id=plain["message_id"], reply_markup=markup)
    assert (await anna.press(text="Да"))["message_id"] == newer
