"""``run`` and ``demo``: start, and stay until told to stop."""

import argparse
import asyncio
import contextlib
import gc
import signal
import sys

from bot.config import Settings

_YOUNG_OBJECTS = 20_000


async def run(settings: Settings, arguments: argparse.Namespace) -> None:
    """Start the bot and stay until told to stop; without a token, the demo."""
    if settings.bot_token is None:
        await demo(settings, arguments)
        return
    from bot.app import build

    app = build(settings)
    _keep_what_is_loaded()
    try:
        await app.start()
        _keep_what_is_loaded()
        await _told_to_stop(app.failed)
    finally:
        await app.stop()


async def demo(settings: Settings, arguments: argparse.Namespace) -> None:
    """Start the bot on the sandbox and say where its page is."""
    from bot.demo import Demo

    shown = Demo(settings, keep=getattr(arguments, "keep", False))
    _keep_what_is_loaded()
    try:
        await shown.start()
        _keep_what_is_loaded()
        sys.stdout.write(f"\n  Песочница открыта: {shown.address}\n  Остановить: Ctrl+C\n\n")
        sys.stdout.flush()
        await _told_to_stop(shown.app.failed)
    finally:
        await shown.stop()


def _keep_what_is_loaded() -> None:
    # What is loaded now stays: the collector need not walk it again (a full pass pauses 200 ms otherwise). Called before
    # the start for the libraries, when nobody waits yet, and after it for what little came with it.
    gc.collect()
    gc.freeze()
    # An update makes some thousands of objects and drops them; looked at every 700 they cost a tenth of its time.
    gc.set_threshold(_YOUNG_OBJECTS, 20, 20)


async def _told_to_stop(failed: asyncio.Event) -> None:
    """Return on SIGINT or SIGTERM; when a part of the bot has failed, end with exit code 1 for the supervisor."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers in asyncio
            loop.add_signal_handler(name, stop.set)
    waits = [asyncio.create_task(event.wait()) for event in (stop, failed)]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    if failed.is_set():
        raise SystemExit(1)
