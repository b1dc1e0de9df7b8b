"""The people of a formation as the rules see them: from their cards, applications, wishes, and what was said of pairs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Person, TeamTie, TeamWish
from bot.db.queries import selection as selection_queries
from bot.db.queries import teams as queries
from bot.db.queries import wishes as wish_queries
from bot.domain.enums import Role, TeamRole, TieKind
from bot.domain.people import age_on
from bot.domain.team_model import Pair, Student, Tutor

_AGE_UNKNOWN = 16
"""Everybody selected has told a birth date; somebody who has not is taken for the middle of the students' ages."""


@dataclass(frozen=True, slots=True)
class TeamPeople:
    """``accepted`` are the ids of the accepted students; ``students`` holds them and whoever else was asked for."""

    students: Mapping[int, Student]
    tutors: Mapping[int, Tutor]
    accepted: frozenset[int]
    apart: frozenset[Pair]
    people: Mapping[int, Person]


async def load(session: AsyncSession, season_id: int, day: date, *, also: Collection[Person] = ()) -> TeamPeople:
    """Everybody accepted in a season, ages on ``day``; ``also`` are students and tutors who may be accepted no more."""
    students = await selection_queries.accepted_people(session, season_id, Role.STUDENT)
    tutors = await selection_queries.accepted_people(session, season_id, Role.TUTOR)
    forms = await queries.applications(session, season_id, Role.STUDENT)
    tutor_forms = await queries.applications(session, season_id, Role.TUTOR)
    wishes = await wish_queries.wishes(session, season_id)
    ties = await wish_queries.ties(session, season_id)
    mates = _mates(ties)
    young = {each.id: each for each in (*students, *also) if each.role is not Role.TUTOR}
    leaders = {each.id: each for each in (*tutors, *also) if each.role is Role.TUTOR or each.id in tutor_forms}
    return TeamPeople(
        {id_: _student(each, forms.get(id_), wishes.get(id_), mates.get(id_, ()), day) for id_, each in young.items()},
        {id_: _tutor(each, tutor_forms.get(id_)) for id_, each in leaders.items()},
        frozenset(each.id for each in students),
        frozenset((tie.one_id, tie.other_id) for tie in ties if tie.kind is TieKind.APART),
        young | leaders,
    )


def _mates(ties: Iterable[TeamTie]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for tie in ties:
        if tie.kind is TieKind.WANT:
            found.setdefault(tie.one_id, []).append(tie.other_id)
    return found


def _student(
    person: Person, application: Application | None, wish: TeamWish | None, mates: Sequence[int], day: date
) -> Student:
    return Student(
        id=person.id,
        gender=person.gender,
        age=age_on(person.birth_date, day) if person.birth_date is not None else _AGE_UNKNOWN,
        municipality=person.municipality_id,
        organisation=_organisation(person),
        directions=tuple(wish.directions) if wish is not None and wish.directions else directions_of(application),
        roles=tuple(TeamRole(role) for role in wish.roles) if wish is not None else (),
        mates=tuple(mates),
    )


def _tutor(person: Person, application: Application | None) -> Tutor:
    return Tutor(id=person.id, directions=directions_of(application), organisation=_organisation(person))


def _organisation(person: Person) -> int | str | None:
    if person.organisation_id is not None:
        return person.organisation_id
    return person.organisation_name.casefold() if person.organisation_name else None


def directions_of(application: Application | None) -> tuple[str, ...]:
    """The directions an application names, the dearest first, each once."""
    if application is None:
        return ()
    answers = application.answers
    named: Iterable[str | None] = (
        answers.get("direction_first"),
        answers.get("direction_second"),
        *(answers.get("directions") or ()),
    )
    return tuple(dict.fromkeys(direction for direction in named if direction))
