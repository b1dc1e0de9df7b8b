"""Why teams are as they are: a team's report card, a person's seat, two people apart, two formations side by side."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.enums import Gender
from bot.domain.errors import NotFound, Scalar
from bot.domain.team_draft import BROKEN
from bot.domain.team_model import FormedTeam, Pair, Student, TeamRules, pairs
from bot.domain.team_score import counted, girls_and_boys, lone_towns, missing_roles, score
from bot.domain.team_search import Search
from bot.domain.teams import broken_pairs


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about a team: the id of a text and its arguments."""

    key: str
    arguments: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What it would do to the score if a person went to another team, `other_id` coming back (None: nobody).

    `change` is negative when things would get better. `components` are those that would change, by so much each
    before its weight.
    """

    team: int
    other_id: int | None
    change: int
    components: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place: what speaks for it, and the least bad places elsewhere, the best first."""

    team: int
    facts: tuple[Fact, ...]
    elsewhere: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two formations: `together` of `pairs` team-mates of the first are team-mates in the second too."""

    pairs: int
    together: int
    same_teams: int


def explain(team: FormedTeam, apart: Collection[Pair] = (), mates: Collection[Pair] = ()) -> tuple[Fact, ...]:
    """The team's report card: sizes, mixture, wishes, roles, the tutor, and what is not as it should be.

    `mates` are the mutual wishes of the whole run.
    """
    girls, boys = girls_and_boys(team)
    ages = [each.age for each in team.members]
    towns = counted(each.municipality for each in team.members)
    places = counted(each.organisation for each in team.members)
    facts = [
        Fact("team-fact-size", {"count": len(team.members), "girls": girls, "boys": boys}),
        Fact("team-fact-ages", {"youngest": min(ages), "oldest": max(ages)}),
        Fact("team-fact-municipalities", {"count": len(towns), "largest": max(towns.values(), default=0)}),
        Fact("team-fact-organisations", {"count": len(places), "largest": max(places.values(), default=0)}),
    ]
    if team.direction is not None:
        facts.append(Fact("team-fact-wishes", {"direction": team.direction, **_wishes_met(team)}))
    inside = {each.id for each in team.members}
    if wished := [pair for pair in mates if inside.intersection(pair)]:
        met = sum(inside.issuperset(pair) for pair in wished)
        facts.append(Fact("team-fact-mates", {"met": met, "apart": len(wished) - met}))
    return (*facts, *_blemishes(team, apart))


def _blemishes(team: FormedTeam, apart: Collection[Pair]) -> list[Fact]:
    facts = []
    girls, boys = girls_and_boys(team)
    places = counted(each.organisation for each in team.members)
    if team.direction is not None and team.tutor.directions and team.direction not in team.tutor.directions:
        facts.append(Fact("team-fact-tutor-other-direction", {"direction": team.direction}))
    if girls == 1 and boys > 0:
        facts.append(Fact("team-fact-lone-girl"))
    if boys == 1 and girls > 0:
        facts.append(Fact("team-fact-lone-boy"))
    if alone := lone_towns(team):
        facts.append(Fact("team-fact-lone-towns", {"count": alone}))
    # Who asks nobody about roles need not be told that all are missing.
    missing = missing_roles(team)
    if missing and any(each.roles for each in team.members):
        facts.append(Fact("team-fact-roles-missing", {"roles": " ".join(role.value for role in missing)}))
    if team.tutor.organisation is not None and places[team.tutor.organisation]:
        facts.append(Fact("team-fact-tutor-same-organisation", {"count": places[team.tutor.organisation]}))
    if broken := broken_pairs(team, apart):
        facts.append(Fact("team-fact-must-not", {"count": len(broken)}))
    return facts


def _wishes_met(team: FormedTeam) -> dict[str, Scalar]:
    """How many members have the team's direction as their first, another or no wish of theirs; the rest wished nothing."""
    first = sum(each.directions[:1] == (team.direction,) for each in team.members)
    other = sum(team.direction in each.directions[1:] for each in team.members)
    wished = sum(bool(each.directions) for each in team.members)
    return {"first": first, "other": other, "unwished": wished - first - other}


def explain_seat(
    teams: Sequence[FormedTeam], person_id: int, rules: TeamRules, apart: Collection[Pair], *, shown: int = 3
) -> Seat:
    """Why a person is in their team and what other places would mean. Raises NotFound `teams-member-elsewhere`."""
    team, person = _find(teams, person_id)
    offers = exchanges(teams, person_id, rules, apart)
    best: dict[int, Exchange] = {}
    for offer in offers:
        best.setdefault(offer.team, offer)
    return Seat(team.number, tuple(_seat_facts(teams, team, person)), tuple(list(best.values())[:shown]))


def _find(teams: Iterable[FormedTeam], person_id: int) -> tuple[FormedTeam, Student]:
    for team in teams:
        for member in team.members:
            if member.id == person_id:
                return team, member
    raise NotFound("teams-member-elsewhere")


