"""The search for good teams: simulated annealing over a draft, with the change of the score counted step by step.

Everything is whole numbers and `random.Random.random()`, whose sequence Python promises to keep, so the same seed and
number of steps give the same teams on every machine. The temperature follows from the number of steps alone.

Two people who must not be in one team cost more than everything else together: whether any are left is asked at the
end. What is locked is simply never touched.
"""

import math
from collections.abc import Callable
from random import Random

from bot.domain.team_draft import BROKEN, Draft

_CHUNKS = 256
_ONE = 1024  # fixed point: temperatures and logarithms are counted in 1/1024
_HOTTEST = 120 * _ONE
# Shares of the kinds of steps, added up; the rest swaps tutors.
_SWAPS, _GUIDED, _MOVES, _DIRECTIONS = 0.5, 0.88, 0.94, 0.975
_COOLING = 252  # of 256, per chunk: the last chunks hardly take anything for the worse
# −ln of 256 evenly spaced chances; rounding hides what the mathematics of two machines may differ by.
_CHANCES = tuple(round(-math.log((index + 0.5) / 256) * _ONE) for index in range(256))
_ROUNDS = 2_000


class Search(Draft):
    """A draft that is made better step by step."""

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
        change = self.tutor_change(here, one, other) + self.tutor_change(there, other, one)
        if change <= bar:
            for team, leaves, comes in ((here, one, other), (there, other, one)):
                self.tutor_of[team] = comes
                if team < len(self.places):
                    self.places[team][self.tutor_place[leaves]] -= 1
                    self.places[team][self.tutor_place[comes]] += 1
            self.cost += change
