"""Substitutes of mentors: days as typed, one at a time, what a day makes of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import RuleViolation, Stale
from bot.domain.substitutes import (
    LONGEST,
    Span,
    SubstituteStatus,
    due,
    ensure_can_agree,
    ensure_free,
    ensure_live,
    ensure_span,
    parse_span,
)

TODAY = date(2026, 10, 5)
S = SubstituteStatus


def _day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("10.10–20.10", date(2026, 10, 10), date(2026, 10, 20)),
        ("10.10-20.10", date(2026, 10, 10), date(2026, 10, 20)),
        ("10.10.2026 - 20.10.2026", date(2026, 10, 10), date(2026, 10, 20)),
        ("с 10 по 20 октября", date(2026, 10, 10), date(2026, 10, 20)),
        ("С 28 декабря по 9 января", date(2026, 12, 28), date(2027, 1, 9)),
        ("10–20 октября", date(2026, 10, 10), date(2026, 10, 20)),
        ("10 октября", date(2026, 10, 10), date(2026, 10, 10)),
        ("01.02 – 03.02", date(2027, 2, 1), date(2027, 2, 3)),
        ("2026-10-10 по 2026-10-12", date(2026, 10, 10), date(2026, 10, 12)),
        ("from 10 october to 12 october", date(2026, 10, 10), date(2026, 10, 12)),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, first: date, last: date) -> None:
    assert parse_span(typed, TODAY) == Span(first, last)


@pytest.mark.parametrize("typed", ["", "скоро", "10.10–20.10–30.10", "31.02–01.03", "–", "по 20 октября"])
def test_what_is_no_days_is_refused(typed: str) -> None:
    with pytest.raises(RuleViolation):
        parse_span(typed, TODAY)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(typed: str) -> None:
    try:
        span = parse_span(typed, TODAY)
    except RuleViolation:
        return
    assert isinstance(span.first, date)


@pytest.mark.parametrize(
    ("span", "refusal"),
    [
        (Span(_day(5), _day(4)), "substitute-days-crossed"),
        (Span(_day(-1), _day(4)), "substitute-days-past"),
        (Span(_day(0), _day(LONGEST.days)), "substitute-days-far"),
        (Span(_day(366), _day(366)), "substitute-days-far"),
        (Span(_day(0), _day(0)), None),
        (Span(_day(0), _day(LONGEST.days - 1)), None),
    ],
)
def test_days_that_can_be_had(span: Span, refusal: str | None) -> None:
    if refusal is None:
        ensure_span(span, TODAY)
        return
    with pytest.raises(RuleViolation, match=refusal):
        ensure_span(span, TODAY)


SPANS = st.builds(lambda first, length: Span(_day(first), _day(first + length)), st.integers(0, 40), st.integers(0, 15))


@given(st.lists(SPANS, max_size=20))
def test_substitutes_never_overlap(asked: list[Span]) -> None:
    taken: list[Span] = []
    for span in asked:
        free = {_day(offset) for offset in range(60)} - {day for each in taken for day in _days(each)}
        if _days(span) <= free:
            ensure_free(span, taken)
            taken.append(span)
        else:
            with pytest.raises(RuleViolation, match="substitute-overlaps"):
                ensure_free(span, taken)


def _days(span: Span) -> set[date]:
    return {span.first + timedelta(days=each) for each in range((span.last - span.first).days + 1)}


SPAN = Span(_day(0), _day(3))


@pytest.mark.parametrize(
    ("status", "today", "became"),
    [
        (S.ASKED, _day(0), None),
        (S.ASKED, _day(1), S.LAPSED),
        (S.AGREED, _day(-1), None),
        (S.AGREED, _day(0), S.ACTIVE),
        (S.AGREED, _day(4), S.ENDED),
        (S.ACTIVE, _day(3), None),
        (S.ACTIVE, _day(4), S.ENDED),
        *((over, _day(9), None) for over in (S.ENDED, S.REFUSED, S.CANCELLED, S.LAPSED)),
    ],
)
def test_day_makes_of_it(status: S, today: date, became: S | None) -> None:
    assert due(status, SPAN, today) is became


def test_answers_count_once() -> None:
    ensure_can_agree(S.ASKED, SPAN, _day(3))
    for status in (S.AGREED, S.ACTIVE):
        with pytest.raises(Stale, match="substitute-agreed-already"):
            ensure_can_agree(status, SPAN, TODAY)
        ensure_live(status)
    for status in (S.ENDED, S.REFUSED, S.CANCELLED, S.LAPSED):
        with pytest.raises(Stale, match="substitute-over"):
            ensure_can_agree(status, SPAN, TODAY)
        with pytest.raises(Stale, match="substitute-over"):
            ensure_live(status)
    with pytest.raises(Stale, match="substitute-over"):
        ensure_can_agree(S.ASKED, SPAN, _day(4))
