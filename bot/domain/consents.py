"""Consents: whose signature is needed for what on a given day, and the guardian's one-time link.

One record per purpose and signer. Ages and terms are product decisions named here; texts are data, and a new version
of a text asks again.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.enums import ConsentPurpose
from bot.domain.errors import RuleViolation, Stale
from bot.domain.people import ADULT_AGE, age_on

CONSENT_AGE = 14
LINK_LIFETIME = timedelta(days=7)
WORDING = "1"
"""The version of the consents' texts; a new one asks everybody anew. A test holds which texts belong to it."""

PAPER_LIFETIME = timedelta(days=366)
ADULT_TERM = timedelta(days=14)
"""How long a person who has turned 18 may take to sign anew before the participation is frozen."""

REQUIRED_PURPOSES = frozenset({ConsentPurpose.PARTICIPATION})


class Participation(StrEnum):
    """What the signatures to participation say of somebody who has once signed."""

    STANDS = "stands"
    DUE = "due"
    """Come of age, with time left to sign anew."""
    FROZEN = "frozen"
    """Come of age, and the time to sign anew has gone by."""
    WITHDRAWN = "withdrawn"
    WITHDRAWN_BY_GUARDIAN = "withdrawn-by-guardian"


class Signer(StrEnum):
    """Who signs."""

    SELF = "self"
    GUARDIAN = "guardian"


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """A signature that stands: `text_hash` of what was signed; a withdrawn one has its day."""

    purpose: ConsentPurpose
    signer: Signer
    text_hash: str
    signed_on: date
    withdrawn_on: date | None = None


def text_hash(text: str) -> str:
    """SHA-256 of the consent's text in UTF-8, hexadecimal: the evidence of what was signed."""
    return hashlib.sha256(text.encode()).hexdigest()


def signers(birth: date, today: date) -> tuple[Signer, ...]:
    """Whose signatures count: from 14 to 17 both, from 18 the person's own.

    Raises RuleViolation `consent-too-young` (age, minimum) under 14.
    """
    age = age_on(birth, today)
    if age < CONSENT_AGE:
        raise RuleViolation("consent-too-young", age=age, minimum=CONSENT_AGE)
    return (Signer.SELF,) if age >= ADULT_AGE else (Signer.SELF, Signer.GUARDIAN)


def is_to_be_signed_anew(version: str, signer: Signer, given_on: date, birth: date | None, today: date) -> bool:
    """Whether a signature that stands is asked for again: its text has changed, or its signer has come of age since.

    Until then it stands for what was signed. A guardian is not asked about an adult any more.
    """
    adult_since = birthday(birth, ADULT_AGE) if birth is not None else None
    adult = adult_since is not None and today >= adult_since
    if signer is Signer.GUARDIAN:
        return version != WORDING and not adult
    return version != WORDING or (adult and adult_since is not None and given_on < adult_since)


def is_frozen(birth: date, today: date, given: Iterable[GivenConsent]) -> bool:
    """Whether a participant who turned 18 has let the term for a signature of their own go by."""
    adult_since = birthday(birth, ADULT_AGE)
    return not _has_signed_since(adult_since, given) and today > adult_since + ADULT_TERM


def participation(birth: date | None, today: date, given: Collection[GivenConsent]) -> Participation:
    """Whether somebody still takes part, by every signature to it there has ever been.

    Whom nobody has asked yet is not frozen: other rules ask for a first signature.
    """
    minor = birth is not None and age_on(birth, today) < ADULT_AGE
    if _is_taken_back(given, Signer.SELF):
        return Participation.WITHDRAWN
    if minor and _is_taken_back(given, Signer.GUARDIAN):
        return Participation.WITHDRAWN_BY_GUARDIAN
    if birth is None or minor or not given or _has_signed_since(birthday(birth, ADULT_AGE), given):
        return Participation.STANDS
    return Participation.FROZEN if is_frozen(birth, today, given) else Participation.DUE


def _is_taken_back(given: Iterable[GivenConsent], signer: Signer) -> bool:
    signed = [consent for consent in given if consent.signer is signer and consent.purpose in REQUIRED_PURPOSES]
    return bool(signed) and all(consent.withdrawn_on is not None for consent in signed)


def _has_signed_since(day: date, given: Iterable[GivenConsent]) -> bool:
    return any(
        consent.purpose in REQUIRED_PURPOSES and consent.signer is Signer.SELF
        and consent.signed_on >= day and consent.withdrawn_on is None
        for consent in given
    )  # fmt: skip


def birthday(birth: date, age: int) -> date:
    """The day a person reaches an age: 29 February becomes 1 March, as in `age_on`."""
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 3, 1)


def ensure_guardian_link_usable(
    *,
    expires_at: datetime,
    used_at: datetime | None,
    revoked_at: datetime | None,
    now: datetime,
    child_account: int,
    guardian_account: int,
) -> None:
    """A link works until it expires (`LINK_LIFETIME` after it was made), once, and not in the child's own account.

    An account is the messenger's id. Raises RuleViolation `guardian-link-own`; Stale `guardian-link-used`,
    `guardian-link-expired` (also for one replaced by a newer link).
    """
    if guardian_account == child_account:
        raise RuleViolation("guardian-link-own")
    if used_at is not None:
        raise Stale("guardian-link-used")
    if revoked_at is not None or now > expires_at:
        raise Stale("guardian-link-expired")


def ensure_paper_fits(signed_on: date, today: date) -> None:
    """A paper is of this season, not of the days to come. Raises RuleViolation `paper-date-future`, `paper-date-old`."""
    if signed_on > today:
        raise RuleViolation("paper-date-future")
    if signed_on < today - PAPER_LIFETIME:
        raise RuleViolation("paper-date-old")


def ensure_guardian_fits(birth: date, today: date) -> None:
    """A guardian is an adult. Raises RuleViolation `guardian-too-young` (minimum)."""
    if age_on(birth, today) < ADULT_AGE:
        raise RuleViolation("guardian-too-young", minimum=ADULT_AGE)
