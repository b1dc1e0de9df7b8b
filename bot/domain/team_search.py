"""The search for good teams: simulated annealing over a draft, by the steps of `bot.domain.team_steps`.

Everything is whole numbers and `random.Random.random()`, whose sequence Python promises to keep, so the same seed and
number of steps give the same teams on every machine. The temperature follows from the number of steps alone.

Two people who must not be in one team cost more than everything else together: whether any are left is asked at the
end. What is locked is simply never touched.
"""

import math
from collections.abc import Callable
from random import Random

from bot.domain.team_draft import BROKEN
from bot.domain.team_steps import Chance, Steps

_CHUNKS = 256
_ONE = 1024  # fixed point: temperatures and logarithms are counted in 1/1024
_HOTTEST = 75 * _ONE
_COOLING = 1014  # of 1024, per chunk: the last chunks hardly take anything for the worse
# Shares of the kinds of steps on people, added up: a student to any team, or to that of somebody they would gladly be
# with; one with one of their company, or with all of it; the rest moves a student.
_OFFERS, _GUIDED, _PAIRS, _GROUPS = 0.225, 0.45, 0.675, 0.90
# Up to here people, then a team's direction; the rest swaps tutors.
_PEOPLE, _DIRECTIONS = 0.92, 0.96
# −ln of 256 evenly spaced chances; rounding hides what the mathematics of two machines may differ by.
_CHANCES = tuple(round(-math.log((index + 0.5) / 256) * _ONE) for index in range(256))
_ROUNDS = 2_000


class Search(Steps):
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
            temperature = temperature * _COOLING >> 10
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

    def _steps(self, chance: Chance, count: int, temperature: int) -> None:
        """One kind of step after another by chance."""
        free, teams, team_of, liked = self.free, len(self.direction), self.team_of, self.liked
        students, ways, tutors = len(free), len(self.names), len(self.tutor_of)
        for _ in range(count):
            kind = chance()
            # How much worse a step may make the score now (Metropolis' rule, solved for the change).
            bar = temperature * _CHANCES[int(chance() * 256)] >> 20
            if kind < _PEOPLE and students:
                student = free[int(chance() * students)]
                if kind < _OFFERS:
                    self.offer(student, int(chance() * teams), bar)
                elif kind < _GUIDED:
                    if known := liked[student]:
                        self.offer(student, team_of[known[int(chance() * len(known))]], bar)
                elif kind < _GROUPS:
                    self.offer_group(student, int(chance() * teams), kind < _PAIRS, chance, bar)
                else:
                    self.move(student, int(chance() * teams), bar)
            elif kind < _DIRECTIONS:
                self.turn(int(chance() * teams), int(chance() * ways), bar)
            else:
                self.swap_tutors(int(chance() * teams), int(chance() * tutors), bar)
