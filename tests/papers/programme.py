"""A small programme to export: people with names no spreadsheet likes, applications, events, a team."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import (
    Application,
    AuditEntry,
    Call,
    Consent,
    Decision,
    Event,
    EventRegistration,
    Person,
    RankedApplication,
    Review,
    ReviewRound,
    Team,
    TeamMember,
    TeamRun,
)
from bot.domain.enums import (
    ApplicationStatus,
    ConsentPurpose,
    EventStatus,
    Gender,
    InstitutionKind,
    Outcome,
    RegistrationStatus,
    ReviewState,
    Role,
    TeamRunStatus,
)
from bot.services import seasons

NOW = datetime(2019, 8, 20, 1, 0, tzinfo=UTC)
FORMULA, MARKUP = "=1+1", '<b>&"'


def _person(number: int, surname: str, first_name: str, role: Role) -> Person:
    return Person(
        telegram_id=1000 + number,
        language="ru",
        surname=surname,
        first_name=first_name,
        search_name=f"{surname} {first_name}".casefold(),
        role=role,
        gender=Gender.FEMALE,
        birth_date=date(2003, 3, 5) if role is Role.STUDENT else date(1980, 1, 2),
        municipality_id="go-blagoveshchensk",
        institution=InstitutionKind.SCHOOL,
        organisation_name="Школа № 1",
        grade="9 «А»",
        phone="+79145551234",
        created_at=NOW,
        registered_at=NOW,
    )


async def fill(session: AsyncSession) -> None:
    """Everything each list needs, in the shipped season."""
    season = await seasons.current(session)
    student = _person(1, FORMULA, MARKUP, Role.STUDENT)
    tutor, mentor = _person(2, "Тьюторова", "Анна", Role.TUTOR), _person(3, "Наставников", "Пётр", Role.MENTOR)
    erased = _person(4, "Стёртая", "Ева", Role.STUDENT)
    erased.erased_at = NOW
    session.add_all([student, tutor, mentor, erased])
    await session.flush()
    for signer, relation in ((student, "self"), (mentor, "father")):
        session.add(
            Consent(
                person_id=student.id, purpose=ConsentPurpose.PARTICIPATION, signer_id=signer.id, relation=relation,
                text_version="1", text_hash="0", channel="bot", evidence="", given_at=NOW,
            )
        )  # fmt: skip
    await _application(session, season.id, student)
    await _event(session, student)
    run = TeamRun(
        season_id=season.id,
        seed=1,
        rules={},
        score={},
        status=TeamRunStatus.DRAFT,
        created_by=mentor.id,
        created_at=NOW,
    )
    session.add(run)
    await session.flush()
    team = Team(run_id=run.id, number=1, name="Лоси", tutor_id=tutor.id, mentor_id=mentor.id)
    session.add(team)
    await session.flush()
    session.add(TeamMember(run_id=run.id, team_id=team.id, person_id=student.id))
    session.add(AuditEntry(at=NOW, actor_id=tutor.id, action="person.read", subject="person:1"))
    session.add(AuditEntry(at=NOW, actor_id=None, action="thing.unheard_of", subject="thing:1"))


async def _application(session: AsyncSession, season_id: int, student: Person) -> None:
    call = (await session.scalars(select(Call).where(Call.season_id == season_id, Call.role == Role.STUDENT))).one()
    chosen = next(question for question in call.questions if question["key"] == "direction_first")
    answers = {
        "direction_first": chosen["options"][0]["value"],
        "motivation": "@SUM(A1)",
        "attend_school": True,
    }
    application = Application(
        call_id=call.id, person_id=student.id, number="С-0001", status=ApplicationStatus.SUBMITTED, answers=answers,
        version=1, created_at=NOW, submitted_at=NOW,
    )  # fmt: skip
    session.add(application)
    await session.flush()
    session.add(Decision(application_id=application.id, outcome=Outcome.ACCEPTED, staged_by=student.id, staged_at=NOW))
    await _review(session, call, application)


async def _review(session: AsyncSession, call: Call, application: Application) -> None:
    tutor = (await session.scalars(select(Person).where(Person.role == Role.TUTOR))).one()
    this = ReviewRound(
        call_id=call.id, rubric=call.rubric, reviews=1, days=3, seed=1, closes_at=NOW, created_at=NOW, started_at=NOW,
        changed_at=NOW, ranked_at=NOW,
    )  # fmt: skip
    session.add(this)
    await session.flush()
    review = Review(
        round_id=this.id, application_id=application.id, reviewer_id=tutor.id, state=ReviewState.GIVEN, cause="start",
        levels={each["key"]: 3 for each in call.rubric}, score=100.0, comment=FORMULA, assigned_at=NOW, due_at=NOW,
        given_at=NOW,
    )  # fmt: skip
    session.add(review)
    ranked = RankedApplication(
        application_id=application.id, round_id=this.id, municipality_id="go-blagoveshchensk", reviews=1, mean=100.0,
        median=100.0, adjusted=99.5, lowest=100.0, highest=100.0, place=1, adjusted_place=1,
    )  # fmt: skip
    session.add(ranked)
    await session.flush()


async def _event(session: AsyncSession, student: Person) -> None:
    event = (await session.scalars(select(Event).where(Event.zone == "Europe/Moscow").order_by(Event.id))).first()
    assert event is not None
    event.status = EventStatus.ANNOUNCED
    session.add(
        EventRegistration(
            event_id=event.id, person_id=student.id, status=RegistrationStatus.GOING, queued_at=NOW,
            updated_at=NOW + timedelta(minutes=1),
        )
    )  # fmt: skip
