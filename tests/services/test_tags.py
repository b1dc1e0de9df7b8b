"""Tags: one spelling, one row; whom a broadcast reaches by them; gone with the person."""

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import AuditEntry, Person, PersonTag
from bot.db.queries import audiences
from bot.db.queries import tags as queries
from bot.domain.audiences import Audience, AudiencePart
from bot.domain.enums import OfficeRole
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.services import people_cards, privacy, tags
from tests.services.team_cast import NOW, office_member


async def _people(session: AsyncSession, count: int) -> list[Person]:
    people = [Person(telegram_id=100 + n, first_name=f"П{n}", language="ru", created_at=NOW) for n in range(count)]
    session.add_all(people)
    await session.flush()
    return people


async def test_tag_keeps_its_first_spelling_and_is_put_on_once(database: Database) -> None:
    async with database.transaction() as session:
        office = await office_member(session, 1)
        anna, boris = await _people(session, 2)
        await tags.add(session, office, anna.id, "  #Волонтёр  года ", now=NOW)
        await tags.add(session, office, boris.id, "волонтер ГОДА", now=NOW)
        with pytest.raises(Stale, match="tag-there"):
            await tags.add(session, office, anna.id, "ВОЛОНТЁР ГОДА", now=NOW)
        assert await queries.known(session) == [("волонтер года", "Волонтёр года", 2)]
        assert (await people_cards.open_card(session, office, anna.id, now=NOW))["tags"] == "Волонтёр года"
        await tags.take_off(session, office, anna.id, "волонтер года", now=NOW)
        with pytest.raises(Stale, match="tag-gone"):
            await tags.take_off(session, office, anna.id, "волонтер года", now=NOW)
        acts = (await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))).all()
        assert [act for act in acts if "tag" in act] == ["person.tagged", "person.tagged", "person.untagged"]


async def test_broadcasts_choose_and_leave_out_by_tags(database: Database) -> None:
    async with database.transaction() as session:
        office = await office_member(session, 1)
        anna, boris, vera = await _people(session, 3)
        for person, name in ((anna, "актив"), (boris, "актив"), (boris, "пауза"), (vera, "пауза")):
            await tags.add(session, office, person.id, name, now=NOW)

        async def reached(**chosen: tuple[str, ...]) -> set[int]:
            audience = Audience({AudiencePart(part): keys for part, keys in chosen.items()})
            found = await session.scalars(select(Person.id).where(audiences.recipients(audience, None, NOW)))
            return set(found)

        assert await reached(tag=("актив",)) == {anna.id, boris.id}
        assert await reached(tag=("актив", "пауза")) == {anna.id, boris.id, vera.id}
        assert await reached(tag=("актив",), without=("пауза",)) == {anna.id}
        assert await reached(without=("актив",)) == {office.id, vera.id}


async def test_tags_have_limits_and_go_with_the_person(database: Database) -> None:
    async with database.transaction() as session:
        office = await office_member(session, 1)
        (anna,) = await _people(session, 1)
        for number in range(10):
            await tags.add(session, office, anna.id, f"т{number}", now=NOW)
        for typed, key in (("ещё", "tags-many"), (" # ", "tag-empty"), ("я" * 31, "tag-too-long")):
            with pytest.raises(RuleViolation, match=key):
                await tags.add(session, office, anna.id, typed, now=NOW)
        assert len((await privacy.everything_about(session, anna))["person_tags"]) == 10
        await privacy.erase(session, anna, now=NOW)
        assert (await session.scalars(select(PersonTag))).all() == []


@pytest.mark.parametrize("role", [OfficeRole.EXPERT, OfficeRole.OBSERVER])
async def test_others_tag_nobody(database: Database, role: OfficeRole) -> None:
    async with database.transaction() as session:
        clerk = await office_member(session, 1, role)
        (anna,) = await _people(session, 1)
        with pytest.raises(NotAllowed):
            await tags.add(session, clerk, anna.id, "актив", now=NOW)
