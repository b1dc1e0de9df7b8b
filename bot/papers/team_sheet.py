"""The sheet of all teams: drawn for the wall (PNG, PDF), or as a spreadsheet for the office."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import TeamRun
from bot.db.queries import seasons as season_queries
from bot.db.queries import teams as queries
from bot.db.queries import wishes as wish_queries
from bot.db.queries.teams import TeamLine
from bot.domain.enums import Role, SheetKind
from bot.domain.errors import NotFound
from bot.domain.short_names import short_direction, short_place
from bot.papers import Paper, maker
from bot.papers.sheets import PlainSheet, workbook
from bot.services import teams
from bot.texts import Translate
from bot.worker import in_worker

TEAM_SHEET = "team-sheet"

_COLUMNS, _ROWS = 4, 2
_COLOURS = ("#3f6fd8", "#2e9e6b", "#b8562f", "#7b4fb3", "#c7922b", "#2c8a9e", "#b03a6b", "#5b6b7f")
_INK, _PALE, _LINE = "#1f2937", "#6b7280", "#d5dae3"
_WIDEST_NAME, _WIDEST_HEAD = 34, 30


@dataclass(frozen=True, slots=True)
class TeamBox:
    """One team as it is drawn: its title, two lines under it, who is in it, and its colour."""

    title: str
    direction: str
    tutor: str
    members: tuple[str, ...]
    colour: str


@maker(TEAM_SHEET)
async def team_sheet(session: AsyncSession, t: Translate, argument: str, now: datetime) -> Paper:
    """``argument`` is ``<run>-<kind>-<names>``: people by their names (1) or by application numbers (0)."""
    run_id, kind, names = argument.split("-")
    run = await session.get(TeamRun, int(run_id))
    if run is None:
        raise NotFound("teams-run-unknown")
    if kind == SheetKind.XLSX:
        return Paper(f"teams-{run.seed}.xlsx", await in_worker(workbook, [await _table(session, t, run)]))
    boxes = await _boxes(session, t, run, by_name=names == "1")
    draw = draw_pages if kind == SheetKind.PDF else draw_picture
    title = t.plain("teams-sheet-title", variant=run.seed, count=len(boxes))
    return Paper(f"teams-{run.seed}.{kind}", await in_worker(draw, title, boxes))


async def _boxes(session: AsyncSession, t: Translate, run: TeamRun, *, by_name: bool) -> list[TeamBox]:
    lines = await queries.lines(session, run.id)
    members = await queries.members(session, run.id)
    forms = await queries.applications(session, run.season_id, Role.STUDENT)
    directions = sorted({line.team.direction_id or "" for line in lines})

    def shown(person: Any) -> str:
        number = forms[person.id].number if person.id in forms else None
        return teams.mate_name(person) if by_name else (number or f"№ {person.id}")

    return [
        TeamBox(
            t.plain("teams-sheet-box", team=line.team.name),
            short_direction(line.direction or "—"),
            t.plain("teams-sheet-led", name=teams.tutor_name(line.tutor)),
            tuple(sorted(shown(person) for person in members.get(line.team.id, []))),
            _COLOURS[directions.index(line.team.direction_id or "") % len(_COLOURS)],
        )
        for line in lines
    ]


async def _table(session: AsyncSession, t: Translate, run: TeamRun) -> PlainSheet:
    lines = await queries.lines(session, run.id)
    members = await queries.members(session, run.id)
    forms = await queries.applications(session, run.season_id, Role.STUDENT)
    wishes = await wish_queries.wishes(session, run.season_id)
    towns = {each.id: short_place(each.name) for each in await season_queries.municipalities(session, retired=True)}
    titles = ("team", "direction", "tutor", "number", "surname", "name", "town", "roles", "skills")
    rows = []
    for line in lines:
        for person in members.get(line.team.id, []):
            wish = wishes.get(person.id)
            form = forms.get(person.id)
            roles = ", ".join(t.plain(f"team-role-{role}") for role in wish.roles) if wish is not None else None
            rows.append(
                (
                    *_team_cells(line),
                    form.number if form is not None else None,
                    person.surname,
                    person.first_name,
                    towns.get(person.municipality_id or ""),
                    roles,
                    wish.skills if wish is not None else None,
                )
            )
    return PlainSheet(
        t.plain("teams-sheet-name-of-list"), tuple(t.plain(f"teams-sheet-{each}") for each in titles), tuple(rows)
    )


def _team_cells(line: TeamLine) -> tuple[str | None, ...]:
    return line.team.name, line.direction, teams.tutor_name(line.tutor)


def draw_picture(title: str, boxes: Sequence[TeamBox]) -> bytes:
    """All teams on one picture, as PNG. Runs in the worker process."""
    # Hundreds of teams make a picture nobody can open: it grows in width as well.
    columns = _COLUMNS if len(boxes) <= 10 * _COLUMNS else 12
    rows = max(-(-len(boxes) // columns), 1)
    figure = _figure(title, boxes, columns, rows, width=3.1 * columns)
    target = io.BytesIO()
    figure.savefig(target, format="png", dpi=110 if columns == _COLUMNS else 60)
    return target.getvalue()


def draw_pages(title: str, boxes: Sequence[TeamBox]) -> bytes:
    """The teams on pages of A4, eight to a page, as PDF. Runs in the worker process."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_pdf import PdfPages

    target, each_page = io.BytesIO(), _COLUMNS * _ROWS
    # Whole fonts instead of outlines: names can be searched for in the file.
    with rc_context({"pdf.fonttype": 42}), PdfPages(target) as pages:
        for start in range(0, max(len(boxes), 1), each_page):
            page = boxes[start : start + each_page]
            figure = _figure(title, page, _COLUMNS, _ROWS, width=11.69, height=8.27)
            pages.savefig(figure)
    return target.getvalue()


