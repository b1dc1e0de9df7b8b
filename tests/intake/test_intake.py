"""The intake: an update has its effect once, its answers leave once more if need be, and nothing is lost."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.app import App, build
from bot.clock import Clock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.models import AuditEntry, IncomingUpdate, Person
from bot.db.queries import intake as queries
from bot.sandbox import Phone, Sandbox, SandboxClient, serve
from tests.conversations.conftest import OFFICE, Stage, stage

__all__ = ["stage"]

HOOK_SECRET = "s3cret"


def _message(update_id: int, phone: Phone, text: str) -> dict[str, Any]:
    user = {"id": phone.id, "is_bot": False, "first_name": phone.first_name, "language_code": "ru"}
    chat = {"id": phone.id, "type": "private", "first_name": phone.first_name}
    return {
        "update_id": update_id,
        "message": {"message_id": update_id, "date": 1_566_262_800, "chat": chat, "from": user, "text": text},
    }


async def _from_bot(phone: Phone) -> list[str]:
    return [message.text for message in (await phone.screen()).messages if message.from_bot]


async def _status(stage: Stage, update_id: int) -> str | None:
    async with stage.database.reading() as session:
        status: str | None = await session.scalar(
            select(IncomingUpdate.status).where(IncomingUpdate.update_id == update_id)
        )
        return status


async def _until(stage: Stage, update_id: int, status: str) -> None:
    async with asyncio.timeout(30):
        while await _status(stage, update_id) != status:  # noqa: ASYNC110 - rows tell nobody when they change
            await asyncio.sleep(0.05)


async def test_redelivered_update_has_its_effect_once(stage: Stage) -> None:
    anna = await stage.person("Анна")
    await anna.start(settle=True)
    before = len(await _from_bot(anna))
    update = _message(10_000, anna, "/menu")
    await stage.app.intake.accept([update])
    await stage.app.intake.accept([update, update])
    await stage.client.settle()
    assert len(await _from_bot(anna)) == before + 1


async def test_update_that_keeps_failing_is_set_aside_with_an_apology_and_an_alert(stage: Stage) -> None:
    boss = await stage.office()
    anna = await stage.person("Анна")
    await anna.start()
    broken = _message(10_000, anna, "привет")
    del broken["message"]["date"]
    await stage.app.intake.accept([broken])
    await stage.tick()
    assert await _status(stage, 10_000) == "set_aside"
    assert (await _from_bot(anna))[-1].startswith("Простите, у меня что-то сломалось")
    assert (await _from_bot(boss))[-1] == (
        "⚠️ Чьё-то сообщение не обработано после трёх попыток. Для разработчика: № 10000, UnreadableUpdateError"
    )


async def test_next_update_of_the_chat_is_handled_after_a_broken_one(stage: Stage) -> None:
    anna = await stage.person("Анна")
    await anna.start()
    broken = _message(10_000, anna, "привет")
    del broken["message"]["date"]
    await stage.app.intake.accept([broken, _message(10_001, anna, "/menu")])
    await stage.client.settle()
    assert await _status(stage, 10_001) == "done"


async def test_replies_owed_at_a_crash_are_sent_at_the_next_start(stage: Stage) -> None:
    anna = await stage.person("Анна")
    await anna.start()
    reply = {"method": "sendMessage", "params": {"chat_id": anna.id, "text": "Обещано"}}
    async with stage.database.transaction() as session:
        await queries.store(session, [queries.Arrival(10_000, anna.id, {})], now=stage.now)
        await queries.finish(session, 10_000, replies=[reply], now=stage.now)
    await stage.app.intake.recover()
    await stage.client.settle()
    assert (await _from_bot(anna))[-1] == "Обещано"


async def test_file_that_cannot_be_made_becomes_words_and_holds_up_nothing(stage: Stage) -> None:
    anna = await stage.person("Анна")
    await anna.start()
    replies = [
        {"method": "sendDocument", "params": {"chat_id": anna.id, "document": "made:forgotten:ru:"}},
        {"method": "sendMessage", "params": {"chat_id": anna.id, "text": "Обещано"}},
    ]
    async with stage.database.transaction() as session:
        await queries.store(session, [queries.Arrival(10_000, anna.id, {})], now=stage.now)
        await queries.finish(session, 10_000, replies=replies, now=stage.now)
    await stage.app.intake.recover()
    await stage.client.settle()
    assert (await _from_bot(anna))[-2:] == ["Файл не получился. Можно попробовать ещё раз чуть позже: /menu", "Обещано"]
    assert await _status(stage, 10_000) == "done"


async def test_old_replies_are_not_sent_any_more(stage: Stage) -> None:
    anna = await stage.person("Анна")
    await anna.start()
    said = await _from_bot(anna)
    reply = {"method": "sendMessage", "params": {"chat_id": anna.id, "text": "Обещано"}}
    async with stage.database.transaction() as session:
        await queries.store(session, [queries.Arrival(10_000, anna.id, {})], now=stage.now)
        await queries.finish(session, 10_000, replies=[reply], now=stage.now - timedelta(minutes=16))
    await stage.app.intake.recover()
    await stage.client.settle()
    assert await _from_bot(anna) == said


async def test_reply_is_repeated_when_the_connection_breaks(stage: Stage) -> None:
    anna = await stage.person("Анна")
    await anna.start()
    await stage.client.fault("reset_before", method="sendMessage")
    await anna.say("/menu")
    assert (await _from_bot(anna))[-1].startswith("Здравствуйте!")


@pytest.mark.parametrize("kind", ["500", "gateway"])
async def test_only_answers_that_have_not_arrived_are_sent_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("bot.intake.intake._RETRY_PAUSE", 0.05)
    monkeypatch.setattr("bot.intake.replies._PAUSES", ())
    anna = await stage.person("Анна")
    await anna.start()
    await stage.client.fault(kind, method="sendLocation", times=3)
    replies = [
        {"method": "sendMessage", "params": {"chat_id": anna.id, "text": "Раз"}},
        {"method": "sendLocation", "params": {"chat_id": anna.id, "latitude": 50.3, "longitude": 127.5}},
        {"method": "sendMessage", "params": {"chat_id": anna.id, "text": "Два"}},
    ]
    async with stage.database.transaction() as session:
        await queries.store(session, [queries.Arrival(10_000, anna.id, {})], now=stage.now)
        await queries.finish(session, 10_000, replies=replies, now=stage.now)
    await stage.app.intake.recover()
    await _until(stage, 10_000, "done")
    said = await _from_bot(anna)
    assert (said.count("Раз"), said.count("Два")) == (1, 1)


async def test_answer_that_never_arrives_is_given_up(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.intake.intake._RETRY_PAUSE", 0.05)
    monkeypatch.setattr("bot.intake.replies._PAUSES", ())
    anna = await stage.person("Анна")
    await anna.start()
    said = await _from_bot(anna)
    await stage.client.fault("500", method="sendMessage", times=10_000)
    await stage.app.intake.accept([_message(10_000, anna, "/menu")])
    await _until(stage, 10_000, "answering")
    await stage.client.shift(timedelta(minutes=16), settle=False)
    await _until(stage, 10_000, "done")
    await stage.client.clear_faults()
    await stage.client.settle()
    assert await _from_bot(anna) == said


async def test_page_of_a_proxy_instead_of_updates_stops_nothing(stage: Stage) -> None:
    anna = await stage.person("Анна")
    # The question under way still brings the first message.
    await stage.client.fault("gateway", method="getUpdates", times=2)
    await anna.start(settle=False)
    await asyncio.sleep(0.3)
    await anna.say("/help", settle=False)
    async with asyncio.timeout(30):
        while len(await _from_bot(anna)) < 2:  # noqa: ASYNC110 - another program's doing
            await asyncio.sleep(0.05)


async def test_what_people_wrote_is_not_kept_after_it_is_handled(stage: Stage) -> None:
    anna = await stage.person("Анна")
    await anna.say("моя тайна")
    async with stage.database.reading() as session:
        kept = await session.scalar(
            select(func.count()).select_from(IncomingUpdate).where(IncomingUpdate.payload.is_not(None))
        )
        assert kept == 0


async def test_forged_office_button_is_refused_logged_and_changes_nothing(stage: Stage) -> None:
    await stage.office()
    anna = await stage.person("Анна")
    await anna.start()
    outdated = (await anna.forge("nonsense")).toasts[-1]
    async with stage.database.reading() as session:
        boss_id = await session.scalar(select(Person.id).where(Person.telegram_id == OFFICE))
    screen = await anna.forge(f"mbr:revoke:{boss_id}")
    assert screen.toasts[-1] == outdated
    async with stage.database.reading() as session:
        assert await session.scalar(select(AuditEntry.action).where(AuditEntry.action == "office.revoked")) is None


@pytest.fixture
async def hooked(sqlite_database_url: str) -> AsyncIterator[tuple[App, SandboxClient, str]]:
    """A bot that gets its updates by webhook, and the address of its web server."""
    sandbox = Sandbox(token="42:test")
    server = await serve(sandbox)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    settings = Settings(
        _env_file=None,
        bot_token="42:test",
        bot_api_url=server.url,
        database_url=sqlite_database_url,
        http_port=port,
        webhook_url=address,
        webhook_secret=HOOK_SECRET,
    )
    app = build(settings, clock=Clock(lambda: sandbox.offset))
    await app.start(ticking=False)
    sandbox.busy_hooks.append(lambda: app.busy)
    async with SandboxClient(server.url) as client:
        yield app, client, address
    await app.stop()
    await server.stop()


async def test_message_with_the_character_nul_stops_nobody(stage: Stage) -> None:
    anna, boris = await stage.person("Анна"), await stage.person("Борис")
    await anna.start()
    await boris.start()
    await stage.app.intake.accept([_message(10_000, anna, "а\x00б"), _message(10_001, boris, "/menu")])
    await stage.client.settle()
    assert await _status(stage, 10_001) == "done"
    assert await _status(stage, 10_000) in ("done", "set_aside")


async def test_webhook_brings_updates(hooked: tuple[App, SandboxClient, str]) -> None:
    _, client, _ = hooked
    anna = await client.person("Анна")
    assert (await anna.say("/menu")).text.startswith("Здравствуйте!")


@pytest.mark.parametrize(
    ("secret", "body", "status"), [("wrong", "{}", 401), (HOOK_SECRET, "{}", 400), (HOOK_SECRET, "[", 400)]
)
async def test_webhook_refuses(hooked: tuple[App, SandboxClient, str], secret: str, body: str, status: int) -> None:
    _, _, address = hooked
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    async with aiohttp.ClientSession() as http, http.post(f"{address}/webhook", data=body, headers=headers) as answer:
        assert answer.status == status


async def test_batch_is_stored_whole_and_what_is_known_is_told_apart(database: Database) -> None:
    moment = datetime(2026, 9, 1, tzinfo=UTC)
    arrivals = [queries.Arrival(number, 5, {"update_id": number, "text": "ё"}) for number in (1, 2, 3)]
    async with database.transaction() as session:
        assert await queries.store(session, arrivals[1:2], now=moment, worker="a") == {2}
    async with database.transaction() as session:
        assert await queries.store(session, [*arrivals, arrivals[0]], now=moment) == {1, 3}
    async with database.reading() as session:
        rows = (await session.scalars(select(IncomingUpdate).order_by(IncomingUpdate.update_id))).all()
        assert [(row.update_id, row.worker, row.status, row.attempts) for row in rows] == [
            (1, None, "new", 0),
            (2, "a", "new", 0),
            (3, None, "new", 0),
        ]
        assert [row.payload for row in rows] == [arrival.payload for arrival in arrivals]
        assert {row.received_at for row in rows} == {moment}
