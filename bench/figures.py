"""What was measured beside what was aimed at."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """A line of the table. ``target`` is the least (or most) there should be; without one it is only shown."""

    name: str
    value: float
    unit: str = ""
    target: float | None = None
    better: Literal["more", "less"] = "more"

    @property
    def good(self) -> bool:
        """Whether the target is met."""
        if self.target is None:
            return True
        return self.value >= self.target if self.better == "more" else self.value <= self.target


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which so many percent lie."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def show(title: str, figures: Sequence[Figure]) -> bool:
    """Print the table; whether every target is met."""
    print(f"\n{title}")
    width = max(len(figure.name) for figure in figures)
    for figure in figures:
        aim, mark = "", " "
        if figure.target is not None:
            aim = f"{'≥' if figure.better == 'more' else '≤'} {figure.target:g}"
            mark = "✓" if figure.good else "✗"
        print(f"  {mark} {figure.name:<{width}}  {figure.value:>9.2f} {figure.unit:<10} {aim}".rstrip())
    return all(figure.good for figure in figures)
