"""What to do when nobody knows whether a message arrived: the request was written, and no answer came.

After a crash everything that was on its way is sent again, whatever its kind: it may not even have been begun.
"""

from typing import NamedTuple

from bot.domain.enums import Priority


class Doubt(NamedTuple):
    """Whether a kind of message is sent again, and why."""

    repeats: bool
    why: str


_BY_PRIORITY = {
    Priority.ANSWER: Doubt(True, "somebody waits for it: a second answer is a lesser evil than silence"),
    Priority.DECISION: Doubt(True, "not to know costs a place, to read it twice costs nothing: buttons act once"),
    Priority.REMINDER: Doubt(True, "a departure is missed once; what is late by then is dropped"),
    Priority.BROADCAST: Doubt(True, "the office counts on nobody being left out"),
}
"""The kinds by what they are for."""

_LEFT = {
    "broadcast-finished": Doubt(False, "the list of broadcasts and its card say the same"),
    "office-alert-update-failed": Doubt(
        False, "the alert asks to read the log, where it stands; more of them only alarm"
    ),
}
"""Texts that are not worth a second copy."""


def doubt_about(template: str, priority: int) -> Doubt:
    """What holds for a kind of message, by the key of its text and its priority."""
    return _LEFT.get(template) or _BY_PRIORITY[Priority(priority)]
