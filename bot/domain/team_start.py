"""The first draft of a formation: how many girls and boys each team gets, so that nobody is the only one."""

from dataclasses import dataclass

from bot.domain.team_model import TeamRules, lone_count

_LONE_COST = 10**12  # outweighs any unevenness below


@dataclass(frozen=True, slots=True)
class Seats:
    """Places of one team."""

    size: int
    girls: int


def plan_seats(girls: int, boys: int, teams: int, rules: TeamRules) -> list[Seats]:
    """Seats of every team: sizes as even as can be and nobody lone; uneven sizes when only those save somebody.

    If not even those do, the fewest lone people that even sizes allow.
    """
    quotient, remainder = divmod(girls + boys, teams)
    sizes = [quotient + 1] * remainder + [quotient] * (teams - remainder)
    seats = _share_girls(sizes, girls)
    if any(lone_count(each.girls, each.size - each.girls) for each in seats):
        return _lone_free(girls, boys, teams, rules) or seats
    return seats


def _share_girls(sizes: list[int], girls: int) -> list[Seats]:
    """Girls for teams of given sizes with the fewest lone people, then in even shares (dynamic programming)."""
    people = sum(sizes)
    layers: list[dict[int, tuple[int, int]]] = [{0: (0, 0)}]  # girls placed so far → (cost, girls of the last team)
    for size in sizes:
        layer: dict[int, tuple[int, int]] = {}
        for placed, (cost, _) in layers[-1].items():
            for here in range(min(size, girls - placed) + 1):
                uneven = (here * people - girls * size) ** 2
                offer = cost + uneven + _LONE_COST * lone_count(here, size - here)
                if placed + here not in layer or offer < layer[placed + here][0]:
                    layer[placed + here] = (offer, here)
        layers.append(layer)
    seats, placed = [], girls
    for size, layer in zip(reversed(sizes), reversed(layers), strict=False):
        here = layer[placed][1]
        seats.append(Seats(size, here))
        placed -= here
    return seats[::-1]


def _lone_free(girls: int, boys: int, teams: int, rules: TeamRules) -> list[Seats] | None:
    """Seats of any allowed sizes with nobody lone, or None when there are none.

    Which totals of girls are within reach of so many people in so many teams is kept as the bits of a number.
    """
    people = girls + boys
    options = [
        Seats(size, here)
        for size in range(rules.min_size, rules.max_size + 1)
        for here in range(size + 1)
        if not lone_count(here, size - here)
    ]
    options.sort(key=lambda each: abs(each.size * teams - people))
    reach: list[list[int]] = [[1] + [0] * people]
    for _ in range(teams):
        layer = [0] * (people + 1)
        for placed, bits in enumerate(reach[-1]):
            for each in options if bits else ():
                if placed + each.size <= people:
                    layer[placed + each.size] |= bits << each.girls
        reach.append(layer)
    if not reach[teams][people] >> girls & 1:
        return None
    seats: list[Seats] = []
    for layer in reversed(reach[:-1]):
        chosen = next(
            each
            for each in options
            if each.size <= people and each.girls <= girls and layer[people - each.size] >> (girls - each.girls) & 1
        )
        seats.append(chosen)
        people, girls = people - chosen.size, girls - chosen.girls
    return seats
