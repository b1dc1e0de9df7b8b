"""A published team: when it has become too small, who takes over as its tutor, which teams may be merged."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.errors import RuleViolation, Stale


@dataclass(frozen=True, slots=True)
class ReserveTutor:
    """Somebody on the reserve; ``place`` is their place in its order (by number of application)."""

    id: int
    place: int
    directions: tuple[str, ...] = ()


def below_minimum(size: int, smallest: int) -> bool:
    """Whether the office has to be told."""
    return size < smallest


def next_tutor(direction: str | None, reserve: Iterable[ReserveTutor]) -> ReserveTutor | None:
    """Who steps in: the first of the reserve, those who wish for the team's direction before the others."""

    def order(tutor: ReserveTutor) -> tuple[bool, int]:
        return direction is not None and direction not in tutor.directions, tutor.place

    return min(reserve, key=order, default=None)


def ensure_can_merge(source_id: int, target_id: int, *, size: int, together: int, largest: int, beyond: bool) -> None:
    """A team of `size` goes into another one; ``beyond`` says that the office accepts more than the largest size.

    Raises RuleViolation `team-merge-itself`, `team-merge-too-big` (size, largest), Stale `team-merge-empty`.
    """
    if source_id == target_id:
        raise RuleViolation("team-merge-itself")
    if not size:
        raise Stale("team-merge-empty")
    if together > largest and not beyond:
        raise RuleViolation("team-merge-too-big", size=together, largest=largest)
