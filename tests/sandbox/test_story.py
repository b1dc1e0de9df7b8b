"""The person's side through the client, with a small bot that polls."""

from __future__ import annotations

from typing import Any

from bot.sandbox import SandboxClient

from .conftest import Api, Json, running_bot


async def greeter(api: Api, update: Json) -> None:
    """Greets, counts taps on one message, and answers each tap with a toast."""
    if "message" in update:
        chat_id = update["message"]["chat"]["id"]
        text = update["message"].get("text", "")
        markup: Json = {"inline_keyboard": [[{"text": "Плюс", "callback_data": "plus:1"}]]}
        await api.ok("sendMessage", chat_id=chat_id, text=f"<b>Эхо</b>: {text}", parse_mode="HTML", reply_markup=markup)
    elif "callback_query" in update:
        query: Any = update["callback_query"]
        number = int(query["data"].split(":")[1])
        markup = {"inline_keyboard": [[{"text": "Плюс", "callback_data": f"plus:{number + 1}"}]]}
        await api.ok("answerCallbackQuery", callback_query_id=query["id"], text=f"Стало {number}")
        await api.ok(
            "editMessageText",
            chat_id=query["message"]["chat"]["id"],
            message_id=query["message"]["message_id"],
            text=f"Счёт: {number}",
            reply_markup=markup,
        )


async def test_a_story_of_say_and_tap_reads_like_one(client: SandboxClient, api: Api) -> None:
    async with running_bot(api, greeter):
        anna = await client.person("Анна", last_name="Иванова", phone="+79145551234")
        screen = await anna.start("source_1")
        assert screen.texts == ["Эхо: /start source_1"]
        assert screen.last.html == "<b>Эхо</b>: /start source_1"
        assert screen.buttons == ["Плюс"]
        screen = await anna.tap("Плюс")
        assert screen.text == "Счёт: 1"
        assert screen.last.edited is True
        assert screen.toasts == ["Стало 1"]
        screen = await anna.tap("Плюс")
        assert screen.toasts == ["Стало 1", "Стало 2"]
        assert screen.text == "Счёт: 2"
        assert screen.pending == 0
