"""A team's card for the office, and moving students: who, where to, what gets worse, sure?"""

from collections.abc import Callable, Iterable
from datetime import datetime

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import seasons as season_queries
from bot.db.queries import teams as queries
from bot.domain.enums import TeamRunStatus
from bot.domain.short_names import short_place
from bot.domain.teams import Fact, TeamRules
from bot.domain.text_arguments import Html
from bot.handlers.access import OfficeDoor
from bot.handlers.keyboards import button, keyboard
from bot.handlers.office.team_callbacks import (
    MentorSlot,
    MoveSwap,
    MoveTo,
    MoveWhere,
    MoveWho,
    RunPage,
    TeamCard,
    Unplaced,
)
from bot.handlers.screens import Reply, Screen, show
from bot.services import teams
from bot.services.teams import Card, Effect, Move
from bot.texts import Translate, join_lines

router = Router(name="office-team-moves")
router.callback_query.middleware(OfficeDoor())

_ROW = 2


@router.callback_query(TeamCard.filter())
async def open_card(
    query: CallbackQuery, callback_data: TeamCard, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Members, tutor, mentor, and why the team is as it is."""
    card = await teams.open_card(session, actor, callback_data.team, now=now)
    return show(query, await _card_screen(session, card, t))


async def _card_screen(session: AsyncSession, card: Card, t: Translate) -> Screen:
    line = card.line
    towns = {town.id: short_place(town.name) for town in await season_queries.municipalities(session, retired=True)}
    members = [
        t("teams-card-member", name=person.full_name, town=towns.get(person.municipality_id or "", "—"))
        if person.id not in card.gone
        else t("teams-card-gone", name=person.full_name or "—")
        for person in card.members
    ]
    text = t(
        "teams-card",
        team=line.team.name,
        direction=line.direction or "—",
        tutor=teams.tutor_name(line.tutor),
        mentor=teams.mentor_name(line.mentor),
        members=join_lines(members) if members else t("teams-card-empty"),
        facts=await _facts(session, card.facts, t),
    )
    rows = [[button(t.plain("teams-move"), MoveWho(team=line.team.id))]]
    if card.run.status is TeamRunStatus.PUBLISHED:
        rows[0].append(button(t.plain("mentors-team-button"), MentorSlot(team=line.team.id)))
    rows.append([button(t.plain("button-back"), RunPage(run=card.run.id))])
    return Screen(text, keyboard(rows))


async def _facts(session: AsyncSession, facts: Iterable[Fact], t: Translate) -> Html:
    """Facts as lines; directions by their names."""
    names = {direction.id: direction.name for direction in await season_queries.directions(session, retired=True)}
    lines = []
    for fact in facts:
        arguments = dict(fact.arguments)
        if "direction" in arguments:
            arguments["direction"] = names.get(str(arguments["direction"]), "—")
        lines.append(t(fact.key, **arguments))
    return join_lines(lines)


@router.callback_query(MoveWho.filter())
async def ask_who(
    query: CallbackQuery, callback_data: MoveWho, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Who leaves the team."""
    card = await teams.open_card(session, actor, callback_data.team, now=now)
    team = card.line.team
    rows = _people_rows(card.members, lambda person: MoveWhere(run=card.run.id, person=person.id, source=team.id))
    rows.append([button(t.plain("button-back"), TeamCard(team=team.id))])
    return show(query, Screen(t("teams-move-who", team=team.name), keyboard(rows)))


@router.callback_query(Unplaced.filter())
async def ask_who_has_no_team(
    query: CallbackQuery, callback_data: Unplaced, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Accepted students who came after the teams were formed."""
    run = await teams.open_run(session, actor, callback_data.run)
    missing = await teams.gaps(session, run)
    rows = _people_rows(missing.unplaced[:40], lambda person: MoveWhere(run=run.id, person=person.id, source=0))
    rows.append([button(t.plain("button-back"), RunPage(run=run.id))])
    return show(query, Screen(t("teams-move-unplaced-who"), keyboard(rows)))


def _people_rows(people: Iterable[Person], data: Callable[[Person], CallbackData]) -> list[list[InlineKeyboardButton]]:
    buttons = [button(" ".join(filter(None, (each.surname, each.first_name))) or "—", data(each)) for each in people]
    return [buttons[start : start + _ROW] for start in range(0, len(buttons), _ROW)]


@router.callback_query(MoveWhere.filter())
async def ask_where(
    query: CallbackQuery, callback_data: MoveWhere, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Every other team with its size; a full one offers an exchange."""
    run = await teams.open_run(session, actor, callback_data.run)
    largest = TeamRules.from_dict(run.rules).max_size
    person, source = callback_data.person, callback_data.source
    buttons = []
    for line in await queries.lines(session, run.id):
        if line.team.id == source:
            continue
        # Who has no team has nothing to exchange.
        full = line.size >= largest and source
        data: CallbackData = MoveTo(person=person, source=source, target=line.team.id)
        if full:
            data = MoveSwap(person=person, source=source, target=line.team.id)
        buttons.append(button(t.plain("teams-move-target", team=line.team.name, size=line.size), data))
    rows = [buttons[start : start + _ROW] for start in range(0, len(buttons), _ROW)]
    back = MoveWho(team=source) if source else Unplaced(run=run.id)
    rows.append([button(t.plain("button-back"), back)])
    return show(query, Screen(t("teams-move-where", name=await _name(session, person)), keyboard(rows)))


@router.callback_query(MoveSwap.filter())
async def ask_with_whom(
    query: CallbackQuery, callback_data: MoveSwap, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Whom the full team gives back."""
    person, source, target = callback_data.person, callback_data.source, callback_data.target
    card = await teams.open_card(session, actor, target, now=now)
    rows = _people_rows(card.members, lambda other: MoveTo(person=person, source=source, target=target, other=other.id))
    rows.append([button(t.plain("button-back"), MoveWhere(run=card.run.id, person=person, source=source))])
    text = t("teams-move-swap", team=card.line.team.name, name=await _name(session, person))
    return show(query, Screen(text, keyboard(rows)))


@router.callback_query(MoveTo.filter(~F.sure))
async def ask_to_move(
    query: CallbackQuery, callback_data: MoveTo, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """What the move would make better or worse."""
    effect = await teams.preview(session, actor, _move(callback_data))
    rows = [
        [button(t.plain("teams-move-sure"), callback_data.model_copy(update={"sure": True}))],
        [button(t.plain("button-back"), TeamCard(team=callback_data.target))],
    ]
    return show(query, Screen(await _effect_text(session, callback_data, effect, t), keyboard(rows)))


@router.callback_query(MoveTo.filter(F.sure))
async def move(
    query: CallbackQuery, callback_data: MoveTo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The move is made; the team's card shows it."""
    await teams.move(session, actor, _move(callback_data), now=now)
    card = await teams.open_card(session, actor, callback_data.target, now=now)
    screen = await _card_screen(session, card, t)
    return show(query, Screen(t("teams-moved") + "\n\n" + screen.text, screen.keyboard))


def _move(data: MoveTo) -> Move:
    return Move(data.person, data.source or None, data.target, data.other or None)


async def _name(session: AsyncSession, person_id: int) -> str:
    person = (await queries.people(session, [person_id])).get(person_id)
    return person.full_name if person is not None else "—"


async def _effect_text(session: AsyncSession, data: MoveTo, effect: Effect, t: Translate) -> str:
    lines = {line.team.id: line for line in effect.lines}
    before, after = effect.before, effect.after
    changes = [
        t(
            "teams-move-change",
            sign="worse" if after.components[name] > value else "better",
            name=t.plain(f"teams-component-{name}"),
            before=value,
            after=after.components[name],
        )
        for name, value in before.components.items()
        if after.components[name] != value
    ]
    facts = [
        Html(t("teams-move-team", team=line.team.name) + "\n" + await _facts(session, effect.facts_after[team_id], t))
        for team_id, line in lines.items()
        if team_id in effect.facts_after
    ]
    return t(
        "teams-move-ask",
        name=await _name(session, data.person),
        origin=t.plain("teams-move-from", team=lines[data.source].team.name)
        if data.source
        else t.plain("teams-move-from-nowhere"),
        to=lines[data.target].team.name,
        swap=bool(data.other),
        other=await _name(session, data.other) if data.other else "",
        verdict="worse" if after.total > before.total else "better" if after.total < before.total else "same",
        before=before.total,
        after=after.total,
        changes=join_lines(changes),
        facts=Html("\n\n".join(facts)),
    )
