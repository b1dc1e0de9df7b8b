from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.applications import (
    TRANSITIONS,
    application_number,
    ensure_can_edit,
    ensure_can_reopen,
    ensure_can_submit,
    ensure_can_withdraw,
    ensure_complete,
    missing_answers,
    parse_application_number,
)
from bot.domain.enums import ApplicationStatus, QuestionKind, Role
from bot.domain.errors import RuleViolation, Stale
from bot.domain.questions import Question

OPENS = datetime(2026, 9, 1, 9, tzinfo=UTC)
CLOSES = datetime(2026, 9, 20, 9, tzinfo=UTC)
WITHIN = datetime(2026, 9, 10, tzinfo=UTC)
DRAFT, SUBMITTED, ACCEPTED, RESERVE, REJECTED, WITHDRAWN = ApplicationStatus


@pytest.mark.parametrize(
    ("role", "sequence", "number"),
    [
        (Role.STUDENT, 1, "С-0001"),
        (Role.TUTOR, 42, "Т-0042"),
        (Role.MENTOR, 9999, "Н-9999"),
        (Role.STUDENT, 12345, "С-12345"),
    ],
)
def test_number_tells_the_role(role: Role, sequence: int, number: str) -> None:
    assert application_number(role, sequence) == number
    assert parse_application_number(number) == (role, sequence)


@pytest.mark.parametrize("typed", ["с-1", "C-0001", " с 0001 ", "С0001", "c–1"])
def test_number_is_found_as_people_type_it(typed: str) -> None:
    assert parse_application_number(typed) == (Role.STUDENT, 1)


@pytest.mark.parametrize("typed", ["", "Иванов", "С-", "С-0000", "Х-0001", "0001"])
def test_number_that_is_none_is_nothing(typed: str) -> None:
    assert parse_application_number(typed) is None


@pytest.mark.parametrize(
    ("now", "refusal"),
    [
        (OPENS - timedelta(seconds=1), RuleViolation("call-not-open", opens=OPENS)),
        (OPENS, None),
        (CLOSES, None),
        (CLOSES + timedelta(milliseconds=999), None),
        (CLOSES + timedelta(seconds=1), RuleViolation("call-closed", closes=CLOSES)),
    ],
)
def test_application_is_taken_up_to_the_second_of_the_deadline(now: datetime, refusal: RuleViolation | None) -> None:
    for ensure in (ensure_can_edit, ensure_can_submit):
        if refusal is None:
            ensure(DRAFT, now=now, opens_at=OPENS, closes_at=CLOSES)
            continue
        with pytest.raises(RuleViolation) as raised:
            ensure(DRAFT, now=now, opens_at=OPENS, closes_at=CLOSES)
        assert raised.value == refusal


@pytest.mark.parametrize(
    ("status", "edit", "submit", "withdraw", "reopen"),
    [
        (DRAFT, None, None, None, "application-not-withdrawn"),
        (SUBMITTED, None, "application-already-submitted", None, "application-not-withdrawn"),
        (ACCEPTED, "application-decided", "application-decided", None, "application-not-withdrawn"),
        (RESERVE, "application-decided", "application-decided", None, "application-not-withdrawn"),
        (REJECTED, "application-decided", "application-decided", "application-rejected", "application-not-withdrawn"),
        (WITHDRAWN, "application-withdrawn", "application-withdrawn", "application-withdrawn", None),
    ],
)
def test_what_may_be_done_depends_on_the_status(
    status: ApplicationStatus, edit: str | None, submit: str | None, withdraw: str | None, reopen: str | None
) -> None:
    def refusal_of(action: str) -> str | None:
        try:
            match action:
                case "edit":
                    ensure_can_edit(status, now=WITHIN, opens_at=OPENS, closes_at=CLOSES)
                case "submit":
                    ensure_can_submit(status, now=WITHIN, opens_at=OPENS, closes_at=CLOSES)
                case "withdraw":
                    ensure_can_withdraw(status)
                case _:
                    ensure_can_reopen(status, now=WITHIN, opens_at=OPENS, closes_at=CLOSES)
        except RuleViolation as refusal:
            return refusal.key
        return None

    assert [refusal_of(action) for action in ("edit", "submit", "withdraw", "reopen")] == [
        edit,
        submit,
        withdraw,
        reopen,
    ]


def test_second_tap_on_send_is_stale() -> None:
    with pytest.raises(Stale):
        ensure_can_submit(SUBMITTED, now=WITHIN, opens_at=OPENS, closes_at=CLOSES)


def test_reopening_after_the_deadline_is_refused() -> None:
    with pytest.raises(RuleViolation, match="call-closed"):
        ensure_can_reopen(WITHDRAWN, now=CLOSES + timedelta(days=1), opens_at=OPENS, closes_at=CLOSES)


def test_every_status_has_its_transitions() -> None:
    assert set(TRANSITIONS) == set(ApplicationStatus)
    assert all(status not in following for status, following in TRANSITIONS.items())


FORM = [
    Question("essay", QuestionKind.LONG_TEXT, text_key="essay"),
    Question("sport", QuestionKind.TEXT, text_key="sport", required=False),
    Question("years", QuestionKind.NUMBER, text_key="years"),
    Question("travel", QuestionKind.YES_NO, text_key="travel"),
    Question("fields", QuestionKind.CHOICES, text_key="fields"),
]


def test_missing_answers_come_in_the_order_of_the_form() -> None:
    assert missing_answers(FORM, {}) == ["essay", "years", "travel", "fields"]
    assert missing_answers(FORM, {"essay": "", "years": 0, "travel": False, "fields": []}) == ["essay", "fields"]


def test_incomplete_application_says_how_much_is_missing() -> None:
    with pytest.raises(RuleViolation) as raised:
        ensure_complete(FORM, {"essay": "…"})
    assert raised.value == RuleViolation("answers-missing", count=3)


def test_complete_application_passes() -> None:
    answers = {"essay": "…", "years": 2, "travel": True, "fields": ["it"]}
    ensure_complete(FORM, answers)
    assert missing_answers(FORM, answers) == []


@given(st.sampled_from([Role.STUDENT, Role.TUTOR, Role.MENTOR]), st.integers(min_value=1, max_value=9_999_999))
def test_every_number_reads_back(role: Role, sequence: int) -> None:
    assert parse_application_number(application_number(role, sequence)) == (role, sequence)
