"""The dashboard: the decree's indicators and the selection's targets as they stand, and the funnel of the selection."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.queries import indicators as queries
from bot.domain import indicators as rules
from bot.domain.enums import ApplicationStatus, EventKind, Role
from bot.services import funnels


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Rows of plan, fact and forecast; the funnel as (stage, people) from the widest to the narrowest, and of when."""

    indicators: list[rules.Indicator]
    funnel: Sequence[tuple[str, int]]
    counted_at: datetime


async def dashboard(session: AsyncSession, *, now: datetime) -> Dashboard:
    """Count everything now."""
    completed = await queries.trained(session)
    selected = await queries.applications(session)
    teams = await queries.teams(session)
    going = await queries.going_by_kind(session)
    prepared = await queries.prepared_mentors(session)
    enrolled = await queries.accepted_people(session)

    def chosen(role: Role, *statuses: ApplicationStatus) -> int:
        return sum(selected.get((role, status), 0) for status in statuses)

    def selection(role: Role) -> rules.Count:
        accepted = chosen(role, ApplicationStatus.ACCEPTED)
        waiting = chosen(role, ApplicationStatus.SUBMITTED, ApplicationStatus.RESERVE)
        return rules.Count(accepted, accepted + waiting)

    counts = {
        "trained": rules.trained(completed, enrolled),
        "mentors-prepared": rules.Count(prepared, max(prepared, chosen(Role.MENTOR, ApplicationStatus.ACCEPTED))),
        **rules.supported_share(
            formed=teams.formed,
            defended=teams.defended,
            supported=teams.supported,
            supported_defended=teams.supported_defended,
        ),
        "partners": rules.partners(await queries.partner_ownerships(session)),
        "tutors-selected": selection(Role.TUTOR),
        "students-selected": selection(Role.STUDENT),
        "mentors-main": selection(Role.MENTOR),
        "mentors-reserve": rules.Count(chosen(Role.MENTOR, ApplicationStatus.RESERVE)),
        "school-participants": rules.Count(going.get(EventKind.SCHOOL, 0)),
        "artek-team": rules.Count(going.get(EventKind.ARTEK, 0)),
    }
    targets = await queries.targets(session)
    rows = rules.measure(targets or rules.DECREE_TARGETS, counts)
    return Dashboard(rows, *await funnels.total(session, now=now))
