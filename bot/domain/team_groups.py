"""A team's own group in the messenger: who binds it, who is let in, what keeps it from working."""

from enum import StrEnum

from bot.domain.errors import RuleViolation, Stale


class GroupProblem(StrEnum):
    """Why the bot cannot look after a group: it may not invite people there, or it is not there any more."""

    RIGHTS = "rights"
    REMOVED = "removed"


def ensure_can_bind(*, chat_team: int | None, team_chat: int | None, team_id: int, chat_id: int) -> None:
    """Whether a team's tutor may bind a group: ``chat_team`` is whose it is already, ``team_chat`` the team's present one.

    Raises Stale ``team-group-bound`` when nothing is to be done, RuleViolation ``team-group-taken`` or
    ``team-group-already``.
    """
    if chat_team == team_id and team_chat == chat_id:
        raise Stale("team-group-bound")
    if chat_team is not None:
        raise RuleViolation("team-group-taken")
    if team_chat is not None:
        raise RuleViolation("team-group-already")


def problem_of(*, inside: bool, may_invite: bool) -> GroupProblem | None:
    """What is wrong with the bot's standing in a group."""
    if not inside:
        return GroupProblem.REMOVED
    return None if may_invite else GroupProblem.RIGHTS