def _seat_facts(teams: Sequence[FormedTeam], team: FormedTeam, person: Student) -> Iterable[Fact]:
    others = [each for each in team.members if each.id != person.id]
    if team.direction is not None and person.directions:
        rank = person.directions.index(team.direction) + 1 if team.direction in person.directions else 0
        yield Fact("team-seat-direction", {"direction": team.direction, "rank": rank})
    covered = {role for each in others for role in each.roles}
    yield from (
        Fact("team-seat-role-only" if role not in covered else "team-seat-role", {"role": role.value})
        for role in person.roles
    )
    wished_back = {each.id for each in others if person.id in each.mates and each.id in person.mates}
    mutual = {
        each.id for one in teams for each in one.members if person.id in each.mates and each.id in person.mates
    } - {person.id}
    if mutual:
        yield Fact("team-seat-mates", {"met": len(wished_back), "apart": len(mutual - wished_back)})
    if person.municipality is not None:
        same = sum(each.municipality == person.municipality for each in others)
        yield Fact("team-seat-town", {"count": same})
    if person.organisation is not None and (same := sum(each.organisation == person.organisation for each in others)):
        yield Fact("team-seat-organisation", {"count": same})
    if person.gender is not None:
        alike = sum(each.gender is person.gender for each in others)
        if not alike and others:
            yield Fact("team-seat-lone", {"gender": Gender(person.gender).value})


def open_search(
    teams: Sequence[FormedTeam], rules: TeamRules, apart: Collection[Pair] = (), waiting: Sequence[Student] = ()
) -> tuple[Search, list[Student]]:
    """Teams laid out for step-by-step counting, with the students by the search's index; who waits has no team."""
    students = [*(each for team in teams for each in team.members), *waiting]
    seats = [index for index, team in enumerate(teams) for _ in team.members] + [-1] * len(waiting)
    tutors = [team.tutor for team in teams]
    directions = [team.direction for team in teams]
    return Search(students, tutors, len(teams), seats, rules, apart=apart, directions=directions), students


def exchanges(
    teams: Sequence[FormedTeam], person_id: int, rules: TeamRules, apart: Collection[Pair], *, into: int | None = None
) -> list[Exchange]:
    """All moves and swaps of a person that keep the hard rules (into one team, if named), the best first."""
    search, students = open_search(teams, rules, apart)
    index = {each.id: place for place, each in enumerate(students)}
    if person_id not in index:
        raise NotFound("teams-member-elsewhere")
    person = index[person_id]
    here = search.team_of[person]
    leaving = search.leaves(here, person) if len(search.members[here]) > rules.min_size else BROKEN
    found = []
    for there, team in enumerate(teams):
        if there == here or (into is not None and team.number != into):
            continue
        if len(search.members[there]) < rules.max_size:
            found.append(Exchange(team.number, None, leaving + search.joins(there, person)))
        for member in team.members:
            other = index[member.id]
            change = search.trades(here, person, other) + search.trades(there, other, person)
            found.append(Exchange(team.number, member.id, change))
    kept = [each for each in found if each.change < BROKEN // 2]
    return sorted(kept, key=lambda each: (each.change, each.team, each.other_id or 0))


def why_apart(
    teams: Sequence[FormedTeam], one_id: int, other_id: int, rules: TeamRules, apart: Collection[Pair]
) -> tuple[tuple[Fact, ...], Exchange | None]:
    """Why one is not in the other's team: what stands between them, and the least bad way to bring them together.

    The way is None when a hard rule forbids every way; its `components` tell what would get better (negative) or worse.
    """
    (here, one), (there, other) = _find(teams, one_id), _find(teams, other_id)
    if here.number == there.number:
        return (Fact("team-why-together", {"team": here.number}),), None
    facts = []
    if (one_id, other_id) in apart or (other_id, one_id) in apart:
        return (Fact("team-why-must-not"),), None
    wishes = (other_id in one.mates, one_id in other.mates)
    facts.append(
        Fact("team-why-mutual" if all(wishes) else "team-why-one-sided" if any(wishes) else "team-why-no-wish")
    )
    ways = exchanges(teams, one_id, rules, apart, into=there.number)
    ways = [way for way in ways if way.other_id != other_id]
    if not ways:
        return (*facts, Fact("team-why-no-way")), None
    before, after = score(teams, rules), score(exchanged(teams, one_id, ways[0]), rules)
    changes = {
        name: after.components[name] - value
        for name, value in before.components.items()
        if after.components[name] != value
    }
    way = Exchange(ways[0].team, ways[0].other_id, ways[0].change, changes)
    return tuple(facts), way


def exchanged(teams: Sequence[FormedTeam], person_id: int, way: Exchange) -> list[FormedTeam]:
    """The teams after an exchange."""
    here, person = _find(teams, person_id)
    back = _find(teams, way.other_id)[1] if way.other_id is not None else None
    made = []
    for team in teams:
        members = {each.id: each for each in team.members}
        if team.number == here.number:
            del members[person_id]
            members |= {back.id: back} if back is not None else {}
        elif team.number == way.team:
            members[person_id] = person
            if back is not None:
                del members[back.id]
        kept = tuple(members[each] for each in sorted(members))
        made.append(FormedTeam(team.number, team.direction, team.tutor, kept))
    return made


def compare(first: Iterable[FormedTeam], second: Iterable[FormedTeam]) -> Comparison:
    """How alike two formations of (almost) the same people are."""
    earlier = [frozenset(each.id for each in team.members) for team in first]
    later = [frozenset(each.id for each in team.members) for team in second]
    home = {person: number for number, team in enumerate(later) for person in team}
    together = 0
    for team in earlier:
        together += sum(pairs(count) for count in counted(home.get(person) for person in team).values())
    return Comparison(sum(pairs(len(team)) for team in earlier), together, len(set(earlier) & set(later)))
