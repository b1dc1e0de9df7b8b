"""Which version of a project counts, and what a version changed."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.projects import changed_parts, counted

DUE = datetime(2020, 4, 1, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("saved", "deadline", "index"),
    [
        ([], DUE, None),
        ([DUE], DUE, 0),
        ([DUE + SECOND], DUE, None),
        ([DUE - SECOND, DUE, DUE + SECOND], DUE, 1),
        ([DUE - SECOND, DUE + SECOND], None, 1),
    ],
)
def test_last_version_in_time_counts(saved: list[datetime], deadline: datetime | None, index: int | None) -> None:
    assert counted(saved, deadline) == index


def test_changed_parts_stand_in_the_order_of_the_questions() -> None:
    before = {"title": "Теплица", "problem": None, "stage": "idea"}
    after = {"title": "Теплица", "problem": "Нет овощей", "stage": "plan", "result": ""}
    assert changed_parts(before, after) == ("problem", "stage")
    assert changed_parts({}, before) == ("title", "stage")
