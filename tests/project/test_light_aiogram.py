"""aiogram's models are built when they are needed, and all of them can be: in a process that imports it our way first."""

import json
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from bot.config import ROOT

_PROGRAM = """
import inspect
import json
import bot.intake.replies as replies
from aiogram import Bot, methods, types
from aiogram.methods.base import Response, TelegramMethod
from aiogram.types.base import UNSET_TYPE

def models(module):
    found = (getattr(module, name) for name in module.__all__)
    roots = (Response, TelegramMethod, types.TelegramObject)
    return [one for one in found if hasattr(one, "model_rebuild") and one not in roots]

found = models(types) + models(methods)
seen = {"models": len(found), "built by the import": [one.__name__ for one in found if one.__pydantic_complete__]}
message = types.Message.model_validate({"message_id": 1, "date": 0, "chat": {"id": 9, "type": "private"}})
answer = Response[types.ChatFullInfo].model_validate({"ok": False, "description": "no"})
seen["first use"] = [message.chat.id, methods.GetChat(chat_id=5).chat_id, answer.description]
replies.prepare()
needed = (types.Update, methods.SendMessage, methods.EditMessageText, methods.AnswerCallbackQuery)
seen["prepared"] = [one.__name__ for one in needed if one.__pydantic_complete__]
seen["cannot be built"] = [one.__name__ for one in found if one.model_rebuild(raise_errors=True) is False]
ours = types.CallbackQuery.model_validate(
    {
        "id": "1",
        "from": {"id": 5, "is_bot": False, "first_name": "A"},
        "chat_instance": "1",
        "message": {"message_id": 1, "date": 1, "chat": {"id": 9, "type": "private"}},
    },
    context={"bot": "the bot"},
)
seen["bots"] = [ours.bot, ours.message.bot, ours.message.chat.bot, types.Chat(id=9, type="private").bot]
seen["another bot"] = [ours.message.chat.as_("another").bot, ours.message.bot]
chains = [one.model_post_init for one in found if one.__private_attributes__.keys() == {"_bot"}]
seen["ways to belong"] = len(set(chains))
unset = [one.__name__ for one in found if "remove_unset" in one.__pydantic_decorators__.model_validators]
seen["look for unset"] = unset
calls = [getattr(Bot, name) for name in dir(Bot) if inspect.iscoroutinefunction(getattr(Bot, name))]
given = [one.default for call in calls for one in inspect.signature(call).parameters.values()]
given += [field.default for one in found for field in one.model_fields.values()]
seen["unset given"] = [str(one) for one in given if isinstance(one, UNSET_TYPE)]
print(json.dumps(seen))
"""


@cache
def _seen() -> dict[str, Any]:
    ran = subprocess.run([sys.executable, "-c", _PROGRAM], cwd=ROOT, capture_output=True, text=True)
    assert ran.stderr == ""
    seen: dict[str, Any] = json.loads(ran.stdout)
    assert seen["models"] > 400
    return seen


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("built by the import", []),
        ("first use", [9, 5, "no"]),
        ("prepared", ["Update", "SendMessage", "EditMessageText", "AnswerCallbackQuery"]),
        ("cannot be built", []),
        ("bots", ["the bot", "the bot", "the bot", None]),
        ("another bot", ["another", "the bot"]),
        ("ways to belong", 1),
        ("look for unset", []),
        ("unset given", []),
    ],
)
def test_models_of_the_bot_api_are_built_when_needed_and_lightly(what: str, expected: list[Any]) -> None:
    assert _seen()[what] == expected
