"""Tags the office puts on people: free words, compared without case and with ё as е."""

from bot.domain.errors import RuleViolation

NAME_LIMIT = 30
"""Characters: a tag stands on a button."""
MOST = 10
"""Tags of one person."""


def tag_name(typed: str) -> str:
    """The tag as it is shown. Raises RuleViolation ``tag-empty``, ``tag-too-long`` (limit, actual)."""
    name = " ".join(typed.replace("#", " ").split())
    if not name:
        raise RuleViolation("tag-empty")
    if len(name) > NAME_LIMIT:
        raise RuleViolation("tag-too-long", limit=NAME_LIMIT, actual=len(name))
    return name


def tag_key(name: str) -> str:
    """What makes two tags the same."""
    return name.casefold().replace("ё", "е")


def ensure_room(count: int) -> None:
    """Raises RuleViolation ``tags-many`` (most)."""
    if count >= MOST:
        raise RuleViolation("tags-many", most=MOST)
