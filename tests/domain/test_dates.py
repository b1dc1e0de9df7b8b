from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import parse_date
from bot.domain.errors import RuleViolation

FIFTH_OF_MARCH = date(2003, 3, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "05.03.2003", "5.3.03", "5 марта 2003", "2003-03-05", " 05.03.2003 ", "5/3/2003", "5-3-2003", "05 03 2003",
        "05032003", "05. 03. 2003", "5 марта 2003 г.", "5 МАРТА 2003 года", "5 мар. 2003", "5 март 03", "5марта2003",
        "05.03.2003 г.р.", "2003.03.05", "5 March 2003", "5–3–2003", "5-го марта 2003",
    ],
)  # fmt: skip
def test_date_in_any_usual_form_is_read(typed: str) -> None:
    assert parse_date(typed, latest_year=2026) == FIFTH_OF_MARCH


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("января", 1), ("февраля", 2), ("марта", 3), ("апреля", 4), ("мая", 5), ("июня", 6), ("июля", 7),
        ("августа", 8), ("сентября", 9), ("октября", 10), ("ноября", 11), ("декабря", 12), ("май", 5), ("сент", 9),
    ],
)  # fmt: skip
def test_date_with_each_month_in_words_is_read(word: str, month: int) -> None:
    assert parse_date(f"5 {word} 2003", latest_year=2026) == date(2003, month, 5)


@pytest.mark.parametrize(
    "typed", ["", "вчера", "2003", "05.03", "5.3.203", "5 мартобря 2003", "5.3.20033", "16 лет", "5 ма 2003"]
)
def test_date_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        parse_date(typed, latest_year=2026)
    assert refusal.value.key == "date-not-a-date"


@pytest.mark.parametrize("typed", ["31.02.2003", "29.02.2003", "0.5.2003", "5.13.2003", "32 марта 2003", "01.01.0000"])
def test_date_the_calendar_lacks_is_refused(typed: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        parse_date(typed, latest_year=2026)
    assert refusal.value == RuleViolation("date-impossible", typed=typed)


@pytest.mark.parametrize(
    ("typed", "latest_year", "expected"),
    [
        ("1.1.26", 2026, 2026),
        ("1.1.27", 2026, 1927),
        ("1.1.00", 2026, 2000),
        ("1.1.99", 2026, 1999),
        ("1.1.27", 2099, 2027),
    ],
)
def test_two_digit_year_is_the_last_such_year(typed: str, latest_year: int, expected: int) -> None:
    assert parse_date(typed, latest_year=latest_year).year == expected


@given(st.dates(min_value=date(1930, 1, 1), max_value=date(2026, 12, 31)))
def test_every_day_is_read_back_from_its_usual_forms(day: date) -> None:
    assert parse_date(day.strftime("%d.%m.%Y"), latest_year=2026) == day
    assert parse_date(day.isoformat(), latest_year=2026) == day


@given(st.text(max_size=40) | st.text(alphabet="0123456789./- марта", max_size=20))
def test_any_text_is_a_date_or_a_refusal(typed: str) -> None:
    with suppress(RuleViolation):
        assert parse_date(typed, latest_year=2026).year >= 1
