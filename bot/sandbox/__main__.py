"""The sandbox alone, for any bot: `python -m bot.sandbox --port 8081`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys

from .server import Sandbox, serve


async def _run(arguments: argparse.Namespace) -> None:
    sandbox = Sandbox(token=arguments.token, bot_name=arguments.name, bot_username=arguments.username)
    server = await serve(sandbox, host=arguments.host, port=arguments.port)
    sys.stdout.write(f"page:      {server.url}/sandbox/\nBot API:   {server.url}\ntoken:     {sandbox.token}\n")
    sys.stdout.flush()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    await stop.wait()
    await server.stop()


def main() -> int:
    """Read the command line and serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description="Telegram on this machine.")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8081, help="default 8081, 0 takes a free one")
    parser.add_argument("--token", default="42:sandbox")
    parser.add_argument("--name", default="Кадры будущего")
    parser.add_argument("--username", default="kadry_demo_bot")
    try:
        asyncio.run(_run(parser.parse_args()))
    except (ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
