"""The search for good teams: simulated annealing over a draft, with the change of the score counted step by step.

Everything is whole numbers and `random.Random.random()`, whose sequence Python promises to keep, so the same seed and
number of steps give the same teams on every machine. The temperature follows from the number of steps alone.
"""

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from random import Random

from bot.domain.enums import Gender
from bot.domain.team_model import (
    Student,
    TeamRules,
    Tutor,
    least_pairs,
    lone_count,
    pairs,
    wish_penalty,
)

_CHUNKS = 256
_ONE = 1024  # fixed point: temperatures and logarithms are counted in 1/1024
_HOTTEST = 300 * _ONE
# Shares of the kinds of steps, added up; the rest swaps tutors.
_SWAPS, _MOVES, _DIRECTIONS = 0.75, 0.87, 0.95
_COOLING = 250  # of 256, per chunk: the last chunks hardly take anything for the worse
# −ln of 256 evenly spaced chances; rounding hides what the mathematics of two machines may differ by.
_CHANCES = tuple(round(-math.log((index + 0.5) / 256) * _ONE) for index in range(256))


class Search:
    """Teams in the making: indices instead of people, counts per team beside them, `cost` always up to date.

    `seats` gives the first draft: the students' team, each in the order of `students`.
    """

    def __init__(
        self, students: Sequence[Student], tutors: Sequence[Tutor], teams: int, seats: Sequence[int], rules: TeamRules
    ) -> None:
        self.rules, self.weights = rules, rules.weights
        named = {name for each in students for name in each.directions} | {
            name for each in tutors for name in each.directions
        }
        self.names: Sequence[str | None] = sorted(named) or [None]
        self.wishes = [[wish_penalty(each.directions, name) for name in self.names] for each in students]
        self.tutor_wishes = [[wish_penalty(each.directions, name) for name in self.names] for each in tutors]
        self.town = _numbered(each.municipality for each in students)
        places = _numbered([*(each.organisation for each in students), *(each.organisation for each in tutors)])
        self.place, self.tutor_place = places[: len(students)], places[len(students) :]
        self.girl = [int(each.gender is Gender.FEMALE) for each in students]
        self.boy = [int(each.gender is Gender.MALE) for each in students]
        self.age = [each.age for each in students]
        limit = rules.max_size + 1
        self.lone = [[self.weights.lone * lone_count(girls, boys) for boys in range(limit)] for girls in range(limit)]
        # Every team starts with the tutor of its number, in that tutor's dearest direction.
        dearest = [min(range(len(self.names)), key=wishes.__getitem__) for wishes in self.tutor_wishes[:teams]]
        self._fill(list(seats), list(range(len(tutors))), dearest)

    def _fill(self, team_of: list[int], tutor_of: list[int], direction: list[int]) -> None:
        """Count everything anew. `tutor_of` names a tutor per team and, beyond the teams, those without one."""
        teams = len(direction)
        self.team_of, self.tutor_of, self.direction = team_of, tutor_of, direction
        self.members: list[list[int]] = [[] for _ in range(teams)]
        self.towns = [[0] * (max(self.town) + 1) for _ in range(teams)]
        self.places = [[0] * (max((*self.place, *self.tutor_place)) + 1) for _ in range(teams)]
        self.girls, self.boys, self.ages, self.squares = ([0] * teams for _ in range(4))
        self.cost = -self.weights.sizes * least_pairs(len(team_of), teams)
        for team in range(teams):
            self.places[team][self.tutor_place[tutor_of[team]]] += 1
            self.cost += self.weights.tutors * self.tutor_wishes[tutor_of[team]][direction[team]]
        for student, team in enumerate(team_of):
            self.cost += self._change(team, None, student)
            self._apply(team, None, student)

    def run(self, random: Random, steps: int) -> None:
        """Take `steps` steps, then keep the best teams seen at the ends of the chunks they are cut into."""
        best, kept = self.cost, self._snapshot()
        temperature, done = _HOTTEST, 0
        for chunk in range(1, _CHUNKS + 1):
            goal = steps * chunk // _CHUNKS
            self._steps(random.random, goal - done, temperature if chunk < _CHUNKS else 0)
            done = goal
            temperature = temperature * _COOLING >> 8
            if self.cost < best:
                best, kept = self.cost, self._snapshot()
        self._fill(*kept)

    def _snapshot(self) -> tuple[list[int], list[int], list[int]]:
        return self.team_of[:], self.tutor_of[:], self.direction[:]

    def _steps(self, chance: Callable[[], float], count: int, temperature: int) -> None:
        """One kind of step after another by chance: swap two students, move one, change a direction, swap tutors."""
        students, teams = len(self.team_of), len(self.direction)
        for _ in range(count):
            kind = chance()
            if kind < _SWAPS:
                self._swap(int(chance() * students), int(chance() * students), self._bar(chance, temperature))
            elif kind < _MOVES:
                self._move(int(chance() * students), int(chance() * teams), self._bar(chance, temperature))
            elif kind < _DIRECTIONS:
                self._turn(int(chance() * teams), int(chance() * len(self.names)), self._bar(chance, temperature))
            else:
                tutors = int(chance() * teams), int(chance() * len(self.tutor_of))
                self._swap_tutors(*tutors, self._bar(chance, temperature))

    @staticmethod
    def _bar(chance: Callable[[], float], temperature: int) -> int:
        """How much worse a step may make the score now (Metropolis' rule, solved for the change)."""
        return temperature * _CHANCES[int(chance() * 256)] >> 20

    def _swap(self, one: int, other: int, bar: int) -> None:
        here, there = self.team_of[one], self.team_of[other]
        if here == there:
            return
        change = self._change(here, one, other) + self._change(there, other, one)
        if change <= bar:
            self._apply(here, one, other)
            self._apply(there, other, one)
            self.cost += change

    def _move(self, student: int, there: int, bar: int) -> None:
        here = self.team_of[student]
        fits = len(self.members[here]) > self.rules.min_size and len(self.members[there]) < self.rules.max_size
        if here == there or not fits:
            return
        change = self._change(here, student, None) + self._change(there, None, student)
        if change <= bar:
            self._apply(here, student, None)
            self._apply(there, None, student)
            self.cost += change

    def _turn(self, team: int, direction: int, bar: int) -> None:
        """Give a team another direction."""
        old, tutor = self.direction[team], self.tutor_wishes[self.tutor_of[team]]
        wishes = sum(self.wishes[student][direction] - self.wishes[student][old] for student in self.members[team])
        change = self.weights.wishes * wishes + self.weights.tutors * (tutor[direction] - tutor[old])
        if change <= bar:
            self.direction[team] = direction
            self.cost += change

    def _swap_tutors(self, here: int, there: int, bar: int) -> None:
        """Swap the tutors of two teams, or of a team and one who has none (`there` beyond the teams)."""
        if here == there:
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
        change = self.weights.tutors * (self.tutor_wishes[comes][direction] - self.tutor_wishes[leaves][direction])
        place, new = self.tutor_place[leaves], self.tutor_place[comes]
        return change if place == new else change + self.weights.organisations * (counts[new] - counts[place] + 1)

    def _change(self, team: int, leaves: int | None, comes: int | None) -> int:
        """What it does to the team's score when one leaves and another comes (either may be nobody)."""
        weights, direction = self.weights, self.direction[team]
        size, girls, boys = len(self.members[team]), self.girls[team], self.boys[team]
        ages, squares = self.ages[team], self.squares[team]
        towns, places = self.towns[team], self.places[team]
        change = -self.lone[girls][boys] + weights.ages * (ages * ages - size * squares) - weights.sizes * pairs(size)
        if leaves is not None:
            town, place, age = self.town[leaves], self.place[leaves], self.age[leaves]
            change -= weights.wishes * self.wishes[leaves][direction]
            change -= weights.municipalities * (towns[town] - 1) + weights.organisations * (places[place] - 1)
            size, ages, squares = size - 1, ages - age, squares - age * age
            girls, boys = girls - self.girl[leaves], boys - self.boy[leaves]
        if comes is not None:
            town, place, age = self.town[comes], self.place[comes], self.age[comes]
            change += weights.wishes * self.wishes[comes][direction]
            # One of the same town or place who has just left is no neighbour any more.
            town_left = leaves is not None and self.town[leaves] == town
            place_left = leaves is not None and self.place[leaves] == place
            change += weights.municipalities * (towns[town] - town_left)
            change += weights.organisations * (places[place] - place_left)
            size, ages, squares = size + 1, ages + age, squares + age * age
            girls, boys = girls + self.girl[comes], boys + self.boy[comes]
        change += self.lone[girls][boys] + weights.ages * (size * squares - ages * ages) + weights.sizes * pairs(size)
        return change

    def _apply(self, team: int, leaves: int | None, comes: int | None) -> None:
        """Change members and counts; the caller accounts for the cost."""
        for student, sign in ((leaves, -1), (comes, 1)):
            if student is None:
                continue
            if sign > 0:
                self.members[team].append(student)
                self.team_of[student] = team
            else:
                self.members[team].remove(student)
            self.towns[team][self.town[student]] += sign
            self.places[team][self.place[student]] += sign
            self.girls[team] += sign * self.girl[student]
            self.boys[team] += sign * self.boy[student]
            self.ages[team] += sign * self.age[student]
            self.squares[team] += sign * self.age[student] ** 2


def _numbered(values: Iterable[Hashable | None]) -> list[int]:
    """Small numbers for equal values, in the order of appearance; every None gets a number of its own."""
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(object() if value is None else value, len(numbers)) for value in values]
