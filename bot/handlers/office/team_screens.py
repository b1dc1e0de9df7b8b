"""Parts of the office's screens about teams: facts as lines, what a change does, people as buttons."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import seasons as season_queries
from bot.domain.short_names import short_direction
from bot.domain.team_report import Fact
from bot.domain.team_score import Score
from bot.domain.text_arguments import Html
from bot.handlers.keyboards import Row, beside, button
from bot.services.team_changes import Effect, Placed
from bot.texts import Translate, join_lines

_ROW = 2
_SHOWN = 15


async def fact_lines(session: AsyncSession, facts: Iterable[Fact], t: Translate) -> Html:
    """Facts as lines; directions by their names, roles by theirs."""
    names = {each.id: short_direction(each.name) for each in await season_queries.directions(session, retired=True)}
    lines = []
    for fact in facts:
        arguments = dict(fact.arguments)
        if "direction" in arguments:
            arguments["direction"] = names.get(str(arguments["direction"]), "—")
        if "role" in arguments:
            arguments["role"] = t.plain(f"team-role-{arguments['role']}")
        if "roles" in arguments:
            named = str(arguments["roles"]).split()
            arguments["roles"] = ", ".join(t.plain(f"team-role-{role}") for role in named)
        lines.append(t(fact.key, **arguments))
    return join_lines(lines)


def people_rows(people: Iterable[Person], data: Callable[[Person], CallbackData]) -> list[Row]:
    """Two people to a row where both names can be read."""
    return beside(button(short_name(each), data(each)) for each in people)


def in_rows(buttons: Sequence[InlineKeyboardButton]) -> list[Row]:
    """Two buttons to a row."""
    return [list(buttons[start : start + _ROW]) for start in range(0, len(buttons), _ROW)]


def short_name(person: Person) -> str:
    """Surname and first name."""
    return " ".join(filter(None, (person.surname, person.first_name))) or "—"


async def effect_text(session: AsyncSession, effect: Effect, t: Translate) -> Html:
    """What a change does to the score and to the teams it touches."""
    parts: list[str] = [verdict(effect.before, effect.after, t)]
    parts += [
        t("teams-move-team", team=team) + "\n" + await fact_lines(session, facts, t)
        for team, facts in list(effect.facts.items())[:3]
    ]
    return Html("\n\n".join(parts))


def verdict(before: Score, after: Score, t: Translate) -> Html:
    """Better, worse or the same, and which components make it so."""
    changed = {
        name: after.components[name] - value
        for name, value in before.components.items()
        if after.components[name] != value
    }
    head = t(
        "teams-move-verdict",
        verdict="worse" if after.total > before.total else "better" if after.total < before.total else "same",
        before=round(before.index, 1),
        after=round(after.index, 1),
    )
    return join_lines([head, *change_lines(changed, before.components, t)])


def change_lines(changes: Mapping[str, int], before: Mapping[str, int], t: Translate) -> list[str]:
    """One line for every component that changes."""
    return [
        t(
            "teams-move-change",
            sign="worse" if change > 0 else "better",
            name=t.plain(f"teams-component-{name.replace('_', '-')}"),
            before=before[name],
            after=before[name] + change,
        )
        for name, change in changes.items()
    ]


def placed_lines(placed: Sequence[Placed], t: Translate) -> Html:
    """Who goes where; a long list is cut."""
    lines = [
        t(
            "teams-placed",
            name=short_name(each.person),
            source=each.source or t.plain("teams-placed-nowhere"),
            target=each.target or t.plain("teams-placed-nowhere"),
        )
        for each in placed[:_SHOWN]
    ]
    if len(placed) > _SHOWN:
        lines.append(t("teams-placed-more", count=len(placed) - _SHOWN))
    return join_lines(lines)
