"""A mentor's own side: the teams they lead or stand in for, the offers that wait, a team's page."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import MentorOffer, Person
from bot.db.queries import mentors as queries
from bot.db.queries import teams as team_queries
from bot.domain.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Mine:
    """A mentor's teams, and offers with the teams they are about."""

    held: Sequence[team_queries.TeamLine]
    offers: Sequence[tuple[MentorOffer, team_queries.TeamLine]]


async def mine(session: AsyncSession, actor: Person) -> Mine:
    """The teams a mentor leads (today, for another one, too) and the offers that wait for an answer, the most urgent first."""
    held = await team_queries.lines_of_mentor(session, actor.id, standing_in=True)
    offers = []
    for offer, run_id in await queries.open_offers_to(session, actor.id):
        (line,) = await team_queries.lines(session, run_id, team_id=offer.team_id)
        offers.append((offer, line))
    return Mine(held, offers)


async def held_team(
    session: AsyncSession, actor: Person, team_id: int
) -> tuple[team_queries.TeamLine, Sequence[Person]]:
    """A team the actor leads, or stands in for its mentor today, with its students; NotAllowed for anybody else."""
    for line in await team_queries.lines_of_mentor(session, actor.id, standing_in=True):
        if line.team.id == team_id:
            return line, await team_queries.members_of(session, team_id)
    raise NotAllowed("not-allowed")
