"""The yardstick: a bare aiogram bot as its documentation writes it, which answers every update with one call.

Polling and memory storage as they come; nothing is stored, nothing survives a restart.
"""

import asyncio
import itertools
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Дальше", callback_data="next")]])

dispatcher = Dispatcher()
numbers = itertools.count()


@dispatcher.message()
async def echo(message: Message) -> None:
    await message.answer(message.text or "?", reply_markup=KEYBOARD)


@dispatcher.callback_query()
async def turn(query: CallbackQuery) -> None:
    # Another text each time: Telegram refuses an edit that changes nothing.
    if isinstance(query.message, Message):
        await query.message.edit_text(f"{query.data} {next(numbers)}", reply_markup=KEYBOARD)


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
    await dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"], session=session))


if __name__ == "__main__":
    asyncio.run(main())
