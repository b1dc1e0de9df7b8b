"""Bots in processes of their own, and what the system tells about them (Linux)."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.config import ROOT

_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 60.0


class Child:
    """A running bot."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.pid = process.pid

    def cpu(self) -> float:
        """Seconds of processor time so far, user and system."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> float:
        """Resident memory in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    async def stalls(self) -> dict[str, Any]:
        """What the watch of ``bench.our_bot`` has seen since it was last asked."""
        assert self._process.stdout is not None
        self._process.send_signal(signal.SIGUSR1)
        answer: dict[str, Any] = json.loads(await asyncio.wait_for(self._process.stdout.readline(), _PATIENCE))
        return answer


@asynccontextmanager
async def child(*command: str, **environment: str) -> AsyncIterator[Child]:
    """Start ``python -m command`` with only these settings; it is told to stop at the end."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "BENCH_PROFILE") if name in os.environ}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *command, cwd=ROOT, env=kept | environment, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield Child(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        try:
            await asyncio.wait_for(process.wait(), _PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()
