from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.consents import (
    LINK_LIFETIME,
    GivenConsent,
    Participation,
    Signer,
    birthday,
    ensure_guardian_fits,
    ensure_guardian_link_usable,
    is_frozen,
    participation,
    signers,
    text_hash,
)
from bot.domain.enums import ConsentPurpose
from bot.domain.errors import RuleViolation, Stale

TODAY = date(2026, 9, 1)
TEEN = date(2010, 9, 1)
ADULT_TODAY = date(2008, 9, 1)
TEXT = text_hash("Я согласен")
PARTICIPATION = ConsentPurpose.PARTICIPATION
BOTH_SIGNED = [
    GivenConsent(PARTICIPATION, Signer.SELF, TEXT, date(2026, 8, 1)),
    GivenConsent(PARTICIPATION, Signer.GUARDIAN, TEXT, date(2026, 8, 2)),
]


@pytest.mark.parametrize(
    ("birth", "who"),
    [
        (date(2012, 9, 1), (Signer.SELF, Signer.GUARDIAN)),
        (date(2008, 9, 2), (Signer.SELF, Signer.GUARDIAN)),
        (date(2008, 9, 1), (Signer.SELF,)),
        (date(1980, 1, 1), (Signer.SELF,)),
    ],
)
def test_signatures_depend_on_the_age(birth: date, who: tuple[Signer, ...]) -> None:
    assert signers(birth, TODAY) == who


def test_child_under_fourteen_is_refused() -> None:
    with pytest.raises(RuleViolation) as raised:
        signers(date(2012, 9, 2), TODAY)
    assert raised.value == RuleViolation("consent-too-young", age=13, minimum=14)


@pytest.mark.parametrize(("days", "frozen"), [(-1, False), (0, False), (14, False), (15, True)])
def test_participation_freezes_a_fortnight_after_the_eighteenth_birthday(days: int, frozen: bool) -> None:
    day = TODAY + timedelta(days=days)
    own = GivenConsent(PARTICIPATION, Signer.SELF, TEXT, TODAY + timedelta(days=3))
    assert is_frozen(ADULT_TODAY, day, BOTH_SIGNED) is frozen
    assert is_frozen(ADULT_TODAY, day, [own]) is False


OWN, MOTHERS = BOTH_SIGNED[0], BOTH_SIGNED[1]


def _taken_back(consent: GivenConsent) -> GivenConsent:
    return replace(consent, withdrawn_on=TODAY)


@pytest.mark.parametrize(
    ("birth", "days", "given", "found"),
    [
        (TEEN, 0, [], Participation.STANDS),
        (TEEN, 0, [OWN], Participation.STANDS),
        (TEEN, 0, [OWN, MOTHERS], Participation.STANDS),
        (TEEN, 0, [_taken_back(OWN), MOTHERS], Participation.WITHDRAWN),
        (TEEN, 0, [_taken_back(OWN), OWN], Participation.STANDS),
        (TEEN, 0, [OWN, _taken_back(MOTHERS)], Participation.WITHDRAWN_BY_GUARDIAN),
        (ADULT_TODAY, -1, [OWN, MOTHERS], Participation.STANDS),
        (ADULT_TODAY, 0, [OWN, _taken_back(MOTHERS)], Participation.DUE),
        (ADULT_TODAY, 14, [OWN, MOTHERS], Participation.DUE),
        (ADULT_TODAY, 15, [OWN, MOTHERS], Participation.FROZEN),
        (ADULT_TODAY, 15, [], Participation.STANDS),
        (ADULT_TODAY, 15, [_taken_back(OWN), replace(OWN, signed_on=TODAY)], Participation.STANDS),
        (None, 0, [OWN], Participation.STANDS),
        (None, 0, [_taken_back(OWN)], Participation.WITHDRAWN),
    ],
)
def test_signatures_say_whether_somebody_takes_part(
    birth: date | None, days: int, given: list[GivenConsent], found: Participation
) -> None:
    assert participation(birth, TODAY + timedelta(days=days), given) is found


def test_birthday_of_a_leap_day_is_the_first_of_march() -> None:
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)


CREATED = datetime(2026, 9, 1, 3, tzinfo=UTC)


def _link(*, days: float = 1, used: bool = False, revoked: bool = False, guardian: int = 2) -> None:
    ensure_guardian_link_usable(
        expires_at=CREATED + LINK_LIFETIME,
        used_at=CREATED if used else None,
        revoked_at=CREATED if revoked else None,
        now=CREATED + timedelta(days=days),
        child_account=1,
        guardian_account=guardian,
    )


def test_guardian_link_works_for_seven_days() -> None:
    _link(days=7)
    with pytest.raises(Stale, match="guardian-link-expired"):
        _link(days=7.001)


def test_guardian_link_replaced_by_another_does_not_work() -> None:
    with pytest.raises(Stale, match="guardian-link-expired"):
        _link(revoked=True)


def test_guardian_link_works_once() -> None:
    with pytest.raises(Stale, match="guardian-link-used"):
        _link(used=True)


def test_guardian_link_does_not_work_for_the_child() -> None:
    with pytest.raises(RuleViolation, match="guardian-link-own"):
        _link(guardian=1)


def test_guardian_is_an_adult() -> None:
    ensure_guardian_fits(date(2008, 9, 1), TODAY)
    with pytest.raises(RuleViolation) as raised:
        ensure_guardian_fits(date(2008, 9, 2), TODAY)
    assert raised.value == RuleViolation("guardian-too-young", minimum=18)


def test_hash_of_a_text_is_its_sha256() -> None:
    assert text_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert len({text_hash("а"), text_hash("a"), text_hash("а ")}) == 3
