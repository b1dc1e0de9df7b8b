"""Starts bots that can be killed: imports once (3 s), then forks a real process for each ``start``.

Speaks lines on its standard streams: ``start <clock shift in seconds> <port>`` answers with the new process's id. The
other settings come from the environment. A killed child is reaped here.
"""

import asyncio
import contextlib
import os
import signal
import sys

from bot import logs
from bot.app import build
from bot.config import Settings


async def _run(shift: int, port: int) -> None:
    app = build(Settings(_env_file=None, clock_shift=shift, http_port=port))
    await app.start()
    await asyncio.Event().wait()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Fork on demand until the standard input ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    children: list[int] = []
    _say("ready")
    for line in sys.stdin:
        _, shift, port = line.split()
        pid = os.fork()
        if pid == 0:
            # The bot waits for processes of its own: it must not inherit that children are reaped unseen.
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            logs.configure("WARNING", "console")
            asyncio.run(_run(int(shift), int(port)))
            os._exit(0)
        children.append(pid)
        _say(str(pid))
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
