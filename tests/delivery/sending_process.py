"""A process that only sends, to be killed: ``python -m tests.delivery.sending_process DATABASE API RATE LEASE``."""

import asyncio
import sys

from bot.clock import Clock
from bot.db.engine import Database
from bot.delivery.sender import Sender
from bot.texts import Texts
from tests.delivery.conftest import bot_for


async def main(database_url: str, api_url: str, rate: str, lease: str) -> None:
    """Send until killed."""
    database = Database(database_url)
    sender = Sender(
        bot=bot_for(api_url),
        database=database,
        texts=Texts.load(),
        clock=Clock(),
        rate=float(rate),
        keyboards={},
        lease=float(lease),
    )
    sender.wake()
    await sender.run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
