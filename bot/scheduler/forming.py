"""Forming teams in a process of its own: seconds of pure computing would hold up everybody else's answers.

``form_requested`` is the job: it reads a request, lets a child process compute, and writes the result, each
transaction short. The child (``bot.scheduler.forming_process``) ends by itself when the bot dies.
"""

import asyncio
import contextlib
import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import structlog

from bot.clock import Clock
from bot.db.engine import Database
from bot.domain.errors import RuleViolation
from bot.services import formation
from bot.services.formation import Order, Plan, PlannedTeam

log = structlog.get_logger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
_CHILD = "bot.scheduler.forming_process"
_LIMIT = 900  # seconds; the search takes three for 240 people, a minute or two for 5,000
_LONGEST_LINE = 2**24
_STEP = 10  # percent between notes of the progress


async def form_requested(database: Database, clock: Clock) -> None:
    """Compute the formation that has waited longest, if any; a crash before the last line leaves it waiting."""
    async with database.reading() as session:
        order = await formation.next_order(session)
    if order is None:
        return

    async def note(percent: int) -> None:
        async with database.transaction() as session:
            await formation.note_progress(session, order.run_id, percent)

    result = await _in_a_process(order, note)
    if result is None:
        return
    async with database.transaction() as session:
        await formation.finish(session, order.run_id, result, now=clock.now())


async def _in_a_process(
    order: Order, note: Callable[[int], Awaitable[None]] | None = None
) -> Plan | RuleViolation | None:
    """The teams, or why there are none; None when the child was killed, which says nothing about the order.

    ``note`` is told the percentage done now and then.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        _CHILD,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=_ROOT,
        limit=_LONGEST_LINE,
        start_new_session=True,  # Ctrl-C is for the bot, which ends its child itself
    )
    try:
        async with asyncio.timeout(_LIMIT):
            answer = await _converse(child, order, note)
            await child.wait()
    except TimeoutError:
        log.error("teams.forming_too_slow", run_id=order.run_id)
        return RuleViolation("teams-form-broken")
    finally:
        if child.returncode is None:
            child.kill()
    if child.returncode is not None and child.returncode < 0:
        log.warning("teams.forming_killed", run_id=order.run_id, signal=-child.returncode)
        return None
    if child.returncode:
        # Its traceback is on our standard error; asking again every second would not mend it.
        log.error("teams.forming_failed", run_id=order.run_id, code=child.returncode)
        return RuleViolation("teams-form-broken")
    return _result(answer)


async def _converse(
    child: asyncio.subprocess.Process, order: Order, note: Callable[[int], Awaitable[None]] | None
) -> Mapping[str, Any]:
    """Hand the order over and listen until the child is done; its last line, empty when it said nothing at all."""
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("the child was started without pipes")
    with contextlib.suppress(ConnectionError):
        child.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
        await child.stdin.drain()
    said: Mapping[str, Any] = {}
    told = 0
    # Of a child that was killed the last line may be cut off.
    while (line := await child.stdout.readline()).endswith(b"\n"):
        said = json.loads(line)
        percent = said.get("progress", 0)
        if note is not None and percent >= told + _STEP:
            told = percent
            await note(percent)
    return said


def _result(answer: Mapping[str, Any]) -> Plan | RuleViolation:
    if "refused" in answer:
        return RuleViolation(answer["refused"], **answer["arguments"])
    teams = tuple(
        PlannedTeam(team["number"], team["direction"], team["tutor_id"], tuple(team["member_ids"]))
        for team in answer["teams"]
    )
    return Plan(teams, answer["score"])
