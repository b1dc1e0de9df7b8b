"""Spreadsheets: a list with its words and dates as people read them, as XLSX or CSV.

What somebody typed never becomes a formula or a link: ``=1+1`` stays these four characters.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.enums import QuestionKind
from bot.domain.languages import in_some_language
from bot.papers import Paper, maker
from bot.services import exports, seasons
from bot.services.exports import Answered, Cell, Column, Sheet, What, Word
from bot.texts import Translate
from bot.worker import in_worker

EXPORT = "export"

PlainCell = None | str | int | float | date | datetime
"""What a spreadsheet knows; moments are naive."""

GUARD = "'"
"""Put before a text that a spreadsheet would take for a formula when it opens a CSV file."""

_FORMULA = re.compile(r"[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9][0-9 .,]*")
_WIDEST = 60
_NARROWEST = 6


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet ready to be written, in any process."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[tuple[PlainCell, ...], ...]


@maker(EXPORT)
async def export_paper(session: AsyncSession, t: Translate, argument: str, now: datetime) -> Paper:
    """The list ``argument`` names, as XLSX."""
    what = What(argument)
    ready = await plain_sheets(session, t, what, now=now)
    zone = ZoneInfo((await seasons.current(session)).zone)
    name = f"{what.value}-{now.astimezone(zone):%Y-%m-%d}.xlsx"
    return Paper(name, await in_worker(workbook, ready))


async def plain_sheets(session: AsyncSession, t: Translate, what: What, *, now: datetime) -> list[PlainSheet]:
    """The sheets of a list in the reader's language, moments on the season's clock."""
    zone = ZoneInfo((await seasons.current(session)).zone)
    return [plain(sheet, t, zone) for sheet in await exports.sheets(session, what, now=now)]


def plain(sheet: Sheet, t: Translate, zone: ZoneInfo) -> PlainSheet:
    """A list in the reader's language, moments on the clock of ``zone``."""
    rows = tuple(tuple(_shown(cell, t, zone) for cell in row) for row in sheet.rows)
    name = t.plain(f"export-sheet-{sheet.name}")
    return PlainSheet(name, tuple(_heading(column, t) for column in sheet.columns), rows)


def _heading(column: Column, t: Translate) -> str:
    if column.title is not None:
        return in_some_language(column.title, t.language)
    return t.plain(f"export-column-{column.key}")


def _shown(cell: Cell, t: Translate, zone: ZoneInfo) -> PlainCell:
    match cell:
        case None | "":
            return None
        case Word():
            return _word(cell, t)
        case Answered():
            return _answer(cell, t)
        case bool():
            return t.plain("export-yes" if cell else "export-no")
        case datetime():
            return cell.astimezone(zone).replace(tzinfo=None) if cell.tzinfo is not None else cell
        case str() | int() | float() | date():
            return cell
        case _:
            return ", ".join(_word(word, t) for word in cell)


def _word(word: Word, t: Translate) -> str:
    if word.otherwise is not None and not t.has(word.key):
        return word.otherwise
    return t.plain(word.key)


def _answer(cell: Answered, t: Translate) -> PlainCell:
    question, value = cell.question, cell.value
    labels = {option.value: in_some_language(option.label, t.language) for option in question.options}
    match question.kind, value:
        case QuestionKind.CHOICE, str():
            return labels.get(value, value)
        case QuestionKind.CHOICES, list():
            return ", ".join(labels.get(str(each), str(each)) for each in value)
        case _, bool():
            return t.plain("export-yes" if value else "export-no")
        case QuestionKind.DATE, str():
            return date.fromisoformat(value)
        case QuestionKind.FILE, dict():
            return str(value.get("name") or t.plain("export-file"))
        case _, int():
            return value
    return str(value)


def workbook(sheets: Sequence[PlainSheet]) -> bytes:
    """The sheets as XLSX: a heading that stays in view, filters, widths that fit. Runs in the worker process."""
    # Only who writes a workbook pays for the library.
    import xlsxwriter

    target = io.BytesIO()
    options = {
        # Row after row goes to a temporary file: memory does not grow with the list.
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(target, options) as book:
        heading = book.add_format(
            {"bold": True, "bg_color": "#E6ECF5", "bottom": 1, "valign": "top", "text_wrap": True}
        )
        formats = {
            datetime: book.add_format({"num_format": "dd.mm.yyyy hh:mm", "valign": "top"}),
            date: book.add_format({"num_format": "dd.mm.yyyy", "valign": "top"}),
            str: book.add_format({"valign": "top", "text_wrap": True}),
            int: book.add_format({"valign": "top"}),
            float: book.add_format({"num_format": "0.00", "valign": "top"}),
        }
        for sheet in sheets:
            page = book.add_worksheet(sheet.name[:31])
            for number, width in enumerate(_widths(sheet)):
                page.set_column(number, number, width)
            page.freeze_panes(1, 0)
            page.autofilter(0, 0, len(sheet.rows), len(sheet.titles) - 1)
            for number, title in enumerate(sheet.titles):
                page.write_string(0, number, title, heading)
            for row, cells in enumerate(sheet.rows, start=1):
                for number, cell in enumerate(cells):
                    match cell:
                        case None:
                            continue
                        case datetime() | date():
                            page.write_datetime(row, number, cell, formats[type(cell)])
                        case int() | float():
                            page.write_number(row, number, cell, formats[type(cell)])
                        case _:
                            page.write_string(row, number, cell, formats[str])
    return target.getvalue()


def _widths(sheet: PlainSheet) -> list[int]:
    """Characters per column: the longest line of its cells, half the heading at least (it wraps)."""
    columns = zip(*sheet.rows, strict=True) if sheet.rows else ((),) * len(sheet.titles)
    return [
        max(_NARROWEST, min(_WIDEST, max([len(title) // 2 + 3, *map(_width, cells)])))
        for title, cells in zip(sheet.titles, columns, strict=True)
    ]


def _width(cell: PlainCell) -> int:
    return max((len(line) for line in _written(cell).split("\n")), default=0) + 2


def separated(sheet: PlainSheet) -> bytes:
    """The sheet as CSV the way a spreadsheet program opens it: UTF-8 with its mark, semicolons."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([_guarded(title) for title in sheet.titles])
    writer.writerows([[_guarded(_written(cell)) for cell in row] for row in sheet.rows])
    return target.getvalue().encode("utf-8-sig")


def _written(cell: PlainCell) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell:%d.%m.%Y %H:%M}"
        case date():
            return f"{cell:%d.%m.%Y}"
    return str(cell)


def _guarded(text: str) -> str:
    # A number with its sign (a phone) is no formula, and is left as it is.
    return GUARD + text if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text
