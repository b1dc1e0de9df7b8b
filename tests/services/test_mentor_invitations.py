"""Mentors by invitation: bound once confirmed, twenty and five and no more, however many confirm at once."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import Application, MentorInvitation, OfficeMember, Person
from bot.domain.enums import ApplicationStatus, OfficeRole, Role
from bot.domain.errors import DeadLink, NotAllowed, NotFound, RuleViolation
from bot.services import mentor_invitations, seats
from tests.cast import OPEN, load_season, office_member, participant


@pytest.fixture
def database(season_database: Database) -> Database:
    """With the shipped season in it."""
    return season_database


async def test_twenty_and_five_places_for_thirty_who_confirm_at_once(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.MENTOR]
        clerk = await office_member(session, OfficeRole.OPERATOR)
        invited = []
        for number in range(30):
            made = await mentor_invitations.invite(
                session, clerk, call.id, surname="Громова", first_name="Инна", now=OPEN
            )
            invited.append((made.token, (await participant(session, 100 + number, role=Role.MENTOR)).id))
    gate = asyncio.Semaphore(8)

    async def confirm(token: str, person_id: int) -> str:
        try:
            async with gate, database.transaction() as session:
                person = await session.get_one(Person, person_id)
                placed = await mentor_invitations.accept(session, person, token, now=OPEN)
                return placed.status.value if placed is not None else "nothing"
        except RuleViolation as no:
            return no.key

    outcomes = Counter(await asyncio.gather(*(confirm(*each) for each in invited)))
    assert outcomes == {"accepted": 20, "reserve": 5, "mentor-places-full": 5}
    async with database.transaction() as session:
        holder = (
            await session.scalars(select(Application).where(Application.status == ApplicationStatus.ACCEPTED))
        ).first()
        assert holder is not None
        person = await session.get_one(Person, holder.person_id)
        await seats.leave_all(session, person, now=OPEN)
        statuses = Counter(await session.scalars(select(Application.status)))
        assert statuses == {"accepted": 20, "reserve": 4, "withdrawn": 1}


async def test_a_link_is_bound_to_who_confirms_it_first(database: Database) -> None:
    async with database.transaction() as session:
        calls = await load_season(session)
        clerk = await office_member(session, OfficeRole.OPERATOR)
        made = await mentor_invitations.invite(
            session, clerk, calls[Role.MENTOR].id, surname="Громова", first_name="Инна", now=OPEN
        )
        with pytest.raises(NotFound):
            await mentor_invitations.invite(session, clerk, calls[Role.TUTOR].id, surname="Я", first_name="Я", now=OPEN)
        assert made.token not in (await session.scalars(select(MentorInvitation.token))).all()
        first, second = [await participant(session, 100 + number, role=Role.MENTOR) for number in range(2)]
        student = await participant(session, 200)
        with pytest.raises(RuleViolation, match="mentor-invitation-other-role"):
            await mentor_invitations.look(session, student, made.token, now=OPEN)
        with pytest.raises(NotAllowed):
            await mentor_invitations.ensure_may_invite(session, student, calls[Role.MENTOR].id)
        await mentor_invitations.look(session, second, made.token, now=OPEN)
        placed = await mentor_invitations.accept(session, first, made.token, now=OPEN)
        again = await mentor_invitations.accept(session, first, made.token, now=OPEN)
        assert placed is again
        for actor, token, now in (
            (second, made.token, OPEN),
            (second, "nothing", OPEN),
            (first, made.token, OPEN + timedelta(days=15)),
        ):
            with pytest.raises(DeadLink):
                await mentor_invitations.accept(session, actor, token, now=now)


async def test_a_link_dies_with_its_authors_role(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.MENTOR]
        clerk = await office_member(session, OfficeRole.OPERATOR)
        made = await mentor_invitations.invite(session, clerk, call.id, surname="Громова", first_name="Инна", now=OPEN)
        member = (await session.scalars(select(OfficeMember))).one()
        member.revoked_at = OPEN
        await session.flush()
        with pytest.raises(DeadLink):
            await mentor_invitations.accept(
                session, await participant(session, 100, role=Role.MENTOR), made.token, now=OPEN
            )
