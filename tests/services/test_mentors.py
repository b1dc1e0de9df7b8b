"""Mentors: offers go one after another, an answer counts once, silence passes the team on."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.db.engine import Database
from bot.db.models import AuditEntry, MentorOffer, OutboxMessage, Person, Season, Team
from bot.db.queries import mentors as queries
from bot.domain.enums import ApplicationStatus, OfferStatus, OutboxStatus, Role, TeamRunStatus
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.services import mentor_matching, mentors
from tests.services.team_cast import NOW, Company, applicant

REASON = "mentors-reason-time"


async def _offer(database: Database, company: Company, team: int = 0, *, now: datetime = NOW) -> MentorOffer:
    async with database.transaction() as session:
        return await mentors.offer_next(session, company.office, company.teams[team].id, now=now)


async def _statuses(database: Database, team: Team) -> list[tuple[int, OfferStatus]]:
    async with database.reading() as session:
        return [(offer.mentor_id, offer.status) for offer in await queries.offers_of_team(session, team.id)]


async def _templates(database: Database, person: Person, *, status: OutboxStatus = OutboxStatus.PENDING) -> list[str]:
    async with database.reading() as session:
        statement = select(OutboxMessage.template).where(
            OutboxMessage.person_id == person.id, OutboxMessage.status == status
        )
        return list(await session.scalars(statement.order_by(OutboxMessage.id)))


async def test_team_is_offered_to_the_mentor_of_its_direction(database: Database) -> None:
    company = await Company.gather(database)
    offer = await _offer(database, company, team=1)
    agro = company.mentors[1]
    assert (offer.mentor_id, offer.status, offer.deadline_at) == (agro.id, OfferStatus.OFFERED, NOW + timedelta(days=3))
    async with database.reading() as session:
        card = (await session.scalars(select(OutboxMessage).where(OutboxMessage.person_id == agro.id))).one()
    assert card.template == "mentors-offer"
    assert {name: card.args[name] for name in ("team", "direction", "tutor", "size", "offer")} == {
        "team": "№ 2", "direction": "Agro", "tutor": "Имя1", "size": 3, "offer": offer.id,
    }  # fmt: skip
    assert card.expires_at == offer.deadline_at


async def test_team_is_offered_to_one_mentor_at_a_time(database: Database) -> None:
    company = await Company.gather(database)
    await _offer(database, company)
    with pytest.raises(Stale, match="mentor-offer-open"):
        await _offer(database, company)


async def test_unpublished_team_is_not_offered(database: Database) -> None:
    company = await Company.gather(database, status=TeamRunStatus.DRAFT)
    with pytest.raises(RuleViolation, match="mentors-team-unpublished"):
        await _offer(database, company)


async def test_accepted_team_has_its_mentor_and_its_people_are_told(database: Database) -> None:
    company = await Company.gather(database)
    offer = await _offer(database, company)
    async with database.transaction() as session:
        await mentors.accept(session, company.mentors[0], offer.id, now=NOW)
    async with database.reading() as session:
        assert (await session.get_one(Team, company.teams[0].id)).mentor_id == company.mentors[0].id
    told = [*company.students[:3], company.tutors[0]]
    assert [await _templates(database, person) for person in told] == [["mentors-found"]] * 4
    assert await _templates(database, company.students[3]) == []
    with pytest.raises(Stale, match="offer-already-accepted"):
        async with database.transaction() as session:
            await mentors.accept(session, company.mentors[0], offer.id, now=NOW)


@pytest.mark.parametrize("in_person", [True, False])
async def test_mentor_may_accept_to_meet_online_only(database: Database, in_person: bool) -> None:
    company = await Company.gather(database)
    offer = await _offer(database, company)
    async with database.transaction() as session:
        await mentor_matching.wish_in_person(session, company.tutors[0], company.teams[0].id, in_person, now=NOW)
        await mentors.accept(session, company.mentors[0], offer.id, online_only=True, now=NOW)
    async with database.reading() as session:
        assert await queries.is_online_only(session, company.teams[0].id)
        assert not await queries.is_online_only(session, company.teams[1].id)
    assert await _templates(database, company.tutors[0]) == ["mentors-found-online"]
    assert await _templates(database, company.office) == ["mentors-online-alert"] * in_person
    # Released and appointed anew, the condition is gone.
    async with database.transaction() as session:
        await mentor_matching.release(session, company.office, company.teams[0].id, now=NOW)
        await mentor_matching.appoint(
            session, company.office, company.teams[0].id, company.mentors[0].id, now=NOW + timedelta(hours=1)
        )
        assert not await queries.is_online_only(session, company.teams[0].id)


async def test_declined_team_goes_to_the_next_mentor_at_once(database: Database) -> None:
    company = await Company.gather(database)
    offer = await _offer(database, company)
    async with database.transaction() as session:
        await mentors.decline(session, company.mentors[0], offer.id, reason=" Далеко ", now=NOW)
    async with database.reading() as session:
        assert (await session.get_one(MentorOffer, offer.id)).reason == "Далеко"
    assert await _statuses(database, company.teams[0]) == [
        (company.mentors[0].id, OfferStatus.DECLINED),
        (company.mentors[1].id, OfferStatus.OFFERED),
    ]
    assert await _templates(database, company.mentors[0], status=OutboxStatus.WITHDRAWN) == ["mentors-offer"]
    assert await _templates(database, company.mentors[1]) == ["mentors-offer"]


async def test_office_is_told_when_nobody_is_left(database: Database) -> None:
    company = await Company.gather(database, mentors=1)
    offer = await _offer(database, company)
    async with database.transaction() as session:
        await mentors.decline(session, company.mentors[0], offer.id, reason=REASON, now=NOW)
    assert await _templates(database, company.office) == ["mentors-nobody-alert"]
    with pytest.raises(RuleViolation, match="mentors-nobody-left"):
        await _offer(database, company)


async def test_reserve_steps_in_after_the_main_list(database: Database) -> None:
    company = await Company.gather(database, mentors=1)
    async with database.transaction() as session:
        season = await session.get_one(Season, company.run.season_id)
        reserve = await applicant(session, season, Role.MENTOR, 3, status=ApplicationStatus.RESERVE)
    offer = await _offer(database, company)
    async with database.transaction() as session:
        await mentors.decline(session, company.mentors[0], offer.id, reason=REASON, now=NOW)
    assert await _statuses(database, company.teams[0]) == [
        (company.mentors[0].id, OfferStatus.DECLINED),
        (reserve.id, OfferStatus.OFFERED),
    ]


@pytest.mark.parametrize("reason", ["", "  ", "а" * 501])
async def test_reason_is_neither_empty_nor_endless(database: Database, reason: str) -> None:
    company = await Company.gather(database)
    offer = await _offer(database, company)
    with pytest.raises(RuleViolation, match="mentors-reason-length"):
        async with database.transaction() as session:
            await mentors.decline(session, company.mentors[0], offer.id, reason=reason, now=NOW)


async def test_stranger_can_neither_accept_nor_decline(database: Database) -> None:
    company = await Company.gather(database)
    offer = await _offer(database, company)
    for stranger in (company.students[0], company.mentors[1], company.office):
        with pytest.raises(NotAllowed):
            async with database.transaction() as session:
                await mentors.accept(session, stranger, offer.id, now=NOW)
        with pytest.raises(NotAllowed):
            async with database.transaction() as session:
                await mentors.decline(session, stranger, offer.id, reason=REASON, now=NOW)
    with pytest.raises(NotAllowed):
        async with database.transaction() as session:
            await mentors.accept(session, company.mentors[0], offer.id + 1000, now=NOW)


async def test_only_the_office_offers(database: Database) -> None:
    company = await Company.gather(database)
    for stranger in (company.students[0], company.mentors[0], company.tutors[0]):
        async with database.transaction() as session:
            with pytest.raises(NotAllowed):
                await mentors.offer_next(session, stranger, company.teams[0].id, now=NOW)
            with pytest.raises(NotAllowed):
                await mentor_matching.stage_all(session, stranger, company.run.id, now=NOW)
            with pytest.raises(NotAllowed):
                await mentors.candidates(session, stranger, company.teams[0].id)


async def test_offer_expires_after_its_deadline_and_passes_on(database: Database) -> None:
    company = await Company.gather(database)
    offer = await _offer(database, company)
    async with database.transaction() as session:
        assert await mentors.expire_offers(session, now=offer.deadline_at) == 0
    late = offer.deadline_at + timedelta(seconds=1)
    with pytest.raises(Stale, match="offer-expired"):
        async with database.transaction() as session:
            await mentors.accept(session, company.mentors[0], offer.id, now=late)
    async with database.transaction() as session:
        assert await mentors.expire_offers(session, now=late) == 1
    async with database.transaction() as session:
        assert await mentors.expire_offers(session, now=late) == 0
    assert await _statuses(database, company.teams[0]) == [
        (company.mentors[0].id, OfferStatus.EXPIRED),
        (company.mentors[1].id, OfferStatus.OFFERED),
    ]
    assert await _templates(database, company.mentors[0]) == ["mentors-offer-passed"]


async def test_mentor_is_not_asked_at_night_and_the_term_begins_in_the_morning(database: Database) -> None:
    company = await Company.gather(database)
    night = datetime(2026, 9, 21, 14, 30, tzinfo=UTC)  # 23:30 in the region
    morning = datetime(2026, 9, 21, 23, 0, tzinfo=UTC)  # 8:00 of the next day
    offer = await _offer(database, company, now=night)
    async with database.reading() as session:
        card = (await session.scalars(select(OutboxMessage))).one()
    assert card.not_before == morning
    assert offer.deadline_at == morning + timedelta(days=3, hours=2)  # nor does it run out before one is awake


async def test_withdrawn_offer_is_told_and_may_be_made_again_by_hand(database: Database) -> None:
    company = await Company.gather(database, mentors=1)
    mentor = company.mentors[0]
    offer = await _offer(database, company)
    async with database.transaction() as session:
        await mentors.withdraw(session, company.office, offer.id, now=NOW)
    with pytest.raises(Stale, match="offer-withdrawn"):
        async with database.transaction() as session:
            await mentors.accept(session, mentor, offer.id, now=NOW)
    later = NOW + timedelta(hours=1)
    async with database.transaction() as session:
        again = await mentors.offer_to(session, company.office, company.teams[0].id, mentor.id, now=later)
    assert (again.id, again.status, again.offered_at) == (offer.id, OfferStatus.OFFERED, later)
    assert await _templates(database, mentor) == ["mentors-offer-withdrawn", "mentors-offer"]


async def test_mentor_without_room_is_no_candidate(database: Database) -> None:
    company = await Company.gather(database, mentors=2)
    await _offer(database, company, team=0)
    async with database.transaction() as session:
        found = await mentors.candidates(session, company.office, company.teams[1].id)
        assert [candidate.person.id for candidate in found] == [company.mentors[1].id]
        with pytest.raises(Stale, match="mentors-candidate-gone"):
            await mentors.offer_to(session, company.office, company.teams[1].id, company.mentors[0].id, now=NOW)


@pytest.mark.parametrize("gone", ["erased_at", "stopped_at", "unreachable_since"])
async def test_mentor_who_cannot_be_written_to_is_passed_over(database: Database, gone: str) -> None:
    company = await Company.gather(database, mentors=2)
    async with database.transaction() as session:
        setattr(await session.get_one(Person, company.mentors[0].id), gone, NOW)
    assert (await _offer(database, company)).mentor_id == company.mentors[1].id


async def test_of_many_concurrent_answers_one_counts(database: Database) -> None:
    company = await Company.gather(database)
    offer = await _offer(database, company)

    async def answer(number: int) -> str:
        try:
            async with database.transaction() as session:
                mentor = await session.get_one(Person, company.mentors[0].id)
                if number % 2:
                    await mentors.accept(session, mentor, offer.id, now=NOW)
                    return "accepted"
                await mentors.decline(session, mentor, offer.id, reason=REASON, now=NOW)
                return "declined"
        except Stale as violation:
            return violation.key

    outcome = Counter(await asyncio.gather(*(answer(number) for number in range(20))))
    (effect,) = [key for key in outcome if not key.startswith("offer-")]
    assert outcome == {effect: 1, f"offer-already-{effect}": 19}
    statuses = await _statuses(database, company.teams[0])
    live = [mentor_id for mentor_id, status in statuses if status in {OfferStatus.OFFERED, OfferStatus.ACCEPTED}]
    assert live == [company.mentors[0].id if effect == "accepted" else company.mentors[1].id]
    async with database.reading() as session:
        acts = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == f"mentor.{effect}")
        assert await session.scalar(acts) == 1


async def test_concurrent_declines_of_two_teams_never_overload_the_next_mentor(database: Database) -> None:
    company = await Company.gather(database, mentors=3)
    offers = [await _offer(database, company, team=0), await _offer(database, company, team=1)]

    async def decline(offer: MentorOffer) -> None:
        async with database.transaction() as session:
            mentor = await session.get_one(Person, offer.mentor_id)
            await mentors.decline(session, mentor, offer.id, reason=REASON, now=NOW)

    await asyncio.gather(*map(decline, offers))
    async with database.reading() as session:
        live = select(MentorOffer.mentor_id).where(MentorOffer.status == OfferStatus.OFFERED)
        loads = Counter(await session.scalars(live))
    assert set(loads.values()) == {1}


async def test_two_looks_at_once_expire_an_offer_once(database: Database) -> None:
    company = await Company.gather(database)
    offer = await _offer(database, company)

    async def look() -> int:
        async with database.transaction() as session:
            return await mentors.expire_offers(session, now=offer.deadline_at + timedelta(minutes=1))

    assert sum(await asyncio.gather(look(), look(), look())) == 1
    assert len(await _statuses(database, company.teams[0])) == 2
