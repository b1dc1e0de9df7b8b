"""The office changes parts of a call, and is told what contradicts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import AuditEntry
from bot.domain.call_edit import CallField, Value, pack, unpack
from bot.domain.enums import ApplicationStatus, OfficeRole, Role
from bot.domain.errors import NotAllowed, RuleViolation
from bot.services import call_office
from tests.cast import OPEN, apply, load_season, office_member, participant

CLOSES = datetime(2019, 9, 6, 9, 0, tzinfo=UTC)


@pytest.fixture
def database(season_database: Database) -> Database:
    """The season is there already."""
    return season_database


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (CallField.OPENS, OPEN - timedelta(days=1)),
        (CallField.CONSENT, CLOSES + timedelta(days=3)),
        (CallField.AGE, date(2019, 10, 1)),
        (CallField.QUOTA, 1),
        (CallField.RESERVE, 0),
        (CallField.REVIEWS, 5),
    ],
)
async def test_a_part_is_changed_and_audited(database: Database, field: CallField, value: Value) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        clerk = await office_member(session, OfficeRole.OPERATOR)
        await call_office.change(session, clerk, call.id, field, unpack(field, pack(value)), now=OPEN)
        await session.refresh(call)
        assert getattr(call, field.value) == value
        acts = await session.scalars(select(AuditEntry.subject).where(AuditEntry.action == "call.changed"))
        assert acts.all() == [f"call:{call.id}"]


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        (CallField.OPENS, CLOSES, "call-opens-after-closing"),
        (CallField.OPENS, OPEN + timedelta(hours=1), "call-already-open"),
        (CallField.CONSENT, CLOSES - timedelta(hours=1), "call-consent-before-closing"),
        (CallField.QUOTA, 1, "call-quota-taken"),
        (CallField.AGE, date(1990, 9, 1), "call-age-date-far"),
        (CallField.REVIEWS, 6, "call-number-wrong"),
    ],
)
async def test_what_contradicts_is_refused(database: Database, field: CallField, value: Value, key: str) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        clerk = await office_member(session, OfficeRole.OPERATOR)
        for number in (10, 11):
            (await apply(session, await participant(session, number), call)).status = ApplicationStatus.ACCEPTED
        was = getattr(call, field.value)
        with pytest.raises(RuleViolation, match=key):
            await call_office.change(session, clerk, call.id, field, value, now=OPEN)
        assert getattr(call, field.value) == was


async def test_an_observer_changes_nothing(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        actor = await office_member(session, OfficeRole.OBSERVER)
        with pytest.raises(NotAllowed):
            await call_office.change(session, actor, call.id, CallField.QUOTA, 300, now=OPEN)
