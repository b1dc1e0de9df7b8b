"""Which mentor for which team: both sides' preferences, paired by deferred acceptance with capacities.

D. Gale and L. S. Shapley, "College Admissions and the Stability of Marriage", The American Mathematical Monthly 69
(1962): teams ask down their lists, a mentor keeps the best of those who ask, up to the capacity, and lets the rest go
on. The outcome is stable (no team and mentor would both rather have each other than what they got), and of all stable
outcomes the best for every team.
"""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.mentors import Mentor, distance


@dataclass(frozen=True, slots=True)
class TeamWish:
    """A team as the matching sees it: ``named`` are mentors its tutor asked for, the dearest first."""

    id: int
    direction: str | None = None
    named: tuple[int, ...] = ()
    in_person: bool = False


def waterfall(team: TeamWish, candidates: Collection[Mentor]) -> list[Mentor]:
    """Whom the team is offered to, in this order; whether they have room is not asked here.

    The main list before the reserve; then those the tutor named; then, where the team wants to meet in person, those
    who do not work online only; then the direction as the mentor ranks it, the lighter load, the smaller id.
    """
    places = {mentor_id: place for place, mentor_id in enumerate(team.named)}

    def order(mentor: Mentor) -> tuple[bool, int, bool, int, int, int]:
        far = team.in_person and mentor.online_only
        wish = places.get(mentor.id, len(places))
        return mentor.reserve, wish, far, distance(team.direction, mentor), mentor.load, mentor.id

    return sorted(candidates, key=order)


def favourites(mentor: Mentor, teams: Collection[TeamWish]) -> list[int]:
    """Ids of teams in the mentor's order: the dearest direction, then teams that fit the format, then by id."""

    def order(team: TeamWish) -> tuple[int, bool, int]:
        return distance(team.direction, mentor), team.in_person and mentor.online_only, team.id

    return [team.id for team in sorted(teams, key=order)]


def propose(
    teams: Collection[TeamWish], candidates: Sequence[Mentor], asked: Collection[tuple[int, int]] = ()
) -> dict[int, int]:
    """Whom to offer many teams at once: team id → mentor id, for as many teams as there is room.

    ``asked`` are the (team, mentor) pairs already tried: they are not tried again.
    """
    tried = set(asked)
    lists = {
        team.id: [mentor.id for mentor in waterfall(team, candidates) if (team.id, mentor.id) not in tried]
        for team in teams
    }
    wishes = {mentor.id: favourites(mentor, teams) for mentor in candidates}
    return match(lists, wishes, {mentor.id: mentor.limit - mentor.load for mentor in candidates})


def match(
    teams: Mapping[int, Sequence[int]], mentors: Mapping[int, Sequence[int]], room: Mapping[int, int]
) -> dict[int, int]:
    """Team id → mentor id, stable. ``teams`` and ``mentors`` are lists of the other side, the dearest first.

    Who is not on a list is not acceptable to that side. ``room`` is how many teams a mentor can take. The result does
    not depend on the order of the mappings.
    """
    ranks = {mentor: {team: place for place, team in enumerate(liked)} for mentor, liked in mentors.items()}
    kept: dict[int, list[int]] = {mentor: [] for mentor in mentors}
    asks = {team: iter(liked) for team, liked in teams.items()}
    free = deque(sorted(teams))
    while free:
        team = free.popleft()
        for mentor in asks[team]:
            if team not in ranks.get(mentor, {}) or room.get(mentor, 0) < 1:
                continue
            held = kept[mentor]
            held.append(team)
            if len(held) <= room[mentor]:
                break
            let_go = max(held, key=ranks[mentor].__getitem__)
            held.remove(let_go)
            if let_go != team:
                free.append(let_go)
                break
    return {team: mentor for mentor, held in kept.items() for team in held}
