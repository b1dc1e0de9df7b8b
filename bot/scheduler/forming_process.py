"""The child process that forms teams: an order in JSON on its input, lines of JSON on its output.

Every line but the last is ``{"progress": percent}``, the last one the teams or why there are none. It imports the rules
and nothing else, so that it starts at once and weighs little.
"""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from bot.domain.enums import Gender, TeamRole
from bot.domain.errors import RuleViolation
from bot.domain.teams import LockedTeam, Student, TeamRules, Tutor, form_teams, score


def compute(order: Mapping[str, Any], progress: Callable[[int], None] | None = None) -> dict[str, Any]:
    """The formation of an order, both as JSON objects."""
    rules = TeamRules.from_dict(order["rules"])
    tutors = [Tutor(**{**each, "directions": tuple(each["directions"])}) for each in order["tutors"]]
    try:
        formed = form_teams(
            [_student(each) for each in order["students"]],
            tutors,
            rules,
            order["seed"],
            order["steps"] or None,
            apart=[(one, other) for one, other in order["apart"]],
            locked=[LockedTeam(**{**each, "members": tuple(each["members"])}) for each in order["locked"]],
            progress=progress,
        )
    except RuleViolation as violation:
        return {"refused": violation.key, "arguments": violation.arguments}
    teams = [
        {
            "number": team.number,
            "direction": team.direction,
            "tutor_id": team.tutor.id,
            "member_ids": [member.id for member in team.members],
        }
        for team in formed.teams
    ]
    return {"teams": teams, "score": asdict(score(formed.teams, rules))}


def _student(each: Mapping[str, Any]) -> Student:
    known = {
        "gender": each["gender"] and Gender(each["gender"]),
        "directions": tuple(each["directions"]),
        "roles": tuple(TeamRole(role) for role in each["roles"]),
        "mates": tuple(each["mates"]),
    }
    return Student(**{**each, **known})


def _tell(line: Mapping[str, Any]) -> None:
    print(json.dumps(line), flush=True)  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    _tell(compute(json.loads(sys.stdin.readline()), lambda percent: _tell({"progress": percent})))
