"""The protocol of a selection as XLSX and PDF, always in Russian: it is signed on paper."""

import io
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.short_names import short_place
from bot.papers import Paper, maker
from bot.services import protocol
from bot.services.protocol import Line, Protocol, Verdict
from bot.services.selection import reason_arguments
from bot.texts import LANGUAGES, Texts, Translate
from bot.worker import in_worker

XLSX, PDF = "protocol-xlsx", "protocol-pdf"
_MEMBERS = 4
_ALIGNED = ("RIGHT", "LEFT", "LEFT", "RIGHT", "RIGHT", "RIGHT", "RIGHT", "LEFT")
_SIGNATURE, _NAME = (75, 125), (132, 200)
"""From where to where on the page, in millimetres, the lines are on which somebody signs and prints the name."""

_WIDTHS = (11, 20, 40, 14, 18, 18, 20, 49)
"""Millimetres of the columns: together the width of an upright A4 page between its margins."""


@dataclass(frozen=True, slots=True)
class PlainProtocol:
    """A protocol ready to be written, in any process."""

    title: str
    head: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    totals: tuple[str, ...]
    signatures: tuple[str, ...]
    below_lines: tuple[str, str]
    page: str


@maker(XLSX)
async def protocol_xlsx(session: AsyncSession, t: Translate, argument: str, now: datetime) -> Paper:
    """The protocol of the call ``argument`` as a spreadsheet."""
    ready, name = await _ready(session, t, argument, now)
    return Paper(f"{name}.xlsx", await in_worker(workbook, ready))


@maker(PDF)
async def protocol_pdf(session: AsyncSession, t: Translate, argument: str, now: datetime) -> Paper:
    """The protocol of the call ``argument`` as pages to sign."""
    ready, name = await _ready(session, t, argument, now)
    return Paper(f"{name}.pdf", await in_worker(pages, ready))


async def _ready(session: AsyncSession, t: Translate, argument: str, now: datetime) -> tuple[PlainProtocol, str]:
    found = await protocol.read(session, int(argument), now=now)
    russian = Texts.load(home_zone=t.home_zone).translator(LANGUAGES[0])
    return plain(found, russian), f"protocol-{found.call.role.value}-{found.day:%Y-%m-%d}"


def plain(found: Protocol, t: Translate) -> PlainProtocol:
    """The protocol in words."""
    role, counts = found.call.role.value, found.counts
    head = (
        t.plain("protocol-season", title=found.season.title),
        t.plain("protocol-day", day=found.day),
        t.plain("protocol-sent", count=len(found.lines), quota=found.call.quota, reserve=found.call.reserve),
    )
    totals = [t.plain("protocol-total", verdict=verdict.value, count=count) for verdict, count in counts.items()]
    signatures = [t.plain("protocol-chair"), t.plain("protocol-secretary")]
    signatures += [t.plain("protocol-member")] * _MEMBERS
    columns = ("row", "number", "municipality", "reviews", "mean", "median", "adjusted", "verdict")
    return PlainProtocol(
        title=t.plain("protocol-title", role=role),
        head=head,
        titles=tuple(t.plain(f"protocol-column-{column}") for column in columns),
        rows=tuple(_row(place, line, t) for place, line in enumerate(found.lines, start=1)),
        totals=tuple(totals),
        signatures=tuple(signatures),
        below_lines=(t.plain("protocol-signature"), t.plain("protocol-signed-name")),
        page=t.plain("protocol-page"),
    )


def _row(place: int, line: Line, t: Translate) -> tuple[str | int | float | None, ...]:
    verdict = t.plain(
        "protocol-verdict",
        verdict=line.verdict.value,
        staged=line.staged,
        **(reason_arguments(line.reason) if line.verdict is Verdict.REJECTED else reason_arguments(None)),
    )
    municipality = short_place(line.municipality) if line.municipality else None
    return (place, line.number, municipality, line.reviews, line.mean, line.median, line.adjusted, verdict.strip())


