"""A real client library drives the stand-in: what it sends is understood, what it gets validates."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat, TelegramRetryAfter
from aiogram.methods import SendMessage
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    MenuButtonCommands,
    Message,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bot.sandbox import Phone, RunningServer, SandboxClient
from bot.sandbox.files import sample_png

from .conftest import TOKEN


@pytest.fixture
async def bot(server: RunningServer) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
    made = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    yield made
    await made.session.close()


@pytest.fixture
async def anna(client: SandboxClient) -> Phone:
    await client.no_limits()
    phone = await client.person("Анна", phone="+79145551234")
    await phone.start(settle=False)
    return phone


def buttons(*texts: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=t, callback_data=t) for t in texts]])


async def test_messages_of_every_kind(bot: Bot, anna: Phone) -> None:
    assert (await bot.get_me()).username == "kadry_demo_bot"
    sent = await bot.send_message(
        anna.id, "<b>Привет</b>, <a href='https://example.com'>вот</a>", reply_markup=buttons("Да")
    )
    assert sent.html_text == '<b>Привет</b>, <a href="https://example.com/">вот</a>'
    edited = await sent.edit_text("Другое", reply_markup=buttons("Нет"))
    assert isinstance(edited, Message)
    assert edited.text == "Другое"
    photo = await bot.send_photo(anna.id, BufferedInputFile(sample_png(), "p.png"), caption="<i>Фото</i>")
    assert photo.photo is not None
    buffer = await bot.download(photo.photo[-1].file_id)
    assert buffer is not None
    assert buffer.read() == sample_png()
    document = await bot.send_document(anna.id, BufferedInputFile(b"%PDF", "Приказ.pdf"))
    assert document.document is not None
    assert document.document.file_name == "Приказ.pdf"
    album = [InputMediaPhoto(media=BufferedInputFile(sample_png(9, n), f"{n}.png"), caption=str(n)) for n in (8, 9)]
    assert [message.caption for message in await bot.send_media_group(anna.id, list(album))] == ["8", "9"]
    await bot.send_location(anna.id, 50.29, 127.53)
    await bot.send_contact(anna.id, "+79140000000", "Штаб")
    await bot.send_chat_action(anna.id, "typing")
    await bot.edit_message_media(
        InputMediaPhoto(media=photo.photo[-1].file_id, caption="новая"), chat_id=anna.id, message_id=photo.message_id
    )
    await bot.edit_message_caption(chat_id=anna.id, message_id=photo.message_id, caption="ещё новее")
    await bot.set_message_reaction(anna.id, photo.message_id, reaction=[ReactionTypeEmoji(emoji="👍")])
    reply = await bot.send_message(anna.id, "ответ", reply_parameters=ReplyParameters(message_id=photo.message_id))
    assert reply.reply_to_message is not None
    assert (await bot.forward_message(anna.id, anna.id, reply.message_id)).forward_origin is not None
    assert (await bot.copy_message(anna.id, anna.id, reply.message_id)).message_id > reply.message_id
    assert await bot.delete_message(anna.id, reply.message_id) is True
    assert (await anna.screen()).find("ещё новее") is not None


async def test_settings_and_chats(bot: Bot, client: SandboxClient, anna: Phone) -> None:
    await bot.set_my_commands([BotCommand(command="menu", description="Меню")])
    assert [command.command for command in await bot.get_my_commands()] == ["menu"]
    assert isinstance(await bot.get_chat_menu_button(), MenuButtonCommands)
    assert (await bot.get_chat(anna.id)).first_name == "Анна"
    chat_id = await client.group("Команда", [anna], bot_admin=True)
    assert (await bot.get_chat(chat_id)).title == "Команда"
    assert (await bot.get_chat_member(chat_id, anna.id)).status == "creator"
    assert (await bot.get_chat_member(chat_id, bot.id)).status == "administrator"
    assert len(await bot.get_chat_administrators(chat_id)) == 2
    assert (await bot.create_chat_invite_link(chat_id, member_limit=1)).invite_link.startswith("https://t.me/+")
    assert (await bot.get_webhook_info()).url == ""


async def test_refusals_are_the_librarys_exceptions(bot: Bot, client: SandboxClient, anna: Phone) -> None:
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await bot.send_message(anna.id, "<b>")
    await client.set_limits(per_chat_per_second=1, per_chat_burst=1)
    await bot.send_message(anna.id, "1")
    with pytest.raises(TelegramRetryAfter) as flood:
        await bot.send_message(anna.id, "2")
    assert flood.value.retry_after == 1
    await anna.block(settle=False)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(anna.id, "3")
    old = await client.group("Команда", [anna], kind="group")
    new = await client.upgrade(old)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(old, "4")
    assert moved.value.migrate_to_chat_id == new


@contextlib.asynccontextmanager
async def polling(bot: Bot, dispatcher: Dispatcher) -> AsyncIterator[None]:
    task = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False))
    yield
    await dispatcher.stop_polling()
    await task


async def test_a_dispatcher_talks_to_a_person(bot: Bot, anna: Phone) -> None:
    dispatcher = Dispatcher()
    seen: list[str] = []

    @dispatcher.message(F.contact)
    async def contact(message: Message) -> None:
        assert message.contact is not None
        await message.answer(f"Номер {message.contact.phone_number}", reply_markup=buttons("Верно"))

    @dispatcher.message()
    async def ask(message: Message) -> None:
        key = KeyboardButton(text="Поделиться", request_contact=True)
        await message.answer("Телефон?", reply_markup=ReplyKeyboardMarkup(keyboard=[[key]], resize_keyboard=True))

    @dispatcher.callback_query()
    async def confirm(query: CallbackQuery) -> None:
        await query.answer("Принято", show_alert=True)
        assert isinstance(query.message, Message)
        await query.message.edit_text("Готово")

    @dispatcher.my_chat_member()
    async def blocked(change: ChatMemberUpdated) -> None:
        seen.append(change.new_chat_member.status)

    async with polling(bot, dispatcher):
        screen = await anna.say("привет")
        assert (screen.text, screen.keyboard) == ("Телефон?", ["Поделиться"])
        screen = await anna.tap("Поделиться")
        assert (screen.text, screen.buttons) == ("Номер 79145551234", ["Верно"])
        screen = await anna.tap("Верно")
        assert (screen.text, screen.toast, screen.toast_list[0].alert) == ("Готово", "Принято", True)
        await anna.block()
        assert seen == ["kicked"]


async def test_a_webhook_answers_in_the_response(bot: Bot, anna: Phone, client: SandboxClient) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> SendMessage:
        return message.answer(f"Эхо: {message.text}")

    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token="secret").register(app, "/hook")
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        await bot.set_webhook(url, secret_token="secret", drop_pending_updates=True)
        assert (await anna.say("раз")).text == "Эхо: раз"
        assert (await client.bot())["mode"] == "webhook"
        await bot.delete_webhook()
    finally:
        await runner.cleanup()
