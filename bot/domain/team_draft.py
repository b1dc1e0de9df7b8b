"""A draft of teams in whole numbers: who sits where, counted per team, and what any change would do to the score.

What the score means stands in `bot.domain.team_score`, which counts it from nothing; a test holds the two together.
Two people who must not be in one team cost more than everything else together.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from bot.domain.enums import Gender, TeamRole
from bot.domain.team_model import (
    Pair,
    Student,
    TeamRules,
    Tutor,
    least_pairs,
    lone_count,
    mutual_pairs,
    wish_penalty,
)

NOWHERE = -1
"""The team of somebody who has none yet."""

BROKEN = 10**10
"""What a pair that must not be together costs: no sum of wishes comes near it."""

_ROLES = tuple(TeamRole)
_FEW = 40


class Draft:
    """Teams in the making: indices instead of people, counts per team beside them, `cost` always up to date.

    `seats` gives the first draft: the students' team, each in the order of `students`. The first of `tutors` lead the
    teams in their order, the rest have none. `directions` are the teams' first directions (None: the tutor's dearest).
    `stuck` students stay where they are; `closed` teams keep direction and members, `led` teams their tutor.
    """

    def __init__(
        self,
        students: Sequence[Student],
        tutors: Sequence[Tutor],
        teams: int,
        seats: Sequence[int],
        rules: TeamRules,
        *,
        apart: Iterable[Pair] = (),
        directions: Sequence[str | None] = (),
        stuck: Iterable[int] = (),
        closed: Iterable[int] = (),
        led: Iterable[int] = (),
    ) -> None:
        self.rules, self.weights = rules, rules.weights
        self._read_people(students, tutors, directions)
        self._read_ties(students, tutors, apart)
        self.held, self.closed, self.led = set(stuck), set(closed), set(led)
        self.free = [index for index in range(len(students)) if index not in self.held]
        limit = max(rules.max_size, *(seats.count(team) for team in set(seats))) + 2
        self.lone = [[self.weights.lone * lone_count(girls, boys) for boys in range(limit)] for girls in range(limit)]
        # Every team starts in the direction it is given, or the dearest of its tutor.
        given = [*directions, *[None] * (teams - len(directions))]
        first = [
            self.names.index(name) if name is not None else min(range(len(self.names)), key=wishes.__getitem__)
            for name, wishes in zip(given, self.tutor_wishes, strict=False)
        ]
        self._fill(list(seats), list(range(len(tutors))), first)

    def _read_people(self, students: Sequence[Student], tutors: Sequence[Tutor], given: Sequence[str | None]) -> None:
        weights = self.weights
        named = {name for each in students for name in each.directions}
        named |= {name for each in tutors for name in each.directions} | {name for name in given if name}
        self.names: Sequence[str | None] = sorted(named) or [None]
        self.wishes = [
            [weights.wishes * wish_penalty(each.directions, name) for name in self.names] for each in students
        ]
        self.tutor_wishes = [
            [weights.tutors * wish_penalty(each.directions, name) for name in self.names] for each in tutors
        ]
        self.town, towns = _numbered(each.municipality for each in students)
        places, self.place_count = _numbered(
            [*(each.organisation for each in students), *(each.organisation for each in tutors)]
        )
        self.place, self.tutor_place = places[: len(students)], places[len(students) :]
        # What one more costs, by how many are there: the first of a town is alone, the second saves them.
        alone, beside = weights.lone_towns, weights.municipalities
        rise = [alone, beside - alone, *(beside * count for count in range(2, len(students) + 1))]
        self.rise = [[0] * len(rise), *[rise] * (towns - 1)]
        self.near = [0, *[weights.organisations] * (self.place_count - 1)]
        self.town_count = towns
        self.girl = [int(each.gender is Gender.FEMALE) for each in students]
        self.boy = [int(each.gender is Gender.MALE) for each in students]
        self.age = [each.age for each in students]
        # How many of a team would like each role is one number with a field for every role. With nobody, all bits of a
        # field but the top one are set: whoever comes first carries into the top bit, which so tells a covered role.
        width = len(students).bit_length() + 1
        self.roles = [sum(1 << width * _ROLES.index(role) for role in set(each.roles)) for each in students]
        ones = sum(1 << width * role for role in range(len(_ROLES)))
        self.role_count, self.covered = len(_ROLES), ones << width - 1
        self.no_roles = self.covered - ones

    def _read_ties(self, students: Sequence[Student], tutors: Sequence[Tutor], apart: Iterable[Pair]) -> None:
        """Who is better with whom: `ties` of a student are (other student, cost of being together)."""
        number = {each.id: index for index, each in enumerate(students)}
        leader = {each.id: index for index, each in enumerate(tutors)}
        self.ties: list[list[tuple[int, int]]] = [[] for _ in students]
        self.tutor_ties: list[list[int]] = [[] for _ in students]
        mutual = mutual_pairs(students)
        self.mates = len(mutual)
        together = [(pair, -self.weights.mates) for pair in mutual]
        for (one, other), cost in (*together, *((pair, BROKEN) for pair in dict.fromkeys(apart))):
            for person, mate in ((one, other), (other, one)):
                if person in number and mate in number:
                    self.ties[number[person]].append((number[mate], cost))
                elif person in number and mate in leader:
                    self.tutor_ties[number[person]].append(leader[mate])
        fellows: dict[int, list[int]] = {}
        for index, town in enumerate(self.town):
            fellows.setdefault(town, []).append(index)
        # Of a big town there is always somebody in the team; who comes from a small one has to be brought together.
        few = {town: people for town, people in fellows.items() if town and len(people) <= _FEW}
        self.liked = [
            [
                each
                for each in dict.fromkeys([*(mate for mate, cost in ties if cost < 0), *few.get(town, ())])
                if each != index
            ]
            for index, (ties, town) in enumerate(zip(self.ties, self.town, strict=True))
        ]
        self.tied = [bool(mates or tutors) for mates, tutors in zip(self.ties, self.tutor_ties, strict=True)]
        people = (self.wishes, self.town, self.place, self.age, self.girl, self.boy, self.roles)
        self.traits: list[tuple[Any, ...]] = list(zip(*people, self.ties, self.tutor_ties, strict=True))

    def _fill(self, team_of: list[int], tutor_of: list[int], direction: list[int]) -> None:
        """Count everything anew. `tutor_of` names a tutor per team and, beyond the teams, those without one."""
        teams, seats = len(direction), team_of
        self.team_of, self.tutor_of, self.direction = [NOWHERE] * len(seats), tutor_of, direction
        self.members: list[list[int]] = [[] for _ in range(teams)]
        self.towns = [[0] * self.town_count for _ in range(teams)]
        self.places = [[0] * self.place_count for _ in range(teams)]
        self.crews = [self.no_roles] * teams
        self.girls, self.boys, self.ages, self.squares = ([0] * teams for _ in range(4))
        self.cost = self.weights.mates * self.mates - self.weights.sizes * least_pairs(len(seats), teams)
        for team in range(teams):
            self.places[team][self.tutor_place[tutor_of[team]]] += 1
            self.cost += self.tutor_wishes[tutor_of[team]][direction[team]]
        self.cost += self.weights.roles * len(_ROLES) * teams
        for student, team in enumerate(seats):
            if team != NOWHERE:
                self.cost += self.joins(team, student)
                self._put(student, team)

    def put(self, student: int, there: int) -> None:
        """Seat a student in another team; the caller accounts for the cost."""
        if self.team_of[student] != NOWHERE:
            self._take(student)
        self._put(student, there)

    def tutor_change(self, team: int, leaves: int, comes: int) -> int:
        """What it does to the score when a team (or nobody, beyond the teams) gets another tutor."""
        if team >= len(self.direction):
            return 0
        direction, counts = self.direction[team], self.places[team]
        change = self.tutor_wishes[comes][direction] - self.tutor_wishes[leaves][direction]
        for student in self.members[team]:
            if against := self.tutor_ties[student]:
                change += BROKEN * ((comes in against) - (leaves in against))
        place, new = self.tutor_place[leaves], self.tutor_place[comes]
        if place == new:
            return change
        return change + self.near[new] * counts[new] - self.near[place] * (counts[place] - 1)

    def trades(self, team: int, leaves: int, comes: int) -> int:
        """What it does to the team's score when one leaves and another comes."""
        # Asked twice at most steps: everything about a person is unpacked at once.
        old_wishes, old_town, old_place, old_age, old_girl, old_boy, old_roles, old_ties, old_bans = self.traits[leaves]
        wishes, town, place, age, girl, boy, roles, ties, bans = self.traits[comes]
        direction = self.direction[team]
        change: int = wishes[direction] - old_wishes[direction]
        if old_town != town:
            counts = self.towns[team]
            change += self.rise[town][counts[town]] - self.rise[old_town][counts[old_town] - 1]
        if old_place != place:
            counts = self.places[team]
            change += self.near[place] * counts[place] - self.near[old_place] * (counts[old_place] - 1)
        if old_age != age:
            more = age - old_age
            spread = len(self.members[team]) * more * (age + old_age) - more * (2 * self.ages[team] + more)
            change += self.weights.ages * spread
        if old_girl != girl or old_boy != boy:
            girls, boys = self.girls[team], self.boys[team]
            change += self.lone[girls + girl - old_girl][boys + boy - old_boy] - self.lone[girls][boys]
        if old_roles != roles:
            crew, covered = self.crews[team], self.covered
            lost = (crew & covered).bit_count() - (crew - old_roles + roles & covered).bit_count()
            change += self.weights.roles * lost
        team_of = self.team_of
        for mate, cost in ties:
            if team_of[mate] == team and mate != leaves:
                change += cost
        for mate, cost in old_ties:
            if team_of[mate] == team and mate != comes:
                change -= cost
        if bans or old_bans:
            tutor = self.tutor_of[team]
            change += BROKEN * ((tutor in bans) - (tutor in old_bans))
        return change

    def _bonds(self, team: int, student: int) -> int:
        """What the student's ties cost in a team."""
        team_of = self.team_of
        cost = sum(cost for mate, cost in self.ties[student] if team_of[mate] == team)
        return cost + BROKEN * (self.tutor_of[team] in self.tutor_ties[student])

    def leaves(self, team: int, student: int) -> int:
        """What it does to the team's score when a member leaves."""
        self._take(student)
        change = -self.joins(team, student)
        self._put(student, team)
        return change

    def joins(self, team: int, student: int) -> int:
        """What it does to the team's score when somebody comes who is not in it."""
        size, age = len(self.members[team]), self.age[student]
        girls, boys, crew = self.girls[team], self.boys[team], self.crews[team]
        town, place = self.town[student], self.place[student]
        change = self.wishes[student][self.direction[team]] + self.weights.sizes * size
        change += self.rise[town][self.towns[team][town]] + self.near[place] * self.places[team][place]
        change += self.weights.ages * (self.squares[team] + size * age * age - 2 * age * self.ages[team])
        change += self.lone[girls + self.girl[student]][boys + self.boy[student]] - self.lone[girls][boys]
        lost = (crew & self.covered).bit_count() - (crew + self.roles[student] & self.covered).bit_count()
        change += self.weights.roles * lost
        return change + self._bonds(team, student) if self.tied[student] else change

    def regroup(self, here: int, ones: Iterable[int], there: int, others: Iterable[int]) -> int:
        """Seat some members of one team in another and some of that in this; tells what it does to the score.

        The caller accounts for the cost, and brings them back in the same way if it is too much.
        """
        change = 0
        for team, group in ((here, ones), (there, others)):
            for student in group:
                self._take(student)
                change -= self.joins(team, student)
        for team, group in ((there, ones), (here, others)):
            for student in group:
                change += self.joins(team, student)
                self._put(student, team)
        return change

    def _take(self, student: int) -> None:
        team = self.team_of[student]
        self.members[team].remove(student)
        self.team_of[student] = NOWHERE
        self._count(student, team, -1)

    def _put(self, student: int, team: int) -> None:
        self.members[team].append(student)
        self.team_of[student] = team
        self._count(student, team, 1)

    def _count(self, student: int, team: int, sign: int) -> None:
        age = self.age[student]
        self.towns[team][self.town[student]] += sign
        self.places[team][self.place[student]] += sign
        self.girls[team] += sign * self.girl[student]
        self.boys[team] += sign * self.boy[student]
        self.ages[team] += sign * age
        self.squares[team] += sign * age * age
        self.crews[team] += sign * self.roles[student]

    def broken(self) -> list[tuple[int, int]]:
        """Students in one team who must not be: pairs of indices, the smaller first."""
        return [
            (student, mate)
            for student, ties in enumerate(self.ties)
            for mate, cost in ties
            if cost >= BROKEN - self.weights.mates and student < mate and self.team_of[student] == self.team_of[mate]
        ]

    def broken_with_tutors(self) -> list[tuple[int, int]]:
        """Students in a team whose tutor they must not be with: (student, tutor) as indices."""
        return [
            (student, self.tutor_of[self.team_of[student]])
            for student, tutors in enumerate(self.tutor_ties)
            if tutors and self.tutor_of[self.team_of[student]] in tutors
        ]


def _numbered(values: Iterable[Hashable | None]) -> tuple[list[int], int]:
    """Small numbers for equal values, in the order of appearance, and how many; 0 is what is not known."""
    numbers: dict[Hashable | None, int] = {None: 0}
    found = [numbers.setdefault(value, len(numbers)) for value in values]
    return found, len(numbers)
