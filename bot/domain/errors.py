"""How a rule says no: a key of a text and its arguments, never the text itself."""

from datetime import date

Scalar = str | int | float | date
"""What a text may be given: `date` covers `datetime`; formatting belongs to the texts."""


class RuleViolation(Exception):  # noqa: N818 - named after what happened: a rule says no, nothing is broken
    """A rule of the programme forbids what was asked.

    `key` is the id of the text that explains it (kebab-case), `arguments` are the values that text needs.
    """

    def __init__(self, key: str, /, **arguments: Scalar) -> None:
        # Only the key reaches logs through str(): arguments may hold what a person has typed.
        super().__init__(key)
        self.key = key
        self.arguments: dict[str, Scalar] = arguments

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RuleViolation):
            return NotImplemented
        return (type(self), self.key, self.arguments) == (type(other), other.key, other.arguments)

    def __hash__(self) -> int:
        return hash((type(self), self.key))


class NotAllowed(RuleViolation):
    """The actor may not do this; the edge logs the attempt and answers like an unknown command."""


class NotFound(RuleViolation):
    """There is no such thing, or none that this actor may know of."""


class DeadLink(NotFound):
    """A link that gives this actor nothing: they are told so plainly, and the edge logs the attempt."""


class Stale(RuleViolation):
    """The button's time is over: it is done already, or the thing has moved on since."""
