"""Forming teams in a process of its own: seconds of pure computing would hold up everybody else's answers.

``form_requested`` is the job: it reads a request, lets a child process compute, and writes the result, each
transaction short. The child (``bot.scheduler.forming_process``) ends by itself when the bot dies.
"""

import asyncio
import json
import sys
from collections.abc import Mapping
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
_LIMIT = 60  # seconds; the search takes two for 240 people


async def form_requested(database: Database, clock: Clock) -> None:
    """Compute the formation that has waited longest, if any; a crash before the last line leaves it waiting."""
    async with database.reading() as session:
        order = await formation.next_order(session)
    if order is None:
        return
    result = await _in_a_process(order)
    if result is None:
        return
    async with database.transaction() as session:
        await formation.finish(session, order.run_id, result, now=clock.now())


async def _in_a_process(order: Order) -> Plan | RuleViolation | None:
    """The teams, or why there are none; None when the child was killed, which says nothing about the order."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        _CHILD,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=_ROOT,
        start_new_session=True,  # Ctrl-C is for the bot, which ends its child itself
    )
    try:
        answer, _ = await asyncio.wait_for(child.communicate(json.dumps(asdict(order)).encode()), _LIMIT)
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
    return _result(json.loads(answer))


def _result(answer: Mapping[str, Any]) -> Plan | RuleViolation:
    if "refused" in answer:
        return RuleViolation(answer["refused"], **answer["arguments"])
    teams = tuple(
        PlannedTeam(team["number"], team["direction"], team["tutor_id"], tuple(team["member_ids"]))
        for team in answer["teams"]
    )
    return Plan(teams, answer["score"])
