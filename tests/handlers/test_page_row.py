"""The row of a paged list: words for a short list, the ways to both ends for a long one."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.handlers.keyboards import beside, button, page_row
from bot.handlers.office.people import PeoplePage
from bot.handlers.screens import Screen
from bot.texts import Texts


def labels(screen: Screen) -> list[str]:
    """The labels of a screen's buttons, row after row."""
    assert isinstance(screen.keyboard, InlineKeyboardMarkup)
    return [each.text for row in screen.keyboard.inline_keyboard for each in row]


def _row(page: int, pages: int) -> list[tuple[str, int]]:
    t = Texts.load().translator("ru")
    row = page_row(t, page=page, pages=pages, data=lambda number: PeoplePage(page=number))
    return [(each.text, PeoplePage.unpack(each.callback_data or "").page) for each in row]


def test_short_list_is_turned_with_words() -> None:
    assert _row(0, 1) == []
    assert _row(1, 3) == [("← Раньше", 0), ("2 / 3", 1), ("Дальше →", 2)]


def test_long_list_has_ways_to_both_ends() -> None:
    assert _row(20, 38) == [("«", 0), ("←", 19), ("21 / 38", 20), ("→", 21), ("»", 37)]
    assert [page for _, page in _row(0, 38)] == [0, 0, 0, 1, 37]
    assert [page for _, page in _row(37, 38)] == [0, 36, 37, 37, 37]


def _laid_out(*labels: str) -> Sequence[Sequence[str]]:
    rows = beside(button(label, PeoplePage(page=0)) for label in labels)
    return [[each.text for each in row] for row in rows]


def test_only_short_buttons_stand_beside_each_other() -> None:
    long = "Ларина-Константинопольская"
    assert _laid_out("Имя", "Пол", "Телефон") == [["Имя", "Пол"], ["Телефон"]]
    assert _laid_out("Имя", long, "Пол") == [["Имя"], [long], ["Пол"]]
