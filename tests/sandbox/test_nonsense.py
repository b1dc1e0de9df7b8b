"""Whatever a program sends, it gets an answer in the Bot API's form, never a crash."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox.actions import start
from bot.sandbox.registry import METHODS, execute
from bot.sandbox.request import Params
from bot.sandbox.world import World

PERSON = 7_000_000_001
WORDS = st.sampled_from(
    ["", "x", "<b>", "{", "[]", "[{}]", "typing", "attach://x", "@x", "HTML", str(PERSON), "photo", "true", "/a", "１"]
)
LEAF = st.none() | st.booleans() | st.integers(-5, 5) | st.just(PERSON) | st.floats() | WORDS
KEYS = st.sampled_from(
    [
        "type",
        "media",
        "caption",
        "text",
        "callback_data",
        "url",
        "web_app",
        "message_id",
        "chat_id",
        "user_id",
        "offset",
        "length",
        "user",
        "emoji",
        "command",
        "description",
        "inline_keyboard",
        "keyboard",
        "remove_keyboard",
        "copy_text",
        "id",
    ]
)
VALUE = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=8
)
NAMES = st.sampled_from(
    [
        "chat_id",
        "text",
        "parse_mode",
        "entities",
        "reply_markup",
        "reply_parameters",
        "message_id",
        "message_ids",
        "from_chat_id",
        "caption",
        "photo",
        "document",
        "media",
        "latitude",
        "longitude",
        "phone_number",
        "first_name",
        "action",
        "reaction",
        "callback_query_id",
        "url",
        "file_id",
        "user_id",
        "commands",
        "scope",
        "language_code",
        "name",
        "menu_button",
        "invite_link",
        "title",
        "duration",
        "caption_entities",
        "show_alert",
    ]
)
METHOD = st.sampled_from(sorted(name for name in METHODS if name not in ("getupdates", "setwebhook", "deletewebhook")))


#: Parameters with which most methods work; nonsense then takes the place of some of them.
GOOD: dict[str, Any] = {
    "chat_id": PERSON,
    "from_chat_id": PERSON,
    "user_id": PERSON,
    "message_id": 2,
    "message_ids": [2],
    "text": "x",
    "latitude": 1,
    "longitude": 1,
    "phone_number": "1",
    "first_name": "x",
    "action": "typing",
    "commands": [],
}


@pytest.mark.parametrize(
    ("method", "raw"),
    [
        ("sendMessage", {"entities": [{"type": "bold", "offset": float("inf"), "length": 1}]}),
        ("sendMessage", {"entities": [{"type": [], "offset": 0, "length": 1}]}),
        ("sendMessage", {"reply_parameters": {"message_id": "x"}}),
        ("setChatMenuButton", {"menu_button": {"type": "web_app", "web_app": []}}),
        ("deleteMessages", {"message_ids": [None, {}]}),
        ("setMessageReaction", {"reaction": ["x"]}),
    ],
)
def test_known_nonsense_is_answered(method: str, raw: dict[str, Any]) -> None:
    check(method, raw)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(method=METHOD, raw=st.dictionaries(NAMES, VALUE, min_size=1, max_size=3))
def test_nonsense_is_answered(method: str, raw: dict[str, Any]) -> None:
    check(method, raw)


def check(method: str, raw: dict[str, Any]) -> None:
    world = World(42, "Бот", "some_bot")
    person = world.add_person(first_name="Анна")
    start(world, person)
    world.post(world.private_chat(person), None, text="y")
    running = execute(world, method, Params({**GOOD, **raw}))
    with pytest.raises(StopIteration) as finished:
        running.send(None)
    status, answer = finished.value.value
    assert answer["ok"] is (status == 200)
    assert answer["ok"] or answer["error_code"] == status
