"""Consents that stand, and the links by which guardians give them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, String, bindparam, cast, exists, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.fixed import Fixed
from bot.db.models import Application, Consent, FormDraft, GuardianLink, OutboxMessage, Person
from bot.db.queries.selection import OWN
from bot.domain.consents import WORDING
from bot.domain.enums import ConsentPurpose


async def standing(session: AsyncSession, person_ids: Iterable[int]) -> Sequence[Consent]:
    """The consents about these people that nobody has withdrawn, in the order they were given."""
    statement = (
        select(Consent)
        .where(Consent.person_id.in_(list(person_ids)), Consent.withdrawn_at.is_(None))
        .order_by(Consent.id)
    )
    return (await session.scalars(statement)).all()


async def of_participation(session: AsyncSession, person_id: int) -> Sequence[Consent]:
    """Every signature to somebody's participation, those taken back among them."""
    statement = select(Consent).where(Consent.person_id == person_id, Consent.purpose == ConsentPurpose.PARTICIPATION)
    return (await session.scalars(statement)).all()


_SIGNED_BY = Fixed(
    select(Consent)
    .where(
        Consent.person_id == bindparam("subject"),
        Consent.signer_id == bindparam("signer"),
        Consent.purpose == bindparam("about"),
        Consent.withdrawn_at.is_(None),
    )
    .with_for_update()
)


async def signed_by(
    session: AsyncSession, person_id: int, signer_id: int, purpose: ConsentPurpose
) -> Sequence[Consent]:
    """One signer's standing consents to one purpose; the rows are locked."""
    return await _SIGNED_BY.scalars(session, subject=person_id, signer=signer_id, about=purpose)


async def locked(session: AsyncSession, consent_id: int) -> Consent | None:
    """A consent, locked."""
    return await session.get(Consent, consent_id, with_for_update=True, populate_existing=True)


async def on_paper(session: AsyncSession, person_id: int, relation: str, purpose: ConsentPurpose) -> Sequence[Consent]:
    """The standing papers of one relation to one purpose; the rows are locked."""
    statement = (
        select(Consent)
        .where(
            Consent.person_id == person_id,
            Consent.signer_id.is_(None),
            Consent.relation == relation,
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
        )
        .with_for_update()
    )
    return (await session.scalars(statement)).all()


async def unasked_signers(session: AsyncSession, key: str, *, guardians: bool, limit: int) -> Sequence[Person]:
    """Who has a standing signature on an earlier text and was promised no message of ``key`` + their id.

    Either about themselves, or (``guardians``) about a child who is a minor as far as the date of birth tells.
    """
    signer = Person.id == Consent.signer_id if guardians else Person.id == Consent.person_id
    statement = (
        select(Person)
        .join(Consent, signer)
        .where(
            Consent.withdrawn_at.is_(None),
            Consent.text_version != WORDING,
            Consent.relation != OWN if guardians else Consent.relation == OWN,
            *_not_asked(key),
        )
        .order_by(Person.id)
        .limit(limit)
        .distinct()
    )
    return (await session.scalars(statement)).all()


async def unasked_adults(
    session: AsyncSession, key: str, *, born_after: date, born_until: date, limit: int
) -> list[tuple[Person, datetime]]:
    """People born in these days with the time of their own standing signature to participation; as above."""
    statement = (
        select(Person, func.max(Consent.given_at))
        .join(Consent, Consent.person_id == Person.id)
        .where(
            Person.birth_date > born_after,
            Person.birth_date <= born_until,
            Consent.relation == OWN,
            Consent.purpose == ConsentPurpose.PARTICIPATION,
            Consent.withdrawn_at.is_(None),
            *_not_asked(key),
        )
        .group_by(Person.id)
        .order_by(Person.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]


def _not_asked(key: str) -> tuple[ColumnElement[bool], ...]:
    asked = exists().where(OutboxMessage.key == literal(key) + cast(Person.id, String))
    return Person.erased_at.is_(None), Person.telegram_id.is_not(None), ~asked


async def link_by_token(session: AsyncSession, token_hash: str) -> GuardianLink | None:
    """The link behind a token (its hash is stored)."""
    link: GuardianLink | None = await session.scalar(select(GuardianLink).where(GuardianLink.token == token_hash))
    return link


async def locked_link(session: AsyncSession, link_id: int) -> GuardianLink | None:
    """A link, locked: two guardians who confirm at once do so one after the other."""
    link: GuardianLink | None = await session.scalar(
        select(GuardianLink).where(GuardianLink.id == link_id).with_for_update()
    )
    return link


async def open_link(session: AsyncSession, child_id: int, now: datetime) -> GuardianLink | None:
    """The child's link that can still be used."""
    link: GuardianLink | None = await session.scalar(
        select(GuardianLink)
        .where(
            GuardianLink.child_id == child_id,
            GuardianLink.used_at.is_(None),
            GuardianLink.revoked_at.is_(None),
            GuardianLink.expires_at >= now,
        )
        .order_by(GuardianLink.id.desc())
        .limit(1)
    )
    return link


async def revoke_open_links(session: AsyncSession, child_id: int, now: datetime) -> None:
    """The child's unused links stop working."""
    await session.execute(
        update(GuardianLink)
        .where(GuardianLink.child_id == child_id, GuardianLink.used_at.is_(None), GuardianLink.revoked_at.is_(None))
        .values(revoked_at=now)
    )


CONFIRMED = (GuardianLink.used_at.is_not(None), GuardianLink.revoked_at.is_(None), Person.erased_at.is_(None))
"""A guardian's link that was used and stands, to a ``Person`` who is still here."""


async def children(session: AsyncSession, guardian_id: int) -> Sequence[Person]:
    """Whose guardian this person has confirmed to be."""
    statement = (
        select(Person)
        .join(GuardianLink, GuardianLink.child_id == Person.id)
        .where(
            GuardianLink.guardian_id == guardian_id,
            *CONFIRMED,
        )
        .order_by(Person.id)
        .distinct()
    )
    return (await session.scalars(statement)).all()


async def guardians(session: AsyncSession, child_id: int) -> Sequence[Person]:
    """Who has confirmed to be this child's guardian."""
    statement = (
        select(Person)
        .join(GuardianLink, GuardianLink.guardian_id == Person.id)
        .where(
            GuardianLink.child_id == child_id,
            *CONFIRMED,
        )
        .order_by(Person.id)
        .distinct()
    )
    return (await session.scalars(statement)).all()


async def begun_forms(
    session: AsyncSession, guardian_id: int, form: str, now: datetime
) -> list[tuple[FormDraft, Person]]:
    """The guardian's drafts of ``form`` behind links that can still be used, with the children."""
    statement = (
        select(FormDraft, Person)
        .join(GuardianLink, GuardianLink.id == FormDraft.subject_id)
        .join(Person, Person.id == GuardianLink.child_id)
        .where(
            FormDraft.person_id == guardian_id,
            FormDraft.form == form,
            GuardianLink.used_at.is_(None),
            GuardianLink.revoked_at.is_(None),
            GuardianLink.expires_at >= now,
            Person.erased_at.is_(None),
        )
        .order_by(FormDraft.id)
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def applications_of(session: AsyncSession, person_id: int) -> Sequence[Application]:
    """A person's applications, the newest first."""
    statement = select(Application).where(Application.person_id == person_id).order_by(Application.id.desc())
    return (await session.scalars(statement)).all()
