"""Documents for an event: what counts as handed in, deadlines, what the office types."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.documents import (
    MOST_ITEMS,
    NOTE_LIMIT,
    TITLE_LIMIT,
    DocumentState,
    due_at,
    ensure_room,
    last_day,
    next_deadline,
    next_status,
    parse_due,
    parse_valid_until,
    read_note,
    read_title,
    state_of,
    usual_due,
)
from bot.domain.enums import DocumentStatus
from bot.domain.errors import RuleViolation

HOME = "Asia/Yakutsk"
STARTS = datetime(2026, 8, 27, 6, 0, tzinfo=UTC)
NOW = datetime(2026, 8, 1, tzinfo=UTC)
DAY = 24 * 60
END = date(2026, 9, 16)
MISSING, HANDED_IN, CHECKED = DocumentStatus


@pytest.mark.parametrize(
    ("status", "valid_until", "state"),
    [
        (MISSING, None, DocumentState.MISSING),
        (MISSING, END, DocumentState.MISSING),
        (HANDED_IN, None, DocumentState.HANDED_IN),
        (CHECKED, None, DocumentState.CHECKED),
        (CHECKED, END, DocumentState.CHECKED),
        (HANDED_IN, END + timedelta(days=1), DocumentState.HANDED_IN),
        (CHECKED, END - timedelta(days=1), DocumentState.EXPIRES),
    ],
)
def test_document_has_to_be_valid_to_the_last_day(
    status: DocumentStatus, valid_until: date | None, state: DocumentState
) -> None:
    assert state_of(status, valid_until, END) is state
    assert state.lacking is (state in {DocumentState.MISSING, DocumentState.EXPIRES})


def test_last_day_is_by_the_clock_of_the_place() -> None:
    ends = datetime(2026, 9, 16, 20, 0, tzinfo=UTC)
    assert last_day(ends, "Europe/Moscow") == date(2026, 9, 16)
    assert last_day(ends, HOME) == date(2026, 9, 17)
    assert last_day(datetime(2026, 9, 16, 21, 0, tzinfo=UTC), "Europe/Moscow") == date(2026, 9, 16)


def test_tap_goes_round() -> None:
    assert [next_status(each) for each in DocumentStatus] == [HANDED_IN, CHECKED, MISSING]


def test_nearest_deadline_ahead_and_last_of_all_the_start() -> None:
    dues = [10 * DAY, None, 3 * DAY]
    first, second = STARTS - timedelta(days=10), STARTS - timedelta(days=3)
    assert next_deadline(STARTS, dues, NOW) == first
    assert next_deadline(STARTS, dues, first) == second
    assert next_deadline(STARTS, [10 * DAY], first) == STARTS
    assert next_deadline(STARTS, dues, STARTS) is None
    assert next_deadline(STARTS, [], NOW) is None
    assert due_at(STARTS, None) == STARTS


def test_due_is_typed_as_a_day_or_a_moment() -> None:
    # 15:00 at home on the 27th; the end of the 20th is 23:59 there.
    week = 6 * DAY + 15 * 60 + 1
    assert parse_due("20 августа", starts_at=STARTS, zone=HOME, now=NOW) == week
    assert parse_due("20.08", starts_at=STARTS, zone=HOME, now=NOW) == week
    assert parse_due("20.08.2026 23:59", starts_at=STARTS, zone=HOME, now=NOW) == week
    assert usual_due(STARTS, 7, zone=HOME, now=NOW) == week
    assert usual_due(STARTS, 7, zone=HOME, now=STARTS - timedelta(days=6)) is None
    assert [usual_due(STARTS, days, zone=HOME, now=NOW) for days in (0, None)] == [None, None]
    for typed, key in (
        ("28.08.2026", "document-due-late"),
        ("01.07.2026", "document-due-past"),
        ("скоро", "date-not-a-date"),
        ("31.02.2026", "date-impossible"),
    ):
        with pytest.raises(RuleViolation) as raised:
            parse_due(typed, starts_at=STARTS, zone=HOME, now=NOW)
        assert raised.value.key == key


def test_valid_until_lies_ahead_as_often_as_not() -> None:
    assert parse_valid_until("16.09.26", today=NOW.date()) == END
    assert parse_valid_until("16 сентября 2031", today=NOW.date()) == date(2031, 9, 16)


def test_names_and_notes() -> None:
    taken = [{"ru": "Полис", "en": "Policy"}]
    assert read_title(" Билеты |\n Tickets", taken) == {"ru": "Билеты", "en": "Tickets"}
    assert read_title("Билеты", taken) == {"ru": "Билеты", "en": "Билеты"}
    for typed, key in ((" \n ", "document-title-empty"), ("полис", "document-title-taken")):
        with pytest.raises(RuleViolation, match=key):
            read_title(typed, taken)
    with pytest.raises(RuleViolation) as raised:
        read_title("й" * (TITLE_LIMIT + 1), taken)
    assert raised.value == RuleViolation("document-too-long", limit=TITLE_LIMIT, length=TITLE_LIMIT + 1)
    assert read_note(" ") is None
    with pytest.raises(RuleViolation, match="document-too-long"):
        read_note("й" * (NOTE_LIMIT + 1))
    ensure_room(MOST_ITEMS - 1)
    with pytest.raises(RuleViolation, match="documents-many"):
        ensure_room(MOST_ITEMS)
