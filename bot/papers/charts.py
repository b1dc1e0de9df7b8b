"""Charts of the office, drawn by matplotlib in the worker process."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.short_names import short_place
from bot.papers import Paper, maker
from bot.services import funnels, indicators
from bot.services.funnels import Cut
from bot.texts import Translate
from bot.worker import in_worker

STATS = "stats-chart"
FUNNEL = "funnel-chart"
_GROUPS_DRAWN = 15


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: its label, how long it is (0–1 of the axis), what is written at its end, its colour."""

    label: str
    share: float
    note: str
    colour: str


_COLOURS = {"green": "#2e9e6b", "amber": "#e0a030", "red": "#d4574e"}
_FUNNEL_COLOUR = "#3f6fd8"
_INK = "#1f2937"
_TRACK = "#e8ebf1"


@maker(STATS)
async def stats_chart(session: AsyncSession, t: Translate, _argument: str, now: datetime) -> Paper:
    """The indicators against their plans, and the funnel of the selection, as one PNG."""
    dashboard = await indicators.dashboard(session, now=now)
    plans = [
        Bar(
            t.plain(f"indicator-{row.id}"),
            min(row.fact / row.plan, 1.0) if row.plan else 0.0,
            t.plain("indicator-of-plan", fact=row.fact, plan=row.plan),
            _COLOURS[row.state],
        )
        for row in dashboard.indicators
    ]
    widest = max((count for _, count in dashboard.funnel), default=0) or 1
    funnel = [
        Bar(t.plain(f"funnel-{stage}"), count / widest, str(count), _FUNNEL_COLOUR) for stage, count in dashboard.funnel
    ]
    titles = (t.plain("stats-chart-plans"), t.plain("stats-chart-funnel", at=now))
    return Paper("stats.png", await in_worker(draw_panels, titles, (plans, funnel)))


@maker(FUNNEL)
async def funnel_chart(session: AsyncSession, t: Translate, argument: str, now: datetime) -> Paper:
    """The groups of one cut, those with the most forms first: forms sent, and how many of them are accepted."""
    cut = Cut(argument)
    rows, _, _ = await funnels.by(session, cut, page=0, size=_GROUPS_DRAWN, now=now)
    widest = max((row.counts["sent"] for row in rows), default=0) or 1
    bars = [
        Bar(
            shorten(_label(row.name, cut) or t.plain("funnel-nameless", cut=cut.value), 30),
            row.counts["sent"] / widest,
            t.plain("funnel-note", **row.counts),
            _FUNNEL_COLOUR,
        )
        for row in rows
    ]
    title = t.plain("funnel-chart", cut=cut.value)
    return Paper("funnel.png", await in_worker(draw_panels, (title,), (bars,)))


def _label(name: str | None, cut: Cut) -> str | None:
    return short_place(name) if name and cut is Cut.MUNICIPALITY else name


def shorten(label: str, most: int) -> str:
    """A label of at most so many characters."""
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def draw_panels(titles: Sequence[str], panels: Sequence[Sequence[Bar]]) -> bytes:
    """Horizontal bars, one panel under another, as PNG bytes. Runs in the worker process."""
    # matplotlib costs 0.6 s and 40 MB: only the worker pays.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    heights = [len(bars) + 1.2 for bars in panels]
    figure = Figure(
        figsize=(6.2, 0.4 * sum(heights) + 0.3),
        dpi=160,
        layout=ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.12),
        facecolor="white",
    )
    FigureCanvasAgg(figure)
    parts = figure.subfigures(len(panels), 1, height_ratios=heights, squeeze=False)[:, 0]
    for part, title, bars in zip(parts, titles, panels, strict=True):
        # From the edge of the picture, not of the bars: beside long labels little room is left.
        part.suptitle(title, x=0.02, ha="left", fontsize=13, fontweight="bold", color=_INK)
        _draw_bars(part.subplots(), bars)
    target = io.BytesIO()
    figure.savefig(target, format="png")
    return target.getvalue()


def _draw_bars(axis: Any, bars: Sequence[Bar]) -> None:
    rows = range(len(bars))
    axis.barh(rows, [1.0] * len(bars), color=_TRACK, height=0.62)
    axis.barh(rows, [bar.share for bar in bars], color=[bar.colour for bar in bars], height=0.62)
    for row, bar in zip(rows, bars, strict=True):
        axis.text(1.02, row, bar.note, va="center", fontsize=11, color=_INK)
    axis.set_yticks(rows, [bar.label for bar in bars], fontsize=11, color=_INK)
    axis.set_xlim(0, 1.5)
    axis.set_xticks([])
    axis.invert_yaxis()
    axis.tick_params(length=0)
    for side in axis.spines.values():
        side.set_visible(False)
