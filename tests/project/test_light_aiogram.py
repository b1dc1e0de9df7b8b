"""aiogram's models are built when they are needed, and all of them can be: in a process that imports it our way first."""

import subprocess
import sys

from bot.config import ROOT

_IMPORT = """
import bot.intake.replies as replies
from aiogram import methods, types
from aiogram.methods.base import Response, TelegramMethod

def models(module):
    found = (getattr(module, name) for name in module.__all__)
    return [one for one in found if hasattr(one, "model_rebuild") and one not in (Response, TelegramMethod, types.TelegramObject)]

found = models(types) + models(methods)
assert len(found) > 400, len(found)
"""


def _run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", _IMPORT + program], cwd=ROOT, capture_output=True, text=True)


def test_import_builds_no_model() -> None:
    ran = _run("print(*[one.__name__ for one in found if one.__pydantic_complete__])")

    assert (ran.stdout.strip(), ran.stderr) == ("", "")


def test_prepare_builds_what_every_update_needs() -> None:
    ran = _run(
        "replies.prepare(); print(types.Update.__pydantic_complete__, methods.SendMessage.__pydantic_complete__)"
    )

    assert (ran.stdout.strip(), ran.stderr) == ("True True", "")


def test_every_model_can_be_built() -> None:
    ran = _run("print([one.__name__ for one in found if one.model_rebuild(raise_errors=True) is False])")

    assert (ran.stdout.strip(), ran.stderr) == ("[]", "")


def test_first_use_builds_a_model() -> None:
    ran = _run(
        "message = types.Message.model_validate({'message_id': 1, 'date': 0, 'chat': {'id': 1, 'type': 'private'}})\n"
        "print(message.chat.id, methods.GetChat(chat_id=5).chat_id, Response[types.Chat].model_validate({'ok': True}).ok)"
    )

    assert (ran.stdout.strip(), ran.stderr) == ("1 5 True", "")
