"""Consents of a person for the office: what stands, and the papers people bring instead of tapping a button."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Consent, Person
from bot.db.queries import consents as queries
from bot.domain.access import Permission, permissions_of
from bot.domain.consents import Signer, ensure_paper_fits, signers
from bot.domain.enums import ConsentPurpose
from bot.domain.errors import NotFound, Stale
from bot.services import admission, audit, consents, office, outbox, people
from bot.services.admission import Admission
from bot.services.consents import PAPER, Wording
from bot.services.guardians import RELATIONS
from bot.services.outbox import Notice


@dataclass(frozen=True, slots=True)
class ConsentsCard:
    """What stands about a person, and what this reader may do about it."""

    person: Person
    standing: Sequence[Consent]
    admission: Admission | None
    may_keep: bool
    may_let_in: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A signed paper: who signed it (``self`` or a guardian's relation), by name, on which day, under which number."""

    relation: str
    name: str
    signed_on: date
    number: str

    @property
    def evidence(self) -> str:
        """How it is kept with each consent it gives."""
        return f"№ {self.number}, {self.signed_on:%d.%m.%Y}, {self.name}"


async def open_card(session: AsyncSession, actor: Person, person_id: int, *, now: datetime) -> ConsentsCard:
    """The consents about a person; reading them is audited like the person's card."""
    role = await office.ensure_allowed(session, actor, Permission.SEE_PEOPLE)
    person = await _person(session, person_id)
    audit.record(session, "person.read", actor=actor, now=now, subject=f"person:{person_id}")
    allowed = permissions_of(role)
    return ConsentsCard(
        person=person,
        standing=await queries.standing(session, [person_id]),
        admission=await admission.of_person(session, person, now=now),
        may_keep=Permission.KEEP_CONSENTS in allowed,
        may_let_in=Permission.ADMIT_LATE in allowed,
    )


async def to_record_for(session: AsyncSession, actor: Person, person_id: int) -> Person:
    """The person a paper is about, for those who may record one."""
    await office.ensure_allowed(session, actor, Permission.KEEP_CONSENTS)
    return await _person(session, person_id)


async def who_may_sign(session: AsyncSession, person: Person, *, now: datetime) -> list[str]:
    """Whose paper counts: of an adult only their own."""
    if person.birth_date is None:
        return [consents.SELF]
    both = Signer.GUARDIAN in signers(person.birth_date, await people.today(session, now))
    return [*RELATIONS, consents.SELF] if both else [consents.SELF]


async def record_paper(
    session: AsyncSession,
    actor: Person,
    person_id: int,
    paper: Paper,
    purposes: Collection[ConsentPurpose],
    *,
    wordings: Mapping[ConsentPurpose, Wording],
    now: datetime,
) -> Person:
    """Record a paper as a consent per purpose; it counts from this moment, whatever day stands on it.

    The person is told. Raises NotAllowed, RuleViolation ``paper-date-future``, ``paper-date-old``; Stale
    ``paper-known`` when all of it is recorded already.
    """
    person = await to_record_for(session, actor, person_id)
    ensure_paper_fits(paper.signed_on, await people.today(session, now))
    new = [
        purpose
        for purpose in purposes
        if await consents.give_on_paper(
            session, actor, person, purpose, paper.relation, paper.evidence, wording=wordings[purpose], now=now
        )
    ]
    if not new:
        raise Stale("paper-known")
    if paper.relation != consents.SELF and ConsentPurpose.PARTICIPATION in new:
        notice = Notice(
            key=f"paper-recorded:{person_id}:{now.isoformat()}",
            template="paper-recorded",
            subject=f"person:{person_id}",
        )
        await outbox.promise(session, [(person, notice)], now=now)
    return person


async def paper_of(session: AsyncSession, actor: Person, consent_id: int) -> Consent:
    """A consent given on paper that stands. Raises NotAllowed, Stale ``consent-not-given``."""
    await office.ensure_allowed(session, actor, Permission.KEEP_CONSENTS)
    consent = await queries.locked(session, consent_id)
    if consent is None or consent.channel != PAPER or consent.withdrawn_at is not None:
        raise Stale("consent-not-given")
    return consent


async def withdraw_paper(session: AsyncSession, actor: Person, consent_id: int, *, now: datetime) -> Person:
    """A paper is taken back: whoever signed it has said so, or it was recorded by mistake."""
    consent = await paper_of(session, actor, consent_id)
    consent.withdrawn_at = now
    await session.flush()
    audit.record(
        session,
        "consent.withdrawn",
        actor=actor,
        now=now,
        subject=f"person:{consent.person_id}",
        detail=consent.purpose.value,
    )
    return await _person(session, consent.person_id)


async def _person(session: AsyncSession, person_id: int) -> Person:
    person = await session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise NotFound("person-unknown")
    return person
