"""Teams: formed outside every transaction, rearranged within their bounds, published once."""

import asyncio
import os
import signal
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.models import Application, AuditEntry, OutboxMessage, Person, Season, Team, TeamMember, TeamRun, TeamTie
from bot.db.queries import selection as selection_queries
from bot.db.queries import teams as queries
from bot.domain.enums import ApplicationStatus, OutboxStatus, Role, TeamRunStatus, TieKind
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.domain.teams import TeamRules
from bot.scheduler.forming import _in_a_process, form_requested
from bot.services import formation, team_board, team_changes, teams
from bot.services.formation import Plan, PlannedTeam
from bot.services.team_board import Merge, Move, Repair, Split
from tests.services.team_cast import NOW, Company, applicant, office_member, set_stage

CLOCK = Clock()
RULES = TeamRules(min_size=3, max_size=5)


async def _selected(database: Database, *, students: int, tutors: int) -> tuple[Season, Person]:
    async with database.transaction() as session:
        season = await set_stage(session)
        actor = await office_member(session, 1)
        for index in range(students):
            await applicant(session, season, Role.STUDENT, index)
        for index in range(tutors):
            await applicant(session, season, Role.TUTOR, index)
    return season, actor


async def _request(
    database: Database, season: Season, actor: Person, *, after: int = 0, rules: TeamRules = RULES
) -> TeamRun:
    async with database.transaction() as session:
        return await formation.request(session, actor, season, rules=rules, after=after, now=NOW)


async def _templates(database: Database, person: Person) -> list[str]:
    async with database.reading() as session:
        statement = select(OutboxMessage.template).where(
            OutboxMessage.person_id == person.id, OutboxMessage.status == OutboxStatus.PENDING
        )
        return list(await session.scalars(statement.order_by(OutboxMessage.id)))


async def _places(database: Database, run_id: int) -> dict[int, int]:
    async with database.reading() as session:
        rows = await session.execute(
            select(TeamMember.person_id, TeamMember.team_id).where(TeamMember.run_id == run_id)
        )
        return dict(rows.all())


async def test_requested_teams_are_formed_by_the_job_and_the_office_is_told(database: Database) -> None:
    season, actor = await _selected(database, students=13, tutors=3)
    run = await _request(database, season, actor)
    await form_requested(database, CLOCK)
    async with database.reading() as session:
        formed = await session.get_one(TeamRun, run.id)
        lines = await queries.lines(session, run.id)
        accepted = await selection_queries.accepted_people(session, season.id, Role.STUDENT)
    assert formed.status is TeamRunStatus.DRAFT
    assert sorted(line.size for line in lines) == [4, 4, 5]
    assert len({line.team.tutor_id for line in lines}) == 3
    assert (await _places(database, run.id)).keys() == {person.id for person in accepted}
    assert formed.score["components"]["lone"] == 0
    assert await _templates(database, actor) == ["teams-formed"]
    await form_requested(database, CLOCK)
    assert await _templates(database, actor) == ["teams-formed"]


async def test_two_workers_write_a_formation_once(database: Database) -> None:
    season, actor = await _selected(database, students=6, tutors=2)
    run = await _request(database, season, actor)
    await asyncio.gather(form_requested(database, CLOCK), form_requested(database, CLOCK))
    async with database.reading() as session:
        assert [line.size for line in await queries.lines(session, run.id)] == [3, 3]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the child process through /proc")
async def test_killed_child_leaves_the_request_for_the_next_look(database: Database) -> None:
    season, actor = await _selected(database, students=12, tutors=3)
    run = await _request(database, season, actor)
    before = _children()
    looking = asyncio.create_task(form_requested(database, CLOCK))
    async with asyncio.timeout(60):
        while not (born := _children() - before):  # noqa: ASYNC110 - the birth of a process is no event of this loop
            await asyncio.sleep(0.01)
    for pid in born:
        os.kill(pid, signal.SIGKILL)
    await looking
    async with database.reading() as session:
        assert (await session.get_one(TeamRun, run.id)).status is TeamRunStatus.REQUESTED
    await form_requested(database, CLOCK)
    async with database.reading() as session:
        assert (await session.get_one(TeamRun, run.id)).status is TeamRunStatus.DRAFT