def _figure(
    title: str, boxes: Sequence[TeamBox], columns: int, rows: int, *, width: float, height: float | None = None
) -> Any:
    # matplotlib costs 0.6 s and 40 MB: only the worker pays.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    most = max((len(box.members) for box in boxes), default=0)
    height = height or rows * (1.25 + 0.21 * max(most, 5)) + 0.7
    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    top = 1 - 0.55 / height
    figure.text(0.5, 1 - 0.3 / height, title, ha="center", va="center", fontsize=15, fontweight="bold", color=_INK)
    cell_width, cell_height = 0.98 / columns, (top - 0.1 / height) / rows
    # A line of a member takes 0.21 inches, or less when the page is full.
    step = min(0.21, (cell_height * height - 1.15) / max(most, 1))
    for place, box in enumerate(boxes):
        left = 0.01 + place % columns * cell_width
        bottom = top - (place // columns + 1) * cell_height
        axis = figure.add_axes((left, bottom, cell_width, cell_height))
        _draw_box(axis, box, cell_width * width, cell_height * height, step)
    return figure


def _draw_box(axis: Any, box: TeamBox, width: float, height: float, step: float) -> None:
    """One team; the axis is measured in inches from its upper left corner."""
    from matplotlib.patches import FancyBboxPatch, Rectangle

    axis.set_xlim(0, width)
    axis.set_ylim(height, 0)
    axis.axis("off")
    axis.add_patch(
        FancyBboxPatch(
            (0.12, 0.12), width - 0.24, height - 0.24, boxstyle="round,pad=0.04", facecolor="white", edgecolor=_LINE
        )
    )
    axis.add_patch(Rectangle((0.08, 0.08), width - 0.16, 0.36, facecolor=box.colour, edgecolor="none"))
    axis.text(0.2, 0.27, box.title, va="center", fontsize=12.5, fontweight="bold", color="white")
    axis.text(width - 0.2, 0.27, str(len(box.members)), va="center", ha="right", fontsize=11, color="white")
    axis.text(0.2, 0.6, _cut(box.direction, _WIDEST_HEAD), va="center", fontsize=9.5, color=box.colour)
    axis.text(0.2, 0.8, _cut(box.tutor, _WIDEST_HEAD), va="center", fontsize=9, color=_PALE)
    size = min(10.0, step * 48)
    for place, member in enumerate(box.members):
        y = 1.05 + step * place
        axis.text(0.34, y, f"{place + 1}", va="center", ha="right", fontsize=size * 0.8, color=_PALE)
        axis.text(0.44, y, _cut(member, _WIDEST_NAME), va="center", fontsize=size, color=_INK)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
