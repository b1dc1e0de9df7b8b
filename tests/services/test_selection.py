"""Selection: decisions are staged unseen, released together and once; the letters say what they have to."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import Application, AuditEntry, Call, Decision, OutboxMessage, Person
from bot.db.queries import selection as queries
from bot.db.queries.selection import Decided, QueueFilter
from bot.domain.enums import ApplicationStatus, OfficeRole, Outcome, Priority, Role
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.domain.selection import HeldBack
from bot.services import applications, decisions, selection
from tests.cast import OPEN, apply, load_season, office_member, participant, sign


@pytest.fixture
def database(season_database: Database) -> Database:
    """With the shipped season in it."""
    return season_database


LATER = OPEN + timedelta(days=20)
EVERYTHING = QueueFilter()


async def _scene(session: AsyncSession, count: int) -> tuple[Person, Call, list[Application]]:
    """An operator, the students' call and its first applications."""
    call = (await load_season(session))[Role.STUDENT]
    clerk = await office_member(session, OfficeRole.OPERATOR)
    sent = [await apply(session, await participant(session, 10 + place), call) for place in range(count)]
    return clerk, call, sent


async def _stage(session: AsyncSession, clerk: Person, application: Application, outcome: Outcome) -> None:
    reason = selection.ready_reason("places") if outcome is Outcome.REJECTED else ""
    await selection.stage(session, clerk, application.id, outcome, reason=reason, now=LATER)


async def _release(session: AsyncSession, clerk: Person, call: Call) -> decisions.Overview:
    seen = (await decisions.overview(session, clerk, call.id, now=LATER)).seen
    return await decisions.release(session, clerk, call.id, seen=seen, now=LATER)


async def _letters(session: AsyncSession) -> list[tuple[str, str]]:
    rows = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    return [(row.template, row.args["number"]) for row in rows]


async def test_staged_decision_is_not_seen_by_the_applicant(database: Database) -> None:
    async with database.transaction() as session:
        clerk, _, (one,) = await _scene(session, 1)
        await _stage(session, clerk, one, Outcome.REJECTED)
        applicant = await session.get_one(Person, one.person_id)
        seen = await applications.situation(session, applicant, now=LATER)
        assert (one.status, seen.reason, await _letters(session)) == (ApplicationStatus.SUBMITTED, None, [])


async def test_release_tells_everybody_staged_and_leaves_the_undecided(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, sent = await _scene(session, 4)
        for application, outcome in zip(sent, Outcome, strict=False):
            await _stage(session, clerk, application, outcome)
        done = await _release(session, clerk, call)
        assert done.plan.counts == {Outcome.ACCEPTED: 1, Outcome.RESERVE: 1, Outcome.REJECTED: 1}
        assert [application.status.value for application in sent] == ["accepted", "reserve", "rejected", "submitted"]
        assert await _letters(session) == [
            ("decision-accepted", "С-0001"),
            ("decision-reserve", "С-0002"),
            ("decision-rejected", "С-0003"),
        ]
        letters = (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all()
        assert letters[1].args["position"] == 1
        assert letters[2].args["code"] == "places"
        assert {letter.priority for letter in letters} == {Priority.DECISION}
        acts = await session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "selection.released"))
        assert acts.all() == ["accepted=1 reserve=1 rejected=1"]


