"""Paces of chats (PostgreSQL): read and written for a whole claim at once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ARRAY, BigInteger, DateTime, Text, any_, bindparam, delete, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import ChatPace


class Pace(NamedTuple):
    """A row; see the model."""

    chat_id: int
    moments_us: list[int]
    held_until_us: int
    touched_us: int


# Arrays, not a parameter per row: the statements are made and compiled once, whatever the size of the claim.
_OF_CHATS = select(ChatPace.chat_id, ChatPace.moments_us, ChatPace.held_until_us, ChatPace.touched_us).where(
    ChatPace.chat_id == any_(bindparam("chats", type_=ARRAY(BigInteger)))
)
_WRITE = text(
    """
    INSERT INTO chat_paces (chat_id, moments_us, held_until_us, touched_us)
    SELECT chat_id, moments_us::jsonb, held_until_us, :touched_us
    FROM unnest(:chats, :moments, :holds) AS written (chat_id, moments_us, held_until_us)
    ON CONFLICT (chat_id) DO UPDATE
    SET moments_us = excluded.moments_us, held_until_us = excluded.held_until_us, touched_us = excluded.touched_us
    """
).bindparams(
    bindparam("chats", type_=ARRAY(BigInteger)),
    bindparam("moments", type_=ARRAY(Text)),
    bindparam("holds", type_=ARRAY(BigInteger)),
    bindparam("touched_us", type_=BigInteger),
)
_PUT_OFF = text(
    """
    UPDATE outbox SET lease_until = put_off.again_at
    FROM unnest(:ids, :moments) AS put_off (id, again_at) WHERE outbox.id = put_off.id
    """
).bindparams(bindparam("ids", type_=ARRAY(BigInteger)), bindparam("moments", type_=ARRAY(DateTime(timezone=True))))


async def of_chats(session: AsyncSession, chats: Collection[int]) -> dict[int, Pace]:
    """The paces of those of the chats that have one."""
    return {row.chat_id: Pace(*row) for row in await session.execute(_OF_CHATS, {"chats": list(chats)})}


async def write(session: AsyncSession, paces: Sequence[Pace]) -> None:
    """Store paces that were all touched at one moment."""
    values = {
        "chats": [pace.chat_id for pace in paces],
        "moments": [str(pace.moments_us) for pace in paces],  # a list of numbers is spelled as in JSON
        "holds": [pace.held_until_us for pace in paces],
        "touched_us": paces[0].touched_us,
    }
    await session.execute(_WRITE, values)


async def put_off(session: AsyncSession, moments: Mapping[int, datetime]) -> None:
    """Let messages that this transaction has locked wait (message → real time)."""
    await session.execute(_PUT_OFF, {"ids": list(moments), "moments": list(moments.values())})


async def forget_old(session: AsyncSession, *, since_us: int, until_us: int, now_us: int, limit: int) -> int:
    """Delete paces that were touched before or after these moments and hold nothing back; returns how many."""
    old = or_(ChatPace.touched_us < since_us, ChatPace.touched_us > until_us)
    found = (
        select(ChatPace.chat_id)
        .where(old, ChatPace.held_until_us < now_us)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    result = await session.execute(
        delete(ChatPace).where(ChatPace.chat_id.in_(found)).execution_options(synchronize_session=False)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]  # a DELETE's result is a CursorResult


async def forget_chat(session: AsyncSession, chat_id: int) -> None:
    """Delete the pace of one chat."""
    await session.execute(
        delete(ChatPace).where(ChatPace.chat_id == chat_id).execution_options(synchronize_session=False)
    )
