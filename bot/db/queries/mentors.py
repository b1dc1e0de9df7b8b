"""The pool of mentors and the offers made to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Call, MentorOffer, MentorProfile, MentorWish, OfficeMember, Person, Team
from bot.db.queries.mentor_profiles import current
from bot.domain.enums import ApplicationStatus, OfferStatus, OfficeRole, Role
from bot.domain.mentor_profiles import Profile

_AWAITED = (OfferStatus.STAGED, OfferStatus.OFFERED)


class PoolEntry(NamedTuple):
    """A person who may lead a team: what they said of themselves and how many teams they hold or are offered."""

    person: Person
    reserve: bool
    profile: Profile
    load: int


async def pool(session: AsyncSession, run_id: int, season_id: int) -> list[PoolEntry]:
    """Everybody whose application as a mentor is accepted (or on the reserve) and who can be written to."""
    held = _count(select(func.count()).select_from(Team).where(Team.run_id == run_id, Team.mentor_id == Person.id))
    offered = _count(
        select(func.count())
        .select_from(MentorOffer)
        .join(Team, Team.id == MentorOffer.team_id)
        .where(Team.run_id == run_id, MentorOffer.mentor_id == Person.id, MentorOffer.status.in_(_AWAITED))
    )
    statement = (
        select(Person, Application, MentorProfile, held + offered)
        .join(Application, Application.person_id == Person.id)
        .join(Call, Call.id == Application.call_id)
        .outerjoin(MentorProfile, (MentorProfile.person_id == Person.id) & (MentorProfile.season_id == Call.season_id))
        .where(
            Call.season_id == season_id,
            Call.role == Role.MENTOR,
            Application.status.in_((ApplicationStatus.ACCEPTED, ApplicationStatus.RESERVE)),
            Person.telegram_id.is_not(None),
            Person.erased_at.is_(None),
            Person.stopped_at.is_(None),
            Person.unreachable_since.is_(None),
        )
        .order_by(Person.id)
    )
    return [
        PoolEntry(person, sent.status is ApplicationStatus.RESERVE, current(sent.answers, sent.submitted_at, row), load)
        for person, sent, row, load in await session.execute(statement)
    ]


def _count(statement: Any) -> Any:
    return statement.correlate(Person).scalar_subquery()


async def offers_of_team(session: AsyncSession, team_id: int) -> Sequence[MentorOffer]:
    """A team's offers in the order in which they were made, freshly read."""
    statement = (
        select(MentorOffer)
        .where(MentorOffer.team_id == team_id)
        .order_by(MentorOffer.offered_at, MentorOffer.id)
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(statement)).all()


async def waterfall(session: AsyncSession, team_id: int) -> list[tuple[MentorOffer, Person]]:
    """A team's offers with the mentors they went to, in order."""
    statement = (
        select(MentorOffer, Person)
        .join(Person, Person.id == MentorOffer.mentor_id)
        .where(MentorOffer.team_id == team_id)
        .order_by(MentorOffer.offered_at, MentorOffer.id)
    )
    return [(offer, person) for offer, person in await session.execute(statement)]


async def is_online_only(session: AsyncSession, team_id: int) -> bool:
    """Whether the team's mentor has accepted to meet it online only."""
    chosen = (MentorOffer.team_id == team_id, MentorOffer.status == OfferStatus.ACCEPTED, MentorOffer.online_only)
    return await session.scalar(select(MentorOffer.id).where(*chosen)) is not None


async def asked_now(session: AsyncSession, run_id: int) -> dict[int, Person]:
    """The mentors whose answer is awaited, by team."""
    statement = (
        select(MentorOffer.team_id, Person)
        .join(Person, Person.id == MentorOffer.mentor_id)
        .join(Team, Team.id == MentorOffer.team_id)
        .where(Team.run_id == run_id, MentorOffer.status == OfferStatus.OFFERED)
    )
    return dict((await session.execute(statement)).all())


async def offers_of_run(session: AsyncSession, run_id: int) -> Sequence[MentorOffer]:
    """Every offer of a run's teams."""
    statement = select(MentorOffer).join(Team, Team.id == MentorOffer.team_id).where(Team.run_id == run_id)
    return (await session.scalars(statement.order_by(MentorOffer.id))).all()


async def staged(session: AsyncSession, run_id: int) -> dict[int, Person]:
    """The mentors who are to be asked when the proposals are released, by team."""
    statement = (
        select(MentorOffer.team_id, Person)
        .join(Person, Person.id == MentorOffer.mentor_id)
        .join(Team, Team.id == MentorOffer.team_id)
        .where(Team.run_id == run_id, MentorOffer.status == OfferStatus.STAGED)
    )
    return dict((await session.execute(statement)).all())


async def delete_staged(session: AsyncSession, run_id: int) -> None:
    """Forget the proposals that were not sent."""
    teams = select(Team.id).where(Team.run_id == run_id)
    chosen = (MentorOffer.team_id.in_(teams), MentorOffer.status == OfferStatus.STAGED)
    await session.execute(delete(MentorOffer).where(*chosen).execution_options(synchronize_session=False))


async def wishes(session: AsyncSession, run_id: int, *, team_id: int | None = None) -> dict[int, MentorWish]:
    """What the tutors of a run (or of one team) wish for, by team."""
    statement = select(MentorWish).join(Team, Team.id == MentorWish.team_id).where(Team.run_id == run_id)
    if team_id is not None:
        statement = statement.where(MentorWish.team_id == team_id)
    return {wish.team_id: wish for wish in await session.scalars(statement)}


async def open_offers_to(session: AsyncSession, mentor_id: int) -> list[tuple[MentorOffer, int]]:
    """What a mentor has not answered yet, each with the run of its team, the most urgent first."""
    statement = (
        select(MentorOffer, Team.run_id)
        .join(Team, Team.id == MentorOffer.team_id)
        .where(MentorOffer.mentor_id == mentor_id, MentorOffer.status == OfferStatus.OFFERED)
        .order_by(MentorOffer.deadline_at, MentorOffer.id)
    )
    return [(offer, run_id) for offer, run_id in await session.execute(statement)]


async def overdue(session: AsyncSession, *, now: datetime) -> list[tuple[int, int]]:
    """(run, offer) of open offers whose deadline is behind, run by run: the order in which their locks are taken."""
    statement = (
        select(Team.run_id, MentorOffer.id)
        .join(Team, Team.id == MentorOffer.team_id)
        .where(MentorOffer.status == OfferStatus.OFFERED, MentorOffer.deadline_at < now)
        .order_by(Team.run_id, MentorOffer.deadline_at, MentorOffer.id)
    )
    return [(run_id, offer_id) for run_id, offer_id in await session.execute(statement)]


async def office_people(session: AsyncSession, *roles: OfficeRole) -> Sequence[Person]:
    """Those who now hold one of the office's roles."""
    statement = (
        select(Person)
        .join(OfficeMember, (OfficeMember.person_id == Person.id) & OfficeMember.revoked_at.is_(None))
        .where(OfficeMember.role.in_(roles))
        .order_by(Person.id)
    )
    return (await session.scalars(statement)).all()
