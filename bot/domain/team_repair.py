"""Repairing formed teams: late comers in, leavers out, a team split in two, with the fewest other people moved."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.domain.errors import RuleViolation
from bot.domain.team_draft import BROKEN, NOWHERE
from bot.domain.team_model import FormedTeam, Pair, Student, TeamRules, Tutor
from bot.domain.team_report import open_search
from bot.domain.team_search import Search
from bot.domain.teams import form_teams

MOVED_PER_CHANGE = 3
"""At most so many others change their team for everybody who leaves or comes late: one to refill the team that was
left too small, two to swap so that nobody is the only girl or boy."""

_SPLIT_STEPS = 5_000


def repair(
    teams: Sequence[FormedTeam],
    waiting: Sequence[Student],
    leavers: Collection[int],
    rules: TeamRules,
    *,
    apart: Collection[Pair] = (),
    stuck: Collection[int] = (),
    closed: Collection[int] = (),
) -> list[FormedTeam]:
    """The teams without `leavers` and with all who wait, everybody else left where they are wherever possible.

    Others move only to refill a team below the smallest size, and to save somebody from being the only girl or boy
    where this change has made it so: at most `MOVED_PER_CHANGE` for every leaver and late comer. `stuck` people and
    the members of `closed` teams (numbers) are not moved, nobody is put into a closed team. Raises RuleViolation
    `teams-no-place` (people) when somebody who waits fits nowhere, `teams-stays-too-small` (team, smallest) when a team
    cannot be refilled.
    """
    left = [replace(team, members=tuple(each for each in team.members if each.id not in leavers)) for team in teams]
    late = sorted(waiting, key=lambda each: each.id)
    changes = len(late) + sum(each.id in leavers for team in teams for each in team.members)
    search, students = open_search(left, rules, apart, late)
    shut = {index for index, team in enumerate(left) if team.number in closed}
    bound = {
        index
        for index, each in enumerate(students)
        if each.id in stuck or (search.team_of[index] in shut and search.team_of[index] != NOWHERE)
    }
    _seat_late(search, [index for index, team in enumerate(search.team_of) if team == NOWHERE], shut, rules)
    moved = _refill(search, left, shut, bound, rules)
    _spare_the_lone(search, shut, bound, changes * MOVED_PER_CHANGE - moved, rules)
    return [
        replace(team, members=tuple(sorted((students[each] for each in search.members[index]), key=lambda one: one.id)))
        for index, team in enumerate(left)
    ]


def _seat_late(search: Search, late: Sequence[int], shut: Collection[int], rules: TeamRules) -> None:
    """Late comers one by one, the best place first; teams that are too small are served before others."""
    waiting = list(late)
    while waiting:
        open_teams = [team for team in range(len(search.members)) if team not in shut]
        small = [team for team in open_teams if len(search.members[team]) < rules.min_size]
        rooms = small or [team for team in open_teams if len(search.members[team]) < rules.max_size]
        offers = [(search.joins(team, person), person, team) for person in waiting for team in rooms]
        change, person, team = min(offers, default=(BROKEN, -1, -1))
        if change >= BROKEN // 2 and small:
            # Nobody who waits may join the small ones: those are refilled from elsewhere.
            rooms = [team for team in open_teams if len(search.members[team]) < rules.max_size]
            offers = [(search.joins(team, person), person, team) for person in waiting for team in rooms]
            change, person, team = min(offers, default=(BROKEN, -1, -1))
        if change >= BROKEN // 2:
            raise RuleViolation("teams-no-place", people=len(waiting))
        search.put(person, team)
        search.cost += change
        waiting.remove(person)


def _refill(
    search: Search, teams: Sequence[FormedTeam], shut: Collection[int], bound: Collection[int], rules: TeamRules
) -> int:
    """Bring every team to the smallest size from those that have more; how many were moved."""
    moved = 0
    for team, formed in enumerate(teams):
        while 0 < len(search.members[team]) < rules.min_size or (not search.members[team] and formed.members):
            offers = [
                (search.leaves(source, person) + search.joins(team, person), person)
                for person, source in enumerate(search.team_of)
                if source != team and person not in bound and len(search.members[source]) > rules.min_size
            ]
            change, person = min(offers, default=(BROKEN, -1))
            if change >= BROKEN // 2 or team in shut:
                raise RuleViolation("teams-stays-too-small", team=formed.number, smallest=rules.min_size)
            search.put(person, team)
            search.cost += change
            moved += 1
    return moved


def _spare_the_lone(
    search: Search, shut: Collection[int], bound: Collection[int], budget: int, rules: TeamRules
) -> None:
    """Moves and swaps for the only girls and boys of their teams, as long as each saves somebody."""
    worth = -(rules.weights.lone // 2)
    while budget > 0:
        best = min(_ways_out(search, shut, bound, budget, rules), default=(0, -1, -1, -1))
        change, person, team, other = best
        if change > worth or not worth:
            return
        here = search.team_of[person]
        search.put(person, team)
        if other >= 0:
            search.put(other, here)
        search.cost += change
        budget -= 2 if other >= 0 else 1


def _ways_out(
    search: Search, shut: Collection[int], bound: Collection[int], budget: int, rules: TeamRules
) -> Iterator[tuple[int, int, int, int]]:
    """(change, person, their new team, who comes back or -1) of everything that touches a team with somebody alone."""
    alone = [
        team
        for team in range(len(search.members))
        if team not in shut and search.lone[search.girls[team]][search.boys[team]]
    ]
    for team in alone:
        for person, here in enumerate(search.team_of):
            if here == team or here in shut or person in bound:
                continue
            if len(search.members[here]) > rules.min_size and len(search.members[team]) < rules.max_size:
                yield search.leaves(here, person) + search.joins(team, person), person, team, -1
            if budget < 2:
                continue
            for other in search.members[team][:]:
                if other not in bound:
                    change = search.trades(here, person, other) + search.trades(team, other, person)
                    yield change, person, team, other
        if len(search.members[team]) > rules.min_size:
            yield from _departures(search, team, shut, bound, rules)


def _departures(
    search: Search, team: int, shut: Collection[int], bound: Collection[int], rules: TeamRules
) -> Iterator[tuple[int, int, int, int]]:
    for person in search.members[team][:]:
        if person in bound:
            continue
        leaving = search.leaves(team, person)
        for there, members in enumerate(search.members):
            if there != team and there not in shut and len(members) < rules.max_size:
                yield leaving + search.joins(there, person), person, there, -1


def split(team: FormedTeam, tutor: Tutor, number: int, rules: TeamRules, apart: Collection[Pair]) -> list[FormedTeam]:
    """Two teams out of one, as good as can be: the first keeps number and tutor, the second gets the new ones.

    Raises RuleViolation `teams-too-few-students` and the like when the halves would be too small.
    """
    if len(team.members) < 2 * rules.min_size:
        raise RuleViolation("teams-split-small", needed=2 * rules.min_size, smallest=rules.min_size)
    leaders = [replace(team.tutor, id=0), replace(tutor, id=1)]
    own = {team.tutor.id: 0, tutor.id: 1}
    renamed = [pair for pair in apart if not own.keys() & set(pair)]
    halves = form_teams(team.members, leaders, rules, 1, _SPLIT_STEPS, apart=renamed).teams
    found = {half.tutor.id: half for half in halves}
    return [
        replace(found[0], number=team.number, tutor=team.tutor),
        replace(found[1], number=number, tutor=tutor),
    ]
