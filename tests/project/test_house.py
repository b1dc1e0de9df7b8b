"""Rules of the house that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import check_locales, check_lock

ROOT = Path(__file__).resolve().parents[2]
BOT = ROOT / "bot"
OURS = sorted(path for path in BOT.rglob("*.py") if "sandbox" not in path.parts and "versions" not in path.parts)


def _calls(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func), node.lineno


def _found(pattern: str, *, outside: set[str]) -> list[str]:
    wanted = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{line}: {call}"
        for path in OURS
        if str(path.relative_to(BOT)) not in outside
        for call, line in _calls(path)
        if wanted.search(call)
    ]


def test_only_the_engine_commits() -> None:
    assert (
        _found(
            r"\.(commit|rollback|begin)$", outside={"db/engine.py", "db/migrations/__init__.py", "db/migrations/env.py"}
        )
        == []
    )


def test_only_the_clock_reads_the_time() -> None:
    assert _found(r"\b(datetime|date)\.(now|utcnow|today)$|\btime\.time$", outside={"clock.py"}) == []


def test_handlers_send_nothing_themselves() -> None:
    handlers = {str(path.relative_to(BOT)) for path in OURS if not str(path.relative_to(BOT)).startswith("handlers/")}
    assert (
        _found(r"\b(message|query|event|callback)\.(answer|reply|edit_text|delete)$|\bbot\.send_", outside=handlers)
        == []
    )


def test_locales_agree_with_each_other_and_with_the_code() -> None:
    assert check_locales.problems() == []


def test_lock_names_no_host() -> None:
    assert check_lock.problems((ROOT / "requirements.lock").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "a==1 \\\n    --hash=sha256:0\n--index-url x",
        "a @ https://example.org/a.whl",
        "a==1",
        "a>=1 \\\n    --hash=sha256:0",
    ],
)
def test_lock_check_refuses(text: str) -> None:
    assert check_lock.problems(text) != []
