"""Calls and applications: what one person has sent, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, ApplicationVersion, Call, Decision, Event, FormDraft, Person, PersonalAccess
from bot.db.queries.selection import is_second
from bot.domain.enums import AccessKind, ApplicationStatus, EventKind, EventStatus, Role


@dataclass(frozen=True, slots=True)
class CallNumbers:
    """A call with how many of its applications are in each status; every status is there.

    Of those sent, ``second`` are set aside: second ones of somebody. They are in no other number.
    """

    call: Call
    by_status: dict[ApplicationStatus, int]
    second: int

    @property
    def sent(self) -> int:
        """Applications the office has to do with, decided or not; drafts and withdrawn ones are not among them."""
        apart = {ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN}
        return sum(count for status, count in self.by_status.items() if status not in apart)


async def call_of_role(session: AsyncSession, season_id: int, role: Role) -> Call | None:
    """The season's call for a role."""
    call: Call | None = await session.scalar(select(Call).where(Call.season_id == season_id, Call.role == role))
    return call


async def lock_call(session: AsyncSession, call_id: int) -> Call | None:
    """A call, held until the transaction ends: numbers are given and decisions released one after the other."""
    # NO KEY: a new application refers to its call, and must not wait for (or deadlock with) this lock.
    return await session.get(Call, call_id, with_for_update={"key_share": True}, populate_existing=True)


async def of_person(session: AsyncSession, call_id: int, person_id: int, *, lock: bool = False) -> Application | None:
    """A person's application to a call."""
    statement = select(Application).where(Application.call_id == call_id, Application.person_id == person_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    application: Application | None = await session.scalar(statement)
    return application


async def applicants(session: AsyncSession, call_id: int) -> Sequence[Person]:
    """Those with a draft or a sent application that nobody has decided about."""
    statement = (
        select(Person)
        .join(Application, Application.person_id == Person.id)
        .where(
            Application.call_id == call_id,
            Application.status.in_((ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED)),
            Person.erased_at.is_(None),
        )
        .order_by(Person.id)
    )
    return (await session.scalars(statement)).all()


async def newest_of_person(session: AsyncSession, season_id: int, person_id: int) -> tuple[Application, Call] | None:
    """A person's application of a season with its call; the newest, should the role have changed."""
    statement = (
        select(Application, Call)
        .join(Call, Call.id == Application.call_id)
        .where(Call.season_id == season_id, Application.person_id == person_id)
        .order_by(Application.id.desc())
        .limit(1)
    )
    row = (await session.execute(statement)).one_or_none()
    return (row[0], row[1]) if row is not None else None


async def lock_applications_of(session: AsyncSession, person_id: int) -> None:
    """A person's applications, held until the transaction ends and read afresh."""
    statement = select(Application).where(Application.person_id == person_id).order_by(Application.id)
    (await session.scalars(statement.with_for_update().execution_options(populate_existing=True))).all()


async def personal_access(
    session: AsyncSession, call_id: int, person_id: int, kind: AccessKind
) -> PersonalAccess | None:
    """The exception of a kind that stands for a person."""
    found: PersonalAccess | None = await session.scalar(
        select(PersonalAccess).where(
            PersonalAccess.call_id == call_id,
            PersonalAccess.person_id == person_id,
            PersonalAccess.kind == kind,
            PersonalAccess.revoked_at.is_(None),
        )
    )
    return found


async def numbers(session: AsyncSession, season_id: int) -> list[CallNumbers]:
    """Every call of the season in its order, with its numbers."""
    calls = (await session.scalars(select(Call).where(Call.season_id == season_id).order_by(Call.id))).all()
    second = and_(Application.status == ApplicationStatus.SUBMITTED, is_second())
    counted = await session.execute(
        select(Application.call_id, Application.status, func.count(), func.count().filter(second))
        .where(Application.call_id.in_([call.id for call in calls]))
        .group_by(Application.call_id, Application.status)
    )
    counts = {(call_id, status): (count - aside, aside) for call_id, status, count, aside in counted}
    return [
        CallNumbers(
            call,
            {status: counts.get((call.id, status), (0, 0))[0] for status in ApplicationStatus},
            sum(aside for (call_id, _), (_, aside) in counts.items() if call_id == call.id),
        )
        for call in calls
    ]


async def released_reason(session: AsyncSession, application_id: int) -> str | None:
    """The reason of the newest decision the applicant has been told."""
    reason: str | None = await session.scalar(
        select(Decision.reason)
        .where(Decision.application_id == application_id, Decision.released_at.is_not(None))
        .order_by(Decision.id.desc())
        .limit(1)
    )
    return reason


async def school(session: AsyncSession, season_id: int) -> Event | None:
    """The Regional School, once it has been announced."""
    event: Event | None = await session.scalar(
        select(Event)
        .where(Event.season_id == season_id, Event.kind == EventKind.SCHOOL, Event.status == EventStatus.ANNOUNCED)
        .order_by(Event.starts_at)
        .limit(1)
    )
    return event


async def versions(session: AsyncSession, application_id: int) -> Sequence[ApplicationVersion]:
    """What an application said at each sending, the first first."""
    statement = (
        select(ApplicationVersion)
        .where(ApplicationVersion.application_id == application_id)
        .order_by(ApplicationVersion.version)
    )
    return (await session.scalars(statement)).all()


async def chosen_options(session: AsyncSession, call_id: int, key: str) -> frozenset[str]:
    """The options of a question that some application to a call, sent or being written, has chosen."""
    sent = select(Application.answers).where(Application.call_id == call_id)
    written = select(FormDraft.answers).where(FormDraft.form == "application", FormDraft.subject_id == call_id)
    found: set[str] = set()
    for statement in (sent, written):
        for answers in await session.scalars(statement):
            answer = answers.get(key)
            found.update([answer] if isinstance(answer, str) else answer or ())
    return frozenset(found)


async def sent_without(session: AsyncSession, call_id: int, key: str) -> Sequence[Person]:
    """Those whose application to a call waits for a decision and does not answer a question."""
    statement = (
        select(Person, Application.answers)
        .join(Application, Application.person_id == Person.id)
        .where(Application.call_id == call_id, Application.status == ApplicationStatus.SUBMITTED)
        .order_by(Person.id)
    )
    return [person for person, answers in await session.execute(statement) if answers.get(key) in (None, "", [])]
