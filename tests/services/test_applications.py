"""Applications: from the draft to the number, to the second; versions, withdrawing and coming back; the call's times."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import Application, ApplicationVersion, AuditEntry, Call, OutboxMessage, Reminder
from bot.domain.enums import ApplicationStatus, OfficeRole, Role
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.services import applications
from tests.cast import ANSWERS, BORN, OPEN, apply, load_season, office_member, participant, sign


@pytest.fixture
def database(season_database: Database) -> Database:
    """With the shipped season in it."""
    return season_database


CLOSES = datetime(2019, 9, 6, 9, 0, tzinfo=UTC)
"""18:00 in Blagoveshchensk."""


async def test_sent_application_has_a_number_and_its_first_version(database: Database) -> None:
    async with database.transaction() as session:
        calls = await load_season(session)
        numbers = [
            (await apply(session, await participant(session, 10 + place, role=role), calls[role])).number
            for place, role in enumerate([Role.STUDENT, Role.TUTOR, Role.MENTOR, Role.STUDENT])
        ]
        assert numbers == ["С-0001", "Т-0001", "Н-0001", "С-0002"]
        versions = await session.scalars(select(ApplicationVersion.version))
        assert versions.all() == [1, 1, 1, 1]


async def test_only_answers_of_the_call_are_kept_and_none_is_left_out(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        anna = await participant(session, 10)
        await applications.start(session, anna, call.id, now=OPEN)
        answers = ANSWERS[Role.STUDENT] | {"stowaway": "x"}
        application = await applications.submit(session, anna, call.id, answers, now=OPEN)
        assert sorted(application.answers) == [
            "attend_school", "direction_first", "motivation", "project_idea", "team_role",
        ]  # fmt: skip


async def test_missing_answers_are_refused(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        anna = await participant(session, 10)
        await applications.start(session, anna, call.id, now=OPEN)
        with pytest.raises(RuleViolation, match="answers-missing"):
            await applications.submit(session, anna, call.id, {"motivation": "Хочу"}, now=OPEN)


async def test_change_keeps_the_number_and_adds_a_version(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        anna = await participant(session, 10)
        await apply(session, anna, call)
        changed = ANSWERS[Role.STUDENT] | {"direction_first": "space"}
        application = await applications.submit(session, anna, call.id, changed, now=CLOSES)
        assert (application.number, application.version, application.submitted_at) == ("С-0001", 2, CLOSES)
        versions = await session.scalars(select(ApplicationVersion).order_by(ApplicationVersion.version))
        assert [version.answers["direction_first"] for version in versions] == ["it", "space"]


@pytest.mark.parametrize(
    ("late", "refused"),
    [
        (timedelta(0), False),
        (timedelta(microseconds=999_999), False),
        (timedelta(seconds=1), True),
    ],
)
async def test_deadline_is_kept_to_the_second(database: Database, late: timedelta, refused: bool) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        anna = await participant(session, 10)
        application = await applications.start(session, anna, call.id, now=OPEN)
        if refused:
            with pytest.raises(RuleViolation, match="call-closed"):
                await applications.submit(session, anna, call.id, ANSWERS[Role.STUDENT], now=CLOSES + late)
        else:
            await applications.submit(session, anna, call.id, ANSWERS[Role.STUDENT], now=CLOSES + late)
        assert application.status is (ApplicationStatus.DRAFT if refused else ApplicationStatus.SUBMITTED)


async def test_call_that_has_not_opened_takes_nothing(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        anna = await participant(session, 10)
        with pytest.raises(RuleViolation, match="call-not-open"):
            await applications.start(session, anna, call.id, now=OPEN - timedelta(days=30))


async def test_withdrawn_application_comes_back_as_a_draft_with_its_answers(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        anna = await participant(session, 10)
        await apply(session, anna, call)
        application = await applications.withdraw(session, anna, call.id, now=OPEN)
        assert (application.status, application.withdrawn_at) == (ApplicationStatus.WITHDRAWN, OPEN)
        with pytest.raises(Stale, match="application-withdrawn"):
            await applications.withdraw(session, anna, call.id, now=OPEN)
        await applications.reopen(session, anna, call.id, now=CLOSES)
        assert (application.status, application.withdrawn_at) == (ApplicationStatus.DRAFT, None)
        again = await applications.submit(session, anna, call.id, application.answers, now=CLOSES)
        assert (again.number, again.version) == ("С-0001", 2)


async def test_withdrawn_application_does_not_come_back_after_the_deadline(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        anna = await participant(session, 10)
        await apply(session, anna, call)
        await applications.withdraw(session, anna, call.id, now=OPEN)
        with pytest.raises(RuleViolation, match="call-closed"):
            await applications.reopen(session, anna, call.id, now=CLOSES + timedelta(seconds=1))


async def test_call_of_another_role_or_an_unregistered_person_is_refused(database: Database) -> None:
    async with database.transaction() as session:
        calls = await load_season(session)
        anna = await participant(session, 10)
        with pytest.raises(Stale, match="call-not-yours"):
            await applications.start(session, anna, calls[Role.MENTOR].id, now=OPEN)
        anna.registered_at = None
        with pytest.raises(Stale, match="call-not-yours"):
            await applications.start(session, anna, calls[Role.STUDENT].id, now=OPEN)


async def test_age_counts_on_the_reference_date_of_the_call(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        anna = await participant(session, 10)
        anna.birth_date = call.age_reference_on.replace(year=call.age_reference_on.year - 18)
        with pytest.raises(RuleViolation, match="fits-no-category"):
            await applications.start(session, anna, call.id, now=OPEN)
        anna.birth_date += timedelta(days=1)
        assert (await applications.start(session, anna, call.id, now=OPEN)).status is ApplicationStatus.DRAFT


async def test_situation_says_which_consents_are_missing(database: Database) -> None:
    async with database.transaction() as session:
        calls = await load_season(session)
        anna = await participant(session, 10, consents=False)
        seen = await applications.situation(session, anna, now=OPEN)
        assert (seen.own_consent, seen.consent, seen.needs_guardian) == (False, False, True)
        await sign(session, anna, anna.id)
        seen = await applications.situation(session, anna, now=OPEN)
        assert (seen.own_consent, seen.consent) == (True, False)
        await sign(session, anna, None)
        assert (await applications.situation(session, anna, now=OPEN)).consent is True
        boris = await participant(session, 11, role=Role.TUTOR, consents=False)
        await sign(session, boris, boris.id)
        seen = await applications.situation(session, boris, now=OPEN)
        assert (seen.consent, seen.needs_guardian, seen.call.id) == (True, False, calls[Role.TUTOR].id)


@pytest.mark.parametrize(
    ("birth", "today", "enough"),
    [
        (BORN[Role.STUDENT].replace(2001, 8, 20), OPEN, True),
        (BORN[Role.STUDENT].replace(2001, 8, 21), OPEN, False),
        (BORN[Role.STUDENT].replace(2004, 2, 29), datetime(2022, 2, 28, 3, 0, tzinfo=UTC), False),
        (BORN[Role.STUDENT].replace(2004, 2, 29), datetime(2022, 3, 1, 3, 0, tzinfo=UTC), True),
        (BORN[Role.STUDENT].replace(2002, 3, 1), datetime(2020, 2, 29, 3, 0, tzinfo=UTC), False),
        (BORN[Role.STUDENT].replace(2002, 2, 28), datetime(2020, 2, 29, 3, 0, tzinfo=UTC), True),
    ],
)
async def test_own_consent_is_enough_from_the_eighteenth_birthday(
    database: Database, birth: datetime, today: datetime, enough: bool
) -> None:
    async with database.transaction() as session:
        await load_season(session)
        anna = await participant(session, 10, consents=False)
        anna.birth_date = birth
        await sign(session, anna, anna.id)
        assert (await applications.situation(session, anna, now=today)).consent is enough


async def test_concurrent_applications_get_different_numbers(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        people = [await participant(session, 100 + place) for place in range(20)]

    async def send(place: int) -> None:
        async with database.transaction() as session:
            person = await session.merge(people[place], load=False)
            await apply(session, person, await session.get_one(Call, call.id))

    await asyncio.gather(*(send(place) for place in range(20)))
    async with database.reading() as session:
        numbers = (await session.scalars(select(Application.number))).all()
        assert sorted(str(number) for number in numbers) == [f"С-{place:04d}" for place in range(1, 21)]


async def test_moved_closing_is_told_once_to_those_who_wait_for_it(database: Database) -> None:
    first, second = CLOSES + timedelta(days=1), CLOSES + timedelta(days=2)
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        clerk = await office_member(session, OfficeRole.OPERATOR)
        sent, begun, gone, idle = [await participant(session, 10 + number) for number in range(4)]
        for person in (sent, gone):
            await apply(session, person, call)
        await applications.start(session, begun, call.id, now=OPEN)
        await applications.withdraw(session, gone, call.id, now=OPEN)
        for moment, closes_at in enumerate((first, second)):
            await applications.move_closing(session, clerk, call.id, closes_at, now=OPEN + timedelta(seconds=moment))
        told = select(OutboxMessage.person_id, OutboxMessage.args, OutboxMessage.status).where(
            OutboxMessage.template == "call-deadline-moved"
        )
        waiting = {(who, str(args)) for who, args, status in await session.execute(told) if status == "pending"}
        assert {who for who, _ in waiting} == {sent.id, begun.id}
        assert idle.id not in {who for who, _ in waiting}
        assert all(second.isoformat() in args for _, args in waiting)
        assert len(waiting) == 2


async def test_moved_closing_takes_its_reminders_along_and_is_audited(database: Database) -> None:
    later = CLOSES + timedelta(days=7)
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        clerk = await office_member(session, OfficeRole.OPERATOR)
        await applications.move_closing(session, clerk, call.id, later, now=OPEN)
        anna = await participant(session, 10)
        await apply(session, anna, call, now=later)
        moments = await session.scalars(
            select(Reminder.at).where(Reminder.kind == "application-draft", Reminder.subject_id == call.id)
        )
        assert set(moments) == {later}
        acts = await session.scalars(select(AuditEntry).where(AuditEntry.action == "call.moved"))
        assert [(act.actor_id, act.subject, act.detail) for act in acts] == [
            (clerk.id, f"call:{call.id}", later.isoformat())
        ]


@pytest.mark.parametrize(
    ("closes_at", "key"),
    [
        (OPEN - timedelta(seconds=1), "call-closes-in-past"),
        (OPEN - timedelta(days=60), "call-closes-before-opening"),
        (CLOSES, "call-unchanged"),
    ],
)
async def test_closing_cannot_be_moved_anywhere(database: Database, closes_at: datetime, key: str) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        clerk = await office_member(session, OfficeRole.OPERATOR)
        with pytest.raises(RuleViolation, match=key):
            await applications.move_closing(session, clerk, call.id, closes_at, now=OPEN)


@pytest.mark.parametrize("role", [None, OfficeRole.EXPERT, OfficeRole.OBSERVER])
async def test_strangers_and_readers_do_not_move_a_closing(database: Database, role: OfficeRole | None) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        actor = await office_member(session, role) if role else await participant(session, 10)
        with pytest.raises(NotAllowed):
            await applications.move_closing(session, actor, call.id, CLOSES + timedelta(days=1), now=OPEN)