def _children() -> set[int]:
    lists = Path("/proc/self/task").glob("*/children")
    return {int(pid) for children in lists for pid in children.read_text().split()}


async def test_same_request_computed_again_gives_the_same_teams(database: Database) -> None:
    season, actor = await _selected(database, students=12, tutors=3)
    await _request(database, season, actor)
    plans = []
    for _ in range(2):
        async with database.reading() as session:
            order = await formation.next_order(session)
        assert order is not None
        plans.append(await _in_a_process(order))
    assert isinstance(plans[0], Plan)
    assert plans[0] == plans[1]


async def test_second_tap_on_the_same_screen_asks_for_nothing(database: Database) -> None:
    season, actor = await _selected(database, students=6, tutors=2)

    async def tap() -> str:
        try:
            await _request(database, season, actor)
        except Stale as violation:
            return violation.key
        return "requested"

    outcome = Counter(await asyncio.gather(*(tap() for _ in range(5))))
    assert outcome == {"requested": 1, "teams-requested-already": 4}


async def test_another_variant_has_another_seed_and_stays_beside_the_first(database: Database) -> None:
    season, actor = await _selected(database, students=9, tutors=3)
    first = await _request(database, season, actor)
    await form_requested(database, CLOCK)
    second = await _request(database, season, actor, after=first.id)
    await form_requested(database, CLOCK)
    async with database.reading() as session:
        runs = await queries.runs(session, season.id)
    assert [(run.id, run.seed, run.status) for run in runs] == [
        (first.id, 1, TeamRunStatus.DRAFT),
        (second.id, 2, TeamRunStatus.DRAFT),
    ]


@pytest.mark.parametrize(
    ("students", "tutors", "key"),
    [(6, 0, "teams-no-tutors"), (2, 2, "teams-too-few-students"), (11, 2, "teams-too-many-students")],
)
async def test_impossible_formation_is_refused_with_the_numbers(
    database: Database, students: int, tutors: int, key: str
) -> None:
    season, actor = await _selected(database, students=students, tutors=tutors)
    with pytest.raises(RuleViolation, match=key):
        await _request(database, season, actor)


async def test_formation_that_fails_later_tells_why(database: Database) -> None:
    season, actor = await _selected(database, students=6, tutors=2)
    run = await _request(database, season, actor)
    async with database.transaction() as session:
        await session.execute(
            update(Application).where(Application.number.startswith("tutor")).values(status=ApplicationStatus.WITHDRAWN)
        )
    await form_requested(database, CLOCK)
    async with database.reading() as session:
        failed = await session.get_one(TeamRun, run.id)
    assert (failed.status, failed.score) == (
        TeamRunStatus.FAILED,
        {"error": "teams-no-tutors", "arguments": {"students": 6}},
    )
    assert await _templates(database, actor) == ["teams-no-tutors"]


async def test_only_the_office_forms_moves_and_publishes(database: Database) -> None:
    company = await Company.gather(database, status=TeamRunStatus.DRAFT)
    move = Move(company.students[0].id, company.teams[0].id, company.teams[1].id)
    for stranger in (company.students[0], company.tutors[0], company.mentors[0]):
        async with database.transaction() as session:
            season = await session.get_one(Season, company.run.season_id)
            with pytest.raises(NotAllowed):
                await formation.request(session, stranger, season, rules=RULES, after=company.run.id, now=NOW)
            with pytest.raises(NotAllowed):
                await team_changes.preview_move(session, stranger, move)
            with pytest.raises(NotAllowed):
                await team_changes.move(session, stranger, move, now=NOW)
            with pytest.raises(NotAllowed):
                await teams.publish(session, stranger, company.run.id, now=NOW)
            with pytest.raises(NotAllowed):
                await team_board.open_card(session, stranger, company.teams[0].id, now=NOW)


