"""Work that would stop the event loop (drawing, forming teams) runs in a worker process.

One process, started when it is first needed: it would cost 40 MB and 0.6 s at every start otherwise.
"""

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Result = TypeVar("Result")

_pool: ProcessPoolExecutor | None = None


def _started() -> ProcessPoolExecutor:
    global _pool  # noqa: PLW0603 - one worker per process of the bot, shared by everybody
    if _pool is None:
        # Spawned, not forked: a fork would copy open connections and a running event loop.
        _pool = ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn"))
    return _pool


async def in_worker(function: Callable[..., Result], /, *arguments: object) -> Result:
    """Call a module's function in the worker process; a worker that died (out of memory, killed) is replaced once."""
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(_started(), function, *arguments)
    except BrokenProcessPool:
        close()
        return await loop.run_in_executor(_started(), function, *arguments)


def close() -> None:
    """End the worker process."""
    global _pool  # noqa: PLW0603 - see above
    if _pool is not None:
        _pool.shutdown(wait=False, cancel_futures=True)
        _pool = None
