"""Lists of the office read from XLSX or CSV: rows by the names of their columns.

The headings are those of our own exports, in any language of the interface, so that a list can be exported, changed
and imported again. Words of closed vocabularies come out as their values.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path, PurePath

from bot.domain.enums import EventKind, Gender, InstitutionKind
from bot.domain.errors import RuleViolation
from bot.domain.questions import Question
from bot.papers.sheets import GUARD
from bot.services.imports import ANSWER, AUDIENCES, COLUMNS, Listed, Row, Value
from bot.services.people import APPLYING
from bot.texts import LANGUAGES, Texts

_ENCODINGS = ("utf-8-sig", "cp1251")  # what spreadsheet programs save in Russia
WORDS: Mapping[str, tuple[str, Iterable[str]]] = {
    "kind": ("event-ask-kind", EventKind),
    "audience": ("event-ask-audience", AUDIENCES),
    "role": ("role", APPLYING),
    "gender": ("gender", Gender),
    "institution": ("institution", InstitutionKind),
}
"""column of a closed vocabulary → (group of texts, values)."""

_LARGEST_UNPACKED = 100 * 1024 * 1024
"""Bytes of a whole workbook without its compression."""
_MOST_CELLS = 1_000_000
"""From the first row and column to the last: the library keeps room for all of them, empty or not."""
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["']""")

_DAYS = {"birth-date", "starts", "ends"}
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's own count of days
_FIRST_DAY, _LAST_DAY = 10_000, 80_000
"""A cell of a date that has lost its format is the number of its day: from 1927 to 2119."""


def read_rows(path: Path, listed: Listed, texts: Texts, questions: Iterable[Question] = ()) -> list[Row]:
    """As ``read_content``, of a file on this machine. Raises OSError too."""
    return read_content(path.name, path.read_bytes(), listed, texts, questions)


def read_content(
    name: str, content: bytes, listed: Listed, texts: Texts, questions: Iterable[Question] = ()
) -> list[Row]:
    """The rows of a list; ``questions`` are columns too, by their key or their text. Of a workbook the first sheet with
    our headings is read.

    Raises RuleViolation for a file that is no table (``import-wrong-ending``, ``import-no-workbook``,
    ``import-encoding``), for headings that are wrong, and ``import-empty``.
    """
    asked, refused = list(questions), None
    for table in _tables(name, content):
        try:
            return _rows(table, listed, texts, asked)
        except RuleViolation as no:
            refused = refused or no
    raise refused or RuleViolation("import-empty")


def _rows(table: Sequence[Sequence[Value]], listed: Listed, texts: Texts, questions: Sequence[Question]) -> list[Row]:
    names = _columns(table[0] if table else [], listed, texts, questions)
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        values = {
            name: _translated(name, cell, texts) for name, cell in zip(names, cells, strict=False) if name is not None
        }
        if any(value is not None for value in values.values()):
            rows.append(Row(number, values))
    if not rows:
        raise RuleViolation("import-empty")
    return rows


def _tables(name: str, content: bytes) -> list[list[list[Value]]]:
    match PurePath(name).suffix.lower():
        case ".xlsx":
            return _workbook(content)
        case ".csv":
            return [_separated(content)]
    raise RuleViolation("import-wrong-ending")


def _workbook(content: bytes) -> list[list[list[Value]]]:
    # Only who reads a workbook pays for the library.
    from python_calamine import CalamineError, CalamineWorkbook

    _ensure_bounded(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            [[_cell(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
            for name in book.sheet_names
        ]
    except (CalamineError, IndexError):
        raise RuleViolation("import-no-workbook") from None


def _ensure_bounded(content: bytes) -> None:
    """A kilobyte can ask for gigabytes: by compression, or by one cell in the last corner of a sheet.

    Raises RuleViolation ``import-no-workbook``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
                raise RuleViolation("import-no-workbook")
            # A sheet may lie anywhere in the archive: every part is looked at.
            if any(_extent(packed.read(part)) > _MOST_CELLS for part in parts):
                raise RuleViolation("import-no-workbook")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error):
        raise RuleViolation("import-no-workbook") from None


def _extent(sheet: bytes) -> int:
    """Cells from the first to the last row and column that are written to."""
    rows = columns = 0
    for found in _CELL.finditer(sheet):
        rows, columns = max(rows, int(found[2])), max(columns, _column_number(found[1]))
    return rows * columns


@cache
def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _cell(cell: "str | float | bool | date | datetime | time | timedelta") -> Value:
    match cell:
        case bool():
            return "да" if cell else "нет"
        case float() if cell.is_integer():
            return int(cell)  # a spreadsheet has no whole numbers
        case int() | datetime() | date():
            return cell
    return str(cell).strip() or None


def _separated(content: bytes) -> list[list[Value]]:
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        first = text.partition("\n")[0]
        delimiter = max(";", ",", "\t", key=first.count)
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [[_unguarded(cell) for cell in row] for row in rows]
    raise RuleViolation("import-encoding")


def _unguarded(cell: str) -> Value:
    return cell.strip().removeprefix(GUARD) or None


def _columns(heading: Sequence[Value], listed: Listed, texts: Texts, questions: Iterable[Question]) -> list[str | None]:
    """The column behind each heading, None for one that is not ours; those of a list that must be there are."""
    known = {name: _titles(name, texts) for name in COLUMNS[listed]}
    for question in questions:
        asked = {question.key, *(_folded(title) for title in (question.text or {}).values())}
        known.setdefault(ANSWER + question.key, set()).update(asked)
    found = [next((name for name, titles in known.items() if _folded(cell) in titles), None) for cell in heading]
    ru = texts.translator("ru")
    for name, needed in COLUMNS[listed].items():
        if found.count(name) > 1:
            raise RuleViolation("import-column-twice", column=ru.plain(f"export-column-{name}"))
        if needed and name not in found:
            raise RuleViolation("import-column-missing", column=ru.plain(f"export-column-{name}"))
    return found


def _titles(name: str, texts: Texts) -> set[str]:
    return {name, *(_folded(texts.translator(each).plain(f"export-column-{name}")) for each in LANGUAGES)}


def _translated(name: str, cell: Value, texts: Texts) -> Value:
    """A word of a vocabulary as its value, several with commas between them; what is unknown stays as typed."""
    if name in _DAYS and isinstance(cell, int) and _FIRST_DAY <= cell <= _LAST_DAY:
        return _EPOCH + timedelta(days=cell)
    if name not in WORDS or not isinstance(cell, str):
        return cell
    group, values = WORDS[name]
    known = {
        _folded(texts.translator(each).plain(f"{group}-{value}")): str(value) for each in LANGUAGES for value in values
    }
    return ",".join(known.get(_folded(part), part.strip()) for part in cell.split(","))


def _folded(cell: Value) -> str:
    return " ".join(str(cell or "").casefold().replace("ё", "е").split())
