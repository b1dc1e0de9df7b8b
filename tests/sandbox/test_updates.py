"""How the bot gets its updates: long polling, confirmation, kinds, and the webhook with its retries."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web

from bot.sandbox import Phone, RunningServer, Sandbox, SandboxClient

from .conftest import Api, Json


@pytest.fixture
async def anna(client: SandboxClient, api: Api) -> Phone:
    phone = await client.person("Анна")
    await phone.start(settle=False)
    await api.updates()
    return phone


def texts(updates: list[Json]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_an_update_comes_again_until_it_is_confirmed(anna: Phone, api: Api) -> None:
    await anna.say("раз", settle=False)
    first = await api.ok("getUpdates")
    assert texts(first) == ["раз"]
    assert await api.ok("getUpdates") == first
    assert await api.ok("getUpdates", offset=first[0]["update_id"] + 1) == []
    assert await api.ok("getUpdates") == []


async def test_a_message_update_is_as_telegram_sends_it(anna: Phone, api: Api) -> None:
    await anna.say("/menu сейчас", settle=False)
    message = (await api.updates())[0]["message"]
    assert message["from"] == {"id": anna.id, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
    assert message["chat"] == {"id": anna.id, "first_name": "Анна", "type": "private"}
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 5}]


async def test_limit_and_negative_offset(anna: Phone, api: Api) -> None:
    for number in range(5):
        await anna.say(str(number), settle=False)
    assert texts(await api.ok("getUpdates", limit=2)) == ["0", "1"]
    assert texts(await api.ok("getUpdates", offset=-2)) == ["3", "4"]
    assert texts(await api.ok("getUpdates")) == ["3", "4"]


async def test_a_long_poll_ends_with_the_first_update(anna: Phone, api: Api) -> None:
    poll = asyncio.create_task(api.ok("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    started = time.monotonic()
    await anna.say("наконец", settle=False)
    assert texts(await poll) == ["наконец"]
    assert time.monotonic() - started < 1


async def test_a_long_poll_ends_by_itself(api: Api) -> None:
    started = time.monotonic()
    assert await api.ok("getUpdates", timeout=1) == []
    assert 0.9 < time.monotonic() - started < 3


async def test_a_second_poller_ends_the_first(anna: Phone, api: Api) -> None:
    first = asyncio.create_task(api.error("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(api.ok("getUpdates", timeout=20))
    assert await first == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await anna.say("второму", settle=False)
    assert texts(await second) == ["второму"]


async def test_only_wanted_kinds_come_and_the_wish_is_remembered(anna: Phone, api: Api) -> None:
    await api.ok("getUpdates", allowed_updates=["my_chat_member"])
    await anna.say("мимо", settle=False)
    await anna.block(settle=False)
    updates = await api.updates()
    assert [sorted(update)[0] for update in updates] == ["my_chat_member"]
    change = updates[0]["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    await api.ok("getUpdates", allowed_updates="[]")
    await anna.unblock(settle=False)
    await anna.say("снова", settle=False)
    assert [sorted(update)[0] for update in await api.updates()] == ["my_chat_member", "message"]


async def test_an_edited_message_is_told(anna: Phone, api: Api) -> None:
    screen = await anna.say("раз", settle=False)
    await api.updates()
    await anna.edit(screen.messages[-1].id, "два", settle=False)
    assert (await api.updates())[0]["edited_message"]["text"] == "два"


class Hook:
    """A bot's webhook: remembers what came and answers as told."""

    def __init__(self) -> None:
        self.updates: list[Json] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.body: Json | None = None
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.updates.append(update)
        return web.json_response(self.body or {}, status=status)


