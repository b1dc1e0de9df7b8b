"""What stands in the protocol of a selection."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Decision, Municipality, Person, RankedApplication, ReviewRound
from bot.db.queries.ranking import place_by
from bot.db.queries.selection import admitted, is_second
from bot.domain.enums import ApplicationStatus
from bot.domain.ranking import Basis


class ProtocolRow(NamedTuple):
    """An application that was sent: its scores, its newest decision, whether it may be ranked at all,
    whether it is somebody's second one."""

    number: str
    status: ApplicationStatus
    municipality: str | None
    ranked: RankedApplication | None
    place: int | None
    decision: Decision | None
    admitted: bool
    second: bool


async def rows(session: AsyncSession, call_id: int, *, day: date) -> list[ProtocolRow]:
    """Every application of a call that has a number; those of the erased stand without a municipality."""
    basis = await session.scalar(select(ReviewRound.basis).where(ReviewRound.call_id == call_id))
    newest = select(func.max(Decision.id)).where(Decision.application_id == Application.id).correlate(Application)
    statement = (
        select(
            Application.number,
            Application.status,
            Municipality.name,
            RankedApplication,
            place_by(basis or Basis.MEAN),
            Decision,
            admitted(day),
            is_second(),
        )
        .join(Person, Person.id == Application.person_id)
        .outerjoin(Municipality, and_(Municipality.id == Person.municipality_id, Person.erased_at.is_(None)))
        .outerjoin(RankedApplication, RankedApplication.application_id == Application.id)
        .outerjoin(Decision, Decision.id == newest.scalar_subquery())
        .where(
            Application.call_id == call_id,
            Application.number.is_not(None),
            Application.status != ApplicationStatus.DRAFT,
        )
    )
    return [ProtocolRow._make(row) for row in await session.execute(statement)]
