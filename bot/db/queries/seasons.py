"""The season and its reference lists."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.fixed import Fixed
from bot.db.memory import remembered
from bot.db.models import Call, Direction, Event, Measure, Municipality, Organisation, Season
from bot.domain.enums import InstitutionKind

_NEWEST = Fixed(select(Season).order_by(Season.starts_on.desc(), Season.id.desc()).limit(1))


async def newest(session: AsyncSession) -> Season | None:
    """The season that starts last."""
    season: Season | None = await _NEWEST.scalar(session)
    return season


async def zone(session: AsyncSession) -> str | None:
    """The clock of the season that starts last."""
    return await remembered(session, "zone", lambda: _zone(session))


async def _zone(session: AsyncSession) -> str | None:
    name: str | None = await session.scalar(
        select(Season.zone).order_by(Season.starts_on.desc(), Season.id.desc()).limit(1)
    )
    return name


async def by_code(session: AsyncSession, code: str) -> Season:
    """The season of this code, which must be there; its row is locked, so that two loads wait for each other."""
    return (await session.scalars(select(Season).where(Season.code == code).with_for_update())).one()


async def municipalities(session: AsyncSession, *, retired: bool = False) -> Sequence[Municipality]:
    """Those offered in new forms, in the order of the list; with ``retired`` all there ever were."""
    statement = select(Municipality).order_by(Municipality.position, Municipality.id)
    if not retired:
        statement = statement.where(Municipality.retired_at.is_(None))
    return (await session.scalars(statement)).all()


async def organisations(
    session: AsyncSession, kind: InstitutionKind | None = None, *, retired: bool = False
) -> Sequence[Organisation]:
    """Those offered in new forms (of one kind), by short name; with ``retired`` all there ever were."""
    statement = select(Organisation).order_by(Organisation.short_name, Organisation.id)
    if kind is not None:
        statement = statement.where(Organisation.kind == kind)
    if not retired:
        statement = statement.where(Organisation.retired_at.is_(None))
    return (await session.scalars(statement)).all()


async def directions(session: AsyncSession, *, retired: bool = False) -> Sequence[Direction]:
    """Those offered in new forms, in the order of the list; with ``retired`` all there ever were."""
    statement = select(Direction).order_by(Direction.position, Direction.id)
    if not retired:
        statement = statement.where(Direction.retired_at.is_(None))
    return (await session.scalars(statement)).all()


async def measures(session: AsyncSession, season_id: int) -> Sequence[Measure]:
    """The roadmap in its order."""
    return (await session.scalars(select(Measure).where(Measure.season_id == season_id).order_by(Measure.number))).all()


async def calls(session: AsyncSession, season_id: int) -> Sequence[Call]:
    """The season's calls in the order they were written."""
    return (await session.scalars(select(Call).where(Call.season_id == season_id).order_by(Call.id))).all()


async def events(session: AsyncSession, season_id: int) -> Sequence[Event]:
    """The season's events by their start."""
    return (
        await session.scalars(select(Event).where(Event.season_id == season_id).order_by(Event.starts_at, Event.id))
    ).all()