@pytest.fixture
async def hook(sandbox: Sandbox) -> AsyncIterator[Hook]:
    sandbox.world.webhook_first_pause = 0.02
    made = Hook()
    app = web.Application()
    app.router.add_post("/hook", made.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def until(true: Callable[[], bool] | Callable[[], Awaitable[bool]]) -> None:
    for _ in range(400):
        value = true()
        if value if isinstance(value, bool) else await value:
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not come true")


async def test_webhook_delivers_with_the_secret_in_order(
    hook: Hook, anna: Phone, api: Api, client: SandboxClient
) -> None:
    await anna.say("до", settle=False)
    assert await api.ok("setWebhook", url=hook.url, secret_token="a-B_1") is True
    for number in range(5):
        await anna.say(str(number), settle=False)
    assert await client.quiet() is True
    assert texts(hook.updates) == ["до", "0", "1", "2", "3", "4"]
    assert set(hook.secrets) == {"a-B_1"}
    info = await api.ok("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (hook.url, 0)
    assert (await client.bot())["mode"] == "webhook"


async def test_webhook_retries_with_growing_pauses(hook: Hook, anna: Phone, api: Api, client: SandboxClient) -> None:
    hook.statuses = [500, 403, 500]
    await api.ok("setWebhook", url=hook.url)
    started = time.monotonic()
    await anna.say("упорно", settle=False)
    await anna.say("по порядку", settle=False)
    assert await client.quiet() is True
    assert texts(hook.updates) == ["упорно", "по порядку"]
    assert time.monotonic() - started > 0.02 + 0.04 + 0.08
    info = await api.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"


async def test_one_chat_does_not_hold_up_another(hook: Hook, anna: Phone, api: Api, client: SandboxClient) -> None:
    boris = await client.person("Борис")
    hook.statuses = [500] * 5
    await api.ok("setWebhook", url=hook.url)
    await anna.say("застряло", settle=False)
    await until(lambda: len(hook.statuses) < 5)
    hook.statuses = []
    await boris.say("прошло", settle=False)
    assert await client.quiet() is True
    assert sorted(texts(hook.updates)) == ["застряло", "прошло"]


async def test_nobody_at_the_address_is_reported(anna: Phone, api: Api) -> None:
    await api.ok("setWebhook", url="http://127.0.0.1:9/hook")
    await anna.say("эй", settle=False)

    async def failed() -> bool:
        return "last_error_message" in await api.ok("getWebhookInfo")

    await until(failed)
    info = await api.ok("getWebhookInfo")
    assert (info["pending_update_count"], info["last_error_message"]) == (1, "Connection refused")
    await api.ok("deleteWebhook")
    assert texts(await api.updates()) == ["эй"]


async def test_getupdates_and_webhook_exclude_each_other(hook: Hook, api: Api) -> None:
    await api.ok("setWebhook", url=hook.url)
    code, description = await api.error("getUpdates")
    assert code == 409
    assert description == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    await api.ok("setWebhook", url="")
    assert await api.ok("getUpdates") == []


async def test_pending_updates_can_be_dropped(hook: Hook, anna: Phone, api: Api) -> None:
    await anna.say("старое", settle=False)
    await api.ok("setWebhook", url=hook.url, drop_pending_updates=True)
    await anna.say("новое", settle=False)
    await until(lambda: bool(hook.updates))
    assert texts(hook.updates) == ["новое"]
    await anna.say("ещё", settle=False)
    await api.ok("deleteWebhook", drop_pending_updates=True)
    assert await api.updates() == []


async def test_a_webhooks_answer_may_call_a_method(hook: Hook, anna: Phone, api: Api, client: SandboxClient) -> None:
    hook.body = {"method": "sendMessage", "chat_id": anna.id, "text": "в ответ"}
    await api.ok("setWebhook", url=hook.url)
    screen = await anna.say("вопрос")
    assert screen.text == "в ответ"
    assert (await client.stats())["calls"]["sendMessage"] == 1


@pytest.mark.parametrize(
    ("params", "complaint"),
    [
        ({"url": "ftp://127.0.0.1/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.com/"}, "bad webhook: the sandbox delivers to this machine only"),
        ({"url": "http://127.0.0.1:9/", "secret_token": "с"}, "secret token contains unallowed characters"),
        ({"url": "http://127.0.0.1:9/", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_set_webhook_refuses(api: Api, params: Json, complaint: str) -> None:
    assert await api.error("setWebhook", **params) == (400, f"Bad Request: {complaint}")


async def test_close_ends_a_long_poll_at_once(server: RunningServer, api: Api) -> None:
    poll = asyncio.create_task(api.ok("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    started = time.monotonic()
    await server.sandbox.close()
    assert await poll == []
    assert time.monotonic() - started < 1
