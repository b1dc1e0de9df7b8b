"""A whole selection with the programme's own numbers, from the forms to the places that are taken.

261 forms of students, eleven of them not eligible (four aged 13, four aged 18, a first-year student aged 17, two sent
twice), 18 without a guardian's consent, 232 ranked, 200 accepted, 32 on the reserve; 31 forms of tutors, 27 eligible,
20 accepted and 7 on the reserve; 17 who decline after the school has moved by a day, 17 who move up.
Most people are written down by the services they would have used; some type on phones, and what the office reads is
read from its screens.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Call, Event, Person, Review, Seat
from bot.db.queries.ranking import RankingFilter
from bot.domain.enums import ApplicationStatus, EventKind, InstitutionKind, OfficeRole, ReviewState, Role
from bot.domain.errors import RuleViolation
from bot.sandbox import Phone
from bot.services import applications, duplicates, event_office, protocol, ranking, review_rounds, seat_office, seats
from bot.services.duplicates import Keep
from bot.services.protocol import Verdict
from tests.cast import BORN, apply, office_member, participant, sign
from tests.conversations.conftest import OFFICE, Stage, stage
from tests.conversations.people import answer, confirm_as_guardian, register, until_consents
from tests.engines import Sqlite

__all__ = ["stage"]

WRITTEN, TYPED = 248, 2
WITHOUT_GUARDIAN = 18
DUPLICATES = {"С-0251", "С-0252"}
NOT_RANKED = {Verdict.NOT_ADMITTED: WITHOUT_GUARDIAN, Verdict.SECOND: len(DUPLICATES)}
TUTORS, TUTOR_PLACES, TUTOR_RESERVE = 27, 20, 7
PLACES, RESERVE, LEAVING = 200, 32, 17
TOWNS = ("go-blagoveshchensk", "go-zeya", "go-tynda", "go-belogorsk")
CLOSED = timedelta(hours=1)
FIRST_STUDENT, FIRST_TUTOR = 10_000, 20_000


@pytest.fixture
def engine(sqlite: Sqlite) -> Sqlite:
    """The rules are tried on both engines by themselves; this is about their numbers together."""
    return sqlite


async def test_numbers_of_a_whole_selection(stage: Stage) -> None:
    boss = await stage.office()
    typing = await _type(stage)
    await _refused(stage)
    await _write(stage)
    await _twice(stage)
    await stage.tick()
    _give_phones(stage)
    screen = await boss.say("/selection")
    assert f"Участники: подано {WRITTEN + TYPED} (и повторных: {len(DUPLICATES)})" in screen.text
    assert f"Тьюторы: подано {TUTORS}" in screen.text
    await _select(stage, boss, Role.TUTOR, TUTOR_PLACES, TUTOR_RESERVE)
    await _select(stage, boss, Role.STUDENT, PLACES, RESERVE)
    screen = await boss.say("/selection")
    assert "Ждут: 18 · принято: 200 из 200 · резерв: 32 · отказ: 0" in screen.text
    assert "Ждут: 0 · принято: 20 из 20 · резерв: 7 · отказ: 0" in screen.text
    await _protocol(
        stage,
        {Verdict.ACCEPTED: PLACES, Verdict.RESERVE: RESERVE, **NOT_RANKED},
    )
    for phone in typing:
        assert "принята!" in (await phone.screen()).text or "в резерве" in (await phone.screen()).text
    await _school_moves(stage)
    left = await _answers(stage)
    await _read(stage, boss, left)


async def _type(stage: Stage) -> list[Phone]:
    """Two students type everything; a child of thirteen is refused as soon as the age is known."""
    phones = []
    for name, surname in (("Анна", "Петрова"), ("Вера", "Сидорова")):
        phone = await register(stage, name, surname=surname)
        await confirm_as_guardian(stage, phone)
        motivation = "Хочу научиться делать проекты, которые останутся в моём городе надолго и пригодятся людям."
        idea = "Карта мест, где можно собраться и что-то сделать вместе."
        await answer(
            phone, "/apply", "[📝 Заполнить]", motivation, "[Готово]", "[IT]", "[Пропустить]", idea, "[Готово]"
        )
        screen = await answer(phone, "[Придумывать]", "[Пропустить]", "[Да]", "[Пропустить]", "[Отправить]")
        assert "отправлена" in screen.text
        phones.append(phone)
    child = await stage.person("Боря")
    await child.start()
    await child.tap("🚀 Участвовать")
    steps = until_consents("student", birth="07.09.2005")
    screen = await answer(child, *steps[: steps.index("[Да, верно]") + 1])
    assert "14" in screen.text
    assert screen.buttons == ["Меню"]
    return phones


async def _refused(stage: Stage) -> None:
    """Whose age or school does not fit cannot begin a form: four of 13, four of 18, a first-year student of 17; tutors
    too young."""
    wrong = [
        *[(Role.STUDENT, date(2006, 1, day), InstitutionKind.SCHOOL, "age-too-young") for day in range(1, 5)],
        *[(Role.STUDENT, date(2001, 5, day), InstitutionKind.SCHOOL, "fits-no-category") for day in range(1, 5)],
        (Role.STUDENT, date(2002, 1, 5), InstitutionKind.UNIVERSITY, "fits-no-category"),
        *[(Role.TUTOR, date(2002, 2, day), InstitutionKind.UNIVERSITY, "fits-no-category") for day in range(1, 5)],
    ]
    for number, (role, born, place, key) in enumerate(wrong):
        async with stage.database.transaction() as session:
            person = await participant(session, 30_000 + number, role=role)
            person.birth_date, person.institution = born, place
            call = await _call(session, role)
            with pytest.raises(RuleViolation) as refused:
                await applications.start(session, person, call.id, now=stage.now)
            assert refused.value.key == key


async def _write(stage: Stage) -> None:
    """The other forms; of the students eighteen bring no consent of a guardian."""
    async with stage.database.transaction() as session:
        calls = {role: await _call(session, role) for role in (Role.STUDENT, Role.TUTOR)}
        for number in range(WRITTEN):
            person = await participant(
                session, FIRST_STUDENT + number, municipality_id=TOWNS[number % len(TOWNS)], consents=False
            )
            _is_somebody(person, number)
            await sign(session, person, person.id)
            if number >= WITHOUT_GUARDIAN:
                await sign(session, person, None)
            await apply(session, person, calls[Role.STUDENT], now=stage.now)
        for number in range(TUTORS):
            person = await participant(session, FIRST_TUTOR + number, role=Role.TUTOR)
            person.organisation_name = "АмГУ"
            _is_somebody(person, number, Role.TUTOR)
            await apply(session, person, calls[Role.TUTOR], now=stage.now)
        for number in range(2):
            await office_member(session, OfficeRole.EXPERT, telegram_id=40_000 + number)


def _is_somebody(person: Person, number: int, role: Role = Role.STUDENT) -> None:
    """The same number is the same human being."""
    person.surname, person.birth_date = f"Иванова-{number}", BORN[role] - timedelta(days=number % 90)


async def _twice(stage: Stage) -> None:
    """Two people apply from a second account; sisters share a phone. The office settles all three."""
    async with stage.database.transaction() as session:
        call, actor = await _call(session, Role.STUDENT), await _boss(session)
        for number in (100, 101):
            second = await participant(session, FIRST_STUDENT + WRITTEN + number)
            _is_somebody(second, number)
            await apply(session, second, call, now=stage.now)
        pairs, count = await duplicates.listed(session, actor, settled=False, page=0, size=10)
        assert count == len(DUPLICATES) + 1
        for pair, _, second_number in pairs:
            keep = Keep.FIRST if second_number in DUPLICATES else None
            await duplicates.settle(session, actor, pair.id, keep=keep, now=stage.now)


def _give_phones(stage: Stage) -> None:
    world = stage.sandbox.world
    for first, count in ((FIRST_STUDENT, WRITTEN), (FIRST_TUTOR, TUTORS), (40_000, 2)):
        for number in range(count):
            person = world.add_person(first_name="Анна", person_id=first + number)
            person.started = True
            world.private_chat(person)


async def _call(session: AsyncSession, role: Role) -> Call:
    return (await session.scalars(select(Call).where(Call.role == role))).one()


async def _boss(session: AsyncSession) -> Person:
    return (await session.scalars(select(Person).where(Person.telegram_id == OFFICE))).one()


async def _select(stage: Stage, boss: Phone, role: Role, places: int, reserve: int) -> None:
    """Everything is reviewed twice, a line is drawn on the ranking, the decisions are announced on the phone."""
    async with stage.database.reading() as session:
        closes = (await _call(session, role)).consent_closes_at
    if stage.now < closes + CLOSED:
        await stage.client.go_to(closes + CLOSED)
    async with stage.database.transaction() as session:
        call, actor = await _call(session, role), await _boss(session)
        this = (await review_rounds.view(session, actor, call.id, now=stage.now)).round
        this.calibrated = False
        await review_rounds.add_all(session, actor, this.id, tutors=role is Role.STUDENT, now=stage.now)
        await review_rounds.start(session, actor, this.id, now=stage.now)
        rows = (await session.scalars(select(Review).where(Review.round_id == this.id).order_by(Review.id))).all()
        for row in rows:
            row.levels = {each["key"]: 1 + row.application_id % 3 for each in this.rubric}
            row.state, row.given_at = ReviewState.GIVEN, stage.now
            row.score = 40.0 + (row.application_id * 7 % 53)
        await session.flush()
        done = await ranking.stage_line(
            session, actor, call.id, accept=places, reserve=reserve, reject_rest=False, now=stage.now
        )
        ranked = await ranking.view(session, actor, call.id, RankingFilter(), page=0, size=1, now=stage.now)
        assert ranked.total == places + reserve
        assert done.accepted == places
    name = "Участники" if role is Role.STUDENT else "Тьюторы"
    screen = await answer(boss, "/selection", f"[{name}]", "[✍️ Решения]")
    assert f"Принять: {places}, уже приняты 0 из {places}" in screen.text
    await answer(boss, "[📣 Объявить решения]", "[📣 Объявить]")
    assert any(f"получат {places + reserve} заявител" in text for text in (await boss.screen()).texts)


async def _school_moves(stage: Stage) -> None:
    """The school is announced, then moved by a day: everybody is told."""
    async with stage.database.transaction() as session:
        school = (await session.scalars(select(Event).where(Event.kind == EventKind.SCHOOL))).one()
        await event_office.announce(session, await _boss(session), school.id, now=stage.now)
    async with stage.database.transaction() as session:
        school = (await session.scalars(select(Event).where(Event.kind == EventKind.SCHOOL))).one()
        day = timedelta(days=1)
        moved = {"starts_at": school.starts_at + day, "ends_at": school.ends_at + day}
        actor = await _boss(session)
        await event_office.change(session, actor, school.id, moved, version=school.version, now=stage.now)
    await stage.client.settle()


async def _answers(stage: Stage) -> list[str]:
    """Seventeen decline, the last of them on a phone; everybody else who was accepted first confirms."""
    async with stage.database.reading() as session:
        found = await session.execute(
            select(Seat.id, Application.number, Person.id, Person.telegram_id)
            .join(Application, Application.id == Seat.application_id)
            .join(Person, Person.id == Application.person_id)
            .where(Person.role == Role.STUDENT, Person.telegram_id >= FIRST_STUDENT)
            .order_by(Seat.id)
        )
        rows = [(row[0], row[1], row[2], row[3]) for row in found]
    leaving, staying = rows[:LEAVING], rows[LEAVING:]
    for seat_id, _, person_id, _ in leaving[:-1]:
        async with stage.database.transaction() as session:
            await seats.decline(session, await session.get_one(Person, person_id), seat_id, now=stage.now)
    last = next(phone for phone in await stage.client.people() if phone.id == leaving[-1][3])
    await answer(last, "/apply", "[Отказаться]", "[Да, отказаться]")
    async with stage.database.transaction() as session:
        for seat_id, _, person_id, _ in staying:
            await seats.confirm(session, await session.get_one(Person, person_id), seat_id, now=stage.now)
    return [str(number) for _, number, _, _ in leaving]


async def _read(stage: Stage, boss: Phone, left: Sequence[str]) -> None:
    """The same numbers on every screen."""
    screen = await boss.say("/selection")
    assert "Ждут: 18 · принято: 200 из 200 · резерв: 15 · отказ: 0" in screen.text
    screen = await answer(boss, "[Участники]", "[🪑 Места и резерв]")
    assert "Принято: 200 из 200\n" in screen.text
    assert "В резерве: 15 · поднялись из резерва: 17" in screen.text
    screen = await boss.tap("История")
    assert "История мест: " in screen.text
    async with stage.database.reading() as session:
        actor = await _boss(session)
        call = await _call(session, Role.STUDENT)
        held = (await seat_office.overview(session, actor, call.id)).held
        assert (held.accepted, held.confirmed + held.offered, held.reserve, held.moved_up) == (200, 200, 15, 17)
        places = await session.execute(
            select(Seat.after_id, Application.number, Application.rank)
            .join(Application, Application.id == Seat.application_id)
            .where(Seat.after_id.is_not(None))
            .order_by(Seat.id)
        )
        moved = [(row[0], row[1] or "", row[2]) for row in places]
        assert len({after for after, _, _ in moved}) == LEAVING
        assert [rank for _, _, rank in moved] == list(range(PLACES + 1, PLACES + LEAVING + 1))
        story = await seat_office.story(session, actor, await _id(session, moved[0][1]), now=stage.now)
        assert story.moves[-1].other == left[0]
        statuses = Counter(await session.scalars(select(Application.status).where(Application.call_id == call.id)))
        assert statuses == {
            ApplicationStatus.SUBMITTED: WITHOUT_GUARDIAN + len(DUPLICATES),
            ApplicationStatus.ACCEPTED: PLACES,
            ApplicationStatus.RESERVE: RESERVE - LEAVING,
            ApplicationStatus.WITHDRAWN: LEAVING,
        }
    after = {Verdict.ACCEPTED: PLACES, Verdict.RESERVE: RESERVE - LEAVING, Verdict.WITHDRAWN: LEAVING}
    await _protocol(stage, after | NOT_RANKED)
    screen = await boss.say("/stats")
    stats = next(text for text in reversed(screen.texts) if "Путь участника" in text)
    assert "Отправили заявку: 277" in stats
    assert "Есть все согласия: 259" in stats
    assert "Проверены: 259" in stats
    assert "Приняты: 220" in stats


async def _protocol(stage: Stage, numbers: dict[Verdict, int]) -> None:
    """The students' protocol says the same."""
    async with stage.database.reading() as session:
        call = await _call(session, Role.STUDENT)
        read = await protocol.read(session, call.id, now=stage.now)
        assert {verdict: count for verdict, count in read.counts.items() if count} == numbers


async def _id(session: AsyncSession, number: str) -> int:
    return (await session.scalars(select(Application.id).where(Application.number == number))).one()
