"""The steps of the search: each tries one kind of change and makes it when it is good enough.

A student or a group is offered to a whole team at once, since what they take and bring is then counted once. A first
look counts all but what is slow to count and cannot gain more than `spare`; most offers end there. What is left is
counted exactly, so that `cost` stays the score.

Groups change places because pairs are what most of the score hangs on: two of a small town, or two who wish each other
beside them, would have to come apart first if they could only go one by one.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from bot.domain.team_draft import BROKEN, Draft

_FEW_A_TEAM = 2
"""Of a town with more people a team there is always somebody in the team."""

_NEVER = BROKEN * BROKEN
"""More than any change can cost."""

Chance = Callable[[], float]
"""The next of a sequence of numbers from 0 to below 1."""


class Steps(Draft):
    """A draft and the changes that may be tried on it; `bar` is how much worse each may make the score.

    Beside the counts of every team stand who is whose company in it, as far as it has been asked since its last change,
    and its `spare`: the most that a change of the team may gain in what the first look leaves out.
    """

    def _fill(self, team_of: list[int], tutor_of: list[int], direction: list[int]) -> None:
        self.companies: list[dict[int, list[int]]] = [{} for _ in direction]
        self.spare = [0] * len(direction)
        people = Counter(self.town)
        self.small = [town > 0 and people[town] <= _FEW_A_TEAM * len(direction) for town in range(self.town_count)]
        super()._fill(team_of, tutor_of, direction)

    def _count(self, student: int, team: int, sign: int) -> None:
        super()._count(student, team, sign)
        self.companies[team].clear()
        missing = self.role_count - (self.crews[team] & self.covered).bit_count()
        self.spare[team] = self.lone[self.girls[team]][self.boys[team]] + self.weights.roles * missing

    def company(self, student: int) -> list[int]:
        """Free members of the student's team whom they would gladly be with: mates, those from their own small town."""
        team, home = self.team_of[student], self.town[student]
        found = self.companies[team].get(student)
        if found is None:
            town, held, near = self.town, self.held, self.small[home]
            mates = [mate for mate, cost in self.ties[student] if cost < 0]
            found = self.companies[team][student] = [
                each
                for each in self.members[team]
                if (near and town[each] == home) or each in mates
                if each != student and each not in held
            ]
        return found

    def offer(self, one: int, there: int, bar: int) -> None:
        """Swap a student with the member of a team with whom that is best."""
        here = self.team_of[one]
        if here == there or there in self.closed:
            return
        other, change = self._partner(here, one, there)
        if change <= bar + self.spare[here] + self.spare[there]:
            change = self.trades(here, one, other) + self.trades(there, other, one)
            if change <= bar:
                self.put(one, there)
                self.put(other, here)
                self.cost += change

    def _partner(self, here: int, one: int, there: int) -> tuple[int, int]:
        """Who of a team best changes places with a student, and what it does to the score at the least.

        As `_passage` counts it. This is `_partners` for single people, who are quicker to count.
        """
        traits, rise, near, team_of, held = self.traits, self.rise, self.near, self.team_of, self.held
        towns, their_towns, places = self.towns[here][:], self.towns[there][:], self.places[there]
        base, age, _ = self._passage((one,), here, there, towns, their_towns, ())
        mine, yours, weight = self.direction[here], self.direction[there], self.weights.ages
        larger, older = len(self.members[here]) - len(self.members[there]), self.ages[here] - self.ages[there]
        best, chosen = _NEVER, one
        for other in self.members[there]:
            wishes, home, place, years, _, _, _, ties, _ = traits[other]
            change = base + wishes[mine] - wishes[yours] - near[place] * (places[place] - 1)
            change += rise[home][towns[home]] - rise[home][their_towns[home] - 1]
            if years != age:
                more = years - age
                change += weight * more * (larger * (years + age) - 2 * (older + more))
            for mate, cost in ties:
                where = team_of[mate]
                if where == here:
                    change += -cost if mate == one else cost
                elif where == there:
                    change -= cost
            if change < best and other not in held:
                best, chosen = change, other
        return chosen, best

    def offer_group(self, one: int, there: int, pair: bool, chance: Chance, bar: int) -> None:
        """Swap a student and their company, or (`pair`) one of it, with those of a team for whom that is best."""
        here, company = self.team_of[one], self.company(one)
        if here == there or there in self.closed or not company:
            return
        ones = [one, company[int(chance() * len(company))]] if pair else [one, *company]
        others, change = self._partners(here, ones, there, pair, chance)
        if change <= bar + self.spare[here] + self.spare[there]:
            change = self.regroup(here, ones, there, others)
            if change <= bar:
                self.cost += change
            else:
                self.regroup(there, ones, here, others)

    def _partners(self, here: int, ones: list[int], there: int, pair: bool, chance: Chance) -> tuple[list[int], int]:
        """Who of a team best changes places with a group, and what it does to the score at the least."""
        towns, their_towns = self.towns[here][:], self.towns[there][:]
        base, years, squares = self._passage(ones, here, there, towns, their_towns, ())
        larger, older = len(self.members[here]) - len(self.members[there]), self.ages[here] - self.ages[there]
        weight = self.weights.ages
        best, chosen = _NEVER, ones
        for others in self._groups(there, len(ones), pair, chance):
            change, age, square = self._passage(others, there, here, their_towns[:], towns[:], ones)
            more = age - years
            change += base + weight * (larger * (square - squares) - 2 * more * (older + more))
            if change < best:
                best, chosen = change, others
        return chosen, best

    def _groups(self, team: int, size: int, pair: bool, chance: Chance) -> Iterator[list[int]]:
        """Groups of a team, each with its company (in pairs: one of it) and, where that is too few, others by chance."""
        held, known, seen = self.held, self.companies[team], set[int]()
        free = [each for each in self.members[team] if each not in held] if held else self.members[team]
        room = len(free)
        for student in free:
            if student in seen:
                continue
            company = known.get(student)
            if company is None:
                company = self.company(student)
            if not company:
                group = [student]
            elif pair:
                group = [student, company[int(chance() * len(company))]]
                seen.update(group)
            else:
                group = [student, *company]
                seen.update(group)
            if size <= room:
                while len(group) < size:
                    other = free[int(chance() * room)]
                    if other not in group:
                        group.append(other)
            if len(group) == size:
                yield group

    def _passage(
        self,
        group: Sequence[int],
        here: int,
        there: int,
        towns: list[int],
        their_towns: list[int],
        back: Sequence[int],
    ) -> tuple[int, int, int]:
        """What it does to the score when a group leaves a team for another and `back` come from there in their place.

        At the least: without roles, lone people and tutors not to be with, and schools where they come. Without ages,
        too: their sum and that of their squares are told. `towns` of both teams are changed as they go.
        """
        traits, rise, near, team_of = self.traits, self.rise, self.near, self.team_of
        old, new, places = self.direction[here], self.direction[there], self.places[here]
        change = ages = squares = 0
        for student in group:
            wishes, home, place, age, _, _, _, ties, _ = traits[student]
            towns[home] = count = towns[home] - 1
            their_count = their_towns[home]
            their_towns[home] = their_count + 1
            change += wishes[new] - wishes[old] - near[place] * (places[place] - 1)
            change += rise[home][their_count] - rise[home][count]
            ages += age
            squares += age * age
            for mate, cost in ties:
                where = team_of[mate]
                if where == there:
                    change += -cost if mate in back else cost
                elif where == here and mate not in group:
                    change -= cost
        return change, ages, squares

    def move(self, student: int, there: int, bar: int) -> None:
        """Seat a student in another team."""
        here = self.team_of[student]
        if here == there or there in self.closed:
            return
        if len(self.members[here]) <= self.rules.min_size or len(self.members[there]) >= self.rules.max_size:
            return
        change = self.leaves(here, student) + self.joins(there, student)
        if change <= bar:
            self.put(student, there)
            self.cost += change

    def turn(self, team: int, direction: int, bar: int) -> None:
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

    def swap_tutors(self, here: int, there: int, bar: int) -> None:
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