async def test_opened_card_shows_facts_and_is_audited(database: Database) -> None:
    company = await Company.gather(database)
    async with database.transaction() as session:
        card = await team_board.open_card(session, company.office, company.teams[0].id, now=NOW)
    assert [person.id for person in card.members] == [person.id for person in company.students[:3]]
    assert {fact.key: dict(fact.arguments) for fact in card.facts}["team-fact-size"] == {
        "count": 3, "girls": 2, "boys": 1,
    }  # fmt: skip
    async with database.reading() as session:
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "team.read"))).one()
    assert (entry.actor_id, entry.subject) == (company.office.id, f"team:{company.teams[0].id}")


async def test_move_changes_both_teams_and_shows_what_gets_worse(database: Database) -> None:
    company = await Company.gather(database, status=TeamRunStatus.DRAFT)
    boy = company.students[1]
    move = Move(boy.id, company.teams[0].id, company.teams[1].id)
    async with database.transaction() as session:
        promised = await team_changes.preview_move(session, company.office, move)
    async with database.transaction() as session:
        done = await team_changes.move(session, company.office, move, now=NOW)
    assert promised.after == done.after
    assert done.after.total - done.before.total != 0
    assert (await _places(database, company.run.id))[boy.id] == company.teams[1].id
    async with database.reading() as session:
        assert (await session.get_one(TeamRun, company.run.id)).score["total"] == done.after.total
        assert await session.scalar(select(func.count()).select_from(OutboxMessage)) == 0


async def test_second_tap_on_a_move_is_stale(database: Database) -> None:
    company = await Company.gather(database)
    move = Move(company.students[0].id, company.teams[0].id, company.teams[1].id)

    async def tap() -> str:
        try:
            async with database.transaction() as session:
                await team_changes.move(session, company.office, move, now=NOW)
        except Stale as violation:
            return violation.key
        return "moved"

    outcome = Counter(await asyncio.gather(*(tap() for _ in range(4))))
    assert outcome == {"moved": 1, "teams-member-elsewhere": 3}


async def test_move_keeps_the_sizes_within_bounds(database: Database) -> None:
    company = await Company.gather(database)  # two teams of three, two to four each
    first, second = company.teams
    async with database.transaction() as session:
        await team_changes.move(session, company.office, Move(company.students[0].id, first.id, second.id), now=NOW)
    async with database.transaction() as session:
        with pytest.raises(RuleViolation, match="teams-team-too-small"):
            await team_changes.move(session, company.office, Move(company.students[1].id, first.id, second.id), now=NOW)


async def test_exchange_swaps_two_students_of_full_teams(database: Database) -> None:
    company = await Company.gather(database)
    one, other = company.students[0], company.students[3]
    first, second = company.teams
    async with database.transaction() as session:
        await team_changes.move(session, company.office, Move(one.id, first.id, second.id, other.id), now=NOW)
    places = await _places(database, company.run.id)
    assert (places[one.id], places[other.id]) == (second.id, first.id)
    assert Counter(places.values()) == {first.id: 3, second.id: 3}


async def test_move_after_publication_tells_only_those_concerned(database: Database) -> None:
    company = await Company.gather(database)
    move = Move(company.students[0].id, company.teams[0].id, company.teams[1].id)
    async with database.transaction() as session:
        await team_changes.move(session, company.office, move, now=NOW)
    assert await _templates(database, company.students[0]) == ["teams-moved-member"]
    assert await _templates(database, company.tutors[0]) == ["teams-moved-out"]
    assert await _templates(database, company.tutors[1]) == ["teams-moved-in"]
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(OutboxMessage)) == 3


async def test_publication_happens_once_and_everybody_learns_the_team(database: Database) -> None:
    company = await Company.gather(database, status=TeamRunStatus.DRAFT)

    async def tap() -> str:
        try:
            async with database.transaction() as session:
                await teams.publish(session, company.office, company.run.id, now=NOW)
        except Stale as violation:
            return violation.key
        return "published"

    outcome = Counter(await asyncio.gather(*(tap() for _ in range(4))))
    assert outcome == {"published": 1, "teams-already-published": 3}
    assert [await _templates(database, person) for person in company.students] == [["teams-published-member"]] * 6
    assert [await _templates(database, person) for person in company.tutors] == [["teams-published-tutor"]] * 2
    assert [await _templates(database, person) for person in company.mentors] == [[]] * 3


