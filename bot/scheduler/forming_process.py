"""The child process that forms teams: an order in JSON on its input, the teams in JSON on its output.

It imports the rules and nothing else, so that it starts at once and weighs little.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.domain.enums import Gender
from bot.domain.errors import RuleViolation
from bot.domain.teams import Student, TeamRules, Tutor, form_teams, score


def compute(order: Mapping[str, Any]) -> dict[str, Any]:
    """The formation of an order, both as JSON objects."""
    rules = TeamRules.from_dict(order["rules"])
    students = [
        Student(
            **{**each, "gender": each["gender"] and Gender(each["gender"]), "directions": tuple(each["directions"])}
        )
        for each in order["students"]
    ]
    tutors = [Tutor(**{**each, "directions": tuple(each["directions"])}) for each in order["tutors"]]
    try:
        formed = form_teams(students, tutors, rules, order["seed"])
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
    return {"teams": teams, "score": asdict(score(formed, rules))}


if __name__ == "__main__":
    json.dump(compute(json.load(sys.stdin)), sys.stdout)
