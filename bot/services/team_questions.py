"""Questions between a team's mentor and its tutor: through the bot, so that neither sees the other's account or phone."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Team, TeamQuestion
from bot.db.queries import substitutes
from bot.domain.enums import Priority
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.services import outbox, teams
from bot.services.outbox import Notice

LIMIT = 1000  # characters


async def addressee(session: AsyncSession, actor: Person, team_id: int) -> tuple[Team, Person]:
    """Whom the actor may ask about the team: its tutor asks the mentor or whoever stands in today, these the tutor.

    Raises RuleViolation ``team-question-nobody`` while there is nobody to ask.
    """
    team = await session.get(Team, team_id)
    acting = await substitutes.acting(session, team_id)
    stands_in = acting.person.id if acting is not None else None
    if team is None or actor.id not in {team.tutor_id, team.mentor_id, stands_in}:
        raise NotAllowed("not-allowed")
    mentor_id = stands_in or team.mentor_id
    other_id = mentor_id if actor.id == team.tutor_id else team.tutor_id
    if other_id is None:
        raise RuleViolation("team-question-nobody")
    return team, await session.get_one(Person, other_id)


async def ask(session: AsyncSession, actor: Person, team_id: int, text: str, *, now: datetime) -> TeamQuestion:
    """Send a question to the other of the two."""
    team, other = await addressee(session, actor, team_id)
    asked = TeamQuestion(team_id=team_id, asked_by=actor.id, asked_to=other.id, question=_checked(text), asked_at=now)
    session.add(asked)
    await session.flush()
    args = {"team": team.name, "name": _named(team, actor), "text": asked.question, "question": asked.id}
    notice = Notice(key=f"team-question:{asked.id}", template="team-question", args=args, priority=Priority.ANSWER)
    await outbox.promise(session, [(other, notice)], now=now)
    return asked


async def asked(session: AsyncSession, actor: Person, question_id: int) -> TeamQuestion:
    """A question that waits for the actor's answer. Raises Stale ``team-question-answered``."""
    found = await session.get(TeamQuestion, question_id, with_for_update=True, populate_existing=True)
    if found is None or found.asked_to != actor.id:
        raise NotAllowed("not-allowed")
    if found.answered_at is not None:
        raise Stale("team-question-answered")
    return found


async def answer(session: AsyncSession, actor: Person, question_id: int, text: str, *, now: datetime) -> TeamQuestion:
    """Answer once; whoever asked is told."""
    found = await asked(session, actor, question_id)
    found.answer, found.answered_at = _checked(text), now
    await session.flush()
    team = await session.get_one(Team, found.team_id)
    asker = await session.get_one(Person, found.asked_by)
    args = {"team": team.name, "name": _named(team, actor), "text": found.answer, "team_id": team.id}
    notice = Notice(key=f"team-answer:{found.id}", template="team-answer", args=args, priority=Priority.ANSWER)
    await outbox.promise(session, [(asker, notice)], now=now)
    return found


def _checked(text: str) -> str:
    text = text.strip()
    if not 0 < len(text) <= LIMIT:
        raise RuleViolation("team-question-length", limit=LIMIT, length=len(text))
    return text


def _named(team: Team, person: Person) -> str:
    return teams.tutor_name(person) if person.id == team.tutor_id else teams.mentor_name(person)
