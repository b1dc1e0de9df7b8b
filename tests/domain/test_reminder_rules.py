"""Rules of reminders: offsets as people type them, words, whom each subject has."""

from datetime import date

import pytest

from bot.domain.errors import RuleViolation
from bot.domain.reminder_rules import (
    AUDIENCES,
    DAY,
    DEFAULTS,
    HOUR,
    WORDS_LIMIT,
    Audience,
    Subject,
    adults_born_by,
    ensure_fits,
    ensure_words,
    parse_offsets,
)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("3 дня, 1 день, 2 часа", (3 * DAY, DAY, 2 * HOUR)),
        ("за неделю и за день", (7 * DAY, DAY)),
        ("час; 30 мин", (HOUR, 30)),
        ("2 часа, 3 Дня,2ч", (3 * DAY, 2 * HOUR)),
        ("1 week, 2 days and 3 hours", (7 * DAY, 2 * DAY, 3 * HOUR)),
        ("3д 12ч".replace(" ", ","), (3 * DAY, 12 * HOUR)),
    ],
)
def test_offsets_are_read_as_typed(typed: str, minutes: tuple[int, ...]) -> None:
    assert parse_offsets(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "rule-offsets-none"),
        ("завтра", "rule-offsets-unread"),
        ("3", "rule-offsets-unread"),
        ("-1 день", "rule-offsets-unread"),
        ("1 мин", "rule-offset-out"),
        ("61 день", "rule-offset-out"),
        ("1 день, 2 дня, 3 дня, 4 дня, 5 дней, 6 дней", "rule-offsets-many"),
    ],
)
def test_offsets_that_make_no_sense_are_refused(typed: str, key: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        parse_offsets(typed)
    assert refused.value.key == key


def test_every_default_fits_its_subject() -> None:
    for rule in DEFAULTS:
        ensure_fits(rule.subject, rule.audience)
    assert set(AUDIENCES) == set(Subject)
    with pytest.raises(RuleViolation):
        ensure_fits(Subject.OFFER, Audience.GOING)


def test_words_have_a_length() -> None:
    assert ensure_words("  Привет ") == "Привет"
    for text in ("  ", "a" * (WORDS_LIMIT + 1)):
        with pytest.raises(RuleViolation):
            ensure_words(text)


@pytest.mark.parametrize(
    ("today", "born"),
    [
        (date(2026, 3, 5), date(2008, 3, 5)),
        (date(2028, 2, 29), date(2010, 2, 28)),
        (date(2026, 2, 28), date(2008, 2, 28)),
    ],
)
def test_last_day_on_which_an_adult_was_born(today: date, born: date) -> None:
    assert adults_born_by(today, years=18) == born
