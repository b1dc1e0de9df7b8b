"""Workbooks that ask for more than they hold are refused before anything is made room for."""

import io
import zipfile

import pytest
import xlsxwriter

from bot.domain.errors import RuleViolation
from bot.papers.reading import read_content
from bot.services.imports import Listed
from bot.texts import Texts

_SHEET = "xl/worksheets/sheet1.xml"


def _workbook(**cells: str) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        for place, text in cells.items():
            page.write_string(place, text)
    return target.getvalue()


def _repacked(content: bytes, *, sheet: str = _SHEET, body: bytes | None = None) -> bytes:
    """The same workbook with its sheet at another place, or with something else in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            held = body if body is not None and name == _SHEET else old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                held = held.replace(_SHEET.removeprefix("xl/").encode(), sheet.removeprefix("xl/").encode())
            if name == "[Content_Types].xml":
                held = held.replace(_SHEET.encode(), sheet.encode())
            new.writestr(sheet if name == _SHEET else name, held)
    return target.getvalue()


_STRAY = _workbook(A1="Название", ZZ900000="x")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_STRAY, id="a stray cell"),
        pytest.param(_repacked(_STRAY, sheet="xl/elsewhere.xml"), id="a stray cell of a sheet elsewhere"),
        pytest.param(_repacked(_STRAY, body=b" " * (101 * 1024 * 1024)), id="a compressed desert"),
        pytest.param(_STRAY[:-40], id="cut short"),
        pytest.param(b"PK\x03\x04 and nothing of the kind", id="no archive"),
    ],
)
def test_small_file_that_asks_for_much_is_refused(content: bytes) -> None:
    assert len(content) < 200_000
    with pytest.raises(RuleViolation, match="import-no-workbook"):
        read_content("a.xlsx", content, Listed.PARTNERS, Texts.load())


def test_stray_cell_at_a_reachable_place_is_read_over() -> None:
    with pytest.raises(RuleViolation) as refused:
        read_content("a.xlsx", _workbook(A1="Ничего такого", C9000="x"), Listed.PARTNERS, Texts.load())
    assert refused.value.key != "import-no-workbook"
