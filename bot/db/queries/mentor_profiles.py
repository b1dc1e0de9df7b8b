"""What mentors say of themselves now: in their profile or, while it is older or missing, in the application."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Call, MentorOffer, MentorProfile, Municipality, Person, Team, TeamRun
from bot.domain.enums import ApplicationStatus, OfferStatus, Role
from bot.domain.mentor_profiles import Profile, told_in

_KNOWN = (ApplicationStatus.SUBMITTED, ApplicationStatus.ACCEPTED, ApplicationStatus.RESERVE)


class OwnProfile(NamedTuple):
    """A mentor's application of the season, the row it is changed in, where they live."""

    application: Application
    row: MentorProfile | None
    municipality: str | None

    @property
    def profile(self) -> Profile:
        """What counts now."""
        return current(self.application.answers, self.application.submitted_at, self.row)


def current(answers: Mapping[str, Any], sent_at: datetime | None, row: MentorProfile | None) -> Profile:
    """The later word of the two; the application knows no wishes."""
    told = told_in(answers)
    if row is None:
        return told
    if sent_at is not None and sent_at > row.changed_at:
        return replace(told, wishes=row.wishes, changed_at=sent_at)
    return Profile(tuple(row.directions), row.capacity, row.format, row.wishes, row.changed_at)


async def own(session: AsyncSession, season_id: int, person_id: int, *, lock: bool = False) -> OwnProfile | None:
    """The profile of somebody whose application as a mentor is sent and not refused; held for a change with ``lock``."""
    statement = (
        select(Application, MentorProfile, Municipality.name)
        .join(Call, Call.id == Application.call_id)
        .join(Person, Person.id == Application.person_id)
        .outerjoin(Municipality, Municipality.id == Person.municipality_id)
        .outerjoin(
            MentorProfile,
            (MentorProfile.person_id == Application.person_id) & (MentorProfile.season_id == Call.season_id),
        )
        .where(Call.season_id == season_id, Call.role == Role.MENTOR, Application.person_id == person_id)
        .where(Application.status.in_(_KNOWN))
    )
    if lock:
        statement = statement.with_for_update(of=Application).execution_options(populate_existing=True)
    row = (await session.execute(statement)).first()
    return OwnProfile(*row) if row is not None else None


async def changed_since_staged(session: AsyncSession, run_id: int) -> Sequence[Person]:
    """Mentors who have changed their profile since a proposal was staged for them."""
    statement = (
        select(Person)
        .join(MentorOffer, MentorOffer.mentor_id == Person.id)
        .join(Team, Team.id == MentorOffer.team_id)
        .join(TeamRun, TeamRun.id == Team.run_id)
        .join(MentorProfile, (MentorProfile.person_id == Person.id) & (MentorProfile.season_id == TeamRun.season_id))
        .where(TeamRun.id == run_id, MentorOffer.status == OfferStatus.STAGED)
        .where(MentorProfile.changed_at > MentorOffer.offered_at)
        .order_by(Person.search_name, Person.id)
        .distinct()
    )
    return (await session.scalars(statement)).all()
