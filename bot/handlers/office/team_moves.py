"""Moving students: where to, what gets worse, sure?"""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import teams as queries
from bot.domain.teams import TeamRules
from bot.handlers.access import OfficeDoor
from bot.handlers.keyboards import button, keyboard
from bot.handlers.office.team_callbacks import MoveSwap, MoveTo, MoveWhere, RunPage, SeatCard, TeamCard, Unplaced
from bot.handlers.office.team_cards import card_screen
from bot.handlers.office.team_screens import effect_text, in_rows, people_rows
from bot.handlers.screens import Reply, Screen, show
from bot.services import team_board, team_changes, teams
from bot.services.team_board import Move
from bot.services.team_changes import Effect
from bot.texts import Translate

router = Router(name="office-team-moves")
router.callback_query.middleware(OfficeDoor())

_SHOWN = 40


@router.callback_query(Unplaced.filter())
async def ask_who_has_no_team(
    query: CallbackQuery, callback_data: Unplaced, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Accepted students who came after the teams were formed."""
    run = await teams.open_run(session, actor, callback_data.run)
    missing = await teams.gaps(session, run)
    rows = people_rows(missing.unplaced[:_SHOWN], lambda person: MoveWhere(run=run.id, person=person.id, source=0))
    rows.append([button(t.plain("button-back"), RunPage(run=run.id))])
    return show(query, Screen(t("teams-move-unplaced-who"), keyboard(rows)))


@router.callback_query(MoveWhere.filter())
async def ask_where(
    query: CallbackQuery, callback_data: MoveWhere, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Every other team with its size; who has a team may also be exchanged."""
    run = await teams.open_run(session, actor, callback_data.run)
    largest = TeamRules.from_dict(run.rules).max_size
    person, source = callback_data.person, callback_data.source
    buttons = []
    for line in await queries.lines(session, run.id):
        if line.team.id == source:
            continue
        # Who has no team has nothing to exchange.
        data: CallbackData = MoveTo(person=person, source=source, target=line.team.id)
        if source and line.size >= largest:
            data = MoveSwap(person=person, source=source, target=line.team.id)
        buttons.append(button(t.plain("teams-move-target", team=line.team.name, size=line.size), data))
    back = SeatCard(team=source, person=person) if source else Unplaced(run=run.id)
    rows = [*in_rows(buttons), [button(t.plain("button-back"), back)]]
    return show(query, Screen(t("teams-move-where", name=await _name(session, person)), keyboard(rows)))


@router.callback_query(MoveSwap.filter())
async def ask_with_whom(
    query: CallbackQuery, callback_data: MoveSwap, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Whom the other team gives back."""
    person, source, target = callback_data.person, callback_data.source, callback_data.target
    card = await team_board.open_card(session, actor, target, now=now)
    rows = people_rows(card.members, lambda other: MoveTo(person=person, source=source, target=target, other=other.id))
    rows.append([button(t.plain("button-back"), MoveWhere(run=card.run.id, person=person, source=source))])
    text = t("teams-move-swap", team=card.line.team.name, name=await _name(session, person))
    return show(query, Screen(text, keyboard(rows)))


@router.callback_query(MoveTo.filter(~F.sure))
async def ask_to_move(
    query: CallbackQuery, callback_data: MoveTo, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """What the move would make better or worse; another person may come back instead."""
    effect = await team_changes.preview_move(session, actor, _move(callback_data))
    rows = [[button(t.plain("teams-move-sure"), callback_data.model_copy(update={"sure": True}))]]
    if callback_data.source:
        swap = MoveSwap(person=callback_data.person, source=callback_data.source, target=callback_data.target)
        rows[0].append(button(t.plain("teams-move-with"), swap))
    rows.append([button(t.plain("button-back"), TeamCard(team=callback_data.source or callback_data.target))])
    return show(query, Screen(await _effect_text(session, callback_data, effect, t), keyboard(rows)))


@router.callback_query(MoveTo.filter(F.sure))
async def move(
    query: CallbackQuery, callback_data: MoveTo, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The move is made; the team's card shows it."""
    await team_changes.move(session, actor, _move(callback_data), now=now)
    card = await team_board.open_card(session, actor, callback_data.target, now=now)
    screen = await card_screen(session, card, t)
    return show(query, Screen(t("teams-moved") + "\n\n" + screen.text, screen.keyboard))


def _move(data: MoveTo) -> Move:
    return Move(data.person, data.source or None, data.target, data.other or None)


async def _name(session: AsyncSession, person_id: int) -> str:
    person = (await queries.people(session, [person_id])).get(person_id)
    return person.full_name if person is not None else "—"


async def _effect_text(session: AsyncSession, data: MoveTo, effect: Effect, t: Translate) -> str:
    went = {each.person.id: each for each in effect.placed}[data.person]
    return t(
        "teams-move-ask",
        name=await _name(session, data.person),
        origin=t.plain("teams-move-from", team=went.source)
        if went.source is not None
        else t.plain("teams-move-from-nowhere"),
        to=went.target or "—",
        swap=bool(data.other),
        other=await _name(session, data.other) if data.other else "",
        effect=await effect_text(session, effect, t),
    )
