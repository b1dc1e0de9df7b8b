"""The links of imported people as a list to print or to send on."""

from collections.abc import Sequence

from bot.papers.sheets import PlainSheet, separated
from bot.services.account_links import Issued
from bot.texts import Translate

_COLUMNS = ("application", "surname", "first-name", "patronymic", "phone", "link")


def table(made: Sequence[Issued], start: str, t: Translate) -> bytes:
    """A line for each, as CSV; ``start`` is the address without the token."""
    rows = tuple(
        (
            each.whose.number,
            each.whose.person.surname,
            each.whose.person.first_name,
            each.whose.person.patronymic,
            each.whose.person.phone,
            start + each.token,
        )
        for each in made
    )
    titles = tuple(t.plain(f"export-column-{name}") for name in _COLUMNS)
    return separated(PlainSheet("", titles, rows))
