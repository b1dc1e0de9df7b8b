"""The weights of the next formation, set by the office beforehand; a run keeps those it was asked for with."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Season
from bot.db.queries import teams as queries
from bot.domain.access import Permission
from bot.domain.team_model import TeamRules, TeamWeights
from bot.domain.team_weights import Level, at_level
from bot.services import audit, office


def weights_of(season: Season) -> TeamWeights:
    """What the next run of the season is weighed by."""
    return TeamRules.from_dict({"weights": season.team_weights or {}}).weights


async def open_weights(session: AsyncSession, actor: Person, season: Season) -> TeamWeights:
    """The same for those who form teams."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    return weights_of(season)


async def set_level(
    session: AsyncSession, actor: Person, season: Season, name: str, level: Level, *, now: datetime
) -> TeamWeights:
    """Let a component count as strongly as ``level`` from the next run on. Raises as `at_level`."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    await queries.lock_season(session, season.id)
    await session.refresh(season)
    weights = at_level(weights_of(season), name, level)
    await _write(session, actor, season, weights, f"{name}={level}", now=now)
    return weights


async def reset(session: AsyncSession, actor: Person, season: Season, *, now: datetime) -> TeamWeights:
    """Everything as it is shipped."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    await _write(session, actor, season, TeamWeights(), "usual", now=now)
    return TeamWeights()


async def _write(
    session: AsyncSession, actor: Person, season: Season, weights: TeamWeights, detail: str, *, now: datetime
) -> None:
    before = weights_of(season)
    if weights == before:
        return  # a second tap
    # What is at its default follows the default, should that change.
    changed = {name: value for name, value in asdict(weights).items() if value != getattr(TeamWeights(), name)}
    season.team_weights = changed or None
    await session.flush()
    audit.record(session, "teams.weights", actor=actor, now=now, subject=f"season:{season.id}", detail=detail)
