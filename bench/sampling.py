"""Where processor time goes: the stack is looked at every so many milliseconds of it (POSIX).

It costs little and tells the truth about coroutines and greenlets, which a tracing profiler does not.
"""

import signal
from collections import Counter
from pathlib import Path
from types import FrameType

from greenlet import getcurrent  # type: ignore[import-untyped]  # it ships no type information

from bot.config import ROOT

EVERY = 0.002
_SHOWN = 120


class Sampler:
    """Counts functions on the stack: ``whole`` with what they call, ``ours`` of our code with the libraries' they call,
    ``own`` themselves."""

    def __init__(self) -> None:
        self.samples = 0
        self.whole: Counter[str] = Counter()
        self.ours: Counter[str] = Counter()
        self.own: Counter[str] = Counter()

    def start(self) -> None:
        """Begin to look."""
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        names = []
        thread = getcurrent()
        while frame is not None:
            code = frame.f_code
            names.append(f"{_short(code.co_filename)}:{code.co_qualname}")
            frame = frame.f_back
            if frame is None and thread.parent is not None:
                # SQLAlchemy works in greenlets of its own: the stack goes on with who waits for them.
                thread = thread.parent
                frame = thread.gr_frame
        self.samples += 1
        if names:
            self.own[names[0]] += 1
            self.whole.update(set(names))
            self.ours[next((name for name in names if name.startswith("bot/")), "libraries alone")] += 1

    def write(self, path: Path) -> None:
        """Look no more; write the functions with the most time, as text: percent of all samples."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        lines = [f"{self.samples} samples of {EVERY * 1000:g} ms"]
        tables = {"with what they call": self.whole, "ours with libraries": self.ours, "themselves": self.own}
        for title, counted in tables.items():
            lines += ["", title]
            lines += [f"{count / self.samples:7.1%}  {name}" for name, count in counted.most_common(_SHOWN)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _short(path: str) -> str:
    place = Path(path)
    return str(place.relative_to(ROOT)) if place.is_relative_to(ROOT / "bot") else "/".join(place.parts[-3:])
