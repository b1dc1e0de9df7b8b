"""Answers to updates: they wait for no slot, but count, and keep the pause that Telegram asks for."""

import asyncio
import time
from typing import Any

from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.delivery.budget import Budget
from bot.delivery.chats import Chats
from bot.intake.replies import Owed, Reply, ReplySender, dump
from bot.intake.reply_files import ReplyFiles
from bot.metrics import Metrics
from tests.delivery.conftest import PostOffice


async def _nobody(chat_id: int) -> None:
    raise AssertionError(f"{chat_id} was called unreachable")


def _reply_sender(
    post: PostOffice, budget: Budget, metrics: Metrics | None = None, chats: Chats | None = None
) -> ReplySender:
    files = ReplyFiles(post.database, post.texts, post.clock)
    chats = Chats(post.clock.steady) if chats is None else chats
    return ReplySender(files, post.bot, _nobody, budget=budget, chats=chats, metrics=metrics or Metrics())


def _owed(*replies: Reply) -> list[Owed]:
    return [dump(reply) for reply in replies]


async def test_answers_are_charged_to_the_rate_and_edits_are_not(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    chat_id = anna.telegram_id or 0
    budget = Budget(8, post.clock.wall)
    budget.grant(int(time.time() * 1e6) + 10_000_000, 3)
    sender = _reply_sender(post, budget)
    assert await sender.send(_owed(SendMessage(chat_id=chat_id, text="a"), SendMessage(chat_id=chat_id, text="b")))
    assert budget.left == 1
    number = (await post.bot.send_message(chat_id, "x")).message_id
    assert await sender.send(_owed(EditMessageText(chat_id=chat_id, message_id=number, text="c")))
    assert budget.left == 1


async def test_answers_of_all_wait_for_the_end_of_a_pause(post: PostOffice) -> None:
    anna, boris = await post.people(2)
    await post.client.fault("429", retry_after=1, method="sendMessage")
    metrics = Metrics()
    sender = _reply_sender(post, Budget(100, post.clock.wall), metrics)
    first = asyncio.create_task(sender.send(_owed(SendMessage(chat_id=anna.telegram_id or 0, text="a"))))
    await asyncio.sleep(0.2)
    second = asyncio.create_task(sender.send(_owed(SendMessage(chat_id=boris.telegram_id or 0, text="b"))))
    assert all(await asyncio.gather(first, second))
    refused, *sent = post.calls()
    assert [call.error for call in sent] == [None, None]
    assert min(call.at for call in sent) - refused.at >= 1.0
    assert metrics.registry.get_sample_value("kadry_flood_waits_total") == 1


async def test_group_that_must_rest_keeps_only_its_own_answers_waiting(post: PostOffice) -> None:
    group, (boris,) = await post.client.group("Команда", [await post.client.person("Анна")]), await post.people(1)
    await post.client.fault("429", retry_after=1, chat_id=group)
    chats = Chats(post.clock.steady)
    sender = _reply_sender(post, Budget(100, post.clock.wall), chats=chats)
    first = asyncio.create_task(sender.send(_owed(SendMessage(chat_id=group, text="a"))))
    await asyncio.sleep(0.2)
    second = asyncio.create_task(sender.send(_owed(SendMessage(chat_id=group, text="b"))))
    assert await sender.send(_owed(SendMessage(chat_id=boris.telegram_id or 0, text="c")))
    assert all(await asyncio.gather(first, second))
    refused, to_boris, *to_group = post.calls()
    assert to_boris.chat_id == boris.telegram_id
    assert min(call.at for call in to_group) - refused.at >= 1.0
    # They count for the pace of the group, and so does the one that was refused.
    assert len(chats._groups[group]) == 3


async def test_tap_is_answered_during_a_pause(post: PostOffice) -> None:
    budget = Budget(100, post.clock.wall)
    budget.hold(30)
    async with asyncio.timeout(60):
        assert await _reply_sender(post, budget).send(_owed(AnswerCallbackQuery(callback_query_id="1")))


async def test_outbox_gives_way_to_answers(post: PostOffice) -> None:
    rate = 50
    people = await post.people(50)
    await post.promise(people)
    async with post.sender(rate=rate) as sender:
        replies = _reply_sender(post, sender.budget)
        sender.wake()
        started = time.time()
        for person in people:
            await replies.send(_owed(SendMessage(chat_id=person.telegram_id or 0, text="a")))
        await post.settled()
    assert max(call.at for call in post.calls()) - started >= (2 * 50) / rate - 0.3


async def test_reply_is_sent_as_json_with_what_the_bot_has_by_default(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    chat_id = anna.telegram_id or 0
    arrived: list[tuple[Owed, Any]] = []

    async def note(reply: Owed, result: Any) -> None:
        arrived.append((reply, result))

    files = ReplyFiles(post.database, post.texts, post.clock)
    budget, metrics = Budget(100, post.clock.wall), Metrics()
    chats = Chats(post.clock.steady)
    sender = ReplySender(files, post.bot, _nobody, sent=note, budget=budget, chats=chats, metrics=metrics)
    keys = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Ё", callback_data="a")]])
    bold, plain = _owed(
        SendMessage(chat_id=chat_id, text="<b>Ё</b>", reply_markup=keys),
        SendMessage(chat_id=chat_id, text="<b>Ё</b>", parse_mode="MarkdownV2"),
    )
    assert await sender.send([bold])
    assert [reply for reply, _ in arrived] == [bold]
    message = arrived[0][1]
    assert (message["chat"]["id"], message["text"]) == (chat_id, "Ё")
    assert message["reply_markup"] == bold["params"]["reply_markup"]
    # What the reply says of itself comes first; Telegram refuses such a text, and there is nothing to repeat.
    assert await sender.send([plain])
    assert [call.params.get("parse_mode") for call in post.calls()] == ["HTML", "MarkdownV2"]
    assert len(arrived) == 1


async def test_error_of_the_server_is_no_answer(post: PostOffice) -> None:
    (anna,) = await post.people(1)
    await post.client.fault("500", method="sendMessage")
    sender = _reply_sender(post, Budget(100, post.clock.wall))
    assert await sender.send(_owed(SendMessage(chat_id=anna.telegram_id or 0, text="a")))
    assert len(post.sandbox.world.chats[anna.telegram_id or 0].messages) == 1
