"""Matching: stable for both sides, the same every time, and in the order a team would ask."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.mentor_matching import TeamWish, favourites, match, propose, waterfall
from bot.domain.mentors import Mentor

DEAR = Mentor(5, ("it", "space"))
SECOND = Mentor(4, ("space", "it"))
BUSY = Mentor(3, ("it",), load=1, limit=2)
OTHER = Mentor(2, ("agro",))
RESERVE = Mentor(1, ("it",), reserve=True)
EVERYBODY = [RESERVE, OTHER, BUSY, SECOND, DEAR]


@pytest.mark.parametrize(
    ("team", "order"),
    [
        (TeamWish(1, "it"), [DEAR, BUSY, SECOND, OTHER, RESERVE]),
        (TeamWish(1), [OTHER, SECOND, DEAR, BUSY, RESERVE]),
        (TeamWish(1, "it", named=(2, 4)), [OTHER, SECOND, DEAR, BUSY, RESERVE]),
        (TeamWish(1, "it", named=(1,)), [DEAR, BUSY, SECOND, OTHER, RESERVE]),  # the reserve stays the reserve
    ],
)
def test_team_asks_in_the_order_of_its_wishes(team: TeamWish, order: list[Mentor]) -> None:
    assert waterfall(team, EVERYBODY) == order
    assert waterfall(team, EVERYBODY[::-1]) == order


def test_team_that_meets_in_person_asks_those_online_only_after_the_others() -> None:
    online, near = Mentor(1, ("it",), online_only=True), Mentor(2)
    assert waterfall(TeamWish(1, "it"), [near, online]) == [online, near]
    assert waterfall(TeamWish(1, "it", in_person=True), [near, online]) == [near, online]
    assert favourites(online, [TeamWish(1, "it", in_person=True), TeamWish(2, "it")]) == [2, 1]


def test_mentor_keeps_the_dearer_team_and_the_other_goes_on() -> None:
    teams = [TeamWish(10, "agro"), TeamWish(11, "it", named=(1,))]
    assert propose(teams, [Mentor(1, ("it",)), Mentor(2)]) == {11: 1, 10: 2}
    assert propose(teams, [Mentor(1, ("it",))]) == {11: 1}


def test_nobody_is_asked_twice_or_beyond_their_room() -> None:
    teams = [TeamWish(10, "it"), TeamWish(11, "it"), TeamWish(12, "it")]
    assert propose(teams, [BUSY, SECOND], asked={(10, BUSY.id)}) == {11: BUSY.id, 10: SECOND.id}


Lists = dict[int, list[int]]


@st.composite
def sides(draw: st.DrawFn) -> tuple[Lists, Lists, dict[int, int]]:
    """Preferences of up to nine teams and seven mentors, with gaps, and how many teams each mentor can take."""
    teams, mentors = range(1, draw(st.integers(1, 9)) + 1), range(101, 101 + draw(st.integers(1, 7)))
    of_teams = {team: draw(st.lists(st.sampled_from(mentors), unique=True)) for team in teams}
    of_mentors = {mentor: draw(st.lists(st.sampled_from(teams), unique=True)) for mentor in mentors}
    return of_teams, of_mentors, {mentor: draw(st.integers(0, 3)) for mentor in mentors}


def blocking(teams: Lists, mentors: Lists, room: dict[int, int], pairs: dict[int, int]) -> list[tuple[int, int]]:
    """Pairs that would both rather have each other than what they got."""
    held: Lists = {mentor: [team for team, got in pairs.items() if got == mentor] for mentor in mentors}
    found = []
    for team, liked in teams.items():
        for mentor in liked[: liked.index(pairs[team])] if team in pairs else liked:
            rank = mentors[mentor].index
            dearer = any(rank(team) < rank(other) for other in held[mentor]) if team in mentors[mentor] else False
            if team in mentors[mentor] and (len(held[mentor]) < room[mentor] or dearer):
                found.append((team, mentor))
    return found


@settings(max_examples=150, deadline=None)
@given(sides())
def test_matching_is_stable_acceptable_and_within_the_room(case: tuple[Lists, Lists, dict[int, int]]) -> None:
    teams, mentors, room = case
    pairs = match(teams, mentors, room)
    assert all(mentor in teams[team] and team in mentors[mentor] for team, mentor in pairs.items())
    assert all(list(pairs.values()).count(mentor) <= room[mentor] for mentor in mentors)
    assert blocking(teams, mentors, room, pairs) == []


@settings(max_examples=60, deadline=None)
@given(sides(), st.randoms(use_true_random=False))
def test_matching_does_not_depend_on_the_order_of_input(
    case: tuple[Lists, Lists, dict[int, int]], random: Random
) -> None:
    teams, mentors, room = case
    mixed_teams, mixed_mentors = list(teams.items()), list(mentors.items())
    random.shuffle(mixed_teams)
    random.shuffle(mixed_mentors)
    assert match(dict(mixed_teams), dict(mixed_mentors), room) == match(teams, mentors, room)
