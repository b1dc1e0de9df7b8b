"""The yardstick of a broadcast: a loop over a list with aiogram, so many at a time; nothing is kept, nothing limited."""

import asyncio
import contextlib
import gc
import itertools
import os
from collections.abc import Iterator

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

_AT_ONCE = 80
_TEXT = "<b>Завтра сбор в 10:00.</b>\nПриходите вовремя и возьмите с собой тетрадь, ручку и хорошее настроение."


async def send(bot: Bot, chats: Iterator[int]) -> None:
    """Write to the next chat as long as there is one."""
    for chat_id in chats:
        await bot.send_message(chat_id, _TEXT, parse_mode="HTML")


async def main() -> None:
    first, number = int(os.environ["FIRST"]), int(os.environ["NUMBER"])
    bot = Bot(
        os.environ["BOT_TOKEN"], session=AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
    )
    gc.freeze()
    chats = itertools.chain(range(first, first + number))
    await asyncio.gather(*(send(bot, chats) for _ in range(_AT_ONCE)))
    await bot.session.close()


if __name__ == "__main__":
    # It is told to stop as soon as its last message has arrived.
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main())
