"""Whoever runs the show: time machine, faults, limits, log, quiet, live events."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.sandbox import Phone, RunningServer, Sandbox, SandboxClient
from bot.sandbox.client import NotQuietError, SandboxError
from bot.sandbox.limits import Bucket

from .conftest import Api, Json, running_bot


@pytest.fixture
async def anna(client: SandboxClient, api: Api) -> Phone:
    phone = await client.person("Анна")
    await phone.start(settle=False)
    await api.updates()
    return phone


# --- time


async def test_the_clock_is_the_real_one_until_it_is_moved(client: SandboxClient, sandbox: Sandbox) -> None:
    assert abs(sandbox.now() - datetime.now(UTC)) < timedelta(seconds=2)
    called: list[datetime] = []
    sandbox.on_time_shift.append(lambda: called.append(sandbox.now()))
    moved = await client.shift(days=1, hours=2)
    assert abs(moved - datetime.now(UTC) - timedelta(hours=26)) < timedelta(seconds=2)
    assert sandbox.offset == timedelta(hours=26)
    assert len(called) == 1
    goal = datetime.now(UTC) + timedelta(days=30)
    assert abs(await client.go_to(goal) - goal) < timedelta(seconds=2)
    assert abs(await client.reset_time() - datetime.now(UTC)) < timedelta(seconds=2)


async def test_time_does_not_go_back(client: SandboxClient) -> None:
    await client.shift(days=2)
    for body in ({"shift_seconds": -1}, {"to": datetime.now(UTC).isoformat()}):
        with pytest.raises(SandboxError) as caught:
            await client.call("POST", "time", body=body)
        assert caught.value.status == 409
    with pytest.raises(SandboxError) as caught:
        await client.call("POST", "time", body={"to": "завтра"})
    assert caught.value.status == 400


async def test_marks_name_moments(client: SandboxClient) -> None:
    await client.set_marks([("За день до школы", datetime(2027, 3, 1, 1, 0, tzinfo=UTC))])
    answer = await client.call("GET", "time")
    assert answer["marks"] == [{"label": "За день до школы", "at": "2027-03-01T01:00:00Z"}]
    assert answer["offset_seconds"] == 0


# --- faults


async def test_errors_on_demand(client: SandboxClient, anna: Phone, api: Api) -> None:
    await client.fault("429", method="sendMessage", retry_after=7)
    assert await api("sendMessage", chat_id=anna.id, text="x") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    await client.fault("500", times=2)
    assert await api.error("getMe") == (500, "Internal Server Error")
    assert await api.error("sendMessage", chat_id=anna.id, text="x") == (500, "Internal Server Error")
    await api.ok("sendMessage", chat_id=anna.id, text="прошло")
    assert (await anna.screen()).texts == ["прошло"]


async def test_a_fault_meets_only_what_it_names(client: SandboxClient, anna: Phone, api: Api) -> None:
    boris = await client.person("Борис")
    await boris.start(settle=False)
    await client.fault("500", method="sendMessage", chat_id=boris.id)
    await client.fault("500", method="getUpdates")
    await api.ok("sendMessage", chat_id=anna.id, text="x")
    assert (await api.error("sendMessage", chat_id=boris.id, text="x"))[0] == 500
    assert (await api.error("getUpdates"))[0] == 500
    await client.fault("500")
    await client.clear_faults()
    await api.ok("getMe")


@pytest.mark.parametrize(("kind", "done"), [("reset_before", []), ("reset_after", ["x"])])
async def test_connections_break_before_or_after_the_work(
    client: SandboxClient, anna: Phone, api: Api, kind: str, done: list[str]
) -> None:
    await client.fault(kind, method="sendMessage")
    with pytest.raises(aiohttp.ClientConnectionError):
        await api("sendMessage", chat_id=anna.id, text="x")
    assert (await anna.screen()).texts == done
    await api.ok("sendMessage", chat_id=anna.id, text="y")


async def test_something_in_front_answers_with_a_page(client: SandboxClient, anna: Phone, api: Api) -> None:
    await client.fault("gateway", method="sendMessage")
    async with api.session.post(f"{api.base}/sendMessage", json={"chat_id": anna.id, "text": "x"}) as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
    assert (await anna.screen()).texts == []


@pytest.mark.parametrize(("kind", "done"), [("timeout", []), ("timeout_after", ["x"])])
async def test_answers_that_do_not_come(
    client: SandboxClient, anna: Phone, api: Api, server: RunningServer, kind: str, done: list[str]
) -> None:
    await client.fault(kind, method="sendMessage")
    limit = aiohttp.ClientTimeout(total=0.1)
    with pytest.raises(TimeoutError):
        await api.session.post(f"{api.base}/sendMessage", json={"chat_id": anna.id, "text": "x"}, timeout=limit)
    assert (await anna.screen()).texts == done
    assert await client.quiet() is True
    await client.fault(kind, seconds=0.05)
    answer = await api("sendMessage", chat_id=anna.id, text="z")
    assert answer["ok"] is (kind == "timeout_after")


async def test_a_wrong_fault_is_refused(client: SandboxClient) -> None:
    for body in ({"kind": "earthquake"}, {"kind": "429", "times": 0}):
        with pytest.raises(SandboxError) as caught:
            await client.call("POST", "faults", body=body)
        assert caught.value.status == 400


# --- limits


def test_a_bucket_lets_its_burst_through_and_then_its_rate() -> None:
    bucket = Bucket(10.0, 3)
    at, now, passed = 0.0, 1000.0, []
    for _ in range(400):
        if bucket.wait(at, now, 1) == 0:
            at = bucket.filled(at, now, 1)
            passed.append(now)
        now += 0.01
    assert len([moment for moment in passed if moment < 1000.005]) == 1
    assert len([moment for moment in passed if moment < 1000.05]) == 3
    assert 40 <= len(passed) <= 43


def test_a_bucket_says_how_long_to_wait() -> None:
    bucket = Bucket(2.0, 1)
    at = bucket.filled(0.0, 50.0, 1)
    assert bucket.wait(at, 50.0, 1) == pytest.approx(0.5)
    assert bucket.wait(at, 50.5, 1) == 0
    assert Bucket(None, 1).wait(at, 50.0, 100) == 0


async def test_a_chat_is_flooded_after_its_burst(client: SandboxClient, anna: Phone, api: Api) -> None:
    answers = [await api("sendMessage", chat_id=anna.id, text="x") for _ in range(21)]
    assert [answer["ok"] for answer in answers] == [True] * 20 + [False]
    assert answers[-1]["error_code"] == 429
    assert answers[-1]["parameters"]["retry_after"] == 1
    stats = await client.stats()
    assert (stats["floods"], stats["errors"], stats["calls"]["sendMessage"]) == (1, 1, 21)


async def test_all_chats_together_have_a_limit(client: SandboxClient, anna: Phone, api: Api) -> None:
    await client.set_limits(overall_per_second=5, per_chat_per_second=None)
    answers = [await api("sendMessage", chat_id=anna.id, text="x") for _ in range(8)]
    assert [answer["ok"] for answer in answers][:5] == [True] * 5
    assert answers[-1]["error_code"] == 429
    await client.set_limits(overall_per_second=None)
    await api.ok("sendMessage", chat_id=anna.id, text="x")


async def test_a_group_has_twenty_a_minute(client: SandboxClient, anna: Phone, api: Api) -> None:
    chat_id = await client.group("Команда", [anna])
    answers = [await api("sendMessage", chat_id=chat_id, text="x") for _ in range(21)]
    assert [answer["ok"] for answer in answers] == [True] * 20 + [False]
    assert answers[-1]["parameters"]["retry_after"] in (2, 3)


async def test_limits_are_told_and_changed(client: SandboxClient) -> None:
    assert await client.limits() == {
        "overall_per_second": 30.0,
        "overall_burst": 30,
        "per_chat_per_second": 1.0,
        "per_chat_burst": 20,
        "per_group_per_minute": 20.0,
        "per_group_burst": 20,
    }
    changed = await client.set_limits(per_group_per_minute=None, per_chat_burst=3, overall_per_second=100)
    assert (changed["per_group_per_minute"], changed["per_chat_burst"], changed["overall_burst"]) == (None, 3, 100)


async def test_moving_the_clock_does_not_lift_a_limit(client: SandboxClient, anna: Phone, api: Api) -> None:
    await client.set_limits(per_chat_burst=1)
    await api.ok("sendMessage", chat_id=anna.id, text="x")
    await client.shift(days=1)
    assert (await api.error("sendMessage", chat_id=anna.id, text="x"))[0] == 429


# --- the log


async def test_calls_are_logged_and_filtered(client: SandboxClient, anna: Phone, api: Api) -> None:
    await api.ok("sendMessage", chat_id=anna.id, text="раз")
    await api.error("sendMessage", chat_id=5, text="два")
    await api.ok("getMe")
    calls = await client.calls()
    assert [(call["method"], call["ok"]) for call in calls[-3:]] == [
        ("sendMessage", True),
        ("sendMessage", False),
        ("getMe", True),
    ]
    assert calls[-2]["error"] == "Bad Request: chat not found"
    mine = await client.calls("sendmessage", chat_id=anna.id)
    assert [call["params"]["text"] for call in mine] == ["раз"]
    assert [call["method"] for call in await client.calls(since_seq=calls[-2]["seq"])] == ["getMe"]
    assert len(await client.calls(limit=1)) == 1


async def test_reset_forgets(client: SandboxClient, anna: Phone, api: Api) -> None:
    await api.ok("sendMessage", chat_id=anna.id, text="раз")
    await anna.say("два", settle=False)
    await client.reset(keep_people=True)
    assert (await client.stats())["messages"] == 0
    assert await api.updates() == []
    screen = await anna.screen()
    assert (screen.messages, screen.raw["has_started"]) == ((), False)
    await client.reset()
    assert await client.people() == []
    assert (await client.person("Вера")).id > anna.id


# --- quiet


async def test_quiet_waits_for_confirmation_and_the_answer_after_it(
    client: SandboxClient, anna: Phone, api: Api
) -> None:
    async def slow(api: Api, update: Json) -> None:
        await asyncio.sleep(0.01)
        await api.ok("sendMessage", chat_id=update["message"]["chat"]["id"], text="подумал")

    async with running_bot(api, slow):
        for number in range(5):
            screen = await anna.say(str(number))
            assert len(screen.texts) == number + 1


async def test_without_a_bot_it_is_never_quiet_after_an_update(client: SandboxClient, anna: Phone, api: Api) -> None:
    assert await client.quiet(calm_ms=10) is True
    client.settle_timeout = 0.1
    with pytest.raises(NotQuietError, match="1 updates unconfirmed, 0 calls in flight"):
        await anna.say("эй")
    assert await client.quiet(timeout=0.05) is False


async def test_quiet_asks_the_hooks(client: SandboxClient, sandbox: Sandbox) -> None:
    until = time.monotonic() + 0.15
    sandbox.busy_hooks.append(lambda: time.monotonic() < until)
    started = time.monotonic()
    assert await client.quiet(calm_ms=20) is True
    assert 0.15 <= time.monotonic() - started < 1


async def test_quiet_is_fast(client: SandboxClient, anna: Phone) -> None:
    await asyncio.sleep(0.03)
    started = time.monotonic()
    for _ in range(20):
        await client.settle()
    assert time.monotonic() - started < 0.5


# --- events


async def read_events(stream: aiohttp.ClientResponse, count: int) -> list[tuple[str, Json]]:
    found: list[tuple[str, Json]] = []
    number = ""
    async with asyncio.timeout(60):
        async for raw in stream.content:
            line = raw.decode().rstrip()
            if line.startswith("id: "):
                number = line[4:]
            elif line.startswith("data: "):
                found.append((number, json.loads(line[6:])))
                if len(found) == count:
                    return found
    raise AssertionError("the stream ended")


async def test_events_come_live_and_again_after_a_break(
    client: SandboxClient, anna: Phone, api: Api, server: RunningServer
) -> None:
    url = f"{server.url}/sandbox/api/events"
    async with api.session.get(url) as stream:
        sent = await api.ok("sendMessage", chat_id=anna.id, text="раз")
        ((seq, event),) = await read_events(stream, 1)
    assert event == {"type": "message", "for": [anna.id], "chat_id": anna.id, "message_id": sent["message_id"]}
    await api.ok("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="два")
    await api.ok("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])
    await client.shift(hours=1, settle=False)
    async with api.session.get(url, headers={"Last-Event-ID": seq}) as stream:
        types = [event["type"] for _, event in await read_events(stream, 3)]
    assert types == ["edited", "deleted", "time"]


async def test_who_missed_too_much_reads_everything_again(sandbox: Sandbox, api: Api, server: RunningServer) -> None:
    for _ in range(5000):
        sandbox.world.hub.publish("bot")
    url = f"{server.url}/sandbox/api/events"
    async with api.session.get(url, headers={"Last-Event-ID": "1"}) as stream:
        assert [event["type"] for _, event in await read_events(stream, 1)] == ["reset"]


async def test_closing_ends_the_stream(server: RunningServer, api: Api) -> None:
    async with api.session.get(f"{server.url}/sandbox/api/events") as stream:
        await server.sandbox.close()
        with contextlib.suppress(aiohttp.ClientPayloadError):
            assert b"retry" in await asyncio.wait_for(stream.read(), 5)
