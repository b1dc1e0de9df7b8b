"""The pace of each chat as all replicas keep it: a message is claimed together with the moment at which it may leave.

Claims are made one after another, so moments are booked without further locks; a row per chat holds the last ones. What
nobody has booked (answers, the files of an album but the first, the rest a group asked for) is told by the next claim.
Where there is one process (SQLite), it keeps the pace in memory and books nothing.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import SKEW, Clock
from bot.db.queries import paces as queries
from bot.db.queries.outbox import Due
from bot.db.queries.paces import Pace
from bot.delivery.chats import GROUP_MESSAGES, Chats, News

PATIENCE = 3.0
"""Seconds a claimed message waits for its chat; one that must wait longer is left to a later claim."""

LATE = 4.0
"""Seconds after its moment when a message does not leave any more, but books another: so much longer than Telegram's is
our minute of a group."""

_SPACING = 1.25
"""Booked moments are so many pauses apart: the pause of one that left a little late does not delay the next."""

_SKEW_US = int(SKEW.total_seconds() * 1e6)
_KEPT_US = 100_000_000  # longer than a group's minute with all that is added to it
_FAR_US = 86_400_000_000  # ahead: the clock was set back by more than anybody remembers a pace for
_FORGOTTEN = 20_000
_PATIENCE_US = int(PATIENCE * 1e6)


class Paces:
    """Books moments for one process. ``chats`` knows how long the pauses are."""

    def __init__(self, clock: Clock, chats: Chats) -> None:
        self._clock = clock
        self._chats = chats

    async def book(self, session: AsyncSession, found: Sequence[Due], news: News) -> list[Due]:
        """Those of the found that may leave within ``PATIENCE``, with their moments; the others are put off.

        The caller has locked the budget, and the found.
        """
        chats = {due.chat_id for due in found} | news.arrivals.keys() | news.rests.keys()
        if not chats:
            return []
        now_us, steady = int(self._clock.wall() * 1e6), self._clock.steady()
        paces = await queries.of_chats(session, chats)
        calendar = {
            chat_id: _Calendar(_as_of(paces.get(chat_id) or Pace(chat_id, [], 0, now_us), now_us), self._chats)
            for chat_id in chats
        }
        for chat_id, times in news.arrivals.items():
            calendar[chat_id].add([now_us + int((at - steady) * 1e6) for at in times])
        for chat_id, until in news.rests.items():
            calendar[chat_id].rest(now_us + int((until - steady) * 1e6))
        booked: list[Due] = []
        put_off: dict[int, datetime] = {}
        for due in found:
            moment_us = calendar[due.chat_id].next_us(now_us)
            if calendar[due.chat_id].book(moment_us, latest_us=now_us + _PATIENCE_US):
                booked.append(due._replace(moment=steady + (moment_us - now_us) / 1e6))
            else:
                put_off[due.id] = self._again_at(moment_us, now_us)
        await queries.write(session, [each.pace(now_us) for each in calendar.values()])
        if put_off:
            await queries.put_off(session, put_off)
        return booked

    def _again_at(self, moment_us: int, now_us: int) -> datetime:
        """When to look again at a message whose moment is far away."""
        longest_us = int((self._chats.group_window + LATE) * 1e6)
        return datetime.fromtimestamp(min(moment_us - _PATIENCE_US, now_us + longest_us) / 1e6, UTC)

    async def forget_old(self, session: AsyncSession) -> bool:
        """Delete paces of chats that have been quiet for long enough, so many at once; whether there may be more."""
        now_us = int(self._clock.wall() * 1e6)
        deleted = await queries.forget_old(
            session, since_us=now_us - _KEPT_US, until_us=now_us + _FAR_US, now_us=now_us, limit=_FORGOTTEN
        )
        return deleted == _FORGOTTEN


class _Calendar:
    """The moments of one chat while a claim books them, µs since 1970."""

    def __init__(self, pace: Pace, chats: Chats) -> None:
        self._pace = pace
        self._spacing_us = int(chats.private_pause * _SPACING * 1e6)
        self._window_us = int((chats.group_window + LATE) * 1e6)
        self._moments = list(pace.moments_us)
        self._kept = GROUP_MESSAGES if pace.chat_id < 0 else 1
        self._put_off = 0

    def add(self, moments_us: Sequence[int]) -> None:
        """These have come in already."""
        self._moments = sorted([*self._moments, *moments_us])

    def rest(self, until_us: int) -> None:
        """Nothing may leave before."""
        self._pace = self._pace._replace(held_until_us=max(until_us, self._pace.held_until_us))

    def next_us(self, now_us: int) -> int:
        """The first moment that is free."""
        moment_us = max(now_us, self._pace.held_until_us)
        if not self._moments:
            return moment_us
        moment_us = max(moment_us, self._moments[-1] + self._spacing_us)
        if self._pace.chat_id < 0 and len(self._moments) >= GROUP_MESSAGES:
            moment_us = max(moment_us, self._moments[-GROUP_MESSAGES] + self._window_us)
        return moment_us

    def book(self, moment_us: int, *, latest_us: int) -> bool:
        """Take the moment, unless it is too far away: then it only counts for what comes behind it in this claim."""
        self._moments.append(moment_us)
        self._put_off += moment_us > latest_us
        return moment_us <= latest_us

    def pace(self, now_us: int) -> Pace:
        """What is to be stored."""
        booked = self._moments[: len(self._moments) - self._put_off]
        return self._pace._replace(moments_us=booked[-self._kept :], touched_us=now_us)


def _as_of(pace: Pace, now_us: int) -> Pace:
    """The pace as it is now: one that was written at a moment to come is from before the clock was set back."""
    back_us = pace.touched_us - now_us
    if back_us <= _SKEW_US:
        return pace
    moments_us = [moment - back_us for moment in pace.moments_us]
    return pace._replace(moments_us=moments_us, held_until_us=max(0, pace.held_until_us - back_us))
