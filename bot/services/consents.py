"""Consents: one record per purpose and signature, given on a wording, withdrawn by a time, never deleted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Consent, Person
from bot.db.queries import consents as queries
from bot.db.queries import people as people_queries
from bot.domain import consents as rules
from bot.domain.consents import (
    ADULT_TERM,
    WORDING,
    GivenConsent,
    Participation,
    Signer,
    birthday,
    is_to_be_signed_anew,
)
from bot.domain.enums import ConsentPurpose, OfficeRole
from bot.domain.errors import RuleViolation, Stale
from bot.domain.people import ADULT_AGE
from bot.services import admission, audit, outbox, people
from bot.services.outbox import Notice

SELF = "self"
"""The relation of a person to themselves."""

TELEGRAM = "telegram"
PAPER = "paper"

_ANEW_KEY, _CHILD_KEY, _ADULT_KEY = f"consent-anew:{WORDING}:", f"consent-anew-child:{WORDING}:", "consent-adult:"
_FROZEN_KEY = "consent-frozen:"
_FROZEN_TOLD_FOR = timedelta(days=60)
"""How long after the term somebody is still told: who came of age long before there was a bot is not."""
_ASKED_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Wording:
    """The text somebody has seen and agreed to: its version, SHA-256 and language."""

    version: str
    text_hash: str
    language: str


async def give(
    session: AsyncSession,
    subject: Person,
    signer: Person,
    purpose: ConsentPurpose,
    *,
    relation: str,
    wording: Wording,
    now: datetime,
) -> bool:
    """Record a signature; False when the signer's consent to this very text stands already and is not asked for anew."""
    standing = await queries.signed_by(session, subject.id, signer.id, purpose)
    today = await people.today(session, now)
    if any(each.text_hash == wording.text_hash and not is_anew(each, subject, today) for each in standing):
        return False
    consent = Consent(
        person_id=subject.id,
        purpose=purpose,
        signer_id=signer.id,
        relation=relation,
        channel=TELEGRAM,
        evidence=f"account {signer.telegram_id}, language {wording.language}",
    )
    await _record(session, subject, signer, consent, standing, wording=wording, now=now)
    return True


async def give_on_paper(
    session: AsyncSession,
    clerk: Person,
    subject: Person,
    purpose: ConsentPurpose,
    relation: str,
    evidence: str,
    *,
    wording: Wording,
    now: datetime,
) -> bool:
    """Record what somebody of the office has seen on paper; False when this very paper is recorded already."""
    standing = await queries.on_paper(session, subject.id, relation, purpose)
    if any((each.text_hash, each.evidence) == (wording.text_hash, evidence) for each in standing):
        return False
    consent = Consent(
        person_id=subject.id,
        purpose=purpose,
        relation=relation,
        channel=PAPER,
        evidence=evidence,
        recorded_by=clerk.id,
    )
    await _record(session, subject, clerk, consent, standing, wording=wording, now=now)
    return True


async def _record(
    session: AsyncSession,
    subject: Person,
    actor: Person,
    consent: Consent,
    replaced: Iterable[Consent],
    *,
    wording: Wording,
    now: datetime,
) -> None:
    for older in replaced:
        older.withdrawn_at = now
    consent.text_version, consent.text_hash = wording.version, wording.text_hash
    # A deadline is kept to the second, and so is what it is compared with.
    consent.given_at = now.replace(microsecond=0)
    session.add(consent)
    await session.flush()
    detail = consent.purpose.value if consent.channel == TELEGRAM else f"{consent.purpose.value} {consent.channel}"
    audit.record(session, "consent.given", actor=actor, now=now, subject=f"person:{subject.id}", detail=detail)
    if consent.purpose is ConsentPurpose.PARTICIPATION and consent.relation != SELF:
        await admission.note_signature(session, subject, now=now)


async def give_all(
    session: AsyncSession,
    subject: Person,
    signer: Person,
    answers: Mapping[ConsentPurpose, bool],
    *,
    relation: str,
    wordings: Mapping[ConsentPurpose, Wording],
    now: datetime,
) -> None:
    """Record a signature for each purpose answered with yes."""
    for purpose, agreed in answers.items():
        if agreed:
            await give(session, subject, signer, purpose, relation=relation, wording=wordings[purpose], now=now)


async def withdraw(
    session: AsyncSession, subject: Person, signer: Person, purpose: ConsentPurpose, *, now: datetime
) -> None:
    """Take one's own signature back. Raises Stale ``consent-not-given``. The office learns of a lost participation."""
    standing = await queries.signed_by(session, subject.id, signer.id, purpose)
    if not standing:
        raise Stale("consent-not-given")
    for consent in standing:
        consent.withdrawn_at = now
    audit.record(
        session, "consent.withdrawn", actor=signer, now=now, subject=f"person:{subject.id}", detail=purpose.value
    )
    if purpose is ConsentPurpose.PARTICIPATION:
        key = f"consent-withdrawn:{standing[-1].id}"
        await _alert_office(session, subject, "consent-withdrawn-office", key, now)


async def _alert_office(session: AsyncSession, subject: Person, template: str, key: str, now: datetime) -> None:
    # Without a name: an alert says which record to open.
    chats = await people_queries.office_chats(session, OfficeRole.ADMINISTRATOR, OfficeRole.OPERATOR)
    for person_id, chat_id in chats:
        notice = Notice(
            key=f"{key}:{person_id}",
            template=template,
            args={"person": subject.id},
            subject=f"person:{subject.id}",
        )
        await outbox.promise_to_chat(session, chat_id, notice, now=now)


