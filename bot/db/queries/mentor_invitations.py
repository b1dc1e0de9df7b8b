"""Invitations of mentors: by their link, by who confirmed them."""

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.fixed import Fixed
from bot.db.models import MentorInvitation


async def by_token(session: AsyncSession, hashed: str, *, lock: bool = False) -> MentorInvitation | None:
    """The invitation behind a link."""
    statement = select(MentorInvitation).where(MentorInvitation.token == hashed)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found: MentorInvitation | None = await session.scalar(statement)
    return found


_BOUND_TO = Fixed(
    select(MentorInvitation)
    .where(MentorInvitation.used_by == bindparam("whom"))
    .order_by(MentorInvitation.id.desc())
    .limit(1)
)


async def bound_to(session: AsyncSession, person_id: int) -> MentorInvitation | None:
    """The last invitation somebody has confirmed."""
    found: MentorInvitation | None = await _BOUND_TO.scalar(session, whom=person_id)
    return found
