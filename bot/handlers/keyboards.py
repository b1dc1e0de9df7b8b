"""Keyboards every screen is built from."""

from collections.abc import Callable, Iterable, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.handlers.callbacks import Open
from bot.texts import Translate

Row = Sequence[InlineKeyboardButton]


def button(text: str, data: CallbackData) -> InlineKeyboardButton:
    """A button that calls back."""
    return InlineKeyboardButton(text=text, callback_data=data.pack())


def link(text: str, url: str) -> InlineKeyboardButton:
    """A button that opens an address."""
    return InlineKeyboardButton(text=text, url=url)


def keyboard(rows: Iterable[Row]) -> InlineKeyboardMarkup:
    """Rows of buttons; empty rows are left out."""
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows if row])


def back_to(screen: str, t: Translate) -> InlineKeyboardButton:
    """«← Назад» to a main screen."""
    return button(t.plain("button-back"), Open(screen=screen))


def to_menu(t: Translate) -> InlineKeyboardButton:
    """«Меню»."""
    return button(t.plain("button-menu"), Open(screen="menu"))


_LONG_LIST = 9
"""From more pages than these one does not go to the end step by step."""

_HALF = 20
"""Characters that can be read in half the width of a narrow phone."""


def beside(buttons: Iterable[InlineKeyboardButton]) -> list[Row]:
    """Two in a row where both are short; a longer one has a row to itself."""
    rows: list[list[InlineKeyboardButton]] = []
    for each in buttons:
        fits = bool(rows) and len(rows[-1]) == 1 and max(len(rows[-1][0].text), len(each.text)) <= _HALF
        if fits:
            rows[-1].append(each)
        else:
            rows.append([each])
    return list(rows)


def page_row(t: Translate, *, page: int, pages: int, data: Callable[[int], CallbackData]) -> Row:
    """«← Раньше», «2 / 7», «Дальше →» of a paged list; nothing for a single page. ``data(page)`` makes the callback.

    A long list has the ways to its ends as well, all of them short enough for a row of five.
    """
    if pages < 2:
        return ()
    if pages > _LONG_LIST:
        ways = (("«", 0), ("←", page - 1), (f"{page + 1} / {pages}", page), ("→", page + 1), ("»", pages - 1))
        return [button(label, data(min(max(number, 0), pages - 1))) for label, number in ways]
    row = [button(f"{page + 1} / {pages}", data(page))]
    if page > 0:
        row.insert(0, button(t.plain("button-previous-page"), data(page - 1)))
    if page < pages - 1:
        row.append(button(t.plain("button-next-page"), data(page + 1)))
    return row
