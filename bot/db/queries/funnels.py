"""The funnel: how many people came how far, in one statement for all of them or for every group of a cut."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import (
    Application,
    Call,
    Municipality,
    OfficeMember,
    Organisation,
    Person,
    Review,
    Seat,
    SourceLink,
    SourceVisit,
)
from bot.db.queries.selection import consent_holds, is_second
from bot.domain.enums import ApplicationStatus, OfferStatus, ReviewState, Role

STAGES = ("visited", "registered", "started", "sent", "consented", "reviewed", "accepted", "confirmed")
"""From the widest to the narrowest."""

NAMES: dict[str, Any] = {
    "source": func.coalesce(SourceLink.name, Person.source),
    "municipality": Municipality.name,
    "organisation": func.coalesce(Organisation.name, Person.organisation_name),
}
"""cut → what its groups are called; None for people of whom it is not known."""


class Group(NamedTuple):
    """A group of a cut with its people at each stage."""

    name: str | None
    counts: dict[str, int]


class LinkLine(NamedTuple):
    """A source link with how often it was opened, by how many people, and how many of them have sent a form."""

    link: SourceLink
    visits: int
    people: int
    sent: int


def _stages(day: date) -> list[ColumnElement[int]]:
    # A second application of somebody who has one is not another applicant.
    sent = and_(Application.number.is_not(None), Application.submitted_at.is_not(None), ~is_second())
    given = select(Review.id).where(Review.application_id == Application.id, Review.state == ReviewState.GIVEN)
    held = select(Seat.id).where(Seat.application_id == Application.id, Seat.status == OfferStatus.ACCEPTED)
    conditions = (
        Person.id.is_not(None),
        Person.registered_at.is_not(None),
        Application.id.is_not(None),
        sent,
        and_(sent, consent_holds(day)),
        and_(sent, given.exists()),
        Application.status == ApplicationStatus.ACCEPTED,
        and_(Application.status == ApplicationStatus.ACCEPTED, held.exists()),
    )
    return [func.count(Person.id.distinct()).filter(condition) for condition in conditions]


def _counted(season_id: int, what: list[Any]) -> Any:
    """Everybody who could apply: neither guardians and partners nor the office's own people."""
    of_season = select(Call.id).where(Call.season_id == season_id)
    in_office = select(OfficeMember.person_id).where(OfficeMember.revoked_at.is_(None))
    return (
        select(*what)
        .select_from(Person)
        .outerjoin(Application, and_(Application.person_id == Person.id, Application.call_id.in_(of_season)))
        .outerjoin(SourceLink, SourceLink.code == Person.source)
        .outerjoin(Municipality, Municipality.id == Person.municipality_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(
            Person.erased_at.is_(None),
            or_(Person.role.is_(None), Person.role.not_in((Role.GUARDIAN, Role.PARTNER))),
            or_(Person.role.is_not(None), Person.id.not_in(in_office)),
        )
    )


async def total(session: AsyncSession, season_id: int, *, day: date) -> list[tuple[str, int]]:
    """(stage, people) for everybody."""
    row = (await session.execute(_counted(season_id, list(_stages(day))))).one()
    return list(zip(STAGES, row, strict=True))


async def by(
    session: AsyncSession, season_id: int, cut: str, *, day: date, offset: int, limit: int
) -> tuple[list[Group], int]:
    """A page of a cut's groups, those with the most forms first, and how many groups there are."""
    name, stages = NAMES[cut], _stages(day)
    # The number of groups comes with every row: the page and its total are one statement.
    statement = _counted(season_id, [name, func.count().over(), *stages]).group_by(name)
    statement = statement.order_by(stages[3].desc(), stages[0].desc(), name).offset(offset).limit(limit)
    rows = (await session.execute(statement)).all()
    groups = [Group(row[0], dict(zip(STAGES, row[2:], strict=True))) for row in rows]
    return groups, rows[0][1] if rows else 0


async def links(session: AsyncSession, *, offset: int, limit: int) -> tuple[list[LinkLine], int]:
    """A page of the source links, the newest first, and how many there are."""
    newest = select(SourceLink).order_by(SourceLink.id.desc()).offset(offset).limit(limit)
    found = (await session.scalars(newest)).all()
    codes = [link.code for link in found]
    visited = await session.execute(
        select(SourceVisit.code, func.count(), func.count(SourceVisit.person_id.distinct()))
        .where(SourceVisit.code.in_(codes))
        .group_by(SourceVisit.code)
    )
    sent = await session.execute(
        select(Person.source, func.count(Person.id.distinct()))
        .join(Application, Application.person_id == Person.id)
        .where(Person.source.in_(codes), Application.number.is_not(None))
        .group_by(Person.source)
    )
    visits = {code: (count, people) for code, count, people in visited}
    senders = {code: count for code, count in sent}  # noqa: C416 - rows are no tuples to mypy
    count = await session.scalar(select(func.count()).select_from(SourceLink))
    lines = [LinkLine(link, *visits.get(link.code, (0, 0)), senders.get(link.code, 0)) for link in found]
    return lines, count or 0
