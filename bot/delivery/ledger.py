"""What became of messages, written in batches: one statement per kind of outcome, not one per message."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.queries import outbox as queries
from bot.db.queries.outbox import Due, Result
from bot.delivery.outcome import Outcome
from bot.domain.enums import OutboxStatus
from bot.metrics import Metrics

log = structlog.get_logger(__name__)

_PAUSE = 0.1
_RETRY_PAUSE = 1.0


class Ledger:
    """Collects outcomes and writes them every 0.1 s, or as soon as ``batch`` wait; ``written`` is called after."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        metrics: Metrics,
        *,
        worker: str,
        batch: int,
        written: Callable[[], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._metrics = metrics
        self._worker = worker
        self._batch = batch
        self._written = written
        self._entries: list[tuple[Due, Outcome]] = []
        self._writing = 0
        self._some = asyncio.Event()
        self._many = asyncio.Event()

    def __len__(self) -> int:
        """Outcomes not written yet: a crash now would forget them, and their messages would be sent again."""
        return len(self._entries) + self._writing

    def note(self, due: Due, outcome: Outcome) -> None:
        """Remember what became of a message."""
        self._entries.append((due, outcome))
        self._some.set()
        if len(self._entries) >= self._batch:
            self._many.set()

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            await self._some.wait()
            try:
                async with asyncio.timeout(_PAUSE):
                    await self._many.wait()
            except TimeoutError:
                pass
            try:
                await self.write()
            except Exception:
                # The database is away: the outcomes are kept and written when it is back.
                log.exception("ledger.failed", waiting=len(self))
                await asyncio.sleep(_RETRY_PAUSE)

    async def write(self) -> None:
        """Write all that is known in one transaction; when it fails, everything is kept."""
        entries, self._entries = self._entries, []
        self._some.clear()
        self._many.clear()
        if not entries:
            return
        self._writing = len(entries)
        try:
            await self._settle(entries)
        except BaseException:
            self._entries = entries + self._entries
            self._some.set()
            raise
        finally:
            self._writing = 0
        self._written()
        for _, outcome in entries:
            if outcome.status is not OutboxStatus.PENDING:
                self._metrics.finished.labels(outcome.status.value).inc()

    async def _settle(self, entries: list[tuple[Due, Outcome]]) -> None:
        blocked = [due for due, outcome in entries if outcome.status is OutboxStatus.BLOCKED]
        moved = [(due.chat_id, outcome.moved_to) for due, outcome in entries if outcome.moved_to is not None]
        now = self._clock.now()
        async with self._database.transaction() as session:
            results = [self._result(due, outcome) for due, outcome in entries]
            await queries.settle(session, results, worker=self._worker, now=now)
            if blocked:
                people = [due.person_id for due in blocked if due.person_id is not None]
                chats = [due.chat_id for due in blocked if due.person_id is None]
                await queries.mark_unreachable(session, people=people, chats=chats, now=now)
            for old, new in moved:
                await queries.move_chat(session, old, new)

    def _result(self, due: Due, outcome: Outcome) -> Result:
        again_at = None
        if outcome.again_in:
            again_at = datetime.fromtimestamp(self._clock.wall(), UTC) + timedelta(seconds=outcome.again_in)
        return Result(
            due.id, outcome.status, outcome.error, outcome.message_id, outcome.album_ids, outcome.counts, again_at
        )
