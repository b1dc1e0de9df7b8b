"""Whether a published team is alive: what it did last, for how long it has been silent."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

LEAST_DAYS, MOST_DAYS = 3, 90


class ActivityKind(StrEnum):
    """What counts as a team's activity; ``formed`` stands for none since the team was published."""

    FORMED = "formed"
    PLANNED = "planned"
    MET = "met"
    ROLL = "roll"
    PROJECT = "project"
    QUESTION = "question"


class Activity(NamedTuple):
    """Something a team did."""

    at: datetime
    kind: ActivityKind


def latest(activities: Iterable[Activity]) -> Activity:
    """The last of them; of several at one moment the one that says most (the order of the kinds)."""
    order = list(ActivityKind)
    return max(activities, key=lambda each: (each.at, order.index(each.kind)))


def is_silent(last: datetime, ahead: datetime | None, *, now: datetime, days: int) -> bool:
    """Whether a team is to be listed: nothing for ``days`` whole days, and no meeting (``ahead``) within as many."""
    term = timedelta(days=days)
    return now - last >= term and (ahead is None or ahead - now > term)
