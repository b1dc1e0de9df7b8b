"""The sandbox stays on this machine, stands alone, and starts from the command line."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from yarl import URL

import bot.sandbox
from bot.sandbox import RunningServer, Sandbox, serve
from bot.sandbox.local import is_loopback
from bot.sandbox.registry import METHODS


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.com", ""])  # noqa: S104 - refused
async def test_it_does_not_listen_beyond_the_loopback(host: str) -> None:
    with pytest.raises(ValueError, match="loopback only"):
        await serve(Sandbox(), host=host)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("10.0.0.1", False),
    ],
)
def test_is_loopback(host: str, local: bool) -> None:
    assert is_loopback(host) is local


@pytest.mark.parametrize(
    ("header", "value"), [("Origin", "https://example.com"), ("Host", "evil.example:80"), ("Origin", "http://10.0.0.1")]
)
async def test_pages_of_other_sites_get_nothing(server: RunningServer, header: str, value: str) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("/sandbox/api/people", "/sandbox/api/events", "/sandbox/files/x", "/sandbox/"):
            async with session.get(server.url + path, headers={header: value}) as response:
                assert response.status == 403


async def test_its_own_page_may_ask(server: RunningServer) -> None:
    headers = {"Origin": server.url}
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{server.url}/sandbox/api/people", headers=headers) as response:
            assert response.status == 200
        async with session.get(f"{server.url}/sandbox", allow_redirects=False) as response:
            assert response.headers["Location"] == "/sandbox/"


async def test_the_page_is_served_and_nothing_beside_it(server: RunningServer) -> None:
    async with aiohttp.ClientSession() as session:
        for path, status in (
            ("", 200),
            ("static/main.js", 200),
            ("static/none.js", 404),
            ("static/%2e%2e/server.py", 404),
        ):
            async with session.get(URL(f"{server.url}/sandbox/{path}", encoded=True)) as response:
                assert response.status == status
                assert status != 200 or response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("token", ["", "42", "x:y", "42:"])
def test_a_token_looks_like_one(token: str) -> None:
    with pytest.raises(ValueError, match="a token looks like"):
        Sandbox(token=token)


def test_it_imports_nothing_of_the_bot() -> None:
    code = (
        "import sys, bot.sandbox\n"
        "strangers = [m for m in sys.modules if m == 'aiogram' or m == 'sqlalchemy'"
        # The face of the package prepares for those who import aiogram; it imports nothing for it.
        " or (m.startswith('bot.') and not m.startswith('bot.sandbox') and m != 'bot.light_aiogram')]\n"
        "print(strangers)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (run.stdout.strip(), run.stderr) == ("[]", "")


async def test_it_starts_alone_and_stops_when_told() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.sandbox",
        "--port",
        "0",
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    lines = [(await asyncio.wait_for(process.stdout.readline(), 20)).decode().split() for _ in range(3)]
    assert [line[0] for line in lines] == ["page:", "Bot", "token:"]
    address, token = lines[1][2], lines[2][1]
    async with aiohttp.ClientSession() as session, session.get(f"{address}/bot{token}/getMe") as response:
        assert (await response.json())["ok"] is True
    process.terminate()
    _, errors = await asyncio.wait_for(process.communicate(), 20)
    assert (process.returncode, errors) == (0, b"")


def test_a_bad_address_is_one_plain_line() -> None:
    command = [sys.executable, "-m", "bot.sandbox", "--host", "0.0.0.0", "--port", "0"]  # noqa: S104 - refused
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    assert run.stderr == "the sandbox listens on the loopback only, not on 0.0.0.0\n"


def test_the_readme_names_every_method_and_every_call() -> None:
    text = (Path(bot.sandbox.__file__).parent / "README.md").read_text()
    missing = [name for name, _ in METHODS.values() if name not in text]
    app = web.Application()
    Sandbox().add_routes(app)
    paths = {resource.canonical for resource in app.router.resources()}
    missing += [path for path in paths if path.startswith("/sandbox/api/") and path not in text]
    assert missing == []
