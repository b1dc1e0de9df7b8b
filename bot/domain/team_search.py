"""The search for good teams: simulated annealing over a draft, with the change of the score counted step by step.

Everything is whole numbers and `random.Random.random()`, whose sequence Python promises to keep, so the same seed and
number of steps give the same teams on every machine. The temperature follows from the number of steps alone.

What the score means stands in `bot.domain.team_score`, which counts it from nothing; a test holds the two together.
Two people who must not be in one team cost more than everything else together: whether any are left is asked at the
end. What is locked is simply never touched.
"""

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from random import Random

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

_CHUNKS = 256
_ONE = 1024  # fixed point: temperatures and logarithms are counted in 1/1024
_HOTTEST = 120 * _ONE
# Shares of the kinds of steps, added up; the rest swaps tutors.
_SWAPS, _GUIDED, _MOVES, _DIRECTIONS = 0.5, 0.88, 0.94, 0.975
_COOLING = 252  # of 256, per chunk: the last chunks hardly take anything for the worse
# −ln of 256 evenly spaced chances; rounding hides what the mathematics of two machines may differ by.
_CHANCES = tuple(round(-math.log((index + 0.5) / 256) * _ONE) for index in range(256))
_ROLES = tuple(TeamRole)
_ROUNDS = 2_000
_FEW = 40