async def test_second_release_tells_only_the_new_ones(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, (one, other) = await _scene(session, 2)
        await _stage(session, clerk, one, Outcome.ACCEPTED)
        await _release(session, clerk, call)
        await _stage(session, clerk, other, Outcome.ACCEPTED)
        await _release(session, clerk, call)
        assert await _letters(session) == [("decision-accepted", "С-0001"), ("decision-accepted", "С-0002")]


async def test_somebody_of_the_reserve_gets_a_second_letter_and_the_next_moves_up(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, (one, other) = await _scene(session, 2)
        await _stage(session, clerk, one, Outcome.RESERVE)
        await _stage(session, clerk, other, Outcome.RESERVE)
        await _release(session, clerk, call)
        waiting = await session.get_one(Person, other.person_id)
        assert (await applications.situation(session, waiting, now=LATER)).position == 2
        await _stage(session, clerk, one, Outcome.ACCEPTED)
        await _release(session, clerk, call)
        assert (await _letters(session))[-1] == ("decision-accepted", "С-0001")
        assert (await applications.situation(session, waiting, now=LATER)).position == 1
        history = await session.scalars(select(Decision.outcome).where(Decision.application_id == one.id))
        assert history.all() == [Outcome.RESERVE, Outcome.ACCEPTED]


async def test_withdrawn_since_staging_is_held_back(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, (one, other) = await _scene(session, 2)
        for application in (one, other):
            await _stage(session, clerk, application, Outcome.ACCEPTED)
        await applications.withdraw(session, await session.get_one(Person, one.person_id), call.id, now=LATER)
        done = await _release(session, clerk, call)
        assert done.held_back == {HeldBack.WITHDRAWN: 1}
        assert await _letters(session) == [("decision-accepted", "С-0002")]
        with pytest.raises(RuleViolation, match="selection-all-held-back"):
            await _release(session, clerk, call)


async def test_nobody_is_accepted_without_the_guardians_consent(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, _ = await _scene(session, 0)
        anna = await participant(session, 10, consents=False)
        await sign(session, anna, anna.id)
        application = await apply(session, anna, call)
        with pytest.raises(RuleViolation, match="selection-no-consent"):
            await selection.stage(session, clerk, application.id, Outcome.ACCEPTED, now=LATER)
        await sign(session, anna, None)
        await selection.stage(session, clerk, application.id, Outcome.ACCEPTED, now=LATER)
        assert (await _release(session, clerk, call)).plan.counts[Outcome.ACCEPTED] == 1


async def test_press_repeated_releases_once(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, (one,) = await _scene(session, 1)
        await _stage(session, clerk, one, Outcome.ACCEPTED)
        seen = (await decisions.overview(session, clerk, call.id, now=LATER)).seen

    async def press() -> str:
        async with database.transaction() as session:
            actor = await session.get_one(Person, clerk.id)
            try:
                await decisions.release(session, actor, call.id, seen=seen, now=LATER)
            except Stale as stale:
                return stale.key
            return "released"

    outcomes = await asyncio.gather(*(press() for _ in range(5)))
    assert (
        sorted(outcomes) == ["released", *["selection-already-released"] * 4][::-1] or outcomes.count("released") == 1
    )
    async with database.reading() as session:
        assert await _letters(session) == [("decision-accepted", "С-0001")]


async def test_release_of_another_state_than_confirmed_is_refused(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, (one, other) = await _scene(session, 2)
        await _stage(session, clerk, one, Outcome.ACCEPTED)
        seen = (await decisions.overview(session, clerk, call.id, now=LATER)).seen
        await _stage(session, clerk, other, Outcome.REJECTED)
        with pytest.raises(Stale, match="selection-staged-changed"):
            await decisions.release(session, clerk, call.id, seen=seen, now=LATER)
        assert await _letters(session) == []


async def test_same_decision_twice_is_stale_and_another_replaces_it(database: Database) -> None:
    async with database.transaction() as session:
        clerk, _, (one,) = await _scene(session, 1)
        await _stage(session, clerk, one, Outcome.ACCEPTED)
        with pytest.raises(Stale, match="selection-already-staged"):
            await _stage(session, clerk, one, Outcome.ACCEPTED)
        await _stage(session, clerk, one, Outcome.RESERVE)
        assert (await session.scalars(select(Decision.outcome))).all() == [Outcome.RESERVE]
        await selection.unstage(session, clerk, one.id, now=LATER)
        with pytest.raises(Stale, match="selection-not-staged"):
            await selection.unstage(session, clerk, one.id, now=LATER)


async def test_first_by_date_are_staged_without_those_who_lack_consent(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, sent = await _scene(session, 3)
        bare = await apply(session, await participant(session, 50, consents=False), call)
        last = await apply(session, await participant(session, 51, municipality_id="go-tynda"), call)
        await _stage(session, clerk, sent[0], Outcome.RESERVE)
        assert await selection.stage_first(session, clerk, call.id, 2, now=LATER) == 2
        assert await selection.stage_first(session, clerk, call.id, 10, municipality_id="go-tynda", now=LATER) == 1
        assert await selection.stage_first(session, clerk, call.id, 10, now=LATER) == 0
        chosen = QueueFilter(decided=Decided.ACCEPTED)
        rows, _ = await selection.queue(session, clerk, call.id, chosen, page=0, size=8, now=LATER)
        assert [row.application.number for row in rows] == ["С-0002", "С-0003", last.number]
        rows, _ = await selection.queue(
            session, clerk, call.id, QueueFilter(decided=Decided.NONE), page=0, size=8, now=LATER
        )
        assert [row.application.number for row in rows] == [bare.number]


async def test_queue_is_paged_and_filtered(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, sent = await _scene(session, 9)
        bare = await apply(session, await participant(session, 50, consents=False, municipality_id="go-tynda"), call)
        await applications.start(session, await participant(session, 51), call.id, now=OPEN)
        await applications.withdraw(session, await session.get_one(Person, sent[0].person_id), call.id, now=OPEN)

        async def numbers(chosen: QueueFilter, page: int = 0) -> tuple[list[str | None], int]:
            rows, total = await selection.queue(session, clerk, call.id, chosen, page=page, size=8, now=LATER)
            return [row.application.number for row in rows], total

        assert await numbers(EVERYTHING, 1) == ([bare.number], 9)
        assert await numbers(QueueFilter(status=ApplicationStatus.WITHDRAWN)) == (["С-0001"], 1)
        assert await numbers(QueueFilter(consent_missing=True)) == ([bare.number], 1)
        assert await numbers(QueueFilter(municipality_id="go-tynda")) == ([bare.number], 1)
        assert await selection.next_card(session, clerk, sent[8].id, EVERYTHING, now=LATER) == bare.id
        assert await selection.next_card(session, clerk, bare.id, EVERYTHING, now=LATER) is None


async def test_card_names_a_minor_to_the_operator_and_records_it(database: Database) -> None:
    async with database.transaction() as session:
        clerk, _, (one,) = await _scene(session, 1)
        expert = await office_member(session, OfficeRole.EXPERT, telegram_id=901)
        assert (await selection.open_card(session, expert, one.id, now=LATER)).named is False
        assert (await selection.open_card(session, clerk, one.id, now=LATER)).named is True
        read = await session.scalars(select(AuditEntry).where(AuditEntry.action == "application.read"))
        assert [(entry.actor_id, entry.subject) for entry in read] == [(clerk.id, f"application:{one.id}")]


async def test_card_says_that_the_application_changed_after_the_decision(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, (one,) = await _scene(session, 1)
        await selection.stage(session, clerk, one.id, Outcome.ACCEPTED, now=OPEN + timedelta(hours=1))
        assert (await selection.open_card(session, clerk, one.id, now=LATER)).changed_since_staged is False
        await apply(session, await session.get_one(Person, one.person_id), call, now=OPEN + timedelta(hours=2))
        assert (await selection.open_card(session, clerk, one.id, now=LATER)).changed_since_staged is True


@pytest.mark.parametrize("role", [None, OfficeRole.EXPERT, OfficeRole.OBSERVER])
async def test_strangers_and_readers_neither_stage_nor_release(database: Database, role: OfficeRole | None) -> None:
    async with database.transaction() as session:
        clerk, call, (one,) = await _scene(session, 1)
        actor = await office_member(session, role, telegram_id=901) if role else await participant(session, 99)
        with pytest.raises(NotAllowed):
            await selection.stage(session, actor, one.id, Outcome.ACCEPTED, now=LATER)
        with pytest.raises(NotAllowed):
            await selection.stage_first(session, actor, call.id, 5, now=LATER)
        await _stage(session, clerk, one, Outcome.ACCEPTED)
        with pytest.raises(NotAllowed):
            await selection.unstage(session, actor, one.id, now=LATER)
        with pytest.raises(NotAllowed):
            await decisions.release(session, actor, call.id, seen=0, now=LATER)
        assert one.status is ApplicationStatus.SUBMITTED


async def test_applicant_and_observer_do_not_read_cards(database: Database) -> None:
    async with database.transaction() as session:
        _, call, (one,) = await _scene(session, 1)
        observer = await office_member(session, OfficeRole.OBSERVER, telegram_id=901)
        for actor in (observer, await session.get_one(Person, one.person_id)):
            with pytest.raises(NotAllowed):
                await selection.open_card(session, actor, one.id, now=LATER)
            with pytest.raises(NotAllowed):
                await selection.queue(session, actor, call.id, EVERYTHING, page=0, size=8, now=LATER)


async def test_accepted_people_are_those_released_by_role(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, (one, other) = await _scene(session, 2)
        await _stage(session, clerk, other, Outcome.ACCEPTED)
        season_id = call.season_id
        assert await queries.accepted_people(session, season_id, Role.STUDENT) == []
        await _release(session, clerk, call)
        await _stage(session, clerk, one, Outcome.ACCEPTED)
        people = await queries.accepted_people(session, season_id, Role.STUDENT)
        assert [person.id for person in people] == [other.person_id]
        assert await queries.accepted_people(session, season_id, Role.TUTOR) == []


async def test_office_learns_of_a_place_that_becomes_free(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, (one, other) = await _scene(session, 2)
        await _stage(session, clerk, one, Outcome.ACCEPTED)
        await _release(session, clerk, call)
        for application in (one, other):
            await applications.withdraw(
                session, await session.get_one(Person, application.person_id), call.id, now=LATER
            )
        alerts = await session.scalars(select(OutboxMessage).where(OutboxMessage.template == "application-place-freed"))
        assert [(alert.chat_id, alert.args["number"]) for alert in alerts] == [(clerk.telegram_id, "С-0001")]


async def test_decision_on_a_withdrawn_application_can_be_taken_back(database: Database) -> None:
    async with database.transaction() as session:
        clerk, call, (one,) = await _scene(session, 1)
        await _stage(session, clerk, one, Outcome.ACCEPTED)
        await applications.withdraw(session, await session.get_one(Person, one.person_id), call.id, now=LATER)
        await selection.unstage(session, clerk, one.id, now=LATER)
        assert sum((await decisions.overview(session, clerk, call.id, now=LATER)).staged.values()) == 0
