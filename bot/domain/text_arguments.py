"""Values that texts know how to show: a moment with its clock, and markup that is already safe."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Moment:
    """A moment as people read it: ``at`` is aware, ``zone`` the IANA name of the place where it happens."""

    at: datetime
    zone: str


class Html(str):
    """Text in Telegram's HTML that was built or checked by us: texts insert it as it is."""

    __slots__ = ()
