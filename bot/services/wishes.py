"""A student's wishes for the teams to come: told until the teams are announced, bans seen by the office alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Season, TeamTie, TeamWish
from bot.db.queries import seasons as season_queries
from bot.db.queries import teams as team_queries
from bot.db.queries import wishes as queries
from bot.domain.access import Permission
from bot.domain.enums import Role, TeamRole, TieKind
from bot.domain.errors import NotFound, RuleViolation, Stale
from bot.domain.wishes import (
    MOST_DIRECTIONS,
    MOST_ROLES,
    MOST_TIES,
    ByNumber,
    ensure_skills_fit,
    means,
    read_person,
    toggled,
)
from bot.services import audit, consents, office, seasons
from bot.services.team_people import directions_of
from bot.services.teams import mate_name


@dataclass(frozen=True, slots=True)
class Mine:
    """What a student has said; ``directions`` come from the application until they are chosen here."""

    directions: tuple[str, ...]
    roles: tuple[TeamRole, ...]
    skills: str | None
    ties: Sequence[TeamTie]
    open: bool

    def of(self, kind: TieKind) -> list[TeamTie]:
        """The people of one list."""
        return [tie for tie in self.ties if tie.kind is kind]


async def mine(session: AsyncSession, actor: Person) -> Mine:
    """The actor's wishes. Raises RuleViolation `wishes-students-only`."""
    season = await _season(session, actor)
    wish = await queries.wish(session, season.id, actor.id)
    directions = tuple(wish.directions) if wish is not None else ()
    if not directions:
        forms = await team_queries.applications(session, season.id, Role.STUDENT, person_id=actor.id)
        directions = directions_of(forms.get(actor.id))
    return Mine(
        directions,
        tuple(TeamRole(role) for role in wish.roles) if wish is not None else (),
        wish.skills if wish is not None else None,
        await queries.said_by(session, season.id, actor.id),
        await team_queries.published_run(session, season.id) is None,
    )


async def _season(session: AsyncSession, actor: Person) -> Season:
    if actor.role is not Role.STUDENT:
        raise RuleViolation("wishes-students-only")
    return await seasons.current(session)


async def _opened(session: AsyncSession, actor: Person, now: datetime) -> TeamWish:
    """The actor's row to be changed, new if need be. Raises Stale once the teams are announced."""
    season = await _season(session, actor)
    if await team_queries.published_run(session, season.id) is not None:
        raise Stale("wishes-closed")
    await consents.ensure_participating(session, actor, now=now)
    wish = await queries.wish(session, season.id, actor.id)
    if wish is None:
        wish = TeamWish(season_id=season.id, person_id=actor.id, directions=[], roles=[], updated_at=now)
        session.add(wish)
    wish.updated_at = now
    return wish


async def choose_direction(session: AsyncSession, actor: Person, direction_id: str, *, now: datetime) -> None:
    """Put a direction after those chosen already, or take it out."""
    if direction_id not in {each.id for each in await season_queries.directions(session)}:
        raise Stale("wishes-direction-gone")
    current = (await mine(session, actor)).directions
    wish = await _opened(session, actor, now)
    wish.directions = toggled(current, direction_id, MOST_DIRECTIONS)
    await session.flush()


async def choose_role(session: AsyncSession, actor: Person, role: TeamRole, *, now: datetime) -> None:
    """Want a role, or not any more."""
    wish = await _opened(session, actor, now)
    wish.roles = toggled(wish.roles, role.value, MOST_ROLES)
    await session.flush()


async def tell_skills(session: AsyncSession, actor: Person, text: str, *, now: datetime) -> None:
    """What one is good at, in one's own words."""
    skills = ensure_skills_fit(text)
    wish = await _opened(session, actor, now)
    wish.skills = skills or None
    await session.flush()


async def name_person(session: AsyncSession, actor: Person, kind: TieKind, text: str, *, now: datetime) -> None:
    """Somebody to be with, or not to be with. The other one is never told.

    Raises RuleViolation `wishes-person-unclear`, `wishes-person-unknown`, `wishes-person-several`,
    `wishes-person-self`, `wishes-enough` (most).
    """
    await _opened(session, actor, now)
    season = await seasons.current(session)
    other, label = await _meant(session, season.id, text)
    if other.id == actor.id:
        raise RuleViolation("wishes-person-self")
    said = await queries.said_by(session, season.id, actor.id)
    known = next((tie for tie in said if tie.other_id == other.id), None)
    if known is not None and known.kind is kind:
        return
    if sum(tie.kind is kind for tie in said) >= MOST_TIES[kind]:
        raise RuleViolation("wishes-enough", most=MOST_TIES[kind])
    if known is not None:
        known.kind, known.label, known.said_at = kind, label, now
    else:
        session.add(
            TeamTie(
                season_id=season.id,
                one_id=actor.id,
                other_id=other.id,
                kind=kind,
                label=label,
                said_by=actor.id,
                said_at=now,
            )
        )
    await session.flush()


async def _meant(session: AsyncSession, season_id: int, text: str) -> tuple[Person, str]:
    """The one student who is meant, and how to call them: by what was typed, nothing more is given away."""
    named = read_person(text)
    if isinstance(named, ByNumber):
        found = list(await queries.by_number(session, season_id, named.number))
        label = f"№ {named.number}"
    else:
        candidates = await queries.by_name(session, season_id, named.first_name, named.surname)
        found = [each for each in candidates if means(named, each.first_name, each.surname)]
        label = mate_name(found[0]) if found else ""
    if not found:
        raise RuleViolation("wishes-person-unknown")
    if len(found) > 1:
        raise RuleViolation("wishes-person-several")
    return found[0], label


async def drop(session: AsyncSession, actor: Person, tie_id: int, *, now: datetime) -> None:
    """Take somebody off one's lists; what is not there needs no taking."""
    await _opened(session, actor, now)
    said = await queries.said_by(session, (await seasons.current(session)).id, actor.id)
    if tie_id in {tie.id for tie in said}:
        await queries.drop_tie(session, tie_id)


async def ban(
    session: AsyncSession, actor: Person, season_id: int, one_id: int, other_id: int, *, on: bool, now: datetime
) -> None:
    """The office decides that two people must not be in one team, or that they may again, whoever said so before."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    if one_id == other_id or len(await team_queries.people(session, [one_id, other_id])) < 2:
        raise NotFound("teams-team-unknown")
    bans = [
        tie
        for tie in await queries.bans_of(session, season_id, one_id)
        if {tie.one_id, tie.other_id} == {one_id, other_id}
    ]
    audit.record(session, "team.ban", actor=actor, now=now, subject=f"person:{one_id}", detail=f"{other_id}:{int(on)}")
    if not on:
        for tie in bans:
            await queries.drop_tie(session, tie.id)
    elif not bans:
        known = await queries.tie(session, season_id, one_id, other_id)
        if known is not None:
            known.kind, known.said_by, known.said_at = TieKind.APART, actor.id, now
        else:
            session.add(
                TeamTie(
                    season_id=season_id,
                    one_id=one_id,
                    other_id=other_id,
                    kind=TieKind.APART,
                    label="",
                    said_by=actor.id,
                    said_at=now,
                )
            )
    await session.flush()
