"""The office puts tags on people and takes them off."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, PersonTag
from bot.db.queries import tags as queries
from bot.db.queries.tags import TagLine
from bot.domain.access import Permission
from bot.domain.errors import NotFound, Stale
from bot.domain.tags import ensure_room, tag_key, tag_name
from bot.services import audit, office


async def of_person(session: AsyncSession, actor: Person, person_id: int) -> tuple[Person, set[str], list[TagLine]]:
    """The person, the keys of their tags, and every tag there is."""
    person = await _person(session, actor, person_id)
    own = {each.key for each in await queries.of_person(session, person_id)}
    return person, own, await queries.known(session)


async def add(session: AsyncSession, actor: Person, person_id: int, typed: str, *, now: datetime) -> PersonTag:
    """Put a tag on a person; one that exists keeps the spelling it has.

    Raises RuleViolation ``tag-empty``, ``tag-too-long``, ``tags-many``; Stale ``tag-there``.
    """
    await _person(session, actor, person_id, lock=True)
    name = tag_name(typed)
    key = tag_key(name)
    own = await queries.of_person(session, person_id)
    if any(each.key == key for each in own):
        raise Stale("tag-there")
    ensure_room(len(own))
    spelled = next((each.name for each in await queries.known(session) if each.key == key), name)
    tag = PersonTag(person_id=person_id, key=key, name=spelled, added_by=actor.id, added_at=now)
    session.add(tag)
    await session.flush()
    audit.record(session, "person.tagged", actor=actor, now=now, subject=f"person:{person_id}")
    return tag


async def take_off(session: AsyncSession, actor: Person, person_id: int, key: str, *, now: datetime) -> None:
    """Take a tag off. Raises Stale ``tag-gone``."""
    await _person(session, actor, person_id, lock=True)
    tag = next((each for each in await queries.of_person(session, person_id) if each.key == key), None)
    if tag is None:
        raise Stale("tag-gone")
    await session.delete(tag)
    await session.flush()
    audit.record(session, "person.untagged", actor=actor, now=now, subject=f"person:{person_id}")


async def _person(session: AsyncSession, actor: Person, person_id: int, *, lock: bool = False) -> Person:
    await office.ensure_allowed(session, actor, Permission.SEE_PEOPLE)
    person = await session.get(Person, person_id, with_for_update={"key_share": True} if lock else None)
    if person is None or person.erased_at is not None:
        raise NotFound("person-unknown")
    return person
