"""Applications: their numbers, when they may be changed, sent and withdrawn, and what is still missing."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.domain.enums import ApplicationStatus, Role
from bot.domain.errors import RuleViolation, Stale
from bot.domain.people import search_key
from bot.domain.questions import Question

_LETTERS = {Role.STUDENT: "С", Role.TUTOR: "Т", Role.MENTOR: "Н"}
_ROLES = {letter: role for role, letter in _LETTERS.items()}
# The same letters from a Latin keyboard.
_LOOKALIKES = str.maketrans("CTH", "СТН")
_NUMBER = re.compile(r"([СТН])\s*[-–—]?\s*0*([1-9][0-9]{0,6})")

REASON_LIMIT = 500
_SHORTEST_REASON = 3
LONGEST_ACCESS = timedelta(days=60)

TRANSITIONS: Mapping[ApplicationStatus, frozenset[ApplicationStatus]] = {
    ApplicationStatus.DRAFT: frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN}),
    ApplicationStatus.SUBMITTED: frozenset(
        {ApplicationStatus.ACCEPTED, ApplicationStatus.RESERVE, ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN}
    ),
    ApplicationStatus.RESERVE: frozenset(
        {ApplicationStatus.ACCEPTED, ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN}
    ),
    # The way out of a mistake of the office; a place once promised is not taken back.
    ApplicationStatus.REJECTED: frozenset({ApplicationStatus.ACCEPTED, ApplicationStatus.RESERVE}),
    ApplicationStatus.ACCEPTED: frozenset({ApplicationStatus.WITHDRAWN}),
    ApplicationStatus.WITHDRAWN: frozenset({ApplicationStatus.DRAFT}),
}
"""Which status may follow which; whoever changes one goes through `ensure_*`."""

_DECIDED = frozenset({ApplicationStatus.ACCEPTED, ApplicationStatus.RESERVE, ApplicationStatus.REJECTED})


def application_number(role: Role, sequence: int) -> str:
    """The number results are published by: «С-0001» (student), «Т-0001» (tutor), «Н-0001» (mentor).

    `sequence` counts from 1 within the role; past 9999 the number grows longer. Only these roles apply: others are
    a KeyError.
    """
    return f"{_LETTERS[role]}-{sequence:04d}"


def parse_application_number(text: str) -> tuple[Role, int] | None:
    """Role and sequence of a number as typed («с-1», «C0001» with a Latin C), or None when it is none."""
    found = _NUMBER.fullmatch(text.strip().upper().translate(_LOOKALIKES))
    return (_ROLES[found[1]], int(found[2])) if found else None


def is_past(deadline: datetime, now: datetime) -> bool:
    """Whether a deadline has gone by; clocks show whole seconds, so «до 18:00» still takes 18:00:00.9."""
    return now.replace(microsecond=0) > deadline


def ensure_call_open(*, now: datetime, opens_at: datetime, closes_at: datetime) -> None:
    """Applications are taken from `opens_at` to `closes_at`, both included.

    Raises RuleViolation: `call-not-open` (opens), `call-closed` (closes).
    """
    if now < opens_at:
        raise RuleViolation("call-not-open", opens=opens_at)
    if is_past(closes_at, now):
        raise RuleViolation("call-closed", closes=closes_at)


def ensure_can_edit(status: ApplicationStatus, *, now: datetime, opens_at: datetime, closes_at: datetime) -> None:
    """A draft and a sent application may be changed until the deadline.

    Raises Stale: `application-decided`, `application-withdrawn`; RuleViolation: see `ensure_call_open`.
    """
    _ensure_alive(status)
    ensure_call_open(now=now, opens_at=opens_at, closes_at=closes_at)


def ensure_can_submit(status: ApplicationStatus, *, now: datetime, opens_at: datetime, closes_at: datetime) -> None:
    """A draft may be sent until the deadline; too late, it stays a draft.

    Raises Stale: `application-already-submitted` and those of `ensure_can_edit`.
    """
    if status is ApplicationStatus.SUBMITTED:
        raise Stale("application-already-submitted")
    ensure_can_edit(status, now=now, opens_at=opens_at, closes_at=closes_at)


def ensure_can_withdraw(status: ApplicationStatus) -> None:
    """Everybody may withdraw at any time, an accepted application included.

    Raises Stale: `application-withdrawn`; RuleViolation: `application-rejected` (nothing to withdraw).
    """
    if status is ApplicationStatus.WITHDRAWN:
        raise Stale("application-withdrawn")
    if status is ApplicationStatus.REJECTED:
        raise RuleViolation("application-rejected")


def ensure_can_reopen(status: ApplicationStatus, *, now: datetime, opens_at: datetime, closes_at: datetime) -> None:
    """Who has withdrawn may start again, from the old answers, while the call is open.

    Raises Stale: `application-not-withdrawn`; RuleViolation: see `ensure_call_open`.
    """
    if status is not ApplicationStatus.WITHDRAWN:
        raise Stale("application-not-withdrawn")
    ensure_call_open(now=now, opens_at=opens_at, closes_at=closes_at)


def ensure_reason(text: str) -> None:
    """Why the office makes an exception, in its own words.

    Raises RuleViolation `reason-missing`, `reason-too-long` (limit, actual).
    """
    typed = text.strip()
    if len(typed) < _SHORTEST_REASON:
        raise RuleViolation("reason-missing")
    if len(typed) > REASON_LIMIT:
        raise RuleViolation("reason-too-long", limit=REASON_LIMIT, actual=len(typed))


def ensure_can_open_for_one(
    status: ApplicationStatus | None, *, closes_at: datetime, until: datetime | None, now: datetime
) -> None:
    """A call that has closed may be opened for one person, whose application nobody has decided about.

    Raises RuleViolation `access-call-open` (closes), `access-until-past`, `access-until-far`; Stale
    `application-decided`.
    """
    if status in _DECIDED:
        raise Stale("application-decided")
    if not is_past(closes_at, now):
        raise RuleViolation("access-call-open", closes=closes_at)
    if until is not None and is_past(until, now):
        raise RuleViolation("access-until-past")
    if until is not None and until > now + LONGEST_ACCESS:
        raise RuleViolation("access-until-far", days=LONGEST_ACCESS.days)


class Somebody(Protocol):
    """What tells people apart."""

    surname: Any
    first_name: Any
    birth_date: Any
    phone: Any


def looks_the_same(one: Somebody, other: Somebody) -> bool:
    """Whether two people may be one: the same phone, or the same surname, first name and date of birth.

    Only the office can tell: a family may share a phone, and twins a birthday.
    """
    return bool(likeness(one) & likeness(other))


def likeness(one: Somebody) -> frozenset[str]:
    """What ``looks_the_same`` goes by: whoever shares any of it may be the same person."""
    name = search_key(f"{one.surname or ''} {one.first_name or ''}").strip()
    found = {one.phone} if one.phone else set()
    if name and one.birth_date is not None:
        found.add(f"{name} {one.birth_date.isoformat()}")
    return frozenset(found)


def _ensure_alive(status: ApplicationStatus) -> None:
    if status in _DECIDED:
        raise Stale("application-decided")
    if status is ApplicationStatus.WITHDRAWN:
        raise Stale("application-withdrawn")


def missing_answers(questions: Iterable[Question], answers: Mapping[str, Any]) -> list[str]:
    """Keys of the required questions without an answer, in the order of the form. «Нет» and 0 are answers."""
    empty: tuple[Any, ...] = (None, "", [])
    return [question.key for question in questions if question.required and answers.get(question.key) in empty]


def ensure_complete(questions: Iterable[Question], answers: Mapping[str, Any]) -> None:
    """Raises RuleViolation `answers-missing` (count) when a required answer is not there."""
    if missing := missing_answers(questions, answers):
        raise RuleViolation("answers-missing", count=len(missing))


def changed_answers(before: Mapping[str, Any], after: Mapping[str, Any]) -> frozenset[str]:
    """The keys of the questions that two versions answer differently; what was passed over is no answer."""
    return frozenset(key for key in {*before, *after} if (before.get(key) or None) != (after.get(key) or None))