async def test_second_variant_cannot_be_published_nor_formed(database: Database) -> None:
    company = await Company.gather(database)
    async with database.transaction() as session:
        other = TeamRun(
            season_id=company.run.season_id, seed=2, rules={}, score={}, status=TeamRunStatus.DRAFT,
            created_by=company.office.id, created_at=NOW,
        )  # fmt: skip
        session.add(other)
        await session.flush()
        with pytest.raises(Stale, match="teams-already-published"):
            await teams.publish(session, company.office, other.id, now=NOW)
        season = await session.get_one(Season, company.run.season_id)
        with pytest.raises(Stale, match="teams-already-published"):
            await formation.request(session, company.office, season, rules=RULES, after=other.id, now=NOW)


async def test_publication_waits_for_everybody_accepted_to_have_a_team(database: Database) -> None:
    company = await Company.gather(database, status=TeamRunStatus.DRAFT)
    async with database.transaction() as session:
        season = await session.get_one(Season, company.run.season_id)
        newcomer = await applicant(session, season, Role.STUDENT, 6)
    async with database.transaction() as session:
        with pytest.raises(RuleViolation) as refusal:
            await teams.publish(session, company.office, company.run.id, now=NOW)
    assert refusal.value == RuleViolation("teams-people-changed", unplaced=1, gone=0)
    async with database.transaction() as session:
        await team_changes.move(session, company.office, Move(newcomer.id, None, company.teams[0].id), now=NOW)
    async with database.transaction() as session:
        await teams.publish(session, company.office, company.run.id, now=NOW)
    assert await _templates(database, newcomer) == ["teams-published-member"]


async def test_finished_plan_of_a_run_that_is_formed_already_changes_nothing(database: Database) -> None:
    company = await Company.gather(database, status=TeamRunStatus.DRAFT)
    plan = Plan((PlannedTeam(1, None, company.tutors[0].id, (company.students[0].id,)),), {"total": 0})
    async with database.transaction() as session:
        assert not await formation.finish(session, company.run.id, plan, now=NOW)
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Team)) == 2


async def test_late_comers_come_in_leavers_go_and_it_can_be_undone(database: Database) -> None:
    company = await Company.gather(database)
    run_id, leaver = company.run.id, company.students[0]
    before = await _places(database, run_id)
    async with database.transaction() as session:
        season = await session.get_one(Season, company.run.season_id)
        late = await applicant(session, season, Role.STUDENT, 6)
        form = await session.scalar(select(Application).where(Application.person_id == leaver.id))
        assert form is not None
        form.status = ApplicationStatus.WITHDRAWN
    async with database.transaction() as session:
        promised = await team_changes.preview(session, company.office, run_id, Repair())
    async with database.transaction() as session:
        done = await team_changes.carry_out(session, company.office, run_id, Repair(), now=NOW)
    # The only girl left in the first team changes places: two others move, nobody else.
    assert (promised.after, done.others, done.after.components["lone"]) == (done.after, 2, 0)
    places = await _places(database, run_id)
    assert (late.id in places, leaver.id in places) == (True, False)
    assert await _templates(database, late) == ["teams-moved-member"]
    told = [await _templates(database, each) for each in company.students]
    assert sorted(told) == [[]] * 4 + [["teams-moved-member"]] * 2
    async with database.transaction() as session:
        with pytest.raises(Stale, match="teams-nothing-to-repair"):
            await team_changes.carry_out(session, company.office, run_id, Repair(), now=NOW)
    async with database.transaction() as session:
        change = await queries.last_change(session, run_id)
        assert change is not None
        await team_changes.undo(session, company.office, change.id, now=NOW)
    assert await _places(database, run_id) == before
    async with database.transaction() as session:
        with pytest.raises(Stale, match="teams-undo-late"):
            await team_changes.undo(session, company.office, change.id, now=NOW)


