"""Repairing, splitting and merging formed teams, taking changes back, and two variants side by side."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import teams as queries
from bot.domain.team_weights import differences, level_of
from bot.domain.teams import TeamRules
from bot.handlers.access import OfficeDoor
from bot.handlers.keyboards import button, keyboard
from bot.handlers.office.team_callbacks import (
    CompareRuns,
    MergeTeam,
    RepairRun,
    RunPage,
    SplitTeam,
    TeamCard,
    UndoChange,
)
from bot.handlers.office.team_screens import effect_text, in_rows, people_rows, placed_lines
from bot.handlers.screens import Reply, Screen, show
from bot.services import team_board, team_changes
from bot.services.team_board import Merge, Repair, Split
from bot.services.team_changes import Effect
from bot.texts import Translate, join_lines

router = Router(name="office-team-shapes")
router.callback_query.middleware(OfficeDoor())


@router.callback_query(RepairRun.filter(~F.sure))
async def ask_to_repair(
    query: CallbackQuery, callback_data: RepairRun, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Where late comers would go, who would have to move for it."""
    effect = await team_changes.preview(session, actor, callback_data.run, Repair())
    return show(query, await _ask(session, "teams-repair-ask", effect, callback_data, callback_data.run, t))


@router.callback_query(RepairRun.filter(F.sure))
async def repair(
    query: CallbackQuery, callback_data: RepairRun, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Done, with a way back."""
    effect = await team_changes.carry_out(session, actor, callback_data.run, Repair(), now=now)
    return show(query, await _done(session, effect, callback_data.run, t))


@router.callback_query(SplitTeam.filter(F.tutor == 0))
async def ask_for_a_tutor(
    query: CallbackQuery, callback_data: SplitTeam, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Who leads the second half."""
    team_id = callback_data.team
    _, tutors = await team_board.free_tutors(session, actor, team_id)
    rows = people_rows(tutors, lambda tutor: SplitTeam(team=team_id, tutor=tutor.id))
    rows.append([button(t.plain("button-back"), TeamCard(team=team_id))])
    return show(query, Screen(t("teams-split-tutor" if tutors else "teams-split-no-tutor"), keyboard(rows)))


@router.callback_query(SplitTeam.filter(~F.sure))
async def ask_to_split(
    query: CallbackQuery, callback_data: SplitTeam, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """The halves as they would be."""
    run, _ = await team_board.free_tutors(session, actor, callback_data.team)
    act = Split(callback_data.team, callback_data.tutor)
    effect = await team_changes.preview(session, actor, run.id, act)
    return show(query, await _ask(session, "teams-split-ask", effect, callback_data, run.id, t))


@router.callback_query(SplitTeam.filter(F.sure))
async def split(
    query: CallbackQuery, callback_data: SplitTeam, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Two teams out of one."""
    run, _ = await team_board.free_tutors(session, actor, callback_data.team)
    act = Split(callback_data.team, callback_data.tutor)
    return show(
        query, await _done(session, await team_changes.carry_out(session, actor, run.id, act, now=now), run.id, t)
    )


@router.callback_query(MergeTeam.filter(F.into == 0))
async def ask_into_which(
    query: CallbackQuery, callback_data: MergeTeam, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The teams that have room for this one."""
    card = await team_board.open_card(session, actor, callback_data.team, now=now)
    largest = TeamRules.from_dict(card.run.rules).max_size
    fitting = [
        line
        for line in await queries.lines(session, card.run.id)
        if line.team.id != callback_data.team and line.size + card.line.size <= largest
    ]
    rows = in_rows(
        [
            button(
                t.plain("teams-move-target", team=line.team.name, size=line.size),
                MergeTeam(team=callback_data.team, into=line.team.id),
            )
            for line in fitting
        ]
    )
    rows.append([button(t.plain("button-back"), TeamCard(team=callback_data.team))])
    key = "teams-merge-into" if fitting else "teams-merge-nowhere"
    return show(query, Screen(t(key, team=card.line.team.name, largest=largest), keyboard(rows)))


@router.callback_query(MergeTeam.filter(~F.sure))
async def ask_to_merge(
    query: CallbackQuery, callback_data: MergeTeam, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """The whole as it would be."""
    run, _ = await team_board.free_tutors(session, actor, callback_data.team)
    effect = await team_changes.preview(session, actor, run.id, Merge(callback_data.team, callback_data.into))
    return show(query, await _ask(session, "teams-merge-ask", effect, callback_data, run.id, t))


@router.callback_query(MergeTeam.filter(F.sure))
async def merge(
    query: CallbackQuery, callback_data: MergeTeam, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """One team out of two."""
    run, _ = await team_board.free_tutors(session, actor, callback_data.team)
    act = Merge(callback_data.team, callback_data.into)
    return show(
        query, await _done(session, await team_changes.carry_out(session, actor, run.id, act, now=now), run.id, t)
    )


@router.callback_query(UndoChange.filter())
async def undo(
    query: CallbackQuery, callback_data: UndoChange, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«↩️ Отменить»: everybody is where they were."""
    change, effect = await team_changes.undo(session, actor, callback_data.change, now=now)
    return show(query, await _done(session, effect, change.run_id, t, key="teams-undone"))


async def _ask(
    session: AsyncSession, key: str, effect: Effect, data: RepairRun | SplitTeam | MergeTeam, run_id: int, t: Translate
) -> Screen:
    text = t(
        key,
        placed=placed_lines(effect.placed, t),
        others=effect.others,
        effect=await effect_text(session, effect, t),
    )
    sure: CallbackData = data.model_copy(update={"sure": True})
    rows = [[button(t.plain("teams-change-sure"), sure)], [button(t.plain("button-back"), RunPage(run=run_id))]]
    return Screen(text, keyboard(rows))


async def _done(
    session: AsyncSession, effect: Effect, run_id: int, t: Translate, *, key: str = "teams-changed"
) -> Screen:
    rows = [[button(t.plain("teams-to-run"), RunPage(run=run_id))]]
    change = await queries.last_change(session, run_id)
    if change is not None and key == "teams-changed":
        rows.insert(0, [button(t.plain("teams-undo"), UndoChange(change=change.id))])
    return Screen(t(key, placed=placed_lines(effect.placed, t)), keyboard(rows))


@router.callback_query(CompareRuns.filter())
async def compare(
    query: CallbackQuery, callback_data: CompareRuns, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Component by component, and how alike the teams are."""
    sides = await team_board.open_sides(session, actor, callback_data.run, callback_data.other)
    first, second = sides.scores
    lines = [
        t(
            "teams-compare-line",
            name=t.plain(f"teams-component-{name.replace('_', '-')}"),
            first=round(share),
            second=round(second.shares[name]),
            winner="first" if share > second.shares[name] else "second" if share < second.shares[name] else "none",
        )
        for name, share in first.shares.items()
    ]
    likeness = sides.likeness
    rules = (TeamRules.from_dict(sides.runs[0].rules), TeamRules.from_dict(sides.runs[1].rules))
    text = t(
        "teams-compare",
        first=sides.runs[0].seed,
        second=sides.runs[1].seed,
        first_index=round(first.index, 1),
        second_index=round(second.index, 1),
        lines=join_lines(lines),
        together=round(100 * likeness.together / likeness.pairs) if likeness.pairs else 100,
        same=likeness.same_teams,
    )
    text = "\n\n".join([text, *_rules_apart(*rules, t)])
    buttons = [button(t.plain("teams-form-latest", variant=run.seed), RunPage(run=run.id)) for run in sides.runs]
    return show(query, Screen(text, keyboard([buttons])))


def _rules_apart(one: TeamRules, other: TeamRules, t: Translate) -> list[str]:
    """What the two runs were to watch differently; nothing where they had the same rules."""
    lines = []
    if (one.min_size, one.max_size) != (other.min_size, other.max_size):
        sizes = {"first": f"{one.min_size}–{one.max_size}", "second": f"{other.min_size}–{other.max_size}"}
        lines.append(t("teams-compare-sizes", **sizes))
    for name in differences(one, other):
        first, second = (level_of(name, getattr(each.weights, name)).value for each in (one, other))
        component = t.plain(f"teams-component-{name.replace('_', '-')}")
        lines.append(t("teams-compare-weight", name=component, first=first, second=second))
    return [t("teams-compare-rules", lines=join_lines(lines))] if lines else []
