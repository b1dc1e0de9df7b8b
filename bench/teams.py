"""Forming teams: how good, how fast, how much memory, beside a random and a greedy formation of the same people.

    python -m bench.teams            40, 240, 1,000 and 5,000 people, and 240 again for twenty times as long
    python -m bench.teams --quick    40 and 240 people, a third of the steps

Every formation runs in a process of its own, so that its memory is its own. The score is the index of
`bot.domain.team_score`: 100 is the best that can be thought of for each component alone, which is out of reach when
they pull in different directions.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from bench.figures import Figure, show
from bot.domain.enums import Gender, TeamRole
from bot.domain.team_model import FormedTeam, Pair, Student, TeamRules, Tutor
from bot.domain.team_report import open_search
from bot.domain.teams import broken_pairs, form_teams, score, steps_for

RULES = TeamRules()
SIZES = {40: 1.0, 240: 1.0, 1000: 1.0, 5000: 0.4}
"""People → share of the default number of steps."""

SEEDS = 4
"""How many searches the comparison with a long one is the mean of."""

_DIRECTIONS = ("agro", "eco", "energy", "gas", "it", "social", "space", "tourism")
_TOWNS = (220, 68, 33, 20, 15, 10, *[6] * 22)
"""How the region's people spread over its municipalities, in thousands."""


def population(people: int, seed: int = 1) -> tuple[list[Student], list[Tutor], list[Pair]]:
    """An invented year: uneven towns, three ranked directions, two roles, wishes for company, some bans."""
    chance = Random(seed)
    students = []
    for number in range(1, people + 1):
        town = chance.choices(range(len(_TOWNS)), _TOWNS)[0]
        partner = number + 1 if number % 2 else number - 1
        students.append(
            Student(
                id=number,
                gender=Gender.FEMALE if chance.random() < 0.6 else Gender.MALE,
                age=14 + int(chance.random() * 4),
                municipality=town,
                organisation=f"{town}-{int(chance.random() * max(3, people * _TOWNS[town] / 4000))}",
                directions=tuple(chance.sample(_DIRECTIONS, 3)),
                roles=tuple(chance.sample(list(TeamRole), 2)),
                mates=(partner, *(1 + int(chance.random() * people) for _ in range(2))),
            )
        )
    tutors = [
        Tutor(10**6 + number, (_DIRECTIONS[number % 8], _DIRECTIONS[(3 * number + 1) % 8]), f"university-{number % 3}")
        for number in range(people // 10)
    ]
    bans = [tuple(chance.sample(range(1, people + 1), 2)) for _ in range(people // 12)]
    return students, tutors, [(one, other) for one, other in bans]


def at_random(students: Sequence[Student], tutors: Sequence[Tutor]) -> list[FormedTeam]:
    """Even teams by chance, every team in its tutor's dearest direction."""
    shuffled = list(students)
    Random(1).shuffle(shuffled)
    return [
        FormedTeam(number + 1, tutor.directions[0], tutor, tuple(shuffled[number :: len(tutors)]))
        for number, tutor in enumerate(tutors)
    ]


def greedily(students: Sequence[Student], tutors: Sequence[Tutor], bans: Sequence[Pair]) -> list[FormedTeam]:
    """One after another into the team where it costs least just then."""
    shuffled = list(students)
    Random(1).shuffle(shuffled)
    empty = [FormedTeam(number + 1, each.directions[0], each, ()) for number, each in enumerate(tutors)]
    search, people = open_search(empty, RULES, bans, shuffled)
    largest = -(-len(students) // len(tutors))
    for person in range(len(people)):
        rooms = [team for team, members in enumerate(search.members) if len(members) < largest]
        search.put(person, min(rooms, key=lambda team: (search.joins(team, person), team)))
    return [
        FormedTeam(team.number, team.direction, team.tutor, tuple(people[each] for each in search.members[index]))
        for index, team in enumerate(empty)
    ]


def measure(people: int, way: str, steps: int) -> dict[str, Any]:
    """One formation in this process: its score, processor seconds, peak memory and broken bans."""
    students, tutors, bans = population(people)
    began = time.process_time()
    match way:
        case "random":
            teams: Sequence[FormedTeam] = at_random(students, tutors)
        case "greedy":
            teams = greedily(students, tutors, bans)
        case _:
            seed = int(way.partition(":")[2] or 1)
            teams = form_teams(students, tutors, RULES, seed, steps, apart=bans).teams
    seconds, memory = time.process_time() - began, _peak_memory()
    broken = sum(len(broken_pairs(team, bans)) for team in teams)
    sizes = {RULES.min_size <= len(team.members) <= RULES.max_size for team in teams}
    found = asdict(score(teams, RULES))
    return found | {
        "seconds": seconds,
        "memory": memory,
        "broken": broken + (sizes != {True}),
    }


def _peak_memory() -> float:
    """Megabytes this process has held at most."""
    status = Path("/proc/self/status")
    if status.exists():
        # What `getrusage` tells on Linux begins with the parent's peak.
        return (
            next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 2**10
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _apart(people: int, way: str, steps: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.teams", "--one", str(people), way, str(steps)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def _table(people: int, found: dict[str, dict[str, Any]]) -> list[Figure]:
    ours = found["ours"]
    figures = [Figure(f"index, {way}", each["index"], "of 100") for way, each in found.items()]
    figures += [Figure(f"  {name}", share, "of 100") for name, share in ours["shares"].items()]
    figures.append(Figure("hard rules broken", ours["broken"], "", 0, "less"))
    figures.append(Figure("hard rules broken, greedy", found["greedy"]["broken"]))
    figures.append(Figure("hard rules broken, random", found["random"]["broken"]))
    figures.append(Figure("ours / greedy", ours["index"] / found["greedy"]["index"], "", 1.0))
    figures.append(Figure("ours / random", ours["index"] / found["random"]["index"], "", 1.0))
    figures.append(Figure("processor time", ours["seconds"], "s"))
    figures.append(Figure("memory of the process", ours["memory"], "MB"))
    if "long" in found:
        # One seed is half a point better or worse than another by chance alone.
        mean = sum(each["index"] for way, each in found.items() if way.startswith("ours")) / SEEDS
        figures.append(Figure("mean of ours / twenty times as long", 100 * mean / found["long"]["index"], "%", 99.0))
    return figures


def main(arguments: Sequence[str]) -> int:
    quick = "--quick" in arguments
    good = True
    for people, share in SIZES.items():
        if quick and people > 240:
            break
        steps = int(steps_for(people) * share / (3 if quick else 1))
        found = {way: _apart(people, way, steps) for way in ("ours", "greedy", "random")}
        if people == 240 and not quick:
            found |= {f"ours:{seed}": _apart(people, f"ours:{seed}", steps) for seed in range(2, SEEDS + 1)}
            found["long"] = _apart(people, "ours", 20 * steps)
        good &= show(f"Teams of {people} people, {steps} steps", _table(people, found))
    return 0 if good else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))))
    else:
        sys.exit(main(sys.argv[1:]))
