"""The funnel: people at each stage, for all and by link, municipality and organisation."""

import pytest

from bot.db.engine import Database
from bot.db.models import Seat
from bot.db.queries.funnels import STAGES
from bot.domain.enums import ApplicationStatus, OfferStatus, OfficeRole, Role
from bot.domain.errors import NotAllowed, RuleViolation
from bot.papers.charts import shorten
from bot.services import applications, funnels, people
from bot.services.funnels import Cut
from tests.cast import OPEN, apply, load_season, office_member, participant


@pytest.fixture
def database(season_database: Database) -> Database:
    """With the shipped season in it."""
    return season_database


async def _fill(database: Database) -> None:
    async with database.transaction() as session:
        call = (await load_season(session))[Role.STUDENT]
        clerk = await office_member(session, OfficeRole.OPERATOR)
        link = await funnels.make_link(session, clerk, " Школа  № 1, стенд ", now=OPEN)
        with pytest.raises(RuleViolation, match="link-name-bad"):
            await funnels.make_link(session, clerk, " ", now=OPEN)
        expert = await office_member(session, OfficeRole.EXPERT, telegram_id=902)
        with pytest.raises(NotAllowed):
            await funnels.make_link(session, expert, "Моя", now=OPEN)
        visitor = await participant(session, 10, municipality_id="go-tynda")
        visitor.registered_at = None
        for _ in range(2):
            people.greet(session, visitor, source=link.code, now=OPEN)
        drafted = await participant(session, 11)
        await applications.start(session, drafted, call.id, now=OPEN)
        await apply(session, await participant(session, 12, consents=False), call)
        held = await apply(session, await participant(session, 13, municipality_id="go-tynda"), call)
        held.status = ApplicationStatus.ACCEPTED
        session.add(
            Seat(
                call_id=call.id, application_id=held.id, status=OfferStatus.ACCEPTED, offered_at=OPEN, deadline_at=OPEN
            )
        )


async def test_everybody_is_counted_once_at_each_stage(database: Database) -> None:
    await _fill(database)
    async with database.reading() as session:
        assert dict((await funnels.total(session, now=OPEN))[0]) == dict(
            zip(STAGES, (4, 3, 3, 2, 1, 0, 1, 1), strict=True)
        )
        groups, count, _ = await funnels.by(session, Cut.MUNICIPALITY, page=0, size=1, now=OPEN)
        assert count == 2
        everything, _, _ = await funnels.by(session, Cut.MUNICIPALITY, page=0, size=10, now=OPEN)
    assert groups[0] == everything[0]
    assert {group.name: (group.counts["visited"], group.counts["sent"]) for group in everything} == {
        "городской округ Зея": (2, 1),
        "городской округ Тында": (2, 1),
    }


async def test_cuts_by_link_and_organisation(database: Database) -> None:
    await _fill(database)
    async with database.transaction() as session:
        by_link, _, _ = await funnels.by(session, Cut.SOURCE, page=0, size=10, now=OPEN)
        assert {group.name: group.counts["visited"] for group in by_link} == {None: 3, "Школа № 1, стенд": 1}
        by_school, _, _ = await funnels.by(session, Cut.ORGANISATION, page=0, size=10, now=OPEN)
        assert {group.name: group.counts["confirmed"] for group in by_school} == {"Школа № 1": 1}
        clerk = await office_member(session, OfficeRole.OBSERVER, telegram_id=901)
        ((line,), count) = await funnels.links(session, clerk, page=0, size=10)
        assert (line.visits, line.people, line.sent, count) == (2, 1, 0, 1)


def test_labels_are_shortened() -> None:
    assert (shorten("Зея", 5), shorten("Благовещенск", 6)) == ("Зея", "Благо…")
