"""A browser, a sandbox of its own for each test, and a tiny bot that speaks the Bot API over plain HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from bot.sandbox import RunningServer, Sandbox, serve

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOKEN = "42:sandbox"
PATIENCE_MS = 15_000  # a machine that runs the whole suite at once is slow
expect.set_options(timeout=PATIENCE_MS)


class TinyBot:
    """Answers a few words, so that the page has something to show. Anything else comes back as it was said."""

    def __init__(self, url: str) -> None:
        self.base = f"{url}/bot{TOKEN}"
        self.session: aiohttp.ClientSession | None = None
        self.task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> TinyBot:
        self.session = aiohttp.ClientSession()
        self.task = asyncio.create_task(self._poll())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self.task is not None
        assert self.session is not None
        self.task.cancel()
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await self.task
        finally:
            await self.session.close()

    async def call(self, method: str, **params: Any) -> Any:
        assert self.session is not None
        async with self.session.post(f"{self.base}/{method}", json=params) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def _poll(self) -> None:
        offset = 0
        while True:
            try:
                updates = await self.call("getUpdates", offset=offset, timeout=20)
            except aiohttp.ClientError:
                offset = 0
                await asyncio.sleep(0.05)  # the server is being restarted
                continue
            for update in updates:
                offset = update["update_id"] + 1
                if "message" in update:
                    await self._answer(update["message"])
                elif "callback_query" in update:
                    await self._pressed(update["callback_query"])

    async def _answer(self, message: dict[str, Any]) -> None:
        chat, text = message["chat"]["id"], message.get("text", "")
        if text.startswith("/start"):
            buttons = [
                [{"text": "Записаться", "callback_data": "join"}, {"text": "Подробнее", "callback_data": "more"}]
            ]
            await self.call(
                "sendMessage", chat_id=chat, text="Добрый день!" + text[6:], reply_markup={"inline_keyboard": buttons}
            )
        elif text == "/many":
            for number in range(60):
                await self.call("sendMessage", chat_id=chat, text=f"Строка {number}")
        elif text == "/number":
            keyboard = {"keyboard": [[{"text": "Поделиться", "request_contact": True}]], "resize_keyboard": True}
            await self.call("sendMessage", chat_id=chat, text="Какой у тебя номер?", reply_markup=keyboard)
        elif "contact" in message:
            phone = message["contact"]["phone_number"]
            await self.call(
                "sendMessage", chat_id=chat, text=f"Номер {phone} записан", reply_markup={"remove_keyboard": True}
            )
        else:
            await self.call("sendMessage", chat_id=chat, text=f"Вы сказали: {text}")

    async def _pressed(self, query: dict[str, Any]) -> None:
        if query["data"] == "more":
            await self.call(
                "answerCallbackQuery", callback_query_id=query["id"], text="Начало в 10:00", show_alert=True
            )
            return
        message = query["message"]
        await self.call("answerCallbackQuery", callback_query_id=query["id"], text="Место за тобой")
        await self.call(
            "editMessageText", chat_id=message["chat"]["id"], message_id=message["message_id"], text="Запись принята"
        )


@dataclass
class Stand:
    """A running sandbox with its bot, and the page of a fresh browser profile."""

    server: RunningServer
    bot: TinyBot
    page: Page
    problems: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.server.url

    async def open(self) -> None:
        await self.page.goto(f"{self.url}/sandbox/")
        await self.page.wait_for_selector(".phone .head-name:not(:empty)")

    async def person(self, first_name: str, **more: Any) -> int:
        """Create somebody whose phone is on the page from the start."""
        async with aiohttp.ClientSession() as session:
            body = {"first_name": first_name, "pinned": True, **more}
            async with session.post(f"{self.url}/sandbox/api/people", json=body) as response:
                person = await response.json()
        return int(person["id"])

    async def say(self, person: int, text: str) -> None:
        field_ = self.page.locator(f".phone[data-person='{person}'] textarea")
        await field_.fill(text)
        await field_.press("Enter")


async def without_limits(url: str) -> None:
    """The flood limits are tested elsewhere; here the bot may write as fast as it can."""
    unlimited = dict.fromkeys(("overall_per_second", "per_chat_per_second", "per_group_per_minute"))
    async with aiohttp.ClientSession() as session, session.put(f"{url}/sandbox/api/limits", json=unlimited) as response:
        assert response.status == 200


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the page cannot be looked at")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    context.set_default_timeout(PATIENCE_MS)
    yield context
    await context.close()


@pytest.fixture
async def stand(context: BrowserContext) -> AsyncIterator[Stand]:
    """The stand; at the end the browser must have had nothing to complain about."""
    server = await serve(Sandbox(token=TOKEN))
    page = await context.new_page()
    async with TinyBot(server.url) as bot:
        await without_limits(server.url)
        stand = Stand(server, bot, page)
        page.on("pageerror", lambda error: stand.problems.append(str(error)))
        page.on(
            "console",
            lambda message: stand.problems.append(message.text) if message.type in ("error", "warning") else None,
        )
        yield stand
        await page.close()
    await stand.server.stop()
    assert stand.problems == []
