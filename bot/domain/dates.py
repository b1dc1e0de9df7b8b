"""Dates as people type them."""

import re
from datetime import date

from bot.domain.errors import RuleViolation

_MONTHS = (
    ("январь", "января", "january"),
    ("февраль", "февраля", "february"),
    ("март", "марта", "march"),
    ("апрель", "апреля", "april"),
    ("май", "мая", "may"),
    ("июнь", "июня", "june"),
    ("июль", "июля", "july"),
    ("август", "августа", "august"),
    ("сентябрь", "сентября", "september"),
    ("октябрь", "октября", "october"),
    ("ноябрь", "ноября", "november"),
    ("декабрь", "декабря", "december"),
)
_SHORTEST_MONTH = 3

_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[./\-\s]\s*([0-9]{1,2})\s*[./\-\s]\s*([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})\s*[./\-]\s*([0-9]{1,2})\s*[./\-]\s*([0-9]{1,2})")
_SOLID = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_IN_WORDS = re.compile(r"([0-9]{1,2})(?:-?го)?[\s.,]*([а-яa-z]{3,})\.?[\s,]*([0-9]{4}|[0-9]{2})")
_YEAR_WORD = re.compile(r"\s*(?:г\.?|года?)\s*р?\.?$")
_DASHES = re.compile("[‐‑‒–—−]")


def parse_date(text: str, *, latest_year: int) -> date:
    """Read 05.03.2003, 5.3.03, «5 марта 2003», 2003-03-05 and their near relatives.

    A year of two digits means the last such year not after `latest_year`.
    Raises RuleViolation: `date-not-a-date`, or `date-impossible` for a day the calendar lacks (31.02).
    """
    cleaned = _YEAR_WORD.sub("", _DASHES.sub("-", text).strip().casefold()).strip(" .,")
    day, month, year = _split(cleaned)
    try:
        return date(_full_year(year, latest_year), month, int(day))
    except ValueError:
        raise RuleViolation("date-impossible", typed=text.strip()) from None


def _split(text: str) -> tuple[str, int, str]:
    """Day, month's number and year as typed."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
        return day, int(month), year
    if found := _DAY_FIRST.fullmatch(text) or _SOLID.fullmatch(text):
        day, month, year = found.groups()
        return day, int(month), year
    if found := _IN_WORDS.fullmatch(text):
        day, word, year = found.groups()
        if number := _month_number(word):
            return day, number, year
    raise RuleViolation("date-not-a-date")


def _month_number(word: str) -> int | None:
    """1–12 for a month's name, whole or cut («сент»)."""
    for number, forms in enumerate(_MONTHS, start=1):
        if len(word) >= _SHORTEST_MONTH and any(form.startswith(word) for form in forms):
            return number
    return None


def _full_year(typed: str, latest_year: int) -> int:
    if len(typed) > 2:
        return int(typed)
    century = latest_year - latest_year % 100
    year = century + int(typed)
    return year if year <= latest_year else year - 100
