"""Lists of options: short ones as buttons, long ones in pages and searched by typing."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.domain.paging import page_count
from bot.domain.people import search_key
from bot.domain.questions import Option, Question
from bot.handlers.forms.labels import option_label
from bot.texts import Translate

SHORT_LIST = 8
"""Up to so many options stand one below the other on a single page."""

_PAGE_ROWS = 8
_TWO_COLUMNS = 24  # characters of the longest label that still reads in half a phone's width
_FOUND = 8
_GOOD_MATCH = 70  # of 100: lets one or two typing mistakes per word through


@dataclass(frozen=True, slots=True)
class Page:
    """A page of options in rows of buttons."""

    rows: tuple[tuple[Option, ...], ...]
    number: int
    pages: int


def is_long(question: Question) -> bool:
    """Whether the options are paged and searched."""
    return len(question.options) > SHORT_LIST


def page_of(question: Question, number: int, t: Translate) -> Page:
    """A page by number; a number out of range is the nearest there is."""
    options = question.options
    if not is_long(question):
        return Page(tuple((option,) for option in options), 0, 1)
    columns = 2 if max(len(option_label(question, option, t)) for option in options) <= _TWO_COLUMNS else 1
    size = columns * _PAGE_ROWS
    pages = page_count(len(options), size)
    number = min(max(number, 0), pages - 1)
    shown = options[number * size : (number + 1) * size]
    rows = tuple(tuple(shown[start : start + columns]) for start in range(0, len(shown), columns))
    return Page(rows, number, pages)


def page_with(question: Question, value: str, t: Translate) -> int:
    """The number of the page an option stands on."""
    first = page_of(question, 0, t)
    size = sum(len(row) for row in first.rows)
    position = next((place for place, option in enumerate(question.options) if option.value == value), 0)
    return position // size


def exact_option(question: Question, typed: str, t: Translate) -> Option | None:
    """The option somebody has written out in full; case and ё do not matter."""
    wanted = search_key(typed)
    same = [option for option in question.options if search_key(option_label(question, option, t)) == wanted]
    return same[0] if len(same) == 1 else None


def find_options(question: Question, typed: str, t: Translate) -> Sequence[Option]:
    """Options like what was typed, the likeliest first: beginnings and parts of words, then near misses."""
    wanted = search_key(typed)
    if not wanted:
        return ()
    scored: list[tuple[float, int, Option]] = []
    for place, option in enumerate(question.options):
        label = search_key(option_label(question, option, t))
        score = _likeness(wanted, label)
        if score >= _GOOD_MATCH:
            scored.append((-score, place, option))
    return [option for _, _, option in sorted(scored, key=lambda one: one[:2])[:_FOUND]]


def _likeness(wanted: str, label: str) -> float:
    """0–100, above 100 for a literal find."""
    if label.startswith(wanted):
        return 120.0
    if any(word.startswith(wanted) for word in label.replace("-", " ").replace("«", "").split()):
        return 115.0
    if wanted in label:
        return 110.0
    # Shorter than three letters everything resembles everything.
    return fuzz.partial_ratio(wanted, label) if len(wanted) >= 3 else 0.0
