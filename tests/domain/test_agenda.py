"""The next step: one for every role, every stage of the selection and of the programme."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.agenda import Facts, Occasion, Papers, Stage, Standing, Step, agenda
from bot.domain.consents import Participation
from bot.domain.enums import ApplicationStatus, Role

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OPENED, CLOSES, ENDS = NOW - DAY, NOW + 10 * DAY, NOW + 200 * DAY


def standing(
    status: ApplicationStatus | None = None, *, opens: datetime = OPENED, closes: datetime = CLOSES, **signed: bool
) -> Standing:
    return Standing(status, opens, closes, signed.get("own", True), signed.get("consent", True))


def facts(role: Role | None = Role.STUDENT, **given: Any) -> Facts:
    return Facts(**({"role": role, "registered": role is not None, "season_ends": ENDS} | given))


def event(days: float, number: int = 1) -> Occasion:
    starts = NOW + days * DAY
    return Occasion(number, "School", starts, starts + DAY, "Asia/Yakutsk")


SENT, ACCEPTED = ApplicationStatus.SUBMITTED, ApplicationStatus.ACCEPTED


@pytest.mark.parametrize(
    ("known", "stage", "step", "until"),
    [
        (facts(None, apply_until=CLOSES), Stage.STRANGER, Step.REGISTER, CLOSES),
        (facts(None, apply_until=NOW - DAY), Stage.STRANGER, Step.TOO_LATE, None),
        (facts(None), Stage.STRANGER, Step.TOO_LATE, None),
        (facts(None, begun=True, apply_until=CLOSES), Stage.BEGUN, Step.FINISH_FORM, None),
        (facts(None, office=True), Stage.OFFICE, Step.OPEN_DESK, None),
        (facts(application=standing(opens=NOW + DAY)), Stage.NOT_APPLIED, Step.WAIT_OPENING, NOW + DAY),
        (facts(application=standing()), Stage.NOT_APPLIED, Step.APPLY, CLOSES),
        (facts(application=standing(closes=NOW - DAY)), Stage.NOT_APPLIED, Step.READ_NEWS, None),
        (facts(application=None), Stage.NOT_APPLIED, Step.READ_NEWS, None),
        (facts(application=standing(ApplicationStatus.DRAFT)), Stage.DRAFT, Step.FINISH_DRAFT, CLOSES),
        (facts(application=standing(ApplicationStatus.DRAFT, closes=NOW - DAY)), Stage.DRAFT, Step.READ_NEWS, None),
        (facts(application=standing(SENT, own=False, consent=False)), Stage.SENT, Step.SIGN, CLOSES),
        (facts(application=standing(SENT, consent=False)), Stage.SENT, Step.ASK_GUARDIAN, CLOSES),
        (
            facts(application=standing(SENT, consent=False, closes=NOW - DAY)),
            Stage.SENT,
            Step.ASK_GUARDIAN,
            None,
        ),
        (facts(application=standing(SENT)), Stage.SENT, Step.WAIT_DECISION, None),
        (facts(application=standing(ApplicationStatus.RESERVE)), Stage.RESERVE, Step.WAIT_PLACE, None),
        (facts(application=standing(ApplicationStatus.REJECTED)), Stage.REJECTED, Step.READ_NEWS, None),
        (facts(application=standing(ApplicationStatus.WITHDRAWN)), Stage.WITHDRAWN, Step.REOPEN, CLOSES),
        (
            facts(application=standing(ApplicationStatus.WITHDRAWN, closes=NOW - DAY)),
            Stage.WITHDRAWN,
            Step.READ_NEWS,
            None,
        ),
        (facts(application=standing(ACCEPTED)), Stage.ACCEPTED, Step.WAIT_TEAM, None),
        (facts(Role.TUTOR, application=standing(ACCEPTED)), Stage.ACCEPTED, Step.WAIT_TEAM, None),
        (facts(Role.MENTOR, application=standing(ACCEPTED)), Stage.ACCEPTED, Step.WAIT_OFFER, None),
        (
            facts(Role.MENTOR, application=standing(ACCEPTED), offer_until=CLOSES),
            Stage.ACCEPTED,
            Step.ANSWER_OFFER,
            CLOSES,
        ),
        (facts(Role.MENTOR, application=standing(ACCEPTED), leads=1), Stage.LEADS, Step.LEAD_TEAM, None),
        (facts(application=standing(ACCEPTED), in_team=True), Stage.IN_TEAM, Step.MEET_TEAM, None),
        (facts(application=standing(ACCEPTED), invited=event(9)), Stage.ACCEPTED, Step.ANSWER_EVENT, NOW + 9 * DAY),
        (facts(application=standing(ACCEPTED), coming=event(9)), Stage.ACCEPTED, Step.COME, NOW + 9 * DAY),
        (
            facts(application=standing(ACCEPTED), participation=Participation.DUE, sign_until=CLOSES),
            Stage.ACCEPTED,
            Step.SIGN_AGAIN,
            CLOSES,
        ),
        (
            facts(application=standing(ACCEPTED), participation=Participation.FROZEN, coming=event(0.5)),
            Stage.ACCEPTED,
            Step.SIGN_AGAIN,
            None,
        ),
        (
            facts(application=standing(ACCEPTED), participation=Participation.WITHDRAWN_BY_GUARDIAN),
            Stage.ACCEPTED,
            Step.ASK_GUARDIAN,
            None,
        ),
        (facts(Role.GUARDIAN), Stage.GUARDIAN, Step.FIND_CHILD, None),
        (facts(Role.GUARDIAN, children=1), Stage.GUARDIAN, Step.WATCH_CHILD, None),
        (facts(Role.GUARDIAN, children=2, unsigned_child="Anna"), Stage.GUARDIAN, Step.SIGN_FOR_CHILD, None),
        (facts(Role.PARTNER), Stage.PARTNER, Step.SEE_EVENTS, None),
        (facts(season_ends=NOW, application=standing(ACCEPTED), coming=event(9)), Stage.OVER, Step.READ_NEWS, None),
    ],
)
def test_next_step(known: Facts, stage: Stage, step: Step, until: datetime | None) -> None:
    found = agenda(known, NOW)
    assert (found.stage, found.step, found.until) == (stage, step, until)


def test_what_is_missed_for_good_comes_first() -> None:
    both: dict[str, Any] = {"invited": event(9, 1), "coming": event(2, 2)}
    mentor = facts(Role.MENTOR, application=standing(ACCEPTED), offer_until=CLOSES, **both)
    assert agenda(mentor, NOW).step is Step.ANSWER_OFFER
    assert agenda(facts(application=standing(SENT, consent=False), **both), NOW).step is Step.ASK_GUARDIAN
    assert agenda(facts(application=standing(SENT), **both), NOW).event == event(9, 1)
    soon = facts(application=standing(SENT, consent=False), invited=event(9), coming=event(0.5, 2))
    assert (agenda(soon, NOW).step, agenda(soon, NOW).event) == (Step.COME, event(0.5, 2))


def test_event_under_way_has_no_term() -> None:
    found = agenda(facts(application=standing(ACCEPTED), coming=event(-0.5)), NOW)
    assert (found.step, found.until) == (Step.COME, None)


def test_term_holds_to_its_last_second() -> None:
    late = facts(application=standing(ApplicationStatus.DRAFT, closes=NOW))
    assert agenda(late, NOW + timedelta(microseconds=900_000)).step is Step.FINISH_DRAFT
    assert agenda(late, NOW + timedelta(seconds=1)).step is Step.READ_NEWS


@pytest.mark.parametrize(
    ("known", "step", "until", "child"),
    [
        (facts(papers=Papers(event(30), NOW + 9 * DAY)), Step.HAND_IN, NOW + 9 * DAY, None),
        (facts(papers=Papers(event(30), None)), Step.HAND_IN, None, None),
        (
            facts(Role.GUARDIAN, children=1, papers=Papers(event(30), NOW + DAY, "Anna")),
            Step.HAND_IN_FOR_CHILD,
            NOW + DAY,
            "Anna",
        ),
        # What comes sooner is done sooner.
        (
            facts(papers=Papers(event(30), NOW + 9 * DAY), invited=event(5)),
            Step.ANSWER_EVENT,
            NOW + 5 * DAY,
            None,
        ),
        (facts(papers=Papers(event(30), NOW + 9 * DAY), invited=event(10)), Step.HAND_IN, NOW + 9 * DAY, None),
        (facts(papers=Papers(event(30), None), invited=event(1)), Step.HAND_IN, None, None),
        (facts(papers=Papers(event(0.5), NOW + DAY / 4), coming=event(0.5)), Step.COME, NOW + DAY / 2, None),
        (
            facts(Role.GUARDIAN, children=1, unsigned_child="Boris", papers=Papers(event(30), NOW + DAY, "Anna")),
            Step.SIGN_FOR_CHILD,
            None,
            "Boris",
        ),
    ],
)
def test_documents_are_a_duty_with_a_term(known: Facts, step: Step, until: datetime | None, child: str | None) -> None:
    found = agenda(known, NOW)
    assert (found.step, found.until, found.child) == (step, until, child)