def signer_of(consent: Consent) -> Signer:
    """Whether the person signed or somebody for them; a paper recorded by the office has no signing account."""
    return Signer.SELF if consent.relation == SELF else Signer.GUARDIAN


def is_anew(consent: Consent, subject: Person, today: date) -> bool:
    """Whether a consent that stands about ``subject`` is asked for again (domain.consents)."""
    # The day of the signature by UTC: a few hours decide nothing here.
    given_on = consent.given_at.date()
    return is_to_be_signed_anew(consent.text_version, signer_of(consent), given_on, subject.birth_date, today)


async def participation(session: AsyncSession, subject: Person, *, now: datetime) -> Participation:
    """Whether the signatures to the person's participation stand (domain.consents)."""
    given = [
        GivenConsent(
            consent.purpose,
            signer_of(consent),
            consent.text_hash,
            consent.given_at.date(),
            consent.withdrawn_at.date() if consent.withdrawn_at is not None else None,
        )
        for consent in await queries.of_participation(session, subject.id)
    ]
    return rules.participation(subject.birth_date, await people.today(session, now), given)


async def ensure_participating(session: AsyncSession, actor: Person, *, now: datetime) -> None:
    """Before the actor binds themselves to something new.

    Raises RuleViolation ``participation-frozen``, ``participation-withdrawn`` or
    ``participation-withdrawn-by-guardian`` until the consent is signed again.
    """
    found = await participation(session, actor, now=now)
    if found not in {Participation.STANDS, Participation.DUE}:
        raise RuleViolation(f"participation-{found}")


async def to_sign_anew(
    session: AsyncSession, subject: Person, signer: Person, *, now: datetime
) -> frozenset[ConsentPurpose]:
    """The purposes whose signature by ``signer`` stands and is asked for again."""
    today = await people.today(session, now)
    return frozenset(
        consent.purpose
        for consent in await queries.standing(session, [subject.id])
        if _is_of(consent, subject, signer) and is_anew(consent, subject, today)
    )


def _is_of(consent: Consent, subject: Person, signer: Person) -> bool:
    return signer_of(consent) is Signer.SELF if subject.id == signer.id else consent.signer_id == signer.id


async def ask_anew(session: AsyncSession, *, now: datetime) -> None:
    """The job: ask once whoever has signed an earlier text, and whoever has come of age since they signed."""
    today = await people.today(session, now)
    own = await queries.unasked_signers(session, _ANEW_KEY, guardians=False, limit=_ASKED_AT_ONCE)
    others = await queries.unasked_signers(session, _CHILD_KEY, guardians=True, limit=_ASKED_AT_ONCE)
    adults = await queries.unasked_adults(
        session, _ADULT_KEY, born_after=_years_before(today - ADULT_TERM), born_until=_years_before(today),
        limit=_ASKED_AT_ONCE,
    )  # fmt: skip
    notices = [(person, Notice(key=f"{_ANEW_KEY}{person.id}", template="consent-anew")) for person in own]
    notices += [(person, Notice(key=f"{_CHILD_KEY}{person.id}", template="consent-anew-child")) for person in others]
    for person, adult_since in _signed_as_minors(adults):
        args = {"until": adult_since + ADULT_TERM}
        notices.append((person, Notice(key=f"{_ADULT_KEY}{person.id}", template="consent-adult", args=args)))
    frozen = await queries.unasked_adults(
        session, _FROZEN_KEY, born_after=_years_before(today - ADULT_TERM - _FROZEN_TOLD_FOR),
        born_until=_years_before(today - ADULT_TERM - timedelta(days=1)), limit=_ASKED_AT_ONCE,
    )  # fmt: skip
    for person, _ in _signed_as_minors(frozen):
        notices.append((person, Notice(key=f"{_FROZEN_KEY}{person.id}", template="consent-frozen")))
        await _alert_office(session, person, "consent-frozen-office", f"consent-frozen-office:{person.id}", now)
    await outbox.promise(session, notices, now=now)


def _signed_as_minors(found: Iterable[tuple[Person, datetime]]) -> list[tuple[Person, date]]:
    """Those whose last signature is from before they came of age, and the day they did."""
    grown = [
        (person, given_at, birthday(person.birth_date, ADULT_AGE)) for person, given_at in found if person.birth_date
    ]
    return [(person, adult_since) for person, given_at, adult_since in grown if given_at.date() < adult_since]


def _years_before(day: date) -> date:
    """Who was born on this day comes of age on ``day``; of 29 February the last such birthday is the day before."""
    try:
        return day.replace(year=day.year - ADULT_AGE)
    except ValueError:
        return day.replace(year=day.year - ADULT_AGE, day=28)


async def standing(session: AsyncSession, person_id: int) -> dict[ConsentPurpose, set[Signer]]:
    """Per purpose, whose signatures stand."""
    found: dict[ConsentPurpose, set[Signer]] = {purpose: set() for purpose in ConsentPurpose}
    for consent in await queries.standing(session, [person_id]):
        found[consent.purpose].add(signer_of(consent))
    return found
