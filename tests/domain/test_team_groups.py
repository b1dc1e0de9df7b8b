"""A team's group: one to a team, one team to a group, and what keeps the bot from looking after it."""

import pytest

from bot.domain.errors import RuleViolation, Stale
from bot.domain.team_groups import GroupProblem, ensure_can_bind, problem_of


@pytest.mark.parametrize(
    ("chat_team", "team_chat", "refused"),
    [
        (None, None, None),
        (1, -10, (Stale, "team-group-bound")),
        (2, None, (RuleViolation, "team-group-taken")),
        (2, -11, (RuleViolation, "team-group-taken")),
        (None, -11, (RuleViolation, "team-group-already")),
    ],
)
def test_one_group_to_a_team_and_one_team_to_a_group(
    chat_team: int | None, team_chat: int | None, refused: tuple[type[Exception], str] | None
) -> None:
    if refused is None:
        ensure_can_bind(chat_team=chat_team, team_chat=team_chat, team_id=1, chat_id=-10)
        return
    with pytest.raises(refused[0], match=refused[1]):
        ensure_can_bind(chat_team=chat_team, team_chat=team_chat, team_id=1, chat_id=-10)


def test_the_bot_is_to_be_there_and_to_be_allowed_to_invite() -> None:
    assert problem_of(inside=True, may_invite=True) is None
    assert problem_of(inside=True, may_invite=False) is GroupProblem.RIGHTS
    assert problem_of(inside=False, may_invite=True) is GroupProblem.REMOVED