def workbook(ready: PlainProtocol) -> bytes:
    """The protocol as XLSX: heading, table, totals, places to sign. Runs in the worker process."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True, "font_size": 14})
        heading = book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "valign": "top", "bg_color": "#E6ECF5"}
        )
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        score = book.add_format({"border": 1, "valign": "top", "num_format": "0.00"})
        signed = book.add_format({"bottom": 1})
        page = book.add_worksheet("Протокол")
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer(f"&R{ready.page} &P / &N")
        for number, width in enumerate(_WIDTHS):
            page.set_column(number, number, width / 1.9)
        page.write_string(0, 0, ready.title, bold)
        for number, text in enumerate(ready.head, start=1):
            page.write_string(number, 0, text)
        top = len(ready.head) + 2
        page.write_row(top, 0, ready.titles, heading)
        page.repeat_rows(top)
        page.freeze_panes(top + 1, 0)
        for number, row in enumerate(ready.rows, start=top + 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    page.write_string(number, column, value, cell)
                elif value is None:
                    page.write_blank(number, column, None, cell)
                else:
                    page.write_number(number, column, value, score if isinstance(value, float) else cell)
        below = top + len(ready.rows) + 2
        for number, text in enumerate(ready.totals, start=below):
            page.write_string(number, 0, text)
        below += len(ready.totals) + 1
        for number, text in enumerate(ready.signatures):
            page.set_row(below + number, 24)
            page.write_string(below + number, 0, text)
            for column in (3, 4, 6, 7):  # a line for the signature, another for the name
                page.write_blank(below + number, column, None, signed)
        for column, hint in zip((3, 6), ready.below_lines, strict=True):
            page.write_string(below + len(ready.signatures), column, hint)
    return target.getvalue()


def pages(ready: PlainProtocol) -> bytes:
    """The protocol as PDF, the table's heading on every page. Runs in the worker process."""
    # Only who makes a document pays for the libraries; the letters are those charts are drawn with.
    from pathlib import Path

    import matplotlib
    from fpdf import FPDF
    from fpdf.fonts import FontFace

    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"

    class Pages(FPDF):
        def footer(self) -> None:
            """«Страница 1 из 7»."""
            self.set_y(-12)
            self.set_font("DejaVu", size=8)
            self.cell(0, 6, f"{ready.page} {self.page_no()} / {{nb}}", align="R")

    document = Pages(orientation="portrait", format="A4")
    document.set_auto_page_break(True, margin=16)
    document.add_font("DejaVu", fname=fonts / "DejaVuSans.ttf")
    document.add_font("DejaVu", style="B", fname=fonts / "DejaVuSans-Bold.ttf")
    document.add_page()
    document.set_font("DejaVu", style="B", size=13)
    document.multi_cell(0, 7, ready.title, align="C", new_x="LMARGIN", new_y="NEXT")
    document.ln(2)
    document.set_font("DejaVu", size=9)
    for text in ready.head:
        document.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")
    document.ln(3)
    document.set_font("DejaVu", size=7.5)
    document.set_line_width(0.1)
    with document.table(
        col_widths=_WIDTHS,
        line_height=4.4,
        headings_style=FontFace(emphasis="BOLD", fill_color=(230, 236, 245)),
        padding=(0.5, 1.2),
        text_align=_ALIGNED,
        v_align="TOP",
    ) as table:
        for row in (ready.titles, *ready.rows):
            line = table.row()
            for value in row:
                line.cell(_written(value))
    document.set_font("DejaVu", size=9)
    _ending(document, ready)
    return bytes(document.output())


def _ending(document: object, ready: PlainProtocol) -> None:
    """Totals and the places to sign stay together on one page."""
    from fpdf import FPDF

    assert isinstance(document, FPDF)  # noqa: S101 - for the type checker: the class is imported where it is needed
    height = 5 * len(ready.totals) + 12 * len(ready.signatures) + 12
    if document.will_page_break(height):
        document.add_page()
    document.ln(4)
    for text in ready.totals:
        document.cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")
    document.ln(4)
    document.set_line_width(0.2)
    for text in ready.signatures:
        below = document.get_y() + 8
        document.set_font("DejaVu", size=9)
        document.cell(0, 12, text, new_x="LMARGIN", new_y="NEXT")
        following = document.get_y()
        document.set_font("DejaVu", size=6)
        for (start, end), hint in zip((_SIGNATURE, _NAME), ready.below_lines, strict=True):
            document.line(start, below, end, below)
            document.set_xy(start, below)
            document.cell(end - start, 3, hint, align="C")
        document.set_xy(document.l_margin, following)


def _written(value: str | float | None) -> str:
    match value:
        case None:
            return "—"
        case float():
            return f"{value:.2f}".replace(".", ",")
    return str(value)
