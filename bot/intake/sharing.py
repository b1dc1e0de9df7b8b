"""Several replicas behind one webhook: whose turn it is in a lane, and what a dead one has left (PostgreSQL).

An update belongs to the replica that stored it. Before handling it, in the same transaction, a replica takes the lane's
advisory lock and looks whether an older update of the lane is unfinished: so updates of one chat are handled and
answered one after another, whichever replicas they came to. A replica is alive as long as it says so; what belongs
to another is taken over.
"""

import os
import secrets
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, Doubtful, latest
from bot.db.engine import Database
from bot.db.models import IncomingUpdate
from bot.db.queries import intake as queries
from bot.db.queries.intake import Turn

_BEATS = 4
"""In each lease. A beat is good for three of them, and the look that finds it missing comes with the fourth."""

_OWED = timedelta(seconds=30)
"""Answers owed for longer hold up nobody: Telegram does not take them."""


class Sharing:
    """This replica among the others. ``lease`` is seconds of real time within which a dead one's work is taken over."""

    def __init__(self, database: Database, clock: Clock, *, lease: float) -> None:
        self.worker = f"{os.getpid()}-{secrets.token_hex(6)}"
        self.pause = lease / _BEATS
        self._database = database
        self._clock = clock
        self._doubtful = Doubtful(clock, lease)
        self._good_for = timedelta(seconds=lease * (_BEATS - 1) / _BEATS)

    async def turn(self, session: AsyncSession, update_id: int, lane: int, *, passed: Collection[int]) -> Turn:
        """Whether the update may be handled in this transaction; see the query."""
        now = self._clock.now()
        since, until = now - _OWED, latest(now, timedelta())
        return await queries.turn(session, update_id, lane, worker=self.worker, passed=passed, since=since, until=until)

    async def beat(self, held: Collection[int]) -> Sequence[IncomingUpdate]:
        """Say that we are there; take over what nobody takes care of but us, if it is not in our hands already."""
        wall = datetime.fromtimestamp(self._clock.wall(), UTC)
        async with self._database.transaction() as session:
            await queries.stay_alive(session, self.worker, until=wall + self._good_for, wall=wall)
            long_lives = await queries.long_lives(session, wall=wall, longest=self._good_for)
            for worker in self._doubtful.over(long_lives):
                # The clock was set back since it died: by that it would be alive for long yet.
                await queries.leave(session, worker)
            return await queries.take_over(session, self.worker, held=held, wall=wall)

    async def leave(self) -> None:
        """What we have not finished is the others' at once."""
        async with self._database.transaction() as session:
            await queries.leave(session, self.worker)