async def test_draft_teams_are_merged_split_and_put_back(database: Database) -> None:
    company = await Company.gather(database, status=TeamRunStatus.DRAFT)
    run_id, (first, second) = company.run.id, company.teams
    async with database.transaction() as session:
        run = await session.get_one(TeamRun, run_id)
        run.rules = {"min_size": 3, "max_size": 6}
        await team_changes.carry_out(session, company.office, run_id, Merge(second.id, first.id), now=NOW)
    assert Counter((await _places(database, run_id)).values()) == {first.id: 6}
    async with database.transaction() as session:
        _, free = await team_board.free_tutors(session, company.office, first.id)
        assert [each.id for each in free] == [company.tutors[1].id]
        await team_changes.carry_out(session, company.office, run_id, Split(first.id, free[0].id), now=NOW)
    async with database.reading() as session:
        lines = await queries.lines(session, run_id)
    assert [(line.size, line.team.tutor_id) for line in lines] == [(3, each.id) for each in company.tutors]
    for _ in range(2):
        async with database.transaction() as session:
            change = await queries.last_change(session, run_id)
            assert change is not None
            await team_changes.undo(session, company.office, change.id, now=NOW)
    async with database.reading() as session:
        lines = await queries.lines(session, run_id)
    assert [(line.team.number, line.team.tutor_id) for line in lines] == [
        (1, company.tutors[0].id),
        (2, company.tutors[1].id),
    ]
    places = await _places(database, run_id)
    assert [places[each.id] == lines[0].team.id for each in company.students] == [True] * 3 + [False] * 3


async def test_next_variant_keeps_what_is_locked_and_tells_progress(database: Database) -> None:
    season, actor = await _selected(database, students=12, tutors=3)
    first = await _request(database, season, actor)
    await form_requested(database, CLOCK)
    async with database.transaction() as session:
        line, other, _ = await queries.lines(session, first.id)
        kept = {person.id for person in await queries.members_of(session, line.team.id)}
        pinned = (await queries.members_of(session, other.team.id))[0].id
        await team_board.lock_team(session, actor, line.team.id, locked=True, now=NOW)
        await team_board.lock_person(session, actor, other.team.id, pinned, locked=True, now=NOW)
    async with database.transaction() as session:
        second = await formation.request(
            session, actor, season, rules=RULES, after=first.id, based_on=first.id, now=NOW
        )
    await form_requested(database, CLOCK)
    async with database.reading() as session:
        again, other_again, _ = await queries.lines(session, second.id)
        assert {person.id for person in await queries.members_of(session, again.team.id)} == kept
        assert again.team.tutor_id == line.team.tutor_id
        assert pinned in {person.id for person in await queries.members_of(session, other_again.team.id)}
        assert other_again.team.tutor_id == other.team.tutor_id
        assert (await session.get_one(TeamRun, second.id)).progress == 100


async def test_teams_with_people_who_must_not_meet_are_not_published(database: Database) -> None:
    company = await Company.gather(database, status=TeamRunStatus.DRAFT)
    one, other, third = company.students[0], company.students[1], company.students[3]
    async with database.transaction() as session:
        session.add(
            TeamTie(
                season_id=company.run.season_id,
                one_id=one.id,
                other_id=other.id,
                kind=TieKind.APART,
                label="—",
                said_by=company.office.id,
                said_at=NOW,
            )
        )
    async with database.transaction() as session:
        with pytest.raises(RuleViolation, match="teams-must-not-left"):
            await teams.publish(session, company.office, company.run.id, now=NOW)
        why = await team_board.open_why(session, company.office, company.run.id, one.id, third.id)
        assert why.way is not None
        swap = Move(one.id, company.teams[0].id, company.teams[1].id, third.id)
        await team_changes.move(session, company.office, swap, now=NOW)
        back = Move(other.id, company.teams[0].id, company.teams[1].id)
        with pytest.raises(RuleViolation, match="teams-must-not"):
            await team_changes.move(session, company.office, back, now=NOW)
        await teams.publish(session, company.office, company.run.id, now=NOW)


@pytest.mark.parametrize(
    ("surname", "first_name", "shown"), [("Ким", "Анна", "Анна К."), (None, "Анна", "Анна"), (None, None, "—")]
)
def test_team_mates_see_the_first_letter_of_a_surname(surname: str | None, first_name: str | None, shown: str) -> None:
    assert teams.mate_name(Person(surname=surname, first_name=first_name)) == shown