class Search:
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
        self.roles = [[_ROLES.index(role) for role in dict.fromkeys(each.roles)] for each in students]
        self.mask = [sum(1 << role for role in roles) for roles in self.roles]
        self.bare = [weights.roles * (len(_ROLES) - mask.bit_count()) for mask in range(1 << len(_ROLES))]

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
            [mate for mate, cost in ties if cost < 0] + [each for each in few.get(town, ()) if each != index]
            for index, (ties, town) in enumerate(zip(self.ties, self.town, strict=True))
        ]
        self.tied = [bool(mates or tutors) for mates, tutors in zip(self.ties, self.tutor_ties, strict=True)]

    def _fill(self, team_of: list[int], tutor_of: list[int], direction: list[int]) -> None:
        """Count everything anew. `tutor_of` names a tutor per team and, beyond the teams, those without one."""
        teams, seats = len(direction), team_of
        self.team_of, self.tutor_of, self.direction = [NOWHERE] * len(seats), tutor_of, direction
        self.members: list[list[int]] = [[] for _ in range(teams)]
        self.towns = [[0] * self.town_count for _ in range(teams)]
        self.places = [[0] * self.place_count for _ in range(teams)]
        self.role_counts = [[0] * len(_ROLES) for _ in range(teams)]
        self.covered, self.single = [0] * teams, [0] * teams
        self.girls, self.boys, self.ages, self.squares = ([0] * teams for _ in range(4))
        self.cost = self.weights.mates * self.mates - self.weights.sizes * least_pairs(len(seats), teams)
        for team in range(teams):
            self.places[team][self.tutor_place[tutor_of[team]]] += 1
            self.cost += self.tutor_wishes[tutor_of[team]][direction[team]] + self.bare[0]
        for student, team in enumerate(seats):
            if team != NOWHERE:
                self.cost += self.joins(team, student)
                self._put(student, team)

    def run(self, random: Random, steps: int, progress: Callable[[int], None] | None = None) -> None:
        """Take `steps` steps, then keep the best teams seen at the ends of the chunks they are cut into.

        `progress` is told the percentage done after every chunk.
        """
        best, kept = self.cost, self._snapshot()
        temperature, done = _HOTTEST, 0
        for chunk in range(1, _CHUNKS + 1):
            goal = steps * chunk // _CHUNKS
            self._steps(random.random, goal - done, temperature if chunk < _CHUNKS else 0)
            done = goal
            temperature = temperature * _COOLING >> 8
            if self.cost < best:
                best, kept = self.cost, self._snapshot()
            if progress is not None:
                progress(chunk * 100 // _CHUNKS)
        self._fill(*kept)

    def tell_apart(self, random: Random) -> None:
        """Seat those apart who must not be together, by the cheapest exchange or move of one of them, again and again.

        By chance among equals and bounded in time: what it cannot settle the caller refuses.
        """
        for _ in range(_ROUNDS):
            wrong = self._wrong()
            if not wrong:
                return
            self._better(wrong[int(random.random() * len(wrong))], random)

    def _wrong(self) -> list[int]:
        """Free students who sit with somebody they must not be with, and free members of a tutor's they must not have."""
        found = {student for pair in self.broken() for student in pair}
        found |= {student for student, _ in self.broken_with_tutors()}
        return sorted(found.intersection(self.free))

    def _better(self, student: int, random: Random) -> None:
        here = self.team_of[student]
        offers = [
            (
                self.trades(here, student, other) + self.trades(self.team_of[other], other, student),
                random.random(),
                other,
            )
            for other in self.free
            if self.team_of[other] != here
        ]
        change, _, other = min(offers, default=(BROKEN, 0.0, student))
        moves = [
            (self.leaves(here, student) + self.joins(team, student), random.random(), team)
            for team in range(len(self.direction))
            if team != here and team not in self.closed and len(self.members[team]) < self.rules.max_size
            if len(self.members[here]) > self.rules.min_size
        ]
        cheapest, _, team = min(moves, default=(BROKEN, 0.0, here))
        # A step that makes nothing better still leads out of a corner; one that breaks more does not.
        if min(change, cheapest) >= BROKEN // 2:
            return
        if cheapest <= change:
            self.put(student, team)
        else:
            there = self.team_of[other]
            self.put(student, there)
            self.put(other, here)
        self.cost += min(change, cheapest)

    def _snapshot(self) -> tuple[list[int], list[int], list[int]]:
        return self.team_of[:], self.tutor_of[:], self.direction[:]

    def _steps(self, chance: Callable[[], float], count: int, temperature: int) -> None:
        """One kind of step after another by chance: swap two students, move one, change a direction, swap tutors."""
        free, teams = self.free, len(self.direction)
        students = len(free)
        for _ in range(count):
            kind = chance()
            # How much worse a step may make the score now (Metropolis' rule, solved for the change).
            bar = temperature * _CHANCES[int(chance() * 256)] >> 20
            if kind < _SWAPS:
                if students:
                    self._swap(free[int(chance() * students)], free[int(chance() * students)], bar)
            elif kind < _GUIDED:
                if students:
                    self._follow(free[int(chance() * students)], chance, bar)
            elif kind < _MOVES:
                if students:
                    self._move(free[int(chance() * students)], int(chance() * teams), bar)
            elif kind < _DIRECTIONS:
                self._turn(int(chance() * teams), int(chance() * len(self.names)), bar)
            else:
                self._swap_tutors(int(chance() * teams), int(chance() * len(self.tutor_of)), bar)

    def _swap(self, one: int, other: int, bar: int) -> None:
        here, there = self.team_of[one], self.team_of[other]
        if here == there:
            return
        change = self.trades(here, one, other) + self.trades(there, other, one)
        if change <= bar:
            self.put(one, there)
            self.put(other, here)
            self.cost += change

    def _follow(self, student: int, chance: Callable[[], float], bar: int) -> None:
        """Swap a student into the team of somebody they would gladly be with: a mate, one from their own town."""
        liked = self.liked[student]
        if liked:
            members = self.members[self.team_of[liked[int(chance() * len(liked))]]]
            other = members[int(chance() * len(members))]
            if other not in self.held:
                self._swap(student, other, bar)

    def _move(self, student: int, there: int, bar: int) -> None:
        here = self.team_of[student]
        if here == there or there in self.closed:
            return
        if len(self.members[here]) <= self.rules.min_size or len(self.members[there]) >= self.rules.max_size:
            return
        change = self.leaves(here, student) + self.joins(there, student)
        if change <= bar:
            self.put(student, there)
            self.cost += change

    def put(self, student: int, there: int) -> None:
        """Seat a student in another team; the caller accounts for the cost."""
        if self.team_of[student] != NOWHERE:
            self._take(student)
        self._put(student, there)

    def _turn(self, team: int, direction: int, bar: int) -> None:
        """Give a team another direction."""
        if team in self.closed:
            return
        old, tutor = self.direction[team], self.tutor_wishes[self.tutor_of[team]]
        change = tutor[direction] - tutor[old]
        for student in self.members[team]:
            wishes = self.wishes[student]
            change += wishes[direction] - wishes[old]
        if change <= bar:
            self.direction[team] = direction
            self.cost += change

    def _swap_tutors(self, here: int, there: int, bar: int) -> None:
        """Swap the tutors of two teams, or of a team and one who has none (`there` beyond the teams)."""
        if here == there or here in self.led or there in self.led:
            return
        one, other = self.tutor_of[here], self.tutor_of[there]
        change = self._tutor_change(here, one, other) + self._tutor_change(there, other, one)
        if change <= bar:
            for team, leaves, comes in ((here, one, other), (there, other, one)):
                self.tutor_of[team] = comes
                if team < len(self.places):
                    self.places[team][self.tutor_place[leaves]] -= 1
                    self.places[team][self.tutor_place[comes]] += 1
            self.cost += change

    def _tutor_change(self, team: int, leaves: int, comes: int) -> int:
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
        wishes, direction = self.wishes, self.direction[team]
        change = wishes[comes][direction] - wishes[leaves][direction]
        old, new = self.town[leaves], self.town[comes]
        if old != new:
            counts = self.towns[team]
            change += self.rise[new][counts[new]] - self.rise[old][counts[old] - 1]
        old, new = self.place[leaves], self.place[comes]
        if old != new:
            counts = self.places[team]
            change += self.near[new] * counts[new] - self.near[old] * (counts[old] - 1)
        old, new = self.age[leaves], self.age[comes]
        if old != new:
            spread = len(self.members[team]) * (new * new - old * old) - (new - old) * (2 * self.ages[team] + new - old)
            change += self.weights.ages * spread
        if self.girl[leaves] != self.girl[comes] or self.boy[leaves] != self.boy[comes]:
            girls, boys = self.girls[team], self.boys[team]
            change -= self.lone[girls][boys]
            change += self.lone[girls + self.girl[comes] - self.girl[leaves]][boys + self.boy[comes] - self.boy[leaves]]
        old, new = self.mask[leaves], self.mask[comes]
        if old != new:
            covered = self.covered[team]
            change += self.bare[(covered & ~(self.single[team] & old)) | new] - self.bare[covered]
        if self.tied[comes] or self.tied[leaves]:
            change += self._bonds(team, comes, leaves) - self._bonds(team, leaves, comes)
        return change

    def _bonds(self, team: int, student: int, without: int = -1) -> int:
        """What the student's ties cost in a team, one member left aside."""
        team_of = self.team_of
        cost = sum([cost for mate, cost in self.ties[student] if team_of[mate] == team and mate != without])
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
        girls, boys, covered = self.girls[team], self.boys[team], self.covered[team]
        town, place = self.town[student], self.place[student]
        change = self.wishes[student][self.direction[team]] + self.weights.sizes * size
        change += self.rise[town][self.towns[team][town]] + self.near[place] * self.places[team][place]
        change += self.weights.ages * (self.squares[team] + size * age * age - 2 * age * self.ages[team])
        change += self.lone[girls + self.girl[student]][boys + self.boy[student]] - self.lone[girls][boys]
        change += self.bare[covered | self.mask[student]] - self.bare[covered]
        return change + self._bonds(team, student) if self.tied[student] else change

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
        age, counts = self.age[student], self.role_counts[team]
        self.towns[team][self.town[student]] += sign
        self.places[team][self.place[student]] += sign
        self.girls[team] += sign * self.girl[student]
        self.boys[team] += sign * self.boy[student]
        self.ages[team] += sign * age
        self.squares[team] += sign * age * age
        for role in self.roles[student]:
            counts[role] += sign
            bit = 1 << role
            self.covered[team] = self.covered[team] | bit if counts[role] else self.covered[team] & ~bit
            self.single[team] = self.single[team] | bit if counts[role] == 1 else self.single[team] & ~bit

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
