"""The funnel of the selection and its cuts; the links by which the office learns where people come from."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, SourceLink
from bot.db.queries import funnels as queries
from bot.db.queries import seasons as season_queries
from bot.db.queries.funnels import Group, LinkLine
from bot.domain.access import Permission
from bot.domain.errors import RuleViolation
from bot.services import audit, counts, office, seasons

NAME_LIMIT = 60


class Cut(StrEnum):
    """By what the funnel is cut."""

    SOURCE = "source"
    MUNICIPALITY = "municipality"
    ORGANISATION = "organisation"


async def total(session: AsyncSession, *, now: datetime) -> tuple[list[tuple[str, int]], datetime]:
    """(stage, people) of the newest season, nothing without one; and when it was counted."""
    season = await season_queries.newest(session)
    if season is None:
        return [], now
    day = await seasons.today(session, season.id, now=now)
    found, at = await counts.kept(
        session, f"funnel:{season.id}", lambda: queries.total(session, season.id, day=day), now=now
    )
    return [(stage, people) for stage, people in found], at


async def by(
    session: AsyncSession, cut: Cut, *, page: int, size: int, now: datetime
) -> tuple[list[Group], int, datetime]:
    """A page (from 0) of a cut's groups, how many there are, and when it was counted. Raises NotFound
    ``season-missing``."""
    season = await seasons.current(session)
    day = await seasons.today(session, season.id, now=now)

    async def count() -> Sequence[Any]:
        return await queries.by(session, season.id, cut.value, day=day, offset=page * size, limit=size)

    name = f"funnel:{season.id}:{cut.value}:{page}:{size}"
    (groups, total), at = await counts.kept(session, name, count, now=now)
    return [Group(*group) for group in groups], total, at


async def links(session: AsyncSession, actor: Person, *, page: int, size: int) -> tuple[list[LinkLine], int]:
    """A page (from 0) of the office's links and how many there are."""
    await office.ensure_allowed(session, actor, Permission.SEE_STATISTICS)
    return await queries.links(session, offset=page * size, limit=size)


async def make_link(session: AsyncSession, actor: Person, name: str, *, now: datetime) -> SourceLink:
    """A new link. Raises RuleViolation ``link-name-bad`` (limit)."""
    await office.ensure_allowed(session, actor, Permission.BROADCAST)
    name = " ".join(name.split())
    if not 0 < len(name) <= NAME_LIMIT:
        raise RuleViolation("link-name-bad", limit=NAME_LIMIT)
    made = SourceLink(code=secrets.token_hex(4), name=name, created_by=actor.id, created_at=now)
    session.add(made)
    await session.flush()
    audit.record(session, "link.made", actor=actor, now=now, subject=f"link:{made.id}")
    return made
