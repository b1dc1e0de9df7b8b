import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.applications import TRANSITIONS
from bot.domain.enums import ApplicationStatus, Outcome
from bot.domain.errors import RuleViolation, Stale
from bot.domain.selection import (
    STATUS_OF,
    HeldBack,
    Release,
    StagedDecision,
    ensure_can_release,
    ensure_can_stage,
    plan_release,
)

DRAFT, SUBMITTED, ACCEPTED, RESERVE, REJECTED, WITHDRAWN = ApplicationStatus


@pytest.mark.parametrize(
    ("status", "outcome", "refusal"),
    [
        (SUBMITTED, Outcome.ACCEPTED, None),
        (SUBMITTED, Outcome.RESERVE, None),
        (SUBMITTED, Outcome.REJECTED, None),
        (RESERVE, Outcome.ACCEPTED, None),
        (REJECTED, Outcome.ACCEPTED, None),
        (DRAFT, Outcome.ACCEPTED, RuleViolation("selection-not-submitted")),
        (WITHDRAWN, Outcome.ACCEPTED, RuleViolation("selection-withdrawn")),
        (ACCEPTED, Outcome.ACCEPTED, Stale("selection-already-decided")),
        (REJECTED, Outcome.REJECTED, Stale("selection-already-decided")),
        (ACCEPTED, Outcome.REJECTED, RuleViolation("selection-final")),
        (ACCEPTED, Outcome.RESERVE, RuleViolation("selection-final")),
    ],
)
def test_decision_may_be_staged_by_status(
    status: ApplicationStatus, outcome: Outcome, refusal: RuleViolation | None
) -> None:
    if refusal is None:
        ensure_can_stage(status, outcome, reason="Мест больше нет", consented=True)
        return
    with pytest.raises(RuleViolation) as raised:
        ensure_can_stage(status, outcome, reason="Мест больше нет", consented=True)
    assert raised.value == refusal


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_rejection_without_a_reason_is_refused(reason: str) -> None:
    with pytest.raises(RuleViolation, match="selection-reason-required"):
        ensure_can_stage(SUBMITTED, Outcome.REJECTED, reason=reason, consented=True)


def test_reason_over_the_limit_is_refused() -> None:
    with pytest.raises(RuleViolation) as raised:
        ensure_can_stage(SUBMITTED, Outcome.REJECTED, reason="я" * 1001, consented=True)
    assert raised.value == RuleViolation("selection-reason-too-long", limit=1000, actual=1001)


def test_nobody_is_accepted_without_consent_but_may_wait_for_it_on_the_reserve() -> None:
    with pytest.raises(RuleViolation, match="selection-no-consent"):
        ensure_can_stage(SUBMITTED, Outcome.ACCEPTED, consented=False)
    ensure_can_stage(SUBMITTED, Outcome.RESERVE, consented=False)


def test_second_application_says_that_it_is_one_before_it_asks_for_consents() -> None:
    with pytest.raises(RuleViolation, match="selection-duplicate"):
        ensure_can_stage(SUBMITTED, Outcome.ACCEPTED, consented=False, second=True)
    ensure_can_stage(SUBMITTED, Outcome.RESERVE, consented=False, second=True)


def test_release_sends_what_still_holds_and_keeps_the_rest() -> None:
    plan = plan_release(
        [
            StagedDecision(6, SUBMITTED, Outcome.REJECTED, " "),
            StagedDecision(2, SUBMITTED, Outcome.REJECTED, " Нет мест "),
            StagedDecision(1, SUBMITTED, Outcome.ACCEPTED),
            StagedDecision(3, WITHDRAWN, Outcome.ACCEPTED),
            StagedDecision(4, SUBMITTED, Outcome.ACCEPTED, consented=False),
            StagedDecision(5, ACCEPTED, Outcome.ACCEPTED),
            StagedDecision(7, RESERVE, Outcome.ACCEPTED),
            StagedDecision(8, SUBMITTED, Outcome.ACCEPTED, consented=False, second=True),
        ]
    )
    assert plan.releases == (Release(1, ACCEPTED, ""), Release(2, REJECTED, "Нет мест"), Release(7, ACCEPTED, ""))
    assert plan.held_back == (
        (3, HeldBack.WITHDRAWN),
        (4, HeldBack.NO_CONSENT),
        (5, HeldBack.ALREADY),
        (6, HeldBack.NO_REASON),
        (8, HeldBack.DUPLICATE),
    )
    assert plan.counts == {Outcome.ACCEPTED: 2, Outcome.RESERVE: 0, Outcome.REJECTED: 1}
    ensure_can_release(plan)


def test_release_of_nothing_is_refused() -> None:
    with pytest.raises(RuleViolation, match="selection-nothing-staged"):
        ensure_can_release(plan_release([]))
    with pytest.raises(RuleViolation) as raised:
        ensure_can_release(plan_release([StagedDecision(3, WITHDRAWN, Outcome.ACCEPTED)]))
    assert raised.value == RuleViolation("selection-all-held-back", count=1)


DECISIONS = st.builds(
    StagedDecision,
    st.integers(1, 50),
    st.sampled_from(ApplicationStatus),
    st.sampled_from(Outcome),
    st.sampled_from(["", "Нет мест"]),
    st.booleans(),
)


@given(st.lists(DECISIONS, unique_by=lambda each: each.application_id))
def test_every_decision_is_released_or_held_back_in_one_order(staged: list[StagedDecision]) -> None:
    plan = plan_release(staged)
    told = [release.application_id for release in plan.releases] + [each for each, _ in plan.held_back]
    assert sorted(told) == sorted(each.application_id for each in staged)
    assert plan == plan_release(staged[::-1])
    by_id = {each.application_id: each for each in staged}
    for release in plan.releases:
        assert release.status in TRANSITIONS[by_id[release.application_id].status]
        assert release.status is STATUS_OF[by_id[release.application_id].outcome]
