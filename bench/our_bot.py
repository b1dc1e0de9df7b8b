"""Our bot as ``python -m bot run`` starts it, with a watch on its event loop.

On SIGUSR1 it prints a line of JSON about the time since the last one, in milliseconds: ``late``, the longest the loop
let a timer wait, and ``collector``, the longest pause of the garbage collector. With ``BENCH_PROFILE`` set, what took
the processor's time is written to that file at the end; the first SIGUSR1 begins it.
"""

import argparse
import asyncio
import gc
import json
import os
import signal
import sys
import time
from pathlib import Path

from bench.sampling import Sampler
from bot import logs
from bot.command_line import running
from bot.command_line.entry import fast_loop
from bot.config import Settings

_EVERY = 0.005


class Watch:
    """Notes the longest pauses."""

    def __init__(self) -> None:
        self._late = 0.0
        self._collector = 0.0
        self._began = 0.0

    async def run(self) -> None:
        """Ask for a turn every few milliseconds, and see when it comes."""
        gc.callbacks.append(self._collected)
        while True:
            wanted = time.perf_counter() + _EVERY
            await asyncio.sleep(_EVERY)
            self._late = max(self._late, time.perf_counter() - wanted)

    def _collected(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._began = time.perf_counter()
        else:
            self._collector = max(self._collector, time.perf_counter() - self._began)

    def report(self) -> None:
        """Print what was seen and begin anew."""
        line = {"late": round(self._late * 1000, 1), "collector": round(self._collector * 1000, 1)}
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
        self._late = self._collector = 0.0


async def main() -> None:
    settings = Settings()
    logs.configure(settings.log_level, settings.log_format)
    watch = Watch()
    profile, sampler = os.environ.get("BENCH_PROFILE"), Sampler()

    def report() -> None:
        watch.report()
        if profile:
            sampler.start()

    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, report)
    watching = asyncio.create_task(watch.run())
    await running.run(settings, argparse.Namespace())
    watching.cancel()
    if profile:
        sampler.write(Path(profile))


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=fast_loop()) as runner:
        runner.run(main())
