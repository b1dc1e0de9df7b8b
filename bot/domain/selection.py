"""Selection: decisions are staged, seen together, then released at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.applications import TRANSITIONS
from bot.domain.enums import ApplicationStatus, Outcome
from bot.domain.errors import RuleViolation, Stale

REASON_LIMIT = 1000

STATUS_OF = {
    Outcome.ACCEPTED: ApplicationStatus.ACCEPTED,
    Outcome.RESERVE: ApplicationStatus.RESERVE,
    Outcome.REJECTED: ApplicationStatus.REJECTED,
}
"""The status an application gets when its decision is released."""


@dataclass(frozen=True, slots=True)
class StagedDecision:
    """A decision waiting for its release, with the application as it is now; ``second`` as in ``ensure_can_stage``."""

    application_id: int
    status: ApplicationStatus
    outcome: Outcome
    reason: str = ""
    consented: bool = True
    second: bool = False


class HeldBack(StrEnum):
    """Why a staged decision is not released with the others."""

    WITHDRAWN = "withdrawn"
    NO_CONSENT = "no_consent"
    DUPLICATE = "duplicate"
    ALREADY = "already"
    NO_REASON = "no_reason"


@dataclass(frozen=True, slots=True)
class Release:
    """One letter to send: the application's new status, and the reason the applicant reads."""

    application_id: int
    status: ApplicationStatus
    reason: str


@dataclass(frozen=True, slots=True)
class ReleasePlan:
    """What a release would do; `held_back` stays staged and is shown to the office."""

    releases: tuple[Release, ...]
    held_back: tuple[tuple[int, HeldBack], ...]

    @property
    def counts(self) -> dict[Outcome, int]:
        """Letters by outcome, every outcome present."""
        tally = Counter(release.status for release in self.releases)
        return {outcome: tally[status] for outcome, status in STATUS_OF.items()}


def ensure_can_stage(
    status: ApplicationStatus, outcome: Outcome, *, reason: str = "", consented: bool, second: bool = False
) -> None:
    """A decision may be staged on a sent application, and changed on one of the reserve or wrongly rejected.

    `consented`: all required signatures are there; without them nobody is accepted. `second`: it is, or may be,
    somebody's second application, which is not accepted either. Raises RuleViolation `selection-not-submitted`,
    `selection-withdrawn`, `selection-final`, `selection-duplicate`, `selection-no-consent`, `selection-reason-required`,
    `selection-reason-too-long` (limit, actual); Stale `selection-already-decided`.
    """
    if status is ApplicationStatus.DRAFT:
        raise RuleViolation("selection-not-submitted")
    if status is ApplicationStatus.WITHDRAWN:
        raise RuleViolation("selection-withdrawn")
    if status is STATUS_OF[outcome]:
        raise Stale("selection-already-decided")
    if STATUS_OF[outcome] not in TRANSITIONS[status]:
        raise RuleViolation("selection-final")
    if outcome is Outcome.ACCEPTED and second:
        raise RuleViolation("selection-duplicate")
    if outcome is Outcome.ACCEPTED and not consented:
        raise RuleViolation("selection-no-consent")
    if outcome is Outcome.REJECTED and not reason.strip():
        raise RuleViolation("selection-reason-required")
    if len(reason) > REASON_LIMIT:
        raise RuleViolation("selection-reason-too-long", limit=REASON_LIMIT, actual=len(reason))


def plan_release(staged: Sequence[StagedDecision]) -> ReleasePlan:
    """Sort staged decisions into letters and those held back: time has passed since they were staged.

    The order is that of the application ids, whatever the input's.
    """
    releases, held_back = [], []
    for decision in sorted(staged, key=lambda each: each.application_id):
        if why := _held_back(decision):
            held_back.append((decision.application_id, why))
        else:
            status = STATUS_OF[decision.outcome]
            releases.append(Release(decision.application_id, status, decision.reason.strip()))
    return ReleasePlan(tuple(releases), tuple(held_back))


def _held_back(decision: StagedDecision) -> HeldBack | None:
    status = STATUS_OF[decision.outcome]
    if decision.status in {ApplicationStatus.WITHDRAWN, ApplicationStatus.DRAFT}:
        return HeldBack.WITHDRAWN
    if status not in TRANSITIONS[decision.status]:
        return HeldBack.ALREADY
    if decision.outcome is Outcome.ACCEPTED and decision.second:
        return HeldBack.DUPLICATE
    if decision.outcome is Outcome.ACCEPTED and not decision.consented:
        return HeldBack.NO_CONSENT
    if decision.outcome is Outcome.REJECTED and not decision.reason.strip():
        return HeldBack.NO_REASON
    return None


def ensure_can_release(plan: ReleasePlan) -> None:
    """Raises RuleViolation `selection-nothing-staged` when no letter would leave, `selection-all-held-back` (count) when
    only decisions that have to wait are staged.
    """
    if plan.releases:
        return
    if plan.held_back:
        raise RuleViolation("selection-all-held-back", count=len(plan.held_back))
    raise RuleViolation("selection-nothing-staged")
